/* Number formats, fonts, the palette, and the cell formats made of them. */
#include <string.h>

#include "grid/xls/xls.h"
#include "support/limits.h"

#define FONT_SKIPPED 4u /* no font has this number */

enum edge { EDGE_LEFT, EDGE_RIGHT, EDGE_TOP, EDGE_BOTTOM };

/* ---- colours ---- */

void xls_read_palette(struct xls *xls, const struct biff_record *record)
{
    unsigned count = record->length >= 2 ? MIN(little_16(record->body), (record->length - 2u) / 4) : 0;
    for (unsigned i = 0; i < count && i < 56; i++) {
        const uint8_t *colour = record->body + 2 + 4 * i;
        xls->palette[8 + i] = (uint32_t)colour[0] << 16 | (uint32_t)colour[1] << 8 | colour[2];
    }
}

uint32_t xls_colour(const struct xls *xls, unsigned number)
{
    return number < 64 ? xls->palette[number] : COLOUR_NONE;
}

/* ---- fonts ---- */

const char *xls_read_font(struct xls *xls, struct biff_stream *stream, const struct biff_record *record)
{
    static const struct {
        uint8_t stored;
        enum underline underline;
    } underlines[] = {
        {0x01, UNDERLINE_SINGLE},
        {0x02, UNDERLINE_DOUBLE},
        {0x21, UNDERLINE_SINGLE_ACCOUNTING},
        {0x22, UNDERLINE_DOUBLE_ACCOUNTING},
    };
    struct biff_cursor cursor;
    struct xls_text name;
    struct font font = style_default.font;
    const uint8_t *body = record->body;
    if (record->length < 15)
        return xls_damaged();
    cursor_init(&cursor, stream, record);
    cursor_skip(&cursor, 14);
    if (xls->fonts->len < LIMIT_STYLES && xls->wants == GRID_LOOKS) {
        const char *trouble = xls_read_text(xls, &cursor, 1, &name);
        if (trouble)
            return trouble;
        font.name = *name.text ? workbook_intern(xls->workbook, name.text) : NULL;
        font.size = CLAMP(little_16(body) / 20.0, 1, 409);
        font.italic = body[2] & 2;
        font.strike = body[2] & 8;
        font.bold = little_16(body + 6) >= 600;
        font.script = body[8] == 1 ? SCRIPT_SUPER : body[8] == 2 ? SCRIPT_SUB : SCRIPT_NORMAL;
        /* the number is resolved when the palette is known */
        font.colour = little_16(body + 4);
        for (unsigned i = 0; i < G_N_ELEMENTS(underlines); i++)
            if (underlines[i].stored == body[10])
                font.underline = (uint8_t)underlines[i].underline;
    }
    if (xls->fonts->len < LIMIT_STYLES)
        g_array_append_val(xls->fonts, font);
    return NULL;
}

const struct font *xls_font(const struct xls *xls, unsigned number)
{
    if (number > FONT_SKIPPED)
        number--;
    return number < xls->fonts->len ? &g_array_index(xls->fonts, struct font, number) : &style_default.font;
}

/* ---- number formats ---- */

const char *xls_read_number_format(
    struct xls *xls, struct biff_stream *stream, const struct biff_record *record)
{
    struct biff_cursor cursor;
    struct xls_text code;
    uint16_t number;
    cursor_init(&cursor, stream, record);
    if (!cursor_16(&cursor, &number))
        return xls_damaged();
    const char *trouble = xls_read_text(xls, &cursor, xls->biff == 8 ? 2 : 1, &code);
    if (!trouble)
        g_hash_table_insert(xls->codes, GUINT_TO_POINTER(number), (gpointer)(uintptr_t)code.text);
    return trouble;
}

/* ---- cell formats ---- */

static void read_alignment(struct style *look, uint8_t byte)
{
    static const uint8_t verticals[8] = {
        ALIGN_TOP, ALIGN_MIDDLE, ALIGN_BOTTOM, ALIGN_VERTICAL_JUSTIFY, ALIGN_VERTICAL_DISTRIBUTED};
    look->horizontal = byte & 7;
    look->wrap = byte & 8;
    look->vertical = verticals[byte >> 4 & 7];
}

/* MS-XLS 2.5.20 (CellXF). */
static void read_format_8(struct raw_format *format, const uint8_t *body)
{
    struct style *look = &format->look;
    uint32_t lines = little_32(body + 10), more = little_32(body + 14);
    uint16_t colours = little_16(body + 18);
    read_alignment(look, body[6]);
    look->rotation = body[7] == 255  ? 255
                     : body[7] <= 90 ? (int16_t)body[7]
                                     : (int16_t)(90 - MIN(body[7], 180));
    look->indent = body[8] & 15;
    look->shrink = body[8] & 16;
    look->left.line = lines & 15;
    look->right.line = lines >> 4 & 15;
    look->top.line = lines >> 8 & 15;
    look->bottom.line = lines >> 12 & 15;
    format->line_colours[EDGE_LEFT] = lines >> 16 & 127;
    format->line_colours[EDGE_RIGHT] = lines >> 23 & 127;
    format->line_colours[EDGE_TOP] = more & 127;
    format->line_colours[EDGE_BOTTOM] = more >> 7 & 127;
    format->pattern = (uint8_t)(more >> 26);
    format->front = colours & 127;
    format->back = colours >> 7 & 127;
}

static void read_format_5(struct raw_format *format, const uint8_t *body)
{
    static const int16_t rotations[4] = {0, 255, 90, -90};
    struct style *look = &format->look;
    uint32_t fill = little_32(body + 8), lines = little_32(body + 12);
    read_alignment(look, body[6]);
    look->rotation = rotations[body[7] & 3];
    format->front = fill & 127;
    format->back = fill >> 7 & 127;
    format->pattern = fill >> 16 & 63;
    look->bottom.line = fill >> 22 & 7;
    look->top.line = lines & 7;
    look->left.line = lines >> 3 & 7;
    look->right.line = lines >> 6 & 7;
    format->line_colours[EDGE_BOTTOM] = (uint8_t)(fill >> 25);
    format->line_colours[EDGE_TOP] = lines >> 9 & 127;
    format->line_colours[EDGE_LEFT] = lines >> 16 & 127;
    format->line_colours[EDGE_RIGHT] = lines >> 23 & 127;
}

const char *xls_read_format(struct xls *xls, const struct biff_record *record)
{
    struct raw_format format = {.look = style_default};
    if (record->length < (xls->biff == 8 ? 20 : 16))
        return xls_damaged();
    format.font = little_16(record->body);
    format.number_format = little_16(record->body + 2);
    if (xls->wants == GRID_LOOKS) {
        if (xls->biff == 8)
            read_format_8(&format, record->body);
        else
            read_format_5(&format, record->body);
    }
    if (xls->raw_formats->len < LIMIT_STYLES)
        g_array_append_val(xls->raw_formats, format);
    return NULL;
}

/* How much of the foreground the patterns show, in the order of their numbers (MS-XLS 2.5.144). */
static const double pattern_shares[] = {0, 1, 0.5, 0.75, 0.25, 0.5, 0.5, 0.5, 0.5, 0.5, 0.75, 0.25, 0.25,
    0.25, 0.25, 0.4375, 0.375, 0.125, 0.0625};

static void set_line(const struct xls *xls, struct border *border, unsigned colour)
{
    if (border->line > BORDER_SLANT_DASH_DOT)
        border->line = BORDER_NONE;
    border->colour = border->line ? xls_colour(xls, colour) : COLOUR_NONE;
}

static void make_look(const struct xls *xls, const struct raw_format *raw, struct style *style)
{
    *style = raw->look;
    style->font = *xls_font(xls, raw->font);
    set_line(xls, &style->left, raw->line_colours[EDGE_LEFT]);
    set_line(xls, &style->right, raw->line_colours[EDGE_RIGHT]);
    set_line(xls, &style->top, raw->line_colours[EDGE_TOP]);
    set_line(xls, &style->bottom, raw->line_colours[EDGE_BOTTOM]);
    if (raw->pattern < G_N_ELEMENTS(pattern_shares))
        style->fill =
            fill_mix(xls_colour(xls, raw->front), xls_colour(xls, raw->back), pattern_shares[raw->pattern]);
    style_normalize(style);
}

void xls_make_styles(struct xls *xls)
{
    for (unsigned i = 0; i < xls->fonts->len; i++) {
        struct font *font = &g_array_index(xls->fonts, struct font, i);
        if (font->colour != COLOUR_NONE)
            font->colour = xls_colour(xls, font->colour);
    }
    for (unsigned i = 0; i < xls->raw_formats->len; i++) {
        const struct raw_format *raw = &g_array_index(xls->raw_formats, struct raw_format, i);
        struct style style = style_default;
        if (xls->wants == GRID_LOOKS)
            make_look(xls, raw, &style);
        style.format = g_hash_table_lookup(xls->codes, GUINT_TO_POINTER(raw->number_format));
        if (!style.format)
            style.format = numfmt_builtin(raw->number_format);
        struct xls_format format = {
            workbook_style(xls->workbook, &style), (uint8_t)numfmt_class(style.format)};
        g_array_append_val(xls->formats, format);
    }
}

const struct xls_format *xls_format(const struct xls *xls, unsigned number)
{
    static const struct xls_format plain = {0, FORMAT_GENERAL};
    return number < xls->formats->len ? &g_array_index(xls->formats, struct xls_format, number) : &plain;
}
