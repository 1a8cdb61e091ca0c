/* Formulas of OpenDocument ("of:=SUM([.A1:.B2];1)", older "oooc:=...") as .xlsx writes them (OpenFormula 5).
 */
#include <string.h>

#include "grid/formula.h"
#include "grid/ods/ods.h"
#include "support/limits.h"

/* One end of a reference: a sheet, or the one before, and a cell, a column or a row. */
struct end {
    GString *sheet; /* empty: none */
    struct formula_reference place;
    bool has_row, has_column;
};

/* "$'Foglio 2'", "Foglio1" before the dot; NULL: a name of another file, or damaged. */
static const char *take_sheet(const char *at, GString *sheet)
{
    g_string_truncate(sheet, 0);
    if (*at == '.')
        return at + 1;
    at += *at == '$';
    if (*at == '\'') {
        for (at++; *at && !(at[0] == '\'' && at[1] != '\''); at++) {
            at += *at == '\'';
            g_string_append_c(sheet, *at);
        }
        at += *at == '\'';
    } else {
        while (*at && !strchr(".:]#'", *at))
            g_string_append_c(sheet, *at++);
    }
    return *at == '.' && sheet->len ? at + 1 : NULL;
}

static const char *take_place(const char *at, struct end *ret)
{
    unsigned column = 0, row = 0;
    bool fixed = *at == '$';
    const char *from = at += fixed;
    for (; g_ascii_isalpha(*at) && column <= LIMIT_COLUMNS; at++)
        column = column * 26 + (unsigned)(g_ascii_toupper(*at) - 'A') + 1;
    ret->has_column = at > from;
    ret->place.column_fixed = fixed && ret->has_column;
    if (ret->has_column) {
        fixed = *at == '$';
        at += fixed;
    }
    for (from = at; g_ascii_isdigit(*at) && row <= LIMIT_ROWS; at++)
        row = row * 10 + (unsigned)(*at - '0');
    ret->has_row = at > from;
    ret->place.row_fixed = fixed && ret->has_row;
    if ((!ret->has_row && !ret->has_column) || (ret->has_row && !row) || row > LIMIT_ROWS ||
        column > LIMIT_COLUMNS)
        return NULL;
    ret->place.row = ret->has_row ? row - 1 : 0;
    ret->place.column = ret->has_column ? column - 1 : 0;
    return at;
}

static const char *take_end(const char *at, struct end *end)
{
    at = take_sheet(at, end->sheet);
    return at ? take_place(at, end) : NULL;
}

/* The last row and column of a reference without rows or columns. */
static void fill_end(struct end ends[2])
{
    for (unsigned i = 0; i < 2; i++) {
        if (!ends[i].has_row)
            ends[i].place.row = i ? LIMIT_ROWS - 1 : 0;
        if (!ends[i].has_column)
            ends[i].place.column = i ? LIMIT_COLUMNS - 1 : 0;
    }
}

/* "[.A1:.B2]" from behind its "["; NULL: not understood. */
static const char *append_reference(GString *out, const char *at, const char *own, struct end ends[2])
{
    if (g_str_has_prefix(at, ".#REF!]") || g_str_has_prefix(at, "#REF!]")) {
        g_string_append(out, "#REF!");
        return strchr(at, ']') + 1;
    }
    at = take_end(at, &ends[0]);
    if (!at)
        return NULL;
    bool area = *at == ':';
    if (area) {
        at = take_end(at + 1, &ends[1]);
        if (!at || ends[0].has_row != ends[1].has_row || ends[0].has_column != ends[1].has_column)
            return NULL;
    }
    if (*at != ']' || (!area && (!ends[0].has_row || !ends[0].has_column)))
        return NULL;
    if (area)
        fill_end(ends);
    bool sheets = area && ends[1].sheet->len && !g_string_equal(ends[0].sheet, ends[1].sheet);
    if (ends[0].sheet->len)
        formula_append_sheet(out, ends[0].sheet->str, sheets ? ends[1].sheet->str : NULL, own);
    else if (sheets)
        return NULL;
    bool same =
        sheets && ends[0].place.row == ends[1].place.row && ends[0].place.column == ends[1].place.column;
    formula_append_area(
        out, &ends[0].place, area && !same ? &ends[1].place : NULL, LIMIT_ROWS - 1, LIMIT_COLUMNS - 1);
    return at + 1;
}

/* Names that OpenDocument tells apart from its own by where they come from. */
static void append_function(GString *out, const char *name, size_t length)
{
    static const char *const origins[] = {"COM.MICROSOFT.", "ORG.LIBREOFFICE.", "ORG.OPENOFFICE.", "LEGACY.",
        "COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GET"};
    for (unsigned i = 0; i < G_N_ELEMENTS(origins); i++) {
        size_t origin = strlen(origins[i]);
        if (length > origin && g_ascii_strncasecmp(name, origins[i], origin) == 0) {
            name += origin;
            length -= origin;
        }
    }
    formula_append_function(out, name, length);
}

static bool is_word(char character)
{
    return g_ascii_isalnum(character) || character == '_' || character == '.' || (character & 0x80);
}

/* A name, a function or a number. */
static const char *append_word(GString *out, const char *at)
{
    size_t length = 0;
    while (is_word(at[length]))
        length++;
    bool truth = g_str_has_prefix(at, "TRUE()") || g_str_has_prefix(at, "FALSE()");
    if (at[length] == '(')
        append_function(out, at, length);
    else
        g_string_append_len(out, at, (gssize)length);
    return at + length + (truth ? strlen("()") : 0);
}

static const char *append_quoted(GString *out, const char *at)
{
    char quote = *at;
    const char *end = at + 1;
    while (*end && !(*end == quote && end[1] != quote))
        end += *end == quote ? 2 : 1;
    end += *end == quote;
    g_string_append_len(out, at, end - at);
    return end;
}

/* Operators and what parts arguments: "~" joins areas, "!" is what they have in common, "|" ends a row of a
 * constant. */
static char translate(char character, bool in_constant)
{
    switch (character) {
    case ';':
    case '~':
        return ',';
    case '!':
        return ' ';
    case '|':
        return in_constant ? ';' : character;
    default:
        return character;
    }
}

/* Everything behind the "="; false: not understood. */
static bool append_formula(GString *out, const char *at, const char *own, struct end ends[2])
{
    unsigned braces = 0;
    while (at && *at) {
        char character = *at;
        braces += character == '{';
        braces -= character == '}' && braces;
        if (character == '[') {
            at = append_reference(out, at + 1, own, ends);
        } else if (character == '"') {
            at = append_quoted(out, at);
        } else if (is_word(character)) {
            at = append_word(out, at);
        } else if (character == '\'' || (character == '$' && at[1] != '$')) {
            return false; /* a label, or a sheet's own name */
        } else if (strchr(" \t\n\r", character)) {
            at++;
        } else if (formula_error_length(at)) {
            g_string_append_len(out, at, (gssize)formula_error_length(at));
            at += formula_error_length(at);
        } else {
            g_string_append_c(out, translate(character, braces > 0));
            at++;
        }
    }
    return at != NULL;
}

char *ods_formula(const char *text, const char *own)
{
    const char *equals = strchr(text, '=');
    size_t prefix = equals ? strcspn(text, "([\"") : 0;
    const char *at = equals && prefix > (size_t)(equals - text) ? equals + 1 : text;
    if (g_str_has_prefix(text, "msoxl:"))
        return formula_canonical(at, own);
    GString *out = g_string_sized_new(strlen(at));
    struct end ends[2] = {{.sheet = g_string_new(NULL)}, {.sheet = g_string_new(NULL)}};
    if (!append_formula(out, at, own, ends) || out->len > 4 * FORMULA_TEXT_MOST)
        g_string_truncate(out, 0);
    g_string_free(ends[0].sheet, TRUE);
    g_string_free(ends[1].sheet, TRUE);
    return g_string_free(out, FALSE);
}
