/* The records of a plan by their keys: what would else be a walk through the tree for every row that is read.
 */
#ifndef PIANOXL_PLAN_RECORD_INDEX_H
#define PIANOXL_PLAN_RECORD_INDEX_H

#include "plan/record-values.h"

enum index_kind {
    INDEX_CODE,  /* codes as text_same_code compares them */
    INDEX_TITLE, /* all wordings of titles as text_same compares them */
    INDEX_KINDS
};
#define INDEX_BEGINNING_LENGTH 20 /* characters of a text_key by which a longer one may be found */

/* Records with one key, in tree order. A record stays under a key that it has no more: the caller compares.
 */
struct index_bucket {
    GPtrArray *records;           /* struct record * */
    unsigned part, seen;          /* for the reader: so many of the first records were seen in this part */
    struct record_values *values; /* NULL: not asked for yet */
};

struct record_index *record_index_new(void);
void record_index_free(struct record_index *index);

/* A record has been added to the plan. */
void record_index_add(struct record_index *index, const struct record *record);

/* The record's code (it had none) or a title has been set. */
void record_index_set(struct record_index *index, struct record *record, const struct field *field);

/* A value of the record has been replaced. */
void record_index_replaced(struct record_index *index, struct record *record);

/* The records of `level` anywhere below `scope` that may have the key `text`; NULL: none. */
struct index_bucket *record_index_find(struct record_index *index, const struct record *scope,
    const struct level *level, enum index_kind kind, const char *text);

/* Visits the buckets of titles that begin with `text` and of those with which it begins, by their text_key,
 * the shorter one of INDEX_BEGINNING_LENGTH at least, until `visit` says false. */
typedef bool (*index_visit)(struct index_bucket *bucket, void *data);
void record_index_beginnings(struct record_index *index, const struct record *scope,
    const struct level *level, const char *text, index_visit visit, void *data);

/* All records of the bucket that `wanted` (by field index; NULL: nothing is said) does not contradict, and,
 * of many, few others. */
struct record_lists index_bucket_narrow(struct index_bucket *bucket, const struct value *const *wanted);

/* Puts a record at its place in a list in tree order, quick near the end; false where it stands there
 * already. `ret_place` may be NULL. */
bool record_list_insert(GPtrArray *records, struct record *record, unsigned *ret_place);

/* Does `a` stand before `b` in the tree? Neither is above the other. */
bool record_stands_before(const struct record *a, const struct record *b);

/* Has every record of `level` below `scope` a code? */
bool record_index_all_coded(
    struct record_index *index, const struct record *scope, const struct level *level);

#endif
