/* Comparisons and conditions: NC and missing are passed on, so that no band is ever given to n.d.
 * (rule 6). */
#include "score/evaluation.h"

#include <string.h>
#include "support/italian.h"
#include "support/text.h"

/* Case and blanks gone, to be freed. */
static char *loose(const char *text)
{
    char *folded = g_utf8_casefold(text, -1);
    GString *kept = g_string_new(NULL);
    for (const char *at = folded; *at != '\0';) {
        size_t blank = text_space_at(at);
        if (blank == 0)
            g_string_append_c(kept, *at);
        at += blank > 0 ? blank : 1;
    }
    g_free(folded);
    return g_string_free(kept, FALSE);
}

/* `*` stands for anything; the pieces between are taken at their first place, the last one at the end. */
static bool fits_stars(const char *pattern, const char *text)
{
    char **pieces = g_strsplit(pattern, "*", -1);
    unsigned count = g_strv_length(pieces);
    bool fits = g_str_has_prefix(text, pieces[0]);
    const char *at = text + (fits ? strlen(pieces[0]) : 0);
    for (unsigned i = 1; fits && i + 1 < count; i++) {
        const char *found = strstr(at, pieces[i]);
        fits = found != NULL;
        at = fits ? found + strlen(pieces[i]) : at;
    }
    const char *last = pieces[count - 1];
    fits = fits && strlen(at) >= strlen(last) && g_str_has_suffix(at, last);
    g_strfreev(pieces);
    return fits;
}

/* Texts without case and blanks; `*` in a quoted one stands for anything. */
static bool texts_equal(const char *a, bool a_quoted, const char *b, bool b_quoted)
{
    bool a_stars = a_quoted && strchr(a, '*') != NULL, b_stars = b_quoted && strchr(b, '*') != NULL;
    if (!a_stars && !b_stars)
        return text_equal_loosely(a, b);
    char *first = loose(a), *second = loose(b);
    bool equal = b_stars ? fits_stars(second, first) : fits_stars(first, second);
    g_free(first);
    g_free(second);
    return equal;
}

/* A text that is a number beside a number: the quantity of a target, else a number typed as text. */
static bool number_of_text(
    struct evaluation *evaluation, const struct item *item, const struct rational **ret)
{
    struct item quantity = item_quantity(evaluation, item);
    if (quantity.figure.kind == VALUE_NUMBER) {
        *ret = quantity.figure.number;
        return true;
    }
    struct number_text number;
    if (item->figure.kind != VALUE_TEXT || !italian_number(item->figure.text, &number))
        return false;
    *ret = rational_from_decimal(evaluation->calculation->pool, number.number);
    return true;
}

static bool is_number(const struct item *item)
{
    return item->figure.kind == VALUE_NUMBER ||
           (item->figure.kind == VALUE_BOOLEAN && item->figure.read == NULL);
}

/* Missing is the empty text here, NC the text NC. */
static char *text_to_compare(struct evaluation *evaluation, const struct item *item)
{
    return item->figure.kind == VALUE_NC ? g_strdup("NC") : item_text_shown(evaluation, item);
}

static bool items_equal(struct evaluation *evaluation, const struct item *a, const struct item *b)
{
    enum value_kind first = a->figure.kind, second = b->figure.kind;
    if (first == VALUE_DATE && second == VALUE_DATE)
        return rational_compare(a->figure.number, b->figure.number) == 0;
    const struct rational *left, *right;
    if ((is_number(a) || is_number(b)) && first != VALUE_DATE && second != VALUE_DATE) {
        left = is_number(a) ? a->figure.number : NULL;
        right = is_number(b) ? b->figure.number : NULL;
        if ((left != NULL || number_of_text(evaluation, a, &left)) &&
            (right != NULL || number_of_text(evaluation, b, &right)))
            return rational_compare(left, right) == 0;
        return false;
    }
    char *a_text = text_to_compare(evaluation, a), *b_text = text_to_compare(evaluation, b);
    bool equal = texts_equal(a_text, a->quoted, b_text, b->quoted);
    g_free(a_text);
    g_free(b_text);
    return equal;
}

static enum truth order_items(struct evaluation *evaluation, enum formula_operator operator,
    const struct item * a, const struct item *b)
{
    struct item left = item_quantity(evaluation, a), right = item_quantity(evaluation, b);
    if (left.figure.kind == VALUE_NC || right.figure.kind == VALUE_NC)
        return TRUTH_NC;
    if (left.figure.kind == VALUE_MISSING || left.figure.kind != right.figure.kind)
        return TRUTH_MISSING;
    int order = rational_compare(left.figure.number, right.figure.number);
    switch (operator) {
    case OPERATOR_LESS:
        return order < 0 ? TRUTH_TRUE : TRUTH_FALSE;
    case OPERATOR_LESS_EQUAL:
        return order <= 0 ? TRUTH_TRUE : TRUTH_FALSE;
    case OPERATOR_GREATER:
        return order > 0 ? TRUTH_TRUE : TRUTH_FALSE;
    default:
        return order >= 0 ? TRUTH_TRUE : TRUTH_FALSE;
    }
}

enum truth compare_items(struct evaluation *evaluation, enum formula_operator operator, const struct item * a,
    const struct item *b)
{
    bool control = evaluation->scope != NULL && evaluation->scope->control;
    bool missing =
        (figure_is_missing(&a->figure) && !a->quoted) || (figure_is_missing(&b->figure) && !b->quoted);
    if (control && missing)
        return TRUTH_MISSING;
    if (operator!= OPERATOR_EQUAL && operator!= OPERATOR_NOT_EQUAL)
        return order_items(evaluation, operator, a, b);
    bool equal = items_equal(evaluation, a, b);
    return equal == (operator == OPERATOR_EQUAL) ? TRUTH_TRUE : TRUTH_FALSE;
}

/* The elements of an operand, as texts, and whether each is a quoted one. */
static GPtrArray *elements(struct evaluation *evaluation, const struct operand *operand)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    unsigned count;
    const struct item *items = operand_items(operand, &count);
    for (unsigned i = 0; i < count; i++) {
        const struct figure *figure = &items[i].figure;
        if (figure->kind == VALUE_LIST) {
            for (unsigned n = 0; n < figure->item_count; n++)
                g_ptr_array_add(texts, g_strdup(figure->items[n]));
        } else if (!figure_is_missing(figure)) {
            g_ptr_array_add(texts, text_to_compare(evaluation, &items[i]));
        }
    }
    return texts;
}

static struct item evaluate_in(struct evaluation *evaluation, const struct formula *formula)
{
    struct operand left = evaluate(evaluation, formula->left);
    struct operand right = evaluate(evaluation, formula->right);
    GPtrArray *first = elements(evaluation, &left), *second = elements(evaluation, &right);
    bool common = false;
    for (guint i = 0; !common && i < first->len; i++) {
        for (guint n = 0; !common && n < second->len; n++)
            common = texts_equal(
                g_ptr_array_index(first, i), left.one.quoted, g_ptr_array_index(second, n), right.one.quoted);
    }
    g_ptr_array_free(first, TRUE);
    g_ptr_array_free(second, TRUE);
    operand_clear(&left);
    operand_clear(&right);
    return item_truth(evaluation, common ? TRUTH_TRUE : TRUTH_FALSE);
}

struct item evaluate_comparison(struct evaluation *evaluation, const struct formula *formula)
{
    if (formula->operator == OPERATOR_IN)
        return evaluate_in(evaluation, formula);
    struct item left = evaluate_one(evaluation, formula->left);
    struct item right = evaluate_one(evaluation, formula->right);
    return item_truth(evaluation, compare_items(evaluation, formula->operator, & left, &right));
}

struct item item_truth(struct evaluation *evaluation, enum truth truth)
{
    if (truth == TRUTH_NC)
        return item_nc();
    return truth == TRUTH_MISSING ? item_missing() : item_boolean(evaluation, truth == TRUTH_TRUE);
}

/* A bare level or field: it exists, it is not empty. */
static enum truth truth_of_name(const struct operand *operand)
{
    unsigned count;
    const struct item *items = operand_items(operand, &count);
    for (unsigned i = 0; i < count; i++) {
        const struct figure *figure = &items[i].figure;
        if (figure->kind == VALUE_BOOLEAN ? rational_sign(figure->number) != 0
                                          : items[i].is_record || !figure_is_missing(figure))
            return TRUTH_TRUE;
    }
    return TRUTH_FALSE;
}

static enum truth truth_of_item(const struct item *item)
{
    switch (item->figure.kind) {
    case VALUE_NC:
        return TRUTH_NC;
    case VALUE_NUMBER:
    case VALUE_BOOLEAN:
        return rational_sign(item->figure.number) != 0 ? TRUTH_TRUE : TRUTH_FALSE;
    default:
        return figure_is_missing(&item->figure) ? TRUTH_MISSING : TRUTH_TRUE;
    }
}

static enum truth negate(enum truth truth)
{
    if (truth == TRUTH_TRUE)
        return TRUTH_FALSE;
    return truth == TRUTH_FALSE ? TRUTH_TRUE : truth;
}

/* `e` and `o`: one side may decide alone; what is left open is NC before missing. */
static enum truth connect(struct evaluation *evaluation, const struct formula *left,
    const struct formula *right, enum truth deciding)
{
    enum truth first = evaluate_truth(evaluation, left);
    if (first == deciding)
        return deciding;
    enum truth second = evaluate_truth(evaluation, right);
    if (second == deciding)
        return deciding;
    if (first == TRUTH_NC || second == TRUTH_NC)
        return TRUTH_NC;
    return first == TRUTH_MISSING || second == TRUTH_MISSING ? TRUTH_MISSING : negate(deciding);
}

/* E(...), O(...) of any number of arguments. */
static enum truth connect_all(struct evaluation *evaluation, const struct formula *call, enum truth deciding)
{
    enum truth result = negate(deciding);
    for (unsigned i = 0; i < call->argument_count; i++) {
        enum truth truth = evaluate_truth(evaluation, call->arguments[i]);
        if (truth == deciding)
            return deciding;
        if (truth == TRUTH_NC || (truth == TRUTH_MISSING && result != TRUTH_NC))
            result = truth;
    }
    return result;
}

enum truth evaluate_truth(struct evaluation *evaluation, const struct formula *formula)
{
    bool call = formula->kind == FORMULA_CALL;
    if (formula->kind == FORMULA_NOT)
        return negate(evaluate_truth(evaluation, formula->left));
    if (call && formula->function == FUNCTION_NOT)
        return negate(evaluate_truth(evaluation, formula->arguments[0]));
    if (call && (formula->function == FUNCTION_AND || formula->function == FUNCTION_OR))
        return connect_all(evaluation, formula, formula->function == FUNCTION_AND ? TRUTH_FALSE : TRUTH_TRUE);
    if (formula->kind == FORMULA_BINARY && formula->operator == OPERATOR_AND)
        return connect(evaluation, formula->left, formula->right, TRUTH_FALSE);
    if (formula->kind == FORMULA_BINARY && formula->operator == OPERATOR_OR)
        return connect(evaluation, formula->left, formula->right, TRUTH_TRUE);
    struct operand operand = evaluate(evaluation, formula);
    enum truth truth;
    if (formula->kind == FORMULA_NAME) {
        truth = truth_of_name(&operand);
    } else {
        struct item item = operand_single(evaluation, &operand);
        truth = truth_of_item(&item);
    }
    operand_clear(&operand);
    return truth;
}
