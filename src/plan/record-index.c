#include "plan/record-index.h"

#include <string.h>
#include "support/text.h"

#define FEW_RECORDS 8u /* one after the other they are looked at as quickly */

/* What is known of the records of one level below one record; made when it is first asked for. */
struct below {
    const struct record *scope;
    const struct level *level;
    unsigned records, coded;
    GHashTable *buckets[INDEX_KINDS]; /* key -> struct index_bucket *; NULL: not asked for yet */
    GTree *titles; /* those of titles, by the keys that are long enough to be a beginning; NULL: likewise */
};

struct record_index {
    GHashTable *belows; /* set of struct below *, by scope and level */
    char *text, *key;   /* the title asked for last: it is asked for and entered several times in a row */
};

static guint below_hash(gconstpointer data)
{
    const struct below *below = data;
    return g_direct_hash(below->scope) * 31 + g_direct_hash(below->level);
}

static gboolean below_equal(gconstpointer a, gconstpointer b)
{
    const struct below *first = a, *second = b;
    return first->scope == second->scope && first->level == second->level;
}

static void below_free(gpointer data)
{
    struct below *below = data;
    for (unsigned kind = 0; kind < INDEX_KINDS; kind++)
        if (below->buckets[kind] != NULL)
            g_hash_table_destroy(below->buckets[kind]);
    if (below->titles != NULL)
        g_tree_destroy(below->titles);
    g_free(below);
}

static void bucket_free(gpointer data)
{
    struct index_bucket *bucket = data;
    g_ptr_array_free(bucket->records, TRUE);
    record_values_free(bucket->values);
    g_free(bucket);
}

struct record_index *record_index_new(void)
{
    struct record_index *index = g_new0(struct record_index, 1);
    index->belows = g_hash_table_new_full(below_hash, below_equal, below_free, NULL);
    return index;
}

void record_index_free(struct record_index *index)
{
    g_hash_table_destroy(index->belows);
    g_free(index->text);
    g_free(index->key);
    g_free(index);
}

/* To be freed. */
static char *key_of(struct record_index *index, enum index_kind kind, const char *text)
{
    if (kind == INDEX_CODE)
        return text_code_key(text);
    if (index->text == NULL || strcmp(index->text, text) != 0) {
        g_free(index->text);
        g_free(index->key);
        index->text = g_strdup(text);
        index->key = text_key(text);
    }
    return g_strdup(index->key);
}

static bool may_be_beginning(const char *key)
{
    const char *at = key;
    for (unsigned i = 0; i < INDEX_BEGINNING_LENGTH; i++, at = g_utf8_next_char(at))
        if (*at == '\0')
            return false;
    return true;
}

static gint compare_keys(gconstpointer a, gconstpointer b, gpointer data)
{
    (void)data;
    return strcmp(a, b);
}

static unsigned depth_of(const struct record *record)
{
    unsigned depth = 0;
    for (; record->parent != NULL; record = record->parent)
        depth++;
    return depth;
}

bool record_stands_before(const struct record *a, const struct record *b)
{
    unsigned depth_a = depth_of(a), depth_b = depth_of(b);
    for (; depth_a > depth_b; depth_a--)
        a = a->parent;
    for (; depth_b > depth_a; depth_b--)
        b = b->parent;
    for (; a->parent != b->parent; a = a->parent, b = b->parent)
        ;
    return a->number < b->number; /* children keep the order of creation */
}

bool record_list_insert(GPtrArray *records, struct record *record, unsigned *ret_place)
{
    unsigned at = records->len;
    while (at > 0 && records->pdata[at - 1] != record && record_stands_before(record, records->pdata[at - 1]))
        at--;
    if (at > 0 && records->pdata[at - 1] == record)
        return false;
    g_ptr_array_insert(records, (int)at, record);
    if (ret_place != NULL)
        *ret_place = at;
    return true;
}

static void put(struct record_index *index, struct below *below, enum index_kind kind, struct record *record,
    const char *text)
{
    char *key = key_of(index, kind, text);
    struct index_bucket *bucket = g_hash_table_lookup(below->buckets[kind], key);
    if (bucket == NULL) {
        bucket = g_new0(struct index_bucket, 1);
        bucket->records = g_ptr_array_sized_new(1);
        g_hash_table_insert(below->buckets[kind], key, bucket);
        if (kind == INDEX_TITLE && may_be_beginning(key))
            g_tree_insert(below->titles, key, bucket);
    } else {
        g_free(key);
    }
    unsigned at;
    if (!record_list_insert(bucket->records, record, &at))
        return; /* two wordings with one key */
    if (at < bucket->seen)
        bucket->part = bucket->seen = 0;
    if (bucket->values != NULL)
        record_values_add(bucket->values, record);
}

static bool is_of_kind(const struct field *field, enum index_kind kind)
{
    return kind == INDEX_CODE ? field->is_code : field->is_title;
}

static void fill(struct record_index *index, struct below *below, enum index_kind kind)
{
    below->buckets[kind] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, bucket_free);
    if (kind == INDEX_TITLE)
        below->titles = g_tree_new_full(compare_keys, NULL, NULL, NULL);
    struct record *record = NULL;
    while ((record = record_next_descendant(below->scope, below->level, record)) != NULL)
        for (unsigned f = 0; f < below->level->fields->len; f++)
            if (record->values[f] != NULL && is_of_kind(below->level->fields->pdata[f], kind))
                put(index, below, kind, record, record->values[f]->text);
}

static struct below *known_below(
    const struct record_index *index, const struct record *scope, const struct level *level)
{
    const struct below wanted = {.scope = scope, .level = level};
    return g_hash_table_lookup(index->belows, &wanted);
}

static struct below *below_of(
    struct record_index *index, const struct record *scope, const struct level *level)
{
    struct below *below = known_below(index, scope, level);
    if (below != NULL)
        return below;
    below = g_new0(struct below, 1);
    below->scope = scope;
    below->level = level;
    const struct record *record = NULL;
    while ((record = record_next_descendant(scope, level, record)) != NULL) {
        below->records++;
        below->coded += record_code(record) != NULL ? 1 : 0;
    }
    g_hash_table_add(index->belows, below);
    return below;
}

void record_index_add(struct record_index *index, const struct record *record)
{
    for (const struct record *up = record->parent; up != NULL; up = up->parent) {
        struct below *below = known_below(index, up, record->level);
        if (below != NULL)
            below->records++;
    }
}

void record_index_set(struct record_index *index, struct record *record, const struct field *field)
{
    for (const struct record *up = record->parent; up != NULL; up = up->parent) {
        struct below *below = known_below(index, up, record->level);
        if (below == NULL)
            continue;
        below->coded += field->is_code ? 1 : 0;
        for (unsigned kind = 0; kind < INDEX_KINDS; kind++)
            if (below->buckets[kind] != NULL && is_of_kind(field, kind))
                put(index, below, kind, record, record_get(record, field)->text);
    }
}

static void enter_again(
    struct record_index *index, struct below *below, enum index_kind kind, struct record *record)
{
    for (unsigned f = 0; below->buckets[kind] != NULL && f < below->level->fields->len; f++) {
        if (record->values[f] == NULL || !is_of_kind(below->level->fields->pdata[f], kind))
            continue;
        char *key = key_of(index, kind, record->values[f]->text);
        struct index_bucket *bucket = g_hash_table_lookup(below->buckets[kind], key);
        if (bucket != NULL && bucket->values != NULL)
            record_values_add(bucket->values, record);
        g_free(key);
    }
}

void record_index_replaced(struct record_index *index, struct record *record)
{
    for (const struct record *up = record->parent; up != NULL; up = up->parent) {
        struct below *below = known_below(index, up, record->level);
        for (unsigned kind = 0; below != NULL && kind < INDEX_KINDS; kind++)
            enter_again(index, below, kind, record);
    }
}

struct record_lists index_bucket_narrow(struct index_bucket *bucket, const struct value *const *wanted)
{
    struct record_lists lists = {.of = {bucket->records, NULL}};
    if (bucket->values == NULL && bucket->records->len > FEW_RECORDS) {
        bucket->values = record_values_new(((const struct record *)bucket->records->pdata[0])->level);
        for (unsigned i = 0; i < bucket->records->len; i++)
            record_values_add(bucket->values, bucket->records->pdata[i]);
    }
    if (bucket->values != NULL)
        record_values_narrow(bucket->values, wanted, &lists);
    return lists;
}

struct index_bucket *record_index_find(struct record_index *index, const struct record *scope,
    const struct level *level, enum index_kind kind, const char *text)
{
    struct below *below = below_of(index, scope, level);
    if (below->buckets[kind] == NULL)
        fill(index, below, kind);
    char *key = key_of(index, kind, text);
    struct index_bucket *bucket = g_hash_table_lookup(below->buckets[kind], key);
    g_free(key);
    return bucket;
}

static size_t length_in_common(const char *a, const char *b)
{
    size_t length = 0;
    while (a[length] != '\0' && a[length] == b[length])
        length++;
    return length;
}

/* The last one whose key is not behind `key`; NULL: none. */
static GTreeNode *last_until(GTree *tree, const char *key)
{
    GTreeNode *behind = g_tree_upper_bound(tree, key);
    return behind != NULL ? g_tree_node_previous(behind) : g_tree_node_last(tree);
}

void record_index_beginnings(struct record_index *index, const struct record *scope,
    const struct level *level, const char *text, index_visit visit, void *data)
{
    struct below *below = below_of(index, scope, level);
    if (below->buckets[INDEX_TITLE] == NULL)
        fill(index, below, INDEX_TITLE);
    char *key = key_of(index, INDEX_TITLE, text);
    bool goes_on = may_be_beginning(key);
    GTreeNode *node = g_tree_lower_bound(below->titles, key);
    for (; goes_on && node != NULL && g_str_has_prefix(g_tree_node_key(node), key);
         node = g_tree_node_next(node))
        goes_on = visit(g_tree_node_value(node), data);
    /* What it begins with: of keys in order the last one until it tells how much of it is left to look for.
     */
    size_t length = strlen(key);
    for (bool begins = true; goes_on && length > 0;) {
        key[begins ? --length : length] = '\0';
        node = last_until(below->titles, key);
        if (node == NULL)
            break;
        const char *other = g_tree_node_key(node);
        length = length_in_common(other, key);
        begins = other[length] == '\0';
        if (begins)
            goes_on = visit(g_tree_node_value(node), data);
    }
    g_free(key);
}

bool record_index_all_coded(struct record_index *index, const struct record *scope, const struct level *level)
{
    const struct below *below = below_of(index, scope, level);
    return below->coded == below->records;
}
