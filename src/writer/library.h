/* libxlsxwriter, with the one name of it that grid/workbook.h has too out of the way. Only the files of this
 * room that run in the child include it. */
#ifndef PIANOXL_WRITER_LIBRARY_H
#define PIANOXL_WRITER_LIBRARY_H

#define workbook_new lxw_workbook_new_of_the_library
#include <xlsxwriter.h>
#undef workbook_new

#endif
