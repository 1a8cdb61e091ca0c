/* From the tree of a formula to its text. */
#include <string.h>

#include "grid/formula.h"
#include "grid/xls/formula.h"

/* How tightly a part binds, from the loosest. */
enum binding {
    BINDS_COMPARISON,
    BINDS_JOINT,
    BINDS_SUM,
    BINDS_PRODUCT,
    BINDS_POWER,
    BINDS_PERCENT,
    BINDS_SIGN,
    BINDS_UNION,
    BINDS_INTERSECTION,
    BINDS_RANGE,
    BINDS_ATOM,
};

/* From TOKEN_ADD to TOKEN_RANGE. */
static const struct {
    const char *sign;
    enum binding binding;
} operators[] = {
    {"+", BINDS_SUM},
    {"-", BINDS_SUM},
    {"*", BINDS_PRODUCT},
    {"/", BINDS_PRODUCT},
    {"^", BINDS_POWER},
    {"&", BINDS_JOINT},
    {"<", BINDS_COMPARISON},
    {"<=", BINDS_COMPARISON},
    {"=", BINDS_COMPARISON},
    {">=", BINDS_COMPARISON},
    {">", BINDS_COMPARISON},
    {"<>", BINDS_COMPARISON},
    {" ", BINDS_INTERSECTION},
    {",", BINDS_UNION},
    {":", BINDS_RANGE},
};

struct printer {
    struct xls *xls;
    const struct xls_formula *formula;
    const GArray *nodes;
    GString *text;
};

static const struct formula_node *node_at(const struct printer *printer, int number)
{
    return &g_array_index(printer->nodes, struct formula_node, number);
}

static bool is_operator(const struct formula_node *node)
{
    return node->token >= TOKEN_ADD && node->token <= TOKEN_RANGE;
}

static enum binding binding_of(const struct formula_node *node)
{
    if (is_operator(node))
        return operators[node->token - TOKEN_ADD].binding;
    if (node->token == TOKEN_UNARY_PLUS || node->token == TOKEN_UNARY_MINUS)
        return BINDS_SIGN;
    return node->token == TOKEN_PERCENT ? BINDS_PERCENT : BINDS_ATOM;
}

/* ---- references ---- */

/* MS-XLS 2.5.198.103 and .104 (RgceLoc, RgceLocRel): the highest bits, in BIFF5 of the row, in BIFF8 of the
 * column, say what is relative; what is so in a shared formula is a distance that goes round at the edges. */
static bool decode(const struct printer *printer, unsigned row, unsigned column, bool distance,
    struct formula_reference *ret)
{
    bool wide = printer->xls->biff == 8;
    unsigned flags = wide ? column : row, rows = wide ? 0x10000 : 0x4000;
    struct formula_reference reference = {.row_fixed = !(flags & 0x8000), .column_fixed = !(flags & 0x4000)};
    reference.row = row & (rows - 1);
    reference.column = column & 0x3FFF;
    if (distance && !reference.row_fixed)
        reference.row = (printer->formula->row + reference.row) & (rows - 1);
    if (distance && !reference.column_fixed)
        reference.column = (printer->formula->column + reference.column) & 0xFF;
    *ret = reference;
    return reference.column < 256;
}

static bool print_place(const struct printer *printer, const uint8_t *data, bool area, bool distance)
{
    bool wide = printer->xls->biff == 8;
    struct formula_reference first, last;
    if (!area) {
        if (!decode(printer, little_16(data), wide ? little_16(data + 2) : data[2], distance, &first))
            return false;
        formula_append_area(printer->text, &first, NULL, 0, 0);
        return true;
    }
    if (!decode(printer, little_16(data), wide ? little_16(data + 4) : data[4], distance, &first) ||
        !decode(printer, little_16(data + 2), wide ? little_16(data + 6) : data[5], distance, &last) ||
        first.row > last.row || first.column > last.column)
        return false;
    formula_append_area(printer->text, &first, &last, wide ? 0xFFFF : 0x3FFF, 0xFF);
    return true;
}

static bool print_sheet_place(const struct printer *printer, const uint8_t *data, bool area)
{
    const char *first, *last;
    if (!xls_link_sheets(printer->xls, data, &first, &last))
        return false;
    formula_append_sheet(printer->text, first, last, printer->formula->sheet);
    return print_place(printer, data + (printer->xls->biff == 8 ? 2 : 14), area, false);
}

/* ---- constants ---- */

static bool print_number(const struct printer *printer, double number)
{
    enum { MOST_PLAIN = 20 };
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    struct decimal decimal;
    if (!decimal_from_double(number, &decimal))
        return false;
    char *plain = decimal_to_text(decimal);
    bool is_long = strlen(plain) > MOST_PLAIN;
    g_string_append(printer->text, is_long ? g_ascii_formatd(buffer, sizeof buffer, "%.15G", number) : plain);
    g_free(plain);
    return true;
}

static bool print_string(
    const struct printer *printer, const uint8_t **at, const uint8_t *end, bool long_length)
{
    GString *text = g_string_new(NULL);
    bool whole = xls_formula_string(printer->xls, at, end, long_length, text);
    g_string_append_c(printer->text, '"');
    for (const char *character = text->str; *character; character++) {
        if (*character == '"')
            g_string_append_c(printer->text, '"');
        g_string_append_c(printer->text, *character);
    }
    g_string_append_c(printer->text, '"');
    g_string_free(text, TRUE);
    return whole;
}

static bool print_boolean(const struct printer *printer, uint8_t value)
{
    g_string_append(printer->text, value ? "TRUE" : "FALSE");
    return true;
}

static bool print_error(const struct printer *printer, uint8_t code)
{
    const char *name = xls_error_name(code);
    if (name)
        g_string_append(printer->text, name);
    return name != NULL;
}

static bool print_constant_value(const struct printer *printer, const uint8_t **at, const uint8_t *end)
{
    enum { VALUE_NUMBER = 1, VALUE_STRING = 2, VALUE_BOOLEAN = 4, VALUE_ERROR = 0x10 };
    uint8_t kind = *(*at)++;
    if (kind == VALUE_STRING)
        return print_string(printer, at, end, true);
    const uint8_t *data = *at;
    *at += 8;
    switch (kind) {
    case VALUE_NUMBER:
        return print_number(printer, little_double(data));
    case VALUE_BOOLEAN:
        return print_boolean(printer, *data);
    case VALUE_ERROR:
        return print_error(printer, *data);
    default:
        return false;
    }
}

/* Its bytes were found whole when the tree was made. */
static bool print_constant(const struct printer *printer, const uint8_t *at)
{
    const struct xls_formula *formula = printer->formula;
    const uint8_t *end = formula->constants + formula->constants_length;
    bool wide = printer->xls->biff == 8;
    unsigned columns = wide ? at[0] + 1u : at[0] ? at[0] : 256u, rows = little_16(at + 1) + (wide ? 1u : 0u);
    at += 3;
    for (unsigned i = 0; i < rows * columns; i++) {
        g_string_append_c(printer->text, i == 0 ? '{' : i % columns ? ',' : ';');
        if (!print_constant_value(printer, &at, end) || printer->text->len > 4 * FORMULA_TEXT_MOST)
            return false;
    }
    g_string_append_c(printer->text, '}');
    return true;
}

/* ---- nodes ---- */

static bool print_name(const struct printer *printer, const char *name)
{
    if (name)
        g_string_append(printer->text, name);
    return name != NULL;
}

static bool print_leaf(const struct printer *printer, const struct formula_node *node)
{
    const uint8_t *data = node->data;
    switch (node->token) {
    case TOKEN_STRING:
        return print_string(printer, &data, printer->formula->tokens + printer->formula->length, false);
    case TOKEN_ERROR:
        return print_error(printer, *data);
    case TOKEN_BOOLEAN:
        return print_boolean(printer, *data);
    case TOKEN_INTEGER:
        return print_number(printer, little_16(data));
    case TOKEN_NUMBER:
        return print_number(printer, little_double(data));
    case TOKEN_ARRAY:
        return print_constant(printer, data);
    case TOKEN_NAME:
        return print_name(printer, xls_name_text(printer->xls, little_16(data)));
    case TOKEN_EXTERNAL_NAME:
        return print_name(printer, xls_link_name(printer->xls, data));
    case TOKEN_REFERENCE:
    case TOKEN_AREA:
        return print_place(printer, data, node->token == TOKEN_AREA, false);
    case TOKEN_RELATIVE_REFERENCE:
    case TOKEN_RELATIVE_AREA:
        return print_place(printer, data, node->token == TOKEN_RELATIVE_AREA, true);
    case TOKEN_SHEET_REFERENCE:
    case TOKEN_SHEET_AREA:
        return print_sheet_place(printer, data, node->token == TOKEN_SHEET_AREA);
    case TOKEN_REFERENCE_ERROR:
    case TOKEN_AREA_ERROR:
    case TOKEN_SHEET_REFERENCE_ERROR:
    case TOKEN_SHEET_AREA_ERROR:
        g_string_append(printer->text, "#REF!");
        return true;
    default:
        return false;
    }
}

static bool print_node(const struct printer *printer, const struct formula_node *node);

/* An operand, in parentheses where it would bind too loosely: Excel keeps those that were typed, others may
 * not. */
static bool print_operand(const struct printer *printer, const struct formula_node *node, bool parentheses)
{
    if (parentheses)
        g_string_append_c(printer->text, '(');
    bool good = print_node(printer, node);
    if (parentheses)
        g_string_append_c(printer->text, ')');
    return good;
}

/* LibreOffice writes A&B=C with the tokens of A&(B=C), without its parentheses, and means (A&B)=C. */
static bool binds_looser(const struct formula_node *operand, enum binding own)
{
    enum binding binding = binding_of(operand);
    return binding < own && !(own == BINDS_JOINT && binding == BINDS_COMPARISON);
}

static bool print_operator(const struct printer *printer, const struct formula_node *node)
{
    const struct formula_node *left = node_at(printer, node->child), *right = node_at(printer, left->next);
    enum binding own = binding_of(node);
    if (!print_operand(printer, left, binds_looser(left, own)))
        return false;
    g_string_append(printer->text, operators[node->token - TOKEN_ADD].sign);
    return print_operand(printer, right, binds_looser(right, own) || binding_of(right) == own);
}

/* TRUE and FALSE are written like values. */
static bool is_truth(const struct formula_node *node)
{
    enum { FUNCTION_TRUE = 34, FUNCTION_FALSE = 35 };
    return node->function == FUNCTION_TRUE || node->function == FUNCTION_FALSE;
}

static bool print_call(const struct printer *printer, const struct formula_node *node)
{
    int number = node->child;
    if (node->function == FUNCTION_BY_NAME) {
        const struct formula_node *name = node_at(printer, number);
        const char *text = name->token == TOKEN_NAME ? xls_name_text(printer->xls, little_16(name->data))
                           : name->token == TOKEN_EXTERNAL_NAME ? xls_link_name(printer->xls, name->data)
                                                                : NULL;
        if (!text)
            return false;
        formula_append_function(printer->text, text, strlen(text));
        number = name->next;
    } else {
        g_string_append(printer->text, xls_function(node->function)->name);
    }
    if (is_truth(node))
        return true;
    g_string_append_c(printer->text, '(');
    for (int first = number; number >= 0; number = node_at(printer, number)->next) {
        const struct formula_node *argument = node_at(printer, number);
        if (number != first)
            g_string_append_c(printer->text, ',');
        if (argument->token != TOKEN_MISSING &&
            !print_operand(printer, argument, binding_of(argument) == BINDS_UNION))
            return false;
    }
    g_string_append_c(printer->text, ')');
    return true;
}

static bool print_node(const struct printer *printer, const struct formula_node *node)
{
    if (printer->text->len > 4 * FORMULA_TEXT_MOST)
        return false;
    if (is_operator(node))
        return print_operator(printer, node);
    switch (node->token) {
    case TOKEN_FUNCTION:
        return print_call(printer, node);
    case TOKEN_PARENTHESES:
        return print_operand(printer, node_at(printer, node->child), true);
    case TOKEN_UNARY_PLUS:
    case TOKEN_UNARY_MINUS: {
        /* a sign before a percentage is the same on either side */
        const struct formula_node *operand = node_at(printer, node->child);
        g_string_append_c(printer->text, node->token == TOKEN_UNARY_PLUS ? '+' : '-');
        return print_operand(printer, operand, binding_of(operand) < BINDS_PERCENT);
    }
    case TOKEN_PERCENT: {
        const struct formula_node *operand = node_at(printer, node->child);
        bool good = print_operand(printer, operand, binding_of(operand) < BINDS_PERCENT);
        g_string_append_c(printer->text, '%');
        return good;
    }
    default:
        return print_leaf(printer, node);
    }
}

char *xls_formula_print(struct xls *xls, const struct xls_formula *formula, const GArray *nodes)
{
    struct printer printer = {xls, formula, nodes, g_string_new(NULL)};
    bool good = print_node(&printer, node_at(&printer, (int)nodes->len - 1));
    good = good && g_utf8_strlen(printer.text->str, -1) <= (glong)FORMULA_TEXT_MOST;
    return g_string_free(printer.text, !good);
}
