#include "support/url.h"

#include <glib.h>
#include <string.h>

/* The parts of a path, without empty ones. */
static char **split(const char *path)
{
    char **parts = g_strsplit(path, G_DIR_SEPARATOR_S, -1);
    unsigned kept = 0;
    for (unsigned i = 0; parts[i]; i++)
        if (*parts[i])
            parts[kept++] = parts[i];
        else
            g_free(parts[i]);
    parts[kept] = NULL;
    return parts;
}

char *url_relative(const char *folder, const char *file)
{
    char **from = split(folder), **to = split(file);
    unsigned common = 0;
    while (from[common] && to[common] && to[common + 1] && strcmp(from[common], to[common]) == 0)
        common++;
    GString *url = g_string_new(NULL);
    for (unsigned i = common; from[i]; i++)
        g_string_append(url, "../");
    for (unsigned i = common; to[i]; i++) {
        /* Of every byte but letters, digits and -._~; also of a colon, which would make a scheme. */
        char *part = g_uri_escape_string(to[i], NULL, FALSE);
        g_string_append_printf(url, "%s%s", part, to[i + 1] ? "/" : "");
        g_free(part);
    }
    g_strfreev(from);
    g_strfreev(to);
    return g_string_free(url, FALSE);
}
