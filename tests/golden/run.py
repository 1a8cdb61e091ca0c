#!/usr/bin/python3
"""The main job from file to file, on a real body: run.py GROUP --program PIANOXL, in TAP.

    tables    the published tables, from the inputs in every order
    variants  the same from inputs typed, sorted and saved in other ways
    values    scores, numbers and dates of the report, and what every quirk of the inputs leads to
    live      live formulas: computed anew, with operands changed, and without formulas
    looks     templates changed in LibreOffice
    parity    the inputs as .xlsx, .xls and .ods
    formats   the inputs that bodies keep in several formats, and their second reading
    allegati  the files of --split, of all bodies
    printed   the Allegati as PDF
    fits      each text in its cell, by widths, heights and fonts
    bad       inputs, templates and outputs that must be refused
    examples  the small workbooks beside this file

and on the other bodies: lecce, lucca, relazione, pira; choice is about all of them,
results about a Relazione of those that published none.
"""
import argparse
import datetime
import difflib
import glob
import itertools
import json
import os
import re
import shutil
import sys
import tempfile

import openpyxl

import allegati
import bad
import bodies
import fits
import findings
import formats
import formulas
import live
import looks
import mess
import parity
import parts
import printed
import results
import tables
import variants
from office import Office
from program import Program, italian
from tap import Tap

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
CASE = os.path.join(SOURCE, "tests", "data", "massa-carrara-2019")
TEMPLATES = os.path.join(SOURCE, "templates")
TEMPLATE = os.path.join(TEMPLATES, "massa-carrara", "piano.xlsx")
PLAN, CARDS, CONTEXT = (os.path.join(CASE, "inputs", name)
                        for name in ("piano-2019.xlsx", "schede-uffici-2019.xlsx", "contesto-2019.xlsx"))
INPUTS = [PLAN, CARDS, CONTEXT]
STRAY_NOTES = {("piano-2019.xlsx", "Obiettivi", "T57"), ("contesto-2019.xlsx", "Risorse umane", "P29"),
               ("contesto-2019.xlsx", "Organi", "N26"), ("contesto-2019.xlsx", "Processo", "R24"),
               ("contesto-2019.xlsx", "Miglioramento", "M9")}
# Ids of findings about cells that nothing took.
UNREAD = ("annotazione", "cella-non-riconosciuta", "cella-non-letta", "colonna-non-riconosciuta",
          "foglio-non-riconosciuto")


class Session:
    def __init__(self, program):
        self.tap, self.office, self.program = Tap(), Office(), Program(program, TEMPLATES)
        self.folder = tempfile.mkdtemp(prefix="pianoxl-golden-")
        self.use(CASE)
        self.identical = set()  # reports, to the byte, that have been compared and found right
        self.count = 0

    def use(self, case):
        """From now on reports are compared with the published tables of this case."""
        self.published = tables.published(case)

    def close(self):
        self.office.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def report(self, name, inputs, *options):
        """The report's path, None when there is none (a failure)."""
        self.count += 1
        out = self.path("report-%d.xlsx" % self.count)
        result = self.program.run("report", *inputs, "-o", out, *options)
        if result.status != 0 or not os.path.exists(out):
            self.tap.ok(False, name, "exit status %d" % result.status, result.err)
            return None
        return out

    def all_tables(self, name, inputs, *options):
        """One result: does the report show every published table?"""
        out = self.report(name, inputs, *options)
        if out:
            self.compare(name, out)
        return out

    def compare(self, name, out):
        with open(out, "rb") as f:
            content = f.read()
        if content in self.identical:
            self.tap.ok(True, name + ": the same report to the byte")
            return
        same, lines = tables.compare(self.published, self.office.shown(out))
        total = len(self.published)
        if self.tap.ok(same == total, "%s: %d of %d tables" % (name, same, total), *lines):
            self.identical.add(content)


def account(session, name, inputs, notes=STRAY_NOTES):
    """The last line on stderr counts the cells: its four states make up all that there are."""
    result = session.program.run("report", *inputs, "-o", session.path("account.xlsx"))
    line = result.lines()[-1] if result.lines() else ""
    numbers = {word: re.search(r"(\d+) " + word, line)
               for word in ("cells", "field", "fixed", "ignored", "unrecognized")}
    if not all(numbers.values()):
        session.tap.ok(False, name + ": the account of cells", line)
        return
    count = {word: int(match.group(1)) for word, match in numbers.items()}
    dumped = 0
    for path in inputs:
        dumped += sum(1 for line in session.program.run("dump", path).out.split("\n") if line)
    parts = sum(count[word] for word in ("field", "fixed", "ignored", "unrecognized"))
    session.tap.ok(count["cells"] == parts == dumped, name + ": the account of cells adds up", line,
                   "%d cells dumped" % dumped)
    findings = session.program.table("report", *inputs, "-o", session.path("account.xlsx"), "--findings")[1:]
    unread = {tuple(f[2:5]) for f in findings if f[1] in UNREAD}
    files = {os.path.basename(path) for path in inputs}
    session.tap.equal(sorted(unread), sorted(note for note in notes if note[0] in files),
                      name + ": nothing is unrecognized but the stray notes")
    session.tap.equal(count["unrecognized"], len(unread), name + ": as many as are counted")


def group_tables(session):
    for order in itertools.permutations(INPUTS):
        name = ", ".join(os.path.basename(path).split("-")[0] for path in order)
        session.all_tables(name, order)
    session.all_tables("the plan twice", [PLAN, CARDS, PLAN, CONTEXT])
    session.all_tables("plan and context only", [PLAN, CONTEXT])
    copy = shutil.copy(PLAN, session.path("Copia di piano.xlsx"))
    session.all_tables("under another name", [copy, CARDS, CONTEXT])
    session.all_tables("with the template named", INPUTS, "--template", "massa-carrara")
    for name, inputs in (("all inputs", INPUTS), ("plan", [PLAN]), ("plan and context", [PLAN, CONTEXT])):
        account(session, name, inputs)
    sample = os.path.join(SOURCE, "samples", "massa-carrara-2019", "report", "piano-della-performance-2019.xlsx")
    first, second = session.report("a first run", INPUTS), session.report("a second run", INPUTS)
    if not first or not second:
        return
    session.tap.ok(written(first) == written(sample), "the report among the samples is the one that is written")
    beside = session.path("piano.xlsx")
    session.program.run("report", *sorted(glob.glob(os.path.join(SOURCE, "samples", "massa-carrara-2019", "*.xlsx"))),
                        "-o", beside, **italian(session.folder))
    session.tap.ok(shown_findings(beside[:-5] + "-rilievi.xlsx") == shown_findings(sample[:-5] + "-rilievi.xlsx"),
                   "so are the findings beside it")
    with open(first, "rb") as f, open(second, "rb") as g:
        session.tap.ok(f.read() == g.read(), "the same inputs give the same bytes")


def group_variants(session):
    for path in INPUTS:
        again = session.office.save_again(path, session.path(os.path.basename(path)))
        session.all_tables("%s saved again by LibreOffice" % os.path.basename(path),
                           [again if p == path else p for p in INPUTS])
    again = [session.path(os.path.basename(path)) for path in INPUTS]
    session.all_tables("all saved again by LibreOffice", again)
    for name, changes in variants.OF_PLAN:
        changed = variants.rewrite(PLAN, session.path("piano-2019.xlsx"), changes)
        session.all_tables(name, [changed, CONTEXT])
    for file, name, changes in variants.OF_OTHERS:
        path = os.path.join(CASE, "inputs", file)
        changed = variants.rewrite(path, session.path(file), changes)
        session.all_tables(name, [changed if p == path else p for p in INPUTS])


def scores(session):
    """`scores` prints every achievement, whatever the order of the inputs."""
    with open(os.path.join(HERE, "scores-massa-carrara-2019.tsv"), encoding="utf-8") as f:
        wanted = f.read().split("\n")
    for order in (INPUTS, list(reversed(INPUTS))):
        result = session.program.run("scores", *order)
        got = result.out.split("\n")
        session.tap.ok(got == wanted, "the scores", *difflib.unified_diff(wanted, got, lineterm="", n=0))


# What is explained, and which lines must stand there.
EXPLAINED = [
    (["O1.2.4-a"], ["realizzazione: indicatore O1.2.4-a Numero newsletter inviate", "-> result / target",
                    "rapporto 25,00% computed (Metodo!C94)", "risultato 3 piano-2019.xlsx, Obiettivi!H30",
                    "target 12 piano-2019.xlsx, Obiettivi!E30"]),
    (["2.1.4"], ["result: 28,57% (2/7) assolutamente non raggiunto", "O2.1.4-e realizzazione 100,00% computed (Metodo!C95)"]),
    (["ente"], ["result: 6,06% (509/8400)", "in words: media di realizzazione di ogni area",
                "rounding: none before it is printed, half away from zero"]),
    (["indicatore:2.1.4/O2.1.4-e"], ["-> the target is kept: 100%", "risultato 15,00 piano-2019.xlsx, Obiettivi!H70"]),
    (["3", "--campo=budget"], ["result: € 357.610,68", "3.2.2 budget € 5.800,00 piano-2019.xlsx, Obiettivi!C112"]),
    (["2.1.1 Obiettivo 3:#2"], ["target 30/05/2019 piano-2019.xlsx, Obiettivi!E48"]),
]
REFUSED = [("9.9.9", 'no record is called "9.9.9"'), ("O2.1.4-z", 'did you mean "O2.1.4-'),
           ("2.1.1 Obiettivo 3:", "names 3 records"), ("2.1.1 Obiettivo 3:#4", "no record"), ("ENTE", "names 2 records"),
           ("valore:2014", "names ")]


def explain(session):
    for arguments, wanted in EXPLAINED:
        result = session.program.run("explain", *arguments, *INPUTS)
        lines = result.out.split("\n")[:-1]
        plain = [" ".join(line.split()) for line in lines]
        problems = [line for line in wanted if line not in plain]
        problems += ["%d lines" % len(lines)] if len(lines) > 26 else []
        session.tap.ok(result.status == 0 and not problems, "explain " + " ".join(arguments), *problems, result.err)
        first = session.program.run("explain", *arguments, "--json", *INPUTS)
        again = session.program.run("explain", *arguments, "--json", *INPUTS)
        told = json.loads(first.out)
        session.tap.ok(first.out == again.out and told["field"] in lines[0], "the same as JSON")
    told = json.loads(session.program.run("explain", "O1.2.4-a", "--json", *INPUTS).out)
    ratio = told["operands"][0]
    session.tap.equal([ratio["exact"], ratio["rule"], [o["cell"]["cell"] for o in ratio["operands"]]],
                      ["1/4", "r/T", ["H30", "E30", "D30"]], "operands and rule in JSON")
    for code, message in REFUSED:
        result = session.program.run("explain", code, *INPUTS)
        session.tap.ok(result.status == 2 and not result.out and message in result.err, "explain " + code, result.err)
    rows = session.program.table("scores", *INPUTS)
    told = json.loads(session.program.run("scores", "--json", *INPUTS).out)
    got = [[{None: ""}.get(line[name], line[name]) for name in rows[0]] for line in told]
    wanted = [[text.replace("\\n", "\n") for text in row] for row in rows[1:]]
    for row in wanted:
        row[rows[0].index("achievement")] = float(row[rows[0].index("achievement")])
    session.tap.equal(got, wanted, "scores as JSON")


def tolerance(session):
    """By a line of Modello the tolerance changes the values of objectives too."""
    changed = session.path("tolerance.xlsx")
    book = openpyxl.load_workbook(TEMPLATE)
    lines = [row for row in book["Metodo"].iter_rows() if row[0].value == "tolleranza"]
    lines[0][1].value = "indicatori e obiettivi"
    book.save(changed)
    rows = {}
    for template in (TEMPLATE, changed):
        table = session.program.table("scores", "--template", template, *INPUTS)[1:]
        rows[template] = {row[1] or row[0]: row[6] for row in table}
    told = {code: (rows[TEMPLATE][code], rows[changed][code]) for code in ("1", "1.2", "1.2.3", "2", "2.1", "2.1.4", "ente")}
    session.tap.equal(told, {"1": ("5", "0"), "1.2": ("10", "0"), "1.2.3": ("100", "100"), "2": ("369/28", "0"),
                             "2.1": ("369/14", "0"), "2.1.4": ("200/7", "0"), "ente": ("509/84", "0")}, "the tolerance")


CHECKED = ["controllo-non-superato", "somma-dei-pesi", "due-padri", "solo-titolo", "non-scritto", "non-verificabile"]


LIKE_NUMBER = re.compile(r"(€ ?)?-?\d{1,3}(\.\d{3})*(,\d+)?( ?[€%])?|\d{1,2}/\d{1,2}/\d{4}")
# Columns of texts that may look like numbers: codes.
CODES = re.compile(r"\d(\.\d)+|\d+\.")


def group_values(session):
    """Scores; typed values of the report; then every entry of MESS.tsv."""
    scores(session)
    tolerance(session)
    explain(session)
    out = session.report("report", INPUTS)
    if not out:
        return
    counts = {"number": 0, "date": 0}
    texts, formats = [], []
    for sheet in openpyxl.load_workbook(out, data_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                place = "%s!%s %r" % (sheet.title, cell.coordinate, cell.value)
                if isinstance(cell.value, str):
                    if LIKE_NUMBER.fullmatch(cell.value) and not CODES.fullmatch(cell.value):
                        texts.append(place)
                elif isinstance(cell.value, datetime.datetime):
                    counts["date"] += 1
                elif isinstance(cell.value, datetime.time):
                    formats.append(place)
                elif isinstance(cell.value, (int, float)):
                    counts["number"] += 1
                if cell.data_type == "e":
                    formats.append(place)
    # Years of headers and the number of the body are words of the table.
    texts = [t for t in texts if not re.search(r"'((19|20)\d\d|1)'$", t)]
    session.tap.ok(not texts, "no amount, percentage or date is text", *texts)
    session.tap.ok(not formats, "no errors, no dates of the year 0", *formats)
    session.tap.ok(counts["number"] > 500 and counts["date"] > 40, "numbers and dates", counts)
    findings = session.program.table("report", *INPUTS, "-o", session.path("findings.xlsx"), "--findings")[1:]
    told = [tuple(f[:2] + f[3:5]) for f in findings if f[1] in CHECKED]
    wanted = [("avviso", "Obiettivi", cell) for cell in ("B108", "B23", "B7", "B84")]
    wanted += [("errore", "Ente in cifre", "C4")]
    wanted += [("errore", "Risorse", cell) for cell in ("B22", "B25", "B5", "D22", "D23", "D24", "D27")]
    wanted += [("errore", "Risorse umane", "E8")]
    session.tap.equal(sorted(told), [(severity, CHECKED[0], sheet, cell) for severity, sheet, cell in wanted],
                      "what Controlli finds")
    dumps = {os.path.basename(path): session.program.table("dump", path) for path in INPUTS}
    evidence = mess.Evidence(out, findings, dumps)
    mess.check(session.tap, mess.read(os.path.join(CASE, "MESS.tsv")),
               mess.read(os.path.join(HERE, "mess-assertions.tsv")), evidence)


def group_parity(session):
    cases = [("massa-carrara-2019", INPUTS)] + [(body.label, body.inputs) for body in bodies.BODIES]
    parity.check_bodies(session, cases)
    plan = os.path.join(bodies.LECCE.case, "inputs", "piano-2021")
    parity.check(session, "piano-2021 as it came", {extension: [plan + "." + extension] for extension in ("xlsx", "ods")})


def group_looks(session):
    cases = [(TEMPLATE, CASE, INPUTS)]
    cases += [(os.path.join(TEMPLATES, body.template), body.case, body.inputs) for body in bodies.BODIES]
    session.tap.equal(sorted(case[0] for case in cases), sorted(glob.glob(os.path.join(TEMPLATES, "*", "*.xlsx"))),
                      "every template has its case")
    for template, case, inputs in cases:
        session.use(case)
        name = os.path.relpath(template, TEMPLATES)
        changed = session.path("changed-" + os.path.basename(template))
        looks.change(session.office, template, changed)
        out = session.all_tables(name + " changed in LibreOffice", inputs, "--template", changed)
        if not out:
            continue
        before = session.report("before", inputs, "--template", template)
        old, new = openpyxl.load_workbook(before), openpyxl.load_workbook(out)
        session.tap.equal(new.sheetnames, old.sheetnames, name + ": the same sheets")
        problems, wider, coloured = [], 0, 0
        for sheet in new:
            if sheet.title == "Calcoli":  # the program's own sheet: no template draws it
                continue
            grown = sheet.column_dimensions["A"].width - old[sheet.title].column_dimensions["A"].width
            # A unit of width is a digit of the default font: 7 pixels of 96 to the inch.
            wanted = looks.WIDER / 2540 * 96 / 7
            wider += 1
            if abs(grown - wanted) > 0.6:
                problems.append("%s: column A grew by %.2f, wanted %.2f" % (sheet.title, grown, wanted))
            cells = [cell for row in sheet.iter_rows() for cell in row]
            fills = {cell.fill.start_color.rgb for cell in cells if cell.fill.fill_type}
            coloured += "FF%06X" % looks.COLOUR in fills
        session.tap.ok(not problems, name + ": column A is wider on every sheet", *problems)
        session.tap.ok(wider > 0 and coloured > wider // 2, name + ": the coloured rows have the new colour",
                       "%d of %d sheets" % (coloured, wider))


def group_bad(session):
    out = session.report("report", INPUTS)
    if out:
        bad.check(session.tap, session.program, session.folder, INPUTS, TEMPLATE, out)


def shown_findings(path):
    """The cells of a file of findings; its links depend on where it stands."""
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["Rilievi"].iter_rows()]


def written(path):
    """A workbook as {tab: rows of values}, without empty cells at the ends."""
    sheets = {}
    for sheet in openpyxl.load_workbook(path, data_only=True):
        rows = [["" if v is None else v for v in row] for row in sheet.iter_rows(values_only=True)]
        for row in rows:
            while row and row[-1] == "":
                row.pop()
        sheets[sheet.title] = rows
    return sheets


def group_examples(session):
    for folder in ("esempio", "periodi"):
        place = os.path.join(HERE, folder)
        out = session.report(folder, [os.path.join(place, "input.xlsx")], "--template",
                             os.path.join(place, "template.xlsx"))
        if not out:
            continue
        wanted = {}
        with open(os.path.join(place, "written.tsv"), encoding="utf-8") as f:
            for line in f.read().split("\n"):
                if line.startswith("== "):
                    rows = wanted[line[3:]] = []
                elif line:
                    rows.append(line.split("\t"))
        got = {tab: [[("%.15g" % v if isinstance(v, float) else str(v)) for v in row] for row in rows]
               for tab, rows in written(out).items()}
        session.tap.equal(got, wanted, folder + ": the sheets")
    patterns = (os.path.join(TEMPLATES, "*", "*.xlsx"), os.path.join(HERE, "*", "template.xlsx"))
    for template in sorted(path for pattern in patterns for path in glob.glob(pattern)):
        text = template[:-5] + ".tpl"
        shown = session.program.run("template", "show", "--grid", template)
        with open(text, encoding="utf-8") as f:
            kept = f.read()
        session.tap.ok(shown.status == 0 and shown.out == kept,
                       "%s is what `template show --grid` prints" % os.path.relpath(text, SOURCE), shown.err)


def body_group(body):
    def group(session):
        bodies.all_of(session, body)
        for inputs in [body.inputs] + [[path] for path in body.inputs]:
            names = " and ".join(os.path.basename(path) for path in inputs)
            account(session, names, inputs, body.notes)
    return group


group_lecce, group_lucca, group_relazione, group_pira = (body_group(body) for body in bodies.BODIES)


def group_choice(session):
    bodies.choice(session, [("massa-carrara", INPUTS)])
    bodies.two_years(session)
    bodies.flat_export(session)
    parts.check(session)


def group_findings(session):
    findings.check_case(session, "massa-carrara-2019", INPUTS)
    for body in bodies.BODIES:
        findings.check_case(session, body.label, body.inputs)


def group_results(session):
    results.lecce(session)
    results.lucca(session)


def keyed_results(session, body):
    """A workbook of results for a body that published none."""
    rows = [["Codice", "Indicatore", "Risultato"]]
    heading = {2: "OS", 6: "OP "} if body is bodies.LUCCA else {}
    for row in results.read("lucca" if body is bodies.LUCCA else "lecce"):
        if row[2]:
            rows.append([heading.get(len(row[0]), "Obiettivo individuale " if heading else "") + row[0], row[1],
                         results.number(row[2])])
    return results.book(session.path("risultati-%s.xlsx" % body.name), rows)


def live_changes(session, recalculating):
    """Operands changed one by one."""
    relazione = session.report("Massa-Carrara", INPUTS, "--kind", "relazione")
    piano = session.report("Massa-Carrara", INPUTS)
    if not piano or not relazione:
        return
    live.follows(session, recalculating, "a budget changed: the sums above it follow", piano, INPUTS,
                 {PLAN: [("Obiettivi", "C12")]}, [("Allegato 1", "C9")], 250000.5)
    for key, typed, plan, column, value in (("O1.2.4-a", "01.2.4-a", "H", "C", 11), ("O2.1.1-b", "02.1.1-b", "H", "C", 2),
                                            ("O2.1.1-b", "02.1.1-b", "E", "D", 8)):
        name = "cell %s of %s changed: indicator, objectives and area follow" % (column, key)
        cells = [cell for cell in live.cells_beside(relazione, key, column) if cell[0] != "Allegato 1"]
        if column == "D":
            cells += [(sheet, "E" + cell[1:]) for sheet, cell in live.cells_beside(relazione, key, "E")
                      if sheet == "Allegato 1"]
        live.follows(session, recalculating, name, relazione, INPUTS,
                     {CARDS: live.cells_beside(CARDS, (typed, key), column),
                      PLAN: live.cells_beside(PLAN, (typed, key), plan)},
                     cells, value, "--kind", "relazione")
    body = bodies.RELAZIONE
    session.use(body.case)
    report = session.report("Lucca 2016", body.inputs)
    costs = next(path for path in body.inputs if "consuntivo" in path)
    if report:
        live.follows(session, recalculating, "a cost changed: differences, percentages and shares follow", report,
                     body.inputs, {costs: [("Funzionamento", "C7")]}, [("Funzionamento", "C4")], 11111.5)


def group_live(session):
    recalculating = Office(recalculate=True)
    try:
        for kind in ("piano", "relazione"):
            report = session.report("Massa-Carrara", INPUTS, "--kind", kind)
            again = session.report("Massa-Carrara", INPUTS, "--kind", kind)
            if report and again:
                live.recalculated(session, recalculating, "Massa-Carrara, " + kind, report)
                with open(report, "rb") as f, open(again, "rb") as g:
                    session.tap.ok(f.read() == g.read(), "Massa-Carrara, %s: the same bytes" % kind)
        values = session.report("values only", INPUTS, "--kind", "relazione", "--values-only")
        if report and values:
            session.tap.equal(len(live.formulas(values)), 0, "--values-only writes no formulas")
            with_formulas, plain = session.office.shown(report), session.office.shown(values)
            with_formulas.pop("Calcoli", None)
            session.tap.ok(with_formulas == plain, "and shows the same")
        for body in bodies.BODIES:
            session.use(body.case)
            more = [keyed_results(session, body)] if body in (bodies.LECCE, bodies.LUCCA) else []
            report = session.report(body.label, body.inputs + more, "--kind", "relazione", "--template", body.name)
            if report:
                live.recalculated(session, recalculating, body.label, report)
        live_changes(session, recalculating)
        formulas.all_of(session, recalculating)
    finally:
        recalculating.close()


def group_allegati(session):
    recalculating = Office(recalculate=True)
    try:
        allegati.group(session, recalculating, INPUTS)
    finally:
        recalculating.close()


# (case, inputs, options, the body as the page headers name it, has it an emblem)
DOCUMENTS = [
    ("massa-carrara-2019, piano", INPUTS, ["--kind", "piano"], "Camera di Commercio Massa-Carrara", True),
    ("massa-carrara-2019, relazione", INPUTS, ["--kind", "relazione"], "Camera di Commercio Massa-Carrara", True),
    ("lecce-2021", bodies.LECCE.inputs, [], "Camera di Commercio di Lecce", False),
    ("lucca-2020", bodies.LUCCA.inputs, [], "Camera di Commercio di Lucca", False),
    ("lucca-2016", bodies.RELAZIONE.inputs, [], "Camera di Commercio di Lucca", False),
    ("lucca-pira-2018", bodies.PIRA.inputs, [], "Camera di Commercio", False),
]


def group_fits(session):
    fits.all_of(session, [document[:3] for document in DOCUMENTS])


def group_printed(session):
    printed.all_of(session, DOCUMENTS)
    printed.same_bytes(session, INPUTS)
    printed.without_office(session, INPUTS)


def group_formats(session):
    formats.group(session, os.path.join(SOURCE, "tests", "data"))


def main():
    groups = {name[6:]: function for name, function in globals().items() if name.startswith("group_")}
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("group", choices=sorted(groups))
    parser.add_argument("--program", required=True)
    arguments = parser.parse_args()
    session = Session(arguments.program)
    try:
        groups[arguments.group](session)
        return session.tap.end()
    finally:
        session.close()


if __name__ == "__main__":
    sys.exit(main())
