/* Reading .xlsx: what the readers of the parts share.
 *
 *   container -- xml --> relationships, workbook.xml, theme, styles, shared strings, sheets --> struct
 * workbook
 */
#ifndef PIANOXL_GRID_XLSX_XLSX_H
#define PIANOXL_GRID_XLSX_XLSX_H

#include "grid/numfmt.h"
#include "grid/formula.h"
#include "grid/workbook.h"
#include "grid/xlsx/container.h"
#include "grid/xlsx/xml.h"

/* One of the cell formats (cellXfs) of the file. */
struct xlsx_format {
    uint32_t style; /* in the workbook */
    uint8_t class;  /* enum format_class */
    bool gradient;  /* its fill is one */
};

#define FONT_OF_CELL (-1) /* the size in a run's font that says nothing: it is the cell's */

struct shared_text {
    const char *text;
    const struct rich_run *runs;
    unsigned run_count;
    bool visible; /* begins with an ASCII character that shows; false: may be blank, look at the text */
};

/* A sheet as workbook.xml lists it. */
struct sheet_entry {
    const char *name;
    const char *part;    /* NULL: no worksheet */
    struct sheet *sheet; /* NULL: no worksheet */
    enum visibility visibility;
};

struct xlsx {
    struct container *container;
    struct workbook *workbook; /* under construction */
    enum grid_wants wants;
    bool date_1904;
    GArray *entries;      /* struct sheet_entry */
    GArray *shared;       /* struct shared_text */
    GArray *formats;      /* struct xlsx_format */
    uint32_t theme[12];   /* in the order of the theme numbers of colours */
    uint32_t palette[64]; /* of the indexed colours */
    char *part_strings, *part_styles, *part_theme, *part_properties; /* NULL: none */
    struct formula_budget formulas;
    guint64 cell_count;                                              /* of all sheets, against LIMIT_CELLS */
    guint64 copied_runs; /* of shared strings, made for cells */
};

/* Sets the error of a parse to "FILE, SHEET!CELL: message" and stops it; `sheet` may be NULL. */
void xlsx_fail(struct xlsx *xlsx, struct xml_parse *parse, const struct sheet *sheet, unsigned row,
    unsigned column, const char *message);

/* ---- parts ---- */

/* Finds the parts and lists the sheets; makes the sheets of the workbook. */
bool xlsx_read_package(struct xlsx *xlsx, GError **error);
bool xlsx_read_theme(struct xlsx *xlsx, GError **error);
bool xlsx_read_styles(struct xlsx *xlsx, GError **error);
bool xlsx_read_strings(struct xlsx *xlsx, GError **error);
bool xlsx_read_properties(struct xlsx *xlsx, GError **error);
bool xlsx_read_sheet(struct xlsx *xlsx, const struct sheet_entry *entry, GError **error);

/* A defined name's text of a sheet's print titles or print area. */
void xlsx_print_name(struct sheet *sheet, const char *name, const char *text);

/* The format of a cell; the first for a number out of range. */
static inline const struct xlsx_format *xlsx_format(const struct xlsx *xlsx, unsigned number)
{
    static const struct xlsx_format plain = {0, FORMAT_GENERAL, false};
    if (number >= xlsx->formats->len)
        number = 0;
    return xlsx->formats->len ? &g_array_index(xlsx->formats, struct xlsx_format, number) : &plain;
}

/* The scanner, or NULL where expat shall read alone: the environment says so in tests. */
const struct xml_scanner *xlsx_scanner(const struct xml_scanner *scanner);

/* A shared string; NULL out of range. */
static inline const struct shared_text *xlsx_shared(const struct xlsx *xlsx, unsigned number)
{
    return number < xlsx->shared->len ? &g_array_index(xlsx->shared, struct shared_text, number) : NULL;
}

/* ---- pieces ---- */

/* The RGB of a colour with a tint of -1 to 1 (18.8.19). */
uint32_t xlsx_tint(uint32_t rgb, double tint);

/* A colour element; COLOUR_NONE: automatic. */
uint32_t xlsx_colour(const struct xlsx *xlsx, const char *const *attributes);

/* Takes one child of a font or of a run's properties into `font`. */
void xlsx_font_child(struct xlsx *xlsx, struct font *font, const char *name, const char *const *attributes);

/* Replaces _xHHHH_ by the character, in place. */
void xlsx_unescape(GString *text);

/* Collects the text of <si> and <is>: plain, or runs. */
struct text_collector {
    struct xlsx *xlsx;
    GString *text;  /* all runs joined */
    GString *run;   /* of the current t */
    GArray *runs;   /* struct rich_run; text NULL until finished */
    GArray *starts; /* size_t: where each run begins in text */
    struct font font;
    bool in_run, in_properties, in_text, in_phonetic;
    bool cut; /* not all of it was kept */
};
void text_collector_init(struct text_collector *collector, struct xlsx *xlsx);
void text_collector_clear(struct text_collector *collector);
void text_collector_begin(struct text_collector *collector);
void text_collector_start(struct text_collector *collector, const char *name, const char *const *attributes);
void text_collector_end(struct text_collector *collector, const char *name);
void text_collector_text(struct text_collector *collector, const char *text, size_t length);
/* All of it in one: a single t, with nothing around it. */
void text_collector_plain(struct text_collector *collector, const char *text, size_t length);
/* The whole, owned by the workbook. False: longer than a cell can hold. */
bool text_collector_finish(struct text_collector *collector, struct shared_text *ret);

/* Reads the workbook in the container at `path`; `name` is the file's own name. */
struct workbook *xlsx_read(
    struct container *container, const char *name, enum grid_wants wants, GError **error);

#endif
