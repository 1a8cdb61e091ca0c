"""LibreOffice as the independent reader: what a workbook shows to a reader in Italy, and re-saving."""
import csv
import glob
import os
import re
import shutil
import subprocess
import tempfile

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>it-IT</value></prop>
</item>%s
</oor:items>
"""
# Formulas are computed anew when a workbook is opened, whatever values stand in it.
RECALCULATE = """
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>"""
# Fields TAB, quotes ", UTF-8, Italian, cells as shown, every sheet in a file of its own.
AS_SHOWN = "csv:Text - txt - csv (StarCalc):9,34,76,1,,1040,false,true,true,false,false,-1"


def read_shown(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.reader(f, delimiter="\t"))


class Office:
    """LibreOffice with an Italian profile of its own: no settings of the user, no running one matter."""

    def __init__(self, recalculate=False):
        self.folder = tempfile.mkdtemp(prefix="pianoxl-office-")
        user = os.path.join(self.folder, "profile", "user")
        os.makedirs(user)
        with open(os.path.join(user, "registrymodifications.xcu"), "w", encoding="utf-8") as f:
            f.write(PROFILE % (RECALCULATE if recalculate else ""))
        self.runs = 0

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, *arguments):
        profile = "-env:UserInstallation=file://" + os.path.join(self.folder, "profile")
        return ["soffice", "--headless", "--norestore", profile] + list(arguments)

    def convert(self, workbook, to):
        """The folder with what LibreOffice made of the workbook."""
        return self.convert_all([workbook], to)

    def convert_all(self, workbooks, to):
        self.runs += 1
        folder = os.path.join(self.folder, "run-%d" % self.runs)
        os.makedirs(folder)
        run = subprocess.run(self.command("--convert-to", to, "--outdir", folder, *workbooks),
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
        if not os.listdir(folder):
            said = run.stdout.decode("utf-8", "replace")
            raise RuntimeError("LibreOffice made nothing of %s: %s" % (", ".join(workbooks), said))
        return folder

    def save_again(self, workbook, to):
        """The workbook read and written by LibreOffice, as the file `to`."""
        folder = self.convert(workbook, "xlsx:Calc MS Excel 2007 XML")
        shutil.move(glob.glob(os.path.join(folder, "*.xlsx"))[0], to)
        return to

    def save_all(self, workbooks, extension):
        """{file name: the same workbook written by LibreOffice as .xlsx, .xls or .ods}."""
        filters = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
        self.runs += 1
        folder = os.path.join(self.folder, "run-%d" % self.runs)
        os.makedirs(folder)
        subprocess.run(self.command("--convert-to", extension + ":" + filters[extension], "--outdir", folder, *workbooks),
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
        made = {}
        for workbook in workbooks:
            name = os.path.basename(workbook)
            made[name] = os.path.join(folder, os.path.splitext(name)[0] + "." + extension)
            if not os.path.exists(made[name]):
                raise RuntimeError("LibreOffice made no .%s of %s" % (extension, workbook))
        return made

    def shown(self, workbook):
        """{sheet name: rows of the texts that a reader sees}."""
        return self.shown_all([workbook])[workbook]

    def shown_all(self, workbooks):
        """{workbook: {sheet name: rows of the texts that a reader sees}}."""
        folder = self.convert_all(workbooks, AS_SHOWN)
        made = {}
        for workbook in workbooks:
            stem = os.path.splitext(os.path.basename(workbook))[0] + "-"
            paths = glob.glob(os.path.join(glob.escape(folder), glob.escape(stem) + "*.csv"))
            sheets = {os.path.basename(path)[len(stem):-4]: path for path in sorted(paths)}
            made[workbook] = {name: read_shown(path) for name, path in sheets.items()}
        return made
