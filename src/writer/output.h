/* A file that appears whole or not at all: written in a private folder beside its target, then renamed. */
#ifndef PIANOXL_WRITER_OUTPUT_H
#define PIANOXL_WRITER_OUTPUT_H

#include <stdbool.h>
#include <glib.h>

struct output {
    char *path;   /* as given, for messages */
    char *target; /* the file that is replaced: what a symbolic link leads to */
    char *folder; /* of our own, beside it, for us alone */
    char *file;   /* in it */
};

/* Makes the folder. False and `error` (FAILURE_OUTPUT) when the target cannot be replaced or its folder not
 * be written to. To be released with output_release in any case. */
bool output_begin(struct output *output, const char *path, const char *name, GError **error);

/* Puts the file, which is complete, in the place of the target: same mode and owner as that has, on the disk
 * before it is seen. False and `error` when it cannot; the target is then as it was. */
bool output_commit(struct output *output, GError **error);

/* Removes what is left of the folder, and frees. */
void output_release(struct output *output);

#endif
