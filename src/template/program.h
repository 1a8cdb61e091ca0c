/* What an expression is compiled to: a small program that is run on all its paths at once (so the time is
 * bounded by its length times the text's). For expression.c, which makes it, and expression-run.c, which runs
 * it, only. */
#ifndef PIANOXL_TEMPLATE_PROGRAM_H
#define PIANOXL_TEMPLATE_PROGRAM_H

#include <glib.h>
#include <stdint.h>
#include "template/expression.h"

#define PROGRAM_MOST                                                                                         \
    2000u /* instructions: bounds time and the depth of recursion; real codes need at most some 60 */

struct character_range {
    gunichar first, last;
};

struct character_set {
    uint64_t ascii[2];
    const struct character_range *ranges; /* beyond ASCII */
    unsigned range_count;
};

enum instruction_kind {
    INSTRUCTION_SET,   /* one character of the set */
    INSTRUCTION_ANY,   /* one character */
    INSTRUCTION_BLANK, /* one blank of any kind, line breaks included */
    INSTRUCTION_SPLIT, /* go on at `first`, else at `second` */
    INSTRUCTION_JUMP,  /* go on at `first` */
    INSTRUCTION_OPEN,  /* the first brackets begin */
    INSTRUCTION_CLOSE, /* they end */
    INSTRUCTION_ACCEPT,
};

struct instruction {
    enum instruction_kind kind;
    unsigned first, second;
    const struct character_set *set;
};

/* A character that fits only in another form. */
struct slip {
    size_t position; /* in bytes */
    unsigned length; /* of the character as typed */
    gunichar instead;
    const struct slip *before;
};

struct thread {
    unsigned instruction; /* where it stands: an instruction that takes a character, or ACCEPT */
    unsigned slips, explained;
    unsigned rank;      /* among the threads, by the order of alternatives */
    uint64_t key;       /* of the rank: the parent's rank, then the order of creation */
    size_t open, close; /* the first brackets */
    const struct slip *last_slip;
};

struct expression {
    const char *source;
    struct instruction *instructions;
    unsigned length;
    bool has_brackets, may_be_empty;
    bool digits_only;      /* takes nothing but digits */
    unsigned shortest;     /* characters of the shortest text that fits */
    uint64_t may_begin[2]; /* ASCII characters with which a fit may begin */
    /* Working space of a run, one for all runs: a run never starts another. */
    struct thread *current, *next;
    unsigned *seen;
    unsigned *generation;
};

bool character_set_has(const struct character_set *set, gunichar character);

/* Sets `may_begin`, once all else is set. */
void expression_find_beginnings(struct expression *expression);

#endif
