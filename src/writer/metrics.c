#include "writer/metrics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <glib.h>

#define PIXEL 0.75             /* points, at 96 dpi */
#define PIXELS_PER_CHARACTER 7 /* the digits of Calibri 11 at 96 dpi */
#define PADDING (5 * PIXEL)    /* of the 5 pixels beside a text, 2 on each side and the grid line */
#define SLACK 1.02             /* hinted letters are wider than their advances say */
#define INDENT (9 * PIXEL)     /* one step of indent: three blanks */
#define PRINT_POINTS 5.55      /* measured: LibreOffice's width of a column, per character */
#define DEFAULT_SIZE 11

enum family { CALIBRI, ARIAL };

struct advance {
    uint32_t character;
    uint16_t width[4]; /* 1/1000 em: Calibri, Calibri bold, Arial, Arial bold */
};

static const struct advance advances[] = {
#include "writer/metrics-table.inc"
};

/* Fonts by the nearer of the two, with what they are wider in percent; an unknown font counts as Arial, the
 * wider. */
static const struct face {
    const char *name;
    enum family family;
    unsigned percent;
} faces[] = {
    {"Calibri", CALIBRI, 100},
    {"Arial", ARIAL, 100},
    {"Carlito", CALIBRI, 100},
    {"Calibri Light", CALIBRI, 100},
    {"Aptos Narrow", CALIBRI, 104},
    {"Candara", CALIBRI, 106},
    {"Corbel", CALIBRI, 104},
    {"Times New Roman", CALIBRI, 100},
    {"Liberation Serif", CALIBRI, 100},
    {"Garamond", CALIBRI, 100},
    {"Cambria", CALIBRI, 110},
    {"Arial Narrow", CALIBRI, 96},
    {"Verdana", ARIAL, 116},
    {"DejaVu Sans", ARIAL, 116},
    {"Courier New", ARIAL, 124},
    {"Lucida Console", ARIAL, 124},
    {"Consolas", ARIAL, 114},
};

/* Excel's row heights by font size; other sizes by the fonts' ascent and descent. */
static const double line_heights[2][7] = {
    {10.5, 11.25, 12, 12.75, 15, 15.75, 17.25},
    {9.75, 11.25, 12, 12.75, 14.25, 15, 16.5},
};
#define FIRST_TABLED_SIZE 7

static const double line_factors[2] = {1.2207, 1.149};

static double whole_pixels_up(double points)
{
    return ceil(points / PIXEL - 1e-6) * PIXEL;
}

/* A column's width in Excel: whole pixels, 7 to a character. */
static double column_points(double width)
{
    return width > 0 ? floor(width * PIXELS_PER_CHARACTER + 0.5) * PIXEL : 0;
}

double metrics_print_points(double width)
{
    return width > 0 ? width * PRINT_POINTS : 0;
}

static const struct face *face_of(const struct font *font)
{
    if (!font->name)
        return &faces[CALIBRI];
    for (unsigned i = 0; i < G_N_ELEMENTS(faces); i++)
        if (!g_ascii_strcasecmp(font->name, faces[i].name))
            return &faces[i];
    return &faces[ARIAL];
}

static double size_of(const struct font *font)
{
    return font->size > 0 ? font->size : DEFAULT_SIZE;
}

static double line_height_of(enum family family, double size)
{
    unsigned row = (unsigned)ceil(size);
    if (row >= FIRST_TABLED_SIZE && row < FIRST_TABLED_SIZE + G_N_ELEMENTS(line_heights[0]))
        return line_heights[family][row - FIRST_TABLED_SIZE];
    return whole_pixels_up(size * line_factors[family] + 1);
}

double metrics_line_height(const struct font *font)
{
    return line_height_of(face_of(font)->family, size_of(font));
}

/* What a font comes to, looked up once for a text. */
struct pen {
    unsigned column;    /* in struct advance */
    double scale;       /* points per 1/1000 em */
    double line_height; /* points */
};

static struct pen pen_of(const struct font *font)
{
    const struct face *face = face_of(font);
    return (struct pen){
        .column = face->family * 2 + font->bold,
        .scale = face->percent * size_of(font) / 100000.0,
        .line_height = line_height_of(face->family, size_of(font)),
    };
}

static int compare_advance(const void *key, const void *element)
{
    uint32_t character = *(const uint32_t *)key, other = ((const struct advance *)element)->character;
    return character < other ? -1 : character > other;
}

/* In 1/1000 em. The table begins with the printing characters of ASCII, without a gap. */
static unsigned advance_of(uint32_t character, unsigned column)
{
    if (character >= ' ' && character <= '~')
        return advances[character - ' '].width[column];
    const struct advance *found =
        bsearch(&character, advances, G_N_ELEMENTS(advances), sizeof *advances, compare_advance);
    if (found)
        return found->width[column];
    if (g_unichar_iszerowidth(character))
        return 0;
    return g_unichar_iswide(character) ? 1000 : 650;
}

static double character_width(const struct pen *pen, uint32_t character)
{
    return advance_of(character, pen->column) * pen->scale;
}

/* A text being broken into lines: what stands on the line, and the word that does not yet. */
struct layout {
    double limit;
    const char *breaking;      /* signs after which a word may be broken before a letter */
    double line, blanks, word; /* widths; blanks between line and word */
    double line_height, word_height;
    unsigned lines;
    double height; /* of the closed lines */
};

static void close_line(struct layout *layout)
{
    layout->height += layout->line_height;
    layout->lines++;
    layout->line = layout->blanks = layout->line_height = 0;
}

static void place_word(struct layout *layout)
{
    if (layout->word <= 0)
        return;
    if (layout->line > 0 && layout->line + layout->blanks + layout->word > layout->limit)
        close_line(layout);
    layout->line += layout->blanks + layout->word;
    layout->line_height = MAX(layout->line_height, layout->word_height);
    layout->blanks = layout->word = layout->word_height = 0;
}

static bool is_breaking_blank(uint32_t character)
{
    return character == ' ' || character == '\t' || character == '\r' ||
           (character >= 0x2000 && character <= 0x200B && character != 0x2007);
}

static void lay_character(struct layout *layout, const struct pen *pen, uint32_t character, uint32_t next)
{
    double height = pen->line_height;
    if (character == '\n') {
        place_word(layout);
        layout->line_height = MAX(layout->line_height, height);
        close_line(layout);
        return;
    }
    double width = character_width(pen, character);
    if (is_breaking_blank(character)) {
        place_word(layout);
        layout->blanks += width;
        layout->line_height = MAX(layout->line_height, height);
        return;
    }
    if (layout->word > 0 && layout->word + width > layout->limit) {
        place_word(layout);
        close_line(layout);
    }
    layout->word += width;
    layout->word_height = MAX(layout->word_height, height);
    if (character < 0x80 && character && strchr(layout->breaking, (int)character) && g_unichar_isalpha(next))
        place_word(layout);
}

static void lay_text(struct layout *layout, const struct font *font, const char *text)
{
    const struct pen pen = pen_of(font);
    uint32_t next;
    for (uint32_t character = g_utf8_get_char(text); character; character = next) {
        text = g_utf8_next_char(text);
        next = g_utf8_get_char(text);
        lay_character(layout, &pen, character, next);
    }
}

static struct layout lay_out_breaking(const char *breaking, const struct font *font, const char *text,
    const struct rich_run *runs, unsigned run_count, double limit)
{
    struct layout layout = {.limit = limit, .breaking = breaking};
    if (!run_count && text)
        lay_text(&layout, font, text);
    for (unsigned i = 0; i < run_count; i++)
        lay_text(&layout, &runs[i].font, runs[i].text);
    place_word(&layout);
    if (layout.line_height <= 0)
        layout.line_height = metrics_line_height(font);
    close_line(&layout);
    return layout;
}

/* Does the text hold the last of these signs? */
static bool has_sign(const char *signs, const char *text, const struct rich_run *runs, unsigned run_count)
{
    char sign = signs[strlen(signs) - 1];
    bool found = !run_count && text && strchr(text, sign);
    for (unsigned i = 0; i < run_count && !found; i++)
        found = strchr(runs[i].text, sign) != NULL;
    return found;
}

/* Programs differ in where they break a word: the most lines of any of their ways. */
static struct layout lay_out(
    const struct font *font, const char *text, const struct rich_run *runs, unsigned run_count, double limit)
{
    static const char *const ways[] = {"", "-", "-/"};
    struct layout most = lay_out_breaking(ways[0], font, text, runs, run_count, limit);
    for (unsigned i = 1; i < G_N_ELEMENTS(ways) && isfinite(limit); i++) {
        if (!has_sign(ways[i], text, runs, run_count))
            continue; /* breaks as the one before */
        struct layout layout = lay_out_breaking(ways[i], font, text, runs, run_count, limit);
        if (layout.height > most.height)
            most = layout;
    }
    return most;
}

/* The widest of the text's own lines. */
static double widest_line(
    const struct font *font, const char *text, const struct rich_run *runs, unsigned run_count)
{
    double widest = 0, line = 0;
    struct rich_run whole = {.text = text ? text : "", .font = *font};
    if (!run_count) {
        runs = &whole;
        run_count = 1;
    }
    for (unsigned i = 0; i < run_count; i++) {
        const struct pen pen = pen_of(&runs[i].font);
        for (const char *at = runs[i].text; *at; at = g_utf8_next_char(at)) {
            line = *at == '\n' ? 0 : line + character_width(&pen, g_utf8_get_char(at));
            widest = MAX(widest, line);
        }
    }
    return widest;
}

static unsigned count_characters(const char *text, const struct rich_run *runs, unsigned run_count)
{
    size_t count = run_count || !text ? 0 : (size_t)g_utf8_strlen(text, -1);
    for (unsigned i = 0; i < run_count; i++)
        count += (size_t)g_utf8_strlen(runs[i].text, -1);
    return (unsigned)count;
}

/* Without wrapping, line breaks do not count. */
static double tallest_font(const struct font *font, const struct rich_run *runs, unsigned run_count)
{
    double tallest = metrics_line_height(run_count ? &runs[0].font : font);
    for (unsigned i = 1; i < run_count; i++)
        tallest = MAX(tallest, metrics_line_height(&runs[i].font));
    return tallest;
}

double metrics_text_height(const struct style *style, const char *text, const struct rich_run *runs,
    unsigned run_count, double width)
{
    const struct font *font = &style->font;
    if (style->rotation == ROTATION_STACKED)
        return tallest_font(font, runs, run_count) * MAX(1, count_characters(text, runs, run_count));
    if (style->rotation) {
        double angle = fabs(style->rotation * G_PI / 180);
        double along = widest_line(font, text, runs, run_count) * sin(angle);
        return whole_pixels_up(along + tallest_font(font, runs, run_count) * cos(angle) + PADDING);
    }
    if (!style->wrap)
        return tallest_font(font, runs, run_count);
    double room = (column_points(width) - PADDING) / SLACK;
    if (style->horizontal != ALIGN_CENTRE)
        room -= style->indent * INDENT;
    return lay_out(font, text, runs, run_count, MAX(room, 1)).height;
}
