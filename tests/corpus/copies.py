"""Copies of workbooks for LibreOffice in which formulas are replaced by the results that stand beside them, and pivot
tables are left out, the cells that they fill are not: it shows what the file holds instead of computing it anew.

.xlsx: <f> of cells with a value; .ods: table:formula of cells with a value; .xls: see biff.py. Besides, .xlsx files of a
beta of Excel 2007 get the namespace that LibreOffice knows, and calculation by hand is dropped, where it takes stored errors
for formulas that nobody asked for. Nothing else is changed, and what cannot be told surely stays."""
import io
import os
import re
import zipfile

import biff

LARGEST_PART = 256 << 20
ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*?"""

CELL = re.compile(rb"<((?:\w+:)?)c(?:\s" + ATTRIBUTES + rb")?(?<!/)>(.*?)</\1c>", re.S)
FORMULA = re.compile(rb"<((?:\w+:)?)f(?:\s" + ATTRIBUTES + rb")?(?:/>|>.*?</\1f>)", re.S)
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]+<")
EMPTY_TEXT = re.compile(rb"""^[^>]*\st=["']str["'][^>]*>.*<(?:\w+:)?v\s*(?:/>|></)""", re.S)
TEXT_IN_CELL = re.compile(rb"""^[^>]*\st=["']inlineStr["'][^>]*>.*<(?:\w+:)?is>""", re.S)
SHARED = re.compile(rb"""\ssi=["'](\d+)["']""")
RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s" + ATTRIBUTES + rb"/>")
BETA = re.compile(rb"(?<=\"http://schemas.openxmlformats.org/spreadsheetml/2006/)[57]/(?=main\")")
COMPUTED = re.compile(rb"""\sType=["'][^"']*/(?:calcChain|pivotTable|pivotCacheDefinition)["']""")
BY_HAND = re.compile(rb"""(<(?:\w+:)?calcPr\s[^>]*?)calcMode=["']manual["']""")
PIVOT_CACHES = re.compile(rb"<((?:\w+:)?)pivotCaches>.*?</\1pivotCaches>", re.S)

CELL_OF_ODS = re.compile(rb"<table:(?:covered-)?table-cell\s(" + ATTRIBUTES + rb")(/?>\s*(?:<text:p[^>]*>[^<]*)?)", re.S)
FORMULA_OF_ODS = re.compile(rb"""\s+table:(?:formula|number-matrix-(?:rows|columns)-spanned)=(?:"[^"]*"|'[^']*')""")
ERROR_OF_ODS = re.compile(rb"""\s+calcext:value-type=["']error["']""")
VALUE_OF_ODS = re.compile(rb"""\soffice:(?:value|(?:boolean|date|time|string)-value)=""")
PIVOTS_OF_ODS = re.compile(rb"<table:data-pilot-tables>.*?</table:data-pilot-tables>", re.S)


def has_result(cell):
    return VALUE.search(cell) or EMPTY_TEXT.match(cell) or TEXT_IN_CELL.match(cell)


def sheet_of_xlsx(text):
    """A sheet's XML. A shared formula stays where a cell without a result needs it."""
    needed = set()
    for cell in CELL.finditer(text):
        formula = FORMULA.search(cell.group())
        if formula and not has_result(cell.group()):
            needed.update(SHARED.findall(formula.group()))

    def without_formula(cell):
        formula = FORMULA.search(cell.group())
        if not formula or not has_result(cell.group()) or needed.intersection(SHARED.findall(formula.group())):
            return cell.group()
        return cell.group().replace(formula.group(), b"", 1)
    return CELL.sub(without_formula, text)


def part_of_xlsx(name, text):
    if name.endswith(".rels"):
        return RELATIONSHIP.sub(lambda found: b"" if COMPUTED.search(found.group()) else found.group(), text)
    if not name.lower().endswith(".xml"):
        return text
    text = BETA.sub(b"", text)
    if b"sheetData" in text:
        return sheet_of_xlsx(text)
    return BY_HAND.sub(rb"\1", PIVOT_CACHES.sub(b"", text))


def cell_of_ods(found):
    tag, rest = found.groups()
    text = rest.partition(b">")[2].rpartition(b">")[2]
    is_text = re.search(rb"""\soffice:value-type=["']string["']""", b" " + tag) is not None
    if not is_text and (not VALUE_OF_ODS.search(b" " + tag) or text.startswith((b"#", b"Err:"))):
        return found.group()
    tag = ERROR_OF_ODS.sub(b"", FORMULA_OF_ODS.sub(b"", b" " + tag))
    start = found.group().split(None, 1)[0]
    return start + tag + rest


def part_of_ods(name, text):
    if name != "content.xml":
        return text
    return PIVOTS_OF_ODS.sub(b"", CELL_OF_ODS.sub(cell_of_ods, text))


def of_zip(data, change):
    """The archive with its parts changed, or None where none was."""
    copy, changed = io.BytesIO(), False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(copy, "w") as made:
            for entry in archive.infolist():
                if entry.file_size > LARGEST_PART:
                    return None
                before = archive.read(entry)
                after = change(entry.filename, before)
                changed |= after != before
                made.writestr(zipfile.ZipInfo(entry.filename), after)
    except Exception:  # of any kind: damaged archives are given as they are
        return None
    return copy.getvalue() if changed else None


def without_formulas(path):
    """The bytes that LibreOffice is given; those of the file where nothing is to be changed."""
    with open(path, "rb") as f:
        data = f.read()
    extension = os.path.splitext(path)[1].lower()
    if extension == ".xls":
        copy = biff.without_formulas(data)
    elif extension == ".ods":
        copy = of_zip(data, part_of_ods)
    else:
        copy = of_zip(data, part_of_xlsx)
    return copy or data
