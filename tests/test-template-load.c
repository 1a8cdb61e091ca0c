/* Templates are loaded as they are drawn, and what is wrong in them is said with its cell. */
#include <string.h>
#include "support/text-template.h"
#include "support/text.h"

static char *templates_folder(const char *file)
{
    return g_test_build_filename(G_TEST_DIST, "..", "templates", file, NULL);
}

static const char example[] =
    "== Metodo\n"
    "-- Modello\n"
    "nome\tesempio\n"
    "ente\tCamera di Esempio\n"
    "-- Livelli\n"
    "Livello\tPadre\tCodice\n"
    "ente\n"
    "area\tente\t[A-Z]\n"
    "obiettivo\tarea\t[A-Z]\\d\n"
    "indicatore\tobiettivo\t[A-Z]\\d\\.\\d\n"
    "esito\tindicatore\t\\d\\d/\\d\\d\n"
    "-- Campi\n"
    "Livello\tCampo\tTipo\tEspressione\tObbligatorio\n"
    "obiettivo, indicatore\tpeso\tnumero\n"
    "indicatore\talgoritmo\ttesto\t\tsì\n"
    "indicatore\ttarget\ttarget\n"
    "indicatore\tverso\ttesto\n"
    "indicatore, esito\trisultato\trisultato\n"
    "obiettivo, indicatore\trealizzazione\tpercentuale\n"
    "-- Calcoli\n"
    "Livello\tCampo\tFormula\n"
    "obiettivo\tpeso\tSOMMA(indicatore.peso)\n"
    "indicatore\trealizzazione\tREALIZZAZIONE(PRIMO(risultato; MEDIA(esito.risultato)); target; algoritmo; "
    "tetto=100%)\n"
    "obiettivo\trealizzazione\tMEDIA.PESATA(indicatore.realizzazione; indicatore.peso)\n"
    "-- Classi\n"
    "Livello\tCampo\tDa\tA\tEtichetta\n"
    "indicatore, obiettivo\trealizzazione\t90%\t\traggiunto\n"
    "indicatore, obiettivo\trealizzazione\t> 0\t< 90%\tin parte\n"
    "-- Controlli\n"
    "Livello\tControllo\tGravità\n"
    "obiettivo\tpesi\tavviso\n"
    "obiettivo.indicatore con peso > 0\ttarget <> \"\"\t\n"
    "-- Parole\n"
    "Significato\tParole\n"
    "nc\tNV; ---\n"
    "indicatore.verso: >=\t↑; crescente\n"
    "Target {anno}\tValore atteso {anno}; Atteso\n"
    "-- Allegati\n"
    "Nome\tFogli\tTitolo\n"
    "Allegato {anno}\tPia*\tPiano {anno}\n"
    "== Piano\n"
    "leggi e scrivi\t\t\t\tcon relazione\n"
    "leggi\t{ente}\n"
    "\tArea\tObiettivi e indicatori\tPeso\tTarget {anno}\n"
    "area, obiettivo\t{area.codice}. {area.titolo}\tObiettivo {obiettivo.codice}: "
    "{obiettivo.titolo}\t{obiettivo.peso}\n"
    "indicatore? \t\tIndicatori di {codice}\n"
    "indicatore! con peso > 0\t\t{codice} {titolo}\t{peso} ⟦0.00⟧\t{target:>= 0}\n"
    "tabella scrivi con obiettivo\n"
    "\tTutti\n"
    "obiettivo.indicatore\t{titolo}\t{esito: {codice} {risultato} separati da "
    "\"\\n\"}\t{esito[\"30/06\"].risultato}\n";

static const struct level *level(const struct template *template, const char *name)
{
    const struct level *found = template_level(template, name);
    g_assert_nonnull(found);
    return found;
}

static const struct field *field(const struct template *template, const char *level_name, const char *name)
{
    const struct field *found = template_field(level(template, level_name), name);
    g_assert_nonnull(found);
    return found;
}

static void test_levels(void)
{
    struct template *template = text_template(example);
    g_assert_cmpstr(template->name, ==, "esempio");
    g_assert_cmpint(template->kind, ==, KIND_PIANO);
    const struct level *obiettivo = level(template, "Obiettivo");
    g_assert_cmpstr(obiettivo->name, ==, "obiettivo");
    g_assert_cmpuint(obiettivo->depth, ==, 2);
    g_assert_true(template->root == level(template, "ente"));
    g_assert_cmphex(obiettivo->ancestors, ==, LEVEL_BIT(template->root) | LEVEL_BIT(level(template, "area")));
    g_assert_cmphex(obiettivo->descendants, ==,
        LEVEL_BIT(level(template, "indicatore")) | LEVEL_BIT(level(template, "esito")));
    g_assert_cmpint(field(template, "indicatore", "peso")->type, ==, TYPE_NUMBER);
    g_assert_true(field(template, "indicatore", "algoritmo")->required);
    g_assert_true(field(template, "ente", "anno")->is_year);
    g_assert_nonnull(field(template, "indicatore", "codice")->expression);
    g_assert_true(field(template, "indicatore", "realizzazione")->needs_result);
    g_assert_true(field(template, "obiettivo", "realizzazione")->needs_result);
    g_assert_false(field(template, "obiettivo", "peso")->needs_result);
    g_assert_cmpuint(template->root_values->len, ==, 1);
    template_free(template);
}

static void test_method(void)
{
    struct template *template = text_template(example);
    const struct band *bands;
    g_assert_cmpuint(template_bands(template, field(template, "obiettivo", "realizzazione"), &bands), ==, 2);
    g_assert_cmpstr(bands[0].label, ==, "raggiunto");
    g_assert_false(bands[0].from_exclusive);
    g_assert_cmpstr(bands[1].label, ==, "in parte");
    g_assert_true(bands[1].from_exclusive && bands[1].to_exclusive && bands[1].has_to);
    g_assert_true(decimal_equal(bands[1].to, bands[0].from));
    g_assert_cmpuint(template_bands(template, field(template, "obiettivo", "peso"), &bands), ==, 0);

    g_assert_cmpuint(template->checks->len, ==, 2);
    const struct check_line *check = &g_array_index(template->checks, struct check_line, 0);
    g_assert_cmpstr(check->builtin, ==, "pesi");
    g_assert_cmpint(check->severity, ==, SEVERITY_WARNING);
    check = &g_array_index(template->checks, struct check_line, 1);
    g_assert_true(
        check->path == level(template, "obiettivo") && check->level == level(template, "indicatore"));
    g_assert_nonnull(check->condition);
    g_assert_cmpint(check->severity, ==, SEVERITY_ERROR);

    g_assert_cmpstr(template->nc_word, ==, "NV");
    g_assert_true(template_is_word(template, WORD_NC, "nv"));
    g_assert_true(template_is_word(template, WORD_NC, "n.d."));
    g_assert_true(template_is_word(template, WORD_NC, "---"));
    g_assert_false(template_is_word(template, WORD_NC, "--"));
    g_assert_true(template_is_word(template, WORD_YES, "Sì"));
    g_assert_false(template_is_word(template, WORD_NO, ""));
    const struct field *verso = field(template, "indicatore", "verso");
    g_assert_cmpuint(verso->word_count, ==, 2);
    g_assert_cmpstr(verso->words[0].key, ==, "↑");
    g_assert_cmpstr(verso->words[1].value, ==, ">=");
    g_assert_cmpuint(template->annexes->len, ==, 1);
    template_free(template);
}

static void test_tables(void)
{
    struct template *template = text_template(example);
    g_assert_cmpuint(template->tables->len, ==, 2);
    const struct table *table = g_ptr_array_index(template->tables, 0);
    const struct level *obiettivo = level(template, "obiettivo"), *indicatore = level(template, "indicatore");
    g_assert_cmpuint(table->row_count, ==, 5);
    g_assert_cmpuint(table->column_count, ==, 4);
    g_assert_true(table->has_fixed_header);
    g_assert_nonnull(table->columns[3].control.condition);
    const struct template_row *rows = table->rows;
    g_assert_true(rows[0].above_header && !rows[0].control.write && !rows[0].header);
    g_assert_true(rows[1].fixed_header && rows[1].header);
    g_assert_cmpuint(rows[1].cells[3].pattern->wording_count, ==, 2);
    g_assert_cmphex(rows[2].opens, ==, LEVEL_BIT(obiettivo) | LEVEL_BIT(level(template, "area")));
    g_assert_true(rows[2].enclosing == NULL);
    g_assert_true(rows[3].control.exists && rows[3].enclosing == &rows[2]);
    /* {codice} of a row `?` is the enclosing record's. */
    g_assert_true(rows[3].cells[0].pattern->segments[4].placeholder->level == obiettivo);
    g_assert_true(rows[4].enclosing == &rows[2] && rows[4].control.skip_empty);
    g_assert_cmphex(rows[4].opens, ==, LEVEL_BIT(indicatore));
    g_assert_cmpstr(rows[4].control.condition_source, ==, "peso > 0");
    const struct pattern *target = rows[4].cells[2].pattern;
    g_assert_true(pattern_is_single(target));
    g_assert_cmpstr(target->segments[0].placeholder->format, ==, ">= 0");

    const struct table *second = g_ptr_array_index(template->tables, 1);
    g_assert_true(!second->control.read && second->control.condition);
    const struct template_row *row = &second->rows[1];
    g_assert_true(row->control.path == obiettivo);
    const struct placeholder *list = row->cells[1].pattern->segments[0].placeholder;
    g_assert_cmpint(list->kind, ==, PLACEHOLDER_LIST);
    g_assert_cmpstr(list->separator, ==, "\n");
    g_assert_cmpuint(list->item->placeholder_count, ==, 2);
    const struct placeholder *indexed = row->cells[2].pattern->segments[0].placeholder;
    g_assert_cmpint(indexed->index->kind, ==, FORMULA_TEXT);
    g_assert_true(indexed->level == level(template, "esito"));
    template_free(template);
}

/* One mistake: what is replaced by what, where it must be reported, and a word of the message. */
static const struct {
    const char *from, *to, *address, *word;
} mistakes[] = {
    {"area\tente\t[A-Z]\n", "area\tentte\t[A-Z]\n", "B7", "\"ente\""},
    {"area\tente\t[A-Z]\n", "area\tente\t[A-Z\n", "C7", "]"},
    {"area\tente\t[A-Z]\n", "area\tesito\t[A-Z]\n", "A7", "root"},
    {"ente\narea", "ente\tarea\narea", "B6", "root"},
    {"area\tente\t[A-Z]\n", "area\tente\t[A-Z]\narea\tente\n", "A8", "twice"},
    {"area\tente\t[A-Z]\n", "are a\tente\t[A-Z]\n", "A7", "are a"},
    {"Livello\tPadre\tCodice\n", "Livello\tPdre\tCodice\n", "B5", "\"Padre\""},
    {"-- Calcoli", "-- Calccoli", "A19", "\"Calcoli\""},
    {"-- Modello\nnome", "-- Modello\nversone", "A2", "\"versione\""},
    {"nome\tesempio\n", "nome\tesempio\ngenere\tpinao\n", "B3", "\"piano\""},
    {"obiettivo, indicatore\tpeso\tnumero", "obietivo, indicatore\tpeso\tnumero", "A13", "\"obiettivo\""},
    {"obiettivo, indicatore\tpeso\tnumero", "obiettivo, indicatore\tpeso\tnumber", "C13", "\"numero\""},
    {"indicatore\tverso\ttesto\n", "indicatore\tpeso\ttesto\n", "B16", "twice"},
    {"indicatore\talgoritmo\ttesto\t\tsì", "indicatore\talgoritmo\ttesto\t\tforse", "E14", "forse"},
    {"obiettivo\tpeso\tSOMMA(indicatore.peso)", "obiettivo\tpesi\tSOMMA(indicatore.peso)", "B21", "\"peso\""},
    {"SOMMA(indicatore.peso)", "SOMA(indicatore.peso)", "C21", "SOMMA"},
    {"SOMMA(indicatore.peso)", "SOMMA(indicatore.pseo)", "C21", "\"peso\""},
    {"SOMMA(indicatore.peso)", "SOMMA(indicattore.peso)", "C21", "\"indicatore\""},
    {"SOMMA(indicatore.peso)", "SOMMA(indicatore.peso", "C21", ""},
    {"obiettivo\tpeso\tSOMMA(indicatore.peso)", "obiettivo\tpeso\tSOMMA(indicatore.peso)\nobiettivo\tpeso\t1",
        "B22", "two"},
    {"realizzazione\t> 0\t< 90%", "realizzazione\tmolto\t< 90%", "C27", "molto"},
    {"obiettivo\tpesi\tavviso", "obiettivo\tpessi\tavviso", "B30", "\"pesi\""},
    {"obiettivo\tpesi\tavviso", "obiettivo\tpesi\taviso", "C30", "\"avviso\""},
    {"obiettivo\tpesi\tavviso", "obietivo\tpesi\tavviso", "A30", "\"obiettivo\""},
    {"indicatore.verso: >=", "indicatore.vreso: >=", "A35", "\"verso\""},
    {"\tPia*\t", "\tPaino\t", "B39", "\"Piano\""},
    {"leggi\t{ente}", "leggi\t{entte}", "B2", "\"ente\""},
    {"leggi\t{ente}", "legi\t{ente}", "A2", "\"leggi\""},
    {"leggi\t{ente}", "leggi\t{ente", "B2", "{"},
    {"leggi\t{ente}", "leggi\t{ente+1}", "B2", "arithmetic"},
    {"leggi\t{ente}",
        "leggi\t{indicatore: {indicatore: {indicatore: {indicatore: {indicatore: {indicatore: {indicatore: "
        "{indicatore: {indicatore: {codice} separati da \"x\"} separati da \"x\"} separati da \"x\"} "
        "separati da \"x\"} separati da \"x\"} separati da \"x\"} separati da \"x\"} separati da \"x\"} "
        "separati da \"x\"}",
        "B2", "more than 8 lists"},
    {"leggi\t{ente}", "leggi\t{area.titolo}", "B2", "single record"},
    {"leggi\t{ente}", "leggi\t{allegato.titolo}", "B2", "allegato"},
    {"leggi\t{ente}", "leggi\t{indicatore}", "B2", "level"},
    {"leggi\t{ente}", "per area\t{ente}", "A2", "per"},
    {"{obiettivo.titolo}", "{obiettivo.tittolo}", "C4", "\"titolo\""},
    {"area, obiettivo\t", "obiettivo, area\t", "A4", "below"},
    {"con peso > 0\t\t{codice}", "con pes > 0\t\t{codice}", "A6", "\"peso\""},
    {"con peso > 0\t\t{codice}", "con peso >\t\t{codice}", "A6", ""},
    {"\tcon relazione\n", "\tcon relazzione\n", "E1", "relazzione"},
    {"tabella scrivi con obiettivo\n", "tabella scriv con obiettivo\n", "A7", "\"scrivi\""},
    {"{esito: {codice}", "{esiti: {codice}", "C9", "\"esito\""},
    {"{esito: {codice}", "{esito: {codce}", "C9", "\"codice\""},
    {"{esito[\"30/06\"].risultato}", "{esito[30].risultato}", "D9", "30"},
    {"obiettivo.indicatore\t{titolo}", "area.indicatore\t{titolo}", "A9", "no parent"},
};

static char *replace(const char *text, const char *from, const char *to)
{
    GString *result = g_string_new(text);
    g_assert_cmpuint(g_string_replace(result, from, to, 1), ==, 1);
    return g_string_free(result, FALSE);
}

static void test_mistakes(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        char *text = replace(example, mistakes[i].from, mistakes[i].to);
        struct findings *findings = findings_new();
        GError *error = NULL;
        struct template *template =
            template_from_workbook(text_drawing("m.xlsx", text), "m.xlsx", findings, &error);
        g_test_message("%s", mistakes[i].to);
        g_assert_null(template);
        g_assert_nonnull(error);
        g_test_message("%s", error->message);
        bool found = false;
        for (unsigned k = 0; k < findings_count(findings); k++) {
            const struct finding *finding = findings_get(findings, k);
            char address[16];
            place_address(finding->place.row, finding->place.column, address);
            found |= finding->severity == SEVERITY_ERROR && strcmp(address, mistakes[i].address) == 0 &&
                     strstr(finding->text, mistakes[i].word);
        }
        g_assert_true(found);
        g_clear_error(&error);
        findings_free(findings);
        g_free(text);
    }
}

/* A text far below the tables, as a slip leaves one: rows without end are not looked at. */
static void test_rows(void)
{
    for (unsigned rows = 9000; rows <= 10000; rows += 1000) {
        char *empty = g_strnfill(rows, '\n'), *text = g_strconcat(example, empty, "\tx\n", NULL);
        struct findings *findings = findings_new();
        GError *error = NULL;
        struct template *template =
            template_from_workbook(text_drawing("x.xlsx", text), "x.xlsx", findings, &error);
        g_assert_true((template != NULL) == (rows == 9000));
        if (error)
            g_assert_nonnull(strstr(error->message, "at most 10000 rows"));
        g_clear_error(&error);
        template_free(template);
        findings_free(findings);
        g_free(empty);
        g_free(text);
    }
}

/* What is typed a little otherwise is read all the same. */
static const struct {
    const char *from, *to;
} tolerated[] = {
    {"leggi e scrivi\t", "  LEGGI  e scrivi \t"},
    {"area, obiettivo\t", "Area ,obiettivo\t"},
    {"indicatore! con peso > 0", "indicatore  ! con peso>0"},
    {"{esito[\"30/06\"].risultato}", "{ esito[“30/06”].risultato }"},
    {"separati da \"\\n\"", "separati da “; ”"},
    {"target <> \"\"", "target <> “”"},
    {"obiettivo.indicatore con peso > 0", "con ente <> \"x\""},
    {"obiettivo.indicatore con peso > 0", "obiettivo.indicatore, indicatore con peso > 0"},
    {"obiettivo.indicatore con peso > 0", ""},
    {"SOMMA(indicatore.peso)", "somma( INDICATORE.Peso )"},
    {"{area.codice}. {area.titolo}", "{Area.Codice}. {AREA.titolo}"},
    {"obiettivo, indicatore\tpeso\tnumero", "obiettivo,\\nindicatore\tpeso\tNumero"},
};

static void test_tolerated(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(tolerated); i++) {
        char *text = replace(example, tolerated[i].from, tolerated[i].to);
        g_test_message("%s", tolerated[i].to);
        /* A check on the target of no level of its own cannot be named from the root. */
        if (strstr(text, "\ncon ente") || strstr(text, "avviso\n\ttarget")) {
            char *checked = replace(text, "target <> \"\"", "ente <> \"\"");
            g_free(text);
            text = checked;
        }
        template_free(text_template(text));
        g_free(text);
    }
}

static void test_no_template(void)
{
    struct findings *findings = findings_new();
    GError *error = NULL;
    g_assert_null(template_from_workbook(
        text_drawing("dati.xlsx", "== Foglio1\nA\tB\n"), "dati.xlsx", findings, &error));
    g_assert_nonnull(strstr(error->message, "dati.xlsx"));
    g_assert_nonnull(strstr(error->message, "Metodo"));
    g_clear_error(&error);
    g_assert_null(template_from_workbook(text_drawing("m.xlsx", "== Metodo\n"), "m.xlsx", findings, &error));
    g_assert_nonnull(strstr(error->message, "Livelli"));
    g_clear_error(&error);
    findings_free(findings);
}

/* Metodo takes linear time in its cells: texts with nothing below them, tables beside each other. */
static void test_large_metodo(void)
{
    GString *text = g_string_new("== Metodo\n");
    for (unsigned i = 0; i < 300; i++)
        g_string_append(text, "-- Campi\nLivello\tCampo\n");
    struct workbook *drawing = text_drawing("m.xlsx", text->str);
    struct findings *findings = findings_new();
    GError *error = NULL;
    g_assert_null(template_from_workbook(drawing, "m.xlsx", findings, &error));
    bool said = false;
    for (unsigned i = 0; i < findings_count(findings); i++)
        said |= strstr(findings_get(findings, i)->text, "more than 256 tables") != NULL;
    g_assert_true(said);
    g_clear_error(&error);
    findings_free(findings);
    g_string_free(text, TRUE);

    drawing = text_drawing("m.xlsx", example);
    struct sheet *metodo = workbook_sheet(drawing, "Metodo");
    for (unsigned i = 0; i < 8000; i++)
        sheet_put(metodo, 1000 + i, 20 + 2 * i, CELL_TEXT, 0)->text = "x";
    findings = findings_new();
    g_test_timer_start();
    struct template *template = template_from_workbook(drawing, "m.xlsx", findings, &error);
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 2.5);
    g_assert_no_error(error);
    g_assert_cmpuint(findings_count_severity(findings, SEVERITY_WARNING), >, 7900);
    template_free(template);
    findings_free(findings);
}

/* The small tables stand in any order, side by side, with their columns in any order. */
static void test_any_order(void)
{
    struct template *template = text_template("== Metodo\n"
                                              "\tCampi\t\t\t\tParole\n"
                                              "\n"
                                              "\tTipo\tCampo\tLivello\t\tSIGNIFICATO\tparole\n"
                                              "\tNumero\tpeso, altro\tarea\t\tnc\tNV\n"
                                              "\tTesto\tnota\tarea\n"
                                              "\tLivelli\n"
                                              "\tNome\tCodice\tLivello\n"
                                              "\t\t\tente\n"
                                              "\n"
                                              "\tArea strategica\t[A-Z]\tarea\n"
                                              "== Foglio\n"
                                              "Leggi E Scrivi\n"
                                              "AREA\t{codice}\t{PESO}\n");
    g_assert_cmpint(field(template, "area", "altro")->type, ==, TYPE_NUMBER);
    g_assert_cmpstr(level(template, "area")->label, ==, "Area strategica");
    g_assert_true(template_is_word(template, WORD_NC, "NV"));
    g_assert_cmpuint(((struct table *)g_ptr_array_index(template->tables, 0))->rows[0].cell_count, ==, 2);
    template_free(template);
}

static void test_page_texts(void)
{
    struct workbook *drawing = text_drawing("m.xlsx", example);
    struct sheet *sheet = workbook_sheet(drawing, "Piano");
    sheet->page.header =
        workbook_intern(drawing, "&L{ente}&C&\"Arial,Bold\"{allegato.titolo} && co&RPag. &P di &N");
    struct findings *findings = findings_new();
    GError *error = NULL;
    struct template *template = template_from_workbook(drawing, "m.xlsx", findings, &error);
    g_assert_no_error(error);
    const struct template_sheet *drawn = g_ptr_array_index(template->sheets, 0);
    g_assert_cmpstr(drawn->header[0]->source, ==, "{ente}");
    g_assert_cmpstr(drawn->header[1]->source, ==, "&\"Arial,Bold\"{allegato.titolo} && co");
    g_assert_cmpstr(drawn->header[2]->source, ==, "Pag. &P di &N");
    g_assert_null(drawn->footer[1]);
    template_free(template);
    findings_free(findings);
}

/* A template's runs of rich text give the segments their fonts. */
static void test_rich_text(void)
{
    struct workbook *drawing = text_drawing("m.xlsx", example);
    struct sheet *sheet = workbook_sheet(drawing, "Piano");
    struct cell *cell = sheet_put(sheet, 3, 2, CELL_TEXT, 0);
    struct rich_run *runs = arena_new0(drawing->arena, struct rich_run, 2);
    struct cell_extra *extra = arena_new0(drawing->arena, struct cell_extra, 1);
    runs[0] = (struct rich_run){"Obiettivo {obiettivo.codice}", {.bold = true}};
    runs[1] = (struct rich_run){": {obiettivo.titolo}", {.italic = true}};
    *extra = (struct cell_extra){.runs = runs, .run_count = 2};
    cell->text = workbook_intern(drawing, "Obiettivo {obiettivo.codice}: {obiettivo.titolo}");
    cell->extra = extra;
    struct findings *findings = findings_new();
    GError *error = NULL;
    struct template *template = template_from_workbook(drawing, "m.xlsx", findings, &error);
    g_assert_no_error(error);
    const struct table *table = g_ptr_array_index(template->tables, 0);
    const struct pattern *pattern = table->rows[2].cells[1].pattern;
    g_assert_cmpuint(pattern->segment_count, ==, 6);
    g_assert_true(pattern->segments[0].font->bold && pattern->segments[2].font->bold);
    g_assert_true(pattern->segments[3].font->italic && pattern->segments[5].font->italic);
    template_free(template);
    findings_free(findings);
}

static void test_real_template(void)
{
    char *path = templates_folder("massa-carrara/piano.tpl");
    struct template *template = text_template_file(path);
    g_assert_cmpuint(template->tables->len, >=, 20);
    g_assert_true(field(template, "ente", "realizzazione")->needs_result);
    g_free(path);
    template_free(template);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template/load/levels", test_levels);
    g_test_add_func("/template/load/method", test_method);
    g_test_add_func("/template/load/tables", test_tables);
    g_test_add_func("/template/load/mistakes", test_mistakes);
    g_test_add_func("/template/load/rows", test_rows);
    g_test_add_func("/template/load/tolerated", test_tolerated);
    g_test_add_func("/template/load/no-template", test_no_template);
    g_test_add_func("/template/load/any-order", test_any_order);
    g_test_add_func("/template/load/page-texts", test_page_texts);
    g_test_add_func("/template/load/large-metodo", test_large_metodo);
    g_test_add_func("/template/load/rich-text", test_rich_text);
    g_test_add_func("/template/load/real-template", test_real_template);
    return g_test_run();
}
