/* The pull scanner gives the grid that expat gives, whatever the bytes; what it does not know is left to
 * expat, cell by cell. */
#include <string.h>
#include <glib.h>

#include "support/zip-builder.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define ROW(cells) "<row r='1'>" cells "</row>"
#define DATA(inside) "<sheetData>" inside "</sheetData>"

static const struct {
    const char *name, *sheet;
} cases[] = {
    {"plain", DATA(ROW("<c r='A1'><v>1</v></c><c r='B1' t='s'><v>0</v></c><c r='D1' t='b'><v>1</v></c>"))},
    {"double quotes", DATA("<row r=\"2\" spans=\"1:2\"><c r=\"B2\" s=\"1\"><v>0.5</v></c></row>")},
    {"no places", DATA("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>")},
    {"places in between", DATA("<row><c r='C5'><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")},
    {"blanks", "<sheetData>\n <row r='1'>\n\t<c r='A1'>\n<v>1</v>\n</c>\n</row>\n</sheetData>\n"},
    {"empty rows and values",
        DATA("<row r='1'/><row r='2'></row>"
             "<row r='3'><c r='A3'><v/></c><c r='B3'><v></v>"
             "</c><c r='C3' t='str'><v/></c><c r='D3'><f/></c><c r='E3'><v>1</v></c></row>")},
    {"entities",
        DATA(ROW(
            "<c t='str'><v>a&amp;b&lt;&gt;&quot;&apos;&#65;&#x42;&#10;</v></c><c><f>A1&amp;\"x\"</f></c>"))},
    {"escapes", DATA(ROW("<c t='str'><v>a_x000D_b_x005F_</v></c>"))},
    {"accents", DATA(ROW("<c t='str'><v>perché €</v></c>"))},
    {"inline",
        DATA(ROW(
            "<c t='inlineStr'><is><t xml:space='preserve'> a&amp;b </t></is></c><c t='inlineStr'><is/></c>"
            "<c t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r></is></c><c><v>1</v></c>"))},
    {"formulas",
        DATA(ROW(
            "<c><f t='shared' ref='A1:B1' si='3'>C1+1</f><v>1</v></c><c><f t='shared' si='3'/><v>2</v></c>"
            "<c><f>1/0</f></c><c t='e'><f>1/0</f><v>#DIV/0!</v></c>"))},
    {"dates", DATA(ROW("<c t='d'><v>2019-12-31</v></c><c s='1'><v>43830</v></c>"))},
    {"comment in a row",
        DATA(ROW("<c><v>1</v></c><!-- <c><v>9</v></c> --><c><v>2</v></c>") "<row><c><v>3</v></c></row>")},
    {"comment between rows", DATA(ROW("<c><v>1</v></c>") "<!-- x --><row><c><v>3</v></c></row>")},
    {"comment in a value", DATA(ROW("<c><v>1<!-- x -->2</v></c>"))},
    {"CDATA", DATA(ROW("<c t='str'><v><![CDATA[a<b]]></v></c><c><v>2</v></c>"))},
    {"instruction", DATA(ROW("<c><v>1</v></c><?x y?><c><v>2</v></c>"))},
    {"prefixes", "<x:sheetData xmlns:x='" MAIN "'><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>"},
    {"prefixed cell", DATA(ROW("<c><v>1</v></c><x:c xmlns:x='" MAIN "'><v>2</v></x:c><c><v>3</v></c>"))},
    {"extension", DATA(ROW("<c><v>1</v><extLst><ext><v>9</v></ext></extLst></c><c><v>2</v></c>"))},
    {"unknown element", DATA(ROW("<c><x><v>5</v></x></c><c><v>2</v></c>"))},
    {"two values", DATA(ROW("<c><v>1</v><v>2</v></c><c><v>3</v></c>"))},
    {"blanks in tags", DATA("<row  r='1' ><c  r='A1' ><v >1</v ></c ></row >")},
    {"blanks around =", DATA("<row r = '1'><c r= 'A1'><v>1</v></c></row>")},
    {"carriage returns", DATA(ROW("<c t='str'><v>a\r\nb</v></c>\r\n<c><v>2</v></c>"))},
    {"carriage return as entity", DATA(ROW("<c t='str'><v>a&#13;b</v></c>"))},
    {"attribute twice", DATA(ROW("<c r='A1' r='B1'><v>1</v></c>"))},
    {"long format", DATA(ROW("<c s='00000000000000000001'><v>43830</v></c>"))},
    {"shared formula of a long number",
        DATA(ROW("<c><f t='shared' si='00000000000000000003'>C1+1</f></c><c><f t='shared' si='3'/></c>"))},
    {"shared formula beyond all numbers",
        DATA(ROW("<c><f t='shared' si='4294967296'>C1+1</f></c><c cm='&#48;'><f t='shared' si='0'/></c>"))},
    {"attribute with entity", DATA(ROW("<c r='&#65;1'><v>1</v></c>"))},
    {"odd reference", DATA(ROW("<c r='$A$1'><v>1</v></c>"))},
    {"lower case reference", DATA(ROW("<c r='b1'><v>1</v></c>"))},
    {"outside", DATA(ROW("<c r='XFE1'><v>1</v></c>"))},
    {"row outside", DATA("<row r='1048577'><c><v>1</v></c></row>")},
    {"missing text", DATA(ROW("<c t='s'><v>7</v></c>"))},
    {"row in a row", DATA("<row><row><c><v>1</v></c></row></row>")},
    {"cell outside rows", DATA("<c><v>1</v></c><row><c><v>2</v></c></row>")},
    {"two tables", DATA(ROW("<c><v>1</v></c>")) DATA("<row><c><v>2</v></c></row>")},
    {"in a comment", "<!-- <sheetData> -->" DATA(ROW("<c><v>1</v></c>"))},
    {"nested", "<x>" DATA(ROW("<c><v>1</v></c>")) "</x>"},
    {"bad character", DATA(ROW("<c t='str'><v>a\x01</v></c>"))},
    {"bad UTF-8", DATA(ROW("<c t='str'><v>a\xC3(</v></c>"))},
    {"no character", DATA(ROW("<c t='str'><v>a\xEF\xBF\xBF</v></c>"))},
    {"bad entity", DATA(ROW("<c t='str'><v>a&x;</v></c>"))},
    {"entity beyond", DATA(ROW("<c t='str'><v>a&#x110000;</v></c>"))},
    {"entity with two x", DATA(ROW("<c t='str'><v>a&#x0x41;</v></c>"))},
    {"end of CDATA", DATA(ROW("<c t='str'><v>a]]></v></c>"))},
    {"not closed", "<sheetData><row><c><v>1</v>"},
    {"closed wrongly", "<sheetData><row><c><v>1</c></v></row></sheetData>"},
    {"not the end", "<sheetData><row><c><v>1</v></c></row></sheetDat>"},
    {"merges behind",
        DATA(ROW("<c r='A1'><v>1</v></c>")) "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>"},
    {"sixteen attributes",
        DATA("<row a='' b='' c='' d='' e='' f='' g='' h='' i='' j='' k='' l='' m='' n='' o='' p='' "
             "q=''><c><v>1</v></c></row>")},
};

/* The plainest cells, which are taken as a whole, and what differs a little. */
#define PLAIN(name, cell)                                                                                    \
    {                                                                                                        \
        "plain, " name, DATA("<row r=\"1\">" cell "<c r=\"D1\"><v>1</v></c></row>" PADDING)                  \
    }
#define ROWS(name, rows)                                                                                     \
    {                                                                                                        \
        "plain rows, " name, DATA(rows PADDING)                                                              \
    }
/* such cells are taken far from the end only */
#define PADDING                                                                                              \
    "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>" TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN "</v></c></"    \
    "row>"
#define TEN "0123456789"

static const struct {
    const char *name, *sheet;
} plain_cases[] = {
    PLAIN("number", "<c r=\"A1\"><v>12.50</v></c>"),
    PLAIN("negative", "<c r=\"A1\" t=\"n\"><v>-12</v></c>"),
    PLAIN("negative zero", "<c r=\"A1\"><v>-0</v></c>"),
    PLAIN("format", "<c r=\"A1\" s=\"1\"><v>43830.5</v></c>"),
    PLAIN("format that is not there", "<c r=\"A1\" s=\"99999\"><v>1</v></c>"),
    PLAIN("format without digits", "<c r=\"A1\" s=\"\"><v>1</v></c>"),
    PLAIN("long format", "<c r=\"A1\" s=\"0000001\"><v>1</v></c>"),
    PLAIN("no digit before the point", "<c r=\"A1\"><v>.5</v></c>"),
    PLAIN("no digit behind the point", "<c r=\"A1\"><v>5.</v></c>"),
    PLAIN("point alone", "<c r=\"A1\"><v>.</v></c>"),
    PLAIN("sign alone", "<c r=\"A1\"><v>-</v></c>"),
    PLAIN("two points", "<c r=\"A1\"><v>1.2.3</v></c>"),
    PLAIN("exponent", "<c r=\"A1\"><v>1.5E-3</v></c>"),
    PLAIN("fifteen digits", "<c r=\"A1\"><v>123456789012345</v></c>"),
    PLAIN("seventeen digits", "<c r=\"A1\"><v>0.84999999999999998</v></c>"),
    PLAIN("forty digits", "<c r=\"A1\"><v>" TEN TEN TEN TEN "</v></c>"),
    PLAIN("zeros", "<c r=\"A1\"><v>0000000000000000000001</v></c>"),
    PLAIN("blanks in the value", "<c r=\"A1\"><v> 1 </v></c>"),
    PLAIN("no number", "<c r=\"A1\"><v>1x</v></c>"),
    PLAIN("shared string", "<c r=\"A1\" t=\"s\"><v>0</v></c>"),
    PLAIN("blank shared string", "<c r=\"A1\" s=\"1\" t=\"s\"><v>1</v></c>"),
    PLAIN("empty shared string", "<c r=\"A1\" t=\"s\"><v>2</v></c>"),
    PLAIN("shared string with zeros", "<c r=\"A1\" t=\"s\"><v>0000000000</v></c>"),
    PLAIN("shared string that is not there", "<c r=\"A1\" t=\"s\"><v>7</v></c>"),
    PLAIN("shared string beyond all numbers", "<c r=\"A1\" t=\"s\"><v>18446744073709551616</v></c>"),
    PLAIN("shared string without number", "<c r=\"A1\" t=\"s\"><v></v></c><c r=\"B1\" t=\"s\"><v>x</v></c>"),
    PLAIN("shared string with runs", "<c r=\"A1\" t=\"s\"><v>3</v></c>"),
    PLAIN("nothing", "<c r=\"A1\" s=\"1\"/><c r=\"B1\"/><c r=\"C1\" t=\"s\"/>"),
    PLAIN("attributes in another order", "<c s=\"1\" r=\"A1\"><v>1</v></c>"),
    PLAIN("further attribute", "<c r=\"A1\" cm=\"1\"><v>1</v></c>"),
    PLAIN("row 0", "<c r=\"A0\"><v>1</v></c>"),
    PLAIN("four letters", "<c r=\"AAAA1\"><v>1</v></c>"),
    PLAIN("last column", "<c r=\"XFD1\"><v>1</v></c>"),
    PLAIN("column outside", "<c r=\"XFE1\"><v>1</v></c>"),
    PLAIN("row outside", "<c r=\"A1048577\"><v>1</v></c>"),
    PLAIN("back to the left", "<c r=\"C1\"><v>1</v></c><c r=\"A1\"><v>2</v></c><c><v>3</v></c>"),
    PLAIN("formula", "<c r=\"A1\"><f>1+1</f><v>2</v></c>"),
    PLAIN("comment behind", "<c r=\"A1\"><v>1</v><!-- --></c>"),
    ROWS("spans", "<row r=\"3\" spans=\"1:9\" x14ac:dyDescent=\"0.25\"><c r=\"A3\"><v>1</v></c></row>"),
    ROWS("odd spans", "<row r=\"3\" spans=\"x\"><c r=\"A3\"><v>1</v></c></row>"),
    ROWS("height", "<row r=\"3\" ht=\"30\"><c r=\"A3\"><v>1</v></c></row>"),
    ROWS("zeros", "<row r=\"03\"><c r=\"A03\"><v>1</v></c><c r=\"B3\"><v>2</v></c></row>"),
    ROWS("another row's cell", "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B5\"><v>2</v></c><c "
                               "r=\"C3\"><v>3</v></c><c><v>4</v></c></row>"),
    ROWS("another row's cell, not plain", "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c t=\"b\" "
                                          "r=\"B5\"><v>1</v></c><c r=\"C3\"><v>3</v></c></row>"),
    ROWS("beginning alike",
        "<row r=\"3\"><c r=\"A33\"><v>1</v></c></row><row r=\"33\"><c r=\"A3\"><v>2</v></c></row>"),
    ROWS("longer before shorter",
        "<row r=\"1000000\"><c r=\"A1000000\"><v>1</v></c></row><row r=\"5\"><c r=\"A5\"><v>2</v></c></row>"),
    ROWS("number 0", "<row r=\"0\"><c><v>1</v></c></row>"),
    ROWS("number beyond", "<row r=\"1048577\"><c><v>1</v></c></row>"),
    ROWS("long number", "<row r=\"00000003\"><c r=\"A3\"><v>1</v></c></row>"),
    ROWS("empty", "<row r=\"3\" spans=\"1:9\"/><row r=\"4\"></row>"),
    ROWS("within a row", "<row r=\"3\"><row r=\"4\"><c r=\"A4\"><v>1</v></c></row></row>"),
};

#define MORE_STRINGS "<si><t> </t></si><si><t></t></si><si><r><rPr><b/></rPr><t>a</t></r><r><t>b</t></r></si>"
static const char strings[] = "<si><t>zero</t></si>" MORE_STRINGS;

#define TABLE(items) items "<si><t>before last</t></si><si><t>last</t></si>"
static const struct {
    const char *name, *items;
} string_cases[] = {
    {"plain", TABLE("<si><t>a</t></si><si><t>b c</t></si>")},
    {"blanks around", TABLE("\n<si><t> a </t></si>\n  <si><t xml:space=\"preserve\"> b </t></si>\n")},
    {"empty", TABLE("<si><t/></si><si><t></t></si>")},
    {"nothing in it", TABLE("<si/><si></si>")},
    {"entities", TABLE("<si><t>a&amp;b&#10;&#x20AC;</t></si>")},
    {"unknown entity", TABLE("<si><t>a&x;</t></si>")},
    {"escapes", TABLE("<si><t>a_x000D_b_x005F_</t></si><si><t>a_b_</t></si>")},
    {"escape from an entity", TABLE("<si><t>a&#95;x0041_</t></si>")},
    {"accents", TABLE("<si><t>perch\303\251 \342\202\254 \357\254\201</t></si>")},
    {"bad UTF-8", TABLE("<si><t>a\303(</t></si>")},
    {"no character", TABLE("<si><t>a\357\277\277</t></si>")},
    {"control character", TABLE("<si><t>a\001</t></si>")},
    {"end of CDATA", TABLE("<si><t>a]]></t></si><si><t>a>b]]</t></si>")},
    {"CDATA", TABLE("<si><t><![CDATA[a<b]]></t></si>")},
    {"carriage return", TABLE("<si><t>a\r\nb</t></si>")},
    {"comment", TABLE("<si><t>a</t></si><!-- <si><t>x</t></si> -->")},
    {"runs", TABLE("<si><t>a</t></si><si><r><t>b</t></r><r><rPr><i/></rPr><t>c</t></r></si>")},
    {"phonetics", TABLE("<si><t>a</t><rPh sb='0' eb='1'><t>x</t></rPh></si>")},
    {"two texts", TABLE("<si><t>a</t><t>b</t></si>")},
    {"single quotes", TABLE("<si><t xml:space='preserve'> a</t></si>")},
    {"prefix", TABLE("<x:si xmlns:x='" MAIN "'><x:t>a</x:t></x:si>")},
    {"closed wrongly", TABLE("<si><t>a</si></t>")},
    {"end too early", "<si><t>a</t></si></sst><si>"},
    {"cut", "<si><t>a</t></si><si><t>b"},
};

/* Whole parts: what stands before the table may say that its bytes are not to be scanned. */
#define WORKSHEET(inside) "<worksheet xmlns='" MAIN "'>" inside "</worksheet>"
#define TEXT_CELL DATA(ROW("<c t='str'><v>perch\303\250</v></c>"))
static const struct {
    const char *name, *sheet;
} part_cases[] = {
    {"encoding", "<?xml version='1.0' encoding='UTF-8'?>" WORKSHEET(TEXT_CELL)},
    {"another encoding", "<?xml version='1.0' encoding='ISO-8859-1'?>" WORKSHEET(TEXT_CELL)},
    {"blanks around the encoding's =", "<?xml version='1.0' encoding = 'ISO-8859-1'?>" WORKSHEET(TEXT_CELL)},
    {"blanks before the encoding",
        "<?xml version='1.0' \n\n\n\n                                                                      "
        "                                                                                            "
        "                                encoding='ISO-8859-1'?>" WORKSHEET(TEXT_CELL)},
    {"encoding within a name", "<?xml version='1.0'?>" WORKSHEET("<x encoding='ISO-8859-1'/>" TEXT_CELL)},
    {"encoding that begins alike", "<?xml version='1.0' encoding='UTF-8x'?>" WORKSHEET(TEXT_CELL)},
    {"table in an instruction", WORKSHEET("<x><?y <sheetData><row><c><v>9</v></c></row> ?></x>" TEXT_CELL)},
    {"instruction before the table", WORKSHEET("<?y z?>" TEXT_CELL)},
    {"byte order mark", "\357\273\277<?xml version='1.0'?>" WORKSHEET(TEXT_CELL)},
};

static char *dump_parts(const char *sheet, const char *table, gboolean scanner, enum grid_wants wants)
{
    if (scanner)
        g_unsetenv("PIANOXL_WITHOUT_SCANNER");
    else
        g_setenv("PIANOXL_WITHOUT_SCANNER", "1", TRUE);
    struct zip_part parts[] = {{"xl/worksheets/sheet1.xml", sheet}, {"xl/sharedStrings.xml", table},
        {"xl/styles.xml",
            "<styleSheet xmlns='" MAIN "'><cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>"},
        {NULL, NULL}};
    return xlsx_dump(parts, wants);
}

static char *dump_with(const char *sheet, const char *items, gboolean scanner, enum grid_wants wants)
{
    char *text = g_strdup_printf(WORKSHEET("%s"), sheet);
    char *table = g_strdup_printf("<sst xmlns='" MAIN "' count='9'>%s</sst>", items);
    char *result = dump_parts(text, table, scanner, wants);
    g_free(text);
    g_free(table);
    return result;
}

static char *dump(const char *sheet, gboolean scanner, enum grid_wants wants)
{
    return dump_with(sheet, strings, scanner, wants);
}

static void compare(const char *sheet, const char *items)
{
    for (unsigned wants = GRID_VALUES; wants <= GRID_LOOKS; wants++) {
        char *scanned = dump_with(sheet, items, TRUE, wants), *parsed = dump_with(sheet, items, FALSE, wants);
        g_assert_cmpstr(scanned, ==, parsed);
        g_assert_cmpuint(strlen(scanned), >, 0);
        g_free(scanned);
        g_free(parsed);
    }
}

static void test_same(gconstpointer sheet)
{
    compare(sheet, strings);
}

static void test_part(gconstpointer sheet)
{
    char *scanned = dump_parts(sheet, NULL, TRUE, GRID_VALUES);
    char *parsed = dump_parts(sheet, NULL, FALSE, GRID_VALUES);
    g_assert_cmpstr(scanned, ==, parsed);
    g_free(scanned);
    g_free(parsed);
}

static void test_strings(gconstpointer items)
{
    GString *cells = g_string_new(NULL);
    for (unsigned i = 0; i < 5; i++)
        g_string_append_printf(cells, "<row><c t='s'><v>%u</v></c><c><v>1</v></c></row>", i);
    for (unsigned count = 1; count <= 5; count++) {
        char *sheet = g_strdup_printf(DATA("%.*s"), (int)(cells->len / 5 * count), cells->str);
        compare(sheet, items);
        g_free(sheet);
    }
    g_string_free(cells, TRUE);
}

/* Pieces of the part end anywhere: in tags, values, entities, accents; some cells are longer than a piece. */
static void test_pieces(void)
{
    for (unsigned shift = 0; shift < 70; shift++) {
        GString *rows = g_string_new(NULL);
        g_string_append_printf(rows, "<row r='1'><c t='str'><v>%*s</v></c></row>", (int)shift + 1, "x");
        for (unsigned row = 2; row < 1500; row++)
            g_string_append_printf(rows,
                "<row r='%u'><c r='A%u'><v>%u.25</v></c><c t='str'><v>perch\303\251 &amp; come</v></c></row>",
                row, row, row);
        g_string_append(rows, "<row><c t='str'><v>");
        for (unsigned i = 0; i < 32767; i++)
            g_string_append(rows, i % 97 ? "\303\240" : "&gt;");
        g_string_append(rows, "</v></c></row>");
        char *sheet = g_strdup_printf("<sheetData>%s</sheetData>", rows->str);
        char *scanned = dump(sheet, TRUE, GRID_VALUES), *parsed = dump(sheet, FALSE, GRID_VALUES);
        g_assert_cmpstr(scanned, ==, parsed);
        g_assert_nonnull(strstr(scanned, "A1499 number 1499.25"));
        g_free(scanned);
        g_free(parsed);
        g_free(sheet);
        g_string_free(rows, TRUE);
    }
}

/* A cell for which the scanner does not wait: it is expat's, and so are those behind it. */
static void test_long_cell(void)
{
    GString *sheet = g_string_new("<sheetData><row><c><v>1</v></c><c><f>");
    for (unsigned i = 0; i < 300000; i++)
        g_string_append(sheet, "A1+&gt;");
    g_string_append(sheet, "1</f><v>2</v></c><c><v>3</v></c></row></sheetData>");
    compare(sheet->str, strings);
    g_string_free(sheet, TRUE);
}

static void add(const char *folder, const char *name, const char *data, GTestDataFunc test)
{
    char *path = g_strconcat(folder, name, NULL);
    g_test_add_data_func(path, data, test);
    g_free(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
        add("/xlsx/scan/", cases[i].name, cases[i].sheet, test_same);
    for (unsigned i = 0; i < G_N_ELEMENTS(plain_cases); i++)
        add("/xlsx/scan/", plain_cases[i].name, plain_cases[i].sheet, test_same);
    for (unsigned i = 0; i < G_N_ELEMENTS(part_cases); i++)
        add("/xlsx/scan/part/", part_cases[i].name, part_cases[i].sheet, test_part);
    for (unsigned i = 0; i < G_N_ELEMENTS(string_cases); i++)
        add("/xlsx/scan/strings/", string_cases[i].name, string_cases[i].items, test_strings);
    g_test_add_func("/xlsx/scan/pieces", test_pieces);
    g_test_add_func("/xlsx/scan/long-cell", test_long_cell);
    return g_test_run();
}
