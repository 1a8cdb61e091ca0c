/* Allegati: which sheets a workbook of its own gets, how its file is called, what its formulas stand on (rule
 * 1, Allegati). */
#include <locale.h>
#include <math.h>
#include <string.h>
#include <glib.h>
#include "grid/picture.h"
#include "support/filled.h"
#include "support/small-picture.h"
#include "support/text-template.h"
#include "support/text.h"

#define METODO                                                                                               \
    "== Metodo\n-- Modello\nnome\tprova\ndescrizione\tPiano di prova\nente\tCamera di Prova\n"               \
    "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\narea\tente\t[A-Z]\nvoce\tarea\t\\d\nscheda\tente\t\n"     \
    "-- Campi\nLivello\tCampo\tTipo\nvoce\tpeso\tnumero\narea\tpeso\tnumero\nente\tpeso\tnumero\n"           \
    "-- Calcoli\nLivello\tCampo\tFormula\narea\tpeso\tSOMMA(voce.peso)\nente\tpeso\tSOMMA(area.peso)\n"

#define SHEETS                                                                                               \
    "== Aree\nscrivi\n\tArea\tPeso\narea\t{codice}\t{peso}\n"                                                \
    "== Voci\nscrivi\n\tVoce\tPeso\nvoce\t{codice}\t{peso}\n"                                                \
    "== Scheda {scheda.codice}\nscrivi per scheda\n\tx\n"                                                    \
    "== Totale\nscrivi\n\tTutto\t{ente.peso}\n"                                                              \
    "== Allegato\nscrivi\n\tfisso\n"

#define PLAN                                                                                                 \
    "ente; anno=2025\narea A\n  voce 1; peso=10\n  voce 2; peso=20\narea B\n  voce 3; peso=5\n"              \
    "scheda uno\nscheda due\n"

struct trial {
    struct filled *filled;
    struct filling *filling;
    struct fill_options options;
};

static struct trial trial_from(const char *annexes, const char *sheets, const char *footer, const char *plan)
{
    char *text = g_strconcat(METODO "-- Allegati\nNome\tFogli\tTitolo\n", annexes, SHEETS, NULL);
    struct workbook *drawing = text_drawing("test.xlsx", text);
    workbook_sheet(drawing, "Aree")->page.footer = footer;
    struct trial trial = {.filled = filled_from_drawing(drawing, plan, KIND_RELAZIONE, NULL)};
    g_free(text);
    trial.options = (struct fill_options){.kind = KIND_RELAZIONE, .sheets = sheets};
    trial.filling = filling_new(
        trial.filled->plan, trial.filled->calculation, &trial.options, NULL, trial.filled->findings);
    return trial;
}

static struct trial trial_new(const char *annexes, const char *sheets)
{
    return trial_from(annexes, sheets, NULL, PLAN);
}

static void trial_clear(struct trial *trial)
{
    filling_free(trial->filling);
    filled_free(trial->filled);
}

static const struct annex *annex_at(const struct trial *trial, unsigned index)
{
    return &g_array_index(trial->filled->template->annexes, struct annex, index);
}

/* "Aree; Scheda uno; Calcoli", or why there is no workbook. */
static char *tabs_of(const struct trial *trial, unsigned index)
{
    GError *error = NULL;
    struct workbook *workbook = filling_workbook(trial->filling, annex_at(trial, index), &error);
    g_assert_true(filling_has(trial->filling, annex_at(trial, index)) == (workbook != NULL));
    if (workbook == NULL) {
        char *message = g_strdup(error->message);
        g_error_free(error);
        return message;
    }
    GString *tabs = g_string_new(NULL);
    for (unsigned i = 0; i < workbook->sheets->len; i++)
        g_string_append_printf(tabs, "%s%s", i > 0 ? "; " : "",
            ((const struct sheet *)g_ptr_array_index(workbook->sheets, i))->name);
    workbook_free(workbook);
    return g_string_free(tabs, FALSE);
}

static const struct {
    const char *globs, *sheets, *tabs;
} selections[] = {
    {"Aree", NULL, "Aree; Calcoli"},
    {"Aree; Voci", NULL, "Aree; Voci"},
    {"Voci;Aree", NULL, "Aree; Voci"}, /* in the template's order */
    {"*", NULL, "Aree; Voci; Scheda uno; Scheda due; Totale; Allegato"},
    {"Scheda {scheda.codice}", NULL, "Scheda uno; Scheda due"},
    {"scheda*", NULL, "Scheda uno; Scheda due"}, /* a sheet `per` brings all that it writes */
    {"A*", NULL, "Aree; Allegato; Calcoli"},
    {"*", "Scheda due", "Scheda due"},
    {"Aree", "Scheda due",
        "no sheet that is written is named \"Scheda due\"; "
        "there are: Aree; Voci; Scheda uno; Scheda due; Totale; Allegato"},
};

static void test_selection(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(selections); i++) {
        char *line = g_strdup_printf("Uno\t%s\tTitolo\n", selections[i].globs);
        struct trial trial = trial_new(line, selections[i].sheets);
        char *tabs = tabs_of(&trial, 0);
        g_assert_cmpstr(tabs, ==, selections[i].tabs);
        g_free(tabs);
        g_free(line);
        trial_clear(&trial);
    }
}

static void test_rest(void)
{
    struct trial trial = trial_new("Uno\tAree; Scheda*\t\nDue\tAree; Totale\t\n", NULL);
    GPtrArray *rest = filling_rest(trial.filling);
    g_assert_cmpuint(rest->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(rest, 0), ==, "Voci");
    g_assert_cmpstr(g_ptr_array_index(rest, 1), ==, "Allegato");
    g_ptr_array_unref(rest);
    char *first = tabs_of(&trial, 0), *second = tabs_of(&trial, 1); /* a sheet may be in both */
    g_assert_cmpstr(first, ==, "Aree; Scheda uno; Scheda due; Calcoli");
    g_assert_cmpstr(second, ==, "Aree; Totale; Calcoli");
    g_free(first);
    g_free(second);
    trial_clear(&trial);
}

/* The same cells as in the whole report, whatever their formulas stand on; and once more after others. */
static void test_cells(void)
{
    struct trial trial = trial_new("Uno\tTotale\t\nDue\tAree; Totale\t\nTre\tVoci; Aree; Totale\t\n", NULL);
    static const struct {
        unsigned annex;
        const char *formula;
    } wanted[] = {{0, "IF(COUNT(Calcoli!E2:E3)>0,SUM(Calcoli!E2:E3),\"\")"},
        {1, "IF(COUNT('Aree'!B2:B3)>0,SUM('Aree'!B2:B3),\"\")"},
        {2, "IF(COUNT('Aree'!B2:B3)>0,SUM('Aree'!B2:B3),\"\")"},
        {0, "IF(COUNT(Calcoli!E2:E3)>0,SUM(Calcoli!E2:E3),\"\")"}};
    const struct sheet *whole = workbook_sheet(trial.filled->output, "Totale");
    for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++) {
        struct workbook *workbook = filling_workbook(trial.filling, annex_at(&trial, wanted[i].annex), NULL);
        const struct sheet *sheet = workbook_sheet(workbook, "Totale");
        const struct cell *cell = sheet_cell(sheet, 0, 1), *same = sheet_cell(whole, 0, 1);
        g_assert_cmpint(cell->kind, ==, CELL_NUMBER);
        g_assert_true(decimal_compare(cell->number, same->number) == 0);
        g_assert_cmpstr(cell_formula(cell), ==, wanted[i].formula);
        g_assert_true((workbook_sheet(workbook, "Calcoli") != NULL) == (wanted[i].annex != 2));
        workbook_free(workbook);
    }
    trial_clear(&trial);
}

static void test_properties(void)
{
    struct trial trial = trial_new("Uno\tAree\tAllegato 1 - {ente}\nDue\tVoci\t\n", NULL);
    struct workbook *first = filling_workbook(trial.filling, annex_at(&trial, 0), NULL);
    struct workbook *second = filling_workbook(trial.filling, annex_at(&trial, 1), NULL);
    g_assert_cmpstr(first->title, ==, "Allegato 1 - Camera di Prova");
    g_assert_cmpstr(first->subject, ==, "Piano di prova 2025");
    g_assert_cmpstr(second->title, ==, "Piano di prova 2025");
    g_assert_null(second->subject);
    g_assert_cmpstr(trial.filled->output->title, ==, "Piano di prova 2025");
    workbook_free(first);
    workbook_free(second);
    trial_clear(&trial);
}

static const struct {
    const char *footer, *whole, *annex; /* in the whole report, in the second annex, which has a title */
} footers[] = {
    {"&L{allegato.titolo}&RPagina &P di &N", "&RPagina &P di &N", "&LSecondo&RPagina &P di &N"},
    {"&L{allegato.titolo} – Delibera {delibera}&R&P", "&R&P", "&LSecondo&R&P"},
    {"&L{ente} – {allegato.titolo}", "&LCamera di Prova", "&LCamera di Prova – Secondo"},
    {"&L{allegato.titolo} – {ente}", "&LCamera di Prova", "&LSecondo – Camera di Prova"},
    {"&L{allegato.titolo}, {delibera}; {ente} | {anno}", "&LCamera di Prova | 2025",
        "&LSecondo; Camera di Prova | 2025"},
    {"&C&8{allegato.titolo}\n{anno}", "&C&8 2025", "&C&8Secondo\n2025"},
    {"&C&8&\"Arial,Bold\"{delibera} - anno {anno}", "&C&8&\"Arial,Bold\"anno 2025",
        "&C&8&\"Arial,Bold\"anno 2025"},
    {"&C&KFF0000{delibera} - fine", "&C&KFF0000fine", "&C&KFF0000fine"},
    {"&C&P {allegato.titolo} - fine", "&C&P - fine", "&C&P Secondo - fine"},
    {"&C&&{allegato.titolo} - fine", "&C&& - fine", "&C&&Secondo - fine"},
    {"&CTitolo: {allegato.titolo}", NULL, "&CTitolo: Secondo"},
    {"&L{ente} {allegato.titolo}&CX", "&LCamera di Prova&CX", "&LCamera di Prova Secondo&CX"},
    {"&Lx - y&C - &R{anno} -", "&Lx - y&C - &R2025 -", "&Lx - y&C - &R2025 -"},
    {"&L\x01x\x02 - \x01&Ry\x02{ente}\x07", "&Lx - &RyCamera di Prova", "&Lx - &RyCamera di Prova"},
    {"&Lx&{ente}", "&LxCamera di Prova", "&LxCamera di Prova"},
};

static void test_footers(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(footers); i++) {
        struct trial trial = trial_from("Uno\tAree\t\nDue\tAree\tSecondo\n", NULL, footers[i].footer, PLAN);
        struct workbook *annex = filling_workbook(trial.filling, annex_at(&trial, 1), NULL);
        g_assert_cmpstr(workbook_sheet(trial.filled->output, "Aree")->page.footer, ==, footers[i].whole);
        g_assert_cmpstr(workbook_sheet(annex, "Aree")->page.footer, ==, footers[i].annex);
        workbook_free(annex);
        trial_clear(&trial);
    }
}

/* At most 255 UTF-16 units with every & doubled: long values are cut, codes stay. */
static void test_long_footers(void)
{
    char *title = g_strnfill(200, '&');
    char *annexes = g_strdup_printf("Uno\tAree\t%s\nDue\tAree\tperò 😀😀%s\n", title, title);
    struct trial trial = trial_from(annexes, NULL, "&L{allegato.titolo}&R{ente} &P di &N", PLAN);
    for (unsigned i = 0; i < 2; i++) {
        struct workbook *annex = filling_workbook(trial.filling, annex_at(&trial, i), NULL);
        const char *footer = workbook_sheet(annex, "Aree")->page.footer;
        g_assert_cmpuint(text_utf16_length(footer), <=, 255);
        g_assert_cmpuint(text_utf16_length(footer), >, 120);
        g_assert_true(g_str_has_suffix(footer, "…&RCamera di Prova &P di &N"));
        workbook_free(annex);
    }
    g_free(annexes);
    g_free(title);
    trial_clear(&trial);
}

static const struct {
    const char *drawn, *written;
} headers[] = {
    {NULL, "&C&G"},
    {"&L{ente}&R{anno}", "&LCamera di Prova&C&G&R2025"},
    {"&L{delibera}&Cx&Ry", "&L&G&Cx&Ry"},
    {"&Lx&Cy", "&Lx&Cy&R&G"},
    {"&L&8{anno}&Cy&Rz", "&L&G&16 2025&Cy&Rz"},
    {"&Lx&R&G&[Picture]{anno}", "&Lx&R&G2025"},
    {"&R&G - {delibera}", "&R&G"},
};

/* Two thirds of an inch at most: the header's room, less a gap; printed at the sheet's scale. */
static void test_emblem(void)
{
    struct picture *emblem = picture_from_bytes(small_png, sizeof small_png, "a.png", NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(headers); i++) {
        struct workbook *drawing = text_drawing("test.xlsx", METODO "== Aree\nscrivi\narea\t{codice}\n");
        struct page_setup *page = &workbook_sheet(drawing, "Aree")->page;
        page->header = headers[i].drawn;
        page->footer = "&CPagina &P&G";
        page->top = 1;
        page->header_margin = 0.25;
        page->scale = 50;
        struct filled *filled = filled_from_drawing(drawing, PLAN, KIND_RELAZIONE, NULL);
        g_assert_null(filled->output->emblem);
        g_assert_cmpfloat(workbook_sheet(filled->output, "Aree")->page.emblem_height, ==, 0);
        struct fill_options options = {.kind = KIND_RELAZIONE, .emblem = emblem};
        emblem->height = i == 0 ? 2 : 200;
        emblem->width = i == 1 ? 2000 : 100;
        struct filling *filling =
            filling_new(filled->plan, filled->calculation, &options, NULL, filled->findings);
        struct workbook *workbook = filling_workbook(filling, NULL, NULL);
        const struct page_setup *laid = &workbook_sheet(workbook, "Aree")->page;
        g_assert_cmpstr(laid->header, ==, headers[i].written);
        g_assert_cmpstr(laid->footer, ==, "&CPagina &P");
        g_assert_cmpmem(workbook->emblem->bytes, workbook->emblem->size, small_png, sizeof small_png);
        if (i == 0) /* as it is: 150 pixels an inch */
            g_assert_cmpfloat(laid->emblem_height, ==, 1);
        else if (i == 1) /* no wider than a third of the page */
            g_assert_cmpfloat(laid->emblem_height, ==, floor(2 * (210 / 25.4 * 72 - 2 * 0.7 * 72) / 3 / 10));
        else
            g_assert_cmpfloat(laid->emblem_height, ==, 2 * (54 - 3));
        workbook_free(workbook);
        filling_free(filling);
        filled_free(filled);
    }
    picture_free(emblem);
}

#define TEN "àèìòùàèìòù"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN /* 200 bytes */

static const struct {
    const char *name, *file;
} names[] = {
    {"Allegato 1", "Allegato 1.xlsx"}, {"allegato 1", "allegato 1 (2).xlsx"},
    {"ALLEGATO 1", "ALLEGATO 1 (3).xlsx"},
    {"Allegato 2 - {ente} {anno}", "Allegato 2 - Camera di Prova 2025.xlsx"},
    {"Allegato 3.xlsx", "Allegato 3.xlsx"}, {"Allegato 3.XLSX", "Allegato 3 (2).xlsx"},
    {"a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j.xlsx"}, {"..", "-..xlsx"}, {".nascosto", "-nascosto.xlsx"},
    {"../../etc/passwd", "-.-..-etc-passwd.xlsx"}, {"{delibera}", "Allegato.xlsx"},
    {".xlsx", "Allegato (2).xlsx"}, {"  due   spazi  ", "due spazi.xlsx"},
    {"perch\xc3\xa9", "perch\xc3\xa9.xlsx"}, {"perche\xcc\x81", "perche\xcc\x81 (2).xlsx"},
    {HUNDRED TEN TEN "àèìòù", HUNDRED TEN TEN "àèìòù.xlsx"},    /* 255 bytes */
    {HUNDRED TEN TEN "àèìòùx", HUNDRED TEN TEN "àèì (2).xlsx"}, /* cut to the same */
    {HUNDRED TEN TEN "àèìòx àè", HUNDRED TEN TEN "àèìòx.xlsx"}, /* no blank at its end */
};

static void test_names(void)
{
    GString *lines = g_string_new(NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
        g_string_append_printf(lines, "%s\tAree\t\n", names[i].name);
    struct trial trial = trial_new(lines->str, NULL);
    GPtrArray *files = filling_file_names(trial.filling);
    g_assert_cmpuint(files->len, ==, G_N_ELEMENTS(names));
    for (unsigned i = 0; i < files->len; i++) {
        const char *file = g_ptr_array_index(files, i);
        g_assert_cmpstr(file, ==, names[i].file);
        g_assert_cmpuint(strlen(file), <=, 255);
    }
    g_ptr_array_unref(files);
    g_string_free(lines, TRUE);
    trial_clear(&trial);
}

/* For a program that prints no pictures of page headers: the emblem in a first row that is repeated, the
 * table at its place on the page; no formulas. And the workbook itself is the same again afterwards. */
static void test_print_copy(void)
{
    struct trial trial = trial_from("Uno\tAree\t\n", NULL, NULL, PLAN);
    struct picture *picture = picture_from_bytes(small_png, sizeof small_png, "a.png", NULL);
    picture->dots_across = picture->dots_down = 8; /* 18 points high */
    for (unsigned with = 0; with < 2; with++) {
        trial.options.emblem = with ? picture : NULL;
        filling_free(trial.filling);
        trial.filling = filling_new(
            trial.filled->plan, trial.filled->calculation, &trial.options, NULL, trial.filled->findings);
        for (unsigned round = 0; round < 2; round++) {
            struct workbook *whole = filling_workbook(trial.filling, annex_at(&trial, 0), NULL);
            struct workbook *copy = filling_print_copy(trial.filling, annex_at(&trial, 0), NULL);
            const struct sheet *sheet = workbook_sheet(whole, "Aree"),
                               *printed = workbook_sheet(copy, "Aree");
            g_assert_nonnull(workbook_sheet(whole, "Calcoli"));
            g_assert_cmpuint(copy->sheets->len, ==, 1);
            g_assert_nonnull(cell_formula(sheet_cell(sheet, 1, 1)));
            g_assert_null(cell_formula(sheet_cell(printed, 1 + with, 1)));
            g_assert_true(decimal_compare(sheet_cell(sheet, 1, 1)->number,
                              sheet_cell(printed, 1 + with, 1)->number) == 0);
            g_assert_cmpuint(printed->page.print_rows_first, ==, 0);
            g_assert_cmpuint(printed->page.print_rows_last, ==, with);
            g_assert_false(sheet->page.emblem_in_row);
            g_assert_true(printed->page.emblem_in_row == (with == 1));
            if (with) {
                g_assert_cmpstr(sheet->page.header, ==, "&C&G");
                g_assert_cmpstr(printed->page.header, ==, "&C");
                double height = sheet_row_height(printed, 0), top = 0.75; /* inches, where none is given */
                g_assert_cmpfloat_with_epsilon(height, 18, 0.76);
                g_assert_cmpfloat_with_epsilon(height, printed->page.emblem_height, 1e-9);
                g_assert_cmpfloat_with_epsilon(printed->page.top, top - height / 72, 1e-9);
            }
            workbook_free(whole);
            workbook_free(copy);
        }
    }
    picture_free(picture);
    trial_clear(&trial);
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fill/annex/selection", test_selection);
    g_test_add_func("/fill/annex/rest", test_rest);
    g_test_add_func("/fill/annex/cells", test_cells);
    g_test_add_func("/fill/annex/properties", test_properties);
    g_test_add_func("/fill/annex/footers", test_footers);
    g_test_add_func("/fill/annex/long-footers", test_long_footers);
    g_test_add_func("/fill/annex/emblem", test_emblem);
    g_test_add_func("/fill/annex/names", test_names);
    g_test_add_func("/fill/annex/print-copy", test_print_copy);
    return g_test_run();
}
