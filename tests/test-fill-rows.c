/* Which rows stand where: blocks, children, footers, groups, `?`, `!`, conditions, paths (rule 2,
 * Rows, Groups). */
#include <locale.h>
#include <glib.h>
#include "support/filled.h"

#define METODO                                                                                               \
    "== Metodo\n-- Modello\nnome\tprova\nente\tCamera di Prova\n"                                            \
    "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\narea\tente\t[A-Z]\nobiettivo\tarea\t[A-Z]\\d\n"           \
    "indicatore\tarea, obiettivo\t[A-Z]\\d?\\.\\d\nnota\tobiettivo\t\n"                                      \
    "-- Campi\nLivello\tCampo\tTipo\nente, area, obiettivo\ttotale\tnumero\nindicatore\tvalore\tnumero\n"    \
    "area, obiettivo\ttesto\ttesto\n"

#define NESTED                                                                                               \
    METODO "== Piano\nleggi e scrivi\n\tCodice\tTitolo\narea\tArea {codice}\t{titolo}\n"                     \
           "obiettivo\t{codice}\t{titolo}\nindicatore\t{codice}\t{titolo}\n"

#define GROUPS                                                                                               \
    METODO "== Piano\nleggi e scrivi\n\tArea\tObiettivo\tIndicatore\n"                                       \
           "area, obiettivo, indicatore\t{area.codice}\t{obiettivo.codice}\t{indicatore.codice}\n"

static const struct filled_case cases[] = {
    {"example",
        "== Metodo\n-- Modello\nnome\tesempio\nente\tCamera di Esempio\n"
        "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\narea\tente\t[A-Z]\nobiettivo\tarea\t[A-Z]\\d\n"
        "indicatore\tobiettivo\t[A-Z]\\d\\.\\d\n"
        "-- Campi\nLivello\tCampo\tTipo\nobiettivo, indicatore\tpeso\tnumero\nindicatore\ttarget\ttarget\n"
        "-- Calcoli\nLivello\tCampo\tFormula\nobiettivo\tpeso\tSOMMA(indicatore.peso)\n"
        "== Piano\nleggi e scrivi\n\tArea\tObiettivi e indicatori\tPeso\tTarget {anno}\n"
        "area, obiettivo\t{area.codice}. {area.titolo}\tObiettivo {obiettivo.codice}: {obiettivo.titolo}\t"
        "{obiettivo.peso}\nindicatore\t\t{codice} {titolo}\t{peso}\t{target:>= 0}\n",
        "ente; anno=2025\n"
        "area A; titolo=Servizi\n"
        "  obiettivo A1; titolo=Sportello unico\n"
        "    indicatore A1.1; titolo=Pratiche evase nei termini; peso=60; target=≥ 80%\n"
        "    indicatore A1.2; titolo=Nuova Carta dei servizi; peso=40; target=entro maggio\n"
        "  obiettivo A2; titolo=Tempi di pagamento\n"
        "    indicatore A2.1; titolo=Giorni medi; peso=100; target=30\n",
        "== Piano\n"
        "Area | Obiettivi e indicatori | Peso | Target 2025\n"
        "A. Servizi | Obiettivo A1: Sportello unico | 100\n"
        " | A1.1 Pratiche evase nei termini | 60 | >= 80%\n"
        " | A1.2 Nuova Carta dei servizi | 40 | entro maggio\n"
        " | Obiettivo A2: Tempi di pagamento | 100\n"
        " | A2.1 Giorni medi | 100 | 30\n"
        "{A2:A6}\n"},
    {"nested-one", NESTED, "area A; titolo=Uno\n", "== Piano\nCodice | Titolo\nArea A | Uno\n"},
    {"nested-levels-0-1-2", NESTED,
        "area A\n"
        "area B\n"
        "  obiettivo B1\n"
        "area C\n"
        "  obiettivo C1\n"
        "    indicatore C1.1\n"
        "  obiettivo C2\n"
        "    indicatore C2.1\n"
        "    indicatore C2.2\n",
        "== Piano\nCodice | Titolo\nArea A\nArea B\nB1\nArea C\nC1\nC1.1\nC2\nC2.1\nC2.2\n"},
    {"nothing-to-write", NESTED, "", "nothing to write: no table of template \"prova\" has a record"},
    {"children-only-where-a-level-may-be-a-child",
        NESTED, /* an indicator of the area stands before no objective of its own */
        "area A\n  indicatore A.1\n  obiettivo A1\n    indicatore A1.1\n",
        "== Piano\nCodice | Titolo\nArea A\nA1\nA1.1\n"},
    {"all-descendants-without-enclosing-row",
        METODO "== Piano\nleggi e scrivi\nindicatore\t{area.codice}\t{obiettivo.codice}\t{codice}\n",
        "area A\n  indicatore A.1\n  obiettivo A1\n    indicatore A1.1\n",
        "== Piano\nA |  | A.1\nA | A1 | A1.1\n"},
    {"path",
        METODO "== Piano\nleggi e scrivi\narea\t{codice}\nindicatore\tdiretto {codice}\n"
               "obiettivo.indicatore\tsotto {codice}\n",
        "area A\n  obiettivo A1\n    indicatore A1.1\n  indicatore A.1\narea B\n  indicatore B.1\n",
        "== Piano\nA\nsotto A1.1\ndiretto A.1\nB\ndiretto B.1\n"},
    {"block-children-footer",
        METODO "== Piano\nleggi e scrivi\narea\tArea {codice}\narea\tTitolo {titolo}\nobiettivo\t{codice}\n"
               "area\tFine {codice}\n",
        "area A; titolo=Uno\narea B; titolo=Due\n  obiettivo B1\n  obiettivo B2\n",
        "== Piano\nArea A\nTitolo Uno\nFine A\nArea B\nTitolo Due\nB1\nB2\nFine B\n"},
    {"spacing-and-fixed-rows",
        METODO
        "== Piano\nleggi e scrivi\n\tInizio\narea\t{codice}\narea\n\tMezzo\nobiettivo\t{codice}\n\tFine\n",
        "area A\n  obiettivo A1\narea B\n  obiettivo B1\n",
        "== Piano\nInizio\nA\n\nB\n\nMezzo\nA1\nB1\nFine\n"},
    {"row-of-the-root-after-levels",
        METODO "== Piano\nleggi e scrivi\narea\t{codice}\nente\tTotale {totale}\n",
        "ente; totale=7\narea A\narea B\n", "== Piano\nA\nB\nTotale 7\n"},
    {"groups-many", GROUPS,
        "area A\n"
        "  obiettivo A1\n"
        "    indicatore A1.1\n"
        "    indicatore A1.2\n"
        "  obiettivo A2\n"
        "    indicatore A2.1\n"
        "area B\n"
        "  obiettivo B1\n"
        "    indicatore B1.1\n",
        "== Piano\nArea | Obiettivo | Indicatore\nA | A1 | A1.1\n |  | A1.2\n | A2 | A2.1\nB | B1 | B1.1\n"
        "{A2:A4 B2:B3}\n"},
    {"groups-missing", GROUPS,
        "area A\n"
        "area B\n"
        "  obiettivo B1\n"
        "  indicatore B.1\n"
        "  obiettivo B2\n"
        "    indicatore B2.1\n",
        "== Piano\nArea | Obiettivo | Indicatore\nA\nB | B1\n |  | B.1\n | B2 | B2.1\n{A3:A5}\n"},
    {"group-missing-outer",
        METODO "== Piano\nleggi e scrivi\narea\t{codice}\n"
               "obiettivo, indicatore\t{obiettivo.codice}\t{indicatore.codice}\n",
        "area A\n  indicatore A.1\n  obiettivo A1\n    indicatore A1.1\n    indicatore A1.2\n",
        "== Piano\nA\n | A.1\nA1 | A1.1\n | A1.2\n{A3:A4}\n"},
    {"group-missing-outer-shown-elsewhere",
        METODO "== Piano\nleggi e scrivi\narea\t{codice}\nindicatore\t{codice}\n"
               "obiettivo, nota\t{obiettivo.codice}\t{nota.titolo}\n",
        "area A\n  indicatore A.1\n  obiettivo A1\n    nota; titolo=uno\n    nota; titolo=due\n",
        "== Piano\nA\nA.1\nA1 | uno\n | due\n{A3:A4}\n"},
    {"group-fixed-text-and-unlisted-ancestor-repeat",
        METODO "== Piano\nleggi e scrivi\n"
               "obiettivo, "
               "indicatore\t{area.codice}\tOb.\t{obiettivo.codice}\t{obiettivo.codice}/{indicatore.codice}\n",
        "area A\n  obiettivo A1\n    indicatore A1.1\n    indicatore A1.2\n",
        "== Piano\nA | Ob. | A1 | A1/A1.1\nA | Ob. |  | A1/A1.2\n{C1:C2}\n"},
    {"group-footer",
        METODO "== Piano\nleggi e scrivi\narea, obiettivo\t{area.codice}\t{obiettivo.codice}\n"
               "area\t\tTotale {totale}\n",
        "area A; totale=3\n  obiettivo A1\n  obiettivo A2\narea B; totale=4\n",
        "== Piano\nA | A1\n | A2\n | Totale 3\nB\n | Totale 4\n{A1:A3 A4:A5}\n"},
    {"group-footer-of-each-outer-level",
        METODO "== Piano\nleggi e scrivi\n"
               "area, obiettivo, indicatore\t{area.codice}\t{obiettivo.codice}\t{indicatore.codice}\n"
               "obiettivo\t\t\tparziale {codice}\narea\t\ttotale {codice}\n",
        "area A\n  obiettivo A1\n    indicatore A1.1\n  obiettivo A2\narea B\n",
        "== Piano\nA | A1 | A1.1\n |  | parziale A1\n | A2\n |  | parziale A2\n | totale A\nB\n | totale B\n"
        "{A1:A5 B1:B2 B3:B4 A6:A7}\n"},
    {"group-with-rows-below",
        METODO "== Piano\nleggi e scrivi\narea, obiettivo\t{area.codice}\t{obiettivo.codice}\n"
               "indicatore\t\t\t{codice}\n",
        "area A\n  obiettivo A1\n    indicatore A1.1\n  obiettivo A2\n",
        "== Piano\nA | A1\n |  | A1.1\n | A2\n{A1:A3}\n"},
    {"group-block-of-two-rows",
        METODO "== Piano\nleggi e scrivi\narea, obiettivo\t{area.codice}\t{obiettivo.codice}\n"
               "area, obiettivo\t\t{obiettivo.titolo}\n",
        "area A\n  obiettivo A1; titolo=Uno\n  obiettivo A2; titolo=Due\n",
        "== Piano\nA | A1\n | Uno\n | A2\n | Due\n{A1:A4}\n"},
    {"group-whose-first-row-is-not-written",
        METODO "== Piano\nleggi e scrivi\narea, obiettivo con obiettivo.totale > "
               "1\t{area.codice}\t{obiettivo.codice}\n",
        "area A\n  obiettivo A1; totale=1\n  obiettivo A2; totale=2\n  obiettivo A3; totale=3\n",
        "== Piano\nA | A2\n | A3\n{A1:A2}\n"},
    {"exists-with-condition",
        METODO "== Piano\nleggi e scrivi\narea\t{codice}\nobiettivo? con totale > "
               "1\tObiettivi\nobiettivo\t{codice}\n",
        "area A; totale=1\n  obiettivo A1\narea B; totale=2\n  obiettivo B1\n",
        "== Piano\nA\nA1\nB\nObiettivi\nB1\n"},
    {"exists",
        METODO "== Piano\nleggi e scrivi\narea\t{codice}\nobiettivo?\tObiettivi di {codice} "
               "{titolo}\nobiettivo\t{codice}\n"
               "indicatore?\tIndicatori di {obiettivo.codice}\nindicatore\t{codice}\n",
        "area A; titolo=Uno\narea B\n  obiettivo B1\n  obiettivo B2\n    indicatore B2.1\n    indicatore "
        "B2.2\n",
        "== Piano\nA\nB\nObiettivi di B\nB1\nB2\nIndicatori di B2\nB2.1\nB2.2\n"},
    {"exists-at-the-top", METODO "== Piano\nleggi e scrivi\narea\t{codice}\nnota?\tCi sono note in {ente}\n",
        "area A\n  obiettivo A1\n    nota; titolo=x\n", "== Piano\nA\nCi sono note in Camera di Prova\n"},
    {"not-when-empty",
        METODO "== Piano\nleggi e scrivi\n!\tDelibera {delibera}\narea\t{codice}\narea!\tTesto: {testo}\n"
               "area!\tfisso\n",
        "area A; testo=presente\narea B\n", "== Piano\nA\nTesto: presente\nfisso\nB\nfisso\n"},
    {"row-conditions",
        METODO "== Piano\nleggi e scrivi\narea con totale > 2\t{codice} grande\narea con totale <= "
               "2\t{codice} piccola\n"
               "area con testo\t{testo}\n",
        "area A; totale=3; testo=t\narea B; totale=2\narea C\n", "== Piano\nA grande\nt\nB piccola\n"},
    {"list",
        METODO
        "== Piano\nleggi e scrivi\narea\t{codice}: {obiettivo: {codice} {titolo} separati da \"\\n\"}\n",
        "area A\n  obiettivo A1; titolo=Uno\n  obiettivo A2; titolo=Due\narea B\n",
        "== Piano\nA: A1 Uno\\nA2 Due\nB:\n"},
    {"index",
        METODO "== Piano\nleggi e scrivi\nobiettivo\t{codice}\t{indicatore[\"A1.2\"].valore}\n"
               "\n\t{area[\"B\"].titolo}\n",
        "area A\n  obiettivo A1\n    indicatore A1.1; valore=1\n    indicatore A1.2; valore=2\narea B; "
        "titolo=Bi\n",
        "== Piano\nA1 | 2\n\nBi\n"},
    {"read-only-rows-are-not-written",
        METODO
        "== Piano\nleggi e scrivi\nleggi\tIntestazione\nleggi area\tvecchia {codice}\narea\t{codice}\n",
        "area A\n", "== Piano\nA\n"},
    {"nothing-between-brackets", METODO "== Piano\nleggi e scrivi\narea\t{}\t{codice}\n", "area A\n",
        "== Piano\n | A\n"},
};

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    filled_add_cases("/fill/rows", cases, G_N_ELEMENTS(cases));
    return g_test_run();
}
