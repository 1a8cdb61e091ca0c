/* content.xml: sheets, rows and cells. What is repeated is counted, and made only where it has a value. */
#include <string.h>

#include "grid/formula.h"
#include "grid/ods/ods.h"
#include "support/intl.h"
#include "support/limits.h"

#define MOST_ROWS_WITH_LOOKS                                                                                 \
    1000u                /* repeated rows without value, beyond which they are just the rest of the sheet */
#define FAR_COLUMN 1023u /* looks that reach it are those of the rest of the row */

/* Neighbouring cells without value that have a style. */
struct run {
    unsigned row, first, last, style;
};

/* A column's style for cells that name none; neighbours without one are together. */
struct default_style {
    unsigned last, style;
};

struct content_reader {
    struct ods *ods;
    struct style_reader styles;
    struct sheet_builder builder;
    struct sheet *sheet; /* the open one; NULL */
    unsigned depth;      /* of elements below the spreadsheet */
    unsigned skip;       /* depth of an element that is left out; 0: none */
    bool in_spreadsheet, in_row, in_cell, in_header_rows;

    GArray *defaults;     /* struct default_style, of the open sheet */
    unsigned next_column; /* where the next column, or the open row's next cell, begins */
    struct row row;       /* the open row; its index is that of the first of its repetitions */
    unsigned next_row, row_count;
    const char *row_style;
    GArray *row_cells;   /* struct cell: those of the open row that have a value */
    GArray *row_runs;    /* struct run */
    GArray *runs;        /* struct run: of the sheet */
    GArray *breaks;      /* unsigned */
    unsigned far_column; /* behind the last that has something */

    struct cell cell;
    unsigned cell_count;
    struct ods_raw raw;
    bool own_style;
    struct ods_text text;
};

static void fail(struct content_reader *reader, struct xml_parse *parse, const char *message)
{
    unsigned row = reader->in_row ? reader->row.index : PLACE_NO_CELL;
    unsigned column = reader->in_cell ? reader->cell.column : PLACE_NO_CELL;
    ods_fail(reader->ods, parse, reader->sheet, row, column, message);
}

static unsigned count_of(const char *const *attributes, const char *name, unsigned most)
{
    const char *value = xml_attribute_prefixed(attributes, name);
    guint64 count = value ? g_ascii_strtoull(value, NULL, 10) : 1;
    return (unsigned)CLAMP(count, 1, most);
}

static bool is_hidden(const char *const *attributes)
{
    const char *visibility = xml_attribute_prefixed(attributes, "visibility");
    return visibility && strcmp(visibility, "visible") != 0;
}

/* ---- sheets ---- */

static void begin_sheet(struct content_reader *reader, struct xml_parse *parse, const char *const *attributes)
{
    const char *name = xml_attribute_prefixed(attributes, "name");
    const char *style_name = xml_attribute_prefixed(attributes, "style-name");
    /* copies of other workbooks' cells that formulas refer to */
    if ((name && g_str_has_prefix(name, "'file:")) || (style_name && strcmp(style_name, "ta_extref") == 0)) {
        reader->skip = reader->depth;
        return;
    }
    if (reader->ods->workbook->sheets->len >= LIMIT_SHEETS) {
        fail(reader, parse, _("has more sheets than any workbook: not read"));
        return;
    }
    const struct ods_style *style = ods_style(reader->ods, FAMILY_TABLE, style_name);
    struct sheet *sheet = workbook_add_sheet(reader->ods->workbook, name ? name : "");
    if (style && style->hidden)
        sheet->visibility = SHEET_HIDDEN;
    if (reader->ods->wants == GRID_LOOKS) {
        ods_page(reader->ods, style, &sheet->page);
        sheet->tab_colour = style ? style->tab_colour : COLOUR_NONE;
        const char *is_protected = xml_attribute_prefixed(attributes, "protected");
        if (is_protected && strcmp(is_protected, "true") == 0)
            sheet->features |= FEATURE_PROTECTION;
    }
    sheet_builder_init(&reader->builder, sheet, reader->ods->wants, &reader->ods->cell_count);
    reader->sheet = sheet;
    reader->next_column = reader->next_row = reader->far_column = 0;
    g_array_set_size(reader->defaults, 0);
    g_array_set_size(reader->runs, 0);
    g_array_set_size(reader->breaks, 0);
}

static const char *repeated_too_often(void)
{
    return _("repeats a cell more often than any workbook: not read");
}

/* The cells that the file holds one by one: copies must not allow more copies. */
static guint64 written_cells(const struct ods *ods)
{
    return ods->cell_count > ods->repeated ? ods->cell_count - ods->repeated : 0;
}

/* May `count` more cells be made that the file does not hold one by one? */
static bool may_repeat(struct ods *ods, guint64 count)
{
    return may_copy(&ods->repeated, count, written_cells(ods));
}

/* The same of looks, which are left out if not. */
static bool may_repeat_looks(struct ods *ods, guint64 count)
{
    return may_copy(&ods->repeated_looks, count, written_cells(ods));
}

/* Styles of cells without value count up to the last column that has something. */
static void make_runs(struct content_reader *reader)
{
    for (unsigned i = 0; i < reader->runs->len; i++) {
        const struct run *run = &g_array_index(reader->runs, struct run, i);
        if (run->first >= reader->far_column)
            continue;
        unsigned last = MIN(run->last, reader->far_column - 1);
        if (!may_repeat(reader->ods, last - run->first + 1))
            return;
        for (unsigned column = run->first; column <= last; column++) {
            struct cell cell = {.row = run->row, .column = (uint16_t)column, .style = run->style};
            if (sheet_builder_add(&reader->builder, &cell))
                return;
        }
    }
}

static void end_sheet(struct content_reader *reader)
{
    struct page_setup *page = &reader->sheet->page;
    make_runs(reader);
    sheet_builder_finish(&reader->builder);
    sheet_builder_clear(&reader->builder);
    if (reader->breaks->len) {
        page->breaks = arena_new0(reader->ods->workbook->arena, unsigned, reader->breaks->len);
        memcpy(page->breaks, reader->breaks->data, reader->breaks->len * sizeof(unsigned));
        page->break_count = reader->breaks->len;
    }
    reader->sheet = NULL;
}

/* ---- columns ---- */

static void read_column(struct content_reader *reader, const char *const *attributes)
{
    unsigned first = reader->next_column;
    unsigned count = count_of(attributes, "number-columns-repeated", LIMIT_COLUMNS);
    if (first >= LIMIT_COLUMNS)
        return;
    struct column column = {.first = first,
        .last = MIN(first + count, LIMIT_COLUMNS) - 1,
        .hidden = is_hidden(attributes),
        .style = -1};
    reader->next_column = column.last + 1;
    const char *style = xml_attribute_prefixed(attributes, "default-cell-style-name");
    struct default_style own = {column.last, ods_cell_style(reader->ods, style)};
    struct default_style *before =
        reader->defaults->len
            ? &g_array_index(reader->defaults, struct default_style, reader->defaults->len - 1)
            : NULL;
    if (before && !before->style && !own.style)
        before->last = own.last;
    else
        g_array_append_val(reader->defaults, own);
    if (reader->ods->wants == GRID_LOOKS) {
        const struct ods_style *look =
            ods_style(reader->ods, FAMILY_COLUMN, xml_attribute_prefixed(attributes, "style-name"));
        column.width = look ? look->size : 0;
        if (own.style)
            column.style = (int)own.style;
    }
    if (column.hidden || column.width > 0 || column.style >= 0)
        g_array_append_val(reader->sheet->columns, column);
}

/* The default style of a column, and the last column that has the same; NULL behind the last one. */
static const struct default_style *default_style(const struct content_reader *reader, unsigned column)
{
    unsigned low = 0, high = reader->defaults->len;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (g_array_index(reader->defaults, struct default_style, middle).last < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < reader->defaults->len ? &g_array_index(reader->defaults, struct default_style, low) : NULL;
}

/* ---- rows ---- */

static void begin_row(struct content_reader *reader, const char *const *attributes)
{
    bool looks = reader->ods->wants == GRID_LOOKS;
    reader->row = (struct row){.index = reader->next_row, .hidden = is_hidden(attributes), .style = -1};
    reader->row_count = count_of(attributes, "number-rows-repeated", 2 * LIMIT_ROWS);
    reader->row_style =
        workbook_intern(reader->ods->workbook, xml_attribute_prefixed(attributes, "default-cell-style-name"));
    if (looks) {
        const struct ods_style *style =
            ods_style(reader->ods, FAMILY_ROW, xml_attribute_prefixed(attributes, "style-name"));
        if (reader->row_style)
            reader->row.style = (int)ods_cell_style(reader->ods, reader->row_style);
        if (style) {
            reader->row.height = style->size;
            reader->row.custom_height = style->custom_height;
            if (style->break_before && reader->row.index && reader->row_count == 1)
                g_array_append_val(reader->breaks, reader->row.index);
        }
        struct page_setup *page = &reader->sheet->page;
        if (reader->in_header_rows && reader->next_row < LIMIT_ROWS) {
            page->print_rows_first = page->has_print_rows ? page->print_rows_first : reader->next_row;
            page->print_rows_last = MIN(reader->next_row + reader->row_count, LIMIT_ROWS) - 1;
            page->has_print_rows = true;
        }
    }
    g_array_set_size(reader->row_cells, 0);
    g_array_set_size(reader->row_runs, 0);
    reader->next_column = 0;
    reader->in_row = true;
}

static const char *make_row(struct content_reader *reader, unsigned first, unsigned index)
{
    const char *trouble = NULL;
    reader->row.index = index;
    sheet_builder_row(&reader->builder, &reader->row);
    for (unsigned i = 0; i < reader->row_cells->len && !trouble; i++) {
        struct cell cell = g_array_index(reader->row_cells, struct cell, i);
        cell.row = index;
        reader->far_column = MAX(reader->far_column, cell.column + 1u);
        trouble = sheet_builder_add(&reader->builder, &cell);
    }
    sheet_builder_row_end(&reader->builder);
    if (index != first && !may_repeat_looks(reader->ods, reader->row_runs->len))
        return trouble;
    for (unsigned i = 0; i < reader->row_runs->len; i++) {
        struct run run = g_array_index(reader->row_runs, struct run, i);
        run.row = index;
        if (reader->ods->wants == GRID_LOOKS && run.last < FAR_COLUMN)
            reader->far_column = MAX(reader->far_column, run.last + 1);
        g_array_append_val(reader->runs, run);
    }
    return trouble;
}

static void end_row(struct content_reader *reader, struct xml_parse *parse)
{
    bool looks = reader->ods->wants == GRID_LOOKS, has_value = reader->row_cells->len > 0;
    const char *trouble = NULL;
    unsigned first = reader->next_row, count = reader->row_count;
    reader->next_row = MIN(first + count, 2 * LIMIT_ROWS);
    if (has_value && (first >= LIMIT_ROWS || count > LIMIT_ROWS - first))
        trouble = _("has a cell outside Excel's 1,048,576 rows and 16,384 columns: damaged");
    else if (has_value && count > 1 &&
             !may_repeat(reader->ods, (guint64)(count - 1) * reader->row_cells->len))
        trouble = repeated_too_often();
    if (has_value || (looks && count <= MOST_ROWS_WITH_LOOKS))
        for (unsigned i = 0; i < count && first + i < LIMIT_ROWS && !trouble; i++)
            if (has_value || i == 0 || may_repeat_looks(reader->ods, 1))
                trouble = make_row(reader, first, first + i);
    if (trouble)
        fail(reader, parse, trouble);
    reader->in_row = false;
}

/* ---- cells ---- */

static void add_merge(struct content_reader *reader, struct xml_parse *parse, const char *const *attributes)
{
    unsigned rows = count_of(attributes, "number-rows-spanned", LIMIT_ROWS);
    unsigned columns = count_of(attributes, "number-columns-spanned", LIMIT_COLUMNS);
    unsigned row = reader->row.index, column = reader->cell.column;
    if ((rows == 1 && columns == 1) || row >= LIMIT_ROWS)
        return;
    unsigned copies = rows == 1 ? MIN(reader->row_count, LIMIT_ROWS - row) : 1;
    if (copies > 1 && !may_repeat(reader->ods, copies - 1)) {
        fail(reader, parse, repeated_too_often());
        return;
    }
    for (unsigned i = 0; i < copies; i++) {
        struct range range = {
            row + i, column, MIN(row + i + rows, LIMIT_ROWS) - 1, MIN(column + columns, LIMIT_COLUMNS) - 1};
        if (reader->sheet->merges->len >= LIMIT_MERGES) {
            fail(reader, parse,
                _("has more merged cells than can be read: split the merges that are not needed"));
            return;
        }
        g_array_append_val(reader->sheet->merges, range);
    }
}

static void begin_cell(struct content_reader *reader, struct xml_parse *parse, const char *const *attributes)
{
    static const char *const types[] = {
        "float", "percentage", "currency", "date", "time", "boolean", "string", "void"};
    static const char *const values[] = {"value", "value", "value", "date-value", "time-value",
        "boolean-value", "string-value", "string-value"};
    const char *style = NULL, *type = NULL, *value = NULL, *formula = NULL;
    reader->raw.error = false;
    for (const char *const *attribute = attributes; *attribute; attribute += 2) {
        const char *name = xml_local(attribute[0]);
        if (strcmp(name, "style-name") == 0)
            style = attribute[1];
        else if (strcmp(name, "value-type") == 0 && strcmp(attribute[1], "error") == 0)
            reader->raw.error = true;
        else if (strcmp(name, "value-type") == 0)
            type = type ? type : attribute[1];
        else if (strcmp(name, "formula") == 0)
            formula = attribute[1];
    }
    reader->raw.type = NULL;
    for (unsigned i = 0; type && i < G_N_ELEMENTS(types); i++)
        if (strcmp(type, types[i]) == 0) {
            reader->raw.type = types[i];
            value = xml_attribute_prefixed(attributes, values[i]);
        }
    g_free(reader->raw.value);
    reader->raw.value = g_strdup(value);
    reader->raw.formula = NULL;
    const char *trouble = formula ? formula_too_long(strlen(formula)) : NULL;
    if (formula && !trouble) {
        char *text = ods_formula(formula, reader->sheet->name);
        reader->raw.formula = arena_strdup(reader->ods->workbook->arena, text);
        g_free(text);
    }
    reader->cell =
        (struct cell){.row = reader->row.index, .column = (uint16_t)MIN(reader->next_column, 65535u)};
    reader->cell_count = count_of(attributes, "number-columns-repeated", 2 * LIMIT_COLUMNS);
    if (!style)
        style = reader->row_style;
    reader->own_style = style != NULL;
    if (style)
        reader->cell.style = ods_cell_style(reader->ods, style);
    reader->in_cell = true;
    if (trouble)
        fail(reader, parse, trouble);
    ods_text_begin(&reader->text);
    add_merge(reader, parse, attributes);
}

static void add_runs(struct content_reader *reader, unsigned first, unsigned count)
{
    unsigned begin = first, end = MIN(first + count, LIMIT_COLUMNS);
    while (first < end) {
        struct run run = {reader->row.index, first, end - 1, reader->cell.style};
        if (!reader->own_style) {
            const struct default_style *column = default_style(reader, first);
            if (!column)
                return;
            run.last = MIN(column->last, run.last);
            run.style = column->style;
        }
        if (run.style && run.first != begin && !may_repeat_looks(reader->ods, 1))
            return;
        if (run.style)
            g_array_append_val(reader->row_runs, run);
        first = run.last + 1;
    }
}

static void end_cell(struct content_reader *reader, struct xml_parse *parse)
{
    unsigned first = reader->next_column, count = reader->cell_count;
    struct cell cell = reader->cell;
    const struct default_style *column = reader->own_style ? NULL : default_style(reader, first);
    if (column)
        cell.style = column->style;
    const char *trouble = ods_set_value(reader->ods, &reader->raw, &reader->text, &cell);
    if (reader->raw.formula) {
        struct cell_extra *extra = arena_new0(reader->ods->workbook->arena, struct cell_extra, 1);
        extra->formula = reader->raw.formula;
        cell.extra = extra;
    }
    reader->next_column = MIN(first + count, 2 * LIMIT_COLUMNS);
    if (cell_is_blank(&cell) && cell.kind == CELL_EMPTY) {
        add_runs(reader, first, count);
    } else if (first + count > LIMIT_COLUMNS) {
        trouble =
            trouble ? trouble : _("has a cell outside Excel's 1,048,576 rows and 16,384 columns: damaged");
    } else if (!trouble && count > 1 && !may_repeat(reader->ods, count - 1)) {
        trouble = repeated_too_often();
    } else if (!trouble && reader->text.blanks > LIMIT_REPEATED_BLANKS) {
        trouble = _("counts more blanks in its texts than any workbook: not read");
    } else {
        for (unsigned i = 0; i < count && !trouble; i++) {
            cell.column = (uint16_t)(first + i);
            g_array_append_val(reader->row_cells, cell);
        }
    }
    if (trouble)
        fail(reader, parse, trouble);
    reader->in_cell = false;
}

/* ---- elements ---- */

/* Elements below the spreadsheet that hold tables or texts which are no cells. */
static const char *const left_out[] = {"tracked-changes", "dde-links", "forms", "shapes",
    "content-validations", "label-ranges", "consolidation", "data-pilot-tables", "database-ranges",
    "named-expressions", "conditional-formats", "sparkline-groups", "table-source", "scenario", "desc",
    "title"};

static const struct {
    const char *name;
    unsigned feature;
} features[] = {
    {"shapes", FEATURE_PICTURES},
    {"conditional-formats", FEATURE_CONDITIONAL_FORMATS},
};

static bool leave_out(struct content_reader *reader, const char *name)
{
    for (unsigned i = 0; reader->sheet && i < G_N_ELEMENTS(features); i++)
        if (strcmp(name, features[i].name) == 0)
            reader->sheet->features |= features[i].feature;
    for (unsigned i = 0; i < G_N_ELEMENTS(left_out); i++)
        if (strcmp(name, left_out[i]) == 0)
            return true;
    return reader->sheet && strcmp(name, "table") == 0;
}

static void start_in_spreadsheet(
    struct content_reader *reader, struct xml_parse *parse, const char *name, const char *const *attributes)
{
    reader->depth++;
    if (reader->skip)
        return;
    if (reader->in_cell) {
        if (reader->ods->wants == GRID_LOOKS && strcmp(name, "annotation") == 0)
            reader->sheet->features |= FEATURE_COMMENTS;
        ods_text_start(&reader->text, name, attributes);
    } else if (leave_out(reader, name)) {
        reader->skip = reader->depth;
    } else if (strcmp(name, "table") == 0) {
        begin_sheet(reader, parse, attributes);
    } else if (!reader->sheet) {
        return;
    } else if (reader->in_row) {
        if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0)
            begin_cell(reader, parse, attributes);
    } else if (strcmp(name, "table-row") == 0) {
        begin_row(reader, attributes);
    } else if (strcmp(name, "table-column") == 0) {
        read_column(reader, attributes);
    } else if (strcmp(name, "table-header-rows") == 0) {
        reader->in_header_rows = true;
    }
}

static void end_in_spreadsheet(struct content_reader *reader, struct xml_parse *parse, const char *name)
{
    unsigned depth = reader->depth--;
    if (reader->skip) {
        if (reader->skip == depth)
            reader->skip = 0;
    } else if (reader->in_cell) {
        if (reader->text.depth)
            ods_text_end(&reader->text);
        else
            end_cell(reader, parse);
    } else if (reader->in_row) {
        if (strcmp(name, "table-row") == 0)
            end_row(reader, parse);
    } else if (strcmp(name, "table-header-rows") == 0) {
        reader->in_header_rows = false;
    } else if (reader->sheet && strcmp(name, "table") == 0) {
        end_sheet(reader);
    }
}

static void start(struct xml_parse *parse, const char *name, const char *const *attributes)
{
    struct content_reader *reader = xml_user(parse);
    if (reader->in_spreadsheet)
        start_in_spreadsheet(reader, parse, name, attributes);
    else if (strcmp(name, "spreadsheet") == 0)
        reader->in_spreadsheet = true;
    else
        style_reader_start(&reader->styles, name, attributes);
    if (reader->styles.trouble)
        fail(reader, parse, reader->styles.trouble);
    xml_want_text(
        parse, (reader->in_cell && reader->text.paragraph) || style_reader_wants_text(&reader->styles));
}

static void end(struct xml_parse *parse, const char *name)
{
    struct content_reader *reader = xml_user(parse);
    if (reader->in_spreadsheet && reader->depth)
        end_in_spreadsheet(reader, parse, name);
    else if (reader->in_spreadsheet)
        reader->in_spreadsheet = false;
    else
        style_reader_end(&reader->styles, name);
    xml_want_text(
        parse, (reader->in_cell && reader->text.paragraph) || style_reader_wants_text(&reader->styles));
}

static void text(struct xml_parse *parse, const char *characters, size_t length)
{
    struct content_reader *reader = xml_user(parse);
    if (reader->in_cell)
        ods_text_add(&reader->text, characters, length);
    else if (!reader->in_spreadsheet)
        style_reader_text(&reader->styles, characters, length);
}

bool ods_read_content(struct ods *ods, GError **error)
{
    static const struct xml_handler handler = {start, end, text};
    struct content_reader reader = {
        .ods = ods,
        .defaults = g_array_new(FALSE, TRUE, sizeof(struct default_style)),
        .row_cells = g_array_new(FALSE, TRUE, sizeof(struct cell)),
        .row_runs = g_array_new(FALSE, TRUE, sizeof(struct run)),
        .runs = g_array_new(FALSE, TRUE, sizeof(struct run)),
        .breaks = g_array_new(FALSE, TRUE, sizeof(unsigned)),
        .text = {.text = g_string_new(NULL)},
    };
    style_reader_init(&reader.styles, ods);
    bool good = xml_read(ods->container, "content.xml", &handler, &reader, ods->workbook->name, error);
    if (reader.sheet)
        sheet_builder_clear(&reader.builder);
    style_reader_clear(&reader.styles);
    g_array_unref(reader.defaults);
    g_array_unref(reader.row_cells);
    g_array_unref(reader.row_runs);
    g_array_unref(reader.runs);
    g_array_unref(reader.breaks);
    g_string_free(reader.text.text, TRUE);
    g_free(reader.raw.value);
    return good;
}
