/* Hand-made .xlsx files for tests. */
#include "zip-builder.h"

#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "grid/numfmt.h"

#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

#define MOST_PARTS 16

static const struct zip_part defaults[] = {
    {"[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"},
    {"_rels/.rels",
        "<Relationships xmlns='" PACKAGE "'>"
        "<Relationship Id='r1' Type='" TYPES "officeDocument' Target='xl/workbook.xml'/>"
        "<Relationship Id='r2' Type='http://schemas.openxmlformats.org/package/2006/relationships/"
        "metadata/core-properties' Target='docProps/core.xml'/></Relationships>"},
    {"xl/_rels/workbook.xml.rels",
        "<Relationships xmlns='" PACKAGE "'>"
        "<Relationship Id='rId1' Type='" TYPES "worksheet' Target='worksheets/sheet1.xml'/>"
        "<Relationship Id='rId2' Type='" TYPES "sharedStrings' Target='sharedStrings.xml'/>"
        "<Relationship Id='rId3' Type='" TYPES "styles' Target='styles.xml'/>"
        "<Relationship Id='rId4' Type='" TYPES "theme' Target='theme/theme1.xml'/></Relationships>"},
    {"xl/workbook.xml",
        "<workbook xmlns='" MAIN "' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships'><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"},
    {"xl/worksheets/sheet1.xml", "<worksheet xmlns='" MAIN "'><sheetData/></worksheet>"},
};

static char *temporary(void)
{
    GError *error = NULL;
    char *path = NULL;
    int file = g_file_open_tmp("pianoxl-test-XXXXXX.xlsx", &path, &error);
    g_assert_no_error(error);
    close(file);
    return path;
}

char *zip_build(const struct zip_part *parts, unsigned count)
{
    char *path = temporary();
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    g_assert_nonnull(zip);
    for (unsigned i = 0; i < count; i++) {
        zip_source_t *source = zip_source_buffer(zip, parts[i].text, strlen(parts[i].text), 0);
        zip_int64_t number = zip_file_add(zip, parts[i].name, source, ZIP_FL_ENC_UTF_8);
        g_assert_cmpint(number, >=, 0);
        zip_file_set_mtime(zip, (zip_uint64_t)number, 1546300800, 0);
    }
    g_assert_cmpint(zip_close(zip), ==, 0);
    return path;
}

char *xlsx_build(const struct zip_part *parts)
{
    struct zip_part all[MOST_PARTS + G_N_ELEMENTS(defaults)];
    unsigned count = 0;
    for (unsigned i = 0; i < G_N_ELEMENTS(defaults); i++) {
        bool replaced = false;
        for (const struct zip_part *part = parts; part->name; part++)
            replaced |= strcmp(part->name, defaults[i].name) == 0;
        if (!replaced)
            all[count++] = defaults[i];
    }
    for (const struct zip_part *part = parts; part->name; part++) {
        g_assert_cmpint(part - parts, <, MOST_PARTS);
        if (part->text)
            all[count++] = *part;
    }
    return zip_build(all, count);
}

char *xlsx_build_sheet(const char *inside)
{
    char *sheet = g_strdup_printf("<worksheet xmlns='" MAIN "'>%s</worksheet>", inside);
    struct zip_part parts[] = {{"xl/worksheets/sheet1.xml", sheet}, {NULL, NULL}};
    char *path = xlsx_build(parts);
    g_free(sheet);
    return path;
}

char *file_build(const void *bytes, size_t length)
{
    GError *error = NULL;
    char *path = temporary();
    g_file_set_contents(path, bytes, (gssize)length, &error);
    g_assert_no_error(error);
    return path;
}

void zip_drop(char *path)
{
    unlink(path);
    g_free(path);
}

static const char *const kinds[] = {"empty", "number", "text", "date", "duration", "boolean", "error"};

static void dump_cell(GString *out, const struct sheet *sheet, const struct cell *cell)
{
    char address[16];
    place_address(cell->row, cell->column, address);
    if (strcmp(sheet->name, "S") != 0)
        g_string_append_printf(out, "%s!", sheet->name);
    g_string_append_printf(out, "%s %s", address, kinds[cell->kind]);
    char *value = cell->kind == CELL_TEXT || cell->kind == CELL_ERROR ? g_strdup(cell->text)
                  : cell->kind == CELL_EMPTY                          ? g_strdup("")
                                                                      : decimal_to_text(cell->number);
    const char *format = workbook_get_style(sheet->workbook, cell->style)->format;
    char *shown = cell_display(sheet->workbook, cell);
    GString *line = g_string_new(NULL);
    if (*value || cell->kind == CELL_TEXT)
        g_string_append_printf(line, " %s", value);
    g_string_append_printf(line, " %s", format_class_name(numfmt_class(format)));
    if (strcmp(shown, value) != 0)
        g_string_append_printf(line, " %s", shown);
    if (cell_formula(cell))
        g_string_append_printf(line, " =%s", cell_formula(cell));
    g_string_replace(line, "\n", "\\n", 0);
    g_string_append_printf(out, "%s\n", line->str);
    g_string_free(line, TRUE);
    g_free(shown);
    g_free(value);
}

char *workbook_dump(const struct workbook *workbook)
{
    GString *out = g_string_new(NULL);
    for (unsigned i = 0; i < workbook->sheets->len; i++) {
        const struct sheet *sheet = workbook->sheets->pdata[i];
        for (unsigned k = 0; k < sheet->cells->len; k++)
            dump_cell(out, sheet, &g_array_index(sheet->cells, struct cell, k));
    }
    return g_string_free(out, FALSE);
}

char *file_dump(char *path, enum grid_wants wants, const char *code_page)
{
    GError *error = NULL;
    char *dump;
    struct workbook *workbook = grid_read_in(path, wants, code_page, &error);
    g_assert_true((workbook == NULL) == (error != NULL));
    if (workbook) {
        dump = workbook_dump(workbook);
    } else {
        const char *message = strstr(error->message, ".xlsx");
        dump = g_strdup_printf("error: %s", message ? message + strlen(".xlsx") : error->message);
    }
    g_clear_error(&error);
    workbook_free(workbook);
    zip_drop(path);
    return dump;
}

char *xlsx_dump(const struct zip_part *parts, enum grid_wants wants)
{
    return file_dump(xlsx_build(parts), wants, NULL);
}
