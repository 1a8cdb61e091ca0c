/* REALIZZAZIONE: a result against its target, by options that stand in the template (rule 5 and 6).
 */
#include "score/evaluation.h"
#include "score/side.h"

#include <string.h>
#include "grid/numfmt.h"
#include "support/italian.h"
#include "support/text.h"

/* The options as given; numbers NULL where there are none. */
struct options {
    const struct rational *ceiling, *delay, *base;
    const char *direction;
    bool mirrored; /* minore=speculare */
    bool zero;     /* zero=sì */
    bool base_nc;
};

struct achievement {
    struct evaluation *evaluation;
    struct options options;
    struct side result, target;
    const char *sign;  /* the operator that holds */
    bool has_own_sign; /* it is the target's or the algorithm's, no default */
};

static const struct rational *whole(struct achievement *achievement, long number)
{
    return rational_from_ratio(achievement->evaluation->calculation->pool, number, 1);
}

static struct place side_place(const struct achievement *achievement, const struct side *side)
{
    const struct value *read = side->item->figure.read;
    if (read != NULL && read->place.file != NULL)
        return read->place;
    return place_of(achievement->evaluation->record, achievement->evaluation->own);
}

/* A finding on both sides, their texts as the message wants them: {1} result or target, {2} the record, {3}
 * the other. */
static void raise_sides(
    struct achievement *achievement, enum finding_id id, const struct side *first, const struct side *second)
{
    struct evaluation *evaluation = achievement->evaluation;
    if (!raise_once(evaluation->calculation, id, evaluation->record, evaluation->own, NULL))
        return;
    struct place place = side_place(achievement, first), other = {.file = NULL};
    if (second != NULL)
        other = side_place(achievement, second);
    char *text = item_text_shown(evaluation, first->item);
    char *second_text = second != NULL ? item_text_shown(evaluation, second->item) : g_strdup("");
    findings_add(evaluation->calculation->findings, id, &place, other.file != NULL ? &other : NULL, text,
        record_subject(evaluation->record), second_text, NULL);
    g_free(second_text);
    g_free(text);
}

static const struct rational *option_number(
    struct evaluation *evaluation, const struct formula *option, bool *ret_nc)
{
    if (option == NULL)
        return NULL;
    struct item item = evaluate_one(evaluation, option);
    struct item quantity = item_quantity(evaluation, &item);
    if (ret_nc != NULL)
        *ret_nc = quantity.figure.kind == VALUE_NC;
    return quantity.figure.kind == VALUE_NUMBER ? quantity.figure.number : NULL;
}

static bool option_is(const struct formula *option, const char *word)
{
    return option != NULL && g_strcmp0(option->text, word) == 0;
}

static const char *option_direction(struct evaluation *evaluation, const struct formula *option)
{
    if (option == NULL)
        return NULL;
    struct item item = evaluate_one(evaluation, option);
    size_t length;
    return item.figure.kind == VALUE_TEXT ? italian_operator_at(item.figure.text, &length) : NULL;
}

static struct options read_options(struct evaluation *evaluation, const struct formula *call)
{
    const struct formula *const *given = call->options;
    struct options options = {
        .ceiling = option_number(evaluation, given[OPTION_CEILING], NULL),
        .direction = option_direction(evaluation, given[OPTION_DIRECTION]),
        .mirrored = option_is(given[OPTION_LOWER], "speculare"),
        .delay = option_number(evaluation, given[OPTION_DELAY], NULL),
        .zero = !option_is(given[OPTION_ZERO], "no"),
    };
    options.base = option_number(evaluation, given[OPTION_BASE], &options.base_nc);
    return options;
}

/* Does what the algorithm ends with speak of the target's kind of quantity? */
static bool same_kind(const struct side *target, const struct target *algorithm)
{
    if (target->target.kind == TARGET_DATE)
        return algorithm->kind == TARGET_DATE;
    if (target->target.kind != TARGET_NUMBER)
        return target->target.kind == algorithm->kind;
    if (algorithm->kind == TARGET_TERM)
        return !target->percent &&
               (target->target.unit == UNIT_NONE || target_unit_is_time(target->target.unit));
    return algorithm->kind == TARGET_NUMBER;
}

/* The same quantity, a percentage without its sign included. */
static bool same_quantity(struct achievement *achievement, const struct target *algorithm)
{
    struct rational_pool *pool = achievement->evaluation->calculation->pool;
    const struct side *target = &achievement->target;
    const struct rational *number = algorithm->kind == TARGET_DATE
                                        ? whole(achievement, algorithm->serial)
                                        : rational_from_decimal(pool, algorithm->number);
    if (rational_compare(number, target->number) == 0)
        return true;
    const struct rational *hundred = whole(achievement, 100);
    return algorithm->unit == UNIT_PERCENT && !target->percent &&
           rational_compare(rational_multiply(pool, number, hundred), target->number) == 0;
}

/* Takes from the end of the algorithm what the target itself does not say. */
static void use_algorithm(struct achievement *achievement, const struct item *algorithm)
{
    struct calculation *calculation = achievement->evaluation->calculation;
    struct side *target = &achievement->target;
    struct target end;
    if (algorithm->figure.kind != VALUE_TEXT ||
        !algorithm_end(calculation->template, algorithm->figure.text, calculation_year(calculation), &end) ||
        !same_kind(target, &end))
        return;
    struct side other = {.item = algorithm};
    bool disagree =
        target->target.operator_sign != NULL && strcmp(target->target.operator_sign, end.operator_sign) != 0;
    if (disagree || !same_quantity(achievement, &end)) {
        struct evaluation *evaluation = achievement->evaluation;
        if (raise_once(calculation, FINDING_OPERATOR_DISAGREES, evaluation->record, evaluation->own, NULL)) {
            struct place place = side_place(achievement, target), second = side_place(achievement, &other);
            char *text = item_text_shown(evaluation, target->item),
                 *words = item_text_shown(evaluation, algorithm);
            findings_add(calculation->findings, FINDING_OPERATOR_DISAGREES, &place, &second, text, words,
                record_subject(evaluation->record), NULL);
            g_free(words);
            g_free(text);
        }
    }
    if (target->target.operator_sign != NULL)
        return;
    target->target.operator_sign = end.operator_sign;
    if (end.kind == TARGET_TERM)
        target->target.kind = TARGET_TERM;
    if (target->target.unit == UNIT_NONE)
        target->target.unit = end.unit;
    target->percent = target->target.unit == UNIT_PERCENT;
}

static void choose_sign(struct achievement *achievement)
{
    const struct template *template = achievement->evaluation->calculation->template;
    achievement->has_own_sign = achievement->target.target.operator_sign != NULL;
    if (achievement->has_own_sign)
        achievement->sign = achievement->target.target.operator_sign;
    else if (achievement->options.direction != NULL)
        achievement->sign = achievement->options.direction;
    else
        achievement->sign = template->direction < 0 ? "<=" : ">=";
}

/* Up to 1,5 a number without % is a fraction, above it percent, and a finding (rule 5). */
static void settle_percent(struct achievement *achievement, struct side *side, const struct side *other)
{
    struct evaluation *evaluation = achievement->evaluation;
    struct rational_pool *pool = evaluation->calculation->pool;
    const struct rational *limit = rational_from_ratio(pool, 3, 2);
    if (!other->percent)
        return;
    /* a number whose own % was seen needs nothing; the unit of the algorithm is no sign in the cell */
    if (item_is_percent(side->item) ||
        (side->item->figure.kind == VALUE_TEXT && side->target.unit == UNIT_PERCENT))
        return;
    if (rational_compare(side->upper != NULL ? side->upper : side->number, limit) <= 0)
        return;
    side->number = rational_divide(pool, side->number, rational_from_ratio(pool, 100, 1));
    if (side->upper != NULL)
        side->upper = rational_divide(pool, side->upper, rational_from_ratio(pool, 100, 1));
    if (!raise_once(evaluation->calculation, FINDING_PERCENT_WITHOUT_SIGN, side->item->record,
            side->item->field, "achievement"))
        return;
    struct place place = side_place(achievement, side);
    char *text = item_text_shown(evaluation, side->item);
    char *fixed =
        rational_to_fixed(rational_multiply(pool, side->number, rational_from_ratio(pool, 100, 1)), 2);
    char *meant = g_strconcat(fixed, "%", NULL);
    findings_add(evaluation->calculation->findings, FINDING_PERCENT_WITHOUT_SIGN, &place, NULL, text,
        side->item->field != NULL ? side->item->field->name : record_subject(evaluation->record), meant,
        NULL);
    g_free(meant);
    g_free(fixed);
    g_free(text);
}

/* Never below 0, never above the ceiling. */
static struct item finish(struct achievement *achievement, const struct rational *number, const char *rule)
{
    struct evaluation *evaluation = achievement->evaluation;
    const struct rational *ceiling = achievement->options.ceiling;
    if (rational_sign(number) < 0)
        number = whole(achievement, 0);
    if (ceiling != NULL && rational_compare(number, ceiling) > 0) {
        number = ceiling;
        char *capped = g_strdup_printf("min(%s; tetto)", rule);
        rule = arena_strdup(evaluation->calculation->arena, capped);
        g_free(capped);
    }
    struct item item = item_number(number);
    evaluation->rule = rule;
    return item;
}

static struct item finish_whole(struct achievement *achievement, bool reached, const char *rule)
{
    return finish(achievement, whole(achievement, reached ? 1 : 0), rule);
}

static struct item kinds_differ(struct achievement *achievement)
{
    raise_sides(achievement, FINDING_KINDS_DIFFER, &achievement->result, &achievement->target);
    return item_missing();
}

/* On or before the term 100%, each day later costs `ritardo`. */
static struct item against_term(struct achievement *achievement)
{
    struct rational_pool *pool = achievement->evaluation->calculation->pool;
    const struct rational *late =
        rational_subtract(pool, achievement->result.number, achievement->target.number);
    const char *sign = achievement->sign;
    if (achievement->has_own_sign && sign[0] == '>')
        return finish_whole(achievement, rational_sign(late) >= 0, "r>=T");
    if (rational_sign(late) <= 0)
        return finish_whole(achievement, true, "r<=T");
    if (achievement->options.delay == NULL || rational_sign(achievement->options.delay) == 0)
        return finish_whole(achievement, false, "r>T");
    const struct rational *lost = rational_multiply(pool, late, achievement->options.delay);
    return finish(achievement, rational_subtract(pool, whole(achievement, 1), lost), "1-(r-T)*ritardo");
}

static bool holds(const char *sign, int order)
{
    bool equal = sign[1] == '=' || sign[0] == '=';
    return (equal && order == 0) || (sign[0] == '>' && order > 0) || (sign[0] == '<' && order < 0);
}

static struct item against_zero(struct achievement *achievement)
{
    struct evaluation *evaluation = achievement->evaluation;
    if (achievement->options.zero) {
        int order = rational_sign(achievement->result.number);
        bool reached = holds(achievement->sign, order) || (achievement->sign[0] == '<' && order == 0);
        return finish_whole(achievement, reached, "T=0");
    }
    if (raise_once(evaluation->calculation, FINDING_TARGET_ZERO, evaluation->record, evaluation->own, NULL)) {
        struct place place = side_place(achievement, &achievement->target);
        findings_add(evaluation->calculation->findings, FINDING_TARGET_ZERO, &place, NULL,
            record_subject(evaluation->record), NULL);
    }
    return item_missing();
}

static struct item at_most(
    struct achievement *achievement, const struct rational *result, const struct rational *target)
{
    struct rational_pool *pool = achievement->evaluation->calculation->pool;
    if (rational_compare(result, target) <= 0 || rational_sign(result) == 0)
        return finish_whole(achievement, true, "r<=T");
    if (!achievement->options.mirrored)
        return finish(achievement, rational_divide(pool, target, result), "T/r");
    const struct rational *twice = rational_add(pool, target, target);
    return finish(
        achievement, rational_divide(pool, rational_subtract(pool, twice, result), target), "(2T-r)/T");
}

static struct item against_number(struct achievement *achievement)
{
    struct rational_pool *pool = achievement->evaluation->calculation->pool;
    const struct rational *result = achievement->result.number, *target = achievement->target.number;
    const char *sign = achievement->sign;
    if (sign[1] == '\0' && sign[0] != '=' && rational_compare(result, target) == 0)
        raise_sides(achievement, FINDING_EQUAL_UNDER_STRICT, &achievement->result, NULL);
    if (rational_sign(target) == 0)
        return against_zero(achievement);
    if (sign[0] == '<')
        return at_most(achievement, result, target);
    return finish(achievement, rational_divide(pool, result, target), "r/T");
}

/* base * (1 + change), or base + change. */
static const struct rational *varied(struct achievement *achievement, const struct side *side)
{
    struct rational_pool *pool = achievement->evaluation->calculation->pool;
    const struct rational *base = achievement->options.base;
    if (!side->percent)
        return rational_add(pool, base, side->number);
    return rational_multiply(pool, base, rational_add(pool, whole(achievement, 1), side->number));
}

static struct item against_variation(struct achievement *achievement)
{
    if (achievement->options.base == NULL) {
        raise_sides(achievement, FINDING_BASE_MISSING, &achievement->target, NULL);
        return item_missing();
    }
    struct side *result = &achievement->result;
    if (result->target.kind == TARGET_VARIATION || item_has_sign(result->item))
        result->number = varied(achievement, result);
    achievement->target.number = varied(achievement, &achievement->target);
    return against_number(achievement);
}

/* 90 minutes are an hour and a half. */
static void unify_times(struct achievement *achievement)
{
    struct side *sides[] = {&achievement->result, &achievement->target};
    enum target_unit smallest[2];
    unsigned factors[2];
    for (unsigned i = 0; i < 2; i++)
        factors[i] = target_unit_factor(sides[i]->target.unit, &smallest[i]);
    if (sides[0]->target.unit == sides[1]->target.unit || smallest[0] != smallest[1])
        return;
    struct rational_pool *pool = achievement->evaluation->calculation->pool;
    for (unsigned i = 0; i < 2; i++) {
        const struct rational *factor = whole(achievement, factors[i]);
        sides[i]->number = rational_multiply(pool, sides[i]->number, factor);
        if (sides[i]->upper != NULL)
            sides[i]->upper = rational_multiply(pool, sides[i]->upper, factor);
        sides[i]->target.unit = smallest[i];
    }
}

/* A result of another unit says nothing about the target ("5 ore" against 3 days). */
static bool units_agree(const struct achievement *achievement)
{
    enum target_unit result = achievement->result.target.unit, target = achievement->target.target.unit;
    return result == UNIT_NONE || target == UNIT_NONE || result == target ||
           (result == UNIT_THINGS && !target_unit_is_time(target) && target != UNIT_PERCENT) ||
           (target == UNIT_THINGS && !target_unit_is_time(result) && result != UNIT_PERCENT);
}

static struct item against_words(struct achievement *achievement)
{
    const struct figure *result = &achievement->result.item->figure,
                        *target = &achievement->target.item->figure;
    if (result->kind == VALUE_TEXT && target->kind == VALUE_TEXT && text_same(result->text, target->text))
        return finish_whole(achievement, true, "r=T");
    return kinds_differ(achievement);
}

/* Both bounds must hold: the lesser of r/low and, beyond the upper one, what `<=` gives. */
static struct item against_range(struct achievement *achievement)
{
    struct rational_pool *pool = achievement->evaluation->calculation->pool;
    const struct rational *result = achievement->result.number, *low = achievement->target.number;
    const struct rational *high = achievement->target.upper;
    int below = rational_compare(result, low), above = rational_compare(result, high);
    if (below >= 0 && above <= 0)
        return finish_whole(achievement, true, "T1<=r<=T2");
    /* no share of nothing: beyond a bound of 0 the target is missed */
    if (rational_sign(above > 0 ? high : low) == 0)
        return finish_whole(achievement, false, "T=0");
    if (above > 0)
        return at_most(achievement, result, high);
    return finish(achievement, rational_divide(pool, result, low), "r/T");
}

/* SÌ and NO against any target; a percentage against a yes or no is the degree to which it was done. */
static struct item outright(struct achievement *achievement, const struct rational *degree)
{
    return finish(achievement, degree, "sì/no");
}

static struct item compare_sides(struct achievement *achievement)
{
    struct side *result = &achievement->result, *target = &achievement->target;
    bool number = result->target.kind == TARGET_NUMBER || result->target.kind == TARGET_VARIATION ||
                  result->target.kind == TARGET_TERM;
    if (number && target->number != NULL)
        unify_times(achievement);
    switch (target->target.kind) {
    case TARGET_RANGE:
        if (!number || !units_agree(achievement))
            return kinds_differ(achievement);
        settle_percent(achievement, result, target);
        settle_percent(achievement, target, target->percent ? target : result);
        return against_range(achievement);
    case TARGET_NUMBER:
    case TARGET_VARIATION:
        if (!number || !units_agree(achievement))
            return kinds_differ(achievement);
        if (target->target.kind == TARGET_VARIATION)
            return against_variation(achievement);
        settle_percent(achievement, result, target);
        settle_percent(achievement, target, target->percent ? target : result);
        return against_number(achievement);
    case TARGET_TERM:
        return number && units_agree(achievement) ? against_term(achievement) : kinds_differ(achievement);
    case TARGET_DATE:
        return result->target.kind == TARGET_DATE ? against_term(achievement) : kinds_differ(achievement);
    case TARGET_YES_NO:
        if (number && result->percent && result->target.kind == TARGET_NUMBER)
            return outright(achievement, result->number);
        return against_words(achievement);
    case TARGET_WORDS:
        return against_words(achievement);
    default:
        return item_missing();
    }
}

static void raise_not_understood(struct achievement *achievement)
{
    const struct side *target = &achievement->target;
    struct calculation *calculation = achievement->evaluation->calculation;
    if (target->item->record != NULL && raise_once(calculation, FINDING_TARGET_NOT_UNDERSTOOD,
                                            target->item->record, target->item->field, NULL)) {
        struct place place = side_place(achievement, target);
        char *text = item_text_shown(achievement->evaluation, target->item);
        findings_add(calculation->findings, FINDING_TARGET_NOT_UNDERSTOOD, &place, NULL, text,
            record_subject(target->item->record), NULL);
        g_free(text);
    }
}

struct item evaluate_achievement(struct evaluation *evaluation, const struct formula *call)
{
    struct item result = evaluate_one(evaluation, call->arguments[0]);
    struct item target = evaluate_one(evaluation, call->arguments[1]);
    struct item algorithm =
        call->argument_count > 2 ? evaluate_one(evaluation, call->arguments[2]) : item_missing();
    struct achievement achievement = {.evaluation = evaluation, .options = read_options(evaluation, call)};
    if (result.figure.kind == VALUE_NC || target.figure.kind == VALUE_NC)
        return item_nc();
    if (figure_is_missing(&target.figure))
        return item_missing();
    achievement.target = side_understand(evaluation, &target);
    bool understood = achievement.target.target.kind != TARGET_UNKNOWN &&
                      achievement.target.target.kind != TARGET_FORMER_YEAR;
    if (!understood)
        raise_not_understood(&achievement);
    if (achievement.target.number != NULL && understood)
        use_algorithm(&achievement, &algorithm);
    if (figure_is_missing(&result.figure))
        return item_missing();
    achievement.result = side_understand(evaluation, &result);
    choose_sign(&achievement);
    if (achievement.result.target.kind == TARGET_YES_NO && achievement.target.target.kind != TARGET_NONE)
        return outright(&achievement,
            rational_from_decimal(evaluation->calculation->pool, achievement.result.target.number));
    if (!understood)
        return item_missing();
    return compare_sides(&achievement);
}

/* Is a side a percentage without its sign, where the other is one? */
static bool is_unsigned(const struct side *side, const struct side *other)
{
    return side->number != NULL && other->percent && side->target.unit <= UNIT_PERCENT &&
           !item_is_percent(side->item) &&
           !(side->item->figure.kind == VALUE_TEXT && side->target.unit == UNIT_PERCENT);
}

static bool in_words(const struct item *item)
{
    return item->figure.kind != VALUE_NUMBER && item->figure.kind != VALUE_DATE &&
           item->figure.kind != VALUE_NC && !figure_is_missing(&item->figure);
}

static void compare_kinds(struct achievement *achievement, struct comparison *ret)
{
    const struct side *result = &achievement->result, *target = &achievement->target;
    switch (target->target.kind) {
    case TARGET_NUMBER:
    case TARGET_VARIATION:
        ret->kind = COMPARE_NUMBERS;
        ret->target_varies = target->target.kind == TARGET_VARIATION;
        ret->target_by_percent = target->percent;
        ret->result_varies = ret->target_varies && result->item != NULL &&
                             (result->target.kind == TARGET_VARIATION || item_has_sign(result->item));
        ret->result_by_percent = result->percent;
        if (ret->target_varies)
            break;
        ret->target_unsigned = is_unsigned(target, target->percent ? target : result);
        ret->result_unsigned = is_unsigned(result, target);
        break;
    case TARGET_TERM:
    case TARGET_DATE:
        ret->kind = COMPARE_TERM;
        break;
    case TARGET_YES_NO:
    case TARGET_WORDS:
    case TARGET_RANGE:
        ret->kind = COMPARE_OUTRIGHT;
        break;
    default:
        break;
    }
    bool converted = result->target.unit != target->target.unit && target_unit_is_time(result->target.unit) &&
                     target_unit_is_time(target->target.unit);
    bool yes_no = result->target.kind == TARGET_YES_NO && target->target.kind != TARGET_NONE;
    if (yes_no || converted)
        ret->kind = COMPARE_OUTRIGHT;
}

void compare_achievement(struct evaluation *evaluation, const struct formula *call, struct comparison *ret)
{
    struct item result = evaluate_one(evaluation, call->arguments[0]);
    struct item target = evaluate_one(evaluation, call->arguments[1]);
    struct item algorithm =
        call->argument_count > 2 ? evaluate_one(evaluation, call->arguments[2]) : item_missing();
    struct achievement achievement = {.evaluation = evaluation, .options = read_options(evaluation, call)};
    *ret = (struct comparison){.kind = COMPARE_NOTHING,
        .ceiling = achievement.options.ceiling,
        .delay = achievement.options.delay,
        .mirrored = achievement.options.mirrored,
        .zero = achievement.options.zero};
    if (target.figure.kind != VALUE_NC && !figure_is_missing(&target.figure))
        achievement.target = side_understand(evaluation, &target);
    if (achievement.target.number != NULL)
        use_algorithm(&achievement, &algorithm);
    if (result.figure.kind != VALUE_NC && !figure_is_missing(&result.figure))
        achievement.result = side_understand(evaluation, &result);
    choose_sign(&achievement);
    ret->sign = achievement.sign;
    ret->own_sign = achievement.has_own_sign;
    ret->result = achievement.result.number;
    ret->target = achievement.target.number;
    ret->result_is_text = in_words(&result);
    ret->target_is_text = in_words(&target);
    if (achievement.target.item != NULL)
        compare_kinds(&achievement, ret);
}
