#include "score/rational.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* "1/3", "-2", "0.1" as a rational. */
static const struct rational *make(struct rational_pool *pool, const char *text)
{
    const char *slash = strchr(text, '/');
    if (slash != NULL)
        return rational_from_ratio(pool, (long)g_ascii_strtoll(text, NULL, 10),
            (unsigned long)g_ascii_strtoull(slash + 1, NULL, 10));
    struct decimal decimal;
    g_assert_true(decimal_parse(text, strlen(text), &decimal));
    return rational_from_decimal(pool, decimal);
}

static void assert_text(const struct rational *rational, const char *expected)
{
    char *text = rational_to_text(rational);
    g_assert_cmpstr(text, ==, expected);
    g_free(text);
}

static void test_arithmetic(void)
{
    static const struct {
        const char *a;
        char operator;
        const char *b, *result;
    } cases[] = {
        {"1/3", '*', "3", "1"},
        {"0.1", '+', "0.2", "3/10"},
        {"1", '-', "0.9", "1/10"},
        {"2", '/', "4", "1/2"},
        {"2", '/', "-4", "-1/2"},
        {"1e15", '+', "1e-15", "1000000000000000000000000000001/1000000000000000"},
        {"4/6", '+', "0", "2/3"},
        {"1e300", '*', "1e-300", "1"},
    };
    struct rational_pool *pool = rational_pool_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct rational *a = make(pool, cases[i].a), *b = make(pool, cases[i].b), *result = NULL;
        switch (cases[i].operator) {
        case '+':
            result = rational_add(pool, a, b);
            break;
        case '-':
            result = rational_subtract(pool, a, b);
            break;
        case '*':
            result = rational_multiply(pool, a, b);
            break;
        default:
            result = rational_divide(pool, a, b);
        }
        assert_text(result, cases[i].result);
    }
    g_assert_null(rational_divide(pool, make(pool, "1"), make(pool, "0")));
    assert_text(rational_negate(pool, make(pool, "1/3")), "-1/3");
    g_assert_cmpint(rational_compare(make(pool, "1/3"), make(pool, "0.333333333333333")), ==, 1);
    g_assert_cmpint(rational_compare(make(pool, "0.5"), make(pool, "1/2")), ==, 0);
    g_assert_cmpint(rational_sign(make(pool, "-1/7")), ==, -1);
    rational_pool_free(pool);
}

static void test_rounding(void)
{
    static const struct {
        const char *number;
        int decimals;
        const char *half_away, *toward_zero, *down;
    } cases[] = {
        {"2.5", 0, "3", "2", "2"},
        {"-2.5", 0, "-3", "-2", "-3"},
        {"0.5", 0, "1", "0", "0"},
        {"1.005", 2, "101/100", "1", "1"},
        {"2.675", 2, "67/25", "267/100", "267/100"},
        {"-2.675", 2, "-67/25", "-267/100", "-67/25"},
        {"99.999", 2, "100", "9999/100", "9999/100"},
        {"1/3", 2, "33/100", "33/100", "33/100"},
        {"2/3", 0, "1", "0", "0"},
        {"1250", -2, "1300", "1200", "1200"},
        {"-1/3", 0, "0", "0", "-1"},
        {"7", 3, "7", "7", "7"},
        {"1/3", 1000000, "1/3", "1/3", "1/3"},
        {"1/3", -1000000, "0", "0", "0"},
    };
    struct rational_pool *pool = rational_pool_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct rational *number = make(pool, cases[i].number);
        assert_text(rational_round(pool, number, cases[i].decimals, ROUND_HALF_AWAY), cases[i].half_away);
        assert_text(rational_round(pool, number, cases[i].decimals, ROUND_TOWARD_ZERO), cases[i].toward_zero);
        assert_text(rational_round(pool, number, cases[i].decimals, ROUND_DOWN), cases[i].down);
    }
    rational_pool_free(pool);
}

static void test_decimal(void)
{
    static const struct {
        const char *number, *decimal;
    } cases[] = {
        {"0", "0"},
        {"1/3", "0.333333333333333"},
        {"2/3", "0.666666666666667"},
        {"-2/3", "-0.666666666666667"},
        {"1000000/3", "333333.333333333"},
        {"1/3000000", "0.000000333333333333333"},
        {"1e20", "100000000000000000000"},
        {"999999999999999", "999999999999999"},
        {"9999999999999995/10000000000000000", "1"},
        {"0.85", "0.85"},
        {"-1200", "-1200"},
        {"99", "99"},
        {"1/99", "0.0101010101010101"},
    };
    struct rational_pool *pool = rational_pool_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = decimal_to_text(rational_to_decimal(make(pool, cases[i].number)));
        g_assert_cmpstr(text, ==, cases[i].decimal);
        g_free(text);
    }
    rational_pool_free(pool);
}

/* What a chain of products can come to: no decimal has such an exponent, and no double. */
static void test_decimal_bounds(void)
{
    static const struct {
        const char *factor;
        unsigned times;
        double number;
    } cases[] = {
        {"1e300", 1, 1e300},
        {"1e300", 2, INFINITY},
        {"1e300", 7, INFINITY},
        {"-1e300", 7, -INFINITY},
        {"1e300", 14, INFINITY},
        {"1e-300", 2, 0},
        {"1e-300", 7, 0},
        {"1e-300", 14, 0},
    };
    struct rational_pool *pool = rational_pool_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct rational *factor = make(pool, cases[i].factor), *product = factor;
        for (unsigned k = 1; k < cases[i].times; k++)
            product = rational_multiply(pool, product, factor);
        g_assert_cmpfloat(decimal_to_double(rational_to_decimal(product)), ==, cases[i].number);
    }
    rational_pool_free(pool);
}

static void test_fixed(void)
{
    static const struct {
        const char *number;
        unsigned decimals;
        const char *text;
    } cases[] = {
        {"200/3", 2, "66.67"},
        {"0.005", 2, "0.01"},
        {"-0.005", 2, "-0.01"},
        {"-0.004", 2, "0.00"},
        {"100", 2, "100.00"},
        {"1/3", 0, "0"},
        {"14.25", 1, "14.3"},
        {"0", 3, "0.000"},
    };
    struct rational_pool *pool = rational_pool_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = rational_to_fixed(make(pool, cases[i].number), cases[i].decimals);
        g_assert_cmpstr(text, ==, cases[i].text);
        g_free(text);
    }
    rational_pool_free(pool);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/score/rational/arithmetic", test_arithmetic);
    g_test_add_func("/score/rational/rounding", test_rounding);
    g_test_add_func("/score/rational/decimal", test_decimal);
    g_test_add_func("/score/rational/decimal-bounds", test_decimal_bounds);
    g_test_add_func("/score/rational/fixed", test_fixed);
    return g_test_run();
}
