#include "match/view.h"

#include <string.h>
#include "support/text.h"

/* The cleaned form of a text that is shown, and its key. */
struct cleaned {
    const char *text, *key;
};

/* A workbook while its views are made. A text that several cells share (a shared string) is cleaned once. */
struct cleaning {
    struct arena *arena;
    const struct workbook *workbook;
    GHashTable *texts; /* const char * of a cell -> struct cleaned *: what it is cleaned, shown as it is */
};

static bool is_aside(const struct sheet *sheet, const struct cell *cell)
{
    return cell->kind == CELL_EMPTY || cell->kind == CELL_ERROR ||
           (cell->kind == CELL_DATE && decimal_is_zero(cell->number)) ||
           sheet_is_covered(sheet, cell->row, cell->column);
}

/* `own`, when it is clean already, is not copied. */
static struct cleaned clean(struct arena *arena, const char *shown, const char *own)
{
    char *text = text_clean(shown);
    char *key = text_key(text);
    struct cleaned cleaned = {
        .text = own != NULL && strcmp(text, own) == 0 ? own : arena_strdup(arena, text),
        .key = arena_strdup(arena, key),
    };
    g_free(text);
    g_free(key);
    return cleaned;
}

/* A text that its number format shows as it is. */
static struct cleaned clean_text(struct cleaning *cleaning, const char *text)
{
    struct cleaned *known = g_hash_table_lookup(cleaning->texts, text);
    if (known == NULL) {
        known = arena_new0(cleaning->arena, struct cleaned, 1);
        *known = clean(cleaning->arena, text, text);
        g_hash_table_insert(cleaning->texts, (gpointer)(uintptr_t)text, known);
    }
    return *known;
}

static struct seen see(struct cleaning *cleaning, const struct cell *cell)
{
    char *shown = cell_display(cleaning->workbook, cell);
    bool plain = cell->kind == CELL_TEXT && strcmp(shown, cell->text) == 0;
    struct cleaned cleaned = plain ? clean_text(cleaning, cell->text) : clean(cleaning->arena, shown, NULL);
    struct seen seen = {
        .cell = cell,
        /* A number format may show nothing (";;;"): there is a value all the same. */
        .text = *cleaned.text != '\0' ? cleaned.text : "0",
        .key = cleaned.key,
        .column = cell->column,
        .is_content = cell->kind == CELL_TEXT ? plain : *cleaned.text != '\0',
    };
    g_free(shown);
    return seen;
}

/* The addresses of hidden rows and columns with cells in them, NULL: none. */
static const char *hidden_of(struct arena *arena, const struct view *view)
{
    GString *hidden = g_string_new(NULL);
    GHashTable *columns = g_hash_table_new(NULL, NULL);
    char address[16];
    for (unsigned i = 0; i < view->row_count; i++) {
        const struct view_row *row = &view->rows[i];
        const struct row *properties = sheet_row(view->sheet, row->row);
        if (properties != NULL && properties->hidden) {
            place_address(row->row, PLACE_NO_CELL, address);
            g_string_append_printf(hidden, "%s%s", hidden->len > 0 ? " " : "", address);
        }
        for (unsigned c = 0; c < row->count; c++)
            if (sheet_column_hidden(view->sheet, row->cells[c].column) &&
                g_hash_table_add(columns, GUINT_TO_POINTER(row->cells[c].column))) {
                place_address(PLACE_NO_CELL, row->cells[c].column, address);
                g_string_append_printf(hidden, "%s%s", hidden->len > 0 ? " " : "", address);
            }
    }
    const char *addresses = hidden->len > 0 ? arena_strdup(arena, hidden->str) : NULL;
    g_hash_table_destroy(columns);
    g_string_free(hidden, TRUE);
    return addresses;
}

static struct view *view_new(struct cleaning *cleaning, const struct sheet *sheet, unsigned number)
{
    struct arena *arena = cleaning->arena;
    struct view *view = arena_new0(arena, struct view, 1);
    view->sheet = sheet;
    view->number = number;
    view->rows = arena_new0(arena, struct view_row, sheet->rows->len);
    view->aside = g_array_new(FALSE, FALSE, sizeof(const struct cell *));
    for (unsigned i = 0; i < sheet->rows->len; i++) {
        const struct row *row = &g_array_index(sheet->rows, struct row, i);
        const struct cell *cells = sheet_row_cells(sheet, row);
        struct seen *seen = NULL;
        unsigned count = 0;
        for (unsigned c = 0; c < row->count; c++) {
            const struct cell *cell = &cells[c];
            if (cell_is_blank(cell))
                continue;
            if (is_aside(sheet, cell)) {
                g_array_append_val(view->aside, cell);
                continue;
            }
            if (seen == NULL)
                seen = arena_new0(arena, struct seen, row->count - c);
            seen[count++] = see(cleaning, cell);
        }
        if (count > 0)
            view->rows[view->row_count++] =
                (struct view_row){.row = row->index, .cells = seen, .count = count};
    }
    view->hidden = hidden_of(arena, view);
    return view;
}

/* The last sheet of a report, with what its formulas need: not drawn in the template, and nothing to read. */
static bool is_report_calculations(const struct sheet *sheet)
{
    static const char *const headings[] = {"Livello", "Codice", "Titolo"};
    if (strcmp(sheet->name, "Calcoli") != 0)
        return false;
    for (unsigned c = 0; c < G_N_ELEMENTS(headings); c++) {
        const struct cell *cell = sheet_cell(sheet, 0, c);
        if (cell == NULL || cell->kind != CELL_TEXT || strcmp(cell->text, headings[c]) != 0)
            return false;
    }
    return true;
}

static void view_free(gpointer data)
{
    struct view *view = data;
    g_array_free(view->aside, TRUE);
}

struct views *views_new(const GPtrArray *workbooks)
{
    struct views *views = g_new0(struct views, 1);
    unsigned number = 0;
    views->workbooks = workbooks;
    views->list = g_ptr_array_new_with_free_func(view_free);
    views->not_read = g_ptr_array_new();
    views->arena = arena_new();
    for (unsigned w = 0; w < workbooks->len; w++) {
        const struct workbook *workbook = g_ptr_array_index(workbooks, w);
        struct cleaning cleaning = {
            .arena = views->arena,
            .workbook = workbook,
            .texts = g_hash_table_new(NULL, NULL),
        };
        for (unsigned s = 0; s < workbook->sheets->len; s++) {
            struct sheet *sheet = g_ptr_array_index(workbook->sheets, s);
            number++;
            if (sheet->visibility != SHEET_VISIBLE || is_report_calculations(sheet))
                g_ptr_array_add(views->not_read, sheet);
            else
                g_ptr_array_add(views->list, view_new(&cleaning, sheet, number));
        }
        g_hash_table_destroy(cleaning.texts);
    }
    return views;
}

void views_free(struct views *views)
{
    if (views == NULL)
        return;
    g_ptr_array_free(views->list, TRUE);
    g_ptr_array_free(views->not_read, TRUE);
    arena_free(views->arena);
    g_free(views);
}

static void set_aside(
    const struct sheet *sheet, const struct cell *cell, struct account *account, struct findings *findings)
{
    struct place place = sheet_place(sheet, cell->row, cell->column);
    if (sheet_is_covered(sheet, cell->row, cell->column)) {
        char *shown = cell_display(sheet->workbook, cell);
        findings_add(findings, FINDING_UNDER_MERGE, &place, NULL, shown, NULL);
        g_free(shown);
        account_set(account, sheet, cell, STATE_IGNORED);
        return;
    }
    if (cell->kind == CELL_DATE)
        findings_add(findings, FINDING_DATE_ZERO, &place, NULL, NULL);
    else if (cell->kind == CELL_ERROR)
        findings_add(findings, FINDING_EXCEL_ERROR, &place, NULL, cell->text, NULL);
    else
        findings_add(findings, FINDING_FORMULA_WITHOUT_VALUE, &place, NULL, cell_formula(cell), NULL);
    account_set(account, sheet, cell, STATE_FIELD);
}

/* The cells of a sheet that is not to be read. */
static void ignore_sheet(struct account *account, const struct sheet *sheet)
{
    for (unsigned c = 0; c < sheet->cells->len; c++) {
        const struct cell *cell = &g_array_index(sheet->cells, struct cell, c);
        if (!cell_is_blank(cell))
            account_set(account, sheet, cell, STATE_IGNORED);
    }
}

void views_set_aside(const struct views *views, struct account *account, struct findings *findings)
{
    for (unsigned i = 0; i < views->not_read->len; i++)
        ignore_sheet(account, g_ptr_array_index(views->not_read, i));
    for (unsigned v = 0; v < views->list->len; v++) {
        const struct view *view = g_ptr_array_index(views->list, v);
        for (unsigned i = 0; i < view->aside->len; i++)
            set_aside(view->sheet, g_array_index(view->aside, const struct cell *, i), account, findings);
        struct place place = sheet_place(view->sheet, PLACE_NO_CELL, PLACE_NO_CELL);
        if (view->hidden != NULL)
            findings_add(findings, FINDING_ROW_HIDDEN, &place, NULL, view->hidden, NULL);
    }
}

const struct seen *view_row_cell(const struct view_row *row, unsigned column)
{
    unsigned low = 0, high = row->count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (row->cells[middle].column < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < row->count && row->cells[low].column == column ? &row->cells[low] : NULL;
}

struct place seen_place(const struct view *view, const struct seen *seen)
{
    return sheet_place(view->sheet, seen->cell->row, seen->column);
}
