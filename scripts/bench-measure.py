#!/usr/bin/env python3
"""bench-measure.py [RUNS]: see scripts/bench."""
import glob
import os
import statistics
import subprocess
import sys
import tempfile

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
PROGRAM = "build-release/pianoxl"
TEMPLATE = "templates/massa-carrara/piano.xlsx"
INPUTS = sorted(glob.glob("samples/massa-carrara-2019/*.xlsx"))


def measure(command):
    """CPU seconds and peak memory in MiB of a process and the children it waited for."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit("%s: exit status %d\n%s" % (" ".join(command), process.returncode, messages.decode()))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


with tempfile.TemporaryDirectory() as folder:
    report, copied = os.path.join(folder, "report.xlsx"), os.path.join(folder, "copy.xlsx")
    ours_command = [PROGRAM, "report", *INPUTS, "--template", TEMPLATE, "-o", report]
    peer_command = [sys.executable, "scripts/bench-openpyxl.py", report, copied]
    for command in (ours_command, peer_command):
        measure(command)  # files into the cache, bytecode compiled
    # In turns, so that a busy moment of the machine meets both.
    pairs = [(measure(ours_command), measure(peer_command)) for _ in range(RUNS)]

ours = statistics.median(pair[0][0] for pair in pairs)
peer = statistics.median(pair[1][0] for pair in pairs)
print("user plus system time, medians of %d" % RUNS)
print("pianoxl report     %7.1f ms   peak %5.1f MiB" % (ours * 1000, max(pair[0][1] for pair in pairs)))
print("openpyxl copy      %7.1f ms   peak %5.1f MiB" % (peer * 1000, max(pair[1][1] for pair in pairs)))
print("ratio              %7.1f" % (peer / ours))
