#!/usr/bin/env python3
"""batch.py [RUNS]: an archive of 2,000 workbooks, copies of the tests' cases, with one worker and with two, beside `report`
on each plan alone."""
import glob
import os
import shutil
import subprocess
import sys

import tools

RUNS = max(1, (int(sys.argv[1]) if len(sys.argv) > 1 else 5) // 3)
WORKBOOKS = 2000
FEW = 200
OUT = os.path.join(tools.FOLDER, "batch-out")


def report(case):
    return [tools.PROGRAM, "report", *inputs(case), "-o", os.path.join(tools.FOLDER, "report.xlsx")]


def inputs(case):
    return sorted(path for path in glob.glob(case + "/inputs/*") if path.rsplit(".", 1)[-1] in ("xlsx", "xls", "ods"))


def usable(case):
    """Does `report` make a plan of all the inputs?"""
    return inputs(case) and subprocess.run(report(case), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def make_archive(folder, cases, workbooks):
    """Plans in turn, each in a folder of its own, until there are so many workbooks; how often each case is there."""
    copies = dict.fromkeys(cases, 0)
    shutil.rmtree(folder, ignore_errors=True)
    made = 0
    while made < workbooks:
        for case in cases:
            target = os.path.join(folder, "%s-%04d" % (os.path.basename(case), copies[case]))
            os.makedirs(target)
            for path in inputs(case):
                shutil.copy(path, target)
                made += 1
            copies[case] += 1
            if made >= workbooks:
                break
    return copies, made


def batch(folder, workers):
    shutil.rmtree(OUT, ignore_errors=True)
    return tools.measure([tools.PROGRAM, "batch", folder, "-o", OUT, "-j", str(workers), "--progress=never"])


def median(measured):
    return sorted(measured, key=lambda m: m.elapsed)[len(measured) // 2]


def main():
    os.makedirs(tools.FOLDER, exist_ok=True)
    cases = [case for case in sorted(glob.glob("tests/data/*")) if usable(case)]
    alone = {case: tools.in_turns({case: report(case)}, 3)[case].cpu for case in cases}
    archive, few = os.path.join(tools.FOLDER, "archive"), os.path.join(tools.FOLDER, "archive-few")
    make_archive(few, cases, FEW)
    copies, made = make_archive(archive, cases, WORKBOOKS)
    small = batch(few, 1)
    pairs = [(batch(archive, 1), batch(archive, 2)) for _ in range(RUNS)]
    one, two = median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])
    wanted = sum(alone[case] * copies[case] for case in cases)
    tools.table("batch: %d workbooks, %d plans of %d cases" % (made, sum(copies.values()), len(cases)),
                [("one worker", one), ("two workers", two), ("one worker, %d workbooks" % FEW, small)])
    print("  cpu of a plan: %.4f s, %.2f times report alone (%.4f s); goal 1.1" % (
        one.cpu / sum(copies.values()), one.cpu / wanted, wanted / sum(copies.values())))
    print("  two workers are %.2f times as fast as one; goal 1.8" % (one.elapsed / two.elapsed))
    for folder in (archive, few, OUT):
        shutil.rmtree(folder, ignore_errors=True)


main()
