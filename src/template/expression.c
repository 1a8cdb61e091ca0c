#include "template/expression.h"

#include <string.h>
#include "support/intl.h"
#include "template/program.h"

#define NESTING_MOST 40u /* brackets within brackets */
#define REPEAT_MOST 999u

enum node_kind {
    NODE_SET,
    NODE_ANY,
    NODE_BLANKS,
    NODE_SEQUENCE,
    NODE_ALTERNATIVES,
    NODE_REPEAT,
    NODE_BRACKETS
};

struct node {
    enum node_kind kind;
    const struct character_set *set;
    GPtrArray *parts; /* of sequences and alternatives */
    struct node *inner;
    unsigned fewest, most; /* REPEAT; most 0: any number */
    bool first_brackets;
};

struct parser {
    struct arena *arena;
    const char *source, *at;
    char *problem;
    unsigned depth;
    bool had_brackets;
    GPtrArray *nodes; /* all, to be freed */
};

static void node_free(gpointer data)
{
    struct node *node = data;
    if (node->parts)
        g_ptr_array_unref(node->parts);
    g_free(node);
}

static struct node *node_new(struct parser *parser, enum node_kind kind)
{
    struct node *node = g_new0(struct node, 1);
    node->kind = kind;
    g_ptr_array_add(parser->nodes, node);
    return node;
}

static void *refuse(struct parser *parser, const char *what)
{
    if (!parser->problem) {
        parser->problem = g_strdup_printf(_("expression \"%s\": %s at character %ld"), parser->source, what,
            g_utf8_pointer_to_offset(parser->source, parser->at) + 1);
    }
    return NULL;
}

static gunichar take(struct parser *parser)
{
    gunichar character = g_utf8_get_char(parser->at);
    parser->at = g_utf8_next_char(parser->at);
    return character;
}

static void set_add(struct character_set *set, GArray *ranges, gunichar first, gunichar last)
{
    for (gunichar character = first; character <= last && character < 128; character++)
        set->ascii[character / 64] |= (uint64_t)1 << (character % 64);
    if (last >= 128) {
        struct character_range range = {MAX(first, 128), last};
        g_array_append_val(ranges, range);
    }
}

static const struct character_set *set_finish(
    struct parser *parser, struct character_set *set, GArray *ranges)
{
    struct character_range *copy = arena_new0(parser->arena, struct character_range, MAX(ranges->len, 1));
    if (ranges->len > 0)
        memcpy(copy, ranges->data, ranges->len * sizeof *copy);
    set->ranges = copy;
    set->range_count = ranges->len;
    g_array_unref(ranges);
    return set;
}

static struct node *set_node(struct parser *parser, gunichar first, gunichar last)
{
    struct character_set *set = arena_new0(parser->arena, struct character_set, 1);
    GArray *ranges = g_array_new(FALSE, FALSE, sizeof(struct character_range));
    set_add(set, ranges, first, last);
    struct node *node = node_new(parser, NODE_SET);
    node->set = set_finish(parser, set, ranges);
    return node;
}

bool character_set_has(const struct character_set *set, gunichar character)
{
    if (character < 128)
        return set->ascii[character / 64] >> (character % 64) & 1;
    for (unsigned i = 0; i < set->range_count; i++)
        if (character >= set->ranges[i].first && character <= set->ranges[i].last)
            return true;
    return false;
}

/* What follows a backslash: d for the digits, a sign for itself. False: not in the language. */
static bool parse_escape(struct parser *parser, gunichar *ret_first, gunichar *ret_last)
{
    if (*parser->at == 'd') {
        parser->at++;
        *ret_first = '0';
        *ret_last = '9';
        return true;
    }
    if (!*parser->at || !g_ascii_ispunct(*parser->at)) {
        refuse(parser, _("of the words with a backslash only \\d is known"));
        return false;
    }
    *ret_first = *ret_last = take(parser);
    return true;
}

/* One member of a class; a range is left to the caller. */
static bool parse_member(struct parser *parser, gunichar *ret_first, gunichar *ret_last)
{
    gunichar character = take(parser);
    if (character == '\\')
        return parse_escape(parser, ret_first, ret_last);
    *ret_first = *ret_last = character;
    return true;
}

static bool parse_range(struct parser *parser, gunichar first, gunichar *last)
{
    if (parser->at[0] != '-' || parser->at[1] == ']' || !parser->at[1] || first != *last)
        return true;
    parser->at++;
    gunichar low;
    if (!parse_member(parser, &low, last))
        return false;
    if (low != *last || *last < first) {
        refuse(parser, _("a range that runs backwards"));
        return false;
    }
    return true;
}

static struct node *parse_class(struct parser *parser)
{
    if (*parser->at == '^' || *parser->at == ']')
        return refuse(parser, _("a class in [ ] lists characters and ranges"));
    struct character_set *set = arena_new0(parser->arena, struct character_set, 1);
    GArray *ranges = g_array_new(FALSE, FALSE, sizeof(struct character_range));
    while (*parser->at && *parser->at != ']') {
        gunichar first, last;
        if (*parser->at == '[')
            refuse(parser, _("a class within a class"));
        if (parser->problem || !parse_member(parser, &first, &last) || !parse_range(parser, first, &last)) {
            g_array_unref(ranges);
            return NULL;
        }
        set_add(set, ranges, first, last);
    }
    set_finish(parser, set, ranges);
    if (!*parser->at)
        return refuse(parser, _("the ] is missing"));
    parser->at++;
    struct node *node = node_new(parser, NODE_SET);
    node->set = set;
    return node;
}

static struct node *parse_alternatives(struct parser *parser);

static struct node *parse_brackets(struct parser *parser)
{
    struct node *node = node_new(parser, NODE_BRACKETS);
    node->first_brackets = !parser->had_brackets;
    parser->had_brackets = true;
    if (*parser->at == '?')
        return refuse(parser, _("a ( with nothing to repeat behind it"));
    if (++parser->depth > NESTING_MOST)
        return refuse(parser, _("brackets nested too deep"));
    node->inner = parse_alternatives(parser);
    parser->depth--;
    if (!node->inner)
        return NULL;
    if (*parser->at != ')')
        return refuse(parser, _("the ) is missing"));
    parser->at++;
    return node;
}

static struct node *parse_atom(struct parser *parser)
{
    gunichar first, last;
    char sign = *parser->at;
    if (strchr("?*+{", sign))
        return refuse(parser, _("nothing to repeat"));
    if (strchr("]}^$", sign))
        return refuse(parser, _("a sign that needs a backslash"));
    gunichar character = take(parser);
    switch (character) {
    case '(':
        return parse_brackets(parser);
    case '[':
        return parse_class(parser);
    case '.':
        return node_new(parser, NODE_ANY);
    case '\\':
        return parse_escape(parser, &first, &last) ? set_node(parser, first, last) : NULL;
    default:
        if (g_unichar_isspace(character))
            return node_new(parser, NODE_BLANKS);
        return set_node(parser, character, character);
    }
}

static bool parse_number(struct parser *parser, unsigned *ret)
{
    char *end;
    guint64 number = g_ascii_isdigit(*parser->at) ? g_ascii_strtoull(parser->at, &end, 10) : REPEAT_MOST + 1;
    if (number > REPEAT_MOST) {
        refuse(parser, _("a count from 0 to 999 in { }"));
        return false;
    }
    parser->at = end;
    *ret = (unsigned)number;
    return true;
}

/* {2} or {1,3}, the brace being read. */
static bool parse_counts(struct parser *parser, struct node *repeat)
{
    if (!parse_number(parser, &repeat->fewest))
        return false;
    repeat->most = repeat->fewest;
    if (*parser->at == ',') {
        parser->at++;
        if (!parse_number(parser, &repeat->most))
            return false;
    }
    if (*parser->at != '}' || repeat->most < repeat->fewest || repeat->most == 0) {
        refuse(parser, _("{2} or {1,3} is expected"));
        return false;
    }
    parser->at++;
    return true;
}

static struct node *parse_repeated(struct parser *parser)
{
    struct node *atom = parse_atom(parser);
    if (!atom || !*parser->at || !strchr("?*+{", *parser->at))
        return atom;
    struct node *repeat = node_new(parser, NODE_REPEAT);
    repeat->inner = atom;
    char sign = *parser->at++;
    if (sign == '{') {
        if (!parse_counts(parser, repeat))
            return NULL;
    } else {
        repeat->fewest = sign == '+';
        repeat->most = sign == '?';
    }
    if (*parser->at && strchr("?*+{", *parser->at))
        return refuse(parser, _("nothing to repeat"));
    return repeat;
}

static struct node *parse_sequence(struct parser *parser)
{
    struct node *node = node_new(parser, NODE_SEQUENCE);
    node->parts = g_ptr_array_new();
    while (*parser->at && *parser->at != '|' && *parser->at != ')') {
        struct node *part = parse_repeated(parser);
        if (!part)
            return NULL;
        g_ptr_array_add(node->parts, part);
    }
    return node;
}

static struct node *parse_alternatives(struct parser *parser)
{
    struct node *node = node_new(parser, NODE_ALTERNATIVES);
    node->parts = g_ptr_array_new();
    do {
        if (node->parts->len > 0)
            parser->at++;
        struct node *part = parse_sequence(parser);
        if (!part)
            return NULL;
        g_ptr_array_add(node->parts, part);
    } while (*parser->at == '|');
    return node;
}

/* Compiling. Beyond PROGRAM_MOST nothing more is added; the caller sees the length. */
static unsigned emit(GArray *code, enum instruction_kind kind)
{
    struct instruction instruction = {.kind = kind};
    if (code->len <= PROGRAM_MOST)
        g_array_append_val(code, instruction);
    return code->len - 1;
}

static struct instruction *instruction_at(GArray *code, unsigned index)
{
    return &g_array_index(code, struct instruction, index);
}

static void emit_node(GArray *code, const struct node *node);

/* SPLIT in, out; the inner part; back to the split when `again`. */
static void emit_optional(GArray *code, const struct node *inner, bool again)
{
    unsigned split = emit(code, INSTRUCTION_SPLIT);
    emit_node(code, inner);
    if (again) {
        unsigned jump = emit(code, INSTRUCTION_JUMP);
        instruction_at(code, jump)->first = split;
    }
    instruction_at(code, split)->first = split + 1;
    instruction_at(code, split)->second = code->len;
}

static void emit_repeat(GArray *code, const struct node *node)
{
    for (unsigned i = 0, before = ~0u; i < node->fewest && code->len <= PROGRAM_MOST && code->len != before;
         i++) {
        before = code->len;
        emit_node(code, node->inner);
    }
    if (node->most == 0) {
        emit_optional(code, node->inner, true);
        return;
    }
    for (unsigned i = node->fewest; i < node->most && code->len <= PROGRAM_MOST; i++)
        emit_optional(code, node->inner, false);
}

static void emit_alternatives(GArray *code, const struct node *node)
{
    GArray *jumps = g_array_new(FALSE, FALSE, sizeof(unsigned));
    for (unsigned i = 0; i < node->parts->len && code->len <= PROGRAM_MOST; i++) {
        bool last = i + 1 == node->parts->len;
        unsigned split = last ? 0 : emit(code, INSTRUCTION_SPLIT);
        emit_node(code, g_ptr_array_index(node->parts, i));
        if (!last) {
            unsigned jump = emit(code, INSTRUCTION_JUMP);
            g_array_append_val(jumps, jump);
            instruction_at(code, split)->first = split + 1;
            instruction_at(code, split)->second = code->len;
        }
    }
    for (unsigned i = 0; i < jumps->len; i++)
        instruction_at(code, g_array_index(jumps, unsigned, i))->first = code->len;
    g_array_unref(jumps);
}

static void emit_node(GArray *code, const struct node *node)
{
    switch (node->kind) {
    case NODE_SET: {
        unsigned index = emit(code, INSTRUCTION_SET);
        instruction_at(code, index)->set = node->set;
        break;
    }
    case NODE_ANY:
        emit(code, INSTRUCTION_ANY);
        break;
    case NODE_BLANKS: {
        unsigned split = emit(code, INSTRUCTION_SPLIT);
        emit(code, INSTRUCTION_BLANK);
        unsigned jump = emit(code, INSTRUCTION_JUMP);
        instruction_at(code, jump)->first = split;
        instruction_at(code, split)->first = split + 1;
        instruction_at(code, split)->second = code->len;
        break;
    }
    case NODE_SEQUENCE:
        for (unsigned i = 0; i < node->parts->len && code->len <= PROGRAM_MOST; i++)
            emit_node(code, g_ptr_array_index(node->parts, i));
        break;
    case NODE_ALTERNATIVES:
        emit_alternatives(code, node);
        break;
    case NODE_REPEAT:
        emit_repeat(code, node);
        break;
    case NODE_BRACKETS:
        if (node->first_brackets)
            emit(code, INSTRUCTION_OPEN);
        emit_node(code, node->inner);
        if (node->first_brackets)
            emit(code, INSTRUCTION_CLOSE);
        break;
    }
}

/* Characters of the shortest text that fits. */
static unsigned shortest_of(const struct node *node)
{
    unsigned sum = 0, least = G_MAXUINT;
    switch (node->kind) {
    case NODE_SET:
    case NODE_ANY:
        return 1;
    case NODE_BLANKS:
        return 0;
    case NODE_REPEAT:
        return node->fewest * MIN(shortest_of(node->inner), PROGRAM_MOST);
    case NODE_BRACKETS:
        return shortest_of(node->inner);
    case NODE_SEQUENCE:
    case NODE_ALTERNATIVES:
        break;
    }
    for (unsigned i = 0; i < node->parts->len; i++) {
        unsigned part = shortest_of(g_ptr_array_index(node->parts, i));
        sum = MIN(sum + part, PROGRAM_MOST);
        least = MIN(least, part);
    }
    return node->kind == NODE_SEQUENCE ? sum : least;
}

static bool takes_digits_only(const struct expression *expression)
{
    const uint64_t digits = (uint64_t)0x3ff << '0';
    for (unsigned i = 0; i < expression->length; i++) {
        const struct instruction *instruction = &expression->instructions[i];
        const struct character_set *set = instruction->set;
        if (instruction->kind == INSTRUCTION_ANY ||
            (set && (set->ascii[0] & ~digits || set->ascii[1] || set->range_count > 0)))
            return false;
    }
    return true;
}

static struct expression *finish(struct parser *parser, const struct node *root)
{
    GArray *code = g_array_new(FALSE, FALSE, sizeof(struct instruction));
    emit_node(code, root);
    emit(code, INSTRUCTION_ACCEPT);
    if (code->len > PROGRAM_MOST) {
        g_array_unref(code);
        return refuse(parser, _("too long, counts included"));
    }
    struct expression *expression = arena_new0(parser->arena, struct expression, 1);
    expression->source = arena_strdup(parser->arena, parser->source);
    expression->length = code->len;
    expression->instructions = arena_new0(parser->arena, struct instruction, code->len);
    memcpy(expression->instructions, code->data, code->len * sizeof(struct instruction));
    g_array_unref(code);
    expression->has_brackets = parser->had_brackets;
    expression->shortest = shortest_of(root);
    expression->may_be_empty = expression->shortest == 0;
    expression->digits_only = takes_digits_only(expression);
    expression->current = arena_new0(parser->arena, struct thread, expression->length);
    expression->next = arena_new0(parser->arena, struct thread, expression->length);
    expression->seen = arena_new0(parser->arena, unsigned, expression->length);
    expression->generation = arena_new0(parser->arena, unsigned, 1);
    expression_find_beginnings(expression);
    return expression;
}

struct expression *expression_parse(struct arena *arena, const char *source, char **ret_problem)
{
    struct parser parser = {
        .arena = arena, .source = source, .at = source, .nodes = g_ptr_array_new_with_free_func(node_free)};
    struct node *root = parse_alternatives(&parser);
    if (root && *parser.at)
        root = refuse(&parser, _("a ) that closes nothing"));
    struct expression *expression = root ? finish(&parser, root) : NULL;
    g_ptr_array_unref(parser.nodes);
    if (!expression)
        *ret_problem = parser.problem;
    return expression;
}

const char *expression_source(const struct expression *expression)
{
    return expression->source;
}

bool expression_may_be_empty(const struct expression *expression)
{
    return expression->may_be_empty;
}
