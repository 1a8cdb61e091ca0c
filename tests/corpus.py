#!/usr/bin/env python3
"""Reads all workbooks below a folder with `pianoxl dump`: corpus.py PROGRAM FOLDER. See scripts/corpus."""
import collections
import concurrent.futures
import csv
import os
import re
import subprocess
import sys

SECONDS, MEBIBYTES = 10, 512
EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".ods")


def dump(program, path, **environment):
    """(status, output, messages); status None: too slow."""
    variables = dict(os.environ, LC_ALL="C.UTF-8", ASAN_OPTIONS="detect_leaks=1:hard_rss_limit_mb=%d" % MEBIBYTES,
                     UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1", **environment)
    try:
        run = subprocess.run([program, "dump", path], stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS,
                             env=variables)
    except subprocess.TimeoutExpired:
        return None, b"", b""
    return run.returncode, run.stdout, run.stderr


def reason(message, path):
    """What is wrong with a file, without its name and places."""
    line = message.decode("utf-8", "replace").strip().split("\n")[-1]
    return re.sub(r"^pianoxl: .*?(: |!)", "", line.replace(os.path.basename(path), "FILE"), count=1)


def examine(program, path):
    """(verdict, detail, number of lines): verdict is read, refused or bad."""
    status, out, messages = dump(program, path)
    if status is None:
        return "bad", "more than %d s" % SECONDS, 0
    if status not in (0, 3) or b"Sanitizer" in messages or b"runtime error" in messages:
        return "bad", "status %s: %s" % (status, messages[-300:].decode("utf-8", "replace")), 0
    if path.lower().endswith((".xlsx", ".xlsm")):
        again = dump(program, path, PIANOXL_WITHOUT_SCANNER="1")
        if again[0] is not None and again[:2] != (status, out):
            return "bad", "with and without the scanner the cells differ", 0
    if status == 0:
        return "read", "", out.count(b"\n")
    lines = [line for line in messages.split(b"\n") if line.strip()]
    return ("refused", reason(messages, path), 0) if len(lines) == 1 else ("bad", "no single line of reason", 0)


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


def main(program, folder):
    paths = sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names
                   if name.lower().endswith(EXTENSIONS))
    counts, reasons, bad = collections.Counter(), collections.Counter(), []
    wanted, agree, differ = expected(folder), 0, []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, (verdict, detail, cells) in zip(paths, pool.map(lambda p: examine(program, p), paths)):
            name = os.path.relpath(path, folder)
            counts[os.path.splitext(path)[1].lower(), verdict] += 1
            if verdict == "refused":
                reasons[detail] += 1
            elif verdict == "bad":
                bad.append("%s: %s" % (name, detail))
            elif name in wanted and path.lower().endswith((".xlsx", ".xlsm")):
                if cells == wanted[name]:
                    agree += 1
                else:
                    differ.append("%s: %d cells, expected %d" % (name, cells, wanted[name]))
    for (extension, verdict), count in sorted(counts.items()):
        print("%-6s %-8s %5d" % (extension, verdict, count))
    for text, count in reasons.most_common():
        print("refused %4d  %s" % (count, text))
    if wanted:
        print("number of cells as expected: %d, otherwise: %d" % (agree, len(differ)))
    for line in differ + bad:
        print(line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
