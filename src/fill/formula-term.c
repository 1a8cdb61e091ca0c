/* Terms: expressions with what must hold for them, and how they are written out. */
#include "fill/formula.h"

#include <stdarg.h>
#include <string.h>
#include "support/text.h"

#define LITERAL_UNITS 255u /* Excel's limit for a text within a formula */
#define ARGUMENTS 250u     /* Excel's limit is 255 */

const char *compiler_print(struct compiler *compiler, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    const char *ret = arena_strdup(compiler->live->filler->arena, text);
    g_free(text);
    return ret;
}

struct term term_problem(struct compiler *compiler, const char *problem)
{
    if (compiler->problem == NULL)
        compiler->problem = problem;
    return term_missing();
}

struct term term_missing(void)
{
    return (struct term){.kind = TERM_NUMBER, .binding = BINDS_ATOM};
}

struct term term_number(struct compiler *compiler, const struct rational *number)
{
    char *text = decimal_to_text(rational_to_decimal(number));
    struct term term = {.kind = TERM_NUMBER, .literal = number, .binding = BINDS_ATOM};
    term.value = *text == '-' ? compiler_print(compiler, "(%s)", text) : compiler_print(compiler, "%s", text);
    g_free(text);
    return term;
}

const char *text_literal(struct compiler *compiler, const char *text)
{
    GString *quoted = g_string_new("\"");
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"')
            g_string_append_c(quoted, '"');
        g_string_append_c(quoted, *at);
    }
    g_string_append_c(quoted, '"');
    const char *ret = arena_strdup(compiler->live->filler->arena, quoted->str);
    g_string_free(quoted, TRUE);
    return ret;
}

struct term term_text(struct compiler *compiler, const char *text)
{
    if (text_utf16_length(text) > LITERAL_UNITS || strchr(text, '\n') != NULL)
        return term_problem(compiler, "il testo è troppo lungo per una formula");
    return (struct term){.kind = TERM_TEXT, .value = text_literal(compiler, text), .binding = BINDS_ATOM};
}

struct term term_reference(struct compiler *compiler, struct reference reference, enum term_kind kind)
{
    struct term term = {.kind = kind, .binding = BINDS_ATOM, .is_reference = true, .cell = reference};
    term.value = reference_text(compiler->live, compiler->sheet, &reference);
    if (kind != TERM_NUMBER)
        return term;
    struct reference *need = arena_new0(compiler->live->filler->arena, struct reference, 1);
    *need = reference;
    term.needs = need;
    term.need_count = 1;
    return term;
}

static bool same_cell(const struct reference *a, const struct reference *b)
{
    return a->sheet == b->sheet && a->row == b->row && a->column == b->column;
}

static bool needs(const struct term *term, const struct reference *cell)
{
    for (unsigned i = 0; term != NULL && i < term->need_count; i++)
        if (same_cell(&term->needs[i], cell))
            return true;
    return false;
}

static const char *const *joined(struct compiler *compiler, const char *const *first, unsigned first_count,
    const char *const *second, unsigned second_count, unsigned *ret_count)
{
    const char **all =
        arena_new0(compiler->live->filler->arena, const char *, first_count + second_count + 1);
    unsigned count = 0;
    for (unsigned i = 0; i < first_count + second_count; i++) {
        const char *text = i < first_count ? first[i] : second[i - first_count];
        bool known = false;
        for (unsigned k = 0; k < count && !known; k++)
            known = strcmp(all[k], text) == 0;
        if (!known)
            all[count++] = text;
    }
    *ret_count = count;
    return all;
}

static void adopt(struct compiler *compiler, struct term *term, const struct term *from)
{
    struct reference *all =
        arena_new0(compiler->live->filler->arena, struct reference, term->need_count + from->need_count + 1);
    unsigned count = 0;
    for (unsigned i = 0; i < term->need_count; i++)
        all[count++] = term->needs[i];
    for (unsigned i = 0; i < from->need_count; i++)
        if (!needs(term, &from->needs[i]))
            all[count++] = from->needs[i];
    term->needs = all;
    term->need_count = count;
    term->conditions = joined(compiler, term->conditions, term->condition_count, from->conditions,
        from->condition_count, &term->condition_count);
    term->nc = joined(compiler, term->nc, term->nc_count, from->nc, from->nc_count, &term->nc_count);
    term->loose = term->loose || from->loose;
}

struct term term_of(struct compiler *compiler, enum binding binding, const char *value,
    const struct term *first, const struct term *second)
{
    struct term term = {.kind = TERM_NUMBER, .value = value, .binding = binding};
    if (first != NULL)
        adopt(compiler, &term, first);
    if (second != NULL)
        adopt(compiler, &term, second);
    return term;
}

void term_add_condition(struct compiler *compiler, struct term *term, const char *condition)
{
    const char *one[] = {condition};
    term->conditions =
        joined(compiler, term->conditions, term->condition_count, one, 1, &term->condition_count);
}

void term_add_nc(struct compiler *compiler, struct term *term, const char *truth)
{
    const char *one[] = {truth};
    term->nc = joined(compiler, term->nc, term->nc_count, one, 1, &term->nc_count);
}

bool term_may_be_nc(const struct term *term)
{
    bool may = term->loose || term->nc_count > 0 || (term->is_reference && term->cell.may_be_nc);
    for (unsigned i = 0; i < term->need_count; i++)
        may = may || term->needs[i].may_be_nc;
    return may;
}

const char *term_operand(struct compiler *compiler, const struct term *term, enum binding binding)
{
    return term->binding < binding ? compiler_print(compiler, "(%s)", term->value) : term->value;
}

const char *term_rounded(struct compiler *compiler, const struct term *term)
{
    return term->literal != NULL ? term->value : compiler_print(compiler, "ROUND(%s,10)", term->value);
}

static const char *call_split(
    struct compiler *compiler, const char *outer, const char *function, const GPtrArray *arguments)
{
    bool split = arguments->len > ARGUMENTS;
    GString *text = g_string_new(split ? outer : function);
    g_string_append_c(text, '(');
    for (unsigned i = 0; i < arguments->len; i++) {
        if (split && i % ARGUMENTS == 0)
            g_string_append_printf(text, "%s%s(", i > 0 ? ")," : "", function);
        else if (i > 0)
            g_string_append_c(text, ',');
        g_string_append(text, g_ptr_array_index(arguments, i));
    }
    g_string_append(text, split ? "))" : ")");
    const char *ret = arena_strdup(compiler->live->filler->arena, text->str);
    g_string_free(text, TRUE);
    return ret;
}

const char *call_over(struct compiler *compiler, const char *function, const GPtrArray *arguments)
{
    bool extreme = strcmp(function, "MIN") == 0 || strcmp(function, "MAX") == 0;
    if (extreme && arguments->len > ARGUMENTS)
        return NULL; /* of nothing they are 0 */
    if (strcmp(function, "AVERAGE") != 0 || arguments->len <= ARGUMENTS)
        return call_split(compiler, "SUM", function, arguments);
    return compiler_print(compiler, "(%s/%s)", call_split(compiler, "SUM", "SUM", arguments),
        call_split(compiler, "SUM", "COUNT", arguments));
}

/* A truth: the cells hold numbers. */
static const char *numbers_there(struct compiler *compiler, const struct reference *cells, unsigned count)
{
    if (count == 1)
        return compiler_print(
            compiler, "ISNUMBER(%s)", reference_text(compiler->live, compiler->sheet, cells));
    GPtrArray *ranges = g_ptr_array_new();
    reference_ranges(compiler->live, compiler->sheet, cells, count, GAPS_NONE, ranges);
    const char *truth = compiler_print(compiler, "%s=%u", call_over(compiler, "COUNT", ranges), count);
    g_ptr_array_free(ranges, TRUE);
    return truth;
}

/* The needs that `known` does not have already. */
static const struct reference *open_needs(
    struct compiler *compiler, const struct term *term, const struct term *known, unsigned *ret_count)
{
    struct reference *open =
        arena_new0(compiler->live->filler->arena, struct reference, term->need_count + 1);
    *ret_count = 0;
    for (unsigned i = 0; i < term->need_count; i++)
        if (!needs(known, &term->needs[i]))
            open[(*ret_count)++] = term->needs[i];
    return open;
}

static bool holds_already(const struct term *known, const char *condition)
{
    for (unsigned i = 0; known != NULL && i < known->condition_count; i++)
        if (strcmp(known->conditions[i], condition) == 0)
            return true;
    return false;
}

/* The truths of a list, any of which may hold; NULL: none. */
static const char *any_of(struct compiler *compiler, const char *const *truths, unsigned count)
{
    if (count <= 1)
        return count == 0 ? NULL : truths[0];
    GString *text = g_string_new("OR(");
    for (unsigned i = 0; i < count; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? "," : "", truths[i]);
    const char *ret = compiler_print(compiler, "%s)", text->str);
    g_string_free(text, TRUE);
    return ret;
}

const char *term_nc(struct compiler *compiler, const struct term *term)
{
    GString *texts = g_string_new(NULL);
    for (unsigned i = 0; i < term->need_count; i++)
        if (term->needs[i].may_be_nc)
            g_string_append_printf(texts, "%sT(%s)", texts->len > 0 ? "&" : "",
                reference_text(compiler->live, compiler->sheet, &term->needs[i]));
    const char *own[] = {compiler_print(compiler, "%s<>\"\"", texts->str)};
    unsigned count, words = texts->len > 0;
    g_string_free(texts, TRUE);
    const char *const *truths = joined(compiler, own, words, term->nc, term->nc_count, &count);
    return any_of(compiler, truths, count);
}

/* What a formula gives that has no value: missing, or NC where the truth holds. */
static const char *nothing_or_nc(struct compiler *compiler, const char *nc)
{
    const char *word = text_literal(compiler, compiler->live->filler->template->nc_word);
    return nc == NULL ? "\"\"" : compiler_print(compiler, "IF(%s,%s,\"\")", nc, word);
}

const char *term_written(struct compiler *compiler, const struct term *term, const struct term *known)
{
    if (term->value == NULL)
        return "\"\"";
    const char *value = term->value;
    bool first = term->nc_first != NULL; /* only the first condition can fail for NC */
    /* where the cells hold numbers, only what the lists hold can be NC */
    const char *other = nothing_or_nc(compiler, first ? NULL : any_of(compiler, term->nc, term->nc_count));
    for (unsigned i = term->condition_count; i > 0; i--) {
        if (holds_already(known, term->conditions[i - 1]))
            continue;
        if (first && i == 1)
            other = nothing_or_nc(compiler, term->nc_first);
        value = compiler_print(compiler, "IF(%s,%s,%s)", term->conditions[i - 1], value, other);
    }
    unsigned count;
    const struct reference *open = open_needs(compiler, term, known, &count);
    if (count == 0)
        return value;
    return compiler_print(compiler, "IF(%s,%s,%s)", numbers_there(compiler, open, count), value,
        nothing_or_nc(compiler, term_nc(compiler, term)));
}

const char *term_present(struct compiler *compiler, const struct term *term)
{
    const char *present = NULL;
    for (unsigned i = term->condition_count; i > 0; i--)
        present = present == NULL
                      ? term->conditions[i - 1]
                      : compiler_print(compiler, "IF(%s,%s,FALSE)", term->conditions[i - 1], present);
    if (term->need_count == 0)
        return present;
    const char *there = numbers_there(compiler, term->needs, term->need_count);
    return present == NULL ? there : compiler_print(compiler, "IF(%s,%s,FALSE)", there, present);
}
