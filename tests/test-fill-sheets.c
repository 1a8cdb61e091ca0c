/* Sheets: `per`, conditions of tables, several tables on a sheet, tab names, what is left out (rule 2). */
#include <locale.h>
#include <glib.h>
#include "support/filled.h"

#define METODO                                                                                               \
    "== Metodo\n-- Modello\nnome\tprova\ndescrizione\tPiano di prova\nente\tCamera di Prova\n"               \
    "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\narea\tente\t[A-Z]\nobiettivo\tarea\t[A-Z]\\d\n"           \
    "indicatore\tobiettivo\t\\d+\nunita\tobiettivo\t\nscheda\tente\t\n"                                      \
    "-- Campi\nLivello\tCampo\tTipo\tEspressione\nindicatore\tpeso\tnumero\t\nindicatore, "                  \
    "scheda\tufficio\telenco\tU\\d\n"

#define TREE                                                                                                 \
    "ente; anno=2025\n"                                                                                      \
    "scheda uno; ufficio=U1\nscheda due; ufficio=U2 U3\nscheda tre; ufficio=U9\n"                            \
    "area A\n"                                                                                               \
    "  obiettivo A1\n"                                                                                       \
    "    indicatore 1; ufficio=U1; peso=10\n"                                                                \
    "    indicatore 2; ufficio=U2\n"                                                                         \
    "    unita; titolo=Ragioneria\n"                                                                         \
    "  obiettivo A2\n"                                                                                       \
    "    indicatore 3; ufficio=U3 U1\n"                                                                      \
    "area B\n"                                                                                               \
    "  obiettivo B1\n"                                                                                       \
    "    indicatore 4; ufficio=U2; peso=20\n"

#define ROWS "area\t{codice}\nobiettivo\t{codice}\nindicatore\t{codice}\n"

static const struct filled_case cases[] = {
    {"per-record",
        METODO
        "== Scheda {area.codice}\nleggi e scrivi per area\n\t{area.codice} {ente}\nobiettivo\t{codice}\n",
        TREE, "== Scheda A\nA Camera di Prova\nA1\nA2\n== Scheda B\nB Camera di Prova\nB1\n"},
    {"per-record-beside-the-tree", METODO "== {scheda.codice}\nleggi e scrivi per scheda\n" ROWS,
        "scheda uno\nscheda due\narea A\n  obiettivo A1\n", "== uno\nA\nA1\n== due\nA\nA1\n"},
    {"cut-down-by-a-condition",
        METODO "== {scheda.codice}\nscrivi per scheda con indicatore.ufficio in "
               "scheda.ufficio\n\t{scheda.ufficio}\n" ROWS,
        TREE, "== uno\nU1\nA\nA1\n1\nA2\n3\n== due\nU2 U3\nA\nA1\n2\nA2\n3\nB\nB1\n4\n"},
    {"cut-down-without-per", METODO "== Pesi\nscrivi con indicatore.peso\n" ROWS, TREE,
        "== Pesi\nA\nA1\n1\nB\nB1\n4\n"},
    {"levels-beside-stay",
        METODO "== Unità\nscrivi con indicatore.peso\nscheda\t{codice}\nobiettivo\t{codice}\n"
               "unita\t{titolo}\n",
        TREE, "== Unità\nuno\ndue\ntre\nA1\nRagioneria\nB1\n"},
    {"the-sheets-own-record",
        METODO "== {scheda.codice}\nscrivi per scheda con scheda.ufficio = \"U9\"\n\t{scheda.codice}\n", TREE,
        "== tre\ntre\n"},
    {"bare-level", METODO "== Con obiettivi\nscrivi con obiettivo\narea\t{codice}\n",
        "area A\narea B\n  obiettivo B1\n", "== Con obiettivi\nB\n"},
    {"by-kind",
        METODO
        "== Piano\nscrivi con piano\narea\t{codice}\n== Relazione\nscrivi con relazione\narea\t{codice}\n",
        "area A\n", "== Relazione\nA\n"},
    {"tables-below-each-other",
        METODO "== Due\nleggi e scrivi\n\tAree\narea\t{codice}\ntabella scrivi\n\tSchede\nscheda\t{codice}\n"
               "tabella leggi\n\tmai\n",
        TREE, "== Due\nAree\nA\nB\n\nSchede\nuno\ndue\ntre\n"},
    {"tables-with-drawn-spacing",
        METODO
        "== Due\nleggi e scrivi\n\tAree\narea\t{codice}\n\n\ntabella scrivi\n\tSchede\nscheda\t{codice}\n",
        TREE, "== Due\nAree\nA\nB\n\n\nSchede\nuno\ndue\ntre\n"},
    {"table-without-records",
        METODO "== Due\nleggi e scrivi\n\tAree\narea\t{codice}\ntabella scrivi\n\tSchede\nscheda\t{codice}\n",
        "area A\n", "== Due\nAree\nA\n"},
    {"only-the-root",
        METODO "== Vuota\nscrivi\n\tAtto\nente\t{delibera}\n== Piena\nscrivi\n\tEnte\nente\t{ente}\n", "",
        "== Piena\nEnte\nCamera di Prova\n"},
    {"fixed-rows-only", METODO "== Copertina\nscrivi\n\tPiano {anno}\n\tAnno\t{anno}\n", "ente; anno=2025\n",
        "== Copertina\nPiano 2025\nAnno | 2025\n"},
    {"no-year", METODO "== Copertina\nscrivi\n\tPiano {anno}\n\tAnno\t{anno+1}\n", "",
        "== Copertina\nPiano\nAnno\n"},
    {"tab-names", METODO "== {scheda.titolo}\nscrivi per scheda\n\tx\n",
        "scheda; titolo='U3.1/U3.2: [a]*?\\\nscheda; titolo='apostrofo'\nscheda\nscheda; titolo=Foglio\n"
        "scheda; titolo=foglio\nscheda; titolo=Un nome che ha più di trentuno caratteri\n"
        "scheda; titolo=Un nome che ha più di trentuno CARATTERI\nscheda; titolo=Servizi di trentuno "
        "caratteri 😀😀\n",
        "== U3.1-U3.2- -a----\nx\n== apostrofo-\nx\n== Foglio\nx\n== Foglio (2)\nx\n== foglio (3)\nx\n"
        "== Un nome che ha più di trentuno\nx\n== Un nome che ha più di trent (2)\nx\n"
        "== Servizi di trentuno caratteri\nx\n"},
};

#define THREE_SHEETS                                                                                         \
    METODO "== Aree\nscrivi\narea\t{codice}\n== Scheda {scheda.codice}\nscrivi per scheda\n\tx\n"            \
           "== Unità\nscrivi\nunita\t{titolo}\n"

static void check_sheets(const char *globs, const char *expected)
{
    struct filled *filled = filled_new(THREE_SHEETS, "area A\nscheda uno\nscheda due\n", KIND_PIANO, globs);
    char *text = filled_text(filled);
    g_assert_cmpstr(text, ==, expected);
    g_assert_cmpuint(filled->omitted->len, ==, 1);
    g_assert_cmpstr(g_ptr_array_index(filled->omitted, 0), ==, "Unità");
    g_free(text);
    filled_free(filled);
}

static void test_globs(void)
{
    check_sheets(NULL, "== Aree\nA\n== Scheda uno\nx\n== Scheda due\nx\n");
    check_sheets("aree", "== Aree\nA\n");
    check_sheets("Scheda *", "== Scheda uno\nx\n== Scheda due\nx\n");
    check_sheets("Aree; *due", "== Aree\nA\n== Scheda due\nx\n");
    check_sheets(
        "Altro", "no sheet that is written is named \"Altro\"; there are: Aree; Scheda uno; Scheda due");
}

static bool written(const struct filled *filled, const char *level, const char *code)
{
    const struct level *of = template_level(filled->template, level);
    for (const struct record *r = record_next_any(filled->plan->root, NULL); r != NULL;
         r = record_next_any(filled->plan->root, r))
        if (r->level == of && g_strcmp0(record_code(r), code) == 0)
            return r->written;
    g_assert_not_reached();
}

static void test_written(void)
{
    struct filled *filled =
        filled_new(METODO "== Pesi\nscrivi con indicatore.peso\narea\t{codice}\n"
                          "obiettivo, indicatore\t{obiettivo.codice}\t{indicatore.codice}\n"
                          "== {scheda.codice}\nscrivi per scheda con scheda.ufficio = \"U1\"\n\tx\n",
            TREE, KIND_RELAZIONE, "Pesi");
    g_assert_nonnull(filled->output);
    g_assert_true(written(filled, "area", "A"));
    g_assert_true(written(filled, "obiettivo", "A1"));
    g_assert_false(written(filled, "obiettivo", "A2"));
    g_assert_true(written(filled, "indicatore", "1"));
    g_assert_false(written(filled, "indicatore", "2"));
    g_assert_true(written(filled, "scheda", "uno"));
    g_assert_false(written(filled, "scheda", "due"));
    g_assert_false(written(filled, "unita", NULL));
    filled_free(filled);
}

static void test_no_year(void)
{
    struct filled *filled =
        filled_new(METODO "== F\nscrivi\n\tPiano {anno}\tAnno {anno+1}\t{anno}\n", "", KIND_RELAZIONE, NULL);
    unsigned found = 0;
    for (unsigned i = 0; i < findings_count(filled->findings); i++)
        found += findings_get(filled->findings, i)->id == FINDING_YEAR_MISSING;
    g_assert_cmpuint(found, ==, 1);
    g_assert_cmpint(filled->output->created, ==, 0);
    filled_free(filled);
    filled = filled_new(METODO "== F\nscrivi\narea\t{codice}\n", "area A\n", KIND_RELAZIONE, NULL);
    g_assert_cmpuint(findings_count(filled->findings), ==, 0);
    filled_free(filled);
}

static void test_properties(void)
{
    struct filled *filled =
        filled_new(METODO "== Aree\nscrivi\narea\t{codice}\n", TREE, KIND_RELAZIONE, NULL);
    g_assert_cmpstr(filled->output->title, ==, "Piano di prova 2025");
    g_assert_cmpstr(filled->output->author, ==, "Camera di Prova");
    g_assert_cmpint(filled->output->created, ==, 45658); /* 1 January 2025 */
    filled_free(filled);
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    filled_add_cases("/fill/sheets", cases, G_N_ELEMENTS(cases));
    g_test_add_func("/fill/sheets/globs", test_globs);
    g_test_add_func("/fill/sheets/written", test_written);
    g_test_add_func("/fill/sheets/no-year-is-a-finding", test_no_year);
    g_test_add_func("/fill/sheets/properties", test_properties);
    return g_test_run();
}
