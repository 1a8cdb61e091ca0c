/* Memory ahead of its use. */
#ifndef PIANOXL_SUPPORT_MEMORY_H
#define PIANOXL_SUPPORT_MEMORY_H

#include <stddef.h>

/* Has the system hand out the pages of memory that is about to be written, all in one go: page by page, as
 * each is first touched, costs a multiple. A hint, that changes nothing where the system does not take it;
 * what is there stays. */
void memory_prepare(void *start, size_t size);

#endif
