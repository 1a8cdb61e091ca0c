#include "support/memory.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#define LEAST_PAGES 16u /* a call costs as much as some pages do */

void memory_prepare(void *start, size_t size)
{
#ifdef MADV_POPULATE_WRITE
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t before = -(uintptr_t)start & (page - 1);
    size_t whole = size < before ? 0 : (size - before) & ~(page - 1);
    if (whole >= LEAST_PAGES * page)
        (void)madvise((char *)start + before, whole, MADV_POPULATE_WRITE);
#else
    (void)start;
    (void)size;
#endif
}
