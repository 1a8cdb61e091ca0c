"""Live formulas: what a workbook shows when LibreOffice computes it anew, against the values stored in it.

Run by itself (live.py REPORT...) it prints the formula cells that differ.
"""
import os
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


def same_texts(first, second):
    """Lines about cells that show another text; a cell beyond the end of a row is empty."""
    lines = []
    for sheet in sorted(set(first) | set(second)):
        rows, others = first.get(sheet, []), second.get(sheet, [])
        for row in range(max(len(rows), len(others))):
            width = max(len(r[row]) if row < len(r) else 0 for r in (rows, others))
            for column in range(width):
                place = (sheet, row, column)
                if shown(first, place) != shown(second, place):
                    lines.append("%s: %r, not %r" % (address(place), shown(first, place), shown(second, place)))
    return lines


def change(source, target, sheet_cells, value, values=False):
    """The workbook with the cells [(sheet, address)] holding another value; `values`: without formulas."""
    workbook = openpyxl.load_workbook(source, data_only=values)
    for sheet, cell in sheet_cells:
        workbook[sheet][cell].value = value
    workbook.save(target)
    return target


def cells_beside(path, key, column):
    """The cells of a column in all rows whose first text begins with the key (or one of several)."""
    found = []
    for sheet in openpyxl.load_workbook(path, data_only=True):
        if sheet.title == "Calcoli":
            continue
        for row in sheet.iter_rows():
            if any(isinstance(cell.value, str) and cell.value.startswith(key) for cell in row[:2]):
                found.append((sheet.title, "%s%d" % (column, row[0].row)))
    return found


def recalculated(session, recalculating, name, path):
    """A report computed anew shows the same texts."""
    count, lines = differences(session.office, recalculating, path)
    session.tap.ok(not lines, "%s: %d formulas, computed anew, show the same" % (name, count), *lines)
    return count


def follows(session, recalculating, name, report, inputs, input_cells, output_cells, value, *options):
    """An operand changed in the report, computed anew, shows what the report of the changed inputs shows.

    `input_cells`: {path: [(sheet, address)]}; `output_cells`: those of the report."""
    changed = [change(path, session.path(os.path.basename(path)), input_cells[path], value, values=True)
               if path in input_cells else path for path in inputs]
    wanted = session.report(name, changed, *options)
    edited = change(report, session.path("changed.xlsx"), output_cells, value)
    if not wanted:
        return
    before, after, computed = session.office.shown(report), session.office.shown(wanted), recalculating.shown(edited)
    for sheets in (before, after, computed):
        sheets.pop("Calcoli", None)
    lines = same_texts(computed, after)
    session.tap.ok(before != after and not lines, name, *lines)


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
