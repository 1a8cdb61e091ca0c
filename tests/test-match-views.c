#include <string.h>
#include "match/match.h"
#include "support/limits.h"
#include "support/text-template.h"

/* The cells of one sheet: what is typed, what is read. */
struct view_case {
    const char *typed;
    const char *text; /* NULL: nothing to read */
    const char *key;
    bool is_content;
};

static const struct view_case view_cases[] = {
    {"Area  A ", "Area A", "areaa", true},
    {"due\\n righe", "due\nrighe", "duerighe", true},
    {"'12", "12", "12", true},
    {"0,85⟦0%⟧", "85%", "85%", true},
    {"Segretario⟦\"n. \"@⟧", "n. Segretario", "nsegretario", false},
    {"7⟦;;;⟧", "0", "", false},
    {"7⟦\" \"⟧", "0", "", false},
    {"VERO", "VERO", "vero", true},
    {"#DIV/0!", NULL, NULL, false},
    {"=A1", NULL, NULL, false},
    {"0⟦dd/mm/yyyy⟧", NULL, NULL, false},
};

static GPtrArray *workbooks_of(struct workbook *workbook)
{
    GPtrArray *workbooks = g_ptr_array_new_with_free_func((GDestroyNotify)workbook_free);
    g_ptr_array_add(workbooks, workbook);
    return workbooks;
}

static void test_cells(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(view_cases); i++) {
        const struct view_case *wanted = &view_cases[i];
        char *sheet = g_strdup_printf("== Foglio1\n%s\n", wanted->typed);
        GPtrArray *workbooks = workbooks_of(text_workbook("a.xlsx", sheet));
        struct views *views = views_new(workbooks);
        g_test_message("%s", wanted->typed);
        g_assert_cmpuint(views->list->len, ==, 1);
        const struct view *view = g_ptr_array_index(views->list, 0);
        g_assert_cmpuint(view->aside->len, ==, wanted->text == NULL);
        g_assert_cmpuint(view->row_count, ==, wanted->text != NULL);
        if (wanted->text != NULL) {
            const struct seen *seen = &view->rows[0].cells[0];
            g_assert_cmpstr(seen->text, ==, wanted->text);
            g_assert_cmpstr(seen->key, ==, wanted->key);
            g_assert_cmpint(seen->is_content, ==, wanted->is_content);
        }
        views_free(views);
        g_ptr_array_free(workbooks, TRUE);
        g_free(sheet);
    }
}

/* One text of several cells is cleaned once, but not where a number format adds to it. */
static void test_equal_texts(void)
{
    GPtrArray *workbooks = workbooks_of(text_workbook("a.xlsx",
        "== Foglio1\nUno  due\tUno  due\tUno  due⟦\"n. \"@⟧\tsolo\n== Foglio2\nUno  due\n"
        "== Foglio3\n{hidden}\nUno  due\n"));
    struct views *views = views_new(workbooks);
    g_assert_cmpuint(views->list->len, ==, 2);
    g_assert_cmpuint(views->not_read->len, ==, 1);
    const struct view *first = g_ptr_array_index(views->list, 0), *second = g_ptr_array_index(views->list, 1);
    const struct seen *cells = first->rows[0].cells;
    g_assert_cmpstr(cells[0].text, ==, "Uno due");
    g_assert_true(cells[1].text == cells[0].text && cells[1].key == cells[0].key);
    g_assert_cmpstr(cells[2].text, ==, "n. Uno due");
    g_assert_true(second->rows[0].cells[0].text == cells[0].text);
    g_assert_true(cells[3].text == cells[3].cell->text);
    views_free(views);
    g_ptr_array_free(workbooks, TRUE);
}

/* --- one view, several templates */

static const char metodo[] =
    "== Metodo\n-- Modello\nente\tCamera di Esempio\n-- Livelli\nLivello\tPadre\tCodice\n"
    "ente\n";

/* The same columns as codes and numbers, as titles and texts, and with words of their own. */
static const char *const drawings[] = {
    "voce\tente\t[A-Z] \\d\n-- Campi\nLivello\tCampo\tTipo\nvoce\tquanto\tnumero\n== Piano\nleggi e scrivi\n"
    "\tNome\tNumero\tNota\nvoce\t{codice}\t{quanto}\t{}\n",
    "voce\tente\n-- Campi\nLivello\tCampo\tTipo\nvoce\tquanto, nota\ttesto\n== Piano\nleggi e scrivi\n"
    "\tNome\tNumero\tNota\nvoce\t{titolo}\t{quanto}\t{nota}\n",
    "voce\tente\n-- Campi\nLivello\tCampo\tTipo\nvoce\tnota\ttesto\nvoce\tquanto\tpercentuale\n"
    "-- Parole\nSignificato\tParole\nNC\tprima\n== Piano\nleggi e scrivi\n"
    "\tNome\tNumero\tNota\nvoce\t{titolo}\t{quanto}\t{nota}\n",
};

static const char input[] = "== Foglio1\n{hidden columns C:C}\nNome\tNumero\tNota\n"
                            "A  1\t3⟦;;;⟧\tprima\nB 2\t0,5⟦0%⟧\tprima\n"
                            "C 3⟦\"n. \"@⟧\t'7 \tdue\\n righe\nD 4\t#DIV/0!\tultima\n"
                            "== Nascosto\n{hidden}\nNome\tNumero\nE 5\t5\n";

/* Everything that a reading gives. */
static char *describe(
    const struct reading *reading, const struct findings *findings, const GError *error, bool read)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < findings_count(findings); i++) {
        const struct finding *finding = findings_get(findings, i);
        char *place = place_text(&finding->place);
        g_string_append_printf(text, "%s %s %s\n", finding_name(finding->id), place, finding->text);
        g_free(place);
    }
    if (!read) {
        g_string_append_printf(text, "%s\n", error->message);
        return g_string_free(text, FALSE);
    }
    const struct account_totals totals = account_count(reading->account, NULL);
    for (unsigned state = 0; state < STATE_COUNT; state++)
        g_string_append_printf(text, "%u ", totals.states[state]);
    for (const struct record *record = reading->plan->root; record != NULL;
         record = record_next_any(reading->plan->root, record)) {
        g_string_append_printf(text, "\n%s", record->level->name);
        for (unsigned f = 0; f < record->level->fields->len; f++) {
            const struct value *value = record->values[f];
            if (value != NULL)
                g_string_append_printf(text, " %u:%d '%s' %s", f, (int)value->kind, value->text,
                    value->format != NULL ? value->format : "-");
        }
    }
    return g_string_free(text, FALSE);
}

static char *read_with(const struct template *template, const struct views *views)
{
    struct findings *findings = findings_new();
    struct reading reading = {0};
    GError *error = NULL;
    bool read = match_read(template, views, 0, findings, &reading, &error);
    char *text = describe(&reading, findings, error, read);
    if (read)
        reading_clear(&reading);
    g_clear_error(&error);
    findings_free(findings);
    return text;
}

/* What one template reads does not depend on the others that looked at the views before. */
static void test_shared(void)
{
    struct template *templates[G_N_ELEMENTS(drawings)];
    char *alone[G_N_ELEMENTS(drawings)];
    GPtrArray *workbooks = workbooks_of(text_workbook("a.xlsx", input));
    for (unsigned i = 0; i < G_N_ELEMENTS(drawings); i++) {
        char *drawing = g_strconcat(metodo, drawings[i], NULL);
        templates[i] = text_template(drawing);
        struct views *views = views_new(workbooks);
        alone[i] = read_with(templates[i], views);
        views_free(views);
        g_free(drawing);
        g_test_message("%s", alone[i]);
        g_assert_true(i == 0 || strcmp(alone[i], alone[i - 1]) != 0);
    }
    g_assert_nonnull(strstr(alone[0], "'C 3'")); /* as typed: its number format is no part of the value */
    struct views *views = views_new(workbooks);
    for (unsigned round = 0; round < 2 * G_N_ELEMENTS(drawings); round++) {
        unsigned i = round % G_N_ELEMENTS(drawings);
        char *shared = read_with(templates[i], views);
        g_assert_cmpstr(shared, ==, alone[i]);
        g_free(shared);
    }
    views_free(views);
    for (unsigned i = 0; i < G_N_ELEMENTS(drawings); i++) {
        template_free(templates[i]);
        g_free(alone[i]);
    }
    g_ptr_array_free(workbooks, TRUE);
}

/* A text that rows go on with grows no longer than what a cell holds: the row after that fits nothing. */
static void test_continued(void)
{
    enum { ROWS = LIMIT_CELL_TEXT / 2 };
    GString *sheet = g_string_new("== Foglio1\nNome\tNumero\tNota\nA\ttre\tz\n");
    for (unsigned i = 0; i <= ROWS; i++)
        g_string_append(sheet, "\t\tx\n");
    GPtrArray *workbooks = workbooks_of(text_workbook("a.xlsx", sheet->str));
    struct views *views = views_new(workbooks);
    char *drawing = g_strconcat(metodo, drawings[1], NULL);
    struct template *template = text_template(drawing);
    struct findings *findings = findings_new();
    struct reading reading = {0};
    g_assert_true(match_read(template, views, 0, findings, &reading, NULL));
    const struct level *level = template_level(template, "voce");
    const struct record *record = record_next(reading.plan->root, level, NULL);
    const char *text = record_get(record, template_field(level, "nota"))->text;
    g_assert_cmpuint(strlen(text), ==, LIMIT_CELL_TEXT);
    g_assert_true(g_str_has_prefix(text, "z\nx\nx\n") && g_str_has_suffix(text, "\nx\nx"));
    unsigned unrecognized = 0;
    for (unsigned i = 0; i < findings_count(findings); i++)
        unrecognized += findings_get(findings, i)->id == FINDING_CELL_UNRECOGNIZED;
    g_assert_cmpuint(unrecognized, ==, 1);
    reading_clear(&reading);
    findings_free(findings);
    template_free(template);
    g_free(drawing);
    views_free(views);
    g_ptr_array_free(workbooks, TRUE);
    g_string_free(sheet, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/match/views/cells", test_cells);
    g_test_add_func("/match/views/equal-texts", test_equal_texts);
    g_test_add_func("/match/views/shared", test_shared);
    g_test_add_func("/match/views/continued", test_continued);
    return g_test_run();
}
