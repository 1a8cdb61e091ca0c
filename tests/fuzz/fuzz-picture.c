/* Pictures for page headers. */
#include "fuzz.h"

#include "grid/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GError *error = NULL;
    struct picture *picture = picture_from_bytes(data, size, "fuzz.png", &error);
    if ((picture == NULL) == (error == NULL))
        g_error("neither a picture nor an error");
    if (picture && (!picture->width || !picture->height || !(picture->dots_across > 0)))
        g_error("a picture without a size");
    g_clear_error(&error);
    picture_free(picture);
    return 0;
}
