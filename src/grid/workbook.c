/* The workbook in memory: sheets, rows, cells, styles, interned texts. */
#include "grid/workbook.h"

#include <string.h>

#include "grid/merges.h"
#include "grid/numfmt.h"
#include "support/text.h"

/* ---- workbook ---- */

static guint hash_of(gconstpointer style)
{
    return style_hash(style);
}

static gboolean same_style(gconstpointer a, gconstpointer b)
{
    return style_equal(a, b);
}

struct workbook *workbook_new(const char *name)
{
    struct workbook *workbook = g_new0(struct workbook, 1);
    workbook->arena = arena_new();
    workbook->name = arena_strdup(workbook->arena, name);
    workbook->sheets = g_ptr_array_new();
    workbook->styles = g_array_new(FALSE, TRUE, sizeof(struct style));
    workbook->style_index = g_hash_table_new(hash_of, same_style);
    workbook->texts = g_hash_table_new(g_str_hash, g_str_equal);
    workbook_style(workbook, &style_default);
    return workbook;
}

void workbook_free(struct workbook *workbook)
{
    if (!workbook)
        return;
    for (unsigned i = 0; i < workbook->sheets->len; i++) {
        struct sheet *sheet = workbook->sheets->pdata[i];
        g_array_unref(sheet->cells);
        g_array_unref(sheet->rows);
        g_array_unref(sheet->columns);
        g_array_unref(sheet->merges);
        merge_index_free(sheet->merge_index);
        g_array_unref(sheet->notes);
        g_array_unref(sheet->links);
        g_array_unref(sheet->conditional_formats);
    }
    g_ptr_array_unref(workbook->sheets);
    g_array_unref(workbook->styles);
    g_hash_table_unref(workbook->style_index);
    g_hash_table_unref(workbook->texts);
    arena_free(workbook->arena);
    g_free(workbook);
}

void workbook_set_emblem(struct workbook *workbook, const struct picture *picture)
{
    struct picture *copy = arena_new0(workbook->arena, struct picture, 1);
    unsigned char *bytes = arena_new0(workbook->arena, unsigned char, picture->size);
    memcpy(bytes, picture->bytes, picture->size);
    *copy = *picture;
    copy->bytes = bytes;
    workbook->emblem = copy;
}

const char *workbook_intern(struct workbook *workbook, const char *text)
{
    if (!text)
        return NULL;
    char *known = g_hash_table_lookup(workbook->texts, text);
    if (!known) {
        known = arena_strdup(workbook->arena, text);
        g_hash_table_add(workbook->texts, known);
    }
    return known;
}

unsigned workbook_style(struct workbook *workbook, const struct style *style)
{
    gpointer number;
    if (g_hash_table_lookup_extended(workbook->style_index, style, NULL, &number))
        return GPOINTER_TO_UINT(number);

    struct style *own = arena_new0(workbook->arena, struct style, 1);
    *own = *style;
    own->font.name = workbook_intern(workbook, style->font.name);
    char *canonical = numfmt_canonical(style->format);
    own->format = workbook_intern(workbook, canonical);
    g_free(canonical);
    if (g_hash_table_lookup_extended(workbook->style_index, own, NULL, &number))
        return GPOINTER_TO_UINT(number);
    g_hash_table_insert(workbook->style_index, own, GUINT_TO_POINTER(workbook->styles->len));
    g_array_append_val(workbook->styles, *own);
    /* far below: a file has at most LIMIT_STYLES of a kind, and a value's type adds few formats to each */
    g_assert(workbook->styles->len <= CELL_MOST_STYLES);
    return workbook->styles->len - 1;
}

const struct style *workbook_get_style(const struct workbook *workbook, unsigned style)
{
    if (style >= workbook->styles->len)
        style = 0;
    return &g_array_index(workbook->styles, struct style, style);
}

struct sheet *workbook_add_sheet(struct workbook *workbook, const char *name)
{
    struct sheet *sheet = arena_new0(workbook->arena, struct sheet, 1);
    sheet->workbook = workbook;
    sheet->name = workbook_intern(workbook, name);
    sheet->cells = g_array_new(FALSE, FALSE, sizeof(struct cell));
    sheet->rows = g_array_new(FALSE, TRUE, sizeof(struct row));
    sheet->columns = g_array_new(FALSE, TRUE, sizeof(struct column));
    sheet->merges = g_array_new(FALSE, TRUE, sizeof(struct range));
    sheet->merge_index = merge_index_new();
    sheet->notes = g_array_new(FALSE, TRUE, sizeof(struct note));
    sheet->links = g_array_new(FALSE, TRUE, sizeof(struct link));
    sheet->conditional_formats = g_array_new(FALSE, TRUE, sizeof(struct conditional_format));
    sheet->tab_colour = COLOUR_NONE;
    struct page_setup *page = &sheet->page;
    page->left = page->right = page->top = page->bottom = page->header_margin = page->footer_margin = -1;
    g_ptr_array_add(workbook->sheets, sheet);
    return sheet;
}

struct sheet *workbook_sheet(const struct workbook *workbook, const char *name)
{
    struct sheet *found = NULL;
    char *wanted = g_utf8_casefold(name, -1);
    for (unsigned i = 0; i < workbook->sheets->len && !found; i++) {
        struct sheet *sheet = workbook->sheets->pdata[i];
        char *folded = g_utf8_casefold(sheet->name, -1);
        if (strcmp(folded, wanted) == 0)
            found = sheet;
        g_free(folded);
    }
    g_free(wanted);
    return found;
}

/* ---- rows and cells ---- */

unsigned sheet_row_position(const struct sheet *sheet, unsigned row)
{
    unsigned low = 0, high = sheet->rows->len;
    if (high && g_array_index(sheet->rows, struct row, high - 1).index < row)
        return high;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (g_array_index(sheet->rows, struct row, middle).index < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct row *sheet_make_row(struct sheet *sheet, unsigned row)
{
    unsigned position = sheet_row_position(sheet, row);
    if (position < sheet->rows->len) {
        struct row *here = &g_array_index(sheet->rows, struct row, position);
        if (here->index == row)
            return here;
    }
    struct row made = {.index = row, .first = sheet->cells->len, .style = -1};
    if (position < sheet->rows->len)
        made.first = g_array_index(sheet->rows, struct row, position).first;
    g_array_insert_val(sheet->rows, position, made);
    return &g_array_index(sheet->rows, struct row, position);
}

const struct row *sheet_row(const struct sheet *sheet, unsigned row)
{
    unsigned position = sheet_row_position(sheet, row);
    if (position == sheet->rows->len)
        return NULL;
    const struct row *here = &g_array_index(sheet->rows, struct row, position);
    return here->index == row ? here : NULL;
}

const struct cell *sheet_row_cells(const struct sheet *sheet, const struct row *row)
{
    return row->count ? &g_array_index(sheet->cells, struct cell, row->first) : NULL;
}

/* Position in sheet->cells of the first cell of `row` whose column is at least `column`. */
static unsigned cell_position(const struct sheet *sheet, const struct row *row, unsigned column)
{
    unsigned low = row->first, high = row->first + row->count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (g_array_index(sheet->cells, struct cell, middle).column < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct cell *sheet_put(
    struct sheet *sheet, unsigned row, unsigned column, enum cell_kind kind, unsigned style)
{
    struct cell cell = {.row = row, .column = (uint16_t)column, .kind = (uint8_t)kind, .style = style};
    struct row *here = sheet_make_row(sheet, row);
    unsigned position = cell_position(sheet, here, column);
    if (position < here->first + here->count) {
        struct cell *old = &g_array_index(sheet->cells, struct cell, position);
        if (old->column == column) {
            *old = cell;
            return old;
        }
    }
    g_array_insert_val(sheet->cells, position, cell);
    here->count++;
    for (struct row *next = here + 1; next < (struct row *)(void *)sheet->rows->data + sheet->rows->len;
         next++)
        next->first++;
    return &g_array_index(sheet->cells, struct cell, position);
}

const struct cell *sheet_cell(const struct sheet *sheet, unsigned row, unsigned column)
{
    const struct row *here = sheet_row(sheet, row);
    if (!here)
        return NULL;
    unsigned position = cell_position(sheet, here, column);
    if (position == here->first + here->count)
        return NULL;
    const struct cell *cell = &g_array_index(sheet->cells, struct cell, position);
    return cell->column == column ? cell : NULL;
}

/* ---- sizes ---- */

#define DEFAULT_WIDTH 9.140625 /* 64 pixels: 8.43 characters with their padding */

static const struct column *find_column(const struct sheet *sheet, unsigned column)
{
    unsigned low = 0, high = sheet->columns->len;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        const struct column *here = &g_array_index(sheet->columns, struct column, middle);
        if (here->last < column)
            low = middle + 1;
        else if (here->first > column)
            high = middle;
        else
            return here;
    }
    return NULL;
}

double sheet_column_width(const struct sheet *sheet, unsigned column)
{
    const struct column *found = find_column(sheet, column);
    if (found && found->width > 0)
        return found->width;
    return sheet->default_width > 0 ? sheet->default_width : DEFAULT_WIDTH;
}

double sheet_row_height(const struct sheet *sheet, unsigned row)
{
    const struct row *found = sheet_row(sheet, row);
    if (found && found->height > 0)
        return found->height;
    return sheet->default_height > 0 ? sheet->default_height : 15;
}

bool sheet_column_hidden(const struct sheet *sheet, unsigned column)
{
    const struct column *found = find_column(sheet, column);
    return found && found->hidden;
}

/* ---- cells ---- */

struct place sheet_place(const struct sheet *sheet, unsigned row, unsigned column)
{
    return (struct place){.file = sheet->workbook->name, .sheet = sheet->name, .row = row, .column = column};
}

/* Excel's Italian names of the errors. */
static const struct {
    const char *stored, *shown;
} error_names[] = {
    {"#N/A", "#N/D"},
    {"#NAME?", "#NOME?"},
    {"#NULL!", "#NULLO!"},
    {"#REF!", "#RIF!"},
    {"#VALUE!", "#VALORE!"},
};

char *cell_display(const struct workbook *workbook, const struct cell *cell)
{
    const char *format = workbook_get_style(workbook, cell->style)->format;
    switch ((enum cell_kind)cell->kind) {
    case CELL_EMPTY:
        break;
    case CELL_NUMBER:
    case CELL_DATE:
    case CELL_DURATION:
        return numfmt_display(format, cell->number);
    case CELL_TEXT:
        return numfmt_display_text(format, cell->text);
    case CELL_BOOLEAN:
        return g_strdup(decimal_is_zero(cell->number) ? "FALSO" : "VERO");
    case CELL_ERROR:
        for (unsigned i = 0; i < G_N_ELEMENTS(error_names); i++)
            if (strcmp(cell->text, error_names[i].stored) == 0)
                return g_strdup(error_names[i].shown);
        return g_strdup(cell->text);
    }
    return g_strdup("");
}

static bool text_is_blank(const char *text)
{
    while (*text) {
        size_t length = text_space_at(text);
        if (!length)
            return false;
        text += length;
    }
    return true;
}

bool cell_is_blank(const struct cell *cell)
{
    if (cell->kind == CELL_EMPTY)
        return !cell_formula(cell);
    return cell->kind == CELL_TEXT && !g_ascii_isgraph(*cell->text) && text_is_blank(cell->text);
}

const char *cell_formula(const struct cell *cell)
{
    return cell->extra ? cell->extra->formula : NULL;
}
