#include "fill/parts.h"

#include <string.h>

#include "support/text.h"

/* A format after a colon, taken apart: `€ #.##0,00` is a prefix, digits and a suffix. */
struct number_picture {
    size_t start, end;       /* of the digits, in bytes */
    char mark;               /* the decimal one */
    unsigned fewest, most;   /* decimals */
    unsigned integer_digits; /* at least */
    bool grouped, percent;
};

/* The last mark is the decimal one, unless digits follow it as behind a mark of thousands (`#.##0`). */
static bool is_decimal_part(const char *digits, size_t length, bool has_hash, char mark)
{
    size_t zeros = 0;
    while (zeros < length && digits[zeros] == '0')
        zeros++;
    size_t hashes = zeros;
    while (hashes < length && digits[hashes] == '#')
        hashes++;
    return length > 0 && hashes == length && !(mark == '.' && zeros == 3 && length == 3 && has_hash);
}

static struct number_picture picture_of(const char *format)
{
    struct number_picture picture = {.mark = ',', .percent = strchr(format, '%') != NULL};
    picture.start = strcspn(format, "#0");
    picture.end = picture.start + strspn(format + picture.start, "#0.,");
    while (picture.end > picture.start && strchr(".,", format[picture.end - 1]) != NULL)
        picture.end--;
    size_t whole = picture.end;
    for (size_t i = picture.end; i > picture.start; i--) {
        char mark = format[i - 1];
        if (mark != '.' && mark != ',')
            continue;
        bool has_hash = memchr(format + picture.start, '#', picture.end - picture.start) != NULL;
        if (is_decimal_part(format + i, picture.end - i, has_hash, mark)) {
            picture.mark = mark;
            picture.most = (unsigned)(picture.end - i);
            picture.fewest = (unsigned)strspn(format + i, "0");
            whole = i - 1;
        }
        break;
    }
    for (size_t i = picture.start; i < whole; i++) {
        picture.grouped = picture.grouped || format[i] == '.' || format[i] == ',';
        picture.integer_digits += format[i] == '0';
    }
    return picture;
}

static void append_whole(
    GString *text, const char *digits, size_t length, const struct number_picture *picture)
{
    size_t padded = MAX(length, picture->integer_digits);
    for (size_t i = 0; i < padded; i++) {
        if (picture->grouped && i > 0 && (padded - i) % 3 == 0)
            g_string_append_c(text, picture->mark == ',' ? '.' : ',');
        g_string_append_c(text, i < padded - length ? '0' : digits[i - (padded - length)]);
    }
}

char *colon_show(const char *format, const struct rational *number, struct rational_pool *pool)
{
    struct number_picture picture = picture_of(format);
    if (picture.percent)
        number = rational_multiply(pool, number, rational_from_ratio(pool, 100, 1));
    char *plain = rational_to_fixed(number, picture.most);
    const char *digits = plain + (*plain == '-');
    size_t whole = strcspn(digits, ".");
    const char *decimals = digits + whole + (digits[whole] == '.');
    size_t shown = strlen(decimals);
    while (shown > picture.fewest && decimals[shown - 1] == '0')
        shown--;
    GString *text = g_string_new(NULL);
    char *prefix = g_strndup(format, picture.start);
    bool words = text_count_alnum(prefix) > 0;
    bool negative = *plain == '-' && strspn(digits, "0.") < strlen(digits);
    if (negative && !words)
        g_string_append_c(text, '-');
    g_string_append(text, prefix);
    if (negative && words)
        g_string_append_c(text, '-');
    append_whole(text, digits, whole, &picture);
    if (shown > 0) {
        g_string_append_c(text, picture.mark);
        g_string_append_len(text, decimals, (gssize)shown);
    }
    g_string_append(text, format + picture.end);
    g_free(prefix);
    g_free(plain);
    return g_string_free(text, FALSE);
}

static const struct {
    const char *typed, *ascii;
} operators[] = {
    {">=", ">="},
    {"=>", ">="},
    {"≥", ">="},
    {"➤", ">="},
    {"<=", "<="},
    {"=<", "<="},
    {"≤", "<="},
    {">", ">"},
    {"<", "<"},
    {"=", "="},
};

char *colon_target(const char *format, const char *text)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(operators); i++) {
        if (!g_str_has_prefix(text, operators[i].typed))
            continue;
        const char *rest = text + strlen(operators[i].typed);
        for (size_t blank = text_blank_at(rest); blank > 0; blank = text_blank_at(rest))
            rest += blank;
        return g_strconcat(operators[i].ascii, strchr(format, ' ') != NULL ? " " : "", rest, NULL);
    }
    return g_strdup(text);
}
