#include "cli/findings-output.h"
#include "cli/messages.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"
#include "writer/metrics.h"
#include "writer/output.h"
#include "writer/writer.h"

#include <stdio.h>
#include <string.h>

enum part { SEVERITY, ID, FILE_NAME, SHEET, CELL, TEXT, REMEDY, COLUMNS };

/* Texts inside workbooks are Italian. */
static const struct {
    const char *name;    /* in TSV */
    const char *heading; /* in a workbook */
    double width;        /* characters */
} columns[COLUMNS] = {
    {"severity", "Gravità", 10},
    {"id", "Rilievo", 26},
    {"file", "File", 28},
    {"sheet", "Foglio", 24},
    {"cell", "Cella", 10},
    {"text", "Che cosa non va", 70},
    {"remedy", "Che cosa fare", 50},
};

#define UNRECOGNIZED_NAME "cella-non-letta"

/* Each row is an array of COLUMNS texts (NULL-terminated). */
static char **row_new(
    const char *severity, const char *id, const struct place *place, const char *text, const char *remedy)
{
    char address[16] = "";
    if (place->file && place->sheet)
        place_address(place->row, place->column, address);
    char **row = g_new0(char *, COLUMNS + 1);
    row[SEVERITY] = g_strdup(severity);
    row[ID] = g_strdup(id);
    row[FILE_NAME] = g_strdup(place->file ? place->file : "");
    row[SHEET] = g_strdup(place->file && place->sheet ? place->sheet : "");
    row[CELL] = g_strdup(address);
    row[TEXT] = g_strdup(text);
    row[REMEDY] = g_strdup(remedy);
    return row;
}

/* "text (file, Sheet!A1)" where two cells disagree. */
static char *text_with_other(const struct finding *finding)
{
    if (!finding->other.file)
        return g_strdup(finding->text);
    char *other = place_text(&finding->other);
    char *text = g_strdup_printf("%s (%s)", finding->text, other);
    g_free(other);
    return text;
}

#define MOST_ROWS 500000u /* bounds memory; fits into one sheet of a workbook */

/* The cells that findings name, as place_text has them. */
static GHashTable *named_cells(const struct findings *findings)
{
    GHashTable *named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (unsigned i = 0; i < findings_count(findings); i++)
        g_hash_table_add(named, place_text(&findings_get(findings, i)->place));
    return named;
}

/* `ret_more` counts the cells that there was no more room for. */
static void add_unrecognized(GPtrArray *rows, GHashTable *named, const struct sheet *sheet,
    const struct account *account, unsigned *ret_more)
{
    for (unsigned i = 0; i < sheet->cells->len; i++) {
        const struct cell *cell = &g_array_index(sheet->cells, struct cell, i);
        if (cell_is_blank(cell) && !cell_formula(cell))
            continue;
        struct place place = sheet_place(sheet, cell->row, cell->column);
        if (account_get(account, sheet, cell) != STATE_UNRECOGNIZED)
            continue;
        if (rows->len >= MOST_ROWS) {
            ++*ret_more;
            continue;
        }
        char *where = place_text(&place);
        if (!g_hash_table_contains(named, where)) {
            char *text = cell_display(sheet->workbook, cell);
            g_ptr_array_add(rows, row_new(severity_name(SEVERITY_NOTE), UNRECOGNIZED_NAME, &place, text,
                                      _("see the finding on its sheet, row or column")));
            g_free(text);
        }
        g_free(where);
    }
}

static void free_row(gpointer row)
{
    g_strfreev(row);
}

static GPtrArray *rows_new(
    const struct findings *findings, const GPtrArray *workbooks, const struct account *account)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(free_row);
    for (unsigned i = 0; i < findings_count(findings); i++) {
        const struct finding *finding = findings_get(findings, i);
        char *text = text_with_other(finding);
        g_ptr_array_add(rows, row_new(severity_name(finding->severity), finding_name(finding->id),
                                  &finding->place, text, finding_remedy(finding->id)));
        g_free(text);
    }
    GHashTable *named = named_cells(findings);
    unsigned more = 0;
    for (unsigned i = 0; account && i < workbooks->len; i++) {
        const struct workbook *workbook = workbooks->pdata[i];
        for (unsigned j = 0; j < workbook->sheets->len; j++)
            add_unrecognized(rows, named, workbook->sheets->pdata[j], account, &more);
    }
    if (more > 0) {
        const struct place nowhere = {.row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
        char *text = g_strdup_printf(_("... and %u more of this kind"), more);
        g_ptr_array_add(rows, row_new(severity_name(SEVERITY_NOTE), UNRECOGNIZED_NAME, &nowhere, text,
                                  _("see the finding on its sheet, row or column")));
        g_free(text);
    }
    g_hash_table_unref(named);
    return rows;
}

static GString *rows_to_tsv(const GPtrArray *rows)
{
    GString *text = g_string_new(NULL);
    for (unsigned column = 0; column < COLUMNS; column++)
        g_string_append_printf(text, "%s%s", column ? "\t" : "", columns[column].name);
    g_string_append_c(text, '\n');
    for (unsigned i = 0; i < rows->len; i++) {
        char *const *row = rows->pdata[i];
        for (unsigned column = 0; column < COLUMNS; column++) {
            char *field = text_tsv(row[column]);
            g_string_append_printf(text, "%s%s", column ? "\t" : "", field);
            g_free(field);
        }
        g_string_append_c(text, '\n');
    }
    return text;
}

static bool write_tsv(const GPtrArray *rows, const char *path, GError **error)
{
    GString *text = rows_to_tsv(rows);
    bool written = output_write(path, text->str, text->len, error);
    g_string_free(text, TRUE);
    return written;
}

static void put_row(
    struct workbook *workbook, struct sheet *sheet, unsigned index, const char *const *row, unsigned style)
{
    double height = 0;
    for (unsigned column = 0; column < COLUMNS; column++) {
        sheet_put(sheet, index, column, CELL_TEXT, style)->text = workbook_intern(workbook, row[column]);
        height = MAX(height, metrics_text_height(workbook_get_style(workbook, style), row[column], NULL, 0,
                                 columns[column].width));
    }
    struct row *record = sheet_make_row(sheet, index);
    record->height = MIN(height, LIMIT_ROW_HEIGHT);
    record->custom_height = true;
}

static struct workbook *rows_to_workbook(const GPtrArray *rows)
{
    struct workbook *workbook = workbook_new(NULL);
    struct sheet *sheet = workbook_add_sheet(workbook, "Rilievi");
    struct style plain = style_default, heading = style_default;
    const struct border line = {.line = BORDER_THIN, .colour = 0xA6A6A6};
    plain.left = plain.right = plain.top = plain.bottom = line;
    plain.wrap = true;
    plain.vertical = ALIGN_TOP;
    heading = plain;
    heading.font.bold = true;
    heading.fill = 0xD9E1F2;
    const char *titles[COLUMNS];
    for (unsigned i = 0; i < COLUMNS; i++) {
        titles[i] = columns[i].heading;
        struct column column = {.first = i, .last = i, .width = columns[i].width, .style = -1};
        g_array_append_val(sheet->columns, column);
    }
    put_row(workbook, sheet, 0, titles, workbook_style(workbook, &heading));
    unsigned style = workbook_style(workbook, &plain);
    for (unsigned i = 0; i < rows->len; i++)
        put_row(workbook, sheet, i + 1, (const char *const *)rows->pdata[i], style);
    sheet->frozen_rows = 1;
    sheet->page.paper = 9; /* A4 */
    sheet->page.landscape = true;
    sheet->page.fit_to_page = true;
    sheet->page.fit_width = 1;
    sheet->page.has_print_rows = true;
    return workbook;
}

static bool write_file(const GPtrArray *rows, const char *path, GError **error)
{
    if (!g_str_has_suffix(path, ".xlsx"))
        return write_tsv(rows, path, error);
    struct workbook *workbook = rows_to_workbook(rows);
    bool written = writer_write(workbook, path, error);
    workbook_free(workbook);
    return written;
}

int findings_write_wanted(const struct settings *settings, const struct findings *findings,
    const GPtrArray *workbooks, const struct account *account)
{
    if (!settings->findings && !settings->findings_file)
        return 0;
    GPtrArray *rows = rows_new(findings, workbooks, account);
    int status = 0;
    if (settings->findings) {
        GString *text = rows_to_tsv(rows);
        fwrite(text->str, 1, text->len, stdout);
        g_string_free(text, TRUE);
    }
    GError *error = NULL;
    if (settings->findings_file && !write_file(rows, settings->findings_file, &error))
        status = message_failure(error);
    g_ptr_array_unref(rows);
    return status;
}
