#include "support/text.h"

#include <glib.h>
#include <string.h>

struct folding {
    const char *text, *expected;
};

static void check(char *(*fold)(const char *), const struct folding *cases, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        char *folded = fold(cases[i].text);
        g_assert_cmpstr(folded, ==, cases[i].expected);
        g_free(folded);
    }
}

static void test_blanks(void)
{
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {{" ", 1}, {"\t", 1}, {"\r", 1}, {"\n", 0}, {"", 0}, {"a", 0}, {"\u00A0", 2}, {"\u2009x", 3},
        {"\u202F", 3}, {"\u3000", 3}, {"\u200B", 3}, {"\u205F", 3}, {"\uFEFF", 3}, {"\u20AC", 0},
        {"\u00E0", 0}, {"\u201C", 0}, {"\u3001", 0}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpuint(text_blank_at(cases[i].text), ==, cases[i].length);
}

static void test_clean(void)
{
    static const struct folding cases[] = {
        {"", ""},
        {"  \t \n \u00A0\n", ""},
        {"a", "a"},
        {"  a   b ", "a b"},
        {"a\u00A0\u00A0b\u2009c", "a b c"},
        {"a\r\nb", "a\nb"},
        {"a \n\n \n  b\n", "a\nb"},
        {"\n\na", "a"},
        {"un\u200Bione", "unione"},
        {"a \u200B b", "a b"},
        {"perché\u00A0no", "perché no"},
        {"à\u3000è", "à è"},
    };
    check(text_clean, cases, G_N_ELEMENTS(cases));
}

static void test_one_line(void)
{
    static const struct folding cases[] = {
        {"a\nb", "a b"}, {"a \r\n\n b ", "a b"}, {"\n", ""}, {"a b", "a b"}, {"\nà\n", "à"}};
    check(text_one_line, cases, G_N_ELEMENTS(cases));
}

static void test_words(void)
{
    static const struct folding cases[] = {
        {"Ob. Ind.", "ob ind"},
        {"OB IND", "ob ind"},
        {"Perché  NO?", "perche no"},
        {"Perche\u0301", "perche"},
        {"Target\u00A02019", "target 2019"},
        {"U\u2009O", "u o"},
        {"dell'azione", "dell azione"},
        {"dell\u2019azione", "dell azione"},
        {"\u201CObiettivo\u201D", "obiettivo"},
        {"e\uFB03cienza \uFB01nale", "efficienza finale"},
        {"100%", "100%"},
        {"% attivit\u00E0", "% attivita"},
        {"Importo (\u20AC)", "importo \u20AC"},
        {"n.\u00BA 3", "n 3"},
        {"n\u00B0 3", "n 3"},
        {"\u00BD 1\u00AA", "1 2 1a"},
        {"---", "---"},
        {" - \n - ", "- -"},
        {"", ""},
        {"  ", ""},
        {"\u2013", "\u2013"},
        {"(a)", "a"},
        {"indica\u00ADtore", "indicatore"},
        {"indica\u200Btore", "indicatore"},
        {"Stra\u00DFe", "strasse"},
        {"\u0152uvre", "oeuvre"},
        {"a\nb", "a b"},
    };
    check(text_words, cases, G_N_ELEMENTS(cases));
}

static void test_key(void)
{
    static const struct folding cases[] = {{"Ob. Ind.", "obind"}, {"---", "---"}, {"- -", "--"},
        {"Perché NO", "percheno"}, {"", ""}, {"10 %", "10%"}};
    check(text_key, cases, G_N_ELEMENTS(cases));
}

static void test_same(void)
{
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"Ob. Ind.", "OB IND", true},
        {"ob ind", "obind", true},
        {"Perché", "PERCHE'", true},
        {"a", "b", false},
        {"a", "ab", false},
        {"ab", "a", false},
        {"---", "---", true},
        {"---", "--", false},
        {"---", "", false},
        {"", "", true},
        {"", "a", false},
        {"a", "---", false},
        {"%", "---", false},
        {"100", "100%", false},
        {"\u20AC", "", false},
        {"Risorse \u20AC", "risorse (\u20AC)", true},
        {"Attivit\u00E0\nsvolte", "attivita svolte", true},
        {"\u00E0", "a", true},
        {"a", "\u00E0", true},
        {"\u00E0", "b", false},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s / %s", cases[i].a, cases[i].b);
        g_assert_cmpint(text_same(cases[i].a, cases[i].b), ==, cases[i].same);
    }
}

static void test_loose(void)
{
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"A 1.2", "a1.2", true},
        {"A1.2", "A12", false},
        {"perché", "PERCHÉ", true},
        {"perché", "perche", false},
        {"perche\u0301", "perché", true},
        {"a\u00A0b", "A B", true},
        {"a\nb", "ab", true},
        {"", " ", true},
        {"a", "", false},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(text_equal_loosely(cases[i].a, cases[i].b), ==, cases[i].same);
        g_assert_cmpint(text_same_code(cases[i].a, cases[i].b), ==, cases[i].same);
    }
}

static void test_counts(void)
{
    g_assert_cmpuint(text_count_alnum("Ob. 1.2 %\u20AC"), ==, 4);
    g_assert_cmpuint(text_count_alnum("perch\u00E9 ---"), ==, 6);
    g_assert_cmpuint(text_count_alnum(""), ==, 0);
    g_assert_cmpuint(text_space_at("\n "), ==, 1);
    g_assert_cmpuint(text_space_at("\u00A0\n"), ==, 2);
    g_assert_cmpuint(text_space_at("a"), ==, 0);
    g_assert_cmpuint(text_blank_at("\n"), ==, 0);
    g_assert_cmpuint(text_utf16_length(""), ==, 0);
    g_assert_cmpuint(text_utf16_length("abc"), ==, 3);
    g_assert_cmpuint(text_utf16_length("\u00E0\u20AC"), ==, 2);
    g_assert_cmpuint(text_utf16_length("a\U0001F600b"), ==, 4);
}

static void test_quote(void)
{
    static const struct {
        const char *text;
        unsigned most;
        const char *expected;
    } cases[] = {
        {"a\nb\tc\rd", 0, "a\\nb\\tc\\rd"},
        {"a\x1B[31mb\x7F", 0, "a[31mb"},
        {"a\u202Eb\xC2\x85"
         "c",
            0, "abc"},
        {"abcdef", 3, "abc\u2026"},
        {"abc", 3, "abc"},
        {"\u00E0\u00E8\u00EC", 2, "\u00E0\u00E8\u2026"},
        {"", 5, ""},
        {"a\xF0", 0, "a\uFFFD"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *quoted = text_quote(cases[i].text, cases[i].most);
        g_assert_cmpstr(quoted, ==, cases[i].expected);
        g_free(quoted);
    }
}

static void test_tsv(void)
{
    static const struct folding cases[] = {
        {"a\nb\tc\rd\\e", "a\\nb\\tc\\rd\\\\e"}, {"\u00E0", "\u00E0"}, {"", ""}};
    check(text_tsv, cases, G_N_ELEMENTS(cases));
}

static void test_glob(void)
{
    static const struct {
        const char *pattern, *text;
        bool matches;
    } cases[] = {
        {"*", "", true},
        {"*", "abc", true},
        {"", "", true},
        {"", "a", false},
        {"a*", "Allegato 1", true},
        {"*1", "Allegato 1", true},
        {"*1", "Allegato 12", false},
        {"*1*", "Allegato 12", true},
        {"A?c", "abc", true},
        {"A?c", "ac", false},
        {"?", "\u00E0", true},
        {"\u00C8*", "\u00E8 vero", true},
        {"a*b*c", "a--b--b--c", true},
        {"a*b*c", "a--b--b--d", false},
        {"**a", "bba", true},
        {"abc", "abcd", false},
        {"a**", "a", true},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s / %s", cases[i].pattern, cases[i].text);
        g_assert_cmpint(text_glob(cases[i].pattern, cases[i].text), ==, cases[i].matches);
    }
}

static void test_nearest(void)
{
    static const char *const words[] = {"leggi", "scrivi", "indicatore", "obiettivo", "peso", "e", NULL};
    static const struct folding cases[] = {
        {"legi", "leggi"},
        {"indicatroe", "indicatore"},
        {"INDICATORI", "indicatore"},
        {"obbietivo", "obiettivo"},
        {"pseo", "peso"},
        {"x", NULL},
        {"", NULL},
        {"scheda", NULL},
        {"target", NULL},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(text_nearest(cases[i].text, words), ==, cases[i].expected);
}

/* A text of characters that are folded in one way or another. */
static char *random_text(void)
{
    static const char *const pieces[] = {"a", "B", "7", " ", "  ", "\n", "\t", "\u00A0", "\u200B", "\u00E0",
        "\u00C8", "e\u0301", "-", ".", "%", "\u20AC", "\uFB01", "\u00DF", "\u00AD", "\u2019", "\U0001F600",
        "\u00BA", "\r\n"};
    GString *text = g_string_new(NULL);
    for (int i = g_test_rand_int_range(0, 12); i > 0; i--)
        g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
    return g_string_free(text, FALSE);
}

/* Folding twice is folding once, and comparing agrees with folding. */
static void test_properties(void)
{
    char *(*const folds[])(const char *) = {text_clean, text_one_line, text_words, text_key};
    for (unsigned round = 0; round < 20000; round++) {
        char *text = random_text(), *other = random_text();
        for (unsigned i = 0; i < G_N_ELEMENTS(folds); i++) {
            char *once = folds[i](text), *twice = folds[i](once);
            g_assert_cmpstr(once, ==, twice);
            g_free(once);
            g_free(twice);
        }
        char *key = text_key(text), *other_key = text_key(other);
        g_assert_cmpint(text_same(text, other), ==, strcmp(key, other_key) == 0);
        g_assert_true(text_same(text, key));
        g_assert_true(text_equal_loosely(text, text));
        g_assert_cmpint(text_equal_loosely(text, other), ==, text_equal_loosely(other, text));
        char *cleaned = text_clean(text);
        g_assert_true(text_equal_loosely(text, cleaned));
        g_free(cleaned);
        g_free(key);
        g_free(other_key);
        g_free(text);
        g_free(other);
    }
}

/* One character that is not ASCII does not change how the others are read. */
static void test_mixed(void)
{
    static const char *const pieces[] = {"a", "B", "7", " ", "\n", "\t", "-", ".", "%", "$", "_", "\x7F"};
    for (unsigned round = 0; round < 5000; round++) {
        GString *text = g_string_new("x");
        for (int i = g_test_rand_int_range(0, 12); i > 0; i--)
            g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
        char *words = text_words(text->str), *key = text_key(text->str);
        g_string_insert(text, g_test_rand_int_range(0, (int)text->len + 1), "\u00AD");
        char *mixed_words = text_words(text->str), *mixed_key = text_key(text->str);
        g_assert_cmpstr(mixed_words, ==, words);
        g_assert_cmpstr(mixed_key, ==, key);
        g_free(words);
        g_free(key);
        g_free(mixed_words);
        g_free(mixed_key);
        g_string_free(text, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/support/text/blanks", test_blanks);
    g_test_add_func("/support/text/clean", test_clean);
    g_test_add_func("/support/text/one-line", test_one_line);
    g_test_add_func("/support/text/words", test_words);
    g_test_add_func("/support/text/key", test_key);
    g_test_add_func("/support/text/mixed", test_mixed);
    g_test_add_func("/support/text/same", test_same);
    g_test_add_func("/support/text/loose", test_loose);
    g_test_add_func("/support/text/counts", test_counts);
    g_test_add_func("/support/text/quote", test_quote);
    g_test_add_func("/support/text/tsv", test_tsv);
    g_test_add_func("/support/text/glob", test_glob);
    g_test_add_func("/support/text/nearest", test_nearest);
    g_test_add_func("/support/text/properties", test_properties);
    return g_test_run();
}
