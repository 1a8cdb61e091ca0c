/* Every notation of the published documents: the parsed value, or that it is words or not understood. Lines
 * of data/notations.tsv: document, what it is, year of the plan, notation, parsed value. */
#include <glib.h>
#include <string.h>
#include "support/target-text.h"
#include "support/text-plan.h"
#include "support/text.h"

enum { DOCUMENT, WHAT, YEAR, NOTATION, PARSED, COLUMNS };

static const char metodo[] = "-- Livelli\nLivello\tPadre\tCodice\nente\t\t\nindicatore\tente\t.+\n";

static char *parsed(const struct template *template, char **columns)
{
    int year = (int)g_ascii_strtoll(columns[YEAR], NULL, 10);
    char *notation = g_strcompress(columns[NOTATION]);
    struct target target = {.kind = TARGET_NONE};
    char *text = NULL;
    if (strcmp(columns[WHAT], "algorithm") != 0) {
        target = target_parse(template, notation, year);
        text = target_to_text(&target);
    } else if (algorithm_end(template, notation, year, &target)) {
        text = target_to_text(&target);
    }
    g_free(notation);
    return text != NULL ? text : g_strdup("nothing");
}

static void test_catalogue(void)
{
    char *path = g_test_build_filename(G_TEST_DIST, "data", "notations.tsv", NULL), *content = NULL;
    g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
    struct text_plan plan = text_plan_new(metodo, "ente | anno: 2019", KIND_RELAZIONE);
    char **lines = g_strsplit(content, "\n", -1);
    unsigned count = 0;
    for (unsigned i = 1; lines[i] != NULL && *lines[i] != '\0'; i++, count++) {
        char **columns = g_strsplit(lines[i], "\t", -1);
        g_assert_cmpuint(g_strv_length(columns), ==, COLUMNS);
        char *text = parsed(plan.template, columns);
        if (strcmp(text, columns[PARSED]) != 0) {
            g_test_message("%s\t%s\t%s\t%s\t%s", columns[DOCUMENT], columns[WHAT], columns[YEAR],
                columns[NOTATION], text);
            g_test_fail();
        }
        g_free(text);
        g_strfreev(columns);
    }
    g_assert_cmpuint(count, >, 200);
    g_strfreev(lines);
    text_plan_clear(&plan);
    g_free(content);
    g_free(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/score/catalogue", test_catalogue);
    return g_test_run();
}
