#include "fill/parts.h"

#define BREAKS_MOST 1023u /* Excel's limit: the pages after them end where they end */
#define WHOLE_SHARE 0.5   /* a record with all below it, or a table, stays whole up to this part of a page */
#define CARD_ROWS 3       /* a record with so many rows of its own is a card: it stays whole up to a page */

struct pages {
    const struct form *form;
    double *tops; /* of each row, and the end */
    double room;  /* for a block, points */
    unsigned next_merge;
};

static const struct form_row *row_at(const struct form *form, unsigned row)
{
    return g_ptr_array_index(form->rows, row);
}

static bool has_placeholders(const struct template_row *row)
{
    for (unsigned i = 0; i < row->cell_count; i++)
        if (row->cells[i].pattern->placeholder_count > 0)
            return true;
    return false;
}

static bool is_blank(const struct form_row *row)
{
    return row->row == NULL || row->row->blank;
}

/* A row that should not end a page: its record's block goes on (spacing included), what it heads begins, or a
 * footer (a total) follows. */
static bool bound_to_next(const struct form *form, unsigned row)
{
    if (row + 1 >= form->rows->len)
        return false;
    const struct form_row *this = row_at(form, row), *next = row_at(form, row + 1);
    if (this->table == NULL || next->table != this->table)
        return false;
    bool fixed = this->instance->parent == NULL, next_fixed = next->instance->parent == NULL;
    if ((is_blank(this) && fixed) || (is_blank(next) && next_fixed))
        return false;
    if (instance_within(next->instance, this->instance))
        return true;
    return instance_within(this->instance, next->instance) && (!next_fixed || has_placeholders(next->row));
}

static double height_of(const struct pages *pages, unsigned first, unsigned last)
{
    return pages->tops[last + 1] - pages->tops[first];
}

/* The last row of the records, or of the table, that begin here and take no more than their share of a page.
 */
static unsigned whole_end(const struct pages *pages, unsigned row)
{
    const struct form *form = pages->form;
    const struct form_row *first = row_at(form, row);
    unsigned last = row;
    for (const struct instance *at = first->instance; at != NULL; at = at->parent) {
        const struct form_row *before = row > 0 ? row_at(form, row - 1) : NULL;
        if (before != NULL && before->table == first->table && instance_within(before->instance, at))
            break;
        unsigned end = last;
        while (end + 1 < form->rows->len && row_at(form, end + 1)->table == first->table &&
               instance_within(row_at(form, end + 1)->instance, at) &&
               height_of(pages, row, end) <= pages->room * WHOLE_SHARE)
            end++;
        while (end > last && is_blank(row_at(form, end))) /* spacing may be lost */
            end--;
        if (height_of(pages, row, end) > pages->room * WHOLE_SHARE)
            break;
        last = end;
    }
    return last;
}

static bool begins_here(const struct form *form, unsigned row, const struct instance *at)
{
    return row == 0 || row_at(form, row - 1)->table != row_at(form, row)->table ||
           !instance_within(row_at(form, row - 1)->instance, at);
}

/* Does a record begin here that has the rows of a card, within a page? */
static bool is_card(const struct pages *pages, unsigned row, const struct instance *at)
{
    const struct form *form = pages->form;
    unsigned own = 0;
    for (unsigned r = row; r < form->rows->len && instance_within(row_at(form, r)->instance, at) &&
                           height_of(pages, row, r) <= pages->room && own < CARD_ROWS;
         r++)
        own += row_at(form, r)->instance == at && !is_blank(row_at(form, r));
    return own == CARD_ROWS;
}

/* The last row before the first card within the card that begins here. */
static unsigned own_end(const struct pages *pages, unsigned row, const struct instance *at)
{
    const struct form *form = pages->form;
    unsigned last = row;
    while (last + 1 < form->rows->len && instance_within(row_at(form, last + 1)->instance, at) &&
           height_of(pages, row, last) <= pages->room) {
        const struct instance *next = row_at(form, last + 1)->instance;
        if (next != at && begins_here(form, last + 1, next) && is_card(pages, last + 1, next))
            break;
        last++;
    }
    while (last > row && is_blank(row_at(form, last)))
        last--;
    return last;
}

/* The last row of the cards that begin here, without the cards within them, where they fit on a page. */
static unsigned card_end(const struct pages *pages, unsigned row)
{
    const struct form *form = pages->form;
    unsigned last = row;
    for (const struct instance *at = row_at(form, row)->instance; at != NULL && at->parent != NULL;
         at = at->parent) {
        if (!begins_here(form, row, at))
            break;
        unsigned end = is_card(pages, row, at) ? own_end(pages, row, at) : row;
        if (end > last && height_of(pages, row, end) <= pages->room)
            last = end;
    }
    return last;
}

/* The last row of the largest block that begins here and fits on a page; the row itself if there is none. */
static unsigned block_end(struct pages *pages, unsigned row)
{
    const struct form *form = pages->form;
    if (row_at(form, row)->table == NULL)
        return row;
    unsigned last = row;
    if (row == 0 || !bound_to_next(form, row - 1))
        while (bound_to_next(form, last))
            last++;
    if (height_of(pages, row, last) > pages->room)
        last = row;
    last = MAX(last, whole_end(pages, row));
    last = MAX(last, card_end(pages, row));
    for (; pages->next_merge < form->merges->len; pages->next_merge++) {
        const struct form_merge *merge = &g_array_index(form->merges, struct form_merge, pages->next_merge);
        if (merge->first_row > row)
            break;
        if (merge->first_row == row && merge->last_row > last &&
            height_of(pages, row, merge->last_row) <= pages->room)
            last = merge->last_row;
    }
    return last;
}

void page_breaks(struct form *form, struct sheet *sheet, double capacity, double titles)
{
    GArray *breaks = g_array_new(FALSE, FALSE, sizeof(unsigned));
    struct pages pages = {.form = form, .room = capacity - titles};
    bool matters = false; /* rows that stay together, or one made of several, stand where pages end */
    unsigned page_first = 0, block_last = 0;
    double filled = 0;
    pages.tops = g_new0(double, form->rows->len + 1);
    for (unsigned r = 0; r < form->rows->len; r++)
        pages.tops[r + 1] = pages.tops[r] + row_at(form, r)->height;
    for (unsigned r = 0; r < form->rows->len; r++) {
        const struct form_row *row = row_at(form, r);
        unsigned last = block_end(&pages, r);
        last = r > 0 && r <= block_last ? r : last;
        /* a blank row is better lost at the end of a page than at the head of the next one */
        double room = is_blank(row) && last == r ? capacity + LINE_RESERVE : capacity;
        if (r > page_first && filled + height_of(&pages, r, last) > room) {
            g_array_append_val(breaks, row->first);
            page_first = r;
            filled = titles;
        }
        matters = matters || (breaks->len > 0 && (last > r || row->count > 1));
        block_last = MAX(block_last, last);
        filled += row->height;
    }
    if (matters) {
        unsigned count = MIN(breaks->len, BREAKS_MOST);
        sheet->page.breaks = arena_new0(sheet->workbook->arena, unsigned, count);
        for (unsigned i = 0; i < count; i++)
            sheet->page.breaks[i] = g_array_index(breaks, unsigned, i);
        sheet->page.break_count = count;
    }
    g_free(pages.tops);
    g_array_free(breaks, TRUE);
}
