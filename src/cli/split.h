/* One workbook for each line of the template's table Allegati (rule 1, Allegati). */
#ifndef PIANOXL_CLI_SPLIT_H
#define PIANOXL_CLI_SPLIT_H

#include "cli/job.h"
#include "fill/fill.h"

/* Writes the Allegati into the folder of --split, which is made when there is none, and adds the files to
 * `written` (char *). Says on stderr which Allegati have nothing to write, and which sheets belong to none.
 * None is written when one would replace an input, the template, the findings or the report `whole` (NULL:
 * none); one that cannot be written does not keep the others from it. False and `error`, the last one, when
 * any is missing; those before it are said on stderr. */
bool split_write(
    struct job *job, struct filling *filling, const char *whole, GPtrArray *written, GError **error);

#endif
