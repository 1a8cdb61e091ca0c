/* .ods: values, number styles, repeated and merged cells, and what is refused. */
#include <string.h>
#include <glib.h>

#include "grid/numfmt.h"
#include "support/failure.h"
#include "support/zip-builder.h"

#define SPACES                                                                                               \
    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "                                       \
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "                                         \
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "                                           \
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "                                         \
    "xmlns:number='urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0' "                                    \
    "xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' "                                \
    "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' "                                        \
    "xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'"
#define MIMETYPE "application/vnd.oasis.opendocument.spreadsheet"

static char *build(const char *styles, const char *inside)
{
    char *content = g_strdup_printf("<office:document-content " SPACES "><office:automatic-styles>%s"
                                    "</office:automatic-styles><office:body><office:spreadsheet>%s"
                                    "</office:spreadsheet></office:body></office:document-content>",
        styles ? styles : "", inside);
    struct zip_part parts[] = {{"mimetype", MIMETYPE}, {"content.xml", content}};
    char *path = zip_build(parts, 2);
    g_free(content);
    return path;
}

static struct workbook *read_ods(
    const char *styles, const char *inside, enum grid_wants wants, GError **error)
{
    char *path = build(styles, inside);
    struct workbook *workbook = grid_read(path, wants, error);
    zip_drop(path);
    return workbook;
}

/* ---- cells ---- */

#define STYLE(name, number)                                                                                  \
    "<style:style style:name='" name "' style:family='table-cell' style:data-style-name='" number "'/>"
#define DAY                                                                                                  \
    "<number:date-style style:name='D'><number:day number:style='long'/><number:text>/</number:text>"        \
    "<number:month number:style='long'/><number:text>/</number:text><number:year number:style='long'/>"      \
    "</number:date-style>" STYLE("d", "D")
#define PERCENT                                                                                              \
    "<number:percentage-style style:name='P'><number:number number:decimal-places='0' "                      \
    "number:min-integer-digits='1'/><number:text>%</number:text></number:percentage-style>" STYLE("p", "P")
#define CLOCK                                                                                                \
    "<number:time-style style:name='T' number:truncate-on-overflow='false'><number:hours/>"                  \
    "<number:text>:</number:text><number:minutes number:style='long'/></number:time-style>" STYLE("t", "T")

static const struct {
    const char *name, *styles, *cells, *expected;
} cells[] = {
    {"float", NULL,
        "<table:table-cell office:value-type='float' office:value='1.5'><text:p>1,5</text:p>"
        "</table:table-cell>",
        "A1 number 1.5 general 1,5\n"},
    {"binary noise", NULL, "<table:table-cell office:value-type='float' office:value='0.84999999999999998'/>",
        "A1 number 0.85 general 0,85\n"},
    {"percentage", PERCENT,
        "<table:table-cell table:style-name='p' office:value-type='percentage' office:value='0.85'>"
        "<text:p>wrong</text:p></table:table-cell>",
        "A1 number 0.85 percent 85%\n"},
    {"percentage without style", NULL,
        "<table:table-cell office:value-type='percentage' office:value='0.85'/>",
        "A1 number 0.85 percent 85,00%\n"},
    {"date", DAY,
        "<table:table-cell table:style-name='d' office:value-type='date' office:date-value='2019-12-31'/>",
        "A1 date 43830 date 31/12/2019\n"},
    {"date with time", NULL,
        "<table:table-cell office:value-type='date' office:date-value='2019-12-31T12:30:00'/>",
        "A1 date 43830.5208333333 date 31/12/2019 12:30\n"},
    {"date without style", NULL,
        "<table:table-cell office:value-type='date' office:date-value='2019-12-31'/>",
        "A1 date 43830 date 31/12/2019\n"},
    {"time", CLOCK,
        "<table:table-cell table:style-name='t' office:value-type='time' "
        "office:time-value='PT30H29M59.9999966S'/>",
        "A1 duration 1.27083333333333 duration 30:30\n"},
    {"negative time", CLOCK,
        "<table:table-cell table:style-name='t' office:value-type='time' office:time-value='-PT12H'/>",
        "A1 duration -0.5 duration -12:00\n"},
    {"no date", NULL,
        "<table:table-cell office:value-type='date' office:date-value='domani'><text:p>domani</text:p>"
        "</table:table-cell>",
        "A1 text domani general\n"},
    {"values that are none of their type", NULL,
        "<table:table-cell office:value-type='float' office:value='1,5'/>"
        "<table:table-cell office:value-type='date' office:date-value='ieri'/>"
        "<table:table-cell office:value-type='float' office:value='nan'><text:p>x</text:p></table:table-cell>"
        "<table:table-cell office:value-type='float' office:value=''/>",
        "A1 text 1,5 general\nB1 text ieri general\nC1 text x general\n"},
    {"boolean", NULL, "<table:table-cell office:value-type='boolean' office:boolean-value='true'/>",
        "A1 boolean 1 general VERO\n"},
    {"booleans as numbers", NULL,
        "<table:table-cell office:value-type='boolean' office:boolean-value='1'/>"
        "<table:table-cell office:value-type='boolean' office:boolean-value='0'/>",
        "A1 boolean 1 general VERO\nB1 boolean 0 general FALSO\n"},
    {"number shown as boolean", NULL,
        "<table:table-cell office:value-type='float' "
        "office:value='0'><text:p>FALSO</text:p></table:table-cell>"
        "<table:table-cell office:value-type='float' "
        "office:value='1'><text:p>TRUE</text:p></table:table-cell>"
        "<table:table-cell office:value-type='float' "
        "office:value='2'><text:p>TRUE</text:p></table:table-cell>",
        "A1 boolean 0 general FALSO\nB1 boolean 1 general VERO\nC1 number 2 general\n"},
    {"paragraphs", NULL,
        "<table:table-cell office:value-type='string'><text:p>a</text:p><text:p>b <text:span>c</text:span>"
        "<text:s text:c='2'/>d<text:tab/>e<text:line-break/>f  \n g</text:p></table:table-cell>",
        "A1 text a\\nb c  d\te\\nf g general\n"},
    {"text as typed", NULL,
        "<table:table-cell office:value-type='string' office:string-value='a'><text:p>testo a</text:p>"
        "</table:table-cell>",
        "A1 text a general\n"},
    {"line breaks of a result", NULL,
        "<table:table-cell office:value-type='string' office:string-value='a b'><text:p>a</text:p>"
        "<text:p>b</text:p></table:table-cell>",
        "A1 text a\\nb general\n"},
    {"notes and pictures", NULL,
        "<table:table-cell office:value-type='string'><office:annotation><text:p>nota</text:p>"
        "</office:annotation><draw:frame><draw:text-box><text:p>figura</text:p></draw:text-box></draw:frame>"
        "<text:p>x</text:p></table:table-cell>",
        "A1 text x general\n"},
    {"without type", NULL, "<table:table-cell><text:p>x</text:p></table:table-cell>", "A1 text x general\n"},
    {"formula", NULL,
        "<table:table-cell table:formula='of:=SUM([.A1:.B2];[$Altro.C3];&quot;a;b&quot;)' "
        "office:value-type='float' office:value='3'><text:p>3</text:p></table:table-cell>",
        "A1 number 3 general =SUM(A1:B2,Altro!C3,\"a;b\")\n"},
    {"formula without result", NULL, "<table:table-cell table:formula='of:=[.A1]'/>",
        "A1 empty general =A1\n"},
    {"formula with an empty text", NULL,
        "<table:table-cell table:formula='of:=[.B1]'><text:p/></table:table-cell>", ""},
    {"error", NULL,
        "<table:table-cell table:formula='of:=1/0' office:value-type='string' office:string-value='' "
        "calcext:value-type='error'><text:p>#DIV/0!</text:p></table:table-cell>"
        "<table:table-cell table:formula='of:=x' office:value-type='float' office:value='0'>"
        "<text:p>#NOME?</text:p></table:table-cell>"
        "<table:table-cell table:formula='of:=x' "
        "calcext:value-type='error'><text:p>Err:502</text:p></table:table-cell>",
        "A1 error #DIV/0! general =1/0\nB1 error #NAME? general #NOME? =x\n"
        "C1 error #VALUE! general #VALORE! =x\n"},
    {"repeated columns", NULL,
        "<table:table-cell table:number-columns-repeated='2'/><table:table-cell office:value-type='float' "
        "office:value='5' table:number-columns-repeated='3'/><table:table-cell office:value-type='float' "
        "office:value='6'/><table:table-cell table:number-columns-repeated='16378'/>",
        "C1 number 5 general\nD1 number 5 general\nE1 number 5 general\nF1 number 6 general\n"},
    {"formats of empty cells", PERCENT,
        "<table:table-cell table:style-name='p' table:number-columns-repeated='2'/><table:table-cell "
        "office:value-type='float' office:value='5'/><table:table-cell table:style-name='p' "
        "table:number-columns-repeated='16000'/>",
        "A1 empty percent\nB1 empty percent\nC1 number 5 general\n"},
    {"outside", NULL,
        "<table:table-cell table:number-columns-repeated='16384'/><table:table-cell "
        "office:value-type='float' "
        "office:value='5'/>",
        "error: , S!XFE1: has a cell outside Excel's 1,048,576 rows and 16,384 columns: damaged"},
    {"repeated beyond the sheet", NULL,
        "<table:table-cell office:value-type='float' office:value='5' "
        "table:number-columns-repeated='20000'/>",
        "error: , S!A1: has a cell outside Excel's 1,048,576 rows and 16,384 columns: damaged"},
};

static void test_cell(gconstpointer data)
{
    unsigned i = GPOINTER_TO_UINT(data);
    char *inside = g_strdup_printf(
        "<table:table table:name='S'><table:table-row>%s</table:table-row></table:table>", cells[i].cells);
    char *dump = file_dump(build(cells[i].styles, inside), GRID_VALUES, NULL);
    g_assert_cmpstr(dump, ==, cells[i].expected);
    g_free(dump);
    g_free(inside);
}

/* ---- sheets ---- */

#define ONE "<table:table-cell office:value-type='float' office:value='1'/>"

static const struct {
    const char *name, *inside, *expected;
} sheets[] = {
    {"repeated rows",
        "<table:table table:name='S'><table:table-row table:number-rows-repeated='2'>" ONE
        "</table:table-row>"
        "<table:table-row table:number-rows-repeated='1048573'><table:table-cell/></table:table-row>"
        "<table:table-row>" ONE "</table:table-row></table:table>",
        "A1 number 1 general\nA2 number 1 general\nA1048576 number 1 general\n"},
    {"groups and headers",
        "<table:table table:name='S'><table:table-header-rows><table:table-row>" ONE "</table:table-row>"
        "</table:table-header-rows><table:table-row-group><table:table-row>" ONE "</table:table-row>"
        "</table:table-row-group></table:table>",
        "A1 number 1 general\nA2 number 1 general\n"},
    {"no sheets of ours",
        "<table:tracked-changes><table:cell-content-change><table:table-cell/></table:cell-content-change>"
        "</table:tracked-changes><table:table table:name='S'><table:shapes><draw:frame><text:p>x</text:p>"
        "</draw:frame></table:shapes><table:table-row>" ONE "</table:table-row></table:table>"
        "<table:table table:name=\"'file:///x.ods'#S\"><table:table-row>" ONE
        "</table:table-row></table:table>"
        "<table:dde-links><table:dde-link><table:table><table:table-row>" ONE "</table:table-row>"
        "</table:table></table:dde-link></table:dde-links>",
        "A1 number 1 general\n"},
    {"a table in a cell",
        "<table:table table:name='S'><table:table-row><table:table-cell><table:table "
        "table:is-sub-table='true'>"
        "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
        "</table:table></table:table-cell>" ONE "</table:table-row></table:table>",
        "B1 number 1 general\n"},
    {"rows beyond the sheet",
        "<table:table table:name='S'><table:table-row "
        "table:number-rows-repeated='1048576'><table:table-cell/>"
        "</table:table-row><table:table-row>" ONE "</table:table-row></table:table>",
        "error: , S!1048577:1048577: has a cell outside Excel's 1,048,576 rows and 16,384 columns: damaged"},
    {"a row to the sheet's end",
        "<table:table table:name='S'><table:table-row table:number-rows-repeated='1048576'>" ONE
        "</table:table-row></table:table>",
        "error: , S!1:1: repeats a cell more often than any workbook: not read"},
    {"no sheet", "", "error: : holds no worksheet: give a file with tables"},
};

static void test_sheet(gconstpointer data)
{
    unsigned i = GPOINTER_TO_UINT(data);
    char *dump = file_dump(build(NULL, sheets[i].inside), GRID_VALUES, NULL);
    g_assert_cmpstr(dump, ==, sheets[i].expected);
    g_free(dump);
}

static void test_structure(void)
{
    static const char inside[] =
        "<table:table table:name='Nascosto' table:style-name='h'><table:table-column/>"
        "<table:table-column table:visibility='collapse' table:number-columns-repeated='2'/>"
        "<table:table-row table:visibility='filter'>"
        "<table:table-cell table:number-columns-spanned='2' table:number-rows-spanned='3'><text:p>x</text:p>"
        "</table:table-cell><table:covered-table-cell/>" ONE "</table:table-row></table:table>";
    GError *error = NULL;
    struct workbook *workbook =
        read_ods("<style:style style:name='h' style:family='table'><style:table-properties "
                 "table:display='false'/></style:style>",
            inside, GRID_VALUES, &error);
    g_assert_no_error(error);
    const struct sheet *sheet = workbook->sheets->pdata[0];
    g_assert_cmpint(sheet->visibility, ==, SHEET_HIDDEN);
    g_assert_false(sheet_column_hidden(sheet, 0));
    g_assert_true(sheet_column_hidden(sheet, 1));
    g_assert_true(sheet_column_hidden(sheet, 2));
    g_assert_true(sheet_row(sheet, 0)->hidden);
    const struct range *merge = sheet_merge_at(sheet, 2, 1);
    g_assert_nonnull(merge);
    g_assert_cmpuint(merge->last_row, ==, 2);
    g_assert_cmpuint(merge->last_column, ==, 1);
    workbook_free(workbook);
}

static void test_looks(void)
{
    static const char styles[] =
        "<style:style style:name='c' style:family='table-column'><style:table-column-properties "
        "style:column-width='2in'/></style:style>"
        "<style:style style:name='r' style:family='table-row'><style:table-row-properties "
        "style:row-height='0.5in'/></style:style>"
        "<style:style style:name='a' style:family='table-cell'><style:table-cell-properties "
        "fo:background-color='#ff8000' fo:border='0.74pt solid #123456' fo:border-left='none' "
        "fo:wrap-option='wrap' style:vertical-align='middle'/><style:paragraph-properties "
        "fo:text-align='end'/><style:text-properties fo:font-weight='bold' fo:font-size='9pt' "
        "fo:font-family='Arial' fo:color='#0000ff'/></style:style>"
        "<style:style style:name='b' style:family='table-cell' style:parent-style-name='a'>"
        "<style:text-properties fo:font-style='italic'/></style:style>";
    static const char inside[] =
        "<table:table table:name='S'><table:table-column table:style-name='c'/>"
        "<table:table-header-rows><table:table-row table:style-name='r'>"
        "<table:table-cell table:style-name='b'/></table:table-row></table:table-header-rows></table:table>";
    GError *error = NULL;
    struct workbook *workbook = read_ods(styles, inside, GRID_LOOKS, &error);
    g_assert_no_error(error);
    const struct sheet *sheet = workbook->sheets->pdata[0];
    const struct cell *cell = sheet_cell(sheet, 0, 0);
    g_assert_nonnull(cell);
    const struct style *style = workbook_get_style(workbook, cell->style);
    g_assert_cmphex(style->fill, ==, 0xFF8000);
    g_assert_cmpint(style->right.line, ==, BORDER_THIN);
    g_assert_cmphex(style->right.colour, ==, 0x123456);
    g_assert_cmpint(style->left.line, ==, BORDER_NONE);
    g_assert_true(style->wrap && style->font.bold && style->font.italic);
    g_assert_cmpstr(style->font.name, ==, "Arial");
    g_assert_cmpfloat(style->font.size, ==, 9);
    g_assert_cmphex(style->font.colour, ==, 0x0000FF);
    g_assert_cmpint(style->horizontal, ==, ALIGN_RIGHT);
    g_assert_cmpint(style->vertical, ==, ALIGN_MIDDLE);
    g_assert_cmpfloat(sheet_row_height(sheet, 0), ==, 36);
    g_assert_cmpfloat_with_epsilon(sheet_column_width(sheet, 0), 144 / 5.55, 0.001);
    g_assert_true(sheet->page.has_print_rows && sheet->page.print_rows_last == 0);
    workbook_free(workbook);
}

/* ---- number styles ---- */

#define DIGITS(places, least)                                                                                \
    "<number:number number:decimal-places='" places "' number:min-integer-digits='" least "'/>"
#define TEXT(text) "<number:text>" text "</number:text>"
#define MAP(condition, style)                                                                                \
    "<style:map style:condition='value()" condition "' style:apply-style-name='" style "'/>"
#define NUMBER(name, inside) "<number:number-style style:name='" name "'>" inside "</number:number-style>"

/* The code of the same format in .xlsx; what counts is that both have one canonical form. */
static const struct {
    const char *styles, *code;
} numbers[] = {
    {NUMBER("N", "<number:number number:min-integer-digits='1'/>"), NULL},
    {NUMBER("N", "<number:number number:min-integer-digits='1'/>" TEXT(" ore")), "General\" ore\""},
    {NUMBER("N", DIGITS("2", "1")), "0.00"},
    {NUMBER("N", DIGITS("0", "3")), "000"},
    {NUMBER("N", "<number:number number:decimal-places='3' number:min-decimal-places='1' "
                 "number:min-integer-digits='1'/>"),
        "0.0##"},
    {NUMBER("N", "<number:number number:decimal-places='2' number:decimal-replacement='' "
                 "number:min-integer-digits='0'/>"),
        "#.##"},
    {NUMBER("N", "<number:number number:decimal-places='1' number:min-integer-digits='1' "
                 "number:grouping='true' number:display-factor='1000000'/>" TEXT("M")),
        "#,##0.0,,\"M\""},
    {NUMBER("N", "<number:number number:decimal-places='0' number:min-integer-digits='6'>"
                 "<number:embedded-text number:position='5'>-</number:embedded-text>"
                 "<number:embedded-text number:position='3'>-</number:embedded-text></number:number>"),
        "0-00-000"},
    {NUMBER("N",
         TEXT("(") "<number:number number:decimal-places='0' number:min-integer-digits='1'>"
                   "<number:embedded-text number:position='0'>)</number:embedded-text></number:number>"),
        "\"(\"0\")\""},
    {NUMBER("N", "<number:number number:decimal-places='0' number:min-integer-digits='0'>"
                 "<number:embedded-text number:position='4'>-</number:embedded-text></number:number>"),
        "#-####"},
    {NUMBER("N", TEXT("&gt;= ") DIGITS("0", "1") TEXT(" \"pratiche\"")), "\">= \"0\\ \\\"\"pratiche\"\\\""},
    {NUMBER("N", "<number:scientific-number number:decimal-places='1' number:min-integer-digits='1' "
                 "number:min-exponent-digits='1' number:exponent-interval='3' "
                 "number:forced-exponent-sign='true'/>"),
        "##0.0E+0"},
    {NUMBER("N", "<number:fraction number:min-integer-digits='0' number:min-numerator-digits='2' "
                 "number:min-denominator-digits='2'/>"),
        "# ?"
        "?/?"
        "?"},
    {NUMBER("N", "<number:fraction number:min-numerator-digits='1' number:zeros-numerator-digits='1' "
                 "number:denominator-value='4'/>"),
        "0/4"},
    {"<number:currency-style style:name='N'><number:currency-symbol number:language='it' "
     "number:country='IT'>€</number:currency-symbol>" TEXT(" ") DIGITS("2", "1") "</number:currency-style>",
        "[$€-410]\\ 0.00"},
    {NUMBER("P0", DIGITS("2", "1")) NUMBER(
         "N", "<style:text-properties fo:color='#ff0000'/>" TEXT("-") DIGITS("2", "1") MAP("&gt;=0", "P0")),
        "0.00;[Red]-0.00"},
    {NUMBER("P0", DIGITS("0", "1")) NUMBER("P1", TEXT("neg"))
            NUMBER("N", DIGITS("1", "1") MAP("&gt;=100", "P0") MAP("&lt;0", "P1")),
        "[>=100]0;[<0]\"neg\";0.0"},
    {NUMBER("P0", TEXT(" ") "<number:fill-character> </number:fill-character>" DIGITS("2", "1")
                      TEXT(" ")) NUMBER("P1", TEXT("-") DIGITS("2", "1")) NUMBER("P2",
         TEXT("-")) "<number:text-style style:name='N'>" TEXT(" ") "<number:text-content/>" MAP("&gt;0", "P0")
            MAP("&lt;0", "P1") MAP("=0", "P2") "</number:text-style>",
        "_-* 0.00_-;-0.00;-;_-@"},
    {"<number:percentage-style style:name='N'>" DIGITS("1", "1") TEXT(" %") "</number:percentage-style>",
        "0.0 %"},
    {NUMBER("N", DIGITS("1", "1") TEXT("%")), "0.0\"%\""},
    {"<number:date-style style:name='P0'><number:day/>" TEXT(
         " ") "<number:month number:textual='true' "
              "number:style='long'/>" TEXT(" ") "<number:year "
                                                "number:style='long'/></"
                                                "number:date-style><number:text-"
                                                "style style:name='N'>"
                                                "<number:text-content/>" MAP("&lt;=1.7976931348623157E+308",
                                                    "P0") "</number:text-style>",
        "d mmmm yyyy;@"},
    {"<number:date-style style:name='N' number:language='en' number:country='US'><number:day-of-week/>" TEXT(
         " ") "<number:day number:style='long'/><number:month number:textual='true'/><number:year/>"
              "</number:date-style>",
        "[$-409]ddd ddmmmyy"},
    {"<number:time-style style:name='N' number:truncate-on-overflow='false'><number:minutes/>" TEXT(
         ":") "<number:seconds number:style='long' number:decimal-places='2'/></number:time-style>",
        "[m]:ss.00"},
    {"<number:time-style style:name='N'><number:hours/>" TEXT(
         ":") "<number:minutes number:style='long'/>" TEXT(" ") "<number:am-pm/></number:time-style>",
        "h:mm AM/PM"},
    {"<number:date-style style:name='N'><number:quarter/></number:date-style>", "\"Q\""},
    {"<number:boolean-style style:name='N'><number:boolean/></number:boolean-style>", NULL},
    {"<number:text-style style:name='N'><number:text-content/></number:text-style>", "@"},
};

static void test_number(gconstpointer data)
{
    unsigned i = GPOINTER_TO_UINT(data);
    char *styles = g_strconcat(numbers[i].styles, STYLE("n", "N"), NULL);
    GError *error = NULL;
    struct workbook *workbook = read_ods(styles,
        "<table:table table:name='S'><table:table-row><table:table-cell table:style-name='n' "
        "office:value-type='float' office:value='1'/></table:table-row></table:table>",
        GRID_VALUES, &error);
    g_assert_no_error(error);
    const struct cell *cell = sheet_cell(workbook->sheets->pdata[0], 0, 0);
    char *wanted = numfmt_canonical(numbers[i].code);
    g_assert_cmpstr(workbook_get_style(workbook, cell->style)->format, ==, wanted);
    g_free(wanted);
    g_free(styles);
    workbook_free(workbook);
}

/* ---- what is refused ---- */

static const struct {
    const char *name;
    struct zip_part parts[3];
    const char *expected;
} refused[] = {
    {"encrypted",
        {{"mimetype", MIMETYPE}, {"content.xml", "x"},
            {"META-INF/manifest.xml",
                "<manifest xmlns='m'><file-entry><encryption-data/></file-entry></manifest>"}},
        ": is protected by a password: save it without one"},
    {"encrypted as a whole", {{"mimetype", MIMETYPE}, {"encrypted-package", "x"}},
        ": is protected by a password: save it without one"},
    {"no content", {{"mimetype", MIMETYPE}},
        ": the part content.xml is missing: damaged, save it anew in Excel or LibreOffice"},
    {"no spreadsheet",
        {{"mimetype", "application/vnd.oasis.opendocument.presentation"}, {"content.xml", "x"}},
        ": is an OpenDocument file, but no spreadsheet"},
    {"document type", {{"mimetype", MIMETYPE}, {"content.xml", "<!DOCTYPE x><x/>"}},
        ": the part content.xml holds a DOCTYPE, which no workbook may: not read"},
    {"damaged", {{"mimetype", MIMETYPE}, {"content.xml", "<x>"}},
        ": the part content.xml is damaged (no well-formed XML): save the file anew in Excel or LibreOffice"},
};

static void test_refused(gconstpointer data)
{
    unsigned i = GPOINTER_TO_UINT(data), count = 0;
    while (count < 3 && refused[i].parts[count].name)
        count++;
    GError *error = NULL;
    char *path = zip_build(refused[i].parts, count);
    g_assert_null(grid_read(path, GRID_VALUES, &error));
    g_assert_error(error, FAILURE, FAILURE_INPUT);
    g_assert_true(g_str_has_suffix(error->message, refused[i].expected));
    g_error_free(error);
    zip_drop(path);
}

#define ADD(prefix, table, test)                                                                             \
    for (unsigned i = 0; i < G_N_ELEMENTS(table); i++) {                                                     \
        char *path = g_strconcat(prefix, table[i].name, NULL);                                               \
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test);                                               \
        g_free(path);                                                                                        \
    }

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("/ods/cell/", cells, test_cell)
    ADD("/ods/sheet/", sheets, test_sheet)
    ADD("/ods/refused/", refused, test_refused)
    for (unsigned i = 0; i < G_N_ELEMENTS(numbers); i++) {
        char *path = g_strdup_printf("/ods/number/%u", i);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_number);
        g_free(path);
    }
    g_test_add_func("/ods/structure", test_structure);
    g_test_add_func("/ods/looks", test_looks);
    return g_test_run();
}
