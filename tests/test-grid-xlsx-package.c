/* Containers as odd programs and attackers build them, and files that are no .xlsx at all. */
#include <string.h>
#include <sys/stat.h>
#include <glib.h>
#include <glib/gstdio.h>

#include "support/failure.h"
#include "support/zip-builder.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define ONE "<worksheet xmlns='" MAIN "'><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"
#define TEXT "<worksheet xmlns='" MAIN "'><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>"
#define STRINGS "<sst xmlns='" MAIN "'><si><t>a</t></si></sst>"
#define RELATION(id, type, target) "<Relationship Id='" id "' Type='" type "' Target='" target "'/>"
#define RELATIONSHIPS(inside) "<Relationships xmlns='" PACKAGE "'>" inside "</Relationships>"
#define BOOK(sheets)                                                                                         \
    "<workbook xmlns='" MAIN "' xmlns:r='" RELATIONS "'><sheets>" sheets "</sheets></workbook>"
#define SHEET_RELS "xl/_rels/workbook.xml.rels"

static const struct {
    const char *name;
    struct zip_part parts[8];
    const char *expected;
} layouts[] = {
    {"plain", {{"xl/worksheets/sheet1.xml", ONE}}, "A1 number 1 general\n"},
    {"absolute targets",
        {{SHEET_RELS, RELATIONSHIPS(RELATION("rId1", RELATIONS "/worksheet", "/xl/worksheets/sheet1.xml")
                              RELATION("rId2", RELATIONS "/sharedStrings", "/xl/sharedStrings.xml"))},
            {"xl/worksheets/sheet1.xml", TEXT}, {"xl/sharedStrings.xml", STRINGS}},
        "A1 text a general\n"},
    {"backslashes",
        {{SHEET_RELS, NULL}, {"_rels/.rels", NULL}, {"xl/workbook.xml", NULL},
            {"xl/worksheets/sheet1.xml", NULL},
            {"_rels\\.rels", RELATIONSHIPS(RELATION("r", RELATIONS "/officeDocument", "xl\\workbook.xml"))},
            {"xl\\_rels\\workbook.xml.rels",
                RELATIONSHIPS(RELATION("rId1", RELATIONS "/worksheet", "worksheets\\sheet1.xml"))},
            {"xl\\workbook.xml", BOOK("<sheet name='S' sheetId='1' r:id='rId1'/>")},
            {"xl\\worksheets\\sheet1.xml", ONE}},
        "A1 number 1 general\n"},
    {"other case",
        {{"XL/Worksheets/Sheet1.xml", TEXT}, {"xl/SharedStrings.xml", STRINGS},
            {"xl/worksheets/sheet1.xml", NULL}},
        "A1 text a general\n"},
    {"no xl folder",
        {{"_rels/.rels", RELATIONSHIPS(RELATION("r", RELATIONS "/officeDocument", "workbook.xml"))},
            {SHEET_RELS, NULL}, {"xl/workbook.xml", NULL}, {"xl/worksheets/sheet1.xml", NULL},
            {"workbook.xml", BOOK("<sheet name='S' sheetId='1' r:id='rId1'/>")},
            {"_rels/workbook.xml.rels",
                RELATIONSHIPS(RELATION("rId1", RELATIONS "/worksheet", "./s/../sheet1.xml"))},
            {"sheet1.xml", ONE}},
        "A1 number 1 general\n"},
    {"no root relationships", {{"_rels/.rels", NULL}, {"xl/worksheets/sheet1.xml", ONE}},
        "A1 number 1 general\n"},
    {"percent-encoded target",
        {{SHEET_RELS, RELATIONSHIPS(RELATION("rId1", RELATIONS "/worksheet", "worksheets/sheet%201.xml"))},
            {"xl/worksheets/sheet1.xml", NULL}, {"xl/worksheets/sheet 1.xml", ONE}},
        "A1 number 1 general\n"},
    {"prefixes",
        {{"xl/workbook.xml", "<x:workbook xmlns:x='" MAIN "' xmlns:q='" RELATIONS "'><x:sheets>"
                             "<x:sheet name='S' sheetId='1' q:id='rId1'/></x:sheets></x:workbook>"},
            {SHEET_RELS,
                "<ns0:Relationships xmlns:ns0='" PACKAGE "'><ns0:Relationship Id='rId1' Type='" RELATIONS
                "/worksheet' Target='worksheets/sheet1.xml'/></ns0:Relationships>"},
            {"xl/worksheets/sheet1.xml", ONE}},
        "A1 number 1 general\n"},
    {"strict",
        {{"_rels/.rels", RELATIONSHIPS(RELATION(
                             "r", STRICT "officeDocument/relationships/officeDocument", "xl/workbook.xml"))},
            {SHEET_RELS, RELATIONSHIPS(RELATION("rId1", STRICT "officeDocument/relationships/worksheet",
                             "worksheets/sheet1.xml"))},
            {"xl/workbook.xml", "<workbook xmlns='" STRICT "spreadsheetml/main' xmlns:r='" STRICT
                                "officeDocument/relationships' conformance='strict'><workbookPr/><sheets>"
                                "<sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"},
            {"xl/worksheets/sheet1.xml",
                "<worksheet xmlns='" STRICT "spreadsheetml/main'><sheetData><row><c t='d'>"
                "<v>2019-12-31</v></c></row></sheetData></worksheet>"}},
        "A1 date 43830 date 31/12/2019\n"},
    {"several sheets, hidden ones, charts and modules",
        {{"xl/workbook.xml", BOOK("<sheet name='uno' sheetId='1' r:id='rId1' state='hidden'/>"
                                  "<sheet name='grafico' sheetId='2' r:id='rId5'/>"
                                  "<sheet name='modulo' sheetId='3' r:id='' state='veryHidden'/>"
                                  "<sheet name='due_x0021_' sheetId='4' r:id='rId6'/>")},
            {SHEET_RELS, RELATIONSHIPS(RELATION("rId1", RELATIONS "/worksheet", "worksheets/sheet1.xml")
                                 RELATION("rId5", RELATIONS "/chartsheet", "chartsheets/sheet1.xml")
                                     RELATION("rId6", RELATIONS "/worksheet", "worksheets/sheet9.xml"))},
            {"xl/worksheets/sheet1.xml", ONE}, {"xl/worksheets/sheet9.xml", ONE}},
        "uno!A1 number 1 general\ndue!!A1 number 1 general\n"},
    {"path out of the container",
        {{SHEET_RELS, RELATIONSHIPS(RELATION("rId1", RELATIONS "/worksheet", "../../../etc/passwd"))}},
        "error: , S: the sheet's part is missing: damaged, save it anew in Excel or LibreOffice"},
    {"external sheet",
        {{SHEET_RELS,
            "<Relationships xmlns='" PACKAGE "'><Relationship Id='rId1' Type='" RELATIONS
            "/worksheet' Target='xl/worksheets/sheet1.xml' TargetMode='External'/></Relationships>"}},
        "error: , S: the sheet's part is missing: damaged, save it anew in Excel or LibreOffice"},
    {"sheet without part", {{"xl/worksheets/sheet1.xml", NULL}},
        "error: , S: the sheet's part is missing: damaged, save it anew in Excel or LibreOffice"},
    {"no sheets", {{"xl/workbook.xml", BOOK("")}}, "error: : holds no worksheet: give a file with tables"},
    {"a part twice", {{"xl/worksheets/sheet1.xml", ONE}, {"XL\\worksheets/SHEET1.xml", ONE}},
        "error: : holds a part twice: damaged, save it anew in Excel or LibreOffice"},
    {"no XML", {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData>"}},
        "error: : the part xl/worksheets/sheet1.xml is damaged (no well-formed XML): save the file anew in "
        "Excel or "
        "LibreOffice"},
    {"empty part", {{"xl/worksheets/sheet1.xml", ""}},
        "error: : the part xl/worksheets/sheet1.xml is damaged (no well-formed XML): save the file anew in "
        "Excel or "
        "LibreOffice"},
    {"no UTF-8", {{"xl/worksheets/sheet1.xml", "<worksheet>\xFF</worksheet>"}},
        "error: : the part xl/worksheets/sheet1.xml is damaged (no well-formed XML): save the file anew in "
        "Excel or "
        "LibreOffice"},
    {"billion laughs",
        {{"xl/worksheets/sheet1.xml",
            "<!DOCTYPE lolz [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
            "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><worksheet>&c;</worksheet>"}},
        "error: : the part xl/worksheets/sheet1.xml holds a DOCTYPE, which no workbook may: not read"},
    {"external entity",
        {{"xl/worksheets/sheet1.xml",
            "<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><worksheet>&x;</worksheet>"}},
        "error: : the part xl/worksheets/sheet1.xml holds a DOCTYPE, which no workbook may: not read"},
    {"word", {{"xl/workbook.xml", NULL}, {"word/document.xml", "<w/>"}},
        "error: : is a Word document (.docx), no workbook: copy its tables into a workbook"},
    {"binary workbook", {{"xl/workbook.xml", NULL}, {"xl/workbook.bin", "x"}},
        "error: : is a binary workbook (.xlsb): open it in Excel and save it as .xlsx"},
    {"opendocument",
        {{"xl/workbook.xml", NULL}, {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
            {"content.xml", "<a/>"}},
        "error: : holds no worksheet: give a file with tables"},
    {"opendocument text",
        {{"xl/workbook.xml", NULL}, {"mimetype", "application/vnd.oasis.opendocument.text"},
            {"content.xml", "<a/>"}},
        "error: : is an OpenDocument file, but no spreadsheet"},
    {"archive", {{"xl/workbook.xml", NULL}, {"_rels/.rels", NULL}, {"piano.xlsx", "x"}},
        "error: : is a ZIP archive without a workbook in it: unpack it and give its workbooks"},
};

static void test_layout(gconstpointer data)
{
    unsigned i = GPOINTER_TO_UINT(data);
    struct zip_part parts[9];
    memset(parts, 0, sizeof parts);
    memcpy(parts, layouts[i].parts, sizeof layouts[i].parts);
    char *dump = xlsx_dump(parts, GRID_VALUES);
    g_assert_cmpstr(dump, ==, layouts[i].expected);
    g_free(dump);
}

/* ---- hostile sizes ---- */

static char *repeated(const char *begin, const char *piece, unsigned count, const char *end)
{
    GString *text = g_string_new(begin);
    while (count-- > 0)
        g_string_append(text, piece);
    return g_string_free(g_string_append(text, end), FALSE);
}

static void assert_refused(const char *sheet, const char *strings, const char *words)
{
    struct zip_part parts[3] = {{"xl/worksheets/sheet1.xml", sheet}};
    if (strings)
        parts[1] = (struct zip_part){"xl/sharedStrings.xml", strings};
    char *dump = xlsx_dump(parts, GRID_VALUES);
    g_assert_true(g_str_has_prefix(dump, "error: "));
    g_assert_nonnull(strstr(dump, words));
    g_free(dump);
}

/* Lists without end in small parts: each sheet would be read anew. */
static void test_long_lists(void)
{
    static const char sheet[] = "<sheet name='S' sheetId='1' r:id='rId1'/>";
    static const char relation[] = "<Relationship Id='x' Type='y' Target='z' TargetMode='External'/>";
    static const char format[] = "<xf/>";
    char *texts[] = {repeated("<workbook xmlns:r='r'><sheets>", sheet, 1001, "</sheets></workbook>"),
        repeated("<Relationships>", relation, 4001, "</Relationships>"),
        repeated("<styleSheet><cellXfs>", format, 65491, "</cellXfs></styleSheet>")};
    static const char *const names[] = {"xl/workbook.xml", SHEET_RELS, "xl/styles.xml"};
    static const char *const words[] = {"more sheets", "more relationships", "more cell formats"};
    /* what packs badly keeps the file below the limit of the ratio */
    GString *noise = g_string_new(NULL);
    GRand *random = g_rand_new_with_seed(1);
    for (unsigned i = 0; i < 4000; i++)
        g_string_append_printf(noise, "%08x", g_rand_int(random));
    g_rand_free(random);
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) {
        const struct zip_part parts[] = {
            {names[i], texts[i]}, {"xl/worksheets/sheet1.xml", ONE}, {"noise", noise->str}, {NULL, NULL}};
        char *dump = xlsx_dump(parts, GRID_VALUES);
        g_assert_true(g_str_has_prefix(dump, "error: "));
        g_assert_nonnull(strstr(dump, words[i]));
        g_free(dump);
        g_free(texts[i]);
    }
    g_string_free(noise, TRUE);
}

static void test_bombs(void)
{
    char *deep = repeated("<worksheet>", "<a>", 100, "");
    assert_refused(deep, NULL, "nested deeper");
    g_free(deep);
    char *attributes = repeated("<worksheet ", "", 0, "");
    GString *many = g_string_new(attributes);
    for (unsigned i = 0; i < 300; i++)
        g_string_append_printf(many, "a%u='' ", i);
    g_string_append(many, "/>");
    assert_refused(many->str, NULL, "too many attributes");
    g_string_free(many, TRUE);
    g_free(attributes);
    char *ratio = repeated(
        "<worksheet><sheetData>", "<row><c t='b'><v>1</v></c></row>", 400000, "</sheetData></worksheet>");
    assert_refused(ratio, NULL, "more tightly than any workbook");
    g_free(ratio);
    char *longest = repeated("<sst xmlns='" MAIN "'><si><t>", "x", 32768, "</t></si></sst>");
    assert_refused(ONE, longest, "32,767");
    g_free(longest);
    char *allowed = repeated("<sst xmlns='" MAIN "'><si><t>", "x", 32767, "</t></si></sst>");
    const struct zip_part parts[] = {
        {"xl/sharedStrings.xml", allowed}, {"xl/worksheets/sheet1.xml", ONE}, {NULL, NULL}};
    char *dump = xlsx_dump(parts, GRID_VALUES);
    g_assert_cmpstr(dump, ==, "A1 number 1 general\n");
    g_free(dump);
    g_free(allowed);
    /* an honest part of the size of many styles.xml packs as well as a bomb */
    char *honest = repeated(
        "<worksheet><!--", "x", 95000, "--><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>");
    const struct zip_part honest_parts[] = {{"xl/worksheets/sheet1.xml", honest}, {NULL, NULL}};
    dump = xlsx_dump(honest_parts, GRID_VALUES);
    g_assert_cmpstr(dump, ==, "A1 number 1 general\n");
    g_free(dump);
    g_free(honest);
}

static void test_many_parts(void)
{
    enum { COUNT = 1200 };
    struct zip_part *parts = g_new0(struct zip_part, COUNT);
    for (unsigned i = 0; i < COUNT; i++)
        parts[i] = (struct zip_part){g_strdup_printf("xl/part%u.xml", i), "x"};
    char *path = zip_build(parts, COUNT);
    GError *error = NULL;
    g_assert_null(grid_read(path, GRID_VALUES, &error));
    g_assert_nonnull(strstr(error->message, "has more parts than any workbook"));
    g_error_free(error);
    zip_drop(path);
    for (unsigned i = 0; i < COUNT; i++)
        g_free((char *)(uintptr_t)parts[i].name);
    g_free(parts);
}

/* ---- damage ---- */

static const struct zip_part sound[] = {
    {"xl/worksheets/sheet1.xml", TEXT}, {"xl/sharedStrings.xml", STRINGS}, {NULL, NULL}};

static struct workbook *read_bytes(const void *bytes, size_t length, GError **error)
{
    char *path = file_build(bytes, length);
    struct workbook *workbook = grid_read(path, GRID_LOOKS, error);
    zip_drop(path);
    return workbook;
}

/* A file cut off anywhere is refused, with one line that names it. */
static void test_truncated(void)
{
    char *path = xlsx_build(sound), *bytes;
    gsize length;
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    for (gsize cut = 0; cut < length; cut += cut < 64 ? 1 : 23) {
        GError *error = NULL;
        g_assert_null(read_bytes(bytes, cut, &error));
        g_assert_error(error, FAILURE, FAILURE_INPUT);
        g_assert_nonnull(strstr(error->message, ".xlsx: "));
        g_assert_null(strchr(error->message, '\n'));
        g_error_free(error);
    }
    g_free(bytes);
    zip_drop(path);
}

/* A wrong byte anywhere: refused, or, where it does no harm, the same workbook; checksums count. */
static void test_corrupted(void)
{
    char *path = xlsx_build(sound), *bytes;
    gsize length, refused = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    for (gsize i = 0; i < length; i += 3) {
        GError *error = NULL;
        bytes[i] = (char)(bytes[i] ^ 0x10);
        struct workbook *workbook = read_bytes(bytes, length, &error);
        bytes[i] = (char)(bytes[i] ^ 0x10);
        if (workbook) {
            char *dump = workbook_dump(workbook);
            g_assert_cmpstr(dump, ==, "A1 text a general\n");
            g_free(dump);
        } else {
            g_assert_error(error, FAILURE, FAILURE_INPUT);
            refused++;
        }
        g_clear_error(&error);
        workbook_free(workbook);
    }
    g_assert_cmpuint(refused, >, length / 12);
    g_free(bytes);
    zip_drop(path);
}

/* A wrong checksum alone, with everything else right. */
static void test_checksum(void)
{
    char *path = xlsx_build(sound), *bytes;
    gsize length, wrong = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    for (gsize i = 0; i + 46 < length; i++)
        if (memcmp(bytes + i, "PK\1\2", 4) == 0 && memcmp(bytes + i + 46, "xl/worksheets", 13) == 0) {
            bytes[i + 16] = (char)(bytes[i + 16] ^ 1);
            wrong++;
        }
    g_assert_cmpuint(wrong, ==, 1);
    GError *error = NULL;
    g_assert_null(read_bytes(bytes, length, &error));
    g_assert_nonnull(strstr(error->message, "the part xl/worksheets/sheet1.xml is damaged (its checksum"));
    g_error_free(error);
    g_free(bytes);
    zip_drop(path);
}

/* ---- other kinds of files ---- */

#define OLE "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
#define FILE_CASE(bytes, words)                                                                              \
    {                                                                                                        \
        bytes, sizeof(bytes) - 1, words                                                                      \
    }

static const struct {
    const char *bytes;
    size_t length;
    const char *words;
} files[] = {
    FILE_CASE("", "is empty"),
    FILE_CASE("PK\3\4", "damaged or incomplete ZIP"),
    FILE_CASE("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "empty ZIP archive"),
    FILE_CASE(OLE, "is damaged"),
    FILE_CASE("\x09\x08\x08\0\0\5", "is damaged"),
    FILE_CASE("\x09\x04\6\0", "Excel 4"),
    FILE_CASE("<html><body><table><tr><td>1", "HTML"),
    FILE_CASE("\xEF\xBB\xBF \n<!DOCTYPE html>", "HTML"),
    FILE_CASE("<table><tr><td>1</td></tr></table>", "HTML"),
    FILE_CASE("MIME-Version: 1.0\n", "MHTML"),
    FILE_CASE(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", "2003"),
    FILE_CASE("<?xml version='1.0'?><a/>", "XML file"),
    FILE_CASE("Codice;Titolo\nA.1;Servizi\n", "CSV"),
    FILE_CASE("\xFF\xFE"
              "a\0;\0",
        "CSV"),
    FILE_CASE("%PDF-1.4", "PDF"),
    FILE_CASE("\1\2\3\4", "is no workbook"),
};

static void test_files(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(files); i++) {
        GError *error = NULL;
        g_assert_null(read_bytes(files[i].bytes, files[i].length, &error));
        g_assert_error(error, FAILURE, FAILURE_INPUT);
        if (!strstr(error->message, files[i].words))
            g_test_message("%u: %s", i, error->message);
        g_assert_nonnull(strstr(error->message, files[i].words));
        g_error_free(error);
    }
}

static void test_missing(void)
{
    GError *error = NULL;
    g_assert_null(grid_read("/nowhere/piano 2019.xlsx", GRID_VALUES, &error));
    g_assert_error(error, FAILURE, FAILURE_INPUT);
    g_assert_cmpstr(error->message, ==, "piano 2019.xlsx: there is no such file");
    g_clear_error(&error);
    g_assert_null(grid_read(g_get_tmp_dir(), GRID_VALUES, &error));
    g_assert_nonnull(strstr(error->message, "is a folder"));
    g_clear_error(&error);
    /* A pipe that nobody writes to is not waited for. */
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", NULL), *pipe = g_build_filename(folder, "a.xlsx", NULL);
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    g_assert_null(grid_read(pipe, GRID_VALUES, &error));
    g_assert_nonnull(strstr(error->message, "no regular file"));
    g_clear_error(&error);
    g_unlink(pipe);
    g_rmdir(folder);
    g_free(pipe);
    g_free(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(layouts); i++) {
        char *path = g_strdup_printf("/grid/xlsx/package/%s", layouts[i].name);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_layout);
        g_free(path);
    }
    g_test_add_func("/grid/xlsx/bombs", test_bombs);
    g_test_add_func("/grid/xlsx/long-lists", test_long_lists);
    g_test_add_func("/grid/xlsx/many-parts", test_many_parts);
    g_test_add_func("/grid/xlsx/truncated", test_truncated);
    g_test_add_func("/grid/xlsx/corrupted", test_corrupted);
    g_test_add_func("/grid/xlsx/checksum", test_checksum);
    g_test_add_func("/grid/sniff/files", test_files);
    g_test_add_func("/grid/sniff/missing", test_missing);
    return g_test_run();
}
