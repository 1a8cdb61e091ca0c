#!/usr/bin/env python3
"""command-line.py PROGRAM SOURCE_ROOT: help, wrong use and languages of the command line, in TAP."""
import os
import re
import subprocess
import sys

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]

# arguments, exit status, what stdout must contain (None: nothing), what stderr must contain (None: nothing)
CASES = [
    ([], 2, None, "no command"),
    (["--help"], 0, "Exit status", None),
    (["-h"], 0, "template check", None),
    (["--version"], 0, r"^pianoxl \d+\.\d+\.\d+$", None),
    (["--hlp"], 2, None, "did you mean --help"),
    (["reprot"], 2, None, 'unknown command "reprot"; did you mean report'),
    (["xyz"], 2, None, 'unknown command "xyz"; commands: report, scores, '),
    (["check", "x.xlsx"], 2, None, "unknown command"),
    (["template"], 2, None, "template what"),
    (["template", "shw"], 2, None, "template what"),
    (["template", "--help"], 0, "template show", None),
    (["report"], 2, None, r"FILE\|FOLDER\.\.\. is missing"),
    (["report", "--help"], 0, "--findings-file=FILE", None),
    (["report", "--output"], 2, None, "option --output needs a value"),
    (["report", "-o"], 2, None, "option -o needs a value"),
    (["report", "-q", "x"], 2, None, "unknown option -q"),
    (["report", "--strict=yes", "x"], 2, None, "option --strict takes no value"),
    (["report", "--knid=piano", "x"], 2, None, "did you mean --kind"),
    (["report", "--kind=altro", "x"], 2, None, 'not "altro"'),
    (["report", "--anno=19", "x"], 2, None, 'not "19"'),
    (["report", "--anno=20x9", "x"], 2, None, 'not "20x9"'),
    (["report", "-o", "x.ods", "x"], 2, None, r"must end in \.xlsx"),
    (["report", "--findings-file=x.csv", "x"], 2, None, r"must end in \.tsv or \.xlsx"),
    (["report", "--grid", "x"], 2, None, "unknown option --grid"),
    (["scores", "-o", "x.xlsx", "x"], 2, None, "unknown option -o"),
    (["dump"], 2, None, "FILE is missing"),
    (["dump", "a", "b"], 2, None, 'too many arguments, from "b"'),
    (["dump", "no\nsuch.xlsx"], 3, None, r"no\\nsuch\.xlsx"),
    (["dump", b"no-\xff.xlsx"], 3, None, "no-\ufffd"),
    (["template", "list", "x"], 2, None, "too many arguments"),
    (["report", "no-such-file.xlsx"], 3, None, "no-such-file.xlsx"),
    (["report", ROOT + "/src"], 3, None, "no workbook in the folder"),
    (["template", "show", "no-such-template"], 3, None, 'no template "no-such-template"'),
]

count = 0
failed = False


def result(problems, name):
    global count, failed
    count += 1
    failed = failed or bool(problems)
    print("%sok %d - %s" % ("not " if problems else "", count, name))
    for problem in problems:
        print("#   " + problem.replace("\n", "\n#   "))


def run(arguments, **environment):
    done = subprocess.run([PROGRAM] + arguments, stdin=subprocess.DEVNULL, capture_output=True,
                          env=dict(os.environ, **{"LC_ALL": "C", "LANGUAGE": "", **environment}))
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def check(arguments, status, out, err):
    got = run(arguments)
    problems = [] if got[0] == status else ["exit status %d, wanted %d" % (got[0], status)]
    for name, text, wanted in (("stdout", got[1], out), ("stderr", got[2], err)):
        if wanted is None and text:
            problems.append("%s is not empty:\n%s" % (name, text))
        elif wanted is not None and not re.search(wanted, text):
            problems.append("%s does not say %r:\n%s" % (name, wanted, text))
    if status and len(got[2].rstrip("\n").split("\n")) != 1:
        problems.append("more than one line on stderr:\n" + got[2])
    result(problems, "pianoxl " + " ".join(repr(a)[1:-1] for a in arguments))


def every_command_has_help():
    names = re.findall(r"^  ([a-z]+(?: [a-z]+)?)  ", run(["--help"])[1].split("\nOptions")[0], re.M)
    problems = [] if len(names) >= 6 else ["only %d commands in --help: %s" % (len(names), names)]
    for name in names:
        status, out, err = run(name.split() + ["--help"])
        if status or err or not out.startswith("Usage: pianoxl %s" % name):
            problems.append("%s --help: exit status %d\n%s" % (name, status, out + err))
        wide = [line for line in out.split("\n") if len(line) > 100]
        problems += ["%s --help: wide line: %s" % (name, line) for line in wide]
    result(problems, "every command has help")


def italian():
    """The build's own translations are found; a decimal comma changes nothing."""
    status, out, err = run(["--help"], LC_ALL="C.UTF-8", LANGUAGE="it")
    result([] if "Stato di uscita" in out else [out + err], "messages in Italian")
    status, out, err = run(["report", "--anno=19", "x"], LC_ALL="C.UTF-8", LANGUAGE="it")
    result([] if "quattro cifre" in err else [err], "errors in Italian")


def full_output():
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE)
    result([] if done.returncode == 4 else ["exit status %d" % done.returncode], "stdout that is full")


for case in CASES:
    check(*case)
every_command_has_help()
italian()
full_output()
print("1..%d" % count)
sys.exit(failed)
