/* Texts with placeholders, cut into segments. */
#include "template/load.h"

#include <string.h>
#include "support/intl.h"
#include "support/text.h"

struct cutter {
    struct loader *loader;
    const struct scope *scope;
    const struct rich_run *runs;
    unsigned run_count;
    const struct place *place;
    char **ret_problem;
    GArray *segments; /* struct segment */
    unsigned run;     /* the run in which `offset` lies */
    size_t run_end, offset;
};

bool pattern_is_single(const struct pattern *pattern)
{
    return pattern->segment_count == 1 && pattern->segments[0].kind == SEGMENT_PLACEHOLDER;
}

bool pattern_has_fixed(const struct pattern *pattern)
{
    for (unsigned i = 0; i < pattern->segment_count; i++)
        if (pattern->segments[i].kind == SEGMENT_TEXT)
            return true;
    return false;
}

bool pattern_is_header_text(const struct pattern *pattern)
{
    for (unsigned i = 0; i < pattern->segment_count; i++)
        if (pattern->segments[i].kind == SEGMENT_PLACEHOLDER &&
            pattern->segments[i].placeholder->kind != PLACEHOLDER_YEAR)
            return false;
    return pattern->segment_count > 0;
}

/* Takes over `problem`. */
static void report(struct cutter *cutter, char *problem)
{
    if (!cutter->ret_problem) {
        loader_complain(cutter->loader, SEVERITY_ERROR, cutter->place, "%s", problem);
    } else if (!*cutter->ret_problem) {
        *cutter->ret_problem = problem;
        return;
    }
    g_free(problem);
}

/* The font of the rich text run in which `offset` lies; NULL: plain text. */
static const struct font *font_at(struct cutter *cutter, size_t offset)
{
    while (cutter->run < cutter->run_count && offset >= cutter->run_end) {
        cutter->run++;
        cutter->run_end += cutter->run < cutter->run_count ? strlen(cutter->runs[cutter->run].text) : 0;
    }
    return cutter->run < cutter->run_count ? &cutter->runs[cutter->run].font : NULL;
}

static void add_segment(struct cutter *cutter, enum segment_kind kind, size_t offset, const char *text,
    size_t length, const struct placeholder *placeholder)
{
    struct segment segment = {.kind = kind,
        .text = placeholder ? NULL : arena_strndup(cutter->loader->arena, text, length),
        .placeholder = placeholder,
        .font = font_at(cutter, offset)};
    g_array_append_val(cutter->segments, segment);
}

/* Fixed text up to the next brace: words and blanks, cut where the font changes. */
static size_t cut_fixed(struct cutter *cutter, const char *text, size_t start)
{
    size_t end = start;
    bool blank = text_space_at(text + start) > 0;
    font_at(cutter, start);
    while (text[end] && text[end] != '{' && (text_space_at(text + end) > 0) == blank &&
           (cutter->run_count == 0 || cutter->run >= cutter->run_count || end < cutter->run_end))
        end += blank ? text_space_at(text + end) : (size_t)g_utf8_skip[(unsigned char)text[end]];
    add_segment(cutter, blank ? SEGMENT_BLANK : SEGMENT_TEXT, start, text + start, end - start, NULL);
    return end;
}

/* The brace that closes the one at `start`; 0: none. */
static size_t closing_brace(const char *text, size_t start)
{
    unsigned depth = 0;
    for (size_t at = start; text[at]; at++) {
        depth += text[at] == '{';
        depth -= text[at] == '}';
        if (depth == 0)
            return at;
    }
    return 0;
}

static size_t cut_placeholder(struct cutter *cutter, const char *text, size_t start)
{
    size_t close = closing_brace(text, start);
    if (close == 0) {
        report(cutter, g_strdup(_("a { that is not closed")));
        return strlen(text);
    }
    char *body = g_strndup(text + start + 1, close - start - 1), *problem = NULL;
    struct placeholder *placeholder = arena_new0(cutter->loader->arena, struct placeholder, 1);
    if (placeholder_resolve(cutter->loader, cutter->scope, placeholder, body, &problem))
        add_segment(cutter, SEGMENT_PLACEHOLDER, start, NULL, 0, placeholder);
    else
        report(cutter, problem);
    g_free(body);
    return close + 1;
}

static struct pattern *cut(struct cutter *cutter, const char *text)
{
    struct arena *arena = cutter->loader->arena;
    struct pattern *pattern = arena_new0(arena, struct pattern, 1);
    pattern->source = arena_strdup(arena, text);
    cutter->segments = g_array_new(FALSE, TRUE, sizeof(struct segment));
    cutter->run = 0;
    cutter->run_end = cutter->run_count > 0 ? strlen(cutter->runs[0].text) : 0;
    for (size_t at = 0; text[at];)
        at = text[at] == '{' ? cut_placeholder(cutter, text, at) : cut_fixed(cutter, text, at);

    struct segment *segments = arena_new0(arena, struct segment, MAX(cutter->segments->len, 1));
    for (unsigned i = 0; i < cutter->segments->len; i++) {
        segments[i] = g_array_index(cutter->segments, struct segment, i);
        pattern->placeholder_count += segments[i].kind == SEGMENT_PLACEHOLDER;
        pattern->letters += segments[i].kind == SEGMENT_TEXT ? text_count_alnum(segments[i].text) : 0;
    }
    pattern->segments = segments;
    pattern->segment_count = cutter->segments->len;
    g_array_unref(cutter->segments);
    if (pattern->placeholder_count == 0) {
        char *key = text_key(text);
        pattern->key = arena_strdup(arena, key);
        g_free(key);
    }
    return pattern;
}

/* The other wordings that Parole lists for this text. */
static void add_wordings(struct cutter *cutter, struct pattern *pattern)
{
    GPtrArray *wordings = cutter->loader->wordings;
    if (wordings->len == 0)
        return;
    char *key = pattern->key ? g_strdup(pattern->key) : text_key(pattern->source);
    GPtrArray *all = g_ptr_array_new();
    for (unsigned i = 0; i < wordings->len; i++) {
        struct wording *wording = g_ptr_array_index(wordings, i);
        if (strcmp(key, wording->key) != 0)
            continue;
        struct cutter other = {cutter->loader, cutter->scope, NULL, 0, &wording->place, NULL, NULL, 0, 0, 0};
        for (unsigned k = 0; wording->texts[k]; k++)
            g_ptr_array_add(all, cut(&other, wording->texts[k]));
        wording->used = true;
    }
    g_free(key);
    if (all->len == 0) {
        g_ptr_array_unref(all);
        return;
    }
    const struct pattern **copy = arena_new0(cutter->loader->arena, const struct pattern *, MAX(all->len, 1));
    for (unsigned i = 0; i < all->len; i++)
        copy[i] = g_ptr_array_index(all, i);
    pattern->wordings = copy;
    pattern->wording_count = all->len;
    g_ptr_array_unref(all);
}

const struct pattern *pattern_parse(struct loader *loader, const struct scope *scope, const char *text,
    const struct rich_run *runs, unsigned run_count, const struct place *place, char **ret_problem)
{
    struct cutter cutter = {loader, scope, runs, run_count, place, ret_problem, NULL, 0, 0, 0};
    struct pattern *pattern = cut(&cutter, text);
    add_wordings(&cutter, pattern);
    return pattern;
}
