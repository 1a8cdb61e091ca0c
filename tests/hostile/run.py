#!/usr/bin/env python3
"""Hostile files cost an error or a read, within bounds: run.py PROGRAM [--sanitized] [--measure] [NAME...]. Each file is read
by dump and by `template check`, which keeps looks too. Memory is held to 64 MiB, unless the program is sanitized; seconds are
a guard against hanging only: --measure prints them, with the best of three, and KiB."""
import os
import re
import resource
import subprocess
import sys
import tempfile

import hostile

MOST_KIB = 64 << 10
MOST_SECONDS = 60
COMMANDS = (["dump", "--count", "--no-cross-check"], ["template", "check"])


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(program, command, path):
    """Exit status (negative: a signal), stdout, stderr, seconds of computing, KiB at most."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen([program] + command + [path], stdout=out, stderr=err, preexec_fn=limits,
                                 env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"})
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return child.returncode, out.read().decode(), err.read().decode(), used.ru_utime + used.ru_stime, used.ru_maxrss


def judge(wanted, command, status, out, err):
    """What is wrong, or None."""
    if status < 0:
        return "ended by signal %d" % -status
    if "Sanitizer" in err or "runtime error" in err:
        return "a sanitizer's report"
    if command[0] != "dump":
        return None if status in (0, 1, 3) else "exit status %d" % status
    if status not in (0, 3) or (status == 3 and len(err.splitlines()) != 1):
        return "exit status %d" % status
    if isinstance(wanted, str) and (status != 3 or wanted not in err):
        return "not refused with \"%s\"" % wanted
    if isinstance(wanted, int):
        cells = sum(int(line.rsplit("\t", 1)[1]) for line in out.splitlines() if re.search(r"\t\d+$", line))
        if status != 0 or cells != wanted:
            return "not read: %d cells instead of %d" % (cells, wanted)
    return None


def make(folder):
    """Writes the files in a process of its own: what this one has needed would count for its children."""
    subprocess.run([sys.executable, __file__, "--make", folder] + [n for n in sys.argv[2:] if not n.startswith("-")], check=True)


def main(program, flags, names):
    measure, most = "--measure" in flags, 1 << 40 if "--sanitized" in flags else MOST_KIB
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        make(folder)
        for name, _, wanted in hostile.FILES:
            if names and name not in names:
                continue
            path = os.path.join(folder, name)
            for command in COMMANDS:
                runs = [run(program, command, path) for _ in range(3 if measure else 1)]
                status, out, err = runs[0][:3]
                seconds, kib = min(r[3] for r in runs), max(r[4] for r in runs)
                wrong = judge(wanted, command, status, out, err) or (kib > most and "needs %d KiB" % kib)
                count += 1
                print("%s %d - %s %s" % ("not ok" if wrong else "ok", count, command[0], name))
                if measure:
                    print("# %-28s %-8s %8d bytes  %.3f s  %6.1f MiB  %s" % (
                        name, command[0], os.path.getsize(path), seconds, kib / 1024, "refused" if status == 3 else "read"))
                if wrong:
                    print("# %s\n# %s" % (wrong, "\n# ".join(err.splitlines()[:5])))
    print("1..%d" % count)


if __name__ == "__main__":
    if sys.argv[1] == "--make":
        for file_name, content, _ in hostile.FILES:
            if not sys.argv[3:] or file_name in sys.argv[3:]:
                with open(os.path.join(sys.argv[2], file_name), "wb") as f:
                    f.write(content())
    else:
        main(sys.argv[1], [a for a in sys.argv[2:] if a.startswith("-")], [a for a in sys.argv[2:] if not a.startswith("-")])
