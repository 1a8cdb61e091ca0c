"""A Relazione for bodies that published none: the plan's tables with Risultato and % realizzazione."""
import os

import openpyxl

import bodies
import tables

HERE = os.path.dirname(os.path.abspath(__file__))


def book(path, rows, tab="Risultati"):
    """A workbook of results as an office types it; cells that look like numbers are numbers."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = tab
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, float) and cell.column == len(row):
                cell.number_format = "General"
    workbook.save(path)
    return path


def number(text):
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def read(name):
    """The results of a body, from results-NAME.tsv: heading, key, result, what % realizzazione must show."""
    with open(os.path.join(HERE, "results-%s.tsv" % name), encoding="utf-8") as f:
        return [line.split("\t") for line in f.read().split("\n") if line and not line.startswith("#")]


def shown_rows(sheets):
    return {name: [tuple(tables.fold(cell) for cell in row) for row in rows] for name, rows in sheets.items()}


def check_cells(session, name, sheets, checks):
    """Each check: sheet, heading, beginning of the row's key, wanted last two cells of the row below it."""
    rows = shown_rows(sheets)
    for sheet, heading, key, result, percent in checks:
        inside, got = False, None
        for row in rows[sheet]:
            if any(cell.startswith(heading) for cell in row[:2]):
                inside = True
            if inside and any(cell == key or (len(key) > 30 and cell.startswith(key)) for cell in row[:2]):
                got = [cell for cell in row]
                break
        tail = got[-2:] if got else None
        session.tap.equal(tail, [result, percent], "%s: %s, %s, %s" % (name, sheet, heading[:30], key[:30]))


def without_results(sheets):
    """The sheets as the Piano has them: without the two last columns."""
    cut = {}
    for name, rows in sheets.items():
        last = max((i for row in rows for i, cell in enumerate(row) if cell == "% realizzazione"), default=None)
        cut[name] = [row[:last - 1] for row in rows] if last is not None else rows
    return cut


def relazione(session, body, keyed, checks, unknown):
    """`keyed`: kinds of results workbooks, name and rows, that must give the same report; the last three rows
    of `unknown` are results of nothing in the plan."""
    session.use(body.case)
    first = None
    for kind, rows in keyed:
        for after in (True, False):
            path = book(session.path("risultati.xlsx"), rows)
            inputs = body.inputs + [path] if after else [path] + body.inputs
            name = "%s, results by %s, %s the plan" % (body.label, kind, "after" if after else "before")
            out = session.report(name, inputs, "--kind", "relazione", "--template", body.name)
            if not out:
                continue
            sheets = session.office.shown(out)
            if first is None:
                first = sheets
                check_cells(session, name, sheets, checks)
                same, lines = tables.compare(session.published, without_results(sheets))
                session.tap.ok(same == len(session.published), name + ": the columns of the plan stay", *lines)
            session.tap.ok(sheets == first, name + ": the same tables")
    path = book(session.path("sconosciuti.xlsx"), unknown)
    found = bodies.findings_of(session, body.inputs + [path], "--kind", "relazione")
    lost = sorted(f[4] for f in found if f[1] == "non-nel-piano" and f[2] == "sconosciuti.xlsx")
    session.tap.equal(len(lost), 3, body.label + ": results of nothing in the plan are findings", lost)
    out = session.report(body.label, body.inputs + [path], "--kind", "relazione")
    if out:
        same, lines = tables.compare(session.published, without_results(session.office.shown(out)))
        session.tap.ok(same == len(session.published), body.label + ": they make no new rows", *lines)
    plan = session.report(body.label, body.inputs + [book(session.path("risultati.xlsx"), keyed[0][1])])
    if plan:
        session.compare(body.label + ": a piano shows no results", plan)


def lecce(session):
    levels = {1: "Obiettivo strategico", 2: "Obiettivo operativo", 3: "Azione"}
    rows = read("lecce")
    head = ["Codice", "Indicatore", "Risultato 2021"]
    typed = [row for row in rows if row[2]]
    by_code = [head] + [[row[0], row[1], number(row[2])] for row in typed]
    by_heading = [["Obiettivo", "Indicatore", "Consuntivo 2021"]]
    by_heading += [["%s: %s come da piano" % (levels[row[0].count(".")], row[0]), row[1], number(row[2])] for row in typed]
    checks = [("Piano", "%s: %s" % (levels[row[0].count(".")], row[0]), row[1],
               row[4] if len(row) > 4 else row[2].replace(".", ","), row[3]) for row in rows]
    unknown = by_code + [["Z.9", "Numero eventi", 1], ["A.1.1", "Numero linee di prodotto", 2], ["A.9.9.9", "Numero", 3]]
    relazione(session, bodies.LECCE, [("code", by_code), ("heading and text", by_heading)], checks, unknown)


def lucca(session):
    rows = read("lucca")
    def heading(code):
        return {2: "OS", 6: "OP "}.get(len(code), "Obiettivo individuale ") + code
    head = ["Obiettivo", "Indicatore", "Risultato 2020"]
    typed = [row for row in rows if row[2]]
    by_code = [head] + [[heading(row[0]), row[1], number(row[2])] for row in typed]
    by_heading = [head] + [[heading(row[0]) + " come da piano", row[1], number(row[2])] for row in typed]
    sheets = {2: ("Schede strategiche", "Obiettivo strategico "), 6: ("Schede operative", "OP "),
              1: ("Obiettivi individuali", "Obiettivo individuale ")}
    checks = [(sheets[len(row[0])][0], sheets[len(row[0])][1] + row[0], row[1],
               row[4] if len(row) > 4 else row[2].replace(".", ","), row[3]) for row in rows]
    unknown = by_code + [["OP 9Z9999", "kpi9Z9999_001", 1], ["OP 1B0102", "kpi1B0102_009", 2], ["OS9Z", "kpi9Z_001", 3]]
    relazione(session, bodies.LUCCA, [("code", by_code), ("heading", by_heading)], checks, unknown)
