/* Makes the tables of a job and writes them: what report does, and batch for each group.
 *
 *   job --report_write--> the workbook with the tables, job->calculation, job->findings, marks of what was
 *   written --report_figures_of--> what the account and the manifest say
 */
#ifndef PIANOXL_CLI_REPORT_WRITE_H
#define PIANOXL_CLI_REPORT_WRITE_H

#include "cli/job.h"

/* As --kind says, else as the template does. */
enum plan_kind report_kind(const struct job *job);

/* Calculates, fills and checks the tables and writes them to `output`, and the Allegati into the folder of
 * --split if it is given (`output` may be NULL then); says on stderr what was left out and what was written.
 * False and `error` when nothing is left to write, or it cannot be written. */
bool report_write(struct job *job, const char *output, GError **error);

/* What was read, and what became of it. */
struct report_figures {
    unsigned files;
    struct account_totals cells;
    unsigned records;   /* below the root */
    unsigned unwritten; /* of them */
    char *levels;       /* "area 3, obiettivo 12": records by level */
};

/* Of a job whose report has been written. To be cleared. */
struct report_figures report_figures_of(const struct job *job);
void report_figures_clear(struct report_figures *figures);

/* The last line on stderr: every cell of the inputs has a state, and the states add up. */
void report_print_account(const struct job *job);

#endif
