/* An explanation for people: what fits on one screen, the nearest operands first. */
#include "cli/explain.h"

#include <string.h>
#include "support/intl.h"
#include "support/text.h"

#define SCREEN_LINES 24
#define SCREEN_COLUMNS 100
#define LABEL_COLUMNS 14
#define MOST_WRAPPED 3
#define NAME_COLUMNS 44 /* of the names of operands, indentation included */
#define VALUE_COLUMNS 22
#define PERCENT_DECIMALS 4 /* of the fraction: two of the percentage */

struct screen {
    struct calculation *calculation;
    GString *text;
    unsigned lines;
    GHashTable *open;            /* lines that are gone into */
    const struct record *record; /* whose figure it is */
};

/* A label and a text wrapped at blanks, cut after some lines. */
static void say(struct screen *screen, const char *label, const char *text)
{
    char *line = text_one_line(text);
    char *quoted = text_quote(line, (SCREEN_COLUMNS - LABEL_COLUMNS) * MOST_WRAPPED - 20);
    int width = LABEL_COLUMNS - 1 - (int)g_utf8_strlen(label, -1);
    g_string_append_printf(screen->text, "%s:%*s", label, MAX(width, 1), "");
    char **words = g_strsplit(quoted, " ", -1);
    glong column = 0;
    for (unsigned i = 0; words[i] != NULL; i++) {
        glong length = g_utf8_strlen(words[i], -1);
        bool wrap = column > 0 && column + 1 + length > SCREEN_COLUMNS - LABEL_COLUMNS;
        if (wrap)
            g_string_append_printf(screen->text, "\n%*s", LABEL_COLUMNS, "");
        else if (column > 0)
            g_string_append_c(screen->text, ' ');
        screen->lines += wrap;
        column = wrap ? length : column + (column > 0) + length;
        g_string_append(screen->text, words[i]);
    }
    g_string_append_c(screen->text, '\n');
    screen->lines++;
    g_strfreev(words);
    g_free(quoted);
    g_free(line);
}

/* `text` cut or padded to so many columns. */
static void add_column(GString *row, const char *text, unsigned columns)
{
    char *line = text_one_line(text);
    char *quoted = text_quote(line, columns - 2);
    int width = (int)columns - (int)g_utf8_strlen(quoted, -1);
    g_string_append_printf(row, "%s%*s", quoted, MAX(width, 1), "");
    g_free(quoted);
    g_free(line);
}

/* Lines that all operands of a value take when they are gone into: a rule and operands each. */
static unsigned lines_below(const struct operand_line *line)
{
    unsigned lines = 0;
    for (guint i = 0; i < line->operands->len; i++) {
        const struct operand_line *operand = g_ptr_array_index(line->operands, i);
        lines += operand->operands != NULL ? operand->operands->len + (operand->rule != NULL) : 0;
    }
    return lines;
}

/* Of the tree, breadth first, as much as the screen has room for; the operands of one value are gone into all
 * or none. */
static void choose_open(struct screen *screen, const struct operand_line *root)
{
    GQueue queue = G_QUEUE_INIT;
    unsigned used = screen->lines + root->operands->len + (root->rule != NULL);
    unsigned room = SCREEN_LINES > used ? SCREEN_LINES - used : 0;
    g_hash_table_add(screen->open, (gpointer)(guintptr)root);
    g_queue_push_tail(&queue, (gpointer)(guintptr)root);
    for (const struct operand_line *line; (line = g_queue_pop_head(&queue)) != NULL;) {
        unsigned lines = lines_below(line);
        if (lines == 0 || lines > room)
            continue;
        room -= lines;
        for (guint i = 0; i < line->operands->len; i++) {
            struct operand_line *operand = g_ptr_array_index(line->operands, i);
            if (operand->operands == NULL)
                continue;
            g_hash_table_add(screen->open, operand);
            g_queue_push_tail(&queue, operand);
        }
    }
    g_queue_clear(&queue);
}

static void say_operands(struct screen *screen, const struct operand_line *line);

/* "Metodo!C91": of the template. To be freed. */
static char *cell_of(const struct place *place)
{
    char address[16];
    place_address(place->row, place->column, address);
    return g_strdup_printf("%s!%s", place->sheet != NULL ? place->sheet : "", address);
}

static const char *name_of(const struct record *record)
{
    const char *name = record_name(record);
    return *name ? name : record->level->label;
}

static void say_operand(struct screen *screen, const struct operand_line *line)
{
    GString *row = g_string_new(NULL);
    unsigned indent = 2 * line->depth;
    g_string_append_printf(row, "%*s", (int)indent, "");
    char *name = line->record == screen->record
                     ? g_strdup(line->field->name)
                     : g_strdup_printf("%s  %s", name_of(line->record), line->field->name);
    add_column(row, name, NAME_COLUMNS > indent + 10 ? NAME_COLUMNS - indent : 10);
    char *value = explain_value(screen->calculation, line->field, &line->figure);
    add_column(row, *value ? value : _("(empty)"), VALUE_COLUMNS);
    bool open = g_hash_table_contains(screen->open, line);
    const struct place *place = explain_place(line);
    bool read = line->figure.read != NULL || line->field->formula == NULL;
    char *where = read ? place_text(place) : cell_of(&line->field->formula_place);
    char *computed = read ? NULL : g_strdup_printf(_("computed (%s)"), where);
    g_string_append(row, read ? where : computed);
    g_free(computed);
    g_string_append_printf(screen->text, "%s\n", row->str);
    screen->lines++;
    g_free(where);
    g_free(value);
    g_free(name);
    g_string_free(row, TRUE);
    if (open)
        say_operands(screen, line);
}

static void say_rule(struct screen *screen, const struct operand_line *line)
{
    if (line->rule == NULL)
        return;
    char *rule = explain_rule(line->rule);
    g_string_append_printf(screen->text, "%*s-> %s\n", 2 * (int)line->depth + 2, "", rule);
    screen->lines++;
    g_free(rule);
}

static void say_operands(struct screen *screen, const struct operand_line *line)
{
    say_rule(screen, line);
    unsigned count = line->operands->len, shown = 0;
    unsigned room = SCREEN_LINES > screen->lines ? SCREEN_LINES - screen->lines : 0;
    if (line->depth > 0 || count <= room)
        shown = count;
    else
        shown = MAX(room, 2) - 1;
    for (unsigned i = 0; i < shown; i++)
        say_operand(screen, g_ptr_array_index(line->operands, i));
    if (shown < count) {
        g_string_append_printf(screen->text, _("  ... and %u more (--json gives all)"), count - shown);
        g_string_append_c(screen->text, '\n');
    }
}

/* Does the value that is shown leave nothing out? */
static bool is_shown_whole(struct screen *screen, const struct operand_line *line)
{
    const struct rational *number = line->figure.kind == VALUE_NUMBER ? line->figure.number : NULL;
    struct rational_pool *pool = calculation_pool(screen->calculation);
    if (number == NULL)
        return true;
    const struct rational *shown = line->field->type == TYPE_PERCENT
                                       ? rational_round(pool, number, PERCENT_DECIMALS, ROUND_HALF_AWAY)
                                       : rational_from_decimal(pool, rational_to_decimal(number));
    return rational_compare(shown, number) == 0;
}

static void say_result(struct screen *screen, const struct operand_line *line)
{
    char *value = explain_value(screen->calculation, line->field, &line->figure);
    char *exact = is_shown_whole(screen, line) ? NULL : explain_exact(&line->figure);
    const struct band *band = calculation_band(screen->calculation, line->record, line->field, &line->figure);
    char *text = g_strdup_printf("%s%s%s%s%s%s", *value ? value : _("missing"), exact != NULL ? "  (" : "",
        exact != NULL ? exact : "", exact != NULL ? ")" : "", band != NULL ? "  " : "",
        band != NULL ? band->label : "");
    say(screen, _("result"), text);
    g_free(text);
    g_free(exact);
    g_free(value);
}

static void say_method(struct screen *screen, const struct operand_line *line)
{
    const struct field *field = line->field;
    char *place = cell_of(&field->formula_place);
    char *formula = g_strdup_printf("%s  [%s]", field->formula_source, place);
    say(screen, _("formula"), formula);
    g_free(formula);
    g_free(place);
}

char *explain_as_text(const struct explanation *explanation, const struct operand_line *line)
{
    struct screen screen = {
        explanation->calculation, g_string_new(NULL), 0, g_hash_table_new(NULL, NULL), line->record};
    const char *title =
        line->record->level->title != NULL && record_get(line->record, line->record->level->title) != NULL
            ? record_get(line->record, line->record->level->title)->text
            : "";
    char *subject = g_strdup_printf("%s %s  %s", line->record->level->label, name_of(line->record),
        strcmp(title, record_name(line->record)) == 0 ? "" : title);
    say(&screen, line->field->name, subject);
    g_free(subject);
    say_result(&screen, line);
    if (line->field->formula != NULL) {
        say_method(&screen, line);
        char *words = explain_words(explanation, line->field);
        say(&screen, _("in words"), words);
        g_free(words);
        char *rounding = explain_rounding(line->field->formula, line->field->formula_source);
        say(&screen, _("rounding"), rounding);
        g_free(rounding);
    }
    if (line->figure.read != NULL) {
        char *place = place_text(&line->figure.read->place);
        say(&screen, line->field->formula != NULL ? _("value read") : _("read"), place);
        g_free(place);
    }
    if (line->operands != NULL && line->operands->len > 0) {
        g_string_append_printf(screen.text, "%s:\n", _("operands"));
        screen.lines++;
        choose_open(&screen, line);
        say_operands(&screen, line);
    }
    g_hash_table_destroy(screen.open);
    return g_string_free(screen.text, FALSE);
}
