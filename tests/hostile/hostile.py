"""Files that were made to do harm. FILES: (name, what makes the bytes, what must come of it): words of the one line that
refuses it, or the number of cells that are read."""
import functools
import io
import random
import struct
import zipfile
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
ROWS, COLUMNS = 1048576, 16384
HUGE = 60 * 1000 * 1000  # bytes of one text
FRAME = {
    "_rels/.rels": "<Relationships xmlns='%s'><Relationship Id='r1' Type='%s/officeDocument' Target='%s'/></Relationships>"
                   % (PACKAGE, TYPES, BOOK),
    "xl/_rels/workbook.xml.rels":
        "<Relationships xmlns='%s'><Relationship Id='r1' Type='%s/worksheet' Target='worksheets/sheet1.xml'/>"
        "<Relationship Id='r2' Type='%s/sharedStrings' Target='sharedStrings.xml'/>"
        "<Relationship Id='r3' Type='%s/styles' Target='styles.xml'/></Relationships>" % (PACKAGE, TYPES, TYPES, TYPES),
    BOOK: "<workbook xmlns='%s' xmlns:r='%s'><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>"
          % (MAIN, TYPES),
}
ONE = "<row><c><v>1</v></c></row>"
LAUGHS = "<!DOCTYPE x [<!ENTITY l0 'lol'>%s]>" % "".join(
    "<!ENTITY l%d '%s'>" % (i, ("&l%d;" % (i - 1)) * 10) for i in range(1, 10))


class Directory:
    """A ZIP written by hand: every field may lie."""

    def __init__(self):
        self.body, self.entries = b"", []

    def add(self, name, content, stated=None, offset=None, packed=None, times=1):
        """A member; with an offset the directory alone has it. `packed`: what stands in the file. Its offset."""
        packed = deflate(content) if packed is None else packed
        at = len(self.body) if offset is None else offset
        size = len(content) if stated is None else stated
        for _ in range(times):
            head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(content), len(packed), size, len(name), 0)
            self.entries.append(b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, at) + name.encode())
        if offset is None:
            self.body += b"PK\3\4" + head + name.encode() + packed
        return at

    def frame(self, *without):
        for name, text in FRAME.items():
            if name not in without:
                self.add(name, text.encode())
        return self

    def bytes(self, count=None, size=None, offset=None):
        listed = b"".join(self.entries)
        count = len(self.entries) if count is None else count
        return self.body + listed + b"PK\5\6" + struct.pack(
            "<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(listed) if size is None else size,
            len(self.body) if offset is None else offset, 0)


def deflate(content):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def archive(parts, padding=0):
    """A ZIP; `padding` bytes that do not pack let much be packed tightly beside them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in parts.items():
            z.writestr(zipfile.ZipInfo(name, (2019, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        if padding:
            z.writestr(zipfile.ZipInfo("noise", (2019, 1, 1, 0, 0, 0)), random.Random(1).randbytes(padding))
    return out.getvalue()


def book(parts, padding=0):
    return archive({**FRAME, SHEET: worksheet(ONE), **parts}, padding)


def worksheet(rows, behind=""):
    return "<worksheet xmlns='%s'><sheetData>%s</sheetData>%s</worksheet>" % (MAIN, rows, behind)


def sheet(rows, behind="", padding=0):
    return book({SHEET: worksheet(rows, behind)}, padding)


def document(inside, padding=0, before=""):
    names = " ".join("xmlns:%s='urn:oasis:names:tc:opendocument:xmlns:%s:1.0'" % (name, name)
                     for name in ("office", "table", "text", "style"))
    content = "<office:document-content %s>%s<office:body><office:spreadsheet>%s</office:spreadsheet></office:body>" \
              "</office:document-content>" % (names, before, inside)
    return archive({"mimetype": ODS, "content.xml": content}, padding)


def table(rows, columns=""):
    return "<table:table table:name='S'>%s%s</table:table>" % (columns, rows)


def row(cells, count=1):
    return "<table:table-row table:number-rows-repeated='%d'>%s</table:table-row>" % (count, cells)


def cell(value="", count=1, more=""):
    value = value and " office:value-type='float' office:value='%s'" % value
    return "<table:table-cell table:number-columns-repeated='%d'%s%s/>" % (count, value, more)


# ---- the files ----

def overlapping():
    """A part that 250 sheets share in the container: the directory names it again and again."""
    d, count = Directory().frame(BOOK, "xl/_rels/workbook.xml.rels"), 250
    sheets = "".join("<sheet name='%d' sheetId='%d' r:id='r%d'/>" % (i, i, i) for i in range(1, count))
    links = "".join("<Relationship Id='r%d' Type='%s/worksheet' Target='s%d.xml'/>" % (i, TYPES, i) for i in range(1, count))
    d.add(BOOK, ("<workbook xmlns='%s' xmlns:r='%s'><sheets>%s</sheets></workbook>" % (MAIN, TYPES, sheets)).encode())
    d.add("xl/_rels/workbook.xml.rels", ("<Relationships xmlns='%s'>%s</Relationships>" % (PACKAGE, links)).encode())
    content = worksheet("<c/>" * 1000000).encode()
    packed = deflate(content)
    at = d.add("xl/s1.xml", content, packed=packed)
    for i in range(2, count):
        d.add("xl/s%d.xml" % i, content, packed=packed, offset=at)
    return d.bytes()


def same_part():
    sheets = "".join("<sheet name='%d' sheetId='%d' r:id='r1'/>" % (i, i) for i in range(1, 1000))
    return book({BOOK: "<workbook xmlns='%s' xmlns:r='%s'><sheets>%s</sheets></workbook>" % (MAIN, TYPES, sheets),
                 SHEET: worksheet(ONE * 30000)}, 30000)


def stated(part, size, content=None):
    """Every size is right but that of one part."""
    d = Directory().frame()
    content = content or worksheet(ONE).encode()
    d.add(SHEET, content, size if part == SHEET else None)
    if part == STRINGS:
        d.add(STRINGS, b"<sst/>", size)
    return d.bytes()


def lying(**fields):
    d = Directory().frame()
    d.add(SHEET, worksheet(ONE).encode())
    return d.bytes(**fields)


def directory_of_itself():
    """Members whose headers stand nowhere, or in the directory itself."""
    d = Directory().frame()
    d.add(SHEET, worksheet(ONE).encode(), offset=len(d.body) + 46)
    return d.bytes()


def entries():
    d = Directory().frame()
    d.add(SHEET, worksheet(ONE).encode())
    for i in range(60000):
        d.add("xl/media/image%d.png" % i, b"", packed=b"\3\0")
    return d.bytes()


@functools.lru_cache
def bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = bytes([32]) * (1 << 20)
    packed = b"".join(packer.compress(piece) for _ in range(1024)) + packer.flush()
    return packed


def gigabyte(stated_size):
    d = Directory().frame()
    d.add(SHEET, b"", stated=stated_size, packed=bomb())
    return d.bytes()


def covered():
    """Merges that lie over each other, each over the whole sheet."""
    merges = "".join("<mergeCell ref='A%d:XFD1048576'/>" % i for i in range(1, 150001))
    return sheet(ONE, "<mergeCells>%s</mergeCells>" % merges, 200000)


def rich():
    """A text of many runs, which have the font of the cell that shows it."""
    text = "<sst xmlns='%s'><si>%s</si></sst>" % (MAIN, "<r><t>a</t></r>" * 30000)
    return book({STRINGS: text, SHEET: worksheet("<row>%s</row>" % ("<c t='s'><v>0</v></c>" * 16000))}, 12000)


def long_name():
    return sheet("<row><c><v>1</v></c></row><%s/>" % ("x" * 1000000), "", 20000)


def runs(alternating):
    styles = "<office:automatic-styles><style:style style:name='a' style:family='table-cell'><style:table-cell-properties " \
             "style:rotation-angle='90'/></style:style></office:automatic-styles>"
    if alternating:
        inside = table(row(cell("1") + (cell(more=" table:style-name='a'") + cell()) * 5000, 200000))
    else:
        columns = "<table:table-column table:default-cell-style-name='a'/><table:table-column/>" * 2000
        inside = table(row(cell("1") + cell(count=4000)) * 4000, columns)
    return document(inside, 12000, styles)


FILES = [
    ("billion-laughs.xlsx", lambda: book({SHEET: LAUGHS + worksheet("<row><c t='str'><v>&l9;</v></c></row>")}), "DOCTYPE"),
    ("billion-laughs-strings.xlsx", lambda: book({STRINGS: LAUGHS + "<sst><si><t>&l9;</t></si></sst>"}), "DOCTYPE"),
    ("billion-laughs-book.xlsx", lambda: book({BOOK: LAUGHS + "<workbook>&l9;</workbook>"}), "DOCTYPE"),
    ("billion-laughs.ods", lambda: archive({"mimetype": ODS, "content.xml": LAUGHS + "<x>&l9;</x>"}), "DOCTYPE"),
    ("empty-cells.xlsx", lambda: sheet(("<row>%s</row>" % ("<c/>" * 16000)) * 1250), "packed more tightly"),
    ("empty-cells-small.xlsx", lambda: sheet(("<row>%s</row>" % ("<c/>" * 16000)) * 3 + ONE), 1),
    ("empty-cells-all.xlsx", lambda: sheet(("<row>%s</row>" % ("<c/>" * 16000)) * 1250 + ONE, "", 820000), 1),
    ("empty-cells-one-place.xlsx", lambda: book({STYLES: "<styleSheet><cellXfs><xf/><xf numFmtId='9'/></cellXfs></styleSheet>",
     SHEET: worksheet("<row>%s</row>" % ("<c r='A1' s='1'/>" * 4000000) + ONE)}, 800000), 1),
    ("empty-cells-lying.xlsx", lambda: stated(SHEET, 5000, worksheet("<c/>" * 20000000).encode()), "packed more tightly"),
    ("empty-cells-of-a-row.xlsx", lambda: sheet("<row><c/></row>" * 2000000), "packed more tightly"),
    ("empty-cells.ods", lambda: document(table(row(cell()) * 200000)), "packed more tightly"),
    ("empty-cells-repeated.ods", lambda: document(table(row(cell(count=COLUMNS), ROWS))), 0),
    ("cells-repeated.ods", lambda: document(table(row(cell("1", COLUMNS), ROWS))), "repeats a cell more often"),
    ("cells-repeated-again.ods", lambda: document(table("".join(row(cell("1", COLUMNS), n) for n in (15, 300, 900)))),
     "repeats a cell more often"),
    ("merges.xlsx", lambda: sheet(ONE, "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"), 1),
    ("merges-many.xlsx", covered, 1),
    ("merges-repeated.ods", lambda: document("".join(
        table(row(cell(more=" table:number-columns-spanned='2'"), 190000)) for _ in range(900)), 20000),
     "repeats a cell more often"),
    ("stated-sheet.xlsx", lambda: stated(SHEET, 1 << 31), "packed more tightly"),
    ("stated-strings.xlsx", lambda: stated(STRINGS, (1 << 32) - 2), "packed more tightly"),
    ("stated-zero.xlsx", lambda: stated(SHEET, 0), 1),
    ("shared-2-31.xlsx", lambda: sheet("<row><c t='s'><v>2147483648</v></c></row>"), "text is missing"),
    ("shared-2-32.xlsx", lambda: book({STRINGS: "<sst><si><t>a</t></si></sst>",
     SHEET: worksheet("<row><c t='s'><v>4294967296</v></c></row>")}), "text is missing"),
    ("shared-negative.xlsx", lambda: book({STRINGS: "<sst><si><t>a</t></si></sst>",
     SHEET: worksheet("<row><c t='s'><v>-1</v></c></row>")}), "text is missing"),
    ("shared-count.xlsx", lambda: book({STRINGS: "<sst count='4294967295' uniqueCount='4294967295'><si><t>a</t></si></sst>",
     SHEET: worksheet("<row><c t='s'><v>0</v></c></row>")}), 1),
    ("gigabyte.xlsx", lambda: gigabyte(1 << 30), "packed more tightly"),
    ("gigabyte-lying.xlsx", lambda: gigabyte(1000), "packed more tightly"),
    ("overlapping.xlsx", overlapping, "packed more tightly"),
    ("same-part.xlsx", same_part, "packed more tightly"),
    ("entries.xlsx", entries, "more parts than any workbook"),
    ("twice.xlsx", lambda: archive({**FRAME, SHEET: worksheet(ONE), "XL/Worksheets\\Sheet1.xml": "x"}), "holds a part twice"),
    ("directory-count.xlsx", lambda: lying(count=65535), None),
    ("directory-few.xlsx", lambda: lying(count=1), None),
    ("directory-size.xlsx", lambda: lying(size=1 << 31), None),
    ("directory-size-small.xlsx", lambda: lying(size=7), None),
    ("directory-offset.xlsx", lambda: lying(offset=(1 << 32) - 2), None),
    ("directory-offset-zero.xlsx", lambda: lying(offset=0), None),
    ("directory-of-itself.xlsx", directory_of_itself, "is damaged"),
    ("dimension.xlsx", lambda: book({SHEET: "<worksheet><dimension ref='A1:XFD1048576'/><cols><col min='1' max='16384' "
     "width='9'/></cols><sheetData><row r='1048576' spans='1:16384'><c r='XFD1048576'><v>1</v></c></row></sheetData>"
     "</worksheet>"}), 1),
    ("counts.xlsx", lambda: book({STYLES: "<styleSheet><numFmts count='2147483648'/><fonts count='4294967295'/><cellXfs "
     "count='2147483648'><xf/></cellXfs></styleSheet>", SHEET: worksheet(ONE, "<mergeCells count='4294967295'/>")}), 1),
    ("deep.xlsx", lambda: sheet("<x>" * 1000000), "packed more tightly"),
    ("deep-small.xlsx", lambda: sheet("<x>" * 20000), "nested deeper"),
    ("attributes.xlsx", lambda: sheet("<row %s/>" % " ".join("a%d=''" % i for i in range(100000))), "too many attributes"),
    ("attribute-long.xlsx", lambda: sheet("<row a='%s'/>" % ("x" * 1000000) + ONE, "", 20000), 1),
    ("name-long.xlsx", long_name, 1),
    ("text-long.xlsx", lambda: sheet("<row><c t='str'><v>%s</v></c></row>" % ("x" * 1000000), "", 20000), "32,767 characters"),
    ("value-huge.xlsx", lambda: sheet("<row><c><v>%s</v></c></row>" % ("1" * HUGE), "", HUGE // 90), "32,767 characters"),
    ("formula-huge.xlsx", lambda: sheet("<row><c><f>%s</f><v>1</v></c></row>" % ("1+" * (HUGE // 2)), "", HUGE // 90),
     "longer than Excel's 8,192"),
    ("text-huge.xlsx", lambda: book({STRINGS: "<sst xmlns='%s'><si><t>%s</t></si></sst>" % (MAIN, "x" * HUGE)}, HUGE // 90),
     "32,767 characters"),
    ("runs-huge.xlsx", lambda: sheet("<row><c t='inlineStr'><is>%s</is></c></row>" % ("<r><t/></r>" * (HUGE // 22)) + ONE, "",
                                     HUGE // 90), 1),
    ("title-huge.xlsx", lambda: book({BOOK: FRAME[BOOK].replace("</workbook>", "<definedNames><definedName name='n'>%s</definedName>"
                                                               "</definedNames></workbook>" % ("x" * HUGE))}, HUGE // 90), 1),
    ("text-huge.ods", lambda: document(table(row("<table:table-cell office:value-type='string'><text:p>%s</text:p></table:table-cell>"
                                                 % ("x" * HUGE))), HUGE // 90), "32,767 characters"),
    ("runs.xlsx", rich, 16000),
    ("row-2-31.ods", lambda: document(table("<table:table-row-group>" * 8 + row(cell("1"), 1 << 31) +
                                            "</table:table-row-group>" * 8)), "outside Excel's"),
    ("row-2-31-nested.ods", lambda: document(table("<table:table-row-group><table:table-header-rows>" + row(
        cell(count=1 << 31), 1 << 31) * 8 + "</table:table-header-rows></table:table-row-group>")), 0),
    ("cell-2-31.ods", lambda: document(table(row(cell("1", 1 << 31)))), "outside Excel's"),
    ("column-2-31.ods", lambda: document(table(row(cell("1")), "<table:table-column table:number-columns-repeated="
                                               "'2147483648' table:visibility='collapse'/>" * 8)), 1),
    ("merge-2-31.ods", lambda: document(table(row(cell("1", more=" table:number-columns-spanned='2147483648' "
                                                       "table:number-rows-spanned='2147483648'")))), 1),
    ("sheets-2-31.ods", lambda: document(table(row(cell("1", 250000), 1)) * 2), "outside Excel's"),
    ("blanks-2-31.ods", lambda: document(table(row("<table:table-cell office:value-type='string'><text:p>%s</text:p>"
                                                   "</table:table-cell>" % ("<text:s text:c='2147483648'/>" * 8)))),
     "32,767 characters"),
    ("blanks-many.ods", lambda: document(table(row("<table:table-cell office:value-type='string'><text:p>a<text:s text:c='32000'"
                                                   "/>b</text:p></table:table-cell>") * 8000), 12000), "blanks"),
    ("runs-repeated.ods", lambda: runs(True), 200000),
    ("runs-of-columns.ods", lambda: runs(False), 4000),
    ("rows-hidden.ods", lambda: document("".join(table(row(cell("1")) + row(cell(), 1000).replace(
        " table", " table:visibility='collapse' table", 1) * 1040) for _ in range(20)), 20000), 20),
]
