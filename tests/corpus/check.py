#!/usr/bin/env python3
"""What compares the cells of a corpus with LibreOffice's, on cases of our own: check.py says TAP."""
import struct
import sys

import biff
import copies
import moments
import rules


class Cell:
    def __init__(self, kind, value, format_class, display):
        self.kind, self.value, self.format, self.display = kind, value, format_class, display


class Case:
    path, formula = "case.xlsx", False

    def __init__(self, cell, shown):
        self.cell, self.shown = Cell(*cell), shown


CLASSIFIED = [  # our cell, what LibreOffice shows, class, whether they agree
    (("number", "1829.15146461355", "general", "1829,151465"), "1829,15146461355", "general-digits", True),
    (("number", "1829.15146461355", "general", "1829,15147"), "1829,15146461355", "unknown", False),
    (("number", "1829.15146461355", "general", "1829"), "1829,15146461355", "unknown", False),
    (("number", "1829.15146469355", "general", "1829,151465"), "1829,15146461355", "unknown", False),
    (("number", "5.00000000031347E-314", "general", "5E-314"), "5,0000000003E-314", "general-digits", True),
    (("number", "123456789012345", "general", "1,23457E+14"), "123456789012345", "general-digits", True),
    (("number", "0.0000123456789", "general", "1,23457E-05"), "1,23456789E-05", "general-digits", True),
    (("number", "99999999999.7", "general", "1E+11"), "99999999999,7", "general-digits", True),
    (("number", "99999999999.4", "general", "99999999999"), "99999999999,4", "general-digits", True),
    (("number", "1234.5", "decimal", "1.234,50"), "1,234.50", "other-separators", False),
    (("number", "1234.5", "decimal", "1.234,50"), "1.234,51", "unknown", False),
    (("number", "123.45", "decimal", "123 9/20"), "123  9/20", "blanks", False),
    (("number", "123.45", "decimal", "123 9/20"), "1239/20", "unknown", False),
    (("boolean", "1", "general", "VERO"), "1", "boolean-as-number", True),
    (("boolean", "1", "general", "VERO"), "0", "unknown", False),
    (("text", "abc", "general", "abc"), "abd", "unknown", False),
    (("text", "abc", "general", "abc"), None, "unknown", False),
    (("date", "42893.8333333333", "date", "07/06/2017 20:00:00"), "07/06/2017 19:59:59", "seconds-cut", True),
    (("date", "42893.8333333333", "date", "07/06/2017 20:00:00"), "07/06/2017 19:59:58", "unknown", False),
    (("date", "42893.8333333333", "date", "07/06/2017 20:00:00"), "06/07/2017 19:59:59", "unknown", False),
    (("date", "42893.8333333333", "date", "07/06/2017 20:00:01"), "07/06/2017 19:59:59", "unknown", False),
    (("date", "12.3", "date", "1/12/00 7:12"), "1/11/00 7:12", "before-march-1900", True),
    (("date", "62.3", "date", "2/03/00 7:12"), "1/03/00 7:12", "unknown", False),
    (("date", "-1234.5678", "date", "###"), "agosto 12, 1896", "outside-calendar", True),
    (("date", "-1234.5678", "date", "###"), "agosto 13, 1896", "negative-time", False),
    (("date", "43000", "date", "###"), "22/09/2017", "unknown", False),
    (("duration", "12.3", "time", "07:12:00 AM"), "07:12:00 a.m.", "half-day", True),
    (("duration", "12.3", "time", "07:12:00 AM"), "07:12:00 p.m.", "unknown", False),
    (("date", "42005", "date", "giovedì 1 gennaio 2015"), "giovedì 01 gennaio 2015", "long-date", True),
    (("date", "42005", "date", "giovedì 1 gennaio 2015"), "venerdì 01 gennaio 2015", "unknown", False),
]

SHEETS = [  # the XML of cells, and what becomes of it
    (b'<c r="A1"><f>B1*2</f><v>4</v></c>', b'<c r="A1"><v>4</v></c>'),
    (b'<c r="A1"><f>B1*2</f></c>', None),
    (b'<c r="A1"><f>B1*2</f><v/></c>', None),
    (b'<c r="A1" t="str"><f>B1</f><v></v></c>', b'<c r="A1" t="str"><v></v></c>'),
    (b'<x:c r="A1"><x:f t="array" ref="A1">"/>"</x:f><x:v>4</x:v></x:c>', b'<x:c r="A1"><x:v>4</x:v></x:c>'),
    (b'<c r="A1" s="1"/><c r="B1"><f>1</f><v>1</v></c>', b'<c r="A1" s="1"/><c r="B1"><v>1</v></c>'),
    (b'<c r="A1"><f t="shared" si="0" ref="A1:A2">B1</f><v>4</v></c><c r="A2"><f t="shared" si="0"/></c>', None),
    (b'<c r="A1" t="inlineStr"><f>B1</f><is><t>x</t></is></c>', b'<c r="A1" t="inlineStr"><is><t>x</t></is></c>'),
]

ODS = [
    (b'<table:table-cell table:formula="of:=[.B1]*2" office:value-type="float" office:value="4"><text:p>4</text:p>',
     b'<table:table-cell office:value-type="float" office:value="4"><text:p>4</text:p>'),
    (b'<table:table-cell table:formula="of:=&quot;&gt;&quot;" office:value-type="string"><text:p>&gt;</text:p>',
     b'<table:table-cell office:value-type="string"><text:p>&gt;</text:p>'),
    (b'<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p>', None),
    (b'<table:table-cell table:formula="of:=[.B1]"/>', None),
]


def record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def formula(result):
    return record(biff.FORMULA, struct.pack("<3H", 1, 2, 15) + result + bytes(6) + struct.pack("<H", 3) + b"\x1e\x01\x00")


PLACE = struct.pack("<3H", 1, 2, 15)
RESULT = bytes([0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
RECORDS = [  # records of a sheet, and the first of those that take their place
    (formula(struct.pack("<d", 2.5)), record(biff.NUMBER, PLACE + struct.pack("<d", 2.5))),
    (formula(b"\x01\x00\x01" + RESULT[3:]), record(biff.BOOLERR, PLACE + b"\x01\x00")),
    (formula(b"\x02\x00\x2a" + RESULT[3:]), record(biff.BOOLERR, PLACE + b"\x2a\x01")),
    (formula(b"\x03" + RESULT[1:]), record(biff.BLANK, PLACE)),
    (formula(RESULT) + record(biff.SHRFMLA, bytes(10)) + record(biff.STRING, b"\x02\x00\x00ab"),
     record(biff.LABEL, PLACE + b"\x02\x00\x00ab")),
    (formula(RESULT) + record(biff.STRING, b"\x02\x00\x00a") + record(biff.CONTINUE, b"\x00b"), None),
    (formula(struct.pack("<d", 2.5)) + record(biff.FILEPASS, bytes(4)), None),
    (record(biff.SXVIEW, bytes(20)), record(biff.FILLER, bytes(20))),
]


def check_classes():
    for cell, shown, name, agrees in CLASSIFIED:
        assert rules.classify(Case(cell, shown)) == (name, agrees), (cell, shown, rules.classify(Case(cell, shown)))


def check_calendars():
    assert moments.date_of_excel(60)[:3] == (1900, 2, 29) and moments.date_of_office(60)[:3] == (1900, 2, 28)
    assert moments.date_of_excel(61) == moments.date_of_office(61) == (1900, 3, 1, 4)
    assert moments.date_of_office(2958466)[:3] == (10000, 1, 1) and moments.date_of_excel(2958466) is None
    assert moments.date_of_office(-693594)[:3] == (0, 12, 31)


def check_xlsx():
    for before, after in SHEETS:
        assert copies.sheet_of_xlsx(before) == (after or before), before
    relationships = b'<Relationship Id="a" Type="http://x/pivotTable" Target="p"/><Relationship Id="b" Type="http://x/worksheet"/>'
    assert copies.part_of_xlsx("a.rels", relationships) == b'<Relationship Id="b" Type="http://x/worksheet"/>'


def check_ods():
    for before, after in ODS:
        assert copies.part_of_ods("content.xml", before) == (after or before), copies.part_of_ods("content.xml", before)


def check_xls():
    end = record(0x000A, b"")
    for before, after in RECORDS:
        stream = bytearray(before + end)
        biff.with_results(stream)
        assert len(stream) == len(before + end) and biff.records(stream)[-1][1] == 0x000A, before
        assert stream.startswith(after or before), (before, bytes(stream))


def main():
    checks = [check_classes, check_calendars, check_xlsx, check_ods, check_xls]
    print("1..%d" % len(checks))
    for number, check in enumerate(checks, 1):
        try:
            check()
            print("ok %d %s" % (number, check.__name__))
        except AssertionError as failure:
            print("not ok %d %s" % (number, check.__name__), "# %s" % failure, sep="\n")


if __name__ == "__main__":
    sys.exit(main())
