/* What a number or a text looks like under a format code, in Italy. */
#include "grid/numfmt.h"

#include <math.h>
#include <string.h>
#include <glib.h>

#include "grid/numfmt-code.h"

/* ---- digits ---- */

/* A number that is not negative, rounded half up to some decimals. */
struct digits {
    GString *integer;  /* without leading zeros; "" for zero */
    GString *fraction; /* as many as were asked for */
};

static void digits_free(struct digits *digits)
{
    g_string_free(digits->integer, TRUE);
    g_string_free(digits->fraction, TRUE);
}

/* Rounds half up so that no digit is left behind the position 10^-decimals (which may be negative). */
static struct decimal round_decimal(struct decimal number, int decimals)
{
    int drop = -number.exponent - decimals;
    if (drop <= 0)
        return number;
    if (drop > 17)
        return (struct decimal){0, 0};
    int64_t power = format_code_power((unsigned)drop);
    int64_t rounded = number.coefficient / power + (number.coefficient % power >= power - power / 2);
    return (struct decimal){rounded, rounded ? number.exponent + drop : 0};
}

static unsigned coefficient_digits(int64_t coefficient)
{
    unsigned count = 0;
    for (; coefficient; coefficient /= 10)
        count++;
    return count;
}

static struct digits take_digits(struct decimal number, unsigned decimals)
{
    struct digits digits = {g_string_new(NULL), g_string_new(NULL)};
    number = round_decimal(number, (int)decimals);
    if (number.coefficient)
        g_string_append_printf(digits.integer, "%" G_GINT64_FORMAT, (gint64)number.coefficient);
    for (int i = 0; number.coefficient && i < number.exponent; i++)
        g_string_append_c(digits.integer, '0');
    if (number.exponent < 0) {
        size_t places = (size_t)-number.exponent;
        while (digits.integer->len < places)
            g_string_prepend_c(digits.integer, '0');
        g_string_append(digits.fraction, digits.integer->str + digits.integer->len - places);
        g_string_truncate(digits.integer, digits.integer->len - places);
        size_t zeros = strspn(digits.integer->str, "0");
        g_string_erase(digits.integer, 0, (gssize)zeros);
    }
    while (digits.fraction->len < decimals)
        g_string_append_c(digits.fraction, '0');
    return digits;
}

/* The exponent of the first digit: 3 for 1234, -2 for 0.05; 0 for 0. */
static int magnitude(struct decimal number)
{
    if (!number.coefficient)
        return 0;
    return number.exponent + (int)coefficient_digits(number.coefficient) - 1;
}

/* ---- General ---- */

static void append_plain(GString *out, struct decimal number)
{
    struct digits digits = take_digits(number, number.exponent < 0 ? (unsigned)-number.exponent : 0);
    g_string_append(out, digits.integer->len ? digits.integer->str : "0");
    size_t length = digits.fraction->len;
    while (length && digits.fraction->str[length - 1] == '0')
        length--;
    if (length) {
        g_string_append_c(out, ',');
        g_string_append_len(out, digits.fraction->str, (gssize)length);
    }
    digits_free(&digits);
}

static void append_general_power(GString *out, struct decimal number)
{
    number = round_decimal(number, 5 - magnitude(number));
    int exponent = magnitude(number);
    number.exponent -= exponent;
    append_plain(out, number);
    g_string_append_printf(out, "E%c%02d", exponent < 0 ? '-' : '+', ABS(exponent));
}

/* At most eleven characters, as Excel shows a General cell that is wide enough. */
static void append_general(GString *out, struct decimal number)
{
    int size = magnitude(number);
    int decimals = number.exponent < 0 ? -number.exponent : 0;
    struct decimal ten_digits = round_decimal(number, 9 - CLAMP(size, 0, 9));
    if (size >= 0 && magnitude(ten_digits) <= 10) /* 99999999999,7 becomes a digit longer */
        append_plain(out, ten_digits);
    else if (size < 0 && (size >= -4 || decimals <= 9))
        append_plain(out, round_decimal(number, 9));
    else
        append_general_power(out, number);
}

/* ---- numbers ---- */

struct number_layout {
    unsigned integer_places, fraction_places;
    unsigned exponent_at; /* token; the section's end: none */
    unsigned exponent_places;
};

static struct number_layout lay_out(const struct format_code *code, const struct section *section)
{
    unsigned end = section->first + section->count;
    struct number_layout layout = {.exponent_at = end};
    bool after_point = false;
    for (unsigned i = section->first; i < end; i++) {
        switch (code->tokens[i].kind) {
        case TOKEN_POINT:
            after_point = true;
            break;
        case TOKEN_EXPONENT:
            if (layout.exponent_at == end)
                layout.exponent_at = i;
            break;
        case TOKEN_DIGIT:
            if (layout.exponent_at < i)
                layout.exponent_places++;
            else if (after_point)
                layout.fraction_places++;
            else
                layout.integer_places++;
            break;
        default:
            break;
        }
    }
    return layout;
}

/* The digit at `from_right` (0 is the unit), then a separator where thousands are grouped. */
static void append_integer_digit(
    GString *out, const struct digits *digits, size_t from_right, char placeholder, bool grouping)
{
    size_t length = digits->integer->len;
    if (from_right < length)
        g_string_append_c(out, digits->integer->str[length - 1 - from_right]);
    else if (placeholder == '0')
        g_string_append_c(out, '0');
    else {
        if (placeholder == '?')
            g_string_append_c(out, ' ');
        return;
    }
    if (grouping && from_right && from_right % 3 == 0)
        g_string_append_c(out, '.');
}

/* Fills the placeholder number `place` (from the left) of the integer part; the first takes what is in
 * excess. */
static void append_integer_place(GString *out, const struct digits *digits,
    const struct number_layout *layout, unsigned place, char placeholder, bool grouping)
{
    size_t from_right = layout->integer_places - 1 - place;
    if (place == 0)
        for (size_t k = digits->integer->len; k > from_right + 1; k--)
            append_integer_digit(out, digits, k - 1, placeholder, grouping);
    append_integer_digit(out, digits, from_right, placeholder, grouping);
}

/* Fills a placeholder behind the decimal mark; trailing zeros stand only where the code has 0. */
static void append_fraction_place(GString *out, const struct digits *digits, unsigned place, char placeholder)
{
    bool zeros = true;
    for (size_t k = place; k < digits->fraction->len && zeros; k++)
        zeros = digits->fraction->str[k] == '0';
    if (!zeros || placeholder == '0')
        g_string_append_c(out, digits->fraction->str[place]);
    else if (placeholder == '?')
        g_string_append_c(out, ' ');
}

static void append_exponent(GString *out, int exponent, char sign, unsigned places)
{
    g_string_append_c(out, 'E');
    if (exponent < 0)
        g_string_append_c(out, '-');
    else if (sign == '+')
        g_string_append_c(out, '+');
    g_string_append_printf(out, "%0*d", (int)MAX(places, 1u), ABS(exponent));
}

/* Scales a number for a code with a power of ten; returns the exponent to show. */
static int scale_for_exponent(struct decimal *number, const struct number_layout *layout)
{
    int step = (int)MAX(layout->integer_places, 1u), size = magnitude(*number);
    if (!number->coefficient)
        return 0;
    int exponent = step == 1 ? size : (size >= 0 ? size / step : -((step - 1 - size) / step)) * step;
    struct decimal scaled = {number->coefficient, number->exponent - exponent};
    struct decimal rounded = round_decimal(scaled, (int)layout->fraction_places);
    if (magnitude(rounded) >= step) {
        exponent += step;
        scaled.exponent -= step;
    }
    *number = scaled;
    return exponent;
}

/* Does anything stand behind the decimal mark? A mark with nothing behind it is not shown. */
static bool shows_fraction(const struct format_code *code, const struct section *section,
    const struct number_layout *layout, const struct digits *digits)
{
    bool shown = layout->fraction_places == 0 || strspn(digits->fraction->str, "0") < digits->fraction->len;
    bool after_point = false;
    for (unsigned i = section->first; i < section->first + section->count && i < layout->exponent_at; i++) {
        const struct token *token = &code->tokens[i];
        after_point |= token->kind == TOKEN_POINT;
        shown |= after_point && token->kind == TOKEN_DIGIT && token->digit != '#';
    }
    return shown;
}

/* False when all digits that it shows are zero: then no minus goes before them. */
static bool show_number(
    GString *out, const struct format_code *code, const struct section *section, struct decimal number)
{
    struct number_layout layout = lay_out(code, section);
    number.exponent += (int)(2 * section->percents) - (int)(3 * section->thousands);
    int exponent = 0;
    if (layout.exponent_places)
        exponent = scale_for_exponent(&number, &layout);
    struct digits digits = take_digits(number, layout.fraction_places);
    unsigned integer_place = 0, fraction_place = 0;
    for (unsigned i = section->first; i < section->first + section->count; i++) {
        const struct token *token = &code->tokens[i];
        switch (token->kind) {
        case TOKEN_LITERAL:
            format_code_append_literal(out, code, token);
            break;
        case TOKEN_PERCENT:
            g_string_append_c(out, '%');
            break;
        case TOKEN_POINT:
            if (!layout.integer_places && digits.integer->len)
                g_string_append(out, digits.integer->str);
            if (shows_fraction(code, section, &layout, &digits))
                g_string_append_c(out, ',');
            break;
        case TOKEN_EXPONENT:
            append_exponent(out, exponent, token->digit, layout.exponent_places);
            break;
        case TOKEN_DIGIT:
            if (i > layout.exponent_at)
                break;
            if (integer_place < layout.integer_places)
                append_integer_place(out, &digits, &layout, integer_place++, token->digit, section->grouping);
            else
                append_fraction_place(out, &digits, fraction_place++, token->digit);
            break;
        case TOKEN_GENERAL:
            append_general(out, number);
            break;
        default:
            break;
        }
    }
    bool zero = section->has_digits && !digits.integer->len &&
                strspn(digits.fraction->str, "0") == digits.fraction->len;
    digits_free(&digits);
    return !zero;
}

/* ---- fractions ---- */

/* The nearest numerator/denominator of `part` (0 to 1, or more without whole part). */
static void nearest_fraction(
    double part, const struct token *slash, uint64_t *ret_numerator, unsigned *ret_denominator)
{
    if (slash->fixed) {
        *ret_denominator = slash->fixed;
        *ret_numerator = (uint64_t)floor(part * slash->fixed + 0.5);
        return;
    }
    double best = 2;
    unsigned most = (unsigned)format_code_power(slash->count) - 1;
    for (unsigned denominator = 1; denominator <= most && best > 1e-12; denominator++) {
        double numerator = floor(part * denominator + 0.5);
        double difference = fabs(part - numerator / denominator);
        if (difference < best - 1e-12) {
            best = difference;
            *ret_numerator = (uint64_t)numerator;
            *ret_denominator = denominator;
        }
    }
}

static void show_fraction(GString *out, const struct format_code *code, const struct section *section,
    const struct token *slash, struct decimal number)
{
    const struct token *first = &code->tokens[section->first], *end = first + section->count;
    const struct token *numerator_at = slash;
    while (numerator_at > first && numerator_at[-1].kind == TOKEN_DIGIT)
        numerator_at--;
    bool whole = false;
    for (const struct token *token = first; token < numerator_at; token++)
        whole |= token->kind == TOKEN_DIGIT;

    number.exponent += (int)(2 * section->percents);
    double value = decimal_to_double(number);
    if (value > 1e9) {
        g_string_append(out, NOT_SHOWN);
        return;
    }
    double integer = whole ? floor(value) : 0;
    uint64_t numerator = 0;
    unsigned denominator = 1;
    nearest_fraction(value - integer, slash, &numerator, &denominator);
    if (whole && numerator == denominator) {
        integer++;
        numerator = 0;
    }
    bool shown = false;
    for (const struct token *token = first; token < end; token++) {
        if (token->kind == TOKEN_LITERAL && !(token < slash && whole && !shown)) {
            format_code_append_literal(out, code, token);
        } else if (token->kind == TOKEN_PERCENT) {
            g_string_append_c(out, '%');
        } else if (token == numerator_at && !(whole && numerator == 0)) {
            if (shown)
                g_string_append_c(out, ' ');
            g_string_append_printf(out, "%" G_GUINT64_FORMAT "/%u", numerator, denominator);
        } else if (token->kind == TOKEN_DIGIT && token < numerator_at && !shown) {
            shown = integer > 0 || numerator == 0 || token->digit == '0';
            if (shown)
                g_string_append_printf(out, "%.0f", integer);
            while (token + 1 < numerator_at)
                token++;
        }
    }
}

/* ---- which section ---- */

static int compare(struct decimal a, struct decimal b)
{
    double left = decimal_to_double(a), right = decimal_to_double(b);
    return decimal_equal(a, b) ? 0 : left < right ? -1 : 1;
}

static bool holds(enum condition condition, int order)
{
    switch (condition) {
    case CONDITION_LESS:
        return order < 0;
    case CONDITION_LESS_EQUAL:
        return order <= 0;
    case CONDITION_EQUAL:
        return order == 0;
    case CONDITION_NOT_EQUAL:
        return order != 0;
    case CONDITION_GREATER_EQUAL:
        return order >= 0;
    case CONDITION_GREATER:
        return order > 0;
    case CONDITION_NONE:
        break;
    }
    return true;
}

/* Can only negative numbers come to this section? Then the code, not the number, says how the sign looks. */
static bool only_negative(const struct section *section)
{
    struct decimal zero = {0, 0};
    int order = compare(section->limit, zero);
    return (section->condition == CONDITION_LESS && order <= 0) ||
           (section->condition == CONDITION_LESS_EQUAL && order < 0) ||
           (section->condition == CONDITION_EQUAL && order < 0);
}

/* The section for a number, NULL when none fits; `ret_sign` says whether a minus goes before it. */
static const struct section *choose(const struct format_code *code, struct decimal number, bool *ret_sign)
{
    unsigned count = format_code_number_sections(code);
    const struct section *sections = code->sections;
    struct decimal zero = {0, 0};
    int order = compare(number, zero);
    bool conditions = false;
    for (unsigned i = 0; i < count; i++)
        conditions |= sections[i].condition != CONDITION_NONE;

    if (!conditions) {
        unsigned chosen = order < 0 && count > 1 ? 1 : order == 0 && count > 2 ? 2 : 0;
        *ret_sign = order < 0 && chosen == 0;
        return &sections[chosen];
    }
    for (unsigned i = 0; i < count; i++) {
        struct section section = sections[i];
        if (section.condition == CONDITION_NONE && i + 1 < count) {
            section.condition = i == 0 ? CONDITION_GREATER : CONDITION_LESS;
            section.limit = zero;
        }
        if (!holds(section.condition, compare(number, section.limit)))
            continue;
        *ret_sign = order < 0 && !only_negative(&section);
        return &sections[i];
    }
    return NULL;
}

/* ---- the whole ---- */

char *numfmt_display(const char *code, struct decimal number)
{
    struct format_code parsed;
    GString *out = g_string_new(NULL);
    struct decimal size = {ABS(number.coefficient), number.exponent};
    bool sign = number.coefficient < 0;
    const struct section *section = NULL;
    bool general = !format_code_parse(&parsed, code);
    if (!general)
        section = choose(&parsed, number, &sign);
    if (!general && !section)
        return g_string_free(g_string_append(out, NOT_SHOWN), FALSE);
    general = general || section->has_text;
    if (!general && sign && section->is_date && !section->has_elapsed)
        return g_string_free(g_string_append(out, NOT_SHOWN), FALSE);
    const struct token *slash = NULL;
    for (unsigned i = 0; section && i < section->count && !slash; i++)
        if (parsed.tokens[section->first + i].kind == TOKEN_SLASH)
            slash = &parsed.tokens[section->first + i];
    if (general)
        append_general(out, size);
    else if (section->is_date)
        format_code_show_moment(out, &parsed, section, size);
    else if (slash)
        show_fraction(out, &parsed, section, slash, size);
    else
        sign &= show_number(out, &parsed, section, size);
    if (sign && (general || section->count))
        g_string_prepend_c(out, '-');
    return g_string_free(out, FALSE);
}

char *numfmt_display_text(const char *code, const char *text)
{
    struct format_code parsed;
    if (!format_code_parse(&parsed, code) || parsed.text_section < 0)
        return g_strdup(text);
    const struct section *section = &parsed.sections[parsed.text_section];
    GString *out = g_string_new(NULL);
    for (unsigned i = section->first; i < section->first + section->count; i++) {
        const struct token *token = &parsed.tokens[i];
        if (token->kind == TOKEN_TEXT || token->kind == TOKEN_GENERAL)
            g_string_append(out, text);
        else if (token->kind == TOKEN_LITERAL)
            format_code_append_literal(out, &parsed, token);
    }
    return g_string_free(out, FALSE);
}
