/* Hostile .xls files: an error, or the whole file read where the lie lies outside the data; each in a child
 * process that may take neither long nor much. */
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib.h>

#include "grid/xls/gsf.h"
#include "support/limits.h"
#include "support/xls-builder.h"
#include "support/zip-builder.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define MOST_SECONDS 10        /* against hanging; none takes one */
#define MOST_MEMORY (64 << 10) /* KiB */

#define DAMAGED "is damaged"
#define TOO_MANY "has more entries in its container than any workbook"
#define XF "e0: 0w 0w 1w 0b 0b 0b 0b 0d 0d 0w\n"

static GByteArray *workbook(const char *globals, const char *records)
{
    const struct xls_sheet sheets[] = {{.name = "S", .records = records}, {.name = NULL}};
    return biff_workbook(8, globals, sheets);
}

static GByteArray *contain(GByteArray *stream)
{
    GByteArray *bytes = ole_build("Workbook", stream, 0);
    g_byte_array_unref(stream);
    return bytes;
}

/* ---- lies of the container ----
 *
 * The stream of a small workbook has sectors 0 to 7, the directory sector 8, the FAT sector 9. In the
 * container with small sectors (0 to 3, in sector 0) the directory is sector 1, the list of small sectors 2,
 * the FAT 3. */

enum container_kind { BIG, SMALL };

static const struct lie {
    const char *name;
    enum container_kind kind;
    unsigned place;
    uint32_t value;
    const char *expected; /* a part of the message; or of what is read */
} lies[] = {
    {"none", BIG, 0, 0xE011CFD0, "A1 number 1 "},
    {"none, in small sectors", SMALL, 0, 0xE011CFD0, "A1 number 1 "},
    {"the FAT goes in a circle at the stream's end", BIG, 512 * 10 + 4 * 7, 0, "A1 number 1 "},
    {"a sector of the FAT follows itself", BIG, 512 * 10 + 4 * 3, 3, DAMAGED},
    {"a sector of the FAT leads to the directory", BIG, 512 * 10 + 4 * 3, 8, DAMAGED},
    {"the directory's chain goes in a circle", BIG, 512 * 10 + 4 * 8, 8, TOO_MANY},
    {"the root is its own child", BIG, 512 * 9 + 76, 0, DAMAGED},
    {"the root has itself beside it", BIG, 512 * 9 + 68, 0, "A1 number 1 "},
    {"the root has the stream beside it", BIG, 512 * 9 + 72, 1, DAMAGED},
    {"the root has nothing beside it, and no child", BIG, 512 * 9 + 76, 0xFFFFFFFF, DAMAGED},
    {"the stream has itself beside it", BIG, 512 * 9 + 128 + 72, 1, "A1 number 1 "},
    {"the stream has the root beside it", BIG, 512 * 9 + 128 + 68, 0, "A1 number 1 "},
    {"the stream has itself as a child", BIG, 512 * 9 + 128 + 76, 1, "A1 number 1 "},
    {"a child beyond the directory", BIG, 512 * 9 + 128 + 76, 4000, "A1 number 1 "},
    {"the directory's first entry is no root", BIG, 512 * 9 + 64, 0x01070016, DAMAGED},
    {"a length of 2^31", BIG, 512 * 9 + 128 + 120, 0x80000000, DAMAGED},
    {"a length of 2^32 - 1", BIG, 512 * 9 + 128 + 120, 0xFFFFFFFF, DAMAGED},
    {"a length beyond the chain", BIG, 512 * 9 + 128 + 120, 4200, DAMAGED},
    {"a length of more than 4 GiB", BIG, 512 * 9 + 128 + 124, 1, "A1 number 1 "},
    {"a length within the data", BIG, 512 * 9 + 128 + 120, 4096 - 3950, DAMAGED},
    {"a first sector beyond the file", BIG, 512 * 9 + 128 + 116, 0x7FFFFFFF, DAMAGED},
    {"sectors of the FAT beyond the file", BIG, 44, 0x7FFFFFFF, DAMAGED},
    {"a FAT in a list of lists", BIG, 44, 11, DAMAGED},
    {"a small sector follows itself", SMALL, 512 * 3, 0, DAMAGED},
    {"small sectors in a circle", SMALL, 512 * 3 + 4, 0, "A1 number 1 "},
    {"small sectors end early", SMALL, 512 * 3, 0xFFFFFFFE, DAMAGED},
    {"a small sector beyond the others", SMALL, 512 * 3, 0x7FFFFFFF, DAMAGED},
    {"the list of small sectors goes in a circle", SMALL, 512 * 4 + 4 * 2, 2, "A1 number 1 "},
    {"the list of small sectors lies beyond the file", SMALL, 60, 0x7FFFFFFF, DAMAGED},
    {"2^31 sectors in the list of small sectors", SMALL, 64, 0x80000000, DAMAGED},
    {"the sector of small sectors follows itself", SMALL, 512 * 4, 0, "A1 number 1 "},
    {"small sectors have a length of 2^31", SMALL, 512 * 2 + 120, 0x80000000, "A1 number 1 "},
    {"a small sector is large", SMALL, 32, 16, DAMAGED},
    {"a small sector has a byte", SMALL, 32, 0, DAMAGED},
};

static GByteArray *build_lie(gconstpointer data)
{
    const struct lie *lie = data;
    GByteArray *stream = workbook(XF, "203: 0w 0w 0w 1f\n"), *bytes;
    bytes = lie->kind == BIG ? ole_build("Workbook", stream, 0) : ole_build_small("Workbook", stream);
    g_byte_array_unref(stream);
    bytes_patch(bytes, lie->place, lie->value);
    return bytes;
}

/* ---- files of some size ---- */

static GByteArray *build_storages(unsigned count, bool nested)
{
    GByteArray *stream = workbook(XF, "203: 0w 0w 0w 1f\n"), *bytes;
    bytes = nested ? ole_build_nested("Workbook", stream, count) : ole_build("Workbook", stream, count);
    g_byte_array_unref(stream);
    return bytes;
}

static GByteArray *build_siblings(gconstpointer data)
{
    (void)data;
    return build_storages(50000, false);
}

static GByteArray *build_nested(gconstpointer data)
{
    (void)data;
    return build_storages(50000, true);
}

/* As many as are read. */
static GByteArray *build_nested_within(gconstpointer data)
{
    (void)data;
    return build_storages(LIMIT_OLE_ENTRIES - 4, true);
}

/* Records one after the other behind a few cells. */
static GByteArray *build_repeated(const char *before, const char *record, unsigned count)
{
    GString *records = g_string_new(before);
    for (unsigned i = 0; i < count; i++)
        g_string_append(records, record);
    GByteArray *bytes = contain(workbook(XF, records->str));
    g_string_free(records, TRUE);
    return bytes;
}

static GByteArray *build_merges(gconstpointer data)
{
    (void)data;
    GString *cells = g_string_new(NULL);
    for (unsigned i = 0; i < 5000; i++)
        g_string_append_printf(cells, "203: %uw 0w 0w 1f\nbe: %uw 1w 50*x 50w\n", i, i);
    GByteArray *bytes = build_repeated(cells->str, "e5: 1w 0w 65535w 0w 255w\n", 1000);
    g_string_free(cells, TRUE);
    return bytes;
}

static GByteArray *build_many_merges(gconstpointer data)
{
    (void)data;
    return build_repeated(
        "", "e5: 4w 0w 1w 0w 255w 0w 1w 0w 255w 0w 1w 0w 255w 0w 1w 0w 255w\n", LIMIT_MERGES / 4 + 1);
}

static GByteArray *build_texts(gconstpointer data)
{
    (void)data;
    return contain(workbook(XF "fc: 0x80000000d 0x80000000d 3w 0b \"uno\"\n", "fd: 0w 0w 0w 0d\n"));
}

static GByteArray *build_text_number(gconstpointer data)
{
    (void)data;
    return contain(workbook(XF "fc: 1d 1d 3w 0b \"uno\"\n", "fd: 0w 0w 0w 0x80000000d\n"));
}

static GByteArray *build_without_end(gconstpointer data)
{
    (void)data;
    GByteArray *stream = workbook(XF, "203: 0w 0w 0w 1f\n");
    g_byte_array_set_size(stream, stream->len - 4);
    return contain(stream);
}

/* A formula of 1,800 bytes that 60,000 cells share. */
static GByteArray *build_formulas(gconstpointer data)
{
    (void)data;
    GString *records =
        g_string_new("6: 0w 0w 0w 1f 0w 0d 5w 1b 0w 0w\n4bc: 0w 65535w 0b 0b 0b 0b 1798w 0x4Cb 0w 0xC000w ");
    for (unsigned i = 0; i < 299; i++)
        g_string_append(records, "0x4Cb 0w 0xC000w 3b ");
    g_string_append_c(records, '\n');
    for (unsigned i = 1; i < 60000; i++)
        g_string_append_printf(records, "6: %uw 0w 0w 1f 0w 0d 5w 1b 0w 0w\n", i);
    GByteArray *bytes = contain(workbook(XF, records->str));
    g_string_free(records, TRUE);
    return bytes;
}

/* A name of 255 characters, 32 times in each of 10,000 formulas. */
static GByteArray *build_names(gconstpointer data)
{
    (void)data;
    GString *globals = g_string_new(XF "18: 0w 0b 255b 3w 0w 0w 0d 1b u\""), *formula = g_string_new(NULL);
    for (unsigned i = 0; i < 255; i++)
        g_string_append(globals, "\xE2\x82\xAC");
    g_string_append(globals, "\" 0x1Eb 2w\n");
    for (unsigned i = 0; i < 32; i++)
        g_string_append_printf(formula, "0x43b 1d %s", i ? "3b " : "");
    GString *records = g_string_new(NULL);
    for (unsigned i = 0; i < 10000; i++)
        g_string_append_printf(records, "6: %uw 0w 0w 1f 0w 0d 191w %s\n", i, formula->str);
    GByteArray *bytes = contain(workbook(globals->str, records->str));
    g_string_free(globals, TRUE);
    g_string_free(formula, TRUE);
    g_string_free(records, TRUE);
    return bytes;
}

/* 900 sheets that all stand in the same place, of 60,000 records. */
static GByteArray *build_sheets(gconstpointer data)
{
    (void)data;
    GString *globals = g_string_new(XF);
    for (unsigned i = 0; i < 900; i++)
        g_string_append_printf(globals, "85: 0x%xd 0b 0b 3b 0b \"%03u\"\n", 20u + 24 + 900 * 15 + 13 + 4, i);
    GString *records = g_string_new("203: 0w 0w 0w 1f\n");
    for (unsigned i = 0; i < 60000; i++)
        g_string_append(records, "1234:\n");
    GByteArray *bytes = contain(workbook(globals->str, records->str));
    g_string_free(globals, TRUE);
    g_string_free(records, TRUE);
    return bytes;
}

static GByteArray *build_too_many_sheets(gconstpointer data)
{
    (void)data;
    GString *globals = g_string_new(NULL);
    for (unsigned i = 0; i < LIMIT_SHEETS; i++)
        g_string_append(globals, "85: 0d 0b 2b 1b 0b \"S\"\n");
    GByteArray *bytes = contain(workbook(globals->str, ""));
    g_string_free(globals, TRUE);
    return bytes;
}

static const struct {
    const char *name;
    GByteArray *(*build)(gconstpointer data);
    const char *expected;
} files[] = {
    {"50,000 entries side by side", build_siblings, TOO_MANY},
    {"50,000 entries one within the other", build_nested, TOO_MANY},
    {"entries one within the other", build_nested_within, "A1 number 1 "},
    {"a thousand merges over the whole sheet", build_merges, "A5000 number 1 "},
    {"more merges than any sheet", build_many_merges, "has more merged cells than can be read"},
    {"2^31 texts", build_texts, "A1 text uno "},
    {"the text of number 2^31", build_text_number, "the cell's text is missing in the file"},
    {"no end", build_without_end, DAMAGED},
    {"a long formula that many share", build_formulas, "A60000 number 1 "},
    {"a long name in many formulas", build_names, "A10000 number 1 "},
    {"many sheets in one place", build_sheets, DAMAGED},
    {"more sheets than any workbook", build_too_many_sheets, "has more sheets than any workbook"},
};

/* ---- the child ---- */

static bool reads(char *path, const char *expected)
{
    char *dump = file_dump(path, GRID_VALUES, NULL);
    bool good = strstr(dump, expected) != NULL;
    if (!good)
        g_printerr("read: %.300s\n", dump);
    g_free(dump);
    return good;
}

static void read_in_child(char *path, const char *expected)
{
    struct rlimit limit = {MOST_SECONDS, MOST_SECONDS};
    setrlimit(RLIMIT_CPU, &limit);
    _exit(reads(path, expected) ? 0 : 1);
}

/* Under a sanitizer, which takes memory of its own and finds leaks at the end, without a child. */
static void check(GByteArray *bytes, const char *expected)
{
    struct rusage usage;
    int status;
    char *path = file_build(bytes->data, bytes->len);
    g_byte_array_unref(bytes);
    if (SANITIZED) {
        g_assert_true(reads(path, expected));
        return;
    }
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0)
        read_in_child(path, expected);
    g_assert_cmpint(wait4(child, &status, 0, &usage), ==, child);
    zip_drop(path);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    g_assert_cmpint(usage.ru_maxrss, <=, MOST_MEMORY);
}

static void test_lie(gconstpointer data)
{
    const struct lie *lie = data;
    check(build_lie(lie), lie->expected);
}

static void test_file(gconstpointer data)
{
    unsigned i = GPOINTER_TO_UINT(data);
    check(files[i].build(NULL), files[i].expected);
}

/* A container cut anywhere is damaged, but in what fills its last sector. */
static void test_cut(void)
{
    static const struct lie whole[] = {{"", BIG, 0, 0xE011CFD0, ""}, {"", SMALL, 0, 0xE011CFD0, ""}};
    for (unsigned i = 0; i < G_N_ELEMENTS(whole); i++) {
        GByteArray *bytes = build_lie(&whole[i]);
        unsigned length = bytes->len, read = 0;
        for (unsigned cut = 8; cut < length; cut += 56) {
            char *path = file_build(bytes->data, cut), *dump = file_dump(path, GRID_VALUES, NULL);
            bool is_read = strcmp(dump, "A1 number 1 general\n") == 0;
            g_assert_true(is_read || g_str_has_prefix(dump, "error: "));
            read += is_read;
            g_free(dump);
        }
        g_assert_cmpint(read, <=, 512 / 56);
        g_byte_array_unref(bytes);
    }
}

/* The library may be missing, or be another one. */
static void test_library(void)
{
    struct gsf gsf = {NULL};
    g_assert_false(gsf_load("libnot-there.so.1", &gsf));
    g_assert_false(gsf_load("libc.so.6", &gsf));
    g_assert_true(gsf.gsf_input_read == NULL);
    g_assert_true(gsf_load(GSF_LIBRARY, &gsf));
    g_assert_true(gsf.gsf_input_read != NULL && gsf.g_object_unref != NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    /* libgsf's warnings on damaged files are no failures */
    g_log_set_always_fatal(G_LOG_FATAL_MASK);
    for (unsigned i = 0; i < G_N_ELEMENTS(lies); i++) {
        char *name = g_strdup_printf("/xls-hostile/container/%s", lies[i].name);
        g_test_add_data_func(name, &lies[i], test_lie);
        g_free(name);
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(files); i++) {
        char *name = g_strdup_printf("/xls-hostile/file/%s", files[i].name);
        g_test_add_data_func(name, GUINT_TO_POINTER(i), test_file);
        g_free(name);
    }
    g_test_add_func("/xls-hostile/cut", test_cut);
    g_test_add_func("/xls-hostile/library", test_library);
    return g_test_run();
}
