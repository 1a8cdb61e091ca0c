/* LibreOffice as a converter: started once for any number of workbooks, with a profile of its own, watched,
 * and ended with all that it started when it takes too long or the user interrupts. */
#ifndef PIANOXL_PRINT_OFFICE_H
#define PIANOXL_PRINT_OFFICE_H

#include <stdbool.h>
#include <glib.h>
#include "print/keeper.h"

/* The program in PATH, or NULL; to be freed. */
char *office_find(void);

/* Converts workbooks (paths, as URLs can hold them) to PDF into the folder `out`, which is there. Profile and
 * temporary files go into `folder`, which is the caller's to remove. True when LibreOffice ended by itself
 * within `seconds`, which does not mean that each PDF is there; else `ret_complaint` is one line, to be
 * freed. SIGINT, SIGTERM and SIGHUP are to be blocked: one that is pending ends the work. The keeper ends it
 * when this process ends before. */
bool office_convert(const char *program, const char *folder, const char *out, GPtrArray *workbooks,
    const struct keeper *keeper, unsigned seconds, char **ret_complaint);

#endif
