/* Findings as data: TSV on stdout, .tsv and .xlsx files. */
#ifndef PIANOXL_CLI_FINDINGS_OUTPUT_H
#define PIANOXL_CLI_FINDINGS_OUTPUT_H

#include "cli/cli.h"
#include "match/account.h"
#include "support/findings.h"

/* Writes findings, and the unrecognized cells that no finding names, where --findings and --findings-file
 * want them. The account may be NULL. Returns the exit status; stderr says what failed. */
int findings_write_wanted(const struct settings *settings, const struct findings *findings,
    const GPtrArray *workbooks, const struct account *account);

#endif
