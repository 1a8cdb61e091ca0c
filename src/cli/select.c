#include "cli/select.h"

#include <string.h>
#include "support/failure.h"
#include "support/intl.h"
#include "support/text.h"

#define MOST_LISTED 8

/* What a record may be known by, from the surest to the loosest. */
enum way { BY_CODE, BY_TITLE, BY_LEVEL, WAYS };

static bool has_title(const struct record *record, const char *text)
{
    for (unsigned i = 0; i < record->level->fields->len; i++) {
        const struct field *field = g_ptr_array_index(record->level->fields, i);
        const struct value *value = field->is_title ? record_get(record, field) : NULL;
        if (value != NULL && value->text != NULL && text_equal_loosely(value->text, text))
            return true;
    }
    return false;
}

static bool is_called(const struct record *record, const char *text, enum way way)
{
    switch (way) {
    case BY_CODE:
        return record_code(record) != NULL && text_same_code(record_code(record), text);
    case BY_TITLE:
        return has_title(record, text);
    default:
        return g_ascii_strcasecmp(record->level->name, text) == 0;
    }
}

static bool fits(const struct record *record, const char *text, enum way way);

/* `ANCESTOR/CODE`, at any of the slashes: codes may hold one. */
static bool fits_below(const struct record *record, const char *text, enum way way)
{
    for (const char *slash = strchr(text, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        if (!is_called(record, slash + 1, way))
            continue;
        char *above = g_strndup(text, (gsize)(slash - text));
        bool found = false;
        for (const struct record *at = record->parent; !found && at != NULL; at = at->parent)
            found = fits(at, above, BY_CODE) || fits(at, above, BY_TITLE) || fits(at, above, BY_LEVEL);
        g_free(above);
        if (found)
            return true;
    }
    return false;
}

static bool fits(const struct record *record, const char *text, enum way way)
{
    if (is_called(record, text, way) || fits_below(record, text, way))
        return true;
    size_t length = strlen(record->level->name);
    bool level = g_ascii_strncasecmp(text, record->level->name, length) == 0 && text[length] == ':';
    return level && (is_called(record, text + length + 1, way) || fits_below(record, text + length + 1, way));
}

static GPtrArray *find(const struct plan *plan, const char *text)
{
    GPtrArray *found = g_ptr_array_new();
    if (strcmp(text, plan->root->level->name) == 0) {
        g_ptr_array_add(found, plan->root);
        return found;
    }
    for (enum way way = BY_CODE; way < WAYS && found->len == 0; way++)
        for (const struct record *record = plan->root; record != NULL;
             record = record_next_any(plan->root, record == plan->root ? NULL : record))
            if (fits(record, text, way))
                g_ptr_array_add(found, (gpointer)(guintptr)record);
    return found;
}

/* How a record is told from others: LEVEL:PARENT/CODE. To be freed. */
static char *full_name(const struct record *record)
{
    bool parent = record->parent != NULL && *record_name(record->parent) != '\0';
    return g_strconcat(record->level->name, ":", parent ? record_name(record->parent) : "", parent ? "/" : "",
        record_name(record), NULL);
}

/* `TEXT#N`: the part before the number sign, to be freed, and N; NULL: there is none. */
static char *take_number(const char *text, unsigned *ret)
{
    const char *sign = strrchr(text, '#');
    if (sign == NULL || sign[1] == '\0' || strlen(sign + 1) > 6 ||
        strspn(sign + 1, "0123456789") != strlen(sign + 1))
        return NULL;
    *ret = (unsigned)g_ascii_strtoull(sign + 1, NULL, 10);
    return g_strndup(text, (gsize)(sign - text));
}

static void refuse_several(const char *text, const GPtrArray *found, GError **error)
{
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < found->len && i < MOST_LISTED; i++) {
        const struct record *record = g_ptr_array_index(found, i);
        char *place = place_text(&record->place);
        char *name = full_name(record);
        g_string_append_printf(list, "%s%s#%u (%s%s%s)", i > 0 ? "; " : "", text, i + 1, name,
            *place != '\0' ? ", " : "", place);
        g_free(name);
        g_free(place);
    }
    if (found->len > MOST_LISTED)
        g_string_append(list, "; ...");
    failure_set(
        error, FAILURE_USAGE, NULL, _("\"%s\" names %u records; say which: %s"), text, found->len, list->str);
    g_string_free(list, TRUE);
}

static void refuse_none(const struct plan *plan, const char *text, GError **error)
{
    GPtrArray *codes = g_ptr_array_new();
    for (const struct record *record = NULL; (record = record_next_any(plan->root, record)) != NULL;)
        if (record_code(record) != NULL)
            g_ptr_array_add(codes, (gpointer)(guintptr)record_code(record));
    g_ptr_array_add(codes, NULL);
    const char *nearest = text_nearest(text, (const char *const *)(void *)codes->pdata);
    if (nearest != NULL)
        failure_set(
            error, FAILURE_USAGE, NULL, _("no record is called \"%s\"; did you mean \"%s\"?"), text, nearest);
    else
        failure_set(error, FAILURE_USAGE, NULL,
            _("no record is called \"%s\"; `pianoxl scores` lists those that are scored"), text);
    g_ptr_array_free(codes, TRUE);
}

const struct record *select_record(const struct plan *plan, const char *text, GError **error)
{
    unsigned number = 0;
    char *name = NULL;
    GPtrArray *found = find(plan, text);
    if (found->len == 0 && (name = take_number(text, &number)) != NULL) {
        g_ptr_array_free(found, TRUE);
        found = find(plan, name);
    }
    const struct record *record = NULL;
    if (number > 0 ? number <= found->len : found->len == 1)
        record = g_ptr_array_index(found, number > 0 ? number - 1 : 0);
    else if (number == 0 && found->len > 1)
        refuse_several(text, found, error);
    else
        refuse_none(plan, text, error);
    g_ptr_array_free(found, TRUE);
    g_free(name);
    return record;
}
