"""What an office's typing must lead to: every entry of MESS.tsv, asserted by lines of mess-assertions.tsv.

A line names the entry (file, sheet, cell), an assertion and its arguments:

    found ID [CELL]                    there is a finding of this id at the cell
    quiet                              no finding names a cell of the range
    blank                              `dump` knows no cell of the range
    hidden                             the sheet's cells are dumped, and no finding names the sheet
    text SHEET TEXT                    a cell of the report is exactly this text
    value SHEET ROW COLUMN TEXT        the cell of the report is exactly this text ("": empty)
    number SHEET ROW COLUMN N FORMAT   it is this number (or date) with this number format (-: any)
    next SHEET ROW ROW                 the second row stands right below the first

ROW is the beginning of one of its cells; `A|B`: a cell that begins with A, and further right one with B;
`A>B`: the first row B below A. COLUMN is the text of the nearest header above; `C#2`: its second occurrence.
"""
import datetime
import re

import openpyxl
from openpyxl.utils import range_boundaries

SEVERITY, ID, FILE, SHEET, CELL, TEXT = range(6)


class Report:
    """A written workbook: the values of its cells."""

    def __init__(self, path):
        self.workbook = openpyxl.load_workbook(path, data_only=True)

    def rows(self, sheet):
        return [[cell for cell in row] for row in self.workbook[sheet].iter_rows()]

    def find(self, sheet, key, start=0):
        """The first row, counted from 0, that the key describes."""
        if ">" in key:
            above, key = key.split(">", 1)
            start = self.find(sheet, above, start) + 1
        parts = key.split("|")
        for number, row in enumerate(self.rows(sheet)[start:], start):
            texts = [str(cell.value) for cell in row if cell.value is not None]
            for part in parts:
                while texts and not texts[0].startswith(part):
                    texts.pop(0)
                if not texts:
                    break
                texts.pop(0)
            else:
                return number
        raise LookupError("no row %r in sheet %s" % (key, sheet))

    def cell(self, sheet, key, column):
        number = self.find(sheet, key)
        name, _, which = column.partition("#")
        rows = self.rows(sheet)
        for above in range(number, -1, -1):
            columns = [i for i, cell in enumerate(rows[above]) if str(cell.value) == name]
            if len(columns) >= int(which or 1):
                return rows[number][columns[int(which or 1) - 1]]
        raise LookupError("no column %r above row %r in sheet %s" % (column, key, sheet))


def cells_of(area):
    """(columns, rows) of an address, as ranges; a range of rows (`31:31`) has all columns."""
    rows = re.fullmatch(r"(\d+):(\d+)", area)
    if rows:
        return range(1, 16385), range(int(rows.group(1)), int(rows.group(2)) + 1)
    left, top, right, bottom = range_boundaries(area)
    return range(left, right + 1), range(top, bottom + 1)


def inside(address, area):
    match = re.fullmatch(r"[A-Z]+\d+", address)
    if not match:
        return False
    left, top, _, _ = range_boundaries(address)
    columns, rows = cells_of(area)
    return left in columns and top in rows


def plain(number_format):
    """A number format without the quotes and backslashes that literals may have or not."""
    return re.sub(r'["\\\\]', "", number_format)


class Evidence:
    """What the program said about the inputs: the report, its findings, and the dump of each file."""

    def __init__(self, report, findings, dumps):
        self.report, self.findings, self.dumps = Report(report), findings, dumps

    def at(self, file, sheet, area):
        return [f for f in self.findings if f[FILE] == file and f[SHEET] == sheet and inside(f[CELL], area)]

    def found(self, file, sheet, area, finding, cell=None):
        here = self.at(file, sheet, cell or area)
        return any(f[ID] == finding for f in here) or "findings there: %s" % here

    def quiet(self, file, sheet, area):
        here = self.at(file, sheet, area)
        return not here or "findings there: %s" % here

    def blank(self, file, sheet, area):
        here = [line for line in self.dumps[file] if line[0] == sheet and inside(line[1], area)]
        return not here or "cells there: %s" % here

    def hidden(self, file, sheet, area):
        lines = [line for line in self.dumps[file] if line[0] == sheet]
        here = [f for f in self.findings if f[FILE] == file and f[SHEET] == sheet]
        return bool(lines) and not here or "%d cells dumped, findings %s" % (len(lines), here)

    def text(self, file, sheet, area, tab, text):
        text = text.replace("\\n", "\n")
        return any(cell.value == text for row in self.report.rows(tab) for cell in row) or "no cell holds it"

    def value(self, file, sheet, area, tab, row, column, text=""):
        got = self.report.cell(tab, row, column).value
        return (got or "") == text or "holds %r" % (got,)

    def number(self, file, sheet, area, tab, row, column, number, number_format):
        cell = self.report.cell(tab, row, column)
        got = cell.value
        if isinstance(got, datetime.datetime):
            got = got.date().isoformat()
        elif isinstance(got, bool) or not isinstance(got, (int, float)):
            return "holds %r, no number" % (got,)
        else:
            got, number = float(got), float(number)
            number = got if abs(got - number) < 1e-9 else number
        if got != number:
            return "holds %r" % (got,)
        same = number_format == "-" or plain(number_format) == plain(cell.number_format)
        return same or "has format %r" % cell.number_format

    def next(self, file, sheet, area, tab, first, second):
        row = self.report.find(tab, first)
        below = self.report.find(tab, second, row + 1)
        return below == row + 1 or "%d rows below" % (below - row)


def read(path):
    with open(path, encoding="utf-8") as f:
        return [line.split("\t") for line in f.read().split("\n")[1:] if line]


def check(tap, entries, assertions, evidence):
    """One result for each entry; an assertion without an entry is a failure."""
    for entry in entries:
        problems, count = [], 0
        for file, sheet, cell, assertion, *arguments in assertions:
            if [file, sheet, cell] != entry[:3]:
                continue
            count += 1
            try:
                outcome = getattr(evidence, assertion)(file, sheet, cell, *arguments)
            except (LookupError, KeyError) as error:
                outcome = str(error)
            if outcome is not True:
                problems.append("%s: %s" % (" ".join([assertion] + arguments), outcome))
        if not count:
            problems.append("no assertion")
        tap.ok(not problems, "%s, %s, %s: %s" % tuple(entry), *problems)
    known = [entry[:3] for entry in entries]
    lost = [line for line in assertions if line[:3] not in known]
    tap.ok(not lost, "every assertion has its entry", *lost)
