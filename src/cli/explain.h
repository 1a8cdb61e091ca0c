/* What the files of `explain` share. */
#ifndef PIANOXL_CLI_EXPLAIN_H
#define PIANOXL_CLI_EXPLAIN_H

#include "cli/json.h"
#include "score/evaluate.h"

struct explanation {
    struct calculation *calculation;
    const struct template *template;
};

/* A named value that went into a figure: a field of a record, read or computed. */
struct operand_line {
    const struct record *record;
    const struct field *field;
    struct figure figure;
    unsigned depth;
    GPtrArray *operands; /* struct operand_line *, those of its own formula; NULL: not gone into */
    const char *rule;    /* what a function of its formula decided; NULL */
};

/* The field with all that its formula took, each value once, `operands` NULL where nothing was computed. To
 * be freed. */
struct operand_line *explain_gather(
    struct calculation *calculation, const struct record *record, const struct field *field);
void explain_free(struct operand_line *line);

/* Does it hold a value of its own in a cell? The cell's place, else that of its record; NULL: nowhere. */
const struct place *explain_place(const struct operand_line *line);

/* A figure as people read it: as typed, percentages with two decimals, "NC"; "" for missing. To be freed. */
char *explain_value(struct calculation *calculation, const struct field *field, const struct figure *figure);
/* The exact rational of a figure ("2/7"), NULL if it is no number. To be freed. */
char *explain_exact(const struct figure *figure);

/* The explanation for people, on one screen; as JSON, whole. To be freed. */
char *explain_as_text(const struct explanation *explanation, const struct operand_line *line);
char *explain_as_json(const struct explanation *explanation, const struct operand_line *line);

/* The formula of a field in Italian words. To be freed. */
char *explain_words(const struct explanation *explanation, const struct field *field);
/* What a rule of the calculation means ("r/T": result divided by target). To be freed. */
char *explain_rule(const char *rule);
/* The roundings in a formula, in words; what is printed rounds as ARROTONDA. To be freed. */
char *explain_rounding(const struct formula *formula, const char *source);

#endif
