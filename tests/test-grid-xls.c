/* .xls files from lists of records, and what must be read. */
#include <string.h>
#include <glib.h>

#include "support/xls-builder.h"
#include "support/zip-builder.h"

/* Formats: 0 General, 1 0%, 2 dd/mm/yyyy (14), 3 [h]:mm:ss (46), 4 the code 164, 5 General with the font
 * after it. */
#define XF_8(code) "e0: 0w " code "w 1w 0b 0b 0b 0b 0d 0d 0w\n"
#define XF_5(code) "e0: 0w " code "w 1w 0b 0b 0d 0d\n"
#define FORMATS_8 XF_8("0") XF_8("9") XF_8("14") XF_8("46") XF_8("164")
#define FORMATS_5 XF_5("0") XF_5("9") XF_5("14") XF_5("46") XF_5("164")
#define DAMAGED ": is damaged: get a fresh copy, or open it in Excel or LibreOffice and save it as .xlsx"

static const struct {
    const char *name;
    unsigned biff;
    const char *globals, *sheet, *expected;
} cases[] = {
    {"numbers", 8, FORMATS_8,
        "203: 0w 0w 0w 1.5f\n203: 0w 1w 1w 0.85f\n203: 0w 2w 0w 0.30000000000000004f\n"
        "203: 0w 3w 0w 12345678901234567f\n203: 0w 4w 0w 1e-3f\n",
        "A1 number 1.5 general 1,5\nB1 number 0.85 percent 85%\nC1 number 0.3 general 0,3\n"
        "D1 number 12345678901234600 general 1,23457E+16\nE1 number 0.001 general 0,001\n"},
    /* 0x3FF00000 is the upper half of 1.0; 0x40590000 that of 100.0; 0x405EC000 that of 123.0 */
    {"packed numbers", 8, FORMATS_8,
        "27e: 0w 0w 0w 0x3FF00000d\n27e: 0w 1w 0w 0x405EC001d\n27e: 0w 2w 0w 30d 7*x\n27e: 0w 3w 0w 31d\n"
        "27e: 0w 4w 0w 0xFFFFFFFEd\n27e: 0w 5w 0w 3d\n27e: 0w 6w 0w 403d\n27e: 0w 7w 0w 0x80000002d\n",
        "A1 number 1 general\nB1 number 1.23 general 1,23\nC1 number 7 general\nD1 number 0.07 general 0,07\n"
        "E1 number -1 general\nF1 number 0 general\nG1 number 1 general\nH1 number -536870912 general\n"},
    {"many packed numbers", 8, FORMATS_8, "bd: 1w 2w 0w 6d 1w 203d 2w 175322d 4w\n",
        "C2 number 1 general\nD2 number 0.5 percent 50%\nE2 date 43830 date 31/12/2019\n"},
    {"not a number", 8, FORMATS_8, "203: 0w 0w 0w inff\n", "A1 error #NUM! general\n"},
    {"dates and durations", 8, FORMATS_8 "41e: 164w 10w 0b \"dd/mm/yyyy\"\n",
        "203: 0w 0w 2w 43830f\n203: 0w 1w 3w 1.25f\n203: 0w 2w 4w 60f\n",
        "A1 date 43830 date 31/12/2019\nB1 duration 1.25 duration 30:00:00\nC1 date 60 date 29/02/1900\n"},
    {"dates of 1904", 8, FORMATS_8 "22: 1w\n",
        "203: 0w 0w 2w 42368f\n203: 0w 1w 0w 42368f\n203: 0w 2w 3w 0.5f\n",
        "A1 date 43830 date 31/12/2019\nB1 number 42368 general\nC1 duration 0.5 duration 12:00:00\n"},
    {"booleans and errors", 8, FORMATS_8,
        "205: 0w 0w 0w 1b 0b\n205: 0w 1w 0w 0b 0b\n205: 0w 2w 0w 7b 1b\n205: 0w 3w 0w 42b 1b\n205: 0w 4w 0w "
        "0x17b 1b\n",
        "A1 boolean 1 general VERO\nB1 boolean 0 general FALSO\nC1 error #DIV/0! general\n"
        "D1 error #N/A general #N/D\nE1 error #REF! general #RIF!\n"},
    {"shared texts", 8, FORMATS_8 "fc: 3d 3d 3w 0b \"uno\" 3w 1b u\"due\" 0w 0b\n",
        "fd: 0w 0w 0w 1d\nfd: 0w 1w 0w 0d\nfd: 0w 2w 0w 2d\nfd: 0w 3w 0w 1d\n",
        "A1 text due general\nB1 text uno general\nC1 text  general\nD1 text due general\n"},
    {"a shared text too many", 8, "fc: 1d 1d 3w 0b \"uno\"\n", "fd: 4w 1w 0w 1d\n",
        "error: , S!B5: the cell's text is missing in the file: damaged, save it anew in Excel or "
        "LibreOffice\n"},
    {"a shared text of 2^31", 8, "fc: 1d 1d 3w 0b \"uno\"\n", "fd: 4w 1w 0w 0x80000000d\n",
        "error: , S!B5: the cell's text is missing in the file: damaged, save it anew in Excel or "
        "LibreOffice\n"},
    {"more texts stated than there are", 8, FORMATS_8 "fc: 0xFFFFFFFFd 0xFFFFFFFFd 3w 0b \"uno\"\n",
        "fd: 0w 0w 0w 0d\n", "A1 text uno general\n"},
    {"runs and phonetic texts are skipped", 8,
        FORMATS_8 "fc: 3d 3d 3w 8b 1w \"uno\" 1w 0w 3w 13b 1w 4d u\"due\" 1w 0w 4*p 3w 4b 6d \"tre\" 6*q\n",
        "fd: 0w 0w 0w 0d\nfd: 0w 1w 0w 1d\nfd: 0w 2w 0w 2d\n",
        "A1 text uno general\nB1 text due general\nC1 text tre general\n"},
    {"a text goes on in a CONTINUE record, in another width", 8,
        FORMATS_8
        "fc: 2d 2d 6w 1b u\"\xC3\xA8 l\"\n3c: 0b \"una\" 5w 0b \"per\"\n3c: 1b u\"\xE2\x82\xAC\xC3\xB2\"\n",
        "fd: 0w 0w 0w 0d\nfd: 0w 1w 0w 1d\n",
        "A1 text \xC3\xA8 luna general\nB1 text per\xE2\x82\xAC\xC3\xB2 general\n"},
    {"a CONTINUE record begins between two texts, in a length, before the characters, in the runs", 8,
        FORMATS_8 "fc: 4d 4d 3w 0b \"uno\"\n3c: 3w 0b \"due\" 3b\n3c: 0b 0b \"tre\" 4w 8b 1w\n"
                  "3c: 0b \"quat\" 1b\n3c: 0b 0w\n",
        "fd: 0w 0w 0w 0d\nfd: 0w 1w 0w 1d\nfd: 0w 2w 0w 2d\nfd: 0w 3w 0w 3d\n",
        "A1 text uno general\nB1 text due general\nC1 text tre general\nD1 text quat general\n"},
    {"half a character at the end of a record", 8, "fc: 1d 1d 2w 1b u\"a\" 0b\n3c: 0b 0b\n",
        "fd: 0w 0w 0w 0d\n", "error: " DAMAGED "\n"},
    {"a text is cut off", 8, "fc: 1d 1d 9w 0b \"uno\"\n", "", "error: " DAMAGED "\n"},
    {"surrogates", 8, FORMATS_8 "fc: 2d 2d 3w 1b 0xD83Dw 0xDE00w 0x61w 2w 1b 0xDE00w 0xD83Dw\n",
        "fd: 0w 0w 0w 0d\nfd: 0w 1w 0w 1d\n",
        "A1 text \xF0\x9F\x98\x80"
        "a general\nB1 text \xEF\xBF\xBD\xEF\xBF\xBD general\n"},
    {"a text longer than a cell's", 8, "fc: 1d 1d 32768w 0b 32768*x\n", "",
        "error: : holds a text longer than the 32,767 characters of a cell: shorten it\n"},
    {"texts in cells", 8, FORMATS_8,
        "204: 0w 0w 0w 3w 0b \"uno\"\n204: 0w 1w 0w 2w 1b u\"\xE2\x82\xAC"
        "5\"\nd6: 0w 2w 0w 3w 0b \"due\" 1w 1w 0w\n",
        "A1 text uno general\nB1 text \xE2\x82\xAC"
        "5 general\nC1 text due general\n"},
    {"blank cells keep their format beside a value", 8, FORMATS_8,
        "be: 0w 0w 1w 1w 2w\n201: 1w 0w 1w\n203: 1w 2w 0w 1f\n201: 1w 3w 1w\n",
        "A2 empty percent\nC2 number 1 general\n"},
    {"formulas", 8, FORMATS_8,
        "6: 0w 0w 1w 0.85f 0w 0d 0w\n6: 0w 1w 0w 1b 0b 1b 0b 0b 0b 0xFFFFw 0w 0d 0w\n"
        "6: 0w 2w 0w 2b 0b 7b 0b 0b 0b 0xFFFFw 0w 0d 0w\n6: 0w 3w 0w 3b 0b 0b 0b 0b 0b 0xFFFFw 0w 0d 0w\n"
        "6: 0w 4w 0w 0b 0b 0b 0b 0b 0b 0xFFFFw 0w 0d 0w\n207: 3w 0b \"uno\"\n",
        "A1 number 0.85 percent 85% =\nB1 boolean 1 general VERO =\nC1 error #DIV/0! general =\n"
        "D1 text  general =\nE1 text uno general =\n"},
    {"texts of shared formulas, arrays and tables", 8, FORMATS_8,
        "6: 0w 0w 0w 0b 0b 0b 0b 0b 0b 0xFFFFw 0w 0d 0w\n4bc: 8*x\n207: 3w 0b \"uno\"\n"
        "6: 1w 0w 0w 0b 0b 0b 0b 0b 0b 0xFFFFw 0w 0d 0w\n221: 8*x\n207: 6w 0b \"due\"\n3c: 1b u\"tre\"\n"
        "6: 2w 0w 0w 0b 0b 0b 0b 0b 0b 0xFFFFw 0w 0d 0w\n236: 8*x\n207: 1w 0b \"x\"\n",
        "A1 text uno general =\nA2 text duetre general =\nA3 text x general =\n"},
    {"a formula's text is missing", 8, FORMATS_8,
        "6: 0w 0w 0w 0b 0b 0b 0b 0b 0b 0xFFFFw 0w 0d 0w\n203: 0w 1w 0w 2f\n",
        "A1 empty general =\nB1 number 2 general\n"},
    {"cells out of order", 8, FORMATS_8,
        "203: 3w 1w 0w 4f\n203: 1w 2w 0w 2f\n203: 1w 0w 0w 1f\n203: 3w 1w 0w 5f\n",
        "A2 number 1 general\nC2 number 2 general\nB4 number 5 general\n"},
    {"a format out of range is General", 8, FORMATS_8, "203: 0w 0w 99w 1f\n", "A1 number 1 general\n"},
    {"a chart in the sheet", 8, FORMATS_8,
        "203: 0w 0w 0w 1f\n809: 0x600w 0x20w 12*\1\n203: 0w 1w 0w 2f\na:\n203: 0w 2w 0w 3f\n",
        "A1 number 1 general\nC1 number 3 general\n"},
    {"a cell beyond the last column", 8, FORMATS_8, "203: 0w 16384w 0w 1f\n",
        "error: , S: has a cell outside Excel's 1,048,576 rows and 16,384 columns: damaged\n"},
    {"a record that is too short", 8, FORMATS_8, "203: 2w 1w 0w\n203: 2w 1w 0w 4*x\n",
        "error: , S" DAMAGED "\n"},
    {"Excel 5: texts in windows-1252", 5, FORMATS_5,
        "204: 0w 0w 0w 6w \"perch\xC3\xA9\"\n204: 0w 1w 0w 1w 0x80b\n204: 0w 2w 0w 1w 0x81b\n"
        "d6: 0w 3w 0w 3w \"due\" 1b 1b 0b\n",
        "A1 text perch\xC3\xA9 general\nB1 text \xE2\x82\xAC general\nC1 text \xEF\xBF\xBD general\n"
        "D1 text due general\n"},
    {"Excel 5: a code page of its own", 5, "42: 1251w\n" FORMATS_5, "204: 0w 0w 0w 3w 0xC4b 0xE0b 0x21b\n",
        "A1 text \xD0\x94\xD0\xB0! general\n"},
    {"Excel 5: a code page that holds the last letter back", 5, "42: 1258w\n" FORMATS_5,
        "204: 0w 0w 0w 1w \"a\"\n204: 0w 1w 0w 1w \"b\"\n", "A1 text a general\nB1 text b general\n"},
    /* two bytes a letter, the second of which may be one that means something itself */
    {"Excel 5: CP932", 5, "42: 932w\n" FORMATS_5,
        "204: 0w 0w 0w 7w 0x95b 0x5Cb 0x8Eb 0xA6b \"a\" 0xB1b 0x5Cb\n204: 0w 1w 0w 2w \"b\" 0x95b\n"
        "204: 0w 2w 0w 3w 0x95b 0x0Ab \"c\"\n",
        "A1 text \xE8\xA1\xA8\xE7\xA4\xBA"
        "a\xEF\xBD\xB1\\ general\nB1 text b\xEF\xBF\xBD general\nC1 text \xEF\xBF\xBD\\nc general\n"},
    {"Excel 5: CP949", 5, "42: 949w\n" FORMATS_5, "204: 0w 0w 0w 5w 0xC7b 0xD1b 0x81b 0x41b \"a\"\n",
        "A1 text \xED\x95\x9C\xEA\xB0\x82"
        "a general\n"},
    {"Excel 5: CP936", 5, "42: 936w\n" FORMATS_5, "204: 0w 0w 0w 5w 0xD6b 0xD0b 0x81b 0x40b 0x80b\n",
        "A1 text \xE4\xB8\xAD\xE4\xB8\x82\xE2\x82\xAC general\n"},
    {"Excel 5: CP950", 5, "42: 950w\n" FORMATS_5, "204: 0w 0w 0w 5w 0xA4b 0xA4b 0xB3b 0x5Cb \"a\"\n",
        "A1 text \xE4\xB8\xAD\xE8\xA8\xB1"
        "a general\n"},
    {"Excel 5: a letter goes on in a CONTINUE record", 5, "42: 932w\n" FORMATS_5,
        "204: 0w 0w 0w 4w 0x95b\n3c: 0x5Cb 0x8Eb\n3c: 0xA6b\n", "A1 text \xE8\xA1\xA8\xE7\xA4\xBA general\n"},
    {"Excel 5: runs beside letters of two bytes", 5, "42: 932w\n" FORMATS_5,
        "d6: 0w 0w 0w 3w 0x95b 0x5Cb \"a\" 1b 2b 0b\n",
        "A1 text \xE8\xA1\xA8"
        "a general\n"},
    {"Excel 5: a result in two bytes", 5, "42: 949w\n" FORMATS_5,
        "6: 0w 0w 0w 0b 0b 0b 0b 0b 0b 0xFFFFw 0w 0d 0w\n207: 2w 0xC7b 0xD1b\n",
        "A1 text \xED\x95\x9C general =\n"},
    {"Excel 5: dates of 1904", 5, FORMATS_5 "22: 1w\n",
        "203: 0w 0w 2w 42368f\n27e: 0w 1w 2w 169474d\n6: 0w 2w 2w 42368f 0w 0d 3w 0x1Eb 1w\n",
        "A1 date 43830 date 31/12/2019\nB1 date 43830 date 31/12/2019\nC1 date 43830 date 31/12/2019 =1\n"},
    {"Excel 5: a code page that nobody knows", 5, "42: 9999w\n" FORMATS_5, "204: 0w 0w 0w 1w 0xE0b\n",
        "A1 text \xC3\xA0 general\n"},
    {"Excel 5: formats, formulas", 5, "41e: 164w 5b \"0.00%\"\n" FORMATS_5,
        "203: 0w 0w 4w 0.5f\n6: 0w 1w 0w 0b 0b 0b 0b 0b 0b 0xFFFFw 0w 0d 0w\n207: 3w \"uno\"\n27e: 0w 2w 2w "
        "175322d\n",
        "A1 number 0.5 percent 50,00%\nB1 text uno general =\nC1 date 43830 date 31/12/2019\n"},
    {"a password", 8, "2f: 0w 4*x\n", "",
        "error: : is protected by a password: open it in Excel and save it without one\n"},
};

static void test_cell(gconstpointer data)
{
    unsigned i = GPOINTER_TO_UINT(data);
    char *dump = file_dump(xls_build(cases[i].biff, cases[i].globals, cases[i].sheet), GRID_VALUES, NULL);
    GString *wanted = g_string_new(cases[i].expected);
    if (g_str_has_prefix(dump, "error"))
        g_string_truncate(wanted, wanted->len - 1);
    g_assert_cmpstr(dump, ==, wanted->str);
    g_string_free(wanted, TRUE);
    g_free(dump);
}

static void test_code_page(void)
{
    char *path = xls_build(5, "42: 1252w\n", "204: 0w 0w 0w 1w 0x8Ab\n");
    char *dump = file_dump(path, GRID_VALUES, "CP850");
    g_assert_cmpstr(dump, ==, "A1 text \xC3\xA8 general\n");
    g_free(dump);
    g_assert_true(grid_knows_code_page("CP1252"));
    g_assert_false(grid_knows_code_page("nessuna"));
}

/* ---- sheets ---- */

static struct workbook *read_sheets(const struct xls_sheet *sheets, const char *globals, GError **error)
{
    GByteArray *stream = biff_workbook(8, globals, sheets), *bytes = ole_build("WORKBOOK", stream, 3);
    char *path = file_build(bytes->data, bytes->len);
    struct workbook *workbook = grid_read(path, GRID_LOOKS, error);
    zip_drop(path);
    g_byte_array_unref(stream);
    g_byte_array_unref(bytes);
    return workbook;
}

static void test_sheets(void)
{
    static const struct xls_sheet sheets[] = {
        {.name = "Uno",
            .records = "203: 0w 0w 0w 1f\ne5: 2w 0w 2w 0w 1w 5w 5w 5w 5w\n7d: 1w 2w 2560w 0w 1w 0w\n"
                       "208: 4w 0w 1w 600w 0w 0w 0x60w 0w\n"},
        {.name = "Grafico", .records = "", .type = 2, .body = 0x20},
        {.name = "Macro", .records = "", .type = 1, .body = 0x40},
        {.name = "Nascosto", .records = "", .state = 1},
        {.name = "Chiuso", .records = "", .state = 2},
        {.name = "Dialogo", .records = "", .body = 0x40},
        {.name = NULL},
    };
    GError *error = NULL;
    /* print titles of rows 1 and 2, of the first sheet; the print area of the fourth */
    struct workbook *workbook = read_sheets(sheets,
        "18: 0x20w 0b 1b 11w 0w 1w 0d 0b 7b 0x3Bb 0w 0w 1w 0w 255w\n"
        "18: 0x20w 0b 1b 11w 0w 4w 0d 0b 6b 0x3Bb 0w 0w 9w 1w 3w\n",
        &error);
    g_assert_no_error(error);
    g_assert_cmpint(workbook->sheets->len, ==, 3);
    const struct sheet *first = workbook_sheet(workbook, "Uno"),
                       *hidden = workbook_sheet(workbook, "Nascosto");
    g_assert_cmpint(first->visibility, ==, SHEET_VISIBLE);
    g_assert_cmpint(hidden->visibility, ==, SHEET_HIDDEN);
    g_assert_cmpint(workbook_sheet(workbook, "Chiuso")->visibility, ==, SHEET_VERY_HIDDEN);
    g_assert_cmpint(first->merges->len, ==, 1);
    const struct range *merge = sheet_merge_at(first, 2, 1);
    g_assert_nonnull(merge);
    g_assert_cmpint(merge->last_row, ==, 2);
    g_assert_true(sheet_column_hidden(first, 2));
    g_assert_false(sheet_column_hidden(first, 3));
    g_assert_cmpfloat(sheet_column_width(first, 1), ==, 10);
    g_assert_true(sheet_row(first, 4)->hidden);
    g_assert_cmpfloat(sheet_row_height(first, 4), ==, 30);
    g_assert_true(first->page.has_print_rows);
    g_assert_cmpint(first->page.print_rows_last, ==, 1);
    g_assert_true(hidden->page.has_print_area);
    g_assert_cmpint(hidden->page.print_area.first_column, ==, 1);
    g_assert_cmpint(hidden->page.print_area.last_row, ==, 9);
    workbook_free(workbook);
}

static void test_no_sheets(void)
{
    static const struct xls_sheet sheets[] = {
        {.name = "Grafico", .records = "", .type = 2, .body = 0x20}, {.name = NULL}};
    GError *error = NULL;
    g_assert_null(read_sheets(sheets, "", &error));
    g_assert_nonnull(strstr(error->message, "holds no worksheet"));
    g_error_free(error);
}

static void test_looks(void)
{
    /* a font, red by the palette; a format with it, a thin line on the left, a solid fill; a rich text */
    static const char globals[] = "31: 200w 2w 0x7FFFw 400w 0w 0b 0b 0b 0b 5b 0b \"Arial\"\n"
                                  "31: 240w 0w 8w 700w 1w 1b 0b 0b 0b 5b 0b \"Arial\"\n"
                                  "e0: 1w 9w 1w 0x2Ab 45b 0x12b 0b 0x00080001d 0x04000000d 0x2009w\n"
                                  "92: 2w 0xC0b 1b 2b 0b 3b 4b 5b 0b\n"
                                  "fc: 1d 1d 5w 8b 1w \"abcde\" 2w 0w\n";
    GError *error = NULL;
    char *path = xls_build(8, globals, "fd: 0w 0w 0w 0d\n23e: 8w\n41: 1w 2w\n1d: 0w\n");
    struct workbook *workbook = grid_read(path, GRID_LOOKS, &error);
    g_assert_no_error(error);
    const struct sheet *sheet = workbook->sheets->pdata[0];
    const struct cell *cell = sheet_cell(sheet, 0, 0);
    const struct style *style = workbook_get_style(workbook, cell->style);
    g_assert_cmpstr(style->font.name, ==, "Arial");
    g_assert_cmpfloat(style->font.size, ==, 12);
    g_assert_true(style->font.bold);
    g_assert_cmpint(style->font.script, ==, SCRIPT_SUPER);
    g_assert_cmpint(style->font.underline, ==, UNDERLINE_SINGLE);
    g_assert_cmphex(style->font.colour, ==, 0xC00102);
    g_assert_cmpint(style->horizontal, ==, ALIGN_CENTRE);
    g_assert_cmpint(style->vertical, ==, ALIGN_BOTTOM);
    g_assert_true(style->wrap);
    g_assert_true(style->shrink);
    g_assert_cmpint(style->rotation, ==, 45);
    g_assert_cmpint(style->indent, ==, 2);
    g_assert_cmpint(style->left.line, ==, BORDER_THIN);
    g_assert_cmphex(style->left.colour, ==, 0xC00102);
    g_assert_cmpint(style->top.line, ==, BORDER_NONE);
    g_assert_cmphex(style->fill, ==, 0x030405);
    g_assert_cmpstr(style->format, ==, "0%");
    g_assert_cmpint(cell->extra->run_count, ==, 2);
    g_assert_cmpstr(cell->extra->runs[0].text, ==, "ab");
    g_assert_true(cell->extra->runs[0].font.bold);
    g_assert_cmpstr(cell->extra->runs[1].text, ==, "cde");
    g_assert_true(cell->extra->runs[1].font.italic);
    g_assert_cmpint(sheet->frozen_columns, ==, 1);
    g_assert_cmpint(sheet->frozen_rows, ==, 2);
    g_assert_true(sheet->hide_gridlines);
    workbook_free(workbook);
    zip_drop(path);
}

/* ---- damage ---- */

static char *dump_bytes(const GByteArray *bytes)
{
    return file_dump(file_build(bytes->data, bytes->len), GRID_VALUES, NULL);
}

static GByteArray *small(const char *name, unsigned storages)
{
    static const struct xls_sheet sheets[] = {{.name = "S", .records = "203: 0w 0w 0w 1f\n"}, {.name = NULL}};
    GByteArray *stream = biff_workbook(8, FORMATS_8, sheets), *bytes = ole_build(name, stream, storages);
    g_byte_array_unref(stream);
    return bytes;
}

static void test_containers(void)
{
    static const struct {
        const char *stream;
        unsigned storages;
        int place; /* of 4 bytes that are changed; -1: none */
        uint32_t value;
        unsigned cut; /* bytes that remain; 0: all */
        const char *expected;
    } containers[] = {
        {"Workbook", 0, -1, 0, 0, "A1 number 1 general\n"}, {"BOOK", 0, -1, 0, 0, "A1 number 1 general\n"},
        {"book", 0, -1, 0, 0, "A1 number 1 general\n"}, {"Book", 0, -1, 0, 0, "A1 number 1 general\n"},
        {"WORKBOOK", 0, -1, 0, 0, "A1 number 1 general\n"},
        {"WorkBook", 0, -1, 0, 0, "A1 number 1 general\n"},
        {"workbook", 998, -1, 0, 0, "A1 number 1 general\n"},
        {"Workbook", 999, -1, 0, 0, "error: : has more entries in its container than any workbook: not read"},
        {"EncryptedPackage", 0, -1, 0, 0,
            "error: : is protected by a password: open it in Excel and save it without one"},
        {"WordDocument", 0, -1, 0, 0,
            "error: : is a Word document, no workbook: copy its tables into a workbook"},
        {"Altro", 0, -1, 0, 0,
            "error: : is an OLE file without a workbook in it, or damaged: open it in Excel and save it as "
            ".xlsx"},
        /* the stream has 8 sectors, the directory is sector 8, the FAT sector 9 */
        {"Workbook", 0, -1, 0, 600, "error: " DAMAGED}, {"Workbook", 0, -1, 0, 512 * 9, "error: " DAMAGED},
        {"Workbook", 0, 44, 0x7FFFFFFF, 0, "error: " DAMAGED}, /* sectors of the FAT */
        {"Workbook", 0, 48, 0x7FFFFFFF, 0, "error: " DAMAGED}, /* the directory's place */
        {"Workbook", 0, 48, 0xFFFFFFFE, 0, "error: " DAMAGED}, /* no directory */
        {"Workbook", 0, 76, 77, 0, "error: " DAMAGED},         /* the FAT's place */
        {"Workbook", 0, 30, 0x00060003, 0, "error: " DAMAGED}, /* the size of sectors */
        {"Workbook", 0, 512 * 10 + 4 * 8, 8, 0,
            "error: : has more entries in its container than any workbook: not "
            "read"},                                                            /* a directory in a circle */
        {"Workbook", 0, 512 * 9 + 128 + 120, 0x80000000, 0, "error: " DAMAGED}, /* the stream's length */
        {"Workbook", 0, 512 * 9 + 128 + 120, 0, 0, "error: " DAMAGED},
        {"Workbook", 0, 512 * 10, 0xFFFFFFFE, 0, "error: " DAMAGED}, /* the stream's chain ends early */
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(containers); i++) {
        GByteArray *bytes = small(containers[i].stream, containers[i].storages);
        for (unsigned k = 0; containers[i].place >= 0 && k < 4; k++)
            bytes->data[containers[i].place + (int)k] = containers[i].value >> 8 * k & 255;
        if (containers[i].cut)
            g_byte_array_set_size(bytes, containers[i].cut);
        char *dump = dump_bytes(bytes);
        g_test_message("container %u", i);
        g_assert_cmpstr(dump, ==, containers[i].expected);
        g_free(dump);
        g_byte_array_unref(bytes);
    }
}

/* A second stream beside the first, of another name; its sectors are none. */
static void add_stream(GByteArray *bytes, const char *name)
{
    const unsigned entry = 512 * 9 + 2 * 128;
    unsigned length = (unsigned)strlen(name);
    memset(bytes->data + entry, 0, 64);
    for (unsigned i = 0; i < length; i++)
        bytes->data[entry + 2 * i] = (uint8_t)name[i];
    bytes->data[entry + 64] = (uint8_t)(2 * length + 2);
    bytes->data[entry + 66] = 2;
    bytes_patch(bytes, entry + 116, 0xFFFFFFFE);
    bytes_patch(bytes, entry + 120, 4096);
}

/* Of a file for Excel 95 and 97 the later stream is read, wherever it stands. */
static void test_both(void)
{
    static const char *const names[][3] = {
        {"Workbook", "Book", "A1 number 1 general\n"},
        {"Book", "Workbook", "error: " DAMAGED},
        {"Book", "Altro", "A1 number 1 general\n"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        GByteArray *bytes = small(names[i][0], 1);
        add_stream(bytes, names[i][1]);
        char *dump = dump_bytes(bytes);
        g_assert_cmpstr(dump, ==, names[i][2]);
        g_free(dump);
        g_byte_array_unref(bytes);
    }
}

/* Excel 5 says runs in bytes: a text with letters of the code page has none. */
static void test_runs_5(void)
{
    static const char globals[] = "31: 200w 0w 0x7FFFw 400w 0w 0b 0b 0b 0b 5b \"Arial\"\n"
                                  "31: 200w 2w 0x7FFFw 400w 0w 0b 0b 0b 0b 5b \"Arial\"\n" XF_5("0");
    GError *error = NULL;
    char *path = xls_build(5, globals,
        "d6: 0w 0w 0w 4w \"abcd\" 2b 2b 1b 3b 0b\nd6: 0w 1w 0w 4w \"ab\xC3\xA0"
        "d\" 1b 2b 1b\n");
    struct workbook *workbook = grid_read(path, GRID_LOOKS, &error);
    g_assert_no_error(error);
    const struct sheet *sheet = workbook->sheets->pdata[0];
    const struct cell *cell = sheet_cell(sheet, 0, 0);
    g_assert_cmpint(cell->extra->run_count, ==, 3);
    g_assert_cmpstr(cell->extra->runs[0].text, ==, "ab");
    g_assert_cmpstr(cell->extra->runs[1].text, ==, "c");
    g_assert_true(cell->extra->runs[1].font.italic);
    g_assert_cmpstr(cell->extra->runs[2].text, ==, "d");
    g_assert_false(cell->extra->runs[2].font.italic);
    g_assert_cmpstr(sheet_cell(sheet, 0, 1)->text, ==,
        "ab\xC3\xA0"
        "d");
    g_assert_null(sheet_cell(sheet, 0, 1)->extra);
    workbook_free(workbook);
    zip_drop(path);
}

/* A stream without a container is read, too; cut anywhere, it is damaged. */
static void test_cut(void)
{
    static const struct xls_sheet sheets[] = {
        {.name = "S", .records = "203: 0w 0w 0w 1f\n204: 1w 0w 0w 3w 0b \"uno\"\n"}, {.name = NULL}};
    GByteArray *stream = biff_workbook(8, FORMATS_8 "fc: 1d 1d 3w 8b 1w \"uno\" 0w 0w\n", sheets);
    unsigned whole = stream->len;
    char *dump = dump_bytes(stream);
    g_assert_cmpstr(dump, ==, "A1 number 1 general\nA2 text uno general\n");
    g_free(dump);
    while (stream->len > 4) {
        g_byte_array_set_size(stream, stream->len - 1);
        dump = dump_bytes(stream);
        g_assert_true(g_str_has_prefix(dump, "error: "));
        g_assert_nonnull(strstr(dump, "is damaged"));
        g_free(dump);
    }
    g_assert_cmpint(whole, >, 100);
    g_byte_array_unref(stream);
}

/* Any byte may be wrong: an error or a grid, never more. */
static void test_bytes(void)
{
    GByteArray *bytes = small("Workbook", 2);
    for (unsigned i = 0; i < bytes->len; i += i < 512 + 300 || i >= 512 * 9 ? 1 : 64) {
        uint8_t kept = bytes->data[i];
        bytes->data[i] = kept ^ 0xFF;
        g_free(dump_bytes(bytes));
        bytes->data[i] = kept;
    }
    g_byte_array_unref(bytes);
}

static void test_older(void)
{
    static const struct {
        const char *records, *words;
    } older[] = {
        {"409: 0w 0x10w 0w\n", "Excel 4"},
        {"209: 0w 0x10w 0w\n", "Excel 3"},
        {"9: 0w 0x10w\n", "Excel 2"},
        {"809: 0x400w 0x10w 0w 0w\n", "Excel 4"},
        {"203: 0w 0w 0w 1f\n", "is damaged"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(older); i++) {
        GByteArray *stream = g_byte_array_new();
        biff_append(stream, older[i].records);
        GByteArray *bytes = ole_build("Book", stream, 0);
        char *dump = dump_bytes(bytes);
        g_assert_true(g_str_has_prefix(dump, "error: "));
        g_assert_nonnull(strstr(dump, older[i].words));
        g_free(dump);
        g_byte_array_unref(stream);
        g_byte_array_unref(bytes);
    }
}

/* Excel opens a workbook whose structure is protected without asking, though it is encrypted; one that has a
 * password of its own is refused. */
static void test_structure_protected(void)
{
    static const uint8_t head[] = {0x2F, 0, 54, 0, 1, 0, 1, 0, 1, 0};
    char *path = g_test_build_filename(G_TEST_DIST, "data", "structure-protected.xls", NULL), *content = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(path, &content, &length, NULL));
    GByteArray *bytes = g_byte_array_new_take((guint8 *)content, length);
    char *dump = dump_bytes(bytes);
    g_assert_cmpstr(dump, ==,
        "A1 text Codice general\nB1 text Indicatore general\nC1 text Peso general\n"
        "A2 text O1.1 general\nB2 text Tempo medio di evasione delle pratiche general\n"
        "C2 number 0.35 general 0,35\nA3 text O1.2 general\nB3 text Società iscritte general\n"
        "C3 number 65 general\n");
    g_free(dump);
    uint8_t *record = memmem(bytes->data, bytes->len, head, sizeof head);
    g_assert_nonnull(record);
    static const unsigned changed[] = {4, 6, 10, 26, 42};
    for (unsigned i = 0; i < G_N_ELEMENTS(changed); i++) {
        record[changed[i]] ^= 1;
        dump = dump_bytes(bytes);
        g_assert_cmpstr(
            dump, ==, "error: : is protected by a password: open it in Excel and save it without one");
        g_free(dump);
        record[changed[i]] ^= 1;
    }
    for (unsigned i = 512; i < bytes->len; i += 3) {
        bytes->data[i] ^= 0xFF;
        g_free(dump_bytes(bytes));
        bytes->data[i] ^= 0xFF;
    }
    g_byte_array_unref(bytes);
    g_free(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    /* libgsf's warnings on damaged files are no failures */
    g_log_set_always_fatal(G_LOG_FATAL_MASK);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *name = g_strdup_printf("/xls/cells/%s", cases[i].name);
        g_test_add_data_func(name, GUINT_TO_POINTER(i), test_cell);
        g_free(name);
    }
    g_test_add_func("/xls/code-page", test_code_page);
    g_test_add_func("/xls/sheets", test_sheets);
    g_test_add_func("/xls/no-sheets", test_no_sheets);
    g_test_add_func("/xls/looks", test_looks);
    g_test_add_func("/xls/containers", test_containers);
    g_test_add_func("/xls/both", test_both);
    g_test_add_func("/xls/runs-5", test_runs_5);
    g_test_add_func("/xls/cut", test_cut);
    g_test_add_func("/xls/bytes", test_bytes);
    g_test_add_func("/xls/older", test_older);
    g_test_add_func("/xls/structure-protected", test_structure_protected);
    return g_test_run();
}
