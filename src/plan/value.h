/* A value that was read: typed, with the look and the cell it came from. */
#ifndef PIANOXL_PLAN_VALUE_H
#define PIANOXL_PLAN_VALUE_H

#include "grid/workbook.h"
#include "template/template.h"

enum value_kind {
    VALUE_MISSING,
    VALUE_NC, /* not applicable, not measurable: stays out of means */
    VALUE_NUMBER,
    VALUE_DATE,
    VALUE_BOOLEAN,
    VALUE_TEXT,
    VALUE_LIST,
};

/* What was doubtful when a cell became a value; match turns it into findings when the row is taken. */
enum value_doubt {
    DOUBT_SLIP = 1 << 0,             /* a code with slips */
    DOUBT_PERCENT_SIGN = 1 << 1,     /* a number above 1,5 without % in a percentuale: read as percent */
    DOUBT_TEXT_FOR_NUMBER = 1 << 2,  /* text where the type wants a number or a date: kept as text */
    DOUBT_CODE = 1 << 3,             /* a code outside its expression, taken as typed (3.8) */
};

/* Immutable once made; lives in the plan's arena. */
struct value {
    enum value_kind kind;
    struct decimal number;      /* NUMBER (percent as fraction); DATE: serial; BOOLEAN: 0 or 1 */
    const char *text;           /* as it was shown in its cell, blanks folded; TEXT: the value */
    const char *const *items;   /* LIST: codes in canonical form */
    unsigned item_count;
    const char *format;         /* canonical number format to show it in; NULL: General, or shown as `text` */
    const char *operator_sign;  /* shown by the cell's number format (">="), NULL: none */
    bool typed_as_text;         /* a number or date typed as text; `format` then imitates the typing */
    bool from_formula;          /* its cell holds a formula: not typed (own names in Calcoli) */
    unsigned doubts;            /* enum value_doubt bits */
    unsigned explained;         /* letters and digits that the field's expression explains */
    struct place place;
};

/* A whole cell as a value of a field (rule 3 and 5): numbers typed as text are numbers where the type wants
 * one, NC words, field words, yes and no, lists by their expression. NULL when the field's expression refuses
 * it, or the cell is blank. Excel errors and formulas without value are for the caller. `clean`: the cell's
 * text as it is typed, a value of another kind as it is shown, after text_clean; NULL: found here. */
const struct value *value_from_cell(struct arena *arena, const struct template *template,
    const struct field *field, const struct sheet *sheet, const struct cell *cell, const char *clean);

/* A part of a cell's text as a value of a field. NULL when the expression refuses it, or it is blank. */
const struct value *value_from_text(struct arena *arena, const struct template *template,
    const struct field *field, const char *text, const struct place *place);

/* A code taken as it is (from a header, an index, or outside its expression: 3.8). */
const struct value *value_from_code(struct arena *arena, const char *code, const struct place *place);

/* The same by meaning (3.7): numbers, dates, texts by text_equal_loosely, operators however written; 3 shown
 * as `>= 3` is the text `>= 3`. */
bool value_same(const struct value *a, const struct value *b);

/* A text that values which are the same (value_same) have in common, and few others do. To be freed. */
char *value_key(const struct value *value);

#endif
