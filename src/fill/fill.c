#include "fill/live.h"

#include "support/date.h"
#include "support/failure.h"
#include "support/intl.h"
#include "support/text.h"

#define CALCOLI "Calcoli" /* the tab of what formulas need and no table writes */
#define MOST_TABS_LISTED 30u

struct filling {
    struct filler filler;
    struct fill_options options;
    GPtrArray *forms; /* struct form *, those to be written */
    GHashTable *tabs; /* names taken, folded */
    char *calcoli_tab;
    GPtrArray *omitted;
    GPtrArray *all_tabs; /* char *: also of those that --sheets leaves out */
};

static struct form *form_new(const struct template_sheet *drawn, struct record *record)
{
    struct form *form = g_new0(struct form, 1);
    form->drawn = drawn;
    form->record = record;
    form->tables = g_ptr_array_new();
    form->rows = g_ptr_array_new();
    form->merges = g_array_new(FALSE, FALSE, sizeof(struct form_merge));
    return form;
}

static void form_free(gpointer data)
{
    struct form *form = data;
    g_free(form->tab);
    g_ptr_array_free(form->tables, TRUE);
    g_ptr_array_free(form->rows, TRUE);
    g_array_free(form->merges, TRUE);
    g_free(form->widths);
    g_free(form->hidden);
    g_free(form);
}

static bool is_blank(const struct form_row *row)
{
    return row->row == NULL || row->row->blank;
}

static struct form_row *last_row(const struct form *form)
{
    return form->rows->len == 0 ? NULL : g_ptr_array_index(form->rows, form->rows->len - 1);
}

/* One of the sheet's tables below what stands already; a blank row between, where the drawing has none of its
 * own. False if there is nothing to show. `ret_wanted`: it should have been there. */
static bool add_table(struct filler *filler, struct form *form, const struct table *table, bool *ret_wanted)
{
    bool by_kind = false;
    if (!table_keeps(filler, table, &by_kind)) {
        *ret_wanted = !by_kind;
        return false;
    }
    unsigned before = form->rows->len;
    *ret_wanted = true;
    filler->form = form;
    filler->table = arena_new0(filler->arena, struct form_table, 1);
    filler->table->table = table;
    if (before > 0 && !is_blank(last_row(form)))
        g_ptr_array_add(form->rows, arena_new0(filler->arena, struct form_row, 1));
    bool columns = columns_lay(filler);
    if (!rows_walk(filler) || !columns) {
        g_ptr_array_set_size(form->rows, (gint)before);
        return false;
    }
    g_ptr_array_add(form->tables, filler->table);
    return true;
}

static void fill_tables(struct filler *filler, struct form *form, bool *ret_wanted)
{
    for (unsigned i = 0; i < form->drawn->table_count; i++) {
        bool wanted = false;
        if (form->drawn->tables[i]->control.write)
            add_table(filler, form, form->drawn->tables[i], &wanted);
        *ret_wanted = *ret_wanted || wanted;
    }
    while (form->rows->len > 0 && is_blank(last_row(form)))
        g_ptr_array_set_size(form->rows, (gint)form->rows->len - 1);
    unsigned columns = 1;
    for (unsigned i = 0; i < form->tables->len; i++)
        columns = MAX(columns, ((const struct form_table *)g_ptr_array_index(form->tables, i))->column_count);
    form->widths = g_new0(double, columns);
    form->hidden = g_new0(bool, columns);
}

static void add_form(struct filling *filling, const struct template_sheet *drawn, struct record *record)
{
    struct filler *filler = &filling->filler;
    filler->drawn = drawn;
    filler->sheet_record = record;
    filler->scope.sheet_record = record;
    struct form *form = form_new(drawn, record);
    bool wanted = false;
    fill_tables(filler, form, &wanted);
    char *text =
        drawn->tab == NULL ? g_strdup(drawn->drawing->name) : pattern_fill(filler, drawn->tab, record);
    bool written = form->rows->len > 0;
    if (written) {
        form->tab = tab_name(text, filling->tabs);
        g_ptr_array_add(filling->all_tabs, g_strdup(form->tab));
        if (record != NULL)
            record->written = true;
    } else if (wanted && filling->omitted != NULL) {
        g_ptr_array_add(filling->omitted, g_strdup(text));
    }
    g_free(text);
    if (written && tab_wanted(form->tab, filler->options->sheets))
        g_ptr_array_add(filling->forms, form);
    else
        form_free(form);
}

/* The level of a `per` sheet; NULL: one sheet. */
static const struct level *per_level(const struct template_sheet *drawn)
{
    for (unsigned i = 0; i < drawn->table_count; i++)
        if (drawn->tables[i]->control.write && drawn->tables[i]->control.per)
            return control_level(&drawn->tables[i]->control);
    return NULL;
}

static bool is_written(const struct template_sheet *drawn)
{
    for (unsigned i = 0; i < drawn->table_count; i++)
        if (drawn->tables[i]->control.write)
            return true;
    return false;
}

static void add_sheet(struct filling *filling, const struct template_sheet *drawn)
{
    const struct level *per = per_level(drawn);
    struct record *root = filling->filler.plan->root;
    if (!is_written(drawn))
        return;
    if (per == NULL || per == filling->filler.template->root) {
        add_form(filling, drawn, NULL);
        return;
    }
    struct record *record = record_next_descendant(root, per, NULL);
    if (record == NULL && filling->omitted != NULL)
        g_ptr_array_add(filling->omitted, g_strdup(drawn->drawing->name));
    for (; record != NULL; record = record_next_descendant(root, per, record))
        add_form(filling, drawn, record);
}

/* Title, author and date of the document: of the plan, never of the day. */
static void set_properties(struct filler *filler, struct workbook *workbook)
{
    const struct template *template = filler->template;
    const struct field *body = template_field(template->root, "ente");
    const char *title = template->description != NULL ? template->description : template->name;
    const struct field *field = template_field(template->root, "anno");
    const struct value *value = field == NULL ? NULL : record_get(filler->plan->root, field);
    bool has_year = value != NULL && value->kind == VALUE_NUMBER;
    int year = has_year ? (int)decimal_floor(value->number) : 0;
    if (title != NULL) {
        char *dated = has_year ? g_strdup_printf("%s %d", title, year) : g_strdup(title);
        char *annex = annex_title(filler, filler->annex);
        const char *of_document = workbook_intern(workbook, dated);
        workbook->title = *annex != '\0' ? workbook_intern(workbook, annex) : of_document;
        workbook->subject = *annex != '\0' ? of_document : NULL;
        g_free(annex);
        g_free(dated);
    }
    const struct value *author = body == NULL ? NULL : record_get(filler->plan->root, body);
    if (author != NULL && author->text != NULL)
        workbook->author = workbook_intern(workbook, author->text);
    struct civil_date new_year = {year, 1, 1};
    int32_t created;
    if (has_year && date_to_serial(new_year, &created))
        workbook->created = created;
}

/* What an earlier workbook of these sheets had. */
static void forget_formulas(const GPtrArray *forms)
{
    for (unsigned i = 0; i < forms->len; i++) {
        const struct form *form = g_ptr_array_index(forms, i);
        for (unsigned r = 0; r < form->rows->len; r++) {
            struct form_row *row = g_ptr_array_index(form->rows, r);
            for (unsigned c = 0; row->table != NULL && c < row->table->column_count; c++)
                row->cells[c].formula = NULL;
        }
    }
}

static struct workbook *lay_forms(struct filling *filling, const GPtrArray *forms, bool for_print)
{
    struct filler *filler = &filling->filler;
    struct workbook *workbook = workbook_new(NULL);
    set_properties(filler, workbook);
    if (filler->options->emblem != NULL)
        workbook_set_emblem(workbook, filler->options->emblem);
    filler->emblem_in_row = for_print && filler->options->emblem != NULL;
    if (filler->emblem_in_row)
        emblem_push_rows(forms, 1);
    struct live *live = live_new(filler, forms, filling->calcoli_tab);
    if (!filler->options->values_only)
        live_fill(live);
    else
        forget_formulas(forms);
    for (unsigned i = 0; i < forms->len; i++) {
        struct form *form = g_ptr_array_index(forms, i);
        filler->sheet_record = form->record;
        filler->scope.sheet_record = form->record;
        form_lay(filler, form, workbook);
        live_looks(live, i, g_ptr_array_index(workbook->sheets, i));
    }
    if (!filler->options->values_only)
        calcoli_lay(live, workbook);
    live_free(live);
    if (filler->emblem_in_row)
        emblem_push_rows(forms, -1);
    return workbook;
}

static void free_branch(gpointer branch)
{
    branch_free(branch);
}

static void filler_clear(struct filler *filler)
{
    g_ptr_array_free(filler->branches, TRUE);
    g_hash_table_destroy(filler->crossings);
    if (filler->formats != NULL)
        g_hash_table_destroy(filler->formats);
    if (filler->kept != NULL)
        g_hash_table_destroy(filler->kept);
    arena_free(filler->arena);
}

static struct form *form_at(const struct filling *filling, unsigned index)
{
    return g_ptr_array_index(filling->forms, index);
}

struct filling *filling_new(struct plan *plan, struct calculation *calculation,
    const struct fill_options *options, GPtrArray *omitted, struct findings *findings)
{
    struct filling *filling = g_new(struct filling, 1);
    *filling = (struct filling){
        .filler = {.plan = plan,
            .template = plan->template,
            .calculation = calculation,
            .options = &filling->options,
            .findings = findings,
            .arena = arena_new(),
            .branches = g_ptr_array_new_with_free_func(free_branch),
            .crossings = crossings_new(),
            .trunk = {.level = plan->template->root, .records = &plan->root, .record_count = 1}},
        .options = *options,
        .forms = g_ptr_array_new_with_free_func(form_free),
        .tabs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .all_tabs = g_ptr_array_new_with_free_func(g_free),
        .omitted = omitted,
    };
    for (unsigned i = 0; i < plan->template->sheets->len; i++)
        add_sheet(filling, g_ptr_array_index(plan->template->sheets, i));
    filling->calcoli_tab = tab_name(CALCOLI, filling->tabs);
    for (unsigned i = 0; i < filling->forms->len; i++) {
        form_merge(g_ptr_array_index(filling->forms, i));
        form_measure(g_ptr_array_index(filling->forms, i));
    }
    return filling;
}

void filling_free(struct filling *filling)
{
    if (filling == NULL)
        return;
    g_ptr_array_free(filling->forms, TRUE);
    g_hash_table_destroy(filling->tabs);
    g_ptr_array_unref(filling->all_tabs);
    g_free(filling->calcoli_tab);
    filler_clear(&filling->filler);
    g_free(filling);
}

static void refuse_sheets(const struct filling *filling, GError **error)
{
    GString *list = g_string_new(NULL);
    for (unsigned i = 0; i < filling->all_tabs->len && i < MOST_TABS_LISTED; i++)
        g_string_append_printf(
            list, "%s%s", i > 0 ? "; " : "", (const char *)g_ptr_array_index(filling->all_tabs, i));
    if (filling->all_tabs->len > MOST_TABS_LISTED)
        g_string_append(list, "; ...");
    failure_set(error, FAILURE_INPUT, NULL, _("no sheet that is written is named \"%s\"; there are: %s"),
        filling->filler.options->sheets, list->str);
    g_string_free(list, TRUE);
}

static void refuse(const struct filling *filling, GError **error)
{
    if (filling->all_tabs->len > 0 && filling->filler.options->sheets != NULL)
        refuse_sheets(filling, error);
    else
        failure_set(error, FAILURE_INPUT, NULL,
            _("nothing to write: no table of template \"%s\" has a record"), filling->filler.template->name);
}

static struct workbook *make_workbook(
    struct filling *filling, const struct annex *annex, bool for_print, GError **error)
{
    GPtrArray *forms = g_ptr_array_new();
    for (unsigned i = 0; i < filling->forms->len; i++)
        if (annex == NULL || annex_holds(annex, form_at(filling, i)->drawn))
            g_ptr_array_add(forms, form_at(filling, i));
    filling->filler.annex = annex;
    struct workbook *workbook = NULL;
    if (forms->len > 0)
        workbook = lay_forms(filling, forms, for_print);
    else
        refuse(filling, error);
    g_ptr_array_free(forms, TRUE);
    return workbook;
}

struct workbook *filling_workbook(struct filling *filling, const struct annex *annex, GError **error)
{
    return make_workbook(filling, annex, false, error);
}

struct workbook *filling_print_copy(struct filling *filling, const struct annex *annex, GError **error)
{
    const bool values_only = filling->options.values_only;
    filling->options.values_only = true;
    struct workbook *workbook = make_workbook(filling, annex, true, error);
    filling->options.values_only = values_only;
    return workbook;
}

bool filling_has(const struct filling *filling, const struct annex *annex)
{
    for (unsigned i = 0; i < filling->forms->len; i++)
        if (annex_holds(annex, form_at(filling, i)->drawn))
            return true;
    return false;
}

GPtrArray *filling_file_names(struct filling *filling)
{
    return annex_file_names(&filling->filler);
}

GPtrArray *filling_rest(const struct filling *filling)
{
    GPtrArray *rest = g_ptr_array_new_with_free_func(g_free);
    for (unsigned i = 0; i < filling->forms->len; i++)
        if (annex_of(filling->filler.template, form_at(filling, i)->drawn) == NULL)
            g_ptr_array_add(rest, g_strdup(form_at(filling, i)->tab));
    return rest;
}

struct workbook *fill_report(struct plan *plan, struct calculation *calculation,
    const struct fill_options *options, GPtrArray *omitted, struct findings *findings, GError **error)
{
    struct filling *filling = filling_new(plan, calculation, options, omitted, findings);
    struct workbook *workbook = filling_workbook(filling, NULL, error);
    filling_free(filling);
    return workbook;
}
