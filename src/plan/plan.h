/* The plan: a tree of records, one model whatever the sources. It owns one arena. */
#ifndef PIANOXL_PLAN_PLAN_H
#define PIANOXL_PLAN_PLAN_H

#include "plan/value.h"

struct record {
    const struct level *level;
    struct record *parent;         /* NULL for the root */
    struct record *first_child, *last_child, *next; /* in order of creation, which is that of the tables */
    const struct value **values;   /* by field->index; NULL: missing */
    const char **formats;          /* by field->index: of the empty cell where it should be; NULL: none */
    struct place place;            /* of the first cell that named it */
    unsigned number;               /* order of creation in the whole plan */
    bool written;                  /* a row of the report shows it; set by fill */
    void *mark;                    /* for the reader */
};

/* A further value read for a computed field that has one already: to be compared too. */
struct further_value {
    struct record *record;
    const struct field *field;
    const struct value *value;
};

struct plan {
    struct arena *arena;
    const struct template *template;
    struct record *root;
    struct record_index *index;    /* of all records but the root */
    unsigned record_count;
    GArray *further_values;        /* struct further_value */
    GPtrArray **column_codes;      /* by level->index: codes (const char *) as headers are read; NULL: none */
    GHashTable **column_places;    /* by level->index: text_code_key -> place among them + 1; NULL: none */
};

/* A plan with its root, whose fields from Modello are set. The template must outlive it. */
struct plan *plan_new(const struct template *template);
void plan_free(struct plan *plan);

/* Adds a record at the end of the parent's children. */
struct record *plan_add_record(struct plan *plan, const struct level *level, struct record *parent);

/* A record that stands in no list of children: to try a condition on values that are not in the plan yet. */
struct record *plan_loose_record(struct plan *plan, const struct level *level, struct record *parent);

/* NULL: missing. */
const struct value *record_get(const struct record *record, const struct field *field);
void record_set(struct record *record, const struct field *field, const struct value *value);
/* The same for a code that was missing, or a title: the record will be found by it. */
void plan_set_key(
    struct plan *plan, struct record *record, const struct field *field, const struct value *value);
/* Puts another value in the place of one that is there, and is no code. */
void plan_replace(
    struct plan *plan, struct record *record, const struct field *field, const struct value *value);

/* The record itself or the nearest one above of this level; NULL if none. */
struct record *record_up(const struct record *record, const struct level *level);

/* The records of `level` below `base` in tree order: the children where the level may be a child of base's
 * level, otherwise all descendants (rule 2, Rows). `previous` NULL begins; NULL ends. */
struct record *record_next(
    const struct record *base, const struct level *level, const struct record *previous);

/* All descendants of `level` in tree order, whatever stands between. */
struct record *record_next_descendant(const struct record *base, const struct level *level,
    const struct record *previous);

/* The next record of the tree below `base` in tree order, of any level. */
struct record *record_next_any(const struct record *base, const struct record *previous);

/* Code, or title, or "". */
const char *record_name(const struct record *record);
/* The same, or what the record's level is called: for messages. */
const char *record_subject(const struct record *record);
const char *record_code(const struct record *record); /* NULL: none */

/* Remembers a code seen in the header of a repeated column. */
void plan_add_column_code(struct plan *plan, const struct level *level, const char *code);
/* Its place among the level's column_codes, -1: it is none of them. */
int plan_column_place(const struct plan *plan, const struct level *level, const char *code);

#endif
