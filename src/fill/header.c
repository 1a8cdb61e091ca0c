/* Headers and footers of pages (rule 2, Cells). A part (left, centre, right) is a row of pieces with
 * separators between them, `{allegato.titolo} – Delibera {delibera}`: a piece all of whose placeholders are
 * empty is left out with its separator, so that no dash and no word stands there for nothing. */
#include "fill/parts.h"

#include <string.h>

#include "support/text.h"

#define HEADER_MOST 255 /* UTF-16 units that Excel allows */
#define SIZE_MOST 409   /* points, of a font */
#define VALUE_BEGINS '\x01'
#define VALUE_ENDS '\x02'

static const char *const separators[] = {" – ", " — ", " - ", " | ", " · ", ", ", "; ", "\n"};

/* What stands for itself on the page; all other codes say how it looks. */
#define PRINTING_CODES "PNDTAFZ&"

#define EMBLEM "&G"
static const char *const pictures[] = {EMBLEM, "&[Picture]"};

enum { LEFT, CENTRE, RIGHT, PARTS };

struct part {
    GString *text;
    bool any;     /* a piece stands in it */
    bool *emblem; /* is the emblem still to be placed? */
    /* the piece at work */
    GString *piece, *codes;
    const char *separator; /* before it, NULL: none */
    bool has_placeholder, has_empty, prints;
};

/* Digits behind a font size would be taken for more of it. */
static void append_apart(GString *text, const char *more)
{
    size_t digits = text->len;
    while (digits > 0 && g_ascii_isdigit(text->str[digits - 1]))
        digits--;
    bool after_size = digits < text->len && digits > 0 && text->str[digits - 1] == '&';
    if (after_size && g_ascii_isdigit(*more))
        g_string_append_c(text, ' ');
    g_string_append(text, more);
}

static void end_piece(struct part *part)
{
    if (part->has_placeholder && !part->prints) {
        g_string_append(part->text, part->codes->str);
    } else {
        if (part->has_empty)
            g_strchomp(part->piece->str);
        if (part->any && part->separator != NULL)
            g_string_append(part->text, part->separator);
        append_apart(part->text, part->piece->str);
        part->any = true;
    }
    g_string_truncate(part->piece, 0);
    g_string_truncate(part->codes, 0);
    part->has_placeholder = part->has_empty = part->prints = false;
}

/* The value between its marks, at most so many UTF-16 units; & is doubled. Returns its end. */
static const char *add_value(struct part *part, const char *value, unsigned most)
{
    GString *text = g_string_new(NULL);
    unsigned units = 0;
    const char *c = value;
    for (; *c != VALUE_ENDS; c = g_utf8_next_char(c)) {
        gunichar character = g_utf8_get_char(c);
        units += character > 0xFFFF ? 2 : 1;
        if (units > most)
            break;
        if (character == '&')
            g_string_append_c(text, '&');
        g_string_append_unichar(text, character);
    }
    if (*c != VALUE_ENDS)
        g_string_append(text, "…");
    append_apart(part->piece, text->str);
    part->has_placeholder = true;
    part->prints = part->prints || text->len > 0;
    part->has_empty = part->has_empty || text->len == 0;
    g_string_free(text, TRUE);
    return strchr(c, VALUE_ENDS) + 1;
}

/* The end of the place of a picture; NULL if there is none. */
static const char *add_picture(struct part *part, const char *code)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(pictures); i++) {
        if (!g_str_has_prefix(code, pictures[i]))
            continue;
        if (*part->emblem)
            g_string_append(part->piece, EMBLEM);
        part->prints = part->prints || *part->emblem;
        *part->emblem = false;
        return code + strlen(pictures[i]);
    }
    return NULL;
}

/* `&P`, `&12`, `&"Arial,Bold"`, `&KFF0000`; returns its end. */
static const char *add_code(struct part *part, const char *code)
{
    const char *end = add_picture(part, code);
    if (end != NULL)
        return end;
    end = code + 1;
    if (*end == VALUE_BEGINS) /* no code: a value has its own & doubled */
        return end;
    if (*end == '"' && strchr(end + 1, '"') != NULL)
        end = strchr(end + 1, '"') + 1;
    else if (g_ascii_isdigit(*end))
        while (g_ascii_isdigit(*end))
            end++;
    else if (*end == 'K' && strspn(end + 1, "0123456789ABCDEFabcdef+-") >= 6)
        end += 7;
    else if (*end != '\0')
        end = g_utf8_next_char(end);
    bool prints = code[1] != '\0' && strchr(PRINTING_CODES, code[1]) != NULL;
    part->prints = part->prints || prints;
    g_string_append_len(part->piece, code, end - code);
    if (!prints)
        g_string_append_len(part->codes, code, end - code);
    return end;
}

static const char *separator_at(const char *text)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(separators); i++)
        if (g_str_has_prefix(text, separators[i]))
            return separators[i];
    return NULL;
}

/* Of the annex that is laid; in the whole report of the first one that holds the sheet. */
static char *title_of(struct filler *filler, const struct form *form)
{
    const struct annex *annex =
        filler->annex != NULL ? filler->annex : annex_of(filler->template, form->drawn);
    return annex_title(filler, annex);
}

/* A page shows no control characters, and two of them are our marks. */
static void append_shown(GString *text, const char *more)
{
    for (; *more != '\0'; more++)
        if (!g_ascii_iscntrl(*more) || *more == '\n' || *more == '\t')
            g_string_append_c(text, *more);
}

/* The pattern with its values, between marks. */
static char *with_values(struct filler *filler, const struct form *form, const struct pattern *pattern)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < pattern->segment_count; i++) {
        const struct segment *segment = &pattern->segments[i];
        if (segment->kind != SEGMENT_PLACEHOLDER) {
            append_shown(text, segment->text);
            continue;
        }
        struct pattern alone = {.segments = segment, .segment_count = 1, .placeholder_count = 1};
        char *value = segment->placeholder->kind == PLACEHOLDER_ANNEX
                          ? title_of(filler, form)
                          : pattern_fill(filler, &alone, form->record);
        char *line = text_one_line(value);
        g_string_append_c(text, VALUE_BEGINS);
        append_shown(text, line);
        g_string_append_c(text, VALUE_ENDS);
        g_free(line);
        g_free(value);
    }
    return g_string_free(text, FALSE);
}

/* What is written of a part, "" if nothing is left of it. To be freed. */
static char *part_text(const char *flat, unsigned most, bool *emblem)
{
    struct part part = {.text = g_string_new(NULL),
        .piece = g_string_new(NULL),
        .codes = g_string_new(NULL),
        .emblem = emblem};
    for (const char *c = flat; *c != '\0';) {
        const char *separator = separator_at(c);
        if (separator != NULL) {
            end_piece(&part);
            part.separator = separator;
            c += strlen(separator);
        } else if (*c == VALUE_BEGINS) {
            c = add_value(&part, c + 1, most);
        } else if (*c == '&') {
            c = add_code(&part, c);
        } else {
            const char *next = g_utf8_next_char(c);
            g_string_append_len(part.piece, c, next - c);
            c = next;
        }
    }
    end_piece(&part);
    if (!part.any)
        g_string_truncate(part.text, 0);
    g_string_free(part.piece, TRUE);
    g_string_free(part.codes, TRUE);
    return g_string_free(part.text, FALSE);
}

/* The parts with their codes; the emblem where the drawing has no place for it. */
static void join_parts(GString *text, char *const *parts, bool emblem)
{
    static const char *const codes[PARTS] = {"&L", "&C", "&R"};
    static const unsigned choice[] = {CENTRE, LEFT, RIGHT};
    unsigned place = emblem ? LEFT : PARTS;
    for (unsigned i = G_N_ELEMENTS(choice); emblem && i > 0; i--)
        if (*parts[choice[i - 1]] == '\0')
            place = choice[i - 1];
    for (unsigned i = 0; i < PARTS; i++)
        if (i == place || *parts[i] != '\0')
            g_string_append_printf(text, "%s%s%s", codes[i], i == place ? EMBLEM : "", parts[i]);
}

const char *header_text(
    struct filler *filler, const struct form *form, const struct pattern *const parts[3], bool emblem)
{
    char *flat[PARTS], *texts[PARTS];
    for (unsigned i = 0; i < PARTS; i++)
        flat[i] = parts[i] == NULL ? g_strdup("") : with_values(filler, form, parts[i]);
    GString *text = g_string_new(NULL);
    for (unsigned most = HEADER_MOST;; most /= 2) {
        bool to_place = emblem;
        g_string_truncate(text, 0);
        for (unsigned i = 0; i < PARTS; i++)
            texts[i] = part_text(flat[i], most, &to_place);
        join_parts(text, texts, to_place);
        for (unsigned i = 0; i < PARTS; i++)
            g_free(texts[i]);
        if (most == 0 || text_utf16_length(text->str) <= HEADER_MOST)
            break;
    }
    for (unsigned i = 0; i < PARTS; i++)
        g_free(flat[i]);
    const char *ret = text->len == 0 ? NULL : arena_strdup(filler->arena, text->str);
    g_string_free(text, TRUE);
    return ret;
}

/* The end of a code that begins here. */
static const char *code_end(const char *code)
{
    const char *quote = code[1] == '"' ? strchr(code + 2, '"') : NULL;
    return quote != NULL ? quote + 1 : code[1] == '\0' ? code + 1 : g_utf8_next_char(code + 1);
}

const char *header_at_scale(struct filler *filler, const char *text, unsigned scale)
{
    if (text == NULL || scale == 100)
        return text;
    GString *scaled = g_string_new(NULL);
    for (const char *c = text; *c != '\0';) {
        if (*c == '&' && g_ascii_isdigit(c[1])) {
            char *end;
            guint64 size = MIN(g_ascii_strtoull(c + 1, &end, 10), SIZE_MOST);
            g_string_append_printf(scaled, "&%u", (unsigned)MIN((size * 100 + scale / 2) / scale, SIZE_MOST));
            c = end;
            continue;
        }
        const char *end = *c == '&' ? code_end(c) : c + 1;
        g_string_append_len(scaled, c, end - c);
        c = end;
    }
    bool fits = text_utf16_length(scaled->str) <= HEADER_MOST;
    const char *ret = fits ? arena_strdup(filler->arena, scaled->str) : text;
    g_string_free(scaled, TRUE);
    return ret;
}
