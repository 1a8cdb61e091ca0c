/* Reports filled from templates and plans written as text, for the tests of fill.
 *
 * A plan: one record a line, indented by two blanks below its parent,
 *
 *     area A; titolo=Servizi; peso=80% ⟦0.0%⟧; note=⟦0.00⟧
 *
 * level, code (none: nothing behind the level) and fields, typed as text_workbook types cells; a format alone
 * is an empty cell of that format. A line `ente; ...` without indentation gives fields of the root, `codici
 * LEVEL: 2017 2018` the codes of a header that was read. */
#ifndef PIANOXL_TESTS_FILLED_H
#define PIANOXL_TESTS_FILLED_H

#include "fill/fill.h"

struct filled {
    struct template *template;
    struct plan *plan;
    struct calculation *calculation;
    struct findings *findings;
    struct workbook *input;  /* the cells of the plan */
    struct workbook *output; /* NULL: refused */
    GPtrArray *omitted;
    GError *error;
};

/* `drawing` is a template as text_drawing takes it. */
struct filled *filled_new(const char *drawing, const char *plan, enum plan_kind kind, const char *sheets);
/* The same from a drawing that a test has worked on; the drawing is taken. */
struct filled *filled_from_drawing(
    struct workbook *drawing, const char *plan, enum plan_kind kind, const char *sheets);
void filled_free(struct filled *filled);

/* The output as text: `== TAB`, a line for each row with the displayed cells separated by ` | ` (empty ones
 * at the end left out), a line `{A1:A3 B2:C2}` of merges if there are any. To be freed. */
char *filled_text(const struct filled *filled);

/* A table of cases for one test program. */
struct filled_case {
    const char *name, *drawing, *plan, *expected;
};
/* Adds one test for each case, under relazione. */
void filled_add_cases(const char *prefix, const struct filled_case *cases, unsigned count);

#endif
