#!/usr/bin/env python3
"""Reads all workbooks below a folder with `pianoxl dump`: read.py PROGRAM FOLDER [PROCESSES]. See scripts/corpus."""
import collections
import concurrent.futures
import csv
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import warnings

import classes

# Processor time, wall clock (a process that waits for nothing hangs as well), memory of the process and its children.
SECONDS, WALL_SECONDS, MEBIBYTES = 10, 60, 512
EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".ods")

Run = collections.namedtuple("Run", "status out messages seconds mebibytes")


def start(program, path, *command, **environment):
    """Runs a command, `dump` if none is given; the status is None for one that had to be ended."""
    variables = dict(os.environ, LC_ALL="C.UTF-8", **environment)
    # What was freed is kept back for a while, 256 MiB of it if nothing is said: that is not the program's memory.
    variables["ASAN_OPTIONS"] = "detect_leaks=1:quarantine_size_mb=16"
    variables["UBSAN_OPTIONS"] = "halt_on_error=1:print_stacktrace=1"
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as messages:
        process = subprocess.Popen([program, *(command or ["dump"]), path], stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=messages, env=variables, start_new_session=True)
        ended = threading.Event()

        def end():
            if not ended.is_set():
                os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(WALL_SECONDS, end)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        ended.set()
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        messages.seek(0)
        return Run(None if process.returncode == -signal.SIGKILL else process.returncode, out.read(), messages.read(),
                   usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def reason(message, path):
    """What is wrong with a file, without its name and places."""
    line = message.decode("utf-8", "replace").strip().split("\n")[-1]
    return re.sub(r"^pianoxl: .*?(: |!)", "", line.replace(os.path.basename(path), "FILE"), count=1)


def amiss(run):
    """What is wrong with a run on an input, or None."""
    messages = run.messages.decode("utf-8", "replace")
    if run.status is None:
        return "ended after %d s" % WALL_SECONDS
    if run.status not in (0, 3) or "Sanitizer" in messages or "runtime error" in messages:
        return "status %s: %s" % (run.status, messages[-300:])
    if run.seconds > SECONDS:
        return "%.1f s of processor time" % run.seconds
    if run.mebibytes > MEBIBYTES:
        return "%d MiB" % run.mebibytes
    if "[xls-letture-diverse]" in messages:
        return "the second reader of .xls differs: " + messages[-300:]
    return None


def has_reason(run):
    return len([line for line in run.messages.split(b"\n") if line.strip()]) == 1


def examine(program, path):
    """(verdict, detail, run): verdict is read, refused or bad."""
    run = start(program, path)
    # with fonts, fills, widths and pages: as a template, which none is
    wrong = amiss(run) or amiss(start(program, path, "template", "check"))
    if not wrong and run.status == 3 and not has_reason(run):
        wrong = "no single line of reason"
    with open(path, "rb") as f:
        is_zip = f.read(2) == b"PK"
    if not wrong and is_zip and not path.lower().endswith(".ods"):
        again = start(program, path, PIANOXL_WITHOUT_SCANNER="1")
        wrong = amiss(again)
        if not wrong and again[:3] != run[:3]:
            wrong = "with and without the scanner the cells differ"
    if wrong:
        return "bad", wrong, run
    return ("read", "", run) if run.status == 0 else ("refused", reason(run.messages, path), run)


def expected(folder):
    """{file: number of non-empty cells} of EXPECT.tsv."""
    counts = {}
    path = os.path.join(folder, "EXPECT.tsv")
    if os.path.exists(path):
        with open(path, encoding="utf-8", newline="") as f:
            for row in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
                if len(row) > 1 and row[1].isdigit():
                    counts[row[0]] = int(row[1])
    return counts


def cells_of_openpyxl(path):
    """{(sheet, address): value} of all cells that have one."""
    import openpyxl
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(path, data_only=True)
    return {(sheet.title, cell.coordinate): cell.value for sheet in workbook.worksheets for row in sheet.iter_rows()
            for cell in row if cell.value is not None}


def is_blank(value):
    """A text of blanks; openpyxl leaves _x000B_ as it is."""
    return isinstance(value, str) and not re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m.group(1), 16)), value).strip("\0").strip()


def explain(path, out):
    """The class of tests/corpus-differences.tsv in which a number of cells other than expected falls."""
    ours = {}
    for line in out.decode("utf-8").split("\n")[:-1]:
        sheet, address, kind = line.split("\t")[:3]
        ours[sheet, address] = kind
    theirs = cells_of_openpyxl(path)
    more = {ours[place] for place in ours.keys() - theirs.keys()}
    if all(is_blank(theirs[place]) for place in theirs.keys() - ours.keys()) and more <= {"formula"}:
        return "formula-without-value" if more else "blank-text"
    return "unknown"


def workbooks(folder):
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names
                  if name.lower().endswith(EXTENSIONS))


def main(program, folder, processes="0"):
    paths = workbooks(folder)
    counts, reasons, bad = collections.Counter(), collections.Counter(), []
    wanted, agree, classes_found = expected(folder), 0, collections.Counter()
    slowest, largest, read_once, read_twice = 0, 0, 0, 0
    with concurrent.futures.ThreadPoolExecutor(int(processes) or os.cpu_count()) as pool:
        for path, (verdict, detail, run) in zip(paths, pool.map(lambda p: examine(program, p), paths)):
            name = os.path.relpath(path, folder)
            extension = os.path.splitext(path)[1].lower()
            counts[extension, verdict] += 1
            slowest, largest = max(slowest, run.seconds), max(largest, run.mebibytes)
            if verdict == "refused":
                reasons[extension, detail] += 1
            elif verdict == "bad":
                bad.append("%s: %s" % (name, detail))
            elif extension == ".xls":
                once = b"[xls-non-riletto]" in run.messages
                read_once, read_twice = read_once + once, read_twice + (not once)
            elif name in wanted:
                cells = run.out.count(b"\n")
                agree += cells == wanted[name]
                if cells != wanted[name]:
                    classes_found[explain(path, run.out)] += 1
    for (extension, verdict), count in sorted(counts.items()):
        print("%-6s %-8s %5d" % (extension, verdict, count))
    for (extension, text), count in sorted(reasons.items(), key=lambda item: (item[0][0], -item[1])):
        print("%-6s refused %4d  %s" % (extension, count, text))
    print(".xls read twice, alike: %d; that the second reader cannot read: %d" % (read_twice, read_once))
    print("at most %.1f s of processor time and %d MiB for a file" % (slowest, largest))
    for line in bad:
        print(line)
    good = not bad
    if wanted:
        print("as many cells as expected in %d files, otherwise in %d:" % (agree, sum(classes_found.values())))
        good &= classes.report("EXPECT", classes_found)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
