/* The XML of styles. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_part part = {"", data, size};
    GString *file = fuzz_xlsx(NULL, NULL, &part);
    fuzz_read_and_look(file->str, file->len);
    g_string_free(file, TRUE);
    return 0;
}
