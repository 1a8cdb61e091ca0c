/* Programs that print no pictures of page headers get the emblem in a first row, repeated on every page. */
#include "fill/parts.h"

#include <math.h>
#include <string.h>

#include "grid/picture.h"

#define POINTS_PER_INCH 72.0
#define PIXEL 0.75
#define HEADER_LINE 14.0 /* points that the header's text needs beside it */
#define LEAST 9.0
#define EMBLEM "&G"

void emblem_push_rows(const GPtrArray *forms, int by)
{
    for (unsigned i = 0; i < forms->len; i++) {
        const struct form *form = g_ptr_array_index(forms, i);
        for (unsigned r = 0; r < form->rows->len; r++) {
            struct form_row *row = g_ptr_array_index(form->rows, r);
            row->first = (unsigned)((int)row->first + by);
        }
    }
}

/* The header without the emblem's place; 'L', 'C' or 'R': where it was. */
static char take_from_header(const char *header, GString *ret)
{
    char part = 'C', found = 'C';
    for (const char *c = header; *c != '\0'; c++) {
        bool code = *c == '&' && c[1] != '\0';
        if (code && c[1] == EMBLEM[1]) {
            found = part;
            c++;
            continue;
        }
        if (code && strchr("LCR", c[1]) != NULL)
            part = c[1];
        g_string_append_c(ret, *c);
        if (code)
            g_string_append_c(ret, *++c);
    }
    return found;
}

/* From the table's left edge, points. */
static double left_of(const struct form *form, char part, double width)
{
    double table = 0;
    for (unsigned c = 0; c < form->column_count; c++)
        table += form->hidden[c] ? 0 : floor(form->widths[c] * 7 + 0.5) * PIXEL;
    double free = MAX(table - width, 0);
    return part == 'L' ? 0 : part == 'R' ? free : free / 2;
}

void emblem_to_row(const struct form *form, const struct picture *emblem, struct sheet *sheet)
{
    struct page_setup *page = &sheet->page;
    const double scale = page->scale / 100.0;
    const double top = page_margin(page->top, 0.75), header_top = page_margin(page->header_margin, 0.3);
    double height = MAX(MIN(page->emblem_height * scale, top - header_top - HEADER_LINE), LEAST);
    GString *header = g_string_new(NULL);
    char part = take_from_header(page->header == NULL ? "" : page->header, header);
    page->header = header->len == 0 ? NULL : workbook_intern(sheet->workbook, header->str);
    g_string_free(header, TRUE);
    page->emblem_height = floor(height / scale / PIXEL) * PIXEL;
    page->emblem_in_row = true;
    page->emblem_left = left_of(form, part, page->emblem_height * emblem->width / emblem->height);
    page->top = (top - page->emblem_height * scale) / POINTS_PER_INCH;
    struct row *row = sheet_make_row(sheet, 0);
    row->height = page->emblem_height;
    row->custom_height = true;
}
