#include "plan/record-values.h"

#include "plan/record-index.h"

/* The records by what they say in one field. */
struct field_values {
    GHashTable *alike;  /* value_key -> GPtrArray of struct record *, in tree order */
    GPtrArray *without; /* in tree order: they said nothing when they were entered */
    unsigned filled;    /* so many of the first ones say something by now, and are among those alike */
};

struct record_values {
    const struct level *level;
    struct field_values *fields; /* by field index */
    GPtrArray *waiting;          /* added since the last question */
};

/* Computed fields contradict nothing, and the code is the same or nearly so. */
static bool tells_apart(const struct field *field)
{
    return field->formula == NULL && !field->is_code;
}

struct record_values *record_values_new(const struct level *level)
{
    struct record_values *values = g_new0(struct record_values, 1);
    values->level = level;
    values->fields = g_new0(struct field_values, level->fields->len);
    values->waiting = g_ptr_array_new();
    for (unsigned f = 0; f < level->fields->len; f++) {
        values->fields[f].alike =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
        values->fields[f].without = g_ptr_array_new();
    }
    return values;
}

void record_values_free(struct record_values *values)
{
    if (values == NULL)
        return;
    for (unsigned f = 0; f < values->level->fields->len; f++) {
        g_hash_table_destroy(values->fields[f].alike);
        g_ptr_array_free(values->fields[f].without, TRUE);
    }
    g_ptr_array_free(values->waiting, TRUE);
    g_free(values->fields);
    g_free(values);
}

void record_values_add(struct record_values *values, struct record *record)
{
    g_ptr_array_add(values->waiting, record);
}

static GPtrArray *list_alike(struct field_values *field, const struct value *value)
{
    char *key = value_key(value);
    GPtrArray *list = g_hash_table_lookup(field->alike, key);
    if (list != NULL) {
        g_free(key);
        return list;
    }
    list = g_ptr_array_new();
    g_hash_table_insert(field->alike, key, list);
    return list;
}

static void enter(struct record_values *values, struct record *record)
{
    for (unsigned f = 0; f < values->level->fields->len; f++) {
        const struct value *value = record->values[f];
        struct field_values *field = &values->fields[f];
        unsigned place;
        if (!tells_apart(values->level->fields->pdata[f]))
            continue;
        if (value != NULL)
            record_list_insert(list_alike(field, value), record, NULL);
        else if (record_list_insert(field->without, record, &place))
            field->filled = MIN(field->filled, place);
    }
}

/* The first records without a value that have got one join those alike. */
static void pass_filled(struct field_values *field, unsigned index)
{
    for (; field->filled < field->without->len; field->filled++) {
        struct record *record = field->without->pdata[field->filled];
        if (record->values[index] == NULL)
            break;
        record_list_insert(list_alike(field, record->values[index]), record, NULL);
    }
}

bool record_values_narrow(
    struct record_values *values, const struct value *const *wanted, struct record_lists *ret)
{
    for (unsigned i = 0; i < values->waiting->len; i++)
        enter(values, values->waiting->pdata[i]);
    g_ptr_array_set_size(values->waiting, 0);
    bool narrowed = false;
    unsigned fewest = 0;
    for (unsigned f = 0; f < values->level->fields->len; f++) {
        if (wanted[f] == NULL || !tells_apart(values->level->fields->pdata[f]))
            continue;
        struct field_values *field = &values->fields[f];
        pass_filled(field, f);
        char *key = value_key(wanted[f]);
        const GPtrArray *alike = g_hash_table_lookup(field->alike, key);
        unsigned count = field->without->len - field->filled + (alike != NULL ? alike->len : 0);
        g_free(key);
        if (narrowed && count >= fewest)
            continue;
        narrowed = true;
        fewest = count;
        *ret = (struct record_lists){.of = {alike, field->without}, .from = {0, field->filled}};
    }
    return narrowed;
}
