#include "template/formula.h"

#include <string.h>
#include <glib.h>
#include "support/intl.h"
#include "support/italian.h"
#include "support/text.h"

/* Brackets and signs one in another: more than any formula has, few enough for the stack. */
#define DEEPEST 100
/* Operators of one formula: a chain of them (1+1+1 ...) is as deep when it is evaluated. */
#define MOST_OPERATORS 1000

struct parser {
    struct arena *arena;
    const char *source;
    size_t at;
    unsigned depth, operators;
    char *problem; /* the first one; parsing then only unwinds */
};

static const struct {
    const char *name;
    int fewest, most;
} functions[] = {
#define FUNCTION(id, name, fewest, most) {name, fewest, most},
    FORMULA_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

static const char *const signs[] = {"o", "e", "=", "<>", "<", "<=", ">", ">=", "in", "&", "+", "-", "*", "/"};

/* What an option takes beside a formula; `only`: nothing else. */
static const struct {
    const char *name;
    const char *words[3]; /* NULL beyond the last */
    bool only;
} options[OPTION_COUNT] = {
    [OPTION_CEILING] = {"tetto", {"nessuno"}, false},
    [OPTION_DIRECTION] = {"verso", {">=", "<="}, false},
    [OPTION_LOWER] = {"minore", {"rapporto", "speculare"}, true},
    [OPTION_DELAY] = {"ritardo", {NULL}, false},
    [OPTION_ZERO] = {"zero", {"sì", "no"}, true},
    [OPTION_BASE] = {"base", {NULL}, false},
};

const char *formula_function_name(enum formula_function function)
{
    return functions[function].name;
}

const char *formula_operator_sign(enum formula_operator operator)
{
    return signs[operator];
}

const char *formula_option_name(enum formula_option option)
{
    return options[option].name;
}

const char *formula_option_word(enum formula_option option, unsigned index)
{
    return options[option].words[index];
}

static void *fail(struct parser *parser, size_t at, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Whoever sees NULL gives it on at once: the first problem is the only one. */
static void *fail(struct parser *parser, size_t at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    long character = g_utf8_strlen(parser->source, (gssize)at) + 1;
    parser->problem = g_strdup_printf(_("%s, at character %ld"), message, character);
    g_free(message);
    return NULL;
}

static void *fail_unexpected(struct parser *parser, size_t at, const char *wanted)
{
    const char *rest = parser->source + at;
    if (*rest == '\0')
        return fail(parser, at, _("the formula ends where %s is expected"), wanted);
    char *shown = text_quote(rest, 12);
    fail(parser, at, _("\"%s\" where %s is expected"), shown, wanted);
    g_free(shown);
    return NULL;
}

static void skip_blanks(struct parser *parser)
{
    for (;;) {
        size_t blank = text_blank_at(parser->source + parser->at);
        if (blank == 0 && parser->source[parser->at] == '\n')
            blank = 1;
        if (blank == 0)
            return;
        parser->at += blank;
    }
}

static bool starts_word(const char *text)
{
    gunichar character = g_utf8_get_char(text);
    return character == '_' || g_unichar_isalpha(character);
}

/* Letters, digits and `_`; 0 if no word begins here. */
static size_t word_length(const char *text)
{
    if (!starts_word(text))
        return 0;
    const char *end = text;
    while (*end != '\0' && (*end == '_' || g_unichar_isalnum(g_utf8_get_char(end))))
        end = g_utf8_next_char(end);
    return (size_t)(end - text);
}

static bool same_word(const char *text, size_t length, const char *word)
{
    char *given = g_utf8_casefold(text, (gssize)length);
    char *known = g_utf8_casefold(word, -1);
    bool same = strcmp(given, known) == 0;
    g_free(given);
    g_free(known);
    return same;
}

static bool at_word(struct parser *parser, const char *word)
{
    skip_blanks(parser);
    const char *text = parser->source + parser->at;
    size_t length = word_length(text);
    return length > 0 && same_word(text, length, word);
}

static bool take(struct parser *parser, const char *sign)
{
    skip_blanks(parser);
    if (!g_str_has_prefix(parser->source + parser->at, sign))
        return false;
    parser->at += strlen(sign);
    return true;
}

static struct formula *node(struct parser *parser, enum formula_kind kind, size_t start)
{
    struct formula *formula = arena_new0(parser->arena, struct formula, 1);
    formula->kind = kind;
    formula->start = (unsigned)start;
    formula->end = (unsigned)parser->at;
    return formula;
}

static const struct formula *parse_or(struct parser *parser);

static struct formula *text_node(struct parser *parser, size_t start, const char *text)
{
    struct formula *formula = node(parser, FORMULA_TEXT, start);
    formula->text = arena_strdup(parser->arena, text);
    return formula;
}

/* "text", a quote inside doubled as spreadsheets do. */
static const struct formula *parse_text(struct parser *parser)
{
    size_t start = parser->at++;
    GString *text = g_string_new(NULL);
    for (;;) {
        char character = parser->source[parser->at];
        if (character == '\0') {
            g_string_free(text, TRUE);
            return fail(parser, start, _("a quoted text without its second \""));
        }
        parser->at++;
        if (character == '"') {
            if (parser->source[parser->at] != '"')
                break;
            parser->at++;
        }
        g_string_append_c(text, character);
    }
    const struct formula *formula = text_node(parser, start, text->str);
    g_string_free(text, TRUE);
    return formula;
}

static const struct formula *parse_number(struct parser *parser)
{
    size_t start = parser->at;
    size_t end = start;
    while (
        g_ascii_isdigit(parser->source[end]) || ((parser->source[end] == ',' || parser->source[end] == '.') &&
                                                    g_ascii_isdigit(parser->source[end + 1])))
        end++;
    if (parser->source[end] == '%')
        end++;
    char *typed = g_strndup(parser->source + start, end - start);
    struct number_text number;
    bool known = italian_number(typed, &number);
    if (!known)
        fail(parser, start, _("\"%s\" is no number"), typed);
    g_free(typed);
    if (!known)
        return NULL;
    if (word_length(parser->source + end) > 0)
        return fail_unexpected(parser, end, _("an operator"));
    parser->at = end;
    struct formula *formula = node(parser, FORMULA_NUMBER, start);
    formula->number = number.number;
    formula->percent = number.percent;
    return formula;
}

static const struct formula *parse_name(struct parser *parser)
{
    size_t start = parser->at;
    GArray *steps = g_array_new(FALSE, TRUE, sizeof(struct formula_step));
    bool good = true;
    for (;;) {
        size_t length = word_length(parser->source + parser->at);
        if (length == 0) {
            fail_unexpected(parser, parser->at, _("a name"));
            good = false;
            break;
        }
        struct formula_step step = {
            .name = arena_strndup(parser->arena, parser->source + parser->at, length),
        };
        parser->at += length;
        if (parser->source[parser->at] == '[') {
            parser->at++;
            step.index = parse_or(parser);
            if (step.index != NULL && !take(parser, "]"))
                fail_unexpected(parser, parser->at, "]");
            good = parser->problem == NULL;
        }
        g_array_append_val(steps, step);
        if (!good || parser->source[parser->at] != '.')
            break;
        parser->at++;
    }
    struct formula *formula = NULL;
    if (good) {
        formula = node(parser, FORMULA_NAME, start);
        formula->step_count = steps->len;
        struct formula_step *kept = arena_new0(parser->arena, struct formula_step, steps->len);
        memcpy(kept, steps->data, steps->len * sizeof *kept);
        formula->steps = kept;
    }
    g_array_free(steps, TRUE);
    return formula;
}

/* The words of an option and direction signs; NULL when a formula stands there. */
static const struct formula *parse_option_word(struct parser *parser, enum formula_option option)
{
    skip_blanks(parser);
    size_t start = parser->at;
    size_t length = word_length(parser->source + start);
    for (unsigned i = 0; options[option].words[i] != NULL; i++) {
        const char *word = options[option].words[i];
        char *typed = g_strndup(parser->source + start, length);
        bool same = length > 0 ? text_same(typed, word) : g_str_has_prefix(parser->source + start, word);
        g_free(typed);
        if (!same)
            continue;
        parser->at += length > 0 ? length : strlen(word);
        return text_node(parser, start, word);
    }
    return NULL;
}

static bool parse_option(struct parser *parser, struct formula *call)
{
    skip_blanks(parser);
    size_t start = parser->at;
    size_t length = word_length(parser->source + start);
    if (length == 0)
        return false;
    size_t behind = start + length;
    while (text_blank_at(parser->source + behind) > 0)
        behind += text_blank_at(parser->source + behind);
    if (parser->source[behind] != '=')
        return false;
    char *typed = g_strndup(parser->source + start, length);
    unsigned option = 0;
    while (option < OPTION_COUNT && !same_word(typed, length, options[option].name))
        option++;
    if (option == OPTION_COUNT) {
        const char *names[OPTION_COUNT + 1] = {NULL};
        for (unsigned i = 0; i < OPTION_COUNT; i++)
            names[i] = options[i].name;
        const char *nearest = text_nearest(typed, names);
        if (nearest != NULL)
            fail(
                parser, start, _("unknown option \"%s\" of REALIZZAZIONE, did you mean %s?"), typed, nearest);
        else
            fail(parser, start, _("unknown option \"%s\" of REALIZZAZIONE"), typed);
    } else if (call->options[option] != NULL) {
        fail(parser, start, _("the option %s twice"), options[option].name);
    } else {
        parser->at = behind + 1;
        const struct formula *value = parse_option_word(parser, option);
        if (value == NULL && options[option].only)
            fail(parser, parser->at, _("the option %s takes %s or %s"), options[option].name,
                options[option].words[0], options[option].words[1]);
        call->options[option] = value != NULL || parser->problem != NULL ? value : parse_or(parser);
    }
    g_free(typed);
    return true;
}

static void check_argument_count(struct parser *parser, const struct formula *call)
{
    int given = (int)call->argument_count;
    const char *name = functions[call->function].name;
    int fewest = functions[call->function].fewest, most = functions[call->function].most;
    if (given < fewest)
        fail(parser, call->start, _("%s needs at least %d arguments, separated by \";\""), name, fewest);
    else if (most >= 0 && given > most)
        fail(parser, call->start, _("%s takes at most %d arguments"), name, most);
    else if (call->function == FUNCTION_WEIGHTED_MEAN && given % 2 != 0)
        fail(parser, call->start, _("%s takes pairs: values; weights"), name);
}

static const struct formula *parse_arguments(struct parser *parser, struct formula *call)
{
    GPtrArray *arguments = g_ptr_array_new();
    if (!take(parser, ")")) {
        do {
            if (call->function == FUNCTION_ACHIEVEMENT && parse_option(parser, call))
                continue;
            const struct formula *argument = parse_or(parser);
            if (argument != NULL)
                g_ptr_array_add(arguments, (gpointer)(guintptr)argument);
        } while (parser->problem == NULL && take(parser, ";"));
        if (parser->problem == NULL && !take(parser, ")"))
            fail_unexpected(parser, parser->at, _("\";\" or \")\""));
    }
    call->argument_count = arguments->len;
    if (arguments->len > 0) {
        const struct formula **kept = arena_new0(parser->arena, const struct formula *, arguments->len);
        memcpy(kept, arguments->pdata, arguments->len * sizeof *kept);
        call->arguments = kept;
    }
    g_ptr_array_free(arguments, TRUE);
    call->end = (unsigned)parser->at;
    if (parser->problem == NULL)
        check_argument_count(parser, call);
    return parser->problem == NULL ? call : NULL;
}

/* The length of a word with dots in it that a bracket follows; 0: no call. */
static size_t call_length(const char *text, size_t *ret_bracket)
{
    size_t length = word_length(text);
    while (length > 0 && text[length] == '.' && word_length(text + length + 1) > 0)
        length += 1 + word_length(text + length + 1);
    size_t bracket = length;
    while (text_blank_at(text + bracket) > 0)
        bracket += text_blank_at(text + bracket);
    *ret_bracket = bracket;
    return length > 0 && text[bracket] == '(' ? length : 0;
}

static const struct formula *parse_call(struct parser *parser, size_t length, size_t bracket)
{
    size_t start = parser->at;
    const char *text = parser->source + start;
    unsigned function = 0;
    while (function < FUNCTION_COUNT_OF_ALL && !same_word(text, length, functions[function].name))
        function++;
    if (function == FUNCTION_COUNT_OF_ALL) {
        const char *names[FUNCTION_COUNT_OF_ALL + 1] = {NULL};
        for (unsigned i = 0; i < FUNCTION_COUNT_OF_ALL; i++)
            names[i] = functions[i].name;
        char *typed = g_strndup(text, length);
        const char *nearest = text_nearest(typed, names);
        if (nearest != NULL)
            fail(parser, start, _("unknown function \"%s\", did you mean %s?"), typed, nearest);
        else
            fail(parser, start, _("unknown function \"%s\""), typed);
        g_free(typed);
        return NULL;
    }
    parser->at += bracket + 1;
    struct formula *call = node(parser, FORMULA_CALL, start);
    call->function = function;
    return parse_arguments(parser, call);
}

static const struct formula *parse_primary(struct parser *parser)
{
    skip_blanks(parser);
    const char *text = parser->source + parser->at;
    if (*text == '"')
        return parse_text(parser);
    if (g_ascii_isdigit(*text))
        return parse_number(parser);
    if (take(parser, "(")) {
        const struct formula *inner = parse_or(parser);
        if (inner != NULL && !take(parser, ")"))
            return fail_unexpected(parser, parser->at, _("\")\""));
        return inner;
    }
    size_t bracket;
    size_t length = call_length(text, &bracket);
    if (length > 0)
        return parse_call(parser, length, bracket);
    static const char *const reserved[] = {"o", "e", "in", "non"};
    for (unsigned i = 0; i < G_N_ELEMENTS(reserved); i++) {
        if (at_word(parser, reserved[i]))
            return fail_unexpected(parser, parser->at, _("a value"));
    }
    if (starts_word(text))
        return parse_name(parser);
    return fail_unexpected(parser, parser->at, _("a value"));
}

static const struct formula *parse_sign(struct parser *parser)
{
    skip_blanks(parser);
    size_t start = parser->at;
    if (take(parser, "-")) {
        if (++parser->depth > DEEPEST)
            return fail(parser, start, _("nested too deeply"));
        const struct formula *operand = parse_sign(parser);
        parser->depth--;
        if (operand == NULL)
            return NULL;
        struct formula *formula = node(parser, FORMULA_NEGATE, start);
        formula->left = operand;
        return formula;
    }
    while (take(parser, "+"))
        ;
    return parser->at != start ? parse_sign(parser) : parse_primary(parser);
}

static const struct formula *binary(struct parser *parser, enum formula_operator operator,
    const struct formula * left, const struct formula *right)
{
    if (right == NULL)
        return NULL;
    if (++parser->operators > MOST_OPERATORS)
        return fail(parser, left->start, _("more than %d operators in one formula"), MOST_OPERATORS);
    struct formula *formula = node(parser, FORMULA_BINARY, left->start);
    formula->end = right->end;
    formula->operator= operator;
    formula->left = left;
    formula->right = right;
    return formula;
}

/* The operators of one tightness, from the left; each side comes from the next tighter rule. */
static const struct formula *parse_chain(struct parser *parser, const enum formula_operator *operators,
    unsigned count, const struct formula *(*tighter)(struct parser *parser))
{
    const struct formula *left = tighter(parser);
    while (left != NULL) {
        unsigned i = 0;
        while (i < count && !take(parser, signs[operators[i]]))
            i++;
        if (i == count)
            break;
        left = binary(parser, operators[i], left, tighter(parser));
    }
    return left;
}

static const struct formula *parse_product(struct parser *parser)
{
    static const enum formula_operator operators[] = {OPERATOR_MULTIPLY, OPERATOR_DIVIDE};
    return parse_chain(parser, operators, G_N_ELEMENTS(operators), parse_sign);
}

static const struct formula *parse_sum(struct parser *parser)
{
    static const enum formula_operator operators[] = {OPERATOR_ADD, OPERATOR_SUBTRACT};
    return parse_chain(parser, operators, G_N_ELEMENTS(operators), parse_product);
}

static const struct formula *parse_joined(struct parser *parser)
{
    static const enum formula_operator operators[] = {OPERATOR_CONCATENATE};
    return parse_chain(parser, operators, G_N_ELEMENTS(operators), parse_sum);
}

static bool take_comparison(struct parser *parser, enum formula_operator *ret)
{
    /* longer signs first */
    static const enum formula_operator operators[] = {OPERATOR_NOT_EQUAL, OPERATOR_LESS_EQUAL,
        OPERATOR_GREATER_EQUAL, OPERATOR_LESS, OPERATOR_GREATER, OPERATOR_EQUAL};
    for (unsigned i = 0; i < G_N_ELEMENTS(operators); i++) {
        if (take(parser, signs[operators[i]])) {
            *ret = operators[i];
            return true;
        }
    }
    if (!at_word(parser, "in"))
        return false;
    parser->at += strlen("in");
    *ret = OPERATOR_IN;
    return true;
}

static const struct formula *parse_comparison(struct parser *parser)
{
    const struct formula *left = parse_joined(parser);
    enum formula_operator operator;
    if (left == NULL || !take_comparison(parser, &operator))
        return left;
    const struct formula *formula = binary(parser, operator, left, parse_joined(parser));
    skip_blanks(parser);
    size_t at = parser->at;
    if (formula != NULL && take_comparison(parser, &operator))
        return fail(parser, at, _("comparisons do not chain: join two of them with \"e\""));
    return formula;
}

static const struct formula *parse_not(struct parser *parser)
{
    skip_blanks(parser);
    size_t start = parser->at;
    /* NON(...) with its bracket is the function */
    if (!at_word(parser, "non") || parser->source[start + strlen("non")] == '(')
        return parse_comparison(parser);
    parser->at += strlen("non");
    if (++parser->depth > DEEPEST)
        return fail(parser, start, _("nested too deeply"));
    const struct formula *operand = parse_not(parser);
    parser->depth--;
    if (operand == NULL)
        return NULL;
    struct formula *formula = node(parser, FORMULA_NOT, start);
    formula->left = operand;
    return formula;
}

static const struct formula *parse_and(struct parser *parser)
{
    const struct formula *left = parse_not(parser);
    while (left != NULL && at_word(parser, "e")) {
        parser->at++;
        left = binary(parser, OPERATOR_AND, left, parse_not(parser));
    }
    return left;
}

static const struct formula *parse_or(struct parser *parser)
{
    if (++parser->depth > DEEPEST)
        return fail(parser, parser->at, _("nested too deeply"));
    const struct formula *left = parse_and(parser);
    while (left != NULL && at_word(parser, "o")) {
        parser->at++;
        left = binary(parser, OPERATOR_OR, left, parse_and(parser));
    }
    parser->depth--;
    return left;
}

const struct formula *formula_parse(struct arena *arena, const char *source, char **ret_problem)
{
    struct parser parser = {.arena = arena, .source = source};
    const struct formula *formula = parse_or(&parser);
    skip_blanks(&parser);
    if (parser.problem == NULL && source[parser.at] != '\0')
        fail_unexpected(
            &parser, parser.at, source[parser.at] == ',' ? _("an operator or \";\"") : _("an operator"));
    if (parser.problem != NULL) {
        *ret_problem = parser.problem;
        return NULL;
    }
    return formula;
}

void formula_walk(
    const struct formula *formula, void (*visit)(const struct formula *part, void *data), void *data)
{
    if (formula == NULL)
        return;
    visit(formula, data);
    for (unsigned i = 0; i < formula->step_count; i++)
        formula_walk(formula->steps[i].index, visit, data);
    for (unsigned i = 0; i < formula->argument_count; i++)
        formula_walk(formula->arguments[i], visit, data);
    for (unsigned i = 0; i < OPTION_COUNT; i++)
        formula_walk(formula->options[i], visit, data);
    formula_walk(formula->left, visit, data);
    formula_walk(formula->right, visit, data);
}
