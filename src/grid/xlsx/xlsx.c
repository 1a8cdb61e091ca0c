/* Reading .xlsx from beginning to end. */
#include "grid/xlsx/xlsx.h"

#include "support/failure.h"

void xlsx_fail(struct xlsx *xlsx, struct xml_parse *parse, const struct sheet *sheet, unsigned row,
    unsigned column, const char *message)
{
    struct place place = {xlsx->workbook->name, sheet ? sheet->name : NULL, row, column};
    failure_set(xml_error(parse), FAILURE_INPUT, &place, "%s", message);
    xml_stop(parse);
}

const struct xml_scanner *xlsx_scanner(const struct xml_scanner *scanner)
{
    return g_getenv("PIANOXL_WITHOUT_SCANNER") ? NULL : scanner;
}

static bool read_sheets(struct xlsx *xlsx, GError **error)
{
    for (unsigned i = 0; i < xlsx->entries->len; i++) {
        const struct sheet_entry *entry = &g_array_index(xlsx->entries, struct sheet_entry, i);
        if (entry->sheet && !xlsx_read_sheet(xlsx, entry, error))
            return false;
    }
    return true;
}

struct workbook *xlsx_read(
    struct container *container, const char *name, enum grid_wants wants, GError **error)
{
    struct xlsx xlsx = {
        .container = container,
        .workbook = workbook_new(name),
        .wants = wants,
        .entries = g_array_new(FALSE, TRUE, sizeof(struct sheet_entry)),
        .shared = g_array_new(FALSE, TRUE, sizeof(struct shared_text)),
        .formats = g_array_new(FALSE, TRUE, sizeof(struct xlsx_format)),
    };
    bool good = xlsx_read_package(&xlsx, error) && xlsx_read_theme(&xlsx, error) &&
                xlsx_read_styles(&xlsx, error) && xlsx_read_strings(&xlsx, error) &&
                read_sheets(&xlsx, error) && xlsx_read_properties(&xlsx, error);
    g_array_unref(xlsx.entries);
    g_array_unref(xlsx.shared);
    g_array_unref(xlsx.formats);
    g_free(xlsx.part_strings);
    g_free(xlsx.part_styles);
    g_free(xlsx.part_theme);
    g_free(xlsx.part_properties);
    if (good)
        return xlsx.workbook;
    workbook_free(xlsx.workbook);
    return NULL;
}
