/* Work that may crash, print or depend on the locale is done in a forked child, which hands back one line of
 * text. */
#ifndef PIANOXL_WRITER_CHILD_H
#define PIANOXL_WRITER_CHILD_H

#include <stdbool.h>

/* Done in the child, whose current folder it is then; returns NULL or what went wrong (allocated). */
typedef char *(*child_work)(const void *data);

/* Runs `work` in a child: in the "C" locale, in `folder`, with whatever is printed on stdout and stderr
 * caught. True when it returned NULL and printed nothing on stderr; else `ret_complaint` is one line that
 * says what went wrong, or which signal ended the child. To be freed. */
bool child_run(const char *folder, child_work work, const void *data, char **ret_complaint);

#endif
