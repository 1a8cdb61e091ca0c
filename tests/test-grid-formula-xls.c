/* Formulas of .xls from their tokens. */
#include <string.h>
#include <glib.h>

#include "support/xls-builder.h"
#include "support/zip-builder.h"

/* The names A and "Anno 2019" for sheets, the workbook's name Aliquota, the add-in's function EDATE. */
#define LINKS_8                                                                                              \
    "1ae: 2w 0x0401w\n1ae: 1w 0x3A01w\n23: 0w 0d 5b 0b \"EDATE\" 0w\n1ae: 1w 1b 0b \"x\"\n"                  \
    "17: 6w 0w 0w 0w 0w 1w 1w 0w 0w 1w 1w 0xFFFEw 0xFFFEw 2w 0w 0w 0w 0xFFFEw 0xFFFEw\n"                     \
    "18: 0w 0b 8b 3w 0w 0w 0d 0b \"Aliquota\" 0x1Eb 2w\n"                                                    \
    "18: 1w 0b 13b 0w 0w 0w 0d 0b \"_xlfn.IFERROR\"\n18: 0x20w 0b 1b 11w 0w 1w 0d 0b 7b 0x3Bb 0w 0w 1w 0w "  \
    "255w\n"
#define LINKS_5 "17: 1b 0x3Ab\n23: 0w 0d 5b \"EDATE\"\n18: 0w 0b 8b 0w 0w 0w 0d \"Aliquota\"\n"

struct formula_case {
    const char *tokens; /* as the builder has them */
    const char *expected;
};

static const struct formula_case cases_8[] = {
    {"0x1Eb 7w", "7"},
    {"0x1Fb 0.1f", "0.1"},
    {"0x1Fb 1e30f", "1E+30"},
    {"0x1Fb inff", ""},
    {"0x1Db 1b", "TRUE"},
    {"0x1Cb 0x2Ab", "#N/A"},
    {"0x1Cb 0x2Bb", ""},
    {"0x17b 3b 0b \"a\" 34b \"c\"", "\"a\"\"c\""},
    {"0x17b 1b 1b u\"\xE2\x82\xAC\"", "\"\xE2\x82\xAC\""},
    {"0x17b 9b 0b \"ab\"", ""},
    {"0x17b 1b 8b 0w \"a\"", ""},
    /* references: row, column with what is relative in its highest bits */
    {"0x44b 0w 0xC000w", "A1"},
    {"0x24b 9w 0x4001w", "B$10"},
    {"0x64b 65535w 0x80FFw", "$IV65536"},
    {"0x44b 0w 0xC100w", ""},
    {"0x25b 0w 2w 0xC000w 0xC001w", "A1:B3"},
    {"0x25b 0w 65535w 0xC000w 0x0001w", "A:$B"},
    {"0x25b 0w 1w 0xC000w 0x40FFw", "1:$2"},
    {"0x25b 2w 0w 0w 0w", ""},
    {"0x2Ab 0w 0w", "#REF!"},
    {"0x2Bb 0d 0d", "#REF!"},
    {"0x3Ab 0w 0w 0xC000w", "A1"},
    {"0x3Ab 1w 0w 0xC000w", "'Anno 2019'!A1"},
    {"0x3Bb 2w 0w 1w 0xC000w 0xC000w", "'S:Anno 2019'!A1:A2"},
    {"0x3Ab 4w 0w 0xC000w", ""}, /* another workbook's */
    {"0x3Ab 9w 0w 0xC000w", ""},
    {"0x3Cb 0w 0d", "#REF!"},
    /* operators, with parentheses where they were typed or where they are needed */
    {"0x1Eb 1w 0x1Eb 2w 0x1Eb 3w 5b 3b", "1+2*3"},
    {"0x1Eb 1w 0x1Eb 2w 3b 0x15b 0x1Eb 3w 5b", "(1+2)*3"},
    {"0x1Eb 1w 0x1Eb 2w 3b 0x1Eb 3w 5b", "(1+2)*3"},
    {"0x1Eb 1w 0x1Eb 2w 0x1Eb 3w 4b 4b", "1-(2-3)"},
    {"0x1Eb 1w 0x1Eb 2w 4b 0x1Eb 3w 4b", "1-2-3"},
    {"0x1Eb 2w 0x13b 0x1Eb 2w 7b", "-2^2"},
    {"0x1Eb 2w 0x1Eb 2w 7b 0x13b", "-(2^2)"},
    {"0x1Eb 2w 0x1Eb 2w 0x13b 7b", "2^-2"},
    {"0x1Eb 5w 0x14b 0x12b", "+5%"},
    {"0x1Eb 1w 0x1Eb 2w 6b 0x14b", "(1/2)%"},
    {"0x1Eb 1w 0x1Eb 2w 0x1Eb 3w 8b 9b", "1<2&3"},
    {"0x1Eb 1w 0x1Eb 2w 0x1Eb 3w 14b 8b", "1&2<>3"}, /* as LibreOffice writes it */
    {"0x1Eb 1w 0x1Eb 2w 10b", "1<=2"},
    {"0x1Eb 1w 0x1Eb 2w 11b", "1=2"},
    {"0x1Eb 1w 0x1Eb 2w 12b", "1>=2"},
    {"0x1Eb 1w 0x1Eb 2w 13b", "1>2"},
    {"0x1Eb 1w 0x1Eb 2w 14b", "1<>2"},
    {"0x29b 11w 0x24b 0w 0xC000w 0x24b 0w 0xC001w 15b", "A1 B1"},
    {"0x24b 0w 0xC000w 0x24b 0w 0xC001w 17b", "A1:B1"},
    {"0x24b 0w 0xC000w 0x24b 0w 0xC001w 16b 0x42b 1b 4w", "SUM((A1,B1))"},
    {"0x24b 0w 0xC000w 0x24b 0w 0xC001w 16b 0x15b 0x42b 1b 4w", "SUM((A1,B1))"},
    /* functions */
    {"0x1Eb 1w 0x1Eb 2w 0x41b 27w", "ROUND(1,2)"},
    {"0x41b 19w", "PI()"},
    {"0x41b 34w", "TRUE"},
    {"0x1Eb 1w 0x16b 0x1Eb 2w 0x42b 3b 1w", "IF(1,,2)"},
    {"0x1Eb 1w 0x42b 0x81b 4w", "SUM(1)"},
    {"0x1Eb 1w 0x41b 4w", ""},      /* a number of arguments that is not fixed */
    {"0x1Eb 1w 0x42b 1b 1w", ""},   /* too few */
    {"0x1Eb 1w 0x42b 1b 999w", ""}, /* unknown */
    {"0x1Eb 1w 0x42b 2b 4w", ""},   /* more than there are */
    {"0x16b", ""},
    {"0x16b 0x1Eb 1w 3b", ""},
    {"0x25b 0w 2w 0xC000w 0xC000w 0x19b 0x10b 0w", "SUM(A1:A3)"},
    {"0x1Eb 1w 0x19b 2b 9w 0x1Eb 2w 0x19b 8b 3w 0x1Eb 3w 0x19b 8b 3w 0x42b 3b 1w", "IF(1,2,3)"},
    {"0x1Eb 1w 0x19b 4b 2w 0w 0w 0w 0x1Eb 2w 0x19b 8b 3w 0x1Eb 3w 0x42b 3b 100w", "CHOOSE(1,2,3)"},
    {"0x19b 4b 99w 0w", ""},
    {"0x19b 0x40b 1w 0x1Eb 1w 0x19b 1b 0w", "1"},
    {"0x43b 1w 0w", "Aliquota"},
    {"0x43b 3w 0w", ""}, /* print titles */
    {"0x43b 9w 0w", ""},
    {"0x43b 2w 0w 0x1Eb 1w 0x1Eb 0w 0x42b 3b 255w", "IFERROR(1,0)"},
    {"0x59b 5w 1w 0w", "Aliquota"},
    {"0x39b 3w 1w 0w 0x1Eb 1w 0x1Eb 2w 0x42b 3b 255w", "EDATE(1,2)"},
    {"0x39b 3w 2w 0w", ""},
    {"0x39b 2w 1w 0w 0x1Eb 1w 0x1Eb 2w 0x42b 3b 255w", ""}, /* a name of one sheet */
    {"0x1Eb 1w 0x42b 1b 255w", ""},
    {"0x42b 0b 255w", ""},
    /* what is no formula */
    {"0x1Eb 1w 0x1Eb 2w", ""},
    {"3b", ""},
    {"0x1Eb", ""},
    {"1b", ""},
    {"0x1Ab 0d", ""},
    {"0x9Eb 1w", ""},
    {"0x7Fb", ""},
    {"2b 0w 0w", ""},
};

static const struct formula_case cases_5[] = {
    {"0x17b 2b 0xE8b \"a\"", "\"\xC3\xA8"
                             "a\""},
    {"0x44b 0xC000w 0b", "A1"},
    {"0x44b 0x3FFFw 255b", "$IV$16384"},
    {"0x25b 0xC000w 0x4001w 0b 1b", "A1:B$2"},
    {"0x25b 0xC000w 0xFFFFw 0b 1b", "A:B"},
    {"0x3Ab 0xFFFFw 0d 0d 1w 1w 0xC000w 0b", "'Anno 2019'!A1"},
    {"0x3Bb 0xFFFFw 0d 0d 0w 1w 0xC000w 0xC001w 0b 0b", "'S:Anno 2019'!A1:A2"},
    {"0x3Ab 1w 0d 0d 1w 1w 0xC000w 0b", ""},
    {"0x23b 1w 12*x", "Aliquota"},
    {"0x39b 1w 0d 0d 1w 12*x 0x1Eb 1w 0x1Eb 2w 0x42b 3b 255w", "EDATE(1,2)"},
    {"0x39b 1w 0d 0d 2w 12*x", ""},
    {"0x39b 2w 0d 0d 1w 12*x", ""},
    {"0x2Ab 3*x", "#REF!"},
};

static char *text_of(unsigned biff, const char *globals, const char *records)
{
    const struct xls_sheet sheets[] = {
        {.name = "S", .records = records}, {.name = "Anno 2019", .records = ""}, {.name = NULL}};
    GByteArray *stream = biff_workbook(biff, globals, sheets);
    GByteArray *bytes = ole_build(biff == 8 ? "Workbook" : "Book", stream, 0);
    char *dump = file_dump(file_build(bytes->data, bytes->len), GRID_VALUES, NULL);
    g_byte_array_unref(stream);
    g_byte_array_unref(bytes);
    return dump;
}

/* A FORMULA record at A1, with a result of 0. */
static char *record_of(const char *tokens, const char *constants)
{
    GByteArray *bytes = g_byte_array_new();
    char *only = g_strdup_printf("1: %s", tokens);
    biff_append(bytes, only);
    char *record = g_strdup_printf("6: 0w 0w 0w 0f 0w 0d %uw %s%s\n", bytes->len - 4, tokens, constants);
    g_byte_array_unref(bytes);
    g_free(only);
    return record;
}

static void check(
    unsigned biff, const char *globals, const char *tokens, const char *constants, const char *expected)
{
    char *record = record_of(tokens, constants), *dump = text_of(biff, globals, record);
    char *wanted = g_strdup_printf("A1 number 0 general =%s\n", expected);
    g_assert_cmpstr(dump, ==, wanted);
    g_free(wanted);
    g_free(dump);
    g_free(record);
}

static void test_tokens(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(cases_8); i++)
        check(8, LINKS_8, cases_8[i].tokens, "", cases_8[i].expected);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases_5); i++)
        check(5, LINKS_5, cases_5[i].tokens, "", cases_5[i].expected);
}

static void test_constants(void)
{
    const char *array = "0x60b 7*x", *sum = "0x60b 7*x 0x42b 1b 4w";
    /* two columns, two rows */
    check(8, "", sum, " 1b 1w 1b 1f 2b 1w 0b \"a\" 4b 1b 7*x 16b 7b 7*x", "SUM({1,\"a\";TRUE,#DIV/0!})");
    check(5, "", sum, " 2b 1w 1b 1f 2b 1b \"a\"", "SUM({1,\"a\"})");
    check(8, "", array, " 0b 0w 0b 8*x", ""); /* nothing */
    check(8, "", array, " 0b 0w 1b 7*x", "");
    check(8, "", array, " 255b 65535w 1b 1f", "");
    check(5, "", array, " 0b 0w", "");
    check(8, "", array, "", "");
    /* what an area was computed as stands before the constant */
    check(8, "", "0x26b 0d 11w 0x24b 0w 0xC000w 0x24b 0w 0xC001w 16b 0x60b 7*x 0x42b 2b 4w",
        " 1w 8*y 0b 0w 1b 2f", "SUM((A1,B1),{2})");
    check(8, "", "0x26b 0d 5w 0x24b 0w 0xC000w", " 9w 8*y", "");
}

/* Depth and length have bounds. */
static void test_bounds(void)
{
    GString *tokens = g_string_new("0x1Eb 1w");
    GString *expected = g_string_new(NULL);
    for (unsigned i = 0; i < 900; i++) {
        g_string_append(tokens, " 0x13b");
        g_string_append_c(expected, '-');
    }
    g_string_append_c(expected, '1');
    check(8, "", tokens->str, "", expected->str);
    for (unsigned i = 0; i < 200; i++)
        g_string_append(tokens, " 0x13b");
    check(8, "", tokens->str, "", "");
    /* as many texts as fit, in a sum */
    g_string_assign(tokens, "0x1Eb 1w");
    for (unsigned i = 0; i < 36; i++)
        g_string_append(tokens, " 0x17b 255b 0b 255*x 8b");
    check(8, "", tokens->str, "", "");
    g_string_free(tokens, TRUE);
    g_string_free(expected, TRUE);
}

#define SHARING(row, column, first) "6: " row "w " column "w 0w 0f 0w 0d 5w 1b " first "\n"

/* Rows 0 to 2 of column B are A of the same row times $D$1; distances go round at the sheet's edges. */
static void test_shared(void)
{
    static const struct {
        unsigned biff;
        const char *records, *expected;
    } sharing[] = {
        {8,
            SHARING("0", "1", "0w 1w") "4bc: 0w 2w 1b 1b 0b 3b 11w 0x4Cb 0w 0xC0FFw 0x44b 0w 3w 5b\n" SHARING(
                "1", "1", "0w 1w") SHARING("2", "1", "0w 1w"),
            "B1 number 0 general =A1*$D$1\nB2 number 0 general =A2*$D$1\nB3 number 0 general =A3*$D$1\n"},
        {8,
            SHARING("0", "0", "0w 0w") "4bc: 0w 1w 0b 0b 0b 2b 5w 0x4Cb 0xFFFFw 0xC0FFw\n" SHARING(
                "1", "0", "0w 0w"),
            "A1 number 0 general =IV65536\nA2 number 0 general =IV1\n"},
        {8,
            SHARING("0", "0", "0w 0w") "4bc: 0w 1w 0b 0b 0b 2b 9w 0x2Db 0w 1w 0xC000w 0x0003w\n" SHARING(
                "2", "0", "0w 0w"),
            "A1 number 0 general =A1:$D$2\nA3 number 0 general =\n"},
        {5,
            SHARING("0", "1", "0w 1w") "4bc: 0w 1w 1b 1b 0b 2b 4w 0x4Cb 0xFFFFw 0xFFb\n" SHARING(
                "1", "1", "0w 1w"),
            "B1 number 0 general =A16384\nB2 number 0 general =A1\n"},
        /* an array has its text in the first cell alone */
        {8, SHARING("0", "0", "0w 0w") "221: 0w 1w 0b 0b 0w 0d 3w 0x1Eb 5w\n" SHARING("1", "0", "0w 0w"),
            "A1 number 0 general =5\nA2 number 0 general\n"},
        {8, SHARING("0", "0", "0w 0w") "221: 0w 1w 0b 0b 0w 0d 8w 0x60b 7*x 0b 0w 1b 3f\n",
            "A1 number 0 general ={3}\n"},
        /* the text's result stands behind */
        {8,
            "6: 0w 0w 0w 0b 5*x 0xFFFFw 0w 0d 5w 1b 0w 0w\n4bc: 0w 1w 0b 0b 0b 2b 3w 0x1Eb 5w\n"
            "207: 3w 0b \"uno\"\n",
            "A1 text uno general =5\n"},
        /* none, one that is cut off, a table */
        {8, SHARING("0", "0", "0w 0w"), "A1 number 0 general =\n"},
        {8, SHARING("0", "0", "0w 0w") "4bc: 0w 2w 1b 1b 0b 3b 99w 0x1Eb 5w\n", "A1 number 0 general =\n"},
        {8, SHARING("0", "0", "0w 0w") "4bc: 0w 2w\n", "A1 number 0 general =\n"},
        {8, SHARING("0", "0", "0w 0w") "4bc: 0w 2w 0b 0b 0b 3b 5w 1b 0w 0w\n", "A1 number 0 general =\n"},
        {8, "6: 0w 0w 0w 0f 0w 0d 5w 2b 0w 0w\n236: 16*x\n", "A1 number 0 general =\n"},
        {8, "6: 0w 0w 0w 0f 0w 0d 9w 0x1Eb 5w\n", "A1 number 0 general =\n"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(sharing); i++) {
        char *dump = text_of(sharing[i].biff, "", sharing[i].records);
        g_assert_cmpstr(dump, ==, sharing[i].expected);
        g_free(dump);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/formula-xls/tokens", test_tokens);
    g_test_add_func("/formula-xls/constants", test_constants);
    g_test_add_func("/formula-xls/bounds", test_bounds);
    g_test_add_func("/formula-xls/shared", test_shared);
    return g_test_run();
}
