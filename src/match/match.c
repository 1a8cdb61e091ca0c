#include "match/match.h"

#include <string.h>
#include "match/reader.h"
#include "match/session.h"
#include "support/failure.h"
#include "support/intl.h"

void session_init(struct session *session, const struct template *template, const struct views *views,
    struct findings *findings)
{
    memset(session, 0, sizeof *session);
    session->views = views;
    session->unheard = findings_new();
    session->reader = (struct reader){
        .template = template,
        .plan = plan_new(template),
        .account = account_new(views->workbooks),
        .findings = findings,
        .arena = arena_new(),
        .header_keys = g_hash_table_new(g_str_hash, g_str_equal),
        .merges_noted = g_hash_table_new(NULL, NULL),
    };
    session->reader.conditions = calculation_new(session->reader.plan, KIND_RELAZIONE, session->unheard);
    header_collect_keys(&session->reader);
    views_set_aside(views, session->reader.account, findings);
}

void session_clear(struct session *session)
{
    calculation_free(session->reader.conditions);
    plan_free(session->reader.plan);
    account_free(session->reader.account);
    arena_free(session->reader.arena);
    g_hash_table_destroy(session->reader.header_keys);
    g_hash_table_destroy(session->reader.merges_noted);
    findings_free(session->unheard);
}

/* The year given by hand, or forced by Modello; 0: none. */
static int forced_year(const struct session *session, int given)
{
    const struct field *field = template_field(session->reader.template->root, "anno");
    const struct value *known = field != NULL ? record_get(session->reader.plan->root, field) : NULL;
    if (given != 0 || known == NULL || known->kind != VALUE_NUMBER)
        return given;
    return (int)decimal_floor(known->number);
}

static bool find_year(struct session *session, int given, GError **error)
{
    struct place nowhere = {.row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    int year = 0;
    if (!year_find(&session->reader, session->views->list, forced_year(session, given), &year, error))
        return false;
    const struct field *field = template_field(session->reader.template->root, "anno");
    if (given != 0 && field != NULL)
        record_set(session->reader.plan->root, field, NULL);
    part_set_year(&session->reader, year, &nowhere);
    return true;
}

/* Parts are read in the order of the template's tables, then of the files. */
static int by_trust(gconstpointer a, gconstpointer b)
{
    const struct division *first = a, *second = b;
    unsigned table_a = first->table != NULL ? first->table->index : NO_COLUMN;
    unsigned table_b = second->table != NULL ? second->table->index : NO_COLUMN;
    if (table_a != table_b)
        return table_a < table_b ? -1 : 1;
    if (first->view->number != second->view->number)
        return first->view->number < second->view->number ? -1 : 1;
    return first->first < second->first ? -1 : first->first > second->first ? 1 : 0;
}

static void read_unrecognized(struct session *session, const struct division *division)
{
    struct place place = sheet_place(division->view->sheet, PLACE_NO_CELL, PLACE_NO_CELL);
    char *nearest = nearest_table(&session->reader, division->view);
    findings_add(session->reader.findings, FINDING_SHEET_UNRECOGNIZED, &place, NULL, nearest, NULL);
    g_free(nearest);
    for (unsigned r = division->first; r < division->last; r++)
        for (unsigned c = 0; c < division->view->rows[r].count; c++)
            reader_set_state(
                &session->reader, division->view, &division->view->rows[r].cells[c], STATE_UNRECOGNIZED);
}

/* A table that is only written: what it takes is ignored, nothing of it is read. */
static void read_ignored(struct session *session, const struct division *division)
{
    struct reader aside = session->reader;
    aside.plan = plan_new(aside.template);
    aside.findings = findings_new();
    aside.conditions = calculation_new(aside.plan, KIND_RELAZIONE, aside.findings);
    part_read_rows(&aside, division);
    session->reader.part_count = aside.part_count;
    calculation_free(aside.conditions);
    findings_free(aside.findings);
    plan_free(aside.plan);
}

static GArray *divide_all(struct session *session)
{
    GArray *divisions = g_array_new(FALSE, FALSE, sizeof(struct division));
    for (unsigned v = 0; v < session->views->list->len; v++)
        divide_view(&session->reader, g_ptr_array_index(session->views->list, v), divisions);
    g_array_sort(divisions, by_trust);
    return divisions;
}

/* An input in which no part finds a table, or more than half of the cells are unrecognized, refuses the run
 * (3.10). */
static bool refuse(struct session *session, const GArray *divisions, GError **error)
{
    for (unsigned w = 0; w < session->views->workbooks->len; w++) {
        const struct workbook *workbook = g_ptr_array_index(session->views->workbooks, w);
        struct account_totals totals = account_count(session->reader.account, workbook);
        bool any = false;
        for (unsigned d = 0; d < divisions->len; d++) {
            const struct division *division = &g_array_index(divisions, struct division, d);
            any = any || (division->table != NULL && division->view->sheet->workbook == workbook);
        }
        unsigned unrecognized = totals.states[STATE_UNRECOGNIZED];
        if (any && unrecognized * 2 <= totals.cells)
            continue;
        char *nearest = NULL;
        for (unsigned v = 0; v < session->views->list->len && nearest == NULL; v++) {
            const struct view *view = g_ptr_array_index(session->views->list, v);
            if (view->sheet->workbook == workbook && view->row_count > 0)
                nearest = nearest_table(&session->reader, view);
        }
        struct place place = {.file = workbook->name, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
        const char *name = session->reader.template->name;
        if (nearest == NULL)
            failure_set(error, FAILURE_INPUT, &place, "%s", nothing_to_read());
        else if (!any)
            failure_set(error, FAILURE_INPUT, &place,
                _("no table of the template %s fits; the nearest is %s; give the right workbook, or "
                  "--template"),
                name, nearest);
        else
            failure_set(error, FAILURE_INPUT, &place,
                _("%u of %u cells are not recognized by the template %s; the nearest table is %s; give the "
                  "right "
                  "workbook, or --template"),
                unrecognized, totals.cells, name, nearest);
        g_free(nearest);
        return true;
    }
    return false;
}

static void check_obligatory(const struct plan *plan, struct findings *findings)
{
    struct record *record = NULL;
    while ((record = record_next_any(plan->root, record)) != NULL)
        for (unsigned f = 0; f < record->level->fields->len; f++) {
            const struct field *field = g_ptr_array_index(record->level->fields, f);
            if (!field->required || field->formula != NULL || record_get(record, field) != NULL)
                continue;
            const char *own = record_name(record); /* "": a parent that was missing */
            char *name = g_strconcat(record->level->label, *own != '\0' ? " " : "", own, NULL);
            findings_add(findings, FINDING_REQUIRED_MISSING, &record->place, NULL, field->name, name, NULL);
            g_free(name);
        }
}

static bool has_results(const struct plan *plan)
{
    for (struct record *record = plan->root; record != NULL; record = record_next_any(plan->root, record))
        for (unsigned f = 0; f < record->level->fields->len; f++) {
            const struct field *field = g_ptr_array_index(record->level->fields, f);
            if (field->type == TYPE_RESULT && field->formula == NULL && record_get(record, field) != NULL)
                return true;
        }
    return false;
}

bool session_read(struct session *session, int year, GError **error)
{
    if (!find_year(session, year, error))
        return false;
    GArray *divisions = divide_all(session);
    for (unsigned d = 0; d < divisions->len; d++) {
        const struct division *division = &g_array_index(divisions, struct division, d);
        if (division->table == NULL)
            read_unrecognized(session, division);
        else if (division->ignored)
            read_ignored(session, division);
        else
            part_read_rows(&session->reader, division);
    }
    bool accepted = !refuse(session, divisions, error);
    g_array_free(divisions, TRUE);
    return accepted;
}

bool match_year(
    const struct template *template, const struct views *views, int year, int *ret, GError **error)
{
    struct session session;
    struct findings *unheard = findings_new();
    session_init(&session, template, views, unheard);
    int given = forced_year(&session, year);
    bool found = year_find(&session.reader, session.views->list, given, ret, error);
    session_clear(&session);
    findings_free(unheard);
    return found;
}

bool match_read(const struct template *template, const struct views *views, int year,
    struct findings *findings, struct reading *ret, GError **error)
{
    struct session session;
    session_init(&session, template, views, findings);
    bool read = session_read(&session, year, error);
    if (read) {
        check_obligatory(session.reader.plan, findings);
        *ret = (struct reading){
            .plan = session.reader.plan,
            .account = session.reader.account,
            .year = session.reader.year,
            .has_results = has_results(session.reader.plan),
        };
        session.reader.plan = NULL;
        session.reader.account = NULL;
    }
    session_clear(&session);
    return read;
}

void reading_clear(struct reading *reading)
{
    plan_free(reading->plan);
    account_free(reading->account);
    memset(reading, 0, sizeof *reading);
}
