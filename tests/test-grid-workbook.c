/* The workbook in memory: cells in any order, styles, merges, display. */
#include <glib.h>

#include "grid/workbook.h"

static void test_cells(void)
{
    struct workbook *workbook = workbook_new("a.xlsx");
    struct sheet *sheet = workbook_add_sheet(workbook, "Foglio");
    g_assert_true(workbook_sheet(workbook, "FOGLIO") == sheet);
    g_assert_null(workbook_sheet(workbook, "x"));

    static const unsigned places[][2] = {{2, 3}, {0, 5}, {2, 1}, {7, 0}, {0, 5}, {2, 2}, {1, 0}};
    for (unsigned i = 0; i < G_N_ELEMENTS(places); i++)
        sheet_put(sheet, places[i][0], places[i][1], CELL_NUMBER, 0)->number = decimal_from_int(i);
    sheet_make_row(sheet, 4)->hidden = true;
    g_assert_cmpuint(sheet->cells->len, ==, 6);
    g_assert_cmpuint(sheet->rows->len, ==, 5);
    for (unsigned i = 1; i < G_N_ELEMENTS(places); i++) {
        const struct cell *cell = sheet_cell(sheet, places[i][0], places[i][1]);
        g_assert_nonnull(cell);
        g_assert_cmpint(cell->number.coefficient % 10, ==, (i == 1 ? 4 : i) % 10);
    }
    unsigned seen = 0;
    for (unsigned i = 0; i < sheet->rows->len; i++) {
        const struct row *row = &g_array_index(sheet->rows, struct row, i);
        g_assert_cmpuint(row->first, ==, seen);
        const struct cell *cells = sheet_row_cells(sheet, row);
        for (unsigned k = 0; k < row->count; k++, seen++) {
            g_assert_cmpuint(cells[k].row, ==, row->index);
            g_assert_true(k == 0 || cells[k].column > cells[k - 1].column);
        }
    }
    g_assert_cmpuint(seen, ==, 6);
    g_assert_null(sheet_cell(sheet, 4, 0));
    g_assert_null(sheet_cell(sheet, 9, 0));
    g_assert_null(sheet_cell(sheet, 2, 0));
    g_assert_true(sheet_row(sheet, 4)->hidden);
    g_assert_null(sheet_row(sheet, 5));
    for (unsigned row = 0; row < 12; row++) {
        unsigned position = 0;
        while (position < sheet->rows->len && g_array_index(sheet->rows, struct row, position).index < row)
            position++;
        g_assert_cmpuint(sheet_row_position(sheet, row), ==, position);
    }
    workbook_free(workbook);
}

static void test_styles(void)
{
    struct workbook *workbook = workbook_new(NULL);
    struct style style = style_default;
    g_assert_cmpuint(workbook_style(workbook, &style), ==, 0);
    style.format = "DD/MM/YYYY;@";
    unsigned date = workbook_style(workbook, &style);
    g_assert_cmpuint(date, ==, 1);
    style.format = "dd/mm/yyyy";
    g_assert_cmpuint(workbook_style(workbook, &style), ==, 1);
    style.font.bold = true;
    g_assert_cmpuint(workbook_style(workbook, &style), ==, 2);
    style.format = "General";
    style.font.bold = false;
    g_assert_cmpuint(workbook_style(workbook, &style), ==, 0);
    style.font.name = "Arial";
    unsigned arial = workbook_style(workbook, &style);
    char other[] = "Arial";
    style.font.name = other;
    g_assert_cmpuint(workbook_style(workbook, &style), ==, arial);
    g_assert_false(style_equal(workbook_get_style(workbook, date), workbook_get_style(workbook, arial)));
    g_assert_true(style_equal(workbook_get_style(workbook, 999), &style_default));
    g_assert_true(workbook_intern(workbook, "x") == workbook_intern(workbook, "x"));
    workbook_free(workbook);
}

/* Looks that differ in one thing differ in their hash (else tens of thousands of them take minutes), and
 * looks that are alike do not. */
static void test_hashes(void)
{
    struct style looks[24];
    for (unsigned i = 0; i < G_N_ELEMENTS(looks); i++)
        looks[i] = style_default;
    looks[1].font.name = "Arial";
    looks[2].font.size = 11.5;
    looks[3].font.colour = 1;
    looks[4].font.bold = true;
    looks[5].font.italic = true;
    looks[6].font.strike = true;
    looks[7].font.underline = UNDERLINE_DOUBLE;
    looks[8].font.script = SCRIPT_SUB;
    looks[9].fill = 1;
    looks[10].left.line = looks[11].right.line = looks[12].top.line = looks[13].bottom.line = BORDER_THIN;
    looks[14].left = (struct border){BORDER_THIN, 1};
    looks[15].horizontal = ALIGN_CENTRE;
    looks[16].vertical = ALIGN_TOP;
    looks[17].wrap = true;
    looks[18].shrink = true;
    looks[19].indent = 1;
    looks[20].rotation = 90;
    looks[21].rotation = -90;
    looks[22].format = "0%";
    looks[23].font.size = 11.01;
    for (unsigned i = 0; i < G_N_ELEMENTS(looks); i++)
        for (unsigned k = 0; k < i; k++) {
            g_assert_false(style_equal(&looks[i], &looks[k]));
            g_assert_cmpuint(style_hash(&looks[i]), !=, style_hash(&looks[k]));
        }
    struct style same = style_default;
    same.font.name = "Calibri";
    same.font.size = 11.001;
    same.left.colour = 1; /* of a line that is not there */
    g_assert_true(style_equal(&same, &style_default));
    g_assert_cmpuint(style_hash(&same), ==, style_hash(&style_default));
}

static void test_merges(void)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "a");
    static const struct range ranges[] = {{4, 0, 9, 0}, {0, 0, 0, 3}, {4, 2, 4, 3}, {1, 5, 20, 6}};
    for (unsigned i = 0; i < G_N_ELEMENTS(ranges); i++)
        sheet_add_merge(sheet, &ranges[i]);
    for (unsigned row = 0; row < 25; row++)
        for (unsigned column = 0; column < 9; column++) {
            const struct range *expected = NULL;
            for (unsigned i = 0; i < G_N_ELEMENTS(ranges); i++)
                if (row >= ranges[i].first_row && row <= ranges[i].last_row &&
                    column >= ranges[i].first_column && column <= ranges[i].last_column)
                    expected = &ranges[i];
            const struct range *found = sheet_merge_at(sheet, row, column);
            g_assert_true((found != NULL) == (expected != NULL));
            if (found)
                g_assert_cmpmem(found, sizeof *found, expected, sizeof *expected);
        }
    workbook_free(workbook);
}

static void test_display(void)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "a");
    struct style style = style_default;
    style.format = "dd/mm/yyyy";
    unsigned date = workbook_style(workbook, &style);
    static const struct {
        enum cell_kind kind;
        int64_t number;
        const char *text, *shown;
        bool dated, blank;
    } cases[] = {
        {CELL_EMPTY, 0, NULL, "", false, true},
        {CELL_NUMBER, -3, NULL, "-3", false, false},
        {CELL_DATE, 43830, NULL, "31/12/2019", true, false},
        {CELL_BOOLEAN, 1, NULL, "VERO", false, false},
        {CELL_BOOLEAN, 0, NULL, "FALSO", true, false},
        {CELL_ERROR, 0, "#DIV/0!", "#DIV/0!", false, false},
        {CELL_ERROR, 0, "#N/A", "#N/D", false, false},
        {CELL_TEXT, 0, "a\nb", "a\nb", true, false},
        {CELL_TEXT, 0, " \n\xC2\xA0", " \n\xC2\xA0", false, true},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct cell *cell = sheet_put(sheet, i, 0, cases[i].kind, cases[i].dated ? date : 0);
        if (cases[i].text)
            cell->text = cases[i].text;
        else
            cell->number = decimal_from_int(cases[i].number);
        char *text = cell_display(workbook, cell);
        g_assert_cmpstr(text, ==, cases[i].shown);
        g_assert_true(cell_is_blank(cell) == cases[i].blank);
        g_free(text);
    }
    struct cell *cell = sheet_put(sheet, 50, 0, CELL_EMPTY, 0);
    struct cell_extra *extra = arena_new0(workbook->arena, struct cell_extra, 1);
    extra->formula = "A1+1";
    cell->extra = extra;
    g_assert_false(cell_is_blank(cell));
    g_assert_cmpstr(cell_formula(cell), ==, "A1+1");
    workbook_free(workbook);
}

static void test_sizes(void)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "a");
    struct column columns[] = {{1, 2, 20, false, -1}, {5, 5, 0, true, -1}};
    g_array_append_vals(sheet->columns, columns, 2);
    sheet->default_height = 12;
    sheet_make_row(sheet, 3)->height = 40;
    g_assert_cmpfloat(sheet_column_width(sheet, 0), ==, 9.140625);
    g_assert_cmpfloat(sheet_column_width(sheet, 2), ==, 20);
    g_assert_cmpfloat(sheet_column_width(sheet, 5), ==, 9.140625);
    g_assert_true(sheet_column_hidden(sheet, 5));
    g_assert_false(sheet_column_hidden(sheet, 4));
    g_assert_cmpfloat(sheet_row_height(sheet, 3), ==, 40);
    g_assert_cmpfloat(sheet_row_height(sheet, 4), ==, 12);
    workbook_free(workbook);
}

/* The last merge in order that covers the cell, looked for one by one. */
static const struct range *slow_merge_at(const struct sheet *sheet, unsigned row, unsigned column)
{
    for (unsigned i = sheet->merges->len; i-- > 0;) {
        const struct range *merge = &g_array_index(sheet->merges, struct range, i);
        if (row >= merge->first_row && row <= merge->last_row && column >= merge->first_column &&
            column <= merge->last_column)
            return merge;
    }
    return NULL;
}

/* Merges anywhere, some over each other, tall, wide, at the last column. */
static void test_merges_random(void)
{
    for (unsigned round = 0; round < 60; round++) {
        struct workbook *workbook = workbook_new(NULL);
        struct sheet *sheet = workbook_add_sheet(workbook, "Foglio");
        unsigned offset = round % 3 == 0 ? 16384 - 40 : round % 3 == 1 ? 0 : 500;
        for (unsigned i = 0; i < 4 + round / 2; i++) {
            unsigned row = (unsigned)g_test_rand_int_range(0, 40),
                     column = (unsigned)g_test_rand_int_range(0, 40);
            struct range range = {row, offset + column, row + (unsigned)g_test_rand_int_range(0, 12),
                offset + (unsigned)g_test_rand_int_range((gint32)column, MIN((gint32)column + 9, 40))};
            sheet_add_merge(sheet, &range);
            for (row = 0; row < 55; row += i % 5 == 0 ? 1 : 11)
                for (column = offset; column < MIN(offset + 45, 16384); column++)
                    g_assert_true(sheet_merge_at(sheet, row, column) == slow_merge_at(sheet, row, column));
        }
        workbook_free(workbook);
    }
}

/* One merge down the whole sheet beside as many as are read: none may be looked at for every cell. */
static void test_merges_many(void)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "Foglio");
    const struct range tall = {0, 0, 1048575, 0}, wide = {199999, 2, 200000, 16383};
    sheet_add_merge(sheet, &tall);
    for (unsigned i = 0; i < 199998; i++)
        sheet_add_merge(sheet, &(struct range){i, 2, i, 2 + i % 7});
    sheet_add_merge(sheet, &wide);
    g_test_timer_start();
    for (unsigned row = 0; row < 199998; row++) {
        g_assert_true(sheet_merge_at(sheet, row, 0) == &g_array_index(sheet->merges, struct range, 0));
        g_assert_null(sheet_merge_at(sheet, row, 1));
        g_assert_true(
            sheet_merge_at(sheet, row, 2 + row % 7) == &g_array_index(sheet->merges, struct range, row + 1));
        g_assert_null(sheet_merge_at(sheet, row, 3 + row % 7));
        g_assert_cmpint(sheet_is_covered(sheet, row, 2), ==, false);
        g_assert_cmpint(sheet_is_covered(sheet, row, 3), ==, row % 7 > 0);
    }
    g_assert_true(sheet_is_covered(sheet, 200000, 16383));
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 10);
    workbook_free(workbook);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/grid/workbook/cells", test_cells);
    g_test_add_func("/grid/workbook/styles", test_styles);
    g_test_add_func("/grid/workbook/hashes", test_hashes);
    g_test_add_func("/grid/workbook/merges", test_merges);
    g_test_add_func("/grid/workbook/merges-random", test_merges_random);
    g_test_add_func("/grid/workbook/merges-many", test_merges_many);
    g_test_add_func("/grid/workbook/display", test_display);
    g_test_add_func("/grid/workbook/sizes", test_sizes);
    return g_test_run();
}
