#include "score/phrase.h"

#include <string.h>
#include "support/date.h"
#include "support/italian.h"
#include "support/text.h"

static const struct {
    const char *word;
    int number;
} ordinals[] = {{"primo", 1}, {"secondo", 2}, {"terzo", 3}, {"quarto", 4}, {"iii", 3}, {"ii", 2}, {"iv", 4},
    {"i", 1}, {"1", 1}, {"2", 2}, {"3", 3}, {"4", 4}};

static const struct {
    const char *word;
    int months;
} periods[] = {{"bimestre", 2}, {"trimestre", 3}, {"quadrimestre", 4}, {"semestre", 6}};

/* What may stand before a date and says no more than the date itself. */
static const char *const date_prefixes[] = {"il mese di ", "mese di ", "fine del mese di ",
    "la fine del mese di ", "fine di ", "la fine di ", "fine dell'", "la fine dell'", "fine ", "il ", "l'",
    "lo ", "la ", "data "};

const char *skip_blanks(const char *text)
{
    for (size_t blank; (blank = text_blank_at(text)) > 0;)
        text += blank;
    return text;
}

bool at_word_end(const char *text)
{
    return !g_unichar_isalnum(g_utf8_get_char(text));
}

const char *behind_word(const char *text, const char *word)
{
    if (!g_str_has_prefix(text, word) || !at_word_end(text + strlen(word)))
        return NULL;
    return text + strlen(word);
}

const char *skip_one_of(const char *text, const char *const *prefixes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (g_str_has_prefix(text, prefixes[i]))
            return text + strlen(prefixes[i]);
    }
    return text;
}

bool is_end(const char *text)
{
    text = skip_blanks(text);
    if (*text == '.')
        text = skip_blanks(text + 1);
    size_t length = strlen(text);
    return length == 0 || (text[0] == '(' && text[length - 1] == ')' && strpbrk(text, "0123456789") == NULL);
}

int year_at(const char *text, int year, const char **ret_behind)
{
    text = skip_blanks(text);
    static const char *const year_prefixes[] = {"del ", "dell'anno ", "anno "};
    const char *at = skip_one_of(text, year_prefixes, G_N_ELEMENTS(year_prefixes));
    size_t digits = strspn(at, "0123456789");
    if (digits == 4 && (at[0] == '1' || at[0] == '2')) {
        *ret_behind = at + digits;
        return (int)g_ascii_strtoll(at, NULL, 10);
    }
    *ret_behind = text;
    return year;
}

static bool set_date(int year, int month, int day, int32_t *ret)
{
    if (year == 0)
        return false;
    if (day == 0)
        day = date_days_in_month(year, month);
    return date_to_serial((struct civil_date){year, month, day}, ret);
}

/* "15 dicembre", "1° marzo 2020", "settembre": its last day. */
static bool month_date(const char *text, int year, int32_t *ret)
{
    int day = 0;
    size_t digits = strspn(text, "0123456789");
    if (digits > 2)
        return false;
    if (digits > 0) {
        day = (int)g_ascii_strtoll(text, NULL, 10);
        text += digits;
        if (g_str_has_prefix(text, "°"))
            text += strlen("°");
        text = skip_blanks(text);
        if (day == 0)
            return false;
    }
    size_t length;
    int month = italian_month_at(text, &length);
    if (month == 0)
        return false;
    const char *rest;
    int found = year_at(text + length, year, &rest);
    return is_end(rest) && set_date(found, month, day, ret);
}

/* "II semestre", "primo quadrimestre 2020", "fine anno": the last day. */
static bool period_date(const char *text, int year, int32_t *ret)
{
    const char *rest = behind_word(text, "anno");
    if (rest != NULL) {
        int found = year_at(rest, year, &rest);
        return is_end(rest) && set_date(found, 12, 31, ret);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(ordinals); i++) {
        const char *at = behind_word(text, ordinals[i].word);
        if (at == NULL)
            continue;
        if (g_str_has_prefix(at, "°"))
            at += strlen("°");
        at = skip_blanks(at);
        for (size_t n = 0; n < G_N_ELEMENTS(periods); n++) {
            const char *behind = behind_word(at, periods[n].word);
            int month = ordinals[i].number * periods[n].months;
            if (behind == NULL || month > 12)
                continue;
            int found = year_at(behind, year, &rest);
            return is_end(rest) && set_date(found, month, 0, ret);
        }
    }
    return false;
}

/* "30/06" of the plan's year. */
static bool short_date(const char *text, int year, int32_t *ret)
{
    size_t day = strspn(text, "0123456789");
    if (day == 0 || day > 2 || text[day] != '/')
        return false;
    size_t month = strspn(text + day + 1, "0123456789");
    if (month == 0 || month > 2 || !is_end(text + day + 1 + month))
        return false;
    return set_date(
        year, (int)g_ascii_strtoll(text + day + 1, NULL, 10), (int)g_ascii_strtoll(text, NULL, 10), ret);
}

/* A date with its year and nothing else than a remark behind it. */
static bool full_date(const char *text, int year, int32_t *ret)
{
    (void)year;
    size_t length = strspn(text, "0123456789./-");
    while (length > 0 && text[length - 1] == '.')
        length--;
    char *date = g_strndup(text, length);
    bool known = is_end(text + length) && italian_date(date, ret);
    g_free(date);
    return known;
}

bool read_date(const char *text, int year, struct target *target)
{
    static bool (*const ways[])(const char *text, int year, int32_t *ret) = {
        full_date, month_date, period_date, short_date};
    const char *bare = skip_one_of(text, date_prefixes, G_N_ELEMENTS(date_prefixes));
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        if (ways[i](bare, year, &target->serial)) {
            target->kind = TARGET_DATE;
            return true;
        }
    }
    return false;
}
