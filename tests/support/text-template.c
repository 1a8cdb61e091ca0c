#include "text-template.h"

#include <string.h>
#include "grid/numfmt.h"
#include "support/date.h"
#include "support/italian.h"
#include "support/text.h"

#define FORMAT_OPEN "⟦"
#define FORMAT_CLOSE "⟧"

struct builder {
    struct workbook *workbook;
    struct sheet *sheet;
    unsigned row;
    bool typed; /* cells are typed values, not all texts */
};

/* Cuts the number format off the end of a cell. NULL: none. To be freed. */
static char *take_format(char *cell)
{
    if (!g_str_has_suffix(cell, FORMAT_CLOSE))
        return NULL;
    char *open = g_strrstr(cell, FORMAT_OPEN);
    if (!open)
        return NULL;
    const char *code = open + strlen(FORMAT_OPEN);
    char *canonical_source = g_strndup(code, strlen(code) - strlen(FORMAT_CLOSE));
    char *canonical = numfmt_canonical(canonical_source);
    g_free(canonical_source);
    *open = '\0';
    g_strchomp(cell);
    return canonical;
}

static unsigned style_with_format(struct workbook *workbook, const char *format)
{
    if (!format)
        return 0;
    struct style style = style_default;
    style.format = format;
    return workbook_style(workbook, &style);
}

static struct cell *put_text(struct builder *builder, unsigned column, unsigned style, const char *text)
{
    struct cell *cell = sheet_put(builder->sheet, builder->row, column, CELL_TEXT, style);
    cell->text = workbook_intern(builder->workbook, text);
    return cell;
}

static struct cell *put_number(
    struct builder *builder, unsigned column, const char *format, enum cell_kind kind, struct decimal number)
{
    struct cell *cell =
        sheet_put(builder->sheet, builder->row, column, kind, style_with_format(builder->workbook, format));
    cell->number = number;
    return cell;
}

static enum cell_kind kind_of_format(const char *format)
{
    switch (numfmt_class(format)) {
    case FORMAT_DATE:
        return CELL_DATE;
    case FORMAT_TIME:
    case FORMAT_DURATION:
        return CELL_DURATION;
    default:
        return CELL_NUMBER;
    }
}

static struct cell *put_typed_number(
    struct builder *builder, unsigned column, const char *format, const struct number_text *number)
{
    bool general = !number->percent && !number->euro && !number->grouped;
    char *own = format || general ? NULL : italian_number_format(number);
    const char *chosen = format ? format : own;
    struct cell *cell = put_number(builder, column, chosen, kind_of_format(chosen), number->number);
    g_free(own);
    return cell;
}

/* One cell, typed; NULL where nothing stands. */
static struct cell *put_typed(struct builder *builder, unsigned column, const char *format, const char *text)
{
    unsigned style = style_with_format(builder->workbook, format);
    struct number_text number;
    int32_t serial;
    if (!*text)
        return format ? sheet_put(builder->sheet, builder->row, column, CELL_EMPTY, style) : NULL;
    if (*text == '\'')
        return put_text(builder, column, style, text + 1);
    if (g_strcmp0(format, "@") != 0) {
        if (italian_number(text, &number) && !number.decimal_point)
            return put_typed_number(builder, column, format, &number);
        if (italian_date(text, &serial)) {
            return put_number(
                builder, column, format ? format : "dd/mm/yyyy", CELL_DATE, decimal_from_int(serial));
        }
        if (strcmp(text, "VERO") == 0 || strcmp(text, "FALSO") == 0)
            return put_number(builder, column, format, CELL_BOOLEAN, decimal_from_int(*text == 'V'));
    }
    struct cell *cell = put_text(builder, column, style, text);
    if (*text == '#' &&
        (g_str_has_suffix(text, "!") || g_str_has_suffix(text, "?") || strcmp(text, "#N/A") == 0))
        cell->kind = CELL_ERROR;
    return cell;
}

static void put_formula(struct builder *builder, unsigned column, const char *format, const char *text)
{
    const char *arrow = strstr(text, "=>");
    char *formula = g_strstrip(arrow ? g_strndup(text + 1, arrow - text - 1) : g_strdup(text + 1));
    char *value = g_strstrip(g_strdup(arrow ? arrow + 2 : ""));
    struct cell *cell = put_typed(builder, column, format, value);
    if (!cell)
        cell = sheet_put(builder->sheet, builder->row, column, CELL_EMPTY, 0);
    struct cell_extra *extra = arena_new0(builder->workbook->arena, struct cell_extra, 1);
    extra->formula = workbook_intern(builder->workbook, formula);
    cell->extra = extra;
    g_free(formula);
    g_free(value);
}

static void put_cell(struct builder *builder, unsigned column, char *text)
{
    char *format = take_format(text);
    GString *broken = g_string_new(text);
    g_string_replace(broken, "\\n", "\n", 0);
    if (builder->typed && broken->str[0] == '=' && broken->str[1]) {
        put_formula(builder, column, format, broken->str);
    } else if (builder->typed) {
        put_typed(builder, column, format, broken->str);
    } else if (broken->len > 0 || format) {
        unsigned style = style_with_format(builder->workbook, format);
        struct cell *cell =
            sheet_put(builder->sheet, builder->row, column, broken->len > 0 ? CELL_TEXT : CELL_EMPTY, style);
        cell->text = broken->len > 0 ? workbook_intern(builder->workbook, broken->str) : NULL;
    }
    g_string_free(broken, TRUE);
    g_free(format);
}

static void put_row(struct builder *builder, const char *line)
{
    char **cells = g_strsplit(line, "\t", 0);
    for (unsigned i = 0; cells[i]; i++)
        put_cell(builder, i, g_strstrip(cells[i]));
    g_strfreev(cells);
    builder->row++;
}

static void put_merge(struct builder *builder, char **corners)
{
    struct range range;
    if (!place_parse_address(corners[0], &range.first_row, &range.first_column) ||
        !place_parse_address(corners[1], &range.last_row, &range.last_column))
        g_error("merge of %s:%s", corners[0], corners[1]);
    sheet_add_merge(builder->sheet, &range);
}

static void hide_rows(struct builder *builder, char **bounds)
{
    unsigned last = (unsigned)g_ascii_strtoull(bounds[1], NULL, 10);
    for (unsigned row = (unsigned)g_ascii_strtoull(bounds[0], NULL, 10); row <= last; row++)
        sheet_make_row(builder->sheet, row - 1)->hidden = true;
}

static void hide_columns(struct builder *builder, char **bounds)
{
    struct column column = {.first = (unsigned)(bounds[0][0] - 'A'),
        .last = (unsigned)(bounds[1][0] - 'A'),
        .hidden = true,
        .style = -1};
    g_array_append_val(builder->sheet->columns, column);
}

static void hide_sheet(struct builder *builder, char **bounds)
{
    (void)bounds;
    builder->sheet->visibility = SHEET_HIDDEN;
}

static const struct {
    const char *word;
    void (*carry_out)(struct builder *builder, char **bounds);
    bool has_range;
} directives[] = {
    {"{merge ", put_merge, true},
    {"{hidden rows ", hide_rows, true},
    {"{hidden columns ", hide_columns, true},
    {"{hidden}", hide_sheet, false},
};

static bool carry_out_directive(struct builder *builder, const char *line)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(directives); i++) {
        if (!g_str_has_prefix(line, directives[i].word))
            continue;
        char *range = g_strdup(line + strlen(directives[i].word));
        g_strdelimit(range, "}", '\0');
        char **bounds = g_strsplit(range, ":", 2);
        if (directives[i].has_range && (!bounds[0] || !bounds[1]))
            g_error("no range in %s", line);
        directives[i].carry_out(builder, bounds);
        g_strfreev(bounds);
        g_free(range);
        return true;
    }
    return false;
}

static struct workbook *build(const char *name, const char *text, bool typed)
{
    struct builder builder = {.workbook = workbook_new(name), .typed = typed};
    char **lines = g_strsplit(text, "\n", 0);
    for (unsigned i = 0; lines[i]; i++) {
        const char *line = lines[i];
        if (g_str_has_prefix(line, "== ")) {
            char *sheet_name = g_strstrip(g_strdup(line + 3));
            builder.sheet = workbook_add_sheet(builder.workbook, sheet_name);
            builder.row = 0;
            g_free(sheet_name);
        } else if (!builder.sheet) {
            if (*line)
                g_error("a line above the first sheet: %s", line);
        } else if (g_str_has_prefix(line, "-- ")) {
            put_row(&builder, line + 3);
        } else if (!carry_out_directive(&builder, line)) {
            put_row(&builder, line);
        }
    }
    g_strfreev(lines);
    return builder.workbook;
}

struct workbook *text_workbook(const char *name, const char *text)
{
    return build(name, text, true);
}

struct workbook *text_drawing(const char *name, const char *text)
{
    return build(name, text, false);
}
