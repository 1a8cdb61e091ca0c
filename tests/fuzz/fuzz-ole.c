/* The OLE container of an .xls: files that begin as one. */
#include "fuzz.h"

#include "grid/xls/ole.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"Workbook", "book", "EncryptedPackage", "WordDocument", "s", ""};
    enum ole_trouble trouble = OLE_GOOD;
    struct ole *ole = ole_open(data, size, &trouble);
    if ((ole == NULL) == (trouble == OLE_GOOD))
        g_error("neither a container nor a reason");
    for (unsigned i = 0; ole && i < G_N_ELEMENTS(names); i++) {
        size_t length = 0;
        uint8_t *bytes = ole_read(ole, names[i], &length);
        if (bytes && (!ole_has(ole, names[i]) || length == 0 || length > size))
            g_error("a stream that cannot be there");
        g_free(bytes);
    }
    ole_close(ole);
    return 0;
}
