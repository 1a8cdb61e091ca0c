/* A workbook as it stands: every cell, typed. The readers build one from a file, fill builds one from a plan,
 * the writer writes one. A workbook owns all that hangs on it (one arena).
 *
 *   .xlsx .xls .ods --reader--> struct workbook <--fill-- plan
 *                                      |
 *                                      +--writer--> .xlsx
 */
#ifndef PIANOXL_GRID_WORKBOOK_H
#define PIANOXL_GRID_WORKBOOK_H

#include <stdbool.h>
#include <stdint.h>
#include <glib.h>
#include "support/arena.h"
#include "support/decimal.h"
#include "support/place.h"
#include "grid/picture.h"
#include "grid/style.h"

enum cell_kind {
    CELL_EMPTY, /* no value: kept for its style, or a formula without cached value */
    CELL_NUMBER,
    CELL_TEXT,
    CELL_DATE,     /* a number with a date format: serial of the 1900 system, with the time as fraction */
    CELL_DURATION, /* a number with an elapsed or pure time format, in days */
    CELL_BOOLEAN,
    CELL_ERROR, /* text is "#DIV/0!" ... */
};

/* One run of a rich text: the cell's text is the runs' texts joined. */
struct rich_run {
    const char *text;
    struct font font;
};

/* What few cells have. */
struct cell_extra {
    const char *formula; /* in the form of grid/formula.h, "": not understood; NULL: none */
    const struct rich_run *runs;
    unsigned run_count; /* 0: plain text */
};

#define CELL_MOST_STYLES (1u << 24)

/* Rows and columns count from 0. A sheet may have a million cells, whose memory costs more time than their
 * reading: 24 bytes, and the kind tells which value is there. */
struct cell {
    uint64_t row : 21;
    uint64_t column : 16;
    uint64_t kind : 3;   /* enum cell_kind */
    uint64_t style : 24; /* see workbook_style */
    union {
        struct decimal number; /* NUMBER, DATE, DURATION; BOOLEAN: 0 or 1 */
        const char *text;      /* TEXT, as in the file; ERROR: its name. See cell_text */
    };
    const struct cell_extra *extra; /* NULL: none */
};
G_STATIC_ASSERT(sizeof(struct cell) == 24);

/* The text of a text or an error, NULL for other kinds. */
static inline const char *cell_text(const struct cell *cell)
{
    return cell->kind == CELL_TEXT || cell->kind == CELL_ERROR ? cell->text : NULL;
}

struct range {
    unsigned first_row, first_column, last_row, last_column; /* inclusive */
};

/* A row that has a cell, a height or is hidden; `first` indexes into sheet->cells. */
struct row {
    double height; /* points; 0: the sheet's default */
    unsigned index;
    unsigned first;
    int style;      /* for cells that are not there; -1: none */
    uint16_t count; /* of cells: at most a sheet's columns */
    bool custom_height;
    bool hidden;
};

struct column {
    unsigned first, last; /* inclusive */
    double width;         /* in characters, as the file says (with padding) */
    bool hidden;
    int style; /* -1: none */
};

/* A comment on a cell. */
struct note {
    unsigned row, column;
    const char *text;
};

/* A link on a cell with a plain text. */
struct link {
    unsigned row, column;
    const char *url;      /* percent-encoded, relative to the workbook's folder or with a scheme */
    const char *location; /* in that file, "'Sheet'!A1"; NULL: none */
};

/* A look that cells take while a formula holds for them. Only written: the readers keep
 * FEATURE_CONDITIONAL_FORMATS. */
struct conditional_format {
    const struct range *ranges; /* the first one holds the uppermost and leftmost cell */
    unsigned range_count;
    const char *formula;   /* for the first cell, relative, without the leading "=" */
    uint32_t fill, colour; /* of the cell and its font; COLOUR_NONE: as they are */
    bool bold;
};

enum visibility { SHEET_VISIBLE, SHEET_HIDDEN, SHEET_VERY_HIDDEN };

struct page_setup {
    int paper; /* OOXML number, 9 is A4; 0: not given */
    bool landscape;
    double left, right, top, bottom, header_margin, footer_margin; /* inches; -1: not given */
    unsigned scale;                                                /* percent; 0: not given */
    bool fit_to_page;
    unsigned fit_width, fit_height; /* pages; 0: as many as needed (only under fit_to_page) */
    bool centre_horizontally, centre_vertically, gridlines, headings;
    bool page_order_over;
    const char *header, *footer; /* with Excel's &-codes; NULL: none */
    double emblem_height; /* points, of the workbook's emblem at the header's &G; 0: none. Only written */
    bool emblem_in_row;   /* it stands in the first row instead ... */
    double emblem_left;   /* ... so many points from the left */
    bool has_print_rows, has_print_columns;
    unsigned print_rows_first, print_rows_last, print_columns_first, print_columns_last;
    struct range print_area;
    bool has_print_area;
    unsigned *breaks; /* rows before which a page begins */
    unsigned break_count;
    unsigned *column_breaks; /* the same of columns; of an .xlsx only */
    unsigned column_break_count;
    int first_page_number; /* 0: automatic */
};

/* Things a file holds that the program does not carry over; `template check` names them. */
enum sheet_feature {
    FEATURE_CONDITIONAL_FORMATS = 1 << 0,
    FEATURE_VALIDATIONS = 1 << 1,
    FEATURE_COMMENTS = 1 << 2,
    FEATURE_PICTURES = 1 << 3,
    FEATURE_AUTOFILTER = 1 << 4,
    FEATURE_FIRST_EVEN_HEADERS = 1 << 5,
    FEATURE_HYPERLINKS = 1 << 6,
    FEATURE_TABLES = 1 << 7,
    FEATURE_GRADIENTS = 1 << 8,
    FEATURE_PROTECTION = 1 << 9,
};

struct sheet {
    struct workbook *workbook;
    const char *name;
    enum visibility visibility;
    GArray *cells;   /* struct cell, by row, then column; no duplicates */
    GArray *rows;    /* struct row, ascending */
    GArray *columns; /* struct column, ascending, not overlapping */
    GArray *notes;   /* struct note, in any order; only written: the readers keep FEATURE_COMMENTS */
    GArray *links;   /* struct link, one a cell at most; only written: the readers keep FEATURE_HYPERLINKS */
    GArray *conditional_formats; /* struct conditional_format; where several hold, the first one counts */
    GArray *merges; /* struct range; sorted by first row, then first column: add with sheet_add_merge */
    struct merge_index *merge_index; /* of sheet_merge_at, made when it is first asked for */
    double default_width; /* as column.width; 0: the program's default (8.43 characters, 9.14 with padding) */
    double default_height; /* points; 0: the default (15) */
    unsigned frozen_rows, frozen_columns;
    bool hide_gridlines; /* on the screen */
    unsigned zoom;       /* percent; 0: not given */
    uint32_t tab_colour; /* COLOUR_NONE: none */
    struct page_setup page;
    unsigned features; /* enum sheet_feature bits */
};

struct workbook {
    struct arena *arena;
    const char *name;  /* file name without folders, for messages; NULL for a workbook that is being filled */
    GPtrArray *sheets; /* struct sheet *, in tab order; chart and macro sheets are left out */
    GArray *styles;    /* struct style; 0 is the default */
    GHashTable *style_index;
    GHashTable *texts;                    /* interned strings */
    const char *title, *author, *subject; /* document properties; NULL: none */
    int32_t created; /* serial of the 1900 system for created/modified when written; 0: not given */
    const struct picture *emblem; /* in page headers; NULL: none. Only written; see workbook_set_emblem */
    bool has_defined_names;       /* other than print areas and titles */
    uint8_t biff; /* 5 or 8: read from an .xls of this version; 0: from another kind of file */
};

struct workbook *workbook_new(const char *name);
void workbook_free(struct workbook *workbook);

/* Adds a sheet at the end. The name is copied as it is. */
struct sheet *workbook_add_sheet(struct workbook *workbook, const char *name);
/* NULL if there is none of this name (without regard to case). */
struct sheet *workbook_sheet(const struct workbook *workbook, const char *name);

/* The number of a style that looks like this, made when there is none. Texts in it are interned, the number
 * format is brought to its canonical form. */
unsigned workbook_style(struct workbook *workbook, const struct style *style);
const struct style *workbook_get_style(const struct workbook *workbook, unsigned style);

/* Gives the workbook a copy of a picture. */
void workbook_set_emblem(struct workbook *workbook, const struct picture *picture);

/* A copy of `text` owned by the workbook; equal texts give the same pointer. */
const char *workbook_intern(struct workbook *workbook, const char *text);

/* Adds or replaces a cell and returns it; appending in row order is cheap, anything else is not.
 * The pointer is valid until the next cell is added. */
struct cell *sheet_put(
    struct sheet *sheet, unsigned row, unsigned column, enum cell_kind kind, unsigned style);

/* NULL where there is no cell. */
const struct cell *sheet_cell(const struct sheet *sheet, unsigned row, unsigned column);

/* The row's record, made when there is none (appending is cheap); NULL in the second where there is none. */
struct row *sheet_make_row(struct sheet *sheet, unsigned row);
const struct row *sheet_row(const struct sheet *sheet, unsigned row);

/* Where in sheet->rows the first one at or below `row` stands; their number if there is none. */
unsigned sheet_row_position(const struct sheet *sheet, unsigned row);

/* The cells of sheet->rows[n]. */
const struct cell *sheet_row_cells(const struct sheet *sheet, const struct row *row);

/* Adds a merge at its place; adding in row order is cheap. */
void sheet_add_merge(struct sheet *sheet, const struct range *range);

/* The merge that covers the cell, NULL if none; of merges that overlap the last. Takes logarithmic time in
 * the merges, besides the first time after one was added. */
const struct range *sheet_merge_at(const struct sheet *sheet, unsigned row, unsigned column);

/* Is the cell hidden under a merge: covered by one, and not its first cell? */
bool sheet_is_covered(const struct sheet *sheet, unsigned row, unsigned column);

/* For sorting and comparing merges: by first row, then by first column. */
int range_compare(const void *a, const void *b);

/* Width in characters of a column, and height in points of a row, with the sheet's defaults. */
double sheet_column_width(const struct sheet *sheet, unsigned column);
double sheet_row_height(const struct sheet *sheet, unsigned row);
bool sheet_column_hidden(const struct sheet *sheet, unsigned column);

/* Where a cell stands; the place's texts belong to the workbook. */
struct place sheet_place(const struct sheet *sheet, unsigned row, unsigned column);

/* The text that a spreadsheet program shows in Italy: by the number format, "VERO", "#DIV/0!", the text
 * itself;
 * "" for an empty cell. To be freed. */
char *cell_display(const struct workbook *workbook, const struct cell *cell);

/* Is the cell without value (empty, or a text of blanks)? A formula without cached value is not: see
 * cell_formula. */
bool cell_is_blank(const struct cell *cell);
const char *cell_formula(const struct cell *cell);

/* How much of a file is wanted. */
enum grid_wants {
    GRID_VALUES, /* values and number formats: inputs */
    GRID_LOOKS, /* also looks, widths, heights, page set-up and styled empty cells: templates, reading back */
};

/* Reads a workbook of any kind, told by its bytes. NULL and `error` (FAILURE_INPUT, one line that says what
 * the file is and what to do) when it cannot be read. */
struct workbook *grid_read(const char *path, enum grid_wants wants, GError **error);

/* The same; texts of an .xls of Excel 5 or 95 are in `code_page` whatever the file says, as iconv names it
 * ("CP1251"); NULL: the file's own, windows-1252 where it names none. */
struct workbook *grid_read_in(const char *path, enum grid_wants wants, const char *code_page, GError **error);

/* Is a file a workbook by its bytes, of a kind that is read or not, whole or damaged? Containers that can be
 * opened must have one in them. */
bool grid_is_workbook(const char *path);

/* Is this a code page that can be given? */
bool grid_knows_code_page(const char *name);

#endif
