/* Repeated columns, conditions of columns, merges across them (rule 2). */
#include <locale.h>
#include <glib.h>
#include "support/filled.h"

#define METODO                                                                                               \
    "== Metodo\n-- Modello\nnome\tprova\nente\tCamera di Prova\n"                                            \
    "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\nvoce\tente\t\naltra\tente\t\nanno_voce\tvoce, "           \
    "altra\t\\d{4}\n"                                                                                        \
    "missione\tente\t\\d{3}\nprogramma\tmissione\t\\d{3}\npersona\tente\tP\\d\nunita\tente\t\n"              \
    "-- "                                                                                                    \
    "Campi\nLivello\tCampo\tTipo\nanno_voce\tnumero\tnumero\nmissione\tresto\ttesto\npersona\tnome\ttesto\n"

#define CROSSING                                                                                             \
    "== Serie\nleggi e scrivi\t\tanno_voce\n\tVoce\t{anno_voce.codice}\n"                                    \
    "voce\t{titolo}\t{anno_voce.numero}\n"

#define TWO_SERIES                                                                                           \
    "voce; titolo=imprese\n  anno_voce 2017; numero=1\n  anno_voce 2018; numero=2\n"                         \
    "voce; titolo=attive\n  anno_voce 2018; numero=4\n  anno_voce 2016; numero=3\n"

static const struct filled_case cases[] = {
    {"crossing-by-code", METODO CROSSING, TWO_SERIES,
        "== Serie\nVoce | 2017 | 2018 | 2016\nimprese | 1 | 2\nattive |  | 4 | 3\n"},
    {"crossing-in-the-order-of-the-header", METODO CROSSING, "codici anno_voce: 2016 2017 2018\n" TWO_SERIES,
        "== Serie\nVoce | 2016 | 2017 | 2018\nimprese |  | 1 | 2\nattive | 3 |  | 4\n"},
    {"code-without-values-stays", METODO CROSSING, "codici anno_voce: 2015 2017 2018\n" TWO_SERIES,
        "== Serie\nVoce | 2015 | 2017 | 2018 | 2016\nimprese |  | 1 | 2\nattive |  |  | 4 | 3\n"},
    {"crossing-nothing", METODO CROSSING, "voce; titolo=sola\n", "== Serie\nVoce\nsola\n"},
    {"codes-of-this-table-only",
        METODO CROSSING "tabella leggi e scrivi\t\tanno_voce\n\tAltra\t{anno_voce.codice}\n"
                        "altra\t{titolo}\t{anno_voce.numero}\n",
        "codici anno_voce: 2017 2018\n"
        "voce; titolo=una\n  anno_voce 2017; numero=1\naltra; titolo=due\n  anno_voce 2018; numero=2\n",
        "== Serie\nVoce | 2017\nuna | 1\n\nAltra | 2018\ndue | 2\n"},
    {"children-of-the-root",
        METODO "== Persone\nleggi e scrivi\t\tpersona\n\tVoce\t{persona.codice}\n\tNome\t{persona.nome}\n",
        "persona P1; nome=Anna\npersona P2; nome=Bruno\n",
        "== Persone\nVoce | P1 | P2\nNome | Anna | Bruno\n"},
    {"block-of-two-columns",
        METODO "== Serie\nleggi e scrivi\t\tanno_voce\tanno_voce\t\n"
               "\tVoce\t{anno_voce.codice}\tnote\tFine\nvoce\t{titolo}\t{anno_voce.numero}\t\tx\n",
        TWO_SERIES,
        "== Serie\nVoce | 2017 | note | 2018 | note | 2016 | note | Fine\nimprese | 1 |  | 2 |  |  |  | x\n"
        "attive |  |  | 4 |  | 3 |  | x\n"},
    {"group-of-columns",
        METODO
        "== Quadro\nleggi e scrivi\t\tmissione, programma\n\tMissione\t{missione.codice} {missione.titolo}\n"
        "\tProgramma\t{programma.codice}\n\tfisso\tsempre\n",
        "missione 001; titolo=Uno\n  programma 011\n  programma 012\nmissione 002; titolo=Due\nmissione 003\n"
        "  programma 031\n",
        "== Quadro\nMissione | 001 Uno |  | 002 Due | 003\nProgramma | 011 | 012 |  | 031\n"
        "fisso | sempre | sempre | sempre | sempre\n{B1:C1}\n"},
    {"blocks-of-two-levels",
        METODO "== Quadro\nleggi e scrivi\t\tmissione\tprogramma\tmissione\n"
               "\tCodici\t{missione.codice}\t{programma.codice}\t{missione.resto}\n",
        "missione 001; resto=r1\n  programma 011\n  programma 012\nmissione 002; resto=r2\n",
        "== Quadro\nCodici | 001 | 011 | 012 | r1 | 002 | r2\n"},
    {"conditions",
        METODO "== Persone\nleggi e scrivi\t\tcon piano\tcon relazione\tleggi\n"
               "\tCodice\tsolo piano\tsolo relazione\tsolo lettura\npersona\t{codice}\tp\tr\tl\n",
        "persona P1\n", "== Persone\nCodice | solo relazione\nP1 | r\n"},
    {"merge-over-all-copies",
        METODO "== Serie\nleggi e scrivi\t\tanno_voce\tcon "
               "piano\t\n\tTitolo\n\tVoce\t{anno_voce.codice}\tvia\tFine\n"
               "voce\t{titolo}\t{anno_voce.numero}\tv\tf\n{merge B2:E2}\n",
        TWO_SERIES,
        "== Serie\nTitolo\nVoce | 2017 | 2018 | 2016 | Fine\nimprese | 1 | 2 |  | f\nattive |  | 4 | 3 | f\n"
        "{A1:E1}\n"},
    {"merge-within-each-copy",
        METODO "== Serie\nleggi e scrivi\t\tanno_voce\tanno_voce\n\tVoce\t{anno_voce.codice}\n"
               "voce\t{titolo}\t{anno_voce.numero}\tn\n{merge C2:D2}\n",
        "voce; titolo=imprese\n  anno_voce 2017; numero=1\n  anno_voce 2018; numero=2\n",
        "== Serie\nVoce | 2017 |  | 2018\nimprese | 1 | n | 2 | n\n{B1:C1 D1:E1}\n"},
    {"merge-whose-first-column-is-left-out",
        METODO
        "== Persone\nleggi e scrivi\tcon piano\t\n\tTitolo\npersona\tx\t{codice}\t{nome}\n{merge B2:D2}\n",
        "persona P1; nome=Anna\n", "== Persone\nTitolo\nP1 | Anna\n{A1:B1}\n"},
    {"merge-shrunk-to-one-column",
        METODO "== Persone\nleggi e scrivi\tcon piano\t\n\tTitolo\npersona\tx\t{codice}\n{merge B2:C2}\n",
        "persona P1\n", "== Persone\nTitolo\nP1\n"},
    {"merge-down-over-the-rows-that-are-written",
        METODO
        "== Persone\nleggi e scrivi\npersona\t{codice}\tuno\npersona con nome\t\t{nome}\npersona\t\ttre\n"
        "{merge B2:B4}\n",
        "persona P1; nome=Anna\npersona P2\n",
        "== Persone\nP1 | uno\n | Anna\n | tre\nP2 | uno\n | tre\n{A1:A3 A4:A5}\n"},
    {"merge-down-in-the-header",
        METODO "== Persone\nleggi e scrivi\n\tCodice\tDati\n\t\tNome\tAltro\npersona\t{codice}\t{nome}\n"
               "{merge B2:B3}\n{merge C2:D2}\n",
        "persona P1; nome=Anna\n", "== Persone\nCodice | Dati\n | Nome | Altro\nP1 | Anna\n{A1:A2 B1:C1}\n"},
};

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    filled_add_cases("/fill/columns", cases, G_N_ELEMENTS(cases));
    return g_test_run();
}
