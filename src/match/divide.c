#include "match/reader.h"

/* A stretch of rows begun by a header, and the tables that it may be. */
struct cut {
    unsigned first;
    GPtrArray *tables; /* const struct table * */
    bool ignored;
};

static void cut_clear(gpointer data)
{
    struct cut *cut = data;
    g_ptr_array_free(cut->tables, TRUE);
}

static bool has_repeated_columns(const struct table *table)
{
    for (unsigned i = 0; i < table->column_count; i++)
        if (table->columns[i].has_control && table->columns[i].control.level_count > 0)
            return true;
    return false;
}

/* The tables of which a row is a header with most cells; an equal tab's name decides ties. */
static GPtrArray *best_tables(
    struct reader *reader, const struct view *view, const struct view_row *row, const GPtrArray *tables)
{
    GPtrArray *best = g_ptr_array_new();
    unsigned most = 0;
    bool impossible = row->count < 2 || header_impossible(reader, row);
    for (unsigned t = 0; row->count > 1 && t < tables->len; t++) {
        struct table *table = g_ptr_array_index(tables, t);
        if (impossible && !has_repeated_columns(table))
            continue;
        struct header_fit fit;
        header_fit_init(&fit, table);
        if (header_best(reader, view, row, table, reader->year, NULL, &fit)) {
            unsigned rank = fit.agreeing * 2 + (tab_equal(table, view) ? 1 : 0);
            if (rank > most) {
                most = rank;
                g_ptr_array_set_size(best, 0);
            }
            if (rank == most)
                g_ptr_array_add(best, table);
        }
        header_fit_clear(&fit);
    }
    return best;
}

/* Keeps in `cut` the tables that are also in `tables`; false, and nothing changed, when there is none. */
static bool narrow(struct cut *cut, const GPtrArray *tables)
{
    GPtrArray *both = g_ptr_array_new();
    for (unsigned i = 0; i < cut->tables->len; i++)
        if (g_ptr_array_find((GPtrArray *)(uintptr_t)tables, g_ptr_array_index(cut->tables, i), NULL))
            g_ptr_array_add(both, g_ptr_array_index(cut->tables, i));
    bool any = both->len > 0;
    if (any) {
        g_ptr_array_free(cut->tables, TRUE);
        cut->tables = both;
    } else {
        g_ptr_array_free(both, TRUE);
    }
    return any;
}

/* Readable tables whose tab fits, or those that are only written. */
static GPtrArray *candidate_tables(struct reader *reader, const struct view *view, bool readable)
{
    GPtrArray *tables = g_ptr_array_new();
    for (unsigned t = 0; t < reader->template->tables->len; t++) {
        struct table *table = g_ptr_array_index(reader->template->tables, t);
        if (table->control.read == readable && tab_fits(reader, view, table, NULL))
            g_ptr_array_add(tables, table);
    }
    return tables;
}

/* Is the row a title drawn above the header of one of these tables? */
static bool is_title(
    struct reader *reader, const struct view *view, const struct view_row *row, const GPtrArray *tables)
{
    struct row_fit fit;
    bool title = false;
    row_fit_init(&fit);
    for (unsigned t = 0; !title && t < tables->len; t++) {
        const struct table *table = g_ptr_array_index(tables, t);
        for (unsigned i = 0; !title && i < table->row_count; i++)
            title = table->rows[i].above_header && !table->rows[i].blank &&
                    row_fits_by_order(reader, view, row, &table->rows[i], &fit) && fit.explained > 0;
    }
    row_fit_clear(&fit);
    return title;
}

/* Of tables with equal headers, those whose titles stand just above; all where no title does. */
static void let_titles_decide(
    struct reader *reader, const struct view *view, unsigned header, GPtrArray *tables)
{
    for (unsigned r = header; tables->len > 1 && r > 0; r--) {
        GPtrArray *titled = g_ptr_array_new();
        for (unsigned t = 0; t < tables->len; t++) {
            gpointer one[] = {g_ptr_array_index(tables, t)};
            const GPtrArray alone = {.pdata = one, .len = 1};
            if (is_title(reader, view, &view->rows[r - 1], &alone))
                g_ptr_array_add(titled, one[0]);
        }
        bool title = titled->len > 0;
        if (title) {
            g_ptr_array_set_size(tables, 0);
            g_ptr_array_extend(tables, titled, NULL, NULL);
        }
        g_ptr_array_free(titled, TRUE);
        if (!title)
            return;
    }
}

static GArray *find_cuts(
    struct reader *reader, const struct view *view, const GPtrArray *readable, const GPtrArray *written)
{
    GArray *cuts = g_array_new(FALSE, FALSE, sizeof(struct cut));
    g_array_set_clear_func(cuts, cut_clear);
    for (unsigned r = 0; r < view->row_count; r++) {
        bool ignored = false;
        GPtrArray *tables = best_tables(reader, view, &view->rows[r], readable);
        if (tables->len == 0) {
            g_ptr_array_free(tables, TRUE);
            tables = best_tables(reader, view, &view->rows[r], written);
            ignored = true;
        }
        let_titles_decide(reader, view, r, tables);
        struct cut *before = cuts->len > 0 ? &g_array_index(cuts, struct cut, cuts->len - 1) : NULL;
        if (tables->len == 0 || (before != NULL && before->ignored == ignored && narrow(before, tables))) {
            g_ptr_array_free(tables, TRUE);
            continue;
        }
        struct cut cut = {.first = r, .tables = tables, .ignored = ignored};
        g_array_append_val(cuts, cut);
    }
    return cuts;
}

/* The title rows just above a header come along with it. */
static void take_titles_along(struct reader *reader, const struct view *view, GArray *cuts)
{
    for (unsigned i = 1; i < cuts->len; i++) {
        struct cut *cut = &g_array_index(cuts, struct cut, i);
        unsigned lowest = g_array_index(cuts, struct cut, i - 1).first + 1;
        while (cut->first > lowest && is_title(reader, view, &view->rows[cut->first - 1], cut->tables))
            cut->first--;
    }
}

/* What a table explains of a stretch: characters, then cells, then fewest header cells left over. */
struct trial {
    unsigned explained, cells, left_over;
};

static struct trial try_table(struct reader *reader, const struct division *division)
{
    struct reader trial = *reader;
    trial.plan = plan_new(reader->template);
    trial.account = NULL;
    trial.findings = findings_new();
    trial.conditions = calculation_new(trial.plan, KIND_RELAZIONE, trial.findings);
    trial.explained = trial.header_left_over = 0;
    for (unsigned s = 0; s < STATE_COUNT; s++)
        trial.counts[s] = 0;
    trial.merges_noted = g_hash_table_new(NULL, NULL);
    part_read_rows(&trial, division);
    reader->part_count = trial.part_count;
    g_hash_table_destroy(trial.merges_noted);
    calculation_free(trial.conditions);
    findings_free(trial.findings);
    plan_free(trial.plan);
    return (struct trial){
        .explained = trial.explained,
        .cells = trial.counts[STATE_FIELD] + trial.counts[STATE_FIXED],
        .left_over = trial.header_left_over,
    };
}

static bool explains_more(struct trial a, struct trial b)
{
    if (a.explained != b.explained)
        return a.explained > b.explained;
    return a.cells != b.cells ? a.cells > b.cells : a.left_over < b.left_over;
}

/* The table of a stretch; NULL when none explains anything. */
static const struct table *decide(
    struct reader *reader, const struct view *view, const struct cut *cut, unsigned last)
{
    if (cut->tables->len == 1 && ((const struct table *)g_ptr_array_index(cut->tables, 0))->has_fixed_header)
        return g_ptr_array_index(cut->tables, 0);
    const struct table *best = NULL;
    struct trial best_trial = {0};
    for (unsigned t = 0; t < cut->tables->len; t++) {
        struct division division = {
            .view = view,
            .table = g_ptr_array_index(cut->tables, t),
            .first = cut->first,
            .last = last,
        };
        struct trial trial = try_table(reader, &division);
        if (trial.explained > 0 && (best == NULL || explains_more(trial, best_trial))) {
            best = division.table;
            best_trial = trial;
        }
    }
    return best;
}

/* A sheet without any header: one of the tables that have none. */
static void cut_without_header(const GPtrArray *readable, GArray *cuts)
{
    struct cut cut = {.tables = g_ptr_array_new()};
    for (unsigned t = 0; t < readable->len; t++) {
        struct table *table = g_ptr_array_index(readable, t);
        if (!table->has_fixed_header)
            g_ptr_array_add(cut.tables, table);
    }
    g_array_append_val(cuts, cut);
}

void divide_view(struct reader *reader, const struct view *view, GArray *divisions)
{
    if (view->row_count == 0)
        return;
    GPtrArray *readable = candidate_tables(reader, view, true);
    GPtrArray *written = candidate_tables(reader, view, false);
    GArray *cuts = find_cuts(reader, view, readable, written);
    if (cuts->len == 0)
        cut_without_header(readable, cuts);
    g_array_index(cuts, struct cut, 0).first = 0;
    take_titles_along(reader, view, cuts);
    unsigned begun = divisions->len;
    for (unsigned i = 0; i < cuts->len; i++) {
        const struct cut *cut = &g_array_index(cuts, struct cut, i);
        unsigned last = i + 1 < cuts->len ? g_array_index(cuts, struct cut, i + 1).first : view->row_count;
        struct division division = {
            .view = view,
            .table = decide(reader, view, cut, last),
            .first = cut->first,
            .last = last,
            .ignored = cut->ignored,
        };
        struct division *before =
            divisions->len > begun ? &g_array_index(divisions, struct division, divisions->len - 1) : NULL;
        if (before != NULL && before->table == division.table)
            before->last = last; /* neighbouring parts of one table are one part */
        else
            g_array_append_val(divisions, division);
    }
    g_array_free(cuts, TRUE);
    g_ptr_array_free(readable, TRUE);
    g_ptr_array_free(written, TRUE);
}
