/* The templates that are found in the folders of templates. */
#ifndef PIANOXL_CLI_CATALOGUE_H
#define PIANOXL_CLI_CATALOGUE_H

#include <glib.h>
#include "template/template.h"

struct catalogue {
    GPtrArray *templates; /* struct template * */
    unsigned failed;      /* files that could not be loaded; stderr has named them */
};

/* Loads every .xlsx in the folders of templates and the folders in them. */
struct catalogue *catalogue_load(void);
void catalogue_free(struct catalogue *catalogue);

/* The template of this `nome`. NULL and `error` when there is none, or two have it. */
const struct template *catalogue_find(const struct catalogue *catalogue, const char *name, GError **error);

/* Loads NAME or FILE.xlsx alone. NULL and `error` otherwise. `findings` gets what is wrong in it; may be
 * NULL. To be freed with template_free. */
struct template *catalogue_load_one(const char *name, struct findings *findings, GError **error);

/* The file of NAME or FILE.xlsx: the argument itself, or that of the template with this `nome`. NULL and
 * `error` if there is none. To be freed. */
char *catalogue_path(const char *name, GError **error);

#endif
