#include "print/stamp.h"

#include <string.h>
#include <glib.h>

#include "support/date.h"

#define TAIL 1024 /* within so many bytes of its end a PDF says that it ends */
#define DATE_DIGITS 14
#define IDENTIFIER_DIGITS 32

/* Where `mark` stands last before `end`, and then what follows it; NULL if it is nowhere. */
static char *behind_last(char *bytes, size_t end, const char *mark)
{
    size_t length = strlen(mark);
    for (size_t at = end; at >= length; at--)
        if (memcmp(bytes + at - length, mark, length) == 0)
            return bytes + at;
    return NULL;
}

bool stamp_is_pdf(const char *bytes, size_t length)
{
    static const char first[] = "%PDF-", last[] = "%%EOF";
    size_t tail = MIN(length, TAIL);
    return length > strlen(first) && memcmp(bytes, first, strlen(first)) == 0 &&
           memmem(bytes + length - tail, tail, last, strlen(last)) != NULL;
}

static size_t count_of(const char *at, const char *end, bool (*is)(char c))
{
    const char *from = at;
    while (at < end && is(*at))
        at++;
    return (size_t)(at - from);
}

static bool is_digit(char c)
{
    return g_ascii_isdigit(c);
}

static bool is_hexadecimal(char c)
{
    return g_ascii_isxdigit(c);
}

static void set_date(char *bytes, size_t length, int32_t created)
{
    char *at = behind_last(bytes, length, "/CreationDate(D:");
    if (at == NULL || count_of(at, bytes + length, is_digit) != DATE_DIGITS)
        return;
    const struct civil_date day = date_from_serial(created);
    char *text = g_strdup_printf("%04d%02d%02d000000", day.year, day.month, day.day);
    memcpy(at, text, DATE_DIGITS);
    g_free(text);
}

/* The identifiers, each in front of its 32 digits. */
static unsigned find_identifiers(char *bytes, size_t length, char *ret[3])
{
    static const char *const marks[] = {"/DocChecksum /", "<"};
    unsigned count = 0;
    char *trailer = behind_last(bytes, length, "trailer");
    if (trailer == NULL)
        return 0;
    const char *end = bytes + length;
    for (char *at = trailer; at < end && count < 3; at++)
        for (unsigned i = 0; i < G_N_ELEMENTS(marks); i++) {
            size_t mark = strlen(marks[i]);
            if ((size_t)(end - at) > mark && memcmp(at, marks[i], mark) == 0 &&
                count_of(at + mark, end, is_hexadecimal) == IDENTIFIER_DIGITS)
                ret[count++] = at + mark;
        }
    return count;
}

void stamp_settle(char *bytes, size_t length, int32_t created)
{
    char *identifiers[3];
    set_date(bytes, length, created);
    unsigned count = find_identifiers(bytes, length, identifiers);
    for (unsigned i = 0; i < count; i++)
        memset(identifiers[i], '0', IDENTIFIER_DIGITS);
    char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    char *upper = g_ascii_strup(digest, IDENTIFIER_DIGITS);
    for (unsigned i = 0; i < count; i++)
        memcpy(identifiers[i], upper, IDENTIFIER_DIGITS);
    g_free(digest);
    g_free(upper);
}
