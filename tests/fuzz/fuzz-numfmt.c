/* Number formats: a code, and behind a line feed the value. What is canonical can be taken for a code again.
 */
#include "fuzz.h"

#include <string.h>

#include "grid/numfmt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = g_strndup((const char *)data, size), *value = strchr(text, '\n');
    struct decimal number = {-12345, -2};
    if (value) {
        *value++ = '\0';
        decimal_parse(value, strlen(value), &number);
    }
    if (g_utf8_validate(text, -1, NULL)) {
        char *canonical = numfmt_canonical(text), *again = numfmt_canonical(canonical);
        if (canonical && !g_utf8_validate(canonical, -1, NULL))
            g_error("a code that is no UTF-8");
        char *shown = numfmt_display(text, number), *shown_text = numfmt_display_text(text, "testo");
        if (!g_utf8_validate(shown, -1, NULL) || !g_utf8_validate(shown_text, -1, NULL))
            g_error("what is shown is no UTF-8");
        numfmt_class(text);
        numfmt_decimals(text);
        numfmt_is_percent(text);
        numfmt_operator(text);
        g_free(canonical);
        g_free(again);
        g_free(shown);
        g_free(shown_text);
    }
    g_free(text);
    return 0;
}
