#include "score/target.h"

#include <string.h>
#include "support/date.h"
#include "support/italian.h"
#include "support/text.h"

#define LONGEST_OPERATOR 32 /* bytes: "superiore o uguale" with what follows */

/* Operators in words, the longer of two that begin alike first. A preposition and an article may follow ("non
 * inferiore al 80%", "entro la fine di maggio"). */
static const struct {
    const char *words, *sign;
    bool within;
} operators[] = {
    {"non inferiore", ">=", false},
    {"non inferiori", ">=", false},
    {"non minore", ">=", false},
    {"non meno", ">=", false},
    {"maggiore o uguale", ">=", false},
    {"superiore o uguale", ">=", false},
    {"uguale o superiore", ">=", false},
    {"uguale o maggiore", ">=", false},
    {"pari o superiore", ">=", false},
    {"almeno", ">=", false},
    {"minimo", ">=", false},
    {"a partire da", ">=", false},
    {"da", ">=", false},
    {"dal", ">=", false},
    {"non superiore", "<=", false},
    {"non superiori", "<=", false},
    {"non maggiore", "<=", false},
    {"non più", "<=", false},
    {"minore o uguale", "<=", false},
    {"inferiore o uguale", "<=", false},
    {"uguale o inferiore", "<=", false},
    {"uguale o minore", "<=", false},
    {"pari o inferiore", "<=", false},
    {"entro e non oltre", "<=", true},
    {"non oltre", "<=", true},
    {"entro", "<=", true},
    {"fino", "<=", false},
    {"al massimo", "<=", false},
    {"massimo", "<=", false},
    {"inferiore", "<", false},
    {"minore", "<", false},
    {"meno", "<", false},
    {"prima", "<", false},
    {"superiore", ">", false},
    {"maggiore", ">", false},
    {"più", ">", false},
    {"oltre", ">", false},
    {"pari", "=", false},
    {"uguale", "=", false},
};

static const char *const prepositions[] = {
    "a ", "al ", "allo ", "alla ", "all'", "ai ", "agli ", "alle ", "di "};
static const char *const articles[] = {"l'", "lo ", "la ", "il ", "gli ", "le ", "i "};

static const struct {
    const char *word;
    enum target_unit unit;
} units[] = {
    {"euro", UNIT_EURO},
    {"gg", UNIT_DAYS},
    {"giorni", UNIT_DAYS},
    {"giorno", UNIT_DAYS},
    {"settimane", UNIT_WEEKS},
    {"settimana", UNIT_WEEKS},
    {"mesi", UNIT_MONTHS},
    {"mese", UNIT_MONTHS},
    {"anni", UNIT_YEARS},
    {"anno", UNIT_YEARS},
    {"ore", UNIT_HOURS},
    {"ora", UNIT_HOURS},
    {"h", UNIT_HOURS},
    {"minuti", UNIT_MINUTES},
    {"min", UNIT_MINUTES},
};

static const struct {
    const char *word;
    int number;
} number_words[] = {{"un", 1}, {"uno", 1}, {"una", 1}, {"due", 2}, {"tre", 3}, {"quattro", 4}, {"cinque", 5},
    {"sei", 6}, {"sette", 7}, {"otto", 8}, {"nove", 9}, {"dieci", 10}, {"dodici", 12}, {"quindici", 15},
    {"venti", 20}, {"trenta", 30}, {"sessanta", 60}, {"novanta", 90}};

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

static const struct {
    const char *word;
    bool yes;
} yes_no_words[] = {{"si/no", true}, {"si no", true}, {"sì/no", true}, {"on/off", true}, {"on", true},
    {"off", false}, {"fatto", true}, {"realizzato", true}, {"non raggiunto", false},
    {"non realizzato", false}};

bool target_unit_is_time(enum target_unit unit)
{
    return unit >= UNIT_DAYS && unit <= UNIT_MINUTES;
}

static const char *skip(const char *text)
{
    for (size_t blank; (blank = text_blank_at(text)) > 0;)
        text += blank;
    return text;
}

static bool at_word_end(const char *text)
{
    return !g_unichar_isalnum(g_utf8_get_char(text));
}

/* Behind `word` if it stands at `text` as a whole word; NULL if not. */
static const char *behind_word(const char *text, const char *word)
{
    if (!g_str_has_prefix(text, word) || !at_word_end(text + strlen(word)))
        return NULL;
    return text + strlen(word);
}

static const char *skip_one_of(const char *text, const char *const *prefixes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (g_str_has_prefix(text, prefixes[i]))
            return text + strlen(prefixes[i]);
    }
    return text;
}

/* Nothing but a full stop or a remark in brackets. */
static bool is_end(const char *text)
{
    text = skip(text);
    if (*text == '.')
        text = skip(text + 1);
    size_t length = strlen(text);
    return length == 0 || (text[0] == '(' && text[length - 1] == ')' && strpbrk(text, "0123456789") == NULL);
}

/* A year at `text`, or the plan's where none stands there; 0 if neither is known. */
static int year_at(const char *text, int year, const char **ret_behind)
{
    text = skip(text);
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
        text = skip(text);
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
        at = skip(at);
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

static bool read_date(const char *text, int year, struct target *target)
{
    static bool (*const ways[])(const char *text, int year, int32_t *ret) = {
        full_date, month_date, period_date, short_date};
    const char *bare = skip_one_of(text, date_prefixes, G_N_ELEMENTS(date_prefixes));
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        if (ways[i](bare, year, &target->serial) || ways[i](text, year, &target->serial)) {
            target->kind = TARGET_DATE;
            return true;
        }
    }
    return false;
}

static bool read_yes_no(const struct template *template, const char *text, struct target *target)
{
    target->kind = TARGET_YES_NO;
    for (size_t i = 0; i < G_N_ELEMENTS(yes_no_words); i++) {
        if (text_equal_loosely(text, yes_no_words[i].word)) {
            target->yes = yes_no_words[i].yes;
            return true;
        }
    }
    target->yes =
        template_is_word(template, WORD_YES, text) || template_is_word(template, WORD_REACHED, text);
    return target->yes || template_is_word(template, WORD_NO, text);
}

static enum target_unit unit_at(const char *text, const char **ret_behind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        const char *behind = behind_word(text, units[i].word);
        if (behind != NULL) {
            *ret_behind = *behind == '.' ? behind + 1 : behind;
            return units[i].unit;
        }
    }
    *ret_behind = text;
    return UNIT_NONE;
}

static bool number_word_at(const char *text, struct number_text *ret)
{
    for (size_t i = 0; i < G_N_ELEMENTS(number_words); i++) {
        const char *behind = behind_word(text, number_words[i].word);
        if (behind != NULL) {
            *ret = (struct number_text){
                .number = decimal_from_int(number_words[i].number), .length = (size_t)(behind - text)};
            return true;
        }
    }
    return false;
}

/* Words behind a quantity that do not change it: no figures, no second target. */
static bool is_remark(const char *text)
{
    if (strpbrk(text, "0123456789<>=%") != NULL || strstr(text, "≥") != NULL || strstr(text, "≤") != NULL ||
        strstr(text, "➤") != NULL)
        return false;
    return strstr(text, "entro ") == NULL && strstr(text, "si/no") == NULL;
}

static bool read_former_year(const char *text, int year, struct target *target)
{
    const char *behind;
    int found = year_at(text, 0, &behind);
    if (found == 0 || !is_end(behind) || target->operator_sign == NULL)
        return false;
    bool named = !g_ascii_isdigit(text[0]);
    /* a bare number is a year only if it is a former one of this plan: "< 2019" */
    if (!named &&
        (year == 0 || found >= year || found < year - 10 || strpbrk(target->operator_sign, "<>") == NULL))
        return false;
    target->kind = TARGET_FORMER_YEAR;
    return true;
}

/* Behind "n." and the like. */
static const char *skip_counter(const char *text)
{
    static const char *const counters[] = {"n. ", "n.", "n° ", "n°", "nr. ", "nr.", "numero "};
    return skip_one_of(text, counters, G_N_ELEMENTS(counters));
}

static bool read_quantity(const char *text, struct target *target)
{
    text = skip_counter(text);
    struct number_text number;
    bool digits = italian_number_at(text, &number);
    if (!digits && !number_word_at(text, &number))
        return false;
    const char *rest = skip(text + number.length);
    bool glued = rest == text + number.length && g_unichar_isalpha(g_utf8_get_char(rest));
    enum target_unit unit = unit_at(rest, &rest);
    /* "2a fase": no quantity */
    if (glued && unit == UNIT_NONE)
        return false;
    bool more = *skip(rest) != '\0' && !is_end(rest);
    if (!is_remark(rest) || (!digits && unit == UNIT_NONE))
        return false;
    target->number = number.number;
    target->kind = number.signed_ ? TARGET_VARIATION : TARGET_NUMBER;
    target->unit = number.percent      ? UNIT_PERCENT
                   : number.euro       ? UNIT_EURO
                   : unit != UNIT_NONE ? unit
                   : more              ? UNIT_THINGS
                                       : UNIT_NONE;
    if (target->kind == TARGET_NUMBER && target->within && target_unit_is_time(target->unit))
        target->kind = TARGET_TERM;
    return true;
}

/* Behind an operator in words and its article, NULL if none stands at `text`. */
static const char *word_operator_at(const char *text, struct target *target)
{
    for (size_t i = 0; i < G_N_ELEMENTS(operators); i++) {
        const char *behind = behind_word(text, operators[i].words);
        if (behind == NULL)
            continue;
        target->operator_sign = operators[i].sign;
        target->within = operators[i].within;
        behind = skip_one_of(skip(behind), prepositions, G_N_ELEMENTS(prepositions));
        return skip(skip_one_of(behind, articles, G_N_ELEMENTS(articles)));
    }
    return NULL;
}

static const char *read_operator(const char *text, struct target *target)
{
    size_t length;
    target->operator_sign = italian_operator_at(text, &length);
    if (target->operator_sign != NULL)
        return skip(text + length);
    const char *behind = word_operator_at(text, target);
    return behind != NULL ? behind : text;
}

/* Of several years in one cell ("anno: 2021 >= +15% anno: 2022 ...") the part of the plan's year, to be
 * freed; NULL if the text is not of that kind or does not name the year. */
static char *part_of_year(const char *text, int year, bool *ret_several)
{
    static const char mark[] = "anno: ";
    *ret_several = false;
    if (!g_str_has_prefix(text, mark))
        return NULL;
    *ret_several = true;
    char *part = NULL;
    for (const char *at = text; at != NULL && part == NULL;) {
        const char *start = at + strlen(mark);
        const char *next = strstr(start, mark);
        if (strspn(start, "0123456789") == 4 && (int)g_ascii_strtoll(start, NULL, 10) == year) {
            part = next != NULL ? g_strndup(start + 4, (gsize)(next - start - 4)) : g_strdup(start + 4);
            g_strstrip(part);
        }
        at = next;
    }
    return part;
}

/* "Da gennaio" is from its first day on. */
static void begin_month(const char *text, struct target *target)
{
    size_t length;
    if (target->operator_sign == NULL || target->operator_sign[0] != '>' ||
        italian_month_at(text, &length) == 0)
        return;
    struct civil_date date = date_from_serial(target->serial);
    date.day = 1;
    date_to_serial(date, &target->serial);
}

/* `text` in lower case on one line. */
static struct target parse_lower(const struct template *template, const char *text, int year)
{
    struct target target = {.kind = TARGET_NONE};
    const char *rest = read_operator(text, &target);
    if (text_count_alnum(rest) == 0) {
        target.kind = target.operator_sign == NULL ? TARGET_NONE : TARGET_UNKNOWN;
        return target;
    }
    if (read_date(rest, year, &target)) {
        begin_month(rest, &target);
        return target;
    }
    if (read_former_year(rest, year, &target) || read_quantity(rest, &target))
        return target;
    struct target answer = {.operator_sign = target.operator_sign};
    if (read_yes_no(template, rest, &answer))
        return answer;
    bool begins = target.operator_sign != NULL || g_ascii_isdigit(*skip_counter(rest));
    target.kind = begins ? TARGET_UNKNOWN : TARGET_WORDS;
    return target;
}

struct target target_parse(const struct template *template, const char *text, int year)
{
    char *line = text_one_line(text);
    char *lower = g_utf8_strdown(line, -1);
    bool several;
    char *part = part_of_year(lower, year, &several);
    struct target target = {.kind = TARGET_UNKNOWN};
    if (!several || part != NULL)
        target = parse_lower(template, part != NULL ? part : lower, year);
    g_free(part);
    g_free(lower);
    g_free(line);
    return target;
}

/* Where the operator in words that holds the one at `at` begins: "non inferiore a" holds "inferiore a". */
static const char *operator_begin(const char *text, const char *at)
{
    const char *begin = at;
    for (const char *p = at; p > text && at - p < LONGEST_OPERATOR;) {
        p = g_utf8_find_prev_char(text, p);
        struct target target = {.kind = TARGET_NONE};
        if ((p == text || at_word_end(g_utf8_find_prev_char(text, p))) && read_operator(p, &target) > at)
            begin = p;
    }
    return begin;
}

bool algorithm_end(const struct template *template, const char *text, int year, struct target *ret)
{
    char *line = text_one_line(text);
    char *lower = g_utf8_strdown(line, -1);
    bool found = false;
    for (const char *at = lower + strlen(lower); !found && at > lower;) {
        at = g_utf8_find_prev_char(lower, at);
        size_t length;
        bool sign = italian_operator_at(at, &length) != NULL;
        /* the second half of >= and <= is no sign of its own; a word begins behind something else than a
         * letter */
        const char *before = at > lower ? g_utf8_find_prev_char(lower, at) : NULL;
        if (before != NULL && (sign ? strchr("<>=", *before) != NULL : !at_word_end(before)))
            continue;
        struct target target = {.kind = TARGET_NONE};
        /* a word as common as "da" is no operator in the middle of a sentence */
        if (read_operator(at, &target) == at || (!sign && behind_word(at, "da") != NULL))
            continue;
        target = parse_lower(template, sign ? at : operator_begin(lower, at), year);
        found = target.kind == TARGET_DATE || target.kind == TARGET_TERM ||
                (target.kind == TARGET_NUMBER && (sign || !target.within)) ||
                (target.kind == TARGET_VARIATION && sign) || (target.kind == TARGET_YES_NO && sign);
        if (found)
            *ret = target;
        else if (sign)
            break; /* what stands behind the last sign decides */
    }
    g_free(lower);
    g_free(line);
    return found;
}
