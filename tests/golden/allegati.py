"""The Allegati of all documents: the files of --split, against the whole report."""
import os

import openpyxl

import bodies
import live
import tables

DELIBERA = "n. 7 del 31.01.2019"
# What each document is divided into: file, title in the footer, tabs.
MASSA = [
    ("Piano della performance 2019 - Tabelle", "Tabelle del Piano",
     ["Segretario Generale", "Risorse", "Alberatura", "Obiettivi strategici", "Ente in cifre", "Indicatori Pareto",
      "Risorse umane", "Organi", "Processo", "Miglioramento"]),
    ("Allegato 1 - Alberatura 2019", "Allegato 1 – Alberatura obiettivi strategici/operativi con indicatori", ["Allegato 1"]),
    ("Allegato 2 - Cruscotti operativi 2019", "Allegato 2 – Cruscotti operativi",
     ["ENTE", "U0.1", "U1.1", "U2.1", "U3.1-U3.2", "U4.1", "U5.1-U5.2", "ISR"]),
    ("Allegato 3 - Obiettivi Posizioni Organizzative 2019", "Allegato 3 – Obiettivi Posizioni Organizzative",
     ["PO2", "PO3", "PO4", "PO5"]),
]
OTHERS = [
    (bodies.LECCE, [("Piano della performance 2021-2023", "Aree strategiche, obiettivi, azioni e KPI",
                     ["Piano", "Riepilogo KPI"])]),
    (bodies.LUCCA, [("Piano della performance 2020-2022", "Obiettivi strategici, operativi e individuali",
                     ["Obiettivi strategici", "Schede strategiche", "Riepilogo", "Schede operative",
                      "Obiettivi individuali"])]),
    (bodies.RELAZIONE, [
        ("Risultati 2016 - Segretario Generale", "Risultati 2016 del Segretario Generale",
         ["Funzionamento", "Entrate", "Risorse", "Target strategici", "Indicatori SG", "Costo del personale",
          "Risultati obiettivi strategici"]),
        ("Allegato 1 - Standard di qualità 2016",
         "Allegato 1 – Risultati degli standard di qualità definiti con la Carta dei servizi", ["Allegato 1"]),
        ("Allegato 2 - Procedimenti 2016", "Allegato 2 – Elenco dei procedimenti da monitorare", ["Allegato 2"]),
        ("Allegato 3 - Obiettivi 2016", "Allegato 3 – Obiettivi dell'Ente, del Segretario Generale e dei dirigenti",
         ["OBIETTIVI DI ENTE ANNO 2016", "OBIETTIVI 2016 SEGRETARIO GENER", "OBIETTIVI 2016 DIRIGENTE AREA P"]),
        ("Allegato 4 - Schede obiettivo 2016", "Allegato 4 – Schede obiettivo", ["Scheda obiettivo 3"])]),
    (bodies.PIRA, [("PIRA 2018", "Quadro, schede e riepilogo degli indicatori", ["Quadro", "Schede", "Riepilogo"])]),
]


def split(session, folder, inputs, *options):
    """{file: bytes} of --split, and what the program said."""
    place = session.path(folder)
    result = session.program.run("report", *inputs, "--split", place, "--delibera", DELIBERA, "--no-findings-file",
                                 *options)
    files = {}
    for name in sorted(os.listdir(place)) if os.path.isdir(place) else []:
        with open(os.path.join(place, name), "rb") as f:
            files[name] = f.read()
    return files, result


def look(cell):
    font, fill, border, way = cell.font, cell.fill, cell.border, cell.alignment
    lines = [(side.style, side.color and side.color.rgb) for side in (border.left, border.right, border.top, border.bottom)]
    return (cell.number_format, font.name, font.sz, font.b, font.i, font.u, font.color and font.color.rgb, fill.fill_type,
            fill.fgColor.rgb, lines, way.horizontal, way.vertical, way.wrap_text, way.indent, way.textRotation)


def drawn(sheet):
    """All that a sheet holds and shows, but its header and footer."""
    page = sheet.page_setup
    cells = [(cell.coordinate, cell.value, look(cell)) for row in sheet.iter_rows() for cell in row]
    return {"cells": cells, "merges": sorted(str(merge) for merge in sheet.merged_cells.ranges),
            "widths": {name: column.width for name, column in sheet.column_dimensions.items()},
            "heights": {number: row.height for number, row in sheet.row_dimensions.items()},
            "page": (page.orientation, page.paperSize, page.scale, sheet.print_title_rows, sheet.print_title_cols),
            "breaks": [line.id for line in sheet.row_breaks.brk], "frozen": sheet.freeze_panes}


def footer(sheet):
    part = sheet.oddFooter
    return part.left.text, part.center.text, part.right.text


def check_sheets(session, name, folder, wanted, whole):
    """Each sheet of an Allegato is that of the whole report; it has the title in its footer."""
    sheets = openpyxl.load_workbook(whole, data_only=True)
    problems = []
    for file, title, tabs in wanted:
        annex = openpyxl.load_workbook(os.path.join(session.path(folder), file + ".xlsx"), data_only=True)
        got = [tab for tab in annex.sheetnames if tab != "Calcoli"]
        problems += [] if got == tabs else ["%s: the sheets %s" % (file, got)]
        problems += [] if annex.properties.title == title else ["%s: the title %s" % (file, annex.properties.title)]
        for tab in got:
            here, there = drawn(annex[tab]), drawn(sheets[tab]) if tab in sheets.sheetnames else {}
            problems += ["%s, %s: other %s" % (file, tab, what) for what in here if here[what] != there.get(what)]
            text = ("%s – Delibera %s" % (title, DELIBERA), None, "Pagina &P di &N")
            problems += [] if footer(annex[tab]) == text else ["%s, %s: %s" % (file, tab, footer(annex[tab]))]
            problems += [] if annex[tab].page_setup.paperSize == "9" or annex[tab].page_setup.paperSize == 9 \
                else ["%s, %s: not A4" % (file, tab)]
    session.tap.ok(not problems, name + ": sheets as in the whole report, with title and resolution", *problems)


def published(session, name, folder, wanted):
    """The tables that the whole report shows stand in the Allegati."""
    shown = {}
    for file, _, _ in wanted:
        path = os.path.join(session.path(folder), file + ".xlsx")
        shown.update({(file, tab): rows for tab, rows in session.office.shown(path).items()})
    same, lines = tables.compare(session.published, shown)
    session.tap.ok(same == len(session.published), "%s: %d of %d tables in the Allegati" %
                   (name, same, len(session.published)), *lines)


def document(session, recalculating, name, inputs, wanted, *options):
    folder = "allegati-" + name.replace(" ", "-")
    files, result = split(session, folder, inputs, *options)
    if not session.tap.equal(sorted(files), sorted(file + ".xlsx" for file, _, _ in wanted), name + ": the files",
                             result.err):
        return
    session.tap.ok(result.status == 0 and "no Allegato" not in result.err, name + ": nothing is left out", result.err)
    again, _ = split(session, folder + "-again", inputs, *options)
    session.tap.ok(again == files, name + ": the same bytes")
    whole = session.report(name, inputs, "--delibera", DELIBERA, *options)
    if not whole:
        return
    check_sheets(session, name, folder, wanted, whole)
    if "--kind" not in options:
        published(session, name, folder, wanted)
    for file, _, _ in wanted:
        path = os.path.join(session.path(folder), file + ".xlsx")
        if live.formulas(path):
            live.recalculated(session, recalculating, "%s, %s" % (name, file), path)


def whole_figures(session, wanted):
    """An Allegato that shows a part of the tree still carries the whole figure, in its own Calcoli."""
    file = next(file for file, _, tabs in wanted if "PO2" in tabs)
    annex = openpyxl.load_workbook(os.path.join(session.path("allegati-Massa-Carrara-relazione"), file + ".xlsx"))
    formulas = [cell.value for tab in annex.sheetnames for row in annex[tab].iter_rows() for cell in row
                if isinstance(cell.value, str) and cell.value.startswith("=")]
    session.tap.ok("Calcoli" in annex.sheetnames and any("Calcoli!" in formula for formula in formulas),
                   "what an Allegato does not show stands in its Calcoli", *formulas[:9])
    session.tap.equal([formula for formula in formulas if ".xlsx" in formula or "#REF!" in formula], [],
                      "no formula of an Allegato leads out of it")


def resolution_read(session, inputs):
    """The resolution that stands on the cover, in words of the office's own, is printed as that of --delibera."""
    whole = session.report("the resolution of the cover", inputs)
    if whole:
        left = footer(openpyxl.load_workbook(whole)["Allegato 1"])[0]
        session.tap.ok(left.endswith(" – Delibera " + DELIBERA), "the resolution of the cover in the footer", left)


def resolution_in_two_cells(session):
    """A cover with the number in one cell and the date in the next: the footer has both, or nothing."""
    def ending(name, inputs):
        whole = session.report(name, inputs)
        left = footer(openpyxl.load_workbook(whole)[OTHERS[1][1][0][2][0]])[0]
        return left.partition(" – ")[2]

    session.use(bodies.LUCCA.case)
    session.tap.equal(ending("number and date", bodies.LUCCA.inputs), "Delibera n. 4 del 28/01/2020",
                      "number and date of the resolution from two cells")
    undated = []
    for path in bodies.LUCCA.inputs:
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell, following in zip(row, row[1:]):
                    if str(cell.value).startswith("Approvato con Delibera"):
                        following.value = None
        undated.append(session.path("undated-" + os.path.basename(path)))
        book.save(undated[-1])
    session.tap.equal(ending("number alone", undated), "", "no resolution without its date")


def group(session, recalculating, inputs):
    for kind in ("piano", "relazione"):
        options = [] if kind == "piano" else ["--kind", kind]
        document(session, recalculating, ("Massa-Carrara " + kind), inputs, MASSA, *options)
    whole_figures(session, MASSA)
    resolution_read(session, inputs)
    resolution_in_two_cells(session)
    for body, wanted in OTHERS:
        session.use(body.case)
        document(session, recalculating, body.label, body.inputs, wanted)
