/* From the pieces of a <c> to a typed cell, and from a heap of cells to rows. */
#include "grid/xlsx/cells.h"

#include <string.h>

#include "support/date.h"
#include "support/intl.h"
#include "support/limits.h"

#define MOST_TRAILING_LOOKS                                                                                  \
    200000u /* styled cells behind the last value: more are formats that nobody meant */
#define DAYS_1904 1462

void cell_builder_init(struct cell_builder *builder, struct xlsx *xlsx, struct sheet *sheet)
{
    *builder = (struct cell_builder){.xlsx = xlsx, .sheet = sheet};
    builder->row_infos = g_array_new(FALSE, TRUE, sizeof(struct row));
}

void cell_builder_clear(struct cell_builder *builder)
{
    g_array_unref(builder->row_infos);
}

enum cell_type cell_type_parse(const char *type)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {
        {"s", TYPE_SHARED},
        {"str", TYPE_STRING},
        {"inlineStr", TYPE_INLINE},
        {"b", TYPE_BOOLEAN},
        {"e", TYPE_ERROR},
        {"d", TYPE_DATE},
    };
    for (unsigned i = 0; type && i < G_N_ELEMENTS(types); i++)
        if (strcmp(type, types[i].name) == 0)
            return types[i].type;
    return TYPE_NUMBER;
}

/* ---- values ---- */

static void put_number(
    const struct cell_builder *builder, struct cell *cell, struct decimal number, enum format_class class)
{
    cell->number = number;
    switch (class) {
    case FORMAT_DATE:
        cell->kind = CELL_DATE;
        if (builder->xlsx->date_1904)
            decimal_from_double(decimal_to_double(number) + DAYS_1904, &cell->number);
        break;
    case FORMAT_TIME:
    case FORMAT_DURATION:
        cell->kind = CELL_DURATION;
        break;
    default:
        cell->kind = CELL_NUMBER;
    }
}

static unsigned take_digits(const char **at, unsigned most)
{
    unsigned number = 0;
    for (; most-- > 0 && g_ascii_isdigit(**at); (*at)++)
        number = number * 10 + (unsigned)(**at - '0');
    return number;
}

/* "2019-12-31", "2019-12-31T12:30:00.5", "12:30": a serial; false if it is none. */
static bool parse_iso(const char *text, struct decimal *ret, bool *ret_day)
{
    const char *at = text;
    int32_t day = 0;
    double seconds = 0;
    *ret_day = strchr(text, '-') != NULL;
    if (*ret_day) {
        struct civil_date date = {.year = (int)take_digits(&at, 4)};
        at += *at == '-';
        date.month = (int)take_digits(&at, 2);
        at += *at == '-';
        date.day = (int)take_digits(&at, 2);
        if (!date_to_serial(date, &day))
            return false;
        at += *at == 'T' || *at == ' ';
    }
    if (!*ret_day && !(g_ascii_isdigit(at[0]) && g_ascii_isdigit(at[1]) && at[2] == ':'))
        return false;
    if (g_ascii_isdigit(*at)) {
        seconds = take_digits(&at, 2) * 3600.0;
        at += *at == ':';
        seconds += take_digits(&at, 2) * 60.0;
        if (*at == ':')
            seconds += g_ascii_strtod(at + 1, NULL);
    }
    return decimal_from_double(day + seconds / 86400, ret);
}

/* A date without a date's number format shows as a date all the same. */
static void put_iso_date(
    const struct cell_builder *builder, struct cell *cell, struct decimal number, bool day)
{
    struct workbook *workbook = builder->xlsx->workbook;
    struct style style = *workbook_get_style(workbook, cell->style);
    enum format_class class = numfmt_class(style.format);
    if (class != FORMAT_DATE && class != FORMAT_TIME && class != FORMAT_DURATION) {
        style.format = !day ? "hh:mm:ss" : decimal_is_integer(number) ? "dd/mm/yyyy" : "dd/mm/yyyy hh:mm";
        cell->style = workbook_style(workbook, &style);
    }
    cell->number = number;
    cell->kind = day ? CELL_DATE : CELL_DURATION;
}

static void put_text(const struct cell_builder *builder, struct cell *cell, const char *text, size_t length)
{
    cell->kind = CELL_TEXT;
    cell->text = length ? arena_strndup(builder->xlsx->workbook->arena, text, length) : "";
}

/* Runs without a font of their own have the cell's. */
static const struct rich_run *runs_of(
    const struct cell_builder *builder, const struct cell *cell, const struct shared_text *shared)
{
    struct workbook *workbook = builder->xlsx->workbook;
    struct rich_run *own = NULL;
    for (unsigned i = 0; i < shared->run_count; i++) {
        if (shared->runs[i].font.size >= 0)
            continue;
        if (!own) {
            own = arena_new0(workbook->arena, struct rich_run, shared->run_count);
            memcpy(own, shared->runs, sizeof *own * shared->run_count);
        }
        own[i].font = workbook_get_style(workbook, cell->style)->font;
    }
    return own ? own : shared->runs;
}

static void put_shared(const struct cell_builder *builder, struct cell *cell,
    const struct shared_text *shared, struct cell_extra **extra)
{
    cell->kind = CELL_TEXT;
    cell->text = shared->text;
    if (shared->run_count) {
        *extra = arena_new0(builder->xlsx->workbook->arena, struct cell_extra, 1);
        (*extra)->runs = runs_of(builder, cell, shared);
        (*extra)->run_count = shared->run_count;
    }
}

static void trim(const char **text, size_t *length)
{
    while (*length && g_ascii_isspace(**text)) {
        (*text)++;
        (*length)--;
    }
    while (*length && g_ascii_isspace((*text)[*length - 1]))
        (*length)--;
}

/* The value of the kinds that have a <v>. */
static const char *put_value(const struct cell_builder *builder, const struct raw_cell *raw,
    struct cell *cell, enum format_class class, struct cell_extra **extra)
{
    const char *value = raw->value;
    size_t length = raw->value_length;
    struct decimal number;
    bool day;
    if (raw->type != TYPE_STRING) {
        trim(&value, &length);
        if (length == 0)
            return NULL;
    }
    switch (raw->type) {
    case TYPE_SHARED: {
        char *end;
        guint64 index = g_ascii_strtoull(value, &end, 10);
        const struct shared_text *shared = xlsx_shared(builder->xlsx, (unsigned)MIN(index, G_MAXUINT));
        if (end == value || !shared)
            return _("the cell's text is missing in the file: damaged, save it anew in Excel or LibreOffice");
        put_shared(builder, cell, shared, extra);
        break;
    }
    case TYPE_BOOLEAN:
        cell->kind = CELL_BOOLEAN;
        cell->number = decimal_from_int(*value == '1' || *value == 't' || *value == 'T');
        break;
    case TYPE_ERROR:
        put_text(builder, cell, value, length);
        cell->kind = CELL_ERROR;
        break;
    case TYPE_DATE:
        if (parse_iso(value, &number, &day)) {
            put_iso_date(builder, cell, number, day);
            break;
        }
        G_GNUC_FALLTHROUGH;
    case TYPE_NUMBER:
        if (decimal_parse(value, length, &number)) {
            put_number(builder, cell, number, class);
            break;
        }
        G_GNUC_FALLTHROUGH;
    case TYPE_STRING:
    case TYPE_INLINE:
        put_text(builder, cell, raw->value, raw->value_length);
    }
    return NULL;
}

const char *cell_builder_add(struct cell_builder *builder, const struct raw_cell *raw)
{
    GArray *cells = builder->sheet->cells;
    const struct xlsx_format *format = xlsx_format(builder->xlsx, raw->format);
    struct cell cell = {.row = raw->row, .column = (uint16_t)raw->column, .style = format->style};
    struct cell_extra *extra = NULL;
    const char *trouble = NULL;

    if (raw->inline_text.text)
        put_shared(builder, &cell, &raw->inline_text, &extra);
    else if (raw->value)
        trouble = put_value(builder, raw, &cell, format->class, &extra);
    if (trouble)
        return trouble;
    if (raw->formula) {
        if (!extra)
            extra = arena_new0(builder->xlsx->workbook->arena, struct cell_extra, 1);
        extra->formula = raw->formula;
    }
    cell.extra = extra;
    if (format->gradient)
        builder->sheet->features |= FEATURE_GRADIENTS;

    bool blank = cell_is_blank(&cell);
    if (cell.kind == CELL_EMPTY && blank) {
        if (cell.style == 0 ||
            (builder->xlsx->wants == GRID_LOOKS && cells->len - builder->after_value >= MOST_TRAILING_LOOKS))
            return NULL;
    }
    if (++builder->xlsx->cell_count > LIMIT_CELLS)
        return _("has more cells than can be read");
    if (cells->len) {
        const struct cell *last = &g_array_index(cells, struct cell, cells->len - 1);
        builder->cells_unordered |=
            last->row > cell.row || (last->row == cell.row && last->column >= cell.column);
    }
    g_array_append_val(cells, cell);
    if (!blank) {
        builder->row_has_value = true;
        builder->after_value = cells->len;
    }
    return NULL;
}

/* ---- rows ---- */

void cell_builder_row(struct cell_builder *builder, const struct row *info)
{
    builder->row_start = builder->sheet->cells->len;
    builder->row_has_value = false;
    bool looks = builder->xlsx->wants == GRID_LOOKS;
    builder->row_has_info = info->hidden || (looks && (info->height > 0 || info->style >= 0));
    if (!builder->row_has_info)
        return;
    GArray *infos = builder->row_infos;
    if (infos->len)
        builder->rows_unordered |= g_array_index(infos, struct row, infos->len - 1).index >= info->index;
    g_array_append_val(infos, *info);
}

void cell_builder_row_end(struct cell_builder *builder)
{
    GArray *cells = builder->sheet->cells, *infos = builder->row_infos;
    if (builder->xlsx->wants == GRID_LOOKS || builder->row_has_value)
        return;
    builder->xlsx->cell_count -= cells->len - builder->row_start;
    g_array_set_size(cells, builder->row_start);
    /* a hidden row without cells says nothing about values */
    if (builder->row_has_info)
        g_array_set_size(infos, infos->len - 1);
}

static gint compare_cells(gconstpointer a, gconstpointer b)
{
    const struct cell *left = a, *right = b;
    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return (int)left->column - (int)right->column;
}

static gint compare_rows(gconstpointer a, gconstpointer b)
{
    const struct row *left = a, *right = b;
    return left->index < right->index ? -1 : left->index > right->index;
}

static gint compare_merges(gconstpointer a, gconstpointer b)
{
    const struct range *left = a, *right = b;
    if (left->first_row != right->first_row)
        return left->first_row < right->first_row ? -1 : 1;
    return left->first_column < right->first_column ? -1 : left->first_column > right->first_column;
}

/* Of entries that compare equal the last one stays; the sort is stable. */
static void sort_unique(GArray *array, size_t size, GCompareFunc compare)
{
    unsigned to = 0;
    g_array_sort(array, compare);
    for (unsigned i = 0; i < array->len; i++) {
        char *here = array->data + (size_t)i * size;
        if (i + 1 < array->len && compare(here, here + size) == 0)
            continue;
        memmove(array->data + (size_t)to++ * size, here, size);
    }
    g_array_set_size(array, to);
}

/* Which columns lie under a merge, row after row. */
struct cover {
    const GArray *merges;
    unsigned next;                        /* merge that comes next */
    unsigned first_row_of[LIMIT_COLUMNS]; /* + 1; 0: none */
    unsigned last_row_of[LIMIT_COLUMNS];
    unsigned first_column_of[LIMIT_COLUMNS];
};

/* Is the cell hidden under a merge (not its first cell)? Rows must ascend. */
static bool is_covered(struct cover *cover, unsigned row, unsigned column)
{
    for (; cover->next < cover->merges->len; cover->next++) {
        const struct range *merge = &g_array_index(cover->merges, struct range, cover->next);
        if (merge->first_row > row)
            break;
        for (unsigned i = merge->first_column; i <= merge->last_column; i++) {
            cover->first_row_of[i] = merge->first_row + 1;
            cover->last_row_of[i] = merge->last_row;
            cover->first_column_of[i] = merge->first_column;
        }
    }
    return cover->first_row_of[column] && cover->last_row_of[column] >= row &&
           (cover->first_row_of[column] - 1 != row || cover->first_column_of[column] != column);
}

/* Of cells without a value those stay whose format may tell how a value of the row was meant: in a row with a
 * value, up to the last column with one, not under a merge (DESIGN.md 3). */
static void drop_empty(struct sheet *sheet)
{
    GArray *cells = sheet->cells;
    unsigned last_column = 0, to = 0;
    for (unsigned i = 0; i < cells->len; i++) {
        const struct cell *cell = &g_array_index(cells, struct cell, i);
        if (!cell_is_blank(cell))
            last_column = MAX(last_column, cell->column);
    }
    struct cover *cover = g_new0(struct cover, 1);
    cover->merges = sheet->merges;
    for (unsigned begin = 0, end; begin < cells->len; begin = end) {
        unsigned row = g_array_index(cells, struct cell, begin).row;
        bool has_value = false;
        for (end = begin; end < cells->len && g_array_index(cells, struct cell, end).row == row; end++)
            has_value |= !cell_is_blank(&g_array_index(cells, struct cell, end));
        for (unsigned i = begin; has_value && i < end; i++) {
            struct cell cell = g_array_index(cells, struct cell, i);
            if (!cell_is_blank(&cell) || (cell.column <= last_column && !is_covered(cover, row, cell.column)))
                g_array_index(cells, struct cell, to++) = cell;
        }
    }
    g_array_set_size(cells, to);
    g_free(cover);
}

static void make_rows(struct sheet *sheet, const GArray *infos, bool looks)
{
    const GArray *cells = sheet->cells;
    unsigned info = 0, cell = 0;
    while (cell < cells->len || (looks && info < infos->len)) {
        unsigned index = cell < cells->len ? g_array_index(cells, struct cell, cell).row : G_MAXUINT;
        struct row row = {.index = index, .style = -1};
        while (!looks && info < infos->len && g_array_index(infos, struct row, info).index < index)
            info++;
        if (info < infos->len && g_array_index(infos, struct row, info).index <= index)
            row = g_array_index(infos, struct row, info++);
        row.first = cell;
        while (cell < cells->len && g_array_index(cells, struct cell, cell).row == row.index)
            cell++;
        row.count = cell - row.first;
        g_array_append_val(sheet->rows, row);
    }
}

void cell_builder_finish(struct cell_builder *builder)
{
    struct sheet *sheet = builder->sheet;
    g_array_sort(sheet->merges, compare_merges);
    for (unsigned i = 0; i < sheet->merges->len; i++) {
        const struct range *merge = &g_array_index(sheet->merges, struct range, i);
        sheet->tallest_merge = MAX(sheet->tallest_merge, merge->last_row - merge->first_row + 1);
    }
    if (builder->cells_unordered)
        sort_unique(sheet->cells, sizeof(struct cell), compare_cells);
    if (builder->rows_unordered)
        sort_unique(builder->row_infos, sizeof(struct row), compare_rows);
    if (builder->xlsx->wants != GRID_LOOKS)
        drop_empty(sheet);
    make_rows(sheet, builder->row_infos, builder->xlsx->wants == GRID_LOOKS);
}
