#!/usr/bin/env python3
"""readme.py PROGRAM SOURCE_ROOT: the commands that README.md shows are run as they stand there, in TAP."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
COMMAND = re.compile(r"^    build/(pianoxl [^#\n]*)", re.M)
PRODUCES = re.compile(r"(?:-o|--output|--split)[ =](\S+)")
# check ends with 1 when it finds errors, which the samples have.
STATUSES = {"check": {0, 1}}


def problems_of(command, folder):
    if "--pdf" in command and not (shutil.which("soffice") or shutil.which("libreoffice")):
        return None
    words = command.split()
    run = subprocess.run(["bash", "-c", "build/" + command], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                         text=True, env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="", PIANOXL_TEMPLATES=ROOT + "/templates"))
    problems = []
    if run.returncode not in STATUSES.get(words[1], {0}):
        problems.append("exit status %d\n%s" % (run.returncode, run.stderr))
    problems += ["%s is not there" % name for name in PRODUCES.findall(command)
                 if not os.path.exists(os.path.join(folder, name))]
    return problems


with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
    commands = [command.strip() for command in COMMAND.findall(file.read())]
failed = len(commands) < 3
print("%sok 1 - README.md shows commands" % ("not " if failed else ""))
with tempfile.TemporaryDirectory() as place:
    os.mkdir(place + "/build")
    os.symlink(PROGRAM, place + "/build/pianoxl")
    shutil.copytree(ROOT + "/samples", place + "/samples")
    for number, command in enumerate(commands, 2):
        problems = problems_of(command, place)
        if problems is None:
            print("ok %d - %s # SKIP LibreOffice is missing" % (number, command))
            continue
        failed = failed or bool(problems)
        print("%sok %d - %s" % ("not " if problems else "", number, command.replace("#", "\\#")))
        for problem in problems:
            print("#   " + problem.replace("\n", "\n#   "))
print("1..%d" % (len(commands) + 1))
sys.exit(failed)
