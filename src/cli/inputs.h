/* The workbooks that a command is given. */
#ifndef PIANOXL_CLI_INPUTS_H
#define PIANOXL_CLI_INPUTS_H

#include "cli/cli.h"
#include "support/findings.h"

struct inputs {
    GPtrArray *paths;     /* char *: the files, those of folders included */
    GPtrArray *workbooks; /* struct workbook *, in the same order */
};

/* Reads all files and, of folders, all workbooks by name. Says each file that cannot be read on stderr;
 * returns the exit status, and fills `ret` when it is 0. */
int inputs_read(const struct settings *settings, struct inputs *ret);
/* Reads the .xls among them a second time and adds what differs to the findings, unless the settings say no.
 */
void inputs_cross_check(
    const struct inputs *inputs, const struct settings *settings, struct findings *findings);

/* Empty arrays, to be filled by hand. */
void inputs_init(struct inputs *inputs);
void inputs_clear(struct inputs *inputs);

/* Is a file of this name, in a folder, taken for a workbook? */
bool inputs_is_workbook_name(const char *name);

/* The name, to be shown, of the workbook whose lock the file is, made by a program in which it is open;
 * NULL: it is none. To be freed. */
char *inputs_locked_name(const char *path);

/* False and `error` (FAILURE_USAGE) when the file `output` (NULL: none) is one of the inputs or the file
 * `other` (may be NULL); `option` is what names it. */
bool inputs_spare(
    const struct inputs *inputs, const char *output, const char *other, const char *option, GError **error);

#endif
