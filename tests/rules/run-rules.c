/* Runs the cases of this folder: one file, one test; or, with `--guide FILE`, those that stand in a guide.
 * `--accept` rewrites what they expect, to be reviewed by eye. */
#include <glib.h>
#include <locale.h>
#include <string.h>
#include "check/check.h"
#include "fill/fill.h"
#include "outcome.h"
#include "support/case-file.h"
#include "support/guide.h"
#include "support/text-template.h"

#define TEMPLATE_NAME "modello.xlsx"

static const char *const known_sections[] = {"template", "input", "options", "account", "findings", "records",
    "written", "merges", "omitted", "chosen", "refused", NULL};

static bool accepting;

/* Where a case stands. */
struct source {
    const char *path;
    const struct guide_block *block; /* NULL: the file is the case */
    unsigned index;                  /* of the block */
    GHashTable *includes;            /* of the guide */
};

/* All that running a case makes; the texts are those of the sections of the same name. */
struct run {
    struct case_file *file;
    GPtrArray *templates; /* struct template * */
    GPtrArray *workbooks; /* struct workbook * */
    struct views *views;
    struct findings *findings;
    struct reading reading;
    struct calculation *calculation;
    struct workbook *report;
    GPtrArray *omitted;
    int year;
    bool has_kind;
    enum plan_kind kind;
    char *sheets;
    GError *error;
    const struct template *template;
};

static void read_options(struct run *run)
{
    const char *options = case_file_text(run->file, "options");
    char **lines = g_strsplit(options ? options : "", "\n", 0);
    for (unsigned i = 0; lines[i]; i++) {
        if (g_str_has_prefix(lines[i], "anno ")) {
            run->year = (int)g_ascii_strtoll(lines[i] + 5, NULL, 10);
        } else if (g_str_has_prefix(lines[i], "fogli ")) {
            run->sheets = g_strdup(lines[i] + 6);
        } else if (strcmp(lines[i], "piano") == 0 || strcmp(lines[i], "relazione") == 0) {
            run->has_kind = true;
            run->kind = lines[i][0] == 'p' ? KIND_PIANO : KIND_RELAZIONE;
        } else if (*lines[i]) {
            g_error("%s: unknown option %s", run->file->path, lines[i]);
        }
    }
    g_strfreev(lines);
}

static bool load_templates(struct run *run)
{
    for (unsigned i = 0; i < run->file->sections->len; i++) {
        const struct case_section *section = run->file->sections->pdata[i];
        if (strcmp(section->name, "template") != 0) {
            continue;
        }
        char *text = case_section_expand(run->file, section);
        struct template *template = template_from_workbook(
            text_drawing(TEMPLATE_NAME, text), TEMPLATE_NAME, run->findings, &run->error);
        g_free(text);
        if (!template) {
            return false;
        }
        g_ptr_array_add(run->templates, template);
    }
    return true;
}

static void load_inputs(struct run *run)
{
    for (unsigned i = 0; i < run->file->sections->len; i++) {
        const struct case_section *section = run->file->sections->pdata[i];
        if (strcmp(section->name, "input") == 0) {
            const char *name = section->argument ? section->argument : "a.xlsx";
            char *text = case_section_expand(run->file, section);
            g_ptr_array_add(run->workbooks, text_workbook(name, text));
            g_free(text);
        }
    }
}

/* The way of `report`, up to the first step that refuses. */
static void go(struct run *run)
{
    if (!load_templates(run)) {
        return;
    }
    run->views = views_new(run->workbooks);
    run->template = run->templates->len == 1
                        ? run->templates->pdata[0]
                        : match_choose(run->templates, run->views, run->year, &run->error);
    if (!run->template || !run->workbooks->len ||
        !match_read(run->template, run->views, run->year, run->findings, &run->reading, &run->error)) {
        return;
    }
    enum plan_kind kind = run->has_kind ? run->kind : run->template->kind;
    struct fill_options options = {.kind = kind, .sheets = run->sheets};
    run->calculation = calculation_new(run->reading.plan, kind, run->findings);
    calculation_verify(run->calculation);
    check_plan(run->reading.plan, run->calculation, run->findings);
    check_cells(run->workbooks, run->template, run->findings);
    run->report =
        fill_report(run->reading.plan, run->calculation, &options, run->omitted, run->findings, &run->error);
    if (run->report && !run->sheets) {
        check_written(run->reading.plan, run->calculation, run->findings);
    }
}

static struct run *run_new(const struct source *source)
{
    char *problem = NULL;
    struct run *run = g_new0(struct run, 1);
    run->file = source->block ? case_file_parse(source->path, source->block->text, known_sections, &problem)
                              : case_file_read(source->path, known_sections, &problem);
    if (!run->file) {
        g_error("%s", problem);
    }
    run->file->includes = source->includes;
    run->templates = g_ptr_array_new_with_free_func((GDestroyNotify)template_free);
    run->workbooks = g_ptr_array_new_with_free_func((GDestroyNotify)workbook_free);
    run->findings = findings_new();
    run->omitted = g_ptr_array_new_with_free_func(g_free);
    read_options(run);
    load_inputs(run);
    return run;
}

static void run_free(struct run *run)
{
    if (run->report) {
        workbook_free(run->report);
    }
    if (run->calculation) {
        calculation_free(run->calculation);
    }
    if (run->reading.plan) {
        reading_clear(&run->reading);
    }
    findings_free(run->findings);
    g_ptr_array_free(run->omitted, TRUE);
    views_free(run->views);
    g_ptr_array_free(run->workbooks, TRUE);
    g_ptr_array_free(run->templates, TRUE);
    g_clear_error(&run->error);
    case_file_free(run->file);
    g_free(run->sheets);
    g_free(run);
}

/* What came out, for a section; NULL: nothing of that kind. To be freed. */
static char *outcome_text(const struct run *run, const char *section)
{
    if (strcmp(section, "refused") == 0) {
        return run->error ? g_strconcat(run->error->message, "\n", NULL) : NULL;
    }
    if (strcmp(section, "chosen") == 0) {
        return run->templates->len > 1 && run->template ? g_strconcat(run->template->name, "\n", NULL) : NULL;
    }
    if (!run->reading.plan) {
        return NULL;
    }
    if (strcmp(section, "account") == 0) {
        return outcome_account(run->reading.account);
    }
    if (strcmp(section, "records") == 0) {
        return outcome_records(run->reading.plan);
    }
    if (strcmp(section, "omitted") == 0 && run->omitted->len) {
        GString *text = g_string_new(NULL);
        for (unsigned i = 0; i < run->omitted->len; i++) {
            g_string_append_printf(text, "%s\n", (const char *)run->omitted->pdata[i]);
        }
        return g_string_free(text, FALSE);
    }
    if (!run->report) {
        return NULL;
    }
    return strcmp(section, "written") == 0  ? outcome_written(run->report)
           : strcmp(section, "merges") == 0 ? outcome_merges(run->report)
                                            : NULL;
}

static const struct {
    const char *section;
    bool contained; /* each line expected is a part of what came, else both are equal */
    bool optional;  /* compared only where the case has it; accepted only if it has it already */
} compared[] = {
    {"refused", true, false},
    {"chosen", false, true},
    {"account", false, true},
    {"records", false, true},
    {"written", false, true},
    {"merges", false, true},
    {"omitted", false, true},
};

/* Without tabs at the ends of lines and empty lines at the end. To be freed. */
static char *plain(const char *text)
{
    GString *result = g_string_new(NULL);
    char **lines = g_strsplit(text ? text : "", "\n", 0);
    for (unsigned i = 0; lines[i]; i++) {
        g_string_append_printf(result, "%s\n", g_strchomp(lines[i]));
    }
    g_strfreev(lines);
    while (result->len > 0 && result->str[result->len - 1] == '\n') {
        g_string_truncate(result, result->len - 1);
    }
    return g_string_free(result, FALSE);
}

static bool lines_contained(const char *lines, const char *text)
{
    char **parts = g_strsplit(lines, "\n", 0);
    bool all = *text != '\0';
    for (unsigned i = 0; parts[i] && all; i++) {
        all = strstr(text, parts[i]) != NULL;
    }
    g_strfreev(parts);
    return all;
}

static void show_difference(const char *section, const char *expected, const char *got)
{
    char **lines = g_strsplit(expected, "\n", 0);
    g_test_message("%s, expected:", section);
    for (unsigned i = 0; lines[i]; i++) {
        g_test_message("  %s", lines[i]);
    }
    g_strfreev(lines);
    lines = g_strsplit(got, "\n", 0);
    g_test_message("%s, got:", section);
    for (unsigned i = 0; lines[i]; i++) {
        g_test_message("  %s", lines[i]);
    }
    g_strfreev(lines);
}

static bool compare_section(struct run *run, unsigned which)
{
    const char *section = compared[which].section;
    const char *expected = case_file_text(run->file, section);
    char *outcome = outcome_text(run, section);
    char *a = plain(expected), *b = plain(outcome);
    bool same = (!expected && compared[which].optional) ||
                (compared[which].contained && *a ? lines_contained(a, b) : strcmp(a, b) == 0);
    if (!same && accepting) {
        case_file_set(run->file, section, outcome);
    } else if (!same) {
        show_difference(section, a, b);
    }
    g_free(a);
    g_free(b);
    g_free(outcome);
    return same;
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Takes the finding that a line expects ("avviso id PLACE ~ part of the message") out of `lines`; false:
 * none. */
static bool take_finding(GPtrArray *lines, const GPtrArray *texts, GPtrArray *taken, const char *expected)
{
    char **parts = g_strsplit(expected, " ~ ", 2);
    bool found = false;
    for (unsigned i = 0; i < lines->len && !found; i++) {
        if (!taken->pdata[i] && strcmp(lines->pdata[i], parts[0]) == 0 &&
            (!parts[1] || strstr(texts->pdata[i], parts[1]))) {
            taken->pdata[i] = lines->pdata[i];
            found = true;
        }
    }
    g_strfreev(parts);
    return found;
}

static void accept_findings(struct run *run, GPtrArray *lines)
{
    g_ptr_array_sort(lines, compare_lines);
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < lines->len; i++) {
        g_string_append_printf(text, "%s\n", (const char *)lines->pdata[i]);
    }
    case_file_set(run->file, "findings", text->len ? text->str : NULL);
    g_string_free(text, TRUE);
}

static bool compare_findings(struct run *run)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free), *texts = g_ptr_array_new(),
              *taken = g_ptr_array_new();
    for (unsigned i = 0; i < findings_count(run->findings); i++) {
        const struct finding *finding = findings_get(run->findings, i);
        g_ptr_array_add(lines, outcome_finding(finding, run->workbooks, TEMPLATE_NAME));
        g_ptr_array_add(texts, finding->text);
        g_ptr_array_add(taken, NULL);
    }
    bool same = true;
    char *expected = plain(case_file_text(run->file, "findings"));
    char **wanted = g_strsplit(expected, "\n", 0);
    for (unsigned i = 0; wanted[i]; i++) {
        if (!take_finding(lines, texts, taken, wanted[i])) {
            same = false;
            g_test_message("finding expected: %s", wanted[i]);
        }
    }
    for (unsigned i = 0; i < lines->len; i++) {
        if (!taken->pdata[i]) {
            same = false;
            g_test_message(
                "finding not expected: %s ~ %s", (const char *)lines->pdata[i], (char *)texts->pdata[i]);
        }
    }
    if (!same && accepting) {
        accept_findings(run, lines);
    }
    g_strfreev(wanted);
    g_free(expected);
    g_ptr_array_free(taken, TRUE);
    g_ptr_array_free(texts, TRUE);
    g_ptr_array_free(lines, TRUE);
    return same;
}

/* Every cell of every input has one state, and they add up. */
static bool account_adds_up(const struct run *run)
{
    if (!run->reading.plan) {
        return true;
    }
    struct account_totals totals = account_count(run->reading.account, NULL);
    unsigned sum = 0;
    for (unsigned i = 0; i < STATE_COUNT; i++) {
        sum += i == STATE_UNREAD ? 0 : totals.states[i];
    }
    return sum == totals.cells && totals.states[STATE_UNREAD] == 0;
}

static bool accept_case(const struct source *source, const struct run *run)
{
    if (!source->block) {
        return case_file_write(run->file);
    }
    char *text = case_file_to_text(run->file);
    bool written = guide_replace(source->path, source->index, text + strspn(text, "\n"));
    g_free(text);
    return written;
}

static void run_case(gconstpointer data)
{
    const struct source *source = data;
    struct run *run = run_new(source);
    go(run);
    bool same = compare_findings(run);
    for (unsigned i = 0; i < G_N_ELEMENTS(compared); i++) {
        same = compare_section(run, i) && same;
    }
    if (!account_adds_up(run)) {
        g_test_message("the account does not add up");
        g_test_fail();
    }
    if (!same && accepting) {
        g_assert_true(accept_case(source, run));
    } else if (!same) {
        g_test_fail();
    }
    run_free(run);
}

static void add_cases(const char *folder, GPtrArray *paths)
{
    GDir *files = g_dir_open(folder, 0, NULL);
    g_assert_nonnull(files);
    for (const char *name = g_dir_read_name(files); name; name = g_dir_read_name(files)) {
        if (g_str_has_suffix(name, ".case")) {
            g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
        }
    }
    g_dir_close(files);
    g_ptr_array_sort(paths, compare_lines);
    for (unsigned i = 0; i < paths->len; i++) {
        char *name = g_path_get_basename(paths->pdata[i]);
        char *test = g_strdup_printf("/rules/%.*s", (int)(strlen(name) - strlen(".case")), name);
        struct source source = {.path = paths->pdata[i]};
        g_test_add_data_func_full(test, g_memdup2(&source, sizeof source), run_case, g_free);
        g_free(test);
        g_free(name);
    }
}

/* The cases of a guide, named by the heading above them and their line. */
static void add_guide(const char *path, const GPtrArray *blocks, GHashTable *includes)
{
    for (unsigned i = 0; i < blocks->len; i++) {
        const struct guide_block *block = blocks->pdata[i];
        if (strcmp(block->language, "pianoxl") != 0 || block->name) {
            continue;
        }
        char *heading = g_strdelimit(g_strdup(block->heading), "/ #", '-');
        char *test = g_strdup_printf("/guide/%s-%u", heading, block->line);
        struct source source = {path, block, i, includes};
        g_test_add_data_func_full(test, g_memdup2(&source, sizeof source), run_case, g_free);
        g_free(test);
        g_free(heading);
    }
}

int main(int argument_count, char **arguments)
{
    const char *guide = NULL;
    for (int i = 1; i < argument_count; i++) {
        bool accept = strcmp(arguments[i], "--accept") == 0;
        int taken = accept ? 1 : strcmp(arguments[i], "--guide") == 0 && i + 1 < argument_count ? 2 : 0;
        accepting |= accept;
        guide = taken == 2 ? arguments[i + 1] : guide;
        memmove(arguments + i, arguments + i + taken,
            (size_t)(argument_count - i - taken + 1) * sizeof *arguments);
        argument_count -= taken;
        i -= taken > 0;
    }
    setlocale(LC_ALL, "C.UTF-8");
    g_test_init(&argument_count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    const char *folder = g_getenv("RULES");
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    GPtrArray *blocks = guide ? guide_read(guide) : g_ptr_array_new();
    GHashTable *includes = guide_includes(blocks);
    char *own = folder ? g_strdup(folder) : g_test_build_filename(G_TEST_DIST, "rules", NULL);
    if (guide) {
        add_guide(guide, blocks, includes);
    } else {
        add_cases(own, paths);
    }
    g_free(own);
    int status = g_test_run();
    g_hash_table_unref(includes);
    g_ptr_array_free(blocks, TRUE);
    g_ptr_array_free(paths, TRUE);
    return status;
}
