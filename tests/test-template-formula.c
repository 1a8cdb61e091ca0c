#include "template/formula.h"

#include <glib.h>
#include <string.h>

/* The tree in brackets, operators and functions first. */
static void print(const struct formula *formula, GString *out)
{
    char *number;
    switch (formula->kind) {
    case FORMULA_NUMBER:
        number = decimal_to_text(formula->number);
        g_string_append_printf(out, "%s%s", number, formula->percent ? "p" : "");
        g_free(number);
        break;
    case FORMULA_TEXT:
        g_string_append_printf(out, "'%s'", formula->text);
        break;
    case FORMULA_NAME:
        for (unsigned i = 0; i < formula->step_count; i++) {
            g_string_append_printf(out, "%s%s", i > 0 ? "." : "", formula->steps[i].name);
            if (formula->steps[i].index != NULL) {
                g_string_append_c(out, '[');
                print(formula->steps[i].index, out);
                g_string_append_c(out, ']');
            }
        }
        break;
    case FORMULA_CALL:
        g_string_append_printf(out, "(%s", formula_function_name(formula->function));
        for (unsigned i = 0; i < formula->argument_count; i++) {
            g_string_append_c(out, ' ');
            print(formula->arguments[i], out);
        }
        for (unsigned i = 0; i < OPTION_COUNT; i++) {
            if (formula->options[i] != NULL) {
                g_string_append_printf(out, " %u:", i);
                print(formula->options[i], out);
            }
        }
        g_string_append_c(out, ')');
        break;
    case FORMULA_BINARY:
        g_string_append_printf(out, "(%s ", formula_operator_sign(formula->operator));
        print(formula->left, out);
        g_string_append_c(out, ' ');
        print(formula->right, out);
        g_string_append_c(out, ')');
        break;
    case FORMULA_NOT:
    case FORMULA_NEGATE:
        g_string_append(out, formula->kind == FORMULA_NOT ? "(non " : "(neg ");
        print(formula->left, out);
        g_string_append_c(out, ')');
        break;
    }
}

static void test_trees(void)
{
    static const struct {
        const char *source, *tree;
    } cases[] = {
        {"60%", "0.6p"},
        {"0,5", "0.5"},
        {"0.5", "0.5"},
        {"1.000", "1000"},
        {"0.125", "0.125"},
        {"12,50%", "0.125p"},
        {"a", "a"},
        {"\"un testo\"", "'un testo'"},
        {"\"detto \"\"così\"\"\"", "'detto \"così\"'"},
        {"\"\"", "''"},
        {"a.b.c", "a.b.c"},
        {"esito[\"30/06\"].risultato", "esito['30/06'].risultato"},
        {"esito[scheda.codice].risultato", "esito[scheda.codice].risultato"},
        {"esito[ \"x\" & codice ].risultato", "esito[(& 'x' codice)].risultato"},
        {"padre.azione.realizzazione", "padre.azione.realizzazione"},
        {"qualità_1", "qualità_1"},
        /* tightness */
        {"a o b e c", "(o a (e b c))"},
        {"a e b o c", "(o (e a b) c)"},
        {"non a e b", "(e (non a) b)"},
        {"non a in b", "(non (in a b))"},
        {"non non a", "(non (non a))"},
        {"a = b & c", "(= a (& b c))"},
        {"a & b + c", "(& a (+ b c))"},
        {"a + b * c", "(+ a (* b c))"},
        {"a * b + c", "(+ (* a b) c)"},
        {"-a * b", "(* (neg a) b)"},
        {"a * -b", "(* a (neg b))"},
        {"a - -b", "(- a (neg b))"},
        {"+a", "a"},
        {"a - b - c", "(- (- a b) c)"},
        {"a / b / c", "(/ (/ a b) c)"},
        {"a & b & c", "(& (& a b) c)"},
        {"(a + b) * c", "(* (+ a b) c)"},
        {"a < b", "(< a b)"},
        {"a <= b", "(<= a b)"},
        {"a > b", "(> a b)"},
        {"a >= b", "(>= a b)"},
        {"a <> b", "(<> a b)"},
        {"a<b+1", "(< a (+ b 1))"},
        {"(a < b) = c", "(= (< a b) c)"},
        {"a in \"TUTTI\" o b", "(o (in a 'TUTTI') b)"},
        {"persona.titolo <> \"\" e persona.codice in indicatore.ob_ind",
            "(e (<> persona.titolo '') (in persona.codice indicatore.ob_ind))"},
        /* words in any case; names that begin like words */
        {"a O b E c", "(o a (e b c))"},
        {"Non a IN b", "(non (in a b))"},
        {"esito o indice", "(o esito indice)"},
        {"E(a; b)", "(E a b)"},
        {"O(a; b; c)", "(O a b c)"},
        {"NON(a)", "(NON a)"},
        {"NON(a) e b", "(e (NON a) b)"},
        {"non (a) = b", "(non (= a b))"},
        {"a e (b o c)", "(e a (o b c))"},
        /* functions */
        {"somma(a; b)", "(SOMMA a b)"},
        {"MEDIA.PESATA(a; 60%; b; 40%)", "(MEDIA.PESATA a 0.6p b 0.4p)"},
        {"CONTA.SE(x.y; \">=90%\")", "(CONTA.SE x.y '>=90%')"},
        {"SE(a >= 90%; 100%; SE(a < 50%; 0%; a))", "(SE (>= a 0.9p) 1p (SE (< a 0.5p) 0p a))"},
        {"REALIZZAZIONE(r; t; al; tetto=100%)", "(REALIZZAZIONE r t al 0:1p)"},
        {"REALIZZAZIONE(r; t; tetto = nessuno; verso=>=; minore=speculare; ritardo=1%; zero=si; base=stato)",
            "(REALIZZAZIONE r t 0:'nessuno' 1:'>=' 2:'speculare' 3:0.01p 4:'sì' 5:stato)"},
        {"REALIZZAZIONE(r; t; verso=\"<=\"; zero=no)", "(REALIZZAZIONE r t 1:'<=' 4:'no')"},
        {"REALIZZAZIONE(r; t; verso=indicatore.verso)", "(REALIZZAZIONE r t 1:indicatore.verso)"},
        {"SOMMA(tetto = 1)", "(SOMMA (= tetto 1))"},
        {"  a\u00A0+\n b ", "(+ a b)"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct arena *arena = arena_new();
        char *problem = NULL;
        const struct formula *formula = formula_parse(arena, cases[i].source, &problem);
        g_assert_cmpstr(problem, ==, NULL);
        GString *tree = g_string_new(NULL);
        print(formula, tree);
        g_assert_cmpstr(tree->str, ==, cases[i].tree);
        g_string_free(tree, TRUE);
        arena_free(arena);
    }
}

static void test_problems(void)
{
    static const struct {
        const char *source, *problem;
    } cases[] = {
        {"", "the formula ends where a value is expected, at character 1"},
        {"a +", "the formula ends where a value is expected, at character 4"},
        {"a b", "\"b\" where an operator is expected, at character 3"},
        {"a < b < c", "comparisons do not chain: join two of them with \"e\", at character 7"},
        {"a = b in c", "comparisons do not chain: join two of them with \"e\", at character 7"},
        {"(a", "the formula ends where \")\" is expected, at character 3"},
        {"a)", "\")\" where an operator is expected, at character 2"},
        {"SOMMA(a, b)", "\", b)\" where \";\" or \")\" is expected, at character 8"},
        {"SOMA(a)", "unknown function \"SOMA\", did you mean SOMMA?, at character 1"},
        {"perché + XYZXYZ(a)", "unknown function \"XYZXYZ\", at character 10"},
        {"MEDIA()", "MEDIA needs at least 1 arguments, separated by \";\", at character 1"},
        {"INTERO(a; b)", "INTERO takes at most 1 arguments, at character 1"},
        {"MEDIA.PESATA(a; b; c)", "MEDIA.PESATA takes pairs: values; weights, at character 1"},
        {"REALIZZAZIONE(r; t; teto=1)",
            "unknown option \"teto\" of REALIZZAZIONE, did you mean tetto?, at character 21"},
        {"REALIZZAZIONE(r; t; tetto=1; tetto=2)", "the option tetto twice, at character 30"},
        {"REALIZZAZIONE(r; t; minore=x)", "the option minore takes rapporto or speculare, at character 28"},
        {"REALIZZAZIONE(r)", "REALIZZAZIONE needs at least 2 arguments, separated by \";\", at character 1"},
        {"\"a", "a quoted text without its second \", at character 1"},
        {"a.", "the formula ends where a name is expected, at character 3"},
        {"a[\"x\"", "the formula ends where ] is expected, at character 6"},
        {"1.2.3", "\"1.2.3\" is no number, at character 1"},
        {"12a", "\"a\" where an operator is expected, at character 3"},
        {"a e", "the formula ends where a value is expected, at character 4"},
        {"e a", "\"e a\" where a value is expected, at character 1"},
        {"a in", "the formula ends where a value is expected, at character 5"},
        {"a # b", "\"# b\" where an operator is expected, at character 3"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct arena *arena = arena_new();
        char *problem = NULL;
        g_assert_null(formula_parse(arena, cases[i].source, &problem));
        g_assert_cmpstr(problem, ==, cases[i].problem);
        g_free(problem);
        arena_free(arena);
    }
}

static void test_deep(void)
{
    static const char *const openings[] = {"(", "-", "non ", "SOMMA(", "a["};
    for (unsigned i = 0; i < G_N_ELEMENTS(openings); i++) {
        GString *source = g_string_new(NULL);
        for (unsigned n = 0; n < 100000; n++)
            g_string_append(source, openings[i]);
        struct arena *arena = arena_new();
        char *problem = NULL;
        g_assert_null(formula_parse(arena, source->str, &problem));
        g_assert_true(g_str_has_prefix(problem, "nested too deeply"));
        g_free(problem);
        arena_free(arena);
        g_string_free(source, TRUE);
    }
}

/* A chain is as deep as it is long, for whoever walks it. */
static void test_long(void)
{
    static const char *const links[] = {"+1", "&1", " e 1", " o 1"};
    for (unsigned i = 0; i < 2 * G_N_ELEMENTS(links); i++) {
        GString *source = g_string_new("1");
        for (unsigned n = 0; n < 1000 + i % 2; n++)
            g_string_append(source, links[i / 2]);
        struct arena *arena = arena_new();
        char *problem = NULL;
        const struct formula *formula = formula_parse(arena, source->str, &problem);
        g_assert_true((formula != NULL) == (i % 2 == 0));
        g_assert_cmpstr(
            problem, ==, i % 2 ? "more than 1000 operators in one formula, at character 1" : NULL);
        g_free(problem);
        arena_free(arena);
        g_string_free(source, TRUE);
    }
}

static void count_part(const struct formula *part, void *data)
{
    (void)part;
    ++*(unsigned *)data;
}

static void test_walk(void)
{
    struct arena *arena = arena_new();
    char *problem = NULL;
    const struct formula *formula =
        formula_parse(arena, "non REALIZZAZIONE(a[b & \"x\"].c; -d; tetto=g + 1) in f", &problem);
    unsigned parts = 0;
    formula_walk(formula, count_part, &parts);
    /* non, in, call, a.c, &, b, "x", -, d, +, g, 1, f */
    g_assert_cmpuint(parts, ==, 13);
    arena_free(arena);
}

static void test_places(void)
{
    struct arena *arena = arena_new();
    char *problem = NULL;
    const struct formula *formula = formula_parse(arena, " è + SOMMA(b) ", &problem);
    g_assert_cmpuint(formula->start, ==, 1);
    g_assert_cmpuint(formula->end, ==, 14);
    g_assert_cmpuint(formula->right->start, ==, 6);
    g_assert_cmpuint(formula->right->end, ==, 14);
    arena_free(arena);
}

/* Mistakes in options, names and numbers each have a message. */
static void test_corners(void)
{
    static const struct {
        const char *source;
        bool good;
    } cases[] = {
        {"REALIZZAZIONE(a; b; qqqqqqqq=1)", false},
        {"REALIZZAZIONE(a; b; tetti=1)", false},
        {"REALIZZAZIONE(a; b; minore=qqq)", false},
        {"REALIZZAZIONE(a; b; verso=qqq.rrr)", true},
        {"REALIZZAZIONE(a; b; verso=)", false},
        {"REALIZZAZIONE(a; b; tetto=1", false},
        {"REALIZZAZIONE(a; (; b)", false},
        {"_a + b_c", true},
        {"1. + 2", false},
        {"1, + 2", false},
        {"1.000,5%", true},
        {"a, b", false},
        {"a b", false},
        {"SOMMA(a, b)", false},
        {"SOMMA(", false},
        {"", false},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct arena *arena = arena_new();
        char *problem = NULL;
        const struct formula *formula = formula_parse(arena, cases[i].source, &problem);
        if ((formula != NULL) != cases[i].good)
            g_test_message("%s", cases[i].source);
        g_assert_cmpint(formula != NULL, ==, cases[i].good);
        g_assert_true((problem == NULL) == cases[i].good);
        g_free(problem);
        arena_free(arena);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template/formula/trees", test_trees);
    g_test_add_func("/template/formula/problems", test_problems);
    g_test_add_func("/template/formula/deep", test_deep);
    g_test_add_func("/template/formula/long", test_long);
    g_test_add_func("/template/formula/walk", test_walk);
    g_test_add_func("/template/formula/corners", test_corners);
    g_test_add_func("/template/formula/places", test_places);
    return g_test_run();
}
