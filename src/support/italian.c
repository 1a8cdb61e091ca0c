#include "support/italian.h"

#include <glib.h>
#include <string.h>
#include "support/date.h"
#include "support/text.h"

static const char *const months[] = {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio",
    "agosto", "settembre", "ottobre", "novembre", "dicembre"};

static const char euro_sign[] = "€";
static const char minus_sign[] = "−"; /* U+2212, which word processors write */

static const char *skip_blanks(const char *text)
{
    for (size_t blank; (blank = text_blank_at(text)) > 0;)
        text += blank;
    return text;
}

static size_t count_digits(const char *text)
{
    size_t count = 0;
    while (g_ascii_isdigit(text[count]))
        count++;
    return count;
}

/* Length of 1.234.567 at `text`, 0 when the digits are not grouped. A first group that begins with 0 groups
 * nothing: 0.125 is an eighth. */
static size_t grouped_length(const char *text)
{
    size_t length = count_digits(text);
    if (length == 0 || length > 3 || *text == '0')
        return 0;
    size_t first = length;
    while (text[length] == '.' && count_digits(text + length + 1) == 3)
        length += 4;
    return length > first ? length : 0;
}

/* The digits at `text`, as XML writes a number, into `digits`. Returns their length in `text`, 0 if there are
 * none or they go on as dates and codes of several parts do. */
static size_t read_digits(const char *text, GString *digits, struct number_text *number)
{
    size_t whole = grouped_length(text);
    number->grouped = whole > 0;
    if (whole == 0)
        whole = count_digits(text);
    if (whole == 0)
        return 0;
    for (size_t i = 0; i < whole; i++) {
        if (text[i] != '.')
            g_string_append_c(digits, text[i]);
    }
    size_t length = whole;
    char mark = text[length];
    if ((mark == ',' || (mark == '.' && !number->grouped)) && g_ascii_isdigit(text[length + 1])) {
        size_t decimals = count_digits(text + length + 1);
        g_string_append_c(digits, '.');
        g_string_append_len(digits, text + length + 1, (gssize)decimals);
        number->decimals = (unsigned)decimals;
        number->decimal_point = mark == '.';
        length += 1 + decimals;
    }
    if ((text[length] == '.' || text[length] == ',') && g_ascii_isdigit(text[length + 1]))
        return 0;
    return length;
}

static const char *read_sign(const char *text, GString *digits, bool *ret_signed)
{
    size_t length = 0;
    if (*text == '+' || *text == '-')
        length = 1;
    else if (g_str_has_prefix(text, minus_sign))
        length = strlen(minus_sign);
    if (length == 0)
        return text;
    *ret_signed = true;
    if (*text != '+')
        g_string_append_c(digits, '-');
    return skip_blanks(text + length);
}

bool italian_number_at(const char *text, struct number_text *ret)
{
    struct number_text number = {.length = 0};
    GString *digits = g_string_new(NULL);
    const char *at = read_sign(text, digits, &number.signed_);
    if (g_str_has_prefix(at, euro_sign)) {
        number.euro = true;
        at = skip_blanks(at + strlen(euro_sign));
        if (!number.signed_)
            at = read_sign(at, digits, &number.signed_);
    }
    size_t length = read_digits(at, digits, &number);
    bool good = length > 0 && decimal_parse(digits->str, digits->len, &number.number);
    g_string_free(digits, TRUE);
    if (!good)
        return false;
    at += length;
    const char *behind = skip_blanks(at);
    if (*behind == '%' && !number.euro) {
        number.percent = true;
        if (!decimal_is_zero(number.number))
            number.number.exponent -= 2;
        at = behind + 1;
    } else if (!number.euro && g_str_has_prefix(behind, euro_sign)) {
        number.euro = number.euro_after = true;
        at = behind + strlen(euro_sign);
    }
    number.length = (size_t)(at - text);
    *ret = number;
    return true;
}

bool italian_number(const char *text, struct number_text *ret)
{
    const char *start = skip_blanks(text);
    struct number_text number;
    if (!italian_number_at(start, &number) || *skip_blanks(start + number.length) != '\0')
        return false;
    number.length += (size_t)(start - text);
    *ret = number;
    return true;
}

char *italian_number_format(const struct number_text *number)
{
    if (number->decimal_point)
        return NULL;
    GString *code = g_string_new(number->grouped ? "#,##0" : "0");
    if (number->decimals > 0)
        g_string_append_c(code, '.');
    for (unsigned i = 0; i < number->decimals; i++)
        g_string_append_c(code, '0');
    if (number->percent)
        g_string_append_c(code, '%');
    if (number->euro_after)
        g_string_append(code, "\" €\"");
    else if (number->euro)
        g_string_prepend(code, "\"€ \"");
    if (number->signed_ && number->number.coefficient > 0) {
        char *plain = g_strdup(code->str);
        g_string_printf(code, "\"+\"%s;\"-\"%s", plain, plain);
        g_free(plain);
    }
    return g_string_free(code, FALSE);
}

static bool read_part(const char **at, size_t fewest, size_t most, int *ret)
{
    size_t length = count_digits(*at);
    if (length < fewest || length > most)
        return false;
    *ret = (int)g_ascii_strtoll(*at, NULL, 10);
    *at += length;
    return true;
}

bool italian_date(const char *text, int32_t *ret)
{
    const char *at = skip_blanks(text);
    struct civil_date date;
    if (!read_part(&at, 1, 2, &date.day))
        return false;
    char mark = *at;
    if (mark == '\0' || strchr("/.-", mark) == NULL)
        return false;
    at++;
    if (!read_part(&at, 1, 2, &date.month) || *at != mark)
        return false;
    const char *year = ++at;
    if (!read_part(&at, 2, 4, &date.year) || at - year == 3 || *skip_blanks(at) != '\0')
        return false;
    if (at - year == 2)
        date.year += date.year < 30 ? 2000 : 1900; /* as spreadsheet programs do */
    return date_to_serial(date, ret);
}

int italian_month_at(const char *text, size_t *ret_length)
{
    for (int i = 0; i < (int)G_N_ELEMENTS(months); i++) {
        size_t length = strlen(months[i]);
        if (g_ascii_strncasecmp(text, months[i], length) == 0 &&
            !g_unichar_isalnum(g_utf8_get_char(text + length))) {
            *ret_length = length;
            return i + 1;
        }
    }
    return 0;
}

const char *italian_operator_at(const char *text, size_t *ret_length)
{
    /* longer signs first; the arrow is what word processors make of > at the beginning of a line */
    static const struct {
        const char *written, *meant;
    } signs[] = {{">=", ">="}, {"=>", ">="}, {"≥", ">="}, {"⩾", ">="}, {"<=", "<="}, {"=<", "<="},
        {"≤", "<="}, {"⩽", "<="}, {">", ">"}, {"➤", ">"}, {"<", "<"}, {"=", "="}};
    for (unsigned i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (g_str_has_prefix(text, signs[i].written)) {
            *ret_length = strlen(signs[i].written);
            return signs[i].meant;
        }
    }
    return NULL;
}
