#include "score/phrase.h"

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
    bool yes;
} yes_no_words[] = {{"si/no", true}, {"si no", true}, {"sì/no", true}, {"on/off", true}, {"on", true},
    {"off", false}, {"fatto", true}, {"realizzato", true}, {"non raggiunto", false},
    {"non realizzato", false}};

/* Before a degree: "realizzato al 95%". */
static const char *const degree_words[] = {"realizzato", "realizzata", "raggiunto", "raggiunta", "completato",
    "completata", "attuato", "attuata", "fatto", "sì", "si"};
static const char *const degree_prepositions[] = {
    "al ", "all'", "allo ", "per il ", "per l'", "nella misura del ", ": "};

/* Before the lower bound of a range, and between the two. */
static const char *const range_prefixes[] = {"compreso tra ", "compresa tra ", "compreso fra ",
    "compresa fra ", "tra ", "fra ", "da ", "dal ", "dall'"};
static const char *const range_separators[] = {"a ", "al ", "all'", "e ", "ed ", "-", "–"};

bool target_unit_is_time(enum target_unit unit)
{
    return unit >= UNIT_DAYS && unit <= UNIT_MINUTES;
}

unsigned target_unit_factor(enum target_unit unit, enum target_unit *ret_smallest)
{
    static const struct {
        enum target_unit unit, smallest;
        unsigned factor;
    } factors[] = {{UNIT_HOURS, UNIT_MINUTES, 60}, {UNIT_WEEKS, UNIT_DAYS, 7}, {UNIT_YEARS, UNIT_MONTHS, 12}};
    *ret_smallest = unit;
    for (size_t i = 0; i < G_N_ELEMENTS(factors); i++) {
        if (factors[i].unit != unit)
            continue;
        *ret_smallest = factors[i].smallest;
        return factors[i].factor;
    }
    return 1;
}

/* "realizzato al 95%" */
static bool read_degree(const char *text, struct target *target)
{
    const char *behind = NULL;
    for (size_t i = 0; behind == NULL && i < G_N_ELEMENTS(degree_words); i++)
        behind = behind_word(text, degree_words[i]);
    if (behind == NULL)
        return false;
    const char *at =
        skip_blanks(skip_one_of(skip_blanks(behind), degree_prepositions, G_N_ELEMENTS(degree_prepositions)));
    struct number_text number;
    if (!italian_number_at(at, &number) || !number.percent || number.signed_ || !is_end(at + number.length))
        return false;
    target->number = number.number;
    return true;
}

static bool read_yes_no(const struct template *template, const char *text, struct target *target)
{
    target->kind = TARGET_YES_NO;
    target->yes = read_degree(text, target);
    if (target->yes)
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(yes_no_words); i++) {
        if (text_equal_loosely(text, yes_no_words[i].word)) {
            target->yes = yes_no_words[i].yes;
            target->number = decimal_from_int(target->yes);
            return true;
        }
    }
    target->yes =
        template_is_word(template, WORD_YES, text) || template_is_word(template, WORD_REACHED, text);
    target->number = decimal_from_int(target->yes);
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

/* "due report", "un report": things counted in words; a single noun behind the article, more may be a
 * sentence. */
static bool counts_things(const struct number_text *number, const char *rest)
{
    bool article = number->number.coefficient == 1 && number->number.exponent == 0;
    return *rest != '\0' && !is_end(rest) && (!article || strchr(rest, ' ') == NULL);
}

/* "1 ora e 30 minuti", "2 h 15 min": whole minutes. */
static const char *read_minutes(const char *text, struct target *target)
{
    static const char *const and[] = {"e "};
    const char *at = skip_one_of(skip_blanks(text), and, G_N_ELEMENTS(and)), *behind;
    struct number_text minutes;
    if (!italian_number_at(at, &minutes) || minutes.signed_ || minutes.percent ||
        unit_at(skip_blanks(at + minutes.length), &behind) != UNIT_MINUTES || !is_end(behind))
        return text;
    int64_t hours = decimal_floor(target->number), more = decimal_floor(minutes.number);
    if (!decimal_is_integer(target->number) || !decimal_is_integer(minutes.number) || hours > G_MAXINT32 ||
        more > G_MAXINT32)
        return text;
    target->number = decimal_from_int(hours * 60 + more);
    target->unit = UNIT_MINUTES;
    return behind;
}

/* A bound of a range with its unit; NULL: none stands there. */
static const char *read_bound(const char *text, struct number_text *number, enum target_unit *unit)
{
    const char *at = skip_one_of(skip_blanks(text), articles, G_N_ELEMENTS(articles));
    if (!italian_number_at(at, number) || number->signed_)
        return NULL;
    const char *rest = skip_blanks(at + number->length);
    *unit = unit_at(rest, &rest);
    if (number->percent || number->euro)
        *unit = number->percent ? UNIT_PERCENT : UNIT_EURO;
    return skip_blanks(rest);
}

/* "da 3 a 5", "tra il 70% e il 90%", "3-5 giorni"; a percent sign or a unit may stand behind the second
 * alone. */
static bool read_range(const char *text, struct target *target)
{
    struct number_text low, high;
    enum target_unit first, second;
    const char *bare = skip_one_of(text, range_prefixes, G_N_ELEMENTS(range_prefixes));
    const char *at = read_bound(bare, &low, &first);
    if (at == NULL)
        return false;
    const char *behind = skip_one_of(at, range_separators, G_N_ELEMENTS(range_separators));
    bool dash = g_str_has_prefix(at, "-") || g_str_has_prefix(at, "–");
    if (behind == at || dash == (bare != text) || (at = read_bound(behind, &high, &second)) == NULL ||
        !is_remark(at) || (first != UNIT_NONE && first != second))
        return false;
    if (first == UNIT_NONE && second == UNIT_PERCENT)
        low.number.exponent -= 2;
    bool years = dash && second == UNIT_NONE && low.length == 4 && high.length == 4;
    if (years || decimal_compare(low.number, high.number) >= 0)
        return false;
    *target =
        (struct target){.kind = TARGET_RANGE, .number = low.number, .upper = high.number, .unit = second};
    return true;
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
    const char *counted = skip_counter(text);
    bool counts = counted != text;
    text = counted;
    struct number_text number;
    bool digits = italian_number_at(text, &number);
    if (!digits && !number_word_at(text, &number))
        return false;
    const char *rest = skip_blanks(text + number.length);
    bool glued = rest == text + number.length && g_unichar_isalpha(g_utf8_get_char(rest));
    enum target_unit unit = unit_at(rest, &rest);
    /* "2a fase": no quantity */
    if (glued && unit == UNIT_NONE)
        return false;
    target->number = number.number;
    if (unit == UNIT_HOURS)
        rest = read_minutes(rest, target);
    bool more = *skip_blanks(rest) != '\0' && !is_end(rest);
    if (!is_remark(rest) || (!digits && unit == UNIT_NONE && !counts_things(&number, rest)))
        return false;
    unit = target->unit == UNIT_MINUTES ? UNIT_MINUTES : unit;
    if (target->within && more && unit == UNIT_NONE)
        return false; /* "entro il 4° ..." is a day or a term that is not understood */
    target->kind = number.signed_ ? TARGET_VARIATION : TARGET_NUMBER;
    target->unit = number.percent      ? UNIT_PERCENT
                   : number.euro       ? UNIT_EURO
                   : unit != UNIT_NONE ? unit
                   : more || counts    ? UNIT_THINGS
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
        behind = skip_one_of(skip_blanks(behind), prepositions, G_N_ELEMENTS(prepositions));
        return skip_blanks(skip_one_of(behind, articles, G_N_ELEMENTS(articles)));
    }
    return NULL;
}

static const char *read_operator(const char *text, struct target *target)
{
    size_t length;
    target->operator_sign = italian_operator_at(text, &length);
    if (target->operator_sign != NULL)
        return skip_blanks(text + length);
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
    if (read_range(text, &target))
        return target;
    const char *rest = read_operator(text, &target);
    if (target.within && (behind_word(rest, "termini") != NULL || strcmp(rest, "termine") == 0))
        return (struct target){.kind = TARGET_WORDS}; /* which terms nobody says */
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
