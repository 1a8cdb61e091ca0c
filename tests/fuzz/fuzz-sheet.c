/* The XML of a worksheet: scanned and parsed it gives the same grid. */
#include "fuzz.h"

static unsigned digest_of(const GString *file, gboolean scanner, enum grid_wants wants)
{
    if (scanner)
        g_unsetenv("PIANOXL_WITHOUT_SCANNER");
    else
        g_setenv("PIANOXL_WITHOUT_SCANNER", "1", TRUE);
    struct workbook *workbook = fuzz_read(file->str, file->len, wants);
    unsigned digest = workbook ? fuzz_look(workbook) + 1 : 0;
    workbook_free(workbook);
    return digest;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_part part = {"", data, size};
    GString *file = fuzz_xlsx(&part, NULL, NULL);
    for (unsigned wants = GRID_VALUES; wants <= GRID_LOOKS; wants++)
        if (digest_of(file, TRUE, wants) != digest_of(file, FALSE, wants))
            g_error("the scanner and expat disagree");
    g_string_free(file, TRUE);
    return 0;
}
