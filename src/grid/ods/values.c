/* Values as OpenDocument writes them: dates, durations, texts, formulas. */
#include <math.h>
#include <string.h>

#include "grid/ods/ods.h"
#include "support/limits.h"

/* ---- dates and times ---- */

static bool take_number(const char **at, unsigned most, unsigned *ret)
{
    unsigned number = 0;
    const char *begin = *at;
    for (; most-- > 0 && g_ascii_isdigit(**at); (*at)++)
        number = number * 10 + (unsigned)(**at - '0');
    *ret = number;
    return *at > begin;
}

static bool take_sign(const char **at, char sign)
{
    if (**at != sign)
        return false;
    (*at)++;
    return true;
}

/* Days since 30 December 1899, the day 0 of spreadsheet programs, by the Gregorian calendar. */
static int64_t day_number(unsigned year, unsigned month, unsigned day)
{
    int64_t years = (int64_t)year - (month <= 2);
    int64_t era = years / 400, of_era = years % 400;
    int64_t of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 693899;
}

bool ods_date(const char *text, struct decimal *ret)
{
    const char *at = text;
    unsigned year, month, day, hours = 0, minutes = 0;
    double seconds = 0;
    if (!take_number(&at, 5, &year) || !take_sign(&at, '-') || !take_number(&at, 2, &month) ||
        !take_sign(&at, '-') || !take_number(&at, 2, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1)
        return false;
    if (take_sign(&at, 'T') && take_number(&at, 2, &hours) && take_sign(&at, ':') &&
        take_number(&at, 2, &minutes) && take_sign(&at, ':'))
        seconds = CLAMP(g_ascii_strtod(at, NULL), 0, 60);
    double of_day = (hours * 3600.0 + minutes * 60.0 + seconds) / 86400;
    return decimal_from_double((double)day_number(year, month, day) + of_day, ret);
}

bool ods_time(const char *text, struct decimal *ret)
{
    static const struct {
        char letter;
        double seconds;
    } units[] = {{'D', 86400}, {'H', 3600}, {'M', 60}, {'S', 1}};
    const char *at = text;
    bool negative = take_sign(&at, '-');
    double seconds = 0;
    if (!take_sign(&at, 'P'))
        return false;
    while (*at) {
        if (take_sign(&at, 'T'))
            continue;
        char *end;
        double number = g_ascii_strtod(at, &end);
        unsigned unit = 0;
        while (unit < G_N_ELEMENTS(units) && units[unit].letter != *end)
            unit++;
        if (end == at || unit == G_N_ELEMENTS(units) || !isfinite(number))
            return false;
        seconds += number * units[unit].seconds;
        at = end + 1;
    }
    return decimal_from_double((negative ? -seconds : seconds) / 86400, ret);
}

/* ---- texts ---- */

#define MOST_BLANKS 32768u /* that one <text:s> stands for: a cell holds no more */

/* Elements whose text is not the cell's. */
static const char *const apart[] = {"annotation", "frame", "custom-shape", "rect", "line", "ellipse",
    "circle", "polyline", "polygon", "path", "g", "control", "connector", "caption", "measure", "image",
    "object", "event-listeners", "detective", "note", "ruby-text", "table", "shapes", "forms"};

void ods_text_begin(struct ods_text *text)
{
    g_string_truncate(text->text, 0);
    text->paragraphs = text->skip = text->depth = text->paragraph = 0;
}

static void add_blanks(struct ods_text *text, const char *const *attributes)
{
    const char *count = xml_attribute_prefixed(attributes, "c");
    guint64 blanks = count ? g_ascii_strtoull(count, NULL, 10) : 1;
    blanks = MIN(blanks, MOST_BLANKS);
    text->blanks += blanks > 1 ? blanks - 1 : 0;
    for (; blanks > 0 && text->text->len < 4 * MOST_BLANKS; blanks--)
        g_string_append_c(text->text, ' ');
    text->blank = false;
}

void ods_text_start(struct ods_text *text, const char *name, const char *const *attributes)
{
    text->depth++;
    if (text->skip)
        return;
    for (unsigned i = 0; i < G_N_ELEMENTS(apart); i++)
        if (strcmp(name, apart[i]) == 0) {
            text->skip = text->depth;
            return;
        }
    if (!text->paragraph) {
        if (strcmp(name, "p") != 0 && strcmp(name, "h") != 0)
            return;
        if (text->paragraphs++)
            g_string_append_c(text->text, '\n');
        text->paragraph = text->depth;
        text->blank = true;
    } else if (strcmp(name, "s") == 0) {
        add_blanks(text, attributes);
    } else if (strcmp(name, "tab") == 0 || strcmp(name, "line-break") == 0) {
        g_string_append_c(text->text, name[0] == 't' ? '\t' : '\n');
        text->blank = true;
    }
}

void ods_text_end(struct ods_text *text)
{
    if (text->skip == text->depth)
        text->skip = 0;
    if (text->paragraph == text->depth)
        text->paragraph = 0;
    text->depth--;
}

void ods_text_add(struct ods_text *text, const char *characters, size_t length)
{
    if (!text->paragraph || text->skip || text->text->len > LIMIT_CELL_TEXT_BYTES)
        return;
    for (size_t i = 0; i < length; i++) {
        char character = characters[i];
        bool blank = character == ' ' || character == '\n' || character == '\t' || character == '\r';
        if (!blank)
            g_string_append_c(text->text, character);
        else if (!text->blank)
            g_string_append_c(text->text, ' ');
        text->blank = blank;
    }
}
