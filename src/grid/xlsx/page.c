/* Everything of a sheet's part but its cells. */
#include "grid/xlsx/page.h"

#include <stdlib.h>
#include <string.h>

#include "grid/builder.h"
#include "support/intl.h"
#include "support/limits.h"

#define MOST_BREAKS 1048576u

void page_reader_init(struct page_reader *reader, struct xlsx *xlsx, struct sheet *sheet)
{
    *reader = (struct page_reader){.xlsx = xlsx, .sheet = sheet};
    reader->breaks = g_array_new(FALSE, TRUE, sizeof(unsigned));
    reader->column_breaks = g_array_new(FALSE, TRUE, sizeof(unsigned));
    reader->text = g_string_new(NULL);
}

void page_reader_clear(struct page_reader *reader)
{
    g_array_unref(reader->breaks);
    g_array_unref(reader->column_breaks);
    g_string_free(reader->text, TRUE);
}

/* ---- ranges and names ---- */

/* One end of a range: "$A$1", "$A", "$1"; what is missing stays. */
static bool parse_end(const char *text, size_t length, unsigned *row, unsigned *column)
{
    char address[24];
    unsigned to = 0, letters, none;
    for (size_t i = 0; i < length; i++)
        if (text[i] != '$' && to + 1 < sizeof address)
            address[to++] = text[i];
    address[to] = 0;
    letters = (unsigned)strspn(address, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    if (letters && address[letters])
        return place_parse_address(address, row, column);
    if (letters) {
        g_strlcat(address, "1", sizeof address);
        return place_parse_address(address, &none, column);
    }
    char numbered[32];
    g_snprintf(numbered, sizeof numbered, "A%s", address);
    return place_parse_address(numbered, row, &none);
}

static void order(unsigned *first, unsigned *last)
{
    if (*first > *last) {
        unsigned swap = *first;
        *first = *last;
        *last = swap;
    }
}

/* "A1:B2", "$A:$B", "$1:$3", "A1"; rows or columns that it does not name stay whole. */
static bool parse_range(const char *text, size_t length, struct range *ret)
{
    struct range range = {0, 0, LIMIT_ROWS - 1, LIMIT_COLUMNS - 1};
    const char *colon = memchr(text, ':', length);
    size_t first = colon ? (size_t)(colon - text) : length;
    if (!parse_end(text, first, &range.first_row, &range.first_column))
        return false;
    if (colon) {
        if (!parse_end(colon + 1, length - first - 1, &range.last_row, &range.last_column))
            return false;
    } else {
        range.last_row = range.first_row;
        range.last_column = range.first_column;
    }
    order(&range.first_row, &range.last_row);
    order(&range.first_column, &range.last_column);
    *ret = range;
    return true;
}

void xlsx_print_name(struct sheet *sheet, const char *name, const char *text)
{
    struct page_setup *page = &sheet->page;
    bool titles = strcmp(name, "_xlnm.Print_Titles") == 0, area = strcmp(name, "_xlnm.Print_Area") == 0;
    bool quoted = false;
    const char *begin = text;
    if (!titles && !area)
        return;
    for (const char *at = text;; at++) {
        quoted ^= *at == '\'';
        if (*at && (*at != ',' || quoted))
            continue;
        const char *address = begin;
        for (const char *mark = begin; mark < at; mark++)
            if (*mark == '!')
                address = mark + 1;
        struct range range;
        if (parse_range(address, (size_t)(at - address), &range)) {
            bool rows = range.last_column == LIMIT_COLUMNS - 1 && range.first_column == 0;
            if (area && !page->has_print_area) {
                page->has_print_area = true;
                page->print_area = range;
            } else if (titles && rows) {
                page->has_print_rows = true;
                page->print_rows_first = range.first_row;
                page->print_rows_last = range.last_row;
            } else if (titles) {
                page->has_print_columns = true;
                page->print_columns_first = range.first_column;
                page->print_columns_last = range.last_column;
            }
        }
        if (!*at)
            return;
        begin = at + 1;
    }
}

/* ---- elements ---- */

typedef const char *(*element_reader)(struct page_reader *reader, const char *const *attributes);

static const char *read_sheet_format(struct page_reader *reader, const char *const *attributes)
{
    struct sheet *sheet = reader->sheet;
    double base = xml_attribute_double(attributes, "baseColWidth", 8);
    sheet->default_height = CLAMP(xml_attribute_double(attributes, "defaultRowHeight", 0), 0, 1000);
    /* without a width of its own it follows from the characters: 5 pixels of padding, 7 pixels each */
    double width = xml_attribute_double(
        attributes, "defaultColWidth", base > 0 && base < 255 && base != 8 ? base + 5.0 / 7 : 0);
    sheet->default_width = CLAMP(width, 0, 255);
    return NULL;
}

static const char *read_view(struct page_reader *reader, const char *const *attributes)
{
    if (reader->has_view)
        return NULL;
    reader->has_view = true;
    reader->sheet->hide_gridlines = !xml_attribute_bool(attributes, "showGridLines", true);
    reader->sheet->zoom = xml_attribute_unsigned(attributes, "zoomScale", 0);
    return NULL;
}

static const char *read_pane(struct page_reader *reader, const char *const *attributes)
{
    const char *state = xml_attribute(attributes, "state");
    if (!state || !g_str_has_prefix(state, "frozen"))
        return NULL;
    reader->sheet->frozen_rows = MIN(xml_attribute_unsigned(attributes, "ySplit", 0), LIMIT_ROWS);
    reader->sheet->frozen_columns = MIN(xml_attribute_unsigned(attributes, "xSplit", 0), LIMIT_COLUMNS);
    return NULL;
}

static const char *read_column(struct page_reader *reader, const char *const *attributes)
{
    unsigned first = xml_attribute_unsigned(attributes, "min", 0),
             last = xml_attribute_unsigned(attributes, "max", 0);
    if (first < 1 || last < first || first > LIMIT_COLUMNS || reader->sheet->columns->len >= LIMIT_COLUMNS)
        return NULL;
    struct column column = {
        .first = first - 1,
        .last = MIN(last, LIMIT_COLUMNS) - 1,
        .width = CLAMP(xml_attribute_double(attributes, "width", 0), 0, 255),
        .hidden = xml_attribute_bool(attributes, "hidden", false),
        .style = -1,
    };
    unsigned style = xml_attribute_unsigned(attributes, "style", 0);
    if (style && reader->xlsx->wants == GRID_LOOKS)
        column.style = (int)xlsx_format(reader->xlsx, style)->style;
    g_array_append_val(reader->sheet->columns, column);
    return NULL;
}

static const char *read_merge(struct page_reader *reader, const char *const *attributes)
{
    const char *reference = xml_attribute(attributes, "ref");
    struct range range;
    if (!reference || !parse_range(reference, strlen(reference), &range))
        return NULL;
    if (range.first_row == range.last_row && range.first_column == range.last_column)
        return NULL;
    if (reader->sheet->merges->len >= LIMIT_MERGES)
        return _("has more merged cells than can be read: split the merges that are not needed");
    g_array_append_val(reader->sheet->merges, range);
    return NULL;
}

static const char *read_tab_colour(struct page_reader *reader, const char *const *attributes)
{
    reader->sheet->tab_colour = xlsx_colour(reader->xlsx, attributes);
    return NULL;
}

static const char *read_fit(struct page_reader *reader, const char *const *attributes)
{
    struct page_setup *page = &reader->sheet->page;
    page->fit_to_page = xml_attribute_bool(attributes, "fitToPage", false);
    page->fit_width = page->fit_height = page->fit_to_page ? 1 : 0;
    return NULL;
}

static const char *read_print_options(struct page_reader *reader, const char *const *attributes)
{
    struct page_setup *page = &reader->sheet->page;
    page->centre_horizontally = xml_attribute_bool(attributes, "horizontalCentered", false);
    page->centre_vertically = xml_attribute_bool(attributes, "verticalCentered", false);
    page->gridlines = xml_attribute_bool(attributes, "gridLines", false);
    page->headings = xml_attribute_bool(attributes, "headings", false);
    return NULL;
}

/* In inches; -1: not given. */
static double margin(const char *const *attributes, const char *name)
{
    double inches = xml_attribute_double(attributes, name, -1);
    return inches >= 0 ? MIN(inches, 1000) : -1;
}

static const char *read_margins(struct page_reader *reader, const char *const *attributes)
{
    struct page_setup *page = &reader->sheet->page;
    page->left = margin(attributes, "left");
    page->right = margin(attributes, "right");
    page->top = margin(attributes, "top");
    page->bottom = margin(attributes, "bottom");
    page->header_margin = margin(attributes, "header");
    page->footer_margin = margin(attributes, "footer");
    return NULL;
}

static const char *read_page_setup(struct page_reader *reader, const char *const *attributes)
{
    struct page_setup *page = &reader->sheet->page;
    const char *orientation = xml_attribute(attributes, "orientation");
    const char *page_order = xml_attribute(attributes, "pageOrder");
    page->paper = (int)MIN(xml_attribute_unsigned(attributes, "paperSize", 0), 1000u);
    page->landscape = orientation && strcmp(orientation, "landscape") == 0;
    page->page_order_over = page_order && strcmp(page_order, "overThenDown") == 0;
    page->scale = xml_attribute_unsigned(attributes, "scale", 0);
    if (page->fit_to_page) {
        page->fit_width = xml_attribute_unsigned(attributes, "fitToWidth", 1);
        page->fit_height = xml_attribute_unsigned(attributes, "fitToHeight", 1);
    }
    if (xml_attribute_bool(attributes, "useFirstPageNumber", false))
        page->first_page_number = (int)MIN(xml_attribute_unsigned(attributes, "firstPageNumber", 0), 32767u);
    return NULL;
}

static const char *read_header_footer(struct page_reader *reader, const char *const *attributes)
{
    if (xml_attribute_bool(attributes, "differentFirst", false) ||
        xml_attribute_bool(attributes, "differentOddEven", false))
        reader->sheet->features |= FEATURE_FIRST_EVEN_HEADERS;
    return NULL;
}

static const char *read_header(struct page_reader *reader, const char *const *attributes)
{
    (void)attributes;
    reader->target = &reader->sheet->page.header;
    return NULL;
}

static const char *read_footer(struct page_reader *reader, const char *const *attributes)
{
    (void)attributes;
    reader->target = &reader->sheet->page.footer;
    return NULL;
}

static const char *read_row_breaks(struct page_reader *reader, const char *const *attributes)
{
    (void)attributes;
    reader->open_breaks = reader->breaks;
    return NULL;
}

static const char *read_column_breaks(struct page_reader *reader, const char *const *attributes)
{
    (void)attributes;
    reader->open_breaks = reader->column_breaks;
    return NULL;
}

static const char *read_break(struct page_reader *reader, const char *const *attributes)
{
    GArray *breaks = reader->open_breaks;
    unsigned place = xml_attribute_unsigned(attributes, "id", 0);
    unsigned limit = breaks == reader->breaks ? LIMIT_ROWS : LIMIT_COLUMNS;
    if (breaks && place && place < limit && breaks->len < MOST_BREAKS)
        g_array_append_val(breaks, place);
    return NULL;
}

static const char *read_custom_views(struct page_reader *reader, const char *const *attributes)
{
    (void)attributes;
    reader->in_custom_views = true;
    return NULL;
}

static const struct {
    const char *name;
    element_reader read;
    unsigned feature;
} elements[] = {
    {"col", read_column, 0},
    {"mergeCell", read_merge, 0},
    {"sheetFormatPr", read_sheet_format, 0},
    {"sheetView", read_view, 0},
    {"pane", read_pane, 0},
    {"tabColor", read_tab_colour, 0},
    {"pageSetUpPr", read_fit, 0},
    {"printOptions", read_print_options, 0},
    {"pageMargins", read_margins, 0},
    {"pageSetup", read_page_setup, 0},
    {"headerFooter", read_header_footer, 0},
    {"oddHeader", read_header, 0},
    {"oddFooter", read_footer, 0},
    {"rowBreaks", read_row_breaks, 0},
    {"colBreaks", read_column_breaks, 0},
    {"brk", read_break, 0},
    {"customSheetViews", read_custom_views, 0},
    {"conditionalFormatting", NULL, FEATURE_CONDITIONAL_FORMATS},
    {"dataValidation", NULL, FEATURE_VALIDATIONS},
    {"legacyDrawing", NULL, FEATURE_COMMENTS},
    {"drawing", NULL, FEATURE_PICTURES},
    {"picture", NULL, FEATURE_PICTURES},
    {"autoFilter", NULL, FEATURE_AUTOFILTER},
    {"hyperlink", NULL, FEATURE_HYPERLINKS},
    {"tablePart", NULL, FEATURE_TABLES},
    {"sheetProtection", NULL, FEATURE_PROTECTION},
};

const char *page_reader_start(struct page_reader *reader, const char *name, const char *const *attributes)
{
    if (reader->in_custom_views)
        return NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(elements); i++)
        if (strcmp(name, elements[i].name) == 0) {
            reader->sheet->features |= elements[i].feature;
            g_string_truncate(reader->text, 0);
            return elements[i].read ? elements[i].read(reader, attributes) : NULL;
        }
    return NULL;
}

void page_reader_end(struct page_reader *reader, const char *name)
{
    if (strcmp(name, "customSheetViews") == 0)
        reader->in_custom_views = false;
    else if (strcmp(name, "rowBreaks") == 0 || strcmp(name, "colBreaks") == 0)
        reader->open_breaks = NULL;
    else if (reader->target) {
        xlsx_unescape(reader->text);
        if (reader->text->len)
            *reader->target = workbook_intern(reader->xlsx->workbook, reader->text->str);
        reader->target = NULL;
    }
}

/* ---- in the end ---- */

static int compare_breaks(const void *a, const void *b)
{
    const unsigned *left = a, *right = b;
    return *left < *right ? -1 : *left > *right;
}

static void keep_breaks(struct page_reader *reader, GArray *breaks, unsigned **ret, unsigned *ret_count)
{
    if (!breaks->len)
        return;
    qsort(breaks->data, breaks->len, sizeof(unsigned), compare_breaks);
    *ret = arena_new0(reader->xlsx->workbook->arena, unsigned, breaks->len);
    memcpy(*ret, breaks->data, breaks->len * sizeof(unsigned));
    *ret_count = breaks->len;
}

void page_reader_finish(struct page_reader *reader)
{
    struct page_setup *page = &reader->sheet->page;
    sheet_order_columns(reader->sheet);
    keep_breaks(reader, reader->breaks, &page->breaks, &page->break_count);
    keep_breaks(reader, reader->column_breaks, &page->column_breaks, &page->column_break_count);
}
