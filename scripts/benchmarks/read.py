#!/usr/bin/env python3
"""read.py [RUNS]: reading workbooks beside the readers that are at hand, and beside inflating them alone."""
import os
import shutil
import subprocess
import sys

import tools
import workbooks

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
INFLATE = tools.BUILD + "/tests/bench/inflate"
COUNT = [tools.PROGRAM, "dump", "--count"]
ALONE = COUNT + ["--no-cross-check"]
CSV = os.path.join(tools.FOLDER, "out.csv")
OFFICE = ["soffice", "-env:UserInstallation=file://" + os.path.abspath(tools.FOLDER + "/office"), "--headless",
          "--convert-to"]

READXL = 'x <- readxl::read_excel("%s", .name_repair = "minimal"); cat(sum(!is.na(x)) + ncol(x), "\\n")'
OPENPYXL = """
import sys, openpyxl
count = 0
for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True).worksheets:
    for row in sheet.iter_rows(values_only=True):
        count += sum(value is not None for value in row)
print(count)"""
SHEETJS = """
const workbook = require("xlsx").readFile(process.argv[1], {dense: true});
let count = 0;
for (const name of workbook.SheetNames)
    for (const row of workbook.Sheets[name]["!data"] || workbook.Sheets[name])
        for (const cell of row || [])
            if (cell && cell.v !== undefined) count++;
console.log(count);"""


def runs(command, *what):
    return shutil.which(command) and subprocess.run([command, *what], stdout=subprocess.DEVNULL,
                                                    stderr=subprocess.DEVNULL).returncode == 0


def find_sheetjs():
    """SheetJS, installed beside the build where npm can have it."""
    os.environ["NODE_PATH"] = os.path.abspath(tools.FOLDER + "/node_modules")
    if not runs("node", "-e", 'require("xlsx")') and shutil.which("npm"):
        subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", tools.FOLDER, "xlsx@0.18.5"],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return runs("node", "-e", 'require("xlsx")')


# Name, what it needs, is it there, formats, command for a path, does it print the number of cells.
READERS = [
    ("readxl", "r-cran-readxl", lambda: runs("Rscript", "-e", "library(readxl)"), ("xlsx", "xls"),
     lambda path: ["Rscript", "--vanilla", "-e", READXL % path], True),
    ("openpyxl, read-only", "python3-openpyxl", lambda: runs(sys.executable, "-c", "import openpyxl"), ("xlsx",),
     lambda path: [sys.executable, "-c", OPENPYXL, path], True),
    ("ssconvert (gnumeric)", "gnumeric", lambda: runs("ssconvert", "--version"), ("xlsx", "xls"),
     lambda path: ["ssconvert", path, CSV], False),
    ("LibreOffice to CSV", "libreoffice-calc", lambda: shutil.which("soffice"), ("xlsx", "xls"),
     lambda path: OFFICE + ["csv", "--outdir", tools.FOLDER, path], False),
    ("SheetJS", "xlsx, from npm", find_sheetjs, ("xlsx", "xls"), lambda path: ["node", "-e", SHEETJS, path], True),
]


def peers():
    there = []
    for reader in READERS:
        if reader[2]():
            there.append(reader)
        else:
            print("%s is not at hand (%s): left out" % (reader[0], reader[1]))
    return there


def make_xls(rows):
    path = workbooks.plan(tools.FOLDER, rows)
    target = path[:-1]
    if not os.path.exists(target):
        tools.measure(OFFICE + ["xls", "--outdir", tools.FOLDER, path])
    return target


def compare(path, rows, readers):
    """All readers on one file; each must find every cell."""
    kind = path.rsplit(".", 1)[1]
    commands = {"pianoxl": ALONE + [path]}
    if kind == "xls":
        commands["pianoxl, with the cross-check"] = COUNT + [path]
    else:
        commands["inflating alone"] = [INFLATE, path]
    counting = ["pianoxl"]
    for name, _, _, kinds, command, counts in readers:
        if kind in kinds:
            commands[name] = command(path)
            counting += [name] if counts else []
    measured = tools.in_turns(commands, RUNS)
    for name in counting:
        if int(measured[name].out.split()[-1]) != 9 * (rows + 1):
            sys.exit("%s finds %s cells in %s" % (name, measured[name].out.decode().strip(), path))
    tools.table(".%s of %d rows, 9 columns" % (kind, rows), measured.items(), measured["pianoxl"])
    slowest = [name for name, m in measured.items()
               if not name.startswith(("pianoxl", "inflating")) and m.cpu < 3 * measured["pianoxl"].cpu]
    print("  goal, three times faster than each: %s" % ("missed beside " + ", ".join(slowest) if slowest else "met"))
    if "inflating alone" in measured:
        print("  inflating once: %.2f times as much here; goal 2" % (measured["pianoxl"].cpu / measured["inflating alone"].cpu))


def show_growth():
    print("\nfrom rows to rows")
    before = None
    for rows in workbooks.ROWS:
        m = tools.in_turns({"pianoxl": ALONE + [workbooks.plan(tools.FOLDER, rows)]}, RUNS)["pianoxl"]
        grown = ", %.1f times the rows take %.1f times as long" % (rows / before[0], m.cpu / before[1].cpu) if before else ""
        print("  %7d rows: %.4f s, %.1f MiB%s" % (rows, m.cpu, m.peak, grown))
        before = (rows, m)
    for kind in ("entries", "lie"):
        times = {count: tools.in_turns({"": ALONE + [workbooks.archive(tools.FOLDER, kind, count)]}, RUNS, 3)[""].cpu
                 for count in workbooks.ENTRIES}
        few, many = workbooks.ENTRIES
        print("  ZIP of %d and %d parts (%s), refused: %.4f s and %.4f s" % (
            few, many, "a directory that lies" if kind == "lie" else "whole", times[few], times[many]))


def main():
    os.makedirs(tools.FOLDER, exist_ok=True)
    # by a process of its own: a process's peak memory is at least that of the one it was forked from
    subprocess.run([sys.executable, workbooks.__file__, tools.FOLDER], check=True)
    readers = peers()
    for rows in workbooks.ROWS[:3]:
        compare(workbooks.plan(tools.FOLDER, rows), rows, readers)
    if shutil.which("soffice"):
        compare(make_xls(20000), 20000, readers)
    show_growth()


main()
