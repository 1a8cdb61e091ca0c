/* Small plans in memory, written as text.
 *
 *     area | codice: A | peso: 60
 *     . indicatore | codice: A.1 | risultato: 80% | target: >= 80%
 *
 * A line is a record, a dot for each level above it; the root's own fields stand on a line that begins with
 * its name. Values are typed as a person types text; `fx 5` is the result of a formula in the input, `[>=] 3`
 * a number whose cell's format shows the operator, `{0" gg"} 30` a number in that format. */
#ifndef PIANOXL_TESTS_TEXT_PLAN_H
#define PIANOXL_TESTS_TEXT_PLAN_H

#include "plan/plan.h"
#include "score/evaluate.h"

struct text_plan {
    struct template *template;
    struct plan *plan;
    struct findings *findings;
    struct calculation *calculation;
};

/* `metodo` is the text of the sheet Metodo. */
struct text_plan text_plan_new(const char *metodo, const char *records, enum plan_kind kind);
void text_plan_clear(struct text_plan *plan);

/* The first record with this code; the root for NULL. */
struct record *text_plan_record(const struct text_plan *plan, const char *code);

/* A figure as text: "3/2", "NC", "-" for missing, "'text'", "[A B]", "31/12/2019", "vero". To be freed. */
char *figure_to_text(const struct figure *figure);

/* The value of a formula in the place of a record, as figure_to_text gives it. To be freed. */
char *text_plan_formula(
    const struct text_plan *plan, const char *code, const char *formula, const struct scope *scope);

/* The value of a field ("realizzazione") of a record. To be freed. */
char *text_plan_field(const struct text_plan *plan, const char *code, const char *field);

/* How many findings of this id there are. */
unsigned text_plan_findings(const struct text_plan *plan, enum finding_id id);

#endif
