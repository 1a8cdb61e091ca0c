#!/usr/bin/env python3
"""What LibreOffice shows: office.py FOLDER CACHE writes, for each workbook below FOLDER, every sheet as Italians see it.

A workbook, with results in place of its formulas (copies.py), goes into CACHE/KEY (its checksum): sheets.json has the names
of the sheets and the ranges of formulas that are left in each, N-NAME.csv the cells of the Nth; cells far apart stand in
sheets.json itself. Where LibreOffice cannot open it, or takes too long, sheets.json says why. What stands there already is
left alone. One LibreOffice with a profile of its own opens one workbook after the other."""
import collections
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import copies
import read

SECONDS = 90
LARGEST = 4 << 20  # bytes of a workbook

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>it-IT</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
# Fields TAB, quotes ", UTF-8, Italian, cells as shown, the sheet of this number.
AS_SHOWN = "9,34,76,1,,1040,false,true,true,false,false,%d"
VALUES, FORMULA = 1 | 2 | 4, 16  # of com.sun.star.sheet.CellFlags
LARGEST_AREA = 1 << 21  # cells from A1 to the last one, for which a CSV is written
Place = collections.namedtuple("Place", "StartRow StartColumn")


def extension_of(path):
    return os.path.splitext(path)[1].lower()


def key_of(data, path):
    return hashlib.sha256(data).hexdigest()[:24] + extension_of(path)


def single_cells(ranges):
    return (Place(row, column) for r in ranges for row in range(r.StartRow, r.EndRow + 1)
            for column in range(r.StartColumn, r.EndColumn + 1))


class Office:
    """A LibreOffice that can be lost and started again."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="pianoxl-office-")
        self.process = self.desktop = None

    def start(self):
        import uno
        self.stop()
        user = os.path.join(self.folder, "profile", "user")
        shutil.rmtree(os.path.dirname(user), ignore_errors=True)
        os.makedirs(user)
        with open(os.path.join(user, "registrymodifications.xcu"), "w", encoding="utf-8") as f:
            f.write(PROFILE)
        pipe = "pianoxl%d" % os.getpid()
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", "--accept=pipe,name=%s;urp;" % pipe,
             "-env:UserInstallation=file://" + os.path.join(self.folder, "profile")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        end = time.monotonic() + 120
        while True:
            try:
                context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
                break
            except Exception:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def stop(self):
        if self.process:
            try:
                os.killpg(self.process.pid, 9)
            except ProcessLookupError:
                pass
            self.process.wait()
        self.process = self.desktop = None

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def export(self, data, extension, to):
        """Writes the sheets of a workbook into the folder `to`; a failure is written there, too."""
        if not self.process or self.process.poll() is not None:
            self.start()
        timer = threading.Timer(SECONDS, lambda: os.killpg(self.process.pid, 9))
        timer.start()
        try:
            said = self.sheets(data, extension, to)
        except Exception as failure:  # of any kind: LibreOffice may be gone
            said = {"failure": "%s: %s" % (type(failure).__name__, str(failure).strip().split("\n")[0][:200])}
        timer.cancel()
        if "failure" in said:
            self.stop()
            for name in os.listdir(to):
                os.remove(os.path.join(to, name))
        with open(os.path.join(to, "sheets.json"), "w", encoding="utf-8") as f:
            json.dump(said, f)

    def sheets(self, data, extension, to):
        import uno

        def properties(**values):
            made = []
            for name, value in values.items():
                one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
                one.Name, one.Value = name, value
                made.append(one)
            return tuple(made)

        copy = os.path.join(self.folder, "workbook" + extension)
        with open(copy, "wb") as f:
            f.write(data)
        document = self.desktop.loadComponentFromURL(
            "file://" + copy, "_blank", 0, properties(Hidden=True, ReadOnly=True, MacroExecutionMode=0, UpdateDocMode=0))
        if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            if document:
                document.close(True)
            return {"refused": "no spreadsheet for LibreOffice"}
        made = []
        for number, name in enumerate(document.Sheets.ElementNames, 1):
            sheet = document.Sheets.getByName(name)
            formulas = [[r.StartRow, r.StartColumn, r.EndRow, r.EndColumn]
                        for r in sheet.queryContentCells(FORMULA).RangeAddresses]
            made.append({"name": name, "formulas": formulas})
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            if (cursor.RangeAddress.EndRow + 1) * (cursor.RangeAddress.EndColumn + 1) > LARGEST_AREA:
                made[-1]["cells"] = [[r.StartRow, r.StartColumn, sheet.getCellByPosition(r.StartColumn, r.StartRow).String]
                                     for r in single_cells(sheet.queryContentCells(VALUES | FORMULA).RangeAddresses)]
                continue
            document.storeToURL("file://" + os.path.join(to, "%d.csv" % number), properties(
                FilterName="Text - txt - csv (StarCalc)", FilterOptions=AS_SHOWN % number))
        document.close(True)
        return {"sheets": made}


def main(folder, cache):
    office = Office()
    try:
        for path in read.workbooks(folder):
            if os.path.getsize(path) > LARGEST:
                continue
            data = copies.without_formulas(path)
            to = os.path.join(os.path.abspath(cache), key_of(data, path))
            if not os.path.exists(os.path.join(to, "sheets.json")):
                os.makedirs(to, exist_ok=True)
                office.export(data, extension_of(path), to)
    finally:
        office.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
