#include "match/reader.h"

#include <string.h>
#include "support/intl.h"
#include "support/failure.h"

#define FIRST_YEAR 1990
#define LAST_YEAR 2100

static bool has_year(const struct pattern *pattern)
{
    for (unsigned i = 0; i < pattern->segment_count; i++)
        if (pattern->segments[i].kind == SEGMENT_PLACEHOLDER &&
            pattern->segments[i].placeholder->kind == PLACEHOLDER_YEAR)
            return true;
    for (unsigned i = 0; i < pattern->wording_count; i++)
        if (has_year(pattern->wordings[i]))
            return true;
    return false;
}

static bool row_has_year(const struct template_row *row)
{
    for (unsigned i = 0; i < row->cell_count; i++)
        if (has_year(row->cells[i].pattern))
            return true;
    return false;
}

/* Header rows of readable tables, all or only those with years. */
static GPtrArray *header_rows(const struct template *template, bool with_year)
{
    GPtrArray *rows = g_ptr_array_new();
    for (unsigned t = 0; t < template->tables->len; t++) {
        const struct table *table = g_ptr_array_index(template->tables, t);
        for (unsigned r = 0; table->control.read && r < table->row_count; r++)
            if (table->rows[r].header && table->rows[r].control.read &&
                (!with_year || row_has_year(&table->rows[r])))
                g_ptr_array_add(rows, &table->rows[r]);
    }
    return rows;
}

/* The four-digit year at `text`, standing alone; 0 if there is none. */
static int year_at(const char *start, const char *text)
{
    if ((text > start && g_ascii_isdigit(text[-1])) || g_ascii_isdigit(text[4]))
        return 0;
    int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
    return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

static const char *next_year(const char *start, const char *text, int *ret)
{
    for (; *text != '\0'; text++) {
        bool four = g_ascii_isdigit(text[0]) && g_ascii_isdigit(text[1]) && g_ascii_isdigit(text[2]) &&
                    g_ascii_isdigit(text[3]);
        *ret = four ? year_at(start, text) : 0;
        if (*ret != 0)
            return text + 4;
    }
    return NULL;
}

static bool seen_has_year(const struct seen *seen)
{
    int year;
    return next_year(seen->text, seen->text, &year) != NULL;
}

static bool view_row_has_year(const struct view_row *row)
{
    for (unsigned c = 0; c < row->count; c++)
        if (seen_has_year(&row->cells[c]))
            return true;
    return false;
}

/* How many cells of a row agree with the header row that agrees best. */
static unsigned best_agreement(struct reader *reader, const struct view *view, const struct view_row *row,
    const GPtrArray *headers, int year)
{
    unsigned best = 0;
    const struct table *table = NULL;
    struct header_fit fit;
    for (unsigned h = 0; h < headers->len; h++) {
        const struct template_row *header = g_ptr_array_index(headers, h);
        if (header->table != table) {
            if (table != NULL)
                header_fit_clear(&fit);
            table = header->table;
            header_fit_init(&fit, table);
        }
        best = MAX(best, header_agreement(reader, view, row, header, year, &fit));
    }
    if (table != NULL)
        header_fit_clear(&fit);
    return best;
}

unsigned year_agreeing_cells(struct reader *reader, const GPtrArray *views, int year)
{
    GPtrArray *headers = header_rows(reader->template, false);
    unsigned agreeing = 0;
    for (unsigned v = 0; v < views->len; v++) {
        const struct view *view = g_ptr_array_index(views, v);
        for (unsigned r = 0; r < view->row_count; r++)
            if (view->rows[r].count > 1)
                agreeing += best_agreement(reader, view, &view->rows[r], headers, year);
    }
    g_ptr_array_free(headers, TRUE);
    return agreeing;
}

/* A row of an input that may be a header with years. */
struct year_row {
    const struct view *view;
    const struct view_row *row;
};

static void collect_year_patterns(const struct pattern *pattern, GPtrArray *patterns)
{
    for (unsigned i = 0; i < patterns->len; i++)
        if (strcmp(((const struct pattern *)g_ptr_array_index(patterns, i))->source, pattern->source) == 0)
            return;
    if (has_year(pattern))
        g_ptr_array_add(patterns, (gpointer)(uintptr_t)pattern);
}

static bool may_agree(struct reader *reader, const struct view *view, const struct seen *seen,
    const GPtrArray *patterns, GArray *scratch)
{
    if (header_has_key(reader, seen))
        return true;
    bool agrees = false;
    for (unsigned i = 0; !agrees && seen_has_year(seen) && i < patterns->len; i++) {
        struct cell_fitter fitter = {
            .arena = reader->arena,
            .template = reader->template,
            .view = view,
            .bindings = scratch,
        };
        agrees = cell_fits(&fitter, g_ptr_array_index(patterns, i), seen);
    }
    g_array_set_size(scratch, 0);
    return agrees;
}

/* The rows that show a year and have two cells or more that some header may have. */
static GArray *find_year_rows(struct reader *reader, const GPtrArray *views, const GPtrArray *headers)
{
    GPtrArray *patterns = g_ptr_array_new();
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct year_row));
    GArray *scratch = g_array_new(FALSE, FALSE, sizeof(struct binding));
    for (unsigned h = 0; h < headers->len; h++) {
        const struct template_row *header = g_ptr_array_index(headers, h);
        for (unsigned c = 0; c < header->cell_count; c++)
            collect_year_patterns(header->cells[c].pattern, patterns);
    }
    for (unsigned v = 0; v < views->len; v++) {
        const struct view *view = g_ptr_array_index(views, v);
        for (unsigned r = 0; r < view->row_count; r++) {
            struct year_row row = {.view = view, .row = &view->rows[r]};
            unsigned agreeing = 0;
            bool has_year = view_row_has_year(row.row);
            for (unsigned c = 0; has_year && c < row.row->count && agreeing < 2; c++)
                agreeing += may_agree(reader, view, &row.row->cells[c], patterns, scratch) ? 1 : 0;
            if (agreeing >= 2)
                g_array_append_val(rows, row);
        }
    }
    g_array_free(scratch, TRUE);
    g_ptr_array_free(patterns, TRUE);
    return rows;
}

static void collect_offsets(const struct pattern *pattern, GHashTable *offsets)
{
    for (unsigned i = 0; i < pattern->segment_count; i++)
        if (pattern->segments[i].kind == SEGMENT_PLACEHOLDER &&
            pattern->segments[i].placeholder->kind == PLACEHOLDER_YEAR)
            g_hash_table_add(offsets, GINT_TO_POINTER(pattern->segments[i].placeholder->offset));
    for (unsigned i = 0; i < pattern->wording_count; i++)
        collect_offsets(pattern->wordings[i], offsets);
}

static void want_years(GHashTable *offsets, int seen, bool *wanted)
{
    GHashTableIter iterator;
    gpointer offset;
    g_hash_table_iter_init(&iterator, offsets);
    while (g_hash_table_iter_next(&iterator, &offset, NULL)) {
        int year = seen - GPOINTER_TO_INT(offset);
        if (year >= FIRST_YEAR && year <= LAST_YEAR)
            wanted[year] = true;
    }
}

/* All years that a header could mean: each year seen less each offset drawn. Ascending. */
static GArray *candidates(const GArray *rows, const GPtrArray *headers)
{
    GHashTable *offsets = g_hash_table_new(NULL, NULL);
    for (unsigned h = 0; h < headers->len; h++) {
        const struct template_row *header = g_ptr_array_index(headers, h);
        for (unsigned c = 0; c < header->cell_count; c++)
            collect_offsets(header->cells[c].pattern, offsets);
    }
    bool wanted[LAST_YEAR + 1] = {false};
    for (unsigned r = 0; r < rows->len; r++) {
        const struct view_row *row = g_array_index(rows, struct year_row, r).row;
        for (unsigned c = 0; c < row->count; c++) {
            const char *text = row->cells[c].text, *at = text;
            int seen;
            while ((at = next_year(text, at, &seen)) != NULL)
                want_years(offsets, seen, wanted);
        }
    }
    g_hash_table_destroy(offsets);
    GArray *years = g_array_new(FALSE, FALSE, sizeof(int));
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
        if (wanted[year])
            g_array_append_val(years, year);
    return years;
}

/* The agreeing header cells of one workbook under one year. */
static unsigned count_votes(struct reader *reader, const GArray *rows, const struct workbook *workbook,
    const GPtrArray *headers, int year)
{
    unsigned votes = 0;
    for (unsigned r = 0; r < rows->len; r++) {
        const struct year_row *row = &g_array_index(rows, struct year_row, r);
        if (row->view->sheet->workbook == workbook)
            votes += best_agreement(reader, row->view, row->row, headers, year);
    }
    return votes;
}

/* A header cell of the workbook that shows a year. */
static struct place year_place(struct reader *reader, const GPtrArray *views, const struct workbook *workbook,
    const GPtrArray *headers, int year)
{
    for (unsigned v = 0; v < views->len; v++) {
        const struct view *view = g_ptr_array_index(views, v);
        for (unsigned r = 0; view->sheet->workbook == workbook && r < view->row_count; r++) {
            const struct view_row *row = &view->rows[r];
            if (row->count < 2 || best_agreement(reader, view, row, headers, year) == 0)
                continue;
            for (unsigned c = 0; c < row->count; c++)
                if (seen_has_year(&row->cells[c]))
                    return seen_place(view, &row->cells[c]);
        }
    }
    return (struct place){.file = workbook->name, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
}

/* The workbooks of the views, each once. */
static GPtrArray *workbooks_of(const GPtrArray *views)
{
    GPtrArray *workbooks = g_ptr_array_new();
    for (unsigned v = 0; v < views->len; v++) {
        const struct view *view = g_ptr_array_index(views, v);
        if (!g_ptr_array_find(workbooks, view->sheet->workbook, NULL))
            g_ptr_array_add(workbooks, view->sheet->workbook);
    }
    return workbooks;
}

/* Refuses inputs whose headers agree better under another year than the one found. */
static bool agree_on_year(struct reader *reader, const GPtrArray *views, const GPtrArray *workbooks,
    const GPtrArray *headers, const GArray *years, const unsigned *votes, unsigned chosen, GError **error)
{
    const struct workbook *holder = NULL;
    for (unsigned w = 0; w < workbooks->len && holder == NULL; w++) {
        bool best = votes[w * years->len + chosen] > 0;
        for (unsigned y = 0; y < years->len; y++)
            best = best && votes[w * years->len + y] <= votes[w * years->len + chosen];
        if (best)
            holder = g_ptr_array_index(workbooks, w);
    }
    for (unsigned w = 0; w < workbooks->len; w++) {
        const unsigned *own = &votes[w * years->len];
        unsigned best = chosen;
        for (unsigned y = 0; y < years->len; y++)
            if (own[y] > own[best])
                best = y;
        if (own[best] == own[chosen])
            continue;
        int here = g_array_index(years, int, best), elsewhere = g_array_index(years, int, chosen);
        const struct workbook *workbook = g_ptr_array_index(workbooks, w);
        struct place place = year_place(reader, views, workbook, headers, here);
        struct place other = {0};
        if (holder != NULL)
            other = year_place(reader, views, holder, headers, elsewhere);
        char *where = holder != NULL ? place_text(&other) : g_strdup(_("the other inputs"));
        failure_set(error, FAILURE_INPUT, &place,
            _("the headers are of %d, those of %s of %d; give the workbooks of one year, or --anno"), here,
            where, elsewhere);
        g_free(where);
        return false;
    }
    return true;
}

bool year_find(struct reader *reader, const GPtrArray *views, int forced, int *ret, GError **error)
{
    if (forced != 0) {
        *ret = forced;
        return true;
    }
    GPtrArray *headers = header_rows(reader->template, true);
    GArray *rows = find_year_rows(reader, views, headers);
    GArray *years = candidates(rows, headers);
    GPtrArray *workbooks = workbooks_of(views);
    unsigned *votes = g_new0(unsigned, workbooks->len * years->len + 1);
    unsigned chosen = 0, most = 0;
    for (unsigned y = 0; y < years->len; y++) {
        unsigned total = 0;
        for (unsigned w = 0; w < workbooks->len; w++)
            total += votes[w * years->len + y] = count_votes(
                reader, rows, g_ptr_array_index(workbooks, w), headers, g_array_index(years, int, y));
        if (total > 0 && total >= most) { /* a tie: the later */
            most = total;
            chosen = y;
        }
    }
    bool agreed = true;
    *ret = 0;
    if (most > 0) {
        *ret = g_array_index(years, int, chosen);
        agreed = agree_on_year(reader, views, workbooks, headers, years, votes, chosen, error);
    }
    g_free(votes);
    g_ptr_array_free(workbooks, TRUE);
    g_array_free(years, TRUE);
    g_array_free(rows, TRUE);
    g_ptr_array_free(headers, TRUE);
    return agreed;
}
