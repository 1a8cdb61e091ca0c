/* The comparison of what was written with what was meant: every single difference is found, and named. */
#include <string.h>
#include <glib.h>
#include "writer/readback.h"

static const struct rich_run runs[] = {{"bold", {.bold = true}}, {" plain", {0}}};
static const struct rich_run other_runs[] = {{"bold", {.bold = true}}, {" plain", {.italic = true}}};
static const struct rich_run moved_runs[] = {{"bold ", {.bold = true}}, {"plain", {0}}};
static const struct rich_run cut_runs[] = {
    {"bo", {.bold = true}}, {"ld", {.bold = true, .size = 11}}, {" plain", {0}}};

static struct cell *put(
    struct sheet *sheet, unsigned row, unsigned column, enum cell_kind kind, const char *text, int64_t number)
{
    struct cell *cell = sheet_put(sheet, row, column, kind, 0);
    if (text)
        cell->text = text;
    else
        cell->number = decimal_from_int(number);
    return cell;
}

static struct cell_extra *extra_of(struct workbook *workbook, struct cell *cell)
{
    struct cell_extra *extra = arena_new0(workbook->arena, struct cell_extra, 1);
    cell->extra = extra;
    return extra;
}

/*    A         B          C
 * 1  text      number     boolean
 * 2  rich      formula    date
 * 3  merged to B3         styled, empty */
static struct workbook *make(void)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "S");
    workbook->title = "Title";
    workbook->author = "Author";
    workbook->created = 43466;
    put(sheet, 0, 0, CELL_TEXT, "text", 0);
    put(sheet, 0, 1, CELL_NUMBER, NULL, 12);
    put(sheet, 0, 2, CELL_BOOLEAN, NULL, 1);
    struct cell_extra *rich = extra_of(workbook, put(sheet, 1, 0, CELL_TEXT, "bold plain", 0));
    rich->runs = runs;
    rich->run_count = 2;
    extra_of(workbook, put(sheet, 1, 1, CELL_NUMBER, NULL, 3))->formula = "1+2";
    struct style style = style_default;
    style.format = "dd/mm/yyyy";
    put(sheet, 1, 2, CELL_DATE, NULL, 43466)->style = workbook_style(workbook, &style);
    style.left = (struct border){BORDER_THIN, 0xFF};
    put(sheet, 2, 0, CELL_EMPTY, NULL, 0)->style = workbook_style(workbook, &style);
    put(sheet, 2, 1, CELL_EMPTY, NULL, 0)->style = workbook_style(workbook, &style);
    put(sheet, 2, 2, CELL_EMPTY, NULL, 0)->style = workbook_style(workbook, &style);
    struct range merge = {2, 0, 2, 1};
    g_array_append_val(sheet->merges, merge);
    sheet_make_row(sheet, 0)->height = 20;
    struct column column = {0, 1, 10.140625, false, -1};
    g_array_append_val(sheet->columns, column);
    sheet->page = (struct page_setup){.left = 1,
        .right = -1,
        .top = -1,
        .bottom = -1,
        .header_margin = -1,
        .footer_margin = -1,
        .header = "&P",
        .scale = 80,
        .paper = 9,
        .has_print_rows = true,
        .print_rows_last = 1};
    sheet->page.breaks = arena_new0(workbook->arena, unsigned, 1);
    sheet->page.breaks[0] = 7;
    sheet->page.column_breaks = arena_new0(workbook->arena, unsigned, 1);
    sheet->page.column_breaks[0] = 2;
    sheet->page.column_break_count = 1;
    sheet->page.break_count = 1;
    return workbook;
}

static struct workbook *changed;
static struct sheet *sheet;

static struct cell *cell_at(unsigned row, unsigned column)
{
    return &g_array_index(sheet->cells, struct cell, row * 3 + column);
}

static struct cell_extra *extra_at(unsigned row, unsigned column)
{
    return extra_of(changed, cell_at(row, column));
}

static void set_runs(const struct rich_run *to, unsigned count)
{
    struct cell_extra *extra = extra_at(1, 0);
    extra->runs = to;
    extra->run_count = count;
}

static void set_style(unsigned row, unsigned column, size_t offset, uint8_t value)
{
    struct style style = *workbook_get_style(changed, cell_at(row, column)->style);
    *((uint8_t *)&style + offset) = value;
    cell_at(row, column)->style = workbook_style(changed, &style);
}

static void set_format(unsigned row, unsigned column, const char *format)
{
    struct style style = *workbook_get_style(changed, cell_at(row, column)->style);
    style.format = format;
    cell_at(row, column)->style = workbook_style(changed, &style);
}

#define SET_STYLE(row, column, member, value) set_style(row, column, offsetof(struct style, member), value)

/* The change, and how the difference begins; NULL: none. */
#define CHANGES                                                                                              \
    CHANGE(nothing, NULL, (void)0)                                                                           \
    CHANGE(title, "the document's properties", changed->title = "Other")                                     \
    CHANGE(author, "the document's properties", changed->author = NULL)                                      \
    CHANGE(subject, "the document's properties", changed->subject = "Other")                                 \
    CHANGE(created, "the document's properties", changed->created++)                                         \
    CHANGE(text, "S!A1: the text differs", cell_at(0, 0)->text = "Text")                                     \
    CHANGE(text_kind, "S!A1: the kind", cell_at(0, 0)->kind = CELL_NUMBER)                                   \
    CHANGE(number, "S!B1: the number differs", cell_at(0, 1)->number = decimal_from_int(13))                 \
    CHANGE(boolean, "S!C1: the number differs", cell_at(0, 2)->number = decimal_from_int(0))                 \
    CHANGE(boolean_kind, "S!C1: the kind", cell_at(0, 2)->kind = CELL_NUMBER)                                \
    CHANGE(runs, "S!A2: the fonts", set_runs(other_runs, 2))                                                 \
    CHANGE(runs_moved, "S!A2: the fonts", set_runs(moved_runs, 2))                                           \
    CHANGE(runs_gone, "S!A2: the fonts", cell_at(1, 0)->extra = NULL)                                        \
    CHANGE(runs_cut, NULL, set_runs(cut_runs, 3))                                                            \
    CHANGE(formula, "S!B2: the formula", extra_at(1, 1)->formula = "1+3")                                    \
    CHANGE(formula_gone, "S!B2: the formula", cell_at(1, 1)->extra = NULL)                                   \
    CHANGE(formula_value, "S!B2: the number", cell_at(1, 1)->number = decimal_from_int(4))                   \
    CHANGE(date_as_number, NULL, cell_at(1, 2)->kind = CELL_NUMBER)                                          \
    CHANGE(format, "S!C2: the number format", set_format(1, 2, "0"))                                         \
    CHANGE(format_under_merge, NULL, set_format(2, 1, "0"))                                                  \
    CHANGE(format_of_merge, "S!A3: the number format", set_format(2, 0, "0"))                                \
    CHANGE(font, "S!A1: the font", SET_STYLE(0, 0, font.bold, 1))                                            \
    CHANGE(font_underline, "S!A1: the font", SET_STYLE(0, 0, font.underline, 1))                             \
    CHANGE(border, "S!C3: the border", SET_STYLE(2, 2, left.line, 2))                                        \
    CHANGE(border_of_merge, "S!B3: the border", SET_STYLE(2, 1, right.line, 2))                              \
    CHANGE(border_colour, "S!C3: the border", SET_STYLE(2, 2, left.colour, 1))                               \
    CHANGE(fill, "S!C3: the fill", SET_STYLE(2, 2, fill, 1))                                                 \
    CHANGE(horizontal, "S!C3: the alignment", SET_STYLE(2, 2, horizontal, ALIGN_RIGHT))                      \
    CHANGE(vertical, "S!C3: the alignment", SET_STYLE(2, 2, vertical, ALIGN_TOP))                            \
    CHANGE(wrap, "S!C3: the alignment", SET_STYLE(2, 2, wrap, 1))                                            \
    CHANGE(cell_missing, "S!C3: the cell is missing", g_array_set_size(sheet->cells, 8))                     \
    CHANGE(cell_more, "S!A4: the cell was not meant", put(sheet, 3, 0, CELL_TEXT, "x", 0))                   \
    CHANGE(cell_of_nothing, NULL, put(sheet, 3, 0, CELL_EMPTY, NULL, 0))                                     \
    CHANGE(merge, "S!A3: the merge", g_array_index(sheet->merges, struct range, 0).last_column = 2)          \
    CHANGE(merge_missing, "S!A3: the merge", g_array_set_size(sheet->merges, 0))                             \
    CHANGE(height, "S!1:1: the row's height", sheet_make_row(sheet, 0)->height = 21)                         \
    CHANGE(height_not_meant, NULL, sheet_make_row(sheet, 1)->height = 21)                                    \
    CHANGE(row_hidden, "S!1:1: the row is hidden", sheet_make_row(sheet, 0)->hidden = true)                  \
    CHANGE(width, "S!A:A: the column's width", g_array_index(sheet->columns, struct column, 0).width = 11)   \
    CHANGE(width_same_pixel, NULL, g_array_index(sheet->columns, struct column, 0).width = 10.142857)        \
    CHANGE(                                                                                                  \
        width_last, "S!B:B: the column's width", g_array_index(sheet->columns, struct column, 0).last = 0)   \
    CHANGE(column_hidden, "S!A:A: the column is hidden",                                                     \
        g_array_index(sheet->columns, struct column, 0).hidden = true)                                       \
    CHANGE(name, "S: the tab's name", sheet->name = "T")                                                     \
    CHANGE(sheets, "2 sheets instead of 1", workbook_add_sheet(changed, "T"))                                \
    CHANGE(visibility, "S: the sheet is hidden", sheet->visibility = SHEET_HIDDEN)                           \
    CHANGE(frozen, "S: the frozen panes", sheet->frozen_rows = 1)                                            \
    CHANGE(gridlines, "S: the grid lines", sheet->hide_gridlines = true)                                     \
    CHANGE(zoom, "S: the zoom", sheet->zoom = 90)                                                            \
    CHANGE(zoom_usual, NULL, sheet->zoom = 100)                                                              \
    CHANGE(tab_colour, "S: the tab's colour", sheet->tab_colour = 0)                                         \
    CHANGE(landscape, "S: the page's orientation", sheet->page.landscape = true)                             \
    CHANGE(margin, "S: the left margin", sheet->page.left = 0.9)                                             \
    CHANGE(margin_not_meant, NULL, sheet->page.top = 0.75)                                                   \
    CHANGE(header, "S: the header or footer", sheet->page.header = NULL)                                     \
    CHANGE(footer, "S: the header or footer", sheet->page.footer = "x")                                      \
    CHANGE(scale, "S: the print scale", sheet->page.scale = 0)                                               \
    CHANGE(paper, "S: the paper", sheet->page.paper = 8)                                                     \
    CHANGE(print_rows, "S: the repeated rows", sheet->page.print_rows_last = 2)                              \
    CHANGE(print_rows_gone, "S: the repeated rows", sheet->page.has_print_rows = false)                      \
    CHANGE(print_columns, "S: the repeated columns", sheet->page.has_print_columns = true)                   \
    CHANGE(print_area, "S: the print area", sheet->page.has_print_area = true)                               \
    CHANGE(breaks, "S: the page breaks", sheet->page.breaks[0] = 8)                                          \
    CHANGE(breaks_gone, "S: the page breaks", sheet->page.break_count = 0)                                   \
    CHANGE(column_breaks, "S: the page breaks", sheet->page.column_breaks[0] = 1)                            \
    CHANGE(fit, "S: the fitting", sheet->page.fit_to_page = true)                                            \
    CHANGE(centre, "S: the centring", sheet->page.centre_vertically = true)                                  \
    CHANGE(comments, "S: the comments", sheet->features |= FEATURE_COMMENTS)                                 \
    CHANGE(conditions, "S: the conditional formats", sheet->features |= FEATURE_CONDITIONAL_FORMATS)

#define CHANGE(name, difference, ...)                                                                        \
    static void change_##name(void)                                                                          \
    {                                                                                                        \
        (__VA_ARGS__);                                                                                       \
    }
CHANGES
#undef CHANGE

static const struct change {
    const char *name, *difference;
    void (*apply)(void);
} changes[] = {
#define CHANGE(name, difference, ...) {#name, difference, change_##name},
    CHANGES
#undef CHANGE
};

static void test_change(const void *data)
{
    const struct change *change = data;
    struct workbook *meant = make();
    changed = make();
    sheet = g_ptr_array_index(changed->sheets, 0);
    change->apply();
    char *difference = readback_difference(meant, changed);
    if (!change->difference)
        g_assert_cmpstr(difference, ==, NULL);
    else if (!difference || !g_str_has_prefix(difference, change->difference))
        g_error("'%s' is not '%s'", difference, change->difference);
    g_free(difference);
    workbook_free(meant);
    workbook_free(changed);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(changes); i++) {
        char *path = g_strconcat("/writer/readback/", changes[i].name, NULL);
        g_test_add_data_func(path, &changes[i], test_change);
        g_free(path);
    }
    return g_test_run();
}
