/* Where the program's own files are: in the source tree when it runs from its build folder, else where it was
 * installed. */
#ifndef PIANOXL_CLI_FOLDERS_H
#define PIANOXL_CLI_FOLDERS_H

#include <glib.h>

/* The absolute path of a file, which need not exist, its folder followed through links. To be freed. */
char *folder_real_path(const char *file);

/* To be freed. */
char *folder_of_translations(void);

/* The folders (char *) in which templates are looked for: those of PIANOXL_TEMPLATES (separated by colons),
 * else the program's own. To be freed with g_ptr_array_unref. */
GPtrArray *folders_of_templates(void);

#endif
