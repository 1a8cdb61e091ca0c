#!/usr/bin/python3
"""batch, from an archive to its reports: run.py GROUP --program PIANOXL --preload LIBRARY, in TAP.

    archive  every file is accounted for, good ones give what report gives, -j 1 and -j 2 the same
    resume   what has not changed is left alone
    faults   crashes, hangs, folders and disks that cannot be written
    kill     killed and interrupted at random moments, and in the middle of renames
    annexes  Allegati and PDFs
    corners  where somebody means it harm, or comes in between
    shards   four parts under GNU parallel, joined, are one run
"""
import argparse
import csv
import hashlib
import io
import json
import os
import random
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(SOURCE, "tests", "golden"))

import annexes
import archive
import corners
from folders import earlier, files_in, hidden_in, journal, load, outputs, sha256, stamps, without_times
from program import Program, Result
from tap import Tap

KILLS = 200
SEED = 20190131


class Session:
    def __init__(self, program, preload):
        self.tap, self.program = Tap(), Program(program, os.path.join(SOURCE, "templates"))
        self.preload = os.path.abspath(preload)
        self.folder = tempfile.mkdtemp(prefix="pianoxl-batch-")
        self.count = 0

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def new(self, name="out"):
        self.count += 1
        return self.path("%s-%d" % (name, self.count))

    def batch(self, *arguments, **options):
        return self.program.run("batch", *arguments, **options)

    def start(self, *arguments, prepare=None, **environment):
        """The program in the background, its messages in the file that the result has as `log`."""
        log = open(self.path("log"), "w+b")
        process = subprocess.Popen([self.program.path, "batch"] + list(arguments), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=log, preexec_fn=prepare,
                                   env=dict(self.program.environment, **environment))
        process.log = log
        return process

    def environment(self, mode, folder, left):
        """What the preloaded library goes by."""
        counter = self.path("counter")
        with open(counter, "wb") as file:
            file.write(struct.pack("q", left))
        return {"LD_PRELOAD": self.preload, "PRELOAD_MODE": mode, "PRELOAD_FOLDER": folder,
                "PRELOAD_COUNTER": counter, "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"}

    def disagreements(self, name, out, reference, manifest_alone):
        """None when the folder has whole files only, which the manifest names with their hashes, or the journal."""
        problems = []
        manifest = load(out) if os.path.exists(os.path.join(out, "manifest.json")) else {"groups": []}
        named, found = outputs(manifest), files_in(out)
        for path, digest in named.items():
            if found.get(path) != digest:
                problems.append("the manifest names %s, which is %s" % (path, "other" if path in found else "missing"))
        known = dict(named, **earlier(manifest)) if manifest_alone else dict(named, **journal(out))
        for path, digest in found.items():
            if reference.get(path) != digest:
                problems.append("%s is not whole" % path)
            if known.get(path) != digest:
                problems.append("%s is not named" % path)
        return [name + ": " + problem for problem in problems]


def group_archive(session):
    tap, root = session.tap, session.path("archivio")
    expected = archive.make(root)
    one, two = session.new(), session.new()
    first = session.batch(root, "-o", one, "-j", "1")
    tap.equal(first.status, 3, "an archive with damaged files", first.err)
    manifest = load(one)
    tap.equal({entry["name"]: entry["state"] for entry in manifest["inputs"]}, expected,
              "the manifest accounts for every file")
    told = [line.split(": ")[1] for line in first.lines()[:-1]]
    refused = sorted(name for name, state in expected.items() if state == "refused")
    tap.equal(sorted(told), [name.replace("\\", "\\") for name in refused], "each refused file is named once", first.err)
    tap.ok(all(entry["reason"] for entry in manifest["inputs"] if entry["state"] != "read"), "with a reason")
    totals = manifest["totals"]["inputs"]
    tap.equal([totals[state] for state in ("read", "refused", "no workbook", "failed", "pending")],
              [list(expected.values()).count(state) for state in ("read", "refused", "no workbook")] + [0, 0],
              "and counts them")
    tap.equal(outputs(manifest), files_in(one), "the outputs are those it names, with their hashes")
    tap.equal(hidden_in(one), [], "and nothing else is left")
    with open(os.path.join(one, "manifest.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tap.equal([(row["input"], row["state"]) for row in rows],
              [(entry["name"], entry["state"]) for entry in manifest["inputs"]], "manifest.csv has the same")
    tap.ok(all(bool(row["report_sha256"]) == (row["state"] == "read") for row in rows), "with the outputs")
    names = {group["name"]: group for group in manifest["groups"]}
    mixed = sorted(name for name in names if name.startswith("misto/"))
    tap.equal(mixed, ["misto/lecce-2021", "misto/pira-2018"], "a folder with two plans gives two reports")
    for name, group in sorted(names.items()):
        inputs = [os.path.join(os.fsencode(root), os.fsencode(entry).replace(b"\\xE9", b"\xe9"))
                  for entry in group["inputs"]]
        report = session.path("report.xlsx")
        session.program.run("report", *inputs, "-o", report)
        tap.equal(sha256(report), outputs({"groups": [group]})[name + ".xlsx"],
                  name + ": what report writes, to the byte")
        away = session.path("altrove")
        os.makedirs(away, exist_ok=True)
        session.program.run("report", *inputs, "--no-findings-file", folder=away)
        tap.equal(os.listdir(away), [os.path.basename(name) + ".xlsx"], name + ": and as it calls it")
        shutil.rmtree(away)
        scores = session.program.run("scores", *inputs)
        tap.equal(archive.read(os.path.join(one, name + "-punteggi.tsv")).decode(), scores.out,
                  name + ": what scores prints")
        counts = group["findings"]
        line = session.program.run("report", *inputs, "-o", report).lines()[-1]
        tap.ok("%d error" % counts["errors"] in line and "%d warning" % counts["warnings"] in line,
               name + ": the counts of findings", line, counts)
    second = session.batch(root, "-o", two, "-j", "2")
    tap.equal(second.status, 3, "with two workers")
    tap.equal(without_times(two), without_times(one), "the same manifest but for the times")
    tap.equal(files_in(two), files_in(one), "the same files")
    session.batch(root, "-o", two, "-j", "2")
    tap.equal(without_times(two), without_times(one), "a second run over the first gives the same")
    quiet = session.batch(root, "-o", two, "--progress=always")
    tap.ok("\r" in quiet.err and re.search(r"\d+/%d files, \d+\.\d/s" % len(expected), quiet.err), "progress", quiet.err)
    tap.ok("\r" not in second.err, "none without a terminal")
    inside = os.path.join(root, "risultati")
    session.batch(root, "-o", inside)
    again = session.batch(root, "-o", inside)
    tap.equal(len(load(inside)["inputs"]), len(expected), "outputs within the archive are not read", again.err)
    shutil.rmtree(inside)
    # one in a folder of its own, one where inputs lie
    beside, apart, among = session.new(), os.path.join(root, "pira", "fatti"), os.path.join(root, "misto")
    session.batch(os.path.join(root, "pira"), "-o", apart)
    session.batch(os.path.join(root, "serchio"), "-o", among, "--shard=1/2")
    written = len(outputs(load(apart))) + len(outputs(load(among, "manifest-1of2.json")))
    result = session.batch(root, "-o", beside)
    tap.ok("pianoxl: %d outputs of an earlier batch lie in the archive and are not read" % written in result.lines(),
           "outputs of an earlier batch within the archive are not read either, and counted", result.err)
    tap.equal((written > 3, files_in(beside)), (True, files_in(one)), "the plans are the same")
    states = {entry["name"]: (entry["state"], entry["reason"]) for entry in load(beside)["inputs"]}
    tap.equal(states["pira/fatti/pira-2018.xlsx"], ("no workbook", "is an output of an earlier batch"),
              "the manifest accounts for them")
    shutil.rmtree(apart)
    for path in load(among, "manifest-1of2.json")["groups"]:
        shutil.rmtree(os.path.join(among, os.path.dirname(path["name"])))
    for ending in ("json", "csv"):
        os.unlink(os.path.join(among, "manifest-1of2." + ending))
    tap.equal(session.batch(root, "-o", root).status, 2, "outputs in the archive's own folder: wrong use")
    for grouping, count in (("folder", None), ("file", list(expected.values()).count("read"))):
        out = session.new()
        result = session.batch(root, "-o", out, "--group", grouping)
        tap.equal(outputs(load(out)), files_in(out), "--group=%s: outputs and manifest agree" % grouping, result.err)
        if count:
            tap.equal(load(out)["totals"]["groups"]["written"], count, "--group=file: a report for each workbook")
    several = session.new()
    session.batch(os.path.join(root, "pira"), os.path.join(root, "serchio", "2016"), "-o", several)
    tap.ok(os.path.exists(os.path.join(several, "pira", "pira-2018.xlsx")) and
           os.path.exists(os.path.join(several, "2016", "lucca-relazione-2016.xlsx")),
           "of several folders each has its own", files_in(several))
    missing = session.new()
    result = session.batch(os.path.join(root, "non c'è"), os.path.join(root, "pira"), "-o", missing)
    tap.equal((result.status, load(missing)["totals"]["inputs"]["refused"]), (3, 1),
              "an input that is missing is told, the rest is done", result.err)


def group_resume(session):
    tap, root, out = session.tap, session.path("archivio"), session.new()
    archive.make(root)
    session.batch(root, "-o", out)
    before, text = stamps(out), archive.read(os.path.join(out, "manifest.json"))
    result = session.batch(root, "-o", out, "--resume")
    tap.equal(stamps(out), before, "--resume does nothing where nothing has changed", result.err)
    tap.equal(result.status, 3, "and says again what was refused")
    tap.equal(hidden_in(out), [], "nothing is left")
    changed = os.path.join(root, "pira", "pira-2018.xlsx")
    shutil.copy(os.path.join(archive.DATA, "lucca-pira-2018", "inputs", "pira-2018-risultati.xlsx"), changed)
    session.batch(root, "-o", out, "--resume")
    after = stamps(out)
    tap.equal(sorted(path for path in after if after[path] != before.get(path)),
              ["manifest.csv", "manifest.json", "pira/pira-2018-punteggi.tsv", "pira/pira-2018-rilievi.xlsx",
               "pira/pira-2018.xlsx"], "one input changed: its plan alone is done anew")
    tap.ok(archive.read(os.path.join(out, "manifest.json")) != text, "and the manifest")
    whole = session.new()
    session.batch(root, "-o", whole)
    tap.equal(without_times(out), without_times(whole), "as a whole run has it")
    os.unlink(os.path.join(out, "pira", "pira-2018.xlsx"))
    with open(os.path.join(out, "misto", "pira-2018-punteggi.tsv"), "ab") as file:
        file.write(b"x")
    session.batch(root, "-o", out, "--resume")
    tap.equal(files_in(out), files_in(whole), "outputs that are gone or changed are made again")
    os.unlink(os.path.join(root, "serchio", "2016", "tagliato.xls"))
    os.unlink(os.path.join(root, "apuane", "2019", "contesto-2019.xlsx"))
    session.batch(root, "-o", out, "--resume")
    session.batch(root, "-o", whole)
    tap.equal(without_times(out), without_times(whole), "inputs taken away")
    tap.equal(files_in(out), files_in(whole), "and their plans made again")
    result = session.batch(root, "-o", out, "--resume", "--values-only")
    tap.ok("everything is done anew" in result.err, "other options: everything is done anew", result.err)
    values = session.new()
    session.batch(root, "-o", values, "--values-only")
    tap.equal(files_in(out), files_in(values), "as they say")
    mixed, folder = session.path("insieme"), session.new()
    for case, name in (("massa-carrara-2019", "piano*.xlsx"), ("lucca-2016", "obiettivi*.xlsx")):
        copy_as(archive.inputs(case, name)[0], os.path.join(mixed, "a"), case + ".xlsx")
    session.batch(mixed, "-o", folder, "--group=folder")
    states = {entry["name"]: entry["state"] for entry in load(folder)["inputs"]}
    tap.equal(states, {"a/lucca-2016.xlsx": "refused", "a/massa-carrara-2019.xlsx": "read"},
              "--group=folder: what the folder's template does not read is refused")
    os.unlink(os.path.join(mixed, "a", "massa-carrara-2019.xlsx"))
    session.batch(mixed, "-o", folder, "--group=folder", "--resume")
    tap.equal([group["name"] for group in load(folder)["groups"]], ["a/lucca-relazione"],
              "and read once the folder has another")
    left_behind(session, root)
    with open(os.path.join(out, "manifest.json"), "w") as file:
        file.write("{}")
    result = session.batch(root, "-o", out, "--resume")
    tap.ok(result.status == 3 and "is no manifest" in result.err, "a manifest that is none", result.err)


def left_behind(session, root):
    """Outputs of plans that are no more."""
    tap, out, anew = session.tap, session.new(), session.new()
    for folder in (out, anew):
        session.batch(root, "-o", folder)
    reference = files_in(out)
    gone, changed = os.path.join(root, "pira", "pira-2018.xlsx"), os.path.join(root, "salento", "2021")
    plan, moved = archive.read(gone), session.path("altrove")
    os.unlink(gone)
    os.rename(changed, moved)
    archive.write(os.path.join(changed, "piano.xlsx"), plan[:5000])
    left = {path: digest for path, digest in reference.items() if path.startswith(("pira/", "salento/"))}
    result = session.batch(root, "-o", out, "--resume")
    tap.equal(files_in(out), reference, "outputs of a plan whose inputs are gone, or damaged now, stay")
    tap.equal(earlier(load(out)), left, "the manifest names them as those of an earlier run")
    tap.ok("6 outputs of earlier runs stay" in result.err, "and the summary counts them", result.err)
    tap.equal(load(out)["totals"]["outputs"], {"written": len(reference) - 6, "earlier": 6}, "as the totals do")
    with open(os.path.join(out, "manifest.csv"), encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["state"] == "earlier"]
    tap.equal({row["output"]: row["sha256"] for row in rows}, left, "manifest.csv has a line for each")
    tap.ok(all(not row["input"] and row["reason"] and None not in row.values() for row in rows), "which says why", rows)
    before = stamps(out)
    session.batch(root, "-o", out, "--resume")
    tap.equal(stamps(out), before, "--resume has nothing to do then")
    session.batch(root, "-o", anew)
    tap.equal(without_times(anew), without_times(out), "without --resume it is the same")
    session.batch(root, "-o", anew, "--group=file", "--sheets=nessuno")
    tap.equal(earlier(load(anew)), reference, "nothing that was written is forgotten")
    remembered = []
    for count in (1, 3, 4, 10, 25):  # of renames
        killed_at = session.batch(root, "-o", out, "-j", "1", **session.environment("kill", out, count))
        session.batch(root, "-o", out, "--resume")
        remembered.append((killed_at.status != 3, earlier(load(out)) == left, files_in(out) == reference))
    tap.equal(remembered, [(True, True, True)] * 5, "nor is it by a run that is killed")
    os.unlink(os.path.join(out, "pira", "pira-2018.xlsx"))
    with open(os.path.join(out, "pira", "pira-2018-punteggi.tsv"), "ab") as file:
        file.write(b"x")
    session.batch(root, "-o", out, "--resume")
    tap.equal(sorted(earlier(load(out))), [path for path in sorted(left) if path not in
              ("pira/pira-2018.xlsx", "pira/pira-2018-punteggi.tsv")], "but what is taken away or is another's now")
    archive.write(gone, plan)
    shutil.rmtree(changed)
    os.rename(moved, changed)
    session.batch(root, "-o", out, "--resume")
    tap.equal((files_in(out), earlier(load(out))), (reference, {}), "and what is written again")


def copy_as(source, folder, name):
    os.makedirs(folder, exist_ok=True)
    shutil.copy(source, os.path.join(folder, name))


def group_faults(session):
    tap, root, out = session.tap, session.path("archivio"), session.new()
    archive.small(root)
    good = session.new()
    session.batch(root, "-o", good)
    reference = files_in(good)
    source = archive.inputs("lucca-2016", "procedimenti*.xlsx")[0]
    for mark, where in (("CRASH-HERE", "ente 1"), ("CRASH-LATER", "ente 2"), ("HANG-HERE", "ente 3")):
        copy_as(source, os.path.join(root, where), mark + ".xlsx")
    with zipfile.ZipFile(os.path.join(root, "ente 2", "CRASH-LATER.xlsx"), "a") as file:
        # too large to be kept in memory until its plan is made
        file.writestr("docProps/altro.bin", random.Random(SEED).randbytes(300000))
    environment = session.environment("none", out, 0)
    result = session.batch(root, "-o", out, "-j", "1", "--timeout=15", **environment)
    states = {os.path.basename(entry["name"]): (entry["state"], entry["reason"]) for entry in load(out)["inputs"]}
    tap.equal(result.status, 3, "a worker that crashes, one that hangs", result.err)
    tap.ok(states["CRASH-HERE.xlsx"][0] == "failed" and "signal 6" in states["CRASH-HERE.xlsx"][1],
           "who crashes when it is looked at is named", states["CRASH-HERE.xlsx"])
    tap.ok(states["CRASH-LATER.xlsx"][0] == "failed" and "signal 6" in states["CRASH-LATER.xlsx"][1],
           "who crashes when its plan is made is named", states["CRASH-LATER.xlsx"])
    tap.ok(states["HANG-HERE.xlsx"][0] == "failed" and "too long" in states["HANG-HERE.xlsx"][1],
           "who takes too long is named", states["HANG-HERE.xlsx"])
    tap.equal(len([line for line in result.lines() if "-HERE" in line or "-LATER" in line]), 3, "each once", result.err)
    tap.equal(files_in(out), reference, "it costs nothing else")
    os.unlink(os.path.join(root, "ente 2", "CRASH-LATER.xlsx"))  # two workers do not count together
    two = session.new()
    session.batch(root, "-o", two, "-j", "2", "--timeout=15", **session.environment("none", two, 0))
    tap.equal(files_in(two), reference, "with two workers, too")
    for mark, where in (("CRASH-HERE", "ente 1"), ("HANG-HERE", "ente 3")):
        os.unlink(os.path.join(root, where, mark + ".xlsx"))
    session.batch(root, "-o", out, "--resume")
    tap.equal(without_times(out), without_times(good), "once they are gone --resume makes it whole")

    copy_as(source, os.path.join(root, "ente 1"), "CRASH-MAKING.xlsx")
    making = session.new()
    result = session.batch(root, "-o", making, "-j", "1", **session.environment("none", making, 0))
    states = {os.path.basename(entry["name"]): entry["state"] for entry in load(making)["inputs"]}
    tap.equal((result.status, states.pop("CRASH-MAKING.xlsx"), set(states.values())), (3, "failed", {"read"}),
              "who crashes once all are read is found by itself", result.err)
    tap.equal(files_in(making), reference, "and costs nothing else")
    os.unlink(os.path.join(root, "ente 1", "CRASH-MAKING.xlsx"))

    # a disk that is full from some point on
    size = sum(os.path.getsize(os.path.join(good, path)) for path in reference)
    outcomes, problems = set(), []
    for step in range(40):
        full = session.new("full")
        result = session.batch(root, "-o", full, "-j", "2", **session.environment("full", full, size * 4 * step // 40))
        outcomes.add(result.status)
        name = "a full disk, %d" % step
        problems += session.disagreements(name, full, reference, False)
        if result.status == 0 and files_in(full) != reference:
            problems.append(name + ": said to be done, but is not")
        if os.path.exists(full):
            again = session.batch(root, "-o", full, "--resume")
            if again.status != 0 or files_in(full) != reference or hidden_in(full):
                problems.append("%s: --resume does not end it: %s" % (name, again.err))
            shutil.rmtree(full)
    tap.equal(problems, [], "a full disk at 40 points: whole files only, which manifest or journal name; --resume ends it")
    tap.equal(outcomes, {0, 4}, "with the exit status of it")

    # a folder where a file must be: the report has taken its place when the scores cannot
    half = session.new("half")
    name = next(path for path in sorted(reference) if path.endswith("-punteggi.tsv"))
    os.makedirs(os.path.join(half, name))
    result = session.batch(root, "-o", half)
    problems = session.disagreements("in part", half, reference, False)
    tap.equal((result.status, problems, load(half)["totals"]["groups"]["failed"]), (4, [], 1),
              "outputs that take their places in part are named in the journal", result.err)
    os.rmdir(os.path.join(half, name))
    result = session.batch(root, "-o", half, "--resume")
    tap.equal((result.status, files_in(half), hidden_in(half)), (0, reference, []), "--resume ends it", result.err)

    few = session.new("few")
    # three streams, the journal, the signals, and not both ends of a worker's socket
    result = session.batch(root, "-o", few, limit=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (6, 6)))
    tap.ok(result.status == 4 and "no process could be started" in result.err and not load(few)["complete"],
           "where no process can be started, it fails", result.err)

    if os.getuid() != 0:
        closed = session.new("closed")
        os.makedirs(closed, 0o555)
        result = session.batch(root, "-o", closed)
        tap.equal(result.status, 4, "a folder that cannot be written", result.err)
    blocked = session.new("blocked")
    os.makedirs(blocked)
    with open(os.path.join(blocked, "ente 1"), "w"):
        pass
    result = session.batch(root, "-o", blocked)
    states = [group["state"] for group in load(blocked)["groups"]]
    tap.equal((result.status, sorted(states), hidden_in(blocked)),
              (4, ["failed", "written", "written", "written"], []),
              "a file where a folder must be: the others are written", result.err)


def killed(session, what, out, reference, random_numbers, duration, number):
    """One run, killed; every fourth one within a rename. Returns whether it came to its end first."""
    mode, environment = "none", {}
    if number % 4 == 3:
        mode = "kill"
        environment = session.environment(mode, out, random_numbers.randrange(0, 40))
    process = session.start(*what, "-o", out, "-j", "2", "--resume", **environment)
    if mode == "none":
        time.sleep(random_numbers.random() * duration)
        process.kill()
    process.wait()
    process.log.close()
    return process.returncode == 0


def wait_for_children(out):
    """Workers die with the program; what they were just doing is over at once."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        alive = False
        for name in os.listdir("/proc"):
            try:
                with open("/proc/%s/cmdline" % name, "rb") as file:
                    alive = alive or os.fsencode(out) in file.read() and os.path.exists("/proc/%s/exe" % name)
            except OSError:
                pass
        if not alive:
            return


def wait_for_manifest(process, out):
    """Until the run writes its first one, or ends."""
    while process.poll() is None and not os.path.exists(os.path.join(out, "manifest.json")):
        time.sleep(0.001)


def group_kill(session):
    tap, root, good = session.tap, session.path("archivio"), session.new()
    archive.small(root)
    what = (root, "--split")
    began = time.monotonic()
    session.batch(*what, "-o", good, "-j", "2")
    duration = (time.monotonic() - began) * 1.2
    reference, random_numbers = files_in(good), random.Random(SEED)
    out, problems, ended = session.new("killed"), [], 0
    for number in range(KILLS):
        if killed(session, what, out, reference, random_numbers, duration, number):
            ended += 1
        wait_for_children(out)
        name = "killed, %d" % number
        problems += session.disagreements(name, out, reference, False)
        if os.path.exists(os.path.join(out, "manifest.json")) and load(out)["complete"]:
            if files_in(out) != reference:
                problems.append(name + ": said to be complete, but is not")
            shutil.rmtree(out)
    tap.equal(problems, [], "killed %d times: whole files only, which manifest or journal name" % KILLS)
    tap.note("%d came to their end before" % ended)
    tap.ok(ended < KILLS // 2, "most of them were killed indeed")
    result = session.batch(*what, "-o", out, "--resume")
    tap.equal((result.status, files_in(out), hidden_in(out)), (0, reference, []), "--resume ends it", result.err)
    tap.equal(without_times(out), without_times(good), "with the manifest of one run")

    options, values = ("--values-only",), session.new()
    session.batch(*what, "-o", values, *options)
    same = True
    for left in range(3, 10):
        # two runs are killed, the second one under other options, about when it writes its first manifest
        out = session.new("options")
        session.batch(*what, "-o", out, "-j", "1", **session.environment("kill", out, 30))
        session.batch(*what, "-o", out, "-j", "1", "--resume", *options, **session.environment("kill", out, left))
        session.batch(*what, "-o", out, "--resume", *options)
        same = same and files_in(out) == files_in(values)
    tap.ok(same, "what a run under other options left in the journal does not count")

    out = session.new("nohup")
    process = session.start(*what, "-o", out, "-j", "1", prepare=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    wait_for_manifest(process, out)
    process.send_signal(signal.SIGHUP)
    process.wait()
    process.log.close()
    tap.equal((process.returncode, files_in(out)), (0, reference), "under nohup a hangup is nothing")

    interrupted, problems = 0, []
    for number in range(16):
        name = "interrupted, %d" % number
        out = session.new("interrupted")
        if number % 4 == 3:
            session.batch(*what, "-o", out)  # what is done anew must be named until it is
        before = files_in(out) if os.path.exists(out) else {}
        process = session.start(*what, "-o", out, "-j", "2")
        if number % 4 == 1:  # surely in its midst, whatever the machine's speed
            wait_for_manifest(process, out)
        else:
            time.sleep(random_numbers.random() * duration)
        process.send_signal((signal.SIGINT, signal.SIGTERM)[number // 2 % 2])
        process.wait()
        process.log.seek(0)
        said = process.log.read().decode()
        process.log.close()
        if process.returncode == 130:
            interrupted += 1
            problems += session.disagreements(name, out, reference, True)
            if hidden_in(out) or not ("ended early" in said or load(out)["complete"]):
                problems.append("%s: it leaves %s and says %s" % (name, hidden_in(out), said))
        elif process.returncode != 0 and os.path.exists(out) and files_in(out) != before:
            problems.append("%s before it was ready for that, yet it wrote: %s" % (name, said))
        again = session.batch(*what, "-o", out, "--resume")
        if (again.status, files_in(out)) != (0, reference):
            problems.append("%s: --resume does not end it: %s" % (name, again.err))
    tap.equal(problems, [], "interrupted 16 times: it says how far it came, leaves whole files only, and --resume ends it")
    tap.ok(interrupted > 0, "some were interrupted indeed", interrupted)


def group_annexes(session):
    annexes.all_of(session)


def group_corners(session):
    corners.all_of(session)


def group_shards(session):
    tap, root, one, out = session.tap, session.path("archivio"), session.new(), session.new()
    expected = archive.make(root)
    session.batch(root, "-o", one)
    script = os.path.join(SOURCE, "scripts", "batch-parallel")
    if not shutil.which("parallel"):
        tap.skip("four shards under GNU parallel", "GNU parallel is not installed")
        return
    environment = dict(session.program.environment, PIANOXL=session.program.path, HOME=session.folder)
    run = subprocess.run([script, "4", root, out], env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    result = Result(run)
    tap.equal(result.status, 3, "four shards under GNU parallel", result.err)
    tap.equal(without_times(out), without_times(one), "their manifests joined are the manifest of one run", result.err)
    tap.equal(files_in(out), files_in(one), "and their files its files")
    tap.equal(outputs(load(out)), files_in(out), "which it names")
    parts = [os.path.join(out, "manifest-%dof4.json" % part) for part in (1, 2, 3, 4)]
    tap.ok(all(len(load(out, os.path.basename(path))["inputs"]) < len(expected) for path in parts), "each did a part")
    wrong = [
        ("a part is missing", parts[:3], "part 4 of 4 is missing"),
        ("a part is given twice", parts + parts[:1], "given twice"),
        ("another archive", parts[:3] + [os.path.join(one, "manifest.json")], "another archive"),
        ("no manifest", parts[:3] + [script], "is no manifest"),
    ]
    for name, paths, message in wrong:
        result = session.batch("--merge", *paths, "-o", out)
        tap.ok(result.status == 3 and message in result.err, name, result.err)
    # a folder less: the others are dealt out anew
    shutil.rmtree(os.path.join(root, "apuane", "2019 vecchio"))
    session.batch(root, "-o", one, "--resume")
    subprocess.run([script, "4", root, out], env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    tap.equal(without_times(out), without_times(one), "once a folder is gone, too")
    tap.equal(sorted({os.path.dirname(path) for path in earlier(load(out))}), ["apuane/2019 vecchio"],
              "what it made stays and is named")
    single = session.new()
    said = [session.batch(os.path.join(root, "pira"), "-o", single, "--shard", part).err for part in ("1/2", "2/2")]
    result = session.batch("--merge", *[os.path.join(single, "manifest-%dof2.json" % part) for part in (1, 2)], "-o", single)
    tap.equal((["nothing to do" in text for text in said], result.status, len(files_in(single))), ([False, True], 0, 3),
              "a single folder is not parted, which is said", said, result.err)
    gone = next(iter(files_in(out)))
    os.unlink(os.path.join(out, gone))
    result = session.batch("--merge", *parts, "-o", out)
    tap.ok(result.status == 3 and gone in result.err, "an output is missing", result.err)
    shards = session.new()
    for part in ("1/2", "2/2"):
        session.batch(root, "-o", shards, "--group=file", "--shard", part)
    session.batch("--merge", *[os.path.join(shards, "manifest-%dof2.json" % part) for part in (1, 2)], "-o", shards)
    whole = session.new()
    session.batch(root, "-o", whole, "--group=file")
    tap.equal(without_times(shards), without_times(whole), "shards of single files")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("group", choices=[name[6:] for name in globals() if name.startswith("group_")])
    parser.add_argument("--program", required=True)
    parser.add_argument("--preload", required=True)
    arguments = parser.parse_args()
    session = Session(arguments.program, arguments.preload)
    try:
        globals()["group_" + arguments.group](session)
    finally:
        session.close()
    return session.tap.end()


sys.exit(main())
