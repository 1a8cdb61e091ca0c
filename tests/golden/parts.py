"""Other parts of the same documents: other areas, persons, schede, programmes than those of the inputs."""
import os
import re

import openpyxl

import bodies


def rewritten(source, target, change, copies=()):
    """`source` with `change(text)` for every text; `copies`: (tab, new tab, change) of sheets added to it."""
    workbook = openpyxl.load_workbook(source, data_only=True)
    for tab, new, what in copies:
        sheet = workbook.copy_worksheet(workbook[tab])
        sheet.title = new
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = what(cell.value)
    for sheet in (workbook if change else ()):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = change(cell.value)
    workbook.save(target)
    return target


def two_digits(text):
    """Area B becomes area C, its codes get a first number of two digits."""
    if re.match("Obiettivo|Azione", text):
        return re.sub(r"\b[Bb]\.(\d)", r"C.1\1", text)
    return text.replace("Area strategica: B", "Area strategica: C").replace("STAFF 1", "STAFF 12")


def manager(text):
    return re.sub("^SEGRETARIO GENERALE.*", "DIRIGENTE AREA PROMOZIONE – Dr.ssa Anna Rossi", text)


def other_card(text):
    return text.replace("OBIETTIVO N. 3", "OBIETTIVO N. 5").replace("LUCCA INNOVAZIONE", "ALTRO PROGETTO")


def other_programme(text):
    return re.sub("^012 - ", "016 - ", text)


def check(session):
    def inputs(body, name):
        return os.path.join(body.case, "inputs", name + ".xlsx")
    lecce = inputs(bodies.LECCE, "piano-2021")
    people = inputs(bodies.LUCCA, "obiettivi-individuali-2020")
    card = inputs(bodies.RELAZIONE, "scheda-obiettivo-3-2016")
    pira = inputs(bodies.PIRA, "pira-2018-risultati")
    cases = [
        ("another area with codes of two digits", [rewritten(lecce, session.path("area.xlsx"), two_digits)],
         "area 2, strategico 3, programma 3, operativo 10, azione 12, unita 39, kpi 50"),
        ("a second person", [rewritten(people, session.path("persone.xlsx"), None,
                                       [("Segretario generale", "Dirigente", manager)])],
         "persona 2, individuale 10, indicatore 42"),
        ("a second scheda", [rewritten(card, session.path("scheda.xlsx"), None,
                                       [("Scheda obiettivo 3", "Scheda obiettivo 5", other_card)])],
         "scheda 2, azione 10"),
        ("another mission", [rewritten(pira, session.path("missione.xlsx"), None,
                                       [("012-004", "016-004", other_programme)])],
         "missione 4, programma 5, obiettivo 19, indicatore 40"),
    ]
    for name, files, records in cases:
        result = session.program.run("report", *files, "-o", session.path("parts.xlsx"))
        line = result.lines()[-1]
        session.tap.ok(result.status == 0 and "records: %s;" % records in line and "not written: 0" in line,
                       "other parts: " + name, "wanted " + records, result.err)
