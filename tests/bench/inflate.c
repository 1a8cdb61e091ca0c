/* inflate FILE: delivers every part of a ZIP file and lets it go, which is the least that a reader has to do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

static char piece[64 * 1024];

int main(int argc, char **argv)
{
    zip_t *zip = argc == 2 ? zip_open(argv[1], ZIP_RDONLY, NULL) : NULL;
    if (!zip)
        return EXIT_FAILURE;
    unsigned long long bytes = 0;
    for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
        zip_file_t *file = zip_fopen_index(zip, (zip_uint64_t)i, 0);
        zip_int64_t got = file ? zip_fread(file, piece, sizeof piece) : -1;
        for (; got > 0; got = zip_fread(file, piece, sizeof piece))
            bytes += (unsigned long long)got;
        if (got < 0 || zip_fclose(file) != 0)
            return EXIT_FAILURE;
    }
    zip_discard(zip);
    printf("%llu\n", bytes);
    return EXIT_SUCCESS;
}
