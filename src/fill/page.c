#include "fill/parts.h"

#include <math.h>
#include "grid/picture.h"
#include "writer/metrics.h"

#define POINTS_PER_INCH 72.0
#define POINTS_PER_MM (72.0 / 25.4)
#define PAPER_A4 9
#define SCALE_LEAST 10
#define EMBLEM_GAP 3.0   /* points, between the emblem and the table */
#define EMBLEM_LEAST 9.0 /* where the header has no room at all */
#define EMBLEM_MOST 400.0
#define ROUNDING_NOISE 1e-6

static const struct {
    int paper;
    double width, height; /* mm */
} papers[] = {
    {PAPER_A4, 210, 297},
    {8, 297, 420},
    {11, 148, 210},
    {1, 215.9, 279.4},
    {5, 215.9, 355.6},
};

struct room {
    double width, height; /* points between the margins */
};

double page_margin(double inches, double by_default)
{
    return (inches >= 0 ? inches : by_default) * POINTS_PER_INCH;
}

static struct room printable(const struct page_setup *page)
{
    unsigned found = 0;
    for (unsigned i = 0; i < G_N_ELEMENTS(papers); i++)
        if (papers[i].paper == page->paper)
            found = i;
    double width = papers[found].width, height = papers[found].height;
    return (struct room){
        (page->landscape ? height : width) * POINTS_PER_MM - page_margin(page->left, 0.7) -
            page_margin(page->right, 0.7),
        (page->landscape ? width : height) * POINTS_PER_MM - page_margin(page->top, 0.75) -
            page_margin(page->bottom, 0.75),
    };
}

/* Of the columns from `first` on, before `end`. */
static double columns_width(const struct form *form, unsigned first, unsigned end)
{
    double width = 0;
    for (unsigned c = first; c < end; c++)
        width += form->hidden[c] ? 0 : metrics_print_points(form->widths[c]);
    return width;
}

/* The widest of the parts into which breaks divide the columns, each with the repeated ones before it. */
static double part_width(const struct form *form, const struct page_setup *page)
{
    double widest = 0;
    for (unsigned i = 0, first = 0; i <= page->column_break_count; i++) {
        const unsigned end = i < page->column_break_count ? page->column_breaks[i] : form->column_count;
        double width = columns_width(form, first, end);
        if (page->has_print_columns && page->print_columns_last < first)
            width += columns_width(form, page->print_columns_first, page->print_columns_last + 1);
        widest = MAX(widest, width);
        first = end;
    }
    return widest;
}

static double rows_height(const struct form *form, unsigned first, unsigned count)
{
    double height = 0;
    for (unsigned r = first; r < first + count; r++)
        height += ((const struct form_row *)g_ptr_array_index(form->rows, r))->height;
    return height;
}

static unsigned fitting(double room, double wanted)
{
    double scale = wanted > room ? floor(100 * room / wanted) : 100;
    return (unsigned)MAX(scale, SCALE_LEAST);
}

/* Excel ignores page breaks on sheets that are fitted to pages, so the scale is computed: the width of the
 * table on the page, or on the pages that the drawing is fitted to; where breaks divide it, that of the
 * widest part on one page. A smaller scale of the drawing stands. */
static unsigned page_scale(
    const struct form *form, const struct page_setup *page, const struct page_setup *drawn, struct room room)
{
    unsigned across = drawn->fit_to_page && page->column_break_count == 0 ? MAX(drawn->fit_width, 1) : 1;
    unsigned scale = fitting(room.width * across, part_width(form, page));
    if (!drawn->fit_to_page && drawn->scale != 0)
        scale = MIN(scale, drawn->scale);
    if (drawn->fit_to_page && drawn->fit_height > 0)
        scale = MIN(scale, fitting(room.height * drawn->fit_height, rows_height(form, 0, form->rows->len)));
    return scale;
}

static bool is_title(const struct form *form, unsigned row, bool by_drawing)
{
    const struct form_row *line = g_ptr_array_index(form->rows, row);
    const struct page_setup *drawn = &form->drawn->drawing->page;
    if (line->row == NULL)
        return false;
    if (!by_drawing)
        return line->row->fixed_header;
    return drawn->has_print_rows && line->row->sheet_row >= drawn->print_rows_first &&
           line->row->sheet_row <= drawn->print_rows_last;
}

/* The rows repeated on each page: the fixed header of a sheet with one table; without one, those that the
 * drawing repeats. False if there are none. */
static bool title_rows(const struct form *form, unsigned *ret_first, unsigned *ret_count)
{
    for (int by_drawing = 0; form->tables->len == 1 && by_drawing <= 1; by_drawing++)
        for (unsigned r = 0; r < form->rows->len; r++) {
            if (!is_title(form, r, by_drawing))
                continue;
            unsigned count = 1;
            while (r + count < form->rows->len && is_title(form, r + count, by_drawing))
                count++;
            for (unsigned later = r + count; later < form->rows->len; later++)
                if (is_title(form, later, by_drawing))
                    return false;
            if (r + count == form->rows->len)
                return false;
            *ret_first = r;
            *ret_count = count;
            return true;
        }
    return false;
}

/* How many rows or columns of the form stand within the frozen part of the drawing. */
static void freeze(const struct form *form, struct sheet *sheet)
{
    const struct sheet *drawing = form->drawn->drawing;
    for (unsigned r = 0; r < form->rows->len; r++) {
        const struct form_row *row = g_ptr_array_index(form->rows, r);
        if (row->row == NULL || row->row->sheet_row >= drawing->frozen_rows)
            break;
        sheet->frozen_rows = row->first + row->count;
    }
    const struct form_table *table = g_ptr_array_index(form->tables, 0);
    while (sheet->frozen_columns < table->column_count &&
           table->columns[sheet->frozen_columns].column < drawing->frozen_columns)
        sheet->frozen_columns++;
}

static void repeat_columns(const struct form *form, struct page_setup *page, const struct page_setup *drawn)
{
    const struct form_table *table = g_ptr_array_index(form->tables, 0);
    page->has_print_columns = false;
    for (unsigned c = 0; drawn->has_print_columns && c < table->column_count; c++) {
        unsigned column = table->columns[c].column;
        if (column < drawn->print_columns_first || column > drawn->print_columns_last)
            continue;
        if (!page->has_print_columns)
            page->print_columns_first = c;
        page->print_columns_last = c;
        page->has_print_columns = true;
    }
}

/* A break drawn before a column stands before the first that is written of it or of those right of it. */
static void break_columns(const struct form *form, struct workbook *workbook, struct page_setup *page,
    const struct page_setup *drawn)
{
    const struct form_table *table = g_ptr_array_index(form->tables, 0);
    page->column_breaks = arena_new0(workbook->arena, unsigned, table->column_count + 1);
    page->column_break_count = 0;
    for (unsigned c = 1; drawn->column_break_count > 0 && c < table->column_count; c++) {
        bool drawn_here = false;
        for (unsigned i = 0; i < drawn->column_break_count && !drawn_here; i++)
            drawn_here = table->columns[c - 1].column < drawn->column_breaks[i] &&
                         drawn->column_breaks[i] <= table->columns[c].column;
        if (drawn_here)
            page->column_breaks[page->column_break_count++] = c;
    }
}

/* As high as the picture is, but no higher than the header has room and no wider than a third of the page.
 * Programs print it at the scale of the sheet. */
static double emblem_height(const struct picture *emblem, const struct page_setup *page, struct room room)
{
    if (emblem == NULL)
        return 0;
    double height = emblem->height * POINTS_PER_INCH / emblem->dots_down;
    double width = emblem->width * POINTS_PER_INCH / emblem->dots_across;
    double most = page_margin(page->top, 0.75) - page_margin(page->header_margin, 0.3) - EMBLEM_GAP;
    double part = MIN(1, MIN(MAX(most, EMBLEM_LEAST) / height, room.width / 3 / width));
    return CLAMP(floor(height * part * 100 / page->scale + ROUNDING_NOISE), 1, EMBLEM_MOST);
}

void page_setup(struct filler *filler, struct form *form, struct sheet *sheet)
{
    const struct page_setup *drawn = &form->drawn->drawing->page;
    struct workbook *workbook = sheet->workbook;
    struct page_setup *page = &sheet->page;
    const struct picture *emblem = filler->options->emblem;
    const char *header = header_text(filler, form, form->drawn->header, emblem != NULL);
    const char *footer = header_text(filler, form, form->drawn->footer, false);
    *page = *drawn;
    page->paper = drawn->paper != 0 ? drawn->paper : PAPER_A4;
    page->fit_to_page = false;
    page->fit_width = page->fit_height = 0;
    page->has_print_area = false;
    page->breaks = NULL;
    page->break_count = 0;
    struct room room = printable(page);
    repeat_columns(form, page, drawn);
    break_columns(form, workbook, page, drawn);
    page->scale = page_scale(form, page, drawn, room);
    header = header_at_scale(filler, header, page->scale);
    footer = header_at_scale(filler, footer, page->scale);
    page->header = header == NULL ? NULL : workbook_intern(workbook, header);
    page->footer = footer == NULL ? NULL : workbook_intern(workbook, footer);
    page->emblem_height = emblem_height(emblem, page, room);
    double capacity = room.height * 100 / page->scale - LINE_RESERVE;
    unsigned first = 0, count = 0;
    double titles = 0;
    if (page->emblem_height > 0 && filler->emblem_in_row)
        emblem_to_row(form, emblem, sheet);
    if (title_rows(form, &first, &count) && page->emblem_in_row) { /* what stands between is repeated, too */
        count += first;
        first = 0;
    }
    page->print_rows_first = page->print_rows_last = 0;
    page->has_print_rows = page->emblem_in_row;
    if (count > 0 && rows_height(form, first, count) < capacity / 2) {
        const struct form_row *last = g_ptr_array_index(form->rows, first + count - 1);
        page->has_print_rows = true;
        if (!page->emblem_in_row)
            page->print_rows_first = ((const struct form_row *)g_ptr_array_index(form->rows, first))->first;
        page->print_rows_last = last->first + last->count - 1;
        titles = rows_height(form, first, count);
    }
    freeze(form, sheet);
    page_breaks(form, sheet, capacity, titles);
}
