#include "random-plan.h"

#include <string.h>
#include "support/text.h"
#include "template/template.h"

/* What the records' texts are put together from. */
static const char *const pieces[] = {"perché", "l’ufficio", "“virgolette”", "«caporali»", "–", "€", "50%",
    "a/b", "<b>", "&amp;", "&", "\"", "'", "=1+1", "+39", "-", "@nome", "{codice}", "{", "}", "[x]", "\\n",
    "\t", "\n", "\n\n", " ", "  ", "\u00a0", "\u2009", "😀", "e\u0301", "漢字", "ß", "İ", "ı", "_x0041_",
    "\u200b", ";", ",", ".", "…", "°", "№", "1.2", "31/12/2025", "VERO", "#N/D", "\u00ad", "⟦0%⟧", "pratiche",
    "dei", "Servizi", "alle", "imprese", "1.234,50", "% realizzata", "(nota)", "=", "*", "?", "~", "^", "|",
    "\\", "`", "È", "ÀÈÌ"};

static const char *const targets[] = {">= 80%", "≥ 3", "<= 15 giorni", "entro il 31/12/2025", "SI", "30",
    "85%", "31/12/2025", "Report finale", "---", "+5%", "< 2,5", "n.d.", "1.234,50", "€ 10.000", "=<3"};

static const char *const numbers[] = {"0", "1", "12", "-3", "2,5", "-0,75", "1.234", "1.234,50", "1000000",
    "0,001", "99999999999999", "3,14159", "n.d.", "NC"};
static const char *const euros[] = {
    "€ 1.234,50", "€ 17.000", "0", "12,5", "€ 0,01", "-€ 3,00", "1.000.000", "n.d."};
static const char *const percents[] = {"80%", "12,5%", "0%", "100%", "0,8", "150%", "33,33%", "NC"};
static const char *const dates[] = {"31/12/2025", "1/1/2024", "29/02/2024", "15.06.2025", "n.d."};

#define PICK(random, array) ((array)[g_rand_int_range((random), 0, G_N_ELEMENTS(array))])

struct generator {
    const struct template *template;
    GRand *random;
    struct plan *plan;
    GHashTable *fixed; /* keys of the template's fixed texts */
};

static bool chance(struct generator *generator, unsigned percent)
{
    return (unsigned)g_rand_int_range(generator->random, 0, 100) < percent;
}

/* --- texts */

static void add_fixed(struct generator *generator, const struct pattern *pattern)
{
    for (unsigned i = 0; i < pattern->segment_count; i++)
        if (pattern->segments[i].kind == SEGMENT_TEXT)
            g_hash_table_add(generator->fixed, text_key(pattern->segments[i].text));
    if (pattern->key)
        g_hash_table_add(generator->fixed, g_strdup(pattern->key));
}

static void collect_fixed(struct generator *generator)
{
    for (unsigned t = 0; t < generator->template->tables->len; t++) {
        const struct table *table = generator->template->tables->pdata[t];
        for (unsigned r = 0; r < table->row_count; r++)
            for (unsigned c = 0; c < table->rows[r].cell_count; c++)
                add_fixed(generator, table->rows[r].cells[c].pattern);
    }
}

/* Is it a fixed text, or does it begin with the first words of one? */
static bool is_fixed(const struct generator *generator, const char *text)
{
    char *words = text_words(text);
    char *key = text_key(text);
    char *blank = strchr(words, ' ');
    if (blank)
        *blank = '\0';
    bool fixed =
        g_hash_table_contains(generator->fixed, key) || g_hash_table_contains(generator->fixed, words);
    g_free(key);
    g_free(words);
    return fixed;
}

static bool begins_with(
    const struct generator *generator, const struct expression *expression, const char *text)
{
    const struct expression_fit *fits;
    unsigned count = expression ? expression_fits(expression, generator->plan->arena, text, 0, &fits) : 0;
    bool begins = false;
    for (unsigned i = 0; i < count; i++)
        begins = begins || fits[i].end > 0;
    return begins;
}

static bool begins_with_code(const struct generator *generator, const char *text)
{
    for (unsigned l = 0; l < generator->template->levels->len; l++) {
        const struct level *level = generator->template->levels->pdata[l];
        for (unsigned f = 0; f < level->fields->len; f++) {
            const struct field *field = level->fields->pdata[f];
            if (begins_with(generator, field->expression, text))
                return true;
        }
    }
    return false;
}

static bool is_word(const struct generator *generator, const char *text)
{
    for (unsigned meaning = 0; meaning < WORD_MEANINGS; meaning++)
        if (template_is_word(generator->template, meaning, text))
            return true;
    return false;
}

static char *try_text(struct generator *generator, bool one_line)
{
    GString *text = g_string_new(NULL);
    unsigned count = (unsigned)g_rand_int_range(generator->random, 1, 9);
    for (unsigned i = 0; i < count; i++) {
        g_string_append(text, PICK(generator->random, pieces));
        if (chance(generator, 60))
            g_string_append_c(text, ' ');
    }
    if (one_line) { /* in a list: neither line breaks nor its separators */
        g_string_replace(text, "\n", " ", 0);
        g_string_replace(text, ";", " ", 0);
    }
    char *clean = text_clean(text->str);
    g_string_free(text, TRUE);
    return clean;
}

static char *random_text(struct generator *generator, bool one_line)
{
    for (unsigned i = 0; i < 50; i++) {
        char *text = try_text(generator, one_line);
        char *key = text_key(text);
        bool good = *text && *key && !is_fixed(generator, text) && !is_word(generator, text) &&
                    !begins_with_code(generator, text);
        g_free(key);
        if (good)
            return text;
        g_free(text);
    }
    return g_strdup_printf("testo %d", g_rand_int_range(generator->random, 0, 1000000));
}

/* --- codes: one that an expression of literals, \d, [A-Z], {n} takes */

static char pick_of_class(struct generator *generator, const char *class, const char *end)
{
    GString *all = g_string_new(NULL);
    for (const char *c = class; c < end; c++) {
        if (c + 2 < end && c[1] == '-') {
            for (char x = c[0]; x <= c[2]; x++)
                g_string_append_c(all, x);
            c += 2;
        } else {
            g_string_append_c(all, *c);
        }
    }
    char picked = all->str[g_rand_int_range(generator->random, 0, (gint32)all->len)];
    g_string_free(all, TRUE);
    return picked;
}

static char *random_code(struct generator *generator, const struct expression *expression)
{
    GString *code = g_string_new(NULL);
    for (const char *c = expression_source(expression); *c; c++) {
        if (*c == '\\' && c[1] == 'd') {
            g_string_append_c(code, (char)('0' + g_rand_int_range(generator->random, 0, 10)));
            c++;
        } else if (*c == '\\') {
            g_string_append_c(code, *++c);
        } else if (*c == '[') {
            const char *end = strchr(c, ']');
            g_string_append_c(code, pick_of_class(generator, c + 1, end));
            c = end;
        } else {
            g_string_append_c(code, *c);
        }
    }
    return g_string_free(code, FALSE);
}

static char *random_list(struct generator *generator, const struct field *field)
{
    GString *list = g_string_new(NULL);
    unsigned count = (unsigned)g_rand_int_range(generator->random, 1, 4);
    for (unsigned i = 0; i < count; i++) {
        char *code = random_code(generator, field->expression);
        g_string_append_printf(list, "%s%s", i ? " " : "", code);
        g_free(code);
    }
    return g_string_free(list, FALSE);
}

/* --- records */

static char *random_value(struct generator *generator, const struct field *field)
{
    switch (field->type) {
    case TYPE_NUMBER:
        return g_strdup(PICK(generator->random, numbers));
    case TYPE_PERCENT:
        return g_strdup(PICK(generator->random, percents));
    case TYPE_EURO:
        return g_strdup(PICK(generator->random, euros));
    case TYPE_DATE:
        return g_strdup(PICK(generator->random, dates));
    case TYPE_TARGET:
    case TYPE_RESULT:
        return chance(generator, 70) ? g_strdup(PICK(generator->random, targets))
                                     : random_text(generator, false);
    case TYPE_LIST:
        return random_list(generator, field);
    case TYPE_TEXT:
    case TYPE_CODE:
        break;
    }
    return random_text(generator, strcmp(field->level->name, "elemento") == 0);
}

static void set_text(
    struct generator *generator, struct record *record, const struct field *field, char *text)
{
    const struct place nowhere = {.row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    const struct value *value =
        value_from_text(generator->plan->arena, generator->template, field, text, &nowhere);
    g_assert_nonnull(value);
    record_set(record, field, value);
    g_free(text);
}

static bool key_is_free(const struct record *record, const struct field *key)
{
    const struct value *own = record_get(record, key);
    for (const struct record *other = record->parent->first_child; other; other = other->next) {
        const struct value *value = other->level == record->level ? record_get(other, key) : NULL;
        if (other != record && value && text_same(value->text, own->text))
            return false;
    }
    return true;
}

static bool pattern_has(const struct pattern *pattern, const struct field *field)
{
    for (unsigned i = 0; i < pattern->segment_count; i++) {
        const struct placeholder *placeholder = pattern->segments[i].placeholder;
        if (placeholder &&
            (placeholder->field == field || (placeholder->item && pattern_has(placeholder->item, field))))
            return true;
    }
    return false;
}

/* Is the field drawn in some table? */
static bool is_drawn(const struct generator *generator, const struct field *field)
{
    for (unsigned t = 0; t < generator->template->tables->len; t++) {
        const struct table *table = generator->template->tables->pdata[t];
        for (unsigned r = 0; r < table->row_count; r++)
            for (unsigned c = 0; c < table->rows[r].cell_count; c++)
                if (pattern_has(table->rows[r].cells[c].pattern, field))
                    return true;
    }
    return false;
}

/* A key that no sibling has, where the tables show one; false when there seem to be no more. */
static bool set_key(struct generator *generator, struct record *record)
{
    const struct level *level = record->level;
    const struct field *key = level->expression ? level->code : level->title;
    if (!level->expression && !is_drawn(generator, key))
        return true;
    for (unsigned i = 0; i < 50; i++) {
        set_text(generator, record, key,
            level->expression ? random_code(generator, level->expression) : random_value(generator, key));
        if (key_is_free(record, key))
            return true;
    }
    return false;
}

static void fill_fields(struct generator *generator, struct record *record)
{
    for (unsigned f = 0; f < record->level->fields->len; f++) {
        const struct field *field = record->level->fields->pdata[f];
        if (!field->is_code && !field->formula && !record_get(record, field) && is_drawn(generator, field) &&
            (field->required || chance(generator, 70)))
            set_text(generator, record, field, random_value(generator, field));
    }
}

static void take_last_back(struct record *record)
{
    struct record *parent = record->parent, *before = NULL;
    for (struct record *child = parent->first_child; child != record; child = child->next)
        before = child;
    if (before)
        before->next = NULL;
    else
        parent->first_child = NULL;
    parent->last_child = before;
}

/* Levels with more parents come first: what lacks a parent stands above what has one, as tables show it. */
static void add_children(struct generator *generator, struct record *parent)
{
    const GPtrArray *levels = generator->template->levels;
    for (unsigned pass = 0; pass < 2; pass++) {
        for (unsigned l = 1; l < levels->len; l++) {
            const struct level *level = levels->pdata[l];
            if (!(level->parent_set & LEVEL_BIT(parent->level)) || (level->parent_count > 1) != (pass == 0))
                continue;
            unsigned count = (unsigned)g_rand_int_range(generator->random, 0, 4);
            for (unsigned i = 0; i < count; i++) {
                struct record *record = plan_add_record(generator->plan, level, parent);
                if (!set_key(generator, record)) {
                    take_last_back(record);
                    break;
                }
                fill_fields(generator, record);
                add_children(generator, record);
            }
        }
    }
}

struct plan *random_plan_new(const struct template *template, GRand *random)
{
    struct generator generator = {
        .template = template,
        .random = random,
        .plan = plan_new(template),
        .fixed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    collect_fixed(&generator);
    const struct field *year = template_field(template->root, "anno");
    if (is_drawn(&generator, year))
        set_text(&generator, generator.plan->root, year, g_strdup("2025"));
    add_children(&generator, generator.plan->root);
    g_hash_table_destroy(generator.fixed);
    return generator.plan;
}

/* --- comparison */

static char *describe(
    const struct record *record, const struct field *field, const struct value *a, const struct value *b)
{
    char *first = text_quote(a && a->text ? a->text : "", 0),
         *second = text_quote(b && b->text ? b->text : "", 0);
    char *text = g_strdup_printf("%s %s: %s is %s\"%s\" and %s\"%s\"", record->level->name,
        record_name(record), field->name, a ? "" : "missing ", first, b ? "" : "missing ", second);
    g_free(first);
    g_free(second);
    return text;
}

static bool values_equal(const struct value *a, const struct value *b)
{
    return a == b || (a && b && a->kind == b->kind && value_same(a, b));
}

static const struct record *next_of_level(const struct record *record, const struct level *level)
{
    while (record && record->level != level)
        record = record->next;
    return record;
}

static bool pattern_indexes(const struct pattern *pattern, const struct level *level)
{
    for (unsigned i = 0; i < pattern->segment_count; i++) {
        const struct placeholder *placeholder = pattern->segments[i].placeholder;
        if (placeholder && placeholder->index && placeholder->level == level)
            return true;
    }
    return false;
}

/* Do its records stand in columns, of which the tables have one order for all? */
static bool stands_in_columns(const struct template *template, const struct level *level)
{
    for (unsigned t = 0; t < template->tables->len; t++) {
        const struct table *table = template->tables->pdata[t];
        for (unsigned c = 0; c < table->column_count; c++)
            if (table->columns[c].has_control && control_has_level(&table->columns[c].control, level))
                return true;
        for (unsigned r = 0; r < table->row_count; r++)
            for (unsigned c = 0; c < table->rows[r].cell_count; c++)
                if (pattern_indexes(table->rows[r].cells[c].pattern, level))
                    return true;
    }
    return false;
}

static const struct record *with_code(const struct record *first, const struct record *like)
{
    for (first = next_of_level(first, like->level); first; first = next_of_level(first->next, like->level))
        if (g_strcmp0(record_code(first), record_code(like)) == 0)
            return first;
    return NULL;
}

static bool records_equal(
    const struct template *template, const struct record *a, const struct record *b, char **ret_difference);

static unsigned count_of_level(const struct record *record, const struct level *level)
{
    unsigned count = 0;
    for (record = next_of_level(record, level); record; record = next_of_level(record->next, level))
        count++;
    return count;
}

static bool children_equal(const struct template *template, const struct level *level, const struct record *a,
    const struct record *b, char **ret_difference)
{
    bool any_order = stands_in_columns(template, level);
    const struct record *y = next_of_level(b->first_child, level);
    if (count_of_level(a->first_child, level) != count_of_level(b->first_child, level)) {
        *ret_difference =
            g_strdup_printf("below %s %s: not as many %s", a->level->name, record_name(a), level->name);
        return false;
    }
    for (const struct record *x = next_of_level(a->first_child, level); x;
         x = next_of_level(x->next, level)) {
        const struct record *other = any_order ? with_code(b->first_child, x) : y;
        if (!other) {
            *ret_difference = g_strdup_printf("%s %s is missing", level->name, record_name(x));
            return false;
        }
        if (!records_equal(template, x, other, ret_difference))
            return false;
        y = next_of_level(y->next, level);
    }
    return true;
}

static bool records_equal(
    const struct template *template, const struct record *a, const struct record *b, char **ret_difference)
{
    for (unsigned f = 0; f < a->level->fields->len; f++) {
        const struct field *field = a->level->fields->pdata[f];
        const struct value *first = record_get(a, field), *second = record_get(b, field);
        if (!field->formula && !values_equal(first, second)) {
            *ret_difference = describe(a, field, first, second);
            return false;
        }
    }
    for (unsigned l = 1; l < template->levels->len; l++)
        if (!children_equal(template, template->levels->pdata[l], a, b, ret_difference))
            return false;
    return true;
}

bool plans_equal(const struct plan *a, const struct plan *b, char **ret_difference)
{
    return records_equal(a->template, a->root, b->root, ret_difference);
}
