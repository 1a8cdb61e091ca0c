/* What report and scores have in common: inputs read with a template into a plan.
 *
 *   settings --job_open--> inputs, template, reading, calculation --command--> output
 */
#ifndef PIANOXL_CLI_JOB_H
#define PIANOXL_CLI_JOB_H

#include "cli/catalogue.h"
#include "cli/inputs.h"
#include "match/match.h"
#include "score/evaluate.h"

struct job {
    const struct settings *settings;
    gint64 started; /* monotonic microseconds */
    struct inputs inputs;
    struct catalogue *catalogue;   /* NULL: a template was named */
    struct template *own_template; /* the one that was named; NULL: it is the catalogue's */
    const struct template *template;
    struct views *views; /* of the inputs; NULL once they are read */
    struct findings *findings;
    char *findings_file; /* where they go; NULL: nowhere, or it is not known yet */
    struct reading reading;
    struct calculation *calculation;
    struct pdf *pdf; /* what is written is printed with it; NULL: not */
};

/* Reads the inputs, finds the template, matches. Says what fails on stderr; returns the exit status, 0 if all
 * is well. `job` is to be closed in either case. */
int job_open(struct job *job, const struct settings *settings);

/* Matches the inputs' views with the template, which are both there, and frees the views. False and `error`
 * when an input is refused. */
bool job_read(struct job *job, GError **error);

/* False and `error` (FAILURE_USAGE) when a report named `output` would replace an input, the template or the
 * file of findings. */
bool job_check_output(const struct job *job, const char *output, GError **error);

/* Would two paths, of files that need not exist, be one file? Links to folders are followed. */
bool job_same_file(const char *a, const char *b);

/* Where neither --findings-file nor --no-findings-file says otherwise, the findings go into NAME-rilievi.xlsx
 * beside the report NAME.xlsx. False and `error` (FAILURE_USAGE) when an input, the template or a workbook of
 * another kind stands there. */
bool job_place_findings(struct job *job, const char *report, GError **error);

/* Makes the calculation and compares what was read with what is computed. */
void job_calculate(struct job *job, enum plan_kind kind);

/* Writes the findings to their file and to stdout, as the options ask; where they go neither here nor there,
 * prints them on stderr. `written` false: there is no report, so nothing goes beside it. Returns the exit
 * status: 0, 1 under --strict, or 4. */
int job_report_findings(struct job *job, bool written);

void job_close(struct job *job);

#endif
