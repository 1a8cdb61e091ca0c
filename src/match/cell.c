#include "match/cell.h"

#include <string.h>
#include "support/italian.h"
#include "support/text.h"

/* A code's text is bounded by Excel, the ways to cut it are not: after so many steps the positions that
 * failed are remembered. */
#define STEPS_BEFORE_MEMORY 2000u

#define FIRST_YEAR 1990
#define LAST_YEAR 2100

/* One search of a pattern through one text. */
struct search {
    struct cell_fitter *fitter;
    const struct pattern *pattern;
    const struct seen *seen;
    const char *text;
    size_t length;
    struct place place;
    unsigned steps;
    guint8 *failed; /* a bit for each segment, position and emptiness; NULL: not needed yet */
    int year;
    unsigned explained;
};

/* A character as fixed texts compare it: without case and accent, quotes and dashes in one form. */
static gunichar fold_character(gunichar c)
{
    if (c < 128)
        return (gunichar)g_ascii_tolower((char)c);
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return '-';
    default: {
        gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
        return g_unichar_fully_decompose(c, FALSE, base, G_N_ELEMENTS(base)) > 0 ? g_unichar_tolower(base[0])
                                                                                 : g_unichar_tolower(c);
    }
    }
}

/* Bytes of `text` that a literal takes; 0 if it does not stand there. */
static size_t literal_at(const char *text, const char *literal)
{
    const char *t = text;
    for (const char *l = literal; *l != '\0'; l = g_utf8_next_char(l), t = g_utf8_next_char(t))
        if (*t == '\0' || fold_character(g_utf8_get_char(t)) != fold_character(g_utf8_get_char(l)))
            return 0;
    return (size_t)(t - text);
}

static bool alphanumeric_at(const char *text)
{
    return g_unichar_isalnum(g_utf8_get_char(text));
}

/* Would a code that ends here cut a word? */
static bool inside_word(const char *text, size_t end)
{
    if (end == 0 || text[end] == '\0')
        return false;
    const char *before = g_utf8_find_prev_char(text, text + end);
    return before != NULL && alphanumeric_at(text + end) && alphanumeric_at(before);
}

static void bind(struct search *search, const struct placeholder *placeholder, const struct value *value,
    const struct list_item *items, unsigned item_count)
{
    struct binding binding = {
        .placeholder = placeholder,
        .value = value,
        .items = items,
        .item_count = item_count,
        .seen = search->seen,
        .column = search->seen->column,
    };
    g_array_append_val(search->fitter->bindings, binding);
}

static bool go(struct search *search, unsigned segment, size_t at, bool empty);

/* Goes on behind a placeholder that took text[at..end); takes the binding back when that fails. */
static bool go_bound(struct search *search, unsigned segment, size_t at, size_t end,
    const struct value *value, unsigned explained)
{
    GArray *bindings = search->fitter->bindings;
    unsigned length = bindings->len;
    bind(search, search->pattern->segments[segment].placeholder, value, NULL, 0);
    search->explained += explained;
    if (go(search, segment + 1, end, end == at))
        return true;
    search->explained -= explained;
    g_array_set_size(bindings, length);
    return false;
}

static bool go_year(struct search *search, unsigned segment, size_t at)
{
    const char *digits = search->text + at;
    for (unsigned i = 0; i < 4; i++)
        if (!g_ascii_isdigit(digits[i]))
            return false;
    int read = (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 + digits[3] - '0';
    int year = read - search->pattern->segments[segment].placeholder->offset;
    if (read < FIRST_YEAR || read > LAST_YEAR || (search->year != 0 && search->year != year))
        return false;
    int before = search->year;
    search->year = year;
    search->explained += 4;
    if (go(search, segment + 1, at + 4, false))
        return true;
    search->year = before;
    search->explained -= 4;
    return false;
}

/* {} takes as much as it can. */
static bool go_anything(struct search *search, unsigned segment, size_t at)
{
    for (size_t end = search->length;; end = (size_t)(g_utf8_prev_char(search->text + end) - search->text)) {
        if (go_bound(search, segment, at, end, NULL, 0))
            return true;
        if (end <= at)
            return false;
    }
}

static const struct list_item *read_items(
    struct search *search, const struct placeholder *list, const char *text, unsigned *ret_count)
{
    struct cell_fitter *fitter = search->fitter;
    char *trimmed = g_strstrip(g_strdup(list->separator));
    bool by_lines = strchr(list->separator, '\n') != NULL;
    char **pieces = g_strsplit(text, by_lines ? "\n" : *trimmed != '\0' ? trimmed : " ", -1);
    GArray *items = g_array_new(FALSE, TRUE, sizeof(struct list_item));
    GArray *own = g_array_new(FALSE, FALSE, sizeof(struct binding));
    bool fits = true;
    for (char **piece = pieces; fits && *piece != NULL; piece++) {
        char *clean = text_one_line(*piece);
        if (*clean != '\0') {
            char *key = text_key(clean);
            struct seen part = *search->seen;
            part.text = arena_strdup(fitter->arena, clean);
            part.key = arena_strdup(fitter->arena, key);
            g_free(key);
            struct cell_fitter inner = *fitter;
            inner.bindings = own;
            inner.text_place = &search->place;
            inner.explained = 0;
            g_array_set_size(own, 0);
            fits = cell_fits(&inner, list->item, &part);
            struct list_item item = {
                .fields = arena_new0(fitter->arena, const struct field *, own->len + 1),
                .values = arena_new0(fitter->arena, const struct value *, own->len + 1),
            };
            for (unsigned i = 0; fits && i < own->len; i++) {
                const struct binding *binding = &g_array_index(own, struct binding, i);
                if (binding->value == NULL || binding->placeholder->field == NULL)
                    continue;
                item.fields[item.count] = binding->placeholder->field;
                item.values[item.count++] = binding->value;
            }
            if (item.count > 0)
                g_array_append_val(items, item);
        }
        g_free(clean);
    }
    const struct list_item *result = NULL;
    if (fits && items->len > 0) {
        struct list_item *copy = arena_new0(fitter->arena, struct list_item, items->len);
        memcpy(copy, items->data, sizeof(struct list_item) * items->len);
        result = copy;
        *ret_count = items->len;
    }
    g_array_free(items, TRUE);
    g_array_free(own, TRUE);
    g_strfreev(pieces);
    g_free(trimmed);
    return result;
}

/* A list takes the rest of the cell. */
static bool go_list(struct search *search, unsigned segment, size_t at)
{
    unsigned count = 0;
    const struct placeholder *list = search->pattern->segments[segment].placeholder;
    if (segment + 1 < search->pattern->segment_count)
        return false;
    const struct list_item *items = read_items(search, list, search->text + at, &count);
    if (items != NULL)
        bind(search, list, NULL, items, count);
    return items != NULL;
}

static const struct value *part_value(struct search *search, const struct field *field, size_t at, size_t end)
{
    char *part = g_strndup(search->text + at, end - at);
    const struct value *value =
        value_from_text(search->fitter->arena, search->fitter->template, field, part, &search->place);
    g_free(part);
    return value;
}

static bool go_expression(struct search *search, unsigned segment, size_t at)
{
    const struct field *field = search->pattern->segments[segment].placeholder->field;
    const struct expression_fit *fits;
    unsigned count = expression_fits(field->expression, search->fitter->arena, search->text, at, &fits);
    for (unsigned i = 0; i < count; i++) {
        if (fits[i].end > at && inside_word(search->text, fits[i].end))
            continue;
        const struct value *value = fits[i].end > at ? part_value(search, field, at, fits[i].end) : NULL;
        if (fits[i].end > at && value == NULL)
            continue;
        if (go_bound(search, segment, at, fits[i].end, value, fits[i].explained))
            return true;
    }
    if (search->fitter->mode != FIT_RELAXED || !field->is_code)
        return false;
    size_t end = at; /* the code as typed: one word */
    while (search->text[end] != '\0' && search->text[end] != '\n' && text_blank_at(search->text + end) == 0)
        end++;
    if (end == at)
        return false;
    char *word = g_strndup(search->text + at, end - at);
    struct value *code = arena_new0(search->fitter->arena, struct value, 1);
    *code = *value_from_code(search->fitter->arena, word, &search->place);
    code->doubts |= DOUBT_CODE;
    g_free(word);
    return go_bound(search, segment, at, end, code, 0);
}

/* Text around a placeholder that is empty: how a record without the field is written. A tab always says it.
 */
static bool go_nothing(struct search *search, unsigned segment, size_t at)
{
    return !search->fitter->is_tab && go_bound(search, segment, at, at, NULL, 0);
}

static bool is_numeric(const struct field *field)
{
    return field->type == TYPE_NUMBER || field->type == TYPE_PERCENT || field->type == TYPE_EURO;
}

static bool go_number(struct search *search, unsigned segment, size_t at)
{
    const struct field *field = search->pattern->segments[segment].placeholder->field;
    struct number_text number;
    if (italian_number_at(search->text + at, &number) && number.length > 0) {
        size_t end = at + number.length;
        if (go_bound(search, segment, at, end, part_value(search, field, at, end), 0))
            return true;
    }
    return go_nothing(search, segment, at);
}

/* Free text: the shortest that lets the rest fit; all that is left at the end of the pattern. */
static bool go_free(struct search *search, unsigned segment, size_t at)
{
    const struct field *field = search->pattern->segments[segment].placeholder->field;
    bool last = segment + 1 == search->pattern->segment_count;
    bool may_refuse = field->type == TYPE_LIST;
    unsigned bound = search->fitter->bindings->len;
    for (size_t end = last ? search->length : at; end <= search->length;) {
        const struct value *value = may_refuse && end > at ? part_value(search, field, at, end) : NULL;
        if (end > at && (!may_refuse || value != NULL) &&
            go_bound(search, segment, at, end, value, value != NULL ? value->explained : 0)) {
            if (value == NULL) /* made only now: the search tries many ends */
                g_array_index(search->fitter->bindings, struct binding, bound).value =
                    part_value(search, field, at, end);
            return true;
        }
        if (end == search->length)
            break;
        end = (size_t)(g_utf8_next_char(search->text + end) - search->text);
    }
    return go_nothing(search, segment, at);
}

static bool go_placeholder(struct search *search, unsigned segment, size_t at)
{
    const struct placeholder *placeholder = search->pattern->segments[segment].placeholder;
    switch (placeholder->kind) {
    case PLACEHOLDER_YEAR:
        return go_year(search, segment, at);
    case PLACEHOLDER_ANYTHING:
        return go_anything(search, segment, at);
    case PLACEHOLDER_LIST:
        return go_list(search, segment, at);
    case PLACEHOLDER_ANNEX:
        return false;
    case PLACEHOLDER_FIELD:
        break;
    }
    if (placeholder->field->expression != NULL && placeholder->field->type != TYPE_LIST)
        return go_expression(search, segment, at);
    if (is_numeric(placeholder->field))
        return go_number(search, segment, at);
    return go_free(search, segment, at);
}

static bool go_fixed(struct search *search, unsigned segment, size_t at)
{
    const char *literal = search->pattern->segments[segment].text;
    size_t taken = literal_at(search->text + at, literal);
    if (taken == 0)
        return false;
    unsigned letters = text_count_alnum(literal);
    search->explained += letters;
    if (go(search, segment + 1, at + taken, false))
        return true;
    search->explained -= letters;
    return false;
}

static bool go_blank(struct search *search, unsigned segment, size_t at, bool empty)
{
    size_t end = at;
    for (size_t step; (step = search->text[end] == '\n' ? 1 : text_blank_at(search->text + end)) > 0;)
        end += step;
    /* One or more blanks, or none next to an empty placeholder or an end. */
    bool fits = end > at || empty || at == 0 || at == search->length;
    return fits && go(search, segment + 1, end, empty);
}

static bool went_wrong_before(struct search *search, unsigned segment, size_t at, bool empty, bool remember)
{
    if (search->failed == NULL) {
        if (search->steps < STEPS_BEFORE_MEMORY)
            return false;
        search->failed = g_malloc0((search->pattern->segment_count + 1) * (search->length + 1) * 2 / 8 + 1);
    }
    size_t bit = (segment * (search->length + 1) + at) * 2 + empty;
    if (remember)
        search->failed[bit / 8] |= (guint8)(1u << bit % 8);
    return (search->failed[bit / 8] >> bit % 8 & 1) != 0;
}

/* Do the pattern's segments from `segment` on fit text[at..]? `empty`: the placeholder just before took
 * nothing. */
static bool go(struct search *search, unsigned segment, size_t at, bool empty)
{
    if (segment == search->pattern->segment_count)
        return at == search->length;
    if (at == search->length && search->fitter->may_end_early && segment > 0)
        return true;
    search->steps++;
    if (went_wrong_before(search, segment, at, empty, false))
        return false;
    bool fits = false;
    switch (search->pattern->segments[segment].kind) {
    case SEGMENT_TEXT:
        fits = go_fixed(search, segment, at);
        break;
    case SEGMENT_BLANK:
        fits = go_blank(search, segment, at, empty);
        break;
    case SEGMENT_PLACEHOLDER:
        fits = go_placeholder(search, segment, at);
        break;
    }
    if (!fits)
        went_wrong_before(search, segment, at, empty, true);
    return fits;
}

/* A cell that is one placeholder: its value is the whole cell, typed. */
static bool fits_single(struct cell_fitter *fitter, const struct pattern *pattern, const struct seen *seen)
{
    const struct placeholder *placeholder = pattern->segments[0].placeholder;
    struct binding binding = {.placeholder = placeholder, .seen = seen, .column = seen->column};
    if (placeholder->kind == PLACEHOLDER_FIELD) {
        const struct field *field = placeholder->field;
        struct place place =
            fitter->text_place != NULL ? *fitter->text_place : seen_place(fitter->view, seen);
        if (fitter->text_place != NULL)
            binding.value = value_from_text(fitter->arena, fitter->template, field, seen->text, &place);
        else
            binding.value = value_from_cell(fitter->arena, fitter->template, field, fitter->view->sheet,
                seen->cell, seen->is_content ? seen->text : NULL);
        if (binding.value == NULL && fitter->mode == FIT_RELAXED && field->expression != NULL &&
            (field->is_code || field->type == TYPE_CODE)) {
            struct value *code = arena_new0(fitter->arena, struct value, 1);
            *code = *value_from_code(fitter->arena, seen->text, &place);
            code->doubts |= DOUBT_CODE;
            binding.value = code;
        }
        if (binding.value == NULL)
            return false;
        fitter->explained += binding.value->explained;
    }
    g_array_append_val(fitter->bindings, binding);
    return true;
}

static bool fits_one_wording(
    struct cell_fitter *fitter, const struct pattern *pattern, const struct seen *seen)
{
    if (pattern->placeholder_count == 0) {
        if (strcmp(pattern->key, seen->key) != 0)
            return false;
        fitter->explained += pattern->letters;
        return true;
    }
    if (pattern_is_single(pattern)) {
        enum placeholder_kind kind = pattern->segments[0].placeholder->kind;
        if (kind == PLACEHOLDER_FIELD || kind == PLACEHOLDER_ANYTHING)
            return fits_single(fitter, pattern, seen);
    }
    struct search search = {
        .fitter = fitter,
        .pattern = pattern,
        .seen = seen,
        .text = seen->text,
        .length = strlen(seen->text),
        .place = fitter->text_place != NULL ? *fitter->text_place : seen_place(fitter->view, seen),
        .year = fitter->year,
    };
    unsigned bound = fitter->bindings->len;
    bool fits = go(&search, 0, 0, false);
    if (fits) {
        fitter->year = search.year;
        fitter->explained += search.explained;
    } else {
        g_array_set_size(fitter->bindings, bound);
    }
    g_free(search.failed);
    return fits;
}

bool cell_fits(struct cell_fitter *fitter, const struct pattern *pattern, const struct seen *seen)
{
    if (fits_one_wording(fitter, pattern, seen))
        return true;
    for (unsigned i = 0; i < pattern->wording_count; i++)
        if (fits_one_wording(fitter, pattern->wordings[i], seen))
            return true;
    return false;
}

bool cell_blank(struct cell_fitter *fitter, const struct pattern *pattern, unsigned column)
{
    for (unsigned i = 0; i < pattern->segment_count; i++)
        if (pattern->segments[i].kind == SEGMENT_PLACEHOLDER) {
            struct binding binding = {.placeholder = pattern->segments[i].placeholder, .column = column};
            g_array_append_val(fitter->bindings, binding);
        }
    return pattern->placeholder_count > 0;
}
