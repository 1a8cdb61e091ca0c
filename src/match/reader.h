/* The inside of match: what its files share while workbooks are read.
 *
 *   view (a sheet's readable cells)
 *     -> year, choose     which {anno}, which template
 *     -> divide           parts of a sheet and their tables
 *     -> header           a header row maps columns
 *     -> row              which template row an input row is
 *     -> apply, columns   its bindings to records
 *     -> record           find, create, set
 *     -> unmatched        continued rows, findings for what nothing took
 */
#ifndef PIANOXL_MATCH_READER_H
#define PIANOXL_MATCH_READER_H

#include "match/cell.h"
#include "match/match.h"
#include "score/evaluate.h"

#define NO_COLUMN (~0u)

struct reader {
    const struct template *template;
    struct plan *plan;
    struct account *account;        /* NULL in a trial: states are only counted */
    struct findings *findings;      /* of a trial: thrown away */
    struct calculation *conditions; /* evaluates `con` while reading */
    struct arena *arena;            /* what matching needs and the plan does not */
    int year;                       /* 0: not known */
    unsigned part_count;            /* parts begun: their numbers */
    unsigned explained;             /* letters and digits explained */
    unsigned counts[STATE_COUNT];   /* cells by state, for trials */
    unsigned header_left_over;      /* header cells that nothing claimed, for trials */
    GHashTable
        *header_keys; /* text_key of all fixed header cells: a quick "no" for rows that are no header */
    size_t longest_header_key; /* bytes */
    GHashTable *merges_noted;  /* merges across records that have been reported */
    bool ignoring;             /* a `scrivi` table competes last: what it takes is ignored */
};

/* A code that a header gave to an input column. */
struct column_key {
    unsigned column; /* of the input */
    unsigned template_column;
    const struct level *level;
    const char *code;
    struct place place;
};

/* Input columns by template columns. */
struct column_map {
    unsigned *of;  /* by template column (1 is B): input column or NO_COLUMN */
    bool *by_text; /* the header's text says so (not only its neighbour) */
    unsigned size;
    GArray *keys; /* struct column_key, by column */
};

/* How a header row of a table agrees with an input row. */
struct header_fit {
    const struct template_row *row;
    unsigned agreeing; /* cells */
    unsigned own;      /* of them fixed texts that agree with the row itself, not with one beside it */
    unsigned explained;
    int year;
    struct column_map map; /* of the cells that agree only; neighbours are not yet in it */
    GArray *bindings;      /* struct binding: header cells with placeholders */
    const struct view_row *input;
    GByteArray *used;   /* by cell of the input row: 1 where it is taken */
    GPtrArray *similar; /* pairs: const struct seen *, const struct pattern * taken by common words */
};

/* What a value was read into, for continued rows and contradictions. */
struct last_binding {
    unsigned column;
    struct record *record;
    const struct field *field;
    bool key;
    char *longer; /* its text, continued by rows below; NULL: not yet */
    size_t room;  /* bytes in it */
};

/* One part of a sheet, read with one table. */
struct part {
    struct reader *reader;
    const struct view *view;
    const struct table *table;
    unsigned first, last; /* rows of the view, last excluded */
    unsigned number;
    struct scope scope;
    struct record **open;    /* by level index */
    struct record **unnamed; /* by level index: the missing parent made last, without a key */
    struct record **context; /* by level index: the sheet's record and what names it */
    struct column_map map;
    bool map_from_header;                /* a header has been read in this part */
    const struct template_row *last_row; /* matched last; NULL: none */
    const struct template_row
        *anchor;              /* matched last with something explained; a repeated header does not count */
    unsigned header_row;      /* view row of the first fixed header; NO_COLUMN: none */
    unsigned last_header_row; /* view row of the header read last; NO_COLUMN: none */
    unsigned last_matched;    /* sheet row matched last; NO_COLUMN: none */
    GArray *last_bindings;    /* struct last_binding of that row */
    GHashTable *read;         /* slot of a record's value -> the value this part read into it */
    GHashTable *
        column_records; /* input column -> struct record ** by level, for keys that hold for the rows below */
    GHashTable *without_key;         /* parent -> struct record ** by level: the last child that is taken */
    GHashTable *used_columns;        /* set of input columns with cells; NULL: not asked for yet */
    GHashTable *unknown_columns;     /* input column -> struct unknown_column * */
    const struct row_fit *applied;   /* the row being applied */
    GArray *merged;                  /* struct merged_value: values of merges over several rows */
    const struct value *abbreviated; /* the title by whose beginning a record was taken last */
    bool lost;                       /* it names what is not in the plan */
    bool only_finds;                 /* nor may it create what it names */
};

/* A value merged over several rows, and the record that it belongs to. */
struct merged_value {
    const struct range *merge;
    const struct record *record;
    const struct seen *seen;
};

/* A row of the template against a row of the input. */
struct row_use {
    const struct seen *seen;
    enum cell_state state;
};
struct row_fit {
    const struct template_row *row;
    const struct view_row *input;
    unsigned explained;
    unsigned empties; /* placeholders' cells that are blank */
    int year;
    GArray *bindings; /* struct binding */
    GArray *uses;     /* struct row_use */
    GByteArray *used; /* by cell of the input row: 1 where it is in `uses` */
};

/* --- map.c, header.c */
/* The control of a column repeated for a level; NULL for a plain one. */
const struct control *table_repetition(const struct table *table, unsigned column);
bool table_reads(const struct table *table, unsigned column);
/* Is the input column one of the table's that is read? Or one that is only written (it hinders no row)? */
bool part_has_column(const struct part *part, unsigned column);
bool part_only_writes(const struct part *part, unsigned column);
/* The code that the header gave to an input column; NULL: none. */
const struct column_key *part_column_key(const struct part *part, unsigned column);
void header_fit_init(struct header_fit *fit, const struct table *table);
bool header_fit_uses(const struct header_fit *fit, const struct seen *seen);
void header_fit_clear(struct header_fit *fit);
void column_map_init(struct column_map *map, const struct table *table);
void column_map_clear(struct column_map *map);
/* Brings the keys into the order of their columns: what finds them wants that. */
void column_map_sort_keys(struct column_map *map);
void column_map_copy(struct column_map *to, const struct column_map *from);
/* The key of an input column; NULL: none. */
const struct column_key *column_map_key(const struct column_map *map, unsigned column);
/* The template column that stands at an input column; NO_COLUMN: none. */
unsigned column_map_drawn(const struct column_map *map, unsigned column);
/* Fits one header row; false when fewer than two cells or less than half of the row's cells agree. `year` 0:
 * free. */
bool header_fits(struct reader *reader, const struct view *view, const struct view_row *row,
    const struct template_row *header, int year, struct header_fit *ret);
/* How many cells agree, 0 where the row is no such header; quicker, nothing is bound. */
unsigned header_agreement(struct reader *reader, const struct view *view, const struct view_row *row,
    const struct template_row *header, int year, struct header_fit *scratch);
/* The header row of a table that agrees best; of equal ones the next after `after` (NULL: the first). */
bool header_best(struct reader *reader, const struct view *view, const struct view_row *row,
    const struct table *table, int year, const struct template_row *after, struct header_fit *ret);
/* Of equal texts of a header's second row, each belongs below the text that the first row, read with `map`,
 * has above it; where that leaves two in one column, they stay in order. */
void header_regroup(const struct column_map *map, const struct view_row *above,
    const struct template_row *row_above, struct header_fit *fit);
/* Gives places to columns without header text (3.3). `above`: the row that is one header with `input`; NULL:
 * none. */
void header_place_neighbours(const struct table *table, const struct view_row *input,
    const struct view_row *above, const struct template_row *header, struct column_map *map);
/* The words that a header as drawn, or worded otherwise in Parole, has in common with an input cell, in
 * thousandths of all distinct ones; 0 where neither has all words of the other. The sign of a unit counts
 * where both have one. */
unsigned header_in_common(const struct pattern *pattern, const struct seen *seen, int year);
/* Is the row certainly no header of a table without repeated columns? */
bool header_impossible(const struct reader *reader, const struct view_row *row);
void header_collect_keys(struct reader *reader);
/* Is a cell's text the fixed text of some header cell? */
bool header_has_key(const struct reader *reader, const struct seen *seen);
/* Drops the keys of columns whose cells in rows first..last do not fit the level's types (3.2). */
void header_check_columns(struct part *part, unsigned row, struct header_fit *fit);

/* --- year.c */
/* Finds the year (3.1) of the inputs' views; false and `error` when they demand different ones. */
bool year_find(struct reader *reader, const GPtrArray *views, int forced, int *ret, GError **error);
/* The cells of all views that agree with header rows of this template. */
unsigned year_agreeing_cells(struct reader *reader, const GPtrArray *views, int year);

/* --- divide.c */
struct division {
    const struct view *view;
    const struct table *table;
    unsigned first, last; /* rows of the view, last excluded */
    bool ignored;         /* the table is only written */
};
/* Appends the parts of a sheet; rows that fall to no table are appended with table NULL. */
void divide_view(struct reader *reader, const struct view *view, GArray *divisions);

/* --- tab.c */
/* Does the sheet's name fit the table's tab? `bindings` (may be NULL) gets what its placeholders take. */
bool tab_fits(struct reader *reader, const struct view *view, const struct table *table, GArray *bindings);
bool tab_equal(const struct table *table, const struct view *view);
/* Finds the record of a `per` sheet from the tab's name and the fixed rows (3.2). */
void tab_find_record(struct part *part);

/* --- part.c */
void part_read_rows(struct reader *reader, const struct division *division);
void part_set_year(struct reader *reader, int year, const struct place *place);
/* Marks a cell; in an ignored table everything that is taken is ignored. */
void reader_set_state(
    struct reader *reader, const struct view *view, const struct seen *seen, enum cell_state state);

/* --- row.c */
void row_fit_init(struct row_fit *fit);
void row_fit_clear(struct row_fit *fit);
/* The template row that an input row is (3.4), or a slip of (3.8); false when nothing fits. */
bool row_match(struct part *part, const struct view_row *row, struct row_fit *ret);
/* A fixed row of another table of the same template sheet, or a row of this table that is only written. */
bool row_match_elsewhere(
    struct part *part, const struct view_row *row, struct row_fit *ret, bool *ret_ignored);
/* The template row that matched, if one did, else the one drawn next after the one matched last, as drawn:
 * what was expected. To be freed. */
char *row_expected(const struct part *part, const struct template_row *matched);
/* Pairs the cells of a row by their order and fits them all; for title rows. */
bool row_fits_by_order(struct reader *reader, const struct view *view, const struct view_row *row,
    const struct template_row *template_row, struct row_fit *ret);

/* --- apply.c, columns.c */
void apply_row(struct part *part, const struct row_fit *fit, const struct view_row *row);
void apply_columns(struct part *part, const struct row_fit *fit, struct record *const *open);
/* Does a binding belong to the records of a repeated column? */
bool is_column_binding(const struct part *part, const struct binding *binding);

/* --- record.c */
/* What a row says of one record. */
struct naming {
    const struct level *level;
    const struct value **values; /* by field index; NULL where nothing is said */
    struct place place;
    bool own;      /* the row stands for it (it opens it) */
    bool from_tab; /* its code comes from a tab's name, which lacks some characters */
};
/* Has the row being applied cells for all obligatory fields of the level? Else it only finds (3.6). */
bool part_may_create(const struct part *part, const struct level *level);

struct record *record_find(struct part *part, const struct naming *naming, struct record *const *open);
struct record *record_create(struct part *part, const struct naming *naming, struct record **open);
void record_read(
    struct part *part, struct record *record, const struct field *field, const struct value *value);
bool record_same_key(const struct record *record, const struct value *const *values);
bool naming_has_key(const struct naming *naming);
void part_open_record(struct part *part, struct record *record);

/* --- unmatched.c */
bool continue_row(struct part *part, const struct view_row *row);
void unmatched_row(struct part *part, const struct view_row *row, const struct row_fit *fit);
void unmatched_header_cells(struct part *part, unsigned row, const struct header_fit *fit);
void unmatched_report_columns(struct part *part);

#endif
