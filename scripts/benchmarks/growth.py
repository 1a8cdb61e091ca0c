#!/usr/bin/env python3
"""growth.py [RUNS | make]: how time grows with what a workbook repeats: `check` and `report` of workbooks of so many rows or columns,
of twice and of four times as many. A step to more than about 2.5 times the time is not linear.
`make` makes the workbooks, in a process of its own: what it needs is no part of what is measured."""
import os
import random
import subprocess
import sys

import tools

MAKES = sys.argv[1:] == ["make"]
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 and not MAKES else 5
SIZES = (2500, 5000, 10000)
METHOD = [["Modello"], ["nome", "crescita"], ["ente", "Camera di Esempio"], ["Livelli"], ["Livello", "Padre", "Codice"], ["ente"]]


def path_of(name):
    return os.path.join(tools.FOLDER, "growth-%s.xlsx" % name)


def save(name, *sheets):
    import openpyxl
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(path_of(name))


def template(name, levels, fields, rows):
    save(name, ("Metodo", METHOD + levels + [["Campi"], ["Livello", "Campo", "Tipo"]] + fields),
         ("Piano", [["leggi e scrivi", *rows[0]], *rows[1:]]))


def make_templates():
    template("by-code", [["voce", "ente", r"A \d+"]], [["voce", "numero", "numero"], ["voce", "nota", "testo"]],
             [[], [None, "Codice", "Titolo", "Numero", "Nota"], ["voce", "{codice}", "{titolo}", "{numero}", "{nota}"]])
    template("by-title", [["voce", "ente"]], [["voce", "numero", "numero"], ["voce", "nota", "testo"]],
             [[], [None, "Titolo", "Numero", "Nota"], ["voce", "{titolo}", "{numero}", "{nota}"]])
    template("crossing", [["voce", "ente"], ["ore", "voce", r"P\d+"]], [["ore", "numero", "numero"]],
             [[None, "ore"], [None, "Voce", "{ore.codice}"], ["voce", "{titolo}", "{ore.numero}"]])


HEADING = ["Codice", "Titolo", "Numero", "Nota"]


def one_code(size):
    return [("Piano", [HEADING] + [["A 1", "Titolo %d" % i, i, "nota %d" % i] for i in range(size)])]


def beginnings(size):
    return [("Piano %d" % k, [HEADING[1:]] + [["Obiettivo operativo numero %d%s" % (i, " bis" * k), i, "x"]
                                              for i in range(k * size, (k + 1) * size)]) for k in range(2)]


def columns(size):
    return [("Piano", [["Voce"] + ["P%d" % i for i in range(size)]] + [
        ["Voce %d" % k] + [i % 100 for i in range(size)] for k in range(3)])]


def crossed_rows(size):
    return [("Piano", [["Voce", "P1", "P2", "P3"]] + [["Voce %d" % i, i, i + 1, i + 2] for i in range(size)])]


def long_texts(size):
    numbers = random.Random(1)
    words = ["".join(numbers.choice("abcdefghilmnopqrstuvzàè") for _ in range(numbers.randint(2, 10))) for _ in range(3000)]
    return [("Foglio", [["%d %s" % (i, " ".join(numbers.choice(words) for _ in range(100)))] for i in range(size)])]


# Title, what makes the workbook, its template; without one `check` tries all, and refuses.
GROWING = (("rows of one code with other values each", one_code, "by-code"),
           ("two sheets of titles that begin alike", beginnings, "by-title"),
           ("repeated columns", columns, "crossing"),
           ("rows that cross three repeated columns", crossed_rows, "crossing"),
           ("texts of 700 characters that no template knows", long_texts, None))


def make():
    make_templates()
    for _, rows, _ in GROWING:
        for size in SIZES:
            save("%s-%d" % (rows.__name__, size), *rows(size))


def main():
    os.makedirs(tools.FOLDER, exist_ok=True)
    subprocess.run([sys.executable, __file__, "make"], check=True)
    for title, rows, known in GROWING:
        before, lines = None, []
        command = [tools.PROGRAM, "check"] if known is None else [
            tools.PROGRAM, "report", "--no-findings-file", "--template", path_of(known), "-o", path_of("report")]
        for size in SIZES:
            measured = tools.in_turns({"": [*command, path_of("%s-%d" % (rows.__name__, size))]}, RUNS,
                                      3 if known is None else 0)[""]
            lines.append(("%d%s" % (size, ": %.1f times" % (measured.cpu / before.cpu) if before else ""), measured))
            before = measured
        tools.table(title, lines)


if MAKES:
    make()
else:
    main()
