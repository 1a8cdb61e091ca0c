/* An .xls is read twice: FreeXL, in a process of its own since it crashes on damaged files, is the second
 * reader, and what it reads is compared with our cells. What is shown and computed is ours alone.
 *
 *   crosscheck_run --spawns--> this program: crosscheck_child, FreeXL --messages through a pipe--> comparison
 * --> findings
 *
 * A message is a kind (1 byte) and what belongs to it, numbers as the machine has them:
 *   S length text                 a sheet begins
 *   T row column length text      a text
 *   D row column length text      a date, YYYY-MM-DD
 *   N row column double           a number
 *   E                             all has been read; nothing follows
 * row, column and length have 4 bytes. */
#ifndef PIANOXL_GRID_CROSSCHECK_H
#define PIANOXL_GRID_CROSSCHECK_H

#include "grid/workbook.h"
#include "support/findings.h"

#define CROSSCHECK_COMMAND "cross-check-child" /* the hidden command, which takes the file's path */

enum crosscheck_message {
    CROSSCHECK_SHEET = 'S',
    CROSSCHECK_TEXT = 'T',
    CROSSCHECK_DATE = 'D',
    CROSSCHECK_NUMBER = 'N',
    CROSSCHECK_END = 'E',
};

#define CROSSCHECK_DIFFERENCES 20u /* that are said one by one */

/* Compares a workbook that was read from the .xls at `path` with what FreeXL reads there, and adds findings:
 * how many cells differ, the first ones with both values, or that the comparison was not possible. Does
 * nothing for other kinds of files. `code_page` as for grid_read_in; `program` has the hidden command, NULL:
 * the running program. */
void crosscheck_run(const char *path, const struct workbook *workbook, const char *code_page,
    const char *program, struct findings *findings);

/* The hidden command: reads the file with FreeXL under limits and writes messages to the file descriptor
 * `output`. Returns the exit status. */
int crosscheck_child(const char *path, int output);

/* ---- the parts of the comparison, for tests and fuzzers ---- */

struct comparison;

struct comparison *comparison_new(const struct workbook *workbook, bool ascii_only);
void comparison_free(struct comparison *comparison);

/* Takes bytes as they come through the pipe; false when they are no such messages. */
bool comparison_feed(struct comparison *comparison, const void *bytes, size_t length);

/* Has the end been seen, and nothing behind it? */
bool comparison_complete(const struct comparison *comparison);

/* Adds what differs to the findings. */
void comparison_report(const struct comparison *comparison, struct findings *findings);

#endif
