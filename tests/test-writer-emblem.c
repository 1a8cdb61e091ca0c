/* The emblem of page headers: written with the bytes that were looked at, read back, refused where it has no
 * place. */
#include <string.h>
#include <zip.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "grid/picture.h"
#include "support/small-picture.h"
#include "writer/guard.h"
#include "writer/readback.h"
#include "writer/writer.h"

static struct workbook *make(const char *header, double height, bool note)
{
    struct picture *picture = picture_from_bytes(small_png, sizeof small_png, "a.png", NULL);
    struct workbook *workbook = workbook_new(NULL);
    workbook_set_emblem(workbook, picture);
    picture_free(picture);
    for (unsigned i = 0; i < 2; i++) {
        struct sheet *sheet = workbook_add_sheet(workbook, i == 0 ? "S" : "T");
        sheet_put(sheet, 0, 0, CELL_NUMBER, 0)->number = decimal_from_int(1);
        sheet->page.header = header;
        sheet->page.emblem_height = height;
        struct note comment = {0, 0, "nota"};
        if (note)
            g_array_append_val(sheet->notes, comment);
    }
    return workbook;
}

/* A part of the package, to be freed; NULL if it is not there. */
static char *part(const char *path, const char *name, size_t *ret_size)
{
    zip_t *archive = zip_open(path, ZIP_RDONLY, NULL);
    g_assert_nonnull(archive);
    zip_stat_t stat;
    char *text = NULL;
    if (zip_stat(archive, name, 0, &stat) == 0) {
        text = g_malloc0(stat.size + 1);
        zip_file_t *file = zip_fopen(archive, name, 0);
        g_assert_cmpint(zip_fread(file, text, stat.size), ==, (zip_int64_t)stat.size);
        zip_fclose(file);
        *ret_size = stat.size;
    }
    zip_close(archive);
    return text;
}

static const struct {
    const char *header, *written, *shape;
} headers[] = {
    {"&LEnte&C&G&RPiano", "&amp;LEnte&amp;C&amp;G&amp;RPiano", "id=\"CH\""},
    {"&L&G&RPiano &G", "&amp;L&amp;G&amp;RPiano ", "id=\"LH\""},
    {"&LEnte&R&[Picture]", "&amp;LEnte&amp;R&amp;G", "id=\"RH\""},
    {"&G", "&amp;G", "id=\"CH\""},
    {"&C&G R&&G&R&&&&G", "&amp;C&amp;G R&amp;&amp;G&amp;R&amp;&amp;&amp;&amp;G", "id=\"CH\""},
    {"&CR&&G&R&&[Picture]&&&G", "&amp;CR&amp;&amp;G&amp;R&amp;&amp;[Picture]&amp;&amp;&amp;G", "id=\"RH\""},
};

static void test_written(void)
{
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL), *path = g_build_filename(folder, "a.xlsx", NULL);
    for (unsigned i = 0; i < 2 * G_N_ELEMENTS(headers); i++) {
        struct workbook *workbook = make(headers[i / 2].header, 36, i % 2 == 1);
        GError *error = NULL;
        g_assert_true(writer_write(workbook, path, &error));
        g_assert_no_error(error);
        workbook_free(workbook);
        size_t size;
        char *sheet = part(path, "xl/worksheets/sheet2.xml", &size);
        g_assert_nonnull(strstr(sheet, headers[i / 2].written));
        char *picture = part(path, "xl/media/image1.png", &size);
        g_assert_cmpmem(picture, size, small_png, sizeof small_png);
        g_assert_null(part(path, "xl/media/image2.png", &size)); /* once for all sheets */
        char *drawing =
            part(path, i % 2 == 1 ? "xl/drawings/vmlDrawing2.vml" : "xl/drawings/vmlDrawing1.vml", &size);
        g_assert_nonnull(strstr(drawing, headers[i / 2].shape));
        g_assert_nonnull(strstr(drawing, "width:54pt;height:36pt"));
        g_free(drawing);
        g_free(picture);
        g_free(sheet);
    }
    GDir *left = g_dir_open(folder, 0, NULL);
    g_assert_cmpstr(g_dir_read_name(left), ==, "a.xlsx");
    g_assert_null(g_dir_read_name(left));
    g_dir_close(left);
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

/* In a row: a picture of the sheet, as high as the row. */
static void test_in_row(void)
{
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL), *path = g_build_filename(folder, "a.xlsx", NULL);
    struct workbook *workbook = make("&LEnte", 36, false);
    for (unsigned i = 0; i < 2; i++) {
        struct page_setup *page = &((struct sheet *)g_ptr_array_index(workbook->sheets, i))->page;
        page->emblem_in_row = true;
        page->emblem_left = 48; /* a column of 64 pixels */
    }
    GError *error = NULL;
    g_assert_true(writer_write(workbook, path, &error));
    g_assert_no_error(error);
    size_t size;
    char *picture = part(path, "xl/media/image1.png", &size),
         *drawing = part(path, "xl/drawings/drawing2.xml", &size);
    g_assert_nonnull(picture);
    g_assert_nonnull(
        strstr(drawing, "<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row>"));
    g_assert_nonnull(strstr(drawing, "cy=\"457200\"")); /* 36 pt */
    g_assert_null(part(path, "xl/drawings/vmlDrawing1.vml", &size));
    g_free(picture);
    g_free(drawing);
    workbook_free(workbook);
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

/* Another picture, or none, in the file is found out. */
static void test_read_back(void)
{
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL), *path = g_build_filename(folder, "a.xlsx", NULL);
    struct workbook *workbook = make("&C&G", 36, false), *without = make("&C&G", 0, false);
    GError *error = NULL;
    g_assert_true(writer_write(workbook, path, &error));
    g_assert_true(readback_check(workbook, path, path, &error));
    ((unsigned char *)(guintptr)workbook->emblem->bytes)[40] ^= 1;
    g_assert_false(readback_check(workbook, path, path, &error));
    g_assert_nonnull(strstr(error->message, "the emblem differs"));
    g_clear_error(&error);
    ((struct picture *)(guintptr)workbook->emblem)->size--;
    ((unsigned char *)(guintptr)workbook->emblem->bytes)[40] ^= 1;
    g_assert_false(readback_check(workbook, path, path, &error));
    g_clear_error(&error);
    ((struct picture *)(guintptr)workbook->emblem)->size++;
    g_assert_false(readback_check(without, path, path, &error));
    g_assert_nonnull(strstr(error->message, "the header or footer differs"));
    g_clear_error(&error);
    g_assert_true(writer_write(without, path, &error));
    g_assert_true(readback_check(without, path, path, &error));
    g_assert_false(readback_check(workbook, path, path, &error));
    g_clear_error(&error);
    workbook_free(without);
    workbook_free(workbook);
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

static void refuses(struct workbook *workbook, const char *words)
{
    GError *error = NULL;
    g_assert_false(guard_workbook(workbook, "a.xlsx", &error));
    g_assert_nonnull(strstr(error->message, words));
    g_error_free(error);
    workbook_free(workbook);
}

static void test_refused(void)
{
    refuses(make("&Cx", 36, false), "no place in the header");
    refuses(make(NULL, 36, false), "no place in the header");
    refuses(make("&C&G", 500, false), "too high");
    refuses(make("&C&G", -1, false), "too high");
    struct workbook *bare = make("&C&G", 36, false);
    bare->emblem = NULL;
    refuses(bare, "there is no emblem");
}

static void test_parts(void)
{
    static const struct {
        const char *header;
        char part;
    } parts[] = {{"&L&G", 'L'}, {"&Lx&C&B&G", 'C'}, {"&R&8a&&&G", 'R'}, {"x&G", 'C'}, {"&Lx&&G", 0}, {"&", 0},
        {"", 0}};
    for (unsigned i = 0; i < G_N_ELEMENTS(parts); i++)
        g_assert_cmpint(guard_emblem_part(parts[i].header), ==, parts[i].part);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/writer/emblem/written", test_written);
    g_test_add_func("/writer/emblem/in-row", test_in_row);
    g_test_add_func("/writer/emblem/read-back", test_read_back);
    g_test_add_func("/writer/emblem/refused", test_refused);
    g_test_add_func("/writer/emblem/parts", test_parts);
    return g_test_run();
}
