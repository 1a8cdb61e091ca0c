"""Live formulas: what a workbook shows when LibreOffice computes it anew, against the values stored in it.

Run by itself (live.py REPORT...) it prints the formula cells that differ.
"""
import sys

import openpyxl

from office import Office


def formulas(path):
    """{(sheet, row, column): formula}, rows and columns from 0."""
    found = {}
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    found[sheet.title, cell.row - 1, cell.column - 1] = cell.value
    return found


def shown(sheets, place):
    rows = sheets.get(place[0], [])
    row = rows[place[1]] if place[1] < len(rows) else []
    return row[place[2]] if place[2] < len(row) else ""


def address(place):
    return "%s!%s%d" % (place[0], openpyxl.utils.get_column_letter(place[2] + 1), place[1] + 1)


def differences(office, recalculating, path):
    """(number of formula cells, lines about those that show another text when computed anew)."""
    stored, computed, found = office.shown(path), recalculating.shown(path), formulas(path)
    lines = ["%s: stored %r, computed %r by %s" % (address(place), shown(stored, place), shown(computed, place), formula)
             for place, formula in found.items() if shown(stored, place) != shown(computed, place)]
    return len(found), lines


def main():
    office, recalculating = Office(), Office(recalculate=True)
    try:
        for path in sys.argv[1:]:
            count, lines = differences(office, recalculating, path)
            print("%s: %d formulas, %d differ" % (path, count, len(lines)))
            for line in lines:
                print("  " + line)
    finally:
        office.close()
        recalculating.close()


if __name__ == "__main__":
    main()
