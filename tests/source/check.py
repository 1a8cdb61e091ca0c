#!/usr/bin/env python3
"""check.py SOURCE_ROOT: rules of the source that no compiler checks, in TAP."""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

from outcome import end, result

# What each room may include (README, Contributing): data flows one way.
LAYERS = {
    "support": {"support"},
    "grid": {"support", "grid"},
    "template": {"support", "grid", "template"},
    "plan": {"support", "grid", "template", "plan"},
    "match": {"support", "grid", "template", "plan", "score", "match"},
    "score": {"support", "grid", "template", "plan", "score"},
    "fill": {"support", "grid", "template", "plan", "score", "writer", "fill"},
    "writer": {"support", "grid", "writer"},
    "print": {"support", "grid", "writer", "print"},
    "check": {"support", "grid", "template", "plan", "score", "match", "check"},
}
BANNED = ["strcpy", "strcat", "sprintf", "vsprintf", "strtok", "atoi", "atol", "atof", "strtod", "localtime", "gmtime",
          "mktemp", "tmpnam", "gets"]
MOST_LINES = 600
MOST_COLUMNS = 110

def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def without_comments_and_texts(code):
    return re.sub(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"', lambda m: "\n" * m.group().count("\n"), code, flags=re.S)


def layers(files):
    for path in files:
        room = path.split("/")[1]
        for line, include in enumerate(read(path).split("\n"), 1):
            match = re.match(r'#include "([a-z]+)/', include)
            if match and room in LAYERS and match.group(1) not in LAYERS[room]:
                yield "%s:%d: %s must not know %s" % (path, line, room, match.group(1))


def banned(files):
    pattern = re.compile(r"(?<![A-Za-z0-9_])(%s)\s*\(" % "|".join(BANNED))
    for path in files:
        for line, code in enumerate(without_comments_and_texts(read(path)).split("\n"), 1):
            for match in pattern.finditer(code):
                yield "%s:%d: %s is banned" % (path, line, match.group(1))


def prints(files):
    """Only the command line prints and exits."""
    pattern = re.compile(r"(?<![A-Za-z0-9_>.])(printf|puts|putchar|g_print|g_printerr|perror|exit|abort)\s*\(|\bstderr\b")
    for path in files:
        if path.startswith("src/cli/"):
            continue
        for line, code in enumerate(without_comments_and_texts(read(path)).split("\n"), 1):
            if pattern.search(code):
                yield "%s:%d: %s" % (path, line, code.strip())


# Where a binary fraction may stand: where a grid reads numbers and the writer writes them, and in lengths,
# widths and seconds, which are no figures.
BINARY = re.compile(r"src/(grid|writer)/|src/support/decimal\.[ch]|src/fill/(page|emblem|breaks|height|lay|fill|calcoli)\.c|src/fill/parts\.h|"
                    r"src/cli/(report-write|findings-workbook|batch|progress)\.c")


def binary(files):
    pattern = re.compile(r"\b(double|float|decimal_to_double|decimal_from_double|strtod|mpq_get_d|mpf_\w+)\b")
    for path in files:
        if BINARY.match(path):
            continue
        for line, code in enumerate(without_comments_and_texts(read(path)).split("\n"), 1):
            for match in pattern.finditer(code):
                yield "%s:%d: %s" % (path, line, match.group())


def sizes(files):
    for path in files:
        lines = read(path).split("\n")
        if len(lines) > MOST_LINES + 1:
            yield "%s: %d lines, at most %d" % (path, len(lines) - 1, MOST_LINES)
        for number, line in enumerate(lines, 1):
            if len(line) > MOST_COLUMNS and not path.endswith(".def"):
                yield "%s:%d: %d columns" % (path, number, len(line))


def bodies(files):
    """No body is named in the source: templates name them."""
    names = {part for folder in glob.glob("templates/*/") for part in re.split(r"[^a-z]", folder.split("/")[1]) if len(part) > 3}
    pattern = re.compile(r"\b(%s|camera di commercio)\b" % "|".join(sorted(names)), re.I)
    for path in files:
        for line, code in enumerate(read(path).split("\n"), 1):
            if names and pattern.search(code):
                yield "%s:%d: %s" % (path, line, code.strip())


def listed(files):
    """Every file with messages is in POTFILES, and every file in POTFILES exists."""
    wanted = {line for line in read("src/po/POTFILES").split("\n") if line and not line.startswith("#")}
    have = {path for path in files if re.search(r"\b(_|N_|ngettext)\(", read(path)) and not path.endswith("intl.h")}
    yield from ("%s is missing in src/po/POTFILES" % path for path in sorted(have - wanted))
    yield from ("%s in src/po/POTFILES has no messages" % path for path in sorted(wanted - have))


def translated(files):
    have = [path for path in files if re.search(r"\b(_|N_|ngettext)\(", read(path)) and not path.endswith("intl.h")]
    with tempfile.TemporaryDirectory() as folder:
        pot, po = os.path.join(folder, "all.pot"), os.path.join(folder, "it.po")
        subprocess.run(["xgettext", "-L", "C", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=ngettext:1,2",
                        "--no-location", "-o", pot] + have, check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["msgmerge", "-q", "--no-fuzzy-matching", "-o", po, "src/po/it.po", pot], check=True)
        lists = subprocess.run(["msgattrib", "--untranslated", "--no-obsolete", po], check=True, capture_output=True)
        for block in lists.stdout.decode().split("\n\n"):
            if "Project-Id-Version" not in block:
                yield from re.findall(r"^msgid .*(?:\n\".*)*", block, re.M)
        checked = subprocess.run(["msgfmt", "--check-format", "-o", os.devnull, "src/po/it.po"], capture_output=True)
        yield from checked.stderr.decode().split("\n")[:-1]


os.chdir(sys.argv[1])
sources = sorted(glob.glob("src/**/*.[ch]", recursive=True) + glob.glob("src/**/*.def", recursive=True))
result(layers(sources), "rooms include only what they may")
result(banned(sources), "no banned functions")
result(binary(sources), "figures know no binary fractions")
result(prints(sources), "the library neither prints nor exits")
result(sizes(sources + sorted(glob.glob("tests/**/*.[ch]", recursive=True))), "files and lines are short")
result(bodies(sources), "the source names no body")
result(listed(sources), "files with messages are listed")
if shutil.which("xgettext") and shutil.which("msgmerge"):
    result(translated(sources), "every message is translated")
end()
