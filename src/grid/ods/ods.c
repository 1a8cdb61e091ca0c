/* Reading .ods from beginning to end. */
#include "grid/ods/ods.h"

#include <string.h>

#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"

void ods_fail(struct ods *ods, struct xml_parse *parse, const struct sheet *sheet, unsigned row,
    unsigned column, const char *message)
{
    struct place place = {ods->workbook->name, sheet ? sheet->name : NULL, row, column};
    failure_set(xml_error(parse), FAILURE_INPUT, &place, "%s", message);
    xml_stop(parse);
}

/* ---- the manifest ---- */

static void start(struct xml_parse *parse, const char *name, const char *const *attributes)
{
    (void)attributes;
    if (strcmp(name, "encryption-data") == 0)
        ods_fail(xml_user(parse), parse, NULL, PLACE_NO_CELL, PLACE_NO_CELL,
            _("is protected by a password: save it without one"));
}

static void end(struct xml_parse *parse, const char *name)
{
    (void)parse, (void)name;
}

static bool read_manifest(struct ods *ods, GError **error)
{
    static const struct xml_handler handler = {start, end, NULL};
    static const char part[] = "META-INF/manifest.xml";
    return !container_has(ods->container, part) ||
           xml_read(ods->container, part, &handler, ods, ods->workbook->name, error);
}

/* ---- the whole ---- */

struct workbook *ods_read(
    struct container *container, const char *name, enum grid_wants wants, GError **error)
{
    struct ods ods = {
        .container = container,
        .workbook = workbook_new(name),
        .wants = wants,
        .numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, number_style_free),
        .fonts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .layouts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .pages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
    };
    for (unsigned i = 0; i < FAMILY_NONE; i++)
        ods.styles[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    container_allow(container, LIMIT_ODS_BYTES, LIMIT_ODS_BYTES);
    bool good = read_manifest(&ods, error) && ods_read_styles(&ods, error) && ods_read_content(&ods, error);
    g_hash_table_unref(ods.numbers);
    g_hash_table_unref(ods.fonts);
    g_hash_table_unref(ods.layouts);
    g_hash_table_unref(ods.pages);
    for (unsigned i = 0; i < FAMILY_NONE; i++)
        g_hash_table_unref(ods.styles[i]);
    if (good)
        return ods.workbook;
    workbook_free(ods.workbook);
    return NULL;
}
