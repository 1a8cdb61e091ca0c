/* Computed cells become live formulas; those that cannot say why in a note. */
#include "fill/formula.h"

#include <string.h>

/* Two rounds: what Calcoli must hold is known after the first one, so that its cells can be put in order. */
#define ROUNDS 2

static bool suppressed(const struct filler *filler, const struct field *field)
{
    return filler->options->kind == KIND_PIANO && field->needs_result && field->type != TYPE_RESULT;
}

/* Texts stay values unless the formula itself makes them. */
static bool wants_formula(const struct filler *filler, const struct form_cell *cell,
    const struct figure *figure, const char **ret_why)
{
    const struct value *own = record_get(cell->record, cell->field);
    *ret_why = NULL;
    if (suppressed(filler, cell->field) || figure->kind == VALUE_LIST || figure->kind == VALUE_BOOLEAN)
        return false;
    if (figure->kind == VALUE_TEXT && figure->read != NULL)
        return false;
    bool number = figure->kind == VALUE_NUMBER || figure->kind == VALUE_DATE;
    if (number && !cell->is_figure)
        *ret_why = "è scritto come testo";
    else if (figure->read != NULL && figure->read == own) {
        struct figure computed =
            calculation_part(filler->calculation, cell->field->formula, cell->record, cell->field);
        if (computed.kind == VALUE_MISSING)
            *ret_why = "è il valore letto, perché la formula non ne dà uno";
        return false; /* typed, or read where the formula gives nothing */
    } else if (figure->kind == VALUE_MISSING &&
               calculation_is_cyclic(filler->calculation, cell->record, cell->field))
        return false;
    return *ret_why == NULL && cell->is_figure;
}

/* Would a number in this format show what binary arithmetic leaves at its end? Whole ones have no room for
 * it. */
static bool shows_noise(const char *format, const struct figure *figure)
{
    return format == NULL && figure->kind == VALUE_NUMBER &&
           !decimal_is_integer(rational_to_decimal(figure->number));
}

static void give_formula(struct live *live, const struct reference *place, struct form_cell *cell)
{
    struct filler *filler = live->filler;
    struct figure figure = calculation_field(filler->calculation, cell->record, cell->field);
    const char *why = NULL;
    cell->formula = NULL;
    if (wants_formula(filler, cell, &figure, &why))
        cell->formula = formula_of(live, place->sheet, shows_noise(cell->style->format, &figure),
            cell->record, cell->field, cell->field->formula, &why);
    if (cell->formula != NULL)
        circles_add(live, *place, &cell->formula);
    bool figure_shown = figure.kind == VALUE_NUMBER || figure.kind == VALUE_DATE || figure.kind == VALUE_NC;
    cell->note = NULL;
    if (why == NULL || !figure_shown || filler->options->kind != KIND_RELAZIONE)
        return;
    char *note = g_strdup_printf("Valore senza formula: %s.", why);
    cell->note = arena_strdup(filler->arena, note);
    g_free(note);
}

static void fill_forms(struct live *live)
{
    for (unsigned i = 0; i < live->forms->len; i++) {
        const struct form *form = g_ptr_array_index(live->forms, i);
        for (unsigned r = 0; r < form->rows->len; r++) {
            struct form_row *row = g_ptr_array_index(form->rows, r);
            for (unsigned c = 0; row->table != NULL && c < row->table->column_count; c++) {
                struct reference place = {.sheet = i, .row = row->first, .column = c};
                if (row->cells[c].record != NULL && row->cells[c].field->formula != NULL)
                    give_formula(live, &place, &row->cells[c]);
            }
        }
    }
}

static void fill_calcoli(struct live *live)
{
    const char *why;
    for (struct calcoli_cell *cell = calcoli_next(live); cell != NULL; cell = calcoli_next(live)) {
        const struct value *own = record_get(cell->record, cell->field);
        bool stands = cell->part == NULL && cell->figure.read != NULL && cell->figure.read == own;
        if (!stands && !suppressed(live->filler, cell->field))
            cell->formula = formula_of(live, live->forms->len, shows_noise(cell->format, &cell->figure),
                cell->record, cell->field, cell->part != NULL ? cell->part : cell->field->formula, &why);
        if (cell->formula != NULL)
            circles_add(live, calcoli_place(live, cell), &cell->formula);
    }
}

void live_fill(struct live *live)
{
    for (unsigned round = 0; round < ROUNDS; round++) {
        calcoli_begin_anew(live);
        g_hash_table_remove_all(live->nodes);
        fill_forms(live);
        fill_calcoli(live);
    }
    circles_break(live);
}
