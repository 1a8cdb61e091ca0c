"""Published tables against the sheets of a report.

A published table is a text file: one row a line, cells separated by TAB, line breaks as \\n. It is identical
when its rows stand one below the other in a sheet, with nothing between them. Blank rows and columns count
for nothing, runs of blanks (no-break ones too) as one; what stands above and below belongs to other tables.
"""
import difflib
import glob
import os
import re

ESCAPED = {"n": "\n", "t": "\t", "\\": "\\"}


def unescape(text):
    return re.sub(r"\\([nt\\])", lambda match: ESCAPED[match.group(1)], text)


def fold(text):
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def compact(rows):
    """The rows folded, without blank rows and columns."""
    rows = [[fold(cell) for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    used = [column for column in range(width) if any(row[column] for row in rows)]
    return [[row[column] for column in used] for row in rows]


def filled(row):
    return tuple(cell for cell in row if cell)


class Table:
    def __init__(self, path):
        self.name = os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding="utf-8") as f:
            lines = [line for line in f.read().split("\n") if line]
        self.rows = compact([[unescape(cell) for cell in line.split("\t")] for line in lines])
        self.keys = [filled(row) for row in self.rows]

    def stands_in(self, sheet):
        """Do the rows stand in this (folded) sheet, one below the other, each cell in its column?"""
        keys = [filled(row) for row in sheet]
        count = len(self.keys)
        return any(keys[i:i + count] == self.keys and compact(sheet[i:i + count]) == self.rows
                   for i in range(len(keys) - count + 1))

    def likeness(self, sheet):
        """How many of the cells stand somewhere in the sheet; of equal ones the shorter sheet."""
        there = {cell for row in sheet for cell in row}
        return sum(cell in there for row in self.keys for cell in row), -len(sheet)

    def differences(self, sheets):
        """What differs from the sheet that comes nearest, as lines."""
        name = max(sheets, key=lambda name: self.likeness(sheets[name]))
        wanted = [" | ".join(row) for row in self.rows]
        got = [" | ".join(row) for row in sheets[name]]
        lines = list(difflib.unified_diff(wanted, got, "published", "sheet " + name, lineterm="", n=0))
        return lines[:14] + (["... %d lines more" % (len(lines) - 14)] if len(lines) > 14 else [])


def published(case):
    """The tables that a report has to show: those of expected/ where there are any, else as published."""
    tables = []
    for path in sorted(glob.glob(os.path.join(case, "published", "*.tsv"))):
        expected = os.path.join(case, "expected", os.path.basename(path))
        tables.append(Table(expected if os.path.exists(expected) else path))
    return tables


def compare(tables, shown):
    """(tables that are identical, lines that say what differs in the others)."""
    sheets = {name: compact(rows) for name, rows in shown.items()}
    same, lines = 0, []
    for table in tables:
        if any(table.stands_in(sheet) for sheet in sheets.values()):
            same += 1
        else:
            lines += ["table " + table.name] + (table.differences(sheets) if sheets else ["no sheet"])
    return same, lines
