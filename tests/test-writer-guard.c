/* The guard in front of libxlsxwriter: what it refuses, and the forms into which it brings the rest. */
#include <math.h>
#include <string.h>
#include <glib.h>
#include "support/failure.h"
#include "writer/guard.h"

static struct workbook *workbook;
static struct sheet *sheet;

static struct cell *put_text(unsigned row, unsigned column, const char *text)
{
    struct cell *cell = sheet_put(sheet, row, column, CELL_TEXT, 0);
    cell->text = workbook_intern(workbook, text);
    return cell;
}

static void put_filled(unsigned length, const char *unit)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < length; i++)
        g_string_append(text, unit);
    put_text(1, 2, text->str);
    g_string_free(text, TRUE);
}

static void put_style(const struct style *style)
{
    sheet_put(sheet, 1, 2, CELL_EMPTY, workbook_style(workbook, style));
}

static struct cell_extra *put_extra(enum cell_kind kind)
{
    struct cell_extra *extra = arena_new0(workbook->arena, struct cell_extra, 1);
    struct cell *cell = sheet_put(sheet, 1, 2, kind, 0);
    cell->extra = extra;
    if (kind == CELL_TEXT)
        cell->text = "x";
    return extra;
}

static char *filled(unsigned length)
{
    char *text = arena_new0(workbook->arena, char, length + 1);
    memset(text, '0', length);
    return text;
}

static void put_runs(unsigned count, bool alike)
{
    struct rich_run *runs = arena_new0(workbook->arena, struct rich_run, count);
    for (unsigned i = 0; i < count; i++)
        runs[i] = (struct rich_run){"x", {.bold = !alike && i % 2}};
    struct cell_extra *extra = put_extra(CELL_TEXT);
    extra->runs = runs;
    extra->run_count = count;
}

static void add_merge(unsigned first_row, unsigned first_column, unsigned last_row, unsigned last_column)
{
    struct range merge = {first_row, first_column, last_row, last_column};
    g_array_append_val(sheet->merges, merge);
}

static void set_height(double height)
{
    sheet_make_row(sheet, 11)->height = height;
}

static void set_width(double width)
{
    struct column column = {1, 1, width, false, -1};
    g_array_append_val(sheet->columns, column);
}

static void set_breaks(unsigned count)
{
    sheet->page.breaks = arena_new0(workbook->arena, unsigned, count);
    for (unsigned i = 0; i < count; i++)
        sheet->page.breaks[i] = i + 1;
    sheet->page.break_count = count;
}

static void set_column_break(unsigned column)
{
    sheet->page.column_breaks = arena_new0(workbook->arena, unsigned, 1);
    sheet->page.column_breaks[0] = column;
    sheet->page.column_break_count = 1;
}

static void add_sheet(const char *name)
{
    workbook_add_sheet(workbook, name);
}

static void set_number(int64_t coefficient, int32_t exponent)
{
    sheet_put(sheet, 1, 2, CELL_NUMBER, 0)->number = (struct decimal){coefficient, exponent};
}

/* Each case does one thing to a workbook with one sheet, "S". */
#define CASES                                                                                                \
    GOOD(nothing, (void)0)                                                                                   \
    GOOD(text_of_blanks, put_text(0, 0, "  "))                                                               \
    GOOD(text_with_controls, put_text(0, 0, "\x01\x1f"))                                                     \
    GOOD(text_at_limit, put_filled(32767, "à"))                                                              \
    BAD(text_beyond_limit, "S!C2: the text has 32768 characters", put_filled(32768, "à"))                    \
    BAD(text_of_pairs, "S!C2: the text has 32768 characters", put_filled(16384, "\U0001F600"))               \
    BAD(text_not_utf8, "S!C2: the text is no valid UTF-8", put_filled(1, "\xff"))                            \
    BAD(text_with_surrogate, "S!C2: the text is no valid UTF-8", put_filled(1, "\xED\xA0\x80"))              \
    GOOD(number_large, set_number(999999999999999, 290))                                                     \
    BAD(number_infinite, "S!C2: the number is too large", set_number(1, 400))                                \
    BAD(error_value, "S!C2: an error value", sheet_put(sheet, 1, 2, CELL_ERROR, 0)->text = "#DIV/0!")        \
    GOOD(formula, put_extra(CELL_NUMBER)->formula = "1+1")                                                   \
    GOOD(formula_at_limit, put_extra(CELL_NUMBER)->formula = filled(8192))                                   \
    BAD(formula_too_long, "S!C2: the formula has more than 8192",                                            \
        put_extra(CELL_NUMBER)->formula = filled(8193))                                                      \
    BAD(formula_not_utf8, "S!C2: the formula cannot", put_extra(CELL_TEXT)->formula = "\xff")                \
    BAD(formula_with_control, "S!C2: the formula cannot", put_extra(CELL_TEXT)->formula = "1\x01")           \
    BAD(formula_with_escape, "S!C2: the formula cannot", put_extra(CELL_TEXT)->formula = "\"_x0041_\"")      \
    BAD(formula_empty, "S!C2: the formula cannot", put_extra(CELL_TEXT)->formula = "")                       \
    BAD(formula_with_sign, "S!C2: the formula cannot", put_extra(CELL_TEXT)->formula = "=1")                 \
    BAD(formula_boolean, "S!C2: a formula gives a truth value", put_extra(CELL_BOOLEAN)->formula = "1=1")    \
    GOOD(runs_at_limit, put_runs(254, false))                                                                \
    BAD(runs_beyond_limit, "S!C2: the text changes its font 255 times", put_runs(255, false))                \
    BAD(runs_at_the_hang, "S!C2: the text changes its font 256 times", put_runs(256, false))                 \
    GOOD(runs_alike, put_runs(1000, true))                                                                   \
    BAD(style_unknown, "S!C2: there is no style 77", sheet_put(sheet, 1, 2, CELL_EMPTY, 77))                 \
    GOOD(format_at_limit, put_style(&(struct style){.format = filled(127)}))                                 \
    BAD(format_too_long, "S!C2: the number format", put_style(&(struct style){.format = filled(128)}))       \
    BAD(format_with_control, "S!C2: the number format", put_style(&(struct style){.format = "0\x01"}))       \
    BAD(format_not_utf8, "S!C2: the number format", put_style(&(struct style){.format = "0\xff"}))           \
    BAD(font_name_too_long, "S!C2: the font's name",                                                         \
        put_style(&(struct style){.font = {.name = filled(128)}}))                                           \
    GOOD(height_at_limit, set_height(409.5))                                                                 \
    BAD(height_beyond_limit, "S!12:12: the row is 410 points", set_height(410))                              \
    BAD(height_negative, "S!12:12: the row", set_height(-1))                                                 \
    BAD(height_nan, "S!12:12: the row", set_height(NAN))                                                     \
    GOOD(width_at_limit, set_width(255))                                                                     \
    BAD(width_beyond_limit, "S!B:B: the column is 300", set_width(300))                                      \
    BAD(width_nan, "S!B:B: the column", set_width(NAN))                                                      \
    BAD(columns_overlap, "S!B:B: the columns are out of order", (set_width(9), set_width(9)))                \
    BAD(default_height, "S: the default", sheet->default_height = 500)                                       \
    GOOD(merge_beside_merge, (add_merge(0, 0, 1, 1), add_merge(0, 2, 1, 3), add_merge(2, 0, 2, 3)))          \
    BAD(merge_overlap, "S!B2: two merges overlap", (add_merge(0, 0, 1, 1), add_merge(1, 1, 2, 2)))           \
    BAD(merges_unsorted, "S: the merges are out of order", (add_merge(3, 0, 4, 1), add_merge(0, 0, 1, 1)))   \
    BAD(merge_too_large, "S!A1: the merge is larger", add_merge(0, 0, 0, 16384))                             \
    GOOD(merge_value, (put_text(1, 1, "x"), add_merge(1, 1, 2, 2)))                                          \
    BAD(merge_hides_value, "S!C3: a value stands", (put_text(2, 2, "x"), add_merge(1, 1, 2, 2)))             \
    GOOD(breaks_at_limit, set_breaks(1023))                                                                  \
    BAD(breaks_beyond_limit, "S: the sheet has 1024 page breaks", set_breaks(1024))                          \
    GOOD(column_break_at_limit, set_column_break(16383))                                                     \
    BAD(column_break_beyond_limit, "S: the sheet has 1 page break", set_column_break(16384))                 \
    GOOD(header_at_limit, sheet->page.header = filled(255))                                                  \
    BAD(header_too_long, "S: the header or footer has 256", sheet->page.header = filled(256))                \
    BAD(footer_escaped, "S: the header or footer has 259",                                                   \
        sheet->page.footer = strcpy_last(filled(253), '\x01'))                                               \
    BAD(header_not_utf8, "S: the header or footer is no", sheet->page.header = "\xff")                       \
    GOOD(header_picture, sheet->page.header = "&L&G&C&[Picture]")                                            \
    GOOD(header_ampersand, sheet->page.header = "R&&G")                                                      \
    BAD(paper, "S: paper", sheet->page.paper = 256)                                                          \
    BAD(scale_small, "S: paper", sheet->page.scale = 9)                                                      \
    BAD(scale_large, "S: paper", sheet->page.scale = 401)                                                    \
    BAD(margin, "S: paper", sheet->page.left = NAN)                                                          \
    BAD(page_number, "S: paper", sheet->page.first_page_number = 70000)                                      \
    BAD(zoom, "S: zoom", sheet->zoom = 5)                                                                    \
    BAD(frozen, "S: zoom", sheet->frozen_columns = 70000)                                                    \
    BAD(print_rows, "S!3:3: the repeated rows",                                                              \
        (sheet->page.has_print_rows = true, sheet->page.print_rows_first = 2))                               \
    BAD(print_area, "S!A3: the print area",                                                                  \
        (sheet->page.has_print_area = true, sheet->page.print_area.first_row = 2))                           \
    BAD(tab_same_name, "s: two tabs", add_sheet("s"))                                                        \
    BAD(tab_same_accent, "È: two tabs", (add_sheet("è"), add_sheet("È")))                                    \
    GOOD(tab_at_limit, add_sheet("ààààààààààààààààààààààààààààààà"))                                         \
    BAD(tab_too_long, "the tab's name is longer than 31", add_sheet("ààààààààààààààààààààààààààààààà1"))     \
    BAD(tab_of_pairs, "the tab's name is longer", add_sheet("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"))                             \
    BAD(tab_empty, "a tab cannot have this name", add_sheet(""))                                             \
    BAD(tab_slash, "a/b: a tab cannot", add_sheet("a/b"))                                                    \
    BAD(tab_colon, "a tab cannot", add_sheet("a:b"))                                                         \
    BAD(tab_apostrophe, "a tab cannot", add_sheet("'a"))                                                     \
    BAD(tab_last_apostrophe, "a tab cannot", add_sheet("a'"))                                                \
    BAD(tab_control, "a tab cannot", add_sheet("a\x01"))                                                     \
    BAD(tab_not_utf8, "a tab cannot", add_sheet("a\xff"))                                                    \
    BAD(no_visible_sheet, "out.xlsx: there is no sheet", sheet->visibility = SHEET_HIDDEN)                   \
    BAD(title_not_utf8, "out.xlsx: the document's properties", workbook->title = "\xff")                     \
    BAD(created, "out.xlsx: the document's properties", workbook->created = 3000000)

static char *strcpy_last(char *text, char last)
{
    text[strlen(text) - 1] = last;
    return text;
}

static const struct guard_case {
    const char *name;
    const char *refusal; /* NULL: it passes */
    void (*build)(void);
} * current;

#define GOOD(name, ...)                                                                                      \
    static void build_##name(void)                                                                           \
    {                                                                                                        \
        (__VA_ARGS__);                                                                                       \
    }
#define BAD(name, message, ...) GOOD(name, __VA_ARGS__)
CASES
#undef GOOD
#undef BAD

static const struct guard_case cases[] = {
#define GOOD(name, ...) {#name, NULL, build_##name},
#define BAD(name, message, ...) {#name, message, build_##name},
    CASES
#undef GOOD
#undef BAD
};

static void test_case(const void *data)
{
    current = data;
    workbook = workbook_new(NULL);
    sheet = workbook_add_sheet(workbook, "S");
    current->build();
    GError *error = NULL;
    bool good = guard_workbook(workbook, "out.xlsx", &error);
    if (!current->refusal) {
        g_assert_no_error(error);
        g_assert_true(good);
    } else {
        g_assert_false(good);
        g_assert_error(error, FAILURE, FAILURE_OUTPUT);
        g_assert_true(g_str_has_prefix(error->message, "out.xlsx"));
        if (!strstr(error->message, current->refusal))
            g_error("'%s' does not say '%s'", error->message, current->refusal);
        g_error_free(error);
    }
    workbook_free(workbook);
}

static void test_no_sheets(void)
{
    struct workbook *empty = workbook_new(NULL);
    GError *error = NULL;
    g_assert_false(guard_workbook(empty, "out.xlsx", &error));
    g_assert_error(error, FAILURE, FAILURE_OUTPUT);
    g_error_free(error);
    workbook_free(empty);
}

static void test_escape(void)
{
    static const struct {
        const char *text, *escaped;
    } texts[] = {
        {"", ""},
        {"plain à\n\t", "plain à\n\t"},
        {"\x01", "_x0001_"},
        {"a\rb", "a_x000D_b"},
        {"_x0041_", "_x005F_x0041_"},
        {"_x00g1_", "_x00g1_"},
        {"_x0041", "_x0041"},
        {"__xABcd_", "__x005F_xABcd_"},
        {"\x7f", "\x7f"},
        {"\xEF\xBF\xBF", "_xFFFF_"},
        {"_x000D_x0041_", "_x005F_x000D_x005F_x0041_"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) {
        char *escaped = guard_escape(texts[i].text);
        g_assert_cmpstr(escaped, ==, texts[i].escaped);
        g_free(escaped);
    }
}

static void test_header(void)
{
    static const struct {
        const char *text, *kept;
    } texts[] = {
        {"&L&G&Cx", "&L&Cx"},
        {"&[Picture]x&[Picture]", "x"},
        {"&&G", "&&G"},
        {"&P di &N", "&P di &N"},
        {"a&", "a&"},
        {"", ""},
    };
    g_assert_null(guard_header(NULL, true));
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) {
        char *kept = guard_header(texts[i].text, false);
        g_assert_cmpstr(kept, ==, texts[i].kept);
        g_free(kept);
    }
    char *property = guard_property("a\nb\x01 à");
    g_assert_cmpstr(property, ==, "a b  à");
    g_free(property);
    g_assert_null(guard_property(NULL));
}

static void test_style(void)
{
    static const struct {
        struct style drawn, written; /* alignment alone is compared */
    } styles[] = {
        {{.indent = 2, .horizontal = ALIGN_CENTRE}, {.horizontal = ALIGN_CENTRE}},
        {{.indent = 2}, {.indent = 2, .horizontal = ALIGN_LEFT}},
        {{.indent = 2, .horizontal = ALIGN_RIGHT}, {.indent = 2, .horizontal = ALIGN_RIGHT}},
        {{.indent = 255, .horizontal = ALIGN_LEFT}, {.indent = 250, .horizontal = ALIGN_LEFT}},
        {{.wrap = true, .shrink = true}, {.wrap = true}},
        {{.shrink = true, .horizontal = ALIGN_JUSTIFY}, {.horizontal = ALIGN_JUSTIFY}},
        {{.shrink = true}, {.shrink = true}},
        {{.rotation = 255}, {.rotation = 255}},
        {{.rotation = 120}, {.rotation = 0}},
        {{.rotation = -90}, {.rotation = -90}},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(styles); i++) {
        struct style style = guard_style(&styles[i].drawn), meant = styles[i].written;
        g_assert_cmpuint(style.indent, ==, meant.indent);
        g_assert_cmpuint(style.horizontal, ==, meant.horizontal);
        g_assert_cmpint(style.wrap, ==, meant.wrap);
        g_assert_cmpint(style.shrink, ==, meant.shrink);
        g_assert_cmpint(style.rotation, ==, meant.rotation);
    }
    struct style bordered = {
        .left = {99, 0}, .right = {BORDER_THIN, 0x1}, .font = {.size = 1000, .underline = 9}};
    struct style style = guard_style(&bordered);
    g_assert_cmpuint(style.left.line, ==, BORDER_NONE);
    g_assert_cmpuint(style.right.line, ==, BORDER_THIN);
    g_assert_cmpfloat(style.font.size, ==, 409);
    g_assert_cmpstr(style.font.name, ==, "Calibri");
}

static void test_runs(void)
{
    static const struct rich_run runs[] = {
        {"", {.italic = true}},
        {"a", {.bold = true}},
        {"b", {.bold = true, .name = "Calibri", .size = 11}},
        {"c", {.size = 12}},
    };
    struct cell_extra extra = {.runs = runs, .run_count = 4};
    struct cell cell = {.kind = CELL_TEXT, .text = "abc", .extra = &extra};
    struct guarded_cell guarded = guard_cell(&cell);
    g_assert_cmpuint(guarded.runs->len, ==, 2);
    g_assert_cmpstr(g_array_index(guarded.runs, struct guarded_run, 0).text, ==, "ab");
    g_assert_cmpstr(g_array_index(guarded.runs, struct guarded_run, 1).text, ==, "c");
    guarded_cell_clear(&guarded);
    extra.run_count = 3;
    guarded = guard_cell(&cell);
    g_assert_null(guarded.runs);
    g_assert_true(guarded.has_font && guarded.font.bold);
    guarded_cell_clear(&guarded);
    cell.text = "";
    guarded = guard_cell(&cell);
    g_assert_cmpuint(guarded.kind, ==, CELL_EMPTY);
    guarded_cell_clear(&guarded);
}

static void test_lengths(void)
{
    g_assert_cmpfloat(guard_height(15), >, 15);
    g_assert_cmpfloat(guard_height(15), <, 15.00000001);
    g_assert_cmpfloat(guard_height(15.75), ==, 15.75);
    g_assert_cmpuint(guard_pixels(9.140625), ==, 64);
    g_assert_cmpuint(guard_pixels(0), ==, 0);
    unsigned rows[] = {9, 0, 3, 9}, count;
    unsigned *breaks = guard_breaks(rows, 4, &count);
    g_assert_cmpuint(count, ==, 2);
    g_assert_cmpuint(breaks[0], ==, 3);
    g_assert_cmpuint(breaks[1], ==, 9);
    g_assert_cmpuint(breaks[2], ==, 0);
    g_free(breaks);
    char *name = guard_quoted_name("l'anno");
    g_assert_cmpstr(name, ==, "'l''anno'");
    g_free(name);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strconcat("/writer/guard/case/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
        g_free(path);
    }
    g_test_add_func("/writer/guard/no-sheets", test_no_sheets);
    g_test_add_func("/writer/guard/escape", test_escape);
    g_test_add_func("/writer/guard/header", test_header);
    g_test_add_func("/writer/guard/style", test_style);
    g_test_add_func("/writer/guard/runs", test_runs);
    g_test_add_func("/writer/guard/lengths", test_lengths);
    return g_test_run();
}
