"""A template changed in LibreOffice as an office does it: a column wider, a row of another colour, saved.

Run by itself (looks.py TEMPLATE OUT) it makes the change, through LibreOffice's Python interface.
"""
import os
import subprocess
import sys
import time

COLOUR = 0xFCE4D6
WIDER = 1500  # hundredths of a millimetre


def connect(office):
    """A running LibreOffice (the process, its desktop)."""
    import uno
    pipe = "pianoxl%d" % os.getpid()
    process = subprocess.Popen(office.command("--accept=pipe,name=%s;urp;" % pipe),
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(300):
        try:
            remote = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            manager = remote.ServiceManager
            return process, manager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except Exception:  # not yet listening: UNO has an exception of its own for it
            time.sleep(0.1)
    process.terminate()
    raise RuntimeError("LibreOffice does not answer")


def property_value(name, value):
    from com.sun.star.beans import PropertyValue
    result = PropertyValue()
    result.Name, result.Value = name, value
    return result


def change(office, template, out):
    """Column B of every table sheet gets wider, the last row drawn gets COLOUR from B on."""
    process, desktop = connect(office)
    try:
        document = desktop.loadComponentFromURL("file://" + os.path.abspath(template), "_blank", 0,
                                                (property_value("Hidden", True),))
        for sheet in document.Sheets:
            if sheet.Name == "Metodo":
                continue
            column = sheet.Columns.getByIndex(1)
            column.Width += WIDER
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            row, last = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
            while all(not sheet.getCellByPosition(c, row).String for c in range(1, last + 1)):
                row -= 1
            sheet.getCellRangeByPosition(1, row, last, row).CellBackColor = COLOUR
        document.storeToURL("file://" + os.path.abspath(out),
                            (property_value("FilterName", "Calc MS Excel 2007 XML"),))
        document.close(True)
        desktop.terminate()
    finally:
        process.wait(timeout=60)


def main():
    from office import Office
    office = Office()
    try:
        change(office, sys.argv[1], sys.argv[2])
    finally:
        office.close()


if __name__ == "__main__":
    main()
