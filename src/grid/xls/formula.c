/* From the tokens of a formula, which stand behind their operands, to a tree. Whatever is not known or does
 * not fit gives no text rather than a wrong one. */
#include "grid/xls/formula.h"

#define MOST_TOKEN_BYTES 4096u /* Excel writes at most 1,800 */
#define MOST_DEPTH 1000u       /* of the tree: a sum of as many */

/* Bytes behind the token's own, in BIFF5 and BIFF8 (MS-XLS 2.5.198); operands that it takes. */
static const struct {
    uint8_t token, size_5, size_8, operands;
    bool nothing; /* stands for nothing in the text */
} layouts[] = {
    {TOKEN_UNARY_PLUS, 0, 0, 1},
    {TOKEN_UNARY_MINUS, 0, 0, 1},
    {TOKEN_PERCENT, 0, 0, 1},
    {TOKEN_PARENTHESES, 0, 0, 1},
    {TOKEN_MISSING, 0, 0, 0},
    {TOKEN_ERROR, 1, 1, 0},
    {TOKEN_BOOLEAN, 1, 1, 0},
    {TOKEN_INTEGER, 2, 2, 0},
    {TOKEN_NUMBER, 8, 8, 0},
    {TOKEN_ARRAY, 7, 7, 0},
    {TOKEN_FUNCTION, 2, 2, 0},
    {TOKEN_FUNCTION_VARIABLE, 3, 3, 0},
    {TOKEN_NAME, 14, 4, 0},
    {TOKEN_REFERENCE, 3, 4, 0},
    {TOKEN_AREA, 6, 8, 0},
    {TOKEN_MEMORY_AREA, 6, 6, 0, true},
    {TOKEN_MEMORY_ERROR, 6, 6, 0, true},
    {TOKEN_MEMORY_NONE, 6, 6, 0, true},
    {TOKEN_MEMORY_FUNCTION, 2, 2, 0, true},
    {TOKEN_REFERENCE_ERROR, 3, 4, 0},
    {TOKEN_AREA_ERROR, 6, 8, 0},
    {TOKEN_RELATIVE_REFERENCE, 3, 4, 0},
    {TOKEN_RELATIVE_AREA, 6, 8, 0},
    {TOKEN_EXTERNAL_NAME, 24, 6, 0},
    {TOKEN_SHEET_REFERENCE, 17, 6, 0},
    {TOKEN_SHEET_AREA, 20, 10, 0},
    {TOKEN_SHEET_REFERENCE_ERROR, 17, 6, 0},
    {TOKEN_SHEET_AREA_ERROR, 20, 10, 0},
};

struct parser {
    struct xls *xls;
    const uint8_t *at, *end, *constant, *constants_end;
    GArray *nodes; /* struct formula_node */
    GArray *stack; /* int: nodes that are no operands yet */
};

bool xls_formula_at(const struct biff_record *record, unsigned place, struct xls_formula *ret)
{
    if (record->length < place + 2)
        return false;
    unsigned length = little_16(record->body + place), left = record->length - place - 2u;
    if (length > left)
        return false;
    ret->tokens = record->body + place + 2;
    ret->length = length;
    ret->constants = ret->tokens + length;
    ret->constants_length = left - length;
    return true;
}

static bool skip(const uint8_t **at, const uint8_t *end, size_t count)
{
    if ((size_t)(end - *at) < count)
        return false;
    *at += count;
    return true;
}

bool xls_formula_string(
    struct xls *xls, const uint8_t **at, const uint8_t *end, bool long_length, GString *ret)
{
    enum { WIDE = 1 };
    const uint8_t *header = *at;
    unsigned length_size = long_length && xls->biff == 8 ? 2 : 1, flags_size = xls->biff == 8;
    if (!skip(at, end, length_size + flags_size))
        return false;
    unsigned count = length_size == 2 ? little_16(header) : header[0];
    unsigned flags = flags_size ? header[length_size] : 0;
    const uint8_t *characters = *at;
    if (flags > WIDE || !skip(at, end, (size_t)count << (flags & WIDE)))
        return false;
    if (ret)
        g_string_append(ret, xls_short_text(xls, characters, count, flags & WIDE));
    return true;
}

/* ---- nodes ---- */

/* Adds a node that takes so many operands from the stack. */
static bool add(struct parser *parser, const struct formula_node *wanted, unsigned operands)
{
    struct formula_node node = *wanted;
    node.child = node.next = -1;
    if (parser->stack->len < operands)
        return false;
    for (unsigned i = 0; i < operands; i++) {
        int number = g_array_index(parser->stack, int, parser->stack->len - 1 - i);
        struct formula_node *operand = &g_array_index(parser->nodes, struct formula_node, number);
        operand->next = node.child;
        node.child = number;
        node.depth = MAX(node.depth, (uint16_t)(operand->depth + 1));
    }
    if (node.depth > MOST_DEPTH)
        return false;
    int number = (int)parser->nodes->len;
    g_array_set_size(parser->stack, parser->stack->len - operands);
    g_array_append_val(parser->nodes, node);
    g_array_append_val(parser->stack, number);
    return true;
}

static bool add_call(struct parser *parser, unsigned function, unsigned arguments)
{
    const struct formula_node node = {
        .token = TOKEN_FUNCTION, .function = (uint16_t)function, .arguments = (uint8_t)arguments};
    return add(parser, &node, arguments);
}

/* ---- tokens ---- */

/* MS-XLS 2.5.198.45 (PtgAttrChoose) and its like: all but a sum only say how to compute or how it was typed.
 */
static bool take_attribute(struct parser *parser)
{
    enum { ATTRIBUTE_CHOOSE = 0x04, ATTRIBUTE_SUM = 0x10 };
    const uint8_t *data = parser->at;
    if (!skip(&parser->at, parser->end, 3))
        return false;
    if (data[0] & ATTRIBUTE_CHOOSE)
        return skip(&parser->at, parser->end, 2 * (little_16(data + 1) + 1u));
    return !(data[0] & ATTRIBUTE_SUM) || add_call(parser, FUNCTION_SUM, 1);
}

static bool take_string(struct parser *parser)
{
    const struct formula_node node = {.token = TOKEN_STRING, .data = parser->at};
    return xls_formula_string(parser->xls, &parser->at, parser->end, false, NULL) && add(parser, &node, 0);
}

/* What an area was computed as the last time. */
static bool skip_memory(struct parser *parser)
{
    const uint8_t *data = parser->constant;
    return skip(&parser->constant, parser->constants_end, 2) &&
           skip(&parser->constant, parser->constants_end,
               little_16(data) * (parser->xls->biff == 8 ? 8u : 6u));
}

/* Steps over a constant (MS-XLS 2.5.198.59, PtgExtraArray): columns, rows, values of a byte and 8 more or a
 * text. */
static bool skip_constant(struct parser *parser)
{
    enum { VALUE_STRING = 2 };
    const uint8_t *data = parser->constant, *end = parser->constants_end;
    bool whole = skip(&parser->constant, end, 3);
    unsigned count = whole ? (data[0] + 1u) * (little_16(data + 1) + 1u) : 0;
    if (whole && parser->xls->biff != 8)
        count = (data[0] ? data[0] : 256u) * little_16(data + 1);
    for (unsigned i = 0; whole && i < count; i++) {
        const uint8_t *kind = parser->constant;
        whole = skip(&parser->constant, end, 1);
        if (whole && *kind == VALUE_STRING)
            whole = xls_formula_string(parser->xls, &parser->constant, end, true, NULL);
        else if (whole)
            whole = skip(&parser->constant, end, 8);
    }
    return whole && count > 0;
}

static bool take_function(struct parser *parser, uint8_t token, const uint8_t *data)
{
    unsigned number = little_16(token == TOKEN_FUNCTION ? data : data + 1);
    const struct xls_function *function = xls_function(number);
    if (token == TOKEN_FUNCTION)
        return function && function->least == function->most && add_call(parser, number, function->least);
    unsigned arguments = data[0] & 0x7F;
    if (number == FUNCTION_BY_NAME)
        return arguments > 0 && add_call(parser, number, arguments);
    return function && arguments >= function->least && arguments <= function->most &&
           add_call(parser, number, arguments);
}

static bool take_other(struct parser *parser, uint8_t token)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(layouts); i++) {
        if (layouts[i].token != token)
            continue;
        struct formula_node node = {.token = token, .data = parser->at};
        if (!skip(&parser->at, parser->end, parser->xls->biff == 8 ? layouts[i].size_8 : layouts[i].size_5))
            return false;
        if (token == TOKEN_FUNCTION || token == TOKEN_FUNCTION_VARIABLE)
            return take_function(parser, token, node.data);
        if (token == TOKEN_MEMORY_AREA && !skip_memory(parser))
            return false;
        if (token == TOKEN_ARRAY) {
            node.data = parser->constant;
            if (!skip_constant(parser))
                return false;
        }
        return layouts[i].nothing || add(parser, &node, layouts[i].operands);
    }
    return false;
}

static bool take_token(struct parser *parser)
{
    uint8_t token = *parser->at++;
    if (token & 0x80)
        return false;
    if (token >= TOKEN_ARRAY)
        token = TOKEN_ARRAY | (token & 0x1F);
    if (token >= TOKEN_ADD && token <= TOKEN_RANGE) {
        const struct formula_node node = {.token = token};
        return add(parser, &node, 2);
    }
    if (token == TOKEN_STRING)
        return take_string(parser);
    if (token == TOKEN_ATTRIBUTE)
        return take_attribute(parser);
    return take_other(parser, token);
}

char *xls_formula_text(struct xls *xls, const struct xls_formula *formula)
{
    if (formula->length > MOST_TOKEN_BYTES)
        return NULL;
    struct parser parser = {
        .xls = xls,
        .at = formula->tokens,
        .end = formula->tokens + formula->length,
        .constant = formula->constants,
        .constants_end = formula->constants + formula->constants_length,
        .nodes = g_array_new(FALSE, FALSE, sizeof(struct formula_node)),
        .stack = g_array_new(FALSE, FALSE, sizeof(int)),
    };
    bool good = true;
    while (good && parser.at < parser.end)
        good = take_token(&parser);
    char *text = good && parser.stack->len == 1 ? xls_formula_print(xls, formula, parser.nodes) : NULL;
    g_array_unref(parser.nodes);
    g_array_unref(parser.stack);
    return text;
}
