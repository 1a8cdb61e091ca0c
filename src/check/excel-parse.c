/* The text of a formula to its tree, by precedence. */
#include "check/excel.h"

#include <string.h>
#include "support/limits.h"

#define MOST_DEPTH 64u    /* Excel's own for functions within functions */
#define MOST_HEIGHT 1000u /* of a tree: a+b+c... grows with every sign */

struct parser {
    struct arena *arena;
    const struct sheet *sheet;
    const char *at;
    unsigned depth;
};

/* From loosest to tightest; "<=" before "<". */
static const struct {
    const char *sign;
    enum excel_operator operation;
    unsigned level;
} operators[] = {
    {"<>", EXCEL_UNEQUAL, 1},
    {"<=", EXCEL_LESS_EQUAL, 1},
    {">=", EXCEL_GREATER_EQUAL, 1},
    {"=", EXCEL_EQUAL, 1},
    {"<", EXCEL_LESS, 1},
    {">", EXCEL_GREATER, 1},
    {"&", EXCEL_JOIN, 2},
    {"+", EXCEL_ADD, 3},
    {"-", EXCEL_SUBTRACT, 3},
    {"*", EXCEL_MULTIPLY, 4},
    {"/", EXCEL_DIVIDE, 4},
    {"^", EXCEL_POWER, 5},
};
#define TIGHTEST 5u

static const struct {
    const char *name;
    unsigned least, most;
} functions[EXCEL_FUNCTION_COUNT] = {
#define EXCEL_FUNCTION(id, name, least, most) [EXCEL_##id] = {name, least, most},
#include "check/excel-functions.def"
#undef EXCEL_FUNCTION
};

static struct excel_node *parse_level(struct parser *parser, unsigned level);

static void skip_blanks(struct parser *parser)
{
    while (*parser->at == ' ' || *parser->at == '\n' || *parser->at == '\r' || *parser->at == '\t')
        parser->at++;
}

static bool take(struct parser *parser, char sign)
{
    skip_blanks(parser);
    bool found = *parser->at == sign;
    parser->at += found;
    return found;
}

static struct excel_node *node_new(struct parser *parser, enum excel_node_kind kind)
{
    struct excel_node *node = arena_new0(parser->arena, struct excel_node, 1);
    node->kind = kind;
    return node;
}

/* Hangs `node` over its operands; NULL: the tree is too high. */
static struct excel_node *with_height(struct excel_node *node)
{
    for (unsigned i = 0; i < node->operand_count; i++)
        node->height = MAX(node->height, node->operands[i]->height + 1);
    return node->height <= MOST_HEIGHT ? node : NULL;
}

static struct excel_node *operation_new(
    struct parser *parser, enum excel_operator operation, struct excel_node *left, struct excel_node *right)
{
    struct excel_node *node = node_new(parser, NODE_OPERATOR);
    node->operation = operation;
    node->operands = arena_new0(parser->arena, struct excel_node *, 2);
    node->operands[node->operand_count++] = left;
    if (right)
        node->operands[node->operand_count++] = right;
    return with_height(node);
}

static struct excel_node *parse_number(struct parser *parser)
{
    const char *start = parser->at;
    size_t length = strspn(start, "0123456789.");
    if (start[length] == 'E' || start[length] == 'e') {
        size_t sign = start[length + 1] == '+' || start[length + 1] == '-';
        size_t digits = strspn(start + length + 1 + sign, "0123456789");
        length += digits ? 1 + sign + digits : 0;
    }
    struct excel_node *node = node_new(parser, NODE_NUMBER);
    if (!decimal_parse(start, length, &node->number))
        return NULL;
    parser->at += length;
    return node;
}

/* A text between `quote`s, which are doubled in it; NULL: it does not end. To be freed. */
static char *take_quoted(struct parser *parser, char quote)
{
    GString *text = g_string_new(NULL);
    for (parser->at++; *parser->at; parser->at++) {
        if (*parser->at == quote && parser->at[1] != quote) {
            parser->at++;
            return g_string_free(text, FALSE);
        }
        parser->at += *parser->at == quote;
        g_string_append_c(text, *parser->at);
    }
    g_string_free(text, TRUE);
    return NULL;
}

static bool is_name(char sign)
{
    return g_ascii_isalnum(sign) || sign == '_' || sign == '.' || (unsigned char)sign >= 0x80;
}

/* "A1", "$B$3", "C:C", "4:4"; what it names takes all of a row or column where it says nothing of it. */
struct end {
    bool has_row, has_column;
    unsigned row, column;
};

static bool take_end(const char **at, struct end *ret)
{
    struct end end = {0};
    const char *next = *at + (**at == '$');
    unsigned long number = 0;
    for (; g_ascii_isalpha(*next) && number <= LIMIT_COLUMNS; next++) {
        number = number * 26 + (unsigned)(g_ascii_toupper(*next) - 'A' + 1);
        end.has_column = true;
    }
    if (end.has_column && number > LIMIT_COLUMNS)
        return false;
    end.column = (unsigned)number - 1;
    if (end.has_column && *next == '$')
        next++;
    number = 0;
    for (; g_ascii_isdigit(*next) && number <= LIMIT_ROWS; next++) {
        number = number * 10 + (unsigned)(*next - '0');
        end.has_row = true;
    }
    if ((end.has_row && (number == 0 || number > LIMIT_ROWS)) || (!end.has_row && !end.has_column) ||
        is_name(*next) || *next == '$')
        return false;
    end.row = (unsigned)number - 1;
    *at = next;
    *ret = end;
    return true;
}

static struct excel_node *parse_area(struct parser *parser, const struct sheet *sheet)
{
    struct end first, last;
    const char *at = parser->at;
    if (!sheet || !take_end(&at, &first))
        return NULL;
    last = first;
    bool area = *at == ':';
    if (area) {
        at++;
        if (!take_end(&at, &last))
            return NULL;
    }
    if (*at == '#' || *at == '!' || *at == ':' || *at == '(' || first.has_row != last.has_row ||
        first.has_column != last.has_column || (!area && (!first.has_row || !first.has_column)))
        return NULL;
    struct excel_node *node = node_new(parser, NODE_REFERENCE);
    node->sheet = sheet;
    node->area = area;
    node->range = (struct range){
        .first_row = first.has_row ? MIN(first.row, last.row) : 0,
        .last_row = first.has_row ? MAX(first.row, last.row) : LIMIT_ROWS - 1,
        .first_column = first.has_column ? MIN(first.column, last.column) : 0,
        .last_column = first.has_column ? MAX(first.column, last.column) : LIMIT_COLUMNS - 1,
    };
    parser->at = at;
    return node;
}

static int function_named(const char *name, size_t length)
{
    for (unsigned i = 0; i < EXCEL_FUNCTION_COUNT; i++)
        if (strlen(functions[i].name) == length && g_ascii_strncasecmp(functions[i].name, name, length) == 0)
            return (int)i;
    return -1;
}

static struct excel_node *parse_call(struct parser *parser, size_t length)
{
    int function = function_named(parser->at, length);
    if (function < 0)
        return NULL;
    parser->at += length + 1;
    GPtrArray *arguments = g_ptr_array_new();
    bool good = true, more = !take(parser, ')');
    while (good && more) {
        skip_blanks(parser);
        bool missing = *parser->at == ',' || *parser->at == ')';
        struct excel_node *argument = missing ? node_new(parser, NODE_MISSING) : parse_level(parser, 1);
        g_ptr_array_add(arguments, argument);
        good = argument != NULL;
        if (good && take(parser, ')'))
            more = false;
        else if (good)
            good = take(parser, ',');
    }
    good = good && arguments->len >= functions[function].least && arguments->len <= functions[function].most;
    struct excel_node *node = good ? node_new(parser, NODE_CALL) : NULL;
    if (node) {
        node->function = (enum excel_function)function;
        node->operand_count = arguments->len;
        node->operands = arena_new0(parser->arena, struct excel_node *, arguments->len + 1);
        for (unsigned i = 0; i < arguments->len; i++)
            node->operands[i] = arguments->pdata[i];
        node = with_height(node);
    }
    g_ptr_array_unref(arguments);
    return node;
}

/* A name: TRUE, a function, a sheet before "!", a reference. */
static struct excel_node *parse_name(struct parser *parser)
{
    size_t length = 0;
    while (is_name(parser->at[length]) || parser->at[length] == '$')
        length++;
    if (length == 0)
        return NULL;
    if (parser->at[length] == '(')
        return parse_call(parser, length);
    if (parser->at[length] == '!') {
        char *name = g_strndup(parser->at, length);
        const struct sheet *sheet = workbook_sheet(parser->sheet->workbook, name);
        g_free(name);
        parser->at += length + 1;
        return parse_area(parser, sheet);
    }
    for (unsigned truth = 0; truth <= 1; truth++) {
        const char *word = truth ? "TRUE" : "FALSE";
        if (strlen(word) == length && g_ascii_strncasecmp(word, parser->at, length) == 0) {
            struct excel_node *node = node_new(parser, NODE_BOOLEAN);
            node->truth = truth;
            parser->at += length;
            return node;
        }
    }
    return parse_area(parser, parser->sheet);
}

static struct excel_node *parse_text(struct parser *parser)
{
    char *text = take_quoted(parser, '"');
    if (!text)
        return NULL;
    struct excel_node *node = node_new(parser, NODE_TEXT);
    node->text = arena_strdup(parser->arena, text);
    g_free(text);
    return node;
}

static struct excel_node *parse_other_sheet(struct parser *parser)
{
    char *name = take_quoted(parser, '\'');
    const struct sheet *sheet =
        name && *parser->at == '!' ? workbook_sheet(parser->sheet->workbook, name) : NULL;
    g_free(name);
    if (!sheet)
        return NULL;
    parser->at++;
    return parse_area(parser, sheet);
}

static struct excel_node *parse_primary(struct parser *parser)
{
    skip_blanks(parser);
    const char sign = *parser->at;
    if (sign == '(') {
        parser->at++;
        struct excel_node *node = parse_level(parser, 1);
        return node && take(parser, ')') ? node : NULL;
    }
    if (sign == '"')
        return parse_text(parser);
    if (sign == '\'')
        return parse_other_sheet(parser);
    const size_t digits = strspn(parser->at, "0123456789");
    if ((digits > 0 && parser->at[digits] != ':') || sign == '.')
        return parse_number(parser);
    return parse_name(parser);
}

/* Signs bind tighter than "^" in Excel: -2^2 is 4. */
static struct excel_node *parse_signed(struct parser *parser)
{
    bool minus = false;
    for (;; parser->at++) {
        skip_blanks(parser);
        if (*parser->at != '-' && *parser->at != '+')
            break;
        minus ^= *parser->at == '-';
    }
    struct excel_node *node = parse_primary(parser);
    while (node && take(parser, '%'))
        node = operation_new(parser, EXCEL_PERCENT, node, NULL);
    return node && minus ? operation_new(parser, EXCEL_NEGATE, node, NULL) : node;
}

static struct excel_node *parse_level(struct parser *parser, unsigned level)
{
    if (level > TIGHTEST)
        return parse_signed(parser);
    if (level == 1 && parser->depth >= MOST_DEPTH)
        return NULL;
    parser->depth += level == 1;
    struct excel_node *left = parse_level(parser, level + 1);
    for (unsigned i = 0; left && i < G_N_ELEMENTS(operators);) {
        skip_blanks(parser);
        if (operators[i].level != level || !g_str_has_prefix(parser->at, operators[i].sign)) {
            i++;
            continue;
        }
        parser->at += strlen(operators[i].sign);
        struct excel_node *right = parse_level(parser, level + 1);
        left = right ? operation_new(parser, operators[i].operation, left, right) : NULL;
        i = 0;
    }
    parser->depth -= level == 1;
    return left;
}

const struct excel_node *excel_parse(struct arena *arena, const struct sheet *sheet, const char *formula)
{
    struct parser parser = {.arena = arena, .sheet = sheet, .at = formula};
    const struct excel_node *node = parse_level(&parser, 1);
    skip_blanks(&parser);
    return *parser.at == '\0' ? node : NULL;
}
