#include "cli/report-write.h"
#include "cli/messages.h"
#include "cli/pdf.h"
#include "cli/split.h"
#include "check/check.h"
#include "grid/picture.h"
#include "support/intl.h"
#include "writer/writer.h"

#include <string.h>

enum plan_kind report_kind(const struct job *job)
{
    if (!job->settings->kind)
        return job->template->kind;
    return strcmp(job->settings->kind, "piano") == 0 ? KIND_PIANO : KIND_RELAZIONE;
}

static void note_omitted(const GPtrArray *omitted)
{
    if (omitted->len == 0)
        return;
    char *tabs = message_list(omitted);
    message_note(_("sheets without records, not written: %s"), tabs);
    g_free(tabs);
}

/* The picture that the template names; without a good one the report goes without, and it is said. */
static struct picture *read_emblem(const struct template *template)
{
    char *path = template_emblem_path(template);
    GError *error = NULL;
    struct picture *emblem = path ? picture_read(path, &error) : NULL;
    if (error) {
        message_note(_("the page headers have no emblem: %s"), error->message);
        g_error_free(error);
    }
    g_free(path);
    return emblem;
}

/* The sheets of the report, with what is to be said of them. */
static struct filling *fill(struct job *job, const struct picture *emblem)
{
    const enum plan_kind kind = report_kind(job);
    const struct fill_options options = {.kind = kind,
        .sheets = job->settings->sheets,
        .values_only = job->settings->values_only,
        .emblem = emblem};
    if (kind == KIND_PIANO && job->reading.has_results)
        message_note(_("results were read, and a piano does not print them (--kind relazione does)"));
    job_calculate(job, kind);
    GPtrArray *omitted = g_ptr_array_new_with_free_func(g_free);
    struct filling *filling =
        filling_new(job->reading.plan, job->calculation, &options, omitted, job->findings);
    note_omitted(omitted);
    g_ptr_array_unref(omitted);
    return filling;
}

static bool write_whole(const struct job *job, struct filling *filling, const char *output, GError **error)
{
    struct workbook *report = filling_workbook(filling, NULL, error);
    bool written = report && writer_write(report, output, error);
    if (written)
        pdf_add(job->pdf, filling, NULL, output);
    workbook_free(report);
    return written;
}

bool report_write(struct job *job, const char *output, GError **error)
{
    struct picture *emblem = read_emblem(job->template);
    struct filling *filling = fill(job, emblem);
    GPtrArray *written = g_ptr_array_new_with_free_func(g_free);
    bool good = !job->settings->split || split_write(job, filling, output, written, error);
    if (good && output) {
        good = write_whole(job, filling, output, error);
        if (good)
            g_ptr_array_add(written, g_strdup(output));
    }
    if ((good || written->len > 0) && !job->settings->sheets)
        check_written(job->reading.plan, job->calculation, job->findings);
    char *files = message_list(written);
    if (written->len > 0)
        message_note(_("template %s, written: %s"), job->template->name, files);
    g_free(files);
    g_ptr_array_unref(written);
    filling_free(filling);
    picture_free(emblem);
    return good;
}

struct report_figures report_figures_of(const struct job *job)
{
    const struct plan *plan = job->reading.plan;
    struct report_figures figures = {
        .files = job->inputs.workbooks->len,
        .cells = account_count(job->reading.account, NULL),
    };
    GString *levels = g_string_new(NULL);
    unsigned *counts = g_new0(unsigned, job->template->levels->len);
    for (const struct record *record = NULL; (record = record_next_any(plan->root, record));) {
        counts[record->level->index]++;
        figures.records++;
        figures.unwritten += record->written ? 0 : 1;
    }
    for (unsigned i = 1; i < job->template->levels->len; i++) {
        const struct level *level = job->template->levels->pdata[i];
        if (counts[i])
            g_string_append_printf(levels, "%s%s %u", levels->len ? ", " : "", level->name, counts[i]);
    }
    g_free(counts);
    figures.levels = g_string_free(levels, FALSE);
    return figures;
}

void report_figures_clear(struct report_figures *figures)
{
    g_clear_pointer(&figures->levels, g_free);
}

void report_print_account(const struct job *job)
{
    struct report_figures figures = report_figures_of(job);
    const struct account_totals *cells = &figures.cells;
    char *findings = message_counts(job->findings);
    char *files = g_strdup_printf(ngettext("%u file", "%u files", figures.files), figures.files);
    message_note(_("%s, %u cells: %u field, %u fixed text, %u ignored, %u unrecognized; records: %s; "
                   "not written: %u; findings: %s; %.2f s"),
        files, cells->cells, cells->states[STATE_FIELD], cells->states[STATE_FIXED],
        cells->states[STATE_IGNORED], cells->states[STATE_UNRECOGNIZED],
        *figures.levels ? figures.levels : "0", figures.unwritten, findings,
        (double)(g_get_monotonic_time() - job->started) / G_USEC_PER_SEC);
    g_free(files);
    g_free(findings);
    report_figures_clear(&figures);
}
