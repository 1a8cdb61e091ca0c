#include "support/place.h"
#include "support/limits.h"
#include "support/text.h"

#include <glib.h>
#include <string.h>

#define LETTERS_SIZE 8

static void column_letters(unsigned column, char letters[LETTERS_SIZE])
{
    char reversed[LETTERS_SIZE];
    unsigned count = 0;
    for (unsigned rest = column + 1; rest > 0 && count < LETTERS_SIZE - 1; rest = (rest - 1) / 26)
        reversed[count++] = (char)('A' + (rest - 1) % 26);
    for (unsigned i = 0; i < count; i++)
        letters[i] = reversed[count - 1 - i];
    letters[count] = '\0';
}

void place_address(unsigned row, unsigned column, char buffer[16])
{
    char letters[LETTERS_SIZE];
    column_letters(column, letters);
    if (row != PLACE_NO_CELL && column != PLACE_NO_CELL)
        g_snprintf(buffer, 16, "%s%u", letters, row + 1);
    else if (row != PLACE_NO_CELL)
        g_snprintf(buffer, 16, "%u:%u", row + 1, row + 1);
    else if (column != PLACE_NO_CELL)
        g_snprintf(buffer, 16, "%s:%s", letters, letters);
    else
        buffer[0] = '\0';
}

bool place_parse_address(const char *address, unsigned *row, unsigned *column)
{
    unsigned letters = 0, digits = 0;
    const char *at = address;
    if (*at == '$')
        at++;
    for (; g_ascii_isalpha(*at) && letters <= LIMIT_COLUMNS; at++)
        letters = letters * 26 + (unsigned)(g_ascii_toupper(*at) - 'A' + 1);
    if (*at == '$')
        at++;
    for (; g_ascii_isdigit(*at) && digits <= LIMIT_ROWS; at++)
        digits = digits * 10 + (unsigned)(*at - '0');
    if (*at || letters == 0 || letters > LIMIT_COLUMNS || digits == 0 || digits > LIMIT_ROWS)
        return false;
    *row = digits - 1;
    *column = letters - 1;
    return true;
}

char *place_text(const struct place *place)
{
    if (!place || !place->file)
        return g_strdup("");
    char address[16];
    place_address(place->row, place->column, address);
    char *file = text_quote(place->file, 0);
    char *sheet = place->sheet ? text_quote(place->sheet, 0) : NULL;
    char *text = g_strconcat(file, sheet ? ", " : "", sheet ? sheet : "", sheet && *address ? "!" : "",
        sheet ? address : "", NULL);
    g_free(file);
    g_free(sheet);
    return text;
}
