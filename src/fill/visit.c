#include "fill/parts.h"

/* The footers of the group's records that end between two rows; `next` NULL: all. */
static void close_group(
    struct walker *walker, const struct branch *branch, struct instance *last, const struct instance *next)
{
    for (struct instance *open = last; open != NULL && open->branch == branch; open = open->parent) {
        if (next != NULL && instance_within(next, open))
            break;
        for (unsigned i = 0; i < branch->footers->len; i++) {
            const struct branch_item *footer = &g_array_index(branch->footers, struct branch_item, i);
            if (control_level(footer->control) == open->level)
                walker->visit(walker, footer, open);
        }
    }
}

static void go_branch(struct walker *walker, const struct branch *branch, struct instance *base)
{
    GPtrArray *instances = walker->instances(walker, branch, base);
    struct instance *last = NULL;
    for (unsigned i = 0; i < instances->len; i++) {
        struct instance *at = g_ptr_array_index(instances, i);
        close_group(walker, branch, last, at);
        walker_go(walker, branch, at);
        last = at;
    }
    close_group(walker, branch, last, NULL);
    g_ptr_array_free(instances, TRUE);
}

void walker_go(struct walker *walker, const struct branch *branch, struct instance *at)
{
    bool whole = branch->level_count == 0 || at->level == branch->levels[branch->level_count - 1];
    for (unsigned i = 0; i < branch->items->len; i++) {
        const struct branch_item *item = &g_array_index(branch->items, struct branch_item, i);
        /* where a group's inner record is missing, only the rows of the group itself are there */
        if (item->branch != NULL) {
            if (whole)
                go_branch(walker, item->branch, at);
        } else if (whole || item->control->level_count > 1) {
            walker->visit(walker, item, at);
        }
    }
}
