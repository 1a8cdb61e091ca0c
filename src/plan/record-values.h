/* Records with one key by what their fields say: of thousands those that a row may mean, without a look at
 * each.
 */
#ifndef PIANOXL_PLAN_RECORD_VALUES_H
#define PIANOXL_PLAN_RECORD_VALUES_H

#include "plan/plan.h"

struct record_values;

/* Of records of one level. */
struct record_values *record_values_new(const struct level *level);
void record_values_free(struct record_values *values); /* NULL is allowed */

/* Enters a record with the values that it has when the next question is asked. To be entered again when one
 * of them is replaced; one that it gets later does no harm. */
void record_values_add(struct record_values *values, struct record *record);

/* Two lists of struct record *, each in tree order. */
struct record_lists {
    const GPtrArray *of[2]; /* NULL: empty */
    unsigned from[2];       /* the first one of each */
};

/* All records that `wanted` (by field index; NULL: nothing is said) does not contradict, and few others:
 * those alike in the field that leaves the fewest. False, and `ret` untouched: nothing is wanted, it may be
 * any. */
bool record_values_narrow(
    struct record_values *values, const struct value *const *wanted, struct record_lists *ret);

#endif
