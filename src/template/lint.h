/* `template check`: what a template that loads may still have wrong. */
#ifndef PIANOXL_TEMPLATE_LINT_H
#define PIANOXL_TEMPLATE_LINT_H

#include "template/template.h"

/* Adds findings: rows that can never win, fields never written, certain cycles, unknown names in formulas,
 * tab names that are too long, what the workbook holds that is not carried over. Each with sheet and cell. */
void lint_template(const struct template *template, struct findings *findings);

#endif
