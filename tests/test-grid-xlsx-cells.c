/* Cells of .xlsx files as hand-made and odd programs write them, and what must be read. */
#include <string.h>
#include <glib.h>

#include "support/zip-builder.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define SHEET(inside) "<worksheet xmlns='" MAIN "'>" inside "</worksheet>"
#define DATA(rows) SHEET("<sheetData>" rows "</sheetData>")
#define STRINGS(items) "<sst xmlns='" MAIN "'>" items "</sst>"

/* Formats 0 General, 1 0%, 2 dd/mm/yyyy (14), 3 [h]:mm:ss (46), 4 h:mm (20), 5 and on as given. */
#define STYLES(formats, more)                                                                                \
    "<styleSheet xmlns='" MAIN "'><numFmts>" formats                                                         \
    "</numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='9'/>"                                                \
    "<xf numFmtId='14'/><xf numFmtId='46'/><xf numFmtId='20'/>" more "</cellXfs></styleSheet>"
#define PLAIN_STYLES STYLES("", "")
#define CODE(id, code) "<numFmt numFmtId='" id "' formatCode='" code "'/>"
#define XF(id) "<xf numFmtId='" id "'/>"

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define WORKBOOK(properties)                                                                                 \
    "<workbook xmlns='" MAIN "' xmlns:r='" RELATIONS "'>" properties                                         \
    "<sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"

static const struct {
    const char *name;
    const char *sheet, *strings, *styles, *workbook;
    const char *expected;
} cases[] = {
    {"kinds",
        DATA("<row r='1'><c r='A1'><v>12</v></c><c r='B1' t='n'><v>0.85</v></c><c r='C1' t='s'><v>0</v></c>"
             "<c r='D1' t='b'><v>1</v></c><c r='E1' t='e'><v>#DIV/0!</v></c><c r='F1' t='str'><v>x</v></c>"
             "<c r='G1' t='inlineStr'><is><t>y</t></is></c><c r='H1' t='b'><v>0</v></c></row>"),
        STRINGS("<si><t>uno</t></si>"), NULL, NULL,
        "A1 number 12 general\nB1 number 0.85 general 0,85\nC1 text uno general\nD1 boolean 1 general VERO\n"
        "E1 error #DIV/0! general\nF1 text x general\nG1 text y general\nH1 boolean 0 general FALSO\n"},
    {"binary noise",
        DATA("<row><c><v>0.84999999999999998</v></c><c><v>0.30000000000000004</v></"
             "c><c><v>20.399999999999999</v></c>"
             "<c><v>1E-3</v></c><c><v>-1.5e+2</v></c><c><v> 7 </v></c><c><v>12345678901234567</v></c></row>"),
        NULL, NULL, NULL,
        "A1 number 0.85 general 0,85\nB1 number 0.3 general 0,3\nC1 number 20.4 general 20,4\n"
        "D1 number 0.001 general 0,001\nE1 number -150 general\nF1 number 7 general\n"
        "G1 number 12345678901234600 general 1,23457E+16\n"},
    {"not a number", DATA("<row><c t='n'><v>abc</v></c><c><v>NaN</v></c></row>"), NULL, NULL, NULL,
        "A1 text abc general\nB1 text NaN general\n"},
    {"dimension too large and too small",
        SHEET(
            "<dimension ref='A1:XFD1048576'/><sheetData><row r='3'><c r='C3'><v>1</v></c></row></sheetData>"),
        NULL, NULL, NULL, "C3 number 1 general\n"},
    {"dimension of one cell",
        SHEET("<dimension ref='A1'/><sheetData><row r='3'><c r='C3'><v>1</v></c></row></sheetData>"), NULL,
        NULL, NULL, "C3 number 1 general\n"},
    {"dates",
        DATA("<row><c s='2'><v>43830</v></c><c s='2'><v>0</v></c><c s='2'><v>60</v></c><c "
             "s='2'><v>43830.75</v></c>"
             "<c><v>43830</v></c></row>"),
        NULL, PLAIN_STYLES, NULL,
        "A1 date 43830 date 31/12/2019\nB1 date 0 date 00/01/1900\nC1 date 60 date 29/02/1900\n"
        "D1 date 43830.75 date 31/12/2019\nE1 number 43830 general\n"},
    {"durations", DATA("<row><c s='3'><v>1.6319444444444444</v></c><c s='4'><v>0.5</v></c></row>"), NULL,
        PLAIN_STYLES, NULL, "A1 duration 1.63194444444444 duration 39:10:00\nB1 duration 0.5 time 12:00\n"},
    {"no dates",
        DATA("<row><c s='5'><v>5</v></c><c s='6'><v>5</v></c><c s='7'><v>5</v></c><c "
             "s='8'><v>5</v></c></row>"),
        NULL,
        STYLES(CODE("164", "[Red]0.00") CODE("165", "&quot;Surplus days &quot;0") CODE("166", "GENERAL")
                   CODE("167", "0\\d"),
            XF("164") XF("165") XF("166") XF("167")),
        NULL,
        "A1 number 5 decimal 5,00\nB1 number 5 integer Surplus days 5\nC1 number 5 general\nD1 number 5 "
        "integer 5d\n"},
    {"east asian dates", DATA("<row><c s='5'><v>43830</v></c><c s='6'><v>43830</v></c></row>"), NULL,
        STYLES("", XF("27") XF("58")), NULL,
        "A1 date 43830 date 31/12/2019\nB1 date 43830 date 31/12/2019\n"},
    {"1904",
        DATA("<row><c s='2'><v>42368</v></c><c s='2'><v>0.5</v></c><c "
             "s='3'><v>1.5</v></c><c><v>1</v></c></row>"),
        NULL, PLAIN_STYLES, WORKBOOK("<workbookPr date1904='1'/>"),
        "A1 date 43830 date 31/12/2019\nB1 date 1462.5 date 01/01/1904\nC1 duration 1.5 duration 36:00:00\n"
        "D1 number 1 general\n"},
    {"1904 in words", DATA("<row><c s='2'><v>42368</v></c></row>"), NULL, PLAIN_STYLES,
        WORKBOOK("<workbookPr date1904='true'/>"), "A1 date 43830 date 31/12/2019\n"},
    {"1904 denied", DATA("<row><c s='2'><v>43830</v></c></row>"), NULL, PLAIN_STYLES,
        WORKBOOK("<workbookPr date1904='false'/>"), "A1 date 43830 date 31/12/2019\n"},
    {"iso dates",
        DATA("<row><c t='d'><v>2019-12-31</v></c><c t='d' s='2'><v>2019-12-31T12:00:00.000</v></c>"
             "<c t='d'><v>12:00:00</v></c><c t='d'><v>domani</v></c></row>"),
        NULL, PLAIN_STYLES, WORKBOOK("<workbookPr date1904='1'/>"),
        "A1 date 43830 date 31/12/2019\nB1 date 43830.5 date 31/12/2019\nC1 duration 0.5 time 12:00:00\n"
        "D1 text domani general\n"},
    {"percent", DATA("<row><c s='1'><v>0.8</v></c><c><v>0.8</v></c><c t='s'><v>0</v></c></row>"),
        STRINGS("<si><t>10 %</t></si>"), PLAIN_STYLES, NULL,
        "A1 number 0.8 percent 80%\nB1 number 0.8 general 0,8\nC1 text 10 % general\n"},
    {"formulas without value",
        DATA("<row><c><f>1+1</f></c><c><f>1+1</f><v/></c><c><f>1+1</f><v></v></c><c><f>1-1</f><v>0</v></c>"
             "<c t='str'><f>\"\"</f><v></v></c><c t='str'><f>A1</f></c><c t='e'><f>1/0</f><v>#DIV/0!</v></c>"
             "<c t='str'><f>=\"a\"</f><v>a</v></c><c t='b'><f>1=1</f><v>1</v></c></row>"),
        NULL, NULL, NULL,
        "A1 empty general =1+1\nB1 empty general =1+1\nC1 empty general =1+1\nD1 number 0 general =1-1\n"
        "E1 text  general =\"\"\nF1 empty general =A1\nG1 error #DIV/0! general =1/0\nH1 text a general "
        "=\"a\"\n"
        "I1 boolean 1 general VERO =1=1\n"},
    {"shared formulas",
        DATA("<row><c><f t='shared' ref='A1:A2' si='3'>B1*2</f><v>2</v></c></row>"
             "<row><c><f t='shared' si='3'/><v>4</v></c><c><f t='shared' si='9'/><v>1</v></c>"
             "<c><f t='array' ref='C2'>SUM(A1:A2)</f><v>6</v></c><c><f aca='0'></f><v>7</v></c>"
             "<c><f t='dataTable' ref='E2'/><v>8</v></c></row>"),
        NULL, NULL, NULL,
        "A1 number 2 general =B1*2\nA2 number 4 general =B2*2\nB2 number 1 general =\nC2 number 6 general "
        "=SUM(A1:A2)\nD2 number 7 general\nE2 number 8 general =\n"},
    {"empty shared strings keep their place",
        DATA("<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c><c t='s'><v>3</v></c>"
             "<c t='s'><v/></c><c t='s'/></row>"),
        STRINGS("<si/><si><t>a</t></si><si></si><si><t>b</t></si>"), NULL, NULL,
        "A1 text  general\nB1 text a general\nC1 text  general\nD1 text b general\n"},
    {"phonetic texts", DATA("<row><c t='s'><v>0</v></c></row>"),
        STRINGS("<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>"),
        NULL, NULL, "A1 text 東京 general\n"},
    {"rich texts", DATA("<row><c t='s'><v>0</v></c></row>"),
        STRINGS("<si><r><rPr><b/></rPr><t>Azione </t></r><r><t xml:space='preserve'> A.1</t></r></si>"), NULL,
        NULL, "A1 text Azione  A.1 general\n"},
    {"inline texts",
        DATA("<row><c t='inlineStr'><is><r><t>uno </t></r><r><rPr><b/></rPr><t>due</t></r></is></c>"
             "<c t='inlineStr'><is><t><![CDATA[a < b]]></t></is></c><c t='inlineStr'><is/></c><c "
             "t='inlineStr'/>"
             "<c t='inlineStr'><is><t>x</t><rPh><t>y</t></rPh></is></c></row>"),
        NULL, NULL, NULL,
        "A1 text uno due general\nB1 text a < b general\nC1 text  general\nE1 text x general\n"},
    {"escapes",
        DATA("<row><c t='s'><v>0</v></c><c t='str'><v>a_x000A_b</v></c><c t='inlineStr'><is><t>_x20AC_ "
             "5</t></is></c>"
             "<c t='s'><v>1</v></c></row>"),
        STRINGS(
            "<si><t>a_x000A_b_x005F_x000A_c</t></si><si><t>_xD83D__xDE00_ _xZZZZ_ _x12 _x0000_.</t></si>"),
        NULL, NULL,
        "A1 text a\\nb_x000A_c general\nB1 text a\\nb general\nC1 text € 5 general\nD1 text 😀 _xZZZZ_ _x12 . "
        "general\n"},
    {"blanks are kept as they stand", DATA("<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>"),
        STRINGS("<si><t xml:space='preserve'> a </t></si><si><t>\xC2\xA0"
                "b</t></si>"),
        NULL, NULL,
        "A1 text  a  general\nB1 text \xC2\xA0"
        "b general\n"},
    {"without references",
        DATA("<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>"
             "<row r='7'><c><v>5</v></c></row><row><c><v>6</v></c></row>"),
        NULL, NULL, NULL,
        "A1 number 1 general\nD1 number 2 general\nE1 number 3 general\nA2 number 4 general\nA7 number 5 "
        "general\n"
        "A8 number 6 general\n"},
    {"in no order",
        DATA("<row r='3'><c r='B3'><v>1</v></c><c r='A3'><v>2</v></c></row><row r='1'><c "
             "r='A1'><v>3</v></c></row>"
             "<row r='3'><c r='B3'><v>4</v></c></row>"),
        NULL, NULL, NULL, "A1 number 3 general\nA3 number 2 general\nB3 number 4 general\n"},
    {"prefixes",
        "<x:worksheet xmlns:x='" MAIN "'><x:sheetData><x:row r='1'><x:c r='A1' t='s'><x:v>0</x:v></x:c>"
        "</x:row></x:sheetData></x:worksheet>",
        "<x:sst xmlns:x='" MAIN "'><x:si><x:t>a</x:t></x:si></x:sst>", NULL, NULL, "A1 text a general\n"},
    {"other people's elements",
        SHEET("<sheetData><row r='1'><c "
              "r='A1'><v>1</v><extLst><ext><v>9</v></ext></extLst></c></row></sheetData>"
              "<mc:AlternateContent "
              "xmlns:mc='m'><mc:Choice><sheetData><row><c><v>8</v></c></row></sheetData></mc:Choice>"
              "</mc:AlternateContent>"),
        NULL, NULL, NULL, "A1 number 1 general\n"},
    {"formats of empty cells",
        DATA("<row r='1'><c r='A1' s='1'/><c r='B1'><v>1</v></c><c r='C1' s='1'/><c r='D1' s='1'/></row>"
             "<row r='2'><c r='A2' s='1'/><c r='B2' s='2'/></row><row r='3'><c r='C3'><v>2</v></c></row>"
             "<row r='4'><c r='A4' s='2' t='s'><v>0</v></c></row>"),
        STRINGS("<si><t> </t></si>"), PLAIN_STYLES, NULL,
        "A1 empty percent\nB1 number 1 general\nC1 empty percent\nC3 number 2 general\n"},
    {"formats under a merge",
        SHEET("<sheetData><row r='1'><c r='A1' s='1'><v>1</v></c><c r='B1' s='1'/><c r='C1' s='1'/></row>"
              "<row r='2'><c r='A2' s='1'/><c r='B2' s='1'/><c r='C2'><v>2</v></c></row></sheetData>"
              "<mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='B2:C3'/></mergeCells>"),
        NULL, PLAIN_STYLES, NULL,
        "A1 number 1 percent 100%\nC1 empty percent\nA2 empty percent\nB2 empty percent\nC2 number 2 "
        "general\n"},
    {"format out of range", DATA("<row><c s='99'><v>1</v></c></row>"), NULL, PLAIN_STYLES, NULL,
        "A1 number 1 general\n"},
    {"shared string out of range", DATA("<row r='4'><c r='B4' t='s'><v>7</v></c></row>"),
        STRINGS("<si><t>a</t></si>"), NULL, NULL,
        "error: , S!B4: the cell's text is missing in the file: damaged, save it anew in Excel or "
        "LibreOffice"},
    {"outside the sheet", DATA("<row r='1'><c r='XFE1'><v>7</v></c></row>"), NULL, NULL, NULL,
        "error: , S: has a cell outside Excel's 1,048,576 rows and 16,384 columns: damaged"},
    {"a row within a row", DATA("<row r='1'><row r='2' hidden='1'/></row>"), NULL, NULL, NULL,
        "error: , S: has a row within a row: damaged, save it anew in Excel or LibreOffice"},
    {"dates in words of XML",
        DATA("<row><c t='d'><v>2019-12-31T12:30:00Z</v></c><c t='d'><v>12:30</v></c>"
             "<c t='d'><v>2019-12-31 circa</v></c><c t='d'><v>2019-12-31T12:30:inf</v></c>"
             "<c t='d'><v>2019-02-30</v></c></row>"),
        NULL, NULL, NULL,
        "A1 date 43830.5208333333 date 31/12/2019 12:30\nB1 duration 0.520833333333333 time 12:30:00\n"
        "C1 text 2019-12-31 circa general\nD1 text 2019-12-31T12:30:inf general\n"
        "E1 text 2019-02-30 general\n"},
    {"row outside the sheet", DATA("<row r='1048577'><c><v>7</v></c></row>"), NULL, NULL, NULL,
        "error: , S: has a row beyond Excel's 1,048,576: damaged"},
};

static void test_case(gconstpointer data)
{
    unsigned i = GPOINTER_TO_UINT(data);
    struct zip_part parts[5] = {{"xl/worksheets/sheet1.xml", cases[i].sheet}};
    unsigned count = 1;
    if (cases[i].strings)
        parts[count++] = (struct zip_part){"xl/sharedStrings.xml", cases[i].strings};
    if (cases[i].styles)
        parts[count++] = (struct zip_part){"xl/styles.xml", cases[i].styles};
    if (cases[i].workbook)
        parts[count++] = (struct zip_part){"xl/workbook.xml", cases[i].workbook};
    char *dump = xlsx_dump(parts, GRID_VALUES);
    g_assert_cmpstr(dump, ==, cases[i].expected);
    g_free(dump);
}

/* A text of its own may be as long as a cell's, and no longer. */
static void test_long_text(void)
{
    for (unsigned more = 0; more < 2; more++) {
        char *text = g_strnfill(32767 + more, 'x');
        char *sheet = g_strdup_printf(DATA("<row><c t='str'><v>%s</v></c></row>"), text);
        const struct zip_part parts[] = {{"xl/worksheets/sheet1.xml", sheet}, {NULL, NULL}};
        char *dump = xlsx_dump(parts, GRID_VALUES);
        g_assert_cmpint(g_str_has_prefix(dump, "A1 text xxx"), ==, more == 0);
        g_assert_cmpint(
            g_str_has_prefix(dump, "error: , S!A1: holds a text longer than the 32,767"), ==, more == 1);
        g_free(dump);
        g_free(sheet);
        g_free(text);
    }
}

/* With looks the styled cells that nobody filled in are kept, runs too; without a style they are not. */
static void test_looks(void)
{
    static const struct zip_part parts[] = {
        {"xl/worksheets/sheet1.xml",
            DATA("<row r='1'><c r='A1' s='1'/><c r='B1'/></row>"
                 "<row r='9'><c r='C9' t='s' s='5'><v>0</v></c><c r='D9' s='2'/></row>")},
        {"xl/sharedStrings.xml",
            STRINGS("<si><r><t>a</t></r><r><rPr><i/><color rgb='FF0000FF'/></rPr><t>b</t></r>"
                    "<r><t/></r></si>")},
        {"xl/styles.xml",
            "<styleSheet xmlns='" MAIN "'><fonts><font/><font><b/></font></fonts><cellXfs><xf/>"
            "<xf numFmtId='9'/><xf numFmtId='14'/><xf/><xf/><xf fontId='1'/></cellXfs></styleSheet>"},
        {NULL, NULL},
    };
    char *path = xlsx_build(parts);
    struct workbook *workbook = grid_read(path, GRID_LOOKS, NULL);
    g_assert_nonnull(workbook);
    char *dump = workbook_dump(workbook);
    g_assert_cmpstr(dump, ==, "A1 empty percent\nC9 text ab general\nD9 empty date\n");
    const struct cell *cell = sheet_cell(workbook->sheets->pdata[0], 8, 2);
    g_assert_cmpuint(cell->extra->run_count, ==, 2);
    g_assert_cmpstr(cell->extra->runs[0].text, ==, "a");
    g_assert_true(cell->extra->runs[0].font.bold); /* the cell's */
    g_assert_cmpstr(cell->extra->runs[1].text, ==, "b");
    g_assert_true(cell->extra->runs[1].font.italic);
    g_assert_false(cell->extra->runs[1].font.bold);
    g_assert_cmphex(cell->extra->runs[1].font.colour, ==, 0x0000FF);
    g_free(dump);
    workbook_free(workbook);
    zip_drop(path);
}

/* Millions of styled cells that mean nothing: dropped as they come (readers have died of them). */
static void test_phantoms(void)
{
    GString *rows = g_string_new("<sheetData><row r='1'><c r='A1'><v>1</v></c></row>");
    for (unsigned row = 2; row < 3000; row++) {
        g_string_append_printf(rows, "<row r='%u' ht='12' customHeight='1'>", row);
        for (unsigned column = 0; column < 100; column++)
            g_string_append(rows, "<c s='1'/>");
        g_string_append(rows, "</row>");
    }
    g_string_append(rows, "</sheetData>");
    char *sheet = g_strdup_printf(SHEET("%s"), rows->str);
    const struct zip_part parts[] = {{"xl/worksheets/sheet1.xml", sheet}, {"xl/styles.xml", PLAIN_STYLES},
        {"noise", rows->str}, {NULL, NULL}};
    for (unsigned wants = GRID_VALUES; wants <= GRID_LOOKS; wants++) {
        char *path = xlsx_build(parts);
        GError *error = NULL;
        struct workbook *workbook = grid_read(path, wants, &error);
        if (error) /* it packs so well that the limits may refuse it, too */
            g_assert_nonnull(strstr(error->message, "more tightly than any workbook"));
        else
            g_assert_cmpuint(
                ((struct sheet *)workbook->sheets->pdata[0])->cells->len, <=, wants ? 200001 : 1);
        g_clear_error(&error);
        workbook_free(workbook);
        zip_drop(path);
    }
    g_free(sheet);
    g_string_free(rows, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strdup_printf("/grid/xlsx/cells/%s", cases[i].name);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_case);
        g_free(path);
    }
    g_test_add_func("/grid/xlsx/cells/long-text", test_long_text);
    g_test_add_func("/grid/xlsx/cells/looks", test_looks);
    g_test_add_func("/grid/xlsx/cells/phantoms", test_phantoms);
    return g_test_run();
}
