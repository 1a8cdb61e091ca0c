/* pianoxl report: workbooks in, tables out. */
#include "cli/cli.h"
#include "cli/job.h"
#include "cli/messages.h"
#include "check/check.h"
#include "fill/fill.h"
#include "support/failure.h"
#include "support/intl.h"
#include "writer/writer.h"

#include <stdio.h>
#include <string.h>

static enum plan_kind kind_of(const struct job *job)
{
    if (!job->settings->kind)
        return job->template->kind;
    return strcmp(job->settings->kind, "piano") == 0 ? KIND_PIANO : KIND_RELAZIONE;
}

/* TEMPLATE-YEAR.xlsx in the current folder. To be freed. */
static char *default_output(const struct job *job)
{
    char *name = job->reading.year ? g_strdup_printf("%s-%d.xlsx", job->template->name, job->reading.year)
                                   : g_strdup_printf("%s.xlsx", job->template->name);
    return g_strdelimit(name, G_DIR_SEPARATOR_S, '-');
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

/* The last line: every cell of the inputs has a state, and the states add up. */
static void print_account(const struct job *job)
{
    const struct plan *plan = job->reading.plan;
    const struct account_totals totals = account_count(job->reading.account, NULL);
    GString *records = g_string_new(NULL);
    unsigned *counts = g_new0(unsigned, job->template->levels->len);
    unsigned unwritten = 0;
    for (const struct record *record = NULL; (record = record_next_any(plan->root, record));) {
        counts[record->level->index]++;
        unwritten += record->written ? 0 : 1;
    }
    for (unsigned i = 1; i < job->template->levels->len; i++) {
        const struct level *level = job->template->levels->pdata[i];
        if (counts[i])
            g_string_append_printf(records, "%s%s %u", records->len ? ", " : "", level->name, counts[i]);
    }
    g_free(counts);
    char *findings = message_counts(job->findings);
    unsigned files = job->inputs.workbooks->len;
    char *file_count = g_strdup_printf(ngettext("%u file", "%u files", files), files);
    message_note(_("%s, %u cells: %u field, %u fixed text, %u ignored, %u unrecognized; records: %s; "
                   "not written: %u; findings: %s; %.2f s"),
        file_count, totals.cells, totals.states[STATE_FIELD], totals.states[STATE_FIXED],
        totals.states[STATE_IGNORED], totals.states[STATE_UNRECOGNIZED], records->len ? records->str : "0",
        unwritten, findings, (double)(g_get_monotonic_time() - job->started) / G_USEC_PER_SEC);
    g_free(file_count);
    g_free(findings);
    g_string_free(records, TRUE);
}

static bool write_report(struct job *job, const char *output, GError **error)
{
    const enum plan_kind kind = kind_of(job);
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

static int report(struct job *job)
{
    GError *error = NULL;
    char *output = job->settings->output ? g_strdup(job->settings->output) : default_output(job);
    int status;
    if (!job_check_output(job, output, &error)) {
        status = message_failure(error);
    } else {
        bool written = write_report(job, output, &error);
        status = job_report_findings(job);
        if (written)
            print_account(job);
        else
            status = status_worse(status, message_failure(error));
    }
    g_free(output);
    return status;
}

int command_report(const struct settings *settings)
{
    struct job job;
    int status = job_open(&job, settings);
    if (status == 0)
        status = report(&job);
    job_close(&job);
    return status;
}
