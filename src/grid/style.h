/* How a cell looks, resolved: colours are RGB, number formats have their canonical code. */
#ifndef PIANOXL_GRID_STYLE_H
#define PIANOXL_GRID_STYLE_H

#include <stdbool.h>
#include <stdint.h>

#define COLOUR_NONE 0xFFFFFFFFu /* automatic: not given */

enum underline {
    UNDERLINE_NONE,
    UNDERLINE_SINGLE,
    UNDERLINE_DOUBLE,
    UNDERLINE_SINGLE_ACCOUNTING,
    UNDERLINE_DOUBLE_ACCOUNTING
};
enum script { SCRIPT_NORMAL, SCRIPT_SUPER, SCRIPT_SUB };

struct font {
    const char *name; /* NULL: Calibri */
    double size;      /* points; 0: 11 */
    uint32_t colour;  /* 0xRRGGBB or COLOUR_NONE */
    bool bold, italic, strike;
    uint8_t underline; /* enum underline */
    uint8_t script;    /* enum script */
};

/* In the order of OOXML's names: none thin medium dashed dotted thick double hair mediumDashed dashDot
 * mediumDashDot dashDotDot mediumDashDotDot slantDashDot (libxlsxwriter's numbers). */
enum border_line {
    BORDER_NONE,
    BORDER_THIN,
    BORDER_MEDIUM,
    BORDER_DASHED,
    BORDER_DOTTED,
    BORDER_THICK,
    BORDER_DOUBLE,
    BORDER_HAIR,
    BORDER_MEDIUM_DASHED,
    BORDER_DASH_DOT,
    BORDER_MEDIUM_DASH_DOT,
    BORDER_DASH_DOT_DOT,
    BORDER_MEDIUM_DASH_DOT_DOT,
    BORDER_SLANT_DASH_DOT
};

struct border {
    uint8_t line;    /* enum border_line */
    uint32_t colour; /* COLOUR_NONE: automatic */
};

enum horizontal_alignment {
    ALIGN_GENERAL,
    ALIGN_LEFT,
    ALIGN_CENTRE,
    ALIGN_RIGHT,
    ALIGN_FILL,
    ALIGN_JUSTIFY,
    ALIGN_CENTRE_ACROSS,
    ALIGN_DISTRIBUTED
};
enum vertical_alignment {
    ALIGN_BOTTOM,
    ALIGN_TOP,
    ALIGN_MIDDLE,
    ALIGN_VERTICAL_JUSTIFY,
    ALIGN_VERTICAL_DISTRIBUTED
};

#define ROTATION_STACKED 255 /* letters one below the other */

struct style {
    struct font font;
    uint32_t fill; /* solid colour; COLOUR_NONE: no fill */
    struct border left, right, top, bottom;
    uint8_t horizontal; /* enum horizontal_alignment */
    uint8_t vertical;   /* enum vertical_alignment */
    bool wrap, shrink;
    uint8_t indent;
    int16_t rotation;   /* degrees -90..90, or ROTATION_STACKED */
    const char *format; /* canonical number format code; NULL: General */
};

/* The default look: Calibri 11, no fill, no borders, General. */
extern const struct style style_default;

/* The 64 indexed colours (ECMA-376 part 1, 18.8.27), which are those of .xls. */
extern const uint32_t indexed_colours[64];

/* A pattern as one colour: `share` of it is in front; COLOUR_NONE: no fill, in front black, behind white. */
uint32_t fill_mix(uint32_t front, uint32_t back, double share);

/* Names the default font and size as struct font does: not at all. */
void style_normalize(struct style *style);

/* Do they look alike? What is not given counts as the default; sizes are told apart by hundredths of a point.
 */
bool style_equal(const struct style *a, const struct style *b);
unsigned style_hash(const struct style *style);
bool border_equal(const struct border *a, const struct border *b);
bool font_equal(const struct font *a, const struct font *b);

#endif
