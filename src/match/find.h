/* Which record a row means: what record.c and find.c share. */
#ifndef PIANOXL_MATCH_FIND_H
#define PIANOXL_MATCH_FIND_H

#include "match/reader.h"

/* The parts that made a record or opened it; hangs on record->mark. */
struct seen_in {
    unsigned part;
    bool opened; /* by a row of its own: a list or a row below may have named it before */
    struct seen_in *next;
};

/* --- record.c */
/* NULL: the part has not seen the record. */
struct seen_in *seen_in(const struct record *record, unsigned part);
void mark_seen(struct part *part, struct record *record, bool opened);
/* Does any wording of the one equal any of the other? */
bool same_title(const struct level *level, const struct value *const *a, const struct value *const *b);
bool record_contradicts(const struct record *record, const struct value *const *values);

/* --- find.c */
/* Code, else title. */
const char *naming_key(const struct naming *naming);
/* The record below `scope` that a naming means; NULL: there is none, or it must be another with the same key.
 */
struct record *record_known(struct part *part, const struct naming *naming, const struct record *scope);
/* The first record of the whole plan with the naming's code or a title of it; NULL: none. */
const struct record *record_anywhere(struct part *part, const struct naming *naming);

#endif
