/* Font metrics of our own, so that heights and page scales do not hang on the fonts of the machine: the
 * advance widths of the metric twins of Calibri and Arial, regular and bold. Other fonts are measured as the
 * nearer of the two, other characters by a fallback width. Lengths are points (1/72 inch). */
#ifndef PIANOXL_WRITER_METRICS_H
#define PIANOXL_WRITER_METRICS_H

#include <stddef.h>
#include "grid/style.h"
#include "grid/workbook.h"

/* A column's width in points as LibreOffice lays it out, wider than Excel (`width` in characters, as a file
 * says, with padding): what a computed print scale must reckon with. */
double metrics_print_points(double width);

/* Height of one line of a font: what Excel gives a row of it (Calibri 11: 15). */
double metrics_line_height(const struct font *font);

/* The height that a cell needs for a text in a look, `width` characters (as files say, with padding; of a
 * merge the sum of its columns) being its width: wrapped at blanks, after hyphens, and where one word alone
 * is wider than the line, if the look wraps, rotated if it is rotated, one line otherwise. `text` may be NULL
 * with runs (run_count 0: none). The result is a multiple of 0.75 (a pixel) and may be more than
 * LIMIT_ROW_HEIGHT. */
double metrics_text_height(const struct style *style, const char *text, const struct rich_run *runs,
    unsigned run_count, double width);

#endif
