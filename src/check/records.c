/* Checks of records as such: one code under two parents, a title alone, read but not written. */
#include "check/checking.h"

#include <string.h>
#include "support/text.h"

static enum severity severity_or(
    struct checking *checking, const struct record *record, enum severity otherwise)
{
    enum severity severity;
    return severity_stated(checking, record, &severity) ? severity : otherwise;
}

static const struct record *next(const struct checking *checking, const struct record *record)
{
    return record_next_any(checking->plan->root, record);
}

/* ---- due_padri ---- */

/* code -> struct record *, the first that has it */
static GHashTable *codes_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static char *code_key(const struct record *record)
{
    char *line = text_one_line(record_code(record));
    char *folded = g_utf8_casefold(line, -1);
    char **words = g_strsplit(folded, " ", -1);
    char *key = g_strjoinv("", words);
    g_strfreev(words);
    g_free(folded);
    g_free(line);
    return key;
}

/* Remembers a record; returns the first one with its code, if that stands under another parent, else NULL. */
static const struct record *codes_add(GHashTable *codes, const struct record *record)
{
    char *key = code_key(record);
    const struct record *first = g_hash_table_lookup(codes, key);
    if (first == NULL)
        g_hash_table_insert(codes, key, (gpointer)(guintptr)record);
    else
        g_free(key);
    return first != NULL && first->parent != record->parent ? first : NULL;
}

/* Is the level repeated across the columns of a table? Its codes then come from the header, for every row. */
static bool is_repeated_column(const struct checking *checking, const struct level *level)
{
    for (unsigned i = 0; i < checking->template->tables->len; i++) {
        const struct table *table = g_ptr_array_index(checking->template->tables, i);
        for (unsigned k = 0; k < table->column_count; k++)
            if (control_has_level(&table->columns[k].control, level))
                return true;
    }
    return false;
}

/* A parent without code and title is one that was missing. */
static bool is_missing_parent(const struct record *record)
{
    return record->parent != NULL && *record_name(record) == '\0';
}

/* Codes that begin anew below every parent (1, 2, 3; offices) name their record only there: where half of the
 * records below parents of one level share their code with one under another of these, it is meant so. */
static bool codes_are_local(
    const struct checking *checking, const struct level *level, const struct level *parent)
{
    GHashTable *codes = codes_new();
    GHashTable *sharing = g_hash_table_new(NULL, NULL);
    unsigned count = 0;
    const struct record *record = NULL;
    while ((record = record_next_descendant(checking->plan->root, level, record)) != NULL) {
        if (record->parent->level != parent || record_code(record) == NULL ||
            is_missing_parent(record->parent))
            continue;
        const struct record *first = codes_add(codes, record);
        count++;
        if (first == NULL)
            continue;
        g_hash_table_add(sharing, (gpointer)(guintptr)first);
        g_hash_table_add(sharing, (gpointer)(guintptr)record);
    }
    bool local = g_hash_table_size(sharing) * 2 >= count;
    g_hash_table_destroy(sharing);
    g_hash_table_destroy(codes);
    return local;
}

/* The levels below whose records the level's codes are meant to be new ones. */
static level_set local_parents(const struct checking *checking, const struct level *level)
{
    level_set parents = 0;
    for (unsigned i = 0; i < level->parent_count; i++)
        if (codes_are_local(checking, level, level->parents[i]))
            parents |= LEVEL_BIT(level->parents[i]);
    return parents;
}

static void raise_two_parents(
    struct checking *checking, const struct record *record, const struct record *first)
{
    findings_add_as(checking->findings, FINDING_TWO_PARENTS, severity_or(checking, record, SEVERITY_ERROR),
        &record->place, &first->place, record->level->label, record_code(record),
        record_subject(record->parent), record_subject(first->parent), NULL);
}

/* A line of Controlli that names the level wants it checked whatever its codes look like. */
static bool is_wanted(const struct checking *checking, const struct level *level)
{
    for (unsigned i = 0; i < checking->template->checks->len; i++) {
        const struct check_line *line = &g_array_index(checking->template->checks, struct check_line, i);
        if (line->builtin != NULL && strcmp(line->builtin, checking->name) == 0 && line->level == level)
            return true;
    }
    return false;
}

void check_parents(struct checking *checking)
{
    for (unsigned i = 1; i < checking->template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(checking->template->levels, i);
        bool wanted = is_wanted(checking, level);
        if (!wanted && is_repeated_column(checking, level))
            continue;
        level_set local = wanted ? 0 : local_parents(checking, level);
        GHashTable *codes = codes_new();
        const struct record *record = NULL, *first;
        while ((record = record_next_descendant(checking->plan->root, level, record)) != NULL)
            if (record_code(record) != NULL && !(local & LEVEL_BIT(record->parent->level)) &&
                (first = codes_add(codes, record)) != NULL)
                raise_two_parents(checking, record, first);
        g_hash_table_destroy(codes);
    }
}

/* ---- solo_titolo ---- */

/* Could a record of the level hold anything beside a title, or below it? */
static bool may_hold_more(const struct checking *checking, const struct level *level)
{
    bool more = false;
    for (unsigned i = 0; !more && i < level->fields->len; i++) {
        const struct field *field = g_ptr_array_index(level->fields, i);
        more = !field->is_title && !field->is_code && field->formula == NULL;
    }
    for (unsigned i = 0; !more && i < checking->template->levels->len; i++)
        more = ((const struct level *)g_ptr_array_index(checking->template->levels, i))->parent_set &
               LEVEL_BIT(level);
    return more;
}

static bool has_title_alone(const struct record *record)
{
    bool title = false;
    for (unsigned i = 0; i < record->level->fields->len; i++) {
        const struct field *field = g_ptr_array_index(record->level->fields, i);
        bool read = record_get(record, field) != NULL;
        if (read && !field->is_title)
            return false;
        title = title || read;
    }
    return title && record->first_child == NULL;
}

void check_titles(struct checking *checking)
{
    for (const struct record *record = NULL; (record = next(checking, record)) != NULL;)
        if (has_title_alone(record) && may_hold_more(checking, record->level))
            findings_add_as(checking->findings, FINDING_TITLE_ALONE,
                severity_or(checking, record, SEVERITY_WARNING), &record->place, NULL, record->level->label,
                record_subject(record), NULL);
    check_total_records(checking);
}

/* ---- non_scritto ---- */

void check_unwritten(struct checking *checking)
{
    for (const struct record *record = NULL; (record = next(checking, record)) != NULL;)
        if (!record->written)
            findings_add_as(checking->findings, FINDING_NOT_WRITTEN,
                severity_or(checking, record, SEVERITY_WARNING), &record->place, NULL, record->level->label,
                record_subject(record), NULL);
}
