"""Every formula of the unit test's table in a report, computed anew by LibreOffice, with operands typed, blank and NC."""
import os
import re

import openpyxl

import live

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(os.path.dirname(HERE), "test-fill-formula.c")
LEVELS = [("Livello", "Padre", "Codice"), ("ente", "", ""), ("voce", "ente", ""), ("parte", "voce", r"\d")]
FIELDS = [("Livello", "Campo", "Tipo"), ("voce", "a, b, nc, s, vuoto", "numero"),
          ("parte", "n, peso, k, h, nullo", "numero"), ("parte", "risultato", "risultato"), ("parte", "target", "target"),
          ("parte", "esito, algoritmo", "testo"), ("parte", "giorno", "data")]
CLASSES = [("Livello", "Campo", "Da", "Etichetta"), ("parte", "k", "2", "sì"), ("parte", "k", "0", "no")]
# The cells of the voce (a b nc s vuoto) and of its parts (n peso risultato target k giorno h) in the input.
PLANS = {
    "as in the table": [[3, 2, "NC", 7, None], [1, 40, 8, 10, 1, None, 5], ["NC", 30, 3, "≥ 4", 2, None, 6],
                        [2.5, 30, None, 2, 3, None, 7]],
    "zeros": [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0, None, 0], [0, 0, 0, 0, 0, None, 0], [0, 0, 0, 0, 0, None, 0]],
    "nothing but NC": [["NC"] * 5] + [["NC", "NC", "NC", "NC", "NC", None, "NC"]] * 3,
    "holes": [[None, 2, 5, None, 1], [None, 40, 8, None, None, None, 5], [None] * 7, [2.5, None, None, 2, 3, None, None]],
    "binary noise": [[0.72, 0.8, 0.1, 0.57, 0.3], [0.1, 0.2, 0.72, 0.8, 2, None, 0.7], [0.2, 0.1, 0.9, 0.9, 1.9999, None, 0.1],
                     [0.3, 0.7, 0.3, 0.1, 0.3, None, 0.2]],
    "negative": [[-3, 2, -1, 7, 0], [-1, 40, -8, 10, 1, None, 5], [4, 30, 3, -4, 2, None, -6], [2.5, -70, 0, -2, 3, None, 1]],
}


def cases():
    """(type, formula) of the table."""
    with open(TABLE, encoding="utf-8") as f:
        table = f.read().split("cases[] = {")[1].split("\n};")[0]
    found = re.findall(r'\{"(\w+)", "((?:[^"\\]|\\.)*)",', table)
    return [(kind, text.replace('\\"', '"').replace("\\\\", "\\")) for kind, text in found if kind != "elenco"]


def add_table(sheet, title, rows):
    for row in [(title,)] + rows + [("",)]:
        sheet.append(row)


def template(path, formulas):
    workbook = openpyxl.Workbook()
    metodo = workbook.active
    metodo.title = "Metodo"
    names = ["x%02d" % number for number in range(len(formulas))]
    computed = [("voce", name, kind) for name, (kind, _) in zip(names, formulas)]
    add_table(metodo, "Modello", [("nome", "formule"), ("genere", "relazione")])
    add_table(metodo, "Livelli", LEVELS)
    add_table(metodo, "Campi", FIELDS + computed)
    add_table(metodo, "Calcoli", [("Livello", "Campo", "Formula"), ("parte", "esito", "CLASSE(k)")] +
              [("voce", name, re.sub(r"\bx\b", name, formula)) for name, (_, formula) in zip(names, formulas)])
    add_table(metodo, "Classi", CLASSES)
    sheet = workbook.create_sheet("Voci")
    sheet.append(["leggi e scrivi"])
    sheet.append(["", "Voce", "a", "b", "nc", "s", "vuoto"])
    sheet.append(["voce", "{titolo}"] + ["{%s}" % name for name in ("a", "b", "nc", "s", "vuoto")])
    sheet = workbook.create_sheet("Parti")
    sheet.append(["leggi e scrivi"])
    head = ["n", "peso", "risultato", "target", "k", "giorno"]
    sheet.append(["", "Voce", "Parte", "Nome"] + head + ["h", "esito"])
    sheet.append(["voce, parte", "{voce.titolo}", "{codice}", "{titolo}"] + ["{%s}" % name for name in head] + ["{h}", "{esito}"])
    sheet["A1"], sheet["K1"], sheet["L1"] = "leggi e scrivi", "leggi", "scrivi"
    sheet = workbook.create_sheet("Formule")
    sheet.append(["scrivi"])
    for name in names:
        sheet.append(["voce", name, "{%s}" % name])
    workbook.save(path)
    return path


def plan(path, rows):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Voci"
    sheet.append(["Voce", "a", "b", "nc", "s", "vuoto"])
    sheet.append(["V"] + rows[0])
    sheet = workbook.create_sheet("Parti")
    sheet.append(["Voce", "Parte", "Nome", "n", "peso", "risultato", "target", "k", "giorno", "h"])
    for number, row in enumerate(rows[1:], 1):
        sheet.append(["V", str(number), "PQR"[number - 1]] + row)
    workbook.save(path)
    return path


def all_of(session, recalculating):
    drawn = template(session.path("formule.xlsx"), cases())
    for name, rows in PLANS.items():
        path = plan(session.path("voci.xlsx"), rows)
        report = session.report("formulas, " + name, [path], "--template", drawn)
        if report:
            count = live.recalculated(session, recalculating, "formulas, " + name, report)
            session.tap.ok(count > 40, "formulas, %s: %d of them" % (name, count))
