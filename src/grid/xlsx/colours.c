/* Colours of fonts, fills and borders, resolved to RGB. */
#include <math.h>
#include <string.h>

#include "grid/xlsx/xlsx.h"

/* ---- tint ---- */

static double hue_part(double low, double high, double hue)
{
    hue -= floor(hue);
    if (hue < 1.0 / 6)
        return low + (high - low) * 6 * hue;
    if (hue < 0.5)
        return high;
    if (hue < 2.0 / 3)
        return low + (high - low) * (2.0 / 3 - hue) * 6;
    return low;
}

static uint32_t channel(double value)
{
    return (uint32_t)floor(CLAMP(value, 0.0, 1.0) * 255 + 0.5);
}

uint32_t xlsx_tint(uint32_t rgb, double tint)
{
    if (fabs(tint) < 1e-9)
        return rgb;
    double red = (rgb >> 16 & 255) / 255.0, green = (rgb >> 8 & 255) / 255.0, blue = (rgb & 255) / 255.0;
    double most = MAX(red, MAX(green, blue)), least = MIN(red, MIN(green, blue)), spread = most - least;
    double light = (most + least) / 2, saturation = 0, hue = 0;
    if (spread > 0) {
        saturation = light < 0.5 ? spread / (most + least) : spread / (2 - most - least);
        if (red >= most)
            hue = (green - blue) / spread;
        else if (green >= most)
            hue = 2 + (blue - red) / spread;
        else
            hue = 4 + (red - green) / spread;
        hue /= 6;
    }
    tint = CLAMP(tint, -1.0, 1.0);
    light = tint < 0 ? light * (1 + tint) : light * (1 - tint) + tint;
    double high = light < 0.5 ? light * (1 + saturation) : light + saturation - light * saturation;
    double low = 2 * light - high;
    return channel(hue_part(low, high, hue + 1.0 / 3)) << 16 | channel(hue_part(low, high, hue)) << 8 |
           channel(hue_part(low, high, hue - 1.0 / 3));
}

uint32_t xlsx_colour(const struct xlsx *xlsx, const char *const *attributes)
{
    double tint = xml_attribute_double(attributes, "tint", 0);
    const char *rgb = xml_attribute(attributes, "rgb");
    unsigned number = xml_attribute_unsigned(attributes, "theme", G_MAXUINT);
    if (rgb && strlen(rgb) >= 6)
        return xlsx_tint((uint32_t)g_ascii_strtoull(rgb + strlen(rgb) - 6, NULL, 16) & 0xFFFFFF, tint);
    if (number < 12)
        return xlsx_tint(xlsx->theme[number], tint);
    number = xml_attribute_unsigned(attributes, "indexed", G_MAXUINT);
    if (number < 64)
        return xlsx_tint(xlsx->palette[number], tint);
    return COLOUR_NONE;
}

/* ---- the theme ---- */

struct theme_reader {
    struct xlsx *xlsx;
    bool in_scheme;
    int slot; /* -1: none */
};

/* Names of the theme's colours at the numbers by which cells know them (light and dark are swapped). */
static const char *const theme_slots[12] = {
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
};

static void start(struct xml_parse *parse, const char *name, const char *const *attributes)
{
    struct theme_reader *reader = xml_user(parse);
    if (strcmp(name, "clrScheme") == 0)
        reader->in_scheme = true;
    if (!reader->in_scheme)
        return;
    for (int i = 0; i < 12; i++)
        if (strcmp(name, theme_slots[i]) == 0)
            reader->slot = i;
    const char *value = NULL;
    if (strcmp(name, "srgbClr") == 0)
        value = xml_attribute(attributes, "val");
    else if (strcmp(name, "sysClr") == 0)
        value = xml_attribute(attributes, "lastClr");
    if (value && reader->slot >= 0)
        reader->xlsx->theme[reader->slot] = (uint32_t)g_ascii_strtoull(value, NULL, 16) & 0xFFFFFF;
}

static void end(struct xml_parse *parse, const char *name)
{
    struct theme_reader *reader = xml_user(parse);
    if (strcmp(name, "clrScheme") == 0)
        reader->in_scheme = false;
}

bool xlsx_read_theme(struct xlsx *xlsx, GError **error)
{
    static const struct xml_handler handler = {start, end, NULL};
    static const uint32_t office[12] = {
        0xFFFFFF,
        0x000000,
        0xEEECE1,
        0x1F497D,
        0x4F81BD,
        0xC0504D,
        0x9BBB59,
        0x8064A2,
        0x4BACC6,
        0xF79646,
        0x0000FF,
        0x800080,
    };
    memcpy(xlsx->theme, office, sizeof office);
    if (!xlsx->part_theme || xlsx->wants != GRID_LOOKS)
        return true;
    struct theme_reader reader = {.xlsx = xlsx, .slot = -1};
    return xml_read(xlsx->container, xlsx->part_theme, &handler, &reader, xlsx->workbook->name, error);
}
