/* pianoxl report: workbooks in, tables out. */
#include "cli/cli.h"
#include "cli/job.h"
#include "cli/messages.h"
#include "cli/report-write.h"

/* TEMPLATE-YEAR.xlsx in the current folder. To be freed. */
static char *default_output(const struct job *job)
{
    char *name = job->reading.year ? g_strdup_printf("%s-%d.xlsx", job->template->name, job->reading.year)
                                   : g_strdup_printf("%s.xlsx", job->template->name);
    return g_strdelimit(name, G_DIR_SEPARATOR_S, '-');
}

static int report(struct job *job)
{
    GError *error = NULL;
    char *output = job->settings->output ? g_strdup(job->settings->output) : default_output(job);
    int status;
    if (!job_check_output(job, output, &error)) {
        status = message_failure(error);
    } else {
        bool written = report_write(job, output, &error);
        status = job_report_findings(job);
        if (written)
            report_print_account(job);
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
