/* The one guard in front of libxlsxwriter, which accepts, cuts or drops much without a word (each line is
 * measured): what cannot be written is refused with its cell, what has another form in the file is brought
 * into that form here, for writing and for the comparison with what was read back. */
#ifndef PIANOXL_WRITER_GUARD_H
#define PIANOXL_WRITER_GUARD_H

#include <stdbool.h>
#include <glib.h>
#include "grid/workbook.h"

#define GUARD_DEFAULT_FONT "Calibri"
#define GUARD_FORMAT_BYTES 127u   /* the library cuts number formats and font names */
#define GUARD_FORMULA_UNITS 8192u /* Excel's own; the library takes more */
#define GUARD_HEADER_UNITS 255u   /* Excel's own, counted after escaping */
#define GUARD_SHEET_NAME_UNITS 31u
#define GUARD_RUNS 254u    /* the library counts fragments in a byte, and never returns with 256 */
#define GUARD_BREAKS 1023u /* Excel's own; the library drops the others */
#define GUARD_NAME_BYTES                                                                                     \
    127u /* of a reference to repeated rows and columns with the sheet's name: cut by the library */
#define GUARD_COLUMN_WIDTH 255.0 /* characters, with padding, as the reader takes them */

/* Can all of the workbook be written? False and `error` (FAILURE_OUTPUT, naming file, sheet and cell; `path`
 * is the file that is to be written) for the first thing that cannot. */
bool guard_workbook(const struct workbook *workbook, const char *path, GError **error);

/* A text as the file holds it: control characters, and what looks like such an escape, as _xHHHH_. To be
 * freed. */
char *guard_escape(const char *text);

/* A header or footer without the places of pictures, but for the first one where it has an `emblem`; NULL for
 * none. To be freed. */
char *guard_header(const char *text, bool emblem);

/* The part of the header (L, C or R) with the place of the emblem; 0 for none. */
char guard_emblem_part(const char *header);

/* A document property: XML knows no control characters there, so they become blanks. NULL gives NULL. To be
 * freed. */
char *guard_property(const char *text);

/* A look as Excel allows it: no indent when centred, no shrinking of wrapped text ... */
struct style guard_style(const struct style *style);
struct font guard_font(const struct font *font);

struct guarded_run {
    char *text;
    struct font font;
};

/* What is written of a cell. */
struct guarded_cell {
    enum cell_kind kind; /* EMPTY for an empty text */
    const char *text;    /* of the cell, not escaped */
    bool has_font;       /* a rich text of one font is a plain one in it */
    struct font font;
    GArray *runs; /* struct guarded_run, two or more, none empty, neighbours differ; NULL: plain */
};

/* To be released with guarded_cell_clear. */
struct guarded_cell guard_cell(const struct cell *cell);
void guarded_cell_clear(struct guarded_cell *cell);

/* Is there nothing to write: no value, formula and look? */
bool guard_is_nothing(const struct cell *cell);

/* A row's height as the library writes it: 15 would be left out. */
double guard_height(double height);

/* Breaks in ascending order, each once, none before the first row or column, ended by 0. To be freed. */
unsigned *guard_breaks(const unsigned *breaks, unsigned count, unsigned *ret_count);

/* A width in characters (with padding) in whole pixels. */
unsigned guard_pixels(double width);

#define GUARD_LINKS 65530u     /* of a sheet: Excel's own limit */
#define GUARD_LINK_BYTES 2000u /* the library refuses more than 2,079 */

#define GUARD_CELLS_BYTES                                                                                    \
    2000u /* of the cells of a conditional format: the library refuses more than 2,079 */

/* The cells of a conditional format, "A1:A4 A7". To be freed. */
char *guard_cells(const struct conditional_format *format);

/* A sheet's name as a reference holds it, always in apostrophes ("2019" and "A1" need them). To be freed. */
char *guard_quoted_name(const char *name);

#endif
