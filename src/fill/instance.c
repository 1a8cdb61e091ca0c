#include "fill/parts.h"

#include <string.h>
#include "support/text.h"

bool filler_alive(const struct filler *filler, const struct record *record)
{
    return filler->kept == NULL || (filler->cut & LEVEL_BIT(record->level)) == 0 ||
           g_hash_table_contains(filler->kept, record);
}

static void descend(struct filler *filler, struct record *record, const struct level *level,
    const struct level *path, bool children_only, GPtrArray *ret)
{
    for (struct record *child = record->first_child; child != NULL; child = child->next) {
        if (!filler_alive(filler, child))
            continue;
        if (child->level == level) {
            if (path == NULL || child->parent->level == path)
                g_ptr_array_add(ret, child);
        } else if (!children_only && (level->ancestors & LEVEL_BIT(child->level)) != 0) {
            descend(filler, child, level, path, false, ret);
        }
    }
}

void collect_below(struct filler *filler, struct record *record, const struct level *level,
    const struct level *path, GPtrArray *ret)
{
    bool may_be_child = (level->parent_set & LEVEL_BIT(record->level)) != 0;
    descend(filler, record, level, path, path == NULL && may_be_child, ret);
}

struct record *base_record(const struct filler *filler, const struct level *level)
{
    struct record *sheet = filler->sheet_record;
    return sheet != NULL && (level->ancestors & LEVEL_BIT(sheet->level)) != 0 ? sheet : filler->plan->root;
}

struct instance *instance_new(struct filler *filler, const struct branch *branch, const struct level *level,
    struct instance *parent, struct record *record)
{
    struct instance *instance = arena_new0(filler->arena, struct instance, 1);
    instance->branch = branch;
    instance->level = level;
    instance->parent = parent;
    instance->records = arena_new0(filler->arena, struct record *, 1);
    instance->records[0] = record;
    instance->record_count = 1;
    instance->direct = true;
    return instance;
}

bool instance_within(const struct instance *instance, const struct instance *above)
{
    while (instance != NULL && instance != above)
        instance = instance->parent;
    return instance != NULL;
}

const struct instance *instance_of(const struct instance *instance, const struct level *level)
{
    while (instance != NULL && instance->level != level)
        instance = instance->parent;
    return instance;
}

void instance_show(struct instance *at)
{
    for (struct instance *up = at; up != NULL && up->branch == at->branch; up = up->parent)
        if (up->shown_in == NULL)
            up->shown_in = at;
}

/* The records of a single level: those of rows without path, and those whose parent is of a row's path. */
static void single_instances(
    struct filler *filler, const struct branch *branch, struct instance *base, GPtrArray *ret)
{
    const struct level *level = branch->levels[0];
    struct record *record = base->records[0];
    level_set paths = 0;
    bool without_path = false;
    for (unsigned i = 0; i < branch->items->len; i++) {
        const struct branch_item *item = &g_array_index(branch->items, struct branch_item, i);
        if (item->branch != NULL || item->control->exists)
            continue;
        if (item->control->path == NULL)
            without_path = true;
        else
            paths |= LEVEL_BIT(item->control->path);
    }
    bool children_only = (level->parent_set & LEVEL_BIT(record->level)) != 0;
    GPtrArray *all = g_ptr_array_new();
    descend(filler, record, level, NULL, children_only && paths == 0, all);
    for (unsigned i = 0; i < all->len; i++) {
        struct record *found = g_ptr_array_index(all, i);
        bool direct = without_path && (!children_only || found->parent == record);
        if (!direct && (paths & LEVEL_BIT(found->parent->level)) == 0)
            continue;
        struct instance *instance = instance_new(filler, branch, level, base, found);
        instance->direct = direct;
        g_ptr_array_add(ret, instance);
    }
    g_ptr_array_free(all, TRUE);
}

/* May records of this level stand directly in the row of an outer level that is missing? Only where no row of
 * their own shows them. */
static bool shown_elsewhere(const struct branch *branch, const struct level *level)
{
    const struct branch *above = branch->parent;
    for (unsigned i = 0; above != NULL && i < above->items->len; i++) {
        const struct branch *other = g_array_index(above->items, struct branch_item, i).branch;
        if (other != NULL && other != branch && other->levels[other->level_count - 1] == level)
            return true;
    }
    return false;
}

struct join {
    struct filler *filler;
    const struct branch *branch;
    GPtrArray *ret;
};

static unsigned join_below(struct join *join, struct instance *above, struct record *record, unsigned depth);

/* One record of the group: its row, or the rows of what stands below it. */
static void join_record(struct join *join, struct instance *above, struct record *record, unsigned depth)
{
    const struct branch *branch = join->branch;
    struct instance *instance = instance_new(join->filler, branch, branch->levels[depth], above, record);
    if (depth + 1 == branch->level_count || join_below(join, instance, record, depth + 1) == 0)
        g_ptr_array_add(join->ret, instance);
}

/* The level of the group, from `depth` on, that a record has; level_count if none. */
static unsigned depth_of(const struct branch *branch, unsigned depth, const struct level *level)
{
    while (depth < branch->level_count && branch->levels[depth] != level)
        depth++;
    return depth;
}

static void join_children(struct join *join, struct instance *above, struct record *from, struct record *base,
    unsigned depth, unsigned *count)
{
    const struct branch *branch = join->branch;
    for (struct record *child = from->first_child; child != NULL; child = child->next) {
        if (!filler_alive(join->filler, child))
            continue;
        unsigned found = depth_of(branch, depth, child->level);
        if (found < branch->level_count) {
            bool skips = found > depth;
            if (skips && above->branch != branch && shown_elsewhere(branch, child->level))
                continue;
            join_record(join, above, child, found);
            (*count)++;
            continue;
        }
        const struct level *wanted = branch->levels[depth];
        bool children_only = (wanted->parent_set & LEVEL_BIT(base->level)) != 0;
        if (!children_only && (wanted->ancestors & LEVEL_BIT(child->level)) != 0)
            join_children(join, above, child, base, depth, count);
    }
}

static unsigned join_below(struct join *join, struct instance *above, struct record *record, unsigned depth)
{
    unsigned count = 0;
    join_children(join, above, record, record, depth, &count);
    return count;
}

/* The room for records doubles whenever they are a power of two. */
static void add_record(struct filler *filler, struct instance *instance, struct record *record)
{
    unsigned count = instance->record_count;
    if ((count & (count - 1)) == 0) {
        struct record **records = arena_new0(filler->arena, struct record *, 2 * count);
        memcpy(records, instance->records, count * sizeof *records);
        instance->records = records;
    }
    instance->records[instance->record_count++] = record;
}

/* By codes: the records of one code, one of each parent, are one instance. */
static void code_instances(
    struct filler *filler, const struct branch *branch, struct instance *base, unsigned depth, GPtrArray *ret)
{
    GPtrArray *own = g_ptr_array_new();
    GPtrArray *found = g_ptr_array_new();
    GHashTable *by_code = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (unsigned i = 0; i < base->record_count; i++)
        collect_below(filler, base->records[i], branch->levels[depth], NULL, found);
    for (unsigned i = 0; i < found->len; i++) {
        struct record *record = g_ptr_array_index(found, i);
        const char *code = record_code(record);
        char *key = code != NULL ? text_code_key(code) : NULL;
        struct instance *instance = key != NULL ? g_hash_table_lookup(by_code, key) : NULL;
        if (instance != NULL) {
            add_record(filler, instance, record);
            g_free(key);
            continue;
        }
        instance = instance_new(filler, branch, branch->levels[depth], base, record);
        instance->crossing = true;
        g_ptr_array_add(own, instance);
        if (key != NULL)
            g_hash_table_insert(by_code, key, instance);
    }
    g_hash_table_destroy(by_code);
    for (unsigned i = 0; i < own->len; i++) {
        unsigned before = ret->len;
        if (depth + 1 < branch->level_count)
            code_instances(filler, branch, g_ptr_array_index(own, i), depth + 1, ret);
        if (ret->len == before)
            g_ptr_array_add(ret, g_ptr_array_index(own, i));
    }
    g_ptr_array_free(found, TRUE);
    g_ptr_array_free(own, TRUE);
}

GPtrArray *branch_instances(
    struct filler *filler, const struct branch *branch, struct instance *base, bool by_code)
{
    GPtrArray *ret = g_ptr_array_new();
    if (by_code) {
        code_instances(filler, branch, base, 0, ret);
    } else if (branch->level_count == 1) {
        single_instances(filler, branch, base, ret);
    } else {
        struct join join = {filler, branch, ret};
        join_below(&join, base, base->records[0], 0);
    }
    return ret;
}
