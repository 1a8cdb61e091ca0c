/* Which cells of the report write which field, and how formulas name them. */
#include "fill/live.h"

#include <string.h>
#include "writer/guard.h"

struct place_key {
    const struct record *record;
    const struct field *field;
};

static guint key_hash(gconstpointer data)
{
    const struct place_key *key = data;
    return g_direct_hash(key->record) * 31 + g_direct_hash(key->field);
}

static gboolean key_equal(gconstpointer a, gconstpointer b)
{
    const struct place_key *first = a, *second = b;
    return first->record == second->record && first->field == second->field;
}

static void free_places(gpointer places)
{
    g_array_free(places, TRUE);
}

static void add_place(struct live *live, const struct form_cell *cell, const struct reference *reference)
{
    struct place_key key = {cell->record, cell->field};
    GArray *places = g_hash_table_lookup(live->places, &key);
    if (places == NULL) {
        struct place_key *stored = arena_new0(live->filler->arena, struct place_key, 1);
        *stored = key;
        places = g_array_new(FALSE, FALSE, sizeof(struct reference));
        g_hash_table_insert(live->places, stored, places);
    }
    g_array_append_val(places, *reference);
}

static void collect(struct live *live, unsigned sheet)
{
    const struct form *form = g_ptr_array_index(live->forms, sheet);
    unsigned count = 0;
    for (unsigned r = 0; r < form->rows->len; r++) {
        const struct form_row *row = g_ptr_array_index(form->rows, r);
        count = MAX(count, row->first + row->count);
    }
    live->row_counts[sheet] = count;
    live->rows[sheet] = arena_new0(live->filler->arena, struct form_row *, count + 1);
    for (unsigned r = 0; r < form->rows->len; r++) {
        struct form_row *row = g_ptr_array_index(form->rows, r);
        live->rows[sheet][row->first] = row;
        for (unsigned c = 0; row->table != NULL && c < row->table->column_count; c++) {
            const struct form_cell *cell = &row->cells[c];
            struct reference reference = {.sheet = sheet, .row = row->first, .column = c};
            if (cell->record != NULL && cell->is_figure)
                add_place(live, cell, &reference);
        }
    }
}

struct live *live_new(struct filler *filler, const GPtrArray *forms, const char *calcoli_tab)
{
    struct live *live = arena_new0(filler->arena, struct live, 1);
    live->filler = filler;
    live->forms = forms;
    live->calcoli_tab = calcoli_tab;
    live->places = g_hash_table_new_full(key_hash, key_equal, NULL, free_places);
    live->rows = arena_new0(filler->arena, struct form_row **, forms->len + 1);
    live->row_counts = arena_new0(filler->arena, unsigned, forms->len + 1);
    for (unsigned i = 0; i < forms->len; i++)
        collect(live, i);
    live->mentioned = g_array_new(FALSE, FALSE, sizeof(struct mention));
    live->nodes = circles_new();
    live->calcoli = calcoli_new(live);
    return live;
}

void live_free(struct live *live)
{
    calcoli_free(live->calcoli);
    g_hash_table_destroy(live->nodes);
    g_array_free(live->mentioned, TRUE);
    g_hash_table_destroy(live->places);
}

bool reference_find(const struct live *live, unsigned sheet, const struct record *record,
    const struct field *field, struct reference *ret)
{
    struct place_key key = {record, field};
    const GArray *places = g_hash_table_lookup(live->places, &key);
    if (places == NULL)
        return false;
    *ret = g_array_index(places, struct reference, 0);
    for (unsigned i = 0; i < places->len; i++) {
        const struct reference *place = &g_array_index(places, struct reference, i);
        if (place->sheet == sheet) {
            *ret = *place;
            break;
        }
    }
    return true;
}

/* Names of letters alone need no apostrophes, if they cannot be taken for a column or a truth. */
static bool is_plain_name(const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_isalpha(name[i]))
            return false;
    return length > 5;
}

static char *sheet_prefix(const struct live *live, unsigned sheet, unsigned from)
{
    if (sheet == from)
        return g_strdup("");
    const char *tab = sheet == live->forms->len
                          ? live->calcoli_tab
                          : ((const struct form *)g_ptr_array_index(live->forms, sheet))->tab;
    char *name = is_plain_name(tab) ? g_strdup(tab) : guard_quoted_name(tab);
    char *prefix = g_strconcat(name, "!", NULL);
    g_free(name);
    return prefix;
}

const char *range_text(
    const struct live *live, unsigned sheet, const struct reference *first, const struct reference *last)
{
    char begin[16], end[16];
    struct mention mention = {*first, *last};
    g_array_append_val(live->mentioned, mention);
    place_address(first->row, first->column, begin);
    place_address(last->row, last->column, end);
    bool single = first->row == last->row && first->column == last->column;
    char *prefix = sheet_prefix(live, first->sheet, sheet);
    char *text = g_strconcat(prefix, begin, single ? NULL : ":", end, NULL);
    const char *ret = arena_strdup(live->filler->arena, text);
    g_free(text);
    g_free(prefix);
    return ret;
}

const char *reference_text(const struct live *live, unsigned sheet, const struct reference *reference)
{
    return range_text(live, sheet, reference, reference);
}

const char *reference_fixed(const struct live *live, unsigned sheet, const struct reference *reference)
{
    char address[16];
    place_address(reference->row, reference->column, address);
    size_t letters = strcspn(address, "0123456789");
    char *prefix = sheet_prefix(live, reference->sheet, sheet);
    char *text = g_strdup_printf("%s$%.*s$%s", prefix, (int)letters, address, address + letters);
    const char *ret = arena_strdup(live->filler->arena, text);
    g_free(text);
    g_free(prefix);
    return ret;
}

static int compare_down(const void *a, const void *b)
{
    const struct reference *first = a, *second = b;
    if (first->sheet != second->sheet)
        return first->sheet < second->sheet ? -1 : 1;
    if (first->column != second->column)
        return first->column < second->column ? -1 : 1;
    return first->row < second->row ? -1 : first->row > second->row;
}

/* Can a range go over this cell: is it none that holds a number, now or later? */
static bool passable(const struct live *live, unsigned sheet, unsigned row, unsigned column, enum gaps gaps)
{
    if (sheet >= live->forms->len || row >= live->row_counts[sheet])
        return false;
    const struct form_row *line = live->rows[sheet][row];
    if (line == NULL || line->table == NULL || column >= line->table->column_count)
        return true; /* a continued or blank row */
    const struct form_cell *cell = &line->cells[column];
    if (cell->kind == CELL_EMPTY)
        return cell->field == NULL;
    bool words = cell->kind == CELL_TEXT &&
                 (cell->field == NULL || cell->field->type == TYPE_TEXT || cell->field->type == TYPE_CODE);
    return gaps == GAPS_TEXT && words;
}

bool reference_goes_down(
    const struct live *live, const struct reference *from, const struct reference *to, enum gaps gaps)
{
    if (to->sheet != from->sheet || to->column != from->column || to->row <= from->row)
        return false;
    if (gaps == GAPS_NONE && to->row > from->row + 1)
        return false;
    for (unsigned row = from->row + 1; row < to->row; row++)
        if (!passable(live, from->sheet, row, from->column, gaps))
            return false;
    return true;
}

static bool goes_right(const struct reference *from, const struct reference *to)
{
    return to->sheet == from->sheet && to->row == from->row && to->column == from->column + 1;
}

/* All in one row of a sheet? */
static bool in_a_row(const struct reference *references, unsigned count)
{
    for (unsigned i = 1; i < count; i++)
        if (references[i].sheet != references[0].sheet || references[i].row != references[0].row)
            return false;
    return true;
}

void reference_ranges(const struct live *live, unsigned sheet, const struct reference *references,
    unsigned count, enum gaps gaps, GPtrArray *ret)
{
    if (count == 0)
        return;
    struct reference *sorted = g_memdup2(references, sizeof *references * count);
    qsort(sorted, count, sizeof *sorted, compare_down);
    bool across = in_a_row(sorted, count);
    for (unsigned i = 0, next; i < count; i = next) {
        next = i + 1;
        while (next < count && (across ? goes_right(&sorted[next - 1], &sorted[next])
                                       : reference_goes_down(live, &sorted[next - 1], &sorted[next], gaps)))
            next++;
        g_ptr_array_add(ret, (gpointer)(guintptr)range_text(live, sheet, &sorted[i], &sorted[next - 1]));
    }
    g_free(sorted);
}
