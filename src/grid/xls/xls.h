/* Reading .xls (BIFF8 of Excel 97 and later, BIFF5 and BIFF7 of Excel 5 and 95): what the readers of the
 * records share.
 *
 *   file -- ole --> stream -- records --> globals: sheets, styles, shared strings; then sheet after sheet -->
 * struct workbook
 *
 * The sources are MS-XLS and MS-CFB, and for BIFF5 OpenOffice.org's documentation of the file format. */
#ifndef PIANOXL_GRID_XLS_XLS_H
#define PIANOXL_GRID_XLS_XLS_H

#include "grid/builder.h"
#include "grid/formula.h"
#include "grid/numfmt.h"
#include "grid/workbook.h"
#include "grid/xls/ole.h"
#include "grid/xls/records.h"

/* From a byte of the text on it has another font. */
struct text_run {
    uint32_t offset;
    uint16_t font;
    const char *text; /* of the run alone */
};

struct xls_text {
    const char *text;
    const struct text_run *runs; /* only under GRID_LOOKS */
    unsigned run_count;
    const char *before; /* the text before the first run */
};

/* A cell format (XF) as the file has it. */
struct raw_format {
    uint16_t font, number_format;
    struct style look;       /* its alignment and lines */
    uint8_t line_colours[4]; /* left, right, top, bottom; numbers of colours, as front and back are */
    uint8_t pattern, front, back;
};

/* A cell format (XF) as cells refer to it. */
struct xls_format {
    uint32_t style; /* in the workbook */
    uint8_t class;  /* enum format_class */
};

/* A sheet as the globals list it. */
struct xls_entry {
    const char *name;
    uint32_t offset; /* of its BOF in the stream */
    enum visibility visibility;
    bool worksheet;
    struct sheet *sheet; /* NULL: no worksheet */
};

/* A name that Excel gives a meaning to: print area or print titles of a sheet. */
struct xls_name {
    unsigned kind;  /* enum builtin_name */
    unsigned sheet; /* number in the list of sheets */
    const uint8_t *tokens;
    unsigned length;
};
enum builtin_name { NAME_PRINT_AREA = 6, NAME_PRINT_TITLES = 7 };

/* What formulas refer to outside their sheet. */
struct xls_links {
    GArray *books;          /* struct xls_book: whose sheets and names are meant */
    GArray *links;          /* struct xls_link: sheets of a book */
    GPtrArray *names;       /* of the workbook, in the file's order; NULL: one of Excel's own */
    GPtrArray *outer_names; /* of books, one after the other */
};

struct xls {
    struct workbook *workbook; /* under construction */
    enum grid_wants wants;
    const uint8_t *bytes; /* the stream */
    size_t length;
    unsigned biff; /* 5 or 8 */
    bool date_1904;
    const char *given_code_page; /* the user's; NULL: none */
    GIConv code_page;            /* of the texts of BIFF5; (GIConv)-1: not known, then ASCII */
    GString *text;               /* of the string that is being read */
    GArray *units;               /* guint16: the same in UTF-16 */
    GArray *runs;                /* struct text_run: its runs; offset in units until it is finished */
    GArray *shared;              /* struct xls_text */
    GArray *fonts;               /* struct font */
    GArray *raw_formats;         /* struct raw_format */
    GHashTable *codes;           /* number to number format code */
    GArray *formats;             /* struct xls_format */
    uint32_t palette[64];        /* of the indexed colours */
    GArray *entries;             /* struct xls_entry */
    GArray *names;               /* struct xls_name */
    struct xls_links links;
    struct formula_budget formulas;
    guint64 cell_count;          /* of all sheets, against LIMIT_CELLS */
    guint64 copied_runs;         /* of shared texts, made for cells */
    guint64 sheet_bytes;         /* of all sheets that have been read: no more than there are */
};

/* What a damaged file is refused with. */
const char *xls_damaged(void);

/* ---- protection ---- */

/* Deciphers a stream that Excel has encrypted with its own password, as it does where the structure of a
 * workbook is protected; leaves any other as it is. */
void xls_unlock(uint8_t *bytes, size_t length);

/* ---- strings ---- */

/* Sets the code page of BIFF5's texts by its number. */
void xls_set_code_page(struct xls *xls, unsigned number);

/* Is this a name of a code page that the C library knows? */
bool xls_knows_code_page(const char *name);

/* Reads a text whose length takes up `length_size` bytes (1 or 2). NULL, or what is wrong. */
const char *xls_read_text(
    struct xls *xls, struct biff_cursor *cursor, unsigned length_size, struct xls_text *ret);

/* The same where the number of characters is known. */
const char *xls_read_characters(
    struct xls *xls, struct biff_cursor *cursor, unsigned count, struct xls_text *ret);

/* Reads the runs behind the text of an RSTRING record; damaged ones are left out. */
void xls_read_runs(struct xls *xls, struct biff_cursor *cursor, struct xls_text *text);

/* SST: all texts of the workbook. */
const char *xls_read_shared(struct xls *xls, struct biff_stream *stream, const struct biff_record *record);

/* The UTF-8 of so many characters of a text in a formula, which are there; valid until the next text is
 * read. */
const char *xls_short_text(struct xls *xls, const uint8_t *at, unsigned count, bool wide);

/* ---- links ---- */

void xls_links_init(struct xls_links *links);
void xls_links_clear(struct xls_links *links);

/* Takes one of RECORD_BOOK, RECORD_LINKS, RECORD_OUTER_NAME. */
void xls_read_link(struct xls *xls, struct biff_stream *stream, const struct biff_record *record);

/* The sheets that a token's data begins with; `*ret_last` NULL: a single one. False: none of this
 * workbook. */
bool xls_link_sheets(
    const struct xls *xls, const uint8_t *data, const char **ret_first, const char **ret_last);

/* The workbook's name of a number from 1, and the name that a token's data says of another book; NULL. */
const char *xls_name_text(const struct xls *xls, unsigned number);
const char *xls_link_name(const struct xls *xls, const uint8_t *data);

/* ---- styles ---- */

const char *xls_read_font(struct xls *xls, struct biff_stream *stream, const struct biff_record *record);
const char *xls_read_number_format(
    struct xls *xls, struct biff_stream *stream, const struct biff_record *record);
const char *xls_read_format(struct xls *xls, const struct biff_record *record);
void xls_read_palette(struct xls *xls, const struct biff_record *record);

/* The globals have been read: makes the workbook's styles. */
void xls_make_styles(struct xls *xls);

/* The format of a cell; General for a number out of range. */
const struct xls_format *xls_format(const struct xls *xls, unsigned number);

/* A font by the number that runs give it; the default for one out of range. */
const struct font *xls_font(const struct xls *xls, unsigned number);

/* A colour by its number in the palette; COLOUR_NONE: automatic. */
uint32_t xls_colour(const struct xls *xls, unsigned number);

/* "#DIV/0!" by its code; NULL. */
const char *xls_error_name(unsigned code);

/* ---- globals and sheets ---- */

bool xls_read_globals(struct xls *xls, GError **error);
bool xls_read_sheet(struct xls *xls, struct xls_entry *entry, GError **error);

/* Takes a record of a sheet's view and page set-up; what it cannot use it leaves out. */
void xls_read_page(
    struct xls *xls, struct sheet *sheet, struct biff_stream *stream, const struct biff_record *record);

/* Takes a print area or print titles from a name's tokens. */
void xls_print_name(const struct xls *xls, struct sheet *sheet, const struct xls_name *name);

/* Reads the .xls at `path`; `name` is the file's own name, `code_page` that of texts of Excel 5 and 95, NULL:
 * the file's own, else windows-1252. NULL and `error` when it cannot be read. */
struct workbook *xls_read(
    const char *path, const char *name, enum grid_wants wants, const char *code_page, GError **error);

/* Is it a whole OLE container without a workbook in it, open or encrypted: a document, a message? */
bool xls_is_other_document(const char *path);

#endif
