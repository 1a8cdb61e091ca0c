/* The looks of Classi as conditional formats, on the cells that write a field alone and on those of its
 * class. */
#include "fill/live.h"

#include <string.h>
#include "writer/guard.h"

/* The cells of one column that take one look by one formula, which names its first cell by CELL. */
struct rule {
    const struct band *band;
    unsigned column;
    const char *test; /* the formula with CELL_MARK for the cell */
    GArray *ranges;   /* struct range, downwards */
};

#define CELL_MARK "\001"

struct looking {
    struct live *live;
    unsigned sheet;
    GPtrArray *rules;  /* struct rule * */
    GHashTable *known; /* band, column and test as text -> struct rule */
};

/* A bound as text: a number, or the cell that writes the field; NULL: unknown. */
static char *bound_text(
    struct looking *looking, const struct record *record, struct decimal number, const struct field *field)
{
    struct live *live = looking->live;
    if (field == NULL)
        return decimal_to_text(number);
    const struct record *holder = record_up(record, field->level);
    if (holder == NULL)
        return NULL;
    struct figure figure = calculation_field(live->filler->calculation, holder, field);
    if (figure.kind != VALUE_NUMBER)
        return NULL;
    struct reference place;
    if (reference_find(live, looking->sheet, holder, field, &place))
        return g_strdup(reference_fixed(live, looking->sheet, &place));
    return decimal_to_text(rational_to_decimal(figure.number));
}

/* Does the number lie in the band, as a truth; NULL: its bounds are unknown. */
static char *lies_in(struct looking *looking, const struct record *record, const struct band *band)
{
    char *from = bound_text(looking, record, band->from, band->from_field), *to = NULL, *truth = NULL;
    if (band->has_to)
        to = bound_text(looking, record, band->to, band->to_field);
    const char *least = band->from_exclusive ? ">" : ">=", *most = band->to_exclusive ? "<" : "<=";
    if (from != NULL && !band->has_to)
        truth = g_strdup_printf("ROUND(" CELL_MARK ",10)%s%s", least, from);
    else if (from != NULL && to != NULL)
        truth = g_strdup_printf(
            "AND(ROUND(" CELL_MARK ",10)%s%s,ROUND(" CELL_MARK ",10)%s%s)", least, from, most, to);
    g_free(to);
    g_free(from);
    return truth;
}

/* Does the other band count before this one where both hold: it begins higher, or alike and stands first? */
static bool is_before(const struct band *band, const struct band *other)
{
    if (band->from_field != NULL || other->from_field != NULL)
        return false;
    int order = decimal_compare(band->from, other->from);
    return order > 0 || (order == 0 && band < other);
}

/* Not in a band that counts before. */
static char *lies_outside(struct looking *looking, const struct record *record, const struct band *band)
{
    if (band->has_to) {
        char *truth = lies_in(looking, record, band);
        char *outside = g_strdup_printf("NOT(%s)", truth);
        g_free(truth);
        return outside;
    }
    char *from = bound_text(looking, record, band->from, NULL);
    char *outside = g_strdup_printf("ROUND(" CELL_MARK ",10)%s%s", band->from_exclusive ? "<=" : "<", from);
    g_free(from);
    return outside;
}

/* Of the bands that count before and have no end, the lowest: below it none of them counts; NULL: none. */
static const struct band *lowest_above(const struct band *bands, unsigned count, const struct band *band)
{
    const struct band *lowest = NULL;
    for (unsigned i = 0; i < count; i++)
        if (!bands[i].has_to && is_before(&bands[i], band) &&
            (lowest == NULL || is_before(lowest, &bands[i])))
            lowest = &bands[i];
    return lowest;
}

/* In the band and in none that counts before; a text, though greater than any number for Excel, is in none.
 */
static const char *number_test(struct looking *looking, const struct record *record, const struct band *bands,
    unsigned count, unsigned index)
{
    const struct band *band = &bands[index], *lowest = lowest_above(bands, count, band);
    char *own = lies_in(looking, record, band);
    if (own == NULL)
        return NULL;
    GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(parts, own);
    for (unsigned i = 0; i < count; i++) {
        bool bounded = bands[i].has_to && bands[i].to_field == NULL;
        bool low = !bands[i].has_to && lowest != NULL && bands[i].from_field == NULL &&
                   decimal_compare(bands[i].from, lowest->from) == 0;
        if ((bounded || low) && is_before(&bands[i], band))
            g_ptr_array_add(parts, lies_outside(looking, record, &bands[i]));
    }
    bool several = parts->len > 1;
    g_ptr_array_add(parts, NULL);
    char *all = g_strjoinv(",", (char **)parts->pdata);
    char *test = g_strdup_printf(
        "IF(ISNUMBER(" CELL_MARK "),%s%s%s,FALSE)", several ? "AND(" : "", all, several ? ")" : "");
    const char *kept = arena_strdup(looking->live->filler->arena, test);
    g_free(test);
    g_free(all);
    g_ptr_array_free(parts, TRUE);
    return kept;
}

static const char *label_test(struct looking *looking, const struct band *band)
{
    GString *text = g_string_new(CELL_MARK "=\"");
    for (const char *at = band->label; *at != '\0'; at++)
        g_string_append_printf(text, "%s%c", *at == '"' ? "\"" : "", *at);
    g_string_append_c(text, '"');
    const char *test = arena_strdup(looking->live->filler->arena, text->str);
    g_string_free(text, TRUE);
    return test;
}

static void add_cell(struct looking *looking, const struct band *band, const char *test,
    const struct form_row *row, unsigned column)
{
    char *key = g_strdup_printf("%p %u %s", (const void *)band, column, test);
    struct rule *rule = g_hash_table_lookup(looking->known, key);
    if (rule == NULL) {
        rule = arena_new0(looking->live->filler->arena, struct rule, 1);
        *rule = (struct rule){band, column, test, g_array_new(FALSE, FALSE, sizeof(struct range))};
        g_ptr_array_add(looking->rules, rule);
        g_hash_table_insert(looking->known, g_strdup(key), rule);
    }
    g_free(key);
    struct range *last =
        rule->ranges->len > 0 ? &g_array_index(rule->ranges, struct range, rule->ranges->len - 1) : NULL;
    if (last != NULL && last->last_row + 1 == row->first) {
        last->last_row = row->first;
        return;
    }
    struct range range = {row->first, column, row->first, column};
    g_array_append_val(rule->ranges, range);
}

/* The field whose class a field is, at its record; NULL: none. */
static const struct field *classed_field(struct live *live, const struct form_cell *cell)
{
    const struct formula *formula = cell->field->formula;
    if (formula == NULL || formula->kind != FORMULA_CALL || formula->function != FUNCTION_CLASS ||
        formula->arguments[0]->kind != FORMULA_NAME)
        return NULL;
    GArray *reached = g_array_new(FALSE, FALSE, sizeof(struct reached_field));
    calculation_reach(live->filler->calculation, formula->arguments[0], cell->record, cell->field, reached);
    const struct field *field =
        reached->len == 1 ? g_array_index(reached, struct reached_field, 0).field : NULL;
    g_array_free(reached, TRUE);
    return field;
}

static void look_at(
    struct looking *looking, const struct form_row *row, unsigned column, const struct form_cell *cell)
{
    const struct filler *filler = looking->live->filler;
    const struct band *bands = NULL;
    if (filler->options->kind == KIND_PIANO && cell->field->needs_result && cell->field->type != TYPE_RESULT)
        return;
    unsigned count = template_bands(filler->template, cell->field, &bands);
    for (unsigned i = 0; i < count; i++) {
        const char *test = number_test(looking, cell->record, bands, count, i);
        if (test != NULL)
            add_cell(looking, &bands[i], test, row, column);
    }
    const struct field *classed = count == 0 ? classed_field(looking->live, cell) : NULL;
    count = classed != NULL ? template_bands(filler->template, classed, &bands) : 0;
    for (unsigned i = 0; i < count; i++)
        add_cell(looking, &bands[i], label_test(looking, &bands[i]), row, column);
}

/* The formula for the cell at the head of a range. */
static const char *formula_for(struct sheet *laid, const char *test, const struct range *range)
{
    char address[16];
    place_address(range->first_row, range->first_column, address);
    char **pieces = g_strsplit(test, CELL_MARK, -1);
    char *formula = g_strjoinv(address, pieces);
    const char *kept = workbook_intern(laid->workbook, formula);
    g_free(formula);
    g_strfreev(pieces);
    return kept;
}

static void lay_rule(struct sheet *laid, const struct template *template, const struct rule *rule)
{
    const struct style *style = workbook_get_style(template->workbook, rule->band->style);
    struct conditional_format format = {
        .fill = style->fill, .colour = style->font.colour, .bold = style->font.bold};
    if (format.fill == COLOUR_NONE && format.colour == COLOUR_NONE && !format.bold)
        return;
    struct range *ranges = arena_new0(laid->workbook->arena, struct range, rule->ranges->len);
    memcpy(ranges, rule->ranges->data, rule->ranges->len * sizeof *ranges);
    for (unsigned done = 0; done < rule->ranges->len;) {
        format.ranges = ranges + done;
        format.range_count = 0;
        size_t length = 0;
        /* an address has at most 21 bytes with its blank */
        while (done + format.range_count < rule->ranges->len && length + 21 <= GUARD_CELLS_BYTES) {
            format.range_count++;
            length += 21;
        }
        format.formula = formula_for(laid, rule->test, &ranges[done]);
        g_array_append_val(laid->conditional_formats, format);
        done += format.range_count;
    }
}

void live_looks(struct live *live, unsigned sheet, struct sheet *laid)
{
    struct looking looking = {
        live, sheet, g_ptr_array_new(), g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    const struct form *form = g_ptr_array_index(live->forms, sheet);
    for (unsigned r = 0; r < form->rows->len; r++) {
        const struct form_row *row = g_ptr_array_index(form->rows, r);
        for (unsigned c = 0; row->table != NULL && c < row->table->column_count; c++)
            if (row->cells[c].record != NULL && row->cells[c].is_figure)
                look_at(&looking, row, c, &row->cells[c]);
    }
    for (unsigned i = 0; i < looking.rules->len; i++) {
        struct rule *rule = g_ptr_array_index(looking.rules, i);
        lay_rule(laid, live->filler->template, rule);
        g_array_free(rule->ranges, TRUE);
    }
    g_hash_table_destroy(looking.known);
    g_ptr_array_free(looking.rules, TRUE);
}
