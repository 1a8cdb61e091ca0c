/* Page layouts of styles.xml: paper, margins, scale. */
#include <math.h>
#include <string.h>

#include "grid/ods/ods.h"

#define INCH 72.0

static double inches(const char *const *attributes, const char *name, double missing)
{
    const char *value = xml_attribute_prefixed(attributes, name);
    return value ? ods_length(value) / INCH : missing;
}

static bool has_word(const char *list, const char *word)
{
    return list && strstr(list, word) != NULL;
}

static unsigned number_of(const char *const *attributes, const char *name)
{
    const char *value = xml_attribute_prefixed(attributes, name);
    return value ? (unsigned)MIN(g_ascii_strtoull(value, NULL, 10), 32767u) : 0;
}

/* The OOXML number of a paper of these sides in points. */
static int paper_of(double width, double height)
{
    static const struct {
        int number;
        double short_side, long_side;
    } papers[] = {{9, 595, 842}, {8, 842, 1191}, {11, 420, 595}, {1, 612, 792}, {5, 612, 1008}};
    for (unsigned i = 0; i < G_N_ELEMENTS(papers); i++)
        if (fabs(MIN(width, height) - papers[i].short_side) < 3 &&
            fabs(MAX(width, height) - papers[i].long_side) < 3)
            return papers[i].number;
    return 0;
}

static void read_properties(struct page_setup *page, const char *const *attributes)
{
    const char *orientation = xml_attribute_prefixed(attributes, "print-orientation");
    const char *centering = xml_attribute_prefixed(attributes, "table-centering");
    const char *print = xml_attribute_prefixed(attributes, "print");
    const char *order = xml_attribute_prefixed(attributes, "print-page-order");
    page->paper = paper_of(ods_length(xml_attribute_prefixed(attributes, "page-width")),
        ods_length(xml_attribute_prefixed(attributes, "page-height")));
    page->landscape = orientation && strcmp(orientation, "landscape") == 0;
    page->left = inches(attributes, "margin-left", -1);
    page->right = inches(attributes, "margin-right", -1);
    page->top = inches(attributes, "margin-top", -1);
    page->bottom = inches(attributes, "margin-bottom", -1);
    page->scale = number_of(attributes, "scale-to");
    page->fit_width = number_of(attributes, "scale-to-X");
    page->fit_height = number_of(attributes, "scale-to-Y");
    page->fit_to_page = page->fit_width || page->fit_height;
    page->first_page_number = (int)number_of(attributes, "first-page-number");
    page->centre_horizontally = has_word(centering, "horizontal") || has_word(centering, "both");
    page->centre_vertically = has_word(centering, "vertical") || has_word(centering, "both");
    page->gridlines = has_word(print, "grid");
    page->headings = has_word(print, "headers");
    page->page_order_over = order && strcmp(order, "ltr") == 0;
}

void ods_layout_start(struct style_reader *reader, const char *name, const char *const *attributes)
{
    const char *own = xml_attribute_prefixed(attributes, "name");
    if (strcmp(name, "page-layout") == 0 && own) {
        struct page_setup *page = g_new0(struct page_setup, 1);
        page->left = page->right = page->top = page->bottom = page->header_margin = page->footer_margin = -1;
        g_hash_table_insert(reader->ods->layouts, g_strdup(own), page);
        reader->layout = page;
    } else if (strcmp(name, "page-layout-properties") == 0 && reader->layout) {
        read_properties(reader->layout, attributes);
    } else if (strcmp(name, "master-page") == 0 && own) {
        const char *layout = xml_attribute_prefixed(attributes, "page-layout-name");
        g_hash_table_insert(reader->ods->pages, g_strdup(own), g_strdup(layout ? layout : ""));
    }
}

void ods_layout_end(struct style_reader *reader, const char *name)
{
    if (strcmp(name, "page-layout") == 0)
        reader->layout = NULL;
}

void ods_page(const struct ods *ods, const struct ods_style *style, struct page_setup *page)
{
    const char *layout = style && style->page ? g_hash_table_lookup(ods->pages, style->page) : NULL;
    const struct page_setup *found = layout ? g_hash_table_lookup(ods->layouts, layout) : NULL;
    if (found)
        *page = *found;
}
