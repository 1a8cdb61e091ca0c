/* The content of an .ods; it is its styles, too. */
#include "fuzz.h"

#define MIMETYPE "application/vnd.oasis.opendocument.spreadsheet"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct fuzz_part parts[] = {
        {"mimetype", MIMETYPE, sizeof MIMETYPE - 1}, {"content.xml", data, size}, {"styles.xml", data, size}};
    for (unsigned count = 2; count <= 3; count++) {
        GString *file = fuzz_zip(parts, count);
        fuzz_read_and_look(file->str, file->len);
        g_string_free(file, TRUE);
    }
    return 0;
}
