/* Dates and times as Italian texts. */
#include "grid/numfmt-code.h"

#include "support/date.h"

static const char *const month_names[2][12] = {
    {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
        "novembre", "dicembre"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December"},
};

/* Serial 1 is a Sunday for spreadsheet programs. */
static const char *const day_names[2][7] = {
    {"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"},
    {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
};

struct moment {
    struct civil_date date;
    unsigned weekday;
    int64_t days;
    int64_t seconds;    /* of the day */
    unsigned subsecond; /* in units of the digits shown */
};

__extension__ typedef __int128 wide_integer;

/* Days and seconds of a serial, rounded half up to the digits of a second that are shown. */
static struct moment moment_of(struct decimal number, unsigned subsecond_digits)
{
    int64_t days = decimal_floor(number), ticks = 0, scale = format_code_power(subsecond_digits);
    /* digits behind the 18th are far below what is shown */
    for (; number.exponent < -18 && number.coefficient; number.exponent++)
        number.coefficient /= 10;
    if (number.exponent < 0 && number.coefficient) {
        int64_t unit = format_code_power((unsigned)-number.exponent);
        wide_integer rest = number.coefficient % unit;
        ticks = (int64_t)((rest * 86400 * scale * 2 + unit) / ((wide_integer)unit * 2));
    }
    if (ticks >= 86400 * scale) {
        days++;
        ticks -= 86400 * scale;
    }
    struct moment moment = {.days = days, .seconds = ticks / scale, .subsecond = (unsigned)(ticks % scale)};
    moment.date = date_from_serial((int32_t)days);
    moment.weekday = (unsigned)((days + 6) % 7);
    return moment;
}

static void append_name(GString *out, const char *name, unsigned count)
{
    if (count == 4)
        g_string_append(out, name);
    else
        g_string_append_len(out, name, count == 5 ? 1 : 3);
}

static void append_padded(GString *out, int64_t number, unsigned count)
{
    g_string_append_printf(out, "%0*" G_GINT64_FORMAT, (int)MAX(count, 1u), number);
}

static void append_moment_token(GString *out, const struct format_code *code, const struct section *section,
    const struct token *token, const struct moment *moment, bool half_days)
{
    int64_t hour = moment->seconds / 3600, minute = moment->seconds / 60 % 60;
    switch ((enum token_kind)token->kind) {
    case TOKEN_LITERAL:
        format_code_append_literal(out, code, token);
        break;
    case TOKEN_YEAR:
        append_padded(out, token->count == 2 ? moment->date.year % 100 : moment->date.year, token->count);
        break;
    case TOKEN_MONTH:
        if (token->count <= 2)
            append_padded(out, moment->date.month, token->count);
        else if (moment->date.month)
            append_name(out, month_names[section->english][moment->date.month - 1], token->count);
        break;
    case TOKEN_DAY:
        if (token->count <= 2)
            append_padded(out, moment->date.day, token->count);
        else
            append_name(out, day_names[section->english][moment->weekday], token->count);
        break;
    case TOKEN_HOUR:
        append_padded(out, half_days ? (hour + 11) % 12 + 1 : hour, token->count);
        break;
    case TOKEN_MINUTE:
        append_padded(out, minute, token->count);
        break;
    case TOKEN_SECOND:
        append_padded(out, moment->seconds % 60, token->count);
        break;
    case TOKEN_SUBSECOND:
        g_string_append_c(out, ',');
        append_padded(out, moment->subsecond, token->count);
        break;
    case TOKEN_HALF_DAY:
        g_string_append(out, hour < 12 ? (token->count == 1 ? "A" : "AM") : (token->count == 1 ? "P" : "PM"));
        break;
    case TOKEN_ELAPSED_HOURS:
        append_padded(out, moment->days * 24 + hour, token->count);
        break;
    case TOKEN_ELAPSED_MINUTES:
        append_padded(out, moment->days * 1440 + hour * 60 + minute, token->count);
        break;
    case TOKEN_ELAPSED_SECONDS:
        append_padded(out, moment->days * 86400 + moment->seconds, token->count);
        break;
    default:
        break;
    }
}

static bool has_time(const struct format_code *code, const struct section *section)
{
    for (unsigned i = section->first; i < section->first + section->count; i++) {
        enum token_kind kind = code->tokens[i].kind;
        if (kind >= TOKEN_HOUR && kind <= TOKEN_ELAPSED_SECONDS)
            return true;
    }
    return false;
}

#define LAST_DAY 2958465 /* 31 December 9999 */

void format_code_show_moment(
    GString *out, const struct format_code *code, const struct section *section, struct decimal number)
{
    /* a date alone is not rounded up: a moment before midnight belongs to the day that ends */
    unsigned subsecond_digits = has_time(code, section) ? 0 : 4;
    bool half_days = false;
    const struct token *first = &code->tokens[section->first], *end = first + section->count;
    for (const struct token *token = first; token < end; token++) {
        if (token->kind == TOKEN_SUBSECOND)
            subsecond_digits = MAX(subsecond_digits, token->count);
        half_days |= token->kind == TOKEN_HALF_DAY;
    }
    struct moment moment = {.days = LAST_DAY + 1};
    if (decimal_to_double(number) < LAST_DAY + 1)
        moment = moment_of(number, subsecond_digits);
    if (moment.days > LAST_DAY) {
        g_string_append(out, NOT_SHOWN);
        return;
    }
    for (const struct token *token = first; token < end; token++)
        append_moment_token(out, code, section, token, &moment, half_days);
}
