/* Formulas that would need themselves: Calcoli's own are evaluated along the branches that hold, a
 * spreadsheet follows all of them. The figure that closes such a circle stays a value. */
#include "fill/live.h"

#include <string.h>

/* A cell with a formula, on the way through the cells that it needs. */
struct node {
    struct reference place;
    const char **formula;
    struct mention *needs;
    unsigned need_count;
    enum { NODE_NEW, NODE_OPEN, NODE_DONE } state;
};

static guint node_hash(gconstpointer data)
{
    const struct node *node = data;
    return (node->place.sheet * 31 + node->place.row) * 31 + node->place.column;
}

static gboolean node_equal(gconstpointer a, gconstpointer b)
{
    const struct node *first = a, *second = b;
    return first->place.sheet == second->place.sheet && first->place.row == second->place.row &&
           first->place.column == second->place.column;
}

GHashTable *circles_new(void)
{
    return g_hash_table_new(node_hash, node_equal);
}

void circles_add(struct live *live, struct reference place, const char **formula)
{
    struct node *node = arena_new0(live->filler->arena, struct node, 1);
    const GArray *mentioned = live->mentioned;
    node->place = place;
    node->formula = formula;
    node->need_count = mentioned->len;
    node->needs = arena_new0(live->filler->arena, struct mention, MAX(mentioned->len, 1));
    if (mentioned->len > 0)
        memcpy(node->needs, mentioned->data, mentioned->len * sizeof(struct mention));
    g_hash_table_add(live->nodes, node);
}

static void follow(struct live *live, struct node *node);

static void follow_cells(struct live *live, struct node *node, const struct mention *mention)
{
    struct node key = {.place = mention->first};
    for (unsigned row = mention->first.row; row <= mention->last.row; row++)
        for (unsigned column = mention->first.column; column <= mention->last.column; column++) {
            key.place.row = row;
            key.place.column = column;
            struct node *needed = g_hash_table_lookup(live->nodes, &key);
            if (needed == NULL)
                continue;
            if (needed->state == NODE_OPEN)
                *node->formula = NULL;
            else
                follow(live, needed);
        }
}

static void follow(struct live *live, struct node *node)
{
    if (node->state != NODE_NEW)
        return;
    node->state = NODE_OPEN;
    for (unsigned i = 0; i < node->need_count && *node->formula != NULL; i++)
        follow_cells(live, node, &node->needs[i]);
    node->state = NODE_DONE;
}

static int compare_nodes(gconstpointer a, gconstpointer b)
{
    const struct node *first = *(struct node *const *)a, *second = *(struct node *const *)b;
    if (first->place.sheet != second->place.sheet)
        return first->place.sheet < second->place.sheet ? -1 : 1;
    if (first->place.row != second->place.row)
        return first->place.row < second->place.row ? -1 : 1;
    return first->place.column < second->place.column ? -1 : first->place.column > second->place.column;
}

void circles_break(struct live *live)
{
    GPtrArray *nodes = g_ptr_array_new();
    GHashTableIter iter;
    gpointer node;
    g_hash_table_iter_init(&iter, live->nodes);
    while (g_hash_table_iter_next(&iter, &node, NULL))
        g_ptr_array_add(nodes, node);
    g_ptr_array_sort(nodes, compare_nodes);
    for (unsigned i = 0; i < nodes->len; i++)
        follow(live, g_ptr_array_index(nodes, i));
    g_ptr_array_free(nodes, TRUE);
}
