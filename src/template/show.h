/* A template in words, and as a text grid. */
#ifndef PIANOXL_TEMPLATE_SHOW_H
#define PIANOXL_TEMPLATE_SHOW_H

#include "template/template.h"

/* Levels, fields, sheets, method in words (Italian). To be freed. */
char *template_describe(const struct template *template);

/* The text grid: `== SHEET`, in Metodo `-- TITLE` above each small table, cells separated by TABs with
 * control row and column, a number format as ⟦code⟧ behind a cell, line breaks as \n. It is what is kept
 * beside the .xlsx. To be freed. */
char *template_grid(const struct template *template);

#endif
