#include "writer/sheets.h"

#include <stdlib.h>
#include <string.h>
#include <glib.h>
#include "grid/picture.h"
#include "writer/document.h"
#include "writer/guard.h"

#define POINTS_PER_INCH 72
#define PIXELS_PER_POINT (96.0 / 72)
#define OFFICE_STRETCH (5.55 / 5.25) /* of its columns to those of Excel */

static void write_view(lxw_worksheet *worksheet, const struct sheet *sheet)
{
    if (sheet->hide_gridlines)
        worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
    if (sheet->page.gridlines)
        worksheet_gridlines(worksheet, LXW_SHOW_PRINT_GRIDLINES);
    if (sheet->frozen_rows || sheet->frozen_columns)
        worksheet_freeze_panes(worksheet, sheet->frozen_rows, (lxw_col_t)sheet->frozen_columns);
    if (sheet->zoom)
        worksheet_set_zoom(worksheet, (uint16_t)sheet->zoom);
    if (sheet->tab_colour != COLOUR_NONE)
        worksheet_set_tab_color(worksheet, styles_colour(sheet->tab_colour));
    if (sheet->visibility != SHEET_VISIBLE)
        worksheet_hide(worksheet);
}

static void write_paper(lxw_worksheet *worksheet, const struct page_setup *page)
{
    if (page->paper)
        worksheet_set_paper(worksheet, (uint8_t)page->paper);
    if (page->landscape)
        worksheet_set_landscape(worksheet);
    worksheet_set_margins(worksheet, page->left, page->right, page->top, page->bottom);
    /* The library sets these two with a text only, and never to 0. */
    if (page->header_margin >= 0)
        worksheet->margin_header = page->header_margin;
    if (page->footer_margin >= 0)
        worksheet->margin_footer = page->footer_margin;
    if (page->scale)
        worksheet_set_print_scale(worksheet, (uint16_t)page->scale);
    if (page->fit_to_page)
        worksheet_fit_to_pages(worksheet, (uint16_t)page->fit_width, (uint16_t)page->fit_height);
    if (page->centre_horizontally)
        worksheet_center_horizontally(worksheet);
    if (page->centre_vertically)
        worksheet_center_vertically(worksheet);
    if (page->headings)
        worksheet_print_row_col_headers(worksheet);
    if (page->page_order_over)
        worksheet_print_across(worksheet);
    if (page->first_page_number)
        worksheet_set_start_page(worksheet, (uint16_t)page->first_page_number);
}

/* The emblem's size is told by its pixels in an inch, which the library has read from the file. */
static void size_emblem(lxw_object_properties *emblem, double height)
{
    if (emblem)
        emblem->x_dpi = emblem->y_dpi = emblem->height * POINTS_PER_INCH / height;
}

/* The picture has been looked at: a call that fails would free twice. */
static lxw_error write_emblem(lxw_worksheet *worksheet, const char *header, const struct sheet *sheet)
{
    char *file = (char *)(guintptr)emblem_file(sheet->workbook->emblem);
    char part = guard_emblem_part(header);
    lxw_header_footer_options options = {
        .image_left = part == 'L' ? file : NULL,
        .image_center = part == 'C' ? file : NULL,
        .image_right = part == 'R' ? file : NULL,
    };
    lxw_error error = worksheet_set_header_opt(worksheet, header, &options);
    if (!error) {
        size_emblem(worksheet->header_left_object_props, sheet->page.emblem_height);
        size_emblem(worksheet->header_center_object_props, sheet->page.emblem_height);
        size_emblem(worksheet->header_right_object_props, sheet->page.emblem_height);
    }
    return error;
}

/* The library takes any "&G" and "&[Picture]" for the place of a picture, also where a doubled & is text:
 * there it sees another character until it has looked. Of the same length; to be freed. */
static char *without_false_places(const char *header)
{
    char *masked = g_strdup(header);
    for (char *at = strchr(masked, '&'); at && at[1]; at = strchr(at + 2, '&'))
        if (at[1] == '&' && (at[2] == 'G' || at[2] == '['))
            at[2] = '-';
    return masked;
}

static void put_back(char *held, const char *header)
{
    if (held && strlen(held) == strlen(header)) /* else the read-back will tell */
        memcpy(held, header, strlen(header));
}

static lxw_error write_header(lxw_worksheet *worksheet, const struct sheet *sheet)
{
    bool emblem = sheet->page.emblem_height > 0 && !sheet->page.emblem_in_row;
    if (!sheet->page.header)
        return LXW_NO_ERROR;
    char *header = guard_header(sheet->page.header, emblem), *escaped = guard_escape(header);
    char *masked = without_false_places(escaped);
    lxw_error error =
        emblem ? write_emblem(worksheet, masked, sheet) : worksheet_set_header(worksheet, masked);
    put_back(worksheet->header, escaped);
    g_free(header);
    g_free(escaped);
    g_free(masked);
    return error;
}

/* LibreOffice, for which it is, lays columns out wider than the library reckons; the picture goes along. */
static lxw_error write_emblem_row(lxw_worksheet *worksheet, const struct sheet *sheet)
{
    const struct page_setup *page = &sheet->page;
    lxw_image_options options = {
        .x_offset = (int32_t)(page->emblem_left * PIXELS_PER_POINT),
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
    };
    lxw_error error =
        worksheet_insert_image_opt(worksheet, 0, 0, emblem_file(sheet->workbook->emblem), &options);
    if (!error) {
        lxw_object_properties *emblem = STAILQ_FIRST(worksheet->image_props);
        size_emblem(emblem, page->emblem_height);
        emblem->x_dpi *= OFFICE_STRETCH;
    }
    return error;
}

static lxw_error write_footer(lxw_worksheet *worksheet, const char *text)
{
    char *footer = guard_header(text, false), *escaped = footer ? guard_escape(footer) : NULL;
    char *masked = escaped ? without_false_places(escaped) : NULL;
    lxw_error error = masked ? worksheet_set_footer(worksheet, masked) : LXW_NO_ERROR;
    if (escaped)
        put_back(worksheet->footer, escaped);
    g_free(footer);
    g_free(escaped);
    g_free(masked);
    return error;
}

static lxw_error write_breaks(lxw_worksheet *worksheet, const struct page_setup *page)
{
    unsigned count, column_count;
    unsigned *breaks = guard_breaks(page->breaks, page->break_count, &count);
    unsigned *wide = guard_breaks(page->column_breaks, page->column_break_count, &column_count);
    lxw_col_t *columns = g_new0(lxw_col_t, column_count + 1);
    for (unsigned i = 0; i < column_count; i++)
        columns[i] = (lxw_col_t)wide[i];
    lxw_error error = count ? worksheet_set_h_pagebreaks(worksheet, breaks) : LXW_NO_ERROR;
    if (!error && column_count)
        error = worksheet_set_v_pagebreaks(worksheet, columns);
    g_free(columns);
    g_free(wide);
    g_free(breaks);
    return error;
}

static lxw_error write_printed(lxw_worksheet *worksheet, const struct page_setup *page)
{
    lxw_error error = LXW_NO_ERROR;
    if (page->has_print_rows)
        error = worksheet_repeat_rows(worksheet, page->print_rows_first, page->print_rows_last);
    if (!error && page->has_print_columns)
        error = worksheet_repeat_columns(
            worksheet, (lxw_col_t)page->print_columns_first, (lxw_col_t)page->print_columns_last);
    if (!error && page->has_print_area)
        error = worksheet_print_area(worksheet, page->print_area.first_row,
            (lxw_col_t)page->print_area.first_column, page->print_area.last_row,
            (lxw_col_t)page->print_area.last_column);
    return error;
}

/* The library quotes a name in references only for some of the characters that ask for it ("2019" stays
 * bare). */
static bool quote_name(lxw_worksheet *worksheet, const char *name)
{
    char *quoted = guard_quoted_name(name);
    char *copy = strdup(quoted);
    g_free(quoted);
    if (!copy)
        return false;
    free((gpointer)(guintptr)worksheet->quoted_name); /* const since libxlsxwriter 1.2 */
    worksheet->quoted_name = copy;
    return true;
}

char *page_write(lxw_worksheet *worksheet, const struct sheet *sheet)
{
    const struct page_setup *page = &sheet->page;
    write_view(worksheet, sheet);
    write_paper(worksheet, page);
    lxw_error error = quote_name(worksheet, sheet->name) ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED;
    if (!error)
        error = write_header(worksheet, sheet);
    if (!error)
        error = write_footer(worksheet, page->footer);
    if (!error && page->emblem_in_row)
        error = write_emblem_row(worksheet, sheet);
    if (!error)
        error = write_breaks(worksheet, page);
    if (!error)
        error = write_printed(worksheet, page);
    return error ? g_strdup_printf("%s: %s", sheet->name, lxw_strerror(error)) : NULL;
}
