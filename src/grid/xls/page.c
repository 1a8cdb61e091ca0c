/* What a sheet says of its view and of how it is printed. */
#include <string.h>

#include "grid/xls/xls.h"
#include "support/limits.h"

#define LAST_ROW 65535u /* of a sheet of BIFF8 */
#define LAST_COLUMN 255u

struct page_record {
    struct xls *xls;
    struct sheet *sheet;
    struct biff_stream *stream;
    const struct biff_record *record;
    const uint8_t *body;
};

static bool flag(const struct page_record *page)
{
    return little_16(page->body) != 0;
}

/* ---- the records ---- */

static void read_text(const struct page_record *page, const char **target)
{
    struct biff_cursor cursor;
    struct xls_text text;
    if (page->record->length == 0)
        return;
    cursor_init(&cursor, page->stream, page->record);
    /* what cannot be read is left out: nothing but the looks of a page */
    if (!xls_read_text(page->xls, &cursor, page->xls->biff == 8 ? 2 : 1, &text) && *text.text)
        *target = text.text;
}

static void read_header(const struct page_record *page)
{
    read_text(page, &page->sheet->page.header);
}

static void read_footer(const struct page_record *page)
{
    read_text(page, &page->sheet->page.footer);
}

static double inches(const uint8_t *bytes)
{
    double number = little_double(bytes);
    return number >= 0 && number < 100 ? number : -1;
}

static void read_margin(const struct page_record *page)
{
    struct page_setup *setup = &page->sheet->page;
    double *const margins[] = {&setup->left, &setup->right, &setup->top, &setup->bottom};
    *margins[page->record->id - RECORD_LEFT_MARGIN] = inches(page->body);
}

static void read_headings(const struct page_record *page)
{
    page->sheet->page.headings = flag(page);
}

static void read_gridlines(const struct page_record *page)
{
    page->sheet->page.gridlines = flag(page);
}

static void read_centre_horizontally(const struct page_record *page)
{
    page->sheet->page.centre_horizontally = flag(page);
}

static void read_centre_vertically(const struct page_record *page)
{
    page->sheet->page.centre_vertically = flag(page);
}

static void read_sheet_options(const struct page_record *page)
{
    struct page_setup *setup = &page->sheet->page;
    setup->fit_to_page = little_16(page->body) & 0x100;
}

/* MS-XLS 2.4.257 (Setup). */
static void read_setup(const struct page_record *page)
{
    struct page_setup *setup = &page->sheet->page;
    unsigned flags = little_16(page->body + 10);
    bool known = !(flags & 4);
    setup->page_order_over = flags & 1;
    if (known) {
        setup->paper = MIN(little_16(page->body), 1000);
        setup->scale = little_16(page->body + 2);
        setup->landscape = !(flags & 2) && !(flags & 0x40);
    }
    setup->fit_width = little_16(page->body + 6);
    setup->fit_height = little_16(page->body + 8);
    if (flags & 0x80)
        setup->first_page_number = little_16(page->body + 4);
    setup->header_margin = inches(page->body + 16);
    setup->footer_margin = inches(page->body + 24);
}

static void read_row_breaks(const struct page_record *page)
{
    struct page_setup *setup = &page->sheet->page;
    unsigned step = page->xls->biff == 8 ? 6 : 2;
    unsigned count = MIN(little_16(page->body), (page->record->length - 2u) / step), last = 0;
    setup->breaks = arena_new0(page->xls->workbook->arena, unsigned, count + 1);
    setup->break_count = 0;
    for (unsigned i = 0; i < count; i++) {
        unsigned row = little_16(page->body + 2 + i * step);
        if (row > last)
            setup->breaks[setup->break_count++] = last = row;
    }
}

static void read_window(const struct page_record *page)
{
    unsigned flags = little_16(page->body);
    page->sheet->hide_gridlines = !(flags & 2);
    /* the pane that follows is one of frozen rows and columns */
    page->sheet->frozen_rows = page->sheet->frozen_columns = flags & 8 ? LIMIT_ROWS : 0;
}

static void read_pane(const struct page_record *page)
{
    bool frozen = page->sheet->frozen_rows == LIMIT_ROWS;
    page->sheet->frozen_columns = frozen ? little_16(page->body) : 0;
    page->sheet->frozen_rows = frozen ? little_16(page->body + 2) : 0;
}

static void read_zoom(const struct page_record *page)
{
    unsigned of = little_16(page->body + 2);
    page->sheet->zoom = of ? MIN(little_16(page->body) * 100u / of, 400u) : 0;
}

/* MS-XLS 2.4.269 (SheetExt): the colour's number behind the size of what follows. */
static void read_tab(const struct page_record *page)
{
    page->sheet->tab_colour = xls_colour(page->xls, little_32(page->body + 16) & 127);
}

static void read_default_width(const struct page_record *page)
{
    unsigned characters = little_16(page->body);
    if (characters != 8 && characters < 255 && page->sheet->default_width <= 0)
        page->sheet->default_width = characters + 5.0 / 7;
}

static void read_standard_width(const struct page_record *page)
{
    page->sheet->default_width = MIN(little_16(page->body) / 256.0, 255.0);
}

static void read_default_height(const struct page_record *page)
{
    page->sheet->default_height = (little_16(page->body + 2) & 0x7FFF) / 20.0;
}

static void read_nothing(const struct page_record *page)
{
    (void)page;
}

static const struct {
    uint16_t id, least; /* bytes; what is shorter says nothing */
    void (*read)(const struct page_record *page);
    unsigned feature;
} readers[] = {
    {RECORD_HEADER, 0, read_header, 0},
    {RECORD_FOOTER, 0, read_footer, 0},
    {RECORD_LEFT_MARGIN, 8, read_margin, 0},
    {RECORD_RIGHT_MARGIN, 8, read_margin, 0},
    {RECORD_TOP_MARGIN, 8, read_margin, 0},
    {RECORD_BOTTOM_MARGIN, 8, read_margin, 0},
    {RECORD_PRINT_HEADINGS, 2, read_headings, 0},
    {RECORD_PRINT_GRIDLINES, 2, read_gridlines, 0},
    {RECORD_CENTRE_HORIZONTALLY, 2, read_centre_horizontally, 0},
    {RECORD_CENTRE_VERTICALLY, 2, read_centre_vertically, 0},
    {RECORD_SHEET_OPTIONS, 2, read_sheet_options, 0},
    {RECORD_PAGE_SETUP, 32, read_setup, 0},
    {RECORD_ROW_BREAKS, 2, read_row_breaks, 0},
    {RECORD_WINDOW, 2, read_window, 0},
    {RECORD_PANE, 4, read_pane, 0},
    {RECORD_ZOOM, 4, read_zoom, 0},
    {RECORD_TAB, 20, read_tab, 0},
    {RECORD_DEFAULT_COLUMN_WIDTH, 2, read_default_width, 0},
    {RECORD_STANDARD_WIDTH, 2, read_standard_width, 0},
    {RECORD_DEFAULT_ROW_HEIGHT, 4, read_default_height, 0},
    {RECORD_NOTE, 0, read_nothing, FEATURE_COMMENTS},
    {RECORD_DRAWING, 0, read_nothing, FEATURE_PICTURES},
    {RECORD_AUTOFILTER, 0, read_nothing, FEATURE_AUTOFILTER},
    {RECORD_CONDITIONAL_FORMAT, 0, read_nothing, FEATURE_CONDITIONAL_FORMATS},
    {RECORD_HYPERLINK, 0, read_nothing, FEATURE_HYPERLINKS},
    {RECORD_VALIDATION, 0, read_nothing, FEATURE_VALIDATIONS},
    {RECORD_PROTECT, 2, read_nothing, FEATURE_PROTECTION},
};

void xls_read_page(
    struct xls *xls, struct sheet *sheet, struct biff_stream *stream, const struct biff_record *record)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(readers); i++) {
        if (readers[i].id != record->id)
            continue;
        const struct page_record page = {xls, sheet, stream, record, record->body};
        sheet->features |= readers[i].feature;
        if (record->length >= readers[i].least)
            readers[i].read(&page);
        return;
    }
}

/* ---- print areas and titles ---- */

/* The ranges of a formula: one, or several joined by commas (MS-XLS 2.5.198: PtgArea3d, PtgRef3d, PtgMemFunc,
 * PtgUnion). False at the end, or at any other token. */
static bool next_range(const struct xls *xls, const uint8_t **at, const uint8_t *end, struct range *ret)
{
    enum { TOKEN_UNION = 0x10, TOKEN_MEMORY = 0x29, TOKEN_REFERENCE = 0x3A, TOKEN_AREA = 0x3B };
    unsigned sheet_size = xls->biff == 8 ? 2 : 14, column_size = xls->biff == 8 ? 2 : 1;
    while (*at < end) {
        unsigned token = **at, base = token & 0x60 ? (token & 0x1F) | 0x20 : token;
        size_t left = (size_t)(end - *at);
        if (base == TOKEN_UNION) {
            *at += 1;
        } else if (base == TOKEN_MEMORY && left >= 3) {
            *at += 3;
        } else if (base == TOKEN_AREA && left >= 1 + sheet_size + 4 + 2 * column_size) {
            const uint8_t *body = *at + 1 + sheet_size;
            unsigned mask = column_size == 2 ? 0x3FFF : 0xFF;
            struct range range = {little_16(body), (column_size == 2 ? little_16(body + 4) : body[4]) & mask,
                little_16(body + 2), (column_size == 2 ? little_16(body + 6) : body[5]) & mask};
            *at = body + 4 + 2 * column_size;
            *ret = range;
            return range.first_row <= range.last_row && range.first_column <= range.last_column;
        } else if (base == TOKEN_REFERENCE && left >= 1 + sheet_size + 2 + column_size) {
            const uint8_t *body = *at + 1 + sheet_size;
            unsigned row = little_16(body), column = body[2];
            *at = body + 2 + column_size;
            *ret = (struct range){row, column, row, column};
            return true;
        } else {
            return false;
        }
    }
    return false;
}

void xls_print_name(const struct xls *xls, struct sheet *sheet, const struct xls_name *name)
{
    struct page_setup *page = &sheet->page;
    unsigned last_row = xls->biff == 8 ? LAST_ROW : LAST_ROW / 4;
    const uint8_t *at = name->tokens, *end = name->tokens + name->length;
    struct range range;
    while (next_range(xls, &at, end, &range)) {
        bool whole_rows = range.first_column == 0 && range.last_column >= LAST_COLUMN;
        if (range.last_row >= last_row)
            range.last_row = LIMIT_ROWS - 1;
        if (range.last_column >= LAST_COLUMN)
            range.last_column = LIMIT_COLUMNS - 1;
        if (name->kind == NAME_PRINT_AREA && !page->has_print_area) {
            page->has_print_area = true;
            page->print_area = range;
        } else if (name->kind == NAME_PRINT_TITLES && whole_rows) {
            page->has_print_rows = true;
            page->print_rows_first = range.first_row;
            page->print_rows_last = range.last_row;
        } else if (name->kind == NAME_PRINT_TITLES) {
            page->has_print_columns = true;
            page->print_columns_first = range.first_column;
            page->print_columns_last = MIN(range.last_column, LIMIT_COLUMNS - 1);
        }
    }
}
