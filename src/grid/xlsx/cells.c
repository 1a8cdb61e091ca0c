/* From the pieces of a <c> to a typed cell. */
#include "grid/xlsx/cells.h"

#include <string.h>

#include "support/date.h"
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"

void cell_builder_init(struct cell_builder *builder, struct xlsx *xlsx, struct sheet *sheet)
{
    builder->xlsx = xlsx;
    sheet_builder_init(&builder->rows, sheet, xlsx->wants, &xlsx->cell_count);
}

void cell_builder_clear(struct cell_builder *builder)
{
    sheet_builder_clear(&builder->rows);
}

enum cell_type cell_type_parse(const char *type)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {
        {"s", TYPE_SHARED},
        {"str", TYPE_STRING},
        {"inlineStr", TYPE_INLINE},
        {"b", TYPE_BOOLEAN},
        {"e", TYPE_ERROR},
        {"d", TYPE_DATE},
    };
    for (unsigned i = 0; type && i < G_N_ELEMENTS(types); i++)
        if (strcmp(type, types[i].name) == 0)
            return types[i].type;
    return TYPE_NUMBER;
}

/* ---- values ---- */

static unsigned take_digits(const char **at, unsigned most)
{
    unsigned number = 0;
    for (; most-- > 0 && g_ascii_isdigit(**at); (*at)++)
        number = number * 10 + (unsigned)(**at - '0');
    return number;
}

/* "2019-12-31", "2019-12-31T12:30:00.5Z", "12:30": a serial; false if it is none. */
static bool parse_iso(const char *text, size_t length, struct decimal *ret, bool *ret_day)
{
    const char *at = text, *end = text + length;
    int32_t day = 0;
    double seconds = 0;
    *ret_day = strchr(text, '-') != NULL;
    if (*ret_day) {
        struct civil_date date = {.year = (int)take_digits(&at, 4)};
        at += *at == '-';
        date.month = (int)take_digits(&at, 2);
        at += *at == '-';
        date.day = (int)take_digits(&at, 2);
        if (!date_to_serial(date, &day))
            return false;
        at += *at == 'T' || *at == ' ';
    }
    if (!*ret_day && !(g_ascii_isdigit(at[0]) && g_ascii_isdigit(at[1]) && at[2] == ':'))
        return false;
    if (g_ascii_isdigit(*at)) {
        seconds = take_digits(&at, 2) * 3600.0;
        at += *at == ':';
        seconds += take_digits(&at, 2) * 60.0;
        if (*at == ':' && g_ascii_isdigit(at[1])) {
            char *behind;
            seconds += g_ascii_strtod(at + 1, &behind);
            at = behind;
        }
        at += *at == 'Z';
    }
    return at == end && seconds <= 86400 && decimal_from_double(day + seconds / 86400, ret);
}

/* A date without a date's number format shows as a date all the same. */
static void put_iso_date(
    const struct cell_builder *builder, struct cell *cell, struct decimal number, bool day)
{
    struct workbook *workbook = builder->xlsx->workbook;
    struct style style = *workbook_get_style(workbook, cell->style);
    enum format_class class = numfmt_class(style.format);
    if (class != FORMAT_DATE && class != FORMAT_TIME && class != FORMAT_DURATION) {
        style.format = !day ? "hh:mm:ss" : decimal_is_integer(number) ? "dd/mm/yyyy" : "dd/mm/yyyy hh:mm";
        cell->style = workbook_style(workbook, &style);
    }
    cell_set_number(cell, number, day ? FORMAT_DATE : FORMAT_TIME, false);
}

static void put_text(const struct cell_builder *builder, struct cell *cell, const char *text, size_t length)
{
    cell->kind = CELL_TEXT;
    cell->text = length ? arena_strndup(builder->xlsx->workbook->arena, text, length) : "";
}

/* Runs without a font of their own have the cell's. NULL: too many have been copied. */
static const struct rich_run *runs_of(
    const struct cell_builder *builder, const struct cell *cell, const struct shared_text *shared)
{
    struct workbook *workbook = builder->xlsx->workbook;
    struct rich_run *own = NULL;
    for (unsigned i = 0; i < shared->run_count; i++) {
        if (shared->runs[i].font.size >= 0)
            continue;
        if (!own && !may_copy(&builder->xlsx->copied_runs, shared->run_count, builder->xlsx->cell_count))
            return NULL;
        if (!own) {
            own = arena_new0(workbook->arena, struct rich_run, shared->run_count);
            memcpy(own, shared->runs, sizeof *own * shared->run_count);
        }
        own[i].font = workbook_get_style(workbook, cell->style)->font;
    }
    return own ? own : shared->runs;
}

static void put_shared(const struct cell_builder *builder, struct cell *cell,
    const struct shared_text *shared, struct cell_extra **extra)
{
    cell->kind = CELL_TEXT;
    cell->text = shared->text;
    const struct rich_run *runs = shared->run_count ? runs_of(builder, cell, shared) : NULL;
    if (runs) {
        *extra = arena_new0(builder->xlsx->workbook->arena, struct cell_extra, 1);
        (*extra)->runs = runs;
        (*extra)->run_count = shared->run_count;
    }
}

static void trim(const char **text, size_t *length)
{
    while (*length && g_ascii_isspace(**text)) {
        (*text)++;
        (*length)--;
    }
    while (*length && g_ascii_isspace((*text)[*length - 1]))
        (*length)--;
}

/* The value of the kinds that have a <v>. */
static const char *put_value(const struct cell_builder *builder, const struct raw_cell *raw,
    struct cell *cell, enum format_class class, struct cell_extra **extra)
{
    const char *value = raw->value;
    size_t length = raw->value_length;
    struct decimal number;
    bool day;
    if (raw->type != TYPE_STRING) {
        trim(&value, &length);
        if (length == 0)
            return NULL;
    }
    switch (raw->type) {
    case TYPE_SHARED: {
        char *end;
        guint64 index = g_ascii_strtoull(value, &end, 10);
        const struct shared_text *shared = xlsx_shared(builder->xlsx, (unsigned)MIN(index, G_MAXUINT));
        if (end == value || !shared)
            return _("the cell's text is missing in the file: damaged, save it anew in Excel or LibreOffice");
        put_shared(builder, cell, shared, extra);
        break;
    }
    case TYPE_BOOLEAN:
        cell->kind = CELL_BOOLEAN;
        cell->number = decimal_from_int(*value == '1' || *value == 't' || *value == 'T');
        break;
    case TYPE_ERROR:
        put_text(builder, cell, value, length);
        cell->kind = CELL_ERROR;
        break;
    case TYPE_DATE:
        if (parse_iso(value, length, &number, &day)) {
            put_iso_date(builder, cell, number, day);
            break;
        }
        G_GNUC_FALLTHROUGH;
    case TYPE_NUMBER:
        if (decimal_parse(value, length, &number)) {
            cell_set_number(cell, number, class, builder->xlsx->date_1904);
            break;
        }
        G_GNUC_FALLTHROUGH;
    case TYPE_STRING:
    case TYPE_INLINE:
        if (raw->value_length > LIMIT_CELL_TEXT && text_utf16_length(raw->value) > LIMIT_CELL_TEXT)
            return _("holds a text longer than the 32,767 characters of a cell: shorten it");
        put_text(builder, cell, raw->value, raw->value_length);
    }
    return NULL;
}

const char *cell_builder_add(struct cell_builder *builder, const struct raw_cell *raw)
{
    const struct xlsx_format *format = xlsx_format(builder->xlsx, raw->format);
    struct cell cell = {.row = raw->row, .column = (uint16_t)raw->column, .style = format->style};
    struct cell_extra *extra = NULL;
    const char *trouble = NULL;

    if (raw->inline_text.text)
        put_shared(builder, &cell, &raw->inline_text, &extra);
    else if (raw->value)
        trouble = put_value(builder, raw, &cell, format->class, &extra);
    if (trouble)
        return trouble;
    if (raw->formula) {
        if (!extra)
            extra = arena_new0(builder->xlsx->workbook->arena, struct cell_extra, 1);
        extra->formula = raw->formula;
    }
    cell.extra = extra;
    if (format->gradient)
        builder->rows.sheet->features |= FEATURE_GRADIENTS;

    return sheet_builder_add(&builder->rows, &cell);
}
