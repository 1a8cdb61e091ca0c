/* Findings as data: TSV on stdout, .tsv and .xlsx files.
 *
 *   rows --rows_to_tsv--> stdout, NAME.tsv
 *        --rows_to_workbook--> NAME.xlsx, with links to files, sheets and cells
 */
#ifndef PIANOXL_CLI_FINDINGS_OUTPUT_H
#define PIANOXL_CLI_FINDINGS_OUTPUT_H

#include "cli/inputs.h"
#include "match/account.h"

#define FINDINGS_FILE_ENDING "-rilievi.xlsx"

/* The columns, in TSV and in workbooks. */
enum findings_column {
    COLUMN_SEVERITY,
    COLUMN_ID,
    COLUMN_FILE,
    COLUMN_SHEET,
    COLUMN_CELL,
    COLUMN_TEXT,
    COLUMN_REMEDY,
    FINDINGS_COLUMNS
};

/* NAME-rilievi.xlsx for the report NAME.xlsx, beside it; the name is shortened where it would be too long for
 * a file. To be freed. */
char *findings_file_beside(const char *report);

/* Is there a workbook that an earlier run has written with findings? It is read. */
bool findings_file_is_ours(const char *path);

/* Writes findings, and the unrecognized cells that no finding names: as TSV on stdout under --findings, and
 * to `file` (.tsv or .xlsx; NULL: none). The inputs, for links, and the account may be NULL. Returns the exit
 * status; stderr says what failed. */
int findings_write_wanted(const struct settings *settings, const char *file, const struct findings *findings,
    const struct inputs *inputs, const struct account *account);

/* The columns of row `index` of finding_rows_new as texts (NULL-terminated). To be freed with g_strfreev. */
char **findings_row_texts(const GArray *rows, unsigned index);

/* findings-workbook.c: the sheet Rilievi, whose links are relative to the folder in which `path` stands. To
 * be freed. */
struct workbook *findings_workbook(const GArray *rows, const struct inputs *inputs, const char *path);

#endif
