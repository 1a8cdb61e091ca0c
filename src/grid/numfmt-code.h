/* A number format code in pieces: sections, each a list of tokens. Internal to numfmt. */
#ifndef PIANOXL_GRID_NUMFMT_CODE_H
#define PIANOXL_GRID_NUMFMT_CODE_H

#include <stdbool.h>
#include <stdint.h>
#include <glib.h>
#include "support/decimal.h"

enum token_kind {
    TOKEN_LITERAL, /* text, length */
    TOKEN_FILL,    /* text: the character that fills the cell */
    TOKEN_DIGIT,   /* digit: 0 # or ? */
    TOKEN_POINT,
    TOKEN_COMMA, /* only while parsing */
    TOKEN_PERCENT,
    TOKEN_EXPONENT, /* digit: + or - */
    TOKEN_SLASH,    /* of a fraction; count: digits of the denominator, or fixed: the denominator */
    TOKEN_GENERAL,
    TOKEN_TEXT, /* @ */
    TOKEN_YEAR, /* count: 2 or 4 */
    TOKEN_MONTH,
    TOKEN_DAY,
    TOKEN_HOUR,
    TOKEN_MINUTE,
    TOKEN_SECOND,
    TOKEN_SUBSECOND, /* count: digits */
    TOKEN_HALF_DAY,  /* count: 1 A/P, 2 AM/PM */
    TOKEN_ELAPSED_HOURS,
    TOKEN_ELAPSED_MINUTES,
    TOKEN_ELAPSED_SECONDS,
};

struct token {
    uint8_t kind; /* enum token_kind */
    char digit;
    uint16_t count; /* of a literal: 1 if it is a currency that only its brackets tell */
    uint16_t length; /* of the text */
    uint16_t text;   /* offset in the code's literals */
    uint32_t fixed;
};

enum condition {
    CONDITION_NONE,
    CONDITION_LESS,
    CONDITION_LESS_EQUAL,
    CONDITION_EQUAL,
    CONDITION_NOT_EQUAL,
    CONDITION_GREATER_EQUAL,
    CONDITION_GREATER
};

struct section {
    unsigned first, count; /* in tokens */
    enum condition condition;
    struct decimal limit;
    const char *colour; /* "Red"; NULL: none */
    bool english;       /* month and day names in English */
    bool currency;      /* has a currency symbol */
    bool grouping;      /* thousands are separated */
    unsigned thousands; /* times the number is divided by a thousand */
    bool is_date;       /* has date, time or elapsed tokens */
    bool has_calendar;  /* has year, month or day */
    bool has_elapsed;
    bool has_digits, has_text, has_general;
    unsigned percents;
};

#define CODE_SECTIONS 4
#define CODE_TOKENS 256
#define CODE_LITERALS 1024

struct format_code {
    struct section sections[CODE_SECTIONS];
    unsigned count;
    struct token tokens[CODE_TOKENS];
    unsigned token_count;
    char literals[CODE_LITERALS];
    unsigned literal_length;
    int text_section; /* index of the section for texts; -1: none */
};

#define NOT_SHOWN "###" /* what has no picture under a code: spreadsheet programs fill the cell with # */

extern const char *const condition_signs[];

/* Takes `code` to pieces; false when it is NULL, General, or longer than any program makes them. */
bool format_code_parse(struct format_code *ret, const char *code);

/* The number of sections that are for numbers. */
unsigned format_code_number_sections(const struct format_code *code);

/* Appends a date, time or elapsed time, which is not negative, as the section says. */
void format_code_show_moment(
    GString *out, const struct format_code *code, const struct section *section, struct decimal number);

/* A literal's text. */
void format_code_append_literal(GString *out, const struct format_code *code, const struct token *token);

/* 10 to a power of at most 18. */
int64_t format_code_power(unsigned exponent);

#endif
