/* styles.xml: number formats, fonts, fills, borders, and the cell formats made of them. */
#include <string.h>

#include "grid/xlsx/xlsx.h"
#include "support/intl.h"
#include "support/limits.h"

enum section {
    SECTION_NONE,
    SECTION_NUMBER_FORMATS,
    SECTION_FONTS,
    SECTION_FILLS,
    SECTION_BORDERS,
    SECTION_FORMATS,
    SECTION_COLOURS
};

static const struct {
    const char *name;
    enum section section;
} sections[] = {
    {"numFmts", SECTION_NUMBER_FORMATS},
    {"fonts", SECTION_FONTS},
    {"fills", SECTION_FILLS},
    {"borders", SECTION_BORDERS},
    {"cellXfs", SECTION_FORMATS},
    {"colors", SECTION_COLOURS},
};

struct fill {
    uint32_t foreground, background;
    double share; /* of the foreground in the pattern, 0: no fill */
    bool gradient, has_stop;
};

struct borders {
    struct border left, right, top, bottom;
};

struct format {
    unsigned number_format, font, fill, border;
    struct style look; /* its alignment */
};

struct styles_reader {
    struct xlsx *xlsx;
    unsigned depth;
    enum section section;
    GHashTable *codes; /* number to code */
    GArray *fonts, *fills, *borders, *formats;
    struct border *edge; /* the open one; NULL: none that counts */
    unsigned palette_count;
    bool palette_given;
};

#define LAST(array, type) (&g_array_index((array), type, (array)->len - 1))

/* ---- fonts ---- */

static int word_number(const char *word, const char *const *words, unsigned count, int missing)
{
    for (unsigned i = 0; word && i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return (int)i;
    return missing;
}

static uint32_t font_colour(const struct xlsx *xlsx, const char *const *attributes)
{
    /* the theme's text colour as it is: what is automatic for everybody who writes files */
    if (xml_attribute_unsigned(attributes, "theme", G_MAXUINT) == 1 && !xml_attribute(attributes, "tint") &&
        xlsx->theme[1] == 0)
        return COLOUR_NONE;
    return xlsx_colour(xlsx, attributes);
}

void xlsx_font_child(struct xlsx *xlsx, struct font *font, const char *name, const char *const *attributes)
{
    static const char *const underlines[] = {
        "none", "single", "double", "singleAccounting", "doubleAccounting"};
    static const char *const scripts[] = {"baseline", "superscript", "subscript"};
    const char *value = xml_attribute(attributes, "val");

    if (strcmp(name, "b") == 0)
        font->bold = xml_attribute_bool(attributes, "val", true);
    else if (strcmp(name, "i") == 0)
        font->italic = xml_attribute_bool(attributes, "val", true);
    else if (strcmp(name, "strike") == 0)
        font->strike = xml_attribute_bool(attributes, "val", true);
    else if (strcmp(name, "u") == 0)
        font->underline = (uint8_t)word_number(value, underlines, G_N_ELEMENTS(underlines), UNDERLINE_SINGLE);
    else if (strcmp(name, "vertAlign") == 0)
        font->script = (uint8_t)word_number(value, scripts, G_N_ELEMENTS(scripts), SCRIPT_NORMAL);
    else if (strcmp(name, "sz") == 0)
        font->size = CLAMP(xml_attribute_double(attributes, "val", 11), 1, 409);
    else if (strcmp(name, "color") == 0)
        font->colour = font_colour(xlsx, attributes);
    else if ((strcmp(name, "name") == 0 || strcmp(name, "rFont") == 0) && value && *value)
        font->name = workbook_intern(xlsx->workbook, value);
}

/* ---- fills ---- */

/* How much of the foreground a pattern shows. */
static const struct {
    const char *pattern;
    double share;
} patterns[] = {
    {"none", 0},
    {"solid", 1},
    {"darkGray", 0.75},
    {"mediumGray", 0.5},
    {"lightGray", 0.25},
    {"gray125", 0.125},
    {"gray0625", 0.0625},
    {"darkHorizontal", 0.5},
    {"darkVertical", 0.5},
    {"darkDown", 0.5},
    {"darkUp", 0.5},
    {"darkGrid", 0.5},
    {"darkTrellis", 0.75},
    {"lightHorizontal", 0.25},
    {"lightVertical", 0.25},
    {"lightDown", 0.25},
    {"lightUp", 0.25},
    {"lightGrid", 0.4375},
    {"lightTrellis", 0.375},
};

static void fill_child(struct styles_reader *reader, const char *name, const char *const *attributes)
{
    if (strcmp(name, "fill") == 0) {
        struct fill fill = {.foreground = COLOUR_NONE, .background = COLOUR_NONE};
        g_array_append_val(reader->fills, fill);
    }
    if (!reader->fills->len)
        return;
    struct fill *fill = LAST(reader->fills, struct fill);
    if (strcmp(name, "patternFill") == 0) {
        const char *pattern = xml_attribute(attributes, "patternType");
        for (unsigned i = 0; pattern && i < G_N_ELEMENTS(patterns); i++)
            if (strcmp(pattern, patterns[i].pattern) == 0)
                fill->share = patterns[i].share;
    } else if (strcmp(name, "fgColor") == 0) {
        fill->foreground = xlsx_colour(reader->xlsx, attributes);
    } else if (strcmp(name, "bgColor") == 0) {
        fill->background = xlsx_colour(reader->xlsx, attributes);
    } else if (strcmp(name, "gradientFill") == 0) {
        fill->gradient = true;
    } else if (strcmp(name, "color") == 0 && fill->gradient && !fill->has_stop) {
        fill->has_stop = true;
        fill->share = 1;
        fill->foreground = xlsx_colour(reader->xlsx, attributes);
    }
}

/* ---- borders ---- */

static const char *const border_lines[] = {
    "none",
    "thin",
    "medium",
    "dashed",
    "dotted",
    "thick",
    "double",
    "hair",
    "mediumDashed",
    "dashDot",
    "mediumDashDot",
    "dashDotDot",
    "mediumDashDotDot",
    "slantDashDot",
};

static void border_child(struct styles_reader *reader, const char *name, const char *const *attributes)
{
    static const struct {
        const char *name;
        size_t offset;
    } edges[] = {
        {"left", offsetof(struct borders, left)},
        {"start", offsetof(struct borders, left)},
        {"right", offsetof(struct borders, right)},
        {"end", offsetof(struct borders, right)},
        {"top", offsetof(struct borders, top)},
        {"bottom", offsetof(struct borders, bottom)},
    };
    if (strcmp(name, "border") == 0) {
        struct border none = {BORDER_NONE, COLOUR_NONE};
        struct borders borders = {none, none, none, none};
        g_array_append_val(reader->borders, borders);
        reader->edge = NULL;
        return;
    }
    if (!reader->borders->len)
        return;
    if (strcmp(name, "color") == 0) {
        if (reader->edge)
            reader->edge->colour = xlsx_colour(reader->xlsx, attributes);
        return;
    }
    reader->edge = NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(edges); i++)
        if (strcmp(name, edges[i].name) == 0) {
            char *borders = (char *)LAST(reader->borders, struct borders);
            reader->edge = (struct border *)(void *)(borders + edges[i].offset);
            reader->edge->line = (uint8_t)word_number(
                xml_attribute(attributes, "style"), border_lines, G_N_ELEMENTS(border_lines), BORDER_NONE);
        }
}

/* ---- cell formats ---- */

static void read_alignment(struct style *look, const char *const *attributes)
{
    static const char *const horizontals[] = {
        "general", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed"};
    static const char *const verticals[] = {"bottom", "top", "center", "justify", "distributed"};

    look->horizontal = (uint8_t)word_number(
        xml_attribute(attributes, "horizontal"), horizontals, G_N_ELEMENTS(horizontals), ALIGN_GENERAL);
    look->vertical = (uint8_t)word_number(
        xml_attribute(attributes, "vertical"), verticals, G_N_ELEMENTS(verticals), ALIGN_BOTTOM);
    look->wrap = xml_attribute_bool(attributes, "wrapText", false);
    look->shrink = xml_attribute_bool(attributes, "shrinkToFit", false);
    look->indent = (uint8_t)MIN(xml_attribute_unsigned(attributes, "indent", 0), 250u);
    unsigned rotation = xml_attribute_unsigned(attributes, "textRotation", 0);
    if (rotation == 255)
        look->rotation = 255;
    else if (rotation <= 180)
        look->rotation = (int16_t)(rotation <= 90 ? (int)rotation : 90 - (int)rotation);
}

static void format_child(struct styles_reader *reader, const char *name, const char *const *attributes)
{
    if (strcmp(name, "xf") == 0) {
        struct format format = {
            .number_format = xml_attribute_unsigned(attributes, "numFmtId", 0),
            .font = xml_attribute_unsigned(attributes, "fontId", 0),
            .fill = xml_attribute_unsigned(attributes, "fillId", 0),
            .border = xml_attribute_unsigned(attributes, "borderId", 0),
            .look = style_default,
        };
        g_array_append_val(reader->formats, format);
    } else if (strcmp(name, "alignment") == 0 && reader->formats->len) {
        read_alignment(&LAST(reader->formats, struct format)->look, attributes);
    }
}

/* ---- the part ---- */

static void number_format_child(struct styles_reader *reader, const char *name, const char *const *attributes)
{
    const char *code = xml_attribute(attributes, "formatCode");
    if (strcmp(name, "numFmt") != 0 || !code)
        return;
    GString *unescaped = g_string_new(code);
    xlsx_unescape(unescaped);
    unsigned id = xml_attribute_unsigned(attributes, "numFmtId", 0);
    g_hash_table_insert(reader->codes, GUINT_TO_POINTER(id), g_string_free(unescaped, FALSE));
}

static void colour_child(struct styles_reader *reader, const char *name, const char *const *attributes)
{
    const char *rgb = xml_attribute(attributes, "rgb");
    if (strcmp(name, "rgbColor") != 0 || !rgb || strlen(rgb) < 6 || reader->palette_count >= 64)
        return;
    uint32_t colour = (uint32_t)g_ascii_strtoull(rgb + strlen(rgb) - 6, NULL, 16) & 0xFFFFFF;
    reader->palette_given |= reader->xlsx->palette[reader->palette_count] != colour;
    reader->xlsx->palette[reader->palette_count++] = colour;
}

static void start(struct xml_parse *parse, const char *name, const char *const *attributes)
{
    struct styles_reader *reader = xml_user(parse);
    if (++reader->depth == 2) {
        reader->section = SECTION_NONE;
        for (unsigned i = 0; i < G_N_ELEMENTS(sections); i++)
            if (strcmp(name, sections[i].name) == 0)
                reader->section = sections[i].section;
        return;
    }
    bool looks = reader->xlsx->wants == GRID_LOOKS;
    switch (reader->section) {
    case SECTION_NONE:
        break;
    case SECTION_NUMBER_FORMATS:
        number_format_child(reader, name, attributes);
        break;
    case SECTION_FORMATS:
        format_child(reader, name, attributes);
        if (reader->formats->len > LIMIT_STYLES)
            xlsx_fail(reader->xlsx, parse, NULL, PLACE_NO_CELL, PLACE_NO_CELL,
                _("has more cell formats than Excel allows: save it anew in Excel or LibreOffice"));
        break;
    case SECTION_FONTS:
        if (looks && strcmp(name, "font") == 0)
            g_array_append_val(reader->fonts, style_default.font);
        else if (reader->fonts->len)
            xlsx_font_child(reader->xlsx, LAST(reader->fonts, struct font), name, attributes);
        break;
    case SECTION_FILLS:
        if (looks)
            fill_child(reader, name, attributes);
        break;
    case SECTION_BORDERS:
        if (looks)
            border_child(reader, name, attributes);
        break;
    case SECTION_COLOURS:
        if (looks)
            colour_child(reader, name, attributes);
        break;
    }
}

static void end(struct xml_parse *parse, const char *name)
{
    (void)name;
    struct styles_reader *reader = xml_user(parse);
    reader->depth--;
}

static void add_format(struct styles_reader *reader, const struct format *format)
{
    struct style style = format->look;
    const char *code = g_hash_table_lookup(reader->codes, GUINT_TO_POINTER(format->number_format));
    if (!code)
        code = numfmt_builtin(format->number_format);
    struct xlsx_format result = {.class = (uint8_t)numfmt_class(code)};
    if (reader->xlsx->wants != GRID_LOOKS)
        style = style_default;
    style.format = code;
    if (format->font < reader->fonts->len)
        style.font = g_array_index(reader->fonts, struct font, format->font);
    style_normalize(&style);
    if (format->fill < reader->fills->len) {
        const struct fill *fill = &g_array_index(reader->fills, struct fill, format->fill);
        style.fill = fill_mix(fill->foreground, fill->background, fill->share);
        result.gradient = fill->gradient;
    }
    if (format->border < reader->borders->len) {
        const struct borders *borders = &g_array_index(reader->borders, struct borders, format->border);
        style.left = borders->left;
        style.right = borders->right;
        style.top = borders->top;
        style.bottom = borders->bottom;
    }
    result.style = workbook_style(reader->xlsx->workbook, &style);
    g_array_append_val(reader->xlsx->formats, result);
}

static bool read_once(struct xlsx *xlsx, bool *ret_palette_given, GError **error)
{
    static const struct xml_handler handler = {start, end, NULL};
    struct styles_reader reader = {
        .xlsx = xlsx,
        .codes = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free),
        .fonts = g_array_new(FALSE, TRUE, sizeof(struct font)),
        .fills = g_array_new(FALSE, TRUE, sizeof(struct fill)),
        .borders = g_array_new(FALSE, TRUE, sizeof(struct borders)),
        .formats = g_array_new(FALSE, TRUE, sizeof(struct format)),
    };
    bool good = xml_read(xlsx->container, xlsx->part_styles, &handler, &reader, xlsx->workbook->name, error);
    for (unsigned i = 0; good && !reader.palette_given && i < reader.formats->len; i++)
        add_format(&reader, &g_array_index(reader.formats, struct format, i));
    *ret_palette_given = reader.palette_given;
    g_hash_table_unref(reader.codes);
    g_array_unref(reader.fonts);
    g_array_unref(reader.fills);
    g_array_unref(reader.borders);
    g_array_unref(reader.formats);
    return good;
}

bool xlsx_read_styles(struct xlsx *xlsx, GError **error)
{
    bool palette_given = false;
    memcpy(xlsx->palette, indexed_colours, sizeof xlsx->palette);
    if (!xlsx->part_styles)
        return true;
    if (!read_once(xlsx, &palette_given, error))
        return false;
    /* a palette of the file's own stands at the end of the part, behind the colours that it changes */
    return !palette_given || read_once(xlsx, &palette_given, error);
}
