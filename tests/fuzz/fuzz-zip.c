/* The ZIP container: files that begin as one. */
#include "fuzz.h"

#include <unistd.h>

#include "grid/xlsx/container.h"

/* Reads every part that a workbook may have, whatever they say. */
static void read_parts(const char *path)
{
    static const char *const parts[] = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml",
        "XL\\Worksheets\\sheet1.xml", "xl/sharedStrings.xml", "content.xml", "mimetype", "a"};
    GError *error = NULL;
    struct container *container = container_open(path, "fuzz", &error);
    g_clear_error(&error);
    if (container) {
        container_allow(container, 1 << 20, 1 << 20);
        container_has_prefix(container, "xl/");
        container_has(container, "\\XL/A");
    }
    for (unsigned i = 0; container && i < G_N_ELEMENTS(parts); i++) {
        char buffer[4096];
        struct part_stream *stream = member_open(container, parts[i], NULL);
        while (stream && member_read(stream, buffer, sizeof buffer, NULL) > 0)
            continue;
        member_close(stream);
    }
    container_close(container);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int file;
    char *path = fuzz_file(data, size, &file);
    read_parts(path);
    g_free(path);
    close(file);
    char *target = g_strndup((const char *)data, MIN(size, 64)),
         *resolved = part_resolve("xl/a/b.xml", target);
    char *relationships = part_relationships(target);
    g_free(target);
    g_free(resolved);
    g_free(relationships);
    return 0;
}
