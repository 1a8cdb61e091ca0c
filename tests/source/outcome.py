"""Results of a test in TAP, each a list of what is wrong."""
import sys

MOST_PROBLEMS = 40  # printed of one result
count = 0
failed = False


def result(problems, name):
    global count, failed
    count += 1
    problems = list(problems)
    failed = failed or bool(problems)
    print("%sok %d - %s" % ("not " if problems else "", count, name))
    for problem in problems[:MOST_PROBLEMS]:
        print("#   " + problem.replace("\n", "\n#   "))


def end():
    print("1..%d" % count)
    sys.exit(failed)
