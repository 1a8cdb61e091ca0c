#include "support/italian.h"

#include <glib.h>
#include "support/date.h"

static void test_numbers(void)
{
    static const struct {
        const char *text, *number, *format;
        bool percent, euro;
    } cases[] = {
        {"3", "3", "0", false, false},
        {"2.355", "2355", "#,##0", false, false},
        {"2,5", "2.5", "0.0", false, false},
        {"97.5%", "0.975", NULL, true, false},
        {"86.25%", "0.8625", NULL, true, false},
        {"2.3555", "2.3555", NULL, false, false},
        {"0.125", "0.125", NULL, false, false},
        {"1.234.567,80", "1234567.8", "#,##0.00", false, false},
        {"1234,5", "1234.5", "0.0", false, false},
        {"1.234.5", NULL, NULL, false, false},
        {"12.34.567", NULL, NULL, false, false},
        {"1,234.50", NULL, NULL, false, false},
        {"80%", "0.8", "0%", true, false},
        {"80 %", "0.8", "0%", true, false},
        {"80,00%", "0.8", "0.00%", true, false},
        {"0%", "0", "0%", true, false},
        {"-3", "-3", "0", false, false},
        {"- 3", "-3", "0", false, false},
        {"−3", "-3", "0", false, false},
        {"+5%", "0.05", "\"+\"0%;\"-\"0%", true, false},
        {"€ 1.000,00", "1000", "\"€ \"#,##0.00", false, true},
        {"€1.000", "1000", "\"€ \"#,##0", false, true},
        {"1.000 €", "1000", "#,##0\" €\"", false, true},
        {"-€ 5", "-5", "\"€ \"0", false, true},
        {"€ -5", "-5", "\"€ \"0", false, true},
        {" 3\u00A0", "3", "0", false, false},
        {"€ -", NULL, NULL, false, false},
        {"€", NULL, NULL, false, false},
        {"", NULL, NULL, false, false},
        {"-", NULL, NULL, false, false},
        {"10 punti", NULL, NULL, false, false},
        {"venti", NULL, NULL, false, false},
        {"31.12.2020", NULL, NULL, false, false},
        {"1.2.3", NULL, NULL, false, false},
        {"3,", NULL, NULL, false, false},
        {"--3", NULL, NULL, false, false},
        {"€ 5 €", NULL, NULL, false, false},
        {"1 2", NULL, NULL, false, false},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct number_text number;
        if (cases[i].number == NULL) {
            g_assert_false(italian_number(cases[i].text, &number));
            continue;
        }
        g_assert_true(italian_number(cases[i].text, &number));
        char *text = decimal_to_text(number.number);
        g_assert_cmpstr(text, ==, cases[i].number);
        g_free(text);
        char *format = italian_number_format(&number);
        g_assert_cmpstr(format, ==, cases[i].format);
        g_free(format);
        g_assert_true(number.percent == cases[i].percent);
        g_assert_true(number.euro == cases[i].euro);
    }
}

static void test_number_at(void)
{
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {{"30 gg", 2}, {"80% entro", 3}, {"15gg", 2}, {"4,5 ore", 3}, {"5.", 1}, {"5. Titolo", 1},
        {"gg", 0}, {"1.2.3 Titolo", 0}, {"€ 5 l'anno", 5}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct number_text number;
        g_assert_true(italian_number_at(cases[i].text, &number) == (cases[i].length > 0));
        if (cases[i].length > 0)
            g_assert_cmpuint(number.length, ==, cases[i].length);
    }
}

static void test_dates(void)
{
    static const struct {
        const char *text;
        struct civil_date date;
    } cases[] = {
        {"31/12/2021", {2021, 12, 31}},
        {"31.12.2020", {2020, 12, 31}},
        {"1-3-2019", {2019, 3, 1}},
        {" 29/02/2020 ", {2020, 2, 29}},
        {"31/12/21", {2021, 12, 31}},
        {"31/12/99", {1999, 12, 31}},
        {"29/02/2019", {0}},
        {"31/12", {0}},
        {"31/12-2019", {0}},
        {"31/12/201", {0}},
        {"31/12/2019 x", {0}},
        {"6-10", {0}},
        {"12", {0}},
        {"", {0}},
        {"32/01/2019", {0}},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        int32_t serial;
        bool known = italian_date(cases[i].text, &serial);
        g_assert_true(known == (cases[i].date.year != 0));
        if (!known)
            continue;
        struct civil_date date = date_from_serial(serial);
        g_assert_cmpint(date.year, ==, cases[i].date.year);
        g_assert_cmpint(date.month, ==, cases[i].date.month);
        g_assert_cmpint(date.day, ==, cases[i].date.day);
    }
}

static void test_months(void)
{
    size_t length = 0;
    g_assert_cmpint(italian_month_at("Settembre 2019", &length), ==, 9);
    g_assert_cmpuint(length, ==, 9);
    g_assert_cmpint(italian_month_at("MAGGIO.", &length), ==, 5);
    g_assert_cmpint(italian_month_at("maggiore di", &length), ==, 0);
    g_assert_cmpint(italian_month_at("", &length), ==, 0);
    static const char *const months[] = {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
        "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"};
    for (int month = 1; month <= 12; month++)
        g_assert_cmpint(italian_month_at(months[month - 1], &length), ==, month);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/support/italian/numbers", test_numbers);
    g_test_add_func("/support/italian/number-at", test_number_at);
    g_test_add_func("/support/italian/dates", test_dates);
    g_test_add_func("/support/italian/months", test_months);
    return g_test_run();
}
