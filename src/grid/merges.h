/* What a sheet keeps to find the merge of a cell fast; see sheet_merge_at. */
#ifndef PIANOXL_GRID_MERGES_H
#define PIANOXL_GRID_MERGES_H

struct merge_index;

struct merge_index *merge_index_new(void);
void merge_index_free(struct merge_index *index);

#endif
