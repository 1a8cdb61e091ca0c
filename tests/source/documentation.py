#!/usr/bin/env python3
"""documentation.py PROGRAM SOURCE_ROOT FOLDER: manual pages and completion in FOLDER against --help, in TAP."""
import glob
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

from outcome import end, result

PROGRAM, ROOT, FOLDER = (os.path.abspath(path) for path in sys.argv[1:4])
COMPLETION = FOLDER + "/pianoxl"
TEMPLATES = ROOT + "/templates"
LANGUAGES = {"English": FOLDER + "/man1", "Italian": FOLDER + "/it/man1"}
HEADINGS = {"English": ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"],
            "Italian": ["NOME", "SINTASSI", "DESCRIZIONE", "OPZIONI", "STATO DI USCITA", "ESEMPI", "VEDERE ANCHE"]}

def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def differences(have, wanted):
    yield from ("%s is missing" % (item,) for item in wanted if item not in have)
    yield from ("%s is too much" % (item,) for item in have if item not in wanted)


# ---- --help ----

def run(arguments, **keywords):
    return subprocess.run([PROGRAM] + arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="", **keywords)).stdout


def entries(text, heading):
    """What stands below a heading of --help, as (left, right)."""
    lines = text.split("\n" + heading)[1].split("\n\n")[0].split("\n")[1:]
    rows = []
    for line in lines:
        match = re.match(r"  ( {4}|-\w, )?(\S+(?: \S+)*)  +(\S.*)$", line)
        if match and not line.startswith(" " * 12):
            rows.append(((match.group(1) or "").strip() + (" " if (match.group(1) or "").strip() else "") + match.group(2),
                         match.group(3)))
        elif line.strip():
            rows[-1] = (rows[-1][0], rows[-1][1] + " " + line.strip())
    return rows


# ---- manual pages ----

def page_name(command):
    return "-".join(["pianoxl"] + command.split())


def render(path):
    """The page on lines that are never broken, and groff's warnings."""
    done = subprocess.run(["groff", "-Kutf8", "-Tutf8", "-ww", "-man", "-rLL=2000n", "-rLT=100n", "-P-cbou", path],
                          capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8"))
    return done.stdout.replace("\u2010", "-"), done.stderr


def sections(text):
    """Of each section the paragraphs, and of those with a term (term, text): a short term stands beside its text."""
    found = {}
    for line in text.strip().split("\n")[1:-1]: # without header and footer
        if re.match(r"\S", line):
            rows = found.setdefault(line.strip(), [])
            texts = len(found) <= 3  # name, synopsis, description have no terms
        elif line.startswith(" " * 14):
            rows[-1] = (rows[-1][0], line.strip())
        elif line.strip():
            short = None if texts else re.match(r" {7}(?=\S.{5} \S)(\S{6}(?= )|\S{1,5}(?=  )) +(\S.*)$", line)
            rows.append(short.groups() if short else (line.strip(), ""))
    return found


def pages(commands):
    made = {}
    for language, folder in LANGUAGES.items():
        have = {os.path.basename(path)[:-2] for path in glob.glob(folder + "/*.1")}
        result(differences(have, {page_name(command) for command in [""] + commands}),
               "%s: each command has a page, and each page a command" % language)
        for command in [""] + commands:
            text, warnings = render("%s/%s.1" % (folder, page_name(command)))
            found = made[language, command] = sections(text)
            problems = [warnings] if warnings else []
            problems += ["no section " + name for name in HEADINGS[language] if name not in found]
            problems += ["odd headings " + str(list(found))] if len(found) > 10 else []
            result(problems, "%s: %s is sound" % (language, page_name(command)))
    return made


def in_italian(usage):
    for english, italian in (("COMMAND", "COMANDO"), ("OPTION", "OPZIONE"), ("FOLDER", "CARTELLA"), ("NAME", "NOME"),
                             ("CODE", "CODICE")):
        usage = usage.replace(english, italian)
    return usage


def page_against_help(made, command):
    text = run(command.split() + ["--help"])
    english, italian = made["English", command], made["Italian", command]
    wanted = entries(text, "Options")
    result(differences(english["OPTIONS"], wanted), "%s: the options of --help" % page_name(command))
    words = [len(" ".join(str(row[0]) for row in rows).split()) for rows in (english["SYNOPSIS"], italian["SINTASSI"])]
    result([] if words[0] == words[1] else [str(italian["SINTASSI"])], "%s: the same use in Italian" % page_name(command))
    names = [re.sub(r"=.*", "", left) for left, right in wanted]
    usage = text.split("\n")[0].removeprefix("Usage: ")
    result(differences([english["SYNOPSIS"][0][0]], [usage]), "%s: the usage of --help" % page_name(command))
    problems = differences([italian["SINTASSI"][0][0]], [in_italian(usage)])
    problems = list(problems) + list(differences([re.sub(r"=.*", "", left) for left, right in italian["OPZIONI"]], names))
    problems += ["not in Italian: " + right for left, right in italian["OPZIONI"] if right in dict(wanted).values()]
    problems += ["not in Italian: " + left for left, right in italian["DESCRIZIONE"] if (left, right) in english["DESCRIPTION"]]
    problems += ["not in Italian: " + right for left, right in italian["ESEMPI"] if (left, right) in english["EXAMPLES"]]
    result(problems, "%s: the same in Italian" % page_name(command))
    listed = re.findall(r"[a-z-]+(?=\(1\))", english["SEE ALSO"][0][0])
    everything = [os.path.basename(path)[:-2] for path in glob.glob(LANGUAGES["English"] + "/*.1")]
    result(differences(listed, [name for name in everything if name != page_name(command)]),
           "%s: refers to the other pages" % page_name(command))
    if command:
        paragraph = " ".join(text.split("\n\n")[1].split())
        result([] if (paragraph, "") in english["DESCRIPTION"] else ["no paragraph " + paragraph],
               "%s: the description of --help" % page_name(command))


def statuses(made, commands):
    code = re.findall(r"FAILURE_\w+ = (\d+)", read(ROOT + "/src/support/failure.h"))
    code += re.findall(r"#define STATUS_INTERRUPTED (\d+)", read(ROOT + "/src/cli/cli.h"))
    wanted = entries(run(["--help"]), "Exit status")
    result(differences([left for left, right in wanted], ["0"] + code), "--help: the statuses of the code")
    in_readme = re.findall(r"^\| (\d+) \|", read(ROOT + "/README.md").split("| exit status |")[1].split("\n\n")[0], re.M)
    result(differences(in_readme, ["0"] + code), "README.md: the statuses of the code")
    for language, name in (("English", "EXIT STATUS"), ("Italian", "STATO DI USCITA")):
        have = [row for row in made[language, ""][name] if row[1]]
        result(differences([left for left, right in have], ["0"] + code) if language == "Italian" else differences(have, wanted),
               "%s: the statuses of the code" % language)
    interrupted = [command for command in commands if "130" in dict(made["English", command]["EXIT STATUS"])]
    result(differences(interrupted, ["batch"]), "130 stands in the page of batch only")
    found = [command for command in commands if "1" in dict(made["English", command]["EXIT STATUS"])]
    options = {command: " ".join(left for left, right in made["English", command]["OPTIONS"]) for command in commands}
    result(differences(found, [command for command in commands if "check" in command or "--strict" in options[command]]),
           "1 stands where findings can lead to it")


def examples(made, commands):
    """The examples of all pages, each once, in a folder that has what they name."""
    lines = []
    for command in commands + [""]:
        lines += [line for line, text in made["English", command]["EXAMPLES"] if line not in lines]
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(ROOT + "/samples/massa-carrara-2019", place + "/2019", ignore=shutil.ignore_patterns("report"))
        shutil.copytree(ROOT + "/samples/massa-carrara-2019", place + "/archivio/2019", ignore=shutil.ignore_patterns("report"))
        shutil.copy(glob.glob(ROOT + "/templates/*/*.xlsx")[0], place + "/modello.xlsx")
        shutil.copy(ROOT + "/samples/massa-carrara-2019/piano-2019.xlsx", place + "/foglio.xls")
        for line in lines:
            if "--merge" in line: # what the other machine has done
                shell("pianoxl batch archivio -o parti --shard=2/2", place)
            done = shell(line.replace(" --pdf", ""), place)
            statuses = (0, 1) if " check " in line else (0,)
            result([] if done.returncode in statuses else ["exit status %d\n%s" % (done.returncode, done.stderr)], line)


def shell(line, folder):
    return subprocess.run(["bash", "-c", 'pianoxl() { "$PROGRAM" "$@"; }\n' + line], cwd=folder, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True,
                          env=dict(os.environ, PROGRAM=PROGRAM, LC_ALL="C.UTF-8", LANGUAGE="", PIANOXL_TEMPLATES=TEMPLATES))


# ---- completion ----

# The words of a command line as bash cuts them, the last one at the cursor; what is offered.
CASES = [
    (["re"], {"report"}),
    (["template", ""], {"list", "show", "check"}),
    (["template", "s"], {"show"}),
    (["nothing", ""], set()),
    (["--v"], {"--version"}),
    (["report", "--ki"], {"--kind="}),
    (["report", "--kind", "=", ""], {"piano", "relazione"}),
    (["report", "--kind", "="], {"piano", "relazione"}),
    (["report", "--kind", "=", "r"], {"relazione"}),
    (["report", "--kind", "p"], {"piano"}),
    (["report", "--kind=p"], {"--kind=piano"}),
    (["batch", "--group", "=", "f"], {"folder", "file"}),
    (["batch", "--progress", "=", "a"], {"auto", "always"}),
    (["batch", "--gr"], {"--group="}),
    (["report", "--gr"], set()),
    (["scores", "--kind", "=", ""], {"Anno 2019", "dati.XLS", "foglio.xlsx", "note.ods"}),
    (["report", ""], {"Anno 2019", "dati.XLS", "foglio.xlsx", "note.ods"}),
    (["report", "fo"], {"foglio.xlsx"}),
    (["report", "foglio.xlsx", "d"], {"dati.XLS"}),
    (["report", "le"], {"leggimi.txt"}),
    (["report", "Anno\\ 2019/"], {"Anno 2019/piano.xlsx"}),
    (["report", "\"Anno 2019/"], {"Anno 2019/piano.xlsx"}),
    (["dump", "n"], {"note.ods"}),
    (["explain", ""], set()),
    (["explain", "--campo", "peso", ""], set()),
    (["explain", "--campo", "=", "peso", "--json", ""], set()),
    (["explain", "2.1.4", ""], {"Anno 2019", "dati.XLS", "foglio.xlsx", "note.ods"}),
    (["explain", "--campo", "=", "peso", "2.1.4", "d"], {"dati.XLS"}),
    (["explain", "2.1.4", "--campo", "peso", "n"], {"note.ods"}),
    (["report", "-o", ""], {"Anno 2019", "foglio.xlsx"}),
    (["batch", "-o", ""], {"Anno 2019"}),
    (["batch", "-j", ""], set()),
    (["report", "--split", "=", ""], {"Anno 2019"}),
    (["report", "--findings-file", "=", ""], {"Anno 2019", "foglio.xlsx", "rilievi.tsv"}),
    (["report", "--anno", "=", ""], set()),
    (["report", "--codepage", "=", ""], set()),
    (["template", "list", ""], set()),
    (["template", "show", "foglio"], {"foglio.xlsx"}),
]
FILES = ["foglio.xlsx", "dati.XLS", "note.ods", "leggimi.txt", "rilievi.tsv", "Anno 2019/piano.xlsx"]
ASK = """. "$1"; shift; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_pianoxl; printf '%s\\n' "${COMPREPLY[@]}" """


def offered(words, folder):
    done = subprocess.run(["bash", "--norc", "-c", ASK, "bash", COMPLETION, PROGRAM] + words, cwd=folder, capture_output=True,
                          text=True, env=dict(os.environ, LC_ALL="C.UTF-8", PIANOXL_TEMPLATES=TEMPLATES))
    return [line for line in done.stdout.split("\n") if line], done.stderr


def check_offer(words, wanted, folder):
    have, errors = offered(words, folder)
    problems = list(differences(have, wanted)) + ([errors] if errors else [])
    problems += ["%s twice" % item for item in set(have) if have.count(item) > 1]
    result(problems, "completion of " + " ".join(["pianoxl"] + words))


def complete(commands, folder):
    for name in FILES:
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "w").close()
    for words, wanted in CASES:
        check_offer(words, wanted, folder)
    check_offer([""], {command.split()[0] for command in commands}, folder)
    for command in commands:
        options = entries(run(command.split() + ["--help"]), "Options")
        wanted = {part for left, right in options for part in re.sub(r"=.*", "=", left).split(", ")}
        check_offer(command.split() + ["-"], wanted, folder)
    templates = {line.split("\t")[0] for line in run(["template", "list"], PIANOXL_TEMPLATES=TEMPLATES).split("\n") if line}
    for words in (["report", "--template", "=", ""], ["template", "show", ""], ["template", "check", ""]):
        check_offer(words, templates, folder)


# What is typed with a tab in it, and the words that the command then gets.
TYPED = [
    ("pianoxl rep\tfogl\t", ["report", "foglio.xlsx"]),
    ("pianoxl report --kin\tre\tfo\t", ["report", "--kind=relazione", "foglio.xlsx"]),
    ("pianoxl report An\tp\t", ["report", "Anno 2019/piano.xlsx"]),
    ("pianoxl report 'An\tp\t", ["report", "Anno 2019/piano.xlsx"]),
    ("pianoxl batch -o An\t", ["batch", "-o", "Anno 2019/"]),
]


def type_line(line, folder):
    """The words that bash, at a terminal, hands to pianoxl."""
    child, terminal = os.forkpty()
    if child == 0:
        os.chdir(folder)
        os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"],
                   dict(os.environ, PS1="ready> ", TERM="dumb", LC_ALL="C.UTF-8", HISTFILE="", INPUTRC="/dev/null",
                        COLUMNS="500"))
    text, asked = "", 0
    lines = ['. "%s"; pianoxl() { printf "<%%s>" "$@"; echo " end"; }\n' % COMPLETION, line + "\n", "exit\n"]
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            try:
                text += os.read(terminal, 65536).decode("utf-8", "replace")
            except OSError:
                break
        if asked < len(lines) and text.count("ready> ") > asked and (asked < 2 or "> end" in text):
            os.write(terminal, lines[asked].encode())
            asked += 1
    os.close(terminal)
    os.waitpid(child, 0)
    found = re.search(r"^(<.*>) end", text.replace("\r", ""), re.M)
    return found.group(1)[1:-1].split("><") if found else [text]


def has_terminals():
    """A container may have none to give."""
    try:
        for end in os.openpty():
            os.close(end)
    except OSError:
        return False
    return True


def typed(folder):
    for line, wanted in TYPED:
        if not has_terminals():
            result([], "typed: %s # SKIP no terminal can be had here" % line.replace("\t", "<Tab>"))
            continue
        words = type_line(line, folder)
        result([] if words == wanted else ["got %r" % words], "typed: " + line.replace("\t", "<Tab>"))


COMMANDS = [left for left, right in entries(run(["--help"]), "Commands")]
result([] if len(COMMANDS) > 6 else [str(COMMANDS)], "--help lists the commands")
MADE = pages(COMMANDS)
result(differences(MADE["English", ""]["COMMANDS"], entries(run(["--help"]), "Commands")), "pianoxl: the commands of --help")
for COMMAND in [""] + COMMANDS:
    page_against_help(MADE, COMMAND)
statuses(MADE, COMMANDS)
examples(MADE, COMMANDS)
with tempfile.TemporaryDirectory() as place:
    complete(COMMANDS, place)
    typed(place)
end()
