/* Formulas of the inputs, evaluated anew: to compare with the value that their file holds.
 *
 *   text --excel_parse--> tree --excel_evaluate (cells of the workbook)--> value --cached.c--> finding
 *
 * Only what can be said for sure is evaluated: anything else comes out as EXCEL_UNKNOWN, and is not judged.
 * Only for the files of this room. */
#ifndef PIANOXL_CHECK_EXCEL_H
#define PIANOXL_CHECK_EXCEL_H

#include "grid/workbook.h"
#include "score/rational.h"

enum excel_function {
#define EXCEL_FUNCTION(id, name, least, most) EXCEL_##id,
#include "check/excel-functions.def"
#undef EXCEL_FUNCTION
    EXCEL_FUNCTION_COUNT
};

enum excel_node_kind {
    NODE_NUMBER,
    NODE_TEXT,
    NODE_BOOLEAN,
    NODE_MISSING,   /* an argument that is left out */
    NODE_REFERENCE, /* a cell or an area */
    NODE_OPERATOR,
    NODE_CALL,
};

enum excel_operator {
    EXCEL_ADD,
    EXCEL_SUBTRACT,
    EXCEL_MULTIPLY,
    EXCEL_DIVIDE,
    EXCEL_POWER,
    EXCEL_JOIN,
    EXCEL_EQUAL,
    EXCEL_UNEQUAL,
    EXCEL_LESS,
    EXCEL_LESS_EQUAL,
    EXCEL_GREATER,
    EXCEL_GREATER_EQUAL,
    EXCEL_NEGATE,
    EXCEL_PERCENT,
};

struct excel_node {
    enum excel_node_kind kind;
    struct decimal number;
    bool truth;
    const char *text;
    const struct sheet *sheet; /* REFERENCE */
    struct range range;
    bool area; /* REFERENCE: not a single cell */
    enum excel_operator operation;
    enum excel_function function;
    struct excel_node **operands;
    unsigned operand_count;
    unsigned height; /* of the tree below: bounds the stack */
};

/* The tree of a formula that stands on `sheet`, in `arena`; NULL: it holds something that is not judged
 * (names, other workbooks, arrays, functions that are not known ...). */
const struct excel_node *excel_parse(struct arena *arena, const struct sheet *sheet, const char *formula);

enum excel_value_kind { EXCEL_UNKNOWN, EXCEL_EMPTY, EXCEL_NUMBER, EXCEL_TEXT, EXCEL_BOOLEAN };

struct excel_value {
    enum excel_value_kind kind;
    const struct rational *number; /* NUMBER; BOOLEAN: 0 or 1 */
    bool rounded;                  /* NUMBER: binary arithmetic may have given its last digits otherwise */
    const char *text;              /* TEXT */
};

/* One evaluation. */
struct excel {
    struct arena *arena;
    struct rational_pool *pool;
    const struct cell
        *own; /* the formula's; what it gives of itself depends on how often it was calculated */
    const struct rational
        *scale;     /* the largest magnitude met: errors of binary arithmetic are in proportion to it */
    unsigned cells; /* read so far */
    unsigned times; /* of them dates and durations */
    unsigned rows;  /* of areas, looked through so far, also where they hold no cell of them */
};

#define EXCEL_MOST_CELLS 100000u /* of one formula; more are not judged */

struct excel_value excel_evaluate(struct excel *excel, const struct excel_node *node);

/* For functions and operators. */
struct excel_value excel_unknown(void);
/* UNKNOWN where the number takes more digits than any that a spreadsheet holds. */
struct excel_value excel_number(struct excel *excel, const struct rational *number, bool rounded);
struct excel_value excel_boolean(struct excel *excel, bool truth);
/* The value of a cell; cells that are not there are EMPTY. */
struct excel_value excel_cell(struct excel *excel, const struct sheet *sheet, unsigned row, unsigned column);
/* A number where the value is one, is empty (0) or a truth value; UNKNOWN for a text. */
struct excel_value excel_as_number(struct excel *excel, struct excel_value value);
/* -1, 0, 1 in `ret`; false: binary arithmetic may see it otherwise, or the kinds do not compare. */
bool excel_compare(struct excel *excel, struct excel_value a, struct excel_value b, int *ret);
/* How far binary arithmetic may be from the exact figure. */
const struct rational *excel_tolerance(struct excel *excel);
/* Is the number, where it was rounded, so close to a whole multiple of 10^-decimals (plus half of it, `half`)
 * that rounding may go either way? */
bool excel_is_on_edge(struct excel *excel, struct excel_value number, int decimals, bool half);

/* excel-functions.c */
struct excel_value excel_call(struct excel *excel, const struct excel_node *call);

/* Calls `visit` for each cell of the argument that a function over areas looks at; an argument that is a
 * value of its own is visited with row PLACE_NO_CELL. False: too many cells, or something unknown. */
typedef bool (*excel_visit)(
    struct excel *excel, struct excel_value value, bool own, unsigned row, unsigned column, void *data);
bool excel_each(struct excel *excel, const struct excel_node *argument, excel_visit visit, void *data);

/* The part of an area that the sheet's cells reach. */
struct range excel_used(const struct sheet *sheet, struct range range);

#endif
