/* A whole formula: what compile.c makes of it, written out. */
#include "fill/formula.h"

#include <string.h>
#include "support/text.h"
#include "writer/guard.h"

/* Sums, differences and products, which are decimals if their operands are. */
static bool is_decimal(const struct term *term)
{
    bool sum = term->binding < BINDS_ATOM || g_str_has_prefix(term->value, "SUM(") ||
               g_str_has_prefix(term->value, "ABS(");
    return term->kind == TERM_NUMBER && sum && strchr(term->value, '/') == NULL;
}

const char *formula_of(struct live *live, unsigned sheet, bool noisy, const struct record *record,
    const struct field *field, const struct formula *part, const char **ret_problem)
{
    struct compiler compiler = {.live = live, .sheet = sheet, .record = record, .field = field};
    *ret_problem = NULL;
    g_array_set_size(live->mentioned, 0);
    struct term term = compile(&compiler, part);
    if (compiler.problem == NULL && term.kind == TERM_TRUTH && term.value != NULL)
        term_problem(&compiler, "la formula dà un valore di verità");
    bool constant = term.value == NULL || term.literal != NULL ||
                    (term.kind == TERM_TEXT && !term.is_reference && *term.value == '"');
    if (!constant && noisy && is_decimal(&term))
        term.value = compiler_print(&compiler, "ROUND(%s,10)", term.value);
    const char *text = constant ? NULL : term_written(&compiler, &term, NULL);
    if (compiler.problem == NULL && text != NULL && text_utf16_length(text) > GUARD_FORMULA_UNITS)
        term_problem(&compiler, "la formula supera gli 8.192 caratteri");
    *ret_problem = compiler.problem;
    return compiler.problem == NULL ? text : NULL;
}
