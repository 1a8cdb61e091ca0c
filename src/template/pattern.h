/* What a template cell holds: fixed text and placeholders (rule 2, Cells). */
#ifndef PIANOXL_TEMPLATE_PATTERN_H
#define PIANOXL_TEMPLATE_PATTERN_H

#include <stdbool.h>
#include "support/arena.h"
#include "grid/style.h"
#include "template/formula.h"

struct level;
struct field;
struct template;

enum placeholder_kind {
    PLACEHOLDER_FIELD,
    PLACEHOLDER_YEAR,     /* {anno}, {anno+1}: the root's year */
    PLACEHOLDER_ANYTHING, /* {} */
    PLACEHOLDER_LIST,     /* {livello: PATTERN separati da "..."} */
    PLACEHOLDER_ANNEX,    /* {allegato.titolo}: headers and footers only */
};

struct placeholder {
    enum placeholder_kind kind;
    const char *source;            /* what stands between the braces */
    const struct level *level;     /* of the record that it shows, resolved; LIST: the level of its records */
    const struct field *field;     /* FIELD: resolved (YEAR: the root's field anno) */
    int offset;                    /* YEAR: +1, -1 ... */
    const struct formula *index;   /* {livello[index].campo}: a quoted text or a name; NULL: none */
    const char *format;            /* after the colon; NULL: none */
    const struct pattern *item;    /* LIST */
    const char *separator;         /* LIST: with real line breaks */
};

enum segment_kind {
    SEGMENT_TEXT,  /* without blanks */
    SEGMENT_BLANK, /* one run of blanks or line breaks, as drawn */
    SEGMENT_PLACEHOLDER,
};

struct segment {
    enum segment_kind kind;
    const char *text;               /* TEXT, BLANK */
    const struct placeholder *placeholder;
    const struct font *font;        /* of the template's text run in which it begins; NULL: the cell's font */
};

struct pattern {
    const char *source;             /* the cell's text as drawn */
    const struct segment *segments;
    unsigned segment_count;
    unsigned placeholder_count;     /* 0: fixed text */
    const char *key;                /* text_key of a fixed text; NULL if it has placeholders */
    unsigned letters;               /* letters and digits of its fixed parts */
    const struct pattern *const *wordings; /* other wordings from Parole, tried when reading only */
    unsigned wording_count;
};

/* One placeholder and nothing else? */
bool pattern_is_single(const struct pattern *pattern);
/* Has it fixed text (letters, digits or signs) beside placeholders, or alone? */
bool pattern_has_fixed(const struct pattern *pattern);
/* Fixed text only, years counting as fixed (a header cell)? */
bool pattern_is_header_text(const struct pattern *pattern);

#endif
