/* One template cell against one input cell: does it fit, and what do its placeholders take? */
#ifndef PIANOXL_MATCH_CELL_H
#define PIANOXL_MATCH_CELL_H

#include "match/view.h"
#include "plan/value.h"

/* What one record of a list placeholder takes. */
struct list_item {
    const struct field **fields;
    const struct value **values;
    unsigned count;
};

/* A placeholder and what it took. */
struct binding {
    const struct placeholder *placeholder;
    const struct value *value;     /* NULL: the cell is blank, or there is nothing to keep */
    const struct list_item *items; /* of a list */
    unsigned item_count;
    const struct seen *seen; /* NULL: the cell is blank */
    unsigned column;         /* of the input */
};

enum fit_mode {
    FIT_STRICT,
    FIT_RELAXED, /* codes outside their expression are taken as typed (3.8) */
};

struct cell_fitter {
    struct arena *arena; /* of the plan: values live there */
    const struct template *template;
    const struct view *view;
    enum fit_mode mode;
    int year;           /* 0: not known yet; a {anno} that fits sets it */
    unsigned explained; /* letters and digits explained by fixed texts and expressions, added up */
    GArray *bindings;   /* struct binding, appended */
    bool may_end_early; /* a tab of 31 characters may be a beginning (3.2) */
    bool is_tab;        /* the text is a tab's name: its placeholders are never empty */
    const struct place
        *text_place; /* the text is no cell's own (a tab, a piece of a list): where it stands; NULL */
};

/* Tries the pattern and its other wordings. On success appends bindings, adds to `explained` and may set
 * `year`; on failure nothing is changed. */
bool cell_fits(struct cell_fitter *fitter, const struct pattern *pattern, const struct seen *seen);

/* Binds all placeholders of a pattern to nothing: its cell is blank. False if the pattern has none. */
bool cell_blank(struct cell_fitter *fitter, const struct pattern *pattern, unsigned column);

#endif
