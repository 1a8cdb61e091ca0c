/* Comments, links and conditional formats. */
#include "writer/sheets.h"

#include <glib.h>
#include "support/place.h"
#include "writer/guard.h"

static char *complain(const struct sheet *sheet, unsigned row, unsigned column, lxw_error error)
{
    char address[16];
    if (error == LXW_NO_ERROR)
        return NULL;
    place_address(row, column, address);
    return g_strdup_printf("%s!%s: %s", sheet->name, address, lxw_strerror(error));
}

static char *write_notes(lxw_worksheet *worksheet, const struct sheet *sheet)
{
    char *complaint = NULL;
    for (unsigned i = 0; i < sheet->notes->len && !complaint; i++) {
        const struct note *note = &g_array_index(sheet->notes, struct note, i);
        char *text = guard_escape(note->text);
        lxw_comment_options options = {.visible = LXW_COMMENT_DISPLAY_HIDDEN};
        lxw_error error =
            worksheet_write_comment_opt(worksheet, note->row, (lxw_col_t)note->column, text, &options);
        complaint = complain(sheet, note->row, note->column, error);
        g_free(text);
    }
    return complaint;
}

/* The cell's text is written once more, in its style: the library would show the address in a style of its
 * own. */
static char *write_links(lxw_worksheet *worksheet, const struct sheet *sheet, struct styles *styles)
{
    char *complaint = NULL;
    for (unsigned i = 0; i < sheet->links->len && !complaint; i++) {
        const struct link *link = &g_array_index(sheet->links, struct link, i);
        const struct cell *cell = sheet_cell(sheet, link->row, link->column);
        char *text = guard_escape(cell->text);
        char *url = g_strconcat(link->url, link->location ? "#" : NULL, link->location, NULL);
        lxw_error error = worksheet_write_url_opt(worksheet, link->row, (lxw_col_t)link->column, url,
            styles_format(styles, cell->style), text, NULL);
        complaint = complain(sheet, link->row, link->column, error);
        g_free(url);
        g_free(text);
    }
    return complaint;
}

static char *write_format(lxw_worksheet *worksheet, const struct sheet *sheet,
    const struct conditional_format *format, lxw_format *look)
{
    const struct range *first = &format->ranges[0];
    char *formula = g_strconcat("=", format->formula, NULL), *cells = guard_cells(format);
    lxw_conditional_format condition = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA,
        .value_string = formula,
        .format = look,
        .multi_range = format->range_count > 1 ? cells : NULL,
        .stop_if_true = LXW_TRUE,
    };
    lxw_error error = worksheet_conditional_format_range(worksheet, first->first_row,
        (lxw_col_t)first->first_column, first->last_row, (lxw_col_t)first->last_column, &condition);
    g_free(cells);
    g_free(formula);
    return complain(sheet, first->first_row, first->first_column, error);
}

char *annotations_write(lxw_worksheet *worksheet, const struct sheet *sheet, struct styles *styles)
{
    char *complaint = write_notes(worksheet, sheet);
    if (!complaint)
        complaint = write_links(worksheet, sheet, styles);
    for (unsigned i = 0; i < sheet->conditional_formats->len && !complaint; i++) {
        const struct conditional_format *format =
            &g_array_index(sheet->conditional_formats, struct conditional_format, i);
        complaint = write_format(
            worksheet, sheet, format, styles_condition(styles, format->fill, format->colour, format->bold));
    }
    return complaint;
}
