/* What the files of this room share. */
#ifndef PIANOXL_CHECK_CHECKING_H
#define PIANOXL_CHECK_CHECKING_H

#include "check/check.h"

struct checking {
    const struct plan *plan;
    const struct template *template;
    struct calculation *calculation;
    struct findings *findings;
    const char *name; /* of the built-in check that runs, as Controlli has it */
    level_set targets, results; /* the levels of which a record has one; set by results.c */
};

/* The next record that a line of Controlli is about; `previous` NULL begins, NULL ends. */
const struct record *line_next(
    struct checking *checking, const struct check_line *line, const struct record *previous);

/* What the lines of Controlli say about the built-in check that runs, for a record: the last one that is
 * about it. False if none is. */
bool severity_stated(struct checking *checking, const struct record *record, enum severity *ret);

/* A figure as a reader knows it: in `format` (NULL: plain) unless that would hide a difference. To be freed.
 */
char *figure_shown(struct checking *checking, const struct figure *figure, const char *format);

/* The first value read among what a figure came from; NULL: none. */
const struct derivation *first_read(const struct derivation *derivation);

/* Does the field hold what is expected, or what was measured (and not the last known value, `stato`)? */
bool field_is_target(const struct field *field);
bool field_is_result(const struct field *field);

/* formulas.c */
void check_formulas(struct checking *checking);

/* results.c */
void check_results(struct checking *checking);
void check_targets(struct checking *checking);

/* dates.c */
void check_dates(struct checking *checking);

/* weights.c */
void check_weights(struct checking *checking);

/* records.c */
void check_parents(struct checking *checking);
void check_titles(struct checking *checking);
void check_unwritten(struct checking *checking);

/* total-records.c */
void check_total_records(struct checking *checking);

#endif
