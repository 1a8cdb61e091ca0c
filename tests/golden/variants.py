"""Inputs as another office might have typed them: columns in another order, other words, titles left out."""
import re

import openpyxl


def rewrite(source, target, sheets):
    """Writes `source` to `target` with some sheets laid out anew: {sheet: {what: how}}, where what is

    order   the old columns (from 0) in their new order
    drop    how many rows to leave out at the top
    insert  how many blank rows to put above
    words   other texts for cells
    """
    workbook = openpyxl.load_workbook(source, data_only=True)
    for name, change in sheets.items():
        lay_out(workbook[name], **change)
    workbook.save(target)
    return target


def lay_out(sheet, order=None, drop=0, insert=0, words=None):
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows(min_row=drop + 1)]
    for merge in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merge))
    width = sheet.max_column
    sheet.delete_rows(1, sheet.max_row)
    order = (order or []) + [column for column in range(width) if column not in (order or [])]
    for number, row in enumerate(rows, insert + 1):
        for column, old in enumerate(order, 1):
            value, number_format = row[old]
            if value is None:
                continue
            cell = sheet.cell(number, column, (words or {}).get(value, value))
            cell.number_format = number_format


def next_year(source, target, year):
    """The workbook with all years in its texts and headers one later."""
    workbook = openpyxl.load_workbook(source, data_only=True)
    later = {str(y): str(y + 1) for y in range(year - 2, year + 4)}
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = re.sub(r"\b(19|20)\d\d\b", lambda m: later.get(m[0], m[0]), cell.value)
    workbook.save(target)
    return target


WORDS = {
    "OBIETTIVI / INDICATORI STRATEGICI / OPERATIVI": "Obiettivi e indicatori",
    "Target 2019": "Target anno 2019",
    "Target 2020": "Target anno 2020",
    "Target 2021": "Target anno 2021",
    "OB IND": "Ob. Ind.",
}
OBIETTIVI_SWAPPED = [1, 0, 9, 8, 3, 2, 7, 4, 5, 6]

# Variants of the plan: name, changes.
OF_PLAN = [
    ("columns of Obiettivi in another order", {"Obiettivi": {"order": OBIETTIVI_SWAPPED}}),
    ("other header wording", {"Obiettivi": {"words": WORDS}, "Segretario Generale": {"words": WORDS}}),
    ("without title rows", {"Obiettivi": {"drop": 4}, "Segretario Generale": {"drop": 2},
                            "Alberatura": {"drop": 2}, "Risorse": {"drop": 3}}),
    ("rows inserted above", {"Obiettivi": {"insert": 3}, "Risorse": {"insert": 2},
                             "Ente in cifre": {"insert": 4}, "Uffici": {"insert": 1}}),
    ("all of it at once", {"Obiettivi": {"order": OBIETTIVI_SWAPPED, "drop": 4, "insert": 2, "words": WORDS},
                           "Segretario Generale": {"order": [3, 2, 1, 0], "drop": 2, "insert": 1},
                           "Risultati per ufficio": {"order": [2, 0, 1]}}),
]
# Variants of the other workbooks: file, name, changes.
OF_OTHERS = [
    ("contesto-2019.xlsx", "years of the staff tables in another order",
     {"Risorse umane": {"order": [0, 1, 4, 3, 2]}}),
    ("contesto-2019.xlsx", "context without titles, moved down",
     {"Organi": {"drop": 2, "insert": 3}, "Miglioramento": {"drop": 4, "insert": 1},
      "Processo": {"drop": 3}}),
    ("schede-uffici-2019.xlsx", "columns of a scheda in another order",
     {"U1.1": {"order": [7, 8, 0, 1, 3, 4, 5, 2, 6]}, "ENTE": {"words": WORDS}}),
]
