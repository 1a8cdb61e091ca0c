"""What stands in an output folder, and what its manifest and its journal say of it."""
import hashlib
import json
import os
import re

import archive

TIMES = re.compile(r'("seconds": )[0-9.]+')
STAGING = ".pianoxl-"


def sha256(path):
    return hashlib.sha256(archive.read(path)).hexdigest()


def files_in(folder):
    """Path below the folder: SHA-256, of every file but manifests and what is being written."""
    found = {}
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(STAGING)]
        for name in names:
            path = os.path.relpath(os.path.join(at, name), folder)
            if not re.fullmatch(r"manifest(-\d+of\d+)?\.(json|csv)", path):
                found[path] = sha256(os.path.join(at, name))
    return found


def hidden_in(folder):
    return [name for at, folders, names in os.walk(folder) for name in folders + names if name.startswith(STAGING)]


def load(folder, name="manifest.json"):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def without_times(folder, name="manifest.json"):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return TIMES.sub(r"\1", file.read())


def outputs(manifest):
    return {output["name"]: output["sha256"] for group in manifest["groups"] for output in group["outputs"]}


def earlier(manifest):
    return {output["name"]: output["sha256"] for output in manifest["earlier"]}


def journal(folder):
    """The groups that the journal of a killed run names; a last record may be cut off."""
    named = {}
    path = os.path.join(folder, STAGING + "batch-1of1", "journal")
    for record in archive.read(path).split(b"\x1e")[1:] if os.path.exists(path) else []:
        try:
            named.update(outputs(json.loads(record)))
        except ValueError:
            pass
    return named


def stamps(folder):
    return {path: os.stat(os.path.join(folder, path)).st_mtime_ns
            for path in list(files_in(folder)) + ["manifest.json", "manifest.csv"]}
