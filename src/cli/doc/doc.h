/* Manual pages and completion, made while the program is built from its tables of commands, options and exit
 * statuses.
 *
 *   tables of cli + texts.c --manual.c (English, or the Italian of it.po)--> pianoxl.1, pianoxl-report.1 ...
 *   tables of cli --completion.c + completion.bash--> bash completion */
#ifndef PIANOXL_CLI_DOC_DOC_H
#define PIANOXL_CLI_DOC_DOC_H

#include "cli/cli.h"

/* What a page says beside what the tables of the command line say. */
enum manual_section {
    MANUAL_DESCRIPTION, /* a paragraph */
    MANUAL_FILES,       /* from here on a term, which is a file, a variable or a command, and its text */
    MANUAL_ENVIRONMENT,
    MANUAL_EXAMPLES,
};

struct manual_text {
    const char
        *commands; /* names with commas, the order within a page is the table's; "": the program's own page */
    enum manual_section section;
    const char *term;
    const char *text;
};

extern const struct manual_text manual_texts[];
extern const unsigned manual_text_count;

/* The translations of a file that msgfmt has made. */
struct translation;

/* NULL and `error` when the file cannot be read or is no such file. To be freed with translation_free. */
struct translation *translation_load(const char *file, GError **error);
/* The text's translation, which belongs to `translation`; the text itself where there is none, or with NULL.
 */
const char *translate(const struct translation *translation, const char *text);
void translation_free(struct translation *translation);

/* "pianoxl", "pianoxl-report", "pianoxl-template-list": the page of a command (NULL: the program). To be
 * freed. */
char *manual_name(const struct command *command);
/* The page in roff. To be freed. */
char *manual_page(const struct command *command, const struct translation *translation);

/* The generated part of the completion, functions of bash. NULL and `error` when it is not known what stands
 * for an argument of the tables. To be freed. */
char *completion_functions(GError **error);

#endif
