/* Which texts of a header in two rows belong together (rule 3.3). */
#include "match/reader.h"

/* The drawn text that stands above an input column: that of the nearest cell at or left of it. */
static unsigned heading_above(const struct column_map *map, const struct view_row *above,
    const struct template_row *row, unsigned place)
{
    unsigned column = NO_COLUMN;
    for (unsigned c = 0; c < above->count && above->cells[c].column <= place; c++)
        column = above->cells[c].column;
    for (unsigned i = 0; column != NO_COLUMN && i < row->cell_count; i++)
        if (map->of[row->cells[i].column] == column)
            return row->cells[i].column;
    return NO_COLUMN;
}

/* The first cell with the same text below a heading that is not taken; `cell` itself where there is none. */
static const struct template_cell *same_below(const struct template_row *header,
    const struct template_cell *cell, const struct template_row *above, unsigned heading,
    const unsigned *taken)
{
    for (unsigned i = 0; i < header->cell_count; i++) {
        const struct template_cell *other = &header->cells[i];
        unsigned own = NO_COLUMN;
        for (unsigned k = 0; k < above->cell_count && above->cells[k].column <= other->column; k++)
            own = above->cells[k].column;
        if (own != NO_COLUMN && own == heading && taken[other->column] == NO_COLUMN &&
            g_strcmp0(other->pattern->key, cell->pattern->key) == 0)
            return other;
    }
    return cell;
}

void header_regroup(const struct column_map *map, const struct view_row *above,
    const struct template_row *row_above, struct header_fit *fit)
{
    unsigned *moved = g_new(unsigned, fit->map.size);
    bool good = true;
    for (unsigned c = 0; c < fit->map.size; c++)
        moved[c] = NO_COLUMN;
    for (unsigned i = 0; i < fit->row->cell_count; i++) {
        const struct template_cell *cell = &fit->row->cells[i];
        unsigned place = fit->map.of[cell->column];
        if (place == NO_COLUMN)
            continue;
        unsigned heading =
            cell->pattern->key != NULL ? heading_above(map, above, row_above, place) : NO_COLUMN;
        if (heading != NO_COLUMN)
            cell = same_below(fit->row, cell, row_above, heading, moved);
        good = good && moved[cell->column] == NO_COLUMN;
        moved[cell->column] = place;
    }
    for (unsigned i = 0; good && i < fit->row->cell_count; i++) {
        unsigned column = fit->row->cells[i].column;
        if (fit->map.of[column] == moved[column])
            continue;
        fit->map.of[column] = moved[column];
        fit->map.by_text[column] = moved[column] != NO_COLUMN;
    }
    g_free(moved);
}
