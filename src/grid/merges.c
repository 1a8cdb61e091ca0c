/* The merges of a sheet, and which of them covers a cell. */
#include "grid/merges.h"

#include "grid/workbook.h"
#include "support/limits.h"

#define FEW 8u           /* merges that are looked through one by one */
#define MOST_OVERLAPS 32 /* only in a damaged file do merges of one column share a row */

/* A merge is entered once, at the one of its columns whose number (from 1) ends in the most binary zeros. On
 * the way from any of its columns to it lie one column for each count of zeros, so 15 lists know all that can
 * cover a cell. Merges of one list share a column, so they follow each other row by row. */
struct entry {
    uint32_t merge;    /* in sheet->merges */
    uint32_t last_row; /* of this one and those before it in its list */
};

struct merge_index {
    unsigned count;  /* of sheet->merges, when it was built */
    unsigned lists;  /* columns, counted from 1, that may have a list */
    uint32_t *start; /* of list n in entries; start[lists] is their count */
    struct entry *entries;
};

struct merge_index *merge_index_new(void)
{
    return g_new0(struct merge_index, 1);
}

static void merge_index_clear(struct merge_index *index)
{
    g_free(index->start);
    g_free(index->entries);
    *index = (struct merge_index){.count = 0};
}

void merge_index_free(struct merge_index *index)
{
    merge_index_clear(index);
    g_free(index);
}

/* Of the columns from 1 the one that ends in the most zeros (of two such, the one whose list is looked at).
 */
static unsigned list_of(const struct range *merge)
{
    unsigned first = merge->first_column + 1, last = merge->last_column + 1;
    if (first >= last)
        return first;
    return last & (~0u << (g_bit_storage(first ^ last) - 1));
}

static void build(struct merge_index *index, const GArray *merges)
{
    merge_index_clear(index);
    index->count = merges->len;
    for (unsigned i = 0; i < merges->len; i++)
        index->lists = MAX(index->lists, list_of(&g_array_index(merges, struct range, i)) + 1);
    index->start = g_new0(uint32_t, index->lists + 1);
    index->entries = g_new(struct entry, merges->len);
    for (unsigned i = 0; i < merges->len; i++)
        index->start[list_of(&g_array_index(merges, struct range, i)) + 1]++;
    for (unsigned i = 0; i < index->lists; i++)
        index->start[i + 1] += index->start[i];
    uint32_t *next = g_memdup2(index->start, index->lists * sizeof *next);
    for (unsigned i = 0; i < merges->len; i++) {
        const struct range *merge = &g_array_index(merges, struct range, i);
        unsigned list = list_of(merge);
        struct entry *entry = &index->entries[next[list]];
        *entry = (struct entry){i, merge->last_row};
        if (next[list]++ > index->start[list])
            entry->last_row = MAX(entry->last_row, entry[-1].last_row);
    }
    g_free(next);
}

static bool covers(const struct range *merge, unsigned row, unsigned column)
{
    return row >= merge->first_row && row <= merge->last_row && column >= merge->first_column &&
           column <= merge->last_column;
}

/* The last merge of a list that covers the cell: its number + 1; 0: none. */
static unsigned last_of_list(
    const struct merge_index *index, const GArray *merges, unsigned list, unsigned row, unsigned column)
{
    unsigned low = index->start[list], high = index->start[list + 1], begin = low;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (g_array_index(merges, struct range, index->entries[middle].merge).first_row <= row)
            low = middle + 1;
        else
            high = middle;
    }
    for (int looked = 0; low-- > begin && looked < MOST_OVERLAPS; looked++) {
        const struct entry *entry = &index->entries[low];
        if (entry->last_row < row)
            break;
        if (covers(&g_array_index(merges, struct range, entry->merge), row, column))
            return entry->merge + 1;
    }
    return 0;
}

static unsigned last_of_few(const GArray *merges, unsigned row, unsigned column)
{
    unsigned i = merges->len;
    while (i > 0 && !covers(&g_array_index(merges, struct range, i - 1), row, column))
        i--;
    return i;
}

const struct range *sheet_merge_at(const struct sheet *sheet, unsigned row, unsigned column)
{
    struct merge_index *index = sheet->merge_index;
    const GArray *merges = sheet->merges;
    unsigned found = 0;
    if (merges->len <= FEW) {
        found = last_of_few(merges, row, column);
    } else {
        if (index->count != merges->len)
            build(index, merges);
        for (unsigned bit = 1; bit <= LIMIT_COLUMNS; bit <<= 1) {
            unsigned list = ((column + 1) & ~(bit | (bit - 1))) | bit;
            if (list < index->lists)
                found = MAX(found, last_of_list(index, merges, list, row, column));
        }
    }
    return found ? &g_array_index(merges, struct range, found - 1) : NULL;
}

bool sheet_is_covered(const struct sheet *sheet, unsigned row, unsigned column)
{
    const struct range *merge = sheet_merge_at(sheet, row, column);
    return merge && (merge->first_row != row || merge->first_column != column);
}

int range_compare(const void *a, const void *b)
{
    const struct range *left = a, *right = b;
    if (left->first_row != right->first_row)
        return left->first_row < right->first_row ? -1 : 1;
    return left->first_column < right->first_column ? -1 : left->first_column > right->first_column;
}

void sheet_add_merge(struct sheet *sheet, const struct range *range)
{
    unsigned position = sheet->merges->len;
    while (position && range_compare(range, &g_array_index(sheet->merges, struct range, position - 1)) < 0)
        position--;
    g_array_insert_val(sheet->merges, position, *range);
}
