/* Finds the small tables of the sheet Metodo by their titles and headers, wherever they stand. */
#include "template/load.h"

#include <string.h>
#include "support/intl.h"
#include "support/text.h"

struct section_kind {
    const char *title;
    const char *headers[SECTION_COLUMNS + 1];
    unsigned needed; /* bit n: a line must fill its column n */
    void (*read_line)(struct loader *loader, const struct line *line);
};

/* In the order in which they must be read. */
static const enum section reading_order[] = {SECTION_LEVELS, SECTION_FIELDS, SECTION_MODEL,
    SECTION_CALCULATIONS, SECTION_BANDS, SECTION_CHECKS, SECTION_WORDS, SECTION_ANNEXES};

static const struct section_kind kinds[SECTION_COUNT] = {
    [SECTION_MODEL] = {"Modello", {"Voce", "Valore"}, 1, model_line},
    [SECTION_LEVELS] = {"Livelli", {"Livello", "Padre", "Codice", "Nome"}, 1, level_line},
    [SECTION_FIELDS] = {"Campi", {"Livello", "Campo", "Tipo", "Espressione", "Obbligatorio"}, 7, field_line},
    [SECTION_CALCULATIONS] = {"Calcoli", {"Livello", "Campo", "Formula"}, 7, calculation_line},
    [SECTION_BANDS] = {"Classi", {"Livello", "Campo", "Da", "A", "Etichetta"}, 23, band_line},
    [SECTION_CHECKS] = {"Controlli", {"Livello", "Controllo", "Gravità"}, 2, check_line},
    [SECTION_ANNEXES] = {"Allegati", {"Nome", "Fogli", "Titolo"}, 3, annex_line},
    [SECTION_WORDS] = {"Parole", {"Significato", "Parole"}, 3, word_line},
};

const char *section_title(enum section section)
{
    return kinds[section].title;
}

const char *section_header(enum section section, unsigned column)
{
    return column < SECTION_COLUMNS ? kinds[section].headers[column] : NULL;
}

/* A title that was found, with the table below it. */
struct found {
    enum section section;         /* SECTION_COUNT: an unknown title */
    unsigned row, column;         /* of the title */
    unsigned first_row;           /* of the lines */
    unsigned width;               /* columns from `column` on */
    int columns[SECTION_COLUMNS]; /* offset of each header; -1: not there */
};

static bool same_word(const char *text, const char *word)
{
    return *text && text_same(text, word);
}

static bool is_header_word(const char *text)
{
    for (unsigned i = 0; i < SECTION_COUNT; i++)
        for (unsigned k = 0; i != SECTION_MODEL && kinds[i].headers[k]; k++)
            if (same_word(text, kinds[i].headers[k]))
                return true;
    return false;
}

static enum section section_of_title(const char *text)
{
    unsigned section = 0;
    while (section < SECTION_COUNT && !same_word(text, kinds[section].title))
        section++;
    return section;
}

/* The next row below that has a text in the column or right of it. */
static unsigned next_row(
    struct loader *loader, const struct sheet *sheet, unsigned row, unsigned column, unsigned end)
{
    do
        row++;
    while (row < end && !*loader_text(loader, sheet, row, column) &&
           !*loader_text(loader, sheet, row, column + 1));
    return row;
}

/* Is the cell the title of a small table: nothing beside it, header words below? */
static bool is_title(
    struct loader *loader, const struct sheet *sheet, unsigned row, unsigned column, unsigned end)
{
    const char *text = loader_text(loader, sheet, row, column);
    if (!*text || *loader_text(loader, sheet, row, column + 1) ||
        (column > 0 && *loader_text(loader, sheet, row, column - 1)))
        return false;
    if (section_of_title(text) == SECTION_MODEL)
        return true;
    unsigned below = next_row(loader, sheet, row, column, end);
    if (below == end)
        return false;
    bool first = is_header_word(loader_text(loader, sheet, below, column));
    bool second = is_header_word(loader_text(loader, sheet, below, column + 1));
    return section_of_title(text) == SECTION_COUNT ? first && second : first || second;
}

static unsigned last_row(const struct sheet *sheet)
{
    return sheet->rows->len > 0 ? g_array_index(sheet->rows, struct row, sheet->rows->len - 1).index + 1 : 0;
}

static void read_headers(struct loader *loader, const struct sheet *sheet, struct found *found, unsigned row)
{
    const struct section_kind *kind = &kinds[found->section];
    for (unsigned i = 0; i < SECTION_COLUMNS; i++)
        found->columns[i] = -1;
    for (found->width = 0;; found->width++) {
        unsigned column = found->column + found->width, header = 0;
        const char *text = loader_text(loader, sheet, row, column);
        if (!*text)
            break;
        while (kind->headers[header] && !same_word(text, kind->headers[header]))
            header++;
        struct place place = loader_place(sheet, row, column);
        if (!kind->headers[header])
            loader_complain_unknown(
                loader, &place, text, kind->headers, _("%s has no column \"%s\""), kind->title, text);
        else if (found->columns[header] >= 0)
            loader_complain(loader, SEVERITY_ERROR, &place, _("the column \"%s\" stands twice"), text);
        else
            found->columns[header] = (int)found->width;
    }
    for (unsigned i = 0; kind->headers[i]; i++) {
        struct place place = loader_place(sheet, row, found->column);
        if (found->columns[i] < 0 && kind->needed >> i & 1)
            loader_complain(loader, SEVERITY_ERROR, &place, _("%s lacks the column \"%s\""), kind->title,
                kind->headers[i]);
    }
}

static void read_title(struct loader *loader, const struct sheet *sheet, unsigned row, unsigned column,
    unsigned end, GArray *all)
{
    struct found found = {
        .section = section_of_title(loader_text(loader, sheet, row, column)), .row = row, .column = column};
    found.first_row = next_row(loader, sheet, row, column, end);
    if (found.section == SECTION_COUNT) {
        const char *titles[SECTION_COUNT + 1] = {NULL};
        for (unsigned i = 0; i < SECTION_COUNT; i++)
            titles[i] = kinds[i].title;
        struct place place = loader_place(sheet, row, column);
        const char *text = loader_text(loader, sheet, row, column);
        loader_complain_unknown(loader, &place, text, titles, _("Metodo has no table \"%s\""), text);
        found.width = SECTION_COLUMNS;
    } else if (found.section == SECTION_MODEL) {
        found.width = 2;
        found.columns[0] = 0;
        found.columns[1] = 1;
        found.columns[2] = found.columns[3] = found.columns[4] = -1;
        const char *first = loader_text(loader, sheet, found.first_row, column);
        const char *second = loader_text(loader, sheet, found.first_row, column + 1);
        if (same_word(second, "Valore") && (same_word(first, "Voce") || same_word(first, "Nome")))
            found.first_row++;
    } else {
        read_headers(loader, sheet, &found, found.first_row);
        found.first_row++;
    }
    g_array_append_val(all, found);
}

/* Where the table's lines end: at the next title that stands below any of its columns. */
static unsigned lines_end(const GArray *all, const struct found *found, unsigned end)
{
    for (unsigned i = 0; i < all->len; i++) {
        const struct found *other = &g_array_index(all, struct found, i);
        if (other->row > found->row && other->row < end && other->column < found->column + found->width &&
            found->column < other->column + other->width)
            end = other->row;
    }
    return end;
}

static void read_line(
    struct loader *loader, const struct sheet *sheet, const struct found *found, unsigned row)
{
    const struct section_kind *kind = &kinds[found->section];
    struct line line = {{NULL}};
    bool any = false;
    for (unsigned i = 0; i < SECTION_COLUMNS; i++) {
        unsigned column = found->column + (unsigned)MAX(found->columns[i], 0);
        line.places[i] = loader_place(sheet, row, column);
        line.cells[i] = found->columns[i] < 0 ? NULL : sheet_cell(sheet, row, column);
        char *text = text_clean(found->columns[i] < 0 ? "" : loader_text(loader, sheet, row, column));
        line.texts[i] = arena_strdup(loader->arena, text);
        any |= *text != '\0';
        g_free(text);
        if (line.cells[i] && cell_formula(line.cells[i])) {
            loader_complain(loader, SEVERITY_ERROR, &line.places[i],
                _("a formula of the spreadsheet program: write it as text, without \"=\" before it"));
            return;
        }
    }
    if (!any)
        return;
    for (unsigned i = 0; i < SECTION_COLUMNS && kind->headers[i]; i++)
        if (kind->needed >> i & 1 && !*line.texts[i]) {
            if (found->columns[i] >= 0)
                loader_complain(loader, SEVERITY_ERROR, &line.places[i], _("a line of %s without %s"),
                    kind->title, kind->headers[i]);
            return;
        }
    kind->read_line(loader, &line);
}

static void read_sections(
    struct loader *loader, const struct sheet *sheet, const GArray *all, enum section section, unsigned end)
{
    for (unsigned i = 0; i < all->len; i++) {
        const struct found *found = &g_array_index(all, struct found, i);
        unsigned last = found->section == section ? lines_end(all, found, end) : 0;
        for (unsigned row = found->first_row; row < last; row++)
            read_line(loader, sheet, found, row);
    }
}

/* What stands in no small table is not read; somebody may have meant it to be. */
static void complain_of_strays(
    struct loader *loader, const struct sheet *sheet, const GArray *all, unsigned end)
{
    for (unsigned i = 0; i < sheet->cells->len; i++) {
        const struct cell *cell = &g_array_index(sheet->cells, struct cell, i);
        bool known = cell_is_blank(cell);
        for (unsigned k = 0; k < all->len && !known; k++) {
            const struct found *found = &g_array_index(all, struct found, k);
            known = cell->row >= found->row && cell->row < lines_end(all, found, end) &&
                    cell->column >= found->column && cell->column < found->column + MAX(found->width, 1);
        }
        if (known)
            continue;
        struct place place = loader_place(sheet, cell->row, cell->column);
        loader_complain(loader, SEVERITY_WARNING, &place,
            _("this text of Metodo belongs to none of its tables: not read"));
    }
}

static GArray *find_tables(struct loader *loader, const struct sheet *metodo, unsigned end)
{
    GArray *all = g_array_new(FALSE, TRUE, sizeof(struct found));
    for (unsigned i = 0; i < metodo->cells->len; i++) {
        const struct cell *cell = &g_array_index(metodo->cells, struct cell, i);
        if (cell->kind == CELL_TEXT && is_title(loader, metodo, cell->row, cell->column, end))
            read_title(loader, metodo, cell->row, cell->column, end, all);
    }
    return all;
}

void metodo_read(struct loader *loader, const struct sheet *metodo)
{
    unsigned end = last_row(metodo);
    if (!rows_allowed(loader, metodo, end))
        return;
    GArray *all = find_tables(loader, metodo, end);
    for (unsigned i = 0; i < G_N_ELEMENTS(reading_order); i++) {
        read_sections(loader, metodo, all, reading_order[i], end);
        if (reading_order[i] == SECTION_LEVELS && !levels_finish(loader))
            break;
    }
    if (loader->template->root)
        calculations_finish(loader);
    complain_of_strays(loader, metodo, all, end);
    g_array_unref(all);
}

void metodo_tables(struct loader *loader, const struct sheet *metodo,
    void (*visit)(const struct sheet *metodo, const struct range *range, void *data), void *data)
{
    unsigned end = last_row(metodo);
    GArray *all = find_tables(loader, metodo, end);
    for (unsigned i = 0; i < all->len; i++) {
        const struct found *found = &g_array_index(all, struct found, i);
        const struct range range = {found->row, found->column, MAX(lines_end(all, found, end), 1) - 1,
            found->column + MAX(found->width, 1) - 1};
        visit(metodo, &range, data);
    }
    g_array_unref(all);
}
