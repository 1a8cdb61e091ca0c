"""The same workbooks as .xlsx, .xls and .ods: the same cells, findings and reports."""
import os
import re

CROSS_CHECK = "xls-"  # the ids of findings about reading an .xls twice begin so


def told(program, inputs, out):
    """Findings without the names of files, and the report."""
    if os.path.exists(out):
        os.remove(out)
    rows = program.table("report", *inputs, "-o", out, "--findings")[1:]
    findings = [[re.sub(r"\.(xlsx|xls|ods)\b", "", field) for field in row] for row in rows if not row[1].startswith(CROSS_CHECK)]
    with open(out, "rb") as f:
        return sorted(findings), f.read()


def check(session, name, bundles):
    """`bundles` are the same inputs in several formats: {format: paths}."""
    formats = list(bundles)
    first = bundles[formats[0]]
    wanted = told(session.program, first, session.path("parity.xlsx"))
    for other in formats[1:]:
        label = "%s as .%s and as .%s" % (name, formats[0], other)
        for a, b in zip(first, bundles[other]):
            left, right = (session.program.run("dump", path).out.split("\n") for path in (a, b))
            different = [line for line in left if line not in set(right)][:5]
            session.tap.ok(left == right, "%s: the cells of %s" % (label, os.path.basename(b)), *different)
        findings, report = told(session.program, bundles[other], session.path("parity.xlsx"))
        session.tap.equal(findings, wanted[0], label + ": the findings")
        session.tap.ok(report == wanted[1], label + ": the report, to the byte")


def check_bodies(session, cases):
    """Every body's inputs re-saved by LibreOffice, which writes each format in its own way."""
    for name, inputs in cases:
        made = {extension: session.office.save_all(inputs, extension) for extension in ("xlsx", "ods", "xls")}
        check(session, name, {extension: [files[os.path.basename(path)] for path in inputs]
                              for extension, files in made.items()})
