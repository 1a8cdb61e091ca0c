#include "writer/readback-page.h"

#include <math.h>
#include <stddef.h>
#include <string.h>
#include "support/intl.h"
#include "writer/guard.h"

#define EPSILON 1e-9

/* Flags and lengths of the page set-up, with what is said when they differ. */
static const struct field {
    size_t offset;
    const char *difference;
} flags[] =
    {
        {offsetof(struct page_setup, landscape), N_("the page's orientation differs")},
        {offsetof(struct page_setup, fit_to_page), N_("the fitting to pages differs")},
        {offsetof(struct page_setup, centre_horizontally), N_("the centring on the page differs")},
        {offsetof(struct page_setup, centre_vertically), N_("the centring on the page differs")},
        {offsetof(struct page_setup, gridlines), N_("the printed grid lines differ")},
        {offsetof(struct page_setup, headings), N_("the printed headings differ")},
        {offsetof(struct page_setup, page_order_over), N_("the order of pages differs")},
        {offsetof(struct page_setup, has_print_rows), N_("the repeated rows differ")},
        {offsetof(struct page_setup, has_print_columns), N_("the repeated columns differ")},
        {offsetof(struct page_setup, has_print_area), N_("the print area differs")},
},
  margins[] = {
      {offsetof(struct page_setup, left), N_("the left margin differs")},
      {offsetof(struct page_setup, right), N_("the right margin differs")},
      {offsetof(struct page_setup, top), N_("the top margin differs")},
      {offsetof(struct page_setup, bottom), N_("the bottom margin differs")},
      {offsetof(struct page_setup, header_margin), N_("the header's margin differs")},
      {offsetof(struct page_setup, footer_margin), N_("the footer's margin differs")},
};

#define FIELD(page, field, type) (*(const type *)((const char *)(page) + (field)->offset))

static const char *fields_difference(const struct page_setup *meant, const struct page_setup *read)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(flags); i++)
        if (FIELD(meant, &flags[i], bool) != FIELD(read, &flags[i], bool))
            return _(flags[i].difference);
    for (unsigned i = 0; i < G_N_ELEMENTS(margins); i++) {
        double margin = FIELD(meant, &margins[i], double);
        if (margin >= 0 && fabs(margin - FIELD(read, &margins[i], double)) > EPSILON)
            return _(margins[i].difference);
    }
    return NULL;
}

static unsigned percent(unsigned value)
{
    return value ? value : 100;
}

static bool same_header(const char *meant, const char *read, bool emblem)
{
    char *header = guard_header(meant, emblem);
    bool same = !strcmp(header ? header : "", read ? read : "");
    g_free(header);
    return same;
}

static bool same_breaks(
    const unsigned *meant, unsigned meant_count, const unsigned *read, unsigned read_count)
{
    unsigned count, other_count;
    unsigned *breaks = guard_breaks(meant, meant_count, &count);
    unsigned *others = guard_breaks(read, read_count, &other_count);
    bool same = count == other_count && !memcmp(breaks, others, count * sizeof *breaks);
    g_free(breaks);
    g_free(others);
    return same;
}

static bool same_printed(const struct page_setup *a, const struct page_setup *b)
{
    if (a->has_print_rows &&
        (a->print_rows_first != b->print_rows_first || a->print_rows_last != b->print_rows_last))
        return false;
    if (a->has_print_columns &&
        (a->print_columns_first != b->print_columns_first || a->print_columns_last != b->print_columns_last))
        return false;
    return !a->has_print_area || !memcmp(&a->print_area, &b->print_area, sizeof a->print_area);
}

static const char *page_difference(const struct page_setup *meant, const struct page_setup *read)
{
    const char *difference = fields_difference(meant, read);
    if (difference)
        return difference;
    if (meant->paper && meant->paper != read->paper)
        return _("the paper differs");
    if (!meant->fit_to_page && percent(meant->scale) != percent(read->scale))
        return _("the print scale differs");
    if (meant->fit_to_page && (meant->fit_width != read->fit_width || meant->fit_height != read->fit_height))
        return _("the fitting to pages differs");
    if (!same_header(meant->header, read->header, meant->emblem_height > 0 && !meant->emblem_in_row) ||
        !same_header(meant->footer, read->footer, false))
        return _("the header or footer differs");
    if (meant->first_page_number && meant->first_page_number != read->first_page_number)
        return _("the first page's number differs");
    if (!same_breaks(meant->breaks, meant->break_count, read->breaks, read->break_count) ||
        !same_breaks(
            meant->column_breaks, meant->column_break_count, read->column_breaks, read->column_break_count))
        return _("the page breaks differ");
    return same_printed(meant, read) ? NULL : _("the repeated rows, columns or the print area differ");
}

const char *readback_page_difference(const struct sheet *meant, const struct sheet *read)
{
    if ((meant->visibility == SHEET_VISIBLE) != (read->visibility == SHEET_VISIBLE))
        return _("the sheet is hidden in one only");
    if (meant->frozen_rows != read->frozen_rows || meant->frozen_columns != read->frozen_columns)
        return _("the frozen panes differ");
    if (meant->hide_gridlines != read->hide_gridlines)
        return _("the grid lines differ");
    if (percent(meant->zoom) != percent(read->zoom))
        return _("the zoom differs");
    if (meant->tab_colour != read->tab_colour)
        return _("the tab's colour differs");
    return page_difference(&meant->page, &read->page);
}
