#include "cli/findings-rows.h"
#include "support/intl.h"
#include "support/text.h"

#include <string.h>

#define UNRECOGNIZED_NAME "cella-non-letta"
#define MOST_CHARACTERS 500u /* of a cell, as in findings */
#define MOST_ROWS 500000u    /* bounds memory; fits into one sheet of a workbook */

struct gathering {
    GArray *rows;
    const GPtrArray *workbooks;
    GHashTable *named; /* the cells that findings name, as place_text has them */
    unsigned more;     /* cells that there was no more room for */
};

static void row_clear(gpointer data)
{
    struct finding_row *row = data;
    g_free(row->text);
}

/* The workbook whose name the place's file is: the very text, since two inputs may be called alike. */
static unsigned input_of(const GPtrArray *workbooks, const char *file)
{
    for (unsigned i = 0; workbooks && i < workbooks->len; i++)
        if (((const struct workbook *)workbooks->pdata[i])->name == file)
            return i;
    return NO_INPUT;
}

static unsigned sheet_of(const struct workbook *workbook, const char *sheet)
{
    for (unsigned i = 0; sheet && i < workbook->sheets->len; i++)
        if (strcmp(((const struct sheet *)workbook->sheets->pdata[i])->name, sheet) == 0)
            return i;
    return NO_INPUT;
}

static void add_row(struct gathering *gathering, struct finding_row row)
{
    row.input = row.sheet = NO_INPUT;
    if (row.place.file)
        row.input = input_of(gathering->workbooks, row.place.file);
    if (row.input != NO_INPUT)
        row.sheet = sheet_of(gathering->workbooks->pdata[row.input], row.place.sheet);
    g_array_append_val(gathering->rows, row);
}

static void add_unrecognized_row(struct gathering *gathering, const struct place *place, char *text)
{
    add_row(gathering, (struct finding_row){.severity = SEVERITY_NOTE,
                           .id = UNRECOGNIZED_NAME,
                           .place = *place,
                           .text = text,
                           .remedy = _("see the finding on its sheet, row or column")});
}

static void add_findings(struct gathering *gathering, const struct findings *findings)
{
    for (unsigned i = 0; i < findings_count(findings); i++) {
        const struct finding *finding = findings_get(findings, i);
        add_row(gathering, (struct finding_row){.severity = finding->severity,
                               .id = finding_name(finding->id),
                               .place = finding->place,
                               .other = finding->other,
                               .text = g_strdup(finding->text),
                               .remedy = finding_remedy(finding->id)});
        g_hash_table_add(gathering->named, place_text(&finding->place));
    }
}

static void add_cell(struct gathering *gathering, const struct sheet *sheet, const struct cell *cell)
{
    const struct place place = sheet_place(sheet, cell->row, cell->column);
    char *shown = cell_display(sheet->workbook, cell), *quoted = text_quote(shown, MOST_CHARACTERS);
    add_unrecognized_row(gathering, &place, g_strdup_printf(_("cell not read: \"%s\""), quoted));
    g_free(quoted);
    g_free(shown);
}

static void add_unrecognized(
    struct gathering *gathering, const struct sheet *sheet, const struct account *account)
{
    for (unsigned i = 0; i < sheet->cells->len; i++) {
        const struct cell *cell = &g_array_index(sheet->cells, struct cell, i);
        if ((cell_is_blank(cell) && !cell_formula(cell)) ||
            account_get(account, sheet, cell) != STATE_UNRECOGNIZED)
            continue;
        if (gathering->rows->len >= MOST_ROWS) {
            gathering->more++;
            continue;
        }
        struct place place = sheet_place(sheet, cell->row, cell->column);
        char *where = place_text(&place);
        if (!g_hash_table_contains(gathering->named, where))
            add_cell(gathering, sheet, cell);
        g_free(where);
    }
}

/* PLACE_NO_CELL comes before all cells. */
static int compare_numbers(unsigned a, unsigned b)
{
    return a + 1 < b + 1 ? -1 : a + 1 > b + 1;
}

static int compare_rows(gconstpointer left, gconstpointer right)
{
    const struct finding_row *a = left, *b = right;
    const bool placed_a = a->place.file != NULL, placed_b = b->place.file != NULL;
    int order = placed_a - placed_b;
    if (order == 0)
        order = a->input < b->input ? -1 : a->input > b->input;
    if (order == 0 && a->input == NO_INPUT)
        order = g_strcmp0(a->place.file, b->place.file);
    if (order == 0)
        order = compare_numbers(a->sheet, b->sheet);
    if (order == 0 && a->sheet == NO_INPUT)
        order = g_strcmp0(a->place.sheet, b->place.sheet);
    if (order == 0)
        order = compare_numbers(a->place.row, b->place.row);
    if (order == 0)
        order = compare_numbers(a->place.column, b->place.column);
    return order;
}

GArray *finding_rows_new(
    const struct findings *findings, const GPtrArray *workbooks, const struct account *account)
{
    struct gathering gathering = {
        .rows = g_array_new(FALSE, FALSE, sizeof(struct finding_row)),
        .workbooks = workbooks,
        .named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    g_array_set_clear_func(gathering.rows, row_clear);
    add_findings(&gathering, findings);
    for (unsigned i = 0; account && i < workbooks->len; i++) {
        const struct workbook *workbook = workbooks->pdata[i];
        for (unsigned j = 0; j < workbook->sheets->len; j++)
            add_unrecognized(&gathering, workbook->sheets->pdata[j], account);
    }
    if (gathering.more > 0) {
        const struct place nowhere = {.row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
        add_unrecognized_row(
            &gathering, &nowhere, g_strdup_printf(_("... and %u more of this kind"), gathering.more));
    }
    /* GLib's sort is stable: what stands in one cell keeps the order in which it was found. */
    g_array_sort(gathering.rows, compare_rows);
    g_hash_table_unref(gathering.named);
    return gathering.rows;
}

char *finding_row_text(const struct finding_row *row)
{
    if (!row->other.file)
        return g_strdup(row->text);
    char *other = place_text(&row->other);
    char *text = g_strdup_printf("%s (%s)", row->text, other);
    g_free(other);
    return text;
}

void finding_row_address(const struct place *place, char buffer[16])
{
    buffer[0] = '\0';
    if (place->file && place->sheet)
        place_address(place->row, place->column, buffer);
}
