#include "support/date.h"

#include <glib.h>

static const struct {
    int32_t serial;
    struct civil_date date;
} days[] = {
    {1, {1900, 1, 1}},
    {31, {1900, 1, 31}},
    {32, {1900, 2, 1}},
    {59, {1900, 2, 28}},
    {61, {1900, 3, 1}},
    {366, {1900, 12, 31}},
    {367, {1901, 1, 1}},
    {1462, {1904, 1, 1}},
    {1521, {1904, 2, 29}},
    {1522, {1904, 3, 1}},
    {25569, {1970, 1, 1}},
    {36585, {2000, 2, 29}},
    {43830, {2019, 12, 31}},
    {73050, {2099, 12, 31}},
    {73110, {2100, 3, 1}},
    {2958465, {9999, 12, 31}},
};

static void assert_date(struct civil_date date, struct civil_date expected)
{
    g_assert_cmpint(date.year, ==, expected.year);
    g_assert_cmpint(date.month, ==, expected.month);
    g_assert_cmpint(date.day, ==, expected.day);
}

static void test_table(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(days); i++) {
        int32_t serial;
        assert_date(date_from_serial(days[i].serial), days[i].date);
        g_assert_true(date_to_serial(days[i].date, &serial));
        g_assert_cmpint(serial, ==, days[i].serial);
    }
}

static void test_slips_of_excel(void)
{
    assert_date(date_from_serial(0), (struct civil_date){1900, 1, 0});
    assert_date(date_from_serial(60), (struct civil_date){1900, 2, 29});
    assert_date(date_from_serial(-1), (struct civil_date){1899, 12, 30});
}

static void test_no_such_day(void)
{
    static const struct civil_date cases[] = {{1899, 12, 31}, {10000, 1, 1}, {1900, 2, 29}, {2019, 2, 29},
        {2019, 0, 1}, {2019, 13, 1}, {2019, 4, 31}, {2019, 4, 0}, {2100, 2, 29}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        int32_t serial = 7;
        g_assert_false(date_to_serial(cases[i], &serial));
        g_assert_cmpint(serial, ==, 7);
    }
}

static void test_every_day(void)
{
    struct civil_date expected = {1900, 3, 1};
    for (int32_t serial = 61; serial <= 2958465; serial++) {
        int32_t again;
        struct civil_date date = date_from_serial(serial);
        if (date.year != expected.year || date.month != expected.month || date.day != expected.day)
            assert_date(date, expected);
        if (!date_to_serial(date, &again) || again != serial)
            g_error("serial %d comes back as %d", serial, again);
        if (++expected.day > date_days_in_month(expected.year, expected.month)) {
            expected.day = 1;
            if (++expected.month > 12) {
                expected.month = 1;
                expected.year++;
            }
        }
    }
}

static void test_days_in_month(void)
{
    g_assert_cmpint(date_days_in_month(2019, 2), ==, 28);
    g_assert_cmpint(date_days_in_month(2020, 2), ==, 29);
    g_assert_cmpint(date_days_in_month(1900, 2), ==, 28);
    g_assert_cmpint(date_days_in_month(2000, 2), ==, 29);
    g_assert_cmpint(date_days_in_month(2019, 11), ==, 30);
    g_assert_cmpint(date_days_in_month(2019, 0), ==, 0);
    g_assert_cmpint(date_days_in_month(2019, 13), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/support/date/table", test_table);
    g_test_add_func("/support/date/slips-of-excel", test_slips_of_excel);
    g_test_add_func("/support/date/no-such-day", test_no_such_day);
    g_test_add_func("/support/date/every-day", test_every_day);
    g_test_add_func("/support/date/days-in-month", test_days_in_month);
    return g_test_run();
}
