#!/usr/bin/env python3
"""write.py [RUNS]: writing a large sheet beside bare calls of libxlsxwriter, and what each step of ours costs."""
import os
import sys

import tools

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
ROWS = 200000
HOW = {"grid": "the grid in memory, nothing written", "bare": "bare calls of libxlsxwriter",
       "unread": "grid, written, not read back", "readback": "grid, compared with a file", "whole": "grid, pianoxl's writer"}


def main():
    os.makedirs(tools.FOLDER, exist_ok=True)
    path = os.path.join(os.path.abspath(tools.FOLDER), "written-%s.xlsx")
    program = tools.BUILD + "/tests/bench/write"
    commands = {how: [program, how, path % ("whole" if how == "readback" else how), str(ROWS)] for how in HOW}
    tools.measure(commands["whole"])
    measured = tools.in_turns(commands, RUNS)
    tools.table("writing %d rows of 9 columns" % ROWS, [(HOW[how], m) for how, m in measured.items()], measured["bare"])
    grid, bare = measured["grid"].cpu, measured["bare"].cpu
    print("  without the grid, in times of the bare calls: written %.2f, compared %.2f, all %.2f; goal 1.2" % (
        (measured["unread"].cpu - grid) / bare, (measured["readback"].cpu - grid) / bare,
        (measured["whole"].cpu - grid) / bare))


main()
