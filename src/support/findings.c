#include "support/findings.h"
#include "support/intl.h"
#include "support/text.h"

#include <stdarg.h>
#include <string.h>

#define MOST_ARGUMENTS 9u
#define MOST_CHARACTERS 500u /* of an argument; a cell may hold 32,767 */

struct finding_kind {
    const char *name;
    enum severity severity;
    const char *message, *remedy;
};

static const struct finding_kind kinds[FINDING_COUNT] = {
#define FINDING(id, name, severity, message, remedy) [FINDING_##id] = {name, severity, message, remedy},
#include "support/findings.def"
#undef FINDING
};

static const char *const severity_names[] = {
    [SEVERITY_NONE] = "no",
    [SEVERITY_NOTE] = "nota",
    [SEVERITY_WARNING] = "avviso",
    [SEVERITY_ERROR] = "errore",
};

/* How many of one id there are in one sheet. */
struct tally {
    enum finding_id id;
    enum severity severity;
    const char *file, *sheet; /* NULL: none */
    char *own_file, *own_sheet;
    unsigned count, rest; /* rest: the index in the list of what stands for those not kept */
};

struct findings {
    GArray *list; /* struct finding */
    GHashTable *tallies;
    unsigned counts[SEVERITY_ERROR + 1];
};

static void finding_clear(gpointer data)
{
    struct finding *finding = data;
    g_free(finding->text);
}

static void tally_free(gpointer data)
{
    struct tally *tally = data;
    g_free(tally->own_file);
    g_free(tally->own_sheet);
    g_free(tally);
}

static guint tally_hash(gconstpointer data)
{
    const struct tally *tally = data;
    return (tally->file ? g_str_hash(tally->file) : 0) * 31u + (tally->sheet ? g_str_hash(tally->sheet) : 0) +
           (guint)tally->id * 2654435761u + (guint)tally->severity;
}

static gboolean tally_equal(gconstpointer a, gconstpointer b)
{
    const struct tally *left = a, *right = b;
    return left->id == right->id && left->severity == right->severity &&
           g_strcmp0(left->file, right->file) == 0 && g_strcmp0(left->sheet, right->sheet) == 0;
}

struct findings *findings_new(void)
{
    struct findings *findings = g_new0(struct findings, 1);
    findings->list = g_array_new(FALSE, TRUE, sizeof(struct finding));
    g_array_set_clear_func(findings->list, finding_clear);
    findings->tallies = g_hash_table_new_full(tally_hash, tally_equal, tally_free, NULL);
    return findings;
}

void findings_free(struct findings *findings)
{
    if (!findings)
        return;
    g_array_free(findings->list, TRUE);
    g_hash_table_unref(findings->tallies);
    g_free(findings);
}

/* `message` with {1} .. {9} replaced; an argument that was not given leaves nothing. */
static char *fill_in(const char *message, char *const *arguments, unsigned count)
{
    GString *text = g_string_new(NULL);
    for (const char *at = message; *at; at++) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            unsigned index = (unsigned)(at[1] - '1');
            if (index < count)
                g_string_append(text, arguments[index]);
            at += 2;
        } else {
            g_string_append_c(text, *at);
        }
    }
    return g_string_free(text, FALSE);
}

/* Counts a finding. False: it is not kept, the line for those that are not now stands for it, too. */
static bool keeps(
    struct findings *findings, enum finding_id id, enum severity severity, const struct place *place)
{
    const struct tally key = {.id = id, .severity = severity, .file = place->file, .sheet = place->sheet};
    struct tally *tally = g_hash_table_lookup(findings->tallies, &key);
    findings->counts[severity]++;
    if (!tally) {
        tally = g_memdup2(&key, sizeof key);
        tally->file = tally->own_file = g_strdup(place->file);
        tally->sheet = tally->own_sheet = g_strdup(place->sheet);
        g_hash_table_add(findings->tallies, tally);
    }
    if (tally->count < FINDINGS_MOST) {
        tally->count++;
        return true;
    }
    if (!tally->rest) {
        struct finding rest = {.id = id, .severity = severity, .place = *place};
        rest.place.row = rest.place.column = rest.other.row = rest.other.column = PLACE_NO_CELL;
        tally->rest = findings->list->len;
        g_array_append_val(findings->list, rest);
    }
    struct finding *rest = &g_array_index(findings->list, struct finding, tally->rest);
    rest->more++;
    g_clear_pointer(&rest->text, g_free);
    return false;
}

static void add(struct findings *findings, enum finding_id id, enum severity severity,
    const struct place *place, const struct place *other, va_list list)
{
    if (severity == SEVERITY_NONE)
        return;
    const struct place nowhere = {.row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    if (!keeps(findings, id, severity, place ? place : &nowhere))
        return;
    char *arguments[MOST_ARGUMENTS];
    unsigned count = 0;
    for (const char *argument; count < MOST_ARGUMENTS && (argument = va_arg(list, const char *));)
        arguments[count++] = text_quote(argument, MOST_CHARACTERS);
    struct finding finding = {
        .id = id, .severity = severity, .text = fill_in(_(kinds[id].message), arguments, count)};
    finding.place = place ? *place : nowhere;
    finding.other = other ? *other : nowhere;
    g_array_append_val(findings->list, finding);
    for (unsigned i = 0; i < count; i++)
        g_free(arguments[i]);
}

void findings_add(
    struct findings *findings, enum finding_id id, const struct place *place, const struct place *other, ...)
{
    va_list list;
    va_start(list, other);
    add(findings, id, kinds[id].severity, place, other, list);
    va_end(list);
}

void findings_add_as(struct findings *findings, enum finding_id id, enum severity severity,
    const struct place *place, const struct place *other, ...)
{
    va_list list;
    va_start(list, other);
    add(findings, id, severity, place, other, list);
    va_end(list);
}

unsigned findings_count(const struct findings *findings)
{
    return findings->list->len;
}

unsigned findings_count_severity(const struct findings *findings, enum severity severity)
{
    return findings->counts[severity];
}

const struct finding *findings_get(const struct findings *findings, unsigned index)
{
    struct finding *finding = &g_array_index(findings->list, struct finding, index);
    if (finding->more && !finding->text)
        finding->text = g_strdup_printf(_("... and %u more of this kind"), finding->more);
    return finding;
}

const char *finding_name(enum finding_id id)
{
    return kinds[id].name;
}

const char *finding_remedy(enum finding_id id)
{
    return _(kinds[id].remedy);
}

const char *severity_name(enum severity severity)
{
    return severity_names[severity];
}

bool severity_parse(const char *name, enum severity *ret)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(severity_names); i++)
        if (text_same(name, severity_names[i])) {
            *ret = (enum severity)i;
            return true;
        }
    return false;
}
