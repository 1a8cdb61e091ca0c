/* From the container to the list of sheets: relationships and workbook.xml. */
#include <string.h>

#include "grid/xlsx/xlsx.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"

struct relationship {
    char *id, *type, *part; /* type: the last step of its address; part NULL: outside the container */
};

static void relationship_clear(gpointer data)
{
    struct relationship *relationship = data;
    g_free(relationship->id);
    g_free(relationship->type);
    g_free(relationship->part);
}

/* ---- relationships ---- */

struct relationships_reader {
    struct xlsx *xlsx;
    const char *part; /* whose relationships they are; "" for the container */
    GArray *relationships;
};

/* The part a target means; names in addresses may be percent-encoded. */
static char *find_target(struct xlsx *xlsx, const char *part, const char *target)
{
    char *resolved = part_resolve(part, target);
    if (!resolved || container_has(xlsx->container, resolved) || !strchr(resolved, '%'))
        return resolved;
    char *decoded = g_uri_unescape_string(resolved, NULL);
    if (!decoded)
        return resolved;
    g_free(resolved);
    return decoded;
}

static void relationships_start(struct xml_parse *parse, const char *name, const char *const *attributes)
{
    struct relationships_reader *reader = xml_user(parse);
    const char *type = xml_attribute(attributes, "Type"), *target = xml_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || !type || !target)
        return;
    if (reader->relationships->len >= LIMIT_RELATIONSHIPS) {
        xlsx_fail(reader->xlsx, parse, NULL, PLACE_NO_CELL, PLACE_NO_CELL,
            _("has more relationships than any workbook: not read"));
        return;
    }
    const char *slash = strrchr(type, '/'), *mode = xml_attribute(attributes, "TargetMode");
    struct relationship relationship = {
        .id = g_strdup(xml_attribute(attributes, "Id")),
        .type = g_strdup(slash ? slash + 1 : type),
    };
    if (!mode || g_ascii_strcasecmp(mode, "External") != 0)
        relationship.part = find_target(reader->xlsx, reader->part, target);
    g_array_append_val(reader->relationships, relationship);
}

static void ignore_end(struct xml_parse *parse, const char *name)
{
    (void)parse, (void)name;
}

/* An empty list when the part has none; NULL and `error` when they are damaged. */
static GArray *read_relationships(struct xlsx *xlsx, const char *part, GError **error)
{
    static const struct xml_handler handler = {relationships_start, ignore_end, NULL};
    struct relationships_reader reader = {.xlsx = xlsx, .part = part};
    reader.relationships = g_array_new(FALSE, TRUE, sizeof(struct relationship));
    g_array_set_clear_func(reader.relationships, relationship_clear);
    char *list = part_relationships(part);
    bool good = !container_has(xlsx->container, list) ||
                xml_read(xlsx->container, list, &handler, &reader, xlsx->workbook->name, error);
    g_free(list);
    if (good)
        return reader.relationships;
    g_array_unref(reader.relationships);
    return NULL;
}

/* The first part of a type; NULL if there is none. */
static char *part_of_type(struct xlsx *xlsx, const GArray *relationships, const char *type)
{
    for (unsigned i = 0; i < relationships->len; i++) {
        const struct relationship *relationship = &g_array_index(relationships, struct relationship, i);
        if (strcmp(relationship->type, type) == 0 && relationship->part &&
            container_has(xlsx->container, relationship->part))
            return g_strdup(relationship->part);
    }
    return NULL;
}

/* ---- workbook.xml ---- */

struct defined_name {
    char *name, *text;
    unsigned sheet; /* G_MAXUINT: the whole workbook */
};

static void defined_name_clear(gpointer data)
{
    struct defined_name *name = data;
    g_free(name->name);
    g_free(name->text);
}

struct workbook_reader {
    struct xlsx *xlsx;
    const GArray *relationships;
    GArray *names; /* struct defined_name */
    GString *text; /* of the open name */
    bool in_name;
};

static const struct relationship *relationship_of(const GArray *relationships, const char *id)
{
    for (unsigned i = 0; id && i < relationships->len; i++) {
        const struct relationship *relationship = &g_array_index(relationships, struct relationship, i);
        if (relationship->id && strcmp(relationship->id, id) == 0)
            return relationship;
    }
    return NULL;
}

static void add_sheet(struct workbook_reader *reader, struct xml_parse *parse, const char *const *attributes)
{
    struct xlsx *xlsx = reader->xlsx;
    struct workbook *workbook = xlsx->workbook;
    if (xlsx->entries->len >= LIMIT_SHEETS) {
        xlsx_fail(xlsx, parse, NULL, PLACE_NO_CELL, PLACE_NO_CELL,
            _("has more sheets than any workbook: not read"));
        return;
    }
    const char *given = xml_attribute(attributes, "name"), *state = xml_attribute(attributes, "state");
    const struct relationship *relationship =
        relationship_of(reader->relationships, xml_attribute_prefixed(attributes, "id"));
    GString *name = g_string_new(given ? given : "");
    xlsx_unescape(name);
    struct sheet_entry entry = {.name = workbook_intern(workbook, name->str)};
    g_string_free(name, TRUE);
    if (state)
        entry.visibility = strcmp(state, "hidden") == 0       ? SHEET_HIDDEN
                           : strcmp(state, "veryHidden") == 0 ? SHEET_VERY_HIDDEN
                                                              : SHEET_VISIBLE;
    /* the module sheets of Visual Basic have no part at all */
    const char *id = xml_attribute_prefixed(attributes, "id");
    bool worksheet = relationship ? strcmp(relationship->type, "worksheet") == 0 : !id || *id;
    if (worksheet &&
        (!relationship || !relationship->part || !container_has(xlsx->container, relationship->part))) {
        struct place place = {workbook->name, entry.name, PLACE_NO_CELL, PLACE_NO_CELL};
        failure_set(xml_error(parse), FAILURE_INPUT, &place,
            _("the sheet's part is missing: damaged, save it anew in Excel or LibreOffice"));
        xml_stop(parse);
        return;
    }
    if (worksheet) {
        entry.part = arena_strdup(workbook->arena, relationship->part);
        entry.sheet = workbook_add_sheet(workbook, entry.name);
        entry.sheet->visibility = entry.visibility;
    }
    g_array_append_val(xlsx->entries, entry);
}

static void workbook_start(struct xml_parse *parse, const char *name, const char *const *attributes)
{
    struct workbook_reader *reader = xml_user(parse);
    if (strcmp(name, "workbookPr") == 0) {
        reader->xlsx->date_1904 = xml_attribute_bool(attributes, "date1904", false);
    } else if (strcmp(name, "sheet") == 0) {
        add_sheet(reader, parse, attributes);
    } else if (strcmp(name, "definedName") == 0) {
        struct defined_name defined = {
            .name = g_strdup(xml_attribute(attributes, "name")),
            .sheet = xml_attribute_unsigned(attributes, "localSheetId", G_MAXUINT),
        };
        g_array_append_val(reader->names, defined);
        g_string_truncate(reader->text, 0);
        reader->in_name = true;
    }
    xml_want_text(parse, reader->in_name);
}

static void workbook_end(struct xml_parse *parse, const char *name)
{
    struct workbook_reader *reader = xml_user(parse);
    if (reader->in_name && strcmp(name, "definedName") == 0) {
        g_array_index(reader->names, struct defined_name, reader->names->len - 1).text =
            g_strdup(reader->text->str);
        reader->in_name = false;
    }
}

static void workbook_text(struct xml_parse *parse, const char *text, size_t length)
{
    struct workbook_reader *reader = xml_user(parse);
    if (reader->in_name)
        text_append_within(reader->text, text, length, LIMIT_FORMULA_BYTES);
}

static void take_names(struct workbook_reader *reader)
{
    struct xlsx *xlsx = reader->xlsx;
    for (unsigned i = 0; i < reader->names->len; i++) {
        const struct defined_name *defined = &g_array_index(reader->names, struct defined_name, i);
        if (!defined->name || !defined->text)
            continue;
        if (!g_str_has_prefix(defined->name, "_xlnm."))
            xlsx->workbook->has_defined_names = true;
        else if (defined->sheet < xlsx->entries->len) {
            struct sheet *sheet = g_array_index(xlsx->entries, struct sheet_entry, defined->sheet).sheet;
            if (sheet)
                xlsx_print_name(sheet, defined->name, defined->text);
        }
    }
}

static bool read_workbook(struct xlsx *xlsx, const char *part, const GArray *relationships, GError **error)
{
    static const struct xml_handler handler = {workbook_start, workbook_end, workbook_text};
    struct workbook_reader reader = {.xlsx = xlsx, .relationships = relationships};
    reader.names = g_array_new(FALSE, TRUE, sizeof(struct defined_name));
    g_array_set_clear_func(reader.names, defined_name_clear);
    reader.text = g_string_new(NULL);
    bool good = xml_read(xlsx->container, part, &handler, &reader, xlsx->workbook->name, error);
    if (good)
        take_names(&reader);
    g_array_unref(reader.names);
    g_string_free(reader.text, TRUE);
    return good;
}

/* ---- the package ---- */

bool xlsx_read_package(struct xlsx *xlsx, GError **error)
{
    GArray *roots = read_relationships(xlsx, "", error);
    if (!roots)
        return false;
    char *part = part_of_type(xlsx, roots, "officeDocument");
    if (!part)
        part =
            g_strdup(container_has(xlsx->container, "xl/workbook.xml") ? "xl/workbook.xml" : "workbook.xml");
    xlsx->part_properties = part_of_type(xlsx, roots, "core-properties");
    g_array_unref(roots);

    bool good = false;
    GArray *relationships = read_relationships(xlsx, part, error);
    if (relationships) {
        xlsx->part_strings = part_of_type(xlsx, relationships, "sharedStrings");
        xlsx->part_styles = part_of_type(xlsx, relationships, "styles");
        xlsx->part_theme = part_of_type(xlsx, relationships, "theme");
        good = read_workbook(xlsx, part, relationships, error);
        g_array_unref(relationships);
    }
    g_free(part);
    return good;
}
