"""Reports as PDF: what stands in a cell stands on paper.

A PDF keeps its text in the order in which it was drawn: the lines of a cell follow each other. So a cell is
printed whole when its text, without blanks, stands in that of the PDF, without blanks, as often as there are
such cells. What is cut off at the edge of a cell is no part of it.
"""
import collections
import csv
import glob
import os
import re
import subprocess
import unicodedata
import xml.etree.ElementTree

import openpyxl

HERE = os.path.dirname(os.path.abspath(__file__))
A4 = {(595, 842), (842, 595)}
RESOLUTION = "n. 7 del 31.01.2019"
OWN_SHEET = "Calcoli"  # not to be printed


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=120).stdout.decode("utf-8", "replace")


def bare(text):
    return re.sub(r"\s+", "", text)


def is_sign(character):
    """Arrows, boxes and the like come from another font, and are drawn after the text that they stand in."""
    return unicodedata.category(character) == "So"


def without_signs(text):
    return "".join(character for character in text if not is_sign(character))


class Printed:
    """A PDF and the workbook that it was made of."""

    def __init__(self, workbook, shown):
        self.pdf = workbook[:-5] + ".pdf"
        self.name = os.path.basename(self.pdf)
        self.book = openpyxl.load_workbook(workbook)
        self.sheets = {name: shown[name] for name in self.book.sheetnames if name != OWN_SHEET}
        self.pages = [bare(page) for page in run("pdftotext", "-raw", self.pdf, "-").split("\f")[:-1]]
        info = run("pdfinfo", "-f", "1", "-l", str(len(self.pages)), self.pdf)
        self.sizes = [(round(float(w)), round(float(h)))
                      for w, h in re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+)", info, re.M)]

    def first_pages(self):
        """[(sheet, its first page, its last one)], from the outline."""
        tree = xml.etree.ElementTree.fromstring(run("pdftohtml", "-xml", "-i", "-stdout", self.pdf))
        begins = [(item.text, int(item.get("page"))) for item in tree.iter("item")]
        ends = [page - 1 for _, page in begins[1:]] + [len(self.pages)]
        return [(name, first, last) for (name, first), last in zip(begins, ends)]

    def cells(self):
        return [bare(cell) for rows in self.sheets.values() for row in rows for cell in row if bare(cell)]

    def parts(self, sheet):
        """The columns of each of the pages that stand side by side, without those that are repeated."""
        breaks = [found.id for found in self.book[sheet].col_breaks.brk] if sheet in self.book.sheetnames else []
        return list(zip([0] + breaks, breaks + [None]))

    def titles(self, sheet):
        """The texts of the rows that are repeated, for each of the pages side by side."""
        rows = self.book[sheet].print_title_rows
        if not rows:
            return [[]]
        first, last = (int(row) for row in rows.replace("$", "").split(":"))
        return [[bare(cell) for row in self.sheets[sheet][first - 1:last] for cell in row[begin:end] if bare(cell)]
                for begin, end in self.parts(sheet)]


def check_cells(tap, label, printed):
    signs = collections.Counter(filter(is_sign, "".join(printed.pages)))
    lost = collections.Counter(filter(is_sign, "".join(printed.cells()))) - signs
    tap.ok(not lost, label + ": every sign is printed", lost)
    text = without_signs("".join(printed.pages))
    wanted = collections.Counter(without_signs(cell) for cell in printed.cells())
    missing = ["%d of %d: %s" % (text.count(cell), count, cell) for cell, count in wanted.items()
               if text.count(cell) < count]
    tap.ok(not missing and len(wanted) > 10, label + ": every cell is printed whole", *missing)
    tap.ok("###" not in text, label + ": no column is too narrow for a number")


def check_pages(tap, label, printed):
    tap.equal(sorted(set(printed.sizes) - A4), [], label + ": every page is A4")
    begun = printed.first_pages()
    tap.equal([name for name, _, _ in begun], list(printed.sheets), label + ": every sheet, and no other")
    without, empty = [], []
    for name, first, last in begun:
        titles = printed.titles(name)
        texts = {bare(cell) for row in printed.sheets.get(name, []) for cell in row if len(bare(cell)) > 2}
        texts -= {title for part in titles for title in part}
        for number in range(first, last + 1):
            page = printed.pages[number - 1]
            of_page = titles[(number - first) % len(titles)]  # side by side before one below the other
            without += ["page %d of %s: %s" % (number, name, title) for title in of_page if title not in page]
            if not any(text in page for text in texts):
                empty.append("page %d of %s" % (number, name))
    tap.ok(not without, label + ": the header rows stand on every page", *without)
    tap.ok(not empty, label + ": no page is empty", *empty)


def check_margins(tap, label, printed, body):
    total = len(printed.pages)
    missing = []
    for number, page in enumerate(printed.pages, 1):
        for text in (body, RESOLUTION, "Pagina %d di %d" % (number, total)):
            if bare(text) not in page:
                missing.append("page %d: %s" % (number, text))
    tap.ok(not missing, label + ": body, resolution and page number stand on every page", *missing)


def check_emblem(tap, label, printed):
    """The picture stands on every page."""
    listed = run("pdfimages", "-list", printed.pdf).split("\n")[2:]
    pages = {int(line.split()[0]) for line in listed if line}
    tap.equal(sorted(set(range(1, len(printed.pages) + 1)) - pages), [], label + ": the emblem stands on every page")


def wanted_pages():
    """{(case, PDF): pages}."""
    with open(os.path.join(HERE, "pages.tsv"), encoding="utf-8") as f:
        rows = list(csv.reader(f, delimiter="\t"))[1:]
    return {(case, name): int(pages) for case, name, pages in rows}


def check_case(session, case, inputs, options, body, emblem):
    """The Allegati of a document. {PDF: pages}."""
    folder = session.path("printed " + case)
    result = session.program.run("report", *inputs, "--split", folder, "--pdf", "--no-findings-file",
                                 "--delibera", RESOLUTION, *options)
    workbooks = sorted(glob.glob(os.path.join(glob.escape(folder), "*.xlsx")))
    without = [path for path in workbooks if not os.path.exists(path[:-5] + ".pdf")]
    if not session.tap.ok(result.status == 0 and workbooks and not without, case + ": Allegati as PDF", result.err):
        return {}
    pages = {}
    for path, shown in session.office.shown_all(workbooks).items():
        printed = Printed(path, shown)
        label = "%s, %s" % (case, printed.name)
        check_cells(session.tap, label, printed)
        check_pages(session.tap, label, printed)
        check_margins(session.tap, label, printed, body)
        if emblem:
            check_emblem(session.tap, label, printed)
        pages[printed.name] = len(printed.pages)
    return pages


def all_of(session, cases):
    """Cases: (name, inputs, options, the body's name, has it an emblem)."""
    wanted = wanted_pages()
    for case, inputs, options, body, emblem in cases:
        pages = check_case(session, case, inputs, options, body, emblem)
        session.tap.equal(pages, {name: count for (of, name), count in wanted.items() if of == case},
                          case + ": as many pages as before")


def same_bytes(session, inputs):
    made = []
    for name in ("once.xlsx", "twice.xlsx"):
        out = session.path(name)
        session.program.run("report", *inputs, "-o", out, "--pdf")
        with open(out[:-5] + ".pdf", "rb") as f:
            made.append(f.read())
    session.tap.ok(made[0] == made[1], "the same PDF to the byte")


def without_office(session, inputs):
    """No LibreOffice: the workbook is there, the PDF is not, and why is said."""
    out = session.path("without.xlsx")
    result = session.program.run("report", *inputs, "-o", out, "--pdf", PATH=session.path("nothing"))
    session.tap.ok(result.status == 4 and os.path.exists(out) and not os.path.exists(out[:-5] + ".pdf") and
                   "LibreOffice" in result.err and "PATH" in result.err,
                   "without LibreOffice the workbook alone", result.err)
