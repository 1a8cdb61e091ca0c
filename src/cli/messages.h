/* Messages for people, on stderr. */
#ifndef PIANOXL_CLI_MESSAGES_H
#define PIANOXL_CLI_MESSAGES_H

#include <glib.h>
#include "support/findings.h"

/* Prints "pianoxl: MESSAGE" and frees the error; returns the exit status that it stands for. */
int message_failure(GError *error);

/* Of several exit statuses the highest counts. A function, since its arguments have effects. */
int status_worse(int a, int b);

/* Prints "pianoxl: " and a line. */
void message_note(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Prints each finding on a line: place, severity, text, remedy, name. */
void message_findings(const struct findings *findings);

/* Texts (char *) with "; " between them; to be freed. */
char *message_list(const GPtrArray *texts);

/* "1 error, 2 warnings, 0 notes"; to be freed. */
char *message_counts(const struct findings *findings);

#endif
