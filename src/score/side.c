/* Results and targets understood. */
#include "score/side.h"

#include <string.h>
#include "grid/numfmt.h"

bool item_is_percent(const struct item *item)
{
    const struct value *read = item->figure.read;
    if (item->field != NULL && item->field->type == TYPE_PERCENT)
        return true;
    return read != NULL &&
           (numfmt_is_percent(read->format) || (read->text != NULL && strchr(read->text, '%') != NULL));
}

bool item_has_sign(const struct item *item)
{
    const struct value *read = item->figure.read;
    return read != NULL && read->text != NULL && (read->text[0] == '+' || read->text[0] == '-');
}

/* A number's unit, term or variation is what its cell's number format shows beside it (`0" gg"`, `+0%`). */
static struct target shown_target(struct calculation *calculation, const struct value *read)
{
    struct target number = {.kind = TARGET_NUMBER};
    if (read == NULL || read->text == NULL || read->format == NULL)
        return number;
    struct target shown = target_parse(calculation->template, read->text, calculation_year(calculation));
    bool varies = shown.kind == TARGET_VARIATION && strchr(read->text, '+') != NULL;
    if (shown.kind != TARGET_NUMBER && shown.kind != TARGET_TERM && !varies)
        return number;
    number.kind = shown.kind;
    number.unit = shown.unit;
    number.operator_sign = shown.operator_sign;
    number.within = shown.within;
    return number;
}

struct side side_understand(struct evaluation *evaluation, const struct item *item)
{
    struct calculation *calculation = evaluation->calculation;
    struct side side = {.item = item, .target.kind = TARGET_UNKNOWN};
    const struct figure *figure = &item->figure;
    side.percent = item_is_percent(item);
    switch (figure->kind) {
    case VALUE_NUMBER:
        side.target = shown_target(calculation, figure->read);
        side.number = figure->number;
        break;
    case VALUE_DATE:
        side.target.kind = TARGET_DATE;
        /* a time of the day is no delay */
        side.number = rational_round(calculation->pool, figure->number, 0, ROUND_DOWN);
        break;
    case VALUE_BOOLEAN:
        side.target.kind = TARGET_YES_NO;
        side.target.yes = rational_sign(figure->number) != 0;
        side.target.number = decimal_from_int(side.target.yes);
        break;
    case VALUE_TEXT:
        side.target = target_parse(calculation->template, figure->text, calculation_year(calculation));
        if (side.target.kind == TARGET_DATE)
            side.number = rational_from_ratio(calculation->pool, side.target.serial, 1);
        else
            side.number = rational_from_decimal(calculation->pool, side.target.number);
        if (side.target.kind == TARGET_RANGE)
            side.upper = rational_from_decimal(calculation->pool, side.target.upper);
        side.percent = side.percent || side.target.unit == UNIT_PERCENT;
        break;
    default:
        break;
    }
    if (figure->read != NULL && figure->read->operator_sign != NULL)
        side.target.operator_sign = figure->read->operator_sign;
    if (side.percent)
        side.target.unit = UNIT_PERCENT;
    return side;
}
