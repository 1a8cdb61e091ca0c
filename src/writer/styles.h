/* Looks to libxlsxwriter's formats: each distinct style once. */
#ifndef PIANOXL_WRITER_STYLES_H
#define PIANOXL_WRITER_STYLES_H

#include "grid/workbook.h"
#include "writer/library.h"

struct styles;

/* The formats of all styles of `workbook`, made in `target`, which owns them. */
struct styles *styles_new(lxw_workbook *target, const struct workbook *workbook);
void styles_free(struct styles *styles);

/* Never NULL, also for the default look: a cell without format would take its row's or its column's. */
lxw_format *styles_format(const struct styles *styles, unsigned style);

/* A style in another font: a rich text of one run. */
lxw_format *styles_format_in(struct styles *styles, unsigned style, const struct font *font);

/* For a run of a rich text: each distinct font once. */
lxw_format *styles_run_format(struct styles *styles, const struct font *font);

/* For a conditional format: what is not given stays as it is. */
lxw_format *styles_condition(struct styles *styles, uint32_t fill, uint32_t colour, bool bold);

/* The library takes 0 for "not given". */
lxw_color_t styles_colour(uint32_t colour);

#endif
