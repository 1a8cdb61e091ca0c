"""The classes of differences that are known: tests/corpus-differences.tsv."""
import csv
import os

TABLE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "corpus-differences.tsv")


def known(against):
    """{class: count} of the rows about one reader."""
    with open(TABLE, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row[1]: int(row[2]) for row in rows[1:] if row[0] == against}


def report(against, found, verified=()):
    """Prints how many of each class there are ({class: count}); false if one is new, or has more than the table says.
    Of classes in `verified` the number may grow."""
    counts = known(against)
    good = True
    for name in sorted(set(counts) | set(found), key=lambda name: -found.get(name, 0)):
        if found.get(name, 0) > counts.get(name, 0) and not (name in counts and name in verified):
            good = False
            print("%-32s %6d  NEW: %d in %s" % (name, found[name], counts.get(name, 0), os.path.basename(TABLE)))
        elif found.get(name, 0) != counts[name]:
            print("%-32s %6d  before: %d" % (name, found.get(name, 0), counts[name]))
        else:
            print("%-32s %6d" % (name, found[name]))
    return good
