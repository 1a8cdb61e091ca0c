/* Texts: of BIFF8 in UTF-16 or Latin-1, of BIFF5 in a code page. */
#include <errno.h>
#include <string.h>

#include "grid/xls/xls.h"
#include "support/intl.h"
#include "support/limits.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD, for what is no character */

#define CHARACTERS_WIDE 0x01
#define CHARACTERS_PHONETIC 0x04
#define CHARACTERS_RICH 0x08

static const char *too_long(void)
{
    return _("holds a text longer than the 32,767 characters of a cell: shorten it");
}

/* ---- code pages ---- */

bool xls_knows_code_page(const char *name)
{
    GIConv converter = g_iconv_open("UTF-8", name);
    if (converter == (GIConv)-1)
        return false;
    g_iconv_close(converter);
    return true;
}

void xls_set_code_page(struct xls *xls, unsigned number)
{
    static const struct {
        unsigned number;
        const char *name;
    } names[] = {
        {367, "ASCII"},
        {1200, "CP1252"}, /* UTF-16: says nothing of bytes */
        {1361, "JOHAB"},
        {10000, "MACINTOSH"},
        {10001, "CP932"}, /* nearly those of the Macintosh */
        {10002, "CP950"},
        {10003, "CP949"},
        {10007, "MAC-CYRILLIC"},
        {10008, "CP936"},
        {10029, "MAC-CENTRALEUROPE"},
        {32768, "MACINTOSH"},
        {32769, "CP1252"},
        {65001, "UTF-8"},
    };
    char numbered[16];
    const char *name = numbered;
    g_snprintf(numbered, sizeof numbered, "CP%u", number);
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
        if (names[i].number == number)
            name = names[i].name;
    if (xls->given_code_page)
        name = xls->given_code_page;
    if (xls->code_page != (GIConv)-1)
        g_iconv_close(xls->code_page);
    xls->code_page = g_iconv_open("UTF-8", name);
    if (xls->code_page == (GIConv)-1)
        xls->code_page = g_iconv_open("UTF-8", "CP1252");
}

/* Appends bytes of the code page to xls->text; what is no character in it becomes U+FFFD. */
static void append_bytes(struct xls *xls, const uint8_t *bytes, size_t length)
{
    gchar *from = (gchar *)(uintptr_t)bytes;
    gsize left = length;
    bool flushed = false;
    while (!flushed) {
        char buffer[256];
        gchar *to = buffer;
        gsize room = sizeof buffer;
        /* where accents follow their letters, the last letter is held back until the end is told */
        flushed = left == 0;
        gsize result = flushed ? g_iconv(xls->code_page, NULL, NULL, &to, &room)
                               : g_iconv(xls->code_page, &from, &left, &to, &room);
        g_string_append_len(xls->text, buffer, (gssize)(sizeof buffer - room));
        if (!flushed && result == (gsize)-1 && errno != E2BIG && left > 0) {
            g_string_append(xls->text, REPLACEMENT);
            from++;
            left--;
        }
    }
}

/* ---- a text is finished ---- */

/* Runs are kept where they stand in order and within the text. */
static void finish_runs(struct xls *xls, struct xls_text *text)
{
    unsigned count = 0;
    if (xls->wants != GRID_LOOKS || xls->runs->len == 0)
        return;
    struct text_run *own = arena_new0(xls->workbook->arena, struct text_run, xls->runs->len);
    for (unsigned i = 0; i < xls->runs->len; i++) {
        const struct text_run *run = &g_array_index(xls->runs, struct text_run, i);
        if (run->offset >= xls->text->len || (count && run->offset < own[count - 1].offset))
            continue;
        if (count && run->offset == own[count - 1].offset)
            count--;
        own[count++] = *run;
    }
    for (unsigned i = 0; i < count; i++) {
        size_t end = i + 1 < count ? own[i + 1].offset : xls->text->len;
        own[i].text =
            arena_strndup(xls->workbook->arena, xls->text->str + own[i].offset, end - own[i].offset);
    }
    text->runs = own;
    text->run_count = count;
    if (count)
        text->before = arena_strndup(xls->workbook->arena, xls->text->str, own[0].offset);
}

static void finish_text(struct xls *xls, struct xls_text *ret)
{
    struct xls_text text = {.text = ""};
    if (xls->text->len)
        text.text = arena_strndup(xls->workbook->arena, xls->text->str, xls->text->len);
    *ret = text;
}

/* ---- BIFF5 ---- */

static const char *read_bytes(
    struct xls *xls, struct biff_cursor *cursor, unsigned count, struct xls_text *ret)
{
    GByteArray *bytes = g_byte_array_sized_new(count);
    while (bytes->len < count) {
        size_t left = cursor_left(cursor), step = MIN(left, count - bytes->len);
        if (left == 0)
            break;
        g_byte_array_append(bytes, cursor->at, (guint)step);
        cursor->at += step;
    }
    bool whole = bytes->len == count;
    g_string_truncate(xls->text, 0);
    for (guint begin = 0, end; begin < bytes->len; begin = end + 1) {
        for (end = begin; end < bytes->len && bytes->data[end]; end++)
            continue;
        append_bytes(xls, bytes->data + begin, end - begin);
    }
    g_byte_array_unref(bytes);
    if (!whole)
        return xls_damaged();
    finish_text(xls, ret);
    return NULL;
}

/* ---- BIFF8 ---- */

/* Collects UTF-16 units. Where a text goes on in a CONTINUE record its width is said anew (MS-XLS 2.5.293).
 */
static bool read_units(struct xls *xls, struct biff_cursor *cursor, unsigned count, bool wide)
{
    g_array_set_size(xls->units, count);
    guint16 *unit = (guint16 *)(void *)xls->units->data;
    while (count > 0) {
        size_t left = (size_t)(cursor->end - cursor->at);
        if (left == 0) {
            uint8_t flags;
            if (!cursor_8(cursor, &flags))
                return false;
            wide = flags & CHARACTERS_WIDE;
            continue;
        }
        if (wide && left == 1)
            return false;
        size_t step = MIN(wide ? left / 2 : left, count);
        for (size_t i = 0; i < step; i++)
            *unit++ = wide ? little_16(cursor->at + 2 * i) : cursor->at[i];
        cursor->at += wide ? 2 * step : step;
        count -= (unsigned)step;
    }
    return true;
}

/* Fills xls->text from xls->units; offsets of runs become bytes. */
static void units_to_text(struct xls *xls)
{
    const guint16 *units = (const guint16 *)(const void *)xls->units->data;
    unsigned count = xls->units->len, run = 0;
    g_string_truncate(xls->text, 0);
    for (unsigned i = 0; i <= count; i++) {
        for (; run < xls->runs->len; run++) {
            struct text_run *here = &g_array_index(xls->runs, struct text_run, run);
            if (here->offset > i && i < count)
                break;
            here->offset = (uint32_t)xls->text->len;
        }
        if (i == count)
            break;
        gunichar character = units[i];
        if (character >= 0xD800 && character < 0xDC00 && i + 1 < count && units[i + 1] >= 0xDC00 &&
            units[i + 1] < 0xE000) {
            character = 0x10000 + ((character - 0xD800) << 10) + (units[i + 1] - 0xDC00u);
            i++;
        } else if (character >= 0xD800 && character < 0xE000) {
            character = 0xFFFD;
        }
        if (character >= 0x80)
            g_string_append_unichar(xls->text, character);
        else if (character)
            g_string_append_c(xls->text, (char)character);
    }
}

static bool read_run_list(struct xls *xls, struct biff_cursor *cursor, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        uint16_t offset, font;
        if (!cursor_16(cursor, &offset) || !cursor_16(cursor, &font))
            return false;
        struct text_run run = {.offset = offset, .font = font};
        if (xls->wants == GRID_LOOKS)
            g_array_append_val(xls->runs, run);
    }
    return true;
}

static const char *read_unicode(
    struct xls *xls, struct biff_cursor *cursor, unsigned count, struct xls_text *ret)
{
    uint8_t flags;
    uint16_t run_count = 0;
    uint32_t phonetic = 0;
    if (!cursor_8(cursor, &flags) || ((flags & CHARACTERS_RICH) && !cursor_16(cursor, &run_count)) ||
        ((flags & CHARACTERS_PHONETIC) && !cursor_32(cursor, &phonetic)))
        return xls_damaged();
    if (!read_units(xls, cursor, count, flags & CHARACTERS_WIDE))
        return xls_damaged();
    g_array_set_size(xls->runs, 0);
    if (!read_run_list(xls, cursor, run_count) || !cursor_skip(cursor, phonetic))
        return xls_damaged();
    if (count > LIMIT_CELL_TEXT)
        return too_long();
    units_to_text(xls);
    finish_text(xls, ret);
    finish_runs(xls, ret);
    return NULL;
}

/* ---- both ---- */

const char *xls_read_characters(
    struct xls *xls, struct biff_cursor *cursor, unsigned count, struct xls_text *ret)
{
    return xls->biff == 8 ? read_unicode(xls, cursor, count, ret) : read_bytes(xls, cursor, count, ret);
}

const char *xls_short_text(struct xls *xls, const uint8_t *at, unsigned count, bool wide)
{
    if (xls->biff != 8) {
        g_string_truncate(xls->text, 0);
        append_bytes(xls, at, count);
        return xls->text->str;
    }
    g_array_set_size(xls->runs, 0);
    g_array_set_size(xls->units, count);
    for (unsigned i = 0; i < count; i++)
        g_array_index(xls->units, guint16, i) = wide ? little_16(at + 2 * i) : at[i];
    units_to_text(xls);
    return xls->text->str;
}

const char *xls_read_text(
    struct xls *xls, struct biff_cursor *cursor, unsigned length_size, struct xls_text *ret)
{
    uint8_t byte = 0;
    uint16_t count = 0;
    if (length_size == 1 ? !cursor_8(cursor, &byte) : !cursor_16(cursor, &count))
        return xls_damaged();
    return xls_read_characters(xls, cursor, length_size == 1 ? byte : count, ret);
}

void xls_read_runs(struct xls *xls, struct biff_cursor *cursor, struct xls_text *text)
{
    uint8_t count = 0, offset, font;
    uint16_t wide_count = 0;
    g_array_set_size(xls->runs, 0);
    if (xls->biff == 8) {
        if (!cursor_16(cursor, &wide_count) || !read_run_list(xls, cursor, wide_count))
            return;
        units_to_text(xls);
    } else {
        /* offsets count bytes of the code page: where those differ from ours runs are left out */
        if (!cursor_8(cursor, &count) || xls->wants != GRID_LOOKS || !g_str_is_ascii(text->text))
            return;
        for (; count > 0 && cursor_8(cursor, &offset) && cursor_8(cursor, &font); count--) {
            struct text_run run = {.offset = offset, .font = font};
            g_array_append_val(xls->runs, run);
        }
    }
    finish_runs(xls, text);
}

const char *xls_read_shared(struct xls *xls, struct biff_stream *stream, const struct biff_record *record)
{
    struct biff_cursor cursor;
    uint32_t total, count;
    cursor_init(&cursor, stream, record);
    if (!cursor_32(&cursor, &total) || !cursor_32(&cursor, &count))
        return xls_damaged();
    /* the count is the file's word only: what is there is read */
    for (uint32_t i = 0; i < count && cursor_left(&cursor) > 0; i++) {
        struct xls_text text;
        if (xls->shared->len >= LIMIT_SHARED_STRINGS)
            return _("has more texts than any workbook: not read");
        const char *trouble = xls_read_text(xls, &cursor, 2, &text);
        if (trouble)
            return trouble;
        g_array_append_val(xls->shared, text);
    }
    return NULL;
}
