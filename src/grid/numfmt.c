/* Number formats: built-in codes, classes, canonical form. */
#include "grid/numfmt.h"

#include <string.h>
#include <glib.h>

#include "grid/numfmt-code.h"
#include "support/italian.h"

/* ---- built-in formats ---- */

/* ECMA-376 part 1, 18.8.30, with the meaning they have in Italy; 27-36 and 50-58 are dates of East Asia. */
static const char *const builtin_codes[] = {
    [1] = "0",
    [2] = "0.00",
    [3] = "#,##0",
    [4] = "#,##0.00",
    [5] = "\"€ \"#,##0;-\"€ \"#,##0",
    [6] = "\"€ \"#,##0;[Red]-\"€ \"#,##0",
    [7] = "\"€ \"#,##0.00;-\"€ \"#,##0.00",
    [8] = "\"€ \"#,##0.00;[Red]-\"€ \"#,##0.00",
    [9] = "0%",
    [10] = "0.00%",
    [11] = "0.00E+00",
    [12] = "# ?/?",
    [13] = "# ?"
           "?/?"
           "?",
    [14] = "dd/mm/yyyy",
    [15] = "dd-mmm-yy",
    [16] = "dd-mmm",
    [17] = "mmm-yy",
    [18] = "h:mm AM/PM",
    [19] = "h:mm:ss AM/PM",
    [20] = "h:mm",
    [21] = "h:mm:ss",
    [22] = "dd/mm/yyyy h:mm",
    [27] = "dd/mm/yyyy",
    [28] = "dd/mm/yyyy",
    [29] = "dd/mm/yyyy",
    [30] = "dd/mm/yy",
    [31] = "dd/mm/yyyy",
    [32] = "h:mm",
    [33] = "h:mm:ss",
    [34] = "h:mm",
    [35] = "h:mm:ss",
    [36] = "dd/mm/yyyy",
    [37] = "#,##0;-#,##0",
    [38] = "#,##0;[Red]-#,##0",
    [39] = "#,##0.00;-#,##0.00",
    [40] = "#,##0.00;[Red]-#,##0.00",
    [41] = "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-",
    [42] = "_-\"€ \"* #,##0_-;-\"€ \"* #,##0_-;_-\"€ \"* \"-\"_-;_-@_-",
    [43] = "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"?"
           "?_-;_-@_-",
    [44] = "_-\"€ \"* #,##0.00_-;-\"€ \"* #,##0.00_-;_-\"€ \"* \"-\"?"
           "?_-;_-@_-",
    [45] = "mm:ss",
    [46] = "[h]:mm:ss",
    [47] = "mm:ss.0",
    [48] = "##0.0E+0",
    [49] = "@",
    [50] = "dd/mm/yyyy",
    [51] = "dd/mm/yyyy",
    [52] = "dd/mm/yyyy",
    [53] = "dd/mm/yyyy",
    [54] = "dd/mm/yyyy",
    [55] = "dd/mm/yyyy",
    [56] = "dd/mm/yyyy",
    [57] = "dd/mm/yyyy",
    [58] = "dd/mm/yyyy",
};

const char *numfmt_builtin(unsigned id)
{
    return id < G_N_ELEMENTS(builtin_codes) ? builtin_codes[id] : NULL;
}

/* ---- classes ---- */

const char *format_class_name(enum format_class class)
{
    static const char *const names[] = {
        [FORMAT_GENERAL] = "general",
        [FORMAT_INTEGER] = "integer",
        [FORMAT_DECIMAL] = "decimal",
        [FORMAT_PERCENT] = "percent",
        [FORMAT_CURRENCY] = "currency",
        [FORMAT_DATE] = "date",
        [FORMAT_TIME] = "time",
        [FORMAT_DURATION] = "duration",
        [FORMAT_TEXT] = "text",
    };
    return names[class];
}

/* Digits after the decimal mark; `ret_broken` is set for fractions and powers of ten. */
static unsigned count_decimals(
    const struct format_code *code, const struct section *section, bool *ret_broken)
{
    unsigned decimals = 0;
    bool after_point = false;
    for (unsigned i = section->first; i < section->first + section->count; i++) {
        enum token_kind kind = code->tokens[i].kind;
        if (kind == TOKEN_EXPONENT || kind == TOKEN_SLASH) {
            *ret_broken = true;
            break;
        }
        after_point |= kind == TOKEN_POINT;
        decimals += after_point && kind == TOKEN_DIGIT;
    }
    return decimals;
}

static enum format_class section_class(const struct format_code *code, const struct section *section)
{
    if (section->is_date)
        return section->has_calendar ? FORMAT_DATE : section->has_elapsed ? FORMAT_DURATION : FORMAT_TIME;
    if (section->has_text)
        return FORMAT_TEXT;
    if (section->percents)
        return FORMAT_PERCENT;
    if (section->currency)
        return FORMAT_CURRENCY;
    if (!section->has_digits)
        return FORMAT_GENERAL;
    bool broken = false;
    return count_decimals(code, section, &broken) > 0 || broken ? FORMAT_DECIMAL : FORMAT_INTEGER;
}

enum format_class numfmt_class(const char *code)
{
    struct format_code parsed;
    if (!format_code_parse(&parsed, code))
        return FORMAT_GENERAL;
    /* a first section of literals alone ("zero", nothing) says less than the others */
    enum format_class class = FORMAT_GENERAL;
    for (unsigned i = 0; i < format_code_number_sections(&parsed) && class == FORMAT_GENERAL; i++)
        class = section_class(&parsed, &parsed.sections[i]);
    return class;
}

int numfmt_decimals(const char *code)
{
    struct format_code parsed;
    if (!format_code_parse(&parsed, code))
        return -1;
    const struct section *section = &parsed.sections[0];
    bool broken = false;
    unsigned decimals = count_decimals(&parsed, section, &broken);
    return section->has_digits && !broken ? (int)decimals : -1;
}

bool numfmt_is_percent(const char *code)
{
    return numfmt_class(code) == FORMAT_PERCENT;
}

const char *numfmt_operator(const char *code)
{
    struct format_code parsed;
    if (!format_code_parse(&parsed, code))
        return NULL;
    const struct section *section = &parsed.sections[0];
    for (unsigned i = section->first; i < section->first + section->count; i++) {
        const struct token *token = &parsed.tokens[i];
        if (token->kind != TOKEN_LITERAL)
            return NULL;
        char *text = g_strndup(parsed.literals + token->text, token->length), *sign = g_strchug(text);
        size_t length;
        const char *operator= italian_operator_at(sign, &length);
        bool blank = !*sign;
        g_free(text);
        if (!blank)
            return operator;
    }
    return NULL;
}

/* ---- canonical form ---- */

static void write_literal(GString *out, const char *text, unsigned length)
{
    bool open = false;
    for (unsigned i = 0; i < length; i++) {
        bool quote = text[i] == '"';
        if (open == quote) {
            g_string_append_c(out, '"');
            open = !open;
        }
        if (quote)
            g_string_append_c(out, '\\');
        g_string_append_c(out, text[i]);
    }
    if (open)
        g_string_append_c(out, '"');
}

/* Digits before the decimal mark: as few as say the same. */
static void write_integer_digits(GString *out, unsigned zeros, unsigned engineering, bool grouping)
{
    unsigned digits = MAX(MAX(zeros, engineering), grouping ? 4 : 1);
    for (unsigned i = digits; i > 0; i--) {
        g_string_append_c(out, i <= zeros ? '0' : '#');
        if (grouping && i == 4)
            g_string_append_c(out, ',');
    }
}

/* The run of digits that begins at token `i`, as one; returns the first token after it. */
static unsigned write_digits(
    GString *out, const struct format_code *code, const struct section *section, unsigned i, bool *first_run)
{
    unsigned end = section->first + section->count, begin = i, first_zero = end;
    for (; i < end && code->tokens[i].kind == TOKEN_DIGIT; i++)
        if (code->tokens[i].digit == '0')
            first_zero = MIN(first_zero, i);
    unsigned zeros = first_zero < i ? i - first_zero : 0;
    bool engineering = false;
    for (unsigned k = i; k < end && !engineering; k++)
        engineering = code->tokens[k].kind == TOKEN_EXPONENT;
    if (*first_run)
        write_integer_digits(out, zeros, engineering ? i - begin : 0, section->grouping);
    else
        for (unsigned k = begin; k < i; k++)
            g_string_append_c(out, code->tokens[k].digit == '0' ? '0' : '#');
    *first_run = false;
    return i;
}

static void write_repeated(GString *out, char letter, unsigned count)
{
    while (count-- > 0)
        g_string_append_c(out, letter);
}

static void write_token(GString *out, const struct format_code *code, const struct token *token)
{
    static const char letters[] = {
        [TOKEN_YEAR] = 'y',
        [TOKEN_MONTH] = 'm',
        [TOKEN_DAY] = 'd',
        [TOKEN_HOUR] = 'h',
        [TOKEN_MINUTE] = 'm',
        [TOKEN_SECOND] = 's',
        [TOKEN_ELAPSED_HOURS] = 'h',
        [TOKEN_ELAPSED_MINUTES] = 'm',
        [TOKEN_ELAPSED_SECONDS] = 's',
    };
    switch ((enum token_kind)token->kind) {
    case TOKEN_LITERAL:
        if (token->count)
            g_string_append_printf(out, "[$%.*s]", (int)token->length, code->literals + token->text);
        else
            write_literal(out, code->literals + token->text, token->length);
        break;
    case TOKEN_FILL:
        g_string_append_c(out, '*');
        g_string_append_len(out, code->literals + token->text, token->length);
        break;
    case TOKEN_POINT:
        g_string_append_c(out, '.');
        break;
    case TOKEN_PERCENT:
        g_string_append_c(out, '%');
        break;
    case TOKEN_EXPONENT:
        g_string_append_printf(out, "E%c", token->digit);
        break;
    case TOKEN_SLASH:
        g_string_append_c(out, '/');
        if (token->fixed)
            g_string_append_printf(out, "%u", token->fixed);
        else
            write_repeated(out, '?', token->count);
        break;
    case TOKEN_GENERAL:
        g_string_append(out, "General");
        break;
    case TOKEN_TEXT:
        g_string_append_c(out, '@');
        break;
    case TOKEN_SUBSECOND:
        g_string_append_c(out, '.');
        write_repeated(out, '0', token->count);
        break;
    case TOKEN_HALF_DAY:
        g_string_append(out, token->count == 1 ? "A/P" : "AM/PM");
        break;
    case TOKEN_ELAPSED_HOURS:
    case TOKEN_ELAPSED_MINUTES:
    case TOKEN_ELAPSED_SECONDS:
        g_string_append_c(out, '[');
        write_repeated(out, letters[token->kind], token->count);
        g_string_append_c(out, ']');
        break;
    case TOKEN_YEAR:
    case TOKEN_MONTH:
    case TOKEN_DAY:
    case TOKEN_HOUR:
    case TOKEN_MINUTE:
    case TOKEN_SECOND:
        write_repeated(out, letters[token->kind], token->count);
        break;
    case TOKEN_DIGIT:
    case TOKEN_COMMA:
        break;
    }
}

static bool is_fraction(const struct format_code *code, const struct section *section)
{
    for (unsigned i = section->first; i < section->first + section->count; i++)
        if (code->tokens[i].kind == TOKEN_SLASH)
            return true;
    return false;
}

/* Are both of a date's letters, and the same one? */
static bool same_letter(const struct token *a, const struct token *b)
{
    static const uint8_t letters[] = {[TOKEN_YEAR] = 'y',
        [TOKEN_MONTH] = 'm',
        [TOKEN_DAY] = 'd',
        [TOKEN_HOUR] = 'h',
        [TOKEN_MINUTE] = 'm',
        [TOKEN_SECOND] = 's'};
    return a->kind < sizeof letters && b->kind < sizeof letters && letters[a->kind] &&
           letters[a->kind] == letters[b->kind];
}

static void write_section(GString *out, const struct format_code *code, const struct section *section)
{
    if (section->colour)
        g_string_append_printf(out, "[%s]", section->colour);
    if (section->condition != CONDITION_NONE) {
        char *limit = decimal_to_text(section->limit);
        g_string_append_printf(out, "[%s%s]", condition_signs[section->condition], limit);
        g_free(limit);
    }
    if (section->english && section->is_date)
        g_string_append(out, "[$-409]");
    bool first_run = true, fraction = is_fraction(code, section);
    unsigned end = section->first + section->count, last_digit = end, i = section->first;
    for (unsigned k = i; k < end; k++)
        if (code->tokens[k].kind == TOKEN_DIGIT)
            last_digit = k;
    while (i < end) {
        const struct token *token = &code->tokens[i];
        if (token->kind == TOKEN_DIGIT && !fraction) {
            i = write_digits(out, code, section, i, &first_run);
        } else {
            /* an empty literal keeps letters apart that belong to two */
            if (i > section->first && same_letter(token, token - 1))
                g_string_append(out, "\"\"");
            if (token->kind == TOKEN_DIGIT)
                g_string_append_c(out, token->digit);
            else
                write_token(out, code, token);
            first_run &= token->kind != TOKEN_POINT;
            i++;
        }
        if (last_digit < i && section->thousands && !fraction) {
            write_repeated(out, ',', section->thousands);
            last_digit = end;
        }
    }
}

static bool is_bare_text(const struct section *section)
{
    return section->count == 1 && section->has_text && !section->colour;
}

char *numfmt_canonical(const char *code)
{
    struct format_code parsed;
    if (!format_code_parse(&parsed, code))
        return NULL;
    /* a section for texts that shows them as they are says nothing, unless it makes the one before it one for
     * numbers */
    unsigned count = parsed.count;
    if (count > 1 && is_bare_text(&parsed.sections[count - 1]) &&
        !(count > 2 && parsed.sections[count - 2].has_text))
        parsed.count--;
    const struct section *first = &parsed.sections[0];
    if (parsed.count == 1 && first->count == 1 && first->has_general && !first->colour &&
        first->condition == CONDITION_NONE)
        return NULL;
    GString *out = g_string_new(NULL);
    for (unsigned i = 0; i < parsed.count; i++) {
        if (i)
            g_string_append_c(out, ';');
        write_section(out, &parsed, &parsed.sections[i]);
    }
    /* a code that shows nothing is not General, which shows all */
    if (out->len == 0)
        g_string_append(out, "\"\"");
    return g_string_free(out, FALSE);
}
