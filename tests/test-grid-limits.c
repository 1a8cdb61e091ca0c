/* The limits of support/limits.h: one more than it allows is refused, with a message of its own. What is
 * exactly at the limit is read where that takes no time. */
#include <string.h>
#include <unistd.h>
#include <glib.h>

#include "grid/builder.h"
#include "grid/xlsx/container.h"
#include "support/failure.h"
#include "support/limits.h"
#include "support/xls-builder.h"
#include "support/zip-builder.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define SHEET "xl/worksheets/sheet1.xml"
#define ODS "application/vnd.oasis.opendocument.spreadsheet"

/* `count` times what `format` makes of the number (from 1). To be freed. */
static char *repeat(const char *format, unsigned count)
{
    GString *out = g_string_new(NULL);
    for (unsigned i = 1; i <= count; i++) {
        char number[16];
        g_snprintf(number, sizeof number, "%u", i);
        for (const char *at = format; *at; at++)
            if (*at == '~')
                g_string_append(out, number);
            else
                g_string_append_c(out, *at);
    }
    return g_string_free(out, FALSE);
}

/* Text that does not pack well, so that the ratio lets the rest pass. To be freed. */
static char *noise(size_t length)
{
    guint32 state = 1;
    char *text = g_malloc(length + 1);
    for (size_t i = 0; i < length; i++) {
        state = state * 1664525 + 1013904223;
        text[i] = (char)('!' + (state >> 16) % 90);
    }
    text[length] = '\0';
    return text;
}

static const struct limit_case {
    const char *name;
    const char *part;                  /* of an .xlsx; NULL: content.xml of an .ods */
    const char *before, *unit, *after; /* the unit comes `count` times */
    unsigned count;
    const char *message; /* NULL: it is read */
} cases[] = {
#define ROWS(number) "<worksheet><sheetData><row r='" number "'><c><v>1</v></c></row></sheetData></worksheet>"
    {"rows", SHEET, ROWS("1048576"), "", "", 0, NULL},
    {"rows beyond", SHEET, ROWS("1048577"), "", "", 0, "has a row beyond Excel's 1,048,576"},
    {"columns", SHEET, "<worksheet><sheetData><row><c r='XFD1'><v>1</v></c></row></sheetData></worksheet>",
        "", "", 0, NULL},
    {"columns beyond", SHEET,
        "<worksheet><sheetData><row><c r='XFE1'><v>1</v></c></row></sheetData></worksheet>", "", "", 0,
        "has a cell outside Excel's"},
    {"text", SHEET, "<worksheet><sheetData><row><c t='str'><v>", "à",
        "</v></c></row></sheetData></worksheet>", LIMIT_CELL_TEXT, NULL},
    {"text beyond", SHEET, "<worksheet><sheetData><row><c t='str'><v>", "à",
        "</v></c></row></sheetData></worksheet>", LIMIT_CELL_TEXT + 1, "longer than the 32,767 characters"},
    {"inline text beyond", SHEET, "<worksheet><sheetData><row><c t='inlineStr'><is><t>", "à",
        "</t></is></c></row></sheetData></worksheet>", LIMIT_CELL_TEXT + 1,
        "longer than the 32,767 characters"},
    {"formula", SHEET, "<worksheet><sheetData><row><c><f>A1", "+A1",
        "</f><v>1</v></c></row></sheetData></worksheet>", LIMIT_FORMULA_BYTES / 3 - 1, NULL},
    {"formula beyond", SHEET, "<worksheet><sheetData><row><c><f>A1", "+A1",
        "</f><v>1</v></c></row></sheetData></worksheet>", LIMIT_FORMULA_BYTES / 3 + 1,
        "holds a formula longer"},
    {"number beyond", SHEET, "<worksheet><sheetData><row><c><v>", "1",
        "</v></c></row></sheetData></worksheet>", LIMIT_CELL_TEXT_BYTES + 100000,
        "longer than the 32,767 characters"},
    {"blanks before a number", SHEET, "<worksheet><sheetData><row><c><v>", " ",
        "1</v></c></row></sheetData></worksheet>", LIMIT_CELL_TEXT_BYTES + 1000000,
        "longer than the 32,767 characters"},
    {"nothing before a text", "xl/sharedStrings.xml", "<sst><si><t>", "_x0000_", "a</t></si></sst>",
        LIMIT_CELL_TEXT + 100000, "longer than the 32,767 characters"},
    {"empty runs", "xl/sharedStrings.xml", "<sst><si>", "<r><t/></r>", "<r><t>a</t></r></si></sst>", 1000,
        NULL},
    {"shared text beyond", "xl/sharedStrings.xml", "<sst><si><t>", "à", "</t></si></sst>",
        LIMIT_CELL_TEXT + 1, "longer than the 32,767 characters"},
    {"shared strings beyond", "xl/sharedStrings.xml", "<sst>", "<si/>", "</sst>", LIMIT_SHARED_STRINGS + 1,
        "has more texts than any workbook"},
    {"depth", SHEET, "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>",
        "<x><x><x><x><x><x><x><x><x><x></x></x></x></x></x></x></x></x></x></x>", "</worksheet>", 6, NULL},
    {"depth beyond", SHEET, "<worksheet>", "<x>", "</worksheet>", LIMIT_XML_DEPTH, "is nested deeper"},
    {"attributes beyond", SHEET, "<worksheet ", "a~='' ", "/>", LIMIT_XML_ATTRIBUTES + 1,
        "too many attributes"},
    {"merges beyond", SHEET, "<worksheet><sheetData/><mergeCells>", "<mergeCell ref='A~:B~'/>",
        "</mergeCells></worksheet>", LIMIT_MERGES + 1, "more merged cells"},
    {"formats", "xl/styles.xml", "<styleSheet><cellXfs>", "<xf/>", "</cellXfs></styleSheet>", LIMIT_STYLES,
        NULL},
    {"formats beyond", "xl/styles.xml", "<styleSheet><cellXfs>", "<xf/>", "</cellXfs></styleSheet>",
        LIMIT_STYLES + 1, "more cell formats"},
    {"sheets beyond", "xl/workbook.xml", "<workbook><sheets>", "<sheet name='~' r:id='rId1'/>",
        "</sheets></workbook>", LIMIT_SHEETS + 1, "more sheets"},
    {"relationships beyond", "xl/_rels/workbook.xml.rels", "<Relationships>",
        "<Relationship Id='~' Type='x' Target='y'/>", "</Relationships>", LIMIT_RELATIONSHIPS + 1,
        "more relationships"},
    {"document type", SHEET, "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]><worksheet/>", "", "", 0,
        "holds a DOCTYPE"},
#define ROW_BEGIN "<table t:name='S'><table-row>"
#define ROW_END "</table-row></table>"
#define ONE "<table-cell t:value-type='float' t:value='1'/>"
    {"ods columns", NULL, ROW_BEGIN "<table-cell t:number-columns-repeated='16383'/>" ONE ROW_END, "", "", 0,
        NULL},
    {"ods columns beyond", NULL, ROW_BEGIN "<table-cell t:number-columns-repeated='16384'/>" ONE ROW_END, "",
        "", 0, "has a cell outside Excel's"},
    {"ods rows beyond", NULL,
        "<table t:name='S'><table-row t:number-rows-repeated='4294967295'/><table-row>" ONE ROW_END, "", "",
        0, "has a cell outside Excel's"},
    {"ods text", NULL, ROW_BEGIN "<table-cell t:value-type='string'><p>", "à", "</p></table-cell>" ROW_END,
        LIMIT_CELL_TEXT, NULL},
    {"ods text beyond", NULL, ROW_BEGIN "<table-cell t:value-type='string'><p>", "à",
        "</p></table-cell>" ROW_END, LIMIT_CELL_TEXT + 1, "longer than the 32,767 characters"},
    {"ods formula beyond", NULL, ROW_BEGIN "<table-cell t:value-type='float' t:value='1' t:formula='of:=1",
        "+1", "'/>" ROW_END, LIMIT_FORMULA_BYTES / 2 + 1, "holds a formula longer"},
    {"ods blanks beyond", NULL, ROW_BEGIN "<table-cell t:value-type='string'><p>", "<s t:c='99999'/>",
        "</p></table-cell>" ROW_END, 10, "longer than the 32,767 characters"},
    {"ods counted blanks beyond", NULL, ROW_BEGIN,
        "<table-cell t:value-type='string'><p>a<s t:c='32001'/>b</p></table-cell>", ROW_END,
        LIMIT_REPEATED_BLANKS / 32000 + 1, "counts more blanks"},
    {"ods merges repeated beyond", NULL,
        "<table t:name='S'><table-row t:number-rows-repeated='300000'><table-cell "
        "t:number-columns-spanned='2'/>" ROW_END,
        "", "", 0, "repeats a cell more often"},
    {"ods copies of copies", NULL,
        "<table t:name='S'><table-row t:number-rows-repeated='15'><table-cell t:value-type='float' "
        "t:value='1' "
        "t:number-columns-repeated='16384'/></table-row><table-row t:number-rows-repeated='100'><table-cell "
        "t:value-type='float' t:value='1' t:number-columns-repeated='16384'/>" ROW_END,
        "", "", 0, "repeats a cell more often"},
    {"ods repeated", NULL,
        ROW_BEGIN "<table-cell t:value-type='float' t:value='1' t:number-columns-repeated='16384'/>" ROW_END,
        "", "", 0, NULL},
    {"ods repeated beyond", NULL,
        "<table t:name='S'><table-row t:number-rows-repeated='1048576'><table-cell t:value-type='float' "
        "t:value='1' "
        "t:number-columns-repeated='16384'/>" ROW_END,
        "", "", 0, "repeats a cell more often"},
    {"ods empty and repeated", NULL,
        "<table t:name='S'><table-row t:number-rows-repeated='1048575'><table-cell "
        "t:number-columns-repeated='16384'/>"
        "</table-row><table-row>" ONE ROW_END,
        "", "", 0, NULL},
    {"ods merges beyond", NULL, ROW_BEGIN, "<table-cell t:number-columns-spanned='2' t:x='~'/>", ROW_END,
        LIMIT_MERGES + 1, "more merged cells"},
    {"ods sheets beyond", NULL, "", "<table t:name='~'/>", "", LIMIT_SHEETS + 1, "more sheets"},
    {"ods depth beyond", NULL, "", "<x>", "", LIMIT_XML_DEPTH, "is nested deeper"},
};

static void assert_read(char *path, const char *message)
{
    GError *error = NULL;
    gint64 start = g_get_monotonic_time();
    struct workbook *workbook = grid_read(path, GRID_VALUES, &error);
    if (message) {
        g_assert_null(workbook);
        g_assert_error(error, FAILURE, FAILURE_INPUT);
        if (!strstr(error->message, message))
            g_error("wanted \"%s\", got \"%s\"", message, error->message);
        g_assert_null(strchr(error->message, '\n'));
        g_error_free(error);
    } else {
        g_assert_no_error(error);
        workbook_free(workbook);
    }
    g_test_message("%.3f s", (double)(g_get_monotonic_time() - start) / 1e6);
    zip_drop(path);
}

static void test_limit(gconstpointer data)
{
    const struct limit_case *limit = data;
    char *units = repeat(limit->unit, limit->count);
    char *text = g_strconcat(limit->before, units, limit->after, NULL), *filling = noise(1500000);
    struct zip_part parts[] = {
        {limit->part ? limit->part : "content.xml", text}, {"noise", filling}, {NULL, NULL}, {NULL, NULL}};
    if (limit->part) {
        assert_read(xlsx_build(parts), limit->message);
    } else {
        char *content = g_strconcat(
            "<document-content><body><spreadsheet>", text, "</spreadsheet></body></document-content>", NULL);
        parts[0].text = content;
        parts[2] = (struct zip_part){"mimetype", ODS};
        assert_read(zip_build(parts, 3), limit->message);
        g_free(content);
    }
    g_free(filling);
    g_free(text);
    g_free(units);
}

static void test_ods_styles(void)
{
    char *styles = repeat("<style s:name='~' s:family='table-cell'/>", LIMIT_STYLES + 2),
         *filling = noise(500000);
    char *content = g_strconcat("<document-content><automatic-styles>", styles,
        "</automatic-styles><body><spreadsheet/></body></document-content>", NULL);
    const struct zip_part parts[] = {{"mimetype", ODS}, {"content.xml", content}, {"noise", filling}};
    assert_read(zip_build(parts, 3), "more cell formats");
    g_free(content);
    g_free(filling);
    g_free(styles);
}

static void test_entries(void)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    struct zip_part *parts = g_new0(struct zip_part, LIMIT_ZIP_ENTRIES + 1);
    for (unsigned i = 0; i <= LIMIT_ZIP_ENTRIES; i++) {
        g_ptr_array_add(names, g_strdup_printf("part%u", i));
        parts[i] = (struct zip_part){names->pdata[i], "x"};
    }
    assert_read(zip_build(parts, LIMIT_ZIP_ENTRIES + 1), "has more parts than any workbook");
    g_ptr_array_unref(names);
    g_free(parts);
}

static void test_twice(void)
{
    const struct zip_part parts[] = {{"mimetype", ODS}, {"content.xml", "<x/>"}, {"Content.XML", "<x/>"}};
    assert_read(zip_build(parts, 3), "holds a part twice");
}

/* Blanks that inflate to a thousand times what they are packed in. */
static void test_ratio(void)
{
    char *blanks = g_strnfill(30000000, ' ');
    char *sheet = g_strconcat("<worksheet><sheetData>", blanks, "</sheetData></worksheet>", NULL);
    const struct zip_part parts[] = {{SHEET, sheet}, {NULL, NULL}};
    const struct zip_part ods[] = {{"mimetype", ODS}, {"content.xml", sheet}};
    assert_read(xlsx_build(parts), "is packed more tightly than any workbook's");
    assert_read(zip_build(ods, 2), "is packed more tightly than any workbook's");
    g_free(sheet);
    g_free(blanks);
}

/* A part, and all parts, of more bytes than are allowed: here few, since the real limits take long to reach.
 */
static void test_sizes(void)
{
    enum { SIZE = 50000 };
    static const struct {
        guint64 part, total;
        const char *message; /* of the second part; NULL: both are read */
    } sizes[] = {
        {SIZE, 2 * SIZE, NULL},
        {SIZE - 1, 2 * SIZE, "the part b is larger than any workbook's"},
        {SIZE, 2 * SIZE - 1, "the parts up to b are larger than any workbook's"},
    };
    char *text = noise(SIZE);
    const struct zip_part parts[] = {{"a", text}, {"b", text}};
    char *path = zip_build(parts, 2);
    for (unsigned i = 0; i < G_N_ELEMENTS(sizes); i++) {
        GError *error = NULL;
        struct container *container = container_open(path, "x", &error);
        g_assert_no_error(error);
        char buffer[SIZE];
        guint64 done = 0;
        for (unsigned part = 0; part < 2 && !error; part++) {
            if (part)
                container_allow(container, sizes[i].part, sizes[i].total);
            struct part_stream *stream = member_open(container, parts[part].name, &error);
            for (ssize_t length = 1; stream && length > 0; done += (guint64)MAX(length, 0))
                length = member_read(stream, buffer, sizeof buffer, &error);
            member_close(stream);
        }
        if (sizes[i].message)
            g_assert_nonnull(strstr(error->message, sizes[i].message));
        else
            g_assert_no_error(error);
        g_assert_cmpuint(done, ==, sizes[i].message ? SIZE : 2 * SIZE);
        g_clear_error(&error);
        container_close(container);
    }
    zip_drop(path);
    g_free(text);
}

/* The directory says less than there is: what is delivered counts. */
static void test_delivered(void)
{
    char *blanks = g_strnfill(30000000, ' '), *bytes;
    gsize length;
    const struct zip_part parts[] = {{SHEET, blanks}, {NULL, NULL}};
    char *path = xlsx_build(parts);
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    unsigned changed = 0;
    for (gsize i = 0; i + 46 < length; i++)
        if (memcmp(bytes + i, "PK\1\2", 4) == 0 && memcmp(bytes + i + 46, SHEET, strlen(SHEET)) == 0) {
            memcpy(bytes + i + 24, "\x10\0\0", 4);
            changed++;
        }
    g_assert_cmpuint(changed, ==, 1);
    zip_drop(path);
    assert_read(file_build(bytes, length), "is packed more tightly than any workbook's");
    g_free(bytes);
    g_free(blanks);
}

/* The count of cells is the workbook's: it stands just below the limit. */
static void test_cells(void)
{
    struct workbook *workbook = workbook_new("x");
    struct sheet_builder builder;
    guint64 count = LIMIT_CELLS - 1;
    sheet_builder_init(&builder, workbook_add_sheet(workbook, "S"), GRID_VALUES, &count);
    const struct row row = {.style = -1};
    sheet_builder_row(&builder, &row);
    struct cell cell = {.kind = CELL_BOOLEAN};
    g_assert_null(sheet_builder_add(&builder, &cell));
    cell.column = 1;
    const char *trouble = sheet_builder_add(&builder, &cell);
    g_assert_nonnull(trouble);
    g_assert_nonnull(strstr(trouble, "has more cells than can be read"));
    sheet_builder_clear(&builder);
    workbook_free(workbook);
}

/* ---- .xls ---- */

static void assert_xls(char *globals, char *sheet, const char *message)
{
    assert_read(xls_build(8, globals, sheet), message);
    g_free(globals);
    g_free(sheet);
}

static void test_xls_merges(void)
{
    assert_xls(g_strdup(""), repeat("e5: 1w 0w 0w 0w 1w\n", LIMIT_MERGES), NULL);
    assert_xls(g_strdup(""), repeat("e5: 1w 0w 0w 0w 1w\n", LIMIT_MERGES + 1), "more merged cells");
}

static void test_xls_sheets(void)
{
    assert_xls(repeat("85: 0d 0b 0b 1b 0b \"a\"\n", LIMIT_SHEETS), g_strdup(""), "more sheets");
}

/* Empty texts, in CONTINUE records. */
static void test_xls_shared_strings(void)
{
    enum { EMPTY = 3, BODY = 2700 * EMPTY };
    static const guint8 begin[] = {
        9, 8, 4, 0, 0, 6, 5, 0, 0xFC, 0, 8, 0, 255, 255, 255, 255, 255, 255, 255, 255};
    static const guint8 more[4 + BODY] = {0x3C, 0, BODY & 255, BODY >> 8};
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, begin, sizeof begin);
    for (unsigned i = 0; i <= LIMIT_SHARED_STRINGS; i += BODY / EMPTY)
        g_byte_array_append(bytes, more, sizeof more);
    assert_read(file_build(bytes->data, bytes->len), "has more texts than any workbook");
    g_byte_array_unref(bytes);
}

/* Sheets that begin at the same place: each would be read anew. */
static void test_xls_same_sheet(void)
{
    char *records = repeat("203: 0w 0w 0w ~f\n", 50);
    const struct xls_sheet sheets[] = {
        {.name = "A", .records = records}, {.name = "B", .records = ""}, {.name = NULL}};
    GByteArray *stream = biff_workbook(8, "", sheets);
    assert_read(file_build(stream->data, stream->len), NULL);
    guint8 *first = NULL;
    for (guint i = 0; i + 4 < stream->len; i++)
        if (memcmp(stream->data + i, "\x85\0\x09\0", 4) == 0) {
            if (first)
                memcpy(stream->data + i + 4, first, 4);
            first = stream->data + i + 4;
        }
    g_assert_nonnull(first);
    assert_read(file_build(stream->data, stream->len), "is damaged");
    g_free(records);
    g_byte_array_unref(stream);
}

static void test_xls_size(void)
{
    char *path = file_build("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    g_assert_cmpint(truncate(path, (off_t)LIMIT_PART_BYTES + 1), ==, 0);
    assert_read(path, "is larger than any workbook");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strconcat("/limits/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_limit);
        g_free(path);
    }
    g_test_add_func("/limits/ods formats beyond", test_ods_styles);
    g_test_add_func("/limits/entries", test_entries);
    g_test_add_func("/limits/twice", test_twice);
    g_test_add_func("/limits/ratio", test_ratio);
    g_test_add_func("/limits/sizes", test_sizes);
    g_test_add_func("/limits/delivered", test_delivered);
    g_test_add_func("/limits/cells", test_cells);
    g_test_add_func("/limits/xls merges", test_xls_merges);
    g_test_add_func("/limits/xls sheets", test_xls_sheets);
    g_test_add_func("/limits/xls shared strings", test_xls_shared_strings);
    g_test_add_func("/limits/xls sheets at one place", test_xls_same_sheet);
    g_test_add_func("/limits/xls size", test_xls_size);
    return g_test_run();
}
