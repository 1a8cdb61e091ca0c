"""The program under test."""
import os
import shutil
import subprocess


def italian(folder):
    """The environment in which messages are Italian. Newer glibc translates nothing under C.UTF-8, so the locale is made, in
    `folder`, where it can be."""
    made = os.path.join(folder, "it_IT.UTF-8")
    if shutil.which("localedef"):
        subprocess.run(["localedef", "-i", "it_IT", "-f", "UTF-8", made], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return dict(LC_ALL="it_IT.UTF-8", LOCPATH=folder) if os.path.isdir(made) else dict(LC_ALL="C.UTF-8", LANGUAGE="it")


class Result:
    def __init__(self, run):
        self.status = run.returncode
        self.out = run.stdout.decode("utf-8", "replace")
        self.err = run.stderr.decode("utf-8", "replace")

    def lines(self):
        """The lines of stderr."""
        return [line for line in self.err.split("\n") if line.strip()]


class Program:
    def __init__(self, path, templates):
        self.path = os.path.abspath(path)
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", PIANOXL_TEMPLATES=os.path.abspath(templates))
        self.environment.pop("LANGUAGE", None)

    def run(self, *arguments, folder=None, limit=None, **environment):
        """Runs the program to its end; `limit` is called in the child before it starts."""
        run = subprocess.run([self.path] + list(arguments), cwd=folder, preexec_fn=limit, timeout=120,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             env=dict(self.environment, **environment))
        return Result(run)

    def table(self, *arguments):
        """The TSV on stdout as rows, escapes kept."""
        result = self.run(*arguments)
        return [line.split("\t") for line in result.out.split("\n") if line]
