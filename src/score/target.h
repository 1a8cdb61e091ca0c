/* Targets and results as people write them, parsed into values (rule 5). One row of a table for each operator
 * in words, unit and way of writing; what none of them takes stays text. */
#ifndef PIANOXL_SCORE_TARGET_H
#define PIANOXL_SCORE_TARGET_H

#include <stdint.h>
#include "support/arena.h"
#include "support/decimal.h"
#include "template/template.h"

enum target_kind {
    TARGET_NONE,        /* "---": there is none */
    TARGET_NUMBER,
    TARGET_DATE,
    TARGET_TERM,        /* within so many days of an event */
    TARGET_YES_NO,      /* also to a degree: "realizzato al 95%" */
    TARGET_RANGE,       /* "da 3 a 5": both bounds included */
    TARGET_VARIATION,   /* +5%, +3: against a former value */
    TARGET_FORMER_YEAR, /* "> del 2019" */
    TARGET_WORDS,       /* a deliverable */
    TARGET_UNKNOWN,     /* begins as a target does, but is not understood */
};

enum target_unit {
    UNIT_NONE, UNIT_PERCENT, UNIT_EURO, UNIT_DAYS, UNIT_WEEKS, UNIT_MONTHS, UNIT_YEARS, UNIT_HOURS,
    UNIT_MINUTES,
    UNIT_THINGS, /* "3 eventi" */
};

struct target {
    enum target_kind kind;
    const char *operator_sign; /* ">=" "<=" ">" "<" "="; NULL: none of its own */
    bool within;               /* said with "entro": with a number and a unit of time, a term */
    struct decimal number;     /* NUMBER, TERM, VARIATION (80% is 0.8); RANGE: lower bound; YES_NO: degree */
    struct decimal upper;      /* RANGE */
    enum target_unit unit;
    int32_t serial;            /* DATE */
    bool yes;                  /* YES_NO */
};

/* `year`: of the plan, for dates without one; 0: unknown. Texts of the result are constants. */
struct target target_parse(const struct template *template, const char *text, int year);

/* The comparison at the end of an algorithm ("% attività realizzate >= 80%", "entro 15 gg chiusura
 * quadrimestre"); false if there is none. */
bool algorithm_end(const struct template *template, const char *text, int year, struct target *ret);

bool target_unit_is_time(enum target_unit unit);

/* How many of the smallest unit of the same clock or calendar one unit is (an hour 60 minutes, a week 7 days,
 * a year 12 months), and that smallest unit; 1 and the unit itself for all others. */
unsigned target_unit_factor(enum target_unit unit, enum target_unit *ret_smallest);

#endif
