/* Comments, links and conditional formats: written, read back, refused where they cannot be. */
#include <string.h>
#include <zip.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "writer/guard.h"
#include "writer/writer.h"

static const struct range ranges[] = {{0, 0, 2, 0}, {5, 0, 5, 0}};

static struct workbook *make(const char *note, const char *formula, unsigned range_count)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "S");
    struct cell *cell = sheet_put(sheet, 0, 0, CELL_NUMBER, 0);
    cell->number = decimal_from_int(1);
    struct note comment = {0, 0, note};
    struct conditional_format format = {ranges, range_count, formula, 0xC6EFCE, 0x006100, true};
    if (note != NULL)
        g_array_append_val(sheet->notes, comment);
    if (formula != NULL)
        g_array_append_val(sheet->conditional_formats, format);
    return workbook;
}

/* A part of the package, to be freed. */
static char *part(const char *path, const char *name)
{
    zip_t *archive = zip_open(path, ZIP_RDONLY, NULL);
    g_assert_nonnull(archive);
    zip_stat_t stat;
    g_assert_cmpint(zip_stat(archive, name, 0, &stat), ==, 0);
    char *text = g_malloc0(stat.size + 1);
    zip_file_t *file = zip_fopen(archive, name, 0);
    g_assert_cmpint(zip_fread(file, text, stat.size), ==, (zip_int64_t)stat.size);
    zip_fclose(file);
    zip_close(archive);
    return text;
}

static void test_written(void)
{
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL), *path = g_build_filename(folder, "a.xlsx", NULL);
    struct workbook *workbook = make("perché: <è così> & \"basta\"", "IF(ISNUMBER(A1),A1>=0.9,FALSE)", 2);
    GError *error = NULL;
    g_assert_true(writer_write(workbook, path, &error));
    g_assert_no_error(error);
    char *sheet = part(path, "xl/worksheets/sheet1.xml"), *styles = part(path, "xl/styles.xml"),
         *comments = part(path, "xl/comments1.xml");
    g_assert_nonnull(strstr(sheet, "<conditionalFormatting sqref=\"A1:A3 A6\">"));
    g_assert_nonnull(strstr(sheet, "<formula>IF(ISNUMBER(A1),A1&gt;=0.9,FALSE)</formula>"));
    g_assert_nonnull(strstr(sheet, "stopIfTrue=\"1\""));
    g_assert_nonnull(strstr(styles,
        "<dxf><font><b/><color rgb=\"FF006100\"/></font><fill><patternFill><bgColor rgb=\"FFC6EFCE\"/>"));
    g_assert_nonnull(strstr(comments, "perché: &lt;è così&gt; &amp; \"basta\""));
    g_free(comments);
    g_free(styles);
    g_free(sheet);
    struct workbook *read = grid_read(path, GRID_LOOKS, &error);
    g_assert_no_error(error);
    unsigned features = ((const struct sheet *)g_ptr_array_index(read->sheets, 0))->features;
    g_assert_true((features & FEATURE_COMMENTS) != 0);
    g_assert_true((features & FEATURE_CONDITIONAL_FORMATS) != 0);
    workbook_free(read);
    workbook_free(workbook);
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

/* Nothing is written, and nothing of a file is left. */
static void refuses(const char *note, const char *formula, unsigned range_count)
{
    struct workbook *workbook = make(note, formula, range_count);
    GError *error = NULL;
    g_assert_false(guard_workbook(workbook, "a.xlsx", &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    workbook_free(workbook);
}

static void test_refused(void)
{
    refuses("", NULL, 0);
    refuses("\xff", NULL, 0);
    char *text = g_strnfill(40000, 'x');
    refuses(text, NULL, 0);
    refuses(NULL, text, 1);
    refuses(NULL, "", 1);
    refuses(NULL, "A1>\x01", 1);
    refuses(NULL, "A1>0", 0);
    g_free(text);
}

static void test_cells(void)
{
    const struct conditional_format format = {.ranges = ranges, .range_count = 2};
    char *cells = guard_cells(&format);
    g_assert_cmpstr(cells, ==, "A1:A3 A6");
    g_free(cells);
}

static struct workbook *make_link(const char *url, const char *location)
{
    struct workbook *workbook = make(NULL, NULL, 0);
    struct sheet *sheet = workbook_sheet(workbook, "S");
    sheet_put(sheet, 1, 0, CELL_TEXT, 0)->text = "B30";
    const struct link link = {1, 0, url, location};
    g_array_append_val(sheet->links, link);
    return workbook;
}

/* The escapes stay as they are, the place in the file is no part of the address. */
static void test_links(void)
{
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL), *path = g_build_filename(folder, "a.xlsx", NULL);
    struct workbook *workbook = make_link("../perch%C3%A9%20%23%25.xlsx", "'L''\303\250 #2 & <3>'!B30");
    GError *error = NULL;
    g_assert_true(writer_write(workbook, path, &error));
    g_assert_no_error(error);
    char *sheet = part(path, "xl/worksheets/sheet1.xml");
    char *relations = part(path, "xl/worksheets/_rels/sheet1.xml.rels");
    g_assert_nonnull(strstr(
        sheet, "<hyperlink ref=\"A2\" r:id=\"rId1\" location=\"'L''\303\250 #2 &amp; &lt;3&gt;'!B30\"/>"));
    g_assert_nonnull(strstr(relations, "Target=\"../perch%C3%A9%20%23%25.xlsx\" TargetMode=\"External\"/>"));
    struct workbook *read = grid_read(path, GRID_LOOKS, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(sheet_cell(workbook_sheet(read, "S"), 1, 0)->text, ==, "B30");
    workbook_free(read);
    g_free(relations);
    g_free(sheet);
    workbook_free(workbook);
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

static void test_links_refused(void)
{
    char *long_url = g_strnfill(GUARD_LINK_BYTES + 1, 'x');
    const char *const urls[] = {"", "a b.xlsx", "perch\303\251.xlsx", "a#b", "external:a", "\"", long_url};
    for (unsigned i = 0; i < G_N_ELEMENTS(urls); i++) {
        struct workbook *workbook = make_link(urls[i], NULL);
        GError *error = NULL;
        g_assert_false(guard_workbook(workbook, "a.xlsx", &error));
        g_clear_error(&error);
        workbook_free(workbook);
    }
    struct workbook *workbook = make_link("a.xlsx", NULL);
    const struct link on_number = {0, 0, "a.xlsx", NULL};
    g_array_append_val(workbook_sheet(workbook, "S")->links, on_number);
    g_assert_false(guard_workbook(workbook, "a.xlsx", NULL));
    workbook_free(workbook);
    g_free(long_url);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/writer/annotations/written", test_written);
    g_test_add_func("/writer/annotations/refused", test_refused);
    g_test_add_func("/writer/annotations/cells", test_cells);
    g_test_add_func("/writer/annotations/links", test_links);
    g_test_add_func("/writer/annotations/links-refused", test_links_refused);
    return g_test_run();
}
