/* Columns of the drawing and of the input. */
#include "match/reader.h"

#include <stdlib.h>
#include <string.h>

static unsigned table_width(const struct table *table)
{
    return table->column_count + 1; /* template columns count from A */
}

void column_map_init(struct column_map *map, const struct table *table)
{
    map->size = table_width(table);
    map->of = g_new(unsigned, map->size);
    map->by_text = g_new0(bool, map->size);
    for (unsigned c = 0; c < map->size; c++)
        map->of[c] = NO_COLUMN;
    map->keys = g_array_new(FALSE, FALSE, sizeof(struct column_key));
}

void column_map_clear(struct column_map *map)
{
    g_free(map->of);
    g_free(map->by_text);
    g_array_free(map->keys, TRUE);
}

void column_map_copy(struct column_map *to, const struct column_map *from)
{
    memcpy(to->of, from->of, sizeof(unsigned) * to->size);
    memcpy(to->by_text, from->by_text, sizeof(bool) * to->size);
    g_array_set_size(to->keys, 0);
    g_array_append_vals(to->keys, from->keys->data, from->keys->len);
}

static const struct template_column *table_column(const struct table *table, unsigned column)
{
    /* One for each column from B on. */
    return column >= 1 && column <= table->column_count ? &table->columns[column - 1] : NULL;
}

const struct control *table_repetition(const struct table *table, unsigned column)
{
    const struct template_column *drawn = table_column(table, column);
    bool repeated = drawn != NULL && drawn->has_control && drawn->control.level_count > 0;
    return repeated ? &drawn->control : NULL;
}

bool table_reads(const struct table *table, unsigned column)
{
    const struct template_column *drawn = table_column(table, column);
    return drawn == NULL || !drawn->has_control || drawn->control.read;
}

static int by_column(gconstpointer a, gconstpointer b)
{
    const struct column_key *first = a, *second = b;
    return first->column < second->column ? -1 : first->column > second->column ? 1 : 0;
}

void column_map_sort_keys(struct column_map *map)
{
    g_array_sort(map->keys, by_column);
}

const struct column_key *column_map_key(const struct column_map *map, unsigned column)
{
    const struct column_key wanted = {.column = column};
    return map->keys->len > 0 ? bsearch(&wanted, map->keys->data, map->keys->len, sizeof wanted, by_column)
                              : NULL;
}

unsigned column_map_drawn(const struct column_map *map, unsigned column)
{
    const struct column_key *key = column_map_key(map, column);
    if (key != NULL)
        return key->template_column;
    for (unsigned c = 1; c < map->size; c++)
        if (map->of[c] == column)
            return c;
    return NO_COLUMN;
}

bool part_has_column(const struct part *part, unsigned column)
{
    unsigned drawn = column_map_drawn(&part->map, column);
    return drawn != NO_COLUMN && table_reads(part->table, drawn);
}

bool part_only_writes(const struct part *part, unsigned column)
{
    unsigned drawn = column_map_drawn(&part->map, column);
    return drawn != NO_COLUMN && !table_reads(part->table, drawn);
}

const struct column_key *part_column_key(const struct part *part, unsigned column)
{
    return column_map_key(&part->map, column);
}
