/* The XML of shared strings: scanned and parsed it gives the same grid. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_part part = {"", data, size};
    GString *file = fuzz_xlsx(NULL, &part, NULL);
    fuzz_compare_scanner(file);
    g_string_free(file, TRUE);
    return 0;
}
