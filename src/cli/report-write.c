#include "cli/report-write.h"
#include "cli/messages.h"
#include "check/check.h"
#include "fill/fill.h"
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
    GString *tabs = g_string_new(NULL);
    for (unsigned i = 0; i < omitted->len; i++)
        g_string_append_printf(tabs, "%s%s", i ? "; " : "", (const char *)omitted->pdata[i]);
    message_note(_("sheets without records, not written: %s"), tabs->str);
    g_string_free(tabs, TRUE);
}

bool report_write(struct job *job, const char *output, GError **error)
{
    const enum plan_kind kind = report_kind(job);
    const struct fill_options options = {
        .kind = kind, .sheets = job->settings->sheets, .values_only = job->settings->values_only};
    if (kind == KIND_PIANO && job->reading.has_results)
        message_note(_("results were read, and a piano does not print them (--kind relazione does)"));
    job_calculate(job, kind);
    GPtrArray *omitted = g_ptr_array_new_with_free_func(g_free);
    struct workbook *report =
        fill_report(job->reading.plan, job->calculation, &options, omitted, job->findings, error);
    note_omitted(omitted);
    if (report && !job->settings->sheets)
        check_written(job->reading.plan, job->calculation, job->findings);
    bool written = report && writer_write(report, output, error);
    if (written)
        message_note(_("template %s, written: %s"), job->template->name, output);
    workbook_free(report);
    g_ptr_array_unref(omitted);
    return written;
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
