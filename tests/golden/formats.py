"""Parity: an input that exists in several formats gives the same grid, the same findings and the same report."""
import glob
import os

# What only the second reading of .xls says.
CROSS_CHECK = ("xls-letture-diverse", "xls-cella-diversa", "xls-non-riletto")


def without_format(rows):
    """Findings with the names of files without their ending, those of the cross-check left out."""
    return sorted([os.path.splitext(cell)[0] if number == 2 else cell.replace(".xls,", ".xlsx,")
                   for number, cell in enumerate(row)] for row in rows if row[1] not in CROSS_CHECK)


def outcome(session, name, inputs):
    """(the report's bytes, its findings) of inputs; None where there is no report."""
    out = session.path("parity.xlsx")
    if os.path.exists(out):
        os.unlink(out)
    rows = session.program.table("report", *inputs, "-o", out, "--findings")
    if not os.path.exists(out):
        session.tap.ok(False, name + ": a report is written")
        return None
    with open(out, "rb") as file:
        return file.read(), without_format(rows)


def group(session, data):
    for case in sorted(glob.glob(os.path.join(data, "*", "inputs"))):
        body = os.path.basename(os.path.dirname(case))
        originals = sorted(glob.glob(os.path.join(case, "*.xlsx")))
        others = {path[:-1]: path for path in originals if os.path.exists(path[:-1])}
        for other, path in others.items():
            name = "%s/%s" % (body, os.path.basename(other))
            first, second = session.program.run("dump", path), session.program.run("dump", other)
            session.tap.ok(second.status == 0 and second.out == first.out, name + ": the same cells", second.err)
            session.tap.equal(second.err, "", name + ": read alike by the second program")
        if not others:
            continue
        wanted = outcome(session, body, originals)
        got = outcome(session, body, [path[:-1] if path[:-1] in others else path for path in originals])
        if not wanted or not got:
            continue
        session.tap.ok(wanted[0] == got[0], body + ": .xls and .xlsx give the same report to the byte")
        session.tap.equal(got[1], wanted[1], body + ": and the same findings")
