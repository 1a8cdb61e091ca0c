"""batch where somebody means it harm, or two runs or an input's owner come in between."""
import os
import subprocess

import archive
from folders import STAGING, files_in, hidden_in


def all_of(session):
    root = session.path("archivio")
    archive.small(root)
    good = session.new()
    session.batch(root, "-o", good)
    reference = files_in(good)
    closed_streams(session, root, reference)
    foreign_links(session, root, reference)


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
