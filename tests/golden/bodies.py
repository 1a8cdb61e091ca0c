"""The documents of the other bodies: which workbooks they have, and what must come out of them."""
import itertools
import os
import shutil

import mess
import tables
import variants

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(os.path.dirname(HERE), "data")


class Body:
    def __init__(self, case, template, name, inputs, notes, orders=None, alone=(), fixed=(),
                 lost=()):
        self.case = os.path.join(DATA, case)
        self.template = template
        self.name = name      # of the template, what --template takes
        self.inputs = [os.path.join(self.case, "inputs", file + ".xlsx") for file in inputs]
        self.notes = notes    # cells that nothing takes, rightly: (file, sheet, cell)
        self.orders = orders or list(itertools.permutations(range(len(inputs))))
        self.alone = alone    # inputs that give all tables by themselves
        self.fixed = fixed    # findings of severity error: (id, file, sheet, cell)
        self.lost = lost      # published tables that the report does not hold whole: it cannot give them again
        self.label = case


# Codes of Lucca's plan of 2020 that are printed in the scheda of another objective.
SLIPS = [(finding, "obiettivi-operativi-2020.xlsx", sheet, "A%d" % row) for finding, sheet, rows in [
    ("controllo-non-superato", "Area 1", [25, 26, 27]),
    ("controllo-non-superato", "Area 2", [117, 118, 119, 152, 153, 154, 155, 163, 164, 165, 166]),
    ("due-padri", "Area 1", [25, 27]),
    ("due-padri", "Area 2", [152, 153, 163, 164, 165, 166])] for row in rows]

LECCE = Body("lecce-2021", "lecce/piano.xlsx", "lecce", ["piano-2021", "kpi-2021-tabellare"],
             {("piano-2021.xlsx", "Piano 2021-2023", "P179")}, alone=[0])
LUCCA = Body("lucca-2020", "lucca/piano.xlsx", "lucca-piano",
             ["aree-2020", "obiettivi-strategici-2020", "obiettivi-operativi-2020", "obiettivi-individuali-2020"],
             {("obiettivi-strategici-2020.xlsx", "Schede strategiche", "N69"),
              ("obiettivi-operativi-2020.xlsx", "Area 1", "K63"), ("obiettivi-operativi-2020.xlsx", "Area 2", "M118"),
              ("obiettivi-individuali-2020.xlsx", "Segretario generale", "J29")},
             fixed=SLIPS + [("controllo-non-superato", "aree-2020.xlsx", "Obiettivi operativi", "B21"),
                            ("controllo-non-superato", "obiettivi-strategici-2020.xlsx", "Schede strategiche", "A78"),
                            ("due-padri", "obiettivi-strategici-2020.xlsx", "Schede strategiche", "A78")],
             # codes and wordings of the summary stand beside those of the cards, and only aree-2020 says which are which
             lost=["03-riepilogo-operativi"])
RELAZIONE = Body("lucca-2016", "lucca/relazione.xlsx", "lucca-relazione",
                 ["standard-qualita-2016", "procedimenti-2016", "consuntivo-2015-2016", "target-strategici-2016",
                  "obiettivi-2016", "costo-personale-2016", "scheda-obiettivo-3-2016"],
                 {("standard-qualita-2016.xlsx", "Standard qualità", "N38"),
                  ("procedimenti-2016.xlsx", "Procedimenti", "J7"),
                  ("consuntivo-2015-2016.xlsx", "Funzionamento", "J3"),
                  ("obiettivi-2016.xlsx", "Segretario Generale", "P13"),
                  ("target-strategici-2016.xlsx", "Obiettivi strategici", "K21"),
                  ("costo-personale-2016.xlsx", "Sistema camerale", "L7")},
                 orders=[[(first + step * k) % 7 for k in range(7)] for first in range(7) for step in (1, 6)],
                 fixed=[("controllo-non-superato", "costo-personale-2016.xlsx", "Sistema camerale", "F9")],
                 # whose objectives these indicators are, the sheet does not say
                 lost=["13-indicatori-segretario-generale"])
PIRA = Body("lucca-pira-2018", "pira/pira.xlsx", "pira", ["pira-2018", "pira-2018-risultati"],
            {("pira-2018.xlsx", "011-005", "P27"), ("pira-2018.xlsx", "012-004", "S40")}, alone=[0, 1],
            fixed=[("testo-non-numero", "pira-2018.xlsx", "011-005", "C116"),
                   ("testo-non-numero", "pira-2018-risultati.xlsx", "011-005", "C110")])
BODIES = [LECCE, LUCCA, RELAZIONE, PIRA]


def every_combination(session, body):
    """All tables from the inputs in every order, with one of them given twice, from those that hold all."""
    for order in body.orders:
        inputs = [body.inputs[i] for i in order]
        session.all_tables("%s: inputs %s" % (body.label, ", ".join(str(i + 1) for i in order)), inputs)
    for path in body.inputs:
        name = os.path.basename(path)
        session.all_tables("%s: %s twice" % (body.label, name), body.inputs + [path])
        copy = shutil.copy(path, session.path("Copia di " + name))
        session.all_tables("%s: %s and a copy of it" % (body.label, name), [copy] + body.inputs)
    for i in body.alone:
        session.all_tables("%s: %s alone" % (body.label, os.path.basename(body.inputs[i])), [body.inputs[i]])
    session.all_tables("%s: with the template named" % body.label, body.inputs, "--template", body.name)


def columns(session, name, inputs, table, wanted):
    """The written rows of a table hold the wanted columns of the published one (1: the first)."""
    out = session.report(name, inputs)
    if not out:
        return
    rows = [[row[c - 1] for c in wanted] for row in table.rows]
    shown = session.office.shown(out)
    best = []
    for sheet in shown.values():
        got = tables.compact(sheet)
        if got and all(len(row) >= max(wanted) for row in got):
            best = max(best, [[row[c - 1] for c in wanted] for row in got], key=lambda g: sum(r in g for r in rows))
    session.tap.equal(best, rows, name)


def findings_of(session, inputs, *options):
    out = session.path("findings.xlsx")
    return session.program.table("report", *inputs, "-o", out, "--findings", *options)[1:]


def errors(session, body):
    """No findings of severity error but those that the document's own slips deserve."""
    got = [tuple(f[1:5]) for f in findings_of(session, body.inputs) if f[0] == "errore"]
    session.tap.equal(sorted(got), sorted(body.fixed), body.label + ": findings of severity errore")


def flat_export(session):
    """Lecce's export of a management system has no titles; its columns of table 02 are right."""
    session.use(LECCE.case)
    table = next(t for t in session.published if t.name == "02-riepilogo-kpi")
    columns(session, "lecce-2021: the flat export alone", LECCE.inputs[1:], table, [2, 4, 5, 6, 7, 8])


def round_trip(session, body):
    """What report writes, report reads again: the tables are the same, to the byte where nothing is lost."""
    template = ["--template", body.name]
    out = session.report(body.label + ": to be read again", body.inputs, *template)
    again = session.report(body.label + ": read again", [out], *template) if out else None
    if not again:
        return
    shown = session.office.shown(again)
    lost = [table.name for table in session.published if tables.compare([table], shown)[0] == 0]
    session.tap.equal(lost, list(body.lost), body.label + ": what is lost when the report is read again")
    with open(out, "rb") as f, open(again, "rb") as g:
        same = f.read() == g.read()
    session.tap.equal(same, not body.lost, body.label + ": the report of the report is the same to the byte")
    unread = [f for f in findings_of(session, [out], *template) if f[1].endswith("-non-riconosciuto")]
    session.tap.equal(unread, [], body.label + ": every sheet of the report is recognized")


# Numbered lines of four columns: the phases of a process are such, too, so the rule cannot refuse them.
ALIKE = {("procedimenti-2016.xlsx", "massa-carrara")}


def choice(session, others):
    """The template chooses itself for every input; a workbook of another body is refused."""
    named = [(body.name, body.inputs) for body in BODIES] + others
    for name, inputs in named:
        for files in [[path] for path in inputs] + [inputs]:
            result = session.program.run("report", *files, "-o", session.path("choice.xlsx"))
            label = " and ".join(os.path.basename(path) for path in files)
            session.tap.ok(result.status == 0 and any(line.startswith("pianoxl: template %s, " % name)
                                                      for line in result.lines()),
                           "%s: %s by itself" % (label, name), result.err)
    for name, inputs in named:
        for other, _ in named:
            if other == name or other.split("-")[0] == name.split("-")[0]:
                continue
            for path in inputs:
                if (os.path.basename(path), other) in ALIKE:
                    continue
                refused(session, "%s with the template %s" % (os.path.basename(path), other),
                        ["--template", other, path], [os.path.basename(path), other])
    refused(session, "workbooks of two bodies", [LECCE.inputs[0], PIRA.inputs[0]],
            ["piano-2021.xlsx", "template pira", "--template"])


def refused(session, name, arguments, words):
    out = session.path("refused.xlsx")
    result = session.program.run("report", *arguments, "-o", out)
    missing = [word for word in words if word not in result.err]
    session.tap.ok(result.status == 3 and len(result.lines()) == 1 and not missing and not os.path.exists(out),
                   name + ": refused", "exit status %d, not said: %s" % (result.status, missing), result.err)


def two_years(session):
    """An input of the next year beside one of this year: refused with a cell of each; --anno decides."""
    for body, this, following in ((LUCCA, 1, 2), (PIRA, 0, 1), (LECCE, 1, 1)):
        path, year = body.inputs[following], int(body.case[-4:])
        later = variants.next_year(path, session.path("anno-dopo-" + os.path.basename(path)), year)
        inputs = [body.inputs[this], later]
        refused(session, "%s: %d and %d" % (body.label, year, year + 1), inputs,
                [os.path.basename(path) for path in inputs] + [str(year), str(year + 1)])


def all_of(session, body):
    session.use(body.case)
    every_combination(session, body)
    errors(session, body)
    round_trip(session, body)
    check_mess(session, body)


def check_mess(session, body):
    out = session.report(body.label, body.inputs)
    if not out:
        return
    dumps = {os.path.basename(path): session.program.table("dump", path) for path in body.inputs}
    evidence = mess.Evidence(out, findings_of(session, body.inputs), dumps)
    name = os.path.basename(body.case)
    mess.check(session.tap, mess.read(os.path.join(body.case, "MESS.tsv")),
               mess.read(os.path.join(HERE, "mess-%s.tsv" % name)), evidence)
