/* The part of the comparison that is about view and page set-up. */
#ifndef PIANOXL_WRITER_READBACK_PAGE_H
#define PIANOXL_WRITER_READBACK_PAGE_H

#include "grid/workbook.h"

/* What differs in view or page set-up, NULL if nothing that was set does. */
const char *readback_page_difference(const struct sheet *meant, const struct sheet *read);

#endif
