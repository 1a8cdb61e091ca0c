"""workbooks.py FOLDER: makes the workbooks that the benchmarks read, those that are not there yet.

plan-ROWS.xlsx has a heading and ROWS rows of 9 columns like those of an office's plan, written as Excel writes them
(shared strings, number formats); entries-N.zip and lie-N.zip are ZIP files with N parts, the second with a directory
that states one part more."""
import os
import sys
import zipfile

ROWS = (300, 20000, 200000, 1048575)
ENTRIES = (7500, 60000)

OFFICES = ["Segreteria generale", "Registro delle imprese", "Promozione e internazionalizzazione", "Regolazione del mercato",
           "Servizi amministrativi e contabili", "Risorse umane & organizzazione", "Studi e informazione economica"]
AREAS = ["Competitività delle imprese", "Regolazione dei mercati e tutela della fede pubblica", "Servizi istituzionali e generali"]
VERBS = ["Ridurre i tempi medi di", "Aumentare il numero delle", "Garantire la qualità delle", "Completare entro l'anno le",
         "Digitalizzare il procedimento di", "Estendere alle piccole imprese le"]
THINGS = ["evasione delle pratiche telematiche", "iniziative di formazione", "attività ispettive nei settori a rischio",
          "procedure di conciliazione", "liquidazioni ai fornitori", "azioni di orientamento e alternanza scuola-lavoro"]
HEADINGS = ["Codice", "Area", "Indicatore", "Peso", "Valore", "Target", "Scadenza", "Budget", "Ufficio"]

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
ContentType="application/xml"/><Override PartName="/xl/workbook.xml" \
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override \
PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>\
<Override PartName="/xl/sharedStrings.xml" \
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"""
RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>\
</Relationships>"""
WORKBOOK = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Piano" sheetId="1" \
r:id="rId1"/></sheets></workbook>"""
WORKBOOK_RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" \
Target="styles.xml"/><Relationship Id="rId3" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>\
</Relationships>"""
# Cell formats: 1 percent, 2 two decimals, 3 percent with decimals, 4 date, 5 euro.
STYLES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" \
formatCode="&quot;€&quot;\\ #,##0.00"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf \
numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" \
borderId="0" xfId="0"/>%s</cellXfs></styleSheet>""" % "".join(
    '<xf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' % number
    for number in (9, 2, 10, 14, 164))


class Texts:
    """The shared strings, in the order in which they first occur."""

    def __init__(self):
        self.numbers = {}
        self.used = 0

    def number(self, text):
        self.used += 1
        return self.numbers.setdefault(text, len(self.numbers))

    def pieces(self):
        yield ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/'
               'spreadsheetml/2006/main" count="%d" uniqueCount="%d">' % (self.used, len(self.numbers)))
        for text in self.numbers:
            yield "<si><t>%s</t></si>" % text.replace("&", "&amp;")
        yield "</sst>"


def text_cell(name, texts, text):
    return '<c r="%s" t="s"><v>%d</v></c>' % (name, texts.number(text))


def number_cell(name, style, value):
    return '<c r="%s" s="%d"><v>%s</v></c>' % (name, style, value)


def plan_row(number, row, texts):
    """One row; the figures are made from its number, so that every run makes the same file."""
    objective = number // 4
    return '<row r="%d" spans="1:9">%s</row>' % (row, "".join([
        text_cell("A%d" % row, texts, "%d.%d.%d-%s" % (objective // 400 + 1, objective // 20 % 20 + 1, objective % 20 + 1,
                                                       "abcd"[number % 4])),
        text_cell("B%d" % row, texts, AREAS[objective // 400 % 3]),
        text_cell("C%d" % row, texts, "%s %s (obiettivo %d, indicatore %d)" % (
            VERBS[number % 6], THINGS[number // 6 % 6], objective + 1, number % 4 + 1)),
        number_cell("D%d" % row, 1, ("0.25", "0.3", "0.2", "0.25")[number % 4]),
        number_cell("E%d" % row, 2, repr(number * 7919 % 100000 / 100)),
        number_cell("F%d" % row, 3, repr(number * 31 % 10000 / 10000)),
        number_cell("G%d" % row, 4, 43466 + number % 365),
        number_cell("H%d" % row, 5, repr(number * 104729 % 10000000 / 100)),
        text_cell("I%d" % row, texts, OFFICES[number % 7]),
    ]))


def sheet_pieces(rows, texts):
    yield ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/'
           'spreadsheetml/2006/main"><dimension ref="A1:I%d"/><sheetData>' % (rows + 1))
    yield '<row r="1" spans="1:9">%s</row>' % "".join(
        text_cell("ABCDEFGHI"[i] + "1", texts, heading) for i, heading in enumerate(HEADINGS))
    for number in range(rows):
        yield plan_row(number, number + 2, texts)
    yield "</sheetData></worksheet>"


def write_part(archive, name, pieces):
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w") as part:
        waiting = []
        for piece in pieces:
            waiting.append(piece)
            if len(waiting) == 1000:
                part.write("".join(waiting).encode())
                waiting = []
        part.write("".join(waiting).encode())


def make_plan(path, rows):
    texts = Texts()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", RELATIONSHIPS), ("xl/workbook.xml", WORKBOOK),
                           ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONSHIPS), ("xl/styles.xml", STYLES)):
            archive.writestr(name, text)
        write_part(archive, "xl/worksheets/sheet1.xml", sheet_pieces(rows, texts))
        write_part(archive, "xl/sharedStrings.xml", texts.pieces())


def make_entries(path, count):
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            archive.writestr("xl/media/part%d.xml" % number, "")


def make_lie(path, count):
    make_entries(path, count)
    with open(path, "r+b") as file:
        data = file.read()
        end = data.rindex(b"PK\5\6")
        for at in (end + 8, end + 10):
            file.seek(at)
            file.write((count + 1).to_bytes(2, "little"))


def made(path, maker, count):
    if not os.path.exists(path):
        maker(path + ".new", count)
        os.rename(path + ".new", path)
    return path


def plan(folder, rows):
    return made(os.path.join(folder, "plan-%d.xlsx" % rows), make_plan, rows)


def archive(folder, kind, count):
    return made(os.path.join(folder, "%s-%d.zip" % (kind, count)), {"entries": make_entries, "lie": make_lie}[kind], count)


if __name__ == "__main__":
    for rows in ROWS:
        plan(sys.argv[1], rows)
    for count in ENTRIES:
        archive(sys.argv[1], "entries", count)
        archive(sys.argv[1], "lie", count)
