/* Comparing looks. */
#include "grid/style.h"

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

static double font_size(const struct font *font)
{
    return font->size > 0 ? font->size : 11;
}

static bool border_equal(const struct border *a, const struct border *b)
{
    return a->line == b->line && (a->line == BORDER_NONE || a->colour == b->colour);
}

bool font_equal(const struct font *a, const struct font *b)
{
    double difference = font_size(a) - font_size(b);
    return difference > -0.01 && difference < 0.01 && a->colour == b->colour && a->bold == b->bold &&
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
