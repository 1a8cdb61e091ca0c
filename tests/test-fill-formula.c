/* Formulas of Calcoli as formulas of a spreadsheet (rule 6, Live formulas). */
#include <locale.h>
#include <string.h>
#include <glib.h>
#include "support/filled.h"
#include "support/text-template.h"

/* The report of all cases, of one voce with three parts:
 *
 *      A        B      C     D          E       F      G
 * 1    titolo   a      b     x          nc      c (class of x)  vuoto
 * 2-4  titolo   n      peso  risultato  target  k      esito (class of k)
 *
 * What stands nowhere goes to Calcoli: h of the parts, s of the voce. */
#define DRAWING                                                                                              \
    "== Metodo\n-- Modello\nnome\tprova\n"                                                                   \
    "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\nvoce\tente\t\nparte\tvoce\t\n"                            \
    "-- Campi\nLivello\tCampo\tTipo\nvoce\ta, b, nc, s, vuoto\tnumero\nvoce\tx\t%s\nvoce\tc\ttesto\n"        \
    "parte\tn, peso, k, h, nullo\tnumero\nparte\trisultato\trisultato\nparte\ttarget\ttarget\n"              \
    "parte\tesito, algoritmo\ttesto\nparte\tgiorno\tdata\n"                                                  \
    "-- Calcoli\nLivello\tCampo\tFormula\nvoce\tx\t%s\nvoce\tc\tCLASSE(x)\nparte\tesito\tCLASSE(k)\n"        \
    "-- Classi\nLivello\tCampo\tDa\tA\tEtichetta\nvoce\tx\t90%%\t\talto\nvoce\tx\t> 50%%\t\tmedio\n"         \
    "voce\tx\t0%%\t50%%\tbasso\nparte\tk\t2\t\tsì\nparte\tk\t0\t\tno\n"                                     \
    "== Foglio\nscrivi\nvoce\t{titolo}\t{a}\t{b}\t{x}\t{nc}\t{c}\t{vuoto}\n"                                 \
    "parte\t{titolo}\t{n}\t{peso}\t{risultato}\t{target}\t{k}\t{esito}\n"

#define PLAN                                                                                                 \
    "voce; titolo=V; a=3; b=2; nc=NC; s=7\n"                                                                 \
    "  parte 1; titolo=P; n=1; peso=40; risultato=8; target=10; k=1; h=5; giorno=31/12/2019\n"               \
    "  parte 2; titolo=Q; n=NC; peso=30; risultato=3; target=≥ 4; k=2; h=6\n"                              \
    "  parte 3; titolo=R; n=2,5; peso=30; target=2; k=3; h=7; algoritmo=altro\n"

struct formula_case {
    const char *type, *formula; /* of x */
    const char *expected;       /* in its cell; NULL: none */
    const char *shown;
};

static const struct formula_case cases[] = {
    {"numero", "a - b", "IF(COUNT(B1:C1)=2,B1-C1,\"\")", "1"},
    {"numero", "a / b", "IF(COUNT(B1:C1)=2,IF(C1<>0,B1/C1,\"\"),\"\")", "1,5"},
    {"numero", "a + b * 2 - (a - b)", "IF(COUNT(B1:C1)=2,B1+C1*2-(B1-C1),\"\")", "6"},
    {"numero", "-a + 1", "IF(ISNUMBER(B1),(-B1)+1,\"\")", "-2"},
    {"numero", "a - (b - s)", "IF(COUNT(B1,C1,Calcoli!E2)=3,B1-(C1-Calcoli!E2),\"\")", "8"},
    {"numero", "a / (b - a)", "IF(COUNT(B1:C1)=2,IF(ROUND(C1-B1,10)<>0,B1/ROUND(C1-B1,10),\"\"),\"\")", "-3"},
    {"numero", "a / (b - b)", "IF(COUNT(B1:C1)=2,IF(ROUND(C1-C1,10)<>0,B1/ROUND(C1-C1,10),\"\"),\"\")", ""},
    {"numero", "nc + 1", "IF(ISNUMBER(E1),E1+1,IF(T(E1)<>\"\",\"NC\",\"\"))", "NC"},
    {"numero", "vuoto + 1", "IF(ISNUMBER(G1),G1+1,\"\")", ""},
    {"percentuale", "s / 100", "IF(ISNUMBER(Calcoli!E2),Calcoli!E2/100,\"\")", "7,00%"},
    {"numero", "SOMMA(parte.n)",
        "IF(COUNT(B2:B4)>0,ROUND(SUM(B2:B4),10),IF(COUNTIF(B2:B4,\"?*\")>0,\"NC\",\"\"))", "3,5"},
    {"numero", "SOMMA(parte.n; parte.peso; 3)", "ROUND(SUM(B2:B4,C2:C4,3),10)", "106,5"},
    {"numero", "SOMMA(parte.h)", "IF(COUNT(Calcoli!E2:E4)>0,SUM(Calcoli!E2:E4),\"\")", "18"},
    {"numero", "MEDIA(parte.n)", "IF(COUNT(B2:B4)>0,AVERAGE(B2:B4),IF(COUNTIF(B2:B4,\"?*\")>0,\"NC\",\"\"))",
        "1,75"},
    {"numero", "MIN(parte.n; b)",
        "IF(COUNT(B2:B4,C1)>0,MIN(B2:B4,C1),IF(COUNTIF(B2:B4,\"?*\")+COUNTIF(C1,\"?*\")>0,\"NC\",\"\"))",
        "1"},
    {"numero", "MAX(parte.peso)", "IF(COUNT(C2:C4)>0,MAX(C2:C4),\"\")", "40"},
    {"numero", "CONTA(parte.n)", "IF(COUNT(B2:B4)>0,COUNT(B2:B4),IF(COUNTIF(B2:B4,\"?*\")>0,\"NC\",0))", "2"},
    {"numero", "CONTA(parte)", "COUNTIF(Calcoli!A2:A4,\"?*\")", "3"},
    {"numero", "CONTA(parte.titolo)", "COUNTIF(A2:A4,\"?*\")", "3"},
    {"numero", "SOMMA(parte.peso) / CONTA(parte.peso)",
        "IF(COUNT(C2:C4)>0,IF(ROUND(COUNT(C2:C4),10)<>0,SUM(C2:C4)/ROUND(COUNT(C2:C4),10),\"\"),\"\")",
        "33,33333333"},
    {"numero", "MEDIA.PESATA(parte.k; parte.peso)",
        "IF(COUNT(F2:F4)>0,IF(ROUND(SUMPRODUCT(--ISNUMBER(F2:F4),C2:C4),10)<>0,SUMPRODUCT(F2:F4,C2:C4)/"
        "SUMPRODUCT(--ISNUMBER(F2:F4),C2:C4),\"\"),\"\")",
        "1,9"},
    {"numero", "MEDIA.PESATA(parte.k; parte.h)",
        "IF(COUNT(F2:F4)>0,IF(ROUND(SUMPRODUCT(--ISNUMBER(F2:F4),Calcoli!E2:E4),10)<>0,SUMPRODUCT(F2:F4,"
        "Calcoli!E2:E4)/SUMPRODUCT(--ISNUMBER(F2:F4),Calcoli!E2:E4),\"\"),\"\")",
        "2,111111111"},
    {"numero", "MEDIA.PESATA(parte.k; parte.nullo)", "IF(COUNT(F2:F4)>0,AVERAGE(F2:F4),\"\")", "2"},
    {"numero", "MEDIA.PESATA(a; 60%; b; 40%)",
        "IF(COUNT(B1:C1)>0,IF(ROUND(COUNT(B1)*0.6+COUNT(C1)*0.4,10)<>0,(N(B1)*0.6+N(C1)*0.4)/"
        "(COUNT(B1)*0.6+COUNT(C1)*0.4),\"\"),\"\")",
        "2,6"},
    {"numero", "MEDIA.PESATA(MEDIA(parte.k); 60%; MEDIA(parte.n); 40%)",
        "IF(COUNT(Calcoli!E2:F2)>0,IF(ROUND(COUNT(Calcoli!E2)*0.6+COUNT(Calcoli!F2)*0.4,10)<>0,(N(Calcoli!E2)"
        "*0.6+N(Calcoli!F2)*0.4)/"
        "(COUNT(Calcoli!E2)*0.6+COUNT(Calcoli!F2)*0.4),\"\"),IF(COUNTIF(Calcoli!E2:F2,\"?*\")>0,\"NC\",\"\")"
        ")",
        "1,9"},
    {"numero", "ARROTONDA(a / b; 1)", "IF(COUNT(B1:C1)=2,IF(C1<>0,ROUND(ROUND(B1/C1,10),1),\"\"),\"\")",
        "1,5"},
    {"numero", "ARROTONDA(a; 1)", "IF(ISNUMBER(B1),ROUND(ROUND(B1,10),1),\"\")", "3"},
    {"numero", "TRONCA(a / 7; 3)", "IF(ISNUMBER(B1),TRUNC(ROUND(B1/7,10),3),\"\")", "0,428"},
    {"numero", "INTERO(a / b)", "IF(COUNT(B1:C1)=2,IF(C1<>0,INT(ROUND(B1/C1,10)),\"\"),\"\")", "1"},
    {"numero", "ASSOLUTO(b - a)", "IF(COUNT(B1:C1)=2,ABS(C1-B1),\"\")", "1"},
    {"numero", "SE(a >= 3; 1; SE(a < 2; 0; a))",
        "IF(ISNUMBER(B1),IF(ROUND(B1,10)>=3,1,IF(ROUND(B1,10)<2,0,B1)),\"\")", "1"},
    {"numero", "SE(a > b; a - b; vuoto)",
        "IF(COUNT(B1:C1)=2,IF(ROUND(B1-C1,10)>0,B1-C1,IF(ISNUMBER(G1),G1,\"\")),\"\")", "1"},
    {"numero", "SE(a > b e b > 1; 1; 0)",
        "IF(COUNT(B1:C1)=2,IF(AND(ROUND(B1-C1,10)>0,ROUND(C1,10)>1),1,0),\"\")", "1"},
    {"numero", "SE(non a = b; 1; 0)", "IF(COUNT(B1:C1)=2,IF(NOT(ROUND(B1-C1,10)=0),1,0),\"\")", "1"},
    {"numero", "SE(vuoto > 1; 1; 0)", "IF(ISNUMBER(G1),IF(ROUND(G1,10)>1,1,0),\"\")", ""},
    {"numero", "SE(titolo = \"V*\"; a; b)", "IF(ISNUMBER(B1),B1,\"\")", "3"},
    {"numero", "PRIMO(vuoto; a)", "IF(G1<>\"\",G1,IF(ISNUMBER(B1),B1,\"\"))", "3"},
    {"numero", "PRIMO(a / b; 0)", "IF(IF(COUNT(B1:C1)=2,C1<>0,FALSE),B1/C1,0)", "1,5"},
    {"numero", "PRIMO(vuoto; 5)", "IF(G1<>\"\",G1,5)", "5"},
    {"numero", "PRIMO(nc; a) + 1",
        "IF(ISNUMBER(Calcoli!E2),Calcoli!E2+1,IF(T(Calcoli!E2)<>\"\",\"NC\",\"\"))", "NC"},
    {"testo", "SE(a >= 3; \"tre\"; \"meno\")", "IF(ISNUMBER(B1),IF(ROUND(B1,10)>=3,\"tre\",\"meno\"),\"\")",
        "tre"},
    {"testo", "titolo & \"!\"", NULL, "V!"},
    {"elenco", "UNIONE(parte.titolo)", NULL, "P Q R"},
    {"numero", "CONTA.SE(parte.esito; \"sì\")", "COUNTIFS(G2:G4,\"sì\")", "2"},
    {"numero", "CONTA.SE(parte.k; \">= 2\")", "COUNTIFS(F2:F4,\">=\"&1.99999999995)", "2"},
    {"numero", "CONTA.SE(parte.k; 2)", "COUNTIFS(F2:F4,\">=\"&1.99999999995,F2:F4,\"<=\"&2.00000000005)",
        "1"},
    {"numero", "SOMMA.SE(parte.k; \">= 2\"; parte.peso)",
        "IF(COUNTIFS(F2:F4,\">=\"&1.99999999995,C2:C4,\">=-1E+300\")>0,SUMIFS(C2:C4,F2:F4,\">=\"&1."
        "99999999995),\"\")",
        "60"},
    {"numero", "SOMMA.SE(parte.esito; \"sì\"; parte.peso)",
        "IF(COUNTIFS(G2:G4,\"sì\",C2:C4,\">=-1E+300\")>0,SUMIFS(C2:C4,G2:G4,\"sì\"),\"\")", "60"},
    {"numero", "CERCA(a; parte.k; parte.peso)",
        "IF(ISNUMBER(B1),IF(ROUND(B1-F4,10)>=0,IF(ISNUMBER(C4),C4,\"\"),IF(ROUND(B1-F3,10)>=0,IF(ISNUMBER(C3)"
        ",C3,\"\"),IF(ROUND(B1-F2,10)>=0,IF(ISNUMBER(C2),C2,\"\"),\"\"))),\"\")",
        "30"},
    {"percentuale", "MEDIA(parte.giorno)", NULL, ""},
    {"percentuale", "parte[\"1\"].risultato / parte[\"1\"].target",
        "IF(COUNT(D2:E2)=2,IF(E2<>0,D2/E2,\"\"),IF(T(D2)<>\"\",\"NC\",\"\"))", "80,00%"},
    {"percentuale", "REALIZZAZIONE(parte[\"1\"].risultato; parte[\"1\"].target)",
        "IF(COUNT(D2:E2)=2,IF(E2=0,IF(D2>=0,1,0),MAX(0,D2/E2)),IF(T(D2)<>\"\",\"NC\",\"\"))", "80,00%"},
    {"percentuale", "REALIZZAZIONE(parte[\"2\"].risultato; parte[\"2\"].target; tetto=100%)",
        "IF(COUNT(D3,Calcoli!E2)=2,IF(Calcoli!E2=0,IF(D3>=0,1,0),MAX(0,MIN(1,D3/"
        "Calcoli!E2))),IF(T(D3)<>\"\",\"NC\",\"\"))",
        "75,00%"},
    {"percentuale", "REALIZZAZIONE(parte[\"3\"].risultato; parte[\"3\"].target; tetto=100%)",
        "IF(COUNT(D4:E4)=2,IF(E4=0,IF(D4>=0,1,0),MAX(0,MIN(1,D4/E4))),IF(T(D4)<>\"\",\"NC\",\"\"))", ""},
    {"percentuale", "PRIMO(REALIZZAZIONE(parte[\"3\"].risultato; parte[\"3\"].target); 0%)",
        "IF(COUNT(D4:E4)=2,IF(E4=0,IF(D4>=0,1,0),MAX(0,D4/E4)),IF(T(D4)<>\"\",\"NC\",0))", "0,00%"},
    {"percentuale", "REALIZZAZIONE(a; b; verso=<=)",
        "IF(COUNT(B1:C1)=2,IF(C1=0,IF(B1<=0,1,0),IF(OR(ROUND(B1-C1,10)<=0,B1=0),1,MAX(0,C1/B1))),\"\")",
        "66,67%"},
    {"percentuale", "REALIZZAZIONE(a; b; verso=<=; minore=speculare; tetto=120%)",
        "IF(COUNT(B1:C1)=2,IF(C1=0,IF(B1<=0,1,0),IF(OR(ROUND(B1-C1,10)<=0,B1=0),1,MAX(0,MIN(1.2,(2*C1-B1)/"
        "C1)))),\"\")",
        "50,00%"},
    {"percentuale", "REALIZZAZIONE(a; b; zero=no)", "IF(COUNT(B1:C1)=2,IF(C1<>0,MAX(0,B1/C1),\"\"),\"\")",
        "150,00%"},
    {"percentuale", "REALIZZAZIONE(parte[\"1\"].giorno; parte[\"1\"].giorno; ritardo=1%)",
        "IF(ISNUMBER(Calcoli!E2),IF(ROUND(Calcoli!E2-Calcoli!E2,10)<=0,1,MAX(0,1-(Calcoli!E2-Calcoli!E2)*0."
        "01)),\"\")",
        "100,00%"},
    {"percentuale", "REALIZZAZIONE(a; \"entro 2 gg\"; ritardo=10%)",
        "IF(COUNT(B1,Calcoli!E2)=2,IF(ROUND(B1-Calcoli!E2,10)<=0,1,MAX(0,1-(B1-Calcoli!E2)*0.1)),\"\")",
        "90,00%"},
    {"percentuale", "REALIZZAZIONE(a; \"+50%\"; base=b)",
        "IF(COUNT(B1,C1,Calcoli!E2)=3,IF((C1*(1+Calcoli!E2))=0,IF(B1>=0,1,0),MAX(0,B1/"
        "(C1*(1+Calcoli!E2)))),\"\")",
        "100,00%"},
    {"percentuale", "REALIZZAZIONE(\"SI\"; a)", "IF(ISNUMBER(Calcoli!E2),Calcoli!E2,\"\")", "100,00%"},
    {"percentuale", "REALIZZAZIONE(parte[\"1\"].giorno; a)", NULL, ""},
    {"numero", "ESTRAI(\"n. 12 di 20\"; \"\\d+\") + a", "IF(COUNT(B1,Calcoli!E2)=2,Calcoli!E2+B1,\"\")",
        "23"},
    {"numero", "12", NULL, "12"},
    {"numero", "PRIMO(x; 12)", NULL, "12"},
};

static struct filled *fill(const struct formula_case *this)
{
    char *drawing = g_strdup_printf(DRAWING, this->type, this->formula);
    struct filled *filled = filled_new(drawing, PLAN, KIND_RELAZIONE, NULL);
    g_assert_nonnull(filled->output);
    g_free(drawing);
    return filled;
}

static void test_formula(gconstpointer data)
{
    const struct formula_case *this = data;
    struct filled *filled = fill(this);
    const struct sheet *sheet = g_ptr_array_index(filled->output->sheets, 0);
    const struct cell *cell = sheet_cell(sheet, 0, 3);
    const char *formula = cell != NULL ? cell_formula(cell) : NULL;
    g_assert_cmpstr(formula, ==, this->expected);
    char *shown = cell != NULL ? cell_display(sheet->workbook, cell) : g_strdup("");
    g_assert_cmpstr(shown, ==, this->shown);
    g_free(shown);
    filled_free(filled);
}

/* Looks of Classi: formula, first cell and last cell of each. */
static void test_looks(void)
{
    static const struct {
        unsigned row, column, last_row;
        const char *formula;
        uint32_t fill;
    } expected[] = {
        {0, 3, 0, "IF(ISNUMBER(D1),ROUND(D1,10)>=0.9,FALSE)", 0xC6EFCE},
        {0, 3, 0, "IF(ISNUMBER(D1),AND(ROUND(D1,10)>0.5,ROUND(D1,10)<0.9),FALSE)", 0xFFEB9C},
        {0, 5, 0, "F1=\"alto\"", 0xC6EFCE},
        {0, 5, 0, "F1=\"medio\"", 0xFFEB9C},
    };
    char *text = g_strdup_printf(DRAWING, "percentuale", "a / 10");
    struct workbook *drawing = text_drawing("test.xlsx", text);
    struct sheet *metodo = workbook_sheet(drawing, "Metodo");
    for (unsigned i = 0; i < metodo->cells->len; i++) {
        struct cell *cell = &g_array_index(metodo->cells, struct cell, i);
        struct style style = style_default;
        bool high = g_strcmp0(cell_text(cell), "alto") == 0;
        bool middle = g_strcmp0(cell_text(cell), "medio") == 0;
        style.fill = high ? 0xC6EFCE : 0xFFEB9C;
        style.font.bold = true;
        if (high || middle)
            cell->style = workbook_style(drawing, &style);
    }
    struct filled *filled = filled_from_drawing(drawing, PLAN, KIND_RELAZIONE, NULL);
    const struct sheet *sheet = g_ptr_array_index(filled->output->sheets, 0);
    g_assert_cmpuint(sheet->conditional_formats->len, ==, G_N_ELEMENTS(expected));
    for (unsigned i = 0; i < G_N_ELEMENTS(expected); i++) {
        const struct conditional_format *format =
            &g_array_index(sheet->conditional_formats, struct conditional_format, i);
        g_assert_cmpstr(format->formula, ==, expected[i].formula);
        g_assert_cmpuint(format->range_count, ==, 1);
        g_assert_cmpuint(format->ranges[0].first_row, ==, expected[i].row);
        g_assert_cmpuint(format->ranges[0].last_row, ==, expected[i].last_row);
        g_assert_cmpuint(format->ranges[0].first_column, ==, expected[i].column);
        g_assert_cmphex(format->fill, ==, expected[i].fill);
        g_assert_true(format->bold);
    }
    filled_free(filled);
    g_free(text);
}

/* What stands nowhere, and what is said in words, with where it comes from. */
static void test_calcoli(void)
{
    char *drawing = g_strdup_printf(
        DRAWING, "numero", "SOMMA(parte.h) + REALIZZAZIONE(parte[\"2\"].risultato; parte[\"2\"].target)");
    struct filled *filled = filled_new(drawing, PLAN, KIND_RELAZIONE, NULL);
    char *text = filled_text(filled);
    const char *calcoli = strstr(text, "== Calcoli");
    g_assert_cmpstr(calcoli, ==,
        "== Calcoli\n"
        "Livello | Codice | Titolo | Sotto | h | target (quantità) | target (quantità): da\n"
        "parte | 1 | P | V | 5\n"
        "parte | 2 | Q | V | 6 | 4 | Foglio!E3: ≥ 4\n"
        "parte | 3 | R | V | 7\n");
    g_free(text);
    filled_free(filled);
    g_free(drawing);
}

#define WORDS                                                                                                \
    "== Metodo\n-- Modello\nnome\tprova\n-- Livelli\nLivello\tPadre\tCodice\nente\t\t\nvoce\tente\t\n"       \
    "-- Campi\nLivello\tCampo\tTipo\nvoce\ta, x, y\tnumero\n"                                                \
    "-- Calcoli\nLivello\tCampo\tFormula\nvoce\tx\t%s\n%s== Foglio\nscrivi\nvoce\t{titolo}\t%s\n"

/* A figure of a relazione that is no formula says why; one of a piano does not. */
static void test_notes(void)
{
    static const struct {
        const char *formula, *drawn, *plan, *note;
    } figures[] = {
        {"a * 2", "{x}", "voce; titolo=t; a=1", NULL},
        {"a * 2", "{x:0,00}", "voce; titolo=t; a=1", "Valore senza formula: è scritto come testo."},
        {"a * 2", "{x}", "voce; titolo=t; x=5",
            "Valore senza formula: è il valore letto, perché la formula non ne dà uno."},
        {"PRIMO(x; a)", "{x}", "voce; titolo=t; x=5; a=1", NULL},
        {"PRIMO(x; a)", "{x}", "voce; titolo=t; a=1", NULL},
        {"a * 2", "n. {x}", "voce; titolo=t; a=1", NULL},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(figures); i++)
        for (enum plan_kind kind = KIND_PIANO; kind <= KIND_RELAZIONE; kind++) {
            char *drawing = g_strdup_printf(WORDS, figures[i].formula, "", figures[i].drawn);
            struct filled *filled = filled_new(drawing, figures[i].plan, kind, NULL);
            const struct sheet *sheet = g_ptr_array_index(filled->output->sheets, 0);
            const char *note =
                sheet->notes->len > 0 ? g_array_index(sheet->notes, struct note, 0).text : NULL;
            g_assert_cmpstr(note, ==, kind == KIND_RELAZIONE ? figures[i].note : NULL);
            filled_free(filled);
            g_free(drawing);
        }
}

/* The evaluator follows the branch that holds, a spreadsheet all of them: what closes a circle stays a value.
 */
static void test_circle(void)
{
    char *drawing = g_strdup_printf(WORDS, "SE(a > 0; a; y)", "voce\ty\tSE(a > 0; x; a)\n", "{a}\t{x}\t{y}");
    struct filled *filled = filled_new(drawing, "voce; titolo=t; a=1", KIND_RELAZIONE, NULL);
    const struct sheet *sheet = g_ptr_array_index(filled->output->sheets, 0);
    const struct cell *x = sheet_cell(sheet, 0, 2), *y = sheet_cell(sheet, 0, 3);
    g_assert_cmpint((cell_formula(x) != NULL) + (cell_formula(y) != NULL), ==, 1);
    g_assert_true(decimal_equal(x->number, decimal_from_int(1)));
    g_assert_true(decimal_equal(y->number, decimal_from_int(1)));
    filled_free(filled);
    g_free(drawing);
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strdup_printf("/fill/formula/%02u", i);
        g_test_add_data_func(path, &cases[i], test_formula);
        g_free(path);
    }
    g_test_add_func("/fill/formula/looks", test_looks);
    g_test_add_func("/fill/formula/calcoli", test_calcoli);
    g_test_add_func("/fill/formula/notes", test_notes);
    g_test_add_func("/fill/formula/circle", test_circle);
    return g_test_run();
}
