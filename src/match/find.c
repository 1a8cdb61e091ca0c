#include "match/find.h"

#include <string.h>
#include "support/text.h"
#include "plan/record-index.h"

static const char *value_text(const struct value *value)
{
    return value == NULL ? NULL : value->text;
}

/* A tab's name shows `-` for characters that it cannot have: such codes compare without them. */
static bool same_tab_code(const char *a, const char *b)
{
    static const char lost[] = "/\\:*?[]-";
    char *first = g_strdup(a), *second = g_strdup(b);
    g_strdelimit(first, lost, ' ');
    g_strdelimit(second, lost, ' ');
    bool same = text_same_code(first, second);
    g_free(first);
    g_free(second);
    return same;
}

static bool same_code(const struct naming *naming, const struct record *record, const char *code)
{
    const char *other = record_code(record);
    return other != NULL && (text_same_code(code, other) || (naming->from_tab && same_tab_code(code, other)));
}

static bool begins(const char *a, const char *b)
{
    char *first = text_key(a), *second = text_key(b);
    bool result = g_utf8_strlen(second, -1) >= INDEX_BEGINNING_LENGTH && g_str_has_prefix(first, second);
    g_free(first);
    g_free(second);
    return result;
}

/* One of the titles begins with the other. */
static const char *title_begins(
    const struct level *level, const struct value *const *a, const struct value *const *b)
{
    for (unsigned i = 0; i < level->fields->len; i++) {
        const struct field *first = g_ptr_array_index(level->fields, i);
        for (unsigned k = 0; first->is_title && a[i] != NULL && k < level->fields->len; k++) {
            const struct field *second = g_ptr_array_index(level->fields, k);
            if (second->is_title && b[k] != NULL &&
                (begins(a[i]->text, b[k]->text) || begins(b[k]->text, a[i]->text)))
                return b[k]->text;
        }
    }
    return NULL;
}

/* The records below `scope` that may have one of the naming's titles: one bucket a wording. */
static GPtrArray *title_buckets(struct part *part, const struct naming *naming, const struct record *scope)
{
    GPtrArray *buckets = g_ptr_array_new();
    for (unsigned f = 0; f < naming->level->fields->len; f++) {
        const struct field *field = g_ptr_array_index(naming->level->fields, f);
        struct index_bucket *bucket = field->is_title && naming->values[f] != NULL
                                          ? record_index_find(part->reader->plan->index, scope, naming->level,
                                                INDEX_TITLE, naming->values[f]->text)
                                          : NULL;
        if (bucket != NULL && !g_ptr_array_find(buckets, bucket, NULL))
            g_ptr_array_add(buckets, bucket);
    }
    return buckets;
}

/* Those of the first records of a bucket that were seen in this part: they stay so. */
static unsigned skip_seen(const struct part *part, struct index_bucket *bucket)
{
    if (bucket->part != part->number)
        bucket->seen = 0;
    bucket->part = part->number;
    while (bucket->seen < bucket->records->len &&
           seen_in(g_ptr_array_index(bucket->records, bucket->seen), part->number) != NULL)
        bucket->seen++;
    return bucket->seen;
}

static int in_tree_order(gconstpointer a, gconstpointer b)
{
    const struct record *first = *(struct record *const *)a, *second = *(struct record *const *)b;
    return first == second ? 0 : record_stands_before(first, second) ? -1 : 1;
}

/* The records that a naming may mean, in tree order: those of a bucket, or listed one by one. */
struct candidates {
    struct index_bucket *bucket; /* NULL: listed */
    bool by_title;               /* of the bucket only those with a title of the naming ... */
    bool without_code;           /* ... and without a code */
    GPtrArray *listed;           /* struct record * */
};

static bool is_candidate(
    const struct candidates *candidates, const struct naming *naming, const struct record *record)
{
    return candidates->bucket == NULL || !candidates->by_title ||
           ((!candidates->without_code || record_code(record) == NULL) &&
               same_title(naming->level, naming->values, record->values));
}

static const GPtrArray *all_of(const struct candidates *candidates)
{
    return candidates->bucket != NULL ? candidates->bucket->records : candidates->listed;
}

static struct record *first_candidate(const struct candidates *candidates, const struct naming *naming)
{
    const GPtrArray *all = all_of(candidates);
    for (unsigned i = 0; i < all->len; i++)
        if (is_candidate(candidates, naming, g_ptr_array_index(all, i)))
            return g_ptr_array_index(all, i);
    return NULL;
}

static struct record *first_agreeing(const struct candidates *candidates, const struct naming *naming)
{
    struct record_lists lists = {.of = {candidates->listed, NULL}};
    if (candidates->bucket != NULL)
        lists = index_bucket_narrow(candidates->bucket, naming->values);
    for (;;) {
        struct record *record = NULL;
        unsigned from = 0;
        for (unsigned l = 0; l < G_N_ELEMENTS(lists.of); l++) {
            struct record *other = lists.of[l] != NULL && lists.from[l] < lists.of[l]->len
                                       ? g_ptr_array_index(lists.of[l], lists.from[l])
                                       : NULL;
            if (other != NULL && (record == NULL || record_stands_before(other, record))) {
                record = other;
                from = l;
            }
        }
        if (record == NULL ||
            (is_candidate(candidates, naming, record) && !record_contradicts(record, naming->values)))
            return record;
        lists.from[from]++;
    }
}

static struct record *first_unseen(
    struct part *part, const struct candidates *candidates, const struct naming *naming)
{
    const GPtrArray *all = all_of(candidates);
    unsigned i = candidates->bucket != NULL ? skip_seen(part, candidates->bucket) : 0;
    for (; i < all->len; i++) {
        struct record *record = g_ptr_array_index(all, i);
        if (is_candidate(candidates, naming, record) && seen_in(record, part->number) == NULL)
            return record;
    }
    return NULL;
}

static void find_by_code(
    struct part *part, const struct naming *naming, const struct record *scope, struct candidates *ret)
{
    const char *code = value_text(naming->values[naming->level->code->index]);
    struct record *record = NULL;
    if (code == NULL)
        return;
    ret->by_title = false;
    if (!naming->from_tab) {
        ret->bucket = record_index_find(part->reader->plan->index, scope, naming->level, INDEX_CODE, code);
        return;
    }
    while ((record = record_next_descendant(scope, naming->level, record)) != NULL)
        if (same_code(naming, record, code)) /* it may lack characters */
            g_ptr_array_add(ret->listed, record);
}

/* Of records without a code, or for a naming without one. */
static void find_by_title(
    struct part *part, const struct naming *naming, const struct record *scope, struct candidates *ret)
{
    GPtrArray *buckets = title_buckets(part, naming, scope);
    ret->by_title = true;
    ret->without_code = naming->values[naming->level->code->index] != NULL;
    if (buckets->len == 1)
        ret->bucket = g_ptr_array_index(buckets, 0);
    for (unsigned b = 0; buckets->len > 1 && b < buckets->len; b++) {
        struct candidates one = *ret;
        one.bucket = g_ptr_array_index(buckets, b);
        for (unsigned i = 0; i < one.bucket->records->len; i++) {
            struct record *record = g_ptr_array_index(one.bucket->records, i);
            if (is_candidate(&one, naming, record) &&
                (b == 0 || !g_ptr_array_find(ret->listed, record, NULL)))
                g_ptr_array_add(ret->listed, record);
        }
    }
    if (buckets->len > 1)
        g_ptr_array_sort(ret->listed, in_tree_order);
    g_ptr_array_free(buckets, TRUE);
}

/* What is found by the beginning of a title. */
struct beginning {
    struct part *part;
    const struct naming *naming;
    struct record *record; /* NULL: none yet */
    const char *title;     /* of the record */
    bool several;
};

static bool visit_beginning(struct index_bucket *bucket, void *data)
{
    struct beginning *beginning = data;
    const struct part *part = beginning->part;
    const struct naming *naming = beginning->naming;
    bool coded = naming->values[naming->level->code->index] != NULL;
    for (unsigned i = skip_seen(part, bucket); !beginning->several && i < bucket->records->len; i++) {
        struct record *record = g_ptr_array_index(bucket->records, i);
        const char *title = (!coded || record_code(record) == NULL) && seen_in(record, part->number) == NULL
                                ? title_begins(naming->level, naming->values, record->values)
                                : NULL;
        if (title == NULL || record == beginning->record)
            continue;
        beginning->several = beginning->record != NULL;
        beginning->record = record;
        beginning->title = title;
    }
    return !beginning->several;
}

/* The only record of other sheets of whose title and the naming's one begins with the other; NULL: none. */
static struct record *find_by_beginning(
    struct part *part, const struct naming *naming, const struct record *scope)
{
    struct beginning beginning = {.part = part, .naming = naming};
    for (unsigned f = 0; f < naming->level->fields->len; f++) {
        const struct field *field = g_ptr_array_index(naming->level->fields, f);
        if (field->is_title && naming->values[f] != NULL)
            record_index_beginnings(part->reader->plan->index, scope, naming->level, naming->values[f]->text,
                visit_beginning, &beginning);
    }
    if (beginning.record == NULL || beginning.several)
        return NULL;
    const struct value *own = naming->values[naming->level->title->index];
    part->abbreviated = own;
    if (!naming->from_tab) /* tabs are cut at 31 characters */
        findings_add(part->reader->findings, FINDING_TITLE_BY_BEGINNING, &naming->place,
            &beginning.record->place, naming->level->label, own != NULL ? own->text : "", beginning.title,
            NULL);
    return beginning.record;
}

/* Records below `scope` with the code, else with a title; else the only one with the title's beginning.
 * False: there are none. */
static bool find_candidates(
    struct part *part, const struct naming *naming, const struct record *scope, struct candidates *ret)
{
    find_by_code(part, naming, scope, ret);
    if (first_candidate(ret, naming) != NULL)
        return true;
    if (naming->values[naming->level->code->index] != NULL &&
        record_index_all_coded(part->reader->plan->index, scope, naming->level))
        return false;
    find_by_title(part, naming, scope, ret);
    if (first_candidate(ret, naming) != NULL)
        return true;
    ret->bucket = NULL;
    struct record *record = find_by_beginning(part, naming, scope);
    if (record != NULL)
        g_ptr_array_add(ret->listed, record);
    return record != NULL;
}

const char *naming_key(const struct naming *naming)
{
    const struct value *code = naming->values[naming->level->code->index];
    for (unsigned f = 0; code == NULL && f < naming->level->fields->len; f++)
        if (((const struct field *)g_ptr_array_index(naming->level->fields, f))->is_title)
            code = naming->values[f];
    return code != NULL ? code->text : "";
}

/* A key that stands twice, with the severity that Controlli gives `doppioni`. */
static void report_key_again(struct part *part, const struct naming *naming, const struct record *first,
    enum finding_id id, enum severity usual)
{
    const struct level *parent = first->parent != NULL ? first->parent->level : NULL;
    enum severity severity =
        template_check_severity(part->reader->template, "doppioni", naming->level, parent, usual);
    findings_add_as(part->reader->findings, id, severity, &naming->place, &first->place, naming->level->label,
        naming_key(naming), NULL);
}

/* Of several the one that no value contradicts; else, for a key of another sheet, the one not yet seen in
 * this part. */
static struct record *choose(
    struct part *part, const struct naming *naming, const struct candidates *candidates)
{
    struct record *record = first_agreeing(candidates, naming);
    if (record != NULL) {
        const struct seen_in *seen = seen_in(record, part->number);
        if (naming->own && seen != NULL && seen->opened)
            report_key_again(part, naming, record, FINDING_KEY_REPEATED, SEVERITY_WARNING);
        return record;
    }
    record = first_unseen(part, candidates, naming);
    if (record != NULL)
        return record;
    record = first_candidate(candidates, naming);
    if (!naming->own)
        return record;
    report_key_again(part, naming, record, FINDING_KEY_TWICE, SEVERITY_ERROR);
    return NULL;
}

struct record *record_known(struct part *part, const struct naming *naming, const struct record *scope)
{
    struct candidates candidates = {.listed = g_ptr_array_new()};
    bool found = find_candidates(part, naming, scope, &candidates);
    struct record *record = found ? choose(part, naming, &candidates) : NULL;
    g_ptr_array_free(candidates.listed, TRUE);
    return record;
}

const struct record *record_anywhere(struct part *part, const struct naming *naming)
{
    const struct record *root = part->reader->plan->root;
    struct candidates candidates = {.listed = g_ptr_array_new()};
    find_by_code(part, naming, root, &candidates);
    const struct record *first = first_candidate(&candidates, naming);
    GPtrArray *titled = title_buckets(part, naming, root);
    for (unsigned b = 0; b < titled->len; b++) {
        const struct candidates one = {.bucket = g_ptr_array_index(titled, b), .by_title = true};
        const struct record *record = first_candidate(&one, naming);
        if (record != NULL && (first == NULL || record_stands_before(record, first)))
            first = record;
    }
    g_ptr_array_free(candidates.listed, TRUE);
    g_ptr_array_free(titled, TRUE);
    return first;
}
