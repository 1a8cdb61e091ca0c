#!/usr/bin/env python3
"""report.py [RUNS]: the report of the three samples, beside a plain openpyxl script that only copies its cells."""
import glob
import os
import sys

import tools

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
TEMPLATE = "templates/massa-carrara/piano.xlsx"
INPUTS = sorted(glob.glob("samples/massa-carrara-2019/*.xlsx"))


def main():
    os.makedirs(tools.FOLDER, exist_ok=True)
    report, copied = os.path.join(tools.FOLDER, "report.xlsx"), os.path.join(tools.FOLDER, "copy.xlsx")
    ours = [tools.PROGRAM, "report", *INPUTS, "--template", TEMPLATE, "--no-findings-file", "-o", report]
    tools.measure(ours)
    measured = tools.in_turns({"pianoxl report": ours, "openpyxl, copying the cells": [
        sys.executable, "scripts/benchmarks/openpyxl-copy.py", report, copied]}, RUNS)
    tools.table("report of samples/massa-carrara-2019", measured.items(), measured["pianoxl report"])


main()
