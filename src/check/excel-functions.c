/* The functions: one row of a table each. */
#include "check/excel.h"

#include "support/limits.h"

#define MOST_DECIMALS 15

/* What a function over many values gathers. */
struct gathered {
    const struct rational *sum, *product, *least, *greatest;
    unsigned numbers, values;
    bool rounded;
    bool truths;     /* there was a cell with a truth value: Excel leaves it out, LibreOffice counts it */
    bool truth, any; /* AND, OR: what they come to, and whether there was a value */
    bool conjunction;
};

struct range excel_used(const struct sheet *sheet, struct range range)
{
    unsigned last_row =
        sheet->rows->len ? g_array_index(sheet->rows, struct row, sheet->rows->len - 1).index : 0;
    range.last_row = MIN(range.last_row, last_row);
    return range;
}

/* The first cell at or right of `column`. */
static unsigned cell_at(const struct cell *cells, unsigned count, unsigned column)
{
    unsigned low = 0, high = count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (cells[middle].column < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool each_cell(struct excel *excel, const struct excel_node *node, excel_visit visit, void *data)
{
    const struct sheet *sheet = node->sheet;
    const struct range *range = &node->range;
    for (unsigned i = sheet_row_position(sheet, range->first_row); i < sheet->rows->len; i++) {
        const struct row *row = &g_array_index(sheet->rows, struct row, i);
        if (row->index > range->last_row)
            break;
        const struct cell *cells = sheet_row_cells(sheet, row);
        excel->rows++;
        for (unsigned k = cell_at(cells, row->count, range->first_column);
             k < row->count && cells[k].column <= range->last_column; k++) {
            struct excel_value value = excel_cell(excel, sheet, row->index, cells[k].column);
            if (value.kind == EXCEL_UNKNOWN ||
                (value.kind != EXCEL_EMPTY && !visit(excel, value, false, row->index, cells[k].column, data)))
                return false;
        }
    }
    return true;
}

bool excel_each(struct excel *excel, const struct excel_node *argument, excel_visit visit, void *data)
{
    if (argument->kind == NODE_REFERENCE)
        return each_cell(excel, argument, visit, data);
    struct excel_value value = excel_evaluate(excel, argument);
    return value.kind != EXCEL_UNKNOWN && value.kind != EXCEL_EMPTY &&
           visit(excel, value, true, PLACE_NO_CELL, PLACE_NO_CELL, data);
}

/* In a cell, texts do not count; as values of their own, truth values do. */
static bool gather_number(
    struct excel *excel, struct excel_value value, bool own, unsigned row, unsigned column, void *data)
{
    struct gathered *gathered = data;
    (void)row;
    (void)column;
    gathered->values++;
    if (own)
        value = excel_as_number(excel, value);
    if (value.kind == EXCEL_UNKNOWN)
        return false;
    gathered->truths = gathered->truths || value.kind == EXCEL_BOOLEAN;
    if (value.kind != EXCEL_NUMBER)
        return true;
    struct rational_pool *pool = excel->pool;
    struct excel_value sum = excel_number(excel, rational_add(pool, gathered->sum, value.number), true);
    if (sum.kind == EXCEL_UNKNOWN)
        return false;
    gathered->sum = sum.number;
    gathered->rounded =
        gathered->rounded || value.rounded ||
        rational_compare(rational_round(pool, value.number, 0, ROUND_DOWN), value.number) != 0;
    if (gathered->numbers == 0 || rational_compare(value.number, gathered->least) < 0)
        gathered->least = value.number;
    if (gathered->numbers == 0 || rational_compare(value.number, gathered->greatest) > 0)
        gathered->greatest = value.number;
    gathered->numbers++;
    return true;
}

static bool gather_product(
    struct excel *excel, struct excel_value value, bool own, unsigned row, unsigned column, void *data)
{
    struct gathered *gathered = data;
    if (!gather_number(excel, value, own, row, column, data))
        return false;
    if (value.kind != EXCEL_NUMBER)
        return true;
    struct excel_value product =
        excel_number(excel, rational_multiply(excel->pool, gathered->product, value.number), true);
    if (product.kind == EXCEL_UNKNOWN)
        return false;
    gathered->product = product.number;
    return true;
}

static bool gather_truth(
    struct excel *excel, struct excel_value value, bool own, unsigned row, unsigned column, void *data)
{
    struct gathered *gathered = data;
    (void)row;
    (void)column;
    if (value.kind == EXCEL_TEXT)
        return !own;
    if (value.rounded && excel_is_on_edge(excel, value, 0, false) &&
        rational_compare(rational_round(excel->pool, value.number, 0, ROUND_HALF_AWAY),
            rational_from_ratio(excel->pool, 0, 1)) == 0)
        return false;
    bool truth = rational_sign(value.number) != 0;
    gathered->truth = !gathered->any          ? truth
                      : gathered->conjunction ? gathered->truth && truth
                                              : gathered->truth || truth;
    gathered->any = true;
    return true;
}

static bool gather(
    struct excel *excel, const struct excel_node *call, excel_visit visit, struct gathered *gathered)
{
    gathered->sum = rational_from_ratio(excel->pool, 0, 1);
    gathered->product = rational_from_ratio(excel->pool, 1, 1);
    for (unsigned i = 0; i < call->operand_count; i++)
        if (!excel_each(excel, call->operands[i], visit, gathered))
            return false;
    return true;
}

static struct excel_value whole(struct excel *excel, unsigned count)
{
    return excel_number(excel, rational_from_ratio(excel->pool, (long)count, 1), false);
}

static struct excel_value over_numbers(struct excel *excel, const struct excel_node *call)
{
    struct gathered gathered = {0};
    if (!gather(excel, call, call->function == EXCEL_PRODUCT ? gather_product : gather_number, &gathered))
        return excel_unknown();
    const unsigned count = gathered.numbers;
    if (gathered.truths && call->function != EXCEL_COUNTA)
        return excel_unknown();
    switch (call->function) {
    case EXCEL_SUM:
        return excel_number(excel, gathered.sum, gathered.rounded);
    case EXCEL_AVERAGE:
        if (count == 0)
            return excel_unknown();
        return excel_number(
            excel, rational_divide(excel->pool, gathered.sum, whole(excel, count).number), true);
    case EXCEL_COUNT:
        return whole(excel, count);
    case EXCEL_COUNTA:
        return whole(excel, gathered.values);
    case EXCEL_MIN:
        return count == 0 ? whole(excel, 0) : excel_number(excel, gathered.least, gathered.rounded);
    case EXCEL_MAX:
        return count == 0 ? whole(excel, 0) : excel_number(excel, gathered.greatest, gathered.rounded);
    default:
        return count == 0 ? whole(excel, 0) : excel_number(excel, gathered.product, gathered.rounded);
    }
}

static struct excel_value over_truths(struct excel *excel, const struct excel_node *call)
{
    struct gathered gathered = {.conjunction = call->function == EXCEL_AND};
    return gather(excel, call, gather_truth, &gathered) && gathered.any ? excel_boolean(excel, gathered.truth)
                                                                        : excel_unknown();
}

static bool same_size(const struct range *a, const struct range *b)
{
    return a->last_row - a->first_row == b->last_row - b->first_row &&
           a->last_column - a->first_column == b->last_column - b->first_column;
}

/* The product of the numbers at one place of all areas; what is no number is 0 there. */
static struct excel_value product_at(
    struct excel *excel, const struct excel_node *call, unsigned row, unsigned column)
{
    const struct rational *product = rational_from_ratio(excel->pool, 1, 1);
    for (unsigned i = 0; i < call->operand_count; i++) {
        const struct range *range = &call->operands[i]->range;
        struct excel_value value =
            excel_cell(excel, call->operands[i]->sheet, range->first_row + row, range->first_column + column);
        if (value.kind == EXCEL_UNKNOWN || value.kind == EXCEL_BOOLEAN)
            return excel_unknown();
        product = value.kind == EXCEL_NUMBER ? rational_multiply(excel->pool, product, value.number)
                                             : rational_from_ratio(excel->pool, 0, 1);
    }
    return excel_number(excel, product, true);
}

static struct excel_value sum_of_products(struct excel *excel, const struct excel_node *call)
{
    struct range first = call->operands[0]->range;
    for (unsigned i = 0; i < call->operand_count; i++)
        if (call->operands[i]->kind != NODE_REFERENCE || !same_size(&first, &call->operands[i]->range))
            return excel_unknown();
    unsigned rows = 0;
    for (unsigned i = 0; i < call->operand_count; i++) {
        struct range used = excel_used(call->operands[i]->sheet, call->operands[i]->range);
        if (used.last_row >= used.first_row)
            rows = MAX(rows, used.last_row - used.first_row + 1);
    }
    const unsigned columns = first.last_column - first.first_column + 1;
    if ((unsigned long)rows * columns * call->operand_count > EXCEL_MOST_CELLS)
        return excel_unknown();
    const struct rational *sum = rational_from_ratio(excel->pool, 0, 1);
    for (unsigned row = 0; row < rows; row++)
        for (unsigned column = 0; column < columns; column++) {
            struct excel_value product = product_at(excel, call, row, column);
            if (product.kind == EXCEL_UNKNOWN)
                return product;
            product = excel_number(excel, rational_add(excel->pool, sum, product.number), true);
            if (product.kind == EXCEL_UNKNOWN)
                return product;
            sum = product.number;
        }
    return excel_number(excel, sum, true);
}

/* How many decimals the second argument asks for; false: it does not say. */
static bool decimals_of(struct excel *excel, const struct excel_node *call, int *ret)
{
    *ret = 0;
    if (call->operand_count < 2)
        return true;
    struct excel_value value = excel_as_number(excel, excel_evaluate(excel, call->operands[1]));
    if (value.kind == EXCEL_UNKNOWN || value.rounded)
        return false;
    for (int decimals = -MOST_DECIMALS; decimals <= MOST_DECIMALS; decimals++)
        if (rational_compare(value.number, rational_from_ratio(excel->pool, decimals, 1)) == 0) {
            *ret = decimals;
            return true;
        }
    return false;
}

static struct excel_value rounding(struct excel *excel, const struct excel_node *call)
{
    struct excel_value number = excel_as_number(excel, excel_evaluate(excel, call->operands[0]));
    int decimals;
    if (number.kind == EXCEL_UNKNOWN || !decimals_of(excel, call, &decimals) ||
        excel_is_on_edge(excel, number, decimals, call->function == EXCEL_ROUND))
        return excel_unknown();
    struct rational_pool *pool = excel->pool;
    enum rounding way = call->function == EXCEL_ROUND ? ROUND_HALF_AWAY
                        : call->function == EXCEL_INT ? ROUND_DOWN
                                                      : ROUND_TOWARD_ZERO;
    const struct rational *result = rational_round(pool, number.number, decimals, way);
    if (call->function == EXCEL_ROUNDUP && rational_compare(result, number.number) != 0) {
        const struct rational *step =
            rational_from_decimal(pool, (struct decimal){rational_sign(number.number), -decimals});
        result = rational_add(pool, result, step);
    }
    return excel_number(excel, result, false);
}

static struct excel_value absolute(struct excel *excel, const struct excel_node *call)
{
    struct excel_value number = excel_as_number(excel, excel_evaluate(excel, call->operands[0]));
    if (number.kind != EXCEL_UNKNOWN && rational_sign(number.number) < 0)
        number.number = rational_negate(excel->pool, number.number);
    return number;
}

/* 1, 0; -1: unknown. */
static int truth_of(struct excel *excel, const struct excel_node *node)
{
    struct gathered gathered = {0};
    struct excel_value value = excel_evaluate(excel, node);
    if (value.kind == EXCEL_EMPTY)
        return 0;
    if (value.kind == EXCEL_UNKNOWN ||
        !gather_truth(excel, value, true, PLACE_NO_CELL, PLACE_NO_CELL, &gathered))
        return -1;
    return gathered.truth;
}

static struct excel_value choose(struct excel *excel, const struct excel_node *call)
{
    int truth = truth_of(excel, call->operands[0]);
    if (truth < 0)
        return excel_unknown();
    if (!truth && call->operand_count < 3)
        return excel_boolean(excel, false);
    return excel_evaluate(excel, call->operands[truth ? 1 : 2]);
}

static struct excel_value negate(struct excel *excel, const struct excel_node *call)
{
    int truth = truth_of(excel, call->operands[0]);
    return truth < 0 ? excel_unknown() : excel_boolean(excel, !truth);
}

/* What may be an error is unknown anyway. */
static struct excel_value unless_error(struct excel *excel, const struct excel_node *call)
{
    return excel_evaluate(excel, call->operands[0]);
}

static struct excel_value constant(struct excel *excel, const struct excel_node *call)
{
    return excel_boolean(excel, call->function == EXCEL_TRUE);
}

static struct excel_value (*const evaluators[EXCEL_FUNCTION_COUNT])(
    struct excel *excel, const struct excel_node *call) = {
    [EXCEL_SUM] = over_numbers,
    [EXCEL_AVERAGE] = over_numbers,
    [EXCEL_COUNT] = over_numbers,
    [EXCEL_COUNTA] = over_numbers,
    [EXCEL_MIN] = over_numbers,
    [EXCEL_MAX] = over_numbers,
    [EXCEL_PRODUCT] = over_numbers,
    [EXCEL_SUMPRODUCT] = sum_of_products,
    [EXCEL_ROUND] = rounding,
    [EXCEL_ROUNDUP] = rounding,
    [EXCEL_ROUNDDOWN] = rounding,
    [EXCEL_TRUNC] = rounding,
    [EXCEL_INT] = rounding,
    [EXCEL_ABS] = absolute,
    [EXCEL_IF] = choose,
    [EXCEL_AND] = over_truths,
    [EXCEL_OR] = over_truths,
    [EXCEL_NOT] = negate,
    [EXCEL_IFERROR] = unless_error,
    [EXCEL_TRUE] = constant,
    [EXCEL_FALSE] = constant,
};

struct excel_value excel_call(struct excel *excel, const struct excel_node *call)
{
    return evaluators[call->function](excel, call);
}
