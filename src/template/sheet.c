/* The sheets of a template: tables, control cells, rows, columns (rule 2). */
#include "template/load.h"

#include <string.h>
#include "support/intl.h"
#include "support/text.h"

#define TABLE_WORD "tabella"

/* One sheet while it is read. */
struct reader {
    struct loader *loader;
    const struct sheet *drawing;
    struct template_sheet *sheet;
    const struct level *level; /* of a `per` sheet; NULL: none */
    unsigned end;              /* behind the last row with a text */
};

static bool begins_table(const char *text)
{
    size_t length = strlen(TABLE_WORD);
    return g_ascii_strncasecmp(text, TABLE_WORD, length) == 0 &&
           (!text[length] || text_blank_at(text + length) > 0);
}

static bool has_text(const struct cell *cell)
{
    return cell->kind != CELL_EMPTY && !cell_is_blank(cell);
}

static unsigned rows_end(const struct sheet *sheet)
{
    for (unsigned i = sheet->cells->len; i > 0; i--) {
        const struct cell *cell = &g_array_index(sheet->cells, struct cell, i - 1);
        if (has_text(cell))
            return cell->row + 1;
    }
    return 0;
}

static const struct cell *row_cells(const struct sheet *sheet, unsigned row, unsigned *ret_count)
{
    const struct row *found = sheet_row(sheet, row);
    *ret_count = found ? found->count : 0;
    return found ? sheet_row_cells(sheet, found) : NULL;
}

/* ---- controls ---- */

static struct control read_control(
    struct reader *reader, unsigned row, unsigned column, enum control_use use, bool skip_word)
{
    struct place place = loader_place(reader->drawing, row, column);
    const char *drawn = loader_text(reader->loader, reader->drawing, row, column);
    if (!*drawn)
        return (struct control){.read = true, .write = true, .place = place};
    char *text = text_one_line(drawn);
    const char *at = text;
    if (skip_word && begins_table(at)) {
        at += strlen(TABLE_WORD);
        while (*at == ' ')
            at++;
    }
    struct control control = control_parse(reader->loader, at, &place, use);
    g_free(text);
    return control;
}

static void read_table_control(struct reader *reader, struct table *table, unsigned row)
{
    table->control = read_control(reader, row, 0, CONTROL_TABLE, true);
    table->control_row = row;
    const struct level *level = table->control.per ? control_level(&table->control) : NULL;
    if (row == 0)
        reader->level = level;
    else if (level && level != reader->level)
        loader_complain(reader->loader, SEVERITY_ERROR, &table->control.place,
            _("per belongs into A1: a sheet is written for one level"));
    if (table->control.condition)
        names_check(reader->loader, table->control.condition, reader->level, reader->level, NAME_ANY_LEVEL,
            &table->control.place);
}

static unsigned last_column(const struct reader *reader, unsigned first_row, unsigned end)
{
    unsigned last = 0;
    for (unsigned row = first_row; row < end; row++) {
        unsigned count;
        const struct cell *cells = row_cells(reader->drawing, row, &count);
        for (unsigned i = 0; i < count; i++) {
            if (!has_text(&cells[i]))
                continue;
            const struct range *merge = reader->drawing->merges->len > 0
                                            ? sheet_merge_at(reader->drawing, row, cells[i].column)
                                            : NULL;
            last = MAX(last, merge ? merge->last_column : cells[i].column);
        }
    }
    return last;
}

static void read_columns(struct reader *reader, struct table *table, unsigned end)
{
    table->column_count = last_column(reader, table->control_row, end);
    table->columns = arena_new0(reader->loader->arena, struct template_column, table->column_count + 1);
    for (unsigned i = 0; i < table->column_count; i++) {
        struct template_column *column = &table->columns[i];
        column->column = i + 1;
        const struct cell *cell = sheet_cell(reader->drawing, table->control_row, i + 1);
        column->has_control = cell && has_text(cell);
        column->control = read_control(reader, table->control_row, i + 1, CONTROL_COLUMN, false);
        if (column->control.condition) {
            const struct level *level = control_level(&column->control);
            names_check(reader->loader, column->control.condition, level ? level : reader->level,
                reader->level, NAME_ANY_LEVEL, &column->control.place);
        }
    }
}

/* ---- cells ---- */

/* From the innermost outwards: the row's levels, the column's, the enclosing rows', the sheet's, the root. */
static struct scope cell_scope(const struct reader *reader, const struct template_row *row, unsigned column)
{
    struct scope scope = {.sheet = reader->level};
    for (unsigned i = row->control.level_count; i > 0 && !row->control.exists; i--)
        scope_add(&scope, row->control.levels[i - 1]);
    if (!row->control.exists)
        scope_add(&scope, row->control.path);
    if (column > 0 && column <= row->table->column_count) {
        const struct control *control = &row->table->columns[column - 1].control;
        for (unsigned i = control->level_count; i > 0; i--)
            scope_add(&scope, control->levels[i - 1]);
    }
    for (const struct template_row *outer = row->enclosing; outer; outer = outer->enclosing)
        for (unsigned i = outer->control.level_count; i > 0; i--)
            scope_add(&scope, outer->control.levels[i - 1]);
    scope_add(&scope, reader->level);
    scope_add(&scope, reader->loader->template->root);
    return scope;
}

static void read_cells(struct reader *reader, struct template_row *row)
{
    unsigned count;
    const struct cell *drawn = row_cells(reader->drawing, row->sheet_row, &count);
    struct template_cell *cells = arena_new0(reader->loader->arena, struct template_cell, count + 1);
    for (unsigned i = 0; i < count; i++) {
        if (drawn[i].column == 0 || !has_text(&drawn[i]) ||
            sheet_is_covered(reader->drawing, drawn[i].row, drawn[i].column))
            continue;
        struct place place = loader_place(reader->drawing, row->sheet_row, drawn[i].column);
        struct scope scope = cell_scope(reader, row, drawn[i].column);
        const struct cell_extra *extra = drawn[i].extra;
        const char *text = loader_text(reader->loader, reader->drawing, row->sheet_row, drawn[i].column);
        cells[row->cell_count++] = (struct template_cell){drawn[i].column,
            pattern_parse(reader->loader, &scope, text, extra ? extra->runs : NULL,
                extra ? extra->run_count : 0, &place, NULL),
            drawn[i].style};
    }
    row->cells = cells;
    row->blank = row->cell_count == 0;
}

static void check_row_condition(struct reader *reader, const struct template_row *row)
{
    const struct control *control = &row->control;
    const struct level *level = control_level(control);
    if (!level || control->exists)
        level = row->enclosing ? control_level(&row->enclosing->control) : reader->level;
    if (control->condition)
        names_check(
            reader->loader, control->condition, level, reader->level, NAME_CONDITION, &control->place);
}

/* ---- tables ---- */

static void read_rows(struct reader *reader, struct table *table, unsigned end)
{
    unsigned count = end - table->control_row - 1;
    table->rows = arena_new0(reader->loader->arena, struct template_row, count + 1);
    table->row_count = count;
    for (unsigned i = 0; i < count; i++) {
        struct template_row *row = &table->rows[i];
        row->table = table;
        row->index = i;
        row->sheet_row = table->control_row + 1 + i;
        row->control = read_control(reader, row->sheet_row, 0, CONTROL_ROW, false);
    }
    /* Every row's control must be known before any name is resolved. */
    for (unsigned i = 0; i < count; i++) {
        row_find_enclosing(&table->rows[i]);
        read_cells(reader, &table->rows[i]);
        check_row_condition(reader, &table->rows[i]);
    }
    table_derive(table);
}

static void read_table(struct reader *reader, unsigned control_row, unsigned end)
{
    struct template *template = reader->loader->template;
    struct table *table = arena_new0(reader->loader->arena, struct table, 1);
    table->template = template;
    table->sheet = reader->sheet;
    table->index = template->tables->len;
    g_ptr_array_add(template->tables, table);
    reader->sheet->tables[reader->sheet->table_count++] = table;
    read_table_control(reader, table, control_row);
    read_columns(reader, table, end);
    read_rows(reader, table, end);
}

static void read_tables(struct reader *reader)
{
    unsigned count = 1;
    for (unsigned row = 1; row < reader->end; row++)
        count += begins_table(loader_text(reader->loader, reader->drawing, row, 0));
    reader->sheet->tables = arena_new0(reader->loader->arena, struct table *, count);
    unsigned first = 0;
    for (unsigned row = 1; row <= reader->end; row++)
        if (row == reader->end || begins_table(loader_text(reader->loader, reader->drawing, row, 0))) {
            read_table(reader, first, row);
            first = row;
        }
}

/* ---- headers and footers of pages ---- */

/* Cuts `&Lleft&Ccentre&Rright`; text before any of them is the centre. Other &-codes stay in the text. */
static void read_page_text(struct reader *reader, const char *text, const struct pattern *ret[3])
{
    static const char sections[] = "LCR";
    GString *parts[3] = {g_string_new(NULL), g_string_new(NULL), g_string_new(NULL)};
    unsigned section = 1;
    for (const char *at = text; *at; at++) {
        const char *mark = at[0] == '&' && at[1] ? strchr(sections, g_ascii_toupper(at[1])) : NULL;
        if (mark) {
            section = (unsigned)(mark - sections);
            at++;
            continue;
        }
        size_t length = at[0] == '&' && at[1] ? 2 : 1;
        if (length == 2 && at[1] == '"' && strchr(at + 2, '"'))
            length = (size_t)(strchr(at + 2, '"') - at) + 1;
        g_string_append_len(parts[section], at, (gssize)length);
        at += length - 1;
    }
    struct scope scope = {.sheet = reader->level, .page = true};
    scope_add(&scope, reader->level);
    scope_add(&scope, reader->loader->template->root);
    struct place place = loader_place(reader->drawing, PLACE_NO_CELL, PLACE_NO_CELL);
    for (unsigned i = 0; i < 3; i++) {
        if (parts[i]->len > 0)
            ret[i] = pattern_parse(reader->loader, &scope, parts[i]->str, NULL, 0, &place, NULL);
        g_string_free(parts[i], TRUE);
    }
}

static void read_sheet(struct loader *loader, const struct sheet *drawing)
{
    struct reader reader = {.loader = loader, .drawing = drawing, .end = rows_end(drawing)};
    if (reader.end == 0)
        return;
    if (!rows_allowed(loader, drawing, reader.end))
        return;
    reader.sheet = arena_new0(loader->arena, struct template_sheet, 1);
    reader.sheet->drawing = drawing;
    g_ptr_array_add(loader->template->sheets, reader.sheet);
    read_tables(&reader);
    struct scope scope = {.sheet = reader.level};
    scope_add(&scope, reader.level);
    scope_add(&scope, loader->template->root);
    struct place place = loader_place(drawing, PLACE_NO_CELL, PLACE_NO_CELL);
    reader.sheet->tab = pattern_parse(loader, &scope, drawing->name, NULL, 0, &place, NULL);
    if (drawing->page.header)
        read_page_text(&reader, drawing->page.header, reader.sheet->header);
    if (drawing->page.footer)
        read_page_text(&reader, drawing->page.footer, reader.sheet->footer);
}

void sheets_read(struct loader *loader, const struct sheet *metodo)
{
    const GPtrArray *sheets = loader->template->workbook->sheets;
    for (unsigned i = 0; i < sheets->len; i++) {
        const struct sheet *sheet = g_ptr_array_index(sheets, i);
        if (sheet != metodo && sheet->visibility == SHEET_VISIBLE)
            read_sheet(loader, sheet);
    }
    if (loader->template->tables->len == 0) {
        struct place place = loader_place(metodo, PLACE_NO_CELL, PLACE_NO_CELL);
        loader_complain(
            loader, SEVERITY_ERROR, &place, _("the template draws no table: add a sheet beside Metodo"));
    }
}
