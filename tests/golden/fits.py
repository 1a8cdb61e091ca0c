"""Does each text fit its cell? Computed from widths, heights and the fonts themselves.

The advance widths come from the files of Carlito and Liberation Sans, which have the measures of Calibri and
Arial. A column is whole pixels, 7 to a character, 5 of them beside the text; a line takes what Excel gives it.
Lines are broken at blanks, and once more after hyphens, too: programs differ in that. A PDF cannot tell: it
holds the text of a line that is cut in half.
"""
import logging
import math
import subprocess
import xml.etree.ElementTree
import zipfile

import openpyxl
from fontTools.ttLib import TTFont
from openpyxl.utils import get_column_letter

logging.getLogger("fontTools").setLevel(logging.ERROR)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TWINS = {"Calibri": "Carlito", "Arial": "Liberation Sans"}
PIXEL = 0.75          # points
PADDING = 5 * PIXEL   # beside a text
INDENT = 9 * PIXEL    # three blanks of the default font
# Excel's heights of a row of Calibri; Arial's are no larger.
LINES = {7: 10.5, 8: 11.25, 9: 12, 10: 12.75, 11: 15, 12: 15.75, 13: 17.25, 14: 18.75, 16: 21, 18: 23.25, 20: 26.25}


class Face:
    faces = {}

    def __init__(self, name, bold, italic):
        style = ":style=" + {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "Bold Italic"}[bold, italic]
        path = subprocess.run(["fc-match", "-f", "%{file}", TWINS[name] + style], stdout=subprocess.PIPE,
                              check=True).stdout.decode()
        font = TTFont(path)
        if font["name"].getDebugName(1) != TWINS[name]:
            raise RuntimeError("%s is not installed" % TWINS[name])
        self.units = font["head"].unitsPerEm
        self.glyphs, self.advances = font.getBestCmap(), font["hmtx"].metrics
        self.pitch = (font["hhea"].ascent - font["hhea"].descent) / self.units

    @classmethod
    def of(cls, name, bold, italic):
        key = name, int(bool(bold)), int(bool(italic))
        if key not in cls.faces:
            cls.faces[key] = cls(*key)
        return cls.faces[key]

    def advance(self, character):
        glyph = self.glyphs.get(ord(character))
        return self.advances[glyph][0] / self.units if glyph else 0.6


class Pen:
    """One font at one size: (name, size, bold, italic)."""

    def __init__(self, name, size, bold, italic):
        self.face, self.size = Face.of(name, bold, italic), float(size)

    def width(self, character):
        return self.face.advance(character) * self.size

    def line(self):
        return max(LINES.get(self.size, 0), math.ceil(self.face.pitch * self.size / PIXEL - 1e-6) * PIXEL)


def lines_of(characters, limit, after_hyphens):
    """The heights of the lines of a text, [(character, pen)], in a width."""
    lines, line, blanks, word = [], 0.0, 0.0, 0.0
    heights, waiting = [0.0], []

    def place():
        nonlocal line, blanks, word
        if word and line and line + blanks + word > limit:
            lines.append(max(heights))
            heights[:] = [0.0]
            line = blanks = 0.0
        line, blanks, word = line + blanks + word, 0.0, 0.0
        heights.extend(waiting)
        waiting.clear()

    for index, (character, pen) in enumerate(characters):
        if character == "\n":
            place()
            lines.append(max(heights + [pen.line()]))
            heights, line, blanks = [0.0], 0.0, 0.0
        elif character == " ":
            if word:
                place()
            blanks += pen.width(character)
        else:
            if word and word + pen.width(character) > limit:
                place()
            word += pen.width(character)
            waiting.append(pen.line())
            if after_hyphens and character == "-" and characters[index + 1:index + 2] and \
                    characters[index + 1][0].isalpha():
                place()
    place()
    return lines + [max(heights + [characters[-1][1].line()])]


def shared_strings(package):
    """[[(text, font element or None)]]."""
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    strings = []
    for item in xml.etree.ElementTree.fromstring(package.read("xl/sharedStrings.xml")).iter(MAIN + "si"):
        runs = [("".join(t.text or "" for t in run.iter(MAIN + "t")), run.find(MAIN + "rPr"))
                for run in item.findall(MAIN + "r")]
        strings.append(runs or [("".join(t.text or "" for t in item.iter(MAIN + "t")), None)])
    return strings


def run_pen(font, looks):
    """The pen of a run of a rich text, or of the cell."""
    if looks is None:
        return Pen(font.name, font.sz, font.b, font.i)
    value = {child.tag[len(MAIN):]: child.get("val") for child in looks}
    on = {tag: tag in value and value[tag] not in ("0", "false") for tag in "bi"}
    return Pen(value.get("rFont", font.name), value.get("sz", font.sz), on["b"], on["i"])


class Sheet:
    def __init__(self, sheet, texts, shown, share):
        self.sheet, self.texts, self.shown, self.share = sheet, texts, shown, share
        self.merges = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
        self.covered = {cell for m in sheet.merged_cells.ranges for row in m.rows for cell in row}
        self.pixels = {}
        for dimension in sheet.column_dimensions.values():
            for column in range(dimension.min, dimension.max + 1):
                self.pixels[column] = 0 if dimension.hidden else math.floor(dimension.width * 7 + 0.5)

    def width(self, first, last):
        return sum(self.pixels.get(column, 64) for column in range(first, last + 1)) * PIXEL * self.share

    def height(self, first, last):
        return sum(self.sheet.row_dimensions[row].height for row in range(first, last + 1)) * self.share

    def room_beside(self, row, last):
        """What an unwrapped text may take of the empty cells to its right."""
        column = last + 1
        while column <= self.sheet.max_column and (row, column) not in self.covered and \
                self.sheet.cell(row, column).value is None:
            column += 1
        return self.width(last + 1, column - 1)

    def problem(self, cell):
        """What is wrong with a cell, or None."""
        merge = self.merges.get((cell.row, cell.column))
        last_row, last = (merge.max_row, merge.max_col) if merge else (cell.row, cell.column)
        looks = cell.alignment
        limit = self.width(cell.column, last) - PADDING - (looks.indent or 0) * INDENT
        height = self.height(cell.row, last_row)
        if looks.textRotation:
            limit, height = height, self.width(cell.column, last)
        runs = self.texts.get(cell.coordinate)
        if runs is None:  # a number: it is never wrapped, and shows #### where it does not fit
            text = self.shown[cell.row - 1][cell.column - 1]
            pen = run_pen(cell.font, None)
            wide = sum(map(pen.width, text))
            return None if wide <= limit + PADDING else "%s: %.1f of %.1f pt wide" % (text, wide, limit)
        characters = [(character, pen) for text, font in runs for pen in [run_pen(cell.font, font)] for character in text]
        if looks.wrap_text:
            wanted = max(sum(lines_of(characters, limit, hyphens)) for hyphens in (False, True))
            return None if wanted <= height + 0.01 else "%.1f of %.1f pt high" % (wanted, height)
        wide = sum(pen.width(character) for character, pen in characters)
        if looks.horizontal in (None, "general", "left"):
            limit += self.room_beside(cell.row, last)
        return None if wide <= limit else "%.1f of %.1f pt wide" % (wide, limit)


def check(workbook, shown, share=1.0):
    """(how many cells were looked at, what does not fit). `share`: as if cells were so much of what they are."""
    book, count, problems = openpyxl.load_workbook(workbook), 0, []
    with zipfile.ZipFile(workbook) as package:
        strings = shared_strings(package)
        for number, name in enumerate(book.sheetnames, 1):
            texts = {}
            tree = xml.etree.ElementTree.fromstring(package.read("xl/worksheets/sheet%d.xml" % number))
            for c in tree.iter(MAIN + "c"):
                if c.get("t") == "s":
                    texts[c.get("r")] = strings[int(c.find(MAIN + "v").text)]
                elif c.get("t") == "str":
                    texts[c.get("r")] = [(c.findtext(MAIN + "v") or "", None)]
            sheet = Sheet(book[name], texts, shown[name], share)
            for row in book[name].iter_rows():
                for cell in row:
                    if cell.value is None or texts.get(cell.coordinate) == [("", None)]:
                        continue
                    count += 1
                    problem = sheet.problem(cell)
                    if problem:
                        problems.append("%s!%s%d: %s" % (name, get_column_letter(cell.column), cell.row, problem))
    return count, problems


def all_of(session, cases):
    """Cases: (name, inputs, options)."""
    for case, inputs, options in cases:
        out = session.report(case, inputs, *options)
        if out:
            shown = session.office.shown(out)
            count, problems = check(out, shown)
            session.tap.ok(not problems and count > 300, "%s: each of %d texts fits its cell" % (case, count), *problems)
            for share in (0.8, 0.5):
                count, problems = check(out, shown, share)
                session.tap.ok(len(problems) > count * (0.9 - share),
                               "%s: in cells of %d%% many do not" % (case, share * 100), len(problems))
