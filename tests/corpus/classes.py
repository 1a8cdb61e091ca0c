"""The classes of differences that are known: tests/corpus-differences.tsv."""
import csv
import os

TABLE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "corpus-differences.tsv")


def known(against):
    """{class: count} of the rows about one reader."""
    with open(TABLE, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row[1]: int(row[2]) for row in rows[1:] if row[0] == against}


def report(against, found, agreeing=()):
    """Prints how many of each class there are ({class: count}), and which agree by the rule all the same; false if one is
    new, or has more than the table says."""
    counts = known(against)
    good = True
    for name in sorted(set(counts) | set(found), key=lambda name: -found.get(name, 0)):
        now, before, said = found.get(name, 0), counts.get(name, 0), "  agrees by the rule" if name in agreeing else ""
        if now > before:
            good = False
            said += "  NEW: %d in %s" % (before, os.path.basename(TABLE))
        elif now < before:
            said += "  before: %d" % before
        print("%-32s %6d%s" % (name, now, said))
    return good
