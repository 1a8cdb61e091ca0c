/* Findings as people read them: a line each, file by file, sheet by sheet, cell by cell.
 *
 *   findings, account --finding_rows_new--> rows --> TSV, JSON, text, workbook
 */
#ifndef PIANOXL_CLI_FINDINGS_ROWS_H
#define PIANOXL_CLI_FINDINGS_ROWS_H

#include "match/account.h"
#include "support/findings.h"

/* Texts of the places belong to the inputs. */
struct finding_row {
    enum severity severity;
    const char *id;     /* the stable name */
    struct place place; /* file NULL: none */
    struct place other; /* the second cell, if two disagree; file NULL: none */
    char *text;         /* without the second cell */
    const char *remedy;
    unsigned input, sheet; /* order among the inputs and their sheets; NO_INPUT: of none of them, or of all */
};

#define NO_INPUT (~0u)

/* Findings, and the unrecognized cells that no finding names (notes), in the order of the inputs (struct
 * workbook *), sheets and cells; what is about no file comes first, what is about another (the template)
 * last. `workbooks` and `account` may be NULL. An array of struct finding_row, to be freed with
 * g_array_unref. */
GArray *finding_rows_new(
    const struct findings *findings, const GPtrArray *workbooks, const struct account *account);

/* "text (file, Sheet!A1)" where two cells disagree. To be freed. */
char *finding_row_text(const struct finding_row *row);

/* "A1"; "" where there is no cell. */
void finding_row_address(const struct place *place, char buffer[16]);

#endif
