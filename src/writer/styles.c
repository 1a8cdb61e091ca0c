#include "writer/styles.h"

#include <string.h>
#include <glib.h>
#include "writer/guard.h"

#define LIBRARY_STACKED 270

struct run_format {
    struct font font;
    lxw_format *format;
};

struct styles {
    lxw_workbook *target;
    const struct workbook *workbook;
    GPtrArray *formats; /* lxw_format *, by style */
    GArray *runs;       /* struct run_format */
};

static const uint8_t horizontals[] = {
    [ALIGN_GENERAL] = LXW_ALIGN_NONE,
    [ALIGN_LEFT] = LXW_ALIGN_LEFT,
    [ALIGN_CENTRE] = LXW_ALIGN_CENTER,
    [ALIGN_RIGHT] = LXW_ALIGN_RIGHT,
    [ALIGN_FILL] = LXW_ALIGN_FILL,
    [ALIGN_JUSTIFY] = LXW_ALIGN_JUSTIFY,
    [ALIGN_CENTRE_ACROSS] = LXW_ALIGN_CENTER_ACROSS,
    [ALIGN_DISTRIBUTED] = LXW_ALIGN_DISTRIBUTED,
};

static const uint8_t verticals[] = {
    [ALIGN_BOTTOM] = LXW_ALIGN_NONE, /* bottom is what is not written */
    [ALIGN_TOP] = LXW_ALIGN_VERTICAL_TOP,
    [ALIGN_MIDDLE] = LXW_ALIGN_VERTICAL_CENTER,
    [ALIGN_VERTICAL_JUSTIFY] = LXW_ALIGN_VERTICAL_JUSTIFY,
    [ALIGN_VERTICAL_DISTRIBUTED] = LXW_ALIGN_VERTICAL_DISTRIBUTED,
};

lxw_color_t styles_colour(uint32_t colour)
{
    if (colour == COLOUR_NONE)
        return LXW_COLOR_UNSET;
    colour &= LXW_COLOR_MASK;
    return colour ? colour : LXW_COLOR_BLACK;
}

static void set_font(lxw_format *format, const struct font *font)
{
    /* Unnamed it is Calibri too, and the default look stays the library's own. */
    if (strcmp(font->name, GUARD_DEFAULT_FONT))
        format_set_font_name(format, font->name);
    format_set_font_size(format, font->size);
    format_set_font_color(format, styles_colour(font->colour));
    if (font->bold)
        format_set_bold(format);
    if (font->italic)
        format_set_italic(format);
    if (font->strike)
        format_set_font_strikeout(format);
    if (font->underline)
        format_set_underline(format, font->underline);
    if (font->script)
        format_set_font_script(format, font->script);
}

static void set_border(lxw_format *format, const struct border *border,
    void (*set_line)(lxw_format *, uint8_t), void (*set_colour)(lxw_format *, lxw_color_t))
{
    set_line(format, border->line);
    set_colour(format, styles_colour(border->colour));
}

static void set_alignment(lxw_format *format, const struct style *style)
{
    if (style->horizontal < G_N_ELEMENTS(horizontals))
        format_set_align(format, horizontals[style->horizontal]);
    if (style->vertical < G_N_ELEMENTS(verticals))
        format_set_align(format, verticals[style->vertical]);
    if (style->wrap)
        format_set_text_wrap(format);
    if (style->shrink)
        format_set_shrink(format);
    if (style->indent)
        format_set_indent(format, style->indent);
    if (style->rotation)
        format_set_rotation(format, style->rotation == ROTATION_STACKED ? LIBRARY_STACKED : style->rotation);
}

static lxw_format *make_format(lxw_workbook *target, const struct style *drawn)
{
    struct style style = guard_style(drawn);
    lxw_format *format = workbook_add_format(target);
    if (!format)
        return NULL;
    set_font(format, &style.font);
    set_border(format, &style.left, format_set_left, format_set_left_color);
    set_border(format, &style.right, format_set_right, format_set_right_color);
    set_border(format, &style.top, format_set_top, format_set_top_color);
    set_border(format, &style.bottom, format_set_bottom, format_set_bottom_color);
    set_alignment(format, &style);
    if (style.fill != COLOUR_NONE) {
        format_set_pattern(format, LXW_PATTERN_SOLID);
        format_set_bg_color(format, styles_colour(style.fill));
    }
    if (style.format)
        format_set_num_format(format, style.format);
    return format;
}

struct styles *styles_new(lxw_workbook *target, const struct workbook *workbook)
{
    struct styles *styles = g_new0(struct styles, 1);
    styles->target = target;
    styles->workbook = workbook;
    styles->formats = g_ptr_array_new();
    styles->runs = g_array_new(FALSE, FALSE, sizeof(struct run_format));
    for (unsigned i = 0; i < workbook->styles->len; i++)
        g_ptr_array_add(
            styles->formats, make_format(target, &g_array_index(workbook->styles, struct style, i)));
    return styles;
}

void styles_free(struct styles *styles)
{
    if (!styles)
        return;
    g_ptr_array_unref(styles->formats);
    g_array_unref(styles->runs);
    g_free(styles);
}

lxw_format *styles_format(const struct styles *styles, unsigned style)
{
    return g_ptr_array_index(styles->formats, style);
}

lxw_format *styles_format_in(struct styles *styles, unsigned style, const struct font *font)
{
    struct style changed = g_array_index(styles->workbook->styles, struct style, style);
    changed.font = *font;
    return make_format(styles->target, &changed);
}

lxw_format *styles_run_format(struct styles *styles, const struct font *font)
{
    for (unsigned i = 0; i < styles->runs->len; i++) {
        const struct run_format *run = &g_array_index(styles->runs, struct run_format, i);
        if (font_equal(&run->font, font))
            return run->format;
    }
    struct run_format made = {*font, workbook_add_format(styles->target)};
    if (made.format)
        set_font(made.format, font);
    g_array_append_val(styles->runs, made);
    return made.format;
}

lxw_format *styles_condition(struct styles *styles, uint32_t fill, uint32_t colour, bool bold)
{
    lxw_format *format = workbook_add_format(styles->target);
    if (!format)
        return NULL;
    if (fill != COLOUR_NONE)
        format_set_bg_color(format, styles_colour(fill));
    if (colour != COLOUR_NONE)
        format_set_font_color(format, styles_colour(colour));
    if (bold)
        format_set_bold(format);
    return format;
}
