/* Writing a workbook with everything in it, and what happens to the file when writing fails. */
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "support/failure.h"
#include "writer/writer.h"

static char *folder;

static char *in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

/* Files in the tests' folder, hidden ones too. */
static unsigned files_left(void)
{
    GDir *opened = g_dir_open(folder, 0, NULL);
    unsigned count = 0;
    while (g_dir_read_name(opened))
        count++;
    g_dir_close(opened);
    return count;
}

static void clear_folder(void)
{
    GDir *opened = g_dir_open(folder, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(opened))) {
        char *path = in_folder(name);
        g_assert_cmpint(g_remove(path), ==, 0);
        g_free(path);
    }
    g_dir_close(opened);
}

static char *contents(const char *path, size_t *length)
{
    char *bytes;
    g_assert_true(g_file_get_contents(path, &bytes, length, NULL));
    return bytes;
}

static void put_text(struct sheet *sheet, unsigned row, unsigned column, const char *text, unsigned style)
{
    sheet_put(sheet, row, column, CELL_TEXT, style)->text = workbook_intern(sheet->workbook, text);
}

static struct cell *put_number(struct sheet *sheet, unsigned row, unsigned column, enum cell_kind kind,
    const char *digits, unsigned style)
{
    struct decimal number;
    g_assert_true(decimal_parse(digits, strlen(digits), &number));
    struct cell *cell = sheet_put(sheet, row, column, kind, style);
    cell->number = number;
    return cell;
}

static struct cell_extra *extra_for(struct sheet *sheet, unsigned row, unsigned column)
{
    struct cell_extra *extra = arena_new0(sheet->workbook->arena, struct cell_extra, 1);
    const struct cell *old = sheet_cell(sheet, row, column);
    struct cell copy = *old;
    struct cell *cell = sheet_put(sheet, row, column, old->kind, old->style);
    *cell = copy;
    cell->extra = extra;
    return extra;
}

static void put_rich(
    struct sheet *sheet, unsigned row, unsigned column, const struct rich_run *runs, unsigned count)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < count; i++)
        g_string_append(text, runs[i].text);
    put_text(sheet, row, column, text->str, 0);
    g_string_free(text, TRUE);
    struct cell_extra *extra = extra_for(sheet, row, column);
    extra->runs = runs;
    extra->run_count = count;
}

static const char *const texts[] = {
    "=1+1",
    "+39 0585",
    "-",
    "@here",
    "http://www.example.it/#a",
    "12",
    " blanks ",
    "two\nlines",
    "tab\there",
    "a\rb\x01\x1f\x7f",
    "_x0041_",
    "__x0041_",
    "_x004_",
    "<b>&amp;\"'</b>",
    "<r><t>x</t></r>",
    "àèìòù € “x” →",
    "\U0001F600",
    "\xEF\xBF\xBF\xEF\xBF\xBE",
    "{=1}",
    "TRUE",
    "#N/A",
    "\n",
    "&G &[Picture]",
};

static const char *const numbers[] = {
    "0",
    "1",
    "-1",
    "0.85",
    "9.95",
    "0.1",
    "123456789012345",
    "0.333333333333333",
    "1E+300",
    "-1.5E-300",
    "1234567.89",
    "0.000001",
    "4.35",
    "1E+21",
};

static const struct rich_run three_runs[] = {
    {"A1 ", {.bold = true}},
    {" _x0041_\x02\n", {.italic = true, .name = "Arial", .size = 9.5, .colour = 0xFF0000}},
    {"fine", {.underline = UNDERLINE_DOUBLE, .strike = true, .script = SCRIPT_SUPER, .colour = 0}},
};

static const struct rich_run odd_runs[] = {
    {"", {.bold = true}},
    {"same ", {.bold = true, .colour = COLOUR_NONE}},
    {"font", {.bold = true, .colour = COLOUR_NONE}},
};

static void add_values(struct workbook *workbook)
{
    struct sheet *sheet = workbook_add_sheet(workbook, "2019");
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++)
        put_text(sheet, i, 0, texts[i], 0);
    for (unsigned i = 0; i < G_N_ELEMENTS(numbers); i++)
        put_number(sheet, i, 1, CELL_NUMBER, numbers[i], 0);
    put_number(sheet, 0, 2, CELL_BOOLEAN, "1", 0);
    put_number(sheet, 1, 2, CELL_BOOLEAN, "0", 0);
    put_text(sheet, 2, 2, "", 0);
    put_rich(sheet, 3, 2, three_runs, G_N_ELEMENTS(three_runs));
    put_rich(sheet, 4, 2, odd_runs, G_N_ELEMENTS(odd_runs));
    put_rich(sheet, 5, 2, odd_runs, 1);
    put_number(sheet, 0, 3, CELL_NUMBER, "0.666666666666667", 0);
    extra_for(sheet, 0, 3)->formula = "B1/IF(B2<>\"\",3,1)&\"\"";
    put_text(sheet, 1, 3, "NC\x03", 0);
    extra_for(sheet, 1, 3)->formula = "IF(1>0,\"NC\",\"\")";
    put_text(sheet, 2, 3, " ", 0);
    extra_for(sheet, 2, 3)->formula = "\" \"";
    put_text(sheet, 4, 3, "A", 0);
    extra_for(sheet, 4, 3)->formula = "\"_x_è\"&'2019'!A1";
    sheet_put(sheet, 3, 3, CELL_EMPTY, 0);
    extra_for(sheet, 3, 3)->formula = "\"\"";
    static const char *const formats[] = {"dd/mm/yyyy", "0.00%", "\"€ \"#,##0.00", "[h]:mm", "@", "0"};
    for (unsigned i = 0; i < G_N_ELEMENTS(formats); i++) {
        struct style style = style_default;
        style.format = formats[i];
        unsigned number = workbook_style(workbook, &style);
        put_number(sheet, i, 4, i == 0 ? CELL_DATE : i == 3 ? CELL_DURATION : CELL_NUMBER, "43466.5", number);
        sheet_put(sheet, i, 5, CELL_EMPTY, number);
    }
}

/* One style for each line, alignment and colour. */
static void add_looks(struct workbook *workbook)
{
    struct sheet *sheet = workbook_add_sheet(workbook, "Looks è 'n' more!");
    for (unsigned i = 0; i < 64; i++) {
        struct style style = style_default;
        style.left = (struct border){i % 14, i % 2 ? COLOUR_NONE : 0};
        style.right = (struct border){(i + 1) % 14, 0x00FF00};
        style.top = (struct border){(i + 2) % 14, 0x123456};
        style.bottom = (struct border){i % 3 ? BORDER_NONE : BORDER_THIN, i % 5 ? COLOUR_NONE : 0xABCDEF};
        style.fill = i % 4 == 0 ? COLOUR_NONE : i % 4 == 1 ? 0 : 0x010101 * i;
        style.horizontal = i % 8;
        style.vertical = (i / 8) % 5;
        style.wrap = i % 3 == 0;
        style.shrink = i % 5 == 0;
        style.indent = i % 7 == 0 ? 3 : 0;
        style.rotation = i % 11 == 0 ? 90 : i % 11 == 1 ? -45 : i % 11 == 2 ? 255 : 0;
        style.font = (struct font){.name = i % 2 ? "Arial" : NULL,
            .size = 8 + i / 4.0,
            .bold = i & 1,
            .italic = i & 2,
            .strike = i & 4,
            .underline = i % 5,
            .script = i % 3,
            .colour = i % 6 == 0   ? 0
                      : i % 6 == 1 ? COLOUR_NONE
                                   : i};
        put_text(sheet, i, 1, "look", workbook_style(workbook, &style));
        sheet_put(sheet, i, 2, CELL_EMPTY, workbook_style(workbook, &style));
    }
}

static void add_geometry(struct workbook *workbook)
{
    struct sheet *sheet = workbook_add_sheet(workbook, "Ente in cifre dell'anno à à à à");
    struct style drawn = style_default;
    drawn.left.line = BORDER_THICK;
    drawn.format = "0.0";
    unsigned edge = workbook_style(workbook, &drawn);
    drawn.left.line = BORDER_NONE;
    drawn.right.line = BORDER_THIN;
    unsigned other = workbook_style(workbook, &drawn);
    static const struct range merges[] = {{0, 0, 0, 3}, {2, 0, 5, 1}, {2, 2, 2, 2}, {7, 3, 8, 3}};
    g_array_append_vals(sheet->merges, merges, G_N_ELEMENTS(merges));
    for (unsigned row = 0; row < 9; row++)
        for (unsigned column = 0; column < 4; column++)
            sheet_put(sheet, row, column, CELL_EMPTY, column == 3 ? other : edge);
    put_text(sheet, 0, 0, "merged", edge);
    put_rich(sheet, 2, 0, three_runs, G_N_ELEMENTS(three_runs));
    put_number(sheet, 7, 3, CELL_NUMBER, "3", other);
    extra_for(sheet, 7, 3)->formula = "1+2";
    static const double heights[] = {15, 15.75, 409.5, 0, 30, 0.75, 12.75};
    for (unsigned i = 0; i < G_N_ELEMENTS(heights); i++) {
        struct row *row = sheet_make_row(sheet, i);
        row->height = heights[i];
        row->hidden = i == 6 || i == 3;
    }
    sheet_make_row(sheet, 20)->height = 15;
    static const struct column columns[] = {{0, 0, 9.140625, false, -1}, {1, 2, 10.140625, false, -1},
        {3, 3, 0.5, false, -1}, {5, 5, 80 / 7.0, true, -1}, {6, 6, 255, false, -1},
        {8, 8, 1.7109375, false, -1}};
    g_array_append_vals(sheet->columns, columns, G_N_ELEMENTS(columns));
    sheet->default_width = 12.7109375;
    sheet->default_height = 18;
}

static void add_page(struct workbook *workbook)
{
    struct sheet *sheet = workbook_add_sheet(workbook, "Pagina");
    put_text(sheet, 0, 0, "x", 0);
    static unsigned breaks[] = {40, 20, 20, 0};
    static unsigned column_breaks[] = {5, 2};
    sheet->page = (struct page_setup){.paper = 9,
        .landscape = true,
        .left = 0.5,
        .right = 0.25,
        .top = 1,
        .bottom = 0,
        .header_margin = 0,
        .footer_margin = 0.2,
        .scale = 73,
        .centre_horizontally = true,
        .centre_vertically = true,
        .gridlines = true,
        .headings = true,
        .page_order_over = true,
        .header = "&L&\"-,Bold\"Ente & \"è\" && <x>&G&CR&&G&R_x0041_",
        .footer = "&Lriga\nseconda&Cpagina &P di &N&[Picture]&RR&&G &&[Picture] &&&G",
        .has_print_rows = true,
        .print_rows_first = 1,
        .print_rows_last = 2,
        .has_print_columns = true,
        .print_columns_first = 0,
        .print_columns_last = 1,
        .print_area = {0, 0, 99, 7},
        .has_print_area = true,
        .breaks = breaks,
        .break_count = G_N_ELEMENTS(breaks),
        .column_breaks = column_breaks,
        .column_break_count = G_N_ELEMENTS(column_breaks),
        .first_page_number = 7};
    sheet->frozen_rows = 3;
    sheet->frozen_columns = 1;
    sheet->hide_gridlines = true;
    sheet->zoom = 85;
    sheet->tab_colour = 0;
    struct sheet *fitted = workbook_add_sheet(workbook, "Fitted");
    fitted->page.fit_to_page = true;
    fitted->page.fit_width = 1;
    fitted->page.fit_height = 0;
    fitted->frozen_rows = 1;
    fitted->tab_colour = 0x336699;
    workbook_add_sheet(workbook, "Hidden")->visibility = SHEET_HIDDEN;
}

static struct workbook *make_sample(void)
{
    struct workbook *workbook = workbook_new(NULL);
    workbook_add_sheet(workbook, "First, hidden")->visibility = SHEET_HIDDEN;
    add_values(workbook);
    add_looks(workbook);
    add_geometry(workbook);
    add_page(workbook);
    workbook->title = "Piano della performance <2019> & \x01";
    workbook->author = "Camera";
    workbook->created = 43466;
    return workbook;
}

static struct workbook *make_small(const char *text)
{
    struct workbook *workbook = workbook_new(NULL);
    put_text(workbook_add_sheet(workbook, "S"), 0, 0, text, 0);
    return workbook;
}

static void assert_writes(const struct workbook *workbook, const char *path)
{
    GError *error = NULL;
    if (!writer_write(workbook, path, &error))
        g_error("%s", error->message);
    g_assert_no_error(error);
}

/* One line that names the file, exit status 4. */
static void assert_refuses(const struct workbook *workbook, const char *path, const char *words)
{
    GError *error = NULL;
    g_assert_false(writer_write(workbook, path, &error));
    g_assert_error(error, FAILURE, FAILURE_OUTPUT);
    g_assert_null(strchr(error->message, '\n'));
    if (!strstr(error->message, words))
        g_error("'%s' does not say '%s'", error->message, words);
    g_error_free(error);
}

static void test_everything(void)
{
    struct workbook *workbook = make_sample();
    char *path = in_folder("è un nome.xlsx");
    assert_writes(workbook, path);
    g_assert_cmpuint(files_left(), ==, 1);
    if (g_getenv("PIANOXL_KEEP")) {
        size_t length;
        char *bytes = contents(path, &length);
        g_assert_true(g_file_set_contents(g_getenv("PIANOXL_KEEP"), bytes, (gssize)length, NULL));
        g_free(bytes);
    }
    clear_folder();
    g_free(path);
    workbook_free(workbook);
}

static void test_same_bytes(void)
{
    char *first = in_folder("a.xlsx"), *second = in_folder("b.xlsx");
    struct workbook *workbook = make_sample(), *again = make_sample();
    assert_writes(workbook, first);
    g_usleep(1100000); /* the clock's second goes on */
    assert_writes(again, second);
    size_t length, other;
    char *bytes = contents(first, &length), *others = contents(second, &other);
    g_assert_cmpmem(bytes, length, others, other);
    g_free(bytes);
    g_free(others);
    clear_folder();
    workbook_free(workbook);
    workbook_free(again);
    g_free(first);
    g_free(second);
}

static void test_names(void)
{
    char *longest = g_strnfill(250, 'n');
    char *names[] = {g_strdup("plain.xlsx"), g_strdup(" blanks and à è .xlsx"),
        g_strconcat(longest, ".xlsx", NULL), g_strdup("no extension"), g_strdup("-o.xlsx"),
        g_strdup("100%s.xlsx")};
    struct workbook *workbook = make_small("x");
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        char *path = in_folder(names[i]);
        assert_writes(workbook, path);
        assert_writes(workbook, path);
        g_assert_true(g_file_test(path, G_FILE_TEST_IS_REGULAR));
        g_assert_cmpuint(files_left(), ==, 1);
        clear_folder();
        g_free(path);
        g_free(names[i]);
    }
    g_free(longest);
    g_assert_cmpint(g_chdir(folder), ==, 0);
    assert_writes(workbook, "here.xlsx");
    g_assert_cmpuint(files_left(), ==, 1);
    clear_folder();
    workbook_free(workbook);
}

static void test_mode(void)
{
    struct workbook *workbook = make_small("x");
    char *path = in_folder("mode.xlsx");
    struct stat status;
    mode_t old = umask(027);
    assert_writes(workbook, path);
    g_assert_cmpint(stat(path, &status), ==, 0);
    g_assert_cmpuint(status.st_mode & 07777, ==, 0640);
    g_assert_cmpint(chmod(path, 0604), ==, 0);
    assert_writes(workbook, path);
    g_assert_cmpint(stat(path, &status), ==, 0);
    g_assert_cmpuint(status.st_mode & 07777, ==, 0604);
    umask(old);
    clear_folder();
    g_free(path);
    workbook_free(workbook);
}

static void test_links(void)
{
    struct workbook *workbook = make_small("x");
    char *link = in_folder("link.xlsx"), *second = in_folder("second.xlsx"),
         *target = in_folder("target.xlsx");
    g_assert_cmpint(symlink("second.xlsx", link), ==, 0);
    g_assert_cmpint(symlink("target.xlsx", second), ==, 0);
    for (unsigned i = 0; i < 2; i++) { /* the target does not exist, then it does */
        assert_writes(workbook, link);
        g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
        g_assert_true(g_file_test(second, G_FILE_TEST_IS_SYMLINK));
        g_assert_false(g_file_test(target, G_FILE_TEST_IS_SYMLINK));
        g_assert_true(g_file_test(target, G_FILE_TEST_IS_REGULAR));
        g_assert_cmpuint(files_left(), ==, 3);
    }
    g_assert_cmpint(g_unlink(target), ==, 0);
    g_assert_cmpint(symlink("link.xlsx", target), ==, 0);
    assert_refuses(workbook, link, "symbolic links");
    clear_folder();
    g_free(link);
    g_free(second);
    g_free(target);
    workbook_free(workbook);
}

static void test_bad_targets(void)
{
    struct workbook *workbook = make_small("x");
    char *nowhere = in_folder("no/such/folder.xlsx"), *pipe = in_folder("pipe"), *slash = in_folder("slash/");
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    assert_refuses(workbook, nowhere, nowhere);
    assert_refuses(workbook, pipe, "no ordinary file");
    assert_refuses(workbook, folder, "is a folder");
    assert_refuses(workbook, slash, "names no file");
    assert_refuses(workbook, "", "");
    if (geteuid() != 0) {
        char *path = in_folder("kept.xlsx");
        g_assert_true(g_file_set_contents(path, "kept", -1, NULL));
        g_chmod(path, 0400);
        assert_refuses(workbook, path, "write-protected");
        g_chmod(folder, 0500);
        char *other = in_folder("other.xlsx");
        assert_refuses(workbook, other, "folder cannot be written to");
        g_chmod(folder, 0700);
        g_free(path);
        g_free(other);
    }
    clear_folder();
    g_free(nowhere);
    g_free(pipe);
    g_free(slash);
    workbook_free(workbook);
}

/* The library's own temporary files: TMPDIR does not matter. */
static void test_temporary_folder(void)
{
    char *path = in_folder("tmp.xlsx");
    struct workbook *workbook = make_small("x");
    static const char *const values[] = {"/nonexistent", "/proc", "/dev/full"};
    char *old = g_strdup(g_getenv("TMPDIR"));
    for (unsigned i = 0; i < G_N_ELEMENTS(values); i++) {
        g_setenv("TMPDIR", values[i], TRUE);
        assert_writes(workbook, path);
    }
    if (old)
        g_setenv("TMPDIR", old, TRUE);
    else
        g_unsetenv("TMPDIR");
    g_free(old);
    clear_folder();
    g_free(path);
    workbook_free(workbook);
}

/* Refused by the guard: nothing is touched. */
static void test_earlier_output(void)
{
    char *path = in_folder("earlier.xlsx");
    g_assert_true(g_file_set_contents(path, "earlier", -1, NULL));
    struct workbook *workbook = make_small("\xff");
    assert_refuses(workbook, path, "S!A1: ");
    size_t length;
    char *bytes = contents(path, &length);
    g_assert_cmpstr(bytes, ==, "earlier");
    g_assert_cmpuint(files_left(), ==, 1);
    g_free(bytes);
    clear_folder();
    g_free(path);
    workbook_free(workbook);
}

static void test_locale(void)
{
    if (!setlocale(LC_ALL, "it_IT.UTF-8")) {
        g_test_skip("there is no Italian locale");
        return;
    }
    struct workbook *workbook = make_sample();
    char *path = in_folder("it.xlsx"), *other = in_folder("c.xlsx");
    assert_writes(workbook, path);
    setlocale(LC_ALL, "C");
    assert_writes(workbook, other);
    size_t length, other_length;
    char *bytes = contents(path, &length), *others = contents(other, &other_length);
    g_assert_cmpmem(bytes, length, others, other_length);
    g_free(bytes);
    g_free(others);
    clear_folder();
    g_free(path);
    g_free(other);
    workbook_free(workbook);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL);
    g_test_add_func("/writer/write/everything", test_everything);
    g_test_add_func("/writer/write/same-bytes", test_same_bytes);
    g_test_add_func("/writer/write/names", test_names);
    g_test_add_func("/writer/write/mode", test_mode);
    g_test_add_func("/writer/write/links", test_links);
    g_test_add_func("/writer/write/bad-targets", test_bad_targets);
    g_test_add_func("/writer/write/temporary-folder", test_temporary_folder);
    g_test_add_func("/writer/write/earlier-output", test_earlier_output);
    g_test_add_func("/writer/write/locale", test_locale);
    int status = g_test_run();
    g_rmdir(folder);
    g_free(folder);
    return status;
}
