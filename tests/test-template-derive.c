/* What follows from how rows are drawn: headers, enclosing rows, which rows open records (rule 2 and
 * 3). */
#include <string.h>
#include "support/text-template.h"

#define METODO                                                                                               \
    "== Metodo\n"                                                                                            \
    "-- Livelli\n"                                                                                           \
    "Livello\tPadre\tCodice\n"                                                                               \
    "ente\n"                                                                                                 \
    "area\tente\t[A-Z]\n"                                                                                    \
    "obiettivo\tarea\n"                                                                                      \
    "indicatore\tarea, obiettivo\n"                                                                          \
    "anno_passato\tindicatore\t\\d{4}\n"                                                                     \
    "ufficio\tente\n"                                                                                        \
    "-- Campi\n"                                                                                             \
    "Livello\tCampo\tTipo\tEspressione\tObbligatorio\n"                                                      \
    "indicatore, ufficio\tpeso, nota\tnumero\n"                                                              \
    "anno_passato\tvalore\tnumero\n"                                                                         \
    "area\ttitolo_breve\ttesto\n"                                                                            \
    "== Foglio\n"

/* The rows of a table in short: H header, F fixed header, a above it, f free text, h heading, then the levels
 * opened and
 * `<n` for the enclosing row (n: its place in the table, from 1). */
static const struct {
    const char *drawing, *rows;
} cases[] = {
    /* headers: two cells of fixed text; years count; own fields do not */
    {"leggi\n\tTitolo\n\tA\tB\narea\t{codice}\t{titolo}\n", "a| HF| +area"},
    {"leggi\n\tA\t{anno}\n\tA\t{ente}\narea\t{codice}\tA\tB\n", "HF| | +area"},
    {"leggi\narea\tA\tB\narea\t{codice}\t{titolo}\n", "H| +area"},
    {"leggi\narea\t{codice}\t{titolo}\nindicatore?\tA\tB\nindicatore\tX {titolo}\n",
        "+area| H<1| +indicatore<1"},
    /* codes of repeated columns count when they can be told, or beside a fixed text */
    {"leggi\t\tanno_passato\n\tIndicatore\t{anno_passato.codice}\nindicatore\t{titolo}\t{anno_passato.valore}"
     "\n",
        "HF| f+indicatore"},
    {"leggi\t\tanno_passato\n\t\t{anno_passato.codice}\nindicatore\tX {titolo}\t{anno_passato.valore}\n",
        "HF| +indicatore"},
    {"leggi\t\tufficio\n\t\t{ufficio.titolo}\nindicatore\tX {titolo}\t{ufficio.peso}\n", "| +indicatore"},
    {"leggi\t\tufficio\n\tX\t{ufficio.codice}\nindicatore\tX {titolo}\t{ufficio.peso}\n", "HF| +indicatore"},
    /* enclosing rows: nearest above of an ancestor level, never `?` or leggi; a fixed row ends what is open
     */
    {"leggi e scrivi\narea\t{codice}\nobiettivo\tO {titolo}\nindicatore\tI {titolo}\narea\tTotale {titolo}\n",
        "+area| +obiettivo<1| +indicatore<2| "},
    {"leggi e scrivi\narea\t{codice}\nleggi obiettivo\tO {titolo}\nindicatore?\tX\nindicatore\tI {titolo}\n",
        "+area| +obiettivo<1| <1| +indicatore<1"},
    {"leggi e scrivi\narea\t{codice}\n\tFine\nindicatore\tI {titolo}\n", "+area| | +indicatore"},
    {"leggi e scrivi\narea\t{codice}\nleggi\tFine\nindicatore\tI {titolo}\n", "+area| | +indicatore<1"},
    {"leggi e scrivi\narea, obiettivo\t{area.codice}\t{obiettivo.titolo}\nindicatore\tI "
     "{titolo}\narea\tTotale {titolo}\n",
        "+area+obiettivo| +indicatore<1| "},
    /* keys: the rows with the code open; if none has it those with a title; the other rows go on */
    {"leggi\narea\t{codice}\narea\tT {titolo}\n", "+area| "},
    {"leggi\narea\tT {titolo_breve}\narea\tU {titolo}\n", "+area| +area"},
    {"leggi\nscrivi area\t{codice}\narea\tT {titolo}\n", "+area| +area"},
    {"leggi\nindicatore\tP {peso}\nindicatore\tN {nota}\n", "+indicatore| "},
    {"leggi\nindicatore\tA\tB\nindicatore\tN {nota}\n", "H| +indicatore"},
    /* nothing explained: free; one free cell that opens: a heading */
    {"leggi\n\tA\tB\nobiettivo\t{titolo}\t{area.titolo}\n", "HF| f+obiettivo"},
    {"leggi\nobiettivo\t{titolo}\n", "fh+obiettivo"},
    {"leggi\narea\t{titolo_breve}\narea\t{codice}\n", "f| +area"},
    {"leggi\n\t{ente}\n", ""},
    {"leggi\nindicatore\t{anno_passato[\"2019\"].valore}\t{titolo}\n", "+indicatore"},
    {"leggi\narea\t{indicatore: {titolo} separati da \";\"}\t{titolo}\n", "+area"},
};

static char *in_short(const struct template *template, const struct table *table)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < table->row_count; i++) {
        const struct template_row *row = &table->rows[i];
        g_string_append_printf(text, "%s%s%s%s%s%s", i > 0 ? "| " : "", row->above_header ? "a" : "",
            row->header ? "H" : "", row->fixed_header ? "F" : "", row->free_text ? "f" : "",
            row->heading ? "h" : "");
        for (unsigned k = 0; k < template->levels->len; k++) {
            const struct level *level = g_ptr_array_index(template->levels, k);
            if (row->opens & LEVEL_BIT(level))
                g_string_append_printf(text, "+%s", level->name);
        }
        if (row->enclosing)
            g_string_append_printf(text, "<%u", row->enclosing->index + 1);
    }
    return g_string_free(text, FALSE);
}

static void test_rows(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = g_strconcat(METODO, cases[i].drawing, NULL);
        g_test_message("%s", cases[i].drawing);
        struct template *template = text_template(text);
        char *rows = in_short(template, g_ptr_array_index(template->tables, 0));
        g_assert_cmpstr(rows, ==, cases[i].rows);
        g_free(rows);
        g_free(text);
        template_free(template);
    }
}

/* {campo}: the row's level, else the nearest outer one: column, enclosing rows, sheet, root. */
static const struct {
    const char *drawing;
    unsigned row, cell;
    const char *level;
} names[] = {
    {"leggi\nindicatore\t{titolo}\n", 0, 0, "indicatore"},
    {"leggi\narea\t{codice}\nindicatore\t{titolo_breve}\n", 1, 0, "area"},
    {"leggi\narea, obiettivo\t{titolo}\t{titolo_breve}\n", 0, 0, "obiettivo"},
    {"leggi\narea, obiettivo\t{titolo}\t{titolo_breve}\n", 0, 1, "area"},
    {"leggi\narea\t{codice}\nindicatore?\tX {titolo}\n", 1, 0, "area"},
    {"leggi\t\tanno_passato\nobiettivo\tX {titolo}\t{valore}\n", 0, 1, "anno_passato"},
    {"leggi\t\tufficio\nobiettivo\tX {titolo}\t{peso}\n", 0, 1, "ufficio"},
    {"leggi\t\tufficio\n\tX\t{titolo}\n", 0, 1, "ufficio"},
    {"leggi per area\n\t{titolo}\nindicatore\t{ente}\t{titolo_breve}\n", 0, 0, "area"},
    {"leggi per area\n\t{titolo}\nindicatore\t{ente}\t{titolo_breve}\n", 1, 0, "ente"},
    {"leggi per area\n\t{titolo}\nindicatore\t{ente}\t{titolo_breve}\n", 1, 1, "area"},
    {"leggi\nobiettivo.indicatore\t{titolo}\t{obiettivo.titolo}\n", 0, 1, "obiettivo"},
};

static void test_names(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        char *text = g_strconcat(METODO, names[i].drawing, NULL);
        g_test_message("%s", names[i].drawing);
        struct template *template = text_template(text);
        const struct table *table = g_ptr_array_index(template->tables, 0);
        const struct pattern *pattern = table->rows[names[i].row].cells[names[i].cell].pattern;
        const struct segment *last = &pattern->segments[pattern->segment_count - 1];
        g_assert_cmpstr(last->placeholder->level->name, ==, names[i].level);
        g_free(text);
        template_free(template);
    }
}

/* Rows are cut at the sheet's last text; spacing rows stay. */
static void test_blank_rows(void)
{
    struct template *template =
        text_template(METODO "leggi e scrivi\narea\t{codice}\narea\n\ntabella\n\n\tTotale\n\n\n");
    const struct table *first = g_ptr_array_index(template->tables, 0);
    const struct table *second = g_ptr_array_index(template->tables, 1);
    g_assert_cmpuint(first->row_count, ==, 3);
    g_assert_true(first->rows[1].blank && control_level(&first->rows[1].control));
    g_assert_true(first->rows[2].blank && !control_level(&first->rows[2].control));
    g_assert_cmpuint(second->row_count, ==, 2);
    g_assert_cmpuint(second->column_count, ==, 1);
    template_free(template);
}

/* A title merged over five columns makes the table five wide. */
static void test_merged_width(void)
{
    struct template *template =
        text_template(METODO "leggi e scrivi\n\tTitolo\narea\t{codice}\t{titolo}\n{merge B2:F2}\n");
    const struct table *table = g_ptr_array_index(template->tables, 0);
    g_assert_cmpuint(table->column_count, ==, 5);
    g_assert_cmpuint(table->columns[4].column, ==, 5);
    template_free(template);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template/derive/rows", test_rows);
    g_test_add_func("/template/derive/names", test_names);
    g_test_add_func("/template/derive/blank-rows", test_blank_rows);
    g_test_add_func("/template/derive/merged-width", test_merged_width);
    return g_test_run();
}
