#include "match/account.h"

struct account {
    const GPtrArray *workbooks;
    GHashTable *states; /* struct sheet * -> guint8 *, one for each of its cells */
};

struct account *account_new(const GPtrArray *workbooks)
{
    struct account *account = g_new0(struct account, 1);
    account->workbooks = workbooks;
    account->states = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    for (unsigned i = 0; i < workbooks->len; i++) {
        const struct workbook *workbook = g_ptr_array_index(workbooks, i);
        for (unsigned s = 0; s < workbook->sheets->len; s++) {
            struct sheet *sheet = g_ptr_array_index(workbook->sheets, s);
            g_hash_table_insert(account->states, sheet, g_new0(guint8, sheet->cells->len + 1));
        }
    }
    return account;
}

void account_free(struct account *account)
{
    if (account == NULL)
        return;
    g_hash_table_destroy(account->states);
    g_free(account);
}

static guint8 *state_of(const struct account *account, const struct sheet *sheet, const struct cell *cell)
{
    guint8 *states = g_hash_table_lookup(account->states, sheet);
    return &states[cell - &g_array_index(sheet->cells, struct cell, 0)];
}

void account_set(
    struct account *account, const struct sheet *sheet, const struct cell *cell, enum cell_state state)
{
    guint8 *old = state_of(account, sheet, cell);
    g_assert(*old == STATE_UNREAD);
    *old = state;
}

enum cell_state account_get(const struct account *account, const struct sheet *sheet, const struct cell *cell)
{
    return *state_of(account, sheet, cell);
}

struct account_totals account_count(const struct account *account, const struct workbook *workbook)
{
    struct account_totals totals = {0};
    for (unsigned i = 0; i < account->workbooks->len; i++) {
        const struct workbook *input = g_ptr_array_index(account->workbooks, i);
        if (workbook != NULL && workbook != input)
            continue;
        for (unsigned s = 0; s < input->sheets->len; s++) {
            const struct sheet *sheet = g_ptr_array_index(input->sheets, s);
            for (unsigned c = 0; c < sheet->cells->len; c++) {
                const struct cell *cell = &g_array_index(sheet->cells, struct cell, c);
                if (cell_is_blank(cell))
                    continue;
                totals.cells++;
                totals.states[account_get(account, sheet, cell)]++;
            }
        }
    }
    return totals;
}
