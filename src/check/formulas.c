/* The formulas of Controlli: each must hold for every record of its level. */
#include "check/checking.h"

#include "support/intl.h"

/* A formula that came out missing or NC, for the note of its line. */
struct unverified {
    unsigned records, of;
    const struct record *first;
};

/* The two sides of a comparison; false: the formula is none. */
static bool find_sides(const struct formula *formula, const struct formula *ret[2])
{
    bool compares = formula->kind == FORMULA_BINARY &&
                    formula->operator>= OPERATOR_EQUAL && formula->operator<= OPERATOR_IN;
    if (compares) {
        ret[0] = formula->left;
        ret[1] = formula->right;
    } else if (formula->kind == FORMULA_CALL && formula->function == FUNCTION_IDENTICAL) {
        ret[0] = formula->arguments[0];
        ret[1] = formula->arguments[1];
        compares = true;
    }
    return compares;
}

static const char *format_of(const struct derivation *read)
{
    return read != NULL ? read->read->format : NULL;
}

/* "281.810,68 / 360.148,24": what stands on either side; "" where the formula has no two sides. To be freed.
 */
static char *sides_shown(struct checking *checking, const struct record *record,
    const struct formula *formula, const struct derivation *reads[2])
{
    static const struct scope scope = {.control = true};
    const struct formula *sides[2];
    if (!find_sides(formula, sides) || formula->operator== OPERATOR_IN)
        return g_strdup("");
    struct figure figures[2];
    for (unsigned i = 0; i < 2; i++)
        figures[i] = calculation_formula(checking->calculation, sides[i], record, &scope);
    const char *format = reads[0] != NULL ? format_of(reads[0]) : format_of(reads[1]);
    char *left = figure_shown(checking, &figures[0], format);
    char *right = figure_shown(
        checking, &figures[1], reads[1] != NULL && format == NULL ? format_of(reads[1]) : format);
    char *shown = g_strdup_printf(" (%s / %s)", left, right);
    g_free(right);
    g_free(left);
    return shown;
}

static void raise_broken(struct checking *checking, const struct check_line *line,
    const struct record *record, const struct derivation *derivation)
{
    const struct derivation *reads[2] = {NULL, NULL};
    const struct formula *sides[2];
    if (derivation != NULL && find_sides(line->formula, sides) && derivation->operand_count == 2) {
        reads[0] = first_read(derivation->operands[0]);
        reads[1] = first_read(derivation->operands[1]);
    } else {
        reads[0] = first_read(derivation);
    }
    const struct derivation *at = reads[0] != NULL ? reads[0] : reads[1];
    const struct place *place = at != NULL ? &at->read->place : &record->place;
    const struct place *other = reads[0] != NULL && reads[1] != NULL ? &reads[1]->read->place : NULL;
    char *shown = sides_shown(checking, record, line->formula, reads);
    findings_add_as(checking->findings, FINDING_CHECK_FAILED, line->severity, place, other,
        record_subject(record), line->source, shown, NULL);
    g_free(shown);
}

static void check_record(struct checking *checking, const struct check_line *line,
    const struct record *record, struct unverified *unverified)
{
    const struct scope scope = {.control = true, .source = &line->place};
    struct figure figure = calculation_formula(checking->calculation, line->formula, record, &scope);
    bool holds = calculation_holds(checking->calculation, line->formula, record, &scope);
    bool bare = line->formula->kind == FORMULA_NAME;
    unverified->of++;
    if (!bare && (figure.kind == VALUE_MISSING || figure.kind == VALUE_NC)) {
        if (unverified->records++ == 0)
            unverified->first = record;
    } else if (!holds) {
        raise_broken(checking, line, record, figure.derivation);
    }
}

static void raise_unverified(
    struct checking *checking, const struct check_line *line, const struct unverified *unverified)
{
    char *count = g_strdup_printf(_("%u of %u"), unverified->records, unverified->of);
    const struct record *first = unverified->first;
    findings_add(checking->findings, FINDING_NOT_VERIFIABLE,
        first->place.file != NULL ? &first->place : &line->place, NULL, line->source, count,
        line->level->label, record_subject(first), NULL);
    g_free(count);
}

void check_formulas(struct checking *checking)
{
    for (unsigned i = 0; i < checking->template->checks->len; i++) {
        const struct check_line *line = &g_array_index(checking->template->checks, struct check_line, i);
        if (line->formula == NULL || line->severity == SEVERITY_NONE)
            continue;
        struct unverified unverified = {.records = 0};
        const struct record *record = NULL;
        while ((record = line_next(checking, line, record)) != NULL)
            check_record(checking, line, record, &unverified);
        if (unverified.records > 0)
            raise_unverified(checking, line, &unverified);
    }
}
