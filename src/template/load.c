#include "template/template.h"

struct template *template_load(const char *path, struct findings *findings, GError **error)
{
    struct workbook *workbook = grid_read(path, GRID_LOOKS, error);
    return workbook ? template_from_workbook(workbook, path, findings, error) : NULL;
}
