/* Which template: the one with whose headers most cells agree (rule 3.10). */
#include "match/session.h"

#include <string.h>
#include "support/failure.h"
#include "support/intl.h"

/* How well a template fits the inputs. */
struct candidate {
    const struct template *template;
    unsigned agreeing;  /* header cells */
    unsigned explained; /* characters, in a trial */
    bool accepted;      /* the trial refused no input */
    int year;           /* of the inputs, 0: none; YEAR_UNKNOWN */
};

#define YEAR_UNKNOWN (-1) /* they do not agree on one, or Modello has its own */

static const struct template_row *nearest_header(
    struct reader *reader, const struct view *view, struct header_fit *best)
{
    const struct template_row *found = NULL;
    const GPtrArray *tables = reader->template->tables;
    best->agreeing = 0;
    for (unsigned t = 0; t < tables->len; t++) {
        const struct table *table = g_ptr_array_index(tables, t);
        struct header_fit fit;
        header_fit_init(&fit, table);
        for (unsigned i = 0; table->control.read && i < table->row_count; i++)
            for (unsigned r = 0; table->rows[i].header && r < view->row_count; r++) {
                header_fits(reader, view, &view->rows[r], &table->rows[i], 0, &fit);
                if (found == NULL || fit.agreeing > best->agreeing) {
                    found = &table->rows[i];
                    best->agreeing = fit.agreeing;
                    best->map.of = g_renew(unsigned, best->map.of, fit.map.size);
                    best->map.size = fit.map.size;
                    for (unsigned c = 0; c < fit.map.size; c++)
                        best->map.of[c] = fit.map.of[c];
                }
            }
        header_fit_clear(&fit);
    }
    return found;
}

char *nearest_table(struct reader *reader, const struct view *view)
{
    struct header_fit best;
    header_fit_init(&best, g_ptr_array_index(reader->template->tables, 0));
    const struct template_row *header = nearest_header(reader, view, &best);
    GString *text = g_string_new(NULL);
    if (header != NULL) {
        g_string_append_printf(text, "%s", header->table->sheet->tab->source);
        unsigned lacking = 0;
        for (unsigned c = 0; c < header->cell_count; c++)
            if (best.map.of[header->cells[c].column] == NO_COLUMN)
                g_string_append_printf(text, "%s%s", lacking++ == 0 ? _(", which lacks the headers ") : " | ",
                    header->cells[c].pattern->source);
    }
    header_fit_clear(&best);
    return g_string_free(text, FALSE);
}

static void count_agreeing(struct candidate *candidate, const struct views *views, int given)
{
    struct session session;
    struct findings *unheard = findings_new();
    int year = 0;
    session_init(&session, candidate->template, views, unheard);
    bool found = year_find(&session.reader, session.views->list, given, &year, NULL);
    if (!found)
        year = 0; /* the reading will say so */
    const struct field *own = template_field(candidate->template->root, "anno");
    bool forced = own && record_get(session.reader.plan->root, own);
    candidate->year = found && !forced ? year : YEAR_UNKNOWN;
    candidate->agreeing = year_agreeing_cells(&session.reader, session.views->list, year);
    session_clear(&session);
    findings_free(unheard);
}

static void try_reading(struct candidate *candidate, const struct views *views, int year)
{
    struct session session;
    struct findings *unheard = findings_new();
    session_init(&session, candidate->template, views, unheard);
    candidate->accepted = session_read(&session, year, NULL);
    candidate->explained = session.reader.explained;
    session_clear(&session);
    findings_free(unheard);
}

const char *nothing_to_read(void)
{
    return _("holds no cell that could be read: its sheets are empty or hidden; give the right workbook");
}

static void report_none(const struct candidate *best, const struct views *views, GError **error)
{
    const struct workbook *first = g_ptr_array_index(views->workbooks, 0);
    struct place place = {.file = first->name, .row = PLACE_NO_CELL, .column = PLACE_NO_CELL};
    struct session session;
    struct findings *unheard = findings_new();
    char *nearest = NULL;
    session_init(&session, best->template, views, unheard);
    for (unsigned v = 0; v < session.views->list->len && best->template->tables->len > 0 && nearest == NULL;
         v++) {
        const struct view *view = g_ptr_array_index(session.views->list, v);
        if (view->sheet->workbook == first && view->row_count > 0)
            nearest = nearest_table(&session.reader, view);
    }
    if (nearest == NULL)
        failure_set(error, FAILURE_INPUT, &place, "%s", nothing_to_read());
    else
        failure_set(error, FAILURE_INPUT, &place,
            _("no template fits; the nearest is %s (%s); give the right workbook, or --template"),
            best->template->name, nearest);
    g_free(nearest);
    session_clear(&session);
    findings_free(unheard);
}

static const struct template *choose(
    const GPtrArray *templates, const struct views *views, int year, int *ret_year, GError **error)
{
    struct candidate *candidates = g_new0(struct candidate, templates->len + 1);
    const struct candidate *best = NULL, *equal = NULL;
    unsigned most = 0, equals = 0;
    for (unsigned t = 0; t < templates->len; t++) {
        candidates[t].template = g_ptr_array_index(templates, t);
        count_agreeing(&candidates[t], views, year);
        if (t == 0 || candidates[t].agreeing > most) {
            most = candidates[t].agreeing;
            equals = 0;
        }
        equals += candidates[t].agreeing == most ? 1 : 0;
    }
    for (unsigned t = 0; t < templates->len; t++) {
        if (candidates[t].agreeing != most)
            continue;
        if (equals > 1 || most == 0) /* a trial only between equals */
            try_reading(&candidates[t], views, year);
        if (best == NULL || candidates[t].explained > best->explained) {
            best = &candidates[t];
            equal = NULL;
        } else if (candidates[t].explained == best->explained) {
            equal = &candidates[t];
        }
    }
    const struct template *chosen = best != NULL ? best->template : NULL;
    if (best != NULL)
        *ret_year = best->year;
    if (best == NULL) {
        failure_set(error, FAILURE_INPUT, NULL, _("there are no templates; give one with --template"));
    } else if (most == 0 && !best->accepted) {
        report_none(best, views, error);
        chosen = NULL;
    } else if (equal != NULL) {
        bool alike =
            strcmp(best->template->name, equal->template->name) == 0; /* only the files tell them apart */
        failure_set(error, FAILURE_INPUT, NULL,
            _("the templates %s and %s fit equally; choose one with --template"),
            alike ? best->template->path : best->template->name,
            alike ? equal->template->path : equal->template->name);
        chosen = NULL;
    }
    g_free(candidates);
    return chosen;
}

const struct template *match_choose_year(
    const GPtrArray *templates, const struct views *views, int year, int *ret_year, GError **error)
{
    int found = YEAR_UNKNOWN;
    const struct template *template = choose(templates, views, year, &found, error);
    if (template && found == YEAR_UNKNOWN && !match_year(template, views, year, &found, error))
        return NULL;
    if (template)
        *ret_year = found;
    return template;
}

const struct template *match_choose(
    const GPtrArray *templates, const struct views *views, int year, GError **error)
{
    int found;
    return choose(templates, views, year, &found, error);
}
