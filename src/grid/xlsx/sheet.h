/* A worksheet's part on its way to the grid: what expat's handlers and the pull scanner share. */
#ifndef PIANOXL_GRID_XLSX_SHEET_H
#define PIANOXL_GRID_XLSX_SHEET_H

#include "grid/xlsx/cells.h"
#include "grid/xlsx/page.h"

enum open_text { OPEN_NONE, OPEN_VALUE, OPEN_FORMULA, OPEN_INLINE };

struct sheet_reader {
    struct xlsx *xlsx;
    struct sheet *sheet;
    struct cell_builder cells;
    struct page_reader page;
    struct text_collector inline_text;
    struct raw_cell cell;
    unsigned row,
        column; /* of the open row and cell, or of the last ones; + 1 is where the next one stands */
    bool row_seen, column_seen; /* false: the next one is the first */
    GString *value, *formula, *inline_plain;
    enum open_text open;
    bool in_data, in_row, in_cell, in_inline, has_inline, has_value, has_formula;
    bool formula_shared, formula_typed; /* <f> has t="shared"; any t */
    unsigned shared_number;
    struct row_text {
        guint64 bytes, mask;
        unsigned length; /* of the digits; 0: not known */
    } row_text; /* the open row's number in digits and the quote behind them, as its cells' places end */
    GHashTable *shared_formulas; /* number to struct shared_formula */
};

/* A row begins. */
void sheet_reader_open_row(struct sheet_reader *reader, const struct row *info);

/* What the place of a cell says of its row is the row from now on. */
static inline void sheet_reader_set_row(struct sheet_reader *reader, unsigned row)
{
    if (row != reader->row)
        reader->row_text.length = 0;
    reader->row = row;
}

/* A row begins, with the attributes of <row>. */
void sheet_reader_row(struct sheet_reader *reader, struct xml_parse *parse, const char *const *attributes);

/* A cell begins; false when it lies outside the sheet, which ends the reading. */
bool sheet_reader_cell(struct sheet_reader *reader, struct xml_parse *parse, const struct raw_cell *cell);

/* Where a cell that says no place stands. */
void sheet_reader_next(const struct sheet_reader *reader, struct raw_cell *cell);

/* The cell ends: reader->cell has its value, reader->formula and reader->inline_text their texts. */
void sheet_reader_cell_end(struct sheet_reader *reader, struct xml_parse *parse);

/* The number of a cell's format. */
unsigned sheet_format_number(const char *text);

#define SCAN_PLAIN_LONGEST 128 /* bytes, more than a tag or cell of these can have */

/* Take the cells, as many as there are, or the start tag of a row, that begin at `at` and whose bytes are all
 * there, if they are of the plainest; false: nothing has been done. */
bool sheet_scan_plain_cells(struct sheet_reader *reader, char **at, const char *end);
bool sheet_scan_plain_row(struct sheet_reader *reader, char **at, const char *end);

/* The pull scanner between <sheetData> and </sheetData>. */
extern const struct xml_scanner sheet_scanner;

#endif
