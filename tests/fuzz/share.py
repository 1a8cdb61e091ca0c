#!/usr/bin/env python3
"""The share of lines that are reached, in percent: share.py FILE-OF-SRC... < what `llvm-cov export` prints."""
import json
import sys

lines = reached = 0
for entry in json.load(sys.stdin)["data"][0]["files"]:
    if any(entry["filename"].endswith("/src/" + name) for name in sys.argv[1:]):
        lines += entry["summary"]["lines"]["count"]
        reached += entry["summary"]["lines"]["covered"]
print("%.1f" % (100 * reached / lines if lines else 0))
