/* From records to typed cells. */
#include "grid/xls/cells.h"

#include <string.h>

#include "grid/xls/formula.h"
#include "support/intl.h"
#include "support/limits.h"

#define CELL_HEADER 6u /* row, column, format */

void xls_cells_init(struct xls_cells *cells, struct xls *xls, struct sheet *sheet)
{
    *cells = (struct xls_cells){.xls = xls, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    sheet_builder_init(&cells->builder, sheet, xls->wants, &xls->cell_count);
    cells->shared = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
}

void xls_cells_clear(struct xls_cells *cells)
{
    sheet_builder_clear(&cells->builder);
    g_hash_table_unref(cells->shared);
}

/* ---- one cell ---- */

/* Opens a cell at a place of the file; NULL, or what is wrong with it. */
static const char *begin(
    struct xls_cells *cells, unsigned row, unsigned column, unsigned format, struct cell *ret)
{
    const struct cell none = {0};
    if (column >= LIMIT_COLUMNS)
        return _("has a cell outside Excel's 1,048,576 rows and 16,384 columns: damaged");
    if (!cells->row_open || cells->row != row) {
        const struct row info = {.index = row, .style = -1};
        if (cells->row_open)
            sheet_builder_row_end(&cells->builder);
        sheet_builder_row(&cells->builder, &info);
        cells->row_open = true;
    }
    cells->row = row;
    cells->column = column;
    *ret = none;
    ret->row = row;
    ret->column = (uint16_t)column;
    ret->style = xls_format(cells->xls, format)->style;
    return NULL;
}

static void set_number(struct xls_cells *cells, struct cell *cell, struct decimal number, unsigned format)
{
    cell_set_number(
        cell, number, (enum format_class)xls_format(cells->xls, format)->class, cells->xls->date_1904);
}

/* What is no number (an infinity) shows as Excel's error for it. */
static void set_double(struct xls_cells *cells, struct cell *cell, double number, unsigned format)
{
    struct decimal decimal;
    if (decimal_from_double(number, &decimal)) {
        set_number(cells, cell, decimal, format);
    } else {
        cell->kind = CELL_ERROR;
        cell->text = "#NUM!";
    }
}

const char *xls_error_name(unsigned code)
{
    static const struct {
        uint8_t code;
        const char *name;
    } errors[] = {
        {0x00, "#NULL!"},
        {0x07, "#DIV/0!"},
        {0x0F, "#VALUE!"},
        {0x17, "#REF!"},
        {0x1D, "#NAME?"},
        {0x24, "#NUM!"},
        {0x2A, "#N/A"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(errors); i++)
        if (errors[i].code == code)
            return errors[i].name;
    return NULL;
}

static void set_error(struct cell *cell, uint8_t code)
{
    const char *name = xls_error_name(code);
    cell->kind = CELL_ERROR;
    cell->text = name ? name : "#N/A";
}

static void set_boolean(struct cell *cell, uint8_t value)
{
    cell->kind = CELL_BOOLEAN;
    cell->number = decimal_from_int(value != 0);
}

static struct cell_extra *extra_of(struct xls_cells *cells, struct cell *cell)
{
    struct cell_extra *extra = arena_new0(cells->xls->workbook->arena, struct cell_extra, 1);
    if (cell->extra)
        *extra = *cell->extra;
    cell->extra = extra;
    return extra;
}

/* A text with its runs; what stands before the first one has the cell's font. */
static void set_text(struct xls_cells *cells, struct cell *cell, const struct xls_text *text)
{
    struct xls *xls = cells->xls;
    cell->kind = CELL_TEXT;
    cell->text = text->text;
    if (!text->run_count || !may_copy(&xls->copied_runs, text->run_count, xls->cell_count))
        return;
    bool plain_begin = text->runs[0].offset > 0;
    unsigned count = 0;
    struct rich_run *runs = arena_new0(xls->workbook->arena, struct rich_run, text->run_count + 1);
    if (plain_begin) {
        runs[0].text = text->before;
        runs[count++].font = workbook_get_style(xls->workbook, cell->style)->font;
    }
    for (unsigned i = 0; i < text->run_count; i++) {
        const struct text_run *run = &text->runs[i];
        struct style look = style_default;
        look.font = *xls_font(xls, run->font);
        style_normalize(&look);
        runs[count].text = run->text;
        runs[count++].font = look.font;
    }
    struct cell_extra *extra = extra_of(cells, cell);
    extra->runs = runs;
    extra->run_count = count;
}

static struct decimal unpack_number(uint32_t packed)
{
    struct decimal number = {0, 0};
    if (packed & 2) {
        int32_t integer = (int32_t)(packed & ~3u) / 4;
        number = decimal_from_int(integer);
        if ((packed & 1) && integer)
            number.exponent -= 2;
        return number;
    }
    uint8_t bytes[8] = {
        0, 0, 0, 0, packed & 0xFC, packed >> 8 & 255, packed >> 16 & 255, (uint8_t)(packed >> 24)};
    double value = little_double(bytes);
    decimal_from_double(packed & 1 ? value / 100 : value, &number);
    return number;
}

/* ---- the records ---- */

/* A cell of a record: `at` is where its format stands, and what it holds behind that. */
struct source {
    struct biff_stream *stream;
    const struct biff_record *record;
    const uint8_t *at;
};

typedef const char *(*cell_reader)(struct xls_cells *cells, const struct source *source, struct cell *cell);

static const char *read_number(struct xls_cells *cells, const struct source *source, struct cell *cell)
{
    set_double(cells, cell, little_double(source->at + 2), little_16(source->at));
    return NULL;
}

static const char *read_rk(struct xls_cells *cells, const struct source *source, struct cell *cell)
{
    set_number(cells, cell, unpack_number(little_32(source->at + 2)), little_16(source->at));
    return NULL;
}

static const char *read_blank(struct xls_cells *cells, const struct source *source, struct cell *cell)
{
    (void)cells, (void)source, (void)cell;
    return NULL;
}

static const char *read_shared_label(struct xls_cells *cells, const struct source *source, struct cell *cell)
{
    uint32_t number = little_32(source->at + 2);
    if (number >= cells->xls->shared->len)
        return _("the cell's text is missing in the file: damaged, save it anew in Excel or LibreOffice");
    set_text(cells, cell, &g_array_index(cells->xls->shared, struct xls_text, number));
    return NULL;
}

static const char *read_label(struct xls_cells *cells, const struct source *source, struct cell *cell)
{
    struct biff_cursor cursor;
    struct xls_text text;
    cursor_init(&cursor, source->stream, source->record);
    cursor_skip(&cursor, CELL_HEADER);
    const char *trouble = xls_read_text(cells->xls, &cursor, 2, &text);
    if (trouble)
        return trouble;
    if (source->record->id == RECORD_RICH_LABEL)
        xls_read_runs(cells->xls, &cursor, &text);
    set_text(cells, cell, &text);
    return NULL;
}

static const char *read_boolean_or_error(
    struct xls_cells *cells, const struct source *source, struct cell *cell)
{
    (void)cells;
    if (source->at[3])
        set_error(cell, source->at[2]);
    else
        set_boolean(cell, source->at[2]);
    return NULL;
}

/* A formula's text stands in a STRING record, behind those of a formula that cells share. */
static const char *read_result_text(struct xls_cells *cells, struct biff_stream *stream, struct cell *cell)
{
    static const uint16_t between[] = {RECORD_SHARED_FORMULA, RECORD_ARRAY, RECORD_TABLE, RECORD_CONTINUE};
    struct biff_stream ahead = *stream;
    struct biff_record record;
    while (biff_next(&ahead, &record)) {
        bool skipped = false;
        for (unsigned i = 0; i < G_N_ELEMENTS(between); i++)
            skipped |= record.id == between[i];
        if (skipped)
            continue;
        if (record.id != RECORD_STRING)
            return NULL;
        struct biff_cursor cursor;
        struct xls_text text;
        *stream = ahead;
        cursor_init(&cursor, stream, &record);
        const char *trouble = xls_read_text(cells->xls, &cursor, 2, &text);
        if (!trouble) {
            cell->kind = CELL_TEXT;
            cell->text = text.text;
        }
        return trouble;
    }
    return NULL;
}

/* ---- formulas ---- */

/* A formula that several cells have; they name it by a cell's place. */
struct shared_formula {
    struct xls_formula formula;
    bool is_array;
    unsigned row, column; /* of an array's first cell */
};

static gpointer place_key(unsigned row, unsigned column)
{
    return GUINT_TO_POINTER(row << 16 | column);
}

/* MS-XLS 2.4.277 (ShrFmla) and 2.4.4 (Array), right behind the first cell that has it. */
static void take_shared(struct xls_cells *cells, const struct biff_stream *stream, gpointer key)
{
    enum { PLACE_SHARED = 8, PLACE_ARRAY = 12 };
    struct biff_stream ahead = *stream;
    struct biff_record record;
    struct shared_formula shared = {.is_array = false};
    if (!biff_next(&ahead, &record) || (record.id != RECORD_SHARED_FORMULA && record.id != RECORD_ARRAY))
        return;
    shared.is_array = record.id == RECORD_ARRAY;
    if (!xls_formula_at(&record, shared.is_array ? PLACE_ARRAY : PLACE_SHARED, &shared.formula))
        return;
    shared.row = little_16(record.body);
    shared.column = record.body[4];
    struct shared_formula *own = g_new(struct shared_formula, 1);
    *own = shared;
    g_hash_table_insert(cells->shared, key, own);
}

/* Names are longer than the tokens that name them: beyond so many bytes for each of theirs a text counts
 * among those that the file has once. */
#define LONGEST_OF_TOKENS 8u

static const char *own_text(struct xls_cells *cells, const struct xls_formula *formula, bool is_shared)
{
    char *text = xls_formula_text(cells->xls, formula);
    size_t length = text ? strlen(text) : 0;
    bool is_repeated = is_shared || length > LONGEST_OF_TOKENS * formula->length;
    bool good = text && (!is_repeated || formula_may_share(&cells->xls->formulas, length));
    const char *own = good ? arena_strdup(cells->xls->workbook->arena, text) : "";
    g_free(text);
    return own;
}

/* A formula's text, "" where it is not understood; NULL: of an array's cells the first one has it alone. */
static const char *formula_text(struct xls_cells *cells, const struct biff_stream *stream,
    const struct biff_record *record, const struct cell *cell)
{
    enum { PLACE_FORMULA = 20, EXPRESSION_LENGTH = 5 };
    struct xls_formula formula;
    if (!xls_formula_at(record, PLACE_FORMULA, &formula))
        return "";
    formula.row = cell->row;
    formula.column = cell->column;
    formula.sheet = cells->builder.sheet->name;
    if (formula.length != EXPRESSION_LENGTH || formula.tokens[0] != TOKEN_EXPRESSION)
        return own_text(cells, &formula, false);

    gpointer key = place_key(little_16(formula.tokens + 1), little_16(formula.tokens + 3));
    take_shared(cells, stream, key);
    const struct shared_formula *shared = g_hash_table_lookup(cells->shared, key);
    if (!shared)
        return "";
    if (shared->is_array && (shared->row != cell->row || shared->column != cell->column))
        return NULL;
    formula.tokens = shared->formula.tokens;
    formula.length = shared->formula.length;
    formula.constants = shared->formula.constants;
    formula.constants_length = shared->formula.constants_length;
    if (!formula_may_share(&cells->xls->formulas, formula.length))
        return "";
    return own_text(cells, &formula, true);
}

/* MS-XLS 2.5.133 (FormulaValue): a double, or its last two bytes are 0xFFFF and the first says what else it
 * is. */
static const char *read_formula(struct xls_cells *cells, const struct source *source, struct cell *cell)
{
    enum { RESULT_TEXT, RESULT_BOOLEAN, RESULT_ERROR, RESULT_EMPTY_TEXT };
    const uint8_t *result = source->at + 2;
    const char *text = formula_text(cells, source->stream, source->record, cell);
    if (text)
        extra_of(cells, cell)->formula = text;
    if (little_16(result + 6) != 0xFFFF) {
        set_double(cells, cell, little_double(result), little_16(source->at));
    } else if (result[0] == RESULT_TEXT) {
        return read_result_text(cells, source->stream, cell);
    } else if (result[0] == RESULT_BOOLEAN) {
        set_boolean(cell, result[2]);
    } else if (result[0] == RESULT_ERROR) {
        set_error(cell, result[2]);
    } else {
        cell->kind = CELL_TEXT;
        cell->text = "";
    }
    return NULL;
}

static const struct reader {
    uint16_t id;
    uint8_t length; /* of a cell's format and what it holds */
    bool many;      /* cells side by side, and the last column behind them */
    cell_reader read;
} readers[] = {
    {RECORD_SHARED_LABEL, 6, false, read_shared_label},
    {RECORD_RK, 6, false, read_rk},
    {RECORD_NUMBER, 10, false, read_number},
    {RECORD_RK_NUMBERS, 6, true, read_rk},
    {RECORD_BLANK, 2, false, read_blank},
    {RECORD_BLANKS, 2, true, read_blank},
    {RECORD_FORMULA, 10, false, read_formula},
    {RECORD_LABEL, 2, false, read_label},
    {RECORD_RICH_LABEL, 2, false, read_label},
    {RECORD_BOOLEAN_OR_ERROR, 4, false, read_boolean_or_error},
};

/* Row, first column, the cells. */
static const char *read_cells(struct xls_cells *cells, const struct reader *reader,
    struct biff_stream *stream, const struct biff_record *record)
{
    enum { PLACE = 4, LAST_COLUMN = 2 };
    if (record->length < PLACE + (reader->many ? LAST_COLUMN : reader->length))
        return xls_damaged();
    struct source source = {stream, record, record->body + PLACE};
    unsigned row = little_16(record->body), column = little_16(record->body + 2);
    unsigned count = 1;
    const char *trouble = NULL;
    if (reader->many)
        count = (record->length - (unsigned)(PLACE + LAST_COLUMN)) / reader->length;
    for (; count > 0 && !trouble; count--, column++, source.at += reader->length) {
        struct cell cell;
        trouble = begin(cells, row, column, little_16(source.at), &cell);
        if (!trouble)
            trouble = reader->read(cells, &source, &cell);
        if (!trouble)
            trouble = sheet_builder_add(&cells->builder, &cell);
    }
    return trouble;
}

const char *xls_cells_read(
    struct xls_cells *cells, struct biff_stream *stream, const struct biff_record *record, bool *ret_taken)
{
    *ret_taken = true;
    for (unsigned i = 0; i < G_N_ELEMENTS(readers); i++)
        if (readers[i].id == record->id)
            return read_cells(cells, &readers[i], stream, record);
    *ret_taken = false;
    return NULL;
}

void xls_cells_finish(struct xls_cells *cells)
{
    if (cells->row_open)
        sheet_builder_row_end(&cells->builder);
    sheet_builder_finish(&cells->builder);
}
