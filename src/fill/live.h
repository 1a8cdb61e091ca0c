/* Live formulas (rule 6): computed cells of the report become spreadsheet formulas with our value
 * cached.
 *
 *   forms --references.c--> which cells write which field
 *   formula of Calcoli, operand by operand --formula-*.c--> struct term --> text of a spreadsheet formula
 *   what no cell writes --calcoli.c--> a last sheet
 *
 * All of it lives in the filler's arena. */
#ifndef PIANOXL_FILL_LIVE_H
#define PIANOXL_FILL_LIVE_H

#include "fill/parts.h"

/* A cell of the output. */
struct reference {
    unsigned sheet; /* index of the form; their number: the sheet Calcoli */
    unsigned row, column;
    bool may_be_nc; /* may hold NC for a number */
};

struct calcoli;

/* What a range may go over between two cells that it names. */
enum gaps { GAPS_NONE, GAPS_BLANK, GAPS_TEXT };

/* Cells that a formula names. */
struct mention {
    struct reference first, last;
};

struct live {
    struct filler *filler;
    const GPtrArray *forms;  /* struct form *, as written */
    GHashTable *places;      /* record and field -> GArray of struct reference */
    struct form_row ***rows; /* of each form, by row of its sheet; NULL: a continued row */
    unsigned *row_counts;
    struct calcoli *calcoli;
    const char *calcoli_tab;
    GArray *mentioned; /* struct mention: what the formula at work names */
    GHashTable *nodes; /* set of the cells with formulas, see circles.c */
};

/* references.c */
struct live *live_new(struct filler *filler, const GPtrArray *forms, const char *calcoli_tab);
void live_free(struct live *live);
/* A cell in which the field's figure stands as it is, on `sheet` or else on the first one; false: none. */
bool reference_find(const struct live *live, unsigned sheet, const struct record *record,
    const struct field *field, struct reference *ret);
/* "D5", or "'Risorse 2019'!D5" seen from another sheet; arena. */
const char *reference_text(const struct live *live, unsigned sheet, const struct reference *reference);
/* "$D$5": the same cell wherever the formula stands. */
const char *reference_fixed(const struct live *live, unsigned sheet, const struct reference *reference);
/* A number of cells as arguments of a function, neighbours as ranges. Each argument is an arena text in
 * `ret`. */
void reference_ranges(const struct live *live, unsigned sheet, const struct reference *references,
    unsigned count, enum gaps gaps, GPtrArray *ret);
/* Does `to` go on downwards from `from` with no other number between? */
bool reference_goes_down(
    const struct live *live, const struct reference *from, const struct reference *to, enum gaps gaps);
/* A range of two corners on one sheet. */
const char *range_text(
    const struct live *live, unsigned sheet, const struct reference *first, const struct reference *last);

/* circles.c: the cells with formulas and what each needs, as mentioned; formulas that close a circle are
 * taken away. */
GHashTable *circles_new(void);
void circles_add(struct live *live, struct reference place, const char **formula);
void circles_break(struct live *live);

/* live.c: gives the cells of the forms their formulas and notes. */
void live_fill(struct live *live);

/* looks.c: the conditional formats of Classi. */
void live_looks(struct live *live, unsigned sheet, struct sheet *laid);

/* calcoli.c: what no cell of the tables writes. */
struct calcoli_cell {
    const struct record *record;
    const char *heading;
    const struct field *field;  /* of the figure; NULL: none */
    const struct formula *part; /* of the field's formula; NULL: the field itself, or a value */
    struct figure figure;
    const char *format; /* number format; NULL: General */
    bool is_value;      /* never a formula */
    const char *text;   /* a text as it is, NULL else */
    const char *formula;
};

struct calcoli *calcoli_new(struct live *live);
void calcoli_free(struct calcoli *calcoli);
/* The cell of a field, of a part of its formula, of a value; each is added where there is none. */
struct reference calcoli_field(struct live *live, const struct record *record, const struct field *field);
struct reference calcoli_part(
    struct live *live, const struct record *record, const struct field *field, const struct formula *part);
struct reference calcoli_value(struct live *live, const struct record *record, const char *heading,
    struct figure figure, const char *format, const char *origin);
/* The row of a record, as a cell that is never empty. */
struct reference calcoli_record(struct live *live, const struct record *record);
/* Forgets the cells but keeps their places, rows in the order of the tree. */
void calcoli_begin_anew(struct live *live);
/* The next cell to be compiled; NULL: all are. */
struct calcoli_cell *calcoli_next(struct live *live);
struct reference calcoli_place(struct live *live, const struct calcoli_cell *cell);
/* Adds the sheet to the workbook if it has cells. */
void calcoli_lay(struct live *live, struct workbook *workbook);

#endif
