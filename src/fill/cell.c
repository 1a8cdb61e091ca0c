#include "fill/parts.h"

#include <string.h>

#include "grid/numfmt.h"
#include "support/text.h"

/* A text in the making, with the fonts of its parts. */
struct piece {
    size_t start;
    const struct font *font; /* NULL: the cell's */
};

struct composition {
    GString *text;
    GArray *pieces;        /* struct piece */
    unsigned placeholders; /* that could have a value */
    unsigned values, targets;
};

/* Everything that a placeholder may look at. */
struct spot {
    const struct template_row *row;
    const struct instance *at, *column;
};

struct styled {
    const struct style *style;
    const char *format;
    const struct font *font;
};

static guint styled_hash(gconstpointer key)
{
    const struct styled *styled = key;
    guint format = styled->format == NULL ? 0 : g_str_hash(styled->format);
    return g_direct_hash(styled->style) ^ (format * 31) ^ (g_direct_hash(styled->font) * 17);
}

static gboolean styled_equal(gconstpointer a, gconstpointer b)
{
    const struct styled *left = a, *right = b;
    return left->style == right->style && left->font == right->font &&
           g_strcmp0(left->format, right->format) == 0;
}

/* The style with another number format ("": General; NULL: as it is) or font (NULL: as it is). */
static const struct style *style_with(
    struct filler *filler, const struct style *style, const char *format, const struct font *font)
{
    if (filler->formats == NULL)
        filler->formats = g_hash_table_new(styled_hash, styled_equal);
    struct styled key = {style, format, font};
    struct style *known = g_hash_table_lookup(filler->formats, &key);
    if (known != NULL)
        return known;
    struct styled *stored = arena_new0(filler->arena, struct styled, 1);
    known = arena_new0(filler->arena, struct style, 1);
    *known = *style;
    if (format != NULL)
        known->format = *format == '\0' ? NULL : arena_strdup(filler->arena, format);
    if (font != NULL)
        known->font = *font;
    *stored = (struct styled){style, arena_strdup(filler->arena, format), font};
    g_hash_table_insert(filler->formats, stored, known);
    return known;
}

const struct style *drawn_style(const struct filler *filler, unsigned row, unsigned column)
{
    const struct sheet *drawing = filler->drawn->drawing;
    const struct cell *cell = sheet_cell(drawing, row, column);
    int style = 0;
    if (cell != NULL)
        return workbook_get_style(drawing->workbook, cell->style);
    for (unsigned i = 0; i < drawing->columns->len; i++) {
        const struct column *drawn = &g_array_index(drawing->columns, struct column, i);
        if (column >= drawn->first && column <= drawn->last)
            style = drawn->style;
    }
    const struct row *drawn = sheet_row(drawing, row);
    if (drawn != NULL && drawn->style >= 0)
        style = drawn->style;
    return workbook_get_style(drawing->workbook, (unsigned)MAX(style, 0));
}

static struct figure look_up(struct filler *filler, const struct spot *spot,
    const struct placeholder *placeholder, struct record **ret_record)
{
    struct figure figure = {.kind = VALUE_MISSING};
    struct record *record = placeholder_target(filler, spot->row, spot->at, spot->column, placeholder);
    *ret_record = record;
    if (record == NULL)
        return figure;
    figure = calculation_field(filler->calculation, record, placeholder->field);
    if ((figure.kind == VALUE_TEXT && (figure.text == NULL || *figure.text == '\0')) ||
        (figure.kind == VALUE_LIST && figure.item_count == 0))
        figure.kind = VALUE_MISSING;
    bool names = placeholder->field->is_code || placeholder->field->is_title || placeholder->index != NULL ||
                 instance_of(spot->column, placeholder->level) != NULL;
    if (figure.kind != VALUE_MISSING && names && spot->row != NULL)
        record->written = true;
    return figure;
}

static void compose(
    struct filler *filler, const struct spot *spot, const struct pattern *pattern, struct composition *ret);

static void compose_list(struct filler *filler, const struct spot *spot,
    const struct placeholder *placeholder, struct composition *ret)
{
    GPtrArray *items = g_ptr_array_new();
    placeholder_items(filler, spot->at, spot->column, placeholder, items);
    bool first = true;
    for (unsigned i = 0; i < items->len; i++) {
        struct record *record = g_ptr_array_index(items, i);
        struct instance *at = instance_new(filler, NULL, placeholder->level, &filler->trunk, record);
        struct spot item = {NULL, at, NULL};
        struct composition one = {g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(struct piece))};
        compose(filler, &item, placeholder->item, &one);
        char *text = text_one_line(one.text->str);
        if (*text != '\0') {
            g_string_append_printf(ret->text, "%s%s", first ? "" : placeholder->separator, text);
            first = false;
            ret->values++;
            record->written = true;
        }
        g_free(text);
        g_string_free(one.text, TRUE);
        g_array_free(one.pieces, TRUE);
    }
    ret->placeholders++;
    ret->targets += items->len > 0;
    g_ptr_array_free(items, TRUE);
}

static void compose_placeholder(struct filler *filler, const struct spot *spot,
    const struct placeholder *placeholder, struct composition *ret)
{
    struct record *record;
    int year;
    switch (placeholder->kind) {
    case PLACEHOLDER_FIELD: {
        struct figure figure = look_up(filler, spot, placeholder, &record);
        char *text = record == NULL ? NULL : figure_show(filler, record, placeholder, &figure);
        ret->placeholders++;
        ret->targets += record != NULL;
        ret->values += text != NULL;
        g_string_append(ret->text, text != NULL ? text : "");
        g_free(text);
        break;
    }
    case PLACEHOLDER_YEAR:
        ret->placeholders++;
        ret->targets++;
        if (plan_year(filler, placeholder->offset, &year)) {
            g_string_append_printf(ret->text, "%d", year);
            ret->values++;
        }
        break;
    case PLACEHOLDER_LIST:
        compose_list(filler, spot, placeholder, ret);
        break;
    case PLACEHOLDER_ANYTHING:
    case PLACEHOLDER_ANNEX:
        break;
    }
}

static void compose(
    struct filler *filler, const struct spot *spot, const struct pattern *pattern, struct composition *ret)
{
    for (unsigned i = 0; i < pattern->segment_count; i++) {
        const struct segment *segment = &pattern->segments[i];
        struct piece piece = {ret->text->len, segment->font};
        g_array_append_val(ret->pieces, piece);
        if (segment->kind == SEGMENT_PLACEHOLDER)
            compose_placeholder(filler, spot, segment->placeholder, ret);
        else
            g_string_append(ret->text, segment->text);
    }
}

/* With no value of its placeholders a cell is empty unless words of its own stand in it; without a record,
 * too. */
static bool is_void(const struct pattern *pattern, const struct composition *composition)
{
    if (composition->placeholders == 0 || composition->values > 0)
        return false;
    return composition->targets == 0 || pattern->letters == 0;
}

/* Folds the blanks that empty placeholders left, line by line; the pieces follow. */
static void fold_blanks(struct composition *composition)
{
    GString *folded = g_string_new(NULL);
    const char *text = composition->text->str;
    unsigned piece = 0;
    bool blank = false;
    for (size_t i = 0;;) {
        size_t skip = text_blank_at(text + i);
        bool line_start = folded->len == 0 || folded->str[folded->len - 1] == '\n';
        if (text[i] != '\0' && text[i] != '\n' && skip == 0 && blank && !line_start)
            g_string_append_c(folded, ' ');
        while (piece < composition->pieces->len &&
               g_array_index(composition->pieces, struct piece, piece).start <= i)
            g_array_index(composition->pieces, struct piece, piece++).start = folded->len;
        if (text[i] == '\0')
            break;
        if (skip == 0 && (text[i] != '\n' || folded->len > 0))
            g_string_append_c(folded, text[i]);
        blank = skip > 0;
        i += MAX(skip, 1);
    }
    while (folded->len > 0 && folded->str[folded->len - 1] == '\n')
        g_string_truncate(folded, folded->len - 1);
    g_string_free(composition->text, TRUE);
    composition->text = folded;
}

/* Where the next piece with another font begins. */
static unsigned piece_run(const struct composition *composition, unsigned from)
{
    unsigned next = from + 1;
    while (next < composition->pieces->len && g_array_index(composition->pieces, struct piece, next).font ==
                                                  g_array_index(composition->pieces, struct piece, from).font)
        next++;
    return next;
}

static void set_runs(struct filler *filler, const struct composition *composition, struct form_cell *cell)
{
    unsigned count = 0;
    struct rich_run *runs = arena_new0(filler->arena, struct rich_run, composition->pieces->len + 1);
    const struct font *only = NULL;
    for (unsigned i = 0, next; i < composition->pieces->len; i = next) {
        const struct piece *piece = &g_array_index(composition->pieces, struct piece, i);
        next = piece_run(composition, i);
        size_t end = next < composition->pieces->len
                         ? g_array_index(composition->pieces, struct piece, next).start
                         : composition->text->len;
        end = MIN(end, composition->text->len);
        if (end <= piece->start)
            continue;
        const struct font *font = piece->font != NULL ? piece->font : &cell->style->font;
        char *text = arena_strndup(filler->arena, composition->text->str + piece->start, end - piece->start);
        if (count > 0 && font_equal(&runs[count - 1].font, font)) {
            char *joined = g_strconcat(runs[count - 1].text, text, NULL);
            runs[count - 1].text = arena_strdup(filler->arena, joined);
            g_free(joined);
            continue;
        }
        only = font;
        runs[count++] = (struct rich_run){.text = text, .font = *font};
    }
    if (count > 1) {
        cell->runs = runs;
        cell->run_count = count;
    } else if (only != NULL && !font_equal(only, &cell->style->font)) {
        cell->style = style_with(filler, cell->style, NULL, only);
    }
}

static void set_text(struct filler *filler, struct form_cell *cell, const char *text)
{
    cell->kind = text != NULL && *text != '\0' ? CELL_TEXT : CELL_EMPTY;
    cell->text = cell->kind == CELL_TEXT ? arena_strdup(filler->arena, text) : NULL;
}

static void set_number(struct filler *filler, struct form_cell *cell, enum cell_kind kind,
    struct decimal number, const char *format)
{
    enum format_class drawn = numfmt_class(cell->style->format);
    bool fits = drawn != FORMAT_GENERAL && (drawn == FORMAT_DATE) == (kind == CELL_DATE);
    cell->kind = kind;
    cell->number = number;
    if (!fits && (format != NULL || drawn != FORMAT_GENERAL))
        cell->style = style_with(filler, cell->style, format != NULL ? format : "", NULL);
}

/* A number typed as text that no number format can show as typed stays a text. */
static bool stays_text(const struct figure *figure)
{
    const struct value *read = figure->read;
    if (read == NULL || !read->typed_as_text || read->format != NULL)
        return false;
    char *shown = numfmt_display(NULL, read->number);
    bool differs = strcmp(shown, read->text) != 0;
    g_free(shown);
    return differs;
}

/* A field alone in its cell: numbers and dates are written as such. */
static bool fill_field(struct filler *filler, const struct spot *spot, const struct placeholder *placeholder,
    struct form_cell *cell)
{
    struct record *record;
    struct figure figure = look_up(filler, spot, placeholder, &record);
    cell->record = record;
    cell->field = record != NULL ? placeholder->field : NULL;
    cell->is_figure = record != NULL && placeholder->format == NULL;
    if (record == NULL || figure.kind == VALUE_MISSING)
        return false;
    bool number = figure.kind == VALUE_NUMBER || figure.kind == VALUE_DATE;
    bool drawn_general = numfmt_class(cell->style->format) == FORMAT_GENERAL;
    if (!number || placeholder->format != NULL || (drawn_general && stays_text(&figure))) {
        char *text = number && placeholder->format == NULL
                         ? g_strdup(figure.read->text)
                         : figure_show(filler, record, placeholder, &figure);
        set_text(filler, cell, text);
        g_free(text);
        cell->is_figure = cell->is_figure && !number;
        return true;
    }
    struct decimal value = figure.read != NULL ? figure.read->number : rational_to_decimal(figure.number);
    const char *format = figure_format(record, placeholder->field, &figure);
    if (figure.read != NULL && figure.read->typed_as_text && figure.kind == VALUE_NUMBER)
        format = figure.read->format;
    set_number(filler, cell, figure.kind == VALUE_DATE ? CELL_DATE : CELL_NUMBER, value, format);
    return true;
}

static const struct segment *only_placeholder(const struct pattern *pattern)
{
    for (unsigned i = 0; i < pattern->segment_count; i++)
        if (pattern->segments[i].kind == SEGMENT_PLACEHOLDER)
            return &pattern->segments[i];
    return NULL;
}

static bool fill_single(
    struct filler *filler, const struct spot *spot, const struct segment *segment, struct form_cell *cell)
{
    const struct placeholder *placeholder = segment->placeholder;
    int year;
    if (segment->font != NULL && !font_equal(segment->font, &cell->style->font))
        cell->style = style_with(filler, cell->style, NULL, segment->font);
    if (placeholder->kind == PLACEHOLDER_FIELD)
        return fill_field(filler, spot, placeholder, cell);
    if (!plan_year(filler, placeholder->offset, &year))
        return false;
    set_number(filler, cell, CELL_NUMBER, decimal_from_int(year), NULL);
    return true;
}

void cell_fill(struct filler *filler, const struct template_row *row, const struct pattern *pattern,
    const struct instance *at, const struct instance *column, struct form_cell *cell, bool *ret_value)
{
    struct spot spot = {row, at, column};
    const struct segment *single = pattern_is_single(pattern) ? only_placeholder(pattern) : NULL;
    if (single != NULL &&
        (single->placeholder->kind == PLACEHOLDER_FIELD || single->placeholder->kind == PLACEHOLDER_YEAR)) {
        bool value = fill_single(filler, &spot, single, cell);
        *ret_value = *ret_value || value;
        return;
    }
    struct composition composition = {g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(struct piece))};
    compose(filler, &spot, pattern, &composition);
    *ret_value = *ret_value || composition.values > 0;
    if (pattern->placeholder_count > 0)
        fold_blanks(&composition);
    if (!is_void(pattern, &composition)) {
        set_text(filler, cell, composition.text->str);
        if (cell->kind == CELL_TEXT)
            set_runs(filler, &composition, cell);
    }
    g_string_free(composition.text, TRUE);
    g_array_free(composition.pieces, TRUE);
}

char *pattern_fill(struct filler *filler, const struct pattern *pattern, struct record *record)
{
    struct instance *at = &filler->trunk;
    if (record != NULL && record != filler->plan->root)
        at = instance_new(filler, NULL, record->level, &filler->trunk, record);
    struct spot spot = {NULL, at, NULL};
    struct composition composition = {g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(struct piece))};
    compose(filler, &spot, pattern, &composition);
    g_array_free(composition.pieces, TRUE);
    return g_string_free(composition.text, FALSE);
}
