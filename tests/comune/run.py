#!/usr/bin/python3
"""A body that is none of those in templates/: an invented municipality whose template was made by the guide alone
(templates/README.md). run.py --program PIANOXL, in TAP.

Its levels have names of their own (linea, traguardo, misura), its headers their own wording; results come by quarter,
services in a matrix with one column per year, and every office has a sheet. The inputs have some mess: columns in another
order, a repeated header, codes in lower case, numbers typed as text, a hidden sheet, a note beside the table, a measure
that is not in the plan."""
import argparse
import glob
import os
import shutil
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "golden"))
import tables  # noqa: E402
from office import Office  # noqa: E402
from program import Program  # noqa: E402
from tap import Tap  # noqa: E402

TEMPLATE = os.path.join(HERE, "template.xlsx")
INPUTS = sorted(glob.glob(os.path.join(HERE, "inputs", "*.xlsx")))
FINDINGS = sorted([
    ["avviso", "intestazione-simile", "piano-2027.xlsx", "Traguardi 2027", "E3"],
    ["avviso", "intestazione-simile", "piano-2027.xlsx", "Traguardi 2027", "E8"],
    ["avviso", "codice-refuso", "piano-2027.xlsx", "Traguardi 2027", "A6"],
    ["avviso", "annotazione", "piano-2027.xlsx", "Traguardi 2027", "H6"],
    ["avviso", "somma-dei-pesi", "piano-2027.xlsx", "Traguardi 2027", "B11"],
    ["errore", "non-nel-piano", "andamento-2027.xlsx", "Andamento", "A8"],
    ["nota", "cella-non-letta", "andamento-2027.xlsx", "Andamento", "B8"],
    ["nota", "importo-come-testo", "andamento-2027.xlsx", "Servizi", "E3"],
    ["nota", "importo-come-testo", "piano-2027.xlsx", "Traguardi 2027", "B6"],
])
ACCOUNT = "113 cells: 91 field, 17 fixed text, 2 ignored, 3 unrecognized"
SHEETS = ["Traguardi", "Andamento", "Servizi in cifre", "Uffici", "Scheda ANA", "Scheda TRI", "Scheda CUL", "Scheda LLP",
          "Calcoli"]


class Run:
    def __init__(self, program):
        self.tap, self.office, self.program = Tap(), Office(), Program(program, os.path.join(HERE, "..", "..", "templates"))
        self.folder = tempfile.mkdtemp(prefix="pianoxl-comune-")

    def close(self):
        self.office.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def report(self, name, inputs, *options):
        """(path, result)"""
        out = os.path.join(self.folder, name + ".xlsx")
        return out, self.program.run("report", *inputs, "-o", out, "--template", TEMPLATE, *options)


def expected():
    return [tables.Table(path) for path in sorted(glob.glob(os.path.join(HERE, "expected", "*.tsv")))]


def check_tables(run):
    wanted = expected()
    for name, inputs in (("in order", INPUTS), ("in the other order", INPUTS[::-1])):
        out, result = run.report(name, inputs)
        if not run.tap.ok(result.status == 0, name + ": a report", result.err):
            continue
        shown = run.office.shown(out)
        same, lines = tables.compare(wanted, shown)
        run.tap.ok(same == len(wanted), "%s: %d of %d tables" % (name, same, len(wanted)), *lines)
        run.tap.equal(sorted(shown), sorted(SHEETS), name + ": the sheets")
        run.tap.ok(ACCOUNT in result.err, name + ": the account of cells", result.err)


def check_findings(run):
    out = os.path.join(run.folder, "findings.xlsx")
    rows = run.program.table("report", *INPUTS, "-o", out, "--template", TEMPLATE, "--findings")[1:]
    run.tap.equal(sorted(row[:5] for row in rows), FINDINGS, "the findings")


def check_again(run):
    """What the report holds is read again, every cell: the plan, its results, the matrix and the offices."""
    first, _ = run.report("first", INPUTS)
    second, result = run.report("second", [first])
    if run.tap.ok(result.status == 0, "the report is read again", result.err):
        same, lines = tables.compare(expected(), run.office.shown(second))
        run.tap.ok(same == len(expected()), "the report, read again, gives the same tables", *lines)
        run.tap.ok(" 0 unrecognized" in result.err, "every cell of the report is explained", result.err)


def check_kind(run):
    """Under piano the columns of results are left out."""
    out, result = run.report("piano", INPUTS, "--kind=piano")
    if run.tap.ok(result.status == 0, "a piano", result.err):
        shown = run.office.shown(out)["Traguardi"]
        header = shown[1]
        run.tap.equal(tables.filled(header), ("Che cosa vogliamo", "Come lo misuriamo", "Peso", "Punto d'arrivo 2027",
                                              "Uffici coinvolti"), "under piano: no column of results")
        run.tap.ok(not any("Riuscita" in cell or "Complesso" in cell for row in shown for cell in row),
                   "under piano: no row of results")


def check_template(run):
    result = run.program.run("template", "check", TEMPLATE)
    run.tap.ok(result.status == 0 and "0 errors, 0 warnings" in result.err, "nothing is wrong in the template", result.err)
    shown = run.program.run("template", "show", "--grid", TEMPLATE)
    with open(TEMPLATE[:-5] + ".tpl", encoding="utf-8") as f:
        run.tap.ok(shown.out == f.read(), "template.tpl is what `template show --grid` prints")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    run = Run(parser.parse_args().program)
    try:
        for check in (check_template, check_tables, check_findings, check_again, check_kind):
            check(run)
        return run.tap.end()
    finally:
        run.close()


if __name__ == "__main__":
    sys.exit(main())
