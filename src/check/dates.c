/* `date`: dates outside the year of the plan, in targets and results, and in what describes an indicator. */
#include "check/checking.h"

#include <string.h>
#include "support/date.h"
#include "support/italian.h"
#include "support/text.h"

#define LAST_MONTH_OF_GRACE                                                                                  \
    6 /* of the year after: what closes a year (accounts, reports) is due until June */

struct years {
    int first, last; /* of the plan: {anno}, {anno+1} ... */
};

static void widen(struct years *years, const struct pattern *pattern, int year)
{
    for (unsigned i = 0; i < pattern->segment_count; i++) {
        const struct placeholder *placeholder = pattern->segments[i].placeholder;
        if (pattern->segments[i].kind != SEGMENT_PLACEHOLDER || placeholder->kind != PLACEHOLDER_YEAR)
            continue;
        years->first = MIN(years->first, year + placeholder->offset);
        years->last = MAX(years->last, year + placeholder->offset);
    }
}

/* Does the row stand for records of the level below a parent of this level (rule 2, Rows)? */
static bool stands_for(const struct template_row *row, const struct level *level, const struct level *parent)
{
    if (!control_has_level(&row->control, level) ||
        (row->control.path != NULL && row->control.path != parent))
        return false;
    const struct level *around = row->enclosing != NULL ? control_level(&row->enclosing->control) : NULL;
    return around == NULL || around == parent || !(level->parent_set & LEVEL_BIT(around));
}

static void widen_by_row(struct years *years, const struct template_row *row, int year)
{
    for (unsigned i = 0; i < row->cell_count; i++)
        widen(years, row->cells[i].pattern, year);
}

/* The years that the tables of the level head their columns with ("Target {anno+1}", "Atteso {anno-1}"), or
 * write in its rows: a date of any of them is no slip. */
static struct years years_of(
    const struct template *template, const struct level *level, const struct level *parent, int year)
{
    struct years years = {year, year};
    for (unsigned i = 0; i < template->tables->len; i++) {
        const struct table *table = g_ptr_array_index(template->tables, i);
        const struct template_row *header = NULL;
        for (unsigned r = 0; r < table->row_count; r++) {
            const struct template_row *row = &table->rows[r];
            if (row->header)
                header = row;
            if (!stands_for(row, level, parent))
                continue;
            widen_by_row(&years, row, year);
            if (header != NULL)
                widen_by_row(&years, header, year);
        }
    }
    return years;
}

/* A date in a text, "31.01.2021" or "15 dicembre 2016", at its beginning; its length, 0: none. */
static size_t date_at(const char *text, struct civil_date *ret)
{
    char day[3] = "", rest[48] = "";
    const size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 2)
        return 0;
    const size_t length = strspn(text, "0123456789./-");
    if (length < 40 && length > digits) {
        size_t used = length;
        while (used > 0 && !g_ascii_isdigit(text[used - 1]))
            used--;
        memcpy(rest, text, used);
        int32_t serial;
        /* All four digits of the year: "1.2.14" may be a paragraph. */
        const char *last = rest + used;
        while (last > rest && g_ascii_isdigit(last[-1]))
            last--;
        if (strlen(last) == 4 && italian_date(rest, &serial)) {
            *ret = date_from_serial(serial);
            return used;
        }
        return 0;
    }
    memcpy(day, text, digits);
    const char *at = text + digits;
    size_t blank, month_length;
    while ((blank = text_space_at(at)) > 0)
        at += blank;
    const int month = italian_month_at(at, &month_length);
    if (month == 0)
        return 0;
    at += month_length;
    while ((blank = text_space_at(at)) > 0)
        at += blank;
    if (strspn(at, "0123456789") != 4)
        return 0;
    *ret =
        (struct civil_date){(int)g_ascii_strtoll(at, NULL, 10), month, (int)g_ascii_strtoll(day, NULL, 10)};
    return (size_t)(at + 4 - text);
}

/* "delibera n. 5 del 31/01/2019": the date of an act, which is of any year. */
static bool is_of_an_act(const char *text, const char *at)
{
    static const char *const words[] = {"del", "dell", "dal", "in data", "dd", "d.d"};
    while (at > text && (at[-1] == ' ' || at[-1] == '\'' || at[-1] == '.' || at[-1] == '\n'))
        at--;
    for (unsigned i = 0; i < G_N_ELEMENTS(words); i++) {
        const size_t length = strlen(words[i]);
        if ((size_t)(at - text) >= length && g_ascii_strncasecmp(at - length, words[i], length) == 0 &&
            ((size_t)(at - text) == length || !g_ascii_isalnum(at[-(ptrdiff_t)length - 1])))
            return true;
    }
    return false;
}

static void raise_date(struct checking *checking, const struct record *record, const struct field *field,
    const struct value *value, struct civil_date date, enum severity usual)
{
    enum severity severity;
    if (severity_stated(checking, record, &severity))
        usual = MIN(usual, severity);
    char *shown = g_strdup_printf("%02d/%02d/%04d", date.day, date.month, date.year);
    findings_add_as(checking->findings, FINDING_DATE_OUTSIDE, usual, &value->place, NULL, shown, field->name,
        record_subject(record), NULL);
    g_free(shown);
}

static bool is_outside(const struct years *years, struct civil_date date)
{
    return date.year < years->first || date.year > years->last + 1 ||
           (date.year == years->last + 1 && date.month > LAST_MONTH_OF_GRACE);
}

/* Dates within a text. Of those in a description every one beside the plan's years is a note. */
static void check_text(struct checking *checking, const struct record *record, const struct field *field,
    const struct value *value, const struct years *years, bool expected)
{
    const char *text = value->text;
    bool after_digit = false;
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        struct civil_date date;
        const size_t length = after_digit ? 0 : date_at(at, &date);
        after_digit = g_ascii_isdigit(*at) || *at == '.' || *at == '/';
        if (length == 0)
            continue;
        bool outside =
            expected ? is_outside(years, date) : date.year < years->first || date.year > years->last;
        if (outside && !is_of_an_act(text, at)) {
            raise_date(checking, record, field, value, date, expected ? SEVERITY_WARNING : SEVERITY_NOTE);
            return;
        }
        at += length - 1;
        after_digit = true;
    }
}

static void check_value(struct checking *checking, const struct record *record, const struct field *field,
    const struct years *years)
{
    const struct value *value = record_get(record, field);
    if (value == NULL || value->place.file == NULL)
        return;
    const bool expected = field_is_target(field) || field_is_result(field);
    if (value->kind == VALUE_DATE && expected) {
        struct civil_date date = date_from_serial((int32_t)decimal_floor(value->number));
        if (is_outside(years, date))
            raise_date(checking, record, field, value, date, SEVERITY_WARNING);
    } else if (value->kind == VALUE_TEXT && (expected || (field->type == TYPE_TEXT && !field->is_code))) {
        check_text(checking, record, field, value, years, expected);
    }
}

/* Is the level one of things that are measured? */
static bool is_measured(const struct level *level)
{
    bool measured = template_field(level, "target") != NULL || template_field(level, "risultato") != NULL;
    for (unsigned i = 0; i < level->fields->len; i++) {
        const struct field *field = g_ptr_array_index(level->fields, i);
        measured = measured || field_is_target(field) || field_is_result(field);
    }
    return measured;
}

static void check_level(
    struct checking *checking, const struct level *level, const struct level *parent, int year)
{
    const struct years years = years_of(checking->template, level, parent, year);
    const struct record *root = checking->plan->root;
    for (const struct record *record = NULL; (record = record_next_descendant(root, level, record)) != NULL;)
        for (unsigned i = 0; record->parent->level == parent && i < level->fields->len; i++)
            check_value(checking, record, g_ptr_array_index(level->fields, i), &years);
}

void check_dates(struct checking *checking)
{
    const struct field *field = template_field(checking->template->root, "anno");
    const struct value *value = field != NULL ? record_get(checking->plan->root, field) : NULL;
    if (value == NULL || value->kind != VALUE_NUMBER)
        return;
    for (unsigned i = 1; i < checking->template->levels->len; i++) {
        const struct level *level = g_ptr_array_index(checking->template->levels, i);
        for (unsigned k = 0; is_measured(level) && k < level->parent_count; k++)
            check_level(checking, level, level->parents[k], (int)decimal_floor(value->number));
    }
}
