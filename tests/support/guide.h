/* The fenced blocks of a guide in Markdown.
 *
 *     ```pianoxl           a case, as case-file.h has them
 *     ```pianoxl base      lines that a case takes in with `@include base`
 *     ```sh                anything else */
#ifndef PIANOXL_TESTS_GUIDE_H
#define PIANOXL_TESTS_GUIDE_H

#include <stdbool.h>
#include <glib.h>

struct guide_block {
    char *language; /* "pianoxl" */
    char *name;     /* "base"; NULL: none */
    char *heading;  /* the heading above it, without # */
    unsigned line;  /* of its first line, from 1 */
    char *text;
};

/* All blocks of a file, in order (struct guide_block *), which the array frees. What cannot be read fails the
 * test. */
GPtrArray *guide_read(const char *path);

/* The texts of the named blocks by their names, for case_file.includes. */
GHashTable *guide_includes(const GPtrArray *blocks);

/* Writes the file back with another text in one block. */
bool guide_replace(const char *path, unsigned index, const char *text);

#endif
