/* Findings as a workbook for the offices, who do not read terminals. */
#include "cli/findings-output.h"
#include "cli/findings-rows.h"
#include "cli/folders.h"
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"
#include "support/url.h"
#include "writer/guard.h"
#include "writer/metrics.h"

#include <string.h>

#define SHEET_NAME "Rilievi"
#define LONGEST_NAME 255u /* bytes, of a file */

/* Texts inside workbooks are Italian. */
static const struct {
    const char *heading;
    double width; /* characters */
} columns[FINDINGS_COLUMNS] = {
    [COLUMN_SEVERITY] = {"Gravità", 10},
    [COLUMN_ID] = {"Rilievo", 24},
    [COLUMN_FILE] = {"File", 32},
    [COLUMN_SHEET] = {"Foglio", 20},
    [COLUMN_CELL] = {"Cella", 9},
    [COLUMN_TEXT] = {"Che cosa non va", 64},
    [COLUMN_REMEDY] = {"Che cosa fare", 40},
};

enum look { LOOK_PLAIN, LOOK_HEADING, LOOK_LINK, LOOK_WARNING, LOOK_ERROR, LOOKS };

struct page {
    struct workbook *workbook;
    struct sheet *sheet;
    unsigned looks[LOOKS];
    char **addresses; /* of the inputs, relative and percent-encoded; NULL: no links */
};

char *findings_file_beside(const char *report)
{
    char *folder = g_path_get_dirname(report), *name = g_path_get_basename(report);
    if (g_str_has_suffix(name, ".xlsx"))
        name[strlen(name) - strlen(".xlsx")] = '\0';
    size_t length = MIN(strlen(name), LONGEST_NAME - strlen(FINDINGS_FILE_ENDING));
    while (length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80)
        length--; /* within a character */
    name[length] = '\0';
    char *file = g_strconcat(name, FINDINGS_FILE_ENDING, NULL);
    bool bare = strchr(report, G_DIR_SEPARATOR) == NULL;
    char *path = bare ? g_strdup(file) : g_build_filename(folder, file, NULL);
    g_free(file);
    g_free(name);
    g_free(folder);
    return path;
}

bool findings_file_is_ours(const char *path)
{
    struct workbook *workbook = grid_read(path, GRID_VALUES, NULL);
    const struct sheet *sheet = workbook ? workbook_sheet(workbook, SHEET_NAME) : NULL;
    bool ours = sheet != NULL;
    for (unsigned i = 0; ours && i < FINDINGS_COLUMNS; i++) {
        const struct cell *cell = sheet_cell(sheet, 0, i);
        ours = cell && cell->kind == CELL_TEXT && strcmp(cell->text, columns[i].heading) == 0;
    }
    workbook_free(workbook);
    return ours;
}

static void make_looks(struct page *page)
{
    const struct border line = {.line = BORDER_THIN, .colour = 0xA6A6A6};
    struct style plain = style_default;
    plain.left = plain.right = plain.top = plain.bottom = line;
    plain.wrap = true;
    plain.vertical = ALIGN_TOP;
    struct style looks[LOOKS] = {plain, plain, plain, plain, plain};
    looks[LOOK_HEADING].font.bold = looks[LOOK_ERROR].font.bold = true;
    looks[LOOK_HEADING].fill = 0xD9E1F2;
    looks[LOOK_LINK].font.colour = 0x0563C1;
    looks[LOOK_LINK].font.underline = UNDERLINE_SINGLE;
    looks[LOOK_WARNING].fill = 0xFFF2CC;
    looks[LOOK_ERROR].fill = 0xF8CBAD;
    for (unsigned i = 0; i < LOOKS; i++)
        page->looks[i] = workbook_style(page->workbook, &looks[i]);
}

/* Where the row's file, sheet or cell is; false: nowhere that a link could lead to. */
static bool find_target(
    const struct page *page, const struct finding_row *row, unsigned column, struct link *ret)
{
    if (!page->addresses || row->input == NO_INPUT || page->sheet->links->len >= GUARD_LINKS ||
        column < COLUMN_FILE || column > COLUMN_CELL)
        return false;
    char address[16] = "A1";
    if (column == COLUMN_CELL)
        finding_row_address(&row->place, address);
    ret->url = page->addresses[row->input];
    ret->location = NULL;
    if (column != COLUMN_FILE) {
        char *sheet = guard_quoted_name(row->place.sheet ? row->place.sheet : "");
        char *location = g_strconcat(sheet, "!", address, NULL);
        ret->location = workbook_intern(page->workbook, location);
        g_free(location);
        g_free(sheet);
    }
    return strlen(ret->url) + (ret->location ? strlen(ret->location) : 0) <= GUARD_LINK_BYTES;
}

static enum look look_of(const struct finding_row *row, unsigned column, bool linked)
{
    if (column == COLUMN_SEVERITY && row->severity == SEVERITY_ERROR)
        return LOOK_ERROR;
    if (column == COLUMN_SEVERITY && row->severity == SEVERITY_WARNING)
        return LOOK_WARNING;
    return linked ? LOOK_LINK : LOOK_PLAIN;
}

static void put(struct page *page, unsigned row, unsigned column, const char *text, enum look look)
{
    struct sheet *sheet = page->sheet;
    sheet_put(sheet, row, column, CELL_TEXT, page->looks[look])->text = workbook_intern(page->workbook, text);
    double height = metrics_text_height(
        workbook_get_style(page->workbook, page->looks[look]), text, NULL, 0, columns[column].width);
    struct row *record = sheet_make_row(sheet, row);
    record->height = MIN(MAX(record->height, height), LIMIT_ROW_HEIGHT);
    record->custom_height = true;
}

static void put_row(struct page *page, const GArray *rows, unsigned index)
{
    const struct finding_row *row = &g_array_index(rows, struct finding_row, index);
    char **texts = findings_row_texts(rows, index);
    for (unsigned column = 0; column < FINDINGS_COLUMNS; column++) {
        struct link link = {.row = index + 1, .column = column};
        bool linked = *texts[column] && find_target(page, row, column, &link);
        put(page, index + 1, column, texts[column], look_of(row, column, linked));
        if (linked)
            g_array_append_val(page->sheet->links, link);
    }
    g_strfreev(texts);
}

static void set_up_page(struct sheet *sheet)
{
    sheet->frozen_rows = 1;
    sheet->page.paper = 9; /* A4 */
    sheet->page.landscape = true;
    sheet->page.fit_to_page = true;
    sheet->page.fit_width = 1;
    sheet->page.has_print_rows = true;
    sheet->page.left = sheet->page.right = 0.4;
    sheet->page.header = "&L&\"Calibri,Bold\"Rilievi";
    sheet->page.footer = "&Rpagina &P di &N";
}

static char **addresses_new(const struct inputs *inputs, const char *path)
{
    if (!inputs || !inputs->workbooks)
        return NULL;
    char *real = folder_real_path(path), *folder = g_path_get_dirname(real);
    char **addresses = g_new0(char *, inputs->paths->len + 1);
    for (unsigned i = 0; i < inputs->paths->len; i++) {
        char *file = folder_real_path(inputs->paths->pdata[i]);
        addresses[i] = url_relative(folder, file);
        g_free(file);
    }
    g_free(folder);
    g_free(real);
    return addresses;
}

struct workbook *findings_workbook(const GArray *rows, const struct inputs *inputs, const char *path)
{
    struct page page = {.workbook = workbook_new(NULL)};
    page.sheet = workbook_add_sheet(page.workbook, SHEET_NAME);
    char **addresses = addresses_new(inputs, path);
    unsigned count = addresses ? g_strv_length(addresses) : 0;
    if (count > 0) {
        page.addresses = arena_new0(page.workbook->arena, char *, count);
        for (unsigned i = 0; i < count; i++)
            page.addresses[i] = (char *)(guintptr)workbook_intern(page.workbook, addresses[i]);
    }
    g_strfreev(addresses);
    make_looks(&page);
    for (unsigned i = 0; i < FINDINGS_COLUMNS; i++) {
        struct column column = {.first = i, .last = i, .width = columns[i].width, .style = -1};
        g_array_append_val(page.sheet->columns, column);
        put(&page, 0, i, columns[i].heading, LOOK_HEADING);
    }
    for (unsigned i = 0; i < rows->len; i++)
        put_row(&page, rows, i);
    if (rows->len == 0)
        put(&page, 1, COLUMN_TEXT, "Nessun rilievo", LOOK_PLAIN);
    set_up_page(page.sheet);
    return page.workbook;
}
