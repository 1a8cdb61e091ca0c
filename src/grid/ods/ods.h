/* Reading .ods (OpenDocument 1.2 and 1.3, part 3): what the readers of its parts share.
 *
 *   container -- xml --> manifest (is it encrypted?), styles.xml, content.xml --> struct workbook
 *
 * Styles of content.xml go before those of styles.xml of the same name. Names of elements and attributes are
 * compared without prefix.
 */
#ifndef PIANOXL_GRID_ODS_ODS_H
#define PIANOXL_GRID_ODS_ODS_H

#include "grid/builder.h"
#include "grid/xlsx/container.h"
#include "grid/xlsx/xml.h"

/* What a named style of a cell, column, row, sheet or page says; parents are already in it. */
struct ods_style {
    struct style look;         /* of a cell; without number format */
    const char *number_format; /* name of the number style; NULL: none */
    int number;                /* in the workbook, once it is made; -1 */
    double size;               /* width of a column in characters, height of a row in points; 0: not given */
    bool custom_height;        /* the row's height is not what its texts need */
    bool hidden;               /* the sheet is not shown */
    bool break_before;         /* a page begins at the row */
    uint32_t tab_colour;       /* of a sheet */
    const char *page;          /* of a sheet: the name of its master page */
};

enum ods_family { FAMILY_CELL, FAMILY_COLUMN, FAMILY_ROW, FAMILY_TABLE, FAMILY_NONE };

struct ods {
    struct container *container;
    struct workbook *workbook; /* under construction */
    enum grid_wants wants;
    GHashTable *numbers;             /* name of a number style to struct number_style */
    GHashTable *styles[FAMILY_NONE]; /* name to struct ods_style */
    GHashTable *fonts;               /* name of a font face to the font's own name */
    GHashTable *layouts;             /* name of a page layout to struct page_setup */
    GHashTable *pages;               /* name of a master page to the name of its layout */
    guint64 cell_count;              /* of all sheets, against LIMIT_CELLS */
    guint64 repeated;                /* of these, copies of a cell with a value that is written once */
    guint64 repeated_looks;          /* copies of runs of cells without value, and of rows */
};

/* Sets the error of a parse to "FILE, SHEET!CELL: message" and stops it; `sheet` may be NULL. */
void ods_fail(struct ods *ods, struct xml_parse *parse, const struct sheet *sheet, unsigned row,
    unsigned column, const char *message);

/* ---- number styles ---- */

/* Collects one number style; elements within it are handed over. */
struct number_reader {
    struct ods *ods;
    struct number_style *style; /* NULL: none is open */
    GString *text;              /* of the open literal or symbol */
    struct {
        unsigned position;
        char *text;
    } embedded[16]; /* literals among the digits, by the number of digits behind them */
    unsigned embedded_count;
    unsigned position;            /* of the open literal among digits */
    size_t digits_at, digits_end; /* in the style's code: where the digits before the decimal mark stand */
    unsigned least;
    bool grouping, in_text;
    unsigned depth; /* of elements in the style */
};
void number_reader_init(struct number_reader *reader, struct ods *ods);
void number_reader_clear(struct number_reader *reader);
/* False: no element of a number style. */
bool number_reader_start(struct number_reader *reader, const char *name, const char *const *attributes);
void number_reader_text(struct number_reader *reader, const char *text, size_t length);
void number_reader_end(struct number_reader *reader, const char *name);
void number_style_free(gpointer style);

/* The number format code of a number style; NULL: General. To be freed. */
char *ods_number_code(const struct ods *ods, const char *name);

/* ---- styles ---- */

/* Collects the styles of styles.xml or content.xml. */
struct style_reader {
    struct ods *ods;
    struct number_reader numbers;
    struct ods_style *style;   /* the open one; NULL */
    struct page_setup *layout; /* the open page layout; NULL */
    enum ods_family family;
    const char *trouble; /* NULL, or what is wrong with the file */
};
void style_reader_init(struct style_reader *reader, struct ods *ods);
void style_reader_clear(struct style_reader *reader);
void style_reader_start(struct style_reader *reader, const char *name, const char *const *attributes);
void style_reader_text(struct style_reader *reader, const char *text, size_t length);
void style_reader_end(struct style_reader *reader, const char *name);
bool style_reader_wants_text(const struct style_reader *reader);

/* The style of a name; NULL. */
struct ods_style *ods_style(const struct ods *ods, enum ods_family family, const char *name);

/* The number of a cell style in the workbook; 0 for NULL and unknown names. */
unsigned ods_cell_style(struct ods *ods, const char *name);

/* Page layouts and master pages; hand over what is no style. */
void ods_layout_start(struct style_reader *reader, const char *name, const char *const *attributes);
void ods_layout_end(struct style_reader *reader, const char *name);

/* The page set-up that a sheet's style leads to. */
void ods_page(const struct ods *ods, const struct ods_style *style, struct page_setup *page);

/* "1.5cm", "12pt", "0.3in", "4mm", "16px" in points; 0 if it is no length. */
double ods_length(const char *text);
uint32_t ods_colour(const char *text);

bool ods_read_styles(struct ods *ods, GError **error);
bool ods_read_content(struct ods *ods, GError **error);

/* ---- values ---- */

/* "2019-12-31T12:30:00.5" as a serial: days since 30 December 1899. False if it is none. */
bool ods_date(const char *text, struct decimal *ret);

/* "PT12H30M00.5S", "-PT1H" in days. */
bool ods_time(const char *text, struct decimal *ret);

/* The text of a cell: paragraphs, with blanks as OpenDocument counts them. */
struct ods_text {
    GString *text;
    unsigned paragraphs; /* so far */
    unsigned depth;      /* of elements in the cell */
    unsigned paragraph;  /* depth of the open paragraph; 0: none */
    unsigned skip;       /* depth of an open element whose text is not the cell's; 0: none */
    bool blank;          /* blanks that follow do not count */
    guint64 blanks;      /* that were counted and not written, in all texts so far */
};
void ods_text_begin(struct ods_text *text);
void ods_text_start(struct ods_text *text, const char *name, const char *const *attributes);
void ods_text_end(struct ods_text *text);
void ods_text_add(struct ods_text *text, const char *characters, size_t length);

/* What a cell's element says. */
struct ods_raw {
    const char
        *type;   /* "float", "percentage", "currency", "date", "time", "boolean", "string", "void"; NULL */
    char *value; /* NULL: none beside the text */
    const char *formula;
    bool error;
};

/* Gives a cell, whose style is set, its value; NULL, or what is wrong with it. */
const char *ods_set_value(
    struct ods *ods, const struct ods_raw *raw, const struct ods_text *text, struct cell *cell);

/* "of:=SUM([.A1:.B2];1)" in a cell of the sheet `own` as SUM(A1:B2,1); "" for what is not understood.
 * To be freed. */
char *ods_formula(const char *text, const char *own);

/* ---- the whole ---- */

/* Reads the workbook in the container; `name` is the file's own name. */
struct workbook *ods_read(
    struct container *container, const char *name, enum grid_wants wants, GError **error);

#endif
