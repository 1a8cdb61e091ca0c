/* Widths, heights, styles, page set-up, print titles, page breaks (rule 2, Geometry). */
#include <locale.h>
#include <math.h>
#include <string.h>
#include <glib.h>
#include "support/filled.h"
#include "support/text-template.h"
#include "writer/metrics.h"

#define METODO                                                                                               \
    "== Metodo\n-- Modello\nnome\tprova\nente\tCamera & Prova\n-- "                                          \
    "Livelli\nLivello\tPadre\tCodice\nente\t\t\n"                                                            \
    "area\tente\t\nvoce\tarea, ente\t\nanno_voce\tvoce\t\\d{4}\n"                                            \
    "-- Campi\nLivello\tCampo\tTipo\nvoce\tnota\ttesto\n"

struct drawing {
    struct workbook *workbook;
    struct sheet *sheet;
};

static struct drawing draw(const char *text)
{
    struct drawing drawing = {.workbook = text_drawing("test.xlsx", text)};
    drawing.sheet = g_ptr_array_index(drawing.workbook->sheets, drawing.workbook->sheets->len - 1);
    return drawing;
}

static const struct sheet *fill(struct drawing drawing, const char *plan, struct filled **ret)
{
    *ret = filled_from_drawing(drawing.workbook, plan, KIND_RELAZIONE, NULL);
    g_assert_nonnull((*ret)->output);
    return g_ptr_array_index((*ret)->output->sheets, 0);
}

static void set_width(struct drawing drawing, unsigned column, double width, bool hidden)
{
    struct column set = {column, column, width, hidden, -1};
    g_array_append_val(drawing.sheet->columns, set);
}

static void set_style(struct drawing drawing, unsigned row, unsigned column, const struct style *style)
{
    const struct cell *cell = sheet_cell(drawing.sheet, row, column);
    enum cell_kind kind = cell == NULL ? CELL_EMPTY : cell->kind;
    const char *text = cell == NULL ? NULL : cell_text(cell);
    struct cell *put = sheet_put(drawing.sheet, row, column, kind, workbook_style(drawing.workbook, style));
    if (text != NULL)
        put->text = text;
}

static void set_height(struct drawing drawing, unsigned row, double height)
{
    struct row *set = sheet_make_row(drawing.sheet, row);
    set->height = height;
    set->custom_height = true;
}

static void test_widths(void)
{
    struct drawing drawing =
        draw(METODO "== F\nscrivi\t\tanno_voce\tcon piano\t\nvoce\t{titolo}\t{anno_voce.codice}\tx\ty\n"
                    "tabella scrivi\narea\t{titolo}\tb\tc\td\te\n");
    struct filled *filled;
    set_width(drawing, 0, 3, false);
    set_width(drawing, 1, 20.7109375, false);
    set_width(drawing, 2, 9, false);
    set_width(drawing, 3, 50, false);
    set_width(drawing, 4, 11, true);
    const struct sheet *sheet =
        fill(drawing, "voce; titolo=v\n  anno_voce 2017\n  anno_voce 2018\narea; titolo=a\n", &filled);
    const double widths[] = {145 / 7.0, 9, 9, 11};
    for (unsigned i = 0; i < G_N_ELEMENTS(widths); i++)
        g_assert_cmpfloat_with_epsilon(sheet_column_width(sheet, i), widths[i], 1e-9);
    g_assert_true(sheet_column_hidden(sheet, 3));
    g_assert_false(sheet_column_hidden(sheet, 2));
    /* the second table is wider: its own column */
    g_assert_cmpuint(sheet->columns->len, ==, 5);
    filled_free(filled);
}

static void test_styles_of_empty_cells(void)
{
    struct drawing drawing = draw(METODO "== F\nscrivi\nvoce\t{titolo}\t\t{nota}\n{merge B2:C2}\n");
    struct style bordered = style_default;
    struct filled *filled;
    bordered.bottom.line = BORDER_THIN;
    bordered.fill = 0xEEEEEE;
    for (unsigned c = 1; c <= 3; c++)
        set_style(drawing, 1, c, &bordered);
    const struct sheet *sheet = fill(drawing, "voce; titolo=v\nvoce; nota=n\n", &filled);
    for (unsigned r = 0; r < 2; r++)
        for (unsigned c = 0; c < 3; c++) {
            const struct cell *cell = sheet_cell(sheet, r, c);
            g_assert_nonnull(cell);
            const struct style *style = workbook_get_style(sheet->workbook, cell->style);
            g_assert_cmpuint(style->fill, ==, 0xEEEEEE);
            g_assert_cmpint(style->bottom.line, ==, BORDER_THIN);
        }
    g_assert_cmpint(sheet_cell(sheet, 0, 1)->kind, ==, CELL_EMPTY);
    g_assert_cmpint(sheet_cell(sheet, 0, 2)->kind, ==, CELL_EMPTY);
    filled_free(filled);
}

/* A merge whose last column is left out still ends with the edge that is drawn. */
static void test_edge_of_a_shorter_merge(void)
{
    struct drawing drawing = draw(METODO "== F\nscrivi\t\t\tcon piano\nvoce\t{titolo}\t\t\n{merge B2:D2}\n");
    struct style inner = style_default, last;
    struct filled *filled;
    inner.bottom.line = BORDER_THIN;
    last = inner;
    last.right.line = BORDER_MEDIUM;
    set_style(drawing, 1, 1, &inner);
    set_style(drawing, 1, 2, &inner);
    set_style(drawing, 1, 3, &last);
    const struct sheet *sheet = fill(drawing, "voce; titolo=v\n", &filled);
    const struct range *merge = sheet_merge_at(sheet, 0, 0);
    g_assert_nonnull(merge);
    g_assert_cmpuint(merge->last_column, ==, 1);
    for (unsigned c = 0; c <= 1; c++) {
        const struct style *style = workbook_get_style(sheet->workbook, sheet_cell(sheet, 0, c)->style);
        g_assert_cmpint(style->right.line, ==, c == 0 ? BORDER_NONE : BORDER_MEDIUM);
        g_assert_cmpint(style->bottom.line, ==, BORDER_THIN);
    }
    filled_free(filled);
}

static char *long_text(unsigned words)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < words; i++)
        g_string_append(text, "parola ");
    return g_strchomp(g_string_free(text, FALSE));
}

static void test_heights(void)
{
    struct drawing drawing = draw(METODO "== F\nscrivi\n\tTesta\nvoce\t{titolo}\t{nota}\t\n{merge C3:D3}\n");
    struct style wrapped = style_default;
    struct filled *filled;
    wrapped.wrap = true;
    set_style(drawing, 2, 1, &wrapped);
    set_style(drawing, 2, 2, &wrapped);
    for (unsigned c = 1; c <= 3; c++)
        set_width(drawing, c, 20, false);
    set_height(drawing, 1, 40);
    char *text = long_text(20);
    char *plan = g_strdup_printf("voce; titolo=%s\nvoce; nota=%s\nvoce; titolo=breve\n", text, text);
    const struct sheet *sheet = fill(drawing, plan, &filled);
    double narrow = metrics_text_height(&wrapped, text, NULL, 0, 20);
    double wide = metrics_text_height(&wrapped, text, NULL, 0, 40);
    g_assert_cmpfloat(narrow, >, wide);
    g_assert_cmpfloat(wide, >, 15);
    g_assert_cmpfloat_with_epsilon(sheet_row_height(sheet, 0), 40, 1e-9);
    g_assert_cmpfloat_with_epsilon(sheet_row_height(sheet, 1), narrow, 1e-9);
    g_assert_cmpfloat_with_epsilon(sheet_row_height(sheet, 2), wide, 1e-9);
    g_assert_cmpfloat_with_epsilon(sheet_row_height(sheet, 3), 15, 1e-9);
    for (unsigned r = 0; r < 4; r++)
        g_assert_true(sheet_row(sheet, r)->custom_height);
    g_free(plan);
    g_free(text);
    filled_free(filled);
}

static void test_heights_of_merges_down(void)
{
    struct drawing drawing = draw(METODO "== F\nscrivi\narea, voce\t{area.titolo}\t{voce.titolo}\n");
    struct style wrapped = style_default;
    struct filled *filled;
    wrapped.wrap = true;
    set_style(drawing, 1, 1, &wrapped);
    set_width(drawing, 1, 20, false);
    char *text = long_text(40);
    char *plan = g_strdup_printf("area; titolo=%s\n  voce; titolo=a\n  voce; titolo=b\n", text);
    const struct sheet *sheet = fill(drawing, plan, &filled);
    double wanted = metrics_text_height(&wrapped, text, NULL, 0, 20);
    double have = sheet_row_height(sheet, 0) + sheet_row_height(sheet, 1);
    g_assert_cmpfloat(wanted, >, 60);
    g_assert_cmpfloat(have, >=, wanted);
    g_assert_cmpfloat(have, <, wanted + 2);
    g_free(plan);
    g_free(text);
    filled_free(filled);
}

static void test_continued_rows(void)
{
    struct drawing drawing = draw(METODO "== F\nscrivi\nvoce\t{titolo}\t{nota}\t\n{merge C2:D2}\n");
    struct style wrapped = style_default;
    struct filled *filled;
    wrapped.wrap = true;
    set_style(drawing, 1, 1, &wrapped);
    set_width(drawing, 1, 20, false);
    char *text = long_text(150);
    char *plan = g_strdup_printf("voce; titolo=prima\nvoce; titolo=%s; nota=n\nvoce; titolo=ultima\n", text);
    const struct sheet *sheet = fill(drawing, plan, &filled);
    double wanted = metrics_text_height(&wrapped, text, NULL, 0, 20);
    g_assert_cmpfloat(wanted, >, 409);
    g_assert_cmpfloat(wanted, <, 818);
    g_assert_cmpfloat(sheet_row_height(sheet, 1), <=, 409);
    g_assert_cmpfloat(sheet_row_height(sheet, 1) + sheet_row_height(sheet, 2), >=, wanted);
    char *shown = filled_text(filled);
    g_assert_true(g_str_has_suffix(shown, "ultima\n{B1:C1 A2:A3 B2:C3 B4:C4}\n"));
    g_assert_cmpstr(sheet_cell(sheet, 3, 0)->text, ==, "ultima");
    g_free(shown);
    g_free(plan);
    g_free(text);
    filled_free(filled);
}

static void test_page(void)
{
    struct drawing drawing =
        draw(METODO "== F\nscrivi\n\tTitolo\n\tVoce\tNota\nvoce\t{titolo}\t{nota}\n"
                    "== G\nscrivi\n\tVoce\tNota\nvoce\t{titolo}\t{nota}\ntabella scrivi\n"
                    "area\t{titolo}\n");
    struct filled *filled;
    drawing.sheet = workbook_sheet(drawing.workbook, "F");
    drawing.sheet->page.landscape = true;
    drawing.sheet->page.fit_to_page = true;
    drawing.sheet->page.fit_width = 1;
    drawing.sheet->page.left = drawing.sheet->page.right = 0.5;
    drawing.sheet->page.header = "&L&K595959&8{anno} &&9&C{ente} {allegato.titolo}&R&\"Arial,Bold\"&P di &N";
    drawing.sheet->frozen_rows = 3;
    drawing.sheet->frozen_columns = 2;
    set_width(drawing, 1, 100, false);
    set_width(drawing, 2, 100, false);
    const struct sheet *sheet = fill(drawing, "ente; anno=2025\nvoce; titolo=v\narea; titolo=a\n", &filled);
    g_assert_cmpint(sheet->page.paper, ==, 9);
    g_assert_true(sheet->page.landscape);
    g_assert_false(sheet->page.fit_to_page);
    double room = 297 / 25.4 * 72 - 72;
    g_assert_cmpuint(sheet->page.scale, ==, (unsigned)floor(100 * room / (2 * metrics_print_points(100))));
    g_assert_true(sheet->page.has_print_rows);
    g_assert_cmpuint(sheet->page.print_rows_first, ==, 1);
    g_assert_cmpuint(sheet->page.print_rows_last, ==, 1);
    g_assert_cmpuint(sheet->frozen_rows, ==, 2);
    g_assert_cmpuint(sheet->frozen_columns, ==, 1);
    g_assert_cmpstr(
        sheet->page.header, ==, "&L&K595959&12 2025 &&9&CCamera && Prova&R&\"Arial,Bold\"&P di &N");
    g_assert_cmpuint((8 * 100 + sheet->page.scale / 2) / sheet->page.scale, ==, 12); /* printed, 8 again */
    const struct sheet *second = g_ptr_array_index(filled->output->sheets, 1);
    g_assert_false(second->page.has_print_rows); /* two tables */
    g_assert_cmpuint(second->page.scale, ==, 100);
    filled_free(filled);
}

static void test_given_scale(void)
{
    struct drawing drawing = draw(METODO "== F\nscrivi\nvoce\t{titolo}\n");
    struct filled *filled;
    drawing.sheet->page.scale = 60;
    const struct sheet *sheet = fill(drawing, "voce; titolo=v\n", &filled);
    g_assert_cmpuint(sheet->page.scale, ==, 60);
    filled_free(filled);
    drawing = draw(METODO "== F\nscrivi\nvoce\t{titolo}\n");
    drawing.sheet->page.scale = 90; /* on which the table would not fit */
    drawing.sheet->page.left = drawing.sheet->page.right = 0.5;
    set_width(drawing, 1, 150, false);
    sheet = fill(drawing, "voce; titolo=v\n", &filled);
    double room = 210 / 25.4 * 72 - 72;
    g_assert_cmpuint(sheet->page.scale, ==, (unsigned)floor(100 * room / metrics_print_points(150)));
    filled_free(filled);
}

static void test_annex_title(void)
{
    struct drawing drawing =
        draw(METODO "-- Allegati\nNome\tFogli\tTitolo\nAllegato 1\tG; F*\tAllegato 1 - {ente}\n"
                    "Allegato 2\tF\tAllegato 2\n== G\nscrivi\n\tg\n== F\nscrivi\nvoce\t{titolo}\n");
    struct filled *filled;
    drawing.sheet->page.footer = "&C{allegato.titolo}";
    fill(drawing, "voce; titolo=v\n", &filled);
    const struct sheet *sheet = workbook_sheet(filled->output, "F");
    g_assert_cmpstr(sheet->page.footer, ==, "&CAllegato 1 - Camera && Prova");
    filled_free(filled);
}

/* 15 areas with four rows each: none may be parted by a page. */
static void test_breaks(void)
{
    struct drawing drawing =
        draw(METODO "== F\nscrivi\n\tVoce\tNota\narea\t{titolo}\narea\tuno\narea\tdue\narea\ttre\n");
    struct filled *filled;
    GString *plan = g_string_new(NULL);
    for (unsigned i = 0; i < 40; i++)
        g_string_append_printf(plan, "area; titolo=area %u\n", i);
    const struct sheet *sheet = fill(drawing, plan->str, &filled);
    g_assert_cmpuint(sheet->page.break_count, >=, 3);
    unsigned before = 0;
    for (unsigned i = 0; i < sheet->page.break_count; i++) {
        unsigned row = sheet->page.breaks[i];
        g_assert_cmpuint((row - 1) % 4, ==, 0);
        g_assert_cmpuint(row, >, before);
        g_assert_cmpuint(row - before, <=, 46); /* 15 pt a row on A4 upright */
        g_assert_cmpuint(row - before, >=, 36);
        before = row;
    }
    g_string_free(plan, TRUE);
    filled_free(filled);
}

/* Small tables stay whole; a heading, a header and a total never stand alone. */
static void test_breaks_between_tables(void)
{
    GString *text = g_string_new(METODO "== F\nscrivi\n");
    for (unsigned i = 0; i < 8; i++)
        g_string_append_printf(text, "%s\tTitolo %u\n\tVoce\tNota\narea\t{titolo}\n\tTotale\t{ente}\n",
            i == 0 ? "" : "tabella scrivi\n", i);
    struct drawing drawing = draw(text->str);
    struct filled *filled;
    GString *plan = g_string_new(NULL);
    for (unsigned i = 0; i < 10; i++)
        g_string_append_printf(plan, "area; titolo=area %u\n", i);
    const struct sheet *sheet = fill(drawing, plan->str, &filled);
    g_assert_false(sheet->page.has_print_rows);
    g_assert_cmpuint(sheet->page.break_count, >=, 2);
    for (unsigned i = 0; i < sheet->page.break_count; i++) /* 13 rows and a blank one each */
        g_assert_cmpuint(sheet->page.breaks[i] % 14, ==, 0);
    g_string_free(text, TRUE);
    g_string_free(plan, TRUE);
    filled_free(filled);
}

/* A card stays whole up to a page, with the lines below it; of cards within a card that is larger each one
 * does, and the rows before the first of them stay together. */
static void test_breaks_between_cards(void)
{
    struct drawing drawing =
        draw(METODO "== F\nscrivi\narea\t{titolo}\narea\tuno\narea\tdue\nvoce\t{titolo}\n"
                    "== G\nscrivi\narea\t{titolo}\narea\tuno\narea\tdue\narea\ttre\n"
                    "voce\t{titolo}\nvoce\tuno\nvoce\tdue\nvoce\ttre\nvoce\tquattro\n");
    struct filled *filled;
    GString *plan = g_string_new(NULL);
    for (unsigned i = 0; i < 10; i++) {
        g_string_append_printf(plan, "area; titolo=area %u\n", i);
        for (unsigned k = 0; k < 30; k++) /* more than half of the 46 rows of a page */
            g_string_append_printf(plan, "  voce; titolo=voce %u\n", k);
    }
    fill(drawing, plan->str, &filled);
    const struct sheet *sheet = workbook_sheet(filled->output, "F");
    g_assert_cmpuint(sheet->page.break_count, ==, 9);
    for (unsigned i = 0; i < sheet->page.break_count; i++)
        g_assert_cmpuint(sheet->page.breaks[i] % 33, ==, 0);
    sheet = workbook_sheet(filled->output, "G");
    g_assert_cmpuint(sheet->page.break_count, >=, 30);
    for (unsigned i = 0; i < sheet->page.break_count; i++) {
        unsigned row = sheet->page.breaks[i] % 154; /* of an area: 4 rows, then 5 for each voce */
        g_assert_true(row == 0 || (row > 4 && (row - 4) % 5 == 0));
    }
    g_string_free(plan, TRUE);
    filled_free(filled);
}

static void test_breaks_before_a_heading(void)
{
    struct drawing drawing =
        draw(METODO "== F\nscrivi\n\tVoce\tNota\narea\t{titolo}\nvoce\t{titolo}\n\tTotale {ente}\n");
    struct filled *filled;
    GString *plan = g_string_new(NULL);
    for (unsigned i = 0; i < 60; i++) { /* more below each than half a page takes */
        g_string_append_printf(plan, "area; titolo=area %u\n", i);
        for (unsigned k = 0; k < 25; k++)
            g_string_append_printf(plan, "  voce; titolo=voce %u\n", k);
    }
    const struct sheet *sheet = fill(drawing, plan->str, &filled);
    g_assert_cmpuint(sheet->page.break_count, >=, 30);
    unsigned last_row = g_array_index(sheet->rows, struct row, sheet->rows->len - 1).index;
    for (unsigned i = 0; i < sheet->page.break_count; i++) {
        g_assert_cmpuint((sheet->page.breaks[i] - 1) % 26, !=, 1); /* the first voce below its area */
        g_assert_cmpuint(sheet->page.breaks[i], !=, last_row);
    }
    g_assert_true(sheet->page.has_print_rows);
    g_string_free(plan, TRUE);
    filled_free(filled);
}

/* Headers of several lists drawn as one table: none of them holds for every page. */
static void test_no_titles_with_several_headers(void)
{
    struct drawing drawing =
        draw(METODO "== F\nscrivi\n\tVoce\tNota\narea\t{titolo}\n\tAltra\tNota\nvoce\t{titolo}\n");
    struct filled *filled;
    const struct sheet *sheet = fill(drawing, "area; titolo=a\n  voce; titolo=v\n", &filled);
    g_assert_false(sheet->page.has_print_rows);
    filled_free(filled);
}

static void test_no_breaks_where_nothing_is_parted(void)
{
    struct drawing drawing = draw(METODO "== F\nscrivi\narea\t{titolo}\n");
    struct filled *filled;
    GString *plan = g_string_new(NULL);
    for (unsigned i = 0; i < 200; i++)
        g_string_append_printf(plan, "area; titolo=area %u\n", i);
    const struct sheet *sheet = fill(drawing, plan->str, &filled);
    g_assert_cmpuint(sheet->page.break_count, ==, 0);
    g_string_free(plan, TRUE);
    filled_free(filled);
}

/* No more breaks than Excel takes: the pages behind them end by themselves. */
static void test_most_breaks(void)
{
    struct drawing drawing = draw(METODO "== F\nscrivi\narea\t{titolo}\narea\tuno\n");
    struct filled *filled;
    set_height(drawing, 1, 300);
    set_height(drawing, 2, 300);
    GString *plan = g_string_new(NULL);
    for (unsigned i = 0; i < 1100; i++)
        g_string_append_printf(plan, "area; titolo=area %u\n", i);
    const struct sheet *sheet = fill(drawing, plan->str, &filled);
    g_assert_cmpuint(sheet->page.break_count, ==, 1023);
    for (unsigned i = 0; i < sheet->page.break_count; i++)
        g_assert_cmpuint(sheet->page.breaks[i], ==, 2 * (i + 1));
    g_string_free(plan, TRUE);
    filled_free(filled);
}

/* A row higher than Excel's limit stands in several rows of the sheet: a page does not part them. */
static void test_breaks_around_high_rows(void)
{
    struct drawing drawing = draw(METODO "== F\nscrivi\nvoce\t{titolo}\n");
    struct filled *filled;
    struct style wrapped = style_default;
    wrapped.wrap = true;
    set_width(drawing, 1, 40, false);
    set_style(drawing, 1, 1, &wrapped);
    char *text = long_text(300);
    GString *plan = g_string_new(NULL);
    for (unsigned i = 0; i < 6; i++)
        g_string_append_printf(plan, "voce; titolo=%u %s\n", i, text);
    const struct sheet *sheet = fill(drawing, plan->str, &filled);
    g_assert_cmpuint(sheet->merges->len, ==, 6);
    g_assert_cmpuint(sheet->page.break_count, >, 0);
    for (unsigned i = 0; i < sheet->page.break_count; i++)
        for (unsigned k = 0; k < sheet->merges->len; k++) {
            const struct range *merge = &g_array_index(sheet->merges, struct range, k);
            g_assert_false(
                sheet->page.breaks[i] > merge->first_row && sheet->page.breaks[i] <= merge->last_row);
        }
    g_string_free(plan, TRUE);
    g_free(text);
    filled_free(filled);
}

/* Columns that go on on a further page, with those that are repeated there: a table of six columns, one of
 * them for a Relazione only. */
static void test_column_breaks(void)
{
    static const struct {
        unsigned breaks[2], count, scale, written[2], pages; /* across that it is fitted to; 0: to none */
    } cases[] = {{{0}, 0, 59, {0}, 0}, {{4}, 1, 98, {3}, 0}, {{5}, 1, 98, {3}, 0}, {{3}, 1, 74, {2}, 0},
        {{3, 6}, 2, 98, {2, 4}, 0}, {{4}, 1, 98, {3}, 1}, {{3}, 1, 74, {2}, 2}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct drawing drawing = draw(METODO "== F\nscrivi\t\t\t\tcon piano\n\tVoce\tA\tB\tC\tD\tE\n"
                                             "area\t{titolo}\t{}\t{}\t{}\t{}\t{}\n");
        struct filled *filled;
        for (unsigned c = 1; c <= 6; c++)
            set_width(drawing, c, 30, false);
        struct page_setup *page = &drawing.sheet->page;
        page->column_breaks = arena_new0(drawing.sheet->workbook->arena, unsigned, 2);
        memcpy(page->column_breaks, cases[i].breaks, sizeof cases[i].breaks);
        page->column_break_count = cases[i].count;
        page->fit_to_page = cases[i].pages > 0;
        page->fit_width = cases[i].pages;
        page->has_print_columns = true;
        page->print_columns_first = page->print_columns_last = 1;
        const struct sheet *sheet = fill(drawing, "area; titolo=a\n", &filled);
        g_assert_cmpuint(sheet->page.scale, ==, cases[i].scale);
        g_assert_cmpuint(sheet->page.column_break_count, ==, cases[i].count);
        for (unsigned k = 0; k < cases[i].count; k++)
            g_assert_cmpuint(sheet->page.column_breaks[k], ==, cases[i].written[k]);
        filled_free(filled);
    }
}

/* 11 areas with headings, 41 rows, a total and spacing. */
static void test_breaks_at_totals(void)
{
    struct drawing drawing = draw(
        METODO "== F\nscrivi\narea\tArea {titolo}\narea\tVoce\tNota\nvoce\t{titolo}\narea\tTotale\narea\n");
    struct filled *filled;
    GString *plan = g_string_new(NULL);
    for (unsigned i = 0; i < 11; i++) {
        g_string_append_printf(plan, "area; titolo=area %u\n", i);
        for (unsigned j = 0; j < 41; j++)
            g_string_append_printf(plan, "  voce; titolo=voce %u\n", j);
    }
    const struct sheet *sheet = fill(drawing, plan->str, &filled);
    g_assert_cmpuint(sheet->page.break_count, >=, 10);
    for (unsigned i = 0; i < sheet->page.break_count; i++)
        /* 45 rows an area: a page ends neither below its headings nor above its total or the spacing. */
        g_assert_false(sheet->page.breaks[i] % 45 == 1 || sheet->page.breaks[i] % 45 == 2 ||
                       sheet->page.breaks[i] % 45 == 43 || sheet->page.breaks[i] % 45 == 44);
    g_string_free(plan, TRUE);
    filled_free(filled);
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fill/geometry/widths", test_widths);
    g_test_add_func("/fill/geometry/styles-of-empty-cells", test_styles_of_empty_cells);
    g_test_add_func("/fill/geometry/edge-of-a-shorter-merge", test_edge_of_a_shorter_merge);
    g_test_add_func("/fill/geometry/heights", test_heights);
    g_test_add_func("/fill/geometry/heights-of-merges-down", test_heights_of_merges_down);
    g_test_add_func("/fill/geometry/continued-rows", test_continued_rows);
    g_test_add_func("/fill/geometry/page", test_page);
    g_test_add_func("/fill/geometry/given-scale", test_given_scale);
    g_test_add_func("/fill/geometry/annex-title", test_annex_title);
    g_test_add_func("/fill/geometry/breaks", test_breaks);
    g_test_add_func("/fill/geometry/breaks-between-tables", test_breaks_between_tables);
    g_test_add_func("/fill/geometry/breaks-between-cards", test_breaks_between_cards);
    g_test_add_func("/fill/geometry/breaks-before-a-heading", test_breaks_before_a_heading);
    g_test_add_func("/fill/geometry/no-titles-with-several-headers", test_no_titles_with_several_headers);
    g_test_add_func("/fill/geometry/breaks-at-totals", test_breaks_at_totals);
    g_test_add_func("/fill/geometry/most-breaks", test_most_breaks);
    g_test_add_func("/fill/geometry/column-breaks", test_column_breaks);
    g_test_add_func("/fill/geometry/breaks-around-high-rows", test_breaks_around_high_rows);
    g_test_add_func("/fill/geometry/no-breaks", test_no_breaks_where_nothing_is_parted);
    return g_test_run();
}
