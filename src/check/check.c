#include "check/cells.h"
#include "check/checking.h"

#include <string.h>
#include "grid/numfmt.h"

enum stage { STAGE_READ, STAGE_WRITTEN };

/* The built-in checks, by their ids in Controlli. `doppioni` and `importi` have no row: the reader finds a
 * key twice and an amount typed as text where they stand, with the severity that template_check_severity
 * gives them. */
static const struct {
    const char *name;
    enum stage stage;
    void (*run)(struct checking *checking);
} built_in[] = {
    {"pesi", STAGE_READ, check_weights},
    {"due_padri", STAGE_READ, check_parents},
    {"solo_titolo", STAGE_READ, check_titles},
    {"senza_target", STAGE_READ, check_results},
    {"senza_risultato", STAGE_READ, check_targets},
    {"date", STAGE_READ, check_dates},
    {"non_scritto", STAGE_WRITTEN, check_unwritten},
};

static void run_stage(struct checking *checking, enum stage stage)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(built_in); i++) {
        checking->name = built_in[i].name;
        if (built_in[i].stage == stage)
            built_in[i].run(checking);
    }
}

void check_plan(const struct plan *plan, struct calculation *calculation, struct findings *findings)
{
    struct checking checking = {plan, plan->template, calculation, findings, NULL, 0, 0};
    check_formulas(&checking);
    run_stage(&checking, STAGE_READ);
}

void check_written(const struct plan *plan, struct calculation *calculation, struct findings *findings)
{
    struct checking checking = {plan, plan->template, calculation, findings, NULL, 0, 0};
    run_stage(&checking, STAGE_WRITTEN);
}

/* The checks of cells, by their ids in Controlli; the level is the root. */
static const struct {
    const char *name;
    enum severity severity;
    void (*run)(const struct cells_checking *checking);
} cell_checks[] = {
    {"formule", SEVERITY_ERROR, check_cached},
    {"totali", SEVERITY_ERROR, check_totals},
};

/* What a check did not get to is not judged: that is said, once. */
static void report_end(const struct cells_checking *checking, const char *name)
{
    const struct workbook *first = checking->workbooks->pdata[0];
    const struct place place = {first->name, NULL, PLACE_NO_CELL, PLACE_NO_CELL};
    findings_add(checking->findings, FINDING_CHECK_ENDED, &place, NULL, name, NULL);
}

void check_cells(const GPtrArray *workbooks, const struct template *template, struct findings *findings)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(cell_checks); i++) {
        unsigned left = CELLS_MOST_STEPS;
        const struct cells_checking checking = {workbooks, findings,
            template_check_severity(
                template, cell_checks[i].name, template->root, NULL, cell_checks[i].severity),
            &left};
        if (checking.severity != SEVERITY_NONE)
            cell_checks[i].run(&checking);
        if (left == 0)
            report_end(&checking, cell_checks[i].name);
    }
}

static bool is_about(struct checking *checking, const struct check_line *line, const struct record *record)
{
    if (line->level != record->level)
        return false;
    if (line->path != NULL && (record->parent == NULL || record->parent->level != line->path))
        return false;
    return line->condition == NULL || calculation_holds(checking->calculation, line->condition, record, NULL);
}

const struct record *line_next(
    struct checking *checking, const struct check_line *line, const struct record *previous)
{
    const struct record *root = checking->plan->root, *record = previous;
    if (line->level == root->level)
        return previous == NULL && is_about(checking, line, root) ? root : NULL;
    do
        record = record_next_descendant(root, line->level, record);
    while (record != NULL && !is_about(checking, line, record));
    return record;
}

bool severity_stated(struct checking *checking, const struct record *record, enum severity *ret)
{
    bool stated = false;
    for (unsigned i = 0; i < checking->template->checks->len; i++) {
        const struct check_line *line = &g_array_index(checking->template->checks, struct check_line, i);
        if (line->builtin == NULL || strcmp(line->builtin, checking->name) != 0 ||
            !is_about(checking, line, record))
            continue;
        *ret = line->severity;
        stated = true;
    }
    return stated;
}

/* With all its digits, the decimal mark Italian. */
static char *plain_number(struct decimal number)
{
    char *text = decimal_to_text(number);
    return g_strdelimit(text, ".", ',');
}

char *figure_shown(struct checking *checking, const struct figure *figure, const char *format)
{
    if (figure->text != NULL)
        return g_strdup(figure->text);
    if (figure->kind == VALUE_LIST)
        return g_strjoinv(" ", (char **)(guintptr)figure->items);
    if (figure->number == NULL)
        return g_strdup(figure->kind == VALUE_NC ? checking->template->nc_word : "");
    struct rational_pool *pool = calculation_pool(checking->calculation);
    struct decimal number = rational_to_decimal(figure->number);
    if (figure->kind == VALUE_DATE)
        return numfmt_display("dd/mm/yyyy", number);
    bool percent = format != NULL && numfmt_is_percent(format);
    int decimals = format != NULL ? numfmt_decimals(format) : -1;
    const struct rational *shown =
        decimals < 0 ? NULL
                     : rational_round(pool, figure->number, decimals + (percent ? 2 : 0), ROUND_HALF_AWAY);
    if (shown != NULL && rational_compare(shown, figure->number) == 0)
        return numfmt_display(format, number);
    if (!percent)
        return plain_number(number);
    char *text = plain_number(
        rational_to_decimal(rational_multiply(pool, figure->number, rational_from_ratio(pool, 100, 1))));
    char *with_sign = g_strconcat(text, "%", NULL);
    g_free(text);
    return with_sign;
}

const struct derivation *first_read(const struct derivation *derivation)
{
    if (derivation == NULL)
        return NULL;
    if (derivation->read != NULL && derivation->read->place.file != NULL)
        return derivation;
    const struct derivation *found = NULL;
    for (unsigned i = 0; found == NULL && i < derivation->operand_count; i++)
        found = first_read(derivation->operands[i]);
    return found;
}
