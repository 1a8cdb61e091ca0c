#include "support/decimal.h"

#include <glib.h>
#include <math.h>
#include <string.h>

static void test_parse(void)
{
    static const struct {
        const char *text;
        int64_t coefficient;
        int32_t exponent;
    } cases[] = {
        {"0", 0, 0},
        {"-0", 0, 0},
        {"0.000", 0, 0},
        {"0E5", 0, 0},
        {"1", 1, 0},
        {"+1", 1, 0},
        {"-12", -12, 0},
        {"1200", 12, 2},
        {"007.50", 75, -1},
        {".5", 5, -1},
        {"5.", 5, 0},
        {"0.1", 1, -1},
        {"1E-3", 1, -3},
        {"1e+2", 1, 2},
        {"12.5E1", 125, 0},
        {"0.85", 85, -2},
        {"0.84999999999999998", 85, -2},
        {"0.30000000000000004", 3, -1},
        {"0.1000000000000000055511151231257827", 1, -1},
        {"123456789012345", 123456789012345, 0},
        {"123456789012345678", 123456789012346, 3},
        {"100000000000000000000", 1, 20},
        {"-99999999999999999", -1, 17},
        {"2.2250738585072014E-308", 22250738585072, -321},
        {"4.9406564584124654E-324", 494065645841247, -338},
        {"5E-324", 5, -324},
        {"1E-400", 0, 0},
        {"1E308", 1, 308},
        {"1.7976931348623157E+308", 179769313486232, 294},
        {"43830.333333333336", 438303333333333, -10},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct decimal number;
        g_test_message("%s", cases[i].text);
        g_assert_true(decimal_parse(cases[i].text, strlen(cases[i].text), &number));
        g_assert_cmpint(number.coefficient, ==, cases[i].coefficient);
        g_assert_cmpint(number.exponent, ==, cases[i].exponent);
    }
}

static void test_parse_junk(void)
{
    static const char *const cases[] = {"", "-", ".", "e5", "1e", "1e+", "1,5", "1.2.3", " 1", "1 ", "0x10",
        "NaN", "INF", "inf", "1E309", "-1E999", "12a", "--1", "1e5.5"};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct decimal number = {42, 7};
        g_test_message("%s", cases[i]);
        g_assert_false(decimal_parse(cases[i], strlen(cases[i]), &number));
        g_assert_cmpint(number.coefficient, ==, 42);
        g_assert_cmpint(number.exponent, ==, 7);
    }
    char endless[1001];
    memset(endless, '1', sizeof(endless));
    struct decimal number;
    g_assert_false(decimal_parse(endless, sizeof(endless), &number));
}

static void test_parse_length(void)
{
    struct decimal number;
    g_assert_true(decimal_parse("1234", 2, &number));
    g_assert_cmpint(number.coefficient, ==, 12);
}

static void test_doubles(void)
{
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0.0, "0"},
        {-0.0, "0"},
        {0.1 + 0.2, "0.3"},
        {0.57 * 100, "57"},
        {1e15, "1000000000000000"},
        {1e15 + 1, "1000000000000000"},
        {-2.5, "-2.5"},
        {1.0 / 3, "0.333333333333333"},
        {2e-7, "0.0000002"},
        {999999999999999.0, "999999999999999"},
        {9999999999999998.0, "10000000000000000"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct decimal number;
        g_assert_true(decimal_from_double(cases[i].number, &number));
        char *text = decimal_to_text(number);
        g_assert_cmpstr(text, ==, cases[i].text);
        g_free(text);
    }
    struct decimal number;
    g_assert_false(decimal_from_double((double)NAN, &number));
    g_assert_false(decimal_from_double((double)INFINITY, &number));
    g_assert_false(decimal_from_double(-(double)INFINITY, &number));
}

static void test_to_double(void)
{
    static const char *const cases[] = {"0", "0.1", "0.85", "-1200", "123456789012345", "1e22", "1e23",
        "1e-22", "1e-23", "123456789012345e30", "1e308", "5e-324", "0.333333333333333"};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct decimal number;
        g_assert_true(decimal_parse(cases[i], strlen(cases[i]), &number));
        g_assert_true(decimal_to_double(number) == g_ascii_strtod(cases[i], NULL));
    }
}

static void test_round_trip(void)
{
    for (int i = 0; i < 2000; i++) {
        struct decimal number, again;
        double value = g_test_rand_double_range(-1e6, 1e6) * pow(10, g_test_rand_int_range(-30, 30));
        g_assert_true(decimal_from_double(value, &number));
        char *text = decimal_to_text(number);
        g_assert_true(decimal_parse(text, strlen(text), &again));
        g_assert_true(decimal_equal(number, again));
        g_assert_true(decimal_from_double(decimal_to_double(number), &again));
        g_assert_true(decimal_equal(number, again));
        g_free(text);
    }
}

static void test_integers(void)
{
    static const struct {
        int64_t number;
        const char *text;
    } cases[] = {
        {0, "0"},
        {7, "7"},
        {-120, "-120"},
        {999999999999999, "999999999999999"},
        {1234567890123456, "1234567890123460"},
        {INT64_MAX, "9223372036854780000"},
        {INT64_MIN, "-9223372036854780000"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = decimal_to_text(decimal_from_int(cases[i].number));
        g_assert_cmpstr(text, ==, cases[i].text);
        g_free(text);
    }
}

static void test_predicates(void)
{
    static const struct {
        const char *text;
        int64_t floor;
        bool integer, zero;
    } cases[] = {
        {"0", 0, true, true},
        {"0.5", 0, false, false},
        {"-0.5", -1, false, false},
        {"-3", -3, true, false},
        {"-3.000001", -4, false, false},
        {"43830.999", 43830, false, false},
        {"1200", 1200, true, false},
        {"1e30", INT64_MAX, true, false},
        {"-1e30", INT64_MIN, true, false},
        {"-1e-300", -1, false, false},
        {"1e-300", 0, false, false},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct decimal number;
        g_test_message("%s", cases[i].text);
        g_assert_true(decimal_parse(cases[i].text, strlen(cases[i].text), &number));
        g_assert_cmpint(decimal_floor(number), ==, cases[i].floor);
        g_assert_cmpint(decimal_is_integer(number), ==, cases[i].integer);
        g_assert_cmpint(decimal_is_zero(number), ==, cases[i].zero);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/support/decimal/parse", test_parse);
    g_test_add_func("/support/decimal/parse-junk", test_parse_junk);
    g_test_add_func("/support/decimal/parse-length", test_parse_length);
    g_test_add_func("/support/decimal/doubles", test_doubles);
    g_test_add_func("/support/decimal/to-double", test_to_double);
    g_test_add_func("/support/decimal/round-trip", test_round_trip);
    g_test_add_func("/support/decimal/integers", test_integers);
    g_test_add_func("/support/decimal/predicates", test_predicates);
    return g_test_run();
}
