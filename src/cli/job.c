#include "cli/job.h"
#include "cli/findings-output.h"
#include "cli/folders.h"
#include "cli/messages.h"
#include "cli/pdf.h"
#include "check/check.h"
#include "support/failure.h"
#include "support/intl.h"

#include <stdlib.h>
#include <string.h>

/* Under --template, the named one; else the one that fits the inputs best. */
static bool find_template(struct job *job, GError **error)
{
    if (job->settings->template) {
        job->own_template = catalogue_load_one(job->settings->template, NULL, error);
        job->template = job->own_template;
        return job->template != NULL;
    }
    job->catalogue = catalogue_load();
    if (job->catalogue->templates->len == 0) {
        failure_set(error, FAILURE_INPUT, NULL,
            _("no templates are found; give one with --template, or set PIANOXL_TEMPLATES"));
        return false;
    }
    job->template = match_choose(job->catalogue->templates, job->views, settings_year(job->settings), error);
    return job->template != NULL;
}

/* What a link leads to is written, not the link. To be freed. */
static char *file_written(const char *path)
{
    char *end = realpath(path, NULL);
    char *file = end ? g_strdup(end) : folder_real_path(path);
    free(end);
    return file;
}

bool job_same_file(const char *a, const char *b)
{
    char *first = file_written(a), *second = file_written(b);
    bool same = strcmp(first, second) == 0;
    g_free(first);
    g_free(second);
    return same;
}

/* What an option that names outputs is called, for messages. */
static const char *output_options(const struct job *job)
{
    return job->settings->split ? _("-o, or another folder with --split") : "-o";
}

bool job_check_output(const struct job *job, const char *output, GError **error)
{
    if (job->findings_file && job_same_file(output, job->findings_file)) {
        failure_set(error, FAILURE_USAGE, NULL, _("%s: report and findings cannot be one file"), output);
        return false;
    }
    const char *path = job->template->path, *option = output_options(job);
    if (!inputs_spare(&job->inputs, output, path, option, error))
        return false;
    char *pdf = job->settings->pdf ? pdf_name(output) : NULL;
    bool spared = inputs_spare(&job->inputs, pdf, path, option, error);
    g_free(pdf);
    return spared;
}

bool job_place_findings(struct job *job, const char *report, GError **error)
{
    const struct settings *settings = job->settings;
    if (settings->findings_file || settings->no_findings_file)
        return true;
    char *file = findings_file_beside(report);
    bool good = inputs_spare(&job->inputs, file, job->template->path, "--findings-file", error);
    if (good && g_file_test(file, G_FILE_TEST_EXISTS) && !findings_file_is_ours(file)) {
        failure_set(error, FAILURE_USAGE, NULL,
            _("%s: there is another workbook where the findings go; move it, or give a name with "
              "--findings-file"),
            file);
        good = false;
    }
    if (good)
        job->findings_file = file;
    else
        g_free(file);
    return good;
}

static bool check_outputs(const struct job *job, GError **error)
{
    const struct settings *settings = job->settings;
    return (!settings->output || job_check_output(job, settings->output, error)) &&
           inputs_spare(&job->inputs, settings->findings_file, job->template->path, "--findings-file", error);
}

bool job_read(struct job *job, GError **error)
{
    bool read = match_read(
        job->template, job->views, settings_year(job->settings), job->findings, &job->reading, error);
    g_clear_pointer(&job->views, views_free);
    if (!read)
        return false;
    const struct field *field = template_field(job->template->root, "delibera");
    if (job->settings->resolution && field) {
        const struct place nowhere = {NULL, NULL, PLACE_NO_CELL, PLACE_NO_CELL};
        struct plan *plan = job->reading.plan;
        record_set(plan->root, field,
            value_from_text(plan->arena, job->template, field, job->settings->resolution, &nowhere));
    }
    return true;
}

int job_open(struct job *job, const struct settings *settings)
{
    *job = (struct job){.settings = settings,
        .started = g_get_monotonic_time(),
        .findings = findings_new(),
        .findings_file = g_strdup(settings->findings_file)};
    int status = inputs_read(settings, &job->inputs);
    if (status != 0)
        return status;
    inputs_cross_check(&job->inputs, settings, job->findings);
    job->views = views_new(job->inputs.workbooks);
    GError *error = NULL;
    if (!find_template(job, &error) || !check_outputs(job, &error))
        return message_failure(error);
    if (!job_read(job, &error)) {
        status = message_failure(error);
        return status_worse(status,
            findings_write_wanted(settings, settings->findings_file, job->findings, &job->inputs, NULL));
    }
    return 0;
}

void job_calculate(struct job *job, enum plan_kind kind)
{
    job->calculation = calculation_new(job->reading.plan, kind, job->findings);
    calculation_verify(job->calculation);
    check_plan(job->reading.plan, job->calculation, job->findings);
    check_cells(job->inputs.workbooks, job->template, job->findings);
}

int job_report_findings(struct job *job, bool written)
{
    const struct settings *settings = job->settings;
    const char *file = written ? job->findings_file : settings->findings_file;
    if (!settings->findings && !file)
        message_findings(job->findings);
    int status = findings_write_wanted(settings, file, job->findings, &job->inputs, job->reading.account);
    if (settings->strict && findings_count_severity(job->findings, SEVERITY_ERROR) > 0)
        status = status_worse(status, FAILURE_FINDINGS);
    return status;
}

void job_close(struct job *job)
{
    calculation_free(job->calculation);
    reading_clear(&job->reading);
    views_free(job->views);
    findings_free(job->findings);
    g_free(job->findings_file);
    template_free(job->own_template);
    catalogue_free(job->catalogue);
    inputs_clear(&job->inputs);
}
