/* A file that appears whole or not at all: written in a private folder beside its target, then renamed. */
#ifndef PIANOXL_WRITER_OUTPUT_H
#define PIANOXL_WRITER_OUTPUT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

struct output {
    char *path;       /* as given, for messages */
    char *target;     /* the file that is replaced: what a symbolic link leads to */
    char *folder;     /* of our own, beside it, for us alone */
    char *file;       /* in it */
    sigset_t signals; /* that were held back before */
};

/* Makes the folder. Interruptions are held back until output_release: they count once nothing half done is
 * left. False and `error` (FAILURE_OUTPUT) when the target cannot be replaced or its folder not be written
 * to. To be released with output_release in any case. */
bool output_begin(struct output *output, const char *path, const char *name, GError **error);

/* Puts the file, which is complete, in the place of the target: same mode and owner as that has, on the disk
 * before it is seen. False and `error` when it cannot; the target is then as it was. */
bool output_commit(struct output *output, GError **error);

/* Removes what is left of the folder, and frees. */
void output_release(struct output *output);

/* All of it for `length` bytes that are at hand. False and `error` (FAILURE_OUTPUT) when they could not be
 * written to `path`: what stands there is then as it was. */
bool output_write(const char *path, const char *bytes, size_t length, GError **error);

/* Puts `file`, which is complete, in the place of `path`, as output_commit does; a copy of it where it stands
 * on another file system. False and `error` (FAILURE_OUTPUT): what stands at `path` is then as it was. */
bool output_place(const char *file, const char *path, GError **error);

#endif
