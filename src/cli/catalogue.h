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

/* Loads NAME or FILE.xlsx alone. NULL and `error` otherwise. `findings` gets what is wrong in it; may be
 * NULL. To be freed with template_free. */
struct template *catalogue_load_one(const char *name, struct findings *findings, GError **error);

#endif
