/* Cells, operators and comparisons. */
#include "check/excel.h"

#include <stdlib.h>
#include <string.h>
#include "support/limits.h"

#define MOST_POWER 64
#define MOST_BITS 16384ul /* sums of the largest and smallest numbers of a spreadsheet take 2,200 */

struct excel_value excel_unknown(void)
{
    return (struct excel_value){.kind = EXCEL_UNKNOWN};
}

static const struct rational *magnitude(struct excel *excel, const struct rational *number)
{
    return rational_sign(number) < 0 ? rational_negate(excel->pool, number) : number;
}

struct excel_value excel_number(struct excel *excel, const struct rational *number, bool rounded)
{
    if (rational_bits(number) > MOST_BITS)
        return excel_unknown();
    const struct rational *size = magnitude(excel, number);
    if (rational_compare(size, excel->scale) > 0)
        excel->scale = size;
    return (struct excel_value){.kind = EXCEL_NUMBER, .number = number, .rounded = rounded};
}

struct excel_value excel_boolean(struct excel *excel, bool truth)
{
    return (struct excel_value){
        .kind = EXCEL_BOOLEAN, .number = rational_from_ratio(excel->pool, truth ? 1 : 0, 1)};
}

struct excel_value excel_cell(struct excel *excel, const struct sheet *sheet, unsigned row, unsigned column)
{
    const struct cell *cell = sheet_cell(sheet, row, column);
    if (++excel->cells > EXCEL_MOST_CELLS || (cell && cell == excel->own))
        return excel_unknown();
    if (!cell)
        return (struct excel_value){.kind = EXCEL_EMPTY};
    switch ((enum cell_kind)cell->kind) {
    case CELL_EMPTY:
        return (struct excel_value){.kind = cell_formula(cell) ? EXCEL_UNKNOWN : EXCEL_EMPTY};
    case CELL_DATE:
    case CELL_DURATION:
        excel->times++;
        return excel_number(excel, rational_from_decimal(excel->pool, cell->number), true);
    case CELL_NUMBER:
        return excel_number(
            excel, rational_from_decimal(excel->pool, cell->number), cell_formula(cell) != NULL);
    case CELL_TEXT:
        return (struct excel_value){.kind = EXCEL_TEXT, .text = cell->text};
    case CELL_BOOLEAN:
        return excel_boolean(excel, !decimal_is_zero(cell->number));
    case CELL_ERROR:
        break;
    }
    return excel_unknown();
}

struct excel_value excel_as_number(struct excel *excel, struct excel_value value)
{
    switch (value.kind) {
    case EXCEL_NUMBER:
        return value;
    case EXCEL_EMPTY:
        return excel_number(excel, rational_from_ratio(excel->pool, 0, 1), false);
    case EXCEL_BOOLEAN:
        return excel_number(excel, value.number, false);
    case EXCEL_TEXT: /* Excel reads it by the settings of the machine */
    case EXCEL_UNKNOWN:
        break;
    }
    return excel_unknown();
}

/* A binary fraction has 53 bits, some 16 digits; its errors grow with the number of steps. Times are read to
 * a hundredth of a second. */
const struct rational *excel_tolerance(struct excel *excel)
{
    const struct rational *steps =
        rational_from_ratio(excel->pool, 1 + (long)(excel->cells / 1000), 1000000000000ul);
    const struct rational *times = rational_from_ratio(excel->pool, (long)excel->times, 5000000ul);
    return rational_add(excel->pool, rational_multiply(excel->pool, excel->scale, steps), times);
}

static bool is_whole(struct excel *excel, const struct rational *number)
{
    return rational_compare(rational_round(excel->pool, number, 0, ROUND_DOWN), number) == 0;
}

static const struct rational *power_of_ten(struct excel *excel, int exponent)
{
    return rational_from_decimal(excel->pool, (struct decimal){1, exponent});
}

bool excel_is_on_edge(struct excel *excel, struct excel_value number, int decimals, bool half)
{
    if (!number.rounded)
        return false;
    struct rational_pool *pool = excel->pool;
    const struct rational *shifted = rational_multiply(pool, number.number, power_of_ten(excel, decimals));
    if (half)
        shifted = rational_add(pool, shifted, rational_from_ratio(pool, 1, 2));
    const struct rational *distance =
        rational_subtract(pool, shifted, rational_round(pool, shifted, 0, ROUND_HALF_AWAY));
    return rational_compare(magnitude(excel, distance),
               rational_multiply(pool, excel_tolerance(excel), power_of_ten(excel, decimals))) <= 0;
}

/* An empty cell is 0, "" or FALSE, as what it is compared with. */
static struct excel_value instead_of_empty(struct excel *excel, enum excel_value_kind other)
{
    if (other == EXCEL_TEXT)
        return (struct excel_value){.kind = EXCEL_TEXT, .text = ""};
    return other == EXCEL_BOOLEAN ? excel_boolean(excel, false)
                                  : excel_number(excel, rational_from_ratio(excel->pool, 0, 1), false);
}

static bool same_text(const char *a, const char *b)
{
    char *first = g_utf8_casefold(a, -1), *second = g_utf8_casefold(b, -1);
    bool same = strcmp(first, second) == 0;
    g_free(first);
    g_free(second);
    return same;
}

bool excel_compare(struct excel *excel, struct excel_value a, struct excel_value b, int *ret)
{
    if (a.kind == EXCEL_EMPTY)
        a = instead_of_empty(excel, b.kind);
    if (b.kind == EXCEL_EMPTY)
        b = instead_of_empty(excel, a.kind);
    if (a.kind != b.kind || a.kind == EXCEL_UNKNOWN)
        return false;
    if (a.kind == EXCEL_TEXT) {
        *ret = same_text(a.text, b.text) ? 0 : strcmp(a.text, b.text);
        return true;
    }
    const struct rational *difference = magnitude(excel, rational_subtract(excel->pool, a.number, b.number));
    if ((a.rounded || b.rounded) && rational_compare(difference, excel_tolerance(excel)) <= 0)
        return false;
    *ret = rational_compare(a.number, b.number);
    return true;
}

static struct excel_value compare(
    struct excel *excel, enum excel_operator operation, struct excel_value a, struct excel_value b)
{
    const bool equality = operation == EXCEL_EQUAL || operation == EXCEL_UNEQUAL;
    int order;
    if (!excel_compare(excel, a, b, &order) || (a.kind == EXCEL_TEXT && !equality))
        return excel_unknown();
    switch (operation) {
    case EXCEL_EQUAL:
        return excel_boolean(excel, order == 0);
    case EXCEL_UNEQUAL:
        return excel_boolean(excel, order != 0);
    case EXCEL_LESS:
        return excel_boolean(excel, order < 0);
    case EXCEL_LESS_EQUAL:
        return excel_boolean(excel, order <= 0);
    case EXCEL_GREATER:
        return excel_boolean(excel, order > 0);
    default:
        return excel_boolean(excel, order >= 0);
    }
}

static struct excel_value power(struct excel *excel, struct excel_value base, struct excel_value exponent)
{
    struct decimal number = rational_to_decimal(exponent.number);
    if (!is_whole(excel, exponent.number) || number.coefficient < 0 || number.exponent > 1 ||
        number.coefficient > MOST_POWER || (rational_sign(base.number) == 0 && number.coefficient == 0))
        return excel_unknown();
    const long times = (long)(number.coefficient * (number.exponent == 1 ? 10 : 1));
    if (times > MOST_POWER)
        return excel_unknown();
    const struct rational *result = rational_from_ratio(excel->pool, 1, 1);
    for (long i = 0; i < times && rational_bits(result) <= MOST_BITS; i++)
        result = rational_multiply(excel->pool, result, base.number);
    return excel_number(excel, result, base.rounded || !is_whole(excel, base.number));
}

static struct excel_value calculate(
    struct excel *excel, enum excel_operator operation, struct excel_value a, struct excel_value b)
{
    a = excel_as_number(excel, a);
    b = excel_as_number(excel, b);
    if (a.kind == EXCEL_UNKNOWN || b.kind == EXCEL_UNKNOWN)
        return excel_unknown();
    struct rational_pool *pool = excel->pool;
    const bool rounded = a.rounded || b.rounded || !is_whole(excel, a.number) || !is_whole(excel, b.number);
    const struct rational *quotient;
    switch (operation) {
    case EXCEL_ADD:
        return excel_number(excel, rational_add(pool, a.number, b.number), rounded);
    case EXCEL_SUBTRACT:
        return excel_number(excel, rational_subtract(pool, a.number, b.number), rounded);
    case EXCEL_MULTIPLY:
        return excel_number(excel, rational_multiply(pool, a.number, b.number), rounded);
    case EXCEL_DIVIDE:
        /* What is nearly 0 may be 0, or the other way round. */
        if (b.rounded && rational_compare(magnitude(excel, b.number), excel_tolerance(excel)) <= 0)
            return excel_unknown();
        quotient = rational_divide(pool, a.number, b.number);
        return quotient ? excel_number(excel, quotient, true) : excel_unknown();
    case EXCEL_POWER:
        return power(excel, a, b);
    default:
        return excel_unknown();
    }
}

/* Texts, and whole numbers, which show the same everywhere. */
static char *as_text(struct excel *excel, struct excel_value value)
{
    if (value.kind == EXCEL_TEXT)
        return g_strdup(value.text);
    if (value.kind == EXCEL_EMPTY)
        return g_strdup("");
    if (value.kind == EXCEL_NUMBER && !value.rounded && is_whole(excel, value.number) &&
        rational_compare(magnitude(excel, value.number), rational_from_ratio(excel->pool, 1000000000l, 1)) <
            0)
        return rational_to_text(value.number);
    return NULL;
}

static struct excel_value join(struct excel *excel, struct excel_value a, struct excel_value b)
{
    char *left = as_text(excel, a), *right = as_text(excel, b);
    struct excel_value joined = excel_unknown();
    if (left && right) {
        char *text = g_strconcat(left, right, NULL);
        joined = (struct excel_value){.kind = EXCEL_TEXT, .text = arena_strdup(excel->arena, text)};
        g_free(text);
    }
    g_free(left);
    g_free(right);
    return joined;
}

static struct excel_value operate(struct excel *excel, const struct excel_node *node)
{
    struct excel_value a = excel_evaluate(excel, node->operands[0]), b;
    switch (node->operation) {
    case EXCEL_NEGATE:
        a = excel_as_number(excel, a);
        return a.kind == EXCEL_UNKNOWN
                   ? a
                   : excel_number(excel, rational_negate(excel->pool, a.number), a.rounded);
    case EXCEL_PERCENT:
        b = excel_number(excel, rational_from_ratio(excel->pool, 100, 1), false);
        return calculate(excel, EXCEL_DIVIDE, a, b);
    case EXCEL_JOIN:
        return join(excel, a, excel_evaluate(excel, node->operands[1]));
    case EXCEL_ADD:
    case EXCEL_SUBTRACT:
    case EXCEL_MULTIPLY:
    case EXCEL_DIVIDE:
    case EXCEL_POWER:
        return calculate(excel, node->operation, a, excel_evaluate(excel, node->operands[1]));
    default:
        return compare(excel, node->operation, a, excel_evaluate(excel, node->operands[1]));
    }
}

struct excel_value excel_evaluate(struct excel *excel, const struct excel_node *node)
{
    switch (node->kind) {
    case NODE_NUMBER:
        return excel_number(excel, rational_from_decimal(excel->pool, node->number), false);
    case NODE_TEXT:
        return (struct excel_value){.kind = EXCEL_TEXT, .text = node->text};
    case NODE_BOOLEAN:
        return excel_boolean(excel, node->truth);
    case NODE_REFERENCE:
        /* Of an area Excel takes the cell beside the formula, or all of them: not judged. */
        return node->area ? excel_unknown()
                          : excel_cell(excel, node->sheet, node->range.first_row, node->range.first_column);
    case NODE_OPERATOR:
        return operate(excel, node);
    case NODE_CALL:
        return excel_call(excel, node);
    case NODE_MISSING:
        break;
    }
    return excel_unknown();
}
