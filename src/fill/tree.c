#include "fill/parts.h"

static struct branch *branch_new(
    struct filler *filler, struct branch *parent, const struct control *control, unsigned index)
{
    struct branch *branch = g_new0(struct branch, 1);
    branch->parent = parent;
    if (control != NULL) {
        branch->levels = (const struct level *const *)control->levels;
        branch->level_count = control->level_count;
    }
    branch->items = g_array_new(FALSE, FALSE, sizeof(struct branch_item));
    branch->footers = g_array_new(FALSE, FALSE, sizeof(struct branch_item));
    branch->first = branch->last = index;
    g_ptr_array_add(filler->branches, branch);
    return branch;
}

void branch_free(struct branch *branch)
{
    g_array_free(branch->items, TRUE);
    g_array_free(branch->footers, TRUE);
    g_free(branch);
}

static const struct level *innermost(const struct branch *branch)
{
    return branch->levels[branch->level_count - 1];
}

static bool outer_level_of(const struct branch *branch, const struct level *level)
{
    for (unsigned i = 0; i + 1 < branch->level_count; i++)
        if (branch->levels[i] == level)
            return true;
    return false;
}

static void add_item(struct branch *branch, GArray *items, const struct control *control, unsigned index)
{
    struct branch_item item = {.index = index, .control = control};
    g_array_append_val(items, item);
    for (struct branch *b = branch; b != NULL; b = b->parent)
        b->last = MAX(b->last, index);
}

/* The nearest open branch that stands above `level`, the trunk in the end. */
static struct branch *above_level(struct branch *open, const struct level *level)
{
    while (open->parent != NULL && (level->ancestors & LEVEL_BIT(innermost(open))) == 0)
        open = open->parent;
    return open;
}

/* Where a row or column of a level goes: into an open branch of its level, as the footer of a group, or into
 * a new branch. */
static struct branch *place_of_level(
    struct filler *filler, struct branch *open, const struct control *control, unsigned index)
{
    const struct level *level = control_level(control);
    if (control->exists) {
        open = above_level(open, level);
        add_item(open, open->items, control, index);
        return open;
    }
    for (struct branch *b = open; b->parent != NULL; b = b->parent)
        if (control->level_count == 1 && outer_level_of(b, level)) {
            add_item(b, b->footers, control, index);
            return b;
        }
    for (struct branch *b = open; b->parent != NULL; b = b->parent)
        if (innermost(b) == level) {
            add_item(b, b->items, control, index);
            return b;
        }
    open = above_level(open, level);
    struct branch *branch = branch_new(filler, open, control, index);
    struct branch_item item = {.index = index, .branch = branch};
    g_array_append_val(open->items, item);
    add_item(branch, branch->items, control, index);
    return branch;
}

struct branch *branch_grow(
    struct filler *filler, const struct control *const *controls, const unsigned *indices, unsigned count)
{
    struct branch *trunk = branch_new(filler, NULL, NULL, 0);
    struct branch *open = trunk;
    for (unsigned i = 0; i < count; i++) {
        const struct level *level = controls[i] == NULL ? NULL : control_level(controls[i]);
        if (level == NULL || level == filler->template->root) {
            open = trunk;
            add_item(trunk, trunk->items, controls[i], indices[i]);
        } else {
            open = place_of_level(filler, open, controls[i], indices[i]);
        }
    }
    return trunk;
}
