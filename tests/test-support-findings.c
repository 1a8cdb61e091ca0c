#include "support/failure.h"
#include "support/findings.h"
#include "support/place.h"

#include <glib.h>
#include <string.h>

static void test_addresses(void)
{
    static const struct {
        unsigned row, column;
        const char *address;
    } cases[] = {{0, 0, "A1"}, {11, 25, "Z12"}, {0, 26, "AA1"}, {0, 701, "ZZ1"}, {0, 702, "AAA1"},
        {1048575, 16383, "XFD1048576"}};
    char buffer[16];
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        unsigned row, column;
        place_address(cases[i].row, cases[i].column, buffer);
        g_assert_cmpstr(buffer, ==, cases[i].address);
        g_assert_true(place_parse_address(cases[i].address, &row, &column));
        g_assert_cmpuint(row, ==, cases[i].row);
        g_assert_cmpuint(column, ==, cases[i].column);
    }
    place_address(11, PLACE_NO_CELL, buffer);
    g_assert_cmpstr(buffer, ==, "12:12");
    place_address(PLACE_NO_CELL, 1, buffer);
    g_assert_cmpstr(buffer, ==, "B:B");
    place_address(PLACE_NO_CELL, PLACE_NO_CELL, buffer);
    g_assert_cmpstr(buffer, ==, "");
}

static void test_parse_address(void)
{
    static const char *const wrong[] = {"", "A", "1", "A0", "A1048577", "XFE1", "AAAAAAAAAAAAAAA1", "A1B",
        "A99999999999999999999", "A-1", "A1:B2", "$A$$1", "A 1"};
    unsigned row = 5, column = 6;
    for (unsigned i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(place_parse_address(wrong[i], &row, &column));
    g_assert_cmpuint(row, ==, 5);
    g_assert_cmpuint(column, ==, 6);
    g_assert_true(place_parse_address("$b$12", &row, &column));
    g_assert_cmpuint(row, ==, 11);
    g_assert_cmpuint(column, ==, 1);
}

static void test_place_text(void)
{
    static const struct {
        struct place place;
        const char *text;
    } cases[] = {
        {{"f.xlsx", "Foglio 1", 0, 0}, "f.xlsx, Foglio 1!A1"},
        {{"f.xlsx", "Foglio", 11, PLACE_NO_CELL}, "f.xlsx, Foglio!12:12"},
        {{"f.xlsx", "Foglio", PLACE_NO_CELL, PLACE_NO_CELL}, "f.xlsx, Foglio"},
        {{"f.xlsx", NULL, PLACE_NO_CELL, PLACE_NO_CELL}, "f.xlsx"},
        {{"f\n.xlsx", "a\tb", 0, 0}, "f\\n.xlsx, a\\tb!A1"},
        {{NULL, NULL, 0, 0}, ""},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = place_text(&cases[i].place);
        g_assert_cmpstr(text, ==, cases[i].text);
        g_free(text);
    }
}

static void test_failure(void)
{
    const struct place place = {"f.xlsx", "Foglio", 1, 1};
    GError *error = NULL;
    failure_set(NULL, FAILURE_INPUT, NULL, "nobody looks");
    failure_set(&error, FAILURE_INPUT, &place, "\"%s\" is wrong", "a\nb");
    g_assert_error(error, FAILURE, FAILURE_INPUT);
    g_assert_cmpstr(error->message, ==, "f.xlsx, Foglio!B2: \"a\\nb\" is wrong");
    failure_set(&error, FAILURE_OUTPUT, NULL, "later");
    g_assert_error(error, FAILURE, FAILURE_INPUT);
    g_clear_error(&error);
    failure_set(&error, FAILURE_USAGE, NULL, "no such option");
    g_assert_cmpstr(error->message, ==, "no such option");
    g_clear_error(&error);
}

static void test_findings(void)
{
    struct findings *findings = findings_new();
    const struct place first = {"f.xlsx", "Foglio", 1, 1}, second = {"g.xlsx", "Foglio", 2, 2};
    findings_add(findings, FINDING_VALUES_DIFFER, &first, &second, "peso", "A1", "60", "4\n0", NULL);
    findings_add(findings, FINDING_VALUES_DIFFER, &first, NULL, "peso", "{1}", NULL);
    findings_add_as(findings, FINDING_CODE_SLIP, SEVERITY_NONE, &first, NULL, "a", "A", NULL);
    findings_add_as(findings, FINDING_CODE_SLIP, SEVERITY_NOTE, NULL, NULL, "a", "A", NULL);
    g_assert_cmpuint(findings_count(findings), ==, 3);
    g_assert_cmpuint(findings_count_severity(findings, SEVERITY_ERROR), ==, 2);
    g_assert_cmpuint(findings_count_severity(findings, SEVERITY_WARNING), ==, 0);
    g_assert_cmpuint(findings_count_severity(findings, SEVERITY_NOTE), ==, 1);
    const struct finding *finding = findings_get(findings, 0);
    g_assert_cmpstr(
        finding->text, ==, "peso of A1 is \"60\" here and \"4\\n0\" elsewhere: the first one read stays");
    g_assert_cmpstr(finding->place.file, ==, "f.xlsx");
    g_assert_cmpstr(finding->other.file, ==, "g.xlsx");
    finding = findings_get(findings, 1);
    g_assert_cmpstr(
        finding->text, ==, "peso of {1} is \"\" here and \"\" elsewhere: the first one read stays");
    g_assert_null(finding->other.file);
    finding = findings_get(findings, 2);
    g_assert_null(finding->place.file);
    findings_free(findings);
    findings_free(NULL);
}

/* Of one id in one sheet only so many are kept; all are counted. */
static void test_many_findings(void)
{
    struct findings *findings = findings_new();
    const struct place other = {"f.xlsx", "Altro", 1, 1};
    struct place place = {"f.xlsx", "Foglio", 0, 1};
    for (place.row = 0; place.row < 1000000; place.row++)
        findings_add(findings, FINDING_CODE_SLIP, &place, NULL, "a", "A", NULL);
    place.row = 5;
    findings_add(findings, FINDING_VALUES_DIFFER, &place, NULL, "a", NULL);
    findings_add(findings, FINDING_CODE_SLIP, &other, NULL, "a", "A", NULL);
    g_assert_cmpuint(findings_count(findings), ==, FINDINGS_MOST + 3);
    g_assert_cmpuint(findings_count_severity(findings, SEVERITY_ERROR) +
                         findings_count_severity(findings, SEVERITY_WARNING) +
                         findings_count_severity(findings, SEVERITY_NOTE),
        ==, 1000002);
    g_assert_cmpuint(findings_get(findings, FINDINGS_MOST - 1)->place.row, ==, FINDINGS_MOST - 1);
    const struct finding *rest = findings_get(findings, FINDINGS_MOST);
    g_assert_cmpstr(rest->text, ==, "... and 999000 more of this kind");
    g_assert_cmpuint(rest->more, ==, 999000);
    g_assert_cmpstr(rest->place.sheet, ==, "Foglio");
    g_assert_cmpuint(rest->place.row, ==, PLACE_NO_CELL);
    g_assert_cmpint(rest->id, ==, FINDING_CODE_SLIP);
    findings_add(findings, FINDING_CODE_SLIP, &place, NULL, "a", "A", NULL);
    g_assert_cmpstr(findings_get(findings, FINDINGS_MOST)->text, ==, "... and 999001 more of this kind");
    g_assert_cmpuint(findings_get(findings, FINDINGS_MOST + 2)->more, ==, 0);
    findings_free(findings);
}

static void test_finding_names(void)
{
    for (unsigned id = 0; id < FINDING_COUNT; id++) {
        const char *name = finding_name((enum finding_id)id);
        g_assert_cmpuint(strspn(name, "abcdefghijklmnopqrstuvwxyz-"), ==, strlen(name));
        for (unsigned other = 0; other < id; other++)
            g_assert_cmpstr(name, !=, finding_name((enum finding_id)other));
        g_assert_cmpuint(strlen(finding_remedy((enum finding_id)id)), >, 0);
    }
}

static void test_severities(void)
{
    enum severity severity = SEVERITY_NOTE;
    g_assert_false(severity_parse("grave", &severity));
    g_assert_cmpint(severity, ==, SEVERITY_NOTE);
    for (int i = SEVERITY_NONE; i <= SEVERITY_ERROR; i++) {
        g_assert_true(severity_parse(severity_name((enum severity)i), &severity));
        g_assert_cmpint(severity, ==, i);
    }
    g_assert_true(severity_parse(" Errore ", &severity));
    g_assert_cmpint(severity, ==, SEVERITY_ERROR);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/support/place/addresses", test_addresses);
    g_test_add_func("/support/place/parse-address", test_parse_address);
    g_test_add_func("/support/place/text", test_place_text);
    g_test_add_func("/support/failure", test_failure);
    g_test_add_func("/support/findings/add", test_findings);
    g_test_add_func("/support/findings/many", test_many_findings);
    g_test_add_func("/support/findings/names", test_finding_names);
    g_test_add_func("/support/findings/severities", test_severities);
    return g_test_run();
}
