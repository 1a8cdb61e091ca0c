/* Pictures are told by their bytes, and looked at to the end. */
#include <string.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>
#include "grid/picture.h"
#include "support/failure.h"
#include "support/limits.h"
#include "support/small-picture.h"

static void test_png(void)
{
    GError *error = NULL;
    struct picture *picture = picture_from_bytes(small_png, sizeof small_png, "a.png", &error);
    g_assert_no_error(error);
    g_assert_cmpint(picture->kind, ==, PICTURE_PNG);
    g_assert_cmpuint(picture->width, ==, 3);
    g_assert_cmpuint(picture->height, ==, 2);
    g_assert_cmpfloat(picture->dots_across, >, 150);
    g_assert_cmpfloat(picture->dots_across, <, 150.1);
    g_assert_cmpmem(picture->bytes, picture->size, small_png, sizeof small_png);
    picture_free(picture);
    picture_free(NULL);
}

static void refuses(const unsigned char *bytes, size_t size, const char *words)
{
    GError *error = NULL;
    unsigned char *copy = g_memdup2(bytes, size); /* so that a reading beyond its end is found */
    g_assert_null(picture_from_bytes(copy, size, "stemma.png", &error));
    g_assert_error(error, FAILURE, FAILURE_INPUT);
    g_assert_true(g_str_has_prefix(error->message, "stemma.png: "));
    if (strstr(error->message, words) == NULL)
        g_error("%s: no \"%s\"", error->message, words);
    g_error_free(error);
    g_free(copy);
}

/* Each byte of a PNG counts. */
static void test_damaged_png(void)
{
    for (size_t i = 0; i < sizeof small_png; i++) {
        unsigned char copy[sizeof small_png];
        memcpy(copy, small_png, sizeof copy);
        copy[i] ^= 0x21;
        refuses(copy, sizeof copy, i < 8 ? "no PNG or JPEG" : "damaged");
        refuses(small_png, i, i < 8 ? "no PNG or JPEG" : "damaged");
    }
    unsigned char longer[sizeof small_png + 1] = {0};
    memcpy(longer, small_png, sizeof small_png);
    refuses(longer, sizeof longer, "damaged");
}

#define SIGNATURE 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'
#define HEADER(...) 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, __VA_ARGS__
#define DATA 0, 0, 0, 0, 'I', 'D', 'A', 'T', 0x35, 0xAF, 0x06, 0x1E
#define END 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82

static void test_odd_png(void)
{
    static const unsigned char wide[] = {
        SIGNATURE, HEADER(0x10, 1, 0, 0, 0, 2, 8, 0, 0, 0, 0, 0x12, 0x1C, 0x2D, 0x30), DATA, END};
    static const unsigned char low[] = {
        SIGNATURE, HEADER(0x10, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0xB0, 0x16, 0xE7, 0x05), DATA, END};
    static const unsigned char headless[] = {SIGNATURE, DATA, END};
    static const unsigned char empty[] = {
        SIGNATURE, HEADER(0x10, 1, 0, 0, 0, 2, 8, 0, 0, 0, 0, 0x12, 0x1C, 0x2D, 0x30), END};
    refuses(wide, sizeof wide, "4,096 pixels");
    refuses(low, sizeof low, "damaged");
    refuses(headless, sizeof headless, "damaged");
    refuses(empty, sizeof empty, "damaged");
}

#define SEGMENT(marker, length) 0xFF, marker, 0, length
#define JFIF(unit, dots) SEGMENT(0xE0, 16), 'J', 'F', 'I', 'F', 0, 1, 1, unit, 0, dots, 0, dots, 0, 0
#define FRAME(kind, height, width, parts)                                                                    \
    SEGMENT(kind, 8 + 3 * parts), 8, 0, height, 0, width, parts, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0
#define SCAN SEGMENT(0xDA, 3), 0, 0x12, 0xFF, 0, 0x34

static const struct jpeg_case {
    const char *name;
    unsigned char bytes[80];
    unsigned size, width, height;
    double dots;
    const char *message; /* NULL: it is read */
} jpegs[] = {
#define JPEG(...) {0xFF, 0xD8, __VA_ARGS__}, sizeof((unsigned char[]){0xFF, 0xD8, __VA_ARGS__})
    {"dots in an inch", JPEG(JFIF(1, 200), FRAME(0xC0, 20, 30, 3), SCAN, 0xFF, 0xD9), 30, 20, 200, NULL},
    {"dots in a centimetre", JPEG(JFIF(2, 100), FRAME(0xC0, 20, 30, 3), SCAN, 0xFF, 0xD9), 30, 20, 254, NULL},
    {"only a ratio", JPEG(JFIF(0, 1), FRAME(0xC2, 20, 30, 3), SCAN, 0xFF, 0xD9), 30, 20, 96, NULL},
    {"no JFIF, padding", JPEG(0xFF, FRAME(0xC1, 20, 30, 3), SCAN, 0xFF, 0xD9), 30, 20, 96, NULL},
    {"something behind its end", JPEG(FRAME(0xC1, 20, 30, 3), SCAN, 0xFF, 0xD9, 1, 2), 30, 20, 96, NULL},
    {"no end", JPEG(FRAME(0xC0, 20, 30, 3), SCAN), 0, 0, 0, "damaged"},
    {"no frame", JPEG(JFIF(1, 200), SCAN, 0xFF, 0xD9), 0, 0, 0, "damaged"},
    {"tables are no frame", JPEG(FRAME(0xC4, 20, 30, 3), SCAN, 0xFF, 0xD9), 0, 0, 0, "damaged"},
    {"no scan", JPEG(FRAME(0xC0, 20, 30, 3), 0xFF, 0xD9), 0, 0, 0, "damaged"},
    {"no width", JPEG(FRAME(0xC0, 20, 0, 3), SCAN, 0xFF, 0xD9), 0, 0, 0, "damaged"},
    {"for the press",
        JPEG(SEGMENT(0xC0, 20), 8, 0, 9, 0, 9, 4, 1, 1, 0, 2, 1, 0, 3, 1, 0, 4, 1, 0, SCAN, 0xFF, 0xD9), 0, 0,
        0, "damaged"},
    {"a short frame", JPEG(SEGMENT(0xC0, 7), 8, 0, 9, 0, 9, SCAN, 0xFF, 0xD9), 0, 0, 0, "damaged"},
    {"a segment beyond the end", JPEG(0xFF, 0xE1, 0xFF, 0xFF, 1, 2, 3, 4), 0, 0, 0, "damaged"},
    {"a segment of no length", JPEG(0xFF, 0xE1, 0, 1, 1, 2, 3, 4), 0, 0, 0, "damaged"},
    {"no marker", JPEG(0xFF, 0xE1, 0, 3, 1, 2, 3, 4, 5), 0, 0, 0, "damaged"},
};

static void test_jpeg(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(jpegs); i++) {
        g_test_message("%s", jpegs[i].name);
        if (jpegs[i].message != NULL) {
            refuses(jpegs[i].bytes, jpegs[i].size, jpegs[i].message);
            continue;
        }
        GError *error = NULL;
        struct picture *picture = picture_from_bytes(jpegs[i].bytes, jpegs[i].size, "a.jpg", &error);
        g_assert_no_error(error);
        g_assert_cmpint(picture->kind, ==, PICTURE_JPEG);
        g_assert_cmpuint(picture->width, ==, jpegs[i].width);
        g_assert_cmpuint(picture->height, ==, jpegs[i].height);
        g_assert_cmpfloat(picture->dots_across, ==, jpegs[i].dots);
        picture_free(picture);
        for (unsigned size = 0; size < jpegs[i].size - 4;
             size++) /* cut short: refused, and not read beyond */
            refuses(jpegs[i].bytes, size, size < 3 ? "no PNG or JPEG" : "damaged");
    }
}

static void test_files(void)
{
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL), *path = g_build_filename(folder, "a.png", NULL);
    GError *error = NULL;
    g_assert_null(picture_read(path, &error));
    g_assert_nonnull(strstr(error->message, "no such file"));
    g_clear_error(&error);
    g_assert_null(picture_read(folder, &error));
    g_assert_nonnull(strstr(error->message, "no ordinary file"));
    g_clear_error(&error);
    g_assert_true(g_file_set_contents(path, (const char *)small_png, sizeof small_png, NULL));
    struct picture *picture = picture_read(path, &error);
    g_assert_no_error(error);
    g_assert_cmpmem(picture->bytes, picture->size, small_png, sizeof small_png);
    picture_free(picture);
    g_assert_cmpint(truncate(path, LIMIT_PICTURE_BYTES + 1), ==, 0);
    g_assert_null(picture_read(path, &error));
    g_assert_nonnull(strstr(error->message, "larger than a picture may be"));
    g_clear_error(&error);
    g_assert_cmpint(truncate(path, LIMIT_PICTURE_BYTES), ==, 0);
    g_assert_null(picture_read(path, &error));
    g_assert_nonnull(strstr(error->message, "damaged"));
    g_clear_error(&error);
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/grid/picture/png", test_png);
    g_test_add_func("/grid/picture/damaged-png", test_damaged_png);
    g_test_add_func("/grid/picture/odd-png", test_odd_png);
    g_test_add_func("/grid/picture/jpeg", test_jpeg);
    g_test_add_func("/grid/picture/files", test_files);
    return g_test_run();
}
