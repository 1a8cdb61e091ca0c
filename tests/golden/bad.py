"""Bad inputs, templates and outputs: never a report, never more than one clear line."""
import os
import resource
import shutil
import signal
import subprocess
import zipfile

import openpyxl

USAGE, INPUT, OUTPUT = 2, 3, 4
OLD = b"the report of last year"


def cut(source, target, size):
    with open(source, "rb") as f, open(target, "wb") as g:
        g.write(f.read()[:size])
    return target


def flip(source, target, member, where):
    """A copy with one byte of a member changed: of its data, or of its checksum in the directory."""
    with open(source, "rb") as f:
        data = bytearray(f.read())
    with zipfile.ZipFile(source) as archive:
        info = archive.getinfo(member)
    if where == "data":
        names = int.from_bytes(data[info.header_offset + 26:info.header_offset + 28], "little")
        extra = int.from_bytes(data[info.header_offset + 28:info.header_offset + 30], "little")
        data[info.header_offset + 30 + names + extra + info.compress_size // 2] ^= 0x55
    else:
        entry = data.find(b"PK\x01\x02")
        while data[entry + 46:entry + 46 + len(member)] != member.encode():
            entry = data.find(b"PK\x01\x02", entry + 4)
        data[entry + 16] ^= 0x55
    with open(target, "wb") as f:
        f.write(data)
    return target


def household(target):
    """A workbook with which no template has anything to do."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (["Data", "Spesa", "Importo"], ["2/1", "pane", 3.2], ["3/1", "latte", 1.8]):
        sheet.append(row)
    workbook.save(target)
    return target


class Trial:
    def __init__(self, tap, program, folder, inputs):
        self.tap, self.program, self.inputs = tap, program, inputs
        self.folder = os.path.join(folder, "bad")
        os.makedirs(self.folder)
        self.good = inputs[0]

    def path(self, name):
        return os.path.join(self.folder, name)

    def text(self, name, content):
        with open(self.path(name), "wb") as f:
            f.write(content)
        return self.path(name)

    def refused(self, name, status, arguments, words, **how):
        """The program refuses: this exit status, one line with these words, only the old output left."""
        place = os.path.join(self.folder, "out")
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        report = os.path.join(place, "report.xlsx")
        with open(report, "wb") as f:
            f.write(OLD)
        result = self.program.run("report", *arguments, "-o", report, **how)
        problems = []
        if result.status != status:
            problems.append("exit status %d, wanted %d" % (result.status, status))
        if len(result.lines()) != 1:
            problems.append("%d lines on stderr, wanted one" % len(result.lines()))
        problems += ["the line does not say %r" % word for word in words if word not in result.err]
        if result.out:
            problems.append("something on stdout")
        with open(report, "rb") as f:
            if f.read() != OLD:
                problems.append("the old output is gone")
        if os.listdir(place) != ["report.xlsx"]:
            problems.append("files left: %s" % os.listdir(place))
        self.tap.ok(not problems, name, *problems, result.err)


def inputs_refused(trial):
    good, size = trial.good, os.path.getsize(trial.good)
    trial.refused("a file that is not there", INPUT, [trial.path("manca.xlsx")], ["manca.xlsx"])
    kinds = [("vuoto.xlsx", b""), ("spazi.xlsx", b"   \n"), ("testo.xlsx", b"Obiettivo;Peso\nA1;60\n"),
             ("pagina.xls", b"<html><body><table><tr><td>A1</td></tr></table></body></html>"),
             ("relazione.xlsx", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
             ("immagine.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64)),
             ("archivio.xlsx", b"PK\x05\x06" + bytes(18)), ("nome.ods", b"PK\x03\x04" + bytes(40))]
    for name, content in kinds:
        trial.refused("a file of another kind: " + name, INPUT, [trial.text(name, content)], [name])
    with zipfile.ZipFile(trial.path("lettera.xlsx"), "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    trial.refused("a ZIP file without workbook", INPUT, [trial.path("lettera.xlsx")], ["lettera.xlsx"])
    for part in (100, size // 4, size // 2, size - 2000, size - 30):
        name = "troncato-%d.xlsx" % part
        short = cut(good, trial.path(name), part)
        trial.refused("a workbook cut after %d bytes" % part, INPUT, [short], [name])
    with zipfile.ZipFile(good) as archive:
        parts = ("xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml")
        members = [name for name in archive.namelist() if name in parts]
    for member in members:
        for where in ("data", "checksum"):
            name = "guasto-%s-%s.xlsx" % (os.path.basename(member)[:-4], where)
            trial.refused("a wrong byte in the %s of %s" % (where, member), INPUT,
                          [flip(good, trial.path(name), member, where)], [name])
    other = household(trial.path("spese.xlsx"))
    trial.refused("a workbook that no template fits", INPUT, [other], ["spese.xlsx"])
    trial.refused("a good workbook with one that does not fit", INPUT, [good, other], ["spese.xlsx"])
    trial.refused("a good workbook with a damaged one", INPUT, [good, trial.path("troncato-100.xlsx")],
                  ["troncato-100.xlsx"])


def templates_refused(trial, template):
    """Words that the language does not know: the line names file, sheet and cell."""
    wrong = [("Allegato 1", "A1", "legi e scrivi", "controllo"),
             ("Allegato 1", "A7", "obbiettivo", "livello"),
             ("Allegato 1", "C7", "{codicce} {titolo}", "campo"),
             ("Risorse", "A7", "tabella legi", "tabella"),
             ("Segretario Generale", "A1", "leggi e scrivi con indicatore.pesi", "condizione")]
    for sheet, cell, text, name in wrong:
        path = trial.path("modello-%s.xlsx" % name)
        workbook = openpyxl.load_workbook(template)
        workbook[sheet][cell] = text
        workbook.save(path)
        trial.refused("a template with an unknown word: %s" % text, INPUT, ["--template", path, trial.good],
                      [os.path.basename(path), sheet, cell])
    nobody = trial.path("nessuno.xlsx")
    trial.refused("a template that is not there", INPUT, ["--template", nobody, trial.good], ["nessuno.xlsx"])
    trial.refused("a template that is none", INPUT, ["--template", trial.good, trial.good],
                  [os.path.basename(trial.good), "Metodo"])
    trial.refused("the name of no template", INPUT, ["--template", "massa-carara", trial.good],
                  ["massa-carara", "massa-carrara"])


def wrong_use(trial):
    trial.refused("no input", USAGE, [], [])
    trial.refused("an unknown option", USAGE, ["--tempalte", "x", trial.good], ["--tempalte", "--template"])
    trial.refused("a year that is none", USAGE, ["--anno", "19", trial.good], ["19"])
    trial.refused("a kind that is none", USAGE, ["--kind", "bilancio", trial.good], ["bilancio"])


def outputs_refused(trial):
    copy = trial.path("ingresso.xlsx")
    shutil.copy(trial.good, copy)
    with open(copy, "rb") as f:
        content = f.read()
    os.symlink(copy, trial.path("collegamento.xlsx"))
    os.link(copy, trial.path("altro-nome.xlsx"))
    ways = [("the input itself", copy),
            ("the input by another path", os.path.join(trial.folder, ".", "ingresso.xlsx")),
            ("the input by a symbolic link", trial.path("collegamento.xlsx")),
            ("the input by a second name", trial.path("altro-nome.xlsx"))]
    for name, output in ways:
        result = trial.program.run("report", copy, "-o", output)
        with open(copy, "rb") as f:
            kept = f.read() == content
        trial.tap.ok(result.status == USAGE and kept and len(result.lines()) == 1, "output to " + name,
                     "exit status %d" % result.status, "" if kept else "the input was changed", result.err)
    result = trial.program.run("report", trial.good, "-o", trial.path("non-esiste/report.xlsx"))
    trial.tap.ok(result.status == OUTPUT and len(result.lines()) >= 1 and "non-esiste" in result.err,
                 "output into a folder that is not there", "exit status %d" % result.status, result.err)


def full_disk(trial, whole):
    """Whatever cannot be written: the old output stays, or the whole new one is there."""
    def limited(size):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return limit
    for size in (0, 1000, 10000, len(whole) - 1):
        place = trial.path("disco-%d" % size)
        os.makedirs(place)
        report = os.path.join(place, "report.xlsx")
        with open(report, "wb") as f:
            f.write(OLD)
        result = trial.program.run("report", *trial.inputs, "-o", report, limit=limited(size))
        with open(report, "rb") as f:
            kept = f.read() == OLD
        trial.tap.ok(result.status == OUTPUT and kept and os.listdir(place) == ["report.xlsx"],
                     "a disk with room for %d bytes" % size, "exit status %d" % result.status,
                     "the old output %s" % ("stays" if kept else "is gone"), os.listdir(place), result.err)
    report = trial.path("senza-cartella.xlsx")
    with open(report, "wb") as f:
        f.write(OLD)
    result = trial.program.run("report", *trial.inputs, "-o", report, TMPDIR=trial.path("nessuna-cartella"))
    with open(report, "rb") as f:
        content = f.read()
    trial.tap.ok((result.status, content) in ((0, whole), (OUTPUT, OLD)), "no temporary folder",
                 "exit status %d, %d bytes written" % (result.status, len(content)), result.err)


LONGEST = 255  # bytes of a file's name on most file systems


def odd_names(trial, whole):
    """Names of outputs and inputs that scripts forget about."""
    folder = trial.path("nomi")
    os.makedirs(os.path.join(folder, "archivio"))
    for name in ("con  spazi .xlsx", "perché così – à.xlsx", "-o.xlsx", "a;b&c$(d)'\"#%20.xlsx", "riga\nnuova.xlsx",
                 "è" * ((LONGEST - 5) // 2) + ".xlsx", "x" * (LONGEST - 5) + ".xlsx"):
        report = os.path.join(folder, name)
        result = trial.program.run("report", *trial.inputs, "-o", report)
        good = result.status == 0 and os.path.exists(report) and open(report, "rb").read() == whole
        trial.tap.ok(good, "an output named %r" % name[:40], "exit status %d" % result.status, result.err)
        os.unlink(report)
        beside = [other for other in os.listdir(folder) if other.endswith("-rilievi.xlsx")]
        trial.tap.ok(len(beside) == 1 and beside[0][:100] == name[:-5][:100] + beside[0][len(name[:-5][:100]):100],
                     "findings beside an output named %r" % name[:40], beside)
        for other in beside:
            os.unlink(os.path.join(folder, other))
        copy = os.path.join(folder, name)
        shutil.copy(trial.good, copy)
        dump, plain = trial.program.run("dump", copy), trial.program.run("dump", trial.good)
        trial.tap.ok(dump.status == 0 and dump.out == plain.out, "an input named %r" % name[:40], dump.err)
        os.unlink(copy)
    too_long = os.path.join(folder, "x" * (LONGEST - 4) + ".xlsx")
    result = trial.program.run("report", *trial.inputs, "-o", too_long)
    trial.tap.ok(result.status == OUTPUT and os.listdir(folder) == ["archivio"], "a name that is too long",
                 "exit status %d" % result.status, os.listdir(folder), result.err)
    target, link = os.path.join(folder, "archivio", "vero.xlsx"), os.path.join(folder, "collegamento.xlsx")
    os.symlink("archivio/vero.xlsx", link)
    for kind in ("leads nowhere yet", "leads to a report"):
        result = trial.program.run("report", *trial.inputs, "-o", link)
        good = result.status == 0 and os.path.islink(link) and open(target, "rb").read() == whole
        trial.tap.ok(good and os.listdir(os.path.dirname(target)) == ["vero.xlsx"], "a link that " + kind, result.err)
    os.unlink(os.path.join(folder, "collegamento-rilievi.xlsx"))
    for name, where in (("ring.xlsx", "ring.xlsx"), ("cartella.xlsx", "archivio")):
        os.symlink(where, os.path.join(folder, name))
        result = trial.program.run("report", *trial.inputs, "-o", os.path.join(folder, name))
        trial.tap.ok(result.status == OUTPUT and len(result.lines()) >= 1 and name in result.err,
                     "a link that cannot be written through: " + name, result.err)
    trial.tap.ok(sorted(os.listdir(folder)) == ["archivio", "cartella.xlsx", "collegamento.xlsx", "ring.xlsx"],
                 "nothing else is left", os.listdir(folder))


ANNEXES = ["Allegato 1 - Alberatura 2019.xlsx", "Allegato 2 - Cruscotti operativi 2019.xlsx"]


def split_refused(trial):
    """Allegati that would replace an input, the report or each other: nothing is written, nothing is lost."""
    folder, whole = trial.path("divisi"), trial.path("intero.xlsx")
    first, second = (os.path.join(folder, name) for name in ANNEXES)

    def refused(name, status, words, prepare, *options, inputs=None):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        prepare()
        before = {entry: open(os.path.join(folder, entry), "rb").read() for entry in os.listdir(folder)}
        result = trial.program.run("report", *(inputs or trial.inputs), "--no-findings-file", "--split", *options)
        after = {entry: open(os.path.join(folder, entry), "rb").read() for entry in os.listdir(folder)}
        trial.tap.ok(result.status == status and words in result.err and after == before and not os.path.exists(whole),
                     "--split: " + name, "exit status %d" % result.status, result.err, sorted(after))

    def link(target, place):
        trial.text(os.path.join("divisi", os.path.basename(target)), OLD)
        os.symlink(os.path.basename(target), place)

    def copy_input(name):
        shutil.copy(trial.good, os.path.join(folder, name))

    others = trial.inputs[1:]
    for name in (ANNEXES[0], ANNEXES[1][:-5] + ".pdf"):
        refused("an Allegato that is an input, " + name[-4:], USAGE, "the output is one of the inputs",
                lambda: copy_input(name), folder, "--pdf", inputs=[os.path.join(folder, name)] + others)
    refused("the report named as an Allegato", USAGE, "cannot be one file", lambda: None, folder, "-o", first)
    refused("the report by a link to an Allegato", USAGE, "cannot be one file",
            lambda: link(first, os.path.join(folder, "x.xlsx")), folder, "-o", os.path.join(folder, "x.xlsx"))
    refused("an Allegato that links to another", USAGE, "links to another Allegato", lambda: link(first, second),
            folder, "-o", whole)
    refused("a file where the folder goes", OUTPUT, "the folder cannot be made", lambda: trial.text("divisi/x", OLD),
            os.path.join(folder, "x"), "-o", whole)


NOBODY = 65534


def as_nobody():
    """Root may write anywhere: a user without rights stands in for it."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def protected(trial):
    """A folder that may only be read, and a report that is write-protected."""
    folder = trial.path("protetta")
    os.makedirs(folder)
    report = os.path.join(folder, "report.xlsx")
    with open(report, "wb") as f:
        f.write(OLD)
    os.chmod(folder, 0o555)
    for place in (trial.folder, os.path.dirname(trial.folder)):
        os.chmod(place, 0o755)
    try:
        result = trial.program.run("report", *trial.inputs, "-o", report, limit=as_nobody)
    except (OSError, subprocess.SubprocessError) as error:
        trial.tap.skip("a folder that may only be read", str(error))
        return
    finally:
        os.chmod(folder, 0o755)
    with open(report, "rb") as f:
        kept = f.read() == OLD
    trial.tap.ok(result.status == OUTPUT and kept and os.listdir(folder) == ["report.xlsx"] and "report.xlsx" in result.err,
                 "a folder that may only be read", "exit status %d" % result.status, result.err)


def italian(trial, whole):
    """Under an Italian locale, with its decimal comma, the report is the same to the byte."""
    folder = trial.path("locale")
    os.makedirs(folder)
    if shutil.which("localedef"):
        subprocess.run(["localedef", "-i", "it_IT", "-f", "UTF-8", os.path.join(folder, "it_IT.UTF-8")],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not os.path.isdir(os.path.join(folder, "it_IT.UTF-8")):
        trial.tap.skip("an Italian locale", "localedef cannot make one here")
        return
    report = trial.path("italiano.xlsx")
    result = trial.program.run("report", *trial.inputs, "-o", report, LC_ALL="it_IT.UTF-8", LOCPATH=folder)
    with open(report, "rb") as f:
        same = f.read() == whole
    good = result.status == 0 and same
    trial.tap.ok(good, "an Italian locale", "exit status %d" % result.status, result.err)


def check(tap, program, folder, inputs, template, report):
    trial = Trial(tap, program, folder, inputs)
    with open(report, "rb") as f:
        whole = f.read()
    before = {path: (os.stat(path).st_mtime_ns, open(path, "rb").read()) for path in inputs}
    inputs_refused(trial)
    templates_refused(trial, template)
    wrong_use(trial)
    outputs_refused(trial)
    full_disk(trial, whole)
    odd_names(trial, whole)
    protected(trial)
    split_refused(trial)
    italian(trial, whole)
    after = {path: (os.stat(path).st_mtime_ns, open(path, "rb").read()) for path in inputs}
    tap.ok(before == after, "the inputs are as they were")
