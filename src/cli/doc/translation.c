/* A file of translations, read without a locale: where the program is built there need not be an Italian one.
 *
 * The format: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html, little-endian. */
#include "cli/doc/doc.h"

#include <string.h>

#define MAGIC 0x950412deu
#define HEADER_SIZE 20u

struct translation {
    char *data;
    gsize size;
};

static guint32 word(const struct translation *translation, guint64 offset)
{
    guint32 value = 0;
    if (offset + sizeof(value) <= translation->size)
        memcpy(&value, translation->data + offset, sizeof(value));
    return GUINT32_FROM_LE(value);
}

/* The text whose length and place stand in row `row` of the table that word `table` of the header names; GLib
 * ends the data with a null character. */
static const char *text_at(const struct translation *translation, unsigned table, guint32 row)
{
    guint32 start = word(translation, word(translation, table * 4) + (guint64)row * 8 + 4);
    return start < translation->size ? translation->data + start : "";
}

struct translation *translation_load(const char *file, GError **error)
{
    struct translation *translation = g_new0(struct translation, 1);
    if (!g_file_get_contents(file, &translation->data, &translation->size, error)) {
        g_free(translation);
        return NULL;
    }
    if (translation->size < HEADER_SIZE || word(translation, 0) != MAGIC) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: no file of translations", file);
        translation_free(translation);
        return NULL;
    }
    return translation;
}

const char *translate(const struct translation *translation, const char *text)
{
    /* the translation of "" is what the file says about itself */
    guint32 count = translation && *text ? word(translation, 8) : 0;
    for (guint32 i = 0; i < count; i++)
        if (strcmp(text_at(translation, 3, i), text) == 0)
            return text_at(translation, 4, i);
    return text;
}

void translation_free(struct translation *translation)
{
    if (!translation)
        return;
    g_free(translation->data);
    g_free(translation);
}
