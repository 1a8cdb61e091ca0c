#include "grid/xls/gsf.h"

#include <dlfcn.h>
#include <string.h>

/* C knows no cast from an object's pointer, as dlsym gives it, to a function's. */
static bool find(void *handle, const char *name, void *ret, size_t size)
{
    void *symbol = dlsym(handle, name);
    if (symbol)
        memcpy(ret, &symbol, size);
    return symbol != NULL;
}

#define FIND(name) &&find(handle, #name, &gsf.name, sizeof gsf.name)

bool gsf_load(const char *library, struct gsf *ret)
{
    struct gsf gsf;
    /* not to be unloaded: GObject's types cannot be */
    void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    bool all = handle GSF_FUNCTIONS(FIND);
    if (handle)
        dlclose(handle);
    if (all)
        *ret = gsf;
    return all;
}
