/* Which inputs make a plan together, and what their outputs are called. */
#ifndef PIANOXL_CLI_BATCH_GROUPS_H
#define PIANOXL_CLI_BATCH_GROUPS_H

#include "cli/batch/manifest.h"
#include "cli/findings-output.h"

enum grouping {
    GROUPING_PLAN,   /* those of one folder, template and year; one without a year goes with the only year */
    GROUPING_FOLDER, /* those of one folder */
    GROUPING_FILE,   /* each by itself */
    GROUPINGS
};

extern const char *const grouping_names[GROUPINGS];
/* GROUPINGS when it is none. */
enum grouping grouping_parse(const char *name);

/* The inputs of one folder. */
struct folder {
    char *name;
    GPtrArray *inputs; /* struct input *, by name; not owned */
    unsigned waiting;  /* inputs that are still to be looked at */
};

/* struct folder *, by name. To be freed with g_ptr_array_unref. */
GPtrArray *folders_new(const struct manifest *manifest);

/* Takes the inputs of the other parts out: folders (files, where each is a group) are dealt out one by one,
 * in the order of their names, since a folder's workbooks may belong together. Where each file is a group, it
 * gets the name of its outputs before that (`base`). */
void manifest_keep_part(struct manifest *manifest, enum grouping grouping);

/* Makes the groups of a folder whose inputs have been looked at (those in state INPUT_READ), adds them to the
 * manifest, of which this part has been kept, and to `ret_groups`. They are the same whatever the order in
 * which folders come. */
void groups_form(
    struct manifest *manifest, const struct folder *folder, enum grouping grouping, GPtrArray *ret_groups);

/* "TEMPLATE-YEAR", fit for a file's name. To be freed. */
char *group_base_name(const char *template, int year);

/* What a group of plan that was formed without a year is called once it is read, and `year` (0: none) is
 * known: what report would call it, with a number where one of `others`, its folder's other groups, has that
 * name. All are names without their folder. To be freed. */
char *group_base_of_year(const char *base, int year, char *const *others);
/* The same of the group's whole name; of any other group the name that it has. To be freed. */
char *group_name_of_year(const struct group *group, int year);

/* The outputs of a group, in the order in which they take their places. */
enum product_kind { PRODUCT_REPORT, PRODUCT_SCORES, PRODUCT_FINDINGS, PRODUCT_PDF, PRODUCTS };

extern const struct product_kind_row {
    const char *ending; /* behind the group's name */
    const char *column; /* of manifest.csv */
} product_kinds[PRODUCTS];

#define ANNEXES_ENDING "-allegati" /* of the folder of its Allegati */

#endif
