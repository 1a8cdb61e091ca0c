/* Takes number format codes to pieces (ECMA-376 part 1, 18.8.31). */
#include "grid/numfmt-code.h"

#include <string.h>
#include <glib.h>

const char *const condition_signs[] = {"", "<", "<=", "=", "<>", ">=", ">"};

struct parser {
    struct format_code *code;
    struct section *section;
    const char *at;
    bool overflow;
};

static struct token *last_token(struct parser *parser)
{
    if (parser->code->token_count == parser->section->first)
        return NULL;
    return &parser->code->tokens[parser->code->token_count - 1];
}

static struct token *add_token(struct parser *parser, enum token_kind kind)
{
    if (parser->code->token_count == CODE_TOKENS) {
        parser->overflow = true;
        return &parser->code->tokens[CODE_TOKENS - 1];
    }
    struct token *token = &parser->code->tokens[parser->code->token_count++];
    *token = (struct token){.kind = (uint8_t)kind};
    return token;
}

static void add_text(struct parser *parser, enum token_kind kind, const char *text, size_t length)
{
    struct format_code *code = parser->code;
    if (length == 0)
        return;
    if (code->literal_length + length > CODE_LITERALS) {
        parser->overflow = true;
        return;
    }
    struct token *last = last_token(parser);
    if (kind != TOKEN_LITERAL || !last || last->kind != TOKEN_LITERAL || last->count) {
        last = add_token(parser, kind);
        last->text = (uint16_t)code->literal_length;
    }
    memcpy(code->literals + code->literal_length, text, length);
    code->literal_length += (unsigned)length;
    last->length = (uint16_t)(last->length + length);
}

static size_t character_length(const char *text)
{
    return *text ? (size_t)(g_utf8_next_char(text) - text) : 0;
}

/* ---- what stands in brackets ---- */

static const char *const colour_names[] = {
    "Black", "White", "Red", "Green", "Blue", "Yellow", "Magenta", "Cyan"};

/* The names under which Italian Excel and old files know the colours. */
static const char *const colour_words[][8] = {
    {"black", "white", "red", "green", "blue", "yellow", "magenta", "cyan"},
    {"nero", "bianco", "rosso", "verde", "blu", "giallo", "fucsia", "celeste"},
};

static bool parse_colour(struct section *section, const char *word)
{
    for (unsigned set = 0; set < G_N_ELEMENTS(colour_words); set++)
        for (unsigned i = 0; i < G_N_ELEMENTS(colour_names); i++)
            if (g_ascii_strcasecmp(word, colour_words[set][i]) == 0) {
                section->colour = colour_names[i];
                return true;
            }
    if (g_ascii_strncasecmp(word, "color", 5) == 0 || g_ascii_strncasecmp(word, "colore", 6) == 0) {
        const char *digits = word + strcspn(word, "0123456789");
        guint64 number = g_ascii_strtoull(digits, NULL, 10);
        section->colour =
            number >= 1 && number <= G_N_ELEMENTS(colour_names) ? colour_names[number - 1] : NULL;
        return true;
    }
    return false;
}

static bool parse_condition(struct section *section, const char *word)
{
    size_t signs = strspn(word, "<>=");
    if (!signs)
        return false;
    for (unsigned i = CONDITION_LESS; i <= CONDITION_GREATER; i++) {
        const char *sign = condition_signs[i];
        const char *number = word + signs;
        while (*number == ' ')
            number++;
        if (strlen(sign) == signs && strncmp(sign, word, signs) == 0 &&
            decimal_parse(number, strlen(number), &section->limit)) {
            section->condition = i;
            return true;
        }
    }
    return true;
}

static bool parse_elapsed(struct parser *parser, const char *word)
{
    static const struct {
        char letter;
        enum token_kind kind;
    } units[] = {{'h', TOKEN_ELAPSED_HOURS}, {'m', TOKEN_ELAPSED_MINUTES}, {'s', TOKEN_ELAPSED_SECONDS}};

    for (unsigned i = 0; i < G_N_ELEMENTS(units); i++) {
        size_t length = 0;
        while (g_ascii_tolower(word[length]) == units[i].letter)
            length++;
        if (length && !word[length]) {
            add_token(parser, units[i].kind)->count = (uint16_t)length;
            return true;
        }
    }
    return false;
}

static bool is_currency_text(const char *text, size_t length)
{
    static const char *const symbols[] = {"€", "$", "£", "¥", "EUR", "Euro", "euro", "EURO"};
    for (unsigned i = 0; i < G_N_ELEMENTS(symbols); i++)
        if (g_strstr_len(text, (gssize)length, symbols[i]))
            return true;
    return false;
}

/* "$€-410": a currency symbol and a language, both optional; some language numbers stand for the system's
 * formats. */
static void parse_currency(struct parser *parser, const char *word)
{
    const char *dash = strrchr(word, '-');
    size_t length = dash ? (size_t)(dash - word) : strlen(word);
    if (length) {
        /* A symbol that is not known as one stays in its brackets, which cannot hold a dash. */
        bool known = is_currency_text(word, length) || memchr(word, '-', length) != NULL;
        parser->section->currency = true;
        if (!known)
            add_token(parser, TOKEN_LITERAL)->text = (uint16_t)parser->code->literal_length;
        add_text(parser, TOKEN_LITERAL, word, length);
        struct token *symbol = last_token(parser);
        if (!known && symbol)
            symbol->count = 1;
    }
    if (!dash)
        return;
    guint64 language = g_ascii_strtoull(dash + 1, NULL, 16) & 0xFFFF;
    if ((language & 0x3FF) == 0x09)
        parser->section->english = true;
}

static void parse_bracket(struct parser *parser)
{
    const char *end = strchr(parser->at, ']');
    if (!end) {
        add_text(parser, TOKEN_LITERAL, parser->at, 1);
        parser->at++;
        return;
    }
    char *word = g_strndup(parser->at + 1, (gsize)(end - parser->at - 1));
    if (*word == '$')
        parse_currency(parser, word + 1);
    else if (!parse_elapsed(parser, word) && !parse_condition(parser->section, word))
        parse_colour(parser->section, word);
    g_free(word);
    parser->at = end + 1;
}

/* ---- letters ---- */

static const struct {
    char letter;
    enum token_kind kind;
} date_letters[] = {
    {'y', TOKEN_YEAR},
    {'m', TOKEN_MONTH},
    {'d', TOKEN_DAY},
    {'h', TOKEN_HOUR},
    {'s', TOKEN_SECOND},
};

static bool parse_date_letters(struct parser *parser)
{
    char letter = g_ascii_tolower(*parser->at);
    for (unsigned i = 0; i < G_N_ELEMENTS(date_letters); i++) {
        if (date_letters[i].letter != letter)
            continue;
        unsigned count = 0;
        while (g_ascii_tolower(parser->at[count]) == letter)
            count++;
        parser->at += count;
        if (date_letters[i].kind == TOKEN_YEAR)
            count = count <= 2 ? 2 : 4;
        static const unsigned most[] = {
            [TOKEN_YEAR] = 4, [TOKEN_MONTH] = 5, [TOKEN_DAY] = 4, [TOKEN_HOUR] = 2, [TOKEN_SECOND] = 2};
        add_token(parser, date_letters[i].kind)->count = (uint16_t)MIN(count, most[date_letters[i].kind]);
        return true;
    }
    return false;
}

static bool parse_word(struct parser *parser)
{
    static const struct {
        const char *word;
        enum token_kind kind;
        unsigned count;
    } words[] = {{"General", TOKEN_GENERAL, 0}, {"AM/PM", TOKEN_HALF_DAY, 2}, {"A/P", TOKEN_HALF_DAY, 1}};

    for (unsigned i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t length = strlen(words[i].word);
        if (g_ascii_strncasecmp(parser->at, words[i].word, length) == 0) {
            add_token(parser, words[i].kind)->count = (uint16_t)words[i].count;
            parser->at += length;
            return true;
        }
    }
    return false;
}

static bool has_digit_token(struct parser *parser)
{
    for (unsigned i = parser->section->first; i < parser->code->token_count; i++)
        if (parser->code->tokens[i].kind == TOKEN_DIGIT)
            return true;
    return false;
}

/* The slash of a fraction with its denominator: digits follow it and precede it. */
static bool parse_fraction(struct parser *parser)
{
    struct token *last = last_token(parser);
    size_t length = strspn(parser->at + 1, "0123456789?#");
    if (!length || !last || last->kind != TOKEN_DIGIT)
        return false;
    struct token *slash = add_token(parser, TOKEN_SLASH);
    slash->count = (uint16_t)MIN(length, 4u);
    if (strcspn(parser->at + 1, "123456789") < length)
        slash->fixed = (uint32_t)MIN(g_ascii_strtoull(parser->at + 1, NULL, 10), 99999u);
    parser->at += 1 + length;
    return true;
}

/* ---- a section ---- */

static void parse_point(struct parser *parser)
{
    struct token *last = last_token(parser);
    size_t zeros = strspn(parser->at + 1, "0");
    if (zeros && last && (last->kind == TOKEN_SECOND || last->kind == TOKEN_ELAPSED_SECONDS)) {
        add_token(parser, TOKEN_SUBSECOND)->count = (uint16_t)MIN(zeros, 3u);
        parser->at += 1 + zeros;
        return;
    }
    add_token(parser, TOKEN_POINT);
    parser->at++;
}

static void parse_character(struct parser *parser)
{
    const char *at = parser->at;
    size_t length = character_length(at);
    switch (*at) {
    case '"': {
        const char *end = strchr(at + 1, '"');
        size_t inside = end ? (size_t)(end - at - 1) : strlen(at + 1);
        add_text(parser, TOKEN_LITERAL, at + 1, inside);
        parser->at += 1 + inside + (end != NULL);
        return;
    }
    case '\\':
        add_text(parser, TOKEN_LITERAL, at + 1, character_length(at + 1));
        parser->at += 1 + character_length(at + 1);
        return;
    case '_':
        add_text(parser, TOKEN_LITERAL, " ", at[1] ? 1 : 0);
        parser->at += 1 + character_length(at + 1);
        return;
    case '*':
        add_text(parser, TOKEN_FILL, at + 1, character_length(at + 1));
        parser->at += 1 + character_length(at + 1);
        return;
    case '[':
        parse_bracket(parser);
        return;
    case '0':
    case '#':
    case '?':
        add_token(parser, TOKEN_DIGIT)->digit = *at;
        break;
    case '.':
        parse_point(parser);
        return;
    case ',':
        add_token(parser, TOKEN_COMMA);
        break;
    case '%':
        add_token(parser, TOKEN_PERCENT);
        break;
    case '@':
        add_token(parser, TOKEN_TEXT);
        break;
    case '/':
        if (parse_fraction(parser))
            return;
        add_text(parser, TOKEN_LITERAL, at, 1);
        break;
    case 'E':
    case 'e':
        if ((at[1] == '+' || at[1] == '-') && has_digit_token(parser)) {
            add_token(parser, TOKEN_EXPONENT)->digit = at[1];
            parser->at += 2;
            return;
        }
        G_GNUC_FALLTHROUGH;
    default:
        if (parse_word(parser) || parse_date_letters(parser))
            return;
        add_text(parser, TOKEN_LITERAL, at, length);
    }
    parser->at += length;
}

/* `m` beside hours or seconds means minutes. */
static void tell_minutes(struct format_code *code, struct section *section)
{
    enum token_kind before = TOKEN_LITERAL;
    for (unsigned i = section->first; i < section->first + section->count; i++) {
        struct token *token = &code->tokens[i];
        if (token->kind == TOKEN_MONTH && token->count <= 2) {
            enum token_kind after = TOKEN_LITERAL;
            for (unsigned k = i + 1; k < section->first + section->count && after == TOKEN_LITERAL; k++)
                if (code->tokens[k].kind >= TOKEN_YEAR && code->tokens[k].kind != TOKEN_HALF_DAY)
                    after = code->tokens[k].kind;
            if (before == TOKEN_HOUR || before == TOKEN_ELAPSED_HOURS || after == TOKEN_SECOND ||
                after == TOKEN_ELAPSED_SECONDS)
                token->kind = TOKEN_MINUTE;
        }
        if (token->kind >= TOKEN_YEAR && token->kind != TOKEN_HALF_DAY)
            before = token->kind;
    }
}

/* A comma between digits groups thousands, after the last digit it divides by a thousand, elsewhere it is a
 * comma. */
static bool comma_counts(struct format_code *code, struct section *section, unsigned i)
{
    unsigned end = section->first + section->count;
    if (i == section->first || code->tokens[i - 1].kind != TOKEN_DIGIT)
        return false;
    unsigned next = i;
    while (next < end && code->tokens[next].kind == TOKEN_COMMA)
        next++;
    if (next < end && code->tokens[next].kind == TOKEN_DIGIT)
        section->grouping = true;
    else
        section->thousands += next - i;
    for (unsigned k = i; k < next; k++)
        code->tokens[k] = (struct token){.kind = TOKEN_LITERAL};
    return true;
}

static void make_literal(struct parser *parser, struct token *token, char character)
{
    struct format_code *code = parser->code;
    if (code->literal_length == CODE_LITERALS) {
        parser->overflow = true;
        return;
    }
    *token = (struct token){.kind = TOKEN_LITERAL, .text = (uint16_t)code->literal_length, .length = 1};
    code->literals[code->literal_length++] = character;
}

/* Joins neighbouring literals and drops empty ones. */
static void join_literals(struct parser *parser, struct section *section)
{
    struct format_code *code = parser->code;
    unsigned to = section->first;
    for (unsigned i = section->first; i < section->first + section->count; i++) {
        struct token token = code->tokens[i];
        if (token.kind == TOKEN_LITERAL && !token.count) {
            if (!token.length)
                continue;
            struct token *last = to > section->first ? &code->tokens[to - 1] : NULL;
            if (last && last->kind == TOKEN_LITERAL && !last->count) {
                unsigned length = last->length + token.length;
                if (code->literal_length + length > CODE_LITERALS) {
                    parser->overflow = true;
                    return;
                }
                char *joined = code->literals + code->literal_length;
                memcpy(joined, code->literals + last->text, last->length);
                memcpy(joined + last->length, code->literals + token.text, token.length);
                last->text = (uint16_t)code->literal_length;
                last->length = (uint16_t)length;
                code->literal_length += length;
                continue;
            }
        }
        code->tokens[to++] = token;
    }
    section->count = to - section->first;
    code->token_count = to;
}

static void finish_section(struct parser *parser)
{
    struct format_code *code = parser->code;
    struct section *section = parser->section;
    section->count = code->token_count - section->first;
    for (unsigned i = section->first; i < code->token_count; i++) {
        enum token_kind kind = code->tokens[i].kind;
        section->is_date |= kind >= TOKEN_YEAR;
        section->has_calendar |= kind == TOKEN_YEAR || kind == TOKEN_DAY;
        section->has_elapsed |= kind >= TOKEN_ELAPSED_HOURS;
        section->has_digits |= kind == TOKEN_DIGIT;
        section->has_text |= kind == TOKEN_TEXT;
        section->has_general |= kind == TOKEN_GENERAL;
        section->percents += kind == TOKEN_PERCENT;
        if (kind == TOKEN_LITERAL)
            section->currency |=
                is_currency_text(code->literals + code->tokens[i].text, code->tokens[i].length);
    }
    if (section->is_date)
        tell_minutes(code, section);
    bool point = false;
    for (unsigned i = section->first; i < code->token_count; i++) {
        struct token *token = &code->tokens[i];
        section->has_calendar |= token->kind == TOKEN_MONTH;
        if (token->kind == TOKEN_COMMA && (section->is_date || !comma_counts(code, section, i)))
            make_literal(parser, token, ',');
        else if (token->kind == TOKEN_POINT && (section->is_date || point || !section->has_digits))
            make_literal(parser, token, '.');
        else if (token->kind == TOKEN_DIGIT && section->is_date)
            make_literal(parser, token, token->digit);
        else if (section->is_date && (token->kind == TOKEN_EXPONENT || token->kind == TOKEN_SLASH))
            *token = (struct token){.kind = TOKEN_LITERAL};
        point |= token->kind == TOKEN_POINT;
    }
    if (section->is_date)
        section->has_digits = false;
    join_literals(parser, section);
}

/* Codes that stand for the system's own long date and time, here Italy's. */
static const struct {
    const char *beginning, *code;
} system_codes[] = {
    {"[$-F800]", "dddd d mmmm yyyy"},
    {"[$-F400]", "hh:mm:ss"},
};

bool format_code_parse(struct format_code *ret, const char *code)
{
    if (!code || !*code || g_ascii_strcasecmp(code, "General") == 0 || strlen(code) >= CODE_LITERALS / 2)
        return false;
    for (unsigned i = 0; i < G_N_ELEMENTS(system_codes); i++)
        if (g_ascii_strncasecmp(code, system_codes[i].beginning, strlen(system_codes[i].beginning)) == 0)
            code = system_codes[i].code;

    memset(ret, 0, G_STRUCT_OFFSET(struct format_code, tokens));
    ret->token_count = ret->literal_length = 0;
    ret->text_section = -1;
    struct parser parser = {.code = ret, .at = code};
    while (ret->count < CODE_SECTIONS) {
        parser.section = &ret->sections[ret->count++];
        parser.section->first = ret->token_count;
        while (*parser.at && *parser.at != ';')
            parse_character(&parser);
        finish_section(&parser);
        if (!*parser.at)
            break;
        parser.at++;
    }
    if (parser.overflow)
        return false;
    if (ret->count == CODE_SECTIONS || ret->sections[ret->count - 1].has_text)
        ret->text_section = (int)ret->count - 1;
    return true;
}

unsigned format_code_number_sections(const struct format_code *code)
{
    return code->text_section >= 0 && code->count > 1 ? (unsigned)code->text_section : code->count;
}

int64_t format_code_power(unsigned exponent)
{
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

void format_code_append_literal(GString *out, const struct format_code *code, const struct token *token)
{
    g_string_append_len(out, code->literals + token->text, token->length);
}
