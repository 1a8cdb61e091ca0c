/* The two sides of REALIZZAZIONE. For the files of this room. */
#ifndef PIANOXL_SCORE_SIDE_H
#define PIANOXL_SCORE_SIDE_H

#include "score/evaluation.h"

/* One of result and target, understood. */
struct side {
    const struct item *item;
    struct target target;
    const struct rational *number; /* NUMBER, TERM, VARIATION, DATE (its day) */
    const struct rational *upper;  /* of a range; NULL else */
    bool percent;                  /* written as a percentage */
};

/* Is it a percentage: by its field, its number format, or a sign in its text? */
bool item_is_percent(const struct item *item);

/* A number typed with its sign: a variation, where the target is one. */
bool item_has_sign(const struct item *item);

/* What a value means as a result or a target. */
struct side side_understand(struct evaluation *evaluation, const struct item *item);

#endif
