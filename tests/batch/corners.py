"""batch where somebody means it harm, or two runs or an input's owner come in between."""
import os
import shutil
import subprocess
import time

import openpyxl

import archive
from annexes import office
from folders import STAGING, earlier, files_in, hidden_in, load, outputs


def all_of(session):
    root = session.path("archivio")
    archive.small(root)
    good = session.new()
    session.batch(root, "-o", good)
    reference = files_in(good)
    closed_streams(session, root, reference)
    foreign_links(session, root, reference)
    two_runs(session, root, reference)
    forgotten_journal(session, root)
    changed_meanwhile(session, root, reference)
    other_options(session, root)
    hands_off(session, root)
    shared_names(session)
    nothing_for_annexes(session)


def wait_until(true):
    deadline = time.monotonic() + 60
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)


def closed_streams(session, root, reference):
    """What is said must not go into files that have taken the numbers of the streams."""
    tap, out = session.tap, session.new()
    archive.write(os.path.join(root, "a", "rotto.xlsx"), b"PK\3\4")
    program = '"$0" batch "$1" -o "$2" -j 2 <&- >&- 2>&-'
    done = subprocess.run(["sh", "-c", program, session.program.path, root, out], env=session.program.environment, timeout=120)
    tap.equal((done.returncode, files_in(out), hidden_in(out)), (3, reference, []), "without stdin, stdout and stderr")
    done = subprocess.run(["sh", "-c", '"$0" template list >&-', session.program.path], env=session.program.environment)
    tap.equal(done.returncode, 4, "data for a stdout that is closed")
    os.unlink(os.path.join(root, "a", "rotto.xlsx"))
    os.rmdir(os.path.join(root, "a"))


def foreign_links(session, root, reference):
    """The hidden folder is emptied: it must be our own."""
    tap, victim = session.tap, session.path("altrui")
    archive.write(os.path.join(victim, "lettera.txt"), b"cara")
    archive.write(os.path.join(victim, "journal"), b"caro")
    for name, target in ((STAGING + "batch-1of1", victim), (STAGING + "batch-1of1/journal", victim + "/lettera.txt")):
        out = session.new()
        os.makedirs(os.path.dirname(os.path.join(out, name)))
        os.symlink(target, os.path.join(out, name))
        before = files_in(victim)
        result = session.batch(root, "-o", out)
        tap.equal((result.status, files_in(victim), [path for path in files_in(out) if path in reference]), (4, before, []),
                  "a link in place of " + name, result.err)


def two_runs(session, root, reference):
    """Two runs of one whole, the whole and a part of it, or parts of two divisions, would write the same files."""
    tap = session.tap
    for first, second in (((), ()), ((), ("--shard=1/2",)), (("--shard=1/2",), ()), (("--shard=1/2",), ("--shard=1/3",))):
        out = session.new()
        slow = office(session, "waiting-%d" % session.count, "sleep 60\n")
        running = session.start(root, "-o", out, "-j", "1", "--pdf", *first, PATH=slow)
        wait_until(lambda: os.path.exists(os.path.join(out, STAGING + "batch-1of%d" % (2 if first else 1), "journal")))
        before = sorted(hidden_in(out))
        result = session.batch(root, "-o", out, *second)
        tap.equal((result.status, "another batch is writing there" in result.err, [name for name in hidden_in(out) if
                   name.startswith(STAGING + "batch-")]), (4, True, [name for name in before if name.startswith(STAGING + "batch-")]),
                  "%s while %s runs" % (second or "the whole", first or "the whole"), result.err)
        running.terminate()
        running.wait()
        running.log.close()
    for shard in ("--shard=1/2", "--shard=2/2"):
        session.batch(root, "-o", out, shard)
    tap.equal((files_in(out), hidden_in(out)), (reference, []), "then they are written")
    archive.write(os.path.join(out, "manifest.json"), b"{}")
    session.batch(root, "-o", out, "--resume")
    tap.equal(hidden_in(out), [], "a run that is refused leaves nothing")


def forgotten_journal(session, root):
    """Killed, begun anew, killed again before there is a manifest: what the first run wrote is still named."""
    tap, out = session.tap, session.new()
    session.batch(root, "-o", out, "-j", "1", **session.environment("kill", out, 12))
    placed = files_in(out)
    for number in range(8):
        session.batch(root, "-o", out, "-j", "1", *(["--resume", "--values-only"] if number % 2 else []),
                      **session.environment("kill", out, 0))
    tap.equal((len(placed) > 2, files_in(out)), (True, placed), "runs that are killed at once change nothing")
    session.batch(root, "-o", out, "--sheets=nessuno")
    tap.equal(earlier(load(out)), placed, "nor do they forget what was written")


def changed_meanwhile(session, root, reference):
    """An input that is saved while its plan is made."""
    tap, out, path = session.tap, session.new(), os.path.join(root, "ente 0", "procedimenti-2016.xlsx")
    content = archive.read(path)
    saving = office(session, "saving", "echo >> '%s'\nexit 1\n" % path)
    result = session.batch(root, "-o", out, "-j", "1", "--pdf", PATH=saving)
    states = {group["folder"]: (group["state"], group["reason"]) for group in load(out)["groups"]}
    tap.equal((result.status, states["ente 0"]), (4, ("failed", "ente 0/procedimenti-2016.xlsx has changed while it was "
              "read; --resume reads it again")), "an input changes while its plan is made", states, result.err)
    tap.ok(not any(name.startswith("ente 0/") for name in files_in(out)), "which is not written then")
    archive.write(path, content)
    session.batch(root, "-o", out, "--resume")
    session.batch(root, "-o", out, "--resume")
    tap.equal(files_in(out), reference, "but by --resume")


def other_options(session, root):
    """A value that looks like options."""
    tap, out, wanted = session.tap, session.new(), session.new()
    session.batch(root, "-o", out, "--delibera=n. 1 --codepage=CP850")
    result = session.batch(root, "-o", out, "--delibera=n. 1", "--codepage=CP850", "--resume")
    session.batch(root, "-o", wanted, "--delibera=n. 1", "--codepage=CP850")
    tap.equal(("done anew" in result.err, files_in(out)), (True, files_in(wanted)), "a value is no other option", result.err)


def hands_off(session, root):
    """An output that somebody has changed is theirs; templates stay as they are."""
    tap, archived, out = session.tap, session.path("rifatto"), session.new()
    session.batch(root, "-o", os.path.join(archived, "fatti"))
    changed, content = os.path.join("fatti", "ente 0", "lucca-relazione-2016.xlsx"), archive.inputs("lucca-2016", "procedimenti*.xlsx")[0]
    archive.write(os.path.join(archived, changed), archive.read(content))
    result = session.batch(archived, "-o", out, "--group=file")
    states = {entry["name"]: entry["state"] for entry in load(out)["inputs"]}
    tap.equal(([name for name, state in states.items() if state == "read"], result.status, len(states)), ([changed], 0, 14),
              "an output of an earlier batch that was changed is read", result.err, states)

    templates = session.path("modelli")
    shutil.copytree(os.path.join(session.program.environment["PIANOXL_TEMPLATES"], "lucca"), os.path.join(templates, "lucca"))
    before = files_in(templates)
    archive.write(os.path.join(archived, "lucca", "relazione.xls"), archive.read(content))
    result = session.batch(os.path.join(archived, "lucca"), archived + "/lucca/relazione.xls", os.path.join(archived, "fatti"),
                           "-o", templates, "--group=file", PIANOXL_TEMPLATES=templates)
    tap.equal((result.status, {path: files_in(templates).get(path) for path in before}), (4, before),
              "a template is not replaced", result.err)


def shared_names(session):
    """Files that by their names alone would have the same outputs, and a folder that is named like one of them."""
    tap, root, whole, parts = session.tap, session.path("omonimi"), session.new(), session.new()
    procedures, standard = (archive.inputs("lucca-2016", name + "*") for name in ("procedimenti", "standard"))
    for name, path in (("a/x.xls", procedures[0]), ("a/x.xlsx", standard[1]), ("a/x-2.xls", standard[0]),
                       ("a/x-allegati/Allegato 2 - Procedimenti 2016.xlsx", standard[1])):
        archive.write(os.path.join(root, name), archive.read(path))
    for options in ((), ("--shard=1/3",), ("--shard=2/3",), ("--shard=3/3",)):
        session.batch(root, "-o", parts if options else whole, "--group=file", "--split", *options)
    named = [output["name"] for group in load(whole)["groups"] for output in group["outputs"]]
    tap.equal((outputs(load(whole)), len(set(named))), (files_in(whole), len(named)), "no two plans share an output", named)
    result = session.batch("--merge", *[os.path.join(parts, "manifest-%dof3.json" % part) for part in (1, 2, 3)], "-o", parts)
    tap.equal((result.status, files_in(parts)), (0, files_in(whole)), "nor do two shards", result.err)


def nothing_for_annexes(session):
    """The only sheet that has something belongs to no Allegato."""
    tap, root, alone, split = session.tap, session.path("senza"), session.new(), session.new()
    archive.write(os.path.join(root, "costo.xlsx"), archive.read(archive.inputs("lucca-2016", "costo*.xlsx")[0]))
    template, count = session.path("modello.xlsx"), 0
    book = openpyxl.load_workbook(os.path.join(session.program.environment["PIANOXL_TEMPLATES"], "lucca", "relazione.xlsx"))
    for row in book["Metodo"].iter_rows():
        for cell in row:
            if cell.value and "; Costo del personale;" in str(cell.value):
                cell.value, count = cell.value.replace("; Costo del personale;", ";"), count + 1
    book.save(template)
    session.batch(root, "-o", alone, "--template", template)
    result = session.batch(root, "-o", split, "--template", template, "--split")
    tap.equal((count, result.status, len(files_in(split)), files_in(split)), (1, 0, 3, files_in(alone)),
              "a plan without Allegati has its report", result.err)
