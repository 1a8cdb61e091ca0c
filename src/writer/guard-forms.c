#include "writer/guard.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SMALLEST_FONT 1
#define LARGEST_FONT 409
#define LARGEST_INDENT 250
#define DEFAULT_FONT_SIZE 11
#define LIBRARY_UNWRITTEN_HEIGHT 15

/* Is `at` the beginning of "_xHHHH_"? */
static bool looks_like_escape(const char *at)
{
    if (at[0] != '_' || at[1] != 'x')
        return false;
    for (unsigned i = 2; i < 6; i++)
        if (!g_ascii_isxdigit(at[i]))
            return false;
    return at[6] == '_';
}

/* May the character stand in XML as it is? The carriage return may, but is read as a line feed. */
static bool is_plain(gunichar character)
{
    if (character < 0x20)
        return character == '\t' || character == '\n';
    return character != 0xFFFE && character != 0xFFFF;
}

/* Nearly every text: nothing in it has another form. */
static bool is_plain_text(const char *text)
{
    for (const char *at = text; *at; at++)
        if (((unsigned char)*at < 0x20 && *at != '\t' && *at != '\n') || *at == '_' || *at == '\xEF')
            return false;
    return true;
}

char *guard_escape(const char *text)
{
    if (is_plain_text(text))
        return g_strdup(text);
    GString *escaped = g_string_sized_new(strlen(text) + 1);
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        if (!is_plain(character))
            g_string_append_printf(escaped, "_x%04X_", character);
        else if (looks_like_escape(at))
            g_string_append(escaped, "_x005F_");
        else
            g_string_append_unichar(escaped, character);
    }
    return g_string_free(escaped, FALSE);
}

char *guard_property(const char *text)
{
    if (!text)
        return NULL;
    GString *kept = g_string_new(NULL);
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        g_string_append_unichar(kept, is_plain(character) && character >= ' ' ? character : ' ');
    }
    return g_string_free(kept, FALSE);
}

char *guard_header(const char *text, bool emblem)
{
    static const char picture[] = "&[Picture]";
    if (!text)
        return NULL;
    GString *kept = g_string_new(NULL);
    for (const char *at = text; *at;) {
        size_t place = !strncmp(at, picture, strlen(picture)) ? strlen(picture)
                       : at[0] == '&' && at[1] == 'G'         ? 2
                                                              : 0;
        if (place) {
            if (emblem)
                g_string_append(kept, "&G");
            emblem = false;
            at += place;
        } else if (at[0] == '&' && at[1]) {
            g_string_append_len(kept, at, 2);
            at += 2;
        } else {
            g_string_append_c(kept, *at++);
        }
    }
    return g_string_free(kept, FALSE);
}

char guard_emblem_part(const char *header)
{
    char part = 'C'; /* what stands before the first part's code */
    for (const char *at = strchr(header, '&'); at && at[1]; at = strchr(at + 2, '&')) {
        if (at[1] == 'G')
            return part;
        if (strchr("LCR", at[1]))
            part = at[1];
    }
    return 0;
}

struct font guard_font(const struct font *font)
{
    struct font result = *font;
    if (!result.name || !*result.name)
        result.name = GUARD_DEFAULT_FONT;
    if (!(result.size > 0))
        result.size = DEFAULT_FONT_SIZE;
    result.size = CLAMP(result.size, SMALLEST_FONT, LARGEST_FONT);
    if (result.underline > UNDERLINE_DOUBLE_ACCOUNTING)
        result.underline = UNDERLINE_SINGLE;
    if (result.script > SCRIPT_SUB)
        result.script = SCRIPT_NORMAL;
    return result;
}

static void guard_border(struct border *border)
{
    if (border->line == BORDER_NONE || border->line > BORDER_SLANT_DASH_DOT)
        *border = (struct border){BORDER_NONE, COLOUR_NONE};
}

struct style guard_style(const struct style *style)
{
    struct style result = *style;
    result.font = guard_font(&style->font);
    guard_border(&result.left);
    guard_border(&result.right);
    guard_border(&result.top);
    guard_border(&result.bottom);
    result.indent = MIN(result.indent, LARGEST_INDENT);
    if (result.indent && result.horizontal == ALIGN_GENERAL)
        result.horizontal = ALIGN_LEFT;
    if (result.horizontal != ALIGN_LEFT && result.horizontal != ALIGN_RIGHT &&
        result.horizontal != ALIGN_DISTRIBUTED)
        result.indent = 0;
    if (result.wrap || result.horizontal == ALIGN_FILL || result.horizontal == ALIGN_JUSTIFY ||
        result.horizontal == ALIGN_DISTRIBUTED)
        result.shrink = false;
    if (result.rotation != ROTATION_STACKED && (result.rotation < -90 || result.rotation > 90))
        result.rotation = 0;
    if (result.format && !*result.format)
        result.format = NULL;
    return result;
}

static void clear_run(void *data)
{
    struct guarded_run *run = data;
    g_free(run->text);
}

static void add_run(GArray *runs, const struct rich_run *run)
{
    struct font font = guard_font(&run->font);
    struct guarded_run *last = runs->len ? &g_array_index(runs, struct guarded_run, runs->len - 1) : NULL;
    if (last && font_equal(&last->font, &font)) {
        char *joined = g_strconcat(last->text, run->text, NULL);
        g_free(last->text);
        last->text = joined;
        return;
    }
    struct guarded_run copy = {g_strdup(run->text), font};
    g_array_append_val(runs, copy);
}

struct guarded_cell guard_cell(const struct cell *cell)
{
    struct guarded_cell result = {.kind = cell->kind, .text = cell_text(cell)};
    if (cell->kind != CELL_TEXT)
        return result;
    if (!cell->text || !*cell->text) {
        result.kind = CELL_EMPTY;
        result.text = NULL;
        return result;
    }
    if (!cell->extra || !cell->extra->run_count || cell->extra->formula)
        return result;
    result.runs = g_array_new(FALSE, FALSE, sizeof(struct guarded_run));
    g_array_set_clear_func(result.runs, clear_run);
    for (unsigned i = 0; i < cell->extra->run_count; i++)
        if (*cell->extra->runs[i].text)
            add_run(result.runs, &cell->extra->runs[i]);
    if (result.runs->len == 1) {
        result.has_font = true;
        result.font = g_array_index(result.runs, struct guarded_run, 0).font;
    }
    if (result.runs->len < 2)
        g_array_unref(g_steal_pointer(&result.runs));
    return result;
}

void guarded_cell_clear(struct guarded_cell *cell)
{
    if (cell->runs)
        g_array_unref(cell->runs);
    cell->runs = NULL;
}

bool guard_is_nothing(const struct cell *cell)
{
    return cell->style == 0 &&
           (cell->kind == CELL_EMPTY || (cell->kind == CELL_TEXT && (!cell->text || !*cell->text))) &&
           !(cell->extra && cell->extra->formula);
}

double guard_height(double height)
{
    return height == LIBRARY_UNWRITTEN_HEIGHT ? nextafter(height, INFINITY) : height;
}

static int compare_breaks(const void *a, const void *b)
{
    unsigned first = *(const unsigned *)a, second = *(const unsigned *)b;
    return first < second ? -1 : first > second;
}

unsigned *guard_breaks(const unsigned *breaks, unsigned count, unsigned *ret_count)
{
    unsigned *sorted = g_new0(unsigned, count + 1), kept = 0;
    if (count)
        memcpy(sorted, breaks, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_breaks);
    for (unsigned i = 0; i < count; i++)
        if (sorted[i] && (!kept || sorted[kept - 1] != sorted[i]))
            sorted[kept++] = sorted[i];
    sorted[kept] = 0;
    *ret_count = kept;
    return sorted;
}

unsigned guard_pixels(double width)
{
    return width > 0 ? (unsigned)floor(width * 7 + 0.5) : 0;
}

char *guard_quoted_name(const char *name)
{
    GString *quoted = g_string_new("'");
    for (const char *at = name; *at; at++) {
        if (*at == '\'')
            g_string_append_c(quoted, '\'');
        g_string_append_c(quoted, *at);
    }
    g_string_append_c(quoted, '\'');
    return g_string_free(quoted, FALSE);
}

char *guard_cells(const struct conditional_format *format)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < format->range_count; i++) {
        const struct range *range = &format->ranges[i];
        char first[16], last[16];
        place_address(range->first_row, range->first_column, first);
        place_address(range->last_row, range->last_column, last);
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "", first);
        if (range->first_row != range->last_row || range->first_column != range->last_column)
            g_string_append_printf(text, ":%s", last);
    }
    return g_string_free(text, FALSE);
}
