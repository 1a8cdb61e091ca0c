#!/usr/bin/env python3
"""command-line.py PROGRAM SOURCE_ROOT: help, wrong use and languages of the command line, in TAP."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import zipfile

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
sys.path.insert(0, ROOT + "/tests/golden")

import program  # noqa: E402
from outcome import end, result  # noqa: E402

# arguments, exit status, what stdout must contain (None: nothing), what stderr must contain (None: nothing)
CASES = [
    ([], 2, None, "no command"),
    (["--help"], 0, "Exit status", None),
    (["-h"], 0, "template check", None),
    (["--version"], 0, r"^pianoxl \d+\.\d+\.\d+$", None),
    (["--hlp"], 2, None, "did you mean --help"),
    (["reprot"], 2, None, 'unknown command "reprot"; did you mean report'),
    (["xyz"], 2, None, 'unknown command "xyz"; commands: report, batch, check, scores, '),
    (["chekc", "x.xlsx"], 2, None, "did you mean check"),
    (["batch", "--help"], 0, r"--group=plan\|folder\|file", None),
    (["batch", "-o", "x"], 2, None, r"FILE\|FOLDER\.\.\. is missing"),
    (["batch", "x"], 2, None, "-o is missing"),
    (["batch", "x", "-o", "y", "-j", "0"], 2, None, '--jobs wants a number from 1 to 1024, not "0"'),
    (["batch", "x", "-o", "y", "-j2x"], 2, None, 'not "2x"'),
    (["batch", "x", "-o", "y", "--shard=0/4"], 2, None, 'I/N, with I from 1 to N, not "0/4"'),
    (["batch", "x", "-o", "y", "--shard=5/4"], 2, None, 'not "5/4"'),
    (["batch", "x", "-o", "y", "--shard=2"], 2, None, 'not "2"'),
    (["batch", "x", "-o", "y", "--group=altro"], 2, None, 'plan, folder or file, not "altro"'),
    (["batch", "x", "-o", "y", "--progress=si"], 2, None, 'auto, never or always, not "si"'),
    (["batch", "x", "-o", "y", "--timeout=0"], 2, None, '--timeout wants a number from 1'),
    (["check"], 2, None, r"FILE\|FOLDER\.\.\. is missing"),
    (["check", "--help"], 0, "--json", None),
    (["check", "-o", "x.xlsx", "x"], 2, None, "unknown option -o"),
    (["check", "no-such-file.xlsx"], 3, None, "no-such-file.xlsx"),
    (["template"], 2, None, "template what"),
    (["template", "shw"], 2, None, r'unknown command "template shw"; did you mean template show\? Commands: template list, '),
    (["template", "xyzzy"], 2, None, r'unknown command "template xyzzy"; commands: template list, template show, '),
    (["template", "check", "no-such-file.xlsx"], 3, None, "no-such-file.xlsx"),
    (["template", "--help"], 0, "template show", None),
    (["report"], 2, None, r"FILE\|FOLDER\.\.\. is missing"),
    (["report", "--help"], 0, "--findings-file=FILE", None),
    (["report", "--output"], 2, None, "option --output needs a value"),
    (["report", "-o"], 2, None, "option -o needs a value"),
    (["report", "-q", "x"], 2, None, "unknown option -q"),
    (["-q"], 2, None, "^pianoxl: unknown option -q"),
    (["report", "--template=x", "-q.xlsx"], 2, None, "unknown option -q"),
    (["report", "--strict=yes", "x"], 2, None, "option --strict takes no value"),
    (["report", "--knid=piano", "x"], 2, None, "did you mean --kind"),
    (["report", "--kind=altro", "x"], 2, None, 'not "altro"'),
    (["report", "--anno=19", "x"], 2, None, 'not "19"'),
    (["report", "--anno=20x9", "x"], 2, None, 'not "20x9"'),
    (["report", "--codepage=nessuna", "x"], 2, None, 'code page such as CP1252 or CP850, not "nessuna"'),
    (["cross-check-child", "no-such-file.xls"], 1, None, None),
    (["report", "-o", "x.ods", "x"], 2, None, r"must end in \.xlsx"),
    (["report", "--findings-file=x.csv", "x"], 2, None, r"must end in \.tsv or \.xlsx"),
    (["report", "--split=", "x"], 2, None, "--split wants a folder"),
    (["report", "--findings-file=x.tsv", "--no-findings-file", "x"], 2, None, "exclude each other"),
    (["scores", "--no-findings-file", "x"], 2, None, "unknown option --no-findings-file"),
    (["report", "--grid", "x"], 2, None, "unknown option --grid"),
    (["scores", "-o", "x.xlsx", "x"], 2, None, "unknown option -o"),
    (["explain", "--help"], 0, "--campo=FIELD", None),
    (["explain"], 2, None, r"CODE FILE\|FOLDER\.\.\. is missing"),
    (["explain", "1.1"], 2, None, r"CODE FILE\|FOLDER\.\.\. is missing"),
    (["explain", b"\xff", "x.xlsx"], 2, None, "no UTF-8"),
    (["explain", "1", "--findings", "x.xlsx"], 2, None, "unknown option --findings"),
    (["dump"], 2, None, "FILE is missing"),
    (["dump", "a", "b"], 2, None, 'too many arguments, from "b"'),
    (["dump", "no\nsuch.xlsx"], 3, None, r"no\\nsuch\.xlsx"),
    (["dump", b"no-\xff.xlsx"], 3, None, "no-\ufffd"),
    (["template", "list", "x"], 2, None, "too many arguments"),
    (["report", "no-such-file.xlsx"], 3, None, "no-such-file.xlsx"),
    (["report", ROOT + "/src"], 3, None, "no workbook in the folder"),
    (["template", "show", "no-such-template"], 3, None, 'no template "no-such-template"'),
]

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
    with tempfile.TemporaryDirectory() as folder:
        locale = program.italian(folder)
        status, out, err = run(["--help"], **locale)
        result([] if "Stato di uscita" in out else [out + err], "messages in Italian")
        status, out, err = run(["report", "--anno=19", "x"], **locale)
        result([] if "quattro cifre" in err else [err], "errors in Italian")


def full_output():
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE)
    result([] if done.returncode == 4 else ["exit status %d" % done.returncode], "stdout that is full")


SAMPLES = ROOT + "/samples/massa-carrara-2019"


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Samples:
    """Runs in a folder of its own, on the sample workbooks."""

    def __init__(self, folder):
        self.folder = folder
        self.inputs = sorted(glob.glob(SAMPLES + "/*.xlsx"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def report(self, *arguments):
        os.chdir(self.folder)
        return run(["report", *self.inputs, *arguments])

    def sheets(self, name):
        return list(dict.fromkeys(line.split("\t")[0] for line in run(["dump", self.path(name)])[1].split("\n") if line))

    def counts(self):
        problems = []
        for path in self.inputs:
            lines = [line.split("\t")[0] for line in run(["dump", path])[1].split("\n") if line]
            status, out, err = run(["dump", "--count", path])
            counts = dict(line.split("\t") for line in out.split("\n") if line)
            counted = {sheet: int(count) for sheet, count in counts.items() if count != "0"}
            if status != 0 or not counted or counted != {sheet: lines.count(sheet) for sheet in lines}:
                problems.append("%s: %s%s" % (path, out, err))
        result(problems, "dump --count: as many cells as dump prints")

    def outputs(self):
        status, out, err = self.report()
        result([] if status == 0 and os.path.exists(self.path("massa-carrara-2019.xlsx")) else [err],
               "the default output")
        status, out, err = run(["report", SAMPLES, "-o", self.path("folder.xlsx")])
        same = status == 0 and read(self.path("folder.xlsx")) == read(self.path("massa-carrara-2019.xlsx"))
        result([] if same else [err], "a folder is the files in it")
        status, out, err = run(["report", SAMPLES, self.inputs[1], "-o", self.path("folder.xlsx")])
        same = status == 0 and read(self.path("folder.xlsx")) == read(self.path("massa-carrara-2019.xlsx"))
        result([] if same and "is given twice" in err and "pianoxl: 3 files" in err else [err], "a file given twice is read once")
        self.report("-o", "some.xlsx", "--sheets=allegato 1;PO*")
        names = self.sheets("some.xlsx")
        good = "Allegato 1" in names and len(names) > 1 and all(n == "Allegato 1" or n.startswith("PO") for n in names)
        result([] if good else [str(names)], "only some sheets")
        status, out, err = self.report("-o", "none.xlsx", "--sheets=nessuno")
        result([] if status == 3 and not os.path.exists(self.path("none.xlsx")) else [str(status), err], "no sheet at all")
        status, out, err = self.report("-o", "piano.xlsx", "--kind=relazione")
        result([] if status == 0 and "does not print" not in err else [err], "--kind=relazione")

    def findings(self):
        status, out, err = self.report("-o", "a.xlsx", "--findings", "--findings-file=a.tsv")
        rows = [line.split("\t") for line in out.split("\n")[:-1]]
        problems = [] if rows and rows[0] == "severity id file sheet cell text remedy".split() else ["no header line"]
        problems += ["odd line: %s" % row for row in rows[1:] if len(row) != 7 or row[0] not in ("errore", "avviso", "nota")]
        counted = sum(int(n) for n in re.findall(r"(\d+) (?:error|warning|note)s?\b", err.split("\n")[-2]))
        told = sum(1 for row in rows[1:] if row[1] != "cella-non-letta")
        problems += [] if told == counted > 0 else ["%d findings, %d counted" % (told, counted)]
        problems += [] if len(err.split("\n")) < 8 else ["they stand on stderr, too"]
        result(problems, "findings on stdout")
        result([] if read(self.path("a.tsv")).decode() == out else ["the file differs"], "findings in a .tsv file")
        self.report("-o", "a.xlsx", "--findings-file=a-findings.xlsx")
        dump = run(["dump", self.path("a-findings.xlsx")])[1].split("\n")
        cells = {tuple(line.split("\t")[:2]): line.split("\t")[3] for line in dump if line}
        problems = [] if cells.get(("Rilievi", "A1")) == "Gravità" else ["no heading"]
        problems += [] if [cells.get(("Rilievi", "B%d" % (i + 1))) for i in range(1, len(rows))] == [r[1] for r in rows[1:]] \
            else ["other findings"]
        result(problems, "findings in a workbook")
        status, out, err = self.report("-o", "strict.xlsx", "--strict")
        result([] if status == 1 and os.path.exists(self.path("strict.xlsx")) else [str(status)],
               "--strict: status 1, and the report is there")
        status, out, err = self.report("-o", "one.xlsx", "--findings-file=./one.xlsx")
        result([] if status == 2 and not os.path.exists(self.path("one.xlsx")) else [str(status), err],
               "report and findings in one file")
        os.symlink(".", self.path("linked"))
        status, out, err = self.report("-o", "one.xlsx", "--findings-file=linked/one.xlsx")
        result([] if status == 2 and not os.path.exists(self.path("one.xlsx")) else [str(status), err],
               "report and findings in one file through a linked folder")
        status, out, err = self.report()
        default = re.search(r"written: (\S+\.xlsx)", err).group(1)
        before = read(self.path(default))
        status, out, err = self.report("--findings-file=" + default)
        result([] if status == 2 and read(self.path(default)) == before else [str(status), err],
               "findings in the file that the report has by default")
        status, out, err = self.report("-o", "a.xlsx", "--findings-file=nowhere/a.tsv")
        result([] if status == 4 and "nowhere/a.tsv" in err else [str(status), err], "findings that cannot be written")

    def findings_beside(self):
        """NAME-rilievi.xlsx beside the report, with links that lead to the inputs."""
        folder = self.path("anno #1 perch\u00e9 100%")
        os.makedirs(folder + "/esito")
        inputs = []
        for path in self.inputs:
            inputs.append(os.path.join(folder, os.path.basename(path).replace("piano", "piano per\u00f2")))
            shutil.copy(path, inputs[-1])
        report, beside = folder + "/esito/p.xlsx", folder + "/esito/p-rilievi.xlsx"
        status, out, err = run(["report", *inputs, "-o", report], LC_ALL="C.UTF-8")
        problems = [] if status == 0 and sorted(os.listdir(folder + "/esito")) == ["p-rilievi.xlsx", "p.xlsx"] \
            else [str(status), err, str(os.listdir(folder + "/esito"))]
        problems += [] if "findings, written: " + beside in err and "errore" not in err else ["stderr: " + err]
        result(problems, "findings beside the report")
        first = read(beside)
        with zipfile.ZipFile(beside) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
            targets = re.findall(r'Id="(rId\d+)"[^>]* Target="([^"]*)"',
                                 archive.read("xl/worksheets/_rels/sheet1.xml.rels").decode())
        reached = {os.path.normpath(os.path.join(folder, "esito", urllib.parse.unquote(target))) for _, target in targets}
        problems = [] if reached == set(inputs) else ["links lead to %s" % reached]
        problems += [] if all(t.isascii() and "#" not in t and " " not in t for _, t in targets) else ["not encoded"]
        links = dict(re.findall(r'<hyperlink ref="([A-Z]+\d+)" r:id="rId\d+" location="([^"]*)"/>', sheet))
        cells = {tuple(line.split("\t")[:2]): line.split("\t")[3]
                 for line in run(["dump", beside])[1].split("\n") if line}
        rows = sorted(int(cell[1:]) for tab, cell in cells if cell[0] == "A")[1:]
        wrong = [row for row in rows if ("Rilievi", "E%d" % row) in cells and links.get("E%d" % row) != "'%s'!%s" %
                 (cells["Rilievi", "D%d" % row].replace("'", "''"), cells["Rilievi", "E%d" % row])]
        problems += ["row %d leads elsewhere" % row for row in wrong[:3]]
        result(problems if len(rows) > 50 else ["%d rows" % len(rows)], "links to file, sheet and cell")
        run(["report", *inputs, "-o", report])
        result([] if read(beside) == first else ["they differ"], "same inputs, same findings file")
        status, out, err = run(["report", folder + "/esito/..", "-o", folder + "/p.xlsx"])
        status2, out, err2 = run(["report", folder, "-o", folder + "/p2.xlsx", "--no-findings-file"])
        good = status == status2 == 0 and os.path.exists(folder + "/p-rilievi.xlsx") and "pianoxl: 4 files" in err2
        result([] if good else [str((status, status2)), err2], "a folder's findings files are no inputs")
        os.remove(folder + "/p.xlsx")
        before = sorted(os.listdir(folder))
        status, out, err = run(["report", *inputs, "-o", folder + "/q.xlsx", "--no-findings-file"])
        new = sorted(set(os.listdir(folder)) - set(before))
        result([] if status == 0 and new == ["q.xlsx"] and "errore" in err else [str(new), err], "--no-findings-file")
        shutil.copy(inputs[0], folder + "/s-rilievi.xlsx")
        status, out, err = run(["report", *inputs, "-o", folder + "/s.xlsx"])
        good = status == 2 and read(folder + "/s-rilievi.xlsx") == read(inputs[0]) and not os.path.exists(folder + "/s.xlsx")
        result([] if good and "--findings-file" in err else [str(status), err], "a stranger's file stays")
        status, out, err = run(["report", folder + "/s-rilievi.xlsx", *inputs[1:], "-o", folder + "/s.xlsx"])
        good = status == 2 and read(folder + "/s-rilievi.xlsx") == read(inputs[0]) and not os.path.exists(folder + "/s.xlsx")
        result([] if good and "one of the inputs" in err else [str(status), err], "an input of that name stays")
        os.symlink(inputs[1], folder + "/t-rilievi.xlsx")
        status, out, err = run(["report", *inputs, "-o", folder + "/t.xlsx"])
        result([] if status == 2 else [str(status), err], "a link of that name to an input")
        status, out, err = run(["report", *inputs, "--split", folder + "/allegati"])
        beside = [n for n in os.listdir(folder + "/allegati") if n.endswith("-rilievi.xlsx")]
        result([] if status == 0 and beside == ["massa-carrara-2019-rilievi.xlsx"] else [str(status), err, str(beside)],
               "under --split the findings go into its folder")
        name = "b" + "\u00e0" * 124 + ".xlsx"
        status, out, err = run(["report", *inputs, "-o", folder + "/" + name], LC_ALL="C.UTF-8")
        new = [n for n in os.listdir(folder) if n.startswith("b\u00e0") and n != name]
        good = status == 0 and new == ["b" + "\u00e0" * 120 + "-rilievi.xlsx"]
        result([] if good else [str(status), err, str(new)], "the name is shortened")

    def check(self):
        status, out, err = run(["check", *self.inputs])
        lines = out.split("\n")
        problems = [] if status == 1 and not err else [str(status), err]
        for text in ("piano-2019.xlsx, Obiettivi", "  ! avviso  C83 ", "  X errore  B46 "):
            problems += [] if any(line.startswith(text) for line in lines) else ["no line %r" % text]
        problems += [] if re.fullmatch(r"\d+ errors, \d+ warnings, \d+ notes; 5 cells not recognized", lines[-2]) \
            else ["last line: " + lines[-2]]
        result(problems, "check prints findings by sheet, and counts")
        status, out, err = run(["check", "--json", *self.inputs])
        data = json.loads(out)
        rows = data["findings"]
        tsv = self.report("-o", "a.xlsx", "--findings")[1].split("\n")[1:-1]
        problems = [] if status == 1 and not err else [str(status), err]
        problems += [] if list(data) == ["template", "year", "findings", "counts"] else [str(list(data))]
        problems += [] if data["year"] == 2019 else [str(data["year"])]
        keys = ["id", "severity", "file", "sheet", "cell", "text", "remedy", "other"]
        problems += ["keys %s" % list(row) for row in rows if list(row) != keys][:3]
        same = [[row[1], row[0], row[2], row[3], row[4]] for row in (line.split("\t") for line in tsv)]
        got = [[row["id"], row["severity"], row["file"] or "", row["sheet"] or "", row["cell"] or ""] for row in rows]
        problems += [] if same == got else ["other findings than those of report"]
        counted = {s: sum(row["severity"] == s and row["id"] != "cella-non-letta" for row in rows)
                   for s in ("errore", "avviso", "nota")}
        problems += [] if dict(counted, **{"cella-non-letta": 5}) == data["counts"] else [str(data["counts"])]
        order = [row["file"] for row in rows]
        problems += [] if [f for i, f in enumerate(order) if i == 0 or order[i - 1] != f] == \
            [os.path.basename(path) for path in self.inputs] else ["files out of order"]
        result(problems, "check --json")
        before = sorted(os.listdir(self.folder))
        os.chdir(self.folder)
        run(["check", *self.inputs])
        result([] if sorted(os.listdir(self.folder)) == before else ["files were written"], "check writes nothing")
        status, out, err = run(["check", self.template()])
        good = status == 3 and len(err.split("\n")) == 2 and "X errore" in out and "not recognized" not in out.split("\n")[-2]
        result([] if good else [str(status), out[-500:], err], "check of what is no input")

    def template(self):
        return run(["template", "list"])[1].split("\n")[0].split("\t")[3]

    def split(self):
        alberatura, cruscotti, posizioni = names = [
            "Allegato 1 - Alberatura 2019.xlsx", "Allegato 2 - Cruscotti operativi 2019.xlsx",
            "Allegato 3 - Obiettivi Posizioni Organizzative 2019.xlsx"]
        status, out, err = self.report("--split=a/b")
        problems = [] if status == 0 and sorted(os.listdir("a/b"))[:3] == names else [str(status), str(os.listdir("a/b"))]
        problems += [] if all("a/b/" + name in re.search("massa-carrara, written: (.*)", err).group(1) for name in names) else [err]
        problems += [] if "massa-carrara-2019.xlsx" not in err else ["the whole report is there"]
        result(problems, "--split makes the folder and names what it wrote")
        whole = {name: read("a/b/" + name) for name in names}
        status, out, err = self.report("--split=c", "-o", "c.xlsx")
        result([] if status == 0 and os.path.exists("c.xlsx") and all(read("c/" + n) == whole[n] for n in names)
               and "c/" + alberatura in err and "; c.xlsx" in err else [err], "--split with -o writes both, and again the same")
        status, out, err = self.report("--split=d", "--sheets=Allegato 1;PO2")
        result([] if status == 0 and os.listdir("d") and cruscotti not in os.listdir("d") and self.sheets("d/" + posizioni)[0]
               == "PO2" and re.search("nothing to write: .*" + cruscotti, err) else [err, str(os.listdir("d"))], "--split with --sheets")
        os.makedirs("e/" + cruscotti)
        status, out, err = self.report("--split=e")
        written = re.search("massa-carrara, written: (.*)", err).group(1)
        result([] if status == 4 and "e/" + cruscotti + ": is a folder" in err and "e/" + alberatura in written and
               cruscotti not in written and read("e/" + posizioni) == whole[posizioni] else [str(status), err],
               "an Allegato that cannot be written does not keep the others from it")
        os.makedirs("f")
        shutil.copy(self.inputs[0], "f/" + posizioni)
        before = read(self.inputs[0])
        for name, more in [("an Allegato in place of an input", ["f/" + posizioni]),
                           ("an Allegato in place of the whole report", ["-o", "./f/" + alberatura])]:
            status, out, err = self.report("--split=f", *more)
            result([] if status == 2 and os.listdir("f") == [posizioni] and read("f/" + posizioni) == before
                   else [str(status), err, str(os.listdir("f"))], name)
        os.symlink(self.inputs[0], "f/" + cruscotti)
        os.rename("f/" + posizioni, "kept.xlsx")
        status, out, err = self.report("--split=f")
        result([] if status == 2 and os.listdir("f") == [cruscotti] and read(self.inputs[0]) == before else [str(status), err],
               "an Allegato through a link in place of an input")
        os.makedirs("h")
        status, out, err = self.report("--split=h", "--findings-file=h/%s" % cruscotti)
        result([] if status == 2 and "cannot be one file" in err and os.listdir("h") == [cruscotti] else [str(status), err],
               "an Allegato in place of the findings")
        status, out, err = self.report("--split=c.xlsx")
        result([] if status == 4 and "c.xlsx: the folder cannot be made" in err else [str(status), err],
               "--split into a file")

    def inputs_are_spared(self):
        copy = self.path("input.xlsx")
        shutil.copy(self.inputs[0], copy)
        before = read(copy)
        for option in ("-o", "--findings-file"):
            status, out, err = run(["report", copy, "-o", self.path("x.xlsx"), option, copy])
            good = status == 2 and read(copy) == before and not os.path.exists(self.path("x.xlsx"))
            result([] if good else [str(status), err], "%s that is an input" % option)

        template = self.path("own.xlsx")
        shutil.copy(run(["template", "list"])[1].split("\n")[0].split("\t")[3], template)
        before = read(template)
        status, out, err = run(["template", "check", template, "--findings-file=" + template])
        result([] if status == 2 and read(template) == before else [str(status), err],
               "findings of a template in its own file")
        folder = self.path("year")
        os.makedirs(os.path.join(folder, "old.xlsx"))
        for path in self.inputs:
            shutil.copy(path, folder)
        status, out, err = run(["report", folder, "-o", self.path("folder.xlsx")])
        result([] if status == 0 else [str(status), err], "a folder within a folder, named as a workbook")

    def locks(self):
        """A workbook that is open leaves a lock beside it, which the shell's *.xlsx takes up."""
        folder = self.path("open")
        os.makedirs(folder)
        for path in self.inputs:
            shutil.copy(path, folder)
        lock, other = folder + "/~$piano-2019.xlsx", folder + "/.~lock.piano-2019.xlsx#"
        with open(lock, "wb") as file:
            file.write(b"\x0aAda Rossi!".ljust(165, b" "))
        with open(other, "w") as file:
            file.write(",ada,pc,26.11.2026 03:00,file:///home/ada;")
        said = "piano-2019.xlsx is open in Excel or LibreOffice"
        for name, given in (("a folder", [folder]), ("names", sorted(glob.glob(folder + "/*.xlsx")))):
            status, out, err = run(["report", *given, "-o", self.path("open.xlsx")])
            result([] if status == 0 and said in err and "pianoxl: 3 files" in err else [str(status), err],
                   "locks of open workbooks are left out of " + name)
        status, out, err = run(["check", lock])
        result([] if status == 3 and "only locks" in err else [str(status), err], "nothing but a lock")
        status, out, err = run(["batch", folder, "-o", self.path("batched")])
        rows = read(self.path("batched/manifest.csv")).decode().split("\n")
        locks = [row for row in rows if ",no workbook," in row and "is the lock of piano-2019.xlsx" in row]
        result([] if status == 0 and len(locks) == 2 else [str(status), err] + rows, "batch accounts for locks")
        os.rename(folder + "/piano-2019.xlsx", lock)
        status, out, err = run(["report", lock, "-o", self.path("open.xlsx")])
        result([] if status == 0 and said not in err else [str(status), err], "a workbook with the name of a lock")

    def templates(self):
        status, out, err = run(["template", "list"])
        rows = [line.split("\t") for line in out.split("\n")[:-1]]
        good = status == 0 and rows and all(len(row) == 4 and os.path.exists(row[3]) for row in rows)
        result([] if good else [out + err], "template list")
        for name, _, _, path in rows:
            text = path[:-len(".xlsx")] + ".tpl"
            if os.path.exists(text):
                status, out, err = run(["template", "show", name, "--grid"])
                result([] if out == read(text).decode() else ["it is not " + text], "the text form of %s" % name)
            status, out, err = run(["template", "check", name])
            result([] if status == 0 else [err], "template check %s" % name)
        folder = self.path("templates")
        os.makedirs(folder + "/body")
        for copy in ("one", "two"):
            shutil.copy(rows[0][3], "%s/body/%s.xlsx" % (folder, copy))
        status, out, err = run(["template", "list"], PIANOXL_TEMPLATES=folder)
        good = status == 3 and len(out.split("\n")) == 3 and "two templates" in err
        result([] if good else [out + err], "two templates of one name in the list")
        status, out, err = run(["template", "show", rows[0][0]], PIANOXL_TEMPLATES=folder)
        result([] if status == 3 and "one.xlsx" in err and "two.xlsx" in err else [err], "two templates of one name")
        status, out, err = run(["report", *self.inputs], PIANOXL_TEMPLATES=self.path("nowhere"))
        result([] if status == 3 and "no templates are found" in err else [err], "no templates")
        self.misspell(rows[0][3], self.path("wrong.xlsx"))
        status, out, err = run(["template", "check", self.path("wrong.xlsx")])
        good = status == 1 and 'did you mean "leggi"' in err and "!A1: errore" in err and "1 error" not in out
        result([] if good else [str(status), err], "template check of a template with an unknown word")
        status, out, err = run(["template", "check", self.path("wrong.xlsx"), "--findings"])
        result([] if status == 1 and out.count("\n") > 1 else [out, err], "its findings on stdout")
        os.mkdir(self.path("some"))
        shutil.copy(self.path("wrong.xlsx"), self.path("some"))
        status, out, err = run(["template", "list"], PIANOXL_TEMPLATES=self.path("some"))
        result([] if status == 3 and not out and "left out" in err else [out, err], "a wrong template in the list")
        status, out, err = run(["template", "show", "nessuno"], PIANOXL_TEMPLATES=folder)
        result([] if status == 3 and rows[0][0] in err else [err], "an unknown template: those that there are")

    @staticmethod
    def misspell(source, target):
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b">leggi e scrivi<", b">legi e scrivi<"))

    def scores(self):
        status, out, err = run(["scores", *self.inputs])
        rows = [line.split("\t") for line in out.split("\n")[:-1]]
        problems = [] if status == 0 else ["exit status %d" % status]
        problems += [] if rows[0] == "level code title weight target result exact achievement class".split() else ["header"]
        problems += ["odd line: %s" % row for row in rows[1:]
                     if len(row) != 9 or not re.fullmatch(r"|NC|-?\d+(/\d+)?", row[6])
                     or not re.fullmatch(r"|NC|-?\d+\.\d\d", row[7])]
        problems += [] if len(rows) > 50 else ["only %d lines" % len(rows)]
        result(problems, "scores")


for case in CASES:
    check(*case)
with tempfile.TemporaryDirectory() as place:
    here = os.getcwd()
    samples = Samples(place)
    samples.counts()
    samples.outputs()
    samples.findings()
    samples.findings_beside()
    samples.check()
    samples.split()
    samples.inputs_are_spared()
    samples.locks()
    samples.scores()
    samples.templates()
    os.chdir(here)
every_command_has_help()
italian()
full_output()
end()
