/* Case files: a comment, then sections.
 *
 *     # rule 2, Rows: "A row is written once for each of its records"
 *     [template]
 *     ...
 *     [input piano.xlsx]
 *     ...
 *
 * Lines of the comment begin with #; a section's text ends before the next line that is a known section's
 * title. */
#ifndef PIANOXL_TESTS_CASE_FILE_H
#define PIANOXL_TESTS_CASE_FILE_H

#include <stdbool.h>
#include <glib.h>

struct case_section {
    char *name;     /* "input" */
    char *argument; /* "piano.xlsx"; NULL: none */
    char *text;     /* without empty lines at its end, each line ended by a line feed */
};

struct case_file {
    char *path;
    GHashTable *includes; /* texts by name that @include looks up first; NULL: none */
    char *comment;
    GPtrArray *sections; /* struct case_section * */
};

/* NULL with a message in `ret_problem` (to be freed) if the file cannot be read or has an unknown section. A
 * line
 * `@include NAME` in a section stands for the lines of NAME.tpl beside the case. */
struct case_file *case_file_read(const char *path, const char *const *known, char **ret_problem);
/* The same from a text that stands in the file `path`. */
struct case_file *case_file_parse(
    const char *path, const char *content, const char *const *known, char **ret_problem);
void case_file_free(struct case_file *file);

/* The text of the first section of this name; NULL: none. */
const char *case_file_text(const struct case_file *file, const char *name);

/* Replaces the text of a section, adds it at the end, or removes it (NULL). */
void case_file_set(struct case_file *file, const char *name, const char *text);

/* The case as text, includes as they were. To be freed. */
char *case_file_to_text(const struct case_file *file);
/* Writes the file back, includes as they were. False if it cannot be written. */
bool case_file_write(const struct case_file *file);

/* The section's text with its includes put in; to be freed. */
char *case_section_expand(const struct case_file *file, const struct case_section *section);

#endif
