#!/usr/bin/env python3
"""Writes the seeds of every fuzz target: seeds.py FOLDER. Parts of our own test workbooks, the tables of the unit tests
and small pieces that name every element, so that a target knows the words from the beginning."""
import glob
import os
import re
import struct
import sys
import zipfile
import zlib

import seeds_xls

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
MOST = 60000  # bytes of a seed; of a text, where a long one costs runs and says nothing new:
MOST_TEXT = 8000
TEXTS = ("sheet", "strings", "styles", "ods", "numfmt", "template")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PAGE = """<sheetPr><tabColor rgb="FFFF0000"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0"
zoomScale="80"><pane xSplit="1" ySplit="2" state="frozen"/></sheetView></sheetViews><sheetFormatPr baseColWidth="10"
defaultRowHeight="15"/><cols><col min="1" max="3" width="12.5" hidden="1" style="1"/></cols><sheetData><row r="1" ht="20"
customHeight="1" s="1" customFormat="1" hidden="1"><c r="A1" t="d"><v>2019-12-31T10:20:30</v></c><c t="str"><f t="shared"
si="0" ref="A1:B2">A2&amp;"x"</f><v>a_x000D_b</v></c><c t="e"><v>#DIV/0!</v></c><c t="b"><v>1</v></c><c t="inlineStr"><is>
<r><rPr><b/><sz val="9"/></rPr><t>a</t></r></is></c></row><!-- x --><row/></sheetData><sheetProtection/><autoFilter/>
<mergeCells><mergeCell ref="A1:B2"/></mergeCells><conditionalFormatting/><dataValidations><dataValidation/></dataValidations>
<hyperlinks><hyperlink/></hyperlinks><printOptions horizontalCentered="1" gridLines="1"/><pageMargins left="0.5" right="1"
top="1" bottom="1" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" scale="80" fitToWidth="1"
useFirstPageNumber="1" firstPageNumber="3"/><headerFooter differentFirst="1"><oddHeader>&amp;Lx</oddHeader><oddFooter>&amp;P
</oddFooter></headerFooter><rowBreaks><brk id="4"/></rowBreaks><drawing/><legacyDrawing/><tableParts><tablePart/></tableParts>
<customSheetViews/><extLst/>"""
STYLES = """<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><fonts><font><b/><i/><strike/><u val="double"/>
<vertAlign val="superscript"/><sz val="11"/><color theme="1" tint="0.5"/><name val="Arial"/></font><font><color indexed="12"/>
</font></fonts><fills><fill><patternFill patternType="solid"><fgColor rgb="FF00FF00"/><bgColor auto="1"/></patternFill></fill>
<fill><gradientFill><stop><color theme="4"/></stop></gradientFill></fill><fill><patternFill patternType="gray125"/></fill>
</fills><borders><border><left style="thin"><color rgb="FF112233"/></left><right style="double"/><top style="hair"/><bottom
style="slantDashDot"/></border></borders><cellXfs><xf numFmtId="164" fontId="0" fillId="0" borderId="0"><alignment
horizontal="center" vertical="top" wrapText="1" shrinkToFit="1" indent="2" textRotation="90"/></xf><xf fontId="1" fillId="1"
numFmtId="14"/><xf fillId="2"><alignment textRotation="255"/></xf></cellXfs><colors><indexedColors><rgbColor rgb="FF123456"/>
</indexedColors></colors>"""
STRINGS = """<si/><si><t xml:space="preserve"> a_x0041_ </t></si><si><r><t>b</t></r><r><rPr><i/><u/></rPr><t>c</t></r><rPh><t>d</t>
</rPh></si>"""


def unquote(text):
    """The strings of a piece of C, joined."""
    return "".join(bytes(s, "utf-8").decode("unicode_escape").encode("latin-1", "replace").decode("utf-8", "replace")
                   for s in re.findall(r'"((?:[^"\\]|\\.)*)"', text))


def parts(pattern):
    """(name, bytes) of the parts of our test workbooks whose name matches."""
    for path in sorted(glob.glob(os.path.join(TESTS, "data", "*", "inputs", "*"))):
        if not zipfile.is_zipfile(path):
            continue
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if re.search(pattern, name):
                    yield name, archive.read(name)


def code_tables(name):
    """Every row of the tables of a unit test, as one text each."""
    with open(os.path.join(TESTS, name), encoding="utf-8") as f:
        return [unquote(row) for row in re.findall(r"\n    \{(.*?)\}(?=,\n)", f.read(), re.S)]


class Folder:
    def __init__(self, root, target):
        self.path = os.path.join(root, target)
        self.most = MOST_TEXT if target in TEXTS else MOST
        self.count = 0
        os.makedirs(self.path, exist_ok=True)

    def add(self, content):
        if isinstance(content, str):
            content = content.encode("utf-8", "replace")
        if len(content) > self.most:
            return
        self.count += 1
        with open(os.path.join(self.path, "seed-%04d" % self.count), "wb") as f:
            f.write(content)


def pack(target, files):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, (2019, 1, 1, 0, 0, 0)), content)
    with open(target, "rb") as f:
        content = f.read()
    os.remove(target)
    return content


def binary(folders):
    """Seeds in the old binary formats, alone and as whole files."""
    books = [seeds_xls.workbook(8, seeds_xls.GLOBALS, seeds_xls.SHEET), seeds_xls.workbook(8, "", "", "", ""),
             seeds_xls.workbook(8, "", "809: 0x600w 0x20w 12*x\n203: 0w 1w 0w 2f\na:"), b"\0" + seeds_xls.records("2f: 0w")]
    for biff, common, sheet in seeds_xls.cases(os.path.join(TESTS, "test-grid-xls.c"), unquote):
        books.append(seeds_xls.workbook(biff, common, sheet))
    for common, sheet in seeds_xls.formulas():
        books += [seeds_xls.workbook(version, common, sheet, "") for version in (8, 5)]
    for book in books:
        folders["biff"].add(book)
        folders["biff"].add(bytes([book[0] | 2]) + book[1:])
    for version in (0x200, 0x300, 0x400, 0x500, 0x600):
        stream = seeds_xls.records("809: %dw 5w\na:" % version)
        folders["biff"].add(stream)
        folders["reader"].add(seeds_xls.container([("Book", stream)]))
    large = seeds_xls.records("809: 0x600w 5w\n" + "203: 0w 0w 0w 1f\n" * 300 + "a:")
    for streams, shift, storages, listed in (
            ([("Workbook", large)], 9, 0, 109), ([("WORKBOOK", large[:900]), ("Book", large)], 9, 2, 109),
            ([("Book", large)], 12, 0, 109), ([("Workbook", large * 3)], 7, 40, 2), ([("EncryptedPackage", b"x")], 9, 0, 109),
            ([("WordDocument", b"x" * 5000), ("s", b"y" * 70)], 9, 0, 109), ([], 9, 1100, 109), ([("Workbook", b"")], 9, 0, 0)):
        content = seeds_xls.container(streams, shift, storages, listed)
        folders["ole"].add(content)
        folders["reader"].add(content)
    with open(os.path.join(TESTS, "data", "structure-protected.xls"), "rb") as f:
        content = f.read()
    for name in ("ole", "reader"):
        folders[name].add(content)
    for content in seeds_xls.conversations():
        folders["pipe"].add(content)
    for path in glob.glob(os.path.join(TESTS, "data", "*", "inputs", "*.xls")):
        with open(path, "rb") as f:
            folders["ole"].add(f.read())


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pictures():
    """PNG and JPEG files of few pixels."""
    for density in (struct.pack(">IIB", 5906, 5906, 1), struct.pack(">IIB", 1, 2, 0), None):
        yield b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0)) + \
            (chunk(b"pHYs", density) if density else b"") + chunk(b"IDAT", zlib.compress(bytes(20))) + chunk(b"IEND", b"")
    for unit, parts in ((1, 3), (2, 1), (0, 3), (3, 4)):
        jfif = b"\xff\xe0\0\x10JFIF\0\1\1" + struct.pack(">BHH", unit, 200, 200) + b"\0\0"
        frame = b"\xff\xc0" + struct.pack(">HBHHB", 8 + 3 * parts, 8, 20, 30, parts) + b"\1\x11\0" * parts
        yield b"\xff\xd8" + jfif + b"\xff" + frame + b"\xff\xda\0\x08\1\1\0\0\x3f\0" + b"\x12\xff\0\xff\xd0\x34\xff\xd9"


def main(root):
    folders = {name: Folder(root, name) for name in
               ("zip", "sheet", "strings", "styles", "ole", "biff", "pipe", "picture", "ods", "numfmt", "template", "reader")}
    worksheet = "<worksheet xmlns='%s'>%%s</worksheet>" % MAIN
    folders["sheet"].add(worksheet % PAGE)
    for text in code_tables("test-grid-xlsx-scan.c"):
        folders["sheet"].add(worksheet % text)
    for name, content in parts(r"xl/worksheets/sheet[0-9]*\.xml$"):
        folders["sheet"].add(content)
    folders["strings"].add("<sst xmlns='%s'>%s</sst>" % (MAIN, STRINGS))
    for name, content in parts("sharedStrings.xml$"):
        folders["strings"].add(content)
    folders["styles"].add("<styleSheet xmlns='%s'>%s</styleSheet>" % (MAIN, STYLES))
    for name, content in parts("xl/styles.xml$"):
        folders["styles"].add(content)
    with open(os.path.join(HERE, "seed.fods"), encoding="utf-8") as f:
        whole = f.read()
    folders["ods"].add(whole)
    for name, content in parts(r"^styles\.xml$"):
        folders["ods"].add(content)
    for text in code_tables("test-grid-numfmt.c"):
        folders["numfmt"].add(text)
    for code in ("0.00", "#,##0.00 \"€\"", "[Red]-0.0%;[>=100]0;@", "dd/mm/yyyy hh:mm:ss.00", "[h]:mm", "# ??/??", "0/4",
                 "##0.0E+0", "_-* #,##0.00_-;-* \"-\"??_-", "[$-409]dddd d mmmm yy AM/PM", "[$€-410] 0", "#,##0,,", "General"):
        for value in ("0", "-1234.567", "43830.520833", "0.005", "1e300"):
            folders["numfmt"].add(code + "\n" + value)
    for path in glob.glob(os.path.join(TESTS, "golden", "*", "template.tpl")) + \
            glob.glob(os.path.join(TESTS, "..", "templates", "*", "*.tpl")):
        with open(path, "rb") as f:
            folders["template"].add(f.read())
    for path in glob.glob(os.path.join(TESTS, "rules", "*.case")):
        with open(path, encoding="utf-8") as f:
            for text in re.findall(r"\n\[template[^\n]*\]\n(.*?)(?=\n\[[a-z]|\Z)", f.read(), re.S):
                folders["template"].add(text)
    small = [("_rels/.rels", "<Relationships/>"), ("xl/workbook.xml", "<workbook xmlns:r='r'><workbookPr date1904='1'/>"
             "<sheets><sheet name='S' r:id='a'/></sheets><definedNames><definedName name='_xlnm.Print_Titles' "
             "localSheetId='0'>S!$1:$2</definedName></definedNames></workbook>"), ("xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id='a' Type='/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"),
             ("xl/worksheets/sheet1.xml", worksheet % PAGE), ("docProps/core.xml", "<p><title>t</title></p>")]
    open_document = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", whole)]
    scrap = os.path.join(root, "scrap")
    for files in (small, open_document, small[:2], open_document[:1], [("a", "x"), ("word/document.xml", "")]):
        content = pack(scrap, files)
        folders["zip"].add(content)
        folders["reader"].add(content)
    whole = pack(scrap, small)
    twice = pack(scrap, [("a", "x" * 300), ("A", "y"), ("b/", "")])
    once = pack(scrap, [("a", "x" * 300), ("xl\\workbook.xml", "z")])
    locked = bytearray(once)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[once.find(mark) + offset] |= 1
    wrong = bytearray(once)
    wrong[once.find(b"PK\x01\x02") + 16] ^= 1
    many = pack(scrap, [("n%d" % i, "") for i in range(1100)])
    bomb = pack(scrap, [("a", bytes(300000))])
    for content in (twice, once, locked, wrong, many, bomb, whole[:-30], whole[:200], b"../x/./y.xml", b"/xl/z", b"../../../x"):
        folders["zip"].add(bytes(content))
    for path in glob.glob(os.path.join(TESTS, "data", "*", "inputs", "*")):
        with open(path, "rb") as f:
            content = f.read()
        folders["reader"].add(content)
        if content.startswith(b"PK"):
            folders["zip"].add(content)
    for head in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"<html><table>", b"a;b\n1;2\n", b"%PDF", b"\x09\x04",
                 b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", b"\xff\xfea\0"):
        folders["reader"].add(head)
    binary(folders)
    for content in pictures():
        folders["picture"].add(content)


if __name__ == "__main__":
    main(sys.argv[1])
