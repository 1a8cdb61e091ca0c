/* The second reading of .xls: messages that are no messages, and what is said of cells that differ. */
#include <string.h>
#include <unistd.h>
#include <glib.h>

#include "grid/crosscheck.h"
#include "support/xls-builder.h"
#include "support/zip-builder.h"

static char *findings_text(const struct findings *findings)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < findings_count(findings); i++) {
        const struct finding *finding = findings_get(findings, i);
        char address[16];
        place_address(finding->place.row, finding->place.column, address);
        g_string_append_printf(
            text, "%s %s%s%s\n", finding_name(finding->id), address, *address ? " " : "", finding->text);
    }
    return g_string_free(text, FALSE);
}

/* A sheet S: A1 uno, B1 0.85, C1 a date, D1 an error, E1 true, A2 a date of long ago, B2 a date with a time,
 * C2 a duration. */
static struct workbook *sample(void)
{
    static const char globals[] = "e0: 0w 0w 1w 0b 0b 0b 0b 0d 0d 0w\ne0: 0w 14w 1w 0b 0b 0b 0b 0d 0d 0w\n"
                                  "e0: 0w 46w 1w 0b 0b 0b 0b 0d 0d 0w\n";
    static const char records[] =
        "204: 0w 0w 0w 3w 0b \"uno\"\n203: 0w 1w 0w 0.85f\n203: 0w 2w 1w 43830f\n"
        "205: 0w 3w 0w 7b 1b\n205: 0w 4w 0w 1b 0b\n203: 1w 0w 1w 30f\n203: 1w 1w 1w 43830.5f\n"
        "203: 1w 2w 2w 1.23456789012f\n";
    GError *error = NULL;
    char *path = xls_build(8, globals, records);
    struct workbook *workbook = grid_read(path, GRID_VALUES, &error);
    g_assert_no_error(error);
    zip_drop(path);
    return workbook;
}

/* Messages as text: S"name"  T0,1"text"  D0,1"date"  N0,1=0.5  E, and x for a byte that is none. */
static GByteArray *messages(const char *text)
{
    GByteArray *bytes = g_byte_array_new();
    for (const char *at = text; *at; at++) {
        g_byte_array_append(bytes, (const guint8 *)at, 1);
        char kind = *at, *end;
        if (kind == 'T' || kind == 'D' || kind == 'N') {
            guint32 row = (guint32)g_ascii_strtoull(at + 1, &end, 10);
            guint32 column = (guint32)g_ascii_strtoull(end + 1, &end, 10);
            g_byte_array_append(bytes, (const guint8 *)&row, 4);
            g_byte_array_append(bytes, (const guint8 *)&column, 4);
            at = end;
        } else if (kind == 'S') {
            at++;
        }
        if (kind == 'N') {
            double number = g_ascii_strtod(at + 1, &end);
            g_byte_array_append(bytes, (const guint8 *)&number, sizeof number);
            at = end - 1;
        } else if (kind == 'T' || kind == 'D' || kind == 'S') {
            guint32 length = (guint32)strcspn(at + 1, "\"");
            g_byte_array_append(bytes, (const guint8 *)&length, 4);
            g_byte_array_append(bytes, (const guint8 *)at + 1, length);
            at += length + 1;
        }
    }
    return bytes;
}

static const struct {
    const char *messages;
    const char *expected; /* findings; NULL: refused; "...": not complete */
} streams[] = {
    {"E", ""},
    {"S\"S\"T0,0\"uno\"N0,1=0.85D0,2\"2019-12-31\"E", ""},
    {"S\"S\"N0,1=0.84999999999999998N0,2=43830N0,3=1N0,4=1D0,2\"2019-12-31 00:00:00\"E", ""},
    {"S\"S\"D1,0\"1900-01-29\"D1,1\"2019-12-30\"E", ""}, /* where it is known to be wrong */
    {"S\"S\"N0,2=43830.00000004E", ""},                  /* a hundredth of a second */
    {"S\"S\"N0,2=42368E", ""},                           /* a day of 1904 */
    {"S\"S\"N1,2=1.23456789012N1,2=1.2345679E", ""},    /* within 0.01 s */
    {"S\"S\"N1,2=1.2345676E",
        "xls-letture-diverse read with a second program, 1 cells differ; the first ones follow\n"
        "xls-cella-diversa C2 read as \"1.23456793981481\", by a second program as \"1.2345676\"\n"},
    {"S\"S\"T5,5\"\"T6,6\" \"E", ""},   /* blanks that we don't keep */
    {"S\"Grafico\"T0,0\"altro\"E", ""}, /* no sheet of ours */
    {"S\"S\"T0,0\"due\"E",
        "xls-letture-diverse read with a second program, 1 cells differ; the first ones follow\n"
        "xls-cella-diversa A1 read as \"uno\", by a second program as \"due\"\n"},
    {"S\"S\"N0,1=0.86T0,1\"0.85\"D0,2\"2019-12-30\"N0,0=1N7,7=3D8,8\"2019-01-01\"E",
        "xls-letture-diverse read with a second program, 6 cells differ; the first ones follow\n"
        "xls-cella-diversa B1 read as \"0.85\", by a second program as \"0.86\"\n"
        "xls-cella-diversa B1 read as \"0.85\", by a second program as \"0.85\"\n"
        "xls-cella-diversa C1 read as \"43830\", by a second program as \"2019-12-30\"\n"
        "xls-cella-diversa A1 read as \"uno\", by a second program as \"1\"\n"
        "xls-cella-diversa H8 read as \"\", by a second program as \"3\"\n"
        "xls-cella-diversa I9 read as \"\", by a second program as \"2019-01-01\"\n"},
    {"S\"S\"T0,0\"uno\"", "..."},
    {"", "..."},
    {"x", NULL},
    {"T0,0\"uno\"E", NULL}, /* no sheet */
    {"EE", NULL},
    {"ES\"S\"", NULL},
    {"S\"S\"N1048576,0=1E", NULL},
    {"S\"S\"N0,16384=1E", NULL},
    {"S\"S\"T0,0\"\xFF\"E", NULL},
};

static void test_messages(void)
{
    struct workbook *workbook = sample();
    for (unsigned i = 0; i < G_N_ELEMENTS(streams); i++) {
        GByteArray *bytes = messages(streams[i].messages);
        /* all at once, and byte for byte */
        for (unsigned step = 1; step <= 1000; step += 999) {
            struct comparison *comparison = comparison_new(workbook, false);
            struct findings *findings = findings_new();
            bool good = true;
            for (unsigned at = 0; good && at < bytes->len; at += step)
                good = comparison_feed(comparison, bytes->data + at, MIN(step, bytes->len - at));
            bool complete = good && comparison_complete(comparison);
            comparison_report(comparison, findings);
            char *text = findings_text(findings);
            g_test_message("stream %u", i);
            g_assert_cmpint(good, ==, streams[i].expected != NULL);
            g_assert_cmpint(complete, ==, streams[i].expected && strcmp(streams[i].expected, "...") != 0);
            if (complete)
                g_assert_cmpstr(text, ==, streams[i].expected);
            g_free(text);
            findings_free(findings);
            comparison_free(comparison);
        }
        g_byte_array_unref(bytes);
    }
    workbook_free(workbook);
}

static void test_long_text(void)
{
    static const guint8 bytes[] = {'S', 0xFF, 0xFF, 0xFF, 0x7F};
    struct workbook *workbook = sample();
    struct comparison *comparison = comparison_new(workbook, false);
    g_assert_false(comparison_feed(comparison, bytes, sizeof bytes));
    comparison_free(comparison);
    workbook_free(workbook);
}

/* Only the first ones are said one by one; under a code page of the user's own only ASCII is compared. */
static void test_many(void)
{
    struct workbook *workbook = sample();
    struct comparison *comparison = comparison_new(workbook, true);
    struct findings *findings = findings_new();
    GString *text = g_string_new("S\"S\"T0,0\"un\xC3\xB2\"");
    for (unsigned i = 0; i < 30; i++)
        g_string_append_printf(text, "T%u,9\"x\"", i);
    GByteArray *bytes = messages(text->str);
    g_assert_true(comparison_feed(comparison, bytes->data, bytes->len));
    comparison_report(comparison, findings);
    g_assert_cmpint(findings_count(findings), ==, 1 + CROSSCHECK_DIFFERENCES);
    g_assert_nonnull(strstr(findings_get(findings, 0)->text, "30 cells"));
    g_byte_array_unref(bytes);
    g_string_free(text, TRUE);
    findings_free(findings);
    comparison_free(comparison);
    workbook_free(workbook);
}

/* ---- the process ---- */

static char *cross_check(char *path, const char *program)
{
    GError *error = NULL;
    struct findings *findings = findings_new();
    struct workbook *workbook = grid_read(path, GRID_VALUES, &error);
    g_assert_no_error(error);
    crosscheck_run(path, workbook, NULL, program, findings);
    char *text = findings_text(findings);
    findings_free(findings);
    workbook_free(workbook);
    return text;
}

#define NOT_CHECKED "xls-non-riletto the second program could not read the file: it was read once only\n"

static void test_process(void)
{
    char *path = xls_build(8, "fc: 1d 1d 3w 0b \"uno\"\n",
        "200: 0d 2d 0w 3w 0w\n203: 0w 0w 0w 0.5f\nfd: 0w 1w 0w 0d\nfd: 1w 1w 0w 0d\n");
    char *text = cross_check(path, NULL);
    g_assert_true(*text == 0 || strcmp(text, NOT_CHECKED) == 0);
    g_test_message("%s", *text ? text : "FreeXL reads the sample");
    g_free(text);
    static const char *const programs[] = {"/bin/false", "/bin/true", "/nonexistent/program", "/bin/echo"};
    for (unsigned i = 0; i < G_N_ELEMENTS(programs); i++) {
        text = cross_check(path, programs[i]);
        g_assert_cmpstr(text, ==, NOT_CHECKED);
        g_free(text);
    }
    zip_drop(path);
}

/* Two texts are one in the file that the second reader gets. */
static void test_differing_file(void)
{
    GError *error = NULL;
    char *path = xls_build(8, "fc: 1d 1d 3w 0b \"uno\"\n", "200: 0d 1d 0w 1w 0w\nfd: 0w 0w 0w 0d\n");
    char *other = xls_build(8, "fc: 1d 1d 3w 0b \"due\"\n", "200: 0d 1d 0w 1w 0w\nfd: 0w 0w 0w 0d\n");
    struct workbook *workbook = grid_read(path, GRID_VALUES, &error);
    struct findings *findings = findings_new();
    crosscheck_run(other, workbook, NULL, NULL, findings);
    char *text = findings_text(findings);
    g_assert_cmpstr(text, ==,
        "xls-letture-diverse read with a second program, 1 cells differ; the first ones follow\n"
        "xls-cella-diversa A1 read as \"uno\", by a second program as \"due\"\n");
    g_free(text);
    findings_free(findings);
    workbook_free(workbook);
    zip_drop(path);
    zip_drop(other);
}

static void test_other_kinds(void)
{
    char *path = xlsx_build_sheet("<sheetData><row><c><v>1</v></c></row></sheetData>");
    char *text = cross_check(path, "/bin/false");
    g_assert_cmpstr(text, ==, "");
    g_free(text);
    zip_drop(path);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], CROSSCHECK_COMMAND) == 0)
        return crosscheck_child(argv[2], STDOUT_FILENO);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/crosscheck/messages", test_messages);
    g_test_add_func("/crosscheck/long-text", test_long_text);
    g_test_add_func("/crosscheck/many", test_many);
    g_test_add_func("/crosscheck/process", test_process);
    g_test_add_func("/crosscheck/differing-file", test_differing_file);
    g_test_add_func("/crosscheck/other-kinds", test_other_kinds);
    return g_test_run();
}
