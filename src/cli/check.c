/* pianoxl check: everything that is wrong or doubtful in the inputs, file by file, cell by cell. */
#include "cli/cli.h"
#include "cli/findings-output.h"
#include "cli/findings-rows.h"
#include "cli/job.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/report-write.h"
#include "check/check.h"
#include "fill/fill.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/text.h"

#include <stdio.h>

#define UNRECOGNIZED_KEY "cella-non-letta"

/* Fills the tables, which nobody writes: only then it is known which records no table shows. */
static int fill(struct job *job)
{
    GError *error = NULL;
    const struct fill_options options = {.kind = report_kind(job)};
    GPtrArray *omitted = g_ptr_array_new_with_free_func(g_free);
    job_calculate(job, options.kind);
    struct workbook *report =
        fill_report(job->reading.plan, job->calculation, &options, omitted, job->findings, &error);
    if (report)
        check_written(job->reading.plan, job->calculation, job->findings);
    workbook_free(report);
    g_ptr_array_unref(omitted);
    return report ? 0 : message_failure(error);
}

/* ---- text ---- */

/* Marks that stand out in a column of text. */
static const char *const marks[] = {
    [SEVERITY_NONE] = " ", [SEVERITY_NOTE] = " ", [SEVERITY_WARNING] = "!", [SEVERITY_ERROR] = "X"};

static bool same_sheet(const struct finding_row *a, const struct finding_row *b)
{
    return a->input == b->input && g_strcmp0(a->place.file, b->place.file) == 0 &&
           g_strcmp0(a->place.sheet, b->place.sheet) == 0;
}

static void print_heading(const struct finding_row *row)
{
    const struct place sheet = {row->place.file, row->place.sheet, PLACE_NO_CELL, PLACE_NO_CELL};
    char *text = place_text(&sheet);
    printf("%s\n", *text ? text : _("all inputs"));
    g_free(text);
}

static void print_row(const struct finding_row *row)
{
    char address[16];
    finding_row_address(&row->place, address);
    char *text = finding_row_text(row), *line = text_quote(text, 0);
    printf("  %s %-7s %-8s %s; %s [%s]\n", marks[row->severity], severity_name(row->severity), address, line,
        row->remedy, row->id);
    g_free(line);
    g_free(text);
}

/* The last line. Of inputs that were refused no account was kept. */
static void print_counts(const struct job *job, bool apart)
{
    char *counts = message_counts(job->findings);
    printf("%s%s", apart ? "\n" : "", counts);
    if (job->reading.account) {
        unsigned cells = account_count(job->reading.account, NULL).states[STATE_UNRECOGNIZED];
        printf("; ");
        printf(ngettext("%u cell not recognized", "%u cells not recognized", cells), cells);
    }
    putchar('\n');
    g_free(counts);
}

static void print_text(const struct job *job, const GArray *rows)
{
    for (unsigned i = 0; i < rows->len; i++) {
        const struct finding_row *row = &g_array_index(rows, struct finding_row, i);
        if (i == 0 || !same_sheet(row, row - 1)) {
            fputs(i > 0 ? "\n" : "", stdout);
            print_heading(row);
        }
        print_row(row);
    }
    print_counts(job, rows->len > 0);
}

/* ---- JSON ---- */

static void add_place(struct json *json, const struct place *place)
{
    char address[16];
    finding_row_address(place, address);
    json_text(json, "file", place->file);
    json_text(json, "sheet", place->file ? place->sheet : NULL);
    json_text(json, "cell", *address ? address : NULL);
}

static void add_row(struct json *json, const struct finding_row *row)
{
    json_open(json, NULL, '{');
    json_text(json, "id", row->id);
    json_text(json, "severity", severity_name(row->severity));
    add_place(json, &row->place);
    json_text(json, "text", row->text);
    json_text(json, "remedy", row->remedy);
    if (row->other.file) {
        json_open(json, "other", '{');
        add_place(json, &row->other);
        json_close(json, '}');
    } else {
        json_text(json, "other", NULL);
    }
    json_close(json, '}');
}

static void add_count(struct json *json, const char *key, unsigned count)
{
    char *digits = g_strdup_printf("%u", count);
    json_number(json, key, digits);
    g_free(digits);
}

static void print_json(const struct job *job, const GArray *rows)
{
    struct json json = json_new();
    json_open(&json, NULL, '{');
    json_text(&json, "template", job->template ? job->template->name : NULL);
    if (job->reading.year)
        add_count(&json, "year", (unsigned)job->reading.year);
    else
        json_number(&json, "year", NULL);
    json_open(&json, "findings", '[');
    for (unsigned i = 0; i < rows->len; i++)
        add_row(&json, &g_array_index(rows, struct finding_row, i));
    json_close(&json, ']');
    json_open(&json, "counts", '{');
    for (enum severity severity = SEVERITY_ERROR; severity > SEVERITY_NONE; severity--)
        add_count(&json, severity_name(severity), findings_count_severity(job->findings, severity));
    if (job->reading.account)
        add_count(
            &json, UNRECOGNIZED_KEY, account_count(job->reading.account, NULL).states[STATE_UNRECOGNIZED]);
    json_close(&json, '}');
    json_close(&json, '}');
    char *text = json_finish(&json);
    fputs(text, stdout);
    g_free(text);
}

int command_check(const struct settings *settings)
{
    struct job job;
    int status = job_open(&job, settings);
    bool read = status == 0;
    if (read)
        status = fill(&job);
    /* What was found before an input was refused may tell why. */
    if (read || findings_count(job.findings) > 0) {
        GArray *rows = finding_rows_new(job.findings, job.inputs.workbooks, job.reading.account);
        (settings->json ? print_json : print_text)(&job, rows);
        g_array_unref(rows);
    }
    if (read)
        status = status_worse(status, findings_write_wanted(settings, settings->findings_file, job.findings,
                                          &job.inputs, job.reading.account));
    if (findings_count_severity(job.findings, SEVERITY_ERROR) > 0)
        status = status_worse(status, FAILURE_FINDINGS);
    job_close(&job);
    return status;
}
