/* A worksheet's part: rows and cells as expat tells them. */
#include <string.h>

#include "grid/formula.h"
#include "grid/xlsx/sheet.h"
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"

static void fail(struct sheet_reader *reader, struct xml_parse *parse, const char *message)
{
    unsigned row = reader->in_cell ? reader->cell.row : PLACE_NO_CELL;
    unsigned column = reader->in_cell ? reader->cell.column : PLACE_NO_CELL;
    xlsx_fail(reader->xlsx, parse, reader->sheet, row, column, message);
}

/* ---- rows ---- */

void sheet_reader_open_row(struct sheet_reader *reader, const struct row *info)
{
    reader->in_row = true;
    reader->row = info->index;
    reader->row_seen = true;
    reader->column_seen = false;
    reader->row_text.length = 0;
    sheet_builder_row(&reader->cells.rows, info);
}

void sheet_reader_row(struct sheet_reader *reader, struct xml_parse *parse, const char *const *attributes)
{
    struct row info = {.style = -1};
    if (reader->in_row) {
        fail(reader, parse, _("has a row within a row: damaged, save it anew in Excel or LibreOffice"));
        return;
    }
    reader->in_row = true;
    unsigned number = xml_attribute_unsigned(attributes, "r", reader->row_seen ? reader->row + 2 : 1);
    if (number < 1 || number > LIMIT_ROWS) {
        fail(reader, parse, _("has a row beyond Excel's 1,048,576: damaged"));
        return;
    }
    info.index = number - 1;
    info.height = CLAMP(xml_attribute_double(attributes, "ht", 0), 0, 1000);
    info.custom_height = xml_attribute_bool(attributes, "customHeight", false);
    info.hidden = xml_attribute_bool(attributes, "hidden", false);
    if (reader->xlsx->wants == GRID_LOOKS && xml_attribute_bool(attributes, "customFormat", false))
        info.style = (int)xlsx_format(reader->xlsx, xml_attribute_unsigned(attributes, "s", 0))->style;
    sheet_reader_open_row(reader, &info);
}

/* ---- cells ---- */

unsigned sheet_format_number(const char *text)
{
    unsigned number = 0;
    for (; g_ascii_isdigit(*text) && number < LIMIT_STYLES; text++)
        number = number * 10 + (unsigned)(*text - '0');
    return number;
}

void sheet_reader_next(const struct sheet_reader *reader, struct raw_cell *cell)
{
    *cell = (struct raw_cell){.row = reader->row, .column = reader->column_seen ? reader->column + 1 : 0};
}

bool sheet_reader_cell(struct sheet_reader *reader, struct xml_parse *parse, const struct raw_cell *cell)
{
    if (cell->row >= LIMIT_ROWS || cell->column >= LIMIT_COLUMNS) {
        fail(reader, parse, _("has a cell outside Excel's 1,048,576 rows and 16,384 columns: damaged"));
        return false;
    }
    reader->cell = *cell;
    sheet_reader_set_row(reader, cell->row);
    reader->column = cell->column;
    reader->column_seen = true;
    reader->in_cell = true;
    reader->has_value = reader->has_formula = reader->in_inline = reader->has_inline = false;
    return true;
}

static void begin_cell(struct sheet_reader *reader, struct xml_parse *parse, const char *const *attributes)
{
    const char *reference = NULL, *type = NULL;
    struct raw_cell cell;
    sheet_reader_next(reader, &cell);
    for (const char *const *attribute = attributes; *attribute; attribute += 2) {
        if (attribute[0][0] && attribute[0][1])
            continue;
        if (attribute[0][0] == 'r')
            reference = attribute[1];
        else if (attribute[0][0] == 't')
            type = attribute[1];
        else if (attribute[0][0] == 's')
            cell.format = sheet_format_number(attribute[1]);
    }
    cell.type = cell_type_parse(type);
    if (reference && !place_parse_address(reference, &cell.row, &cell.column))
        cell.row = LIMIT_ROWS;
    sheet_reader_cell(reader, parse, &cell);
}

static void begin_formula(struct sheet_reader *reader, const char *const *attributes)
{
    const char *type = xml_attribute(attributes, "t");
    reader->has_formula = true;
    reader->formula_typed = type != NULL;
    reader->formula_shared = type && strcmp(type, "shared") == 0;
    reader->shared_number = xml_attribute_unsigned(attributes, "si", 0);
    reader->open = OPEN_FORMULA;
    g_string_truncate(reader->formula, 0);
}

/* A formula that other cells share, in the first cell that has it. */
struct shared_formula {
    const char *text;
    unsigned row, column;
};

/* The text for a cell that shares a formula; "" where it is not known. */
static const char *share_formula(struct sheet_reader *reader, const struct shared_formula *shared)
{
    struct xlsx *xlsx = reader->xlsx;
    if (!shared || !formula_may_share(&xlsx->formulas, strlen(shared->text)))
        return "";
    char *text = formula_shift(shared->text, (int)reader->cell.row - (int)shared->row,
        (int)reader->cell.column - (int)shared->column);
    const char *own = text ? arena_strdup(xlsx->workbook->arena, text) : "";
    g_free(text);
    return own;
}

/* NULL: an <f> without text, as LibreOffice writes it in an array's cells but for the first. */
static const char *take_formula(struct sheet_reader *reader)
{
    const char *text = reader->formula->str + (reader->formula->str[0] == '=');
    gpointer key = GUINT_TO_POINTER(reader->shared_number);
    if (!*text && reader->formula_shared)
        return share_formula(reader, g_hash_table_lookup(reader->shared_formulas, key));
    if (!*text)
        return reader->formula_typed ? "" : NULL;
    char *canonical = formula_canonical(text, reader->sheet->name);
    char *own = arena_strdup(reader->xlsx->workbook->arena, canonical);
    g_free(canonical);
    if (reader->formula_shared) {
        struct shared_formula *shared = g_new(struct shared_formula, 1);
        *shared = (struct shared_formula){own, reader->cell.row, reader->cell.column};
        g_hash_table_insert(reader->shared_formulas, key, shared);
    }
    return own;
}

void sheet_reader_cell_end(struct sheet_reader *reader, struct xml_parse *parse)
{
    struct raw_cell *cell = &reader->cell;
    const char *trouble = NULL;
    if (reader->has_value) {
        if (reader->value->len > LIMIT_CELL_TEXT_BYTES)
            trouble = _("holds a text longer than the 32,767 characters of a cell: shorten it");
        if (cell->type == TYPE_STRING)
            xlsx_unescape(reader->value);
        cell->value = reader->value->str;
        cell->value_length = reader->value->len;
    }
    if (reader->has_formula && !trouble)
        trouble = formula_too_long(reader->formula->len);
    if (reader->has_formula && !trouble)
        cell->formula = take_formula(reader);
    if (reader->has_inline && !text_collector_finish(&reader->inline_text, &cell->inline_text))
        trouble = _("holds a text longer than the 32,767 characters of a cell: shorten it");
    if (!trouble)
        trouble = cell_builder_add(&reader->cells, cell);
    if (trouble)
        fail(reader, parse, trouble);
    reader->in_cell = false;
}

static void start_in_cell(struct sheet_reader *reader, const char *name, const char *const *attributes)
{
    if (reader->in_inline) {
        text_collector_start(&reader->inline_text, name, attributes);
        reader->open = reader->inline_text.in_text ? OPEN_INLINE : OPEN_NONE;
    } else if (strcmp(name, "v") == 0) {
        reader->has_value = true;
        reader->open = OPEN_VALUE;
        g_string_truncate(reader->value, 0);
    } else if (strcmp(name, "f") == 0) {
        begin_formula(reader, attributes);
    } else if (strcmp(name, "is") == 0) {
        reader->in_inline = reader->has_inline = true;
        text_collector_begin(&reader->inline_text);
    }
}

/* ---- elements ---- */

static void start(struct xml_parse *parse, const char *name, const char *const *attributes)
{
    struct sheet_reader *reader = xml_user(parse);
    const char *trouble = NULL;
    if (reader->in_cell)
        start_in_cell(reader, name, attributes);
    else if (reader->in_data && name[0] == 'c' && !name[1])
        begin_cell(reader, parse, attributes);
    else if (reader->in_data && strcmp(name, "row") == 0)
        sheet_reader_row(reader, parse, attributes);
    else if (strcmp(name, "sheetData") == 0)
        reader->in_data = true;
    else
        trouble = page_reader_start(&reader->page, name, attributes);
    if (trouble)
        fail(reader, parse, trouble);
    xml_want_text(parse, reader->open != OPEN_NONE || reader->page.target);
}

static void end(struct xml_parse *parse, const char *name)
{
    struct sheet_reader *reader = xml_user(parse);
    reader->open = OPEN_NONE;
    if (reader->in_cell) {
        if (name[0] == 'c' && !name[1])
            sheet_reader_cell_end(reader, parse);
        else if (reader->in_inline && strcmp(name, "is") == 0)
            reader->in_inline = false;
        else if (reader->in_inline)
            text_collector_end(&reader->inline_text, name);
    } else if (reader->in_row && strcmp(name, "row") == 0) {
        sheet_builder_row_end(&reader->cells.rows);
        reader->in_row = false;
    } else if (strcmp(name, "sheetData") == 0) {
        reader->in_data = false;
    } else {
        page_reader_end(&reader->page, name);
    }
    xml_want_text(parse, false);
}

static void text(struct xml_parse *parse, const char *characters, size_t length)
{
    struct sheet_reader *reader = xml_user(parse);
    if (reader->open == OPEN_VALUE)
        text_append_within(reader->value, characters, length, LIMIT_CELL_TEXT_BYTES);
    else if (reader->open == OPEN_FORMULA)
        text_append_within(reader->formula, characters, length, LIMIT_FORMULA_BYTES);
    else if (reader->open == OPEN_INLINE)
        text_collector_text(&reader->inline_text, characters, length);
    else if (reader->page.target)
        text_append_within(reader->page.text, characters, length, LIMIT_CELL_TEXT_BYTES);
}

bool xlsx_read_sheet(struct xlsx *xlsx, const struct sheet_entry *entry, GError **error)
{
    static const struct xml_handler handler = {start, end, text};
    struct sheet_reader reader = {
        .xlsx = xlsx,
        .sheet = entry->sheet,
        .value = g_string_new(NULL),
        .formula = g_string_new(NULL),
        .inline_plain = g_string_new(NULL),
        .shared_formulas = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free),
    };
    cell_builder_init(&reader.cells, xlsx, entry->sheet);
    page_reader_init(&reader.page, xlsx, entry->sheet);
    text_collector_init(&reader.inline_text, xlsx);
    bool good = xml_scan(xlsx->container, entry->part, &handler, xlsx_scanner(&sheet_scanner), &reader,
        xlsx->workbook->name, error);
    if (good) {
        sheet_builder_finish(&reader.cells.rows);
        page_reader_finish(&reader.page);
    }
    cell_builder_clear(&reader.cells);
    page_reader_clear(&reader.page);
    text_collector_clear(&reader.inline_text);
    g_string_free(reader.value, TRUE);
    g_string_free(reader.formula, TRUE);
    g_string_free(reader.inline_plain, TRUE);
    g_hash_table_unref(reader.shared_formulas);
    return good;
}
