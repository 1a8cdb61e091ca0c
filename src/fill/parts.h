/* What the parts of fill share. A template sheet becomes forms (written sheets); a form is laid out row by
 * row from the tree of places that its tables draw, and at the end becomes a sheet of the output workbook:
 *
 *   table --tree.c--> branches --walk.c, columns.c, cell.c--> form rows --height.c, merge.c, page.c, lay.c-->
 * sheet
 */
#ifndef PIANOXL_FILL_PARTS_H
#define PIANOXL_FILL_PARTS_H

#include "fill/fill.h"

/* What stands at a place: a row or column of the drawing (an index into the controls), or a branch. */
struct branch_item {
    unsigned index;
    const struct control *control; /* of the row or column; NULL: a branch, or fixed */
    struct branch *branch;         /* NULL: a row or column */
};

/* A place of the tree: what stands for each record of a level, or of a group of levels. */
struct branch {
    struct branch *parent;             /* NULL: the trunk */
    const struct level *const *levels; /* outermost first */
    unsigned level_count;              /* 0: the trunk */
    GArray *items;                     /* struct branch_item, as drawn */
    GArray *footers;      /* struct branch_item of groups: single rows of one of the outer levels */
    unsigned first, last; /* indices that it covers, with the branches below */
};

/* A record at its place; in columns the records of one code, one of each parent. */
struct instance {
    struct instance *parent;
    const struct branch *branch;
    const struct level *level;
    struct record **records;
    unsigned record_count;
    const struct instance
        *shown_in; /* in a group: the innermost one whose row or column shows it; NULL: not yet */
    bool direct;   /* stands where a row without path stands */
    bool crossing; /* a column that is found by its code below the row's record */
};

struct form_column {
    unsigned column;                 /* in the drawing */
    const struct instance *instance; /* NULL: not repeated */
    const struct control *control;   /* of its cell in the control row; NULL: none */
};

struct form_table {
    const struct table *table;
    struct form_column *columns;
    unsigned column_count;
};

struct form_cell {
    enum cell_kind kind;
    struct decimal number;
    const char *text;
    const struct rich_run *runs;
    unsigned run_count;
    const struct style *style;
    bool shown;                   /* something is drawn here and not hidden as a repetition */
    const struct instance *down;  /* merged down over the rows of this record; NULL: no */
    const struct instance *right; /* merged to the right over the columns of this record; NULL: no */
    unsigned width;    /* columns of the drawn merge that begins here; 0: one that began to the left */
    unsigned last_row; /* of the drawn merge, in the drawing */
    const struct record *record; /* whose field the cell alone shows; NULL: none */
    const struct field *field;
    bool is_figure;      /* the figure itself stands there, not a text of it: live formulas may point at it */
    const char *formula; /* of the spreadsheet; NULL: none */
    const char *note;    /* a comment; NULL: none */
};

struct form_row {
    const struct form_table *table; /* NULL: the blank row between two tables */
    const struct template_row *row;
    const struct instance *instance;
    struct form_cell *cells; /* one for each column of the table */
    double height;           /* points, as needed */
    unsigned first, count;   /* in the sheet: more than one where it is continued */
};

struct form_merge {
    unsigned first_row, first_column, last_row, last_column; /* form rows and columns */
};

/* A sheet to be written. */
struct form {
    char *tab;
    const struct template_sheet *drawn;
    struct record *record; /* of a `per` sheet; NULL: none */
    GPtrArray *tables;     /* struct form_table *, those written */
    GPtrArray *rows;       /* struct form_row * */
    GArray *merges;        /* struct form_merge */
    double *widths;        /* characters, by column of the form */
    bool *hidden;
    unsigned column_count;
};

struct filler {
    struct plan *plan;
    const struct template *template;
    struct calculation *calculation;
    const struct fill_options *options;
    struct arena *arena; /* as long as the filling */
    struct findings *findings;
    bool emblem_in_row; /* not in the page header */
    const struct annex *annex; /* whose workbook is laid; NULL: the whole report */
    bool year_missed;    /* a year is written, and there is none */
    GHashTable *formats; /* struct styled: style and format to a style with this format */
    GPtrArray *branches; /* struct branch *, to be freed */
    GHashTable *crossings; /* set of struct crossing: see target.c */
    /* the table at work */
    const struct template_sheet *drawn;
    struct record *sheet_record; /* NULL: none */
    struct scope scope;
    level_set cut;    /* levels of which only the kept records are written */
    GHashTable *kept; /* set of struct record *; NULL while nothing is cut */
    struct form *form;
    struct form_table *table;
    struct instance trunk;
};

/* tree.c: the places that rows or columns draw; a control NULL is left out. */
struct branch *branch_grow(
    struct filler *filler, const struct control *const *controls, const unsigned *indices, unsigned count);
void branch_free(struct branch *branch);

/* instance.c: the records of a branch below an instance, in order; of a group the innermost ones. `by_code`:
 * the records of one code are one. */
GPtrArray *branch_instances(
    struct filler *filler, const struct branch *branch, struct instance *base, bool by_code);
struct instance *instance_new(struct filler *filler, const struct branch *branch, const struct level *level,
    struct instance *parent, struct record *record);
bool instance_within(const struct instance *instance, const struct instance *above);
/* The record of this level at the place or above it within repeated places; NULL: none. */
const struct instance *instance_of(const struct instance *instance, const struct level *level);
/* A row or column is written for `at`: the records of its group are shown there, if not before. */
void instance_show(struct instance *at);
/* Is it written at all (the table's condition)? */
bool filler_alive(const struct filler *filler, const struct record *record);
/* The records that a row of `level` stands for below `record` (rule 2, Rows), in tree order. */
void collect_below(struct filler *filler, struct record *record, const struct level *level,
    const struct level *path, GPtrArray *ret);
/* Where a place of the trunk looks for its records: the sheet's record if `level` lies below it, else the
 * root. */
struct record *base_record(const struct filler *filler, const struct level *level);

/* visit.c: goes through the places below an instance. `instances` finds the records of a branch (to be
 * freed), `visit` gets each row or column with the instance that it stands for. */
struct walker {
    struct filler *filler;
    GPtrArray *(*instances)(struct walker *walker, const struct branch *branch, struct instance *base);
    void (*visit)(struct walker *walker, const struct branch_item *item, struct instance *at);
};
void walker_go(struct walker *walker, const struct branch *branch, struct instance *at);

/* columns.c: the columns of the filler's table as written; false if it repeats columns, there is no
 * record for them, and no row has records either. */
bool columns_lay(struct filler *filler);

/* walk.c: the rows of the filler's table, added to the form; false if there is nothing to show. */
bool rows_walk(struct filler *filler);

/* target.c: where rows and columns cross: a set for the filler, empty. */
GHashTable *crossings_new(void);
/* Whose field a placeholder shows at a place; NULL: none. */
struct record *placeholder_target(struct filler *filler, const struct template_row *row,
    const struct instance *at, const struct instance *column, const struct placeholder *placeholder);
/* The records of a list. */
void placeholder_items(struct filler *filler, const struct instance *at, const struct instance *column,
    const struct placeholder *placeholder, GPtrArray *ret);

/* cell.c: one cell of a row; true in `ret_value` if a placeholder has a value. */
void cell_fill(struct filler *filler, const struct template_row *row, const struct pattern *pattern,
    const struct instance *at, const struct instance *column, struct form_cell *cell, bool *ret_value);
/* A pattern of a tab, header or title as text, "" if nothing. To be freed. */
char *pattern_fill(struct filler *filler, const struct pattern *pattern, struct record *record);
/* The look of a place in the drawing. */
const struct style *drawn_style(const struct filler *filler, unsigned row, unsigned column);

#define DATE_FORMAT "dd\"/\"mm\"/\"yyyy" /* dd/mm/yyyy in canonical form */

/* show.c: a value as text, as it stands within texts; NULL: missing. To be freed. */
char *figure_show(struct filler *filler, const struct record *record, const struct placeholder *placeholder,
    const struct figure *figure);
/* The plan's year with an offset; false if there is none. */
bool plan_year(struct filler *filler, int offset, int *ret);
/* The number format of a figure that stands alone in a cell drawn General. NULL: General. */
const char *figure_format(
    const struct record *record, const struct field *field, const struct figure *figure);
/* colon.c: a number as a format after a colon says (`#.##0,00`, `0.0%`). To be freed. */
char *colon_show(const char *format, const struct rational *number, struct rational_pool *pool);
/* A target's text with its operator in ASCII, a blank after it if `format` has one. To be freed. */
char *colon_target(const char *format, const char *text);

/* kept.c: cuts the plan down to what a table's condition keeps; false: no sheet. `ret_by_kind`: it names no
 * level. */
bool table_keeps(struct filler *filler, const struct table *table, bool *ret_by_kind);

/* tabs.c: a tab's name as Excel takes it, unique among `taken` (folded names, to which it is added). To be
 * freed. */
char *tab_name(const char *text, GHashTable *taken);
bool tab_wanted(const char *tab, const char *globs);

/* annex.c: what an annex holds and is called (rule 1, Allegati). */
bool annex_holds(const struct annex *annex, const struct template_sheet *drawn);
/* The first one that holds a sheet; NULL: none. */
const struct annex *annex_of(const struct template *template, const struct template_sheet *drawn);
/* Its title on one line, "" for none. To be freed. */
char *annex_title(struct filler *filler, const struct annex *annex);
GPtrArray *annex_file_names(struct filler *filler);

/* height.c, merge.c, page.c: what follows from the rows. */
void form_measure(struct form *form);
void form_merge(struct form *form);
void page_setup(struct filler *filler, struct form *form, struct sheet *sheet);

/* In points, of inches, or of the default where none are given. */
double page_margin(double inches, double by_default);

/* emblem.c: moves all rows down by one, or up again. */
void emblem_push_rows(const GPtrArray *forms, int by);
/* Moves the emblem of the sheet's page header into its first row, which is free; page margins and scale are
 * set. The table stays at its place on the page. */
void emblem_to_row(const struct form *form, const struct picture *emblem, struct sheet *sheet);

/* header.c: a header or footer as the file holds it, NULL if nothing is left of it; arena. `emblem`: &G
 * stands where the drawing has it, else in the middle or where nothing else is. */
const char *header_text(struct filler *filler, const struct form *form,
    const struct pattern *const parts[3], bool emblem);
/* The same with font sizes that come out as drawn on a page that is printed at `scale` percent, since
 * programs scale headers along; arena. */
const char *header_at_scale(struct filler *filler, const char *text, unsigned scale);

#define LINE_RESERVE 15.0 /* points: programs do not agree on where a page ends */

/* breaks.c: rows before which a page begins, so that no block is parted that fits on a page of `capacity`
 * points (less than a page by LINE_RESERVE), of which the repeated `titles` take some from the second page
 * on. */
void page_breaks(struct form *form, struct sheet *sheet, double capacity, double titles);

/* lay.c: the form as a sheet of the output. */
void form_lay(struct filler *filler, struct form *form, struct workbook *workbook);

#endif
