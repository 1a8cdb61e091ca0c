#include "writer/readback.h"

#include <math.h>
#include <string.h>
#include "grid/builder.h"
#include "grid/formula.h"
#include "grid/numfmt.h"
#include "grid/picture.h"
#include "grid/xlsx/container.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"
#include "writer/guard.h"
#include "writer/readback-page.h"

#define EPSILON 1e-9

static char *differs(const struct sheet *sheet, unsigned row, unsigned column, const char *what)
{
    char address[16];
    place_address(row, column, address);
    return g_strdup_printf(*address ? "%s!%s: %s" : "%s%s: %s", sheet->name, address, what);
}

/* Automatic is black. */
static bool same_font_colour(uint32_t a, uint32_t b)
{
    return (a == COLOUR_NONE ? 0 : a & 0xFFFFFF) == (b == COLOUR_NONE ? 0 : b & 0xFFFFFF);
}

static bool same_font(const struct font *meant, const struct font *read)
{
    struct font a = guard_font(meant), b = guard_font(read);
    bool same_colour = same_font_colour(a.colour, b.colour);
    a.colour = b.colour;
    return same_colour && font_equal(&a, &b);
}

static bool same_format(const char *meant, const char *read)
{
    if (!g_strcmp0(meant, read))
        return true;
    char *a = numfmt_canonical(meant), *b = numfmt_canonical(read);
    bool same = !g_strcmp0(a, b);
    g_free(a);
    g_free(b);
    return same;
}

/* NULL when the looks agree. Under a merge no number format counts. */
static const char *style_difference(const struct style *meant, const struct style *read, bool covered)
{
    struct style a = guard_style(meant), b = guard_style(read);
    if (!same_font(&a.font, &b.font))
        return _("the font differs");
    if (a.fill != b.fill)
        return _("the fill differs");
    if (!border_equal(&a.left, &b.left) || !border_equal(&a.right, &b.right) ||
        !border_equal(&a.top, &b.top) || !border_equal(&a.bottom, &b.bottom))
        return _("the border differs");
    if (a.horizontal != b.horizontal || a.vertical != b.vertical || a.wrap != b.wrap ||
        a.shrink != b.shrink || a.indent != b.indent || a.rotation != b.rotation)
        return _("the alignment differs");
    return covered || same_format(a.format, b.format) ? NULL : _("the number format differs");
}

static bool same_runs(const GArray *a, const GArray *b)
{
    if (!a || !b)
        return a == b;
    if (a->len != b->len)
        return false;
    for (unsigned i = 0; i < a->len; i++) {
        const struct guarded_run *first = &g_array_index(a, struct guarded_run, i);
        const struct guarded_run *second = &g_array_index(b, struct guarded_run, i);
        if (strcmp(first->text, second->text) || !same_font(&first->font, &second->font))
            return false;
    }
    return true;
}

/* Numbers, dates and durations differ by the format only, which is compared with the look. */
static enum cell_kind plain_kind(enum cell_kind kind)
{
    return kind == CELL_DATE || kind == CELL_DURATION ? CELL_NUMBER : kind;
}

/* As it is read under the format that it was read with: times are kept to 0.01 s only. */
static bool same_number(const struct cell *meant, const struct cell *read)
{
    struct cell as_read = *read;
    if (read->kind == CELL_DATE || read->kind == CELL_DURATION)
        cell_set_number(
            &as_read, meant->number, read->kind == CELL_DATE ? FORMAT_DATE : FORMAT_DURATION, false);
    else
        as_read.number = meant->number;
    return decimal_equal(as_read.number, read->number);
}

/* What is read comes in one form of many that mean the same. */
static bool same_formula(const char *meant, const char *read, const char *sheet)
{
    if (!meant || !read)
        return meant == read;
    char *canonical = formula_canonical(meant, sheet);
    bool same = strcmp(canonical, read) == 0;
    g_free(canonical);
    return same;
}

static const char *value_difference(const struct guarded_cell *meant, const struct guarded_cell *read,
    const struct cell *a, const struct cell *b, const char *sheet)
{
    if (plain_kind(meant->kind) != plain_kind(read->kind))
        return _("the kind of value differs");
    if (meant->kind == CELL_TEXT && g_strcmp0(meant->text, read->text))
        return _("the text differs");
    if (meant->kind == CELL_TEXT && !same_runs(meant->runs, read->runs))
        return _("the fonts within the text differ");
    if (meant->kind != CELL_TEXT && meant->kind != CELL_EMPTY && !same_number(a, b))
        return _("the number differs");
    return same_formula(cell_formula(a), cell_formula(b), sheet) ? NULL : _("the formula differs");
}

static const char *cell_difference(const struct sheet *meant, const struct cell *a, const struct sheet *read,
    const struct cell *b, bool covered)
{
    struct guarded_cell first = guard_cell(a), second = guard_cell(b);
    struct style style = *workbook_get_style(meant->workbook, a->style);
    if (first.has_font)
        style.font = first.font;
    struct style other = *workbook_get_style(read->workbook, b->style);
    if (second.has_font)
        other.font = second.font;
    const char *difference = value_difference(&first, &second, a, b, meant->name);
    if (!difference)
        difference = style_difference(&style, &other, covered);
    guarded_cell_clear(&first);
    guarded_cell_clear(&second);
    return difference;
}

static int compare_places(const struct cell *a, const struct cell *b)
{
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

/* The next cell that is something; NULL at the end. */
static const struct cell *next_cell(const struct sheet *sheet, unsigned *at)
{
    while (*at < sheet->cells->len && guard_is_nothing(&g_array_index(sheet->cells, struct cell, *at)))
        ++*at;
    return *at < sheet->cells->len ? &g_array_index(sheet->cells, struct cell, (*at)++) : NULL;
}

static char *cells_difference(const struct sheet *meant, const struct sheet *read)
{
    unsigned i = 0, j = 0;
    const struct cell *a = next_cell(meant, &i), *b = next_cell(read, &j);
    while (a || b) {
        int order = !a ? 1 : !b ? -1 : compare_places(a, b);
        if (order < 0)
            return differs(meant, a->row, a->column, _("the cell is missing"));
        if (order > 0)
            return differs(meant, b->row, b->column, _("the cell was not meant"));
        const char *difference =
            cell_difference(meant, a, read, b, sheet_is_covered(meant, a->row, a->column));
        if (difference)
            return differs(meant, a->row, a->column, difference);
        a = next_cell(meant, &i);
        b = next_cell(read, &j);
    }
    return NULL;
}

static bool is_merge(const struct range *range)
{
    return range->first_row != range->last_row || range->first_column != range->last_column;
}

static const struct range *next_merge(const struct sheet *sheet, unsigned *at)
{
    while (*at < sheet->merges->len && !is_merge(&g_array_index(sheet->merges, struct range, *at)))
        ++*at;
    return *at < sheet->merges->len ? &g_array_index(sheet->merges, struct range, (*at)++) : NULL;
}

static char *merges_difference(const struct sheet *meant, const struct sheet *read)
{
    unsigned i = 0, j = 0;
    for (;;) {
        const struct range *a = next_merge(meant, &i), *b = next_merge(read, &j);
        if (!a && !b)
            return NULL;
        if (!a || !b || memcmp(a, b, sizeof *a)) {
            const struct range *where = a ? a : b;
            return differs(meant, where->first_row, where->first_column, _("the merge differs"));
        }
    }
}

static char *rows_difference(const struct sheet *meant, const struct sheet *read)
{
    for (unsigned i = 0; i < meant->rows->len; i++) {
        const struct row *row = &g_array_index(meant->rows, struct row, i);
        const struct row *other = sheet_row(read, row->index);
        if (row->hidden != (other && other->hidden))
            return differs(meant, row->index, PLACE_NO_CELL, _("the row is hidden in one only"));
        if (row->height > 0 && fabs(row->height - (other ? other->height : 0)) > EPSILON)
            return differs(meant, row->index, PLACE_NO_CELL, _("the row's height differs"));
    }
    return NULL;
}

static char *columns_difference(const struct sheet *meant, const struct sheet *read)
{
    for (unsigned i = 0; i < meant->columns->len; i++) {
        const struct column *drawn = &g_array_index(meant->columns, struct column, i);
        const unsigned ends[] = {drawn->first, drawn->last};
        for (unsigned j = 0; j < G_N_ELEMENTS(ends); j++) {
            if (sheet_column_hidden(read, ends[j]) != drawn->hidden)
                return differs(meant, PLACE_NO_CELL, ends[j], _("the column is hidden in one only"));
            if (drawn->width > 0 &&
                guard_pixels(sheet_column_width(read, ends[j])) != guard_pixels(drawn->width))
                return differs(meant, PLACE_NO_CELL, ends[j], _("the column's width differs"));
        }
    }
    return NULL;
}

static char *sheet_difference(const struct sheet *meant, const struct sheet *read)
{
    if (g_strcmp0(meant->name, read->name))
        return differs(meant, PLACE_NO_CELL, PLACE_NO_CELL, _("the tab's name differs"));
    char *difference = cells_difference(meant, read);
    if (!difference)
        difference = merges_difference(meant, read);
    if (!difference)
        difference = rows_difference(meant, read);
    if (!difference)
        difference = columns_difference(meant, read);
    if (!difference && (meant->notes->len > 0) != ((read->features & FEATURE_COMMENTS) != 0))
        difference = differs(meant, PLACE_NO_CELL, PLACE_NO_CELL, _("the comments differ"));
    if (!difference && (meant->links->len > 0) != ((read->features & FEATURE_HYPERLINKS) != 0))
        difference = differs(meant, PLACE_NO_CELL, PLACE_NO_CELL, _("the links differ"));
    bool conditions = (read->features & FEATURE_CONDITIONAL_FORMATS) != 0;
    if (!difference && (meant->conditional_formats->len > 0) != conditions)
        difference = differs(meant, PLACE_NO_CELL, PLACE_NO_CELL, _("the conditional formats differ"));
    const char *page = difference ? NULL : readback_page_difference(meant, read);
    return page ? differs(meant, PLACE_NO_CELL, PLACE_NO_CELL, page) : difference;
}

static bool same_property(const char *meant, const char *read)
{
    char *property = guard_property(meant);
    bool same = g_strcmp0(property ? property : "", read ? read : "") == 0;
    g_free(property);
    return same;
}

/* The picture as the library names its part; it stands there once for all sheets. */
static bool same_emblem(const struct picture *emblem, const char *file, GError **error)
{
    const char *part = emblem->kind == PICTURE_PNG ? "xl/media/image1.png" : "xl/media/image1.jpg";
    struct container *container = container_open(file, file, error);
    struct part_stream *stream = container ? member_open(container, part, error) : NULL;
    unsigned char buffer[4096];
    size_t at = 0;
    bool same = stream != NULL;
    for (ssize_t count = 1; same && count > 0;) {
        count = member_read(stream, buffer, sizeof buffer, error);
        same = count >= 0 && (size_t)count <= emblem->size - at &&
               !memcmp(buffer, emblem->bytes + at, (size_t)count);
        at += same ? (size_t)count : 0;
    }
    if (stream)
        member_close(stream);
    if (container)
        container_close(container);
    return same && at == emblem->size;
}

static bool has_emblem(const struct workbook *workbook)
{
    bool any = false;
    for (unsigned i = 0; i < workbook->sheets->len; i++)
        any = any || ((const struct sheet *)workbook->sheets->pdata[i])->page.emblem_height > 0;
    return any;
}

char *readback_difference(const struct workbook *meant, const struct workbook *read)
{
    if (!same_property(meant->title, read->title) || !same_property(meant->author, read->author) ||
        !same_property(meant->subject, read->subject) || (meant->created && meant->created != read->created))
        return g_strdup(_("the document's properties differ"));
    if (meant->sheets->len != read->sheets->len)
        return g_strdup_printf(_("%u sheets instead of %u"), read->sheets->len, meant->sheets->len);
    for (unsigned i = 0; i < meant->sheets->len; i++) {
        char *difference =
            sheet_difference(g_ptr_array_index(meant->sheets, i), g_ptr_array_index(read->sheets, i));
        if (difference)
            return difference;
    }
    return NULL;
}

bool readback_check(const struct workbook *workbook, const char *file, const char *path, GError **error)
{
    struct place place = {path, NULL, PLACE_NO_CELL, PLACE_NO_CELL};
    GError *reason = NULL;
    struct workbook *read = grid_read(file, GRID_LOOKS, &reason);
    char *difference = read ? readback_difference(workbook, read) : g_strdup(reason->message);
    g_clear_error(&reason);
    workbook_free(read);
    if (!difference && has_emblem(workbook) && !same_emblem(workbook->emblem, file, &reason))
        difference = g_strdup(reason ? reason->message : _("the emblem differs"));
    g_clear_error(&reason);
    if (!difference)
        return true;
    failure_set(error, FAILURE_OUTPUT, &place,
        _("not written, since what was written is not what was meant (%s): is there room on the disk?"),
        difference);
    g_free(difference);
    return false;
}
