/* pianoxl report: workbooks in, tables out. */
#include "cli/cli.h"
#include "cli/job.h"
#include "cli/messages.h"
#include "cli/pdf.h"
#include "cli/report-write.h"

/* TEMPLATE-YEAR.xlsx. To be freed. */
static char *default_name(const struct job *job)
{
    char *name = job->reading.year ? g_strdup_printf("%s-%d.xlsx", job->template->name, job->reading.year)
                                   : g_strdup_printf("%s.xlsx", job->template->name);
    return g_strdelimit(name, G_DIR_SEPARATOR_S, '-');
}

/* The whole report's file: the one that is given; none beside --split; else TEMPLATE-YEAR.xlsx in the current
 * folder. To be freed. */
static char *output_of(const struct job *job)
{
    return job->settings->output || job->settings->split ? g_strdup(job->settings->output)
                                                         : default_name(job);
}

/* The report beside which the findings go: under --split they go into its folder. To be freed. */
static char *main_output(const struct job *job, const char *output)
{
    char *name = output ? g_path_get_basename(output) : default_name(job);
    char *path = job->settings->split ? g_build_filename(job->settings->split, name, NULL) : g_strdup(output);
    g_free(name);
    return path;
}

static int report(struct job *job)
{
    GError *error = NULL;
    char *output = output_of(job), *beside = main_output(job, output);
    int status;
    if (!job_place_findings(job, beside, &error) || (output && !job_check_output(job, output, &error))) {
        status = message_failure(error);
    } else {
        struct pdf pdf;
        pdf_open(&pdf, job->settings);
        job->pdf = &pdf;
        bool written = report_write(job, output, &error);
        status = job_report_findings(job, written);
        GError *unprinted = NULL;
        if (!pdf_finish(&pdf, &unprinted))
            status = status_worse(status, message_failure(unprinted));
        job->pdf = NULL;
        if (written)
            report_print_account(job);
        else
            status = status_worse(status, message_failure(error));
    }
    g_free(beside);
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
