/* styles.xml, and the styles at the beginning of content.xml: cells, columns, rows, sheets, pages. */
#include <math.h>
#include <string.h>

#include "grid/ods/ods.h"
#include "support/intl.h"
#include "support/limits.h"

/* ---- units ---- */

double ods_length(const char *text)
{
    static const struct {
        const char *unit;
        double points;
    } units[] = {{"cm", 72 / 2.54}, {"mm", 7.2 / 2.54}, {"in", 72}, {"pt", 1}, {"pc", 12}, {"px", 0.75}};
    if (!text)
        return 0;
    char *end;
    double number = g_ascii_strtod(text, &end);
    for (unsigned i = 0; i < G_N_ELEMENTS(units); i++)
        if (strcmp(end, units[i].unit) == 0 && isfinite(number) && fabs(number) < 1e6)
            return number * units[i].points;
    return 0;
}

uint32_t ods_colour(const char *text)
{
    if (!text || *text != '#' || strlen(text) != 7)
        return COLOUR_NONE;
    return (uint32_t)g_ascii_strtoull(text + 1, NULL, 16) & 0xFFFFFF;
}

static bool is_word(const char *text, const char *word)
{
    return text && strcmp(text, word) == 0;
}

/* ---- looks of cells ---- */

/* "0.74pt solid #808080": lines as LibreOffice draws those of .xlsx. */
static void read_border(struct border *border, const char *text)
{
    static const struct {
        const char *kind;
        double most; /* points */
        enum border_line line;
    } lines[] = {
        {"double", 100, BORDER_DOUBLE},
        {"double-thin", 100, BORDER_DOUBLE},
        {"dashed", 1.2, BORDER_DASHED},
        {"dashed", 100, BORDER_MEDIUM_DASHED},
        {"dotted", 100, BORDER_DOTTED},
        {"fine-dashed", 100, BORDER_DASHED},
        {"dash-dot", 1.2, BORDER_DASH_DOT},
        {"dash-dot", 100, BORDER_MEDIUM_DASH_DOT},
        {"dash-dot-dot", 1.2, BORDER_DASH_DOT_DOT},
        {"dash-dot-dot", 100, BORDER_MEDIUM_DASH_DOT_DOT},
        {"solid", 0.3, BORDER_HAIR},
        {"solid", 1.2, BORDER_THIN},
        {"solid", 2.1, BORDER_MEDIUM},
        {"solid", 100, BORDER_THICK},
    };
    *border = (struct border){BORDER_NONE, COLOUR_NONE};
    char **words = g_strsplit(text, " ", 4);
    if (g_strv_length(words) >= 2)
        for (unsigned i = 0; i < G_N_ELEMENTS(lines) && border->line == BORDER_NONE; i++)
            if (strcmp(words[1], lines[i].kind) == 0 && ods_length(words[0]) <= lines[i].most) {
                border->line = (uint8_t)lines[i].line;
                uint32_t colour = ods_colour(words[2]);
                border->colour = colour == 0 ? COLOUR_NONE : colour;
            }
    g_strfreev(words);
}

static void read_borders(struct style *look, const char *const *attributes)
{
    const struct {
        const char *name;
        struct border *edge;
    } edges[] = {
        {"border-left", &look->left},
        {"border-right", &look->right},
        {"border-top", &look->top},
        {"border-bottom", &look->bottom},
    };
    const char *all = xml_attribute_prefixed(attributes, "border");
    for (unsigned i = 0; i < G_N_ELEMENTS(edges); i++) {
        const char *own = xml_attribute_prefixed(attributes, edges[i].name);
        if (own || all)
            read_border(edges[i].edge, own ? own : all);
    }
}

static void read_cell_properties(struct ods_style *style, const char *const *attributes)
{
    struct style *look = &style->look;
    const char *value = xml_attribute_prefixed(attributes, "background-color");
    if (value)
        look->fill = ods_colour(value);
    read_borders(look, attributes);
    if ((value = xml_attribute_prefixed(attributes, "vertical-align")))
        look->vertical = is_word(value, "top")      ? ALIGN_TOP
                         : is_word(value, "middle") ? ALIGN_MIDDLE
                                                    : ALIGN_BOTTOM;
    if ((value = xml_attribute_prefixed(attributes, "wrap-option")))
        look->wrap = is_word(value, "wrap");
    if ((value = xml_attribute_prefixed(attributes, "shrink-to-fit")))
        look->shrink = is_word(value, "true");
    if ((value = xml_attribute_prefixed(attributes, "rotation-angle"))) {
        guint64 angle = g_ascii_strtoull(value, NULL, 10) % 360;
        look->rotation = (int16_t)(angle <= 90 ? (int)angle : angle >= 270 ? (int)angle - 360 : 0);
    }
    if (is_word(xml_attribute_prefixed(attributes, "direction"), "ttb"))
        look->rotation = 255;
    if (is_word(xml_attribute_prefixed(attributes, "repeat-content"), "true"))
        look->horizontal = ALIGN_FILL;
    else if (is_word(xml_attribute_prefixed(attributes, "text-align-source"), "value-type"))
        look->horizontal = ALIGN_GENERAL;
}

#define INDENT_POINTS 10 /* of a level, as LibreOffice writes it */

static void read_paragraph_properties(struct ods_style *style, const char *const *attributes)
{
    static const struct {
        const char *word;
        enum horizontal_alignment alignment;
    } alignments[] = {
        {"start", ALIGN_LEFT},
        {"left", ALIGN_LEFT},
        {"center", ALIGN_CENTRE},
        {"end", ALIGN_RIGHT},
        {"right", ALIGN_RIGHT},
        {"justify", ALIGN_JUSTIFY},
    };
    struct style *look = &style->look;
    const char *value = xml_attribute_prefixed(attributes, "text-align");
    for (unsigned i = 0; value && look->horizontal != ALIGN_FILL && i < G_N_ELEMENTS(alignments); i++)
        if (strcmp(value, alignments[i].word) == 0)
            look->horizontal = (uint8_t)alignments[i].alignment;
    if ((value = xml_attribute_prefixed(attributes, "margin-left")))
        look->indent = (uint8_t)CLAMP(floor(ods_length(value) / INDENT_POINTS + 0.5), 0, 250);
}

static void read_font_name(struct style_reader *reader, struct font *font, const char *const *attributes)
{
    const char *face = xml_attribute_prefixed(attributes, "font-name");
    const char *name = face ? g_hash_table_lookup(reader->ods->fonts, face) : NULL;
    if (!name)
        name = xml_attribute_prefixed(attributes, "font-family");
    if (!name)
        return;
    char *plain = g_strdup(name);
    size_t length = strlen(plain);
    bool quoted = length >= 2 && plain[0] == '\'' && plain[length - 1] == '\'';
    if (quoted)
        plain[length - 1] = '\0';
    font->name = workbook_intern(reader->ods->workbook, plain + quoted);
    g_free(plain);
}

static void read_text_properties(struct style_reader *reader, const char *const *attributes)
{
    struct font *font = &reader->style->look.font;
    const char *value;
    read_font_name(reader, font, attributes);
    if ((value = xml_attribute_prefixed(attributes, "font-size")) && ods_length(value) > 0)
        font->size = CLAMP(floor(ods_length(value) * 100 + 0.5) / 100, 1, 409);
    if ((value = xml_attribute_prefixed(attributes, "color"))) {
        uint32_t colour = ods_colour(value);
        font->colour = colour == 0 ? COLOUR_NONE : colour;
    }
    if ((value = xml_attribute_prefixed(attributes, "font-weight")))
        font->bold = is_word(value, "bold") || g_ascii_strtoull(value, NULL, 10) >= 600;
    if ((value = xml_attribute_prefixed(attributes, "font-style")))
        font->italic = is_word(value, "italic") || is_word(value, "oblique");
    if ((value = xml_attribute_prefixed(attributes, "text-line-through-style")))
        font->strike = !is_word(value, "none");
    if ((value = xml_attribute_prefixed(attributes, "text-underline-style")))
        font->underline = is_word(value, "none") ? UNDERLINE_NONE
                          : is_word(xml_attribute_prefixed(attributes, "text-underline-type"), "double")
                              ? UNDERLINE_DOUBLE
                              : UNDERLINE_SINGLE;
    if ((value = xml_attribute_prefixed(attributes, "text-position")))
        font->script = g_str_has_prefix(value, "super")                                 ? SCRIPT_SUPER
                       : g_str_has_prefix(value, "sub") || g_str_has_prefix(value, "-") ? SCRIPT_SUB
                                                                                        : SCRIPT_NORMAL;
}

/* ---- columns, rows, sheets ---- */

/* LibreOffice makes 5.55 points of a character's width. */
#define CHARACTER_POINTS 5.55

static void read_column_properties(struct ods_style *style, const char *const *attributes)
{
    double points = ods_length(xml_attribute_prefixed(attributes, "column-width"));
    style->size = CLAMP(points / CHARACTER_POINTS, 0, 255);
}

static void read_row_properties(struct ods_style *style, const char *const *attributes)
{
    style->size = CLAMP(ods_length(xml_attribute_prefixed(attributes, "row-height")), 0, 1000);
    style->custom_height = is_word(xml_attribute_prefixed(attributes, "use-optimal-row-height"), "false");
    style->break_before = is_word(xml_attribute_prefixed(attributes, "break-before"), "page");
}

static void read_table_properties(struct ods_style *style, const char *const *attributes)
{
    style->hidden = is_word(xml_attribute_prefixed(attributes, "display"), "false");
    const char *colour = xml_attribute_prefixed(attributes, "tab-color");
    if (colour)
        style->tab_colour = ods_colour(colour);
}

static void read_property(struct style_reader *reader, const char *name, const char *const *attributes)
{
    struct ods_style *style = reader->style;
    bool looks = reader->ods->wants == GRID_LOOKS;
    if (strcmp(name, "table-properties") == 0 && reader->family == FAMILY_TABLE)
        read_table_properties(style, attributes);
    if (!looks)
        return;
    if (strcmp(name, "table-cell-properties") == 0)
        read_cell_properties(style, attributes);
    else if (strcmp(name, "paragraph-properties") == 0)
        read_paragraph_properties(style, attributes);
    else if (strcmp(name, "text-properties") == 0)
        read_text_properties(reader, attributes);
    else if (strcmp(name, "table-column-properties") == 0)
        read_column_properties(style, attributes);
    else if (strcmp(name, "table-row-properties") == 0)
        read_row_properties(style, attributes);
}

/* ---- styles ---- */

void style_reader_init(struct style_reader *reader, struct ods *ods)
{
    *reader = (struct style_reader){.ods = ods, .family = FAMILY_NONE};
    number_reader_init(&reader->numbers, ods);
}

void style_reader_clear(struct style_reader *reader)
{
    number_reader_clear(&reader->numbers);
}

static enum ods_family family_of(const char *text)
{
    static const char *const names[] = {
        [FAMILY_CELL] = "table-cell",
        [FAMILY_COLUMN] = "table-column",
        [FAMILY_ROW] = "table-row",
        [FAMILY_TABLE] = "table",
    };
    for (unsigned i = 0; text && i < G_N_ELEMENTS(names); i++)
        if (strcmp(text, names[i]) == 0)
            return (enum ods_family)i;
    return FAMILY_NONE;
}

/* The family's default style has the empty name. */
static void begin_style(struct style_reader *reader, bool is_default, const char *const *attributes)
{
    const char *name = is_default ? "" : xml_attribute_prefixed(attributes, "name");
    const char *parent = xml_attribute_prefixed(attributes, "parent-style-name");
    reader->family = family_of(xml_attribute_prefixed(attributes, "family"));
    if (!name || reader->family == FAMILY_NONE)
        return;
    if (g_hash_table_size(reader->ods->styles[reader->family]) > LIMIT_STYLES) {
        reader->trouble = _("has more cell formats than Excel allows: save it anew in Excel or LibreOffice");
        return;
    }
    const struct ods_style *from = ods_style(reader->ods, reader->family, parent ? parent : "");
    struct ods_style *style = g_new0(struct ods_style, 1);
    *style = from ? *from : (struct ods_style){.look = style_default, .tab_colour = COLOUR_NONE};
    style->number = -1;
    const char *number = xml_attribute_prefixed(attributes, "data-style-name");
    const char *page = xml_attribute_prefixed(attributes, "master-page-name");
    if (number)
        style->number_format = workbook_intern(reader->ods->workbook, number);
    if (page)
        style->page = workbook_intern(reader->ods->workbook, page);
    g_hash_table_insert(reader->ods->styles[reader->family], g_strdup(name), style);
    reader->style = style;
}

static void read_font_face(struct ods *ods, const char *const *attributes)
{
    const char *name = xml_attribute_prefixed(attributes, "name");
    const char *family = xml_attribute_prefixed(attributes, "font-family");
    if (name && family)
        g_hash_table_insert(ods->fonts, g_strdup(name), g_strdup(family));
}

void style_reader_start(struct style_reader *reader, const char *name, const char *const *attributes)
{
    if (reader->numbers.style || !reader->style)
        if (number_reader_start(&reader->numbers, name, attributes))
            return;
    if (reader->style)
        read_property(reader, name, attributes);
    else if (strcmp(name, "style") == 0)
        begin_style(reader, false, attributes);
    else if (strcmp(name, "default-style") == 0)
        begin_style(reader, true, attributes);
    else if (strcmp(name, "font-face") == 0)
        read_font_face(reader->ods, attributes);
    else if (reader->ods->wants == GRID_LOOKS)
        ods_layout_start(reader, name, attributes);
}

void style_reader_text(struct style_reader *reader, const char *text, size_t length)
{
    number_reader_text(&reader->numbers, text, length);
}

bool style_reader_wants_text(const struct style_reader *reader)
{
    return reader->numbers.in_text;
}

void style_reader_end(struct style_reader *reader, const char *name)
{
    if (reader->numbers.style)
        number_reader_end(&reader->numbers, name);
    else if (strcmp(name, "style") == 0 || strcmp(name, "default-style") == 0)
        reader->style = NULL;
    else
        ods_layout_end(reader, name);
}

struct ods_style *ods_style(const struct ods *ods, enum ods_family family, const char *name)
{
    return name ? g_hash_table_lookup(ods->styles[family], name) : NULL;
}

unsigned ods_cell_style(struct ods *ods, const char *name)
{
    struct ods_style *style = ods_style(ods, FAMILY_CELL, name);
    if (!style)
        return 0;
    if (style->number < 0) {
        char *code = ods_number_code(ods, style->number_format);
        struct style look = ods->wants == GRID_LOOKS ? style->look : style_default;
        look.format = code;
        style_normalize(&look);
        style->number = (int)workbook_style(ods->workbook, &look);
        g_free(code);
    }
    return (unsigned)style->number;
}

/* ---- the part ---- */

static void start(struct xml_parse *parse, const char *name, const char *const *attributes)
{
    struct style_reader *reader = xml_user(parse);
    style_reader_start(reader, name, attributes);
    if (reader->trouble)
        ods_fail(reader->ods, parse, NULL, PLACE_NO_CELL, PLACE_NO_CELL, reader->trouble);
    xml_want_text(parse, style_reader_wants_text(reader));
}

static void end(struct xml_parse *parse, const char *name)
{
    struct style_reader *reader = xml_user(parse);
    style_reader_end(reader, name);
    xml_want_text(parse, style_reader_wants_text(reader));
}

static void text(struct xml_parse *parse, const char *characters, size_t length)
{
    style_reader_text(xml_user(parse), characters, length);
}

bool ods_read_styles(struct ods *ods, GError **error)
{
    static const struct xml_handler handler = {start, end, text};
    if (!container_has(ods->container, "styles.xml"))
        return true;
    struct style_reader reader;
    style_reader_init(&reader, ods);
    bool good = xml_read(ods->container, "styles.xml", &handler, &reader, ods->workbook->name, error);
    style_reader_clear(&reader);
    return good;
}
