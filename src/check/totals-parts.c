/* The parts of a total: the numbers above it, or those left of it. */
#include "check/totals.h"

#include "support/italian.h"
#include "support/text.h"

#include <string.h>

#define MOST_GAP 2u /* rows or columns without a number between parts */
#define MOST_PARTS 2000u
#define LONGEST_NAME 128 /* characters of a text in which words are looked for */

static bool text_has_words(const char *text, const char *const *words, bool at_start)
{
    char *start = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), LONGEST_NAME));
    char *clean = text_words(start), *all = g_strconcat(" ", clean, " ", NULL);
    bool found = false;
    for (unsigned i = 0; words[i] && !found; i++) {
        char *wanted = g_strconcat(" ", words[i], " ", NULL);
        found = at_start ? g_str_has_prefix(all, wanted) : strstr(all, wanted) != NULL;
        g_free(wanted);
    }
    g_free(all);
    g_free(clean);
    g_free(start);
    return found;
}

static bool has_words(const struct cell *name, const char *const *words, bool at_start)
{
    return name && name->kind == CELL_TEXT && text_has_words(name->text, words, at_start);
}

static const char *const total_words[] = {"totale", "totali", "tot", NULL};

bool total_is_called(const struct cell *name)
{
    return has_words(name, total_words, true);
}

bool total_begins(const char *title)
{
    static const char *const parts[] = {"subtotale", NULL};
    return text_has_words(title, total_words, true) || text_has_words(title, parts, true);
}

/* What counts again something that stands beside it: a sum of some parts, or a share of one. */
static bool counts_again(const struct cell *name)
{
    static const char *const words[] = {"subtotale", "subtotali", "sub totale", "sub totali", "sub tot",
        "subtot", "parziale", "parziali", "somma", "sommano", "di cui", NULL};
    return has_words(name, words, true);
}

bool total_is_no_sum(const struct cell *name)
{
    static const char *const words[] = {"media", "medio", "medie", "medi", "mediana", "%", "percentuale",
        "percentuali", "tasso", "indice", "incidenza", "distinti", "distinte", "unici", "uniche",
        "duplicazioni", "duplicati", "ripetizioni", "massimo", "massima", "minimo", "minima", "eta", NULL};
    return has_words(name, words, false);
}

bool total_number(const struct cell *cell, struct decimal *ret)
{
    struct number_text number;
    if (cell->kind == CELL_NUMBER) {
        *ret = cell->number;
        return true;
    }
    if (cell->kind != CELL_TEXT || !italian_number(cell->text, &number))
        return false;
    *ret = number.number;
    return true;
}

bool total_add(struct decimal *sum, struct decimal number, bool minus)
{
    int exponent = MIN(sum->exponent, number.exponent);
    int64_t coefficients[2] = {sum->coefficient, number.coefficient}, coefficient;
    int exponents[2] = {sum->exponent, number.exponent};
    for (unsigned i = 0; i < 2; i++)
        for (; exponents[i] > exponent && coefficients[i] != 0; exponents[i]--)
            if (__builtin_mul_overflow(coefficients[i], 10, &coefficients[i]))
                return false;
    if (minus ? __builtin_sub_overflow(coefficients[0], coefficients[1], &coefficient)
              : __builtin_add_overflow(coefficients[0], coefficients[1], &coefficient))
        return false;
    char digits[40];
    g_snprintf(digits, sizeof digits, "%" G_GINT64_FORMAT "E%d", (gint64)coefficient, exponent);
    return decimal_parse(digits, strlen(digits), sum);
}

static void add_part(struct parts *parts, unsigned place, struct decimal number)
{
    if (parts->count == 0 || decimal_compare(number, parts->least) < 0)
        parts->least = number;
    if (parts->count == 0 || decimal_compare(number, parts->greatest) > 0)
        parts->greatest = number;
    parts->good = parts->good && total_add(&parts->sum, number, false) && ++parts->count <= MOST_PARTS;
    parts->filled += !decimal_is_zero(number);
    parts->fraction = parts->fraction || !decimal_is_integer(number);
    parts->first = place;
}

bool total_is_nothing(const struct cell *cell)
{
    return !cell || (cell_is_blank(cell) && !cell_formula(cell));
}

/* A dash stands for a number that there is not. */
static bool is_dash(const struct cell *cell)
{
    return cell->kind == CELL_TEXT && g_utf8_strlen(cell->text, -1) <= 4 &&
           cell->text[strspn(cell->text, "-\xE2\x80\x93\x94 ")] == '\0';
}

const struct cell *total_row_name(const struct sheet *sheet, unsigned index)
{
    const struct row *row = sheet_row(sheet, index);
    const struct cell *cells = row ? sheet_row_cells(sheet, row) : NULL;
    for (unsigned i = 0; cells && i < row->count; i++)
        if (!total_is_nothing(&cells[i]))
            return &cells[i];
    return NULL;
}

bool total_step(const struct cells_checking *checking)
{
    *checking->left -= *checking->left > 0;
    return *checking->left > 0;
}

struct parts total_parts(const struct cells_checking *checking, const struct sheet *sheet, enum axis axis,
    unsigned row, unsigned column, unsigned headings)
{
    struct parts parts = {.good = true};
    const struct cell *row_name = total_row_name(sheet, row);
    const unsigned first = axis == AXIS_DOWN ? 0 : row_name ? row_name->column + 1u : column;
    unsigned gap = 0;
    for (parts.begin = axis == AXIS_DOWN ? row : column; parts.begin > first && gap <= MOST_GAP;
         parts.begin--) {
        const unsigned place = parts.begin - 1;
        const struct cell *cell =
            axis == AXIS_DOWN ? sheet_cell(sheet, place, column) : sheet_cell(sheet, row, place);
        const struct cell *name =
            axis == AXIS_DOWN ? total_row_name(sheet, place) : sheet_cell(sheet, headings, place);
        struct decimal number;
        parts.good = parts.good && total_step(checking);
        if (!parts.good)
            break;
        if (total_is_called(name)) {
            parts.end = cell;
            break;
        }
        if (total_is_nothing(cell)) {
            gap++;
        } else if (total_number(cell, &number)) {
            parts.good = !counts_again(name);
            add_part(&parts, place, number);
            gap = 0;
        } else if (!is_dash(cell)) {
            parts.good = cell->kind == CELL_TEXT || cell->kind == CELL_DATE; /* their heading */
            break;
        }
    }
    return parts;
}

bool total_adds_up(const struct parts *parts, struct decimal total)
{
    return parts->good && decimal_equal(parts->sum, total);
}

bool total_proves(const struct parts *parts, struct decimal total)
{
    return parts->filled >= 2 && total_adds_up(parts, total);
}
