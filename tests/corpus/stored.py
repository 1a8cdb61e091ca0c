"""What a third reader finds in a file: openpyxl for .xlsx, xlrd for .xls, the XML itself for .ods.

LibreOffice computes some formulas anew, whatever value the file has: then these say whether ours stands in the file."""
import functools
import re
import warnings
import zipfile
from xml.etree import ElementTree

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

ERRORS = {"Err:502": "#NUM!", "Err:503": "#NUM!", "Err:504": "#REF!", "Err:508": "#NAME?", "Err:522": "#REF!"}


def of_xlsx(path):
    import openpyxl
    from openpyxl.utils.datetime import to_excel
    workbook = openpyxl.load_workbook(path, data_only=True)

    def value(sheet, row, column):
        found = workbook[sheet].cell(row + 1, column + 1).value
        if isinstance(found, str):
            return re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m.group(1), 16)), found)
        return to_excel(found, workbook.epoch) if hasattr(found, "hour") or hasattr(found, "days") else found
    return value


def of_xls(path):
    import xlrd
    workbook = xlrd.open_workbook(path, logfile=open("/dev/null", "w"))

    def value(sheet, row, column):
        cell = workbook.sheet_by_name(sheet).cell(row, column)
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value)
        return cell.value
    return value


def text_of(element):
    """The text of an .ods paragraph with its blanks, tabs and line breaks."""
    blank = {"s": " " * int(element.get(TEXT + "c", "1")), "tab": "\t", "line-break": "\n"}
    own = blank.get(element.tag.rpartition("}")[2], element.text or "")
    return own + "".join(text_of(child) + (child.tail or "") for child in element)


def of_ods(path):
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    sheets = {}
    for table in root.iter(TABLE + "table"):
        cells, row = sheets.setdefault(table.get(TABLE + "name"), {}), 0
        for line in table.iter(TABLE + "table-row"):
            column = 0
            for cell in line:
                if cell.get(OFFICE + "value-type"):
                    text = "\n".join(text_of(paragraph) for paragraph in cell.findall(TEXT + "p"))
                    found = cell.get(OFFICE + "value") or cell.get(OFFICE + "boolean-value") or text
                    cells[row, column] = ERRORS.get(text, text) if text.startswith(("#", "Err:")) else found
                column += int(cell.get(TABLE + "number-columns-repeated", "1"))
            row += int(line.get(TABLE + "number-rows-repeated", "1"))
    return lambda sheet, row, column: sheets[sheet].get((row, column))


READERS = {".xlsx": of_xlsx, ".xlsm": of_xlsx, ".xls": of_xls, ".ods": of_ods}


@functools.lru_cache(maxsize=2)
def reader(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return READERS[path[path.rindex("."):].lower()](path)


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return {"true": 1.0, "false": 0.0}.get(text)


def is_in_file(path, sheet, row, column, cell):
    """Does the third reader find the cell's value, too? None where it reads nothing."""
    try:
        found = reader(path)(sheet, row, column)
    except Exception:  # of any kind: it may not read the file at all
        return None
    if found is None:
        return cell.kind in ("formula", "") or not cell.value.strip()
    ours, theirs = number(cell.value), number(found)
    if ours is not None and theirs is not None and cell.kind != "text":
        return abs(ours - theirs) <= 1e-13 * max(abs(ours), 1e-300)
    return re.sub(r"\s+", " ", cell.value).strip() == re.sub(r"\s+", " ", str(found)).strip()
