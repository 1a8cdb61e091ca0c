/* Font metrics of our own, so that heights and page scales do not hang on the fonts of the machine: the
 * advance widths of the metric twins of Calibri and Arial, regular and bold. Other fonts are measured as the
 * nearer of the two, other characters by a fallback width. Lengths are points (1/72 inch). */
#ifndef PIANOXL_WRITER_METRICS_H
#define PIANOXL_WRITER_METRICS_H

#include <stddef.h>
#include "grid/style.h"
#include "grid/workbook.h"

#define METRICS_ROW_LIMIT 409.5 /* points: the tallest row of Excel */

/* A column's width in Excel: `width` characters as a file says (with padding) are whole pixels, 7 to a
 * character. */
double metrics_column_points(double width);

/* The same as LibreOffice lays it out, wider than Excel: what a computed print scale must reckon with. */
double metrics_print_points(double width);

/* The next width at or above `width` characters that lies on the pixel grid of 1/7 of a character. */
double metrics_whole_pixels(double width);

/* Height of one line of a font: what Excel gives a row of it (Calibri 11: 15). */
double metrics_line_height(const struct font *font);

/* Width of a text on one line; its line breaks are not looked at. `length` in bytes. */
double metrics_text_width(const struct font *font, const char *text, size_t length);

/* The number of lines that a text takes when wrapped to `points`; 1 for an empty one. Words are broken at
 * blanks and after hyphens, and where one alone is wider than the line. With runs the text is that of the
 * runs. */
unsigned metrics_text_lines(const struct font *font, const char *text, const struct rich_run *runs,
    unsigned run_count, double points);

/* The height that a cell needs for a text in a look, `width` characters (as files say, with padding; of a
 * merge the sum of its columns) being its width: wrapped if the look wraps, rotated if it is rotated, one
 * line otherwise. `text` may be NULL with runs (run_count 0: none). The result is a multiple of 0.75 (a
 * pixel) and may be more than METRICS_ROW_LIMIT. */
double metrics_text_height(const struct style *style, const char *text, const struct rich_run *runs,
    unsigned run_count, double width);

#endif
