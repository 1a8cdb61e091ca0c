"""What `check` must find in the documents' workbooks, and that it finds nothing where that is mended.

findings-CASE.tsv has a line for each finding that the notes on the document ask for: id, file, sheet, cell, how the
cell is mended in a copy, and what the notes say. Mends:

    number           the number that is typed as text          number N      this number
    empty            nothing                                   date D        this date
    text T           this text                                 replace A => B
    computed         what the finding says is computed         as other      the text of the other cell that it names
    other MEND       the same for the other cell               recalculated  its formula, once the others are mended
    same             the same cause as another line            keep WHY      it stays, and why

A line without id mends a cell that no finding names. What is left in the mended copies must be a `keep`.

Of what the notes list under these kinds this is not found, and is not meant to be: titles that differ in case only
(`=` does not see it), years without a day ("anno 2019/20", "nell'agosto 2016"), a total of shares that rounding
leaves at 99, and what stands in the prose of the documents but in no workbook.
"""
import datetime
import json
import os
import re
import shutil

import openpyxl

from office import Office

HERE = os.path.dirname(os.path.abspath(__file__))
ID, FILE, SHEET, CELL, MEND, WHY = range(6)
# The kinds that check promises; slips in codes, headers and merges are asserted by the inventories of MESS.tsv.
KINDS = {"somma-dei-pesi", "chiave-doppia", "chiave-ripetuta", "due-padri", "valori-diversi", "controllo-non-superato",
         "calcolo-diverso", "somma-incompleta", "totale-diverso", "target-non-compreso", "risultato-senza-target",
         "target-senza-risultato", "data-fuori-anno", "data-zero", "importo-come-testo", "formula-non-aggiornata",
         "cella-non-riconosciuta", "cella-non-letta", "colonna-non-riconosciuta", "foglio-non-riconosciuto", "annotazione",
         "testo-non-numero"}


def read(case):
    with open(os.path.join(HERE, "findings-%s.tsv" % case), encoding="utf-8") as file:
        lines = [line.split("\t") for line in file.read().split("\n")[1:] if line]
    return [[field.replace("\\n", "\n") for field in line] for line in lines]


def found(program, inputs):
    return json.loads(program.run("check", "--json", *inputs).out)["findings"]


def key(finding):
    return (finding["id"], finding["file"] or "", finding["sheet"] or "", finding["cell"] or "")


def plain_number(text):
    digits = re.sub(r"[^\d,.%-]", "", text)
    number = float(digits.rstrip("%").replace(".", "").replace(",", "."))
    return number / 100 if digits.endswith("%") else number


class Copies:
    """The inputs, to be mended."""

    def __init__(self, inputs, folder):
        self.folder = folder
        os.makedirs(folder)
        self.books = {os.path.basename(path): openpyxl.load_workbook(path) for path in inputs}

    def mend(self, file, sheet, address, mend, finding):
        verb, _, rest = mend.partition(" ")
        if verb == "other":
            other = finding["other"]
            self.mend(other["file"], other["sheet"], other["cell"], rest, finding)
            return
        if verb in ("recalculated", "same", "keep"):
            return
        cell = self.books[file][sheet][address]
        if verb == "number":
            cell.value = float(rest) if rest else plain_number(str(cell.value))
            if cell.number_format == "@":
                cell.number_format = "#,##0.00"
        elif verb == "empty":
            cell.value = None
        elif verb == "date":
            cell.value = datetime.datetime.fromisoformat(rest)
            cell.number_format = "dd/mm/yyyy"
        elif verb == "text":
            cell.value = rest
        elif verb == "replace":
            before, after = rest.split(" => ")
            if before not in str(cell.value):
                raise ValueError("%s, %s!%s has no %r: %r" % (file, sheet, address, before, cell.value))
            cell.value = str(cell.value).replace(before, after)
        elif verb == "computed":
            cell.value = finding["text"].split(", computed ")[1]
        elif mend == "as other":
            other = finding["other"]
            cell.value = self.books[other["file"]][other["sheet"]][other["cell"]].value
        else:
            raise ValueError("no such mend: %r" % mend)

    def save(self):
        """The copies with their formulas calculated."""
        for name, book in self.books.items():
            book.save(os.path.join(self.folder, name))
        office = Office(recalculate=True)
        try:
            folder = office.convert_all([os.path.join(self.folder, name) for name in self.books], "xlsx")
            for name in self.books:
                shutil.copy(os.path.join(folder, name), self.folder)
        finally:
            office.close()
        return [os.path.join(self.folder, name) for name in self.books]


def check_case(session, case, inputs):
    rows = read(case)
    got = {}
    for finding in found(session.program, inputs):
        got.setdefault(key(finding), finding)
    for row in rows:
        if row[ID]:
            session.tap.ok(tuple(row[:MEND]) in got, "%s: %s at %s, %s!%s" % (case, *row[:MEND]), row[WHY])
    known = {tuple(row[:MEND]) for row in rows}
    more = [k for k in got if k[0] in KINDS and k not in known]
    session.tap.equal(more, [], case + ": every finding of these kinds is in the notes")
    copies = Copies(inputs, session.path("mended-" + case))
    for row in rows:
        finding = got.get(tuple(row[:MEND]))
        if finding or not row[ID]:
            copies.mend(row[FILE], row[SHEET], row[CELL], row[MEND], finding)
    kept = {tuple(row[:MEND]) for row in rows if row[MEND].startswith("keep")}
    left = [key(f) + (f["text"],) for f in found(session.program, copies.save())
            if f["id"] in KINDS and key(f) not in kept]
    session.tap.equal(left, [], case + ": no false alarm in the mended copies")
