#include <string.h>
#include "plan/record-index.h"
#include "support/text.h"
#include "support/text-plan.h"

static const char metodo[] =
    "-- Livelli\nLivello\tPadre\tCodice\nente\ngruppo\tente\nvoce\tgruppo, ente\n"
    "-- Campi\nLivello\tCampo\tTipo\nvoce\tnumero, doppio\tnumero\nvoce\tnota\ttesto\n"
    "-- Calcoli\nLivello\tCampo\tFormula\nvoce\tdoppio\tnumero * 2\n";

/* Records of one code below some groups, with values among few, or none. */
static char *random_records(unsigned count)
{
    static const char *const numbers[] = {
        "", " | numero: 1", " | numero: 2", " | numero: 3,0", " | numero: NC"};
    static const char *const notes[] = {"", " | nota: x", " | nota: X", " | nota: y z", " | nota: sì"};
    static const char *const computed[] = {"", " | doppio: 7", " | doppio: 8"};
    GString *text = g_string_new("gruppo | codice: G1\n");
    for (unsigned i = 0; i < count; i++) {
        if (i == count / 2)
            g_string_append(text, "gruppo | codice: G2\n");
        g_string_append_printf(text, ". voce | codice: A%s%s%s\n",
            numbers[g_test_rand_int_range(0, G_N_ELEMENTS(numbers))],
            notes[g_test_rand_int_range(0, G_N_ELEMENTS(notes))],
            computed[g_test_rand_int_range(0, G_N_ELEMENTS(computed))]);
    }
    return g_string_free(text, FALSE);
}

static bool contradicts(const struct record *record, const struct value *const *wanted)
{
    for (unsigned f = 0; f < record->level->fields->len; f++) {
        const struct field *field = g_ptr_array_index(record->level->fields, f);
        if (wanted[f] != NULL && record->values[f] != NULL && field->formula == NULL &&
            !value_same(wanted[f], record->values[f]))
            return true;
    }
    return false;
}

static bool holds(const struct record_lists *lists, const struct record *record)
{
    for (unsigned l = 0; l < G_N_ELEMENTS(lists->of); l++)
        for (unsigned i = lists->from[l]; lists->of[l] != NULL && i < lists->of[l]->len; i++)
            if (g_ptr_array_index(lists->of[l], i) == record)
                return true;
    return false;
}

static unsigned check_narrow(struct index_bucket *bucket, const struct value *const *wanted)
{
    unsigned count = 0;
    struct record_lists lists = index_bucket_narrow(bucket, wanted);
    for (unsigned i = 0; i < bucket->records->len; i++)
        if (!contradicts(g_ptr_array_index(bucket->records, i), wanted))
            g_assert_true(holds(&lists, g_ptr_array_index(bucket->records, i)));
    for (unsigned l = 0; l < G_N_ELEMENTS(lists.of); l++) {
        count += lists.of[l] != NULL ? lists.of[l]->len - lists.from[l] : 0;
        for (unsigned i = 1; lists.of[l] != NULL && i < lists.of[l]->len; i++)
            g_assert_true(record_stands_before(
                g_ptr_array_index(lists.of[l], i - 1), g_ptr_array_index(lists.of[l], i)));
    }
    return count;
}

static void check_all(struct index_bucket *bucket)
{
    for (unsigned i = 0; i < bucket->records->len; i++) {
        const struct record *record = g_ptr_array_index(bucket->records, i);
        check_narrow(bucket, record->values);
    }
}

/* What is left over is all that does not contradict, also after values have come and changed. */
static void test_narrow(void)
{
    for (unsigned round = 0; round < 20; round++) {
        char *records = random_records(60);
        struct text_plan plan = text_plan_new(metodo, records, KIND_RELAZIONE);
        const struct level *level = template_level(plan.template, "voce");
        const struct field *note = template_field(level, "nota");
        struct index_bucket *bucket =
            record_index_find(plan.plan->index, plan.plan->root, level, INDEX_CODE, "a");
        g_assert_nonnull(bucket);
        g_assert_cmpuint(bucket->records->len, ==, 60);
        check_all(bucket);
        const struct record *other = g_ptr_array_index(bucket->records, 7);
        struct value longer = {.kind = VALUE_TEXT, .text = "x\ne oltre"};
        for (unsigned i = 0; i < 60; i += 7) {
            struct record *record = g_ptr_array_index(bucket->records, i);
            if (record_get(record, note) != NULL)
                plan_replace(plan.plan, record, note, &longer);
            else
                record_set(record, note, &longer);
        }
        struct record *added = plan_add_record(plan.plan, level, other->parent);
        plan_set_key(plan.plan, added, level->code, record_get(other, level->code));
        record_set(added, note, &longer);
        g_assert_cmpuint(bucket->records->len, ==, 61);
        check_all(bucket);
        text_plan_clear(&plan);
        g_free(records);
    }
}

/* Records that get what is wanted, one after the other, are passed by. */
static void test_filled(void)
{
    GString *records = g_string_new(NULL);
    for (unsigned i = 0; i < 50; i++)
        g_string_append_printf(records, "voce | codice: A | nota: n%u\n", i);
    struct text_plan plan = text_plan_new(metodo, records->str, KIND_RELAZIONE);
    const struct level *level = template_level(plan.template, "voce");
    const struct field *number = template_field(level, "numero");
    struct index_bucket *bucket =
        record_index_find(plan.plan->index, plan.plan->root, level, INDEX_CODE, "A");
    const struct value **wanted = g_new0(const struct value *, level->fields->len);
    struct value values[50];
    for (unsigned i = 0; i < 50; i++) {
        values[i] = (struct value){.kind = VALUE_NUMBER, .number = decimal_from_int(i % 40)};
        wanted[number->index] = &values[i];
        g_assert_cmpuint(check_narrow(bucket, wanted), ==, 50 - i + (i >= 40));
        record_set(g_ptr_array_index(bucket->records, i), number, &values[i]);
    }
    g_free(wanted);
    text_plan_clear(&plan);
    g_string_free(records, TRUE);
}

/* Of many that differ in one field, few are left; where nothing is said all are. */
static void test_few(void)
{
    GString *records = g_string_new(NULL);
    for (unsigned i = 0; i < 100; i++)
        g_string_append_printf(records, "voce | codice: A | numero: %u | nota: sempre\n", i);
    struct text_plan plan = text_plan_new(metodo, records->str, KIND_RELAZIONE);
    const struct level *level = template_level(plan.template, "voce");
    struct index_bucket *bucket =
        record_index_find(plan.plan->index, plan.plan->root, level, INDEX_CODE, "A");
    for (unsigned i = 0; i < 100; i++)
        g_assert_cmpuint(
            check_narrow(bucket, ((const struct record *)bucket->records->pdata[i])->values), ==, 1);
    const struct value **nothing = g_new0(const struct value *, level->fields->len);
    g_assert_cmpuint(check_narrow(bucket, nothing), ==, 100);
    g_free(nothing);
    text_plan_clear(&plan);
    g_string_free(records, TRUE);
}

static bool collect(struct index_bucket *bucket, void *data)
{
    g_ptr_array_add(data, bucket);
    return true;
}

static bool stop(struct index_bucket *bucket, void *data)
{
    collect(bucket, data);
    return false;
}

static bool begins(const char *longer, const char *shorter)
{
    return g_utf8_strlen(shorter, -1) >= INDEX_BEGINNING_LENGTH && g_str_has_prefix(longer, shorter);
}

/* A title as long as a beginning must be, or nearly so, with some more of few letters. */
static char *random_title(void)
{
    static const char *const starts[] = {
        "abcdefghi abcdefghijk", "abcdefghi abcdefghi", "èbcdefghi abcdefghij"};
    static const char *const more[] = {"a", "b", "à", " 1", "1", "2"};
    GString *title = g_string_new(starts[g_test_rand_int_range(0, G_N_ELEMENTS(starts))]);
    for (int i = g_test_rand_int_range(0, 5); i > 0; i--)
        g_string_append(title, more[g_test_rand_int_range(0, G_N_ELEMENTS(more))]);
    return g_string_free(title, FALSE);
}

/* Each title of which the one begins with the other, and no other. */
static void test_beginnings(void)
{
    for (unsigned round = 0; round < 20; round++) {
        GString *records = g_string_new(NULL);
        for (unsigned i = 0; i < 80; i++) {
            char *title = random_title();
            g_string_append_printf(records, "voce | codice: A%u | titolo: %s\n", i, title);
            g_free(title);
        }
        struct text_plan plan = text_plan_new(metodo, records->str, KIND_RELAZIONE);
        const struct level *level = template_level(plan.template, "voce");
        struct record_index *index = plan.plan->index;
        for (unsigned i = 0; i < 100; i++) {
            char *title = random_title(), *key = text_key(title);
            GPtrArray *buckets = g_ptr_array_new(), *first = g_ptr_array_new();
            GHashTable *wanted = g_hash_table_new(NULL, NULL);
            record_index_beginnings(index, plan.plan->root, level, title, collect, buckets);
            record_index_beginnings(index, plan.plan->root, level, title, stop, first);
            struct record *record = NULL;
            while ((record = record_next_descendant(plan.plan->root, level, record)) != NULL) {
                const char *own = record_get(record, level->title)->text;
                char *other = text_key(own);
                if (begins(key, other) || begins(other, key))
                    g_hash_table_add(
                        wanted, record_index_find(index, plan.plan->root, level, INDEX_TITLE, own));
                g_free(other);
            }
            g_assert_cmpuint(buckets->len, ==, g_hash_table_size(wanted));
            g_assert_cmpuint(first->len, ==, MIN(buckets->len, 1));
            for (unsigned b = 0; b < buckets->len; b++)
                g_assert_true(g_hash_table_remove(wanted, g_ptr_array_index(buckets, b)));
            g_hash_table_destroy(wanted);
            g_ptr_array_free(buckets, TRUE);
            g_ptr_array_free(first, TRUE);
            g_free(title);
            g_free(key);
        }
        text_plan_clear(&plan);
        g_string_free(records, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan/records/narrow", test_narrow);
    g_test_add_func("/plan/records/few", test_few);
    g_test_add_func("/plan/records/filled", test_filled);
    g_test_add_func("/plan/records/beginnings", test_beginnings);
    return g_test_run();
}
