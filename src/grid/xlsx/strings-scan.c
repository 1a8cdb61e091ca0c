/* The pull scanner of shared strings: the plain ones, `<si><t>text</t></si>`, in one pass. From the first one
 * that differs (runs, phonetics, other blanks) expat goes on. */
#include <string.h>

#include "grid/xlsx/scan.h"
#include "grid/xlsx/strings.h"
#include "support/limits.h"

/* May there be an _xHHHH_ in it? */
static bool may_hold_escape(const struct span *span)
{
    const char *at = span->text, *end = at + span->length;
    while ((at = memchr(at, '_', (size_t)(end - at))) != NULL)
        if (*++at == 'x')
            return true;
    return false;
}

/* Takes a text; false: what becomes of it is for expat's handlers to say. */
static bool take_text(struct strings_reader *reader, const struct span *span)
{
    struct xlsx *xlsx = reader->xlsx;
    struct shared_text shared = {.text = ""};
    if (xlsx->shared->len >= LIMIT_SHARED_STRINGS || span->length > LIMIT_CELL_TEXT)
        return false;
    if (span->entities || may_hold_escape(span)) {
        if (!scan_resolve(span, reader->resolved))
            return false;
        text_collector_plain(&reader->collector, reader->resolved->str, reader->resolved->len);
        text_collector_finish(&reader->collector, &shared);
    } else if (span->length) {
        shared.text = arena_strndup(xlsx->workbook->arena, span->text, span->length);
    }
    shared.visible = g_ascii_isgraph(*shared.text);
    g_array_append_val(xlsx->shared, shared);
    return true;
}

static enum scan_result scan_item(struct strings_reader *reader, char **at, char *end)
{
    struct span text = {.text = *at};
    char *from = *at;
    if (!SCAN_WORD(&from, "<si><t/></si>")) {
        if (!SCAN_WORD(&from, "<si><t>") && !SCAN_WORD(&from, "<si><t xml:space=\"preserve\">"))
            return SCAN_FALLBACK;
        enum scan_result result = scan_text(&from, end, &text);
        if (result != SCAN_DONE)
            return result;
        if (end - from < SCAN_LOOKAHEAD)
            return SCAN_MORE;
        if (!SCAN_WORD(&from, "</t></si>"))
            return SCAN_FALLBACK;
    }
    if (!take_text(reader, &text))
        return SCAN_FALLBACK;
    *at = from;
    return SCAN_DONE;
}

static enum scan_result scan(struct xml_parse *parse, char **at, char *end, bool *ret_inner_open)
{
    struct strings_reader *reader = xml_user(parse);
    enum scan_result result = SCAN_DONE;
    *ret_inner_open = false;
    while (result == SCAN_DONE) {
        scan_blanks(at);
        if (end - *at < SCAN_LOOKAHEAD)
            return SCAN_MORE;
        if (strncmp(*at, "</sst>", strlen("</sst>")) == 0)
            break;
        result = scan_item(reader, at, end);
    }
    return result;
}

const struct xml_scanner strings_scanner = {"<sst ", NULL, 1, scan};
