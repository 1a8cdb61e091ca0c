/* Finds the small tables of the sheet Metodo by their titles and headers, wherever they stand. */
#include "template/load.h"

#include <string.h>
#include "support/intl.h"
#include "support/limits.h"
#include "support/text.h"

#define MOST_TABLES 256u /* in Metodo: of 8 kinds */
#define MOST_WIDTH 32u   /* columns of a table: with headers that it does not know */

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
    unsigned end;                 /* the row behind the lines */
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

/* For every cell the next row below that has a text in its column or right of it, `end` if none has. To be
 * freed. */
static unsigned *next_rows(const struct sheet *sheet, unsigned end)
{
    const struct cell *cells = (const void *)sheet->cells->data;
    unsigned *next = g_new(unsigned, sheet->cells->len + 1), below[LIMIT_COLUMNS + 1];
    for (unsigned column = 0; column < G_N_ELEMENTS(below); column++)
        below[column] = end;
    for (unsigned last = sheet->cells->len, first; last > 0; last = first) {
        for (first = last; first > 0 && cells[first - 1].row == cells[last - 1].row; first--)
            next[first - 1] = MIN(below[cells[first - 1].column], below[cells[first - 1].column + 1]);
        for (unsigned i = first; i < last; i++)
            if (cells[i].kind != CELL_EMPTY && (cells[i].kind != CELL_TEXT || *cells[i].text))
                below[cells[i].column] = cells[i].row;
    }
    return next;
}

/* Is the cell the title of a small table: nothing beside it, header words below? `below` is the next row with
 * a text. */
static bool is_title(struct loader *loader, const struct sheet *sheet, unsigned row, unsigned column,
    unsigned below, unsigned end)
{
    const char *text = loader_text(loader, sheet, row, column);
    if (!*text || *loader_text(loader, sheet, row, column + 1) ||
        (column > 0 && *loader_text(loader, sheet, row, column - 1)))
        return false;
    if (section_of_title(text) == SECTION_MODEL)
        return true;
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
    for (found->width = 0; found->width < MOST_WIDTH; found->width++) {
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
    unsigned below, GArray *all)
{
    struct found found = {
        .section = section_of_title(loader_text(loader, sheet, row, column)), .row = row, .column = column};
    found.first_row = below;
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
    char *texts[SECTION_COLUMNS];
    bool any = false, formula = false;
    for (unsigned i = 0; i < SECTION_COLUMNS; i++) {
        unsigned column = found->column + (unsigned)MAX(found->columns[i], 0);
        line.places[i] = loader_place(sheet, row, column);
        line.cells[i] = found->columns[i] < 0 ? NULL : sheet_cell(sheet, row, column);
        texts[i] = text_clean(found->columns[i] < 0 ? "" : loader_text(loader, sheet, row, column));
        any |= *texts[i] != '\0';
        if (line.cells[i] && cell_formula(line.cells[i]) && !formula) {
            loader_complain(loader, SEVERITY_ERROR, &line.places[i],
                _("a formula of the spreadsheet program: write it as text, without \"=\" before it"));
            formula = true;
        }
    }
    for (unsigned i = 0; i < SECTION_COLUMNS; i++) {
        line.texts[i] = any ? arena_strdup(loader->arena, texts[i]) : "";
        g_free(texts[i]);
    }
    if (!any || formula)
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
    struct loader *loader, const struct sheet *sheet, const GArray *all, enum section section)
{
    for (unsigned i = 0; i < all->len; i++) {
        const struct found *found = &g_array_index(all, struct found, i);
        for (unsigned row = found->first_row; found->section == section && row < found->end; row++)
            read_line(loader, sheet, found, row);
    }
}

/* What stands in no small table is not read; somebody may have meant it to be. */
static void complain_of_strays(struct loader *loader, const struct sheet *sheet, const GArray *all)
{
    unsigned ends[LIMIT_COLUMNS + MOST_WIDTH] = {0}, next = 0; /* of the table that is open in a column */
    for (unsigned i = 0; i < sheet->cells->len; i++) {
        const struct cell *cell = &g_array_index(sheet->cells, struct cell, i);
        for (; next < all->len && g_array_index(all, struct found, next).row <= cell->row; next++) {
            const struct found *found = &g_array_index(all, struct found, next);
            for (unsigned k = found->column; k < found->column + MAX(found->width, 1); k++)
                ends[k] = MAX(ends[k], found->end);
        }
        if (cell_is_blank(cell) || cell->row < ends[cell->column])
            continue;
        struct place place = loader_place(sheet, cell->row, cell->column);
        loader_complain(loader, SEVERITY_WARNING, &place,
            _("this text of Metodo belongs to none of its tables: not read"));
    }
}

static GArray *find_tables(struct loader *loader, const struct sheet *metodo, unsigned end)
{
    GArray *all = g_array_new(FALSE, TRUE, sizeof(struct found));
    unsigned *next = next_rows(metodo, end);
    for (unsigned i = 0; i < metodo->cells->len; i++) {
        const struct cell *cell = &g_array_index(metodo->cells, struct cell, i);
        if (cell->kind != CELL_TEXT || !is_title(loader, metodo, cell->row, cell->column, next[i], end))
            continue;
        if (all->len == MOST_TABLES) {
            struct place place = loader_place(metodo, cell->row, cell->column);
            loader_complain(loader, SEVERITY_ERROR, &place,
                _("more than %u tables in Metodo: delete what is none of them"), MOST_TABLES);
            break;
        }
        read_title(loader, metodo, cell->row, cell->column, next[i], all);
    }
    g_free(next);
    for (unsigned i = 0; i < all->len; i++) {
        struct found *found = &g_array_index(all, struct found, i);
        found->end = lines_end(all, found, end);
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
        read_sections(loader, metodo, all, reading_order[i]);
        if (reading_order[i] == SECTION_LEVELS && !levels_finish(loader))
            break;
    }
    if (loader->template->root)
        calculations_finish(loader);
    complain_of_strays(loader, metodo, all);
    g_array_unref(all);
}

void metodo_tables(struct loader *loader, const struct sheet *metodo,
    void (*visit)(const struct sheet *metodo, const struct range *range, void *data), void *data)
{
    unsigned end = last_row(metodo);
    GArray *all = find_tables(loader, metodo, end);
    for (unsigned i = 0; i < all->len; i++) {
        const struct found *found = &g_array_index(all, struct found, i);
        const struct range range = {
            found->row, found->column, MAX(found->end, 1) - 1, found->column + MAX(found->width, 1) - 1};
        visit(metodo, &range, data);
    }
    g_array_unref(all);
}
