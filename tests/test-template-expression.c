#include <glib.h>
#include <string.h>
#include "template/expression.h"

/* The whole of a text: expression, text, code in the form that fits (NULL: does not fit), slips, explained.
 */
static const struct {
    const char *expression, *text, *canonical;
    unsigned slips, explained;
} wholes[] = {
    {"[SO]\\d\\.\\d\\.\\d-[a-z]", "S1.2.4-a", "S1.2.4-a", 0, 5},
    {"[SO]\\d\\.\\d\\.\\d-[a-z]", "01.2.4-a", "O1.2.4-a", 1, 5},
    {"[SO]\\d\\.\\d\\.\\d-[a-z]", "s2.1.4-a", "S2.1.4-a", 1, 5},
    {"[SO]\\d\\.\\d\\.\\d-[a-z]", "SO.1.4-A", "S0.1.4-a", 2, 5},
    {"[SO]\\d\\.\\d\\.\\d-[a-z]", "S1.2.4", NULL, 0, 0},
    {"[SO]\\d\\.\\d\\.\\d-[a-z]", "S1.2.4-ab", NULL, 0, 0},
    {"[Kk]pi\\d", "kpi1", "kpi1", 0, 4},
    {"[Kk]pi\\d", "Kpi1", "Kpi1", 0, 4},
    {"[Kk]pi\\d", "KPI1", "Kpi1", 2, 4},
    {"\\d{4}", "101", "0101", 1, 3},
    {"\\d{4}", "0101", "0101", 0, 4},
    {"\\d{4}", "10101", NULL, 0, 0},
    {"\\d\\d|\\d{4}", "101", "0101", 1, 3},
    {"\\d{3}\\.", "1.", NULL, 0, 0},
    {"[A-Z]\\d{3}", "A1", NULL, 0, 0},
    {"(19|20)\\d\\d", "2019", "2019", 0, 4},
    {"S\\. \\d+\\.\\d+", "S. 1.4", "S. 1.4", 0, 3},
    {"S\\. \\d+\\.\\d+", "S.1.4", "S.1.4", 0, 3},
    {"S\\. \\d+\\.\\d+", "S.  1. 4", "S.  1. 4", 0, 3},
    {"S\\. \\d+\\.\\d+", " s .1.4 ", "S .1.4", 1, 3},
    {"S\\. \\d+\\.\\d+|STAFF \\d+|AREA [A-Z]+", "STAFF 12", "STAFF 12", 0, 7},
    {"S\\. \\d+\\.\\d+|STAFF \\d+|AREA [A-Z]+", "AREA\n II", "AREA\n II", 0, 6},
    {"AREA.+", "AREA prima", "AREA prima", 0, 4},
    {"ENTE|ISR|U\\d\\.\\d(/U\\d\\.\\d)*", "U1.2/U1.3/u2.1", "U1.2/U1.3/U2.1", 1, 9},
    {"(\\d{3}-\\d{3}-\\d{3})?", "", "", 0, 0},
    {"(\\d{3}-\\d{3}-\\d{3})?", "011-005-001", "011-005-001", 0, 9},
    {"\\d{3}[a-z]?( [A-Z]+(\\+[A-Z]+)*)?", "001a SG+AF", "001a SG+AF", 0, 8},
    {"Arco temporale( realizzazione)?", "Arco temporale realizzazione", "Arco temporale realizzazione", 0,
        26},
    {"[0-9.,]+ ?%", "96,6 %", "96,6 %", 0, 3},
    {".", "è", "è", 0, 0},
    {".{3}", "a b", "a b", 0, 0},
    {"[à-ù]", "è", "è", 0, 1},
    {"[à-ù]", "È", "è", 1, 1},
    {"[\\]\\-]+", "-]", "-]", 0, 0},
    {"[A-]+", "A-", "A-", 0, 1},
    {"x{1,3}", "xx", "xx", 0, 2},
    {"x{1,3}", "xxxx", NULL, 0, 0},
    /* the fewest slips, then the first alternative */
    {"(O|0)1", "01", "01", 0, 2},
    {"[a-z]1|[A-Z]1", "A1", "A1", 0, 2},
    {"(a|b)B|a[B-Z]", "ab", "aB", 1, 2},
    {"ABa|abA", "aba", "abA", 1, 3},
    {"(A|a)*C", "aaac", "aaaC", 1, 4},
};

static void test_whole(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(wholes); i++) {
        struct arena *arena = arena_new();
        char *problem = NULL;
        struct expression *expression = expression_parse(arena, wholes[i].expression, &problem);
        g_assert_cmpstr(problem, ==, NULL);
        struct expression_fit fit = {0};
        bool fits = expression_fits_whole(expression, arena, wholes[i].text, &fit);
        g_test_message("%s on %s", wholes[i].expression, wholes[i].text);
        g_assert_cmpint(fits, ==, wholes[i].canonical != NULL);
        if (fits) {
            g_assert_cmpstr(fit.canonical, ==, wholes[i].canonical);
            g_assert_cmpuint(fit.slips, ==, wholes[i].slips);
            g_assert_cmpuint(fit.explained, ==, wholes[i].explained);
            g_assert_cmpuint(fit.end, ==, strlen(wholes[i].text));
        }
        arena_free(arena);
    }
}

/* Inside a text: the fits from an offset as "canonical/slips", the best first. */
static const struct {
    const char *expression, *text;
    size_t start;
    const char *fits;
} insides[] = {
    {"[A-Z]\\d\\.\\d", "A1.2 Titolo", 0, "A1.2/0"},
    {"[A-Z]\\d\\.\\d", "cod. a1.2", 5, "A1.2/1"},
    {"[A-Z]\\d\\.\\d", "cod. a1.2", 0, ""},
    {"\\d+", "123 a", 0, "123/0 12/0 1/0"},
    {"(\\d\\.)?", "7 x", 0, "/0"},
    {"(\\d\\.)?", "7. x", 0, "7./0 /0"},
    {"S\\. \\d", "S. 1.4", 0, "S. 1/0"},
    {"[A-Z]+\\d*", "ab1", 0, "AB1/2 AB/2 A/1"},
};

static void test_inside(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(insides); i++) {
        struct arena *arena = arena_new();
        char *problem = NULL;
        struct expression *expression = expression_parse(arena, insides[i].expression, &problem);
        g_assert_nonnull(expression);
        const struct expression_fit *fits;
        unsigned count = expression_fits(expression, arena, insides[i].text, insides[i].start, &fits);
        GString *all = g_string_new(NULL);
        for (unsigned k = 0; k < count; k++)
            g_string_append_printf(all, "%s%s/%u", k ? " " : "", fits[k].canonical, fits[k].slips);
        g_test_message("%s in %s", insides[i].expression, insides[i].text);
        g_assert_cmpstr(all->str, ==, insides[i].fits);
        g_string_free(all, TRUE);
        arena_free(arena);
    }
}

static const struct {
    const char *expression, *text, *found;
} lasts[] = {
    {"[0-9.,]+ ?%", "Rispettati i termini: 96,6% (anno prima 95,0 %)", "95,0 %"},
    {"[0-9.,]+ ?%", "nessuna percentuale", NULL},
    {"[Kk]pi(\\d[A-Z](\\d{4})?)_", "Kpi1A0101_001", "1A0101"},
    {"[Kk]pi(\\d[A-Z](\\d{4})?)_", "kpi1A_001a", "1A"},
    {"[Kk]pi(\\d)", "KPI1", NULL},
    {"\\d+", "12 e 345", "345"},
    {"à.", "perà, città!", "à!"},
    {"(x)|y", "x y", "y"},
};

static void test_find_last(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(lasts); i++) {
        struct arena *arena = arena_new();
        char *problem = NULL;
        struct expression *expression = expression_parse(arena, lasts[i].expression, &problem);
        g_assert_nonnull(expression);
        size_t start = 0, end = 0;
        bool found = expression_find_last(expression, lasts[i].text, &start, &end);
        char *part = found ? g_strndup(lasts[i].text + start, end - start) : NULL;
        g_assert_cmpstr(part, ==, lasts[i].found);
        g_free(part);
        arena_free(arena);
    }
}

static void test_refusals(void)
{
    static const char *const wrong[] = {"(", ")", "a)", "(a", "[a", "[]", "[^a]", "[z-a]", "a{", "a{2",
        "a{3,2}", "a{0}", "a{,3}", "a{2,}", "*a", "a**", "a|+", "\\w", "\\", "a$", "^a", "(?:a)", "a{1000}",
        "(a{999}){999}",
        "((((((((((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))))))))))"};
    for (unsigned i = 0; i < G_N_ELEMENTS(wrong); i++) {
        struct arena *arena = arena_new();
        char *problem = NULL;
        g_test_message("%s", wrong[i]);
        g_assert_null(expression_parse(arena, wrong[i], &problem));
        g_assert_nonnull(problem);
        g_assert_nonnull(strstr(problem, "character"));
        g_free(problem);
        arena_free(arena);
    }
}

/* A hostile expression or a long text costs time in proportion to both lengths. */
static void test_bounded(void)
{
    static const char *const hostile[] = {
        "(a*)*b", "(a|a)*b", "((a?){50}a{50})*b", "(.*.*.*)*b", "(a*A*)*b", "(((){999}){999}){999}b"};
    char *text = g_strnfill(20000, 'a');
    for (unsigned i = 0; i < G_N_ELEMENTS(hostile); i++) {
        struct arena *arena = arena_new();
        char *problem = NULL;
        struct expression *expression = expression_parse(arena, hostile[i], &problem);
        g_assert_nonnull(expression);
        struct expression_fit fit;
        gint64 before = g_get_monotonic_time();
        g_assert_false(expression_fits_whole(expression, arena, text, &fit));
        size_t start, end;
        g_assert_false(expression_find_last(expression, text, &start, &end));
        const struct expression_fit *fits;
        expression_fits(expression, arena, text, 0, &fits);
        g_assert_cmpint(g_get_monotonic_time() - before, <, 20 * G_USEC_PER_SEC);
        arena_free(arena);
    }
    g_free(text);
}

static void test_empty(void)
{
    static const struct {
        const char *source;
        bool may_be_empty;
    } cases[] = {{"a?", true}, {"(a|)", true}, {"a*b*", true}, {" ", true}, {"a", false}, {"a+", false}};
    struct arena *arena = arena_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *problem = NULL;
        struct expression *expression = expression_parse(arena, cases[i].source, &problem);
        g_assert_nonnull(expression);
        g_assert_cmpint(expression_may_be_empty(expression), ==, cases[i].may_be_empty);
        g_assert_cmpstr(expression_source(expression), ==, cases[i].source);
    }
    arena_free(arena);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template/expression/whole", test_whole);
    g_test_add_func("/template/expression/inside", test_inside);
    g_test_add_func("/template/expression/find-last", test_find_last);
    g_test_add_func("/template/expression/refusals", test_refusals);
    g_test_add_func("/template/expression/bounded", test_bounded);
    g_test_add_func("/template/expression/empty", test_empty);
    return g_test_run();
}
