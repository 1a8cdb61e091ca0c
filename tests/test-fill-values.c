/* What a cell writes: numbers and dates as such with which format, texts as read, values within texts
 * (rule 2, Cells, Values). */
#include <locale.h>
#include <glib.h>
#include "grid/numfmt.h"
#include "support/filled.h"
#include "support/text-template.h"

struct value_case {
    const char *type;    /* of the field x */
    const char *typed;   /* in the input, perhaps with a format; NULL: nothing */
    const char *formula; /* Calcoli for x; NULL: read */
    const char *drawn;   /* the template's cell */
    enum cell_kind kind;
    const char *format; /* of the written cell; NULL: General */
    const char *shown;
};

static const struct value_case cases[] = {
    /* a cell that is one placeholder: the drawn format, else that of the cell read */
    {"numero", "1234,5", NULL, "{x}", CELL_NUMBER, NULL, "1234,5"},
    {"numero", "1234,5", NULL, "{x} ⟦#,##0.00⟧", CELL_NUMBER, "#,##0.00", "1.234,50"},
    {"numero", "1234,5 ⟦#,##0.0⟧", NULL, "{x}", CELL_NUMBER, "#,##0.0", "1.234,5"},
    {"numero", "1234,5 ⟦#,##0.0⟧", NULL, "{x} ⟦0⟧", CELL_NUMBER, "0", "1235"},
    {"percentuale", "80%", NULL, "{x}", CELL_NUMBER, "0%", "80%"},
    {"percentuale", "0,8", NULL, "{x}", CELL_NUMBER, "0.00%", "80,00%"},
    {"euro", "17000", NULL, "{x}", CELL_NUMBER, "\"€ \"#,##0.00", "€ 17.000,00"},
    {"euro", "17000 ⟦#,##0⟧", NULL, "{x}", CELL_NUMBER, "#,##0", "17.000"},
    {"data", "31/12/2019", NULL, "{x}", CELL_DATE, "dd/mm/yyyy", "31/12/2019"},
    {"data", "31/12/2019", NULL, "{x} ⟦yyyy⟧", CELL_DATE, "yyyy", "2019"},
    /* a format that does not suit the kind is not taken */
    {"target", "31/12/2019", NULL, "{x} ⟦0%⟧", CELL_DATE, "dd/mm/yyyy", "31/12/2019"},
    {"target", "80%", NULL, "{x} ⟦dd/mm/yyyy⟧", CELL_NUMBER, "0%", "80%"},
    {"target", "30", NULL, "{x}", CELL_NUMBER, NULL, "30"},
    {"target", "3 ⟦\">= \"0⟧", NULL, "{x}", CELL_NUMBER, "\">= \"0", ">= 3"},
    /* numbers typed as text: as typed */
    {"numero", "'1.234,50", NULL, "{x}", CELL_NUMBER, "#,##0.00", "1.234,50"},
    {"percentuale", "'80%", NULL, "{x}", CELL_NUMBER, "0%", "80%"},
    {"numero", "'35", NULL, "{x} ⟦0.0⟧", CELL_NUMBER, "0.0", "35,0"},
    {"euro", "'€ 17.000", NULL, "{x}", CELL_NUMBER, "\"€ \"#,##0", "€ 17.000"},
    {"percentuale", "'97.5%", NULL, "{x}", CELL_TEXT, NULL, "97.5%"},
    {"percentuale", "'97.5%", NULL, "{x} ⟦0.0%⟧", CELL_NUMBER, "0.0%", "97,5%"},
    /* texts as read, NC as read */
    {"testo", "'=SOMMA", NULL, "{x}", CELL_TEXT, NULL, "=SOMMA"},
    {"testo", "prima\\nseconda", NULL, "{x}", CELL_TEXT, NULL, "prima\nseconda"},
    {"target", "≥ 80%", NULL, "{x}", CELL_TEXT, NULL, "≥ 80%"},
    {"numero", "n.d.", NULL, "{x}", CELL_TEXT, NULL, "n.d."},
    {"numero", "nc", NULL, "{x}", CELL_TEXT, NULL, "NC"},
    {"numero", "N.C.", NULL, "{x}", CELL_TEXT, NULL, "N.C."},
    {"numero", NULL, NULL, "{x}", CELL_EMPTY, NULL, ""},
    {"elenco", "U1, U2,U3", NULL, "{x}", CELL_TEXT, NULL, "U1 U2 U3"},
    /* computed values */
    {"numero", NULL, "y / 3", "{x}", CELL_NUMBER, NULL, "0,333333333"},
    {"numero", "⟦0.0⟧", "y / 3", "{x}", CELL_NUMBER, "0.0", "0,3"},
    {"euro", NULL, "y / 3", "{x}", CELL_NUMBER, "\"€ \"#,##0.00", "€ 0,33"},
    {"percentuale", NULL, "y / 3", "{x}", CELL_NUMBER, "0.00%", "33,33%"},
    {"percentuale", "50% ⟦0.0%⟧", "y / 3", "{x}", CELL_NUMBER, "0.0%", "33,3%"},
    {"numero", NULL, "nc_y + 1", "{x}", CELL_TEXT, NULL, "NC"},
    {"numero", NULL, "vuoto + 1", "{x}", CELL_EMPTY, NULL, ""},
    {"numero", "7 ⟦0.0⟧", "vuoto + 1", "{x}", CELL_NUMBER, "0.0", "7,0"},
    /* within a text */
    {"euro", "1234,5", NULL, "Oneri {x}", CELL_TEXT, NULL, "Oneri € 1.234,50"},
    {"euro", "'€ 17.000", NULL, "Oneri {x}", CELL_TEXT, NULL, "Oneri € 17.000"},
    {"euro", "17000,5 ⟦#,##0.0⟧", NULL, "Oneri {x}", CELL_TEXT, NULL, "Oneri € 17.000,5"},
    {"euro", "-3,5", NULL, "Oneri {x}", CELL_TEXT, NULL, "Oneri -€ 3,50"},
    {"euro", NULL, "y / 3", "Oneri {x}", CELL_TEXT, NULL, "Oneri € 0,33"},
    {"numero", NULL, "y / 3", "n. {x}", CELL_TEXT, NULL, "n. 0,33"},
    {"numero", "2,5", NULL, "n. {x}", CELL_TEXT, NULL, "n. 2,5"},
    {"numero", "2 ⟦0.000⟧", NULL, "n. {x}", CELL_TEXT, NULL, "n. 2,000"},
    {"percentuale", "0,125", NULL, "al {x}", CELL_TEXT, NULL, "al 12,50%"},
    {"percentuale", "80%", NULL, "al {x}", CELL_TEXT, NULL, "al 80%"},
    {"data", "31/12/2019", NULL, "entro {x}", CELL_TEXT, NULL, "entro 31/12/2019"},
    {"numero", "NC", NULL, "n. {x}", CELL_TEXT, NULL, "n. NC"},
    {"numero", NULL, NULL, "n. {x}", CELL_TEXT, NULL, "n."},
    {"numero", NULL, NULL, ". {x}", CELL_EMPTY, NULL, ""},
    /* after a colon */
    {"percentuale", "96,66%", NULL, "{x:0.0%}", CELL_TEXT, NULL, "96.7%"},
    {"percentuale", "96,66%", NULL, "{x:0,0%}", CELL_TEXT, NULL, "96,7%"},
    {"numero", "-1234567,891", NULL, "{x:#.##0,00}", CELL_TEXT, NULL, "-1.234.567,89"},
    {"numero", "1234,4", NULL, "{x:#.##0}", CELL_TEXT, NULL, "1.234"},
    {"numero", "1234,5", NULL, "{x:#,##0.00}", CELL_TEXT, NULL, "1,234.50"},
    {"numero", "7", NULL, "{x:000}", CELL_TEXT, NULL, "007"},
    {"numero", "2,5", NULL, "{x:0,0##} kg", CELL_TEXT, NULL, "2,5 kg"},
    {"numero", "-0,001", NULL, "{x:0,0}", CELL_TEXT, NULL, "0,0"},
    {"euro", "-1234,5", NULL, "{x:€ #.##0,00}", CELL_TEXT, NULL, "-€ 1.234,50"},
    {"target", "≥ 80%", NULL, "{x:>= 0}", CELL_TEXT, NULL, ">= 80%"},
    {"target", "<=30 gg", NULL, "{x:>= 0}", CELL_TEXT, NULL, "<= 30 gg"},
    {"target", "'=< 5", NULL, "{x:>=0}", CELL_TEXT, NULL, "<=5"},
    {"target", "3 ⟦\">=\"0⟧", NULL, "{x:>= 0}", CELL_TEXT, NULL, ">= 3"},
    {"target", "30", NULL, "{x:>= 0}", CELL_TEXT, NULL, "30"},
    {"target", "entro maggio", NULL, "{x:>= 0}", CELL_TEXT, NULL, "entro maggio"},
    {"target", "31/12/2019", NULL, "{x:>= 0}", CELL_TEXT, NULL, "31/12/2019"},
};

static char *drawing_of(const struct value_case *this)
{
    return g_strdup_printf("== Metodo\n-- Modello\nnome\tprova\n"
                           "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\nvoce\tente\t\n"
                           "-- Campi\nLivello\tCampo\tTipo\nvoce\tx\t%s\nvoce\ty, nc_y, vuoto\tnumero\n"
                           "-- Calcoli\nLivello\tCampo\tFormula\n%s%s\n"
                           "== Foglio\nscrivi\nvoce\t{titolo}\t%s\n",
        this->type, this->formula != NULL ? "voce\tx\t" : "", this->formula != NULL ? this->formula : "",
        this->drawn);
}

static void test_value(gconstpointer data)
{
    const struct value_case *this = data;
    char *drawing = drawing_of(this);
    char *plan = g_strdup_printf("voce; titolo=t; y=1; nc_y=NC%s%s", this->typed != NULL ? "; x=" : "",
        this->typed != NULL ? this->typed : "");
    struct filled *filled = filled_new(drawing, plan, KIND_RELAZIONE, NULL);
    const struct sheet *sheet = g_ptr_array_index(filled->output->sheets, 0);
    const struct cell *cell = sheet_cell(sheet, 0, 1);
    g_assert_cmpint(cell == NULL ? CELL_EMPTY : cell->kind, ==, this->kind);
    if (cell != NULL && cell->kind != CELL_EMPTY) {
        char *shown = cell_display(sheet->workbook, cell);
        g_assert_cmpstr(shown, ==, this->shown);
        char *format = numfmt_canonical(this->format);
        g_assert_cmpstr(workbook_get_style(sheet->workbook, cell->style)->format, ==, format);
        g_free(format);
        g_free(shown);
    }
    filled_free(filled);
    g_free(plan);
    g_free(drawing);
}

#define METODO                                                                                               \
    "== Metodo\n-- Modello\nnome\tprova\n-- Livelli\nLivello\tPadre\tCodice\nente\t\t\nvoce\tente\t\n"       \
    "-- Campi\nLivello\tCampo\tTipo\nvoce\tnota\ttesto\n"

/* The drawing has a rich text: bold for the placeholder {titolo}. */
static struct workbook *rich_drawing(const char *pattern, const char *const *parts)
{
    char *text = g_strdup_printf(METODO "== Foglio\nscrivi\nvoce\t%s\n", pattern);
    struct workbook *drawing = text_drawing("test.xlsx", text);
    struct sheet *sheet = workbook_sheet(drawing, "Foglio");
    struct cell *cell = sheet_put(sheet, 1, 1, CELL_TEXT, 0);
    struct rich_run *runs = arena_new0(drawing->arena, struct rich_run, 3);
    struct cell_extra *extra = arena_new0(drawing->arena, struct cell_extra, 1);
    cell->text = workbook_intern(drawing, pattern);
    for (unsigned i = 0; i < 3 && parts[i] != NULL; i++) {
        runs[i].text = parts[i];
        runs[i].font = style_default.font;
        runs[i].font.bold = g_str_has_prefix(parts[i], "{titolo}");
        extra->run_count++;
    }
    extra->runs = runs;
    cell->extra = extra;
    g_free(text);
    return drawing;
}

static void check_runs(const char *pattern, const char *const *parts, const char *plan, const char *expected)
{
    struct filled *filled = filled_from_drawing(rich_drawing(pattern, parts), plan, KIND_RELAZIONE, NULL);
    const struct sheet *sheet = g_ptr_array_index(filled->output->sheets, 0);
    const struct cell *cell = sheet_cell(sheet, 0, 0);
    GString *shown = g_string_new(NULL);
    g_assert_nonnull(cell);
    if (cell->extra == NULL || cell->extra->run_count == 0)
        g_string_append_printf(shown, "%s%s", cell->text,
            workbook_get_style(sheet->workbook, cell->style)->font.bold ? " (bold)" : "");
    for (unsigned i = 0; cell->extra != NULL && i < cell->extra->run_count; i++)
        g_string_append_printf(
            shown, cell->extra->runs[i].font.bold ? "<b>%s</b>" : "%s", cell->extra->runs[i].text);
    g_assert_cmpstr(shown->str, ==, expected);
    g_string_free(shown, TRUE);
    filled_free(filled);
}

static void test_rich_text(void)
{
    static const char *const before[] = {"Nota: ", "{titolo}", " di {nota}"};
    static const char *const first[] = {"{titolo}", " {nota}", NULL};
    static const char *const alone[] = {"{titolo}", NULL};
    check_runs("Nota: {titolo} di {nota}", before, "voce; titolo=Uno; nota=Due\n", "Nota: <b>Uno</b> di Due");
    check_runs("Nota: {titolo} di {nota}", before, "voce; nota=Due\n", "Nota: di Due");
    check_runs("{titolo} {nota}", first, "voce; titolo=Uno; nota=Due\n", "<b>Uno</b> Due");
    check_runs("{titolo} {nota}", first, "voce; titolo=Uno\n", "Uno (bold)");
    check_runs("{titolo} {nota}", first, "voce; nota=Due\n", "Due");
    check_runs("{titolo}", alone, "voce; titolo=Uno\n", "Uno (bold)");
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strdup_printf("/fill/values/%02u-%s", i, cases[i].type);
        g_test_add_data_func(path, &cases[i], test_value);
        g_free(path);
    }
    g_test_add_func("/fill/values/rich-text", test_rich_text);
    return g_test_run();
}
