/* Random plans are written and read back: equal models (the templates lie in the folder random). PLANS=2000
 * makes more plans, SEED=12 only one. */
#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include "fill/fill.h"
#include "match/match.h"
#include "outcome.h"
#include "random-plan.h"
#include "support/text-template.h"
#include "writer/writer.h"

#define PLANS_EACH 60
#define PLANS_THROUGH_FILES 6 /* of these, how many go through a file */

/* `permutes`: its columns may stand in any order (no neighbours that belong together). */
static const struct {
    const char *name;
    bool permutes;
} shapes[] = {
    {"groups", true},
    {"deep-group", true},
    {"rows", true},
    {"flat", true},
    {"sheets", true},
    {"columns", false},
    {"lists", true},
    {"tables", true},
    {"totals", true},
    {"conditions", true},
    {"keyless", true},
};

static struct template *load(const char *name)
{
    char *file = g_strconcat(name, ".tpl", NULL), *text = NULL;
    char *path = g_test_build_filename(G_TEST_DIST, "rules", "random", file, NULL);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    struct findings *findings = findings_new();
    GError *error = NULL;
    struct template *template = template_from_workbook(text_drawing(file, text), file, findings, &error);
    g_assert_no_error(error);
    g_assert_nonnull(template);
    findings_free(findings);
    g_free(text);
    g_free(path);
    g_free(file);
    return template;
}

static struct workbook *write_plan(struct plan *plan, GError **error)
{
    struct findings *findings = findings_new();
    struct fill_options options = {.kind = KIND_RELAZIONE};
    struct calculation *calculation = calculation_new(plan, options.kind, findings);
    GPtrArray *omitted = g_ptr_array_new_with_free_func(g_free);
    struct workbook *report = fill_report(plan, calculation, &options, omitted, findings, error);
    g_ptr_array_free(omitted, TRUE);
    calculation_free(calculation);
    findings_free(findings);
    return report;
}

/* The same workbook through a file. */
static struct workbook *through_file(struct workbook *report)
{
    GError *error = NULL;
    char *folder = g_dir_make_tmp("pianoxl-XXXXXX", &error);
    g_assert_no_error(error);
    char *path = g_build_filename(folder, "giro.xlsx", NULL);
    bool written = writer_write(report, path, &error);
    g_assert_no_error(error);
    g_assert_true(written);
    workbook_free(report);
    struct workbook *read = grid_read(path, GRID_VALUES, &error);
    g_assert_no_error(error);
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    return read;
}

/* --- columns permuted, rows above */

static void shuffle(GRand *random, unsigned *order, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        order[i] = i;
    for (unsigned i = count; i > 1; i--) {
        unsigned other = (unsigned)g_rand_int_range(random, 0, (gint32)i), kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

/* A merge across columns stands for its first cell only. */
static void permute_merges(const struct sheet *from, struct sheet *to, const unsigned *order, unsigned above)
{
    for (unsigned i = 0; i < from->merges->len; i++) {
        struct range range = g_array_index(from->merges, struct range, i);
        if (range.first_column != range.last_column)
            continue;
        range.first_column = range.last_column = order[range.first_column];
        range.first_row += above;
        range.last_row += above;
        g_array_append_val(to->merges, range);
    }
}

static void permute_sheet(GRand *random, const struct sheet *from, struct sheet *to)
{
    unsigned width = 0;
    for (unsigned i = 0; i < from->cells->len; i++)
        width = MAX(width, g_array_index(from->cells, struct cell, i).column + 1u);
    unsigned *order = g_new(unsigned, width + 1);
    shuffle(random, order, width);
    unsigned above = (unsigned)g_rand_int_range(random, 0, 4);
    for (unsigned i = 0; i < from->cells->len; i++) {
        const struct cell *cell = &g_array_index(from->cells, struct cell, i);
        unsigned style = workbook_style(to->workbook, workbook_get_style(from->workbook, cell->style));
        struct cell *copy = sheet_put(to, cell->row + above, order[cell->column], cell->kind, style);
        if (cell_text(cell))
            copy->text = workbook_intern(to->workbook, cell->text);
        else
            copy->number = cell->number;
    }
    permute_merges(from, to, order, above);
    g_free(order);
}

static struct workbook *permute(GRand *random, struct workbook *report)
{
    struct workbook *permuted = workbook_new("permutato.xlsx");
    for (unsigned i = 0; i < report->sheets->len; i++) {
        const struct sheet *sheet = report->sheets->pdata[i];
        permute_sheet(random, sheet, workbook_add_sheet(permuted, sheet->name));
    }
    workbook_free(report);
    return permuted;
}

/* --- the test */

static void show_lines(const char *title, char *text)
{
    char **lines = g_strsplit(text, "\n", 0);
    g_test_message("%s:", title);
    for (unsigned i = 0; lines[i] && i < 80; i++)
        g_test_message("  %s", lines[i]);
    g_strfreev(lines);
    g_free(text);
}

static bool read_back(const struct plan *plan, struct workbook *workbook)
{
    struct findings *findings = findings_new();
    GPtrArray *workbooks = g_ptr_array_new();
    g_ptr_array_add(workbooks, workbook);
    struct views *views = views_new(workbooks);
    struct reading reading = {0};
    GError *error = NULL;
    char *difference = NULL;
    bool equal = match_read(plan->template, views, 0, findings, &reading, &error) &&
                 plans_equal(plan, reading.plan, &difference);
    struct account_totals totals = {0};
    if (equal)
        totals = account_count(reading.account, NULL);
    if (!equal || totals.states[STATE_UNRECOGNIZED] > 0) {
        g_test_message("%s", error ? error->message : difference ? difference : "cells are not recognized");
        for (unsigned i = 0; i < findings_count(findings); i++) {
            const struct finding *finding = findings_get(findings, i);
            char *place = place_text(&finding->place);
            g_test_message("finding: %s: %s", place, finding->text);
            g_free(place);
        }
        show_lines("the plan", outcome_records(plan));
        show_lines("written", outcome_written(workbook));
        if (reading.plan)
            show_lines("read", outcome_records(reading.plan));
        equal = false;
    }
    if (reading.plan)
        reading_clear(&reading);
    g_clear_error(&error);
    g_free(difference);
    views_free(views);
    g_ptr_array_free(workbooks, TRUE);
    findings_free(findings);
    return equal;
}

static bool go_round(const struct template *template, guint32 seed, bool through, bool permutes)
{
    GRand *random = g_rand_new_with_seed(seed);
    struct plan *plan = random_plan_new(template, random);
    GError *error = NULL;
    struct workbook *report = write_plan(plan, &error);
    bool equal = true;
    if (!report) { /* nothing to write is right only for a plan without records */
        equal = plan->root->first_child == NULL;
        if (!equal)
            g_test_message("%s", error->message);
    } else {
        if (through)
            report = through_file(report);
        if (permutes && g_rand_int_range(random, 0, 3))
            report = permute(random, report);
        equal = read_back(plan, report);
        workbook_free(report);
    }
    g_clear_error(&error);
    plan_free(plan);
    g_rand_free(random);
    return equal;
}

static guint32 number_from_environment(const char *name, guint32 otherwise)
{
    const char *value = g_getenv(name);
    return value ? (guint32)g_ascii_strtoull(value, NULL, 10) : otherwise;
}

static void run_shape(gconstpointer data)
{
    unsigned shape = GPOINTER_TO_UINT(data);
    struct template *template = load(shapes[shape].name);
    guint32 only = number_from_environment("SEED", 0), plans = number_from_environment("PLANS", PLANS_EACH);
    for (guint32 i = 0; i < (only ? 1 : plans); i++) {
        guint32 seed = only ? only : 1 + i;
        if (!go_round(template, seed, i < PLANS_THROUGH_FILES, shapes[shape].permutes)) {
            g_test_message("template %s, plan %u", shapes[shape].name, seed);
            g_test_fail();
            break;
        }
    }
    template_free(template);
}

int main(int argument_count, char **arguments)
{
    setlocale(LC_ALL, "C.UTF-8");
    g_test_init(&argument_count, &arguments, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(shapes); i++) {
        char *path = g_strconcat("/random-plans/", shapes[i].name, NULL);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), run_shape);
        g_free(path);
    }
    return g_test_run();
}
