/* The parts of lint_template. Only for the files of this room. */
#ifndef PIANOXL_TEMPLATE_CHECKS_H
#define PIANOXL_TEMPLATE_CHECKS_H

#include "template/template.h"

struct lint {
    const struct template *template;
    struct findings *findings;
};

void lint_say(struct lint *lint, enum severity severity, const struct place *place, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Where the drawing's cell stands. */
struct place lint_place(const struct table *table, unsigned row, unsigned column);

/* Calls `visit` for every placeholder of the pattern, those of lists included. */
void each_placeholder(const struct pattern *pattern,
    void (*visit)(const struct placeholder *placeholder, void *data), void *data);

/* lint-rows.c */
void lint_rows(struct lint *lint);
/* lint-fields.c: fields and levels that are never read or written */
void lint_fields(struct lint *lint);
/* lint-formulas.c */
void lint_formulas(struct lint *lint);
/* lint-cycles.c */
void lint_cycles(struct lint *lint);

#endif
