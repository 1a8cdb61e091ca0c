#include "writer/guard.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"

#define LARGEST_PAPER 255
#define LARGEST_PAGE 32767
#define LARGEST_MARGIN 49.0 /* inches */
#define SMALLEST_SCALE 10
#define LARGEST_SCALE 400
#define LAST_SERIAL 2958465 /* 31 December 9999 */

struct guard {
    const struct workbook *workbook;
    const struct sheet *sheet;
    const char *path;
    bool *checked_styles;
    GError **error;
};

/* Always false. */
static bool G_GNUC_PRINTF(4, 5)
    refuse(const struct guard *guard, unsigned row, unsigned column, const char *format, ...)
{
    struct place place = {guard->path, guard->sheet ? guard->sheet->name : NULL, row, column};
    if (place.sheet && !g_utf8_validate(place.sheet, -1, NULL))
        place.sheet = "?";
    va_list arguments;
    va_start(arguments, format);
    char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    failure_set(guard->error, FAILURE_OUTPUT, &place, "%s", message);
    g_free(message);
    return false;
}

static bool is_valid(const char *text)
{
    return !text || g_utf8_validate(text, -1, NULL);
}

static bool has_control(const char *text)
{
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            return true;
    return false;
}

static bool check_style(struct guard *guard, unsigned number, unsigned row, unsigned column)
{
    if (number >= guard->workbook->styles->len)
        return refuse(
            guard, row, column, _("there is no style %u: report this as an error of the program"), number);
    if (guard->checked_styles[number])
        return true;
    const struct style *style = workbook_get_style(guard->workbook, number);
    if (!is_valid(style->format) || !is_valid(style->font.name))
        return refuse(guard, row, column,
            _("the number format or the font's name is no valid UTF-8: mend the template"));
    if (style->format && (strlen(style->format) > GUARD_FORMAT_BYTES || has_control(style->format)))
        return refuse(guard, row, column,
            _("the number format has more than %u bytes or control characters: shorten it in the template"),
            GUARD_FORMAT_BYTES);
    if (style->font.name && (strlen(style->font.name) > GUARD_FORMAT_BYTES || has_control(style->font.name)))
        return refuse(guard, row, column, _("the font's name is too long: mend the template"));
    guard->checked_styles[number] = true;
    return true;
}

static bool check_text(const struct guard *guard, const struct cell *cell)
{
    const char *text = cell_text(cell);
    if (!is_valid(text))
        return refuse(guard, cell->row, cell->column,
            _("the text is no valid UTF-8: report this as an error of the program"));
    size_t units = text ? text_utf16_length(text) : 0;
    if (units > LIMIT_CELL_TEXT)
        return refuse(guard, cell->row, cell->column,
            _("the text has %zu characters, a cell holds %u: shorten it or divide it"), units,
            LIMIT_CELL_TEXT);
    if (!cell->extra || !cell->extra->run_count)
        return true;
    for (unsigned i = 0; i < cell->extra->run_count; i++) {
        const struct rich_run *run = &cell->extra->runs[i];
        if (!run->text || !is_valid(run->text) || !is_valid(run->font.name))
            return refuse(guard, cell->row, cell->column,
                _("the text is no valid UTF-8: report this as an error of the program"));
        if (run->font.name && strlen(run->font.name) > GUARD_FORMAT_BYTES)
            return refuse(
                guard, cell->row, cell->column, _("the font's name is too long: mend the template"));
    }
    struct guarded_cell guarded = guard_cell(cell);
    unsigned runs = guarded.runs ? guarded.runs->len : 0;
    guarded_cell_clear(&guarded);
    if (runs > GUARD_RUNS)
        return refuse(guard, cell->row, cell->column,
            _("the text changes its font %u times, %u can be written: use fewer fonts"), runs, GUARD_RUNS);
    return true;
}

/* "_x0041_" in a formula: programs differ in whether it stands for A. */
static bool has_escape(const char *formula)
{
    char *escaped = guard_escape(formula);
    bool found = strcmp(escaped, formula) != 0;
    g_free(escaped);
    return found;
}

static bool check_formula(const struct guard *guard, const struct cell *cell)
{
    const char *formula = cell->extra ? cell->extra->formula : NULL;
    if (!formula)
        return true;
    if (!is_valid(formula) || has_control(formula) || has_escape(formula) || !*formula || *formula == '=')
        return refuse(guard, cell->row, cell->column,
            _("the formula cannot be written: report this as an error of the program"));
    if (text_utf16_length(formula) > GUARD_FORMULA_UNITS)
        return refuse(guard, cell->row, cell->column,
            _("the formula has more than %u characters: divide the table"), GUARD_FORMULA_UNITS);
    if (cell->kind == CELL_BOOLEAN)
        return refuse(guard, cell->row, cell->column,
            _("a formula gives a truth value: report this as an error of the program"));
    return true;
}

static bool check_cell(struct guard *guard, const struct cell *cell)
{
    if (cell->row >= LIMIT_ROWS || cell->column >= LIMIT_COLUMNS)
        return refuse(guard, cell->row, cell->column, _("the table is larger than a sheet: divide it"));
    if (!check_style(guard, cell->style, cell->row, cell->column))
        return false;
    switch ((enum cell_kind)cell->kind) {
    case CELL_NUMBER:
    case CELL_DATE:
    case CELL_DURATION:
        if (!isfinite(decimal_to_double(cell->number)))
            return refuse(guard, cell->row, cell->column,
                _("the number is too large for a cell: mend it in the input"));
        break;
    case CELL_TEXT:
        if (!check_text(guard, cell))
            return false;
        break;
    case CELL_ERROR:
        return refuse(
            guard, cell->row, cell->column, _("an error value is not written: mend it in the input"));
    case CELL_BOOLEAN:
    case CELL_EMPTY:
        break;
    }
    return check_formula(guard, cell);
}

static bool is_range(const struct range *range)
{
    return range->first_row <= range->last_row && range->first_column <= range->last_column &&
           range->last_row < LIMIT_ROWS && range->last_column < LIMIT_COLUMNS;
}

/* Enters the merge into the columns that it covers. */
static bool open_merge(const struct guard *guard, const struct range **open, const struct range *merge)
{
    if (!is_range(merge))
        return refuse(guard, merge->first_row, merge->first_column,
            _("the merge is larger than a sheet: report this as an error of the program"));
    for (unsigned column = merge->first_column; column <= merge->last_column; column++) {
        if (open[column] && open[column]->last_row >= merge->first_row)
            return refuse(guard, merge->first_row, merge->first_column,
                _("two merges overlap here: mend the merges in the template"));
        open[column] = merge;
    }
    return true;
}

/* Merges that overlap and values under a merge: both make Excel repair the file. */
static bool check_merges(const struct guard *guard)
{
    const GArray *merges = guard->sheet->merges, *cells = guard->sheet->cells;
    if (!merges->len)
        return true;
    for (unsigned i = 1; i < merges->len; i++)
        if (range_compare(
                &g_array_index(merges, struct range, i - 1), &g_array_index(merges, struct range, i)) > 0)
            return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
                _("the merges are out of order: report this as an error of the program"));
    const struct range **open = g_new0(const struct range *, LIMIT_COLUMNS);
    bool good = true;
    unsigned next = 0;
    for (unsigned i = 0; good && i < cells->len; i++) {
        const struct cell *cell = &g_array_index(cells, struct cell, i);
        for (; good && next < merges->len && g_array_index(merges, struct range, next).first_row <= cell->row;
             next++)
            good = open_merge(guard, open, &g_array_index(merges, struct range, next));
        const struct range *merge = open[cell->column];
        if (good && merge && merge->last_row >= cell->row &&
            (cell->kind != CELL_EMPTY || cell_formula(cell)) &&
            (cell->row != merge->first_row || cell->column != merge->first_column))
            good = refuse(guard, cell->row, cell->column,
                _("a value stands under a merge: mend the merges in the template"));
    }
    for (; good && next < merges->len; next++)
        good = open_merge(guard, open, &g_array_index(merges, struct range, next));
    g_free(open);
    return good;
}

static bool check_rows(struct guard *guard)
{
    const struct sheet *sheet = guard->sheet;
    for (unsigned i = 0; i < sheet->rows->len; i++) {
        const struct row *row = &g_array_index(sheet->rows, struct row, i);
        if (row->index >= LIMIT_ROWS)
            return refuse(guard, row->index, PLACE_NO_CELL, _("the table is larger than a sheet: divide it"));
        if (!(row->height >= 0 && row->height <= LIMIT_ROW_HEIGHT))
            return refuse(guard, row->index, PLACE_NO_CELL,
                _("the row is %.0f points high, Excel's limit is %.1f: lower it in the template"),
                row->height, LIMIT_ROW_HEIGHT);
        if (row->style >= 0 && !check_style(guard, (unsigned)row->style, row->index, PLACE_NO_CELL))
            return false;
    }
    return true;
}

static bool check_columns(struct guard *guard)
{
    const struct sheet *sheet = guard->sheet;
    unsigned next = 0;
    for (unsigned i = 0; i < sheet->columns->len; i++) {
        const struct column *column = &g_array_index(sheet->columns, struct column, i);
        if (column->last >= LIMIT_COLUMNS)
            return refuse(
                guard, PLACE_NO_CELL, column->first, _("the table is larger than a sheet: divide it"));
        if (column->first < next || column->first > column->last)
            return refuse(guard, PLACE_NO_CELL, column->first,
                _("the columns are out of order: report this as an error of the program"));
        next = column->last + 1;
        if (!(column->width >= 0 && column->width <= GUARD_COLUMN_WIDTH))
            return refuse(guard, PLACE_NO_CELL, column->first,
                _("the column is %.0f characters wide, Excel's limit is 255: narrow it in the template"),
                column->width);
        if (column->style >= 0 && !check_style(guard, (unsigned)column->style, PLACE_NO_CELL, column->first))
            return false;
    }
    return true;
}

static bool check_geometry(struct guard *guard)
{
    const struct sheet *sheet = guard->sheet;
    if (!check_rows(guard) || !check_columns(guard))
        return false;
    if (!(sheet->default_height >= 0 && sheet->default_height <= LIMIT_ROW_HEIGHT) ||
        !(sheet->default_width >= 0 && sheet->default_width <= GUARD_COLUMN_WIDTH))
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("the default height or width is too large: mend the template"));
    return true;
}

static bool check_header(const struct guard *guard, const char *text, bool emblem)
{
    if (!text)
        return true;
    if (!is_valid(text))
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("the header or footer is no valid UTF-8: report this as an error of the program"));
    char *header = guard_header(text, emblem), *escaped = guard_escape(header);
    size_t units = text_utf16_length(escaped);
    bool placed = guard_emblem_part(header) != 0;
    g_free(header);
    g_free(escaped);
    if (units > GUARD_HEADER_UNITS)
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("the header or footer has %zu characters, Excel's limit is %u: shorten it in the template"),
            units, GUARD_HEADER_UNITS);
    if (emblem && !placed)
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("the emblem has no place in the header: report this as an error of the program"));
    return true;
}

static bool within(unsigned value, unsigned low, unsigned high)
{
    return value == 0 || (value >= low && value <= high);
}

static bool check_margins(const struct page_setup *page)
{
    const double margins[] = {
        page->left, page->right, page->top, page->bottom, page->header_margin, page->footer_margin};
    for (unsigned i = 0; i < G_N_ELEMENTS(margins); i++)
        if (!(margins[i] < LARGEST_MARGIN)) /* also NaN */
            return false;
    return true;
}

/* Rows, columns and area that name the sheet. */
static bool check_printed(const struct guard *guard)
{
    const struct page_setup *page = &guard->sheet->page;
    if (page->has_print_rows &&
        (page->print_rows_first > page->print_rows_last || page->print_rows_last >= LIMIT_ROWS))
        return refuse(guard, page->print_rows_first, PLACE_NO_CELL,
            _("the repeated rows are no rows: mend the template"));
    if (page->has_print_columns &&
        (page->print_columns_first > page->print_columns_last || page->print_columns_last >= LIMIT_COLUMNS))
        return refuse(guard, PLACE_NO_CELL, page->print_columns_first,
            _("the repeated columns are no columns: mend the template"));
    if (page->has_print_area && !is_range(&page->print_area))
        return refuse(guard, page->print_area.first_row, page->print_area.first_column,
            _("the print area is no area: mend the template"));
    char *name = guard_quoted_name(guard->sheet->name);
    size_t length = strlen(name) + strlen("!$1048576:$1048576");
    if (page->has_print_rows && page->has_print_columns)
        length += strlen(name) + strlen(",!$XFD:$XFD");
    g_free(name);
    if ((page->has_print_rows || page->has_print_columns || page->has_print_area) &&
        length > GUARD_NAME_BYTES)
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("the tab's name is too long for repeated rows and columns: shorten it or repeat rows only"));
    return true;
}

static bool check_breaks(const struct guard *guard, const unsigned *breaks, unsigned given, unsigned limit)
{
    unsigned count;
    unsigned *sorted = guard_breaks(breaks, given, &count);
    const bool good = !count || sorted[count - 1] < limit;
    g_free(sorted);
    return (good && count <= GUARD_BREAKS) ||
           refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
               _("the sheet has %u page breaks, Excel's limit is %u: divide the table"), count, GUARD_BREAKS);
}

static bool check_page(const struct guard *guard)
{
    const struct page_setup *page = &guard->sheet->page;
    bool emblem = page->emblem_height > 0, in_header = emblem && !page->emblem_in_row;
    if (!check_header(guard, in_header && !page->header ? "" : page->header, in_header) ||
        !check_header(guard, page->footer, false))
        return false;
    if (!(page->emblem_height >= 0 && page->emblem_height <= LIMIT_ROW_HEIGHT) ||
        (emblem && !guard->sheet->workbook->emblem))
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("there is no emblem, or it is too high: report this as an error of the program"));
    if (page->paper < 0 || page->paper > LARGEST_PAPER || !check_margins(page) ||
        !within(page->scale, SMALLEST_SCALE, LARGEST_SCALE) || page->fit_width > LARGEST_PAGE ||
        page->fit_height > LARGEST_PAGE || page->first_page_number < 0 ||
        page->first_page_number > LARGEST_PAGE)
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("paper, margins, scale or page number are beyond Excel's limits: mend the page set-up in the "
              "template"));
    if (!within(guard->sheet->zoom, SMALLEST_SCALE, LARGEST_SCALE) ||
        guard->sheet->frozen_rows >= LIMIT_ROWS || guard->sheet->frozen_columns >= LIMIT_COLUMNS)
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("zoom or frozen panes are beyond Excel's limits: mend the template"));
    return check_breaks(guard, page->breaks, page->break_count, LIMIT_ROWS) &&
           check_breaks(guard, page->column_breaks, page->column_break_count, LIMIT_COLUMNS) &&
           check_printed(guard);
}

static bool check_name(const struct guard *guard)
{
    const char *name = guard->sheet->name;
    if (!name || !g_utf8_validate(name, -1, NULL) || !*name || has_control(name) ||
        strpbrk(name, "[]:*?/\\") || g_str_has_prefix(name, "'") || g_str_has_suffix(name, "'"))
        return refuse(
            guard, PLACE_NO_CELL, PLACE_NO_CELL, _("a tab cannot have this name: rename it in the template"));
    if (text_utf16_length(name) > GUARD_SHEET_NAME_UNITS)
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("the tab's name is longer than %u characters: rename it in the template"),
            GUARD_SHEET_NAME_UNITS);
    return true;
}

static bool check_notes(const struct guard *guard)
{
    for (unsigned i = 0; i < guard->sheet->notes->len; i++) {
        const struct note *note = &g_array_index(guard->sheet->notes, struct note, i);
        if (note->row >= LIMIT_ROWS || note->column >= LIMIT_COLUMNS || !is_valid(note->text) ||
            !*note->text || text_utf16_length(note->text) > LIMIT_CELL_TEXT)
            return refuse(guard, note->row, note->column,
                _("the comment cannot be written: report this as an error of the program"));
    }
    return true;
}

/* The library takes "internal:" and "external:" anywhere as words of its own, and cuts at the first "#". */
static bool is_url(const char *url)
{
    bool good = url && *url;
    for (const char *at = url; good && *at; at++)
        good = (unsigned char)*at > 0x20 && (unsigned char)*at < 0x7F && !strchr("\"#<>\\^`{|}", *at);
    return good && !strstr(url, "internal:") && !strstr(url, "external:");
}

static bool check_links(const struct guard *guard)
{
    const GArray *links = guard->sheet->links;
    if (links->len > GUARD_LINKS)
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("the sheet has %u links, Excel's limit is %u: divide the table"), links->len, GUARD_LINKS);
    for (unsigned i = 0; i < links->len; i++) {
        const struct link *link = &g_array_index(links, struct link, i);
        const struct cell *cell = sheet_cell(guard->sheet, link->row, link->column);
        bool plain = cell && cell->kind == CELL_TEXT && *cell->text && !cell->extra;
        bool good = plain && is_url(link->url) && is_valid(link->location) &&
                    !(link->location && has_control(link->location)) &&
                    strlen(link->url) + (link->location ? strlen(link->location) : 0) <= GUARD_LINK_BYTES;
        if (!good)
            return refuse(guard, link->row, link->column,
                _("the link cannot be written: report this as an error of the program"));
    }
    return true;
}

static bool check_conditions(const struct guard *guard)
{
    const GArray *formats = guard->sheet->conditional_formats;
    for (unsigned i = 0; i < formats->len; i++) {
        const struct conditional_format *format = &g_array_index(formats, struct conditional_format, i);
        char *cells = guard_cells(format);
        bool good = format->range_count > 0 && strlen(cells) <= GUARD_CELLS_BYTES &&
                    is_valid(format->formula) && *format->formula && !has_control(format->formula) &&
                    !has_escape(format->formula) && text_utf16_length(format->formula) <= GUARD_FORMULA_UNITS;
        for (unsigned k = 0; k < format->range_count; k++)
            good = good && is_range(&format->ranges[k]);
        g_free(cells);
        if (!good)
            return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
                _("a conditional format cannot be written: report this as an error of the program"));
    }
    return true;
}

static bool check_sheet(struct guard *guard)
{
    if (!check_name(guard) || !check_geometry(guard) || !check_page(guard))
        return false;
    for (unsigned i = 0; i < guard->sheet->cells->len; i++)
        if (!check_cell(guard, &g_array_index(guard->sheet->cells, struct cell, i)))
            return false;
    return check_merges(guard) && check_notes(guard) && check_links(guard) && check_conditions(guard);
}

static bool check_sheets(struct guard *guard)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool good = true, visible = false;
    for (unsigned i = 0; good && i < guard->workbook->sheets->len; i++) {
        guard->sheet = g_ptr_array_index(guard->workbook->sheets, i);
        visible |= guard->sheet->visibility == SHEET_VISIBLE;
        good = check_sheet(guard);
        if (good && !g_hash_table_add(names, g_utf8_casefold(guard->sheet->name, -1)))
            good = refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
                _("two tabs have this name: rename one in the template"));
    }
    g_hash_table_unref(names);
    guard->sheet = NULL;
    if (good && !visible)
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL, _("there is no sheet to write"));
    return good;
}

static bool check_properties(const struct guard *guard)
{
    const struct workbook *workbook = guard->workbook;
    if (!is_valid(workbook->title) || !is_valid(workbook->author) || !is_valid(workbook->subject) ||
        workbook->created < 0 || workbook->created > LAST_SERIAL)
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("the document's properties cannot be written: report this as an error of the program"));
    if (workbook->styles->len > LIMIT_STYLES)
        return refuse(guard, PLACE_NO_CELL, PLACE_NO_CELL,
            _("there are %u cell styles, Excel's limit is %u: use fewer looks in the template"),
            workbook->styles->len, LIMIT_STYLES);
    return true;
}

bool guard_workbook(const struct workbook *workbook, const char *path, GError **error)
{
    struct guard guard = {.workbook = workbook, .path = path, .error = error};
    guard.checked_styles = g_new0(bool, workbook->styles->len + 1);
    bool good = check_properties(&guard) && check_sheets(&guard);
    g_free(guard.checked_styles);
    return good;
}
