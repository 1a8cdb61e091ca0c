/* docProps/core.xml: title, author, subject and when the workbook was made. */
#include <string.h>

#include "grid/xlsx/xlsx.h"
#include "support/date.h"
#include "support/limits.h"
#include "support/text.h"

struct properties_reader {
    struct xlsx *xlsx;
    GString *text;
};

static void start(struct xml_parse *parse, const char *name, const char *const *attributes)
{
    (void)name, (void)attributes;
    struct properties_reader *reader = xml_user(parse);
    g_string_truncate(reader->text, 0);
}

static void text(struct xml_parse *parse, const char *characters, size_t length)
{
    struct properties_reader *reader = xml_user(parse);
    text_append_within(reader->text, characters, length, LIMIT_CELL_TEXT_BYTES);
}

static int take_number(const char **at)
{
    char *end;
    guint64 number = g_ascii_strtoull(*at, &end, 10);
    *at = end + (*end == '-');
    return (int)MIN(number, 9999u);
}

/* The day of "2019-01-01T00:00:00Z"; 0 if it is none. */
static int32_t day_of(const char *when)
{
    struct civil_date date;
    int32_t serial = 0;
    date.year = take_number(&when);
    date.month = take_number(&when);
    date.day = take_number(&when);
    return date_to_serial(date, &serial) ? serial : 0;
}

static void end(struct xml_parse *parse, const char *name)
{
    struct properties_reader *reader = xml_user(parse);
    struct workbook *workbook = reader->xlsx->workbook;
    const struct {
        const char *name;
        const char **target;
    } fields[] = {
        {"title", &workbook->title}, {"creator", &workbook->author}, {"subject", &workbook->subject}};

    for (unsigned i = 0; i < G_N_ELEMENTS(fields); i++)
        if (strcmp(name, fields[i].name) == 0 && reader->text->len)
            *fields[i].target = workbook_intern(workbook, reader->text->str);
    if (strcmp(name, "created") == 0)
        workbook->created = day_of(reader->text->str);
    g_string_truncate(reader->text, 0);
}

bool xlsx_read_properties(struct xlsx *xlsx, GError **error)
{
    static const struct xml_handler handler = {start, end, text};
    if (!xlsx->part_properties || xlsx->wants != GRID_LOOKS)
        return true;
    struct properties_reader reader = {.xlsx = xlsx, .text = g_string_new(NULL)};
    bool good =
        xml_read(xlsx->container, xlsx->part_properties, &handler, &reader, xlsx->workbook->name, error);
    g_string_free(reader.text, TRUE);
    return good;
}
