/* `solo_titolo`, its other half: a total row that nobody drew, with the figure that it carries. */
#include "check/checking.h"

#include <string.h>
#include "check/totals.h"
#include "support/text.h"

enum { SINCE_TOTAL, BELOW_PARENT, WHOLE_LEVEL, SPANS };

/* The sum of one field over the records of a level passed so far. */
struct running {
    struct decimal sum;
    unsigned count;
    bool broken; /* 15 digits were not enough */
};

static bool is_summed(const struct field *field)
{
    return field->formula == NULL && (field->type == TYPE_NUMBER || field->type == TYPE_EURO);
}

/* No code, nothing below it, and a title that begins as that of a total. */
static bool is_called_total(const struct record *record)
{
    const struct value *title = record_get(record, record->level->title);
    return title != NULL && title->kind == VALUE_TEXT && record_code(record) == NULL &&
           record->first_child == NULL && total_begins(title->text);
}

/* Words beside the title, a date, what is aimed at or was reached: no total has that. A dash says nothing. */
static bool says_more(const struct record *record)
{
    for (unsigned f = 0; f < record->level->fields->len; f++) {
        const struct field *field = g_ptr_array_index(record->level->fields, f);
        const struct value *value = record_get(record, field);
        if (field->is_title || value == NULL || value->kind == VALUE_NC ||
            (value->kind == VALUE_TEXT && text_count_alnum(value->text) == 0))
            continue;
        if (field->type == TYPE_TARGET || field->type == TYPE_RESULT ||
            (value->kind != VALUE_NUMBER && value->kind != VALUE_MISSING))
            return true;
    }
    return false;
}

static void add(struct running *running, struct decimal number)
{
    running->broken = running->broken || !total_add(&running->sum, number, false);
    running->count++;
}

/* Is one of its figures the sum of two or more above it? */
static bool sums_up(const struct record *record, struct running *const spans[SPANS])
{
    for (unsigned f = 0; f < record->level->fields->len; f++) {
        const struct field *field = g_ptr_array_index(record->level->fields, f);
        const struct value *value = record_get(record, field);
        if (!is_summed(field) || value == NULL || value->kind != VALUE_NUMBER)
            continue;
        for (unsigned s = 0; s < SPANS; s++)
            if (spans[s][f].count > 1 && !spans[s][f].broken && !decimal_is_zero(value->number) &&
                decimal_equal(spans[s][f].sum, value->number))
                return true;
    }
    return false;
}

static void clear(const struct level *level, struct running *span)
{
    memset(span, 0, sizeof *span * level->fields->len);
}

static void check_level(struct checking *checking, const struct level *level)
{
    struct running *spans[SPANS];
    for (unsigned s = 0; s < SPANS; s++)
        spans[s] = g_new0(struct running, level->fields->len);
    const struct record *record = NULL, *parent = NULL;
    while ((record = record_next_descendant(checking->plan->root, level, record)) != NULL) {
        if (record->parent != parent) {
            clear(level, spans[BELOW_PARENT]);
            clear(level, spans[SINCE_TOTAL]);
        }
        parent = record->parent;
        if (is_called_total(record) && !says_more(record) && sums_up(record, spans)) {
            enum severity severity;
            findings_add_as(checking->findings, FINDING_TOTAL_AS_RECORD,
                severity_stated(checking, record, &severity) ? severity : SEVERITY_WARNING, &record->place,
                NULL, level->label, record_subject(record), NULL);
            clear(level, spans[SINCE_TOTAL]);
            continue;
        }
        for (unsigned f = 0; f < level->fields->len; f++) {
            const struct field *field = g_ptr_array_index(level->fields, f);
            const struct value *value = record_get(record, field);
            for (unsigned s = 0;
                 is_summed(field) && value != NULL && value->kind == VALUE_NUMBER && s < SPANS; s++)
                add(&spans[s][f], value->number);
        }
    }
    for (unsigned s = 0; s < SPANS; s++)
        g_free(spans[s]);
}

void check_total_records(struct checking *checking)
{
    for (unsigned i = 1; i < checking->template->levels->len; i++)
        check_level(checking, g_ptr_array_index(checking->template->levels, i));
}
