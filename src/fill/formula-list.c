/* The functions over many values: SOMMA, MEDIA, MIN, MAX, CONTA, PRIMO. */
#include "fill/formula.h"

#include <string.h>

/* What the arguments of a function reach. */
struct operands {
    GArray *cells;                /* struct reference */
    GPtrArray *numbers;           /* texts of expressions that are always there */
    bool may_be_nc, dates, plain; /* some are days, some numbers */
};

static void add_number(struct compiler *compiler, struct operands *operands, const struct term *term)
{
    (void)compiler;
    if (term->value == NULL)
        return;
    operands->dates = operands->dates || term->date;
    operands->plain = operands->plain || !term->date;
    if (term->is_reference) {
        operands->may_be_nc = operands->may_be_nc || term->cell.may_be_nc;
        g_array_append_val(operands->cells, term->cell);
    } else {
        g_ptr_array_add(operands->numbers, (gpointer)(guintptr)term->value);
    }
}

static void add_argument(struct compiler *compiler, struct operands *operands, const struct formula *argument)
{
    if (argument->kind != FORMULA_NAME) {
        struct term term = compile_number(compiler, argument);
        bool open = term.need_count > 0 || term.condition_count > 0;
        if (open && !term.is_reference)
            term = term_moved(compiler, argument, &term);
        add_number(compiler, operands, &term);
        return;
    }
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    calculation_reach(
        compiler->live->filler->calculation, argument, compiler->record, compiler->field, reached);
    for (unsigned i = 0; i < reached->len; i++) {
        struct term term = compile_reached(compiler, &g_array_index(reached, struct reached_field, i));
        if (term.kind == TERM_NUMBER)
            add_number(compiler, operands, &term);
        else
            term_problem(compiler, "un testo sta tra i numeri");
    }
    g_array_free(reached, TRUE);
}

static struct operands operands_new(void)
{
    return (struct operands){
        .cells = g_array_new(FALSE, FALSE, sizeof(struct reference)), .numbers = g_ptr_array_new()};
}

static void operands_clear(struct operands *operands)
{
    g_array_free(operands->cells, TRUE);
    g_ptr_array_free(operands->numbers, TRUE);
}

/* FUNCTION over the cells, and over the other expressions where `all`. */
static const char *over(
    struct compiler *compiler, const char *function, const struct operands *operands, bool all)
{
    GPtrArray *arguments = g_ptr_array_new();
    reference_ranges(compiler->live, compiler->sheet, (const struct reference *)operands->cells->data,
        operands->cells->len, GAPS_TEXT, arguments);
    for (unsigned i = 0; all && i < operands->numbers->len; i++)
        g_ptr_array_add(arguments, g_ptr_array_index(operands->numbers, i));
    const char *text = call_over(compiler, function, arguments);
    g_ptr_array_free(arguments, TRUE);
    return text;
}

/* A truth: a text that is no number stands in one of the cells. */
static const char *any_text(struct compiler *compiler, const struct operands *operands)
{
    GPtrArray *ranges = g_ptr_array_new();
    reference_ranges(compiler->live, compiler->sheet, (const struct reference *)operands->cells->data,
        operands->cells->len, GAPS_BLANK, ranges);
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < ranges->len; i++)
        g_string_append_printf(
            text, "%sCOUNTIF(%s,\"?*\")", i > 0 ? "+" : "", (const char *)g_ptr_array_index(ranges, i));
    const char *ret = compiler_print(compiler, "%s>0", text->str);
    g_string_free(text, TRUE);
    g_ptr_array_free(ranges, TRUE);
    return ret;
}

static void require_any(struct compiler *compiler, const struct operands *operands, struct term *term)
{
    if (operands->numbers->len > 0)
        return;
    const char *count = over(compiler, "COUNT", operands, false);
    term_add_condition(compiler, term, compiler_print(compiler, "%s>0", count));
    if (!operands->may_be_nc)
        return;
    const char *words = any_text(compiler, operands);
    term_add_nc(compiler, term, compiler_print(compiler, "IF(%s=0,%s,FALSE)", count, words));
    if (term->nc_count == 1 && term->need_count == 0 && term->condition_count == 1)
        term->nc_first = words;
}

static const char *const aggregate_names[] = {
    [FUNCTION_SUM] = "SUM",
    [FUNCTION_MEAN] = "AVERAGE",
    [FUNCTION_MIN] = "MIN",
    [FUNCTION_MAX] = "MAX",
};

struct term compile_aggregate(struct compiler *compiler, const struct formula *call)
{
    struct operands operands = operands_new();
    for (unsigned i = 0; i < call->argument_count; i++)
        add_argument(compiler, &operands, call->arguments[i]);
    struct term term = term_missing();
    bool extreme = call->function == FUNCTION_MIN || call->function == FUNCTION_MAX;
    if (operands.dates && (operands.plain || !extreme)) {
        term = term_problem(compiler, "date e numeri stanno insieme");
    } else if (operands.cells->len + operands.numbers->len > 0) {
        const char *value = over(compiler, aggregate_names[call->function], &operands, true);
        term = value != NULL ? term_of(compiler, BINDS_ATOM, value, NULL, NULL)
                             : term_problem(compiler, "le celle sono troppe per una formula");
        term.date = operands.dates;
        require_any(compiler, &operands, &term);
    }
    operands_clear(&operands);
    return term;
}

void term_require_any(struct compiler *compiler, GArray *cells, bool may_be_nc, struct term *term)
{
    struct operands operands = operands_new();
    g_array_append_vals(operands.cells, cells->data, cells->len);
    operands.may_be_nc = may_be_nc;
    require_any(compiler, &operands, term);
    operands_clear(&operands);
}

struct term term_mean(struct compiler *compiler, GArray *cells, bool may_be_nc)
{
    struct operands operands = operands_new();
    g_array_append_vals(operands.cells, cells->data, cells->len);
    struct term term = term_of(compiler, BINDS_ATOM, over(compiler, "AVERAGE", &operands, true), NULL, NULL);
    operands_clear(&operands);
    term_require_any(compiler, cells, may_be_nc, &term);
    return term;
}

/* The cells of a list for CONTA: figures, texts, or the records themselves. */
static bool add_counted(struct compiler *compiler, const struct reached_field *reached, GArray *figures,
    GArray *texts, bool *ret_nc)
{
    struct live *live = compiler->live;
    struct reference place;
    if (reached->record == NULL)
        return false;
    if (reached->field == NULL) {
        place = calcoli_record(live, reached->record);
        g_array_append_val(texts, place);
        return true;
    }
    if (reached->figure.kind == VALUE_BOOLEAN)
        return false; /* it counts, but stands in its cell as a word */
    *ret_nc = *ret_nc || reached->figure.kind == VALUE_NC;
    struct term term = compile_reached(compiler, reached);
    if (term.is_reference)
        g_array_append_val(term.kind == TERM_NUMBER ? figures : texts, term.cell);
    return term.is_reference || term.value == NULL;
}

/* Where nothing but NC is counted the result is NC. */
static struct term counted_or_nc(struct compiler *compiler, const struct term *count, GArray *cells)
{
    struct operands operands = {.cells = cells};
    struct term term = *count;
    term.value = compiler_print(compiler, "IF(%s>0,%s,IF(%s,%s,0))", count->value, count->value,
        any_text(compiler, &operands), text_literal(compiler, compiler->live->filler->template->nc_word));
    term.loose = true;
    return term;
}

struct term compile_count(struct compiler *compiler, const struct formula *call)
{
    GArray *figures = g_array_new(FALSE, FALSE, sizeof(struct reference));
    GArray *texts = g_array_new(FALSE, FALSE, sizeof(struct reference));
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    GPtrArray *parts = g_ptr_array_new(), *ranges = g_ptr_array_new();
    bool good = true, nc = false;
    for (unsigned i = 0; i < call->argument_count && good; i++) {
        good = call->arguments[i]->kind == FORMULA_NAME;
        if (good)
            calculation_reach(compiler->live->filler->calculation, call->arguments[i], compiler->record,
                compiler->field, reached);
    }
    for (unsigned i = 0; i < reached->len && good; i++)
        good = add_counted(compiler, &g_array_index(reached, struct reached_field, i), figures, texts, &nc);
    reference_ranges(compiler->live, compiler->sheet, (const struct reference *)figures->data, figures->len,
        GAPS_TEXT, ranges);
    if (ranges->len > 0)
        g_ptr_array_add(parts, (gpointer)(guintptr)call_over(compiler, "COUNT", ranges));
    g_ptr_array_set_size(ranges, 0);
    reference_ranges(compiler->live, compiler->sheet, (const struct reference *)texts->data, texts->len,
        GAPS_BLANK, ranges);
    for (unsigned i = 0; i < ranges->len; i++)
        g_ptr_array_add(parts, (gpointer)(guintptr)compiler_print(compiler, "COUNTIF(%s,\"?*\")",
                                   (const char *)g_ptr_array_index(ranges, i)));
    struct term term = term_missing();
    if (!good || (nc && texts->len > 0))
        term = term_problem(compiler, "il conteggio resta un valore");
    else if (parts->len == 0)
        term = term_number(
            compiler, rational_from_ratio(calculation_pool(compiler->live->filler->calculation), 0, 1));
    else if (parts->len == 1)
        term = term_of(compiler, BINDS_ATOM, g_ptr_array_index(parts, 0), NULL, NULL);
    else
        term = term_of(compiler, BINDS_ATOM, call_over(compiler, "SUM", parts), NULL, NULL);
    if (term.value != NULL && nc)
        term = counted_or_nc(compiler, &term, figures);
    g_ptr_array_free(ranges, TRUE);
    g_ptr_array_free(parts, TRUE);
    g_array_free(reached, TRUE);
    g_array_free(texts, TRUE);
    g_array_free(figures, TRUE);
    return term;
}

/* The terms of PRIMO in order, those left out that are never there. */
static void add_candidates(struct compiler *compiler, const struct formula *argument, GArray *ret)
{
    if (argument->kind != FORMULA_NAME) {
        struct term term = compile(compiler, argument);
        if (term.loose)
            term = term_moved(compiler, argument, &term);
        if (term.value != NULL)
            g_array_append_val(ret, term);
        return;
    }
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    calculation_reach(
        compiler->live->filler->calculation, argument, compiler->record, compiler->field, reached);
    for (unsigned i = 0; i < reached->len; i++) {
        struct term term = compile_reached(compiler, &g_array_index(reached, struct reached_field, i));
        if (term.value != NULL)
            g_array_append_val(ret, term);
    }
    g_array_free(reached, TRUE);
}

static bool is_sure(const struct term *term)
{
    return term->literal != NULL ||
           (!term->is_reference && term->need_count == 0 && term->condition_count == 0);
}

struct term compile_first(struct compiler *compiler, const struct formula *call)
{
    GArray *terms = g_array_new(FALSE, FALSE, sizeof(struct term));
    for (unsigned i = 0; i < call->argument_count; i++)
        add_candidates(compiler, call->arguments[i], terms);
    for (unsigned i = 0; i < terms->len; i++)
        if (is_sure(&g_array_index(terms, struct term, i)))
            g_array_set_size(terms, i + 1); /* what follows is never reached */
    struct term result = term_missing();
    if (terms->len == 1) {
        result = g_array_index(terms, struct term, 0);
    } else if (terms->len > 60) {
        result = term_problem(compiler, "sono troppi valori per PRIMO");
    } else if (terms->len > 1) {
        const struct term *last = &g_array_index(terms, struct term, terms->len - 1);
        const char *value = term_written(compiler, last, NULL);
        bool loose = !is_sure(last), date = last->date;
        enum term_kind kind = last->kind;
        for (unsigned i = terms->len - 1; i > 0; i--) {
            const struct term *term = &g_array_index(terms, struct term, i - 1);
            const char *nc = term_nc(compiler, term), *present = term_present(compiler, term);
            loose = loose || nc != NULL || term->kind != kind;
            date = date || term->date;
            if (term->is_reference)
                present = compiler_print(compiler, "%s<>\"\"", term->value);
            else if (nc != NULL)
                value = compiler_print(compiler, "IF(%s,%s,%s)", nc,
                    text_literal(compiler, compiler->live->filler->template->nc_word), value);
            value = compiler_print(compiler, "IF(%s,%s,%s)", present, term->value, value);
        }
        result = term_of(compiler, BINDS_ATOM, value, NULL, NULL);
        result.kind = kind;
        result.loose = loose;
        result.date = date;
    }
    g_array_free(terms, TRUE);
    return result;
}
