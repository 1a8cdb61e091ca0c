#!/usr/bin/env python3
"""Compares the cells of all workbooks below a folder with what LibreOffice shows: compare.py PROGRAM FOLDER CACHE
[CLASS]. See scripts/compare-libreoffice."""
import collections
import concurrent.futures
import csv
import glob
import json
import math
import os
import subprocess
import sys

import classes
import copies
import office
import read
import rules

csv.field_size_limit(1 << 30)

# What `dump` says of a cell; `shown` is what LibreOffice shows, `formula` whether it has one there.
Cell = collections.namedtuple("Cell", "kind value format display")
Difference = collections.namedtuple("Difference", "path sheet address place cell shown formula")
LEAST = 0.995  # of the cells must agree by the rule
NO_CELL = Cell("", "", "", "")
GROUPS = [("texts", ["text"]), ("numbers", ["number"]), ("dates, times, durations", ["date", "duration"]),
          ("booleans", ["boolean"]), ("errors", ["error"]), ("shown by LibreOffice alone", ["", "formula"])]


def unescape(text):
    if "\\" not in text:
        return text
    pieces = text.split("\\\\")
    for i, piece in enumerate(pieces):
        pieces[i] = piece.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")
    return "\\".join(pieces)


def column_name(column):
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def ours(program, path):
    """{sheet: {address: Cell}}, or None where the file is refused."""
    run = subprocess.run([program, "dump", "--no-cross-check", path], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, env=dict(os.environ, LC_ALL="C.UTF-8"))
    if run.returncode != 0:
        return None
    sheets = {}
    for line in run.stdout.decode("utf-8").split("\n")[:-1]:
        sheet, address, kind, value, format_class, display = line.split("\t")[:6]
        cell = Cell(kind, unescape(value), format_class, unescape(display))
        sheets.setdefault(unescape(sheet), {})[address] = cell
    return sheets


def theirs(folder):
    """[(name, {address: text}, ranges of formulas)], or why there is none."""
    try:
        with open(os.path.join(folder, "sheets.json"), encoding="utf-8") as f:
            said = json.load(f)
    except FileNotFoundError:
        return "not tried"
    if "sheets" not in said:
        return said.get("failure") or said.get("refused")
    sheets = []
    for number, sheet in enumerate(said["sheets"], 1):
        cells = {}
        if "cells" in sheet:
            cells = {"%s%d" % (column_name(column), row + 1): text for row, column, text in sheet["cells"] if text}
            sheets.append((sheet["name"], cells, sheet["formulas"]))
            continue
        files = glob.glob(os.path.join(glob.escape(folder), "%d-*.csv" % number))
        if not files:
            return "a sheet without file"
        with open(files[0], encoding="utf-8", newline="") as f:
            for row, fields in enumerate(csv.reader(f, delimiter="\t"), 1):
                for column, text in enumerate(fields):
                    if text:
                        cells["%s%d" % (column_name(column), row)] = text
        sheets.append((sheet["name"], cells, sheet["formulas"]))
    return sheets


def position(address):
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters):]) - 1, column - 1


def has_formula(ranges, address):
    row, column = position(address)
    return any(r[0] <= row <= r[2] and r[1] <= column <= r[3] for r in ranges)


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def compare(program, path, cache):
    """(number of cells of each kind, differences), or (None, why not)."""
    if os.path.getsize(path) > office.LARGEST:
        return None, "not tried"
    their_sheets = theirs(os.path.join(cache, office.key_of(copies.without_formulas(path), path)))
    if isinstance(their_sheets, str):
        return None, their_sheets
    our_sheets = ours(program, path)
    if our_sheets is None:
        return None, "refused by us"
    count, different = collections.Counter(), []
    for name, shown, formulas in their_sheets:
        cells = our_sheets.pop(name, {})
        if not shown and not formulas:
            our_sheets[name] = cells
            continue
        for address in set(cells) | set(shown):
            cell, text = cells.get(address, NO_CELL), lines(shown.get(address, ""))
            if not cell.display.strip() and not text.strip():
                continue
            count[cell.kind] += 1
            text = rules.ERRORS.get(text, text) if cell.kind == "error" else text
            if lines(cell.display) != text:
                different.append(Difference(path, name, address, position(address), cell, text,
                                            has_formula(formulas, address)))
    for name, cells in our_sheets.items():
        count.update(cell.kind for cell in cells.values())
        different += [Difference(path, name, address, position(address), cell, None, False)
                      for address, cell in cells.items()]
    return count, different


def share(cells, different):
    """In percent, never rounded up to what it is not."""
    return "%.3f%%" % (math.floor(100000 - 100000 * different / cells) / 1000 if cells else 100)


def print_shares(files, cells, strictly, by_rule):
    """For each kind of cells how many agree, to the letter and by the rule; the share of all by the rule."""
    print("%d workbooks  %24s %16s %8s" % (files, "cells", "to the letter", "by rule"))
    for name, kinds in GROUPS + [("all", list(cells))]:
        count = sum(cells[kind] for kind in kinds)
        print("%-32s %8d %16s %10s" % (name, count, share(count, sum(strictly[kind] for kind in kinds)),
                                       share(count, sum(by_rule[kind] for kind in kinds))))
    return 1 - sum(by_rule.values()) / sum(cells.values())


def main(program, folder, cache, verbose=""):
    paths = read.workbooks(folder)
    files, cells, strictly, by_rule = 0, collections.Counter(), collections.Counter(), collections.Counter()
    found, examples, left_out = collections.Counter(), collections.defaultdict(list), collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for path, (count, different) in zip(paths, pool.map(lambda p: compare(program, p, cache), paths)):
            if count is None:
                left_out[different.split(": ")[0].split(".")[-1]] += 1
                continue
            files += 1
            cells.update(count)
            for difference in different:
                name, agrees = rules.classify(difference)
                found[name] += 1
                strictly[difference.cell.kind] += 1
                by_rule[difference.cell.kind] += not agrees
                examples[name].append(difference)
    for reason, count in left_out.most_common():
        print("left out %4d  %s" % (count, reason))
    for name in examples:
        if name == verbose or name not in classes.known("LibreOffice"):
            for d in examples[name]:
                print(name, os.path.relpath(d.path, folder), d.sheet, d.address, *map(repr, d.cell), repr(d.shown), sep="\t")
    good = classes.report("LibreOffice", found, rules.AGREEING)
    return 0 if print_shares(files, cells, strictly, by_rule) >= LEAST and good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
