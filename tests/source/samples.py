#!/usr/bin/env python3
"""samples.py PROGRAM SOURCE_ROOT: the reports in samples/ are what the program writes, in TAP. They are compared as dumps,
since another version of libxlsxwriter writes other bytes. To renew one: run the command that a failure prints."""
import glob
import os
import subprocess
import sys
import tempfile

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
os.chdir(ROOT)
count = 0
failed = False


def dump(path):
    return subprocess.run([PROGRAM, "dump", path], check=True, capture_output=True).stdout.decode().split("\n")


for kept in sorted(glob.glob("samples/*/report/*.xlsx")):
    count += 1
    inputs = sorted(glob.glob(os.path.dirname(os.path.dirname(kept)) + "/*.xlsx"))
    with tempfile.TemporaryDirectory() as folder:
        fresh = os.path.join(folder, "report.xlsx")
        done = subprocess.run([PROGRAM, "report", *inputs, "-o", fresh], capture_output=True)
        before, after = dump(kept), dump(fresh) if done.returncode == 0 else []
    differing = [line for pair in zip(before, after) if pair[0] != pair[1] for line in ("- " + pair[0], "+ " + pair[1])]
    good = before == after
    failed = failed or not good
    print("%sok %d - %s" % ("" if good else "not ", count, kept))
    if not good:
        print("#   build/pianoxl report %s -o %s" % (" ".join(inputs), kept))
        for line in done.stderr.decode().split("\n")[-2:] + differing[:20]:
            print("#   " + line)
print("1..%d" % count)
sys.exit(failed)
