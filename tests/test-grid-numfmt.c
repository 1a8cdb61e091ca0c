/* Number formats: class, canonical code, displayed text, as tables. */
#include <glib.h>
#include <string.h>

#include "grid/numfmt.h"

static const struct {
    const char *code, *number, *shown;
} shown[] = {
    {NULL, "0", "0"},
    {NULL, "0.85", "0,85"},
    {NULL, "-1200", "-1200"},
    {NULL, "0.333333333333333", "0,333333333"},
    {NULL, "0.666666666666667", "0,666666667"},
    {NULL, "1234567.891234", "1234567,891"},
    {NULL, "12345678901", "12345678901"},
    {NULL, "123456789012", "1,23457E+11"},
    {NULL, "100000000000", "1E+11"},
    {NULL, "99999999999.4", "99999999999"},
    {NULL, "-99999999999.5", "-1E+11"},
    {NULL, "0.0001", "0,0001"},
    {NULL, "0.00001", "0,00001"},
    {NULL, "0.000012345678", "1,23457E-05"},
    {NULL, "1E-20", "1E-20"},
    {NULL, "-1.5E300", "-1,5E+300"},
    {NULL, "0.99999999999", "1"},
    {NULL, "1234567890.5", "1234567891"},
    {"General", "2.5", "2,5"},
    {"General\" gg\"", "30", "30 gg"},
    {"@", "2.5", "2,5"},
    {"0", "0.5", "1"},
    {"0", "2.5", "3"},
    {"0", "-2.5", "-3"},
    {"0.00", "0.125", "0,13"},
    {"0.00", "-0.125", "-0,13"},
    {"0.00", "1.005", "1,01"},
    {"0.00", "0", "0,00"},
    {"0.00", "999.995", "1000,00"},
    {"#,##0", "1234567", "1.234.567"},
    {"#,##0", "999", "999"},
    {"#,##0", "0", "0"},
    {"#,##0.00", "1234.5", "1.234,50"},
    {"#,##0.00", "-1234.5", "-1.234,50"},
    {"\"€ \"#,##0.00", "31000", "€ 31.000,00"},
    {"#,##0.00\\ \"€\"", "31000", "31.000,00 €"},
    {"#,##0.00\\ [$€-410]", "31000", "31.000,00 €"},
    {"[$€-410]\\ #,##0.00;[Red]\\-[$€-410]\\ #,##0.00", "-31000", "-€ 31.000,00"},
    {"\"€ \"#,##0.00", "-5", "-€ 5,00"},
    {"0%", "0.8", "80%"},
    {"0.00%", "0.8", "80,00%"},
    {"0.0%", "0.12345", "12,3%"},
    {"0.0%", "0.1235", "12,4%"},
    {"0%", "1", "100%"},
    {"\">= \"0%", "0.8", ">= 80%"},
    {"0.##", "0.5", "0,5"},
    {"0.##", "5", "5"},
    {"0.##", "-0.001", "0"},
    {"0%", "-0.001", "0%"},
    {"0", "-0.4", "0"},
    {"0.", "5", "5,"},
    {"#.00", "0.5", ",50"},
    {".00", "0.5", ",50"},
    {".00", "12.5", "12,50"},
    {"000", "7", "007"},
    {"00000", "54100", "54100"},
    {"0,", "1500", "2"},
    {"0.0,,", "1500000", "1,5"},
    {"#,##0,", "1500000", "1.500"},
    {"000\\-00\\-0000", "123456789", "123-45-6789"},
    {"0;-0;\"zero\"", "0", "zero"},
    {"0;(0);\"zero\"", "-7", "(7)"},
    {"0;;", "-7", ""},
    {";;;", "7", ""},
    {"[>=100]\"tanto\";[<0]\"sotto\";0.0", "150", "tanto"},
    {"[>=100]\"tanto\";[<0]\"sotto\";0.0", "-1", "sotto"},
    {"[>=100]\"tanto\";[<0]\"sotto\";0.0", "5", "5,0"},
    {"[=1]\"sì\";[=0]\"no\";0", "1", "sì"},
    {"[=1]\"sì\";[=0]\"no\";0", "0", "no"},
    {"[=1]\"sì\";[=0]\"no\";0", "-3", "-3"},
    {"[Red]0;[Blue]-0", "-3", "-3"},
    {"[Color 3]0.0", "3", "3,0"},
    {"0.00\" gg/m\"", "3", "3,00 gg/m"},
    {"0_)", "3", "3 "},
    {"*-0", "3", "3"},
    {"_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-", "1234.5", " 1.234,50 "},
    {"# ?/?", "1.5", "1 1/2"},
    {"# ?/?", "0.333333333333333", "1/3"},
    {"# ?/?", "3", "3"},
    {"# ?/8", "2.25", "2 2/8"},
    {"?/?", "1.5", "3/2"},
    {"\"\"", "5", ""},
    {"?/99999", "900000000", "89999100000000/99999"},
    {"0.00E+00", "12345", "1,23E+04"},
    {"0.00E+00", "0.00012345", "1,23E-04"},
    {"0.00E+00", "9.999", "1,00E+01"},
    {"##0.0E+0", "12345", "12,3E+3"},
    {"dd/mm/yyyy", "0", "00/01/1900"},
    {"dd/mm/yyyy", "1", "01/01/1900"},
    {"dd/mm/yyyy", "60", "29/02/1900"},
    {"dd/mm/yyyy", "61", "01/03/1900"},
    {"dd/mm/yyyy", "43830", "31/12/2019"},
    {"DD/MM/YY", "43830", "31/12/19"},
    {"d mmm yy", "43466", "1 gen 19"},
    {"ddd d mmmm yyyy", "43466", "mar 1 gennaio 2019"},
    {"dddd", "43465", "lunedì"},
    {"mmmmm", "43466", "g"},
    {"[$-410]d\\-mmm\\-yy;@", "43466", "1-gen-19"},
    {"[$-409]mmmm d, yyyy", "43466", "January 1, 2019"},
    {"[$-F800]dddd, mmmm dd, yyyy", "43466", "martedì 1 gennaio 2019"},
    {"dd/mm/yyyy", "-1", "###"},
    {"dd/mm/yyyy", "2958466", "###"},
    {"dd/mm/yyyy", "45291.9999998843", "31/12/2023"},
    {"dd/mm/yyyy", "45291.9999999999", "01/01/2024"},
    {"dd/mm/yyyy hh:mm", "45291.9999998843", "01/01/2024 00:00"},
    {"dd/mm/yyyy hh:mm", "43830.520833333336", "31/12/2019 12:30"},
    {"h:mm:ss", "0.999999", "0:00:00"},
    {"hh:mm", "0.9999", "23:59"},
    {"mm:ss.0", "0.00001", "00:00,9"},
    {"h:mm AM/PM", "0.75", "6:00 PM"},
    {"h:mm A/P", "0", "12:00 A"},
    {"[h]:mm", "1.5", "36:00"},
    {"[h]:mm", "-1.5", "-36:00"},
    {"[s]", "0.0000123456789012345", "1"},
    {"mm:ss.00", "0.0000123456789012345", "00:01,07"},
    {"[mm]:ss", "0.05", "72:00"},
    {"[s]", "0.001", "86"},
    {"h\"h\" m\"'\"", "0.5", "12h 0'"},
};

static void test_display(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(shown); i++) {
        struct decimal number;
        g_assert_true(decimal_parse(shown[i].number, strlen(shown[i].number), &number));
        char *text = numfmt_display(shown[i].code, number);
        if (strcmp(text, shown[i].shown) != 0)
            g_test_message("%s under %s", shown[i].number, shown[i].code ? shown[i].code : "General");
        g_assert_cmpstr(text, ==, shown[i].shown);
        char *canonical = numfmt_canonical(shown[i].code);
        char *again = numfmt_display(canonical, number);
        if (!canonical || (!strchr(shown[i].code, '?') && !strstr(shown[i].code, "F800")))
            g_assert_cmpstr(again, ==, text);
        g_free(again);
        g_free(canonical);
        g_free(text);
    }
}

static const struct {
    const char *code;
    const char *class;
    const char *canonical;
    int decimals;
} codes[] = {
    {NULL, "general", NULL, -1},
    {"", "general", NULL, -1},
    {"General", "general", NULL, -1},
    {"GENERAL", "general", NULL, -1},
    {"General;@", "general", NULL, -1},
    {"0", "integer", "0", 0},
    {"##0", "integer", "0", 0},
    {"#,##0", "integer", "#,##0", 0},
    {"#,###", "integer", "#,###", 0},
    {"0.00", "decimal", "0.00", 2},
    {"0.0##", "decimal", "0.0##", 3},
    {"0.?", "decimal", "0.#", 1},
    {"0%", "percent", "0%", 0},
    {"0.0%", "percent", "0.0%", 1},
    {"\">= \"0%", "percent", "\">= \"0%", 0},
    {"\\>\\=\\ 0%", "percent", "\">= \"0%", 0},
    {">= 0%", "percent", "\">= \"0%", 0},
    {"\"€ \"#,##0.00", "currency", "\"€ \"#,##0.00", 2},
    {"[$€-410]\\ #,##0.00", "currency", "\"€ \"#,##0.00", 2},
    {"[$CHF] #,##0.00", "currency", "[$CHF]\" \"#,##0.00", 2},
    {"[$kr-41D]0", "currency", "[$kr]0", 0},
    {"#,##0\\ _€", "integer", "#,##0\"  \"", 0},
    {"\"n. \"0", "integer", "\"n. \"0", 0},
    {"[Red]0", "integer", "[Red]0", 0},
    {"[Color3]0", "integer", "[Red]0", 0},
    {"[Color 23]0", "integer", "0", 0},
    {"[Rosso]0", "integer", "[Red]0", 0},
    {"[>=100.0]0;0.0", "integer", "[>=100]0;0.0", 0},
    {"\"Surplus\"", "general", "\"Surplus\"", -1},
    {"\"day \"0", "integer", "\"day \"0", 0},
    {"0,,", "integer", "0,,", 0},
    {"0.0,", "decimal", "0.0,", 1},
    {"0.00E+00", "decimal", "0.00E+00", -1},
    {"##0.0E+0", "decimal", "##0.0E+0", -1},
    {"# ?/?", "decimal", "#\" \"?/?", -1},
    {"dd/mm/yyyy", "date", "dd\"/\"mm\"/\"yyyy", -1},
    {"DD/MM/YYYY;@", "date", "dd\"/\"mm\"/\"yyyy", -1},
    {"[$-410]dd\\-mmm\\-yy", "date", "dd\"-\"mmm\"-\"yy", -1},
    {"[$-409]d\\-mmm", "date", "[$-409]d\"-\"mmm", -1},
    {"mmm", "date", "mmm", -1},
    {"hh:mm", "time", "hh\":\"mm", -1},
    {"mm:ss.00", "time", "mm\":\"ss.00", -1},
    {"h:mm AM/PM", "time", "h\":\"mm\" \"AM/PM", -1},
    {"[h]:mm", "duration", "[h]\":\"mm", -1},
    {"[HH]:MM:SS", "duration", "[hh]\":\"mm\":\"ss", -1},
    {"[mm]:ss", "duration", "[mm]\":\"ss", -1},
    {"dd/mm/yyyy hh:mm", "date", "dd\"/\"mm\"/\"yyyy\" \"hh\":\"mm", -1},
    {"@", "text", "@", -1},
    {"\"cod. \"@", "text", "\"cod. \"@", -1},
    {"0;-0;0;@", "integer", "0;\"-\"0;0", 0},
    {"_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-", "integer",
        "\" \"* #,##0\" \";\"-\"* #,##0\" \";\" \"* \"- \";\" \"@\" \"", 0},
    {";;;", "general", ";;;", -1},
    {"0\\\"", "integer", "0\\\"", 0},
    {"0\"", "integer", "0", 0},
    {"[0", "integer", "\"[\"0", 0},
};

static void test_codes(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(codes); i++) {
        const char *code = codes[i].code;
        g_assert_cmpstr(format_class_name(numfmt_class(code)), ==, codes[i].class);
        g_assert_cmpint(numfmt_decimals(code), ==, codes[i].decimals);
        char *canonical = numfmt_canonical(code);
        g_assert_cmpstr(canonical, ==, codes[i].canonical);
        char *again = numfmt_canonical(canonical);
        g_assert_cmpstr(again, ==, canonical);
        g_assert_cmpstr(format_class_name(numfmt_class(canonical)), ==, codes[i].class);
        g_free(again);
        g_free(canonical);
    }
}

static void test_texts(void)
{
    static const struct {
        const char *code, *text, *shown;
    } cases[] = {
        {NULL, "a", "a"},
        {"0.00", "a", "a"},
        {"@", "a", "a"},
        {"\"cod. \"@", "a", "cod. a"},
        {"0;-0;0;\"<\"@\">\"", "a", "<a>"},
        {"0;-0;0;", "a", ""},
        {";;", "a", "a"},
        {"dd/mm/yyyy;@", "a", "a"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = numfmt_display_text(cases[i].code, cases[i].text);
        g_assert_cmpstr(text, ==, cases[i].shown);
        g_free(text);
    }
}

static void test_operators(void)
{
    static const struct {
        const char *code, *operator;
    } cases[] = {
        {"\">= \"0%", ">="},
        {"\"≥\"0", ">="},
        {"\"=< \"0", "<="},
        {"\\<0", "<"},
        {"\" > \"#,##0", ">"},
        {"\"= \"0", "="},
        {"0%", NULL},
        {"0\" >\"", NULL},
        {"\"n. >\"0", NULL},
        {NULL, NULL},
        {"[>=100]0", NULL},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(numfmt_operator(cases[i].code), ==, cases[i].operator);
}

static void test_builtin(void)
{
    g_assert_null(numfmt_builtin(0));
    g_assert_cmpstr(numfmt_builtin(14), ==, "dd/mm/yyyy");
    g_assert_null(numfmt_builtin(59));
    g_assert_null(numfmt_builtin(164));
    for (unsigned id = 14; id <= 58; id++)
        if (id <= 17 || id == 22 || (id >= 27 && id <= 31) || id == 36 || id >= 50)
            g_assert_cmpint(numfmt_class(numfmt_builtin(id)), ==, FORMAT_DATE);
    g_assert_cmpint(numfmt_class(numfmt_builtin(46)), ==, FORMAT_DURATION);
    g_assert_cmpint(numfmt_class(numfmt_builtin(49)), ==, FORMAT_TEXT);
    g_assert_true(numfmt_is_percent(numfmt_builtin(10)));
}

/* Codes that no program writes: nothing but a text must come of them. */
static void test_long_codes(void)
{
    static const char *const pieces[] = {
        "0", "#,", "\"", "[", "]", "@", "y", "\\", ";", "[h]", "\xC3\xA0", "?/", "E+", "."};
    struct decimal number = {123456789012345, -7};
    GRand *random = g_rand_new_with_seed(7);
    for (unsigned i = 0; i < 20000; i++) {
        GString *code = g_string_new(NULL);
        unsigned length = (unsigned)g_rand_int_range(random, 0, i % 50 ? 12 : 600);
        while (length-- > 0)
            g_string_append(code, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        char *text = numfmt_display(code->str, number);
        g_assert_true(g_utf8_validate(text, -1, NULL));
        g_free(text);
        text = numfmt_display_text(code->str, "x");
        g_free(text);
        char *canonical = numfmt_canonical(code->str);
        char *again = numfmt_canonical(canonical);
        if (!strchr(code->str, '/'))
            g_assert_cmpstr(again, ==, canonical);
        g_free(again);
        g_free(canonical);
        g_string_free(code, TRUE);
    }
    g_rand_free(random);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/grid/numfmt/display", test_display);
    g_test_add_func("/grid/numfmt/codes", test_codes);
    g_test_add_func("/grid/numfmt/texts", test_texts);
    g_test_add_func("/grid/numfmt/operators", test_operators);
    g_test_add_func("/grid/numfmt/builtin", test_builtin);
    g_test_add_func("/grid/numfmt/long-codes", test_long_codes);
    return g_test_run();
}
