/* The sheet Calcoli: what live formulas need and no cell of the tables writes; a row per record, a column per
 * field. */
#include "fill/live.h"

#include <math.h>
#include <string.h>
#include "writer/metrics.h"

#define FIRST_ROW 1u    /* below the header */
#define FIRST_COLUMN 4u /* beside level, code, title and the record above */

struct cell_key {
    const struct record *record;
    const char *heading;
};

struct calcoli {
    GHashTable *cells;   /* struct cell_key -> struct calcoli_cell */
    GPtrArray *queue;    /* struct calcoli_cell *, in the order of need */
    unsigned next;       /* in the queue, to be compiled */
    GPtrArray *records;  /* struct record *, by row */
    GHashTable *rows;    /* record -> row + 1 */
    GPtrArray *headings; /* const char *, by column */
    GHashTable *columns; /* heading -> column + 1 */
    GHashTable *order;   /* record -> place in the tree + 1 */
};

static guint key_hash(gconstpointer data)
{
    const struct cell_key *key = data;
    return g_direct_hash(key->record) * 31 + g_str_hash(key->heading);
}

static gboolean key_equal(gconstpointer a, gconstpointer b)
{
    const struct cell_key *first = a, *second = b;
    return first->record == second->record && strcmp(first->heading, second->heading) == 0;
}

struct calcoli *calcoli_new(struct live *live)
{
    struct calcoli *calcoli = arena_new0(live->filler->arena, struct calcoli, 1);
    calcoli->cells = g_hash_table_new(key_hash, key_equal);
    calcoli->queue = g_ptr_array_new();
    calcoli->records = g_ptr_array_new();
    calcoli->rows = g_hash_table_new(NULL, NULL);
    calcoli->headings = g_ptr_array_new();
    calcoli->columns = g_hash_table_new(g_str_hash, g_str_equal);
    calcoli->order = g_hash_table_new(NULL, NULL);
    unsigned place = 0;
    struct record *root = live->filler->plan->root;
    g_hash_table_insert(calcoli->order, root, GUINT_TO_POINTER(++place));
    for (struct record *r = record_next_any(root, NULL); r != NULL; r = record_next_any(root, r))
        g_hash_table_insert(calcoli->order, r, GUINT_TO_POINTER(++place));
    return calcoli;
}

void calcoli_free(struct calcoli *calcoli)
{
    g_hash_table_destroy(calcoli->order);
    g_hash_table_destroy(calcoli->columns);
    g_ptr_array_free(calcoli->headings, TRUE);
    g_hash_table_destroy(calcoli->rows);
    g_ptr_array_free(calcoli->records, TRUE);
    g_ptr_array_free(calcoli->queue, TRUE);
    g_hash_table_destroy(calcoli->cells);
}

static unsigned row_of(struct calcoli *calcoli, const struct record *record)
{
    gpointer known = g_hash_table_lookup(calcoli->rows, record);
    if (known == NULL) {
        g_ptr_array_add(calcoli->records, (gpointer)(guintptr)record);
        known = GUINT_TO_POINTER(calcoli->records->len);
        g_hash_table_insert(calcoli->rows, (gpointer)(guintptr)record, known);
    }
    return GPOINTER_TO_UINT(known) - 1 + FIRST_ROW;
}

static unsigned column_of(struct calcoli *calcoli, const char *heading)
{
    gpointer known = g_hash_table_lookup(calcoli->columns, heading);
    if (known == NULL) {
        g_ptr_array_add(calcoli->headings, (gpointer)(guintptr)heading);
        known = GUINT_TO_POINTER(calcoli->headings->len);
        g_hash_table_insert(calcoli->columns, (gpointer)(guintptr)heading, known);
    }
    return GPOINTER_TO_UINT(known) - 1 + FIRST_COLUMN;
}

struct reference calcoli_place(struct live *live, const struct calcoli_cell *cell)
{
    return (struct reference){
        .sheet = live->forms->len,
        .row = row_of(live->calcoli, cell->record),
        .column = column_of(live->calcoli, cell->heading),
    };
}

/* The cell under a heading, made and put into the queue where there is none; `*ret_new` then. */
static struct calcoli_cell *need(
    struct live *live, const struct record *record, const char *heading, bool *ret_new)
{
    struct calcoli *calcoli = live->calcoli;
    struct cell_key key = {record, heading};
    struct calcoli_cell *cell = g_hash_table_lookup(calcoli->cells, &key);
    *ret_new = cell == NULL;
    if (cell != NULL)
        return cell;
    struct cell_key *stored = arena_new0(live->filler->arena, struct cell_key, 1);
    cell = arena_new0(live->filler->arena, struct calcoli_cell, 1);
    stored->record = cell->record = record;
    stored->heading = cell->heading = arena_strdup(live->filler->arena, heading);
    g_hash_table_insert(calcoli->cells, stored, cell);
    g_ptr_array_add(calcoli->queue, cell);
    return cell;
}

struct reference calcoli_field(struct live *live, const struct record *record, const struct field *field)
{
    bool made;
    struct calcoli_cell *cell = need(live, record, field->name, &made);
    if (made) {
        cell->field = field;
        cell->figure = calculation_field(live->filler->calculation, record, field);
        cell->format = figure_format(record, field, &cell->figure);
        cell->is_value = field->formula == NULL;
    }
    return calcoli_place(live, cell);
}

struct reference calcoli_part(
    struct live *live, const struct record *record, const struct field *field, const struct formula *part)
{
    bool made;
    char *source = g_strndup(field->formula_source + part->start, part->end - part->start);
    char *heading = g_strdup_printf("%s: %s", field->name, g_strstrip(source));
    struct calcoli_cell *cell = need(live, record, heading, &made);
    if (made) {
        cell->field = field;
        cell->part = part;
        cell->figure = calculation_part(live->filler->calculation, part, record, field);
        cell->format = figure_format(record, field, &cell->figure);
        if (cell->figure.read != NULL && cell->figure.read->format != NULL)
            cell->format = cell->figure.read->format;
    }
    g_free(heading);
    g_free(source);
    return calcoli_place(live, cell);
}

/* One field may be taken for several values: the quantity of a result, what a result in words is worth. */
static bool holds_value(const struct calcoli_cell *cell, const struct figure *figure)
{
    if (!cell->is_value || cell->figure.kind != figure->kind)
        return false;
    return figure->number == NULL || rational_compare(cell->figure.number, figure->number) == 0;
}

struct reference calcoli_value(struct live *live, const struct record *record, const char *heading,
    struct figure figure, const char *format, const char *origin)
{
    bool made;
    char *own = g_strdup(heading);
    struct calcoli_cell *cell = need(live, record, own, &made);
    for (unsigned number = 2; !made && !holds_value(cell, &figure); number++) {
        g_free(own);
        own = g_strdup_printf("%s %u", heading, number);
        cell = need(live, record, own, &made);
    }
    struct reference place = calcoli_place(live, cell);
    if (made) {
        cell->is_value = true;
        cell->figure = figure;
        cell->format = format;
    }
    char *beside = g_strdup_printf("%s: da", own);
    g_free(own);
    struct calcoli_cell *words = need(live, record, beside, &made);
    words->is_value = true;
    words->text = arena_strdup(live->filler->arena, origin);
    calcoli_place(live, words);
    g_free(beside);
    return place;
}

struct reference calcoli_record(struct live *live, const struct record *record)
{
    return (struct reference){.sheet = live->forms->len, .row = row_of(live->calcoli, record), .column = 0};
}

static unsigned order_of(const struct calcoli *calcoli, const struct record *record)
{
    gpointer place = g_hash_table_lookup(calcoli->order, record);
    return place != NULL ? GPOINTER_TO_UINT(place) : G_MAXUINT;
}

/* Level by level, so that the records of one level stand together. */
static int compare_records(gconstpointer a, gconstpointer b, gpointer calcoli)
{
    const struct record *first = *(struct record *const *)a, *second = *(struct record *const *)b;
    if (first->level != second->level)
        return first->level->index < second->level->index ? -1 : 1;
    unsigned left = order_of(calcoli, first), right = order_of(calcoli, second);
    if (left == right)
        return first->number < second->number ? -1 : first->number > second->number;
    return left < right ? -1 : 1;
}

void calcoli_begin_anew(struct live *live)
{
    struct calcoli *calcoli = live->calcoli;
    g_hash_table_remove_all(calcoli->cells);
    g_ptr_array_set_size(calcoli->queue, 0);
    calcoli->next = 0;
    g_ptr_array_sort_with_data(calcoli->records, compare_records, calcoli);
    for (unsigned i = 0; i < calcoli->records->len; i++)
        g_hash_table_insert(calcoli->rows, g_ptr_array_index(calcoli->records, i), GUINT_TO_POINTER(i + 1));
}

struct calcoli_cell *calcoli_next(struct live *live)
{
    struct calcoli *calcoli = live->calcoli;
    while (calcoli->next < calcoli->queue->len) {
        struct calcoli_cell *cell = g_ptr_array_index(calcoli->queue, calcoli->next++);
        if (!cell->is_value)
            return cell;
    }
    return NULL;
}

/* The sheet in the making. */
struct laying {
    struct live *live;
    struct workbook *workbook;
    struct sheet *sheet;
    struct style base;
    double *widths, *heights;
    unsigned columns, rows;
};

#define GREY 0xBFBFBFu
#define SHADE 0xE7E6E6u
#define WIDTH_MOST 40.0
#define WIDTH_LEAST 9.0
#define LINE 15.0
#define POINTS_PER_MM (72.0 / 25.4)
#define A4_LONG 297.0
#define A4_SHORT 210.0
#define MARGIN 0.5 /* inches */

static unsigned style_of(struct laying *laying, const char *format, bool header, bool number)
{
    struct style style = laying->base;
    style.format = format;
    style.font.bold = header;
    style.fill = header ? SHADE : COLOUR_NONE;
    style.wrap = !number;
    style.horizontal = number ? ALIGN_RIGHT : ALIGN_LEFT;
    return workbook_style(laying->workbook, &style);
}

/* Widens the column for a text, up to a limit, and raises the row. */
static void make_room(struct laying *laying, unsigned row, unsigned column, const char *text, bool header)
{
    double wanted = MIN((double)g_utf8_strlen(text, -1) + 2, header ? 18.0 : WIDTH_MOST);
    laying->widths[column] = MAX(laying->widths[column], wanted);
    laying->heights[row] = MAX(laying->heights[row], LINE);
}

static void put_text(struct laying *laying, unsigned row, unsigned column, const char *text, bool header)
{
    bool empty = text == NULL || *text == '\0';
    struct cell *cell = sheet_put(
        laying->sheet, row, column, empty ? CELL_EMPTY : CELL_TEXT, style_of(laying, NULL, header, false));
    if (empty)
        return;
    cell->text = workbook_intern(laying->workbook, text);
    make_room(laying, row, column, text, header);
}

static void put_cell(struct laying *laying, unsigned row, unsigned column, const struct calcoli_cell *from)
{
    const struct figure *figure = &from->figure;
    const char *word = laying->live->filler->template->nc_word;
    if (from->text != NULL) {
        put_text(laying, row, column, from->text, false);
        return;
    }
    bool number = figure->kind == VALUE_NUMBER || figure->kind == VALUE_DATE;
    if (number) {
        struct cell *cell =
            sheet_put(laying->sheet, row, column, figure->kind == VALUE_DATE ? CELL_DATE : CELL_NUMBER,
                style_of(laying, from->format, false, true));
        cell->number = figure->read != NULL ? figure->read->number : rational_to_decimal(figure->number);
        laying->widths[column] = MAX(laying->widths[column], WIDTH_LEAST + 3);
    } else {
        const char *text =
            figure->kind == VALUE_NC ? (figure->text != NULL ? figure->text : word) : figure->text;
        put_text(laying, row, column, text, false);
    }
    if (from->formula == NULL)
        return;
    struct cell_extra *extra = arena_new0(laying->workbook->arena, struct cell_extra, 1);
    extra->formula = workbook_intern(laying->workbook, from->formula);
    ((struct cell *)(guintptr)sheet_cell(laying->sheet, row, column))->extra = extra;
}

static void put_rows(struct laying *laying)
{
    const struct calcoli *calcoli = laying->live->calcoli;
    static const char *const fixed[FIRST_COLUMN] = {"Livello", "Codice", "Titolo", "Sotto"};
    for (unsigned c = 0; c < FIRST_COLUMN; c++)
        put_text(laying, 0, c, fixed[c], true);
    for (unsigned c = 0; c < calcoli->headings->len; c++)
        put_text(laying, 0, FIRST_COLUMN + c, g_ptr_array_index(calcoli->headings, c), true);
    for (unsigned r = 0; r < calcoli->records->len; r++) {
        const struct record *record = g_ptr_array_index(calcoli->records, r);
        unsigned row = FIRST_ROW + r;
        const struct value *title = record_get(record, record->level->title);
        put_text(laying, row, 0, record->level->label, false);
        put_text(laying, row, 1, record_code(record), false);
        put_text(laying, row, 2, title != NULL ? title->text : NULL, false);
        bool below = record->parent != NULL && record->parent->parent != NULL;
        put_text(laying, row, 3, below ? record_name(record->parent) : NULL, false);
        for (unsigned c = 0; c < calcoli->headings->len; c++) {
            struct cell_key key = {record, g_ptr_array_index(calcoli->headings, c)};
            const struct calcoli_cell *cell = g_hash_table_lookup(calcoli->cells, &key);
            if (cell != NULL)
                put_cell(laying, row, FIRST_COLUMN + c, cell);
            else
                put_text(laying, row, FIRST_COLUMN + c, NULL, false);
        }
    }
}

/* Heights once the widths are known. */
static void set_heights(struct laying *laying)
{
    for (unsigned i = 0; i < laying->sheet->cells->len; i++) {
        const struct cell *cell = &g_array_index(laying->sheet->cells, struct cell, i);
        if (cell->kind != CELL_TEXT)
            continue;
        double needed = metrics_text_height(workbook_get_style(laying->workbook, cell->style), cell->text,
            NULL, 0, laying->widths[cell->column]);
        laying->heights[cell->row] = MIN(MAX(laying->heights[cell->row], needed), 409.0);
    }
    for (unsigned r = 0; r < laying->rows; r++) {
        struct row *row = sheet_make_row(laying->sheet, r);
        row->height = ceil(MAX(laying->heights[r], LINE) / 0.75) * 0.75;
        row->custom_height = true;
    }
}

static void set_page(struct laying *laying)
{
    struct sheet *sheet = laying->sheet;
    struct page_setup *page = &sheet->page;
    double width = 0, room = A4_LONG * POINTS_PER_MM - 2 * MARGIN * 72;
    for (unsigned c = 0; c < laying->columns; c++) {
        double rounded = floor(7 * laying->widths[c] + 0.5) / 7;
        struct column column = {c, c, rounded, false, -1};
        g_array_append_val(sheet->columns, column);
        width += metrics_print_points(rounded);
    }
    page->paper = 9;
    page->landscape = true;
    page->left = page->right = MARGIN;
    page->top = page->bottom = 0.75;
    page->header_margin = page->footer_margin = 0.3;
    page->scale = (unsigned)CLAMP(floor(room / width * 100), 30, 100);
    page->has_print_rows = true;
    page->footer = "&L&A&RPagina &P di &N";
    sheet->frozen_rows = FIRST_ROW;
    sheet->frozen_columns = FIRST_COLUMN;
}

void calcoli_lay(struct live *live, struct workbook *workbook)
{
    const struct calcoli *calcoli = live->calcoli;
    if (calcoli->records->len == 0)
        return;
    struct laying laying = {
        .live = live,
        .workbook = workbook,
        .sheet = workbook_add_sheet(workbook, live->calcoli_tab),
        .base = style_default,
        .columns = FIRST_COLUMN + calcoli->headings->len,
        .rows = FIRST_ROW + calcoli->records->len,
    };
    struct border line = {BORDER_THIN, GREY};
    laying.base.left = laying.base.right = laying.base.top = laying.base.bottom = line;
    laying.base.vertical = ALIGN_TOP;
    laying.base.font.size = 9;
    laying.widths = g_new0(double, laying.columns);
    laying.heights = g_new0(double, laying.rows);
    for (unsigned c = 0; c < laying.columns; c++)
        laying.widths[c] = WIDTH_LEAST;
    put_rows(&laying);
    set_heights(&laying);
    set_page(&laying);
    g_free(laying.heights);
    g_free(laying.widths);
}
