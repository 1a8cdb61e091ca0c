/* Random workbooks: what is written is read back and found equal, whatever is in them. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "writer/writer.h"

#define WORKBOOKS 60
#define MOST_ROWS 24
#define MOST_COLUMNS 9

static const char *const pieces[] = {
    "a",
    "B",
    "è",
    "€",
    " ",
    "  ",
    "\n",
    "\t",
    "\r",
    "_",
    "x0041_",
    "_x0009_",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "]]>",
    "=",
    "\x01",
    "\x1f",
    "\x7f",
    "\xC2\x85",
    "\u00a0",
    "\u2028",
    "\uFEFF",
    "\uFFFD",
    "\uFFFE",
    "\U0001F600",
    "\U0010FFFF",
    "0",
    "1e5",
    "lunga parola ",
    "1/1",
};

static const char *const formats[] = {NULL, "0", "0.00", "0.00%", "\"€ \"#,##0.00", "dd/mm/yyyy",
    "dd/mm/yyyy hh:mm", "[h]:mm", "@", "#,##0;[Red]-#,##0", "\">= \"0", "0.0E+00"};

static const char *const fonts[] = {NULL, "Calibri", "Arial", "Times New Roman", "Così & \"così\""};

static int pick(int below)
{
    return g_test_rand_int_range(0, below);
}

static uint32_t random_colour(void)
{
    switch (pick(4)) {
    case 0:
        return COLOUR_NONE;
    case 1:
        return 0;
    case 2:
        return 0xFFFFFF;
    default:
        return (uint32_t)pick(0x1000000);
    }
}

static const char *random_text(struct workbook *workbook, int most)
{
    GString *text = g_string_new(NULL);
    for (int left = pick(most + 1); left > 0; left--)
        g_string_append(text, pieces[pick(G_N_ELEMENTS(pieces))]);
    const char *kept = workbook_intern(workbook, text->str);
    g_string_free(text, TRUE);
    return kept;
}

static struct font random_font(void)
{
    return (struct font){.name = fonts[pick(G_N_ELEMENTS(fonts))],
        .size = pick(2) ? 0 : 6 + pick(40) / 2.0,
        .colour = random_colour(),
        .bold = pick(2),
        .italic = pick(3) == 0,
        .strike = pick(9) == 0,
        .underline = pick(3) ? 0 : (uint8_t)pick(5),
        .script = pick(5) ? 0 : (uint8_t)pick(3)};
}

static struct border random_border(void)
{
    return (struct border){pick(2) ? BORDER_NONE : (uint8_t)pick(14), random_colour()};
}

static unsigned random_style(struct workbook *workbook)
{
    if (pick(4) == 0)
        return 0;
    struct style style = {.font = random_font(),
        .fill = random_colour(),
        .left = random_border(),
        .right = random_border(),
        .top = random_border(),
        .bottom = random_border(),
        .horizontal = (uint8_t)pick(8),
        .vertical = (uint8_t)pick(5),
        .wrap = pick(2),
        .shrink = pick(5) == 0,
        .indent = pick(4) ? 0 : (uint8_t)pick(5),
        .rotation = (int16_t)(pick(6)   ? 0
                              : pick(4) ? pick(181) - 90
                                        : 255),
        .format = formats[pick(G_N_ELEMENTS(formats))]};
    return workbook_style(workbook, &style);
}

static struct decimal random_number(void)
{
    char *digits = g_strdup_printf("%s%lld", pick(2) ? "-" : "",
        (long long)g_test_rand_int_range(1, 1000000000) * g_test_rand_int_range(1, 1000000));
    struct decimal number;
    size_t most = (size_t)pick(DECIMAL_DIGITS) + 2;
    g_assert_true(decimal_parse(digits, MIN(strlen(digits), most), &number));
    g_free(digits);
    number.exponent -= pick(18);
    return number;
}

static void add_runs(struct workbook *workbook, struct cell *cell)
{
    unsigned count = 1 + (unsigned)pick(5);
    struct rich_run *runs = arena_new0(workbook->arena, struct rich_run, count);
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < count; i++) {
        runs[i] = (struct rich_run){random_text(workbook, 3), random_font()};
        g_string_append(text, runs[i].text);
    }
    cell->text = workbook_intern(workbook, text->str);
    g_string_free(text, TRUE);
    struct cell_extra *extra = arena_new0(workbook->arena, struct cell_extra, 1);
    extra->runs = runs;
    extra->run_count = count;
    cell->extra = extra;
}

static void fill_cell(struct workbook *workbook, struct cell *cell)
{
    switch ((enum cell_kind)cell->kind) {
    case CELL_TEXT:
        cell->text = random_text(workbook, 12);
        if (pick(3) == 0)
            add_runs(workbook, cell);
        break;
    case CELL_NUMBER:
        cell->number = random_number();
        break;
    case CELL_BOOLEAN:
        cell->number = decimal_from_int(pick(2));
        break;
    default:
        break;
    }
    if (pick(8) == 0 && cell->kind != CELL_BOOLEAN && !cell->extra) {
        struct cell_extra *extra = arena_new0(workbook->arena, struct cell_extra, 1);
        extra->formula = pick(2) ? "SUM(A1:B2)&\"<à>\"" : "1+1";
        cell->extra = extra;
    }
}

static bool is_covered(const struct range *merge, unsigned row, unsigned column)
{
    return row >= merge->first_row && row <= merge->last_row && column >= merge->first_column &&
           column <= merge->last_column && (row != merge->first_row || column != merge->first_column);
}

static void fill_cells(struct workbook *workbook, struct sheet *sheet)
{
    static const enum cell_kind kinds[] = {CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_BOOLEAN};
    unsigned rows = (unsigned)pick(MOST_ROWS), columns = 1 + (unsigned)pick(MOST_COLUMNS);
    struct range merge = {0, 0, (unsigned)pick(3), (unsigned)pick(3)};
    bool merged = pick(2) && rows > 3;
    if (merged)
        g_array_append_val(sheet->merges, merge);
    for (unsigned row = 0; row < rows; row++)
        for (unsigned column = 0; column < columns; column++) {
            bool covered = merged && is_covered(&merge, row, column);
            if (pick(4) == 0 && !covered)
                continue;
            enum cell_kind kind = covered ? CELL_EMPTY : kinds[pick(G_N_ELEMENTS(kinds))];
            struct cell *cell = sheet_put(sheet, row, column, kind, random_style(workbook));
            if (!covered)
                fill_cell(workbook, cell);
        }
}

static void fill_geometry(struct sheet *sheet)
{
    for (unsigned row = 0; row < MOST_ROWS; row++)
        if (pick(3) == 0)
            sheet_make_row(sheet, row)->height = 0.75 * (1 + pick(500));
    for (unsigned first = 0, last; first < MOST_COLUMNS; first = last + 1) {
        last = first + (unsigned)pick(3);
        struct column column = {first, last, (1 + pick(600)) / 7.0, pick(9) == 0, -1};
        if (pick(2))
            g_array_append_val(sheet->columns, column);
    }
}

static struct workbook *random_workbook(void)
{
    struct workbook *workbook = workbook_new(NULL);
    unsigned sheets = 1 + (unsigned)pick(3);
    for (unsigned i = 0; i < sheets; i++) {
        char *name = g_strdup_printf("%s %u", pick(2) ? "Allegato & 'x'" : "è", i);
        struct sheet *sheet = workbook_add_sheet(workbook, name);
        g_free(name);
        fill_cells(workbook, sheet);
        fill_geometry(sheet);
        sheet->page.landscape = pick(2);
        sheet->page.header = pick(2) ? NULL : "&L&A&R&P/&N";
        sheet->frozen_rows = (unsigned)pick(3);
    }
    return workbook;
}

static void test_random(void)
{
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL),
         *path = g_build_filename(folder, "random.xlsx", NULL);
    for (unsigned i = 0; i < WORKBOOKS; i++) {
        struct workbook *workbook = random_workbook();
        GError *error = NULL;
        if (!writer_write(workbook, path, &error))
            g_error("%u: %s", i, error->message);
        workbook_free(workbook);
    }
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/writer/random", test_random);
    return g_test_run();
}
