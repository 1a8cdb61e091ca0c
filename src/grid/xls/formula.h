/* From the tokens of a formula (MS-XLS 2.2.2) to its text: parsed into a tree, which is then printed. */
#ifndef PIANOXL_GRID_XLS_FORMULA_H
#define PIANOXL_GRID_XLS_FORMULA_H

#include "grid/xls/xls.h"

struct xls_function {
    uint16_t number;
    uint8_t least, most; /* arguments */
    const char *name;
};

/* The built-in function of a number; NULL. */
const struct xls_function *xls_function(unsigned number);

/* Tokens without their class (reference, value or array). */
enum token {
    TOKEN_EXPRESSION = 0x01, /* the formula stands elsewhere: shared, or an array's */
    TOKEN_TABLE = 0x02,
    TOKEN_ADD = 0x03,
    TOKEN_RANGE = 0x11,
    TOKEN_UNARY_PLUS = 0x12,
    TOKEN_UNARY_MINUS = 0x13,
    TOKEN_PERCENT = 0x14,
    TOKEN_PARENTHESES = 0x15,
    TOKEN_MISSING = 0x16,
    TOKEN_STRING = 0x17,
    TOKEN_ATTRIBUTE = 0x19,
    TOKEN_ERROR = 0x1C,
    TOKEN_BOOLEAN = 0x1D,
    TOKEN_INTEGER = 0x1E,
    TOKEN_NUMBER = 0x1F,
    TOKEN_ARRAY = 0x20,
    TOKEN_FUNCTION = 0x21,
    TOKEN_FUNCTION_VARIABLE = 0x22,
    TOKEN_NAME = 0x23,
    TOKEN_REFERENCE = 0x24,
    TOKEN_AREA = 0x25,
    TOKEN_MEMORY_AREA = 0x26,
    TOKEN_MEMORY_ERROR = 0x27,
    TOKEN_MEMORY_NONE = 0x28,
    TOKEN_MEMORY_FUNCTION = 0x29,
    TOKEN_REFERENCE_ERROR = 0x2A,
    TOKEN_AREA_ERROR = 0x2B,
    TOKEN_RELATIVE_REFERENCE = 0x2C,
    TOKEN_RELATIVE_AREA = 0x2D,
    TOKEN_EXTERNAL_NAME = 0x39,
    TOKEN_SHEET_REFERENCE = 0x3A,
    TOKEN_SHEET_AREA = 0x3B,
    TOKEN_SHEET_REFERENCE_ERROR = 0x3C,
    TOKEN_SHEET_AREA_ERROR = 0x3D,
};

/* A token that stands for something, with its operands. */
struct formula_node {
    uint8_t token;     /* enum token */
    uint8_t arguments; /* of a function */
    uint16_t function; /* its number */
    uint16_t depth;
    int child, next;     /* first operand, next operand of the same parent; -1: none */
    const uint8_t *data; /* behind the token's byte; of TOKEN_ARRAY the constant */
};

#define FUNCTION_BY_NAME 255u /* the first operand says which */
#define FUNCTION_SUM 4u

/* A formula as a record has it. */
struct xls_formula {
    const uint8_t *tokens, *constants; /* the latter behind the tokens */
    size_t length, constants_length;
    unsigned row, column; /* of the cell whose formula it is */
    const char *sheet;    /* its name */
};

/* Takes the formula whose length stands at `body + place`; false where the record is too short. */
bool xls_formula_at(const struct biff_record *record, unsigned place, struct xls_formula *ret);

/* The formula's text as grid/formula.h has it; NULL where it is not understood. To be freed. */
char *xls_formula_text(struct xls *xls, const struct xls_formula *formula);

/* The tree's text; NULL. To be freed. */
char *xls_formula_print(struct xls *xls, const struct xls_formula *formula, const GArray *nodes);

/* A text in a formula (its length and whether it is wide stand before it); steps over it and appends it
 * to `ret`, which may be NULL. False where it is cut off. */
bool xls_formula_string(
    struct xls *xls, const uint8_t **at, const uint8_t *end, bool long_length, GString *ret);

#endif
