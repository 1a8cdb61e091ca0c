"""What the benchmarks share: measuring processes in turns, and tables of what came out."""
import os
import platform
import re
import statistics
import subprocess
import sys
import time

BUILD = "build-release"
PROGRAM = BUILD + "/pianoxl"
FOLDER = BUILD + "/bench-data"


class Measured:
    """User plus system time, elapsed time (seconds) and peak memory (MiB) of a process and those it waited for."""

    def __init__(self, cpu, elapsed, peak, out=b""):
        self.cpu, self.elapsed, self.peak, self.out = cpu, elapsed, peak, out


def measure(command, status=0, **options):
    begin = time.monotonic()
    with open(os.path.join(FOLDER, "stdout"), "w+b") as out, open(os.path.join(FOLDER, "stderr"), "w+b") as messages:
        process = subprocess.Popen(command, stdout=out, stderr=messages, **options)
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
        elapsed = time.monotonic() - begin
        out.seek(0)
        messages.seek(0)
        if process.returncode != status:
            sys.exit("%s: exit status %d\n%s" % (" ".join(command), process.returncode,
                                                 messages.read().decode("utf-8", "replace")))
        return Measured(usage.ru_utime + usage.ru_stime, elapsed, usage.ru_maxrss / 1024, out.read())


def in_turns(commands, runs, status=0):
    """Medians of so many runs by name; one before them brings files into the cache. In turns, so that a busy moment of the
    machine meets all."""
    for command in commands.values():
        measure(command, status)
    measured = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            measured[name].append(measure(command, status))
    return {name: Measured(statistics.median(m.cpu for m in all_runs), statistics.median(m.elapsed for m in all_runs),
                           max(m.peak for m in all_runs), all_runs[0].out) for name, all_runs in measured.items()}


def first_line(command):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout.split("\n")[0].strip()
    except OSError:
        return ""


def describe_machine():
    with open("/proc/cpuinfo") as info:
        model = re.search(r"model name\s*: (.*)", info.read())
    system = re.search(r'PRETTY_NAME="(.*)"', open("/etc/os-release").read())
    compiler = first_line(["cc", "--version"])
    print("%s, %d cores, Linux %s, %s; %s, buildtype release" % (
        model.group(1) if model else platform.machine(), os.cpu_count(), platform.release().split("-")[0],
        system.group(1) if system else "", compiler))


def table(title, rows, base=None):
    """Rows of name and Measured; how many times as much as `base` needs each, by user plus system time."""
    print("\n%s" % title)
    print("  %-34s %10s %10s %9s%s" % ("", "cpu s", "elapsed s", "peak MiB", "    times" if base else ""))
    for name, m in rows:
        print("  %-34s %10.4f %10.4f %9.1f%s" % (name, m.cpu, m.elapsed, m.peak, "%9.2f" % (m.cpu / base.cpu) if base else ""))
