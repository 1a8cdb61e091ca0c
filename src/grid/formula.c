/* From formulas as files write them to one form, piece by piece. */
#include "grid/formula.h"

#include <string.h>

#include "support/intl.h"
#include "support/limits.h"
#include "support/place.h"

enum piece_kind {
    PIECE_OTHER,     /* an operator, a parenthesis, a comma */
    PIECE_BLANK,     /* blanks side by side */
    PIECE_STRING,    /* with its quotes; an error's name; what stands in brackets */
    PIECE_SHEET,     /* with its "!" */
    PIECE_FUNCTION,  /* a word before a parenthesis */
    PIECE_REFERENCE, /* A1, or the A and 1 of A:B and 1:2 */
    PIECE_WORD,      /* a name or number */
};

struct piece {
    enum piece_kind kind;
    const char *at;
    size_t length;
    struct formula_reference reference; /* row or column PLACE_NO_CELL: it has none */
    unsigned pair;                      /* pieces of A:B or 1:2 that follow */
};

/* ---- pieces ---- */

static bool is_word(char character)
{
    return g_ascii_isalnum(character) || (character && strchr("_.$\\?", character)) || (character & 0x80);
}

static bool is_blank(char character)
{
    return character && strchr(" \t\n\r", character);
}

/* The length of what ends with `quote`, which doubled is a character of it. */
static size_t quoted_length(const char *at, char quote)
{
    const char *from = at + 1;
    for (; *from; from++) {
        if (*from == quote && *++from != quote)
            break;
    }
    return (size_t)(from - at);
}

static size_t bracket_length(const char *at)
{
    unsigned depth = 0;
    for (const char *from = at; *from; from++) {
        depth += *from == '[';
        depth -= *from == ']';
        if (depth == 0)
            return (size_t)(from - at) + 1;
    }
    return strlen(at);
}

static size_t word_length(const char *at)
{
    size_t length = 0;
    bool number = g_ascii_isdigit(*at) || *at == '.';
    while (is_word(at[length])) {
        char character = at[length++];
        number = number &&
                 (g_ascii_isdigit(character) || character == '.' || character == 'E' || character == 'e');
        if (number && (character == 'E' || character == 'e') && (at[length] == '+' || at[length] == '-'))
            length++;
    }
    return length;
}

size_t formula_error_length(const char *at)
{
    static const char *const names[] = {
        "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"};
    for (unsigned i = 0; *at == '#' && i < G_N_ELEMENTS(names); i++)
        if (g_str_has_prefix(at, names[i]))
            return strlen(names[i]);
    return 0;
}

/* "$AB$12", "$AB" or "$12" and nothing else. */
static bool parse_reference(const char *at, size_t length, struct formula_reference *ret)
{
    const char *end = at + length;
    unsigned column = 0, row = 0;
    bool fixed = at < end && *at == '$';
    struct formula_reference reference = {.row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    at += fixed;
    for (; at < end && g_ascii_isalpha(*at) && column <= LIMIT_COLUMNS; at++)
        column = column * 26 + (unsigned)(g_ascii_toupper(*at) - 'A') + 1;
    if (column) {
        reference.column = column - 1;
        reference.column_fixed = fixed;
        fixed = at < end && *at == '$';
        at += fixed;
    }
    const char *digits = at;
    for (; at < end && g_ascii_isdigit(*at) && row <= LIMIT_ROWS; at++)
        row = row * 10 + (unsigned)(*at - '0');
    if (at != end || column > LIMIT_COLUMNS || row > LIMIT_ROWS || (fixed && !row))
        return false;
    if (row) {
        reference.row = row - 1;
        reference.row_fixed = fixed;
    }
    *ret = reference;
    return (row || column) && (digits == end || *digits != '0');
}

static bool has_cell(const struct formula_reference *reference)
{
    return reference->row != PLACE_NO_CELL && reference->column != PLACE_NO_CELL;
}

/* Are these the ends of A:B or 1:2? */
static bool is_pair(const struct formula_reference *first, const struct formula_reference *last)
{
    return !has_cell(first) && !has_cell(last) &&
           (first->row == PLACE_NO_CELL) == (last->row == PLACE_NO_CELL);
}

/* A word: what it is, what stands behind it tells. */
static void take_word(struct piece *piece, bool in_pair)
{
    const char *behind = piece->at + piece->length;
    size_t second = *behind == ':' ? word_length(behind + 1) : 0;
    struct formula_reference other;
    bool place = parse_reference(piece->at, piece->length, &piece->reference);
    piece->kind = PIECE_WORD;
    if (*behind == '!') {
        piece->kind = PIECE_SHEET;
        piece->length++;
    } else if (second && behind[1 + second] == '!' && !(place && has_cell(&piece->reference))) {
        piece->kind = PIECE_SHEET;
        piece->length += second + 2;
    } else if (*behind == '(') {
        piece->kind = PIECE_FUNCTION;
    } else if (place && *behind != '[' && (in_pair || has_cell(&piece->reference))) {
        piece->kind = PIECE_REFERENCE;
    } else if (place && second && behind[1 + second] != '(' && behind[1 + second] != '[' &&
               parse_reference(behind + 1, second, &other) && is_pair(&piece->reference, &other)) {
        piece->kind = PIECE_REFERENCE;
        piece->pair = 2;
    }
}

/* Takes the piece at `at`, which stands behind `before`. */
static struct piece take_piece(const char *at, const struct piece *before)
{
    struct piece piece = {
        .kind = PIECE_OTHER, .at = at, .length = 1, .pair = before->pair ? before->pair - 1 : 0};
    size_t error = formula_error_length(at);
    if (is_blank(*at)) {
        piece.kind = PIECE_BLANK;
        while (is_blank(at[piece.length]))
            piece.length++;
    } else if (*at == '"' || *at == '\'') {
        piece.kind = PIECE_STRING;
        piece.length = quoted_length(at, *at);
        if (*at == '\'' && at[piece.length] == '!') {
            piece.kind = PIECE_SHEET;
            piece.length++;
        }
    } else if (error || *at == '[') {
        piece.kind = PIECE_STRING;
        piece.length = error ? error : bracket_length(at);
        /* another workbook's number and sheet are no sheet's name here */
        size_t word = error ? 0 : word_length(at + piece.length);
        if (word && at[piece.length + word] == '!')
            piece.length += word + 1;
    } else if (is_word(*at)) {
        piece.length = word_length(at);
        take_word(&piece, before->pair == 1);
    }
    return piece;
}

/* ---- the pieces of the one form ---- */

static bool needs_quotes(const char *name)
{
    struct formula_reference reference;
    if (!*name || g_ascii_isdigit(*name) || *name == '.' ||
        (parse_reference(name, strlen(name), &reference) && has_cell(&reference)))
        return true;
    if (g_ascii_strcasecmp(name, "R") == 0 || g_ascii_strcasecmp(name, "C") == 0)
        return true;
    for (; *name; name++)
        if (!g_ascii_isalnum(*name) && *name != '_' && *name != '.' && !(*name & 0x80))
            return true;
    return false;
}

static void append_doubled(GString *text, const char *name)
{
    for (; *name; name++) {
        if (*name == '\'')
            g_string_append_c(text, '\'');
        g_string_append_c(text, *name);
    }
}

void formula_append_sheet(GString *text, const char *first, const char *last, const char *own)
{
    if (!last && own && strcmp(first, own) == 0)
        return;
    bool quotes = needs_quotes(first) || (last && needs_quotes(last));
    if (quotes)
        g_string_append_c(text, '\'');
    append_doubled(text, first);
    if (last) {
        g_string_append_c(text, ':');
        append_doubled(text, last);
    }
    g_string_append(text, quotes ? "'!" : "!");
}

static void append_column(GString *text, const struct formula_reference *reference)
{
    char letters[4];
    unsigned count = 0;
    for (unsigned column = reference->column + 1; column && count < sizeof letters;
         column = (column - 1) / 26)
        letters[count++] = (char)('A' + (column - 1) % 26);
    if (reference->column_fixed)
        g_string_append_c(text, '$');
    while (count)
        g_string_append_c(text, letters[--count]);
}

static void append_row(GString *text, const struct formula_reference *reference)
{
    char digits[12];
    g_snprintf(digits, sizeof digits, "%s%u", reference->row_fixed ? "$" : "", reference->row + 1);
    g_string_append(text, digits);
}

void formula_append_area(GString *text, const struct formula_reference *first,
    const struct formula_reference *last, unsigned last_row, unsigned last_column)
{
    bool columns = last && first->row == 0 && last->row == last_row;
    bool rows = last && !columns && first->column == 0 && last->column == last_column;
    for (const struct formula_reference *end = first; end; end = end == first ? last : NULL) {
        if (end == last)
            g_string_append_c(text, ':');
        if (!rows)
            append_column(text, end);
        if (!columns)
            append_row(text, end);
    }
}

void formula_append_function(GString *text, const char *name, size_t length)
{
    static const char *const marks[] = {"_xlfn.", "_xlws.", "_xludf."};
    for (unsigned i = 0; i < G_N_ELEMENTS(marks); i++) {
        size_t mark = strlen(marks[i]);
        if (length > mark && g_ascii_strncasecmp(name, marks[i], mark) == 0) {
            name += mark;
            length -= mark;
        }
    }
    for (; length > 0; length--)
        g_string_append_c(text, g_ascii_toupper(*name++));
}

/* "Uno!", "'L''anno'!", "Uno:Due!" anew. */
static void append_sheet(GString *text, const struct piece *piece, const char *own)
{
    bool quoted = *piece->at == '\'';
    GString *names[2] = {g_string_new(NULL), g_string_new(NULL)};
    unsigned count = 0;
    const char *end = piece->at + piece->length - 1 - quoted;
    if (memchr(piece->at, '[', piece->length)) { /* another workbook's */
        g_string_append_len(text, piece->at, (gssize)piece->length);
    } else {
        for (const char *at = piece->at + quoted; at < end; at++) {
            if (*at == ':' && count == 0) {
                count = 1;
                continue;
            }
            if (*at == '\'' && at + 1 < end)
                at++;
            g_string_append_c(names[count], *at);
        }
        formula_append_sheet(text, names[0]->str, count ? names[1]->str : NULL, own);
    }
    g_string_free(names[0], TRUE);
    g_string_free(names[1], TRUE);
}

/* Blanks between two operands are an operator: what both have in common. */
static void append_blank(GString *text, const struct piece *piece)
{
    char before = text->len ? text->str[text->len - 1] : '\0', behind = piece->at[piece->length];
    if ((is_word(before) || before == ')' || before == ']') &&
        (is_word(behind) || behind == '(' || behind == '[' || behind == '\''))
        g_string_append_c(text, ' ');
}

static void append_reference(GString *text, const struct formula_reference *reference)
{
    if (reference->column != PLACE_NO_CELL)
        append_column(text, reference);
    if (reference->row != PLACE_NO_CELL)
        append_row(text, reference);
}

static bool is_canonical(const char *text)
{
    for (const char *at = text; *at; at++)
        if (g_ascii_islower(*at) || strchr(" \t\n\r!~", *at))
            return false;
    return !strstr(text, "()");
}

/* TRUE() and FALSE() are no calls to anybody but some programs. */
static bool is_truth(const struct piece *piece)
{
    return piece->at[piece->length + 1] == ')' &&
           ((piece->length == strlen("TRUE") && g_ascii_strncasecmp(piece->at, "TRUE", piece->length) == 0) ||
               (piece->length == strlen("FALSE") &&
                   g_ascii_strncasecmp(piece->at, "FALSE", piece->length) == 0));
}

static void append_piece(GString *text, struct piece *piece, const char *own)
{
    switch (piece->kind) {
    case PIECE_SHEET:
        append_sheet(text, piece, own);
        break;
    case PIECE_FUNCTION:
        formula_append_function(text, piece->at, piece->length);
        if (is_truth(piece))
            piece->length += strlen("()");
        break;
    case PIECE_REFERENCE:
        append_reference(text, &piece->reference);
        break;
    case PIECE_BLANK:
        append_blank(text, piece);
        break;
    case PIECE_OTHER:
        g_string_append_c(text, *piece->at == '~' ? ',' : *piece->at);
        break;
    case PIECE_STRING:
    case PIECE_WORD:
        g_string_append_len(text, piece->at, (gssize)piece->length);
        break;
    }
}

char *formula_canonical(const char *text, const char *own)
{
    if (is_canonical(text))
        return g_strdup(text);
    GString *out = g_string_sized_new(strlen(text));
    struct piece piece = {.kind = PIECE_OTHER};
    for (const char *at = text; *at; at += piece.length) {
        piece = take_piece(at, &piece);
        append_piece(out, &piece, own);
    }
    return g_string_free(out, FALSE);
}

/* ---- shared formulas ---- */

static bool shift(unsigned *place, bool fixed, int distance, unsigned limit)
{
    if (*place == PLACE_NO_CELL || fixed)
        return true;
    int64_t moved = (int64_t)*place + distance;
    if (moved < 0 || moved >= limit)
        return false;
    *place = (unsigned)moved;
    return true;
}

char *formula_shift(const char *text, int rows, int columns)
{
    GString *out = g_string_sized_new(strlen(text) + 8);
    struct piece piece = {.kind = PIECE_OTHER};
    bool inside = true;
    for (const char *at = text; *at && inside; at += piece.length) {
        piece = take_piece(at, &piece);
        struct formula_reference reference = piece.reference;
        if (piece.kind != PIECE_REFERENCE) {
            g_string_append_len(out, piece.at, (gssize)piece.length);
            continue;
        }
        inside = shift(&reference.row, reference.row_fixed, rows, LIMIT_ROWS) &&
                 shift(&reference.column, reference.column_fixed, columns, LIMIT_COLUMNS);
        append_reference(out, &reference);
    }
    return g_string_free(out, !inside);
}

const char *formula_too_long(size_t length)
{
    return length > LIMIT_FORMULA_BYTES
               ? _("holds a formula longer than Excel's 8,192 characters: shorten it")
               : NULL;
}

bool formula_may_share(struct formula_budget *budget, size_t cost)
{
    if (budget->spent + cost > LIMIT_FORMULAS_FREE + budget->formulas * LIMIT_FORMULAS_EACH)
        return false;
    budget->spent += cost;
    budget->formulas++;
    return true;
}
