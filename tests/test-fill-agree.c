/* Live formulas give the figure that is calculated, also where spreadsheets see things in another way
 * (rule 6). */
#include <locale.h>
#include <string.h>
#include <glib.h>
#include "support/filled.h"
#include "support/text-template.h"

/*      A       B  C     D      E          F       G      H       I
 * 1    titolo  x  c
 * 2-   titolo  n  peso  quota  risultato  target  esito  giorno  algoritmo */
#define DRAWING                                                                                              \
    "== Metodo\n-- Modello\nnome\tprova\n"                                                                   \
    "-- Livelli\nLivello\tPadre\nente\t\nvoce\tente\nparte\tvoce\nsotto\tparte\n"                            \
    "-- Campi\nLivello\tCampo\tTipo\tEspressione\nvoce\tx\tnumero\t\nvoce\tc\ttesto\t\n"                     \
    "parte, sotto\tn\tnumero\t\nparte\tpeso\tnumero\t\nparte\tquota\tnumero\t\\d+|X\n"                       \
    "parte\trisultato\trisultato\t\nparte\ttarget\ttarget\t\nparte\tgiorno\tdata\t\n"                        \
    "parte\tesito, algoritmo\ttesto\t\n"                                                                     \
    "-- Calcoli\nLivello\tCampo\tFormula\nvoce\tx\t%s\nvoce\tc\tCLASSE(x)\n"                                 \
    "-- Classi\nLivello\tCampo\tDa\tA\tEtichetta\nvoce\tx\t0\t0\tnullo\nvoce\tx\t0\t\tbasso\n"               \
    "voce\tx\t50\t90\tmedio\nvoce\tx\t> 50\t90\tmezzo\n"                                                     \
    "== Foglio\nscrivi\nvoce\t{titolo}\t{x}\t{c}\n"                                                          \
    "parte\t{titolo}\t{n}\t{peso}\t{quota}\t{risultato}\t{target}\t{esito}\t{giorno}\t{algoritmo}\n"         \
    "sotto\t{titolo}\t{n}\n"

#define HEAD "voce; titolo=V\n  parte 1; titolo=P; "
#define NEXT "\n  parte 2; titolo=Q; "

static const struct {
    const char *formula, *plan;
    const char *expected; /* NULL: none */
    const char *shown;
} cases[] = {
    /* a weight without a value does not make weights of the others */
    {"MEDIA.PESATA(parte.n; parte.peso)", HEAD "peso=10" NEXT "n=4", "IF(COUNT(B2:B3)>0,AVERAGE(B2:B3),\"\")",
        "4"},
    {"MEDIA.PESATA(parte.n; parte.peso)", HEAD "n=2; peso=molto" NEXT "n=4", NULL, ""},
    {"MEDIA.PESATA(parte.n; parte.quota)", HEAD "n=2; quota=X" NEXT "n=4", "IF(COUNT(B3)>0,AVERAGE(B3),\"\")",
        "4"},
    /* one text, two numbers taken from it */
    {"ESTRAI(\"3 su 4\"; \"(\\d+) su\") / ESTRAI(\"3 su 4\"; \"su (\\d+)\")", HEAD "n=1",
        "IF(COUNT(Calcoli!E2,Calcoli!G2)=2,IF(Calcoli!G2<>0,Calcoli!E2/Calcoli!G2,\"\"),\"\")", "0,75"},
    {"REALIZZAZIONE(parte[\"1\"].risultato; \"da 5 a 10 gg\") + REALIZZAZIONE(parte[\"1\"].risultato; \"20 "
     "gg\")",
        HEAD "risultato=12 gg",
        "IF(COUNT(Calcoli!E3,Calcoli!G3,Calcoli!I2)=3,Calcoli!E3+IF(Calcoli!I2=0,IF(Calcoli!G3>=0,1,0),MAX(0,"
        "Calcoli!G3/Calcoli!I2)),\"\")",
        "1,433333333"},
    /* the algorithm's sign makes percentages of both */
    {"REALIZZAZIONE(parte[\"1\"].risultato; parte[\"1\"].target; parte[\"1\"].algoritmo)",
        HEAD "risultato=90; target=80; algoritmo=% fatti >= 80%",
        "IF(COUNT(E2:F2)=2,IF(IF(F2>1.5,F2/100,F2)=0,IF(IF(E2>1.5,E2/100,E2)>=0,1,0),MAX(0,IF(E2>1.5,E2/100,"
        "E2)/IF(F2>1.5,F2/100,F2))),IF(T(E2)<>\"\",\"NC\",\"\"))",
        "1,125"},
    {"SE(parte[\"1\"].risultato; 1; 2)", HEAD "risultato=FALSO", NULL, "2"},
    {"SE(parte[\"1\"].risultato; 1; 2)", HEAD "risultato=5", "IF(E2<>\"\",1,2)", "1"},
    {"CONTA(parte.risultato)", HEAD "risultato=VERO" NEXT "risultato=5", NULL, "2"},
    /* blanks count for a spreadsheet */
    {"SE(parte[\"1\"].esito = \"in corso\"; 1; 0)", HEAD "esito=incorso", NULL, "1"},
    {"SE(parte[\"1\"].esito = \"in corso\"; 1; 0)", HEAD "esito=In corso", "IF(G2=\"in corso\",1,0)", "1"},
    {"SE(parte[\"1\"].esito <> \"NC\"; 1; 0)", HEAD "esito=n.d.", NULL, "0"},
    /* days are numbers there */
    {"parte[\"1\"].giorno * 2", HEAD "giorno=31/12/2019", NULL, ""},
    {"parte[\"1\"].giorno + parte[\"1\"].giorno", HEAD "giorno=31/12/2019", NULL, ""},
    {"2 / parte[\"1\"].giorno", HEAD "giorno=31/12/2019", NULL, ""},
    {"ARROTONDA(parte[\"1\"].giorno)", HEAD "giorno=31/12/2019", NULL, ""},
    {"SE(parte[\"1\"].giorno > 5; 1; 0)", HEAD "giorno=31/12/2019", NULL, ""},
    {"parte[\"1\"].giorno - parte[\"2\"].giorno", HEAD "giorno=31/12/2019" NEXT "giorno=30/12/2019",
        "IF(COUNT(H2:H3)=2,H2-H3,\"\")", "1"},
};

static struct filled *fill(const char *formula, const char *plan)
{
    char *drawing = g_strdup_printf(DRAWING, formula);
    struct filled *filled = filled_new(drawing, plan, KIND_RELAZIONE, NULL);
    g_assert_nonnull(filled->output);
    g_free(drawing);
    return filled;
}

static const struct cell *first_row(const struct filled *filled, unsigned column)
{
    return sheet_cell(g_ptr_array_index(filled->output->sheets, 0), 0, column);
}

static void test_agree(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct filled *filled = fill(cases[i].formula, cases[i].plan);
        const struct cell *cell = first_row(filled, 1);
        char *shown = cell != NULL ? cell_display(filled->output, cell) : g_strdup("");
        g_test_message("%s", cases[i].formula);
        g_assert_cmpstr(cell != NULL ? cell_formula(cell) : NULL, ==, cases[i].expected);
        g_assert_cmpstr(shown, ==, cases[i].shown);
        g_free(shown);
        filled_free(filled);
    }
}

/* Of classes that begin alike the first one counts, and stands outermost. */
static void test_classes(void)
{
    static const struct {
        const char *formula, *label;
    } values[] = {
        {"SOMMA(parte.n) - 1", "nullo"}, {"SOMMA(parte.n)", "basso"}, {"59 + SOMMA(parte.n)", "medio"}};
    static const char *const order[] = {"\"medio\"", "\"mezzo\"", "\"nullo\"", "\"basso\""};
    for (unsigned i = 0; i < G_N_ELEMENTS(values); i++) {
        struct filled *filled = fill(values[i].formula, HEAD "n=1");
        const struct cell *cell = first_row(filled, 2);
        g_assert_cmpstr(cell_text(cell), ==, values[i].label);
        const char *at = cell_formula(cell);
        for (unsigned n = 0; n < G_N_ELEMENTS(order); n++) {
            at = strstr(at, order[n]);
            g_assert_nonnull(at);
        }
        filled_free(filled);
    }
}

/* More cells apart from each other than a function takes. */
static void test_many(void)
{
    static const struct {
        const char *formula, *begins, *shown;
    } functions[] = {{"SOMMA(parte.n)", "IF(SUM(COUNT(B2,B4,", "600"},
        {"MEDIA(parte.n)", "IF(SUM(COUNT(B2,B4,", "2"}, {"MAX(parte.n)", NULL, "2"}};
    GString *plan = g_string_new("voce; titolo=V\n");
    for (unsigned i = 1; i <= 300; i++)
        g_string_append_printf(plan, "  parte %u; titolo=P; n=2\n    sotto 1; titolo=S; n=7\n", i);
    for (unsigned i = 0; i < G_N_ELEMENTS(functions); i++) {
        struct filled *filled = fill(functions[i].formula, plan->str);
        const struct cell *cell = first_row(filled, 1);
        const char *formula = cell_formula(cell);
        g_assert_cmpint(formula != NULL, ==, functions[i].begins != NULL);
        g_assert_true(formula == NULL || g_str_has_prefix(formula, functions[i].begins));
        g_assert_true(formula == NULL || strstr(formula, "AVERAGE") == NULL);
        char *shown = cell_display(filled->output, cell);
        g_assert_cmpstr(shown, ==, functions[i].shown);
        g_free(shown);
        filled_free(filled);
    }
    g_string_free(plan, TRUE);
}

#define BOUNDED                                                                                              \
    "== Metodo\n-- Modello\nnome\tprova\n-- Livelli\nLivello\tPadre\nente\t\nvoce\tente\n"                   \
    "-- Campi\nLivello\tCampo\tTipo\nvoce\tn, soglia\tnumero\n"                                              \
    "-- Classi\nLivello\tCampo\tDa\tA\tEtichetta\nvoce\tn\tsoglia\t\talto\n"                                 \
    "== Foglio\nscrivi\nvoce\t{titolo}\t{n}\t{soglia}\nvoce\t\t{n}\n"

/* A bound in a cell is the same cell for each row of the look. */
static void test_bounds(void)
{
    struct workbook *drawing = text_drawing("test.xlsx", BOUNDED);
    struct sheet *metodo = workbook_sheet(drawing, "Metodo");
    for (unsigned i = 0; i < metodo->cells->len; i++) {
        struct cell *cell = &g_array_index(metodo->cells, struct cell, i);
        struct style style = style_default;
        style.fill = 0xC6EFCE;
        if (g_strcmp0(cell_text(cell), "alto") == 0)
            cell->style = workbook_style(drawing, &style);
    }
    struct filled *filled =
        filled_from_drawing(drawing, "voce; titolo=V; soglia=3; n=4", KIND_RELAZIONE, NULL);
    const struct sheet *sheet = g_ptr_array_index(filled->output->sheets, 0);
    g_assert_cmpuint(sheet->conditional_formats->len, ==, 1);
    const struct conditional_format *format =
        &g_array_index(sheet->conditional_formats, struct conditional_format, 0);
    g_assert_cmpstr(format->formula, ==, "IF(ISNUMBER(B1),ROUND(B1,10)>=$C$1,FALSE)");
    g_assert_cmpuint(format->ranges[0].last_row, ==, 1);
    filled_free(filled);
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fill/agree/figures", test_agree);
    g_test_add_func("/fill/agree/classes", test_classes);
    g_test_add_func("/fill/agree/many", test_many);
    g_test_add_func("/fill/agree/bounds", test_bounds);
    return g_test_run();
}
