/* Comparing looks. */
#include "grid/style.h"

#include <glib.h>
#include <string.h>

const struct style style_default = {
    .font = {.name = NULL, .size = 0, .colour = COLOUR_NONE},
    .fill = COLOUR_NONE,
    .left = {BORDER_NONE, COLOUR_NONE},
    .right = {BORDER_NONE, COLOUR_NONE},
    .top = {BORDER_NONE, COLOUR_NONE},
    .bottom = {BORDER_NONE, COLOUR_NONE},
    .format = NULL,
};

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static const char *font_name(const struct font *font)
{
    return font->name ? font->name : "Calibri";
}

/* In hundredths of a point. */
static unsigned font_size(const struct font *font)
{
    return font->size > 0 ? (unsigned)(MIN(font->size, 10000) * 100 + 0.5) : 1100;
}

bool border_equal(const struct border *a, const struct border *b)
{
    return a->line == b->line && (a->line == BORDER_NONE || a->colour == b->colour);
}

bool font_equal(const struct font *a, const struct font *b)
{
    return font_size(a) == font_size(b) && a->colour == b->colour && a->bold == b->bold &&
           a->italic == b->italic && a->strike == b->strike && a->underline == b->underline &&
           a->script == b->script && same_text(font_name(a), font_name(b));
}

bool style_equal(const struct style *a, const struct style *b)
{
    return font_equal(&a->font, &b->font) && a->fill == b->fill && border_equal(&a->left, &b->left) &&
           border_equal(&a->right, &b->right) && border_equal(&a->top, &b->top) &&
           border_equal(&a->bottom, &b->bottom) && a->horizontal == b->horizontal &&
           a->vertical == b->vertical && a->wrap == b->wrap && a->shrink == b->shrink &&
           a->indent == b->indent && a->rotation == b->rotation && same_text(a->format, b->format);
}

const uint32_t indexed_colours[64] = {
    0x000000,
    0xFFFFFF,
    0xFF0000,
    0x00FF00,
    0x0000FF,
    0xFFFF00,
    0xFF00FF,
    0x00FFFF,
    0x000000,
    0xFFFFFF,
    0xFF0000,
    0x00FF00,
    0x0000FF,
    0xFFFF00,
    0xFF00FF,
    0x00FFFF,
    0x800000,
    0x008000,
    0x000080,
    0x808000,
    0x800080,
    0x008080,
    0xC0C0C0,
    0x808080,
    0x9999FF,
    0x993366,
    0xFFFFCC,
    0xCCFFFF,
    0x660066,
    0xFF8080,
    0x0066CC,
    0xCCCCFF,
    0x000080,
    0xFF00FF,
    0xFFFF00,
    0x00FFFF,
    0x800080,
    0x800000,
    0x008080,
    0x0000FF,
    0x00CCFF,
    0xCCFFFF,
    0xCCFFCC,
    0xFFFF99,
    0x99CCFF,
    0xFF99CC,
    0xCC99FF,
    0xFFCC99,
    0x3366FF,
    0x33CCCC,
    0x99CC00,
    0xFFCC00,
    0xFF9900,
    0xFF6600,
    0x666699,
    0x969696,
    0x003366,
    0x339966,
    0x003300,
    0x333300,
    0x993300,
    0x993366,
    0x333399,
    0x333333,
};

uint32_t fill_mix(uint32_t front, uint32_t back, double share)
{
    if (share <= 0)
        return COLOUR_NONE;
    uint32_t mixed = 0;
    if (front == COLOUR_NONE)
        front = 0x000000;
    if (back == COLOUR_NONE)
        back = 0xFFFFFF;
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        double part = (front >> shift & 255) * share + (back >> shift & 255) * (1 - share);
        mixed |= (uint32_t)(part + 0.5) << shift;
    }
    return mixed;
}

void style_normalize(struct style *style)
{
    if (style->font.name && strcmp(style->font.name, "Calibri") == 0)
        style->font.name = NULL;
    if (style->font.size > 10.99 && style->font.size < 11.01)
        style->font.size = 0;
}

static unsigned mix(unsigned hash, unsigned value)
{
    return (hash ^ value) * 0x9E3779B1u;
}

static unsigned border_hash(unsigned hash, const struct border *border)
{
    hash = mix(hash, border->line);
    return border->line == BORDER_NONE ? hash : mix(hash, border->colour);
}

/* All that style_equal looks at: files may hold tens of thousands of looks that differ in one thing only. */
unsigned style_hash(const struct style *style)
{
    const struct font *font = &style->font;
    unsigned hash = mix(g_str_hash(font_name(font)), font_size(font));
    hash = mix(hash, font->colour);
    hash = mix(hash, (unsigned)font->bold | (unsigned)font->italic << 1 | (unsigned)font->strike << 2 |
                         (unsigned)font->underline << 8 | (unsigned)font->script << 16);
    hash = mix(hash, style->fill);
    hash = border_hash(border_hash(hash, &style->left), &style->right);
    hash = border_hash(border_hash(hash, &style->top), &style->bottom);
    hash = mix(hash, style->horizontal | (unsigned)style->vertical << 8 | (unsigned)style->wrap << 16 |
                         (unsigned)style->shrink << 17 | (unsigned)style->indent << 24);
    hash = mix(hash, (unsigned)style->rotation);
    return style->format ? mix(hash, g_str_hash(style->format)) : hash;
}
