/* Runs a target on files, or on all files in folders, once each: crashes that were found stay repaired. */
#include "fuzz.h"

#include <stdio.h>

static unsigned replay_file(const char *path)
{
    char *bytes = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &bytes, &size, NULL))
        return 0;
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
    g_free(bytes);
    return 1;
}

static unsigned replay(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    if (!folder)
        return replay_file(path);
    unsigned count = 0;
    for (const char *name = g_dir_read_name(folder); name; name = g_dir_read_name(folder)) {
        char *file = g_build_filename(path, name, NULL);
        count += replay_file(file);
        g_free(file);
    }
    g_dir_close(folder);
    return count;
}

int main(int argc, char **argv)
{
    unsigned count = 0;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++)
        count += replay(argv[i]);
    printf("ok 1 - %u files\n1..1\n", count);
    return 0;
}
