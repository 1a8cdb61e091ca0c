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

static char *dump(const char *sheet, gboolean scanner, enum grid_wants wants)
{
    if (scanner)
        g_unsetenv("PIANOXL_WITHOUT_SCANNER");
    else
        g_setenv("PIANOXL_WITHOUT_SCANNER", "1", TRUE);
    char *text = g_strdup_printf("<worksheet xmlns='" MAIN "'>%s</worksheet>", sheet);
    struct zip_part parts[] = {{"xl/worksheets/sheet1.xml", text},
        {"xl/sharedStrings.xml", "<sst xmlns='" MAIN "'><si><t>zero</t></si></sst>"},
        {"xl/styles.xml",
            "<styleSheet xmlns='" MAIN "'><cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>"},
        {NULL, NULL}};
    char *result = xlsx_dump(parts, wants);
    g_free(text);
    return result;
}

static void test_same(gconstpointer data)
{
    const char *sheet = cases[GPOINTER_TO_UINT(data)].sheet;
    for (unsigned wants = GRID_VALUES; wants <= GRID_LOOKS; wants++) {
        char *scanned = dump(sheet, TRUE, wants), *parsed = dump(sheet, FALSE, wants);
        g_assert_cmpstr(scanned, ==, parsed);
        g_assert_cmpuint(strlen(scanned), >, 0);
        g_free(scanned);
        g_free(parsed);
    }
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strconcat("/xlsx/scan/", cases[i].name, NULL);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_same);
        g_free(path);
    }
    g_test_add_func("/xlsx/scan/pieces", test_pieces);
    return g_test_run();
}
