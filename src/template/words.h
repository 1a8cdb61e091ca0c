/* Formulas in Italian words. */
#ifndef PIANOXL_TEMPLATE_WORDS_H
#define PIANOXL_TEMPLATE_WORDS_H

#include "template/template.h"

/* Appends what the field's formula says. */
void words_append(GString *words, const struct template *template, const struct field *field);

#endif
