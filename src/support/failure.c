#include "support/failure.h"
#include "support/text.h"

#include <stdarg.h>

G_DEFINE_QUARK(pianoxl - failure, failure)

void failure_set(GError **error, enum failure_code code, const struct place *place, const char *format, ...)
{
    if (!error || *error)
        return;
    va_list arguments;
    va_start(arguments, format);
    char *formatted = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    char *message = text_quote(formatted, 0);
    char *where = place_text(place);
    g_set_error(error, FAILURE, (int)code, "%s%s%s", where, *where ? ": " : "", message);
    g_free(formatted);
    g_free(message);
    g_free(where);
}
