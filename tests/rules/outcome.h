/* What came of a case, as texts in the form of case files. */
#ifndef PIANOXL_TESTS_RULES_OUTCOME_H
#define PIANOXL_TESTS_RULES_OUTCOME_H

#include "match/match.h"
#include "support/findings.h"

/* "17 cells, 12 field, 4 fixed, 0 ignored, 1 unrecognized". To be freed. */
char *outcome_account(const struct account *account);

/* The sheets of a report: `== TAB`, then rows of displayed texts; a text that would be a number, a date or a
 * boolean if it were typed begins with an apostrophe. To be freed. */
char *outcome_written(const struct workbook *report);

/* `TAB!A1:B2`, one merge a line. To be freed. */
char *outcome_merges(const struct workbook *report);

/* The tree of records: two blanks a level, then the level and its fields. Numbers as they are, dates as
 * dd/mm/yyyy, texts in quotes, lists in brackets, NC with the word read. To be freed. */
char *outcome_records(const struct plan *plan);

/* `errore id PLACE`, or `errore id PLACE / PLACE` for two cells; a place is the address alone where all
 * inputs together have one sheet, `SHEET!A1` where there is one input, else `FILE:SHEET!A1`; `-` is no place.
 * To be freed. */
char *outcome_finding(const struct finding *finding, const GPtrArray *workbooks, const char *template_name);

#endif
