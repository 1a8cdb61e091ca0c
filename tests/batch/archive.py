"""An archive made from the cases: bodies, years, three formats, and what stands between the workbooks of a real one."""
import glob
import os
import shutil
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(os.path.dirname(HERE), "data")

# folder in the archive: case, names of its inputs
FOLDERS = {
    "apuane/2019": ("massa-carrara-2019", ["*.xlsx"]),
    "apuane/2019 vecchio": ("massa-carrara-2019", ["*.xls", "schede*.xlsx"]),
    "serchio/2016": ("lucca-2016", ["*.xls"]),
    "serchio/2020/città di prova": ("lucca-2020", ["*.xlsx"]),
    "salento/2021": ("lecce-2021", ["*.ods", "kpi*.xlsx"]),
    "pira": ("lucca-pira-2018", ["pira-2018.xlsx"]),
}
# Two plans in one folder.
MIXED = ("misto", [("lucca-pira-2018", "pira-2018.xls"), ("lecce-2021", "piano-2021.xlsx")])


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def inputs(case, pattern):
    return sorted(glob.glob(os.path.join(DATA, case, "inputs", pattern)))


def small(root):
    """Four small plans, for what is run hundreds of times."""
    for number, name in enumerate(["procedimenti", "consuntivo", "scheda", "standard"]):
        for path in inputs("lucca-2016", name + "*.xlsx"):
            folder = os.path.join(root, "ente %d" % number)
            os.makedirs(folder)
            shutil.copy(path, folder)


def make(root):
    """Makes it; returns what must become of each file: read, refused or no workbook, and of folders' groups."""
    expected = {}
    for folder, (case, patterns) in FOLDERS.items():
        for pattern in patterns:
            for path in inputs(case, pattern):
                name = "%s/%s" % (folder, os.path.basename(path))
                write(os.path.join(root, name), read(path))
                expected[name] = "read"
    folder, members = MIXED
    for case, name in members:
        write(os.path.join(root, folder, name), read(os.path.join(DATA, case, "inputs", name)))
        expected["%s/%s" % (folder, name)] = "read"
    plan = read(inputs("massa-carrara-2019", "piano*.xlsx")[0])
    old = read(inputs("massa-carrara-2019", "piano*.xls")[0])
    others = {
        # a workbook is told by its bytes, whatever its name
        "senza nome/piano": (plan, "read"),
        b"senza nome/schede-\xe9.dat": (read(inputs("massa-carrara-2019", "schede*.xlsx")[0]), "read"),
        # damaged ones, in folders with good ones and in folders of their own
        "apuane/2019/tagliato.xlsx": (plan[:9000], "refused"),
        "apuane/2019/rovinato.xlsx": (plan[:5000] + b"\0" * 300 + plan[5300:], "refused"),
        "serchio/2016/tagliato.xls": (old[:20000], "refused"),
        "rotti/vuoto.xlsx": (b"", "refused"),
        "rotti/pagina.xls": (b"<html><table><tr><td>1</td></tr></table></html>", "refused"),
        "rotti/elenco.XLSX": (b"a;b;c\n1;2;3\n", "refused"),
        "rotti/vecchio.xls": (b"\x09\x04\x06\0\0\0\x10\0", "refused"),
        # what is no workbook
        "LEGGIMI.txt": ("Archivio delle tabelle, à partire dal 2016.\n".encode(), "no workbook"),
        "apuane/2019/delibera.pdf": (b"%PDF-1.4\n%%EOF\n", "no workbook"),
        "apuane/2019/~$piano-2019.xlsx": (b"\x06Office" + b"\0" * 158, "no workbook"),
        "serchio/logo.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "no workbook"),
    }
    for name, (content, state) in others.items():
        write(os.path.join(os.fsencode(root), os.fsencode(name)), content)
        text = name.decode("utf-8", "backslashreplace").replace("\\xe9", "\\xE9") if isinstance(name, bytes) else name
        expected[text] = state
    with zipfile.ZipFile(os.path.join(root, "serchio", "lettera.docx"), "w") as file:
        file.writestr("word/document.xml", "<w/>")
    expected["serchio/lettera.docx"] = "no workbook"
    with zipfile.ZipFile(os.path.join(root, "serchio", "altro.xlsx"), "w") as file:
        file.writestr("word/document.xml", "<w/>")
    expected["serchio/altro.xlsx"] = "refused"
    # a ring of links, and a pipe that never ends
    os.symlink("..", os.path.join(root, "apuane", "2019", "anello"))
    os.mkfifo(os.path.join(root, "rotti", "tubo"))
    expected["rotti/tubo"] = "no workbook"
    foreign = os.path.join(root, "estraneo")
    os.makedirs(foreign)
    import openpyxl
    book = openpyxl.Workbook()
    book.active.append(["Nome", "Telefono"])
    book.active.append(["Rossi", "0583 1234"])
    book.save(os.path.join(foreign, "rubrica.xlsx"))
    expected["estraneo/rubrica.xlsx"] = "refused"
    return expected
