/* From the derivation of a figure to the named values that went into it. */
#include "cli/explain.h"

#include "grid/numfmt.h"
#include "support/intl.h"

#define PERCENT 100

struct gathering {
    struct calculation *calculation;
    GHashTable *seen; /* struct operand_line *, by record and field: each is gone into once */
};

static guint line_hash(gconstpointer data)
{
    const struct operand_line *line = data;
    return g_direct_hash(line->record) * 31 + g_direct_hash(line->field);
}

static gboolean line_equal(gconstpointer a, gconstpointer b)
{
    const struct operand_line *first = a, *second = b;
    return first->record == second->record && first->field == second->field;
}

static bool has_operand(const GPtrArray *operands, const struct derivation *derivation)
{
    for (guint i = 0; i < operands->len; i++) {
        const struct operand_line *line = g_ptr_array_index(operands, i);
        if (line->record == derivation->record && line->field == derivation->field)
            return true;
    }
    return false;
}

static struct operand_line *line_new(
    struct gathering *gathering, const struct record *record, const struct field *field, unsigned depth)
{
    struct operand_line *line = g_new0(struct operand_line, 1);
    line->record = record;
    line->field = field;
    line->depth = depth;
    line->figure = calculation_field(gathering->calculation, record, field);
    return line;
}

/* The named values below a part of a formula, and the first rule that a function there decided. */
static void gather_below(
    struct gathering *gathering, struct operand_line *line, const struct derivation *derivation)
{
    if (derivation->field != NULL && derivation->record != NULL) {
        if (!has_operand(line->operands, derivation) &&
            (derivation->record != line->record || derivation->field != line->field))
            g_ptr_array_add(
                line->operands, line_new(gathering, derivation->record, derivation->field, line->depth + 1));
        return;
    }
    if (line->rule == NULL)
        line->rule = derivation->rule;
    for (unsigned i = 0; i < derivation->operand_count; i++)
        gather_below(gathering, line, derivation->operands[i]);
}

static void go_into(struct gathering *gathering, struct operand_line *line)
{
    const struct derivation *derivation = line->figure.derivation;
    if (derivation == NULL || line->field->formula == NULL || !g_hash_table_add(gathering->seen, line))
        return;
    line->operands = g_ptr_array_new_with_free_func((GDestroyNotify)explain_free);
    gather_below(gathering, line, derivation);
    for (guint i = 0; i < line->operands->len; i++)
        go_into(gathering, g_ptr_array_index(line->operands, i));
}

struct operand_line *explain_gather(
    struct calculation *calculation, const struct record *record, const struct field *field)
{
    struct gathering gathering = {calculation, g_hash_table_new(line_hash, line_equal)};
    struct operand_line *line = line_new(&gathering, record, field, 0);
    go_into(&gathering, line);
    g_hash_table_destroy(gathering.seen);
    return line;
}

void explain_free(struct operand_line *line)
{
    if (line->operands != NULL)
        g_ptr_array_free(line->operands, TRUE);
    g_free(line);
}

const struct place *explain_place(const struct operand_line *line)
{
    const struct value *value = line->figure.read;
    if (value != NULL && value->place.file != NULL)
        return &value->place;
    return line->record->place.file != NULL ? &line->record->place : NULL;
}

static char *italian(char *number)
{
    return g_strdelimit(number, ".", ',');
}

char *explain_value(struct calculation *calculation, const struct field *field, const struct figure *figure)
{
    if (figure->kind == VALUE_MISSING)
        return g_strdup("");
    if (figure->text != NULL)
        return g_strdup(figure->text);
    if (figure->kind == VALUE_NC)
        return g_strdup("NC");
    if (figure->kind == VALUE_LIST)
        return g_strjoinv(" ", (char **)(guintptr)figure->items);
    struct decimal number = rational_to_decimal(figure->number);
    if (figure->kind == VALUE_DATE)
        return numfmt_display("dd/mm/yyyy", number);
    if (field->type == TYPE_EURO)
        return numfmt_display("\"€ \"#,##0.00", number);
    if (field->type != TYPE_PERCENT)
        return italian(decimal_to_text(number));
    struct rational_pool *pool = calculation_pool(calculation);
    char *percent = italian(
        rational_to_fixed(rational_multiply(pool, figure->number, rational_from_ratio(pool, PERCENT, 1)), 2));
    char *shown = g_strconcat(percent, "%", NULL);
    g_free(percent);
    return shown;
}

char *explain_exact(const struct figure *figure)
{
    bool number = figure->kind == VALUE_NUMBER || figure->kind == VALUE_DATE;
    return number ? rational_to_text(figure->number) : NULL;
}
