/* Shared strings, and the texts of cells that hold their own. */
#include <string.h>

#include "grid/xlsx/strings.h"
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"

/* ---- _xHHHH_ ---- */

static bool hex_unit(const char *text, unsigned *ret)
{
    unsigned unit = 0;
    if (text[0] != '_' || text[1] != 'x')
        return false;
    for (unsigned i = 2; i < 6; i++) {
        if (!g_ascii_isxdigit(text[i]))
            return false;
        unit = unit * 16 + (unsigned)g_ascii_xdigit_value(text[i]);
    }
    *ret = unit;
    return text[6] == '_';
}

void xlsx_unescape(GString *text)
{
    char *from = strstr(text->str, "_x"), *to = from;
    if (!from)
        return;
    while (*from) {
        unsigned unit, low;
        if (*from != '_' || !hex_unit(from, &unit)) {
            *to++ = *from++;
            continue;
        }
        from += 7;
        gunichar character = unit;
        if (unit >= 0xD800 && unit < 0xDC00 && hex_unit(from, &low) && low >= 0xDC00 && low < 0xE000) {
            character = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            from += 7;
        } else if (unit >= 0xD800 && unit < 0xE000) {
            character = 0xFFFD;
        }
        if (character)
            to += g_unichar_to_utf8(character, to);
    }
    g_string_truncate(text, (gsize)(to - text->str));
}

/* ---- <si> and <is> ---- */

void text_collector_init(struct text_collector *collector, struct xlsx *xlsx)
{
    memset(collector, 0, sizeof *collector);
    collector->xlsx = xlsx;
    collector->text = g_string_new(NULL);
    collector->run = g_string_new(NULL);
    collector->runs = g_array_new(FALSE, TRUE, sizeof(struct rich_run));
    collector->starts = g_array_new(FALSE, TRUE, sizeof(size_t));
}

void text_collector_clear(struct text_collector *collector)
{
    g_string_free(collector->text, TRUE);
    g_string_free(collector->run, TRUE);
    g_array_unref(collector->runs);
    g_array_unref(collector->starts);
}

void text_collector_begin(struct text_collector *collector)
{
    g_string_truncate(collector->text, 0);
    g_array_set_size(collector->runs, 0);
    g_array_set_size(collector->starts, 0);
    collector->in_run = collector->in_properties = collector->in_text = collector->in_phonetic = false;
    collector->cut = false;
}

void text_collector_start(struct text_collector *collector, const char *name, const char *const *attributes)
{
    if (collector->in_properties) {
        xlsx_font_child(collector->xlsx, &collector->font, name, attributes);
    } else if (strcmp(name, "t") == 0) {
        collector->in_text = !collector->in_phonetic;
        g_string_truncate(collector->run, 0);
    } else if (strcmp(name, "r") == 0 && !collector->in_run) {
        collector->in_run = true;
        collector->font = style_default.font;
        collector->font.size = FONT_OF_CELL;
        g_array_append_val(collector->starts, collector->text->len);
    } else if (strcmp(name, "rPr") == 0) {
        collector->in_properties = collector->in_run;
        collector->font.size = 0;
    } else if (strcmp(name, "rPh") == 0) {
        collector->in_phonetic = true;
    }
}

void text_collector_text(struct text_collector *collector, const char *text, size_t length)
{
    if (!collector->in_text)
        return;
    text_append_within(collector->run, text, length, LIMIT_CELL_TEXT_BYTES);
    collector->cut |= collector->run->len > LIMIT_CELL_TEXT_BYTES;
}

/* A run without text is none, so that there are no more of them than characters. */
static void end_run(struct text_collector *collector)
{
    GArray *starts = collector->starts;
    struct rich_run run = {.font = collector->font};
    if (g_array_index(starts, size_t, starts->len - 1) == collector->text->len)
        g_array_set_size(starts, starts->len - 1);
    else
        g_array_append_val(collector->runs, run);
    collector->in_run = false;
}

void text_collector_end(struct text_collector *collector, const char *name)
{
    if (strcmp(name, "t") == 0 && collector->in_text) {
        collector->in_text = false;
        xlsx_unescape(collector->run);
        text_append_within(collector->text, collector->run->str, collector->run->len, LIMIT_CELL_TEXT_BYTES);
    } else if (strcmp(name, "r") == 0 && collector->in_run) {
        end_run(collector);
    } else if (strcmp(name, "rPr") == 0) {
        collector->in_properties = false;
    } else if (strcmp(name, "rPh") == 0) {
        collector->in_phonetic = false;
    }
}

void text_collector_plain(struct text_collector *collector, const char *text, size_t length)
{
    static const char *const none[] = {NULL};
    text_collector_begin(collector);
    text_collector_start(collector, "t", none);
    text_collector_text(collector, text, length);
    text_collector_end(collector, "t");
}

static void finish_runs(struct text_collector *collector, struct shared_text *shared)
{
    struct arena *arena = collector->xlsx->workbook->arena;
    unsigned count = collector->runs->len;
    if (collector->xlsx->wants != GRID_LOOKS || count == 0 ||
        g_array_index(collector->starts, size_t, 0) != 0)
        return;
    struct rich_run *runs = arena_new0(arena, struct rich_run, count);
    for (unsigned i = 0; i < count; i++) {
        size_t start = g_array_index(collector->starts, size_t, i);
        size_t end = i + 1 < count ? g_array_index(collector->starts, size_t, i + 1) : collector->text->len;
        runs[i] = g_array_index(collector->runs, struct rich_run, i);
        runs[i].text = arena_strndup(arena, collector->text->str + start, end - start);
    }
    shared->runs = runs;
    shared->run_count = count;
}

bool text_collector_finish(struct text_collector *collector, struct shared_text *ret)
{
    GString *text = collector->text;
    if (collector->cut || (text->len > LIMIT_CELL_TEXT && text_utf16_length(text->str) > LIMIT_CELL_TEXT))
        return false;
    struct shared_text shared = {.text = ""};
    if (text->len)
        shared.text = arena_strndup(collector->xlsx->workbook->arena, text->str, text->len);
    finish_runs(collector, &shared);
    *ret = shared;
    return true;
}

/* ---- the part ---- */

static void start(struct xml_parse *parse, const char *name, const char *const *attributes)
{
    struct strings_reader *reader = xml_user(parse);
    if (reader->in_item) {
        text_collector_start(&reader->collector, name, attributes);
    } else if (strcmp(name, "si") == 0) {
        reader->in_item = true;
        text_collector_begin(&reader->collector);
        if (reader->xlsx->shared->len >= LIMIT_SHARED_STRINGS)
            xlsx_fail(reader->xlsx, parse, NULL, PLACE_NO_CELL, PLACE_NO_CELL,
                _("has more texts than any workbook: not read"));
    }
    xml_want_text(parse, reader->collector.in_text);
}

static void end(struct xml_parse *parse, const char *name)
{
    struct strings_reader *reader = xml_user(parse);
    if (!reader->in_item)
        return;
    if (strcmp(name, "si") != 0) {
        text_collector_end(&reader->collector, name);
        xml_want_text(parse, reader->collector.in_text);
        return;
    }
    reader->in_item = false;
    struct shared_text shared;
    if (text_collector_finish(&reader->collector, &shared))
        g_array_append_val(reader->xlsx->shared, shared);
    else
        xlsx_fail(reader->xlsx, parse, NULL, PLACE_NO_CELL, PLACE_NO_CELL,
            _("holds a text longer than the 32,767 characters of a cell: shorten it"));
}

static void text(struct xml_parse *parse, const char *characters, size_t length)
{
    struct strings_reader *reader = xml_user(parse);
    text_collector_text(&reader->collector, characters, length);
}

bool xlsx_read_strings(struct xlsx *xlsx, GError **error)
{
    static const struct xml_handler handler = {start, end, text};
    if (!xlsx->part_strings)
        return true;
    struct strings_reader reader = {.xlsx = xlsx, .resolved = g_string_new(NULL)};
    text_collector_init(&reader.collector, xlsx);
    bool good = xml_scan(xlsx->container, xlsx->part_strings, &handler, xlsx_scanner(&strings_scanner),
        &reader, xlsx->workbook->name, error);
    text_collector_clear(&reader.collector);
    g_string_free(reader.resolved, TRUE);
    return good;
}
