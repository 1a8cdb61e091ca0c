/* libgsf, loaded when a container is to be opened and not with the program: it brings a dozen further
 * libraries (gio, libxml2, ICU), whose loading would be half of what each start costs, and most starts read
 * no .xls. */
#ifndef PIANOXL_GRID_XLS_GSF_H
#define PIANOXL_GRID_XLS_GSF_H

#include <stdbool.h>

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-memory.h>

#define GSF_LIBRARY "libgsf-1.so.114" /* the ABI of the headers above */

/* clang-format off */
#define GSF_FUNCTIONS(function) \
    function(gsf_input_memory_new) \
    function(gsf_input_size) \
    function(gsf_input_read) \
    function(gsf_infile_msole_new) \
    function(gsf_infile_num_children) \
    function(gsf_infile_name_by_index) \
    function(gsf_infile_child_by_index) \
    function(g_object_unref)
/* clang-format on */

#define GSF_MEMBER(name) __typeof__(name) *name;
struct gsf {
    GSF_FUNCTIONS(GSF_MEMBER)
};

/* Loads the library, which stays; false when it or one of its functions is not there. */
bool gsf_load(const char *library, struct gsf *ret);

#endif
