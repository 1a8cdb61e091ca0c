"""batch --split --pdf: the Allegati of each plan in a folder beside its report, and all of it as PDF."""
import csv
import glob
import os
import shutil
import signal
import time

import archive
from folders import earlier, files_in, hidden_in, load, outputs, stamps, without_times


def expected(session, root):
    """What report writes for each of the plans."""
    files = {}
    for folder in sorted(os.listdir(root)):
        into = session.new("report")
        os.makedirs(into)
        inputs = sorted(glob.glob(os.path.join(root, folder, "*")))
        session.program.run("report", *inputs, "-o", os.path.join(into, "r.xlsx"), "--split", os.path.join(into, "a"), "--pdf")
        for path, digest in files_in(into).items():
            if path.startswith(("a/", "r.")) and not path.endswith("-rilievi.xlsx"):
                files[folder + "/" + path] = digest
    return files


def as_report(files):
    """Names of batch's outputs as `expected` has them."""
    found = {}
    for path, digest in files.items():
        folder, name = path.split("/", 1)
        if "-allegati/" in name:
            found["%s/a/%s" % (folder, name.split("/")[1])] = digest
        elif name.endswith((".xlsx", ".pdf")) and not name.endswith("-rilievi.xlsx"):
            found["%s/r%s" % (folder, os.path.splitext(name)[1])] = digest
    return found


def office(session, name, script):
    """A LibreOffice of ours, first in PATH."""
    folder = session.path(name)
    os.makedirs(folder)
    path = os.path.join(folder, "soffice")
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + script)
    os.chmod(path, 0o755)
    return folder + ":" + os.environ["PATH"]


def ends_with_batch(session, root):
    """LibreOffice works when the run is interrupted."""
    tap, out, temporary, mark = session.tap, session.new(), session.path("tmp"), session.path("started")
    os.makedirs(temporary)
    slow = office(session, "slow", "echo $$ > %s\nexec sleep 60\n" % mark)
    process = session.start(root, "-o", out, "-j", "1", "--pdf", PATH=slow, TMPDIR=temporary)
    deadline = time.monotonic() + 60
    while not (os.path.exists(mark) and os.path.getsize(mark)) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    status = process.wait()
    process.log.close()
    with open(mark) as file:
        alive = os.path.exists("/proc/%s" % file.read().strip())
    tap.equal((status, alive, os.listdir(temporary), hidden_in(out), files_in(out)), (130, False, [], [], {}),
              "an interruption ends LibreOffice, too, and leaves nothing")


def is_alive(pid):
    try:
        with open("/proc/%s/stat" % pid) as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def ends_with_a_death(session, root):
    """LibreOffice works when all of batch is killed."""
    tap, out, temporary, mark = session.tap, session.new(), session.path("tmp-killed"), session.path("working")
    os.makedirs(temporary)
    slow = office(session, "working-slowly", "sleep 60 &\necho $! $$ > %s\nwait\n" % mark)
    process = session.start(root, "-o", out, "-j", "1", "--pdf", prepare=os.setsid, PATH=slow, TMPDIR=temporary)
    deadline = time.monotonic() + 60
    while not (os.path.exists(mark) and os.path.getsize(mark)) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.log.close()
    with open(mark) as file:
        pids = file.read().split()
    deadline = time.monotonic() + 20
    while (any(map(is_alive, pids)) or os.listdir(temporary)) and time.monotonic() < deadline:
        time.sleep(0.01)
    tap.equal((len(pids), [pid for pid in pids if is_alive(pid)], os.listdir(temporary)), (2, [], []),
              "kill -9 ends LibreOffice and what it started, too, and leaves no temporary files")


def all_of(session):
    tap, root, out = session.tap, session.path("archivio"), session.new()
    archive.small(root)
    nothing = session.new()
    result = session.batch(root, "-o", nothing, "--pdf", PATH=session.path("niente"))
    tap.ok(result.status == 4 and "LibreOffice" in result.err and not os.path.exists(nothing),
           "without LibreOffice --pdf does not begin", result.err)
    if not shutil.which("soffice") and not shutil.which("libreoffice"):
        tap.skip("Allegati and PDFs", "LibreOffice is not installed")
        return
    result = session.batch(root, "-o", out, "-j", "2", "--split", "--pdf")
    wanted = expected(session, root)
    tap.equal((result.status, as_report(files_in(out))), (0, wanted), "reports and Allegati, .xlsx and .pdf, as report has them",
              result.err)
    tap.ok(any("/a/" in path for path in wanted) and any(path.endswith(".pdf") for path in wanted), "there are some", wanted)
    manifest = load(out)
    tap.equal((outputs(manifest), earlier(manifest)), (files_in(out), {}), "the manifest names them all, with their hashes")
    with open(os.path.join(out, "manifest.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = {row[column]: row[column + "_sha256"] for row in rows for column in ("report", "scores", "findings_file", "pdf")
             if row[column]}
    named.update((row["output"], row["sha256"]) for row in rows if not row["input"])
    tap.equal(named, files_in(out), "and so does manifest.csv, each Allegato on a line of its own")
    tap.ok(all(row["group"] and row["template"] and row["state"] == "written" for row in rows if not row["input"]),
           "with its plan", rows)
    before = stamps(out)
    result = session.batch(root, "-o", out, "--resume", "--split", "--pdf")
    tap.equal((result.status, stamps(out)), (0, before), "--resume has nothing to do", result.err)
    whole, text = files_in(out), without_times(out)
    os.unlink(os.path.join(out, next(path for path in sorted(whole) if path.endswith(".pdf") and "-allegati/" in path)))
    session.batch(root, "-o", out, "--resume", "--split", "--pdf")
    tap.equal((files_in(out), without_times(out)), (whole, text), "a PDF that is gone is made again")
    session.batch(root, "-o", out, "--resume")
    manifest = load(out)
    tap.equal((dict(outputs(manifest), **earlier(manifest)), set(path for path in whole if path.endswith(".pdf") or
               "-allegati/" in path)), (files_in(out), set(earlier(manifest))),
              "without these options the manifest still names what they made")

    broken = session.new()
    failing = office(session, "failing", "echo 'Error: no room' >&2\nexit 1\n")
    result = session.batch(root, "-o", broken, "--pdf", PATH=failing)
    groups = load(broken)["groups"]
    tap.equal((result.status, [group["state"] for group in groups]), (4, ["written"] * 4),
              "a LibreOffice that fails costs the PDFs alone", result.err)
    tap.ok(all(group["reason"].startswith(os.path.basename(group["name"]) + ".pdf: LibreOffice made no PDF") for group in groups) and
           len([line for line in result.lines() if "made no PDF" in line]) == 4, "which is said once for each plan", result.err)
    session.batch(root, "-o", broken, "--pdf", "--resume")
    tap.equal((sorted(path for path in files_in(broken) if path.endswith(".pdf")), hidden_in(broken)),
              (sorted(path for path in whole if path.endswith(".pdf") and "-allegati/" not in path), []),
              "--resume makes them")
    ends_with_batch(session, root)
    ends_with_a_death(session, root)
