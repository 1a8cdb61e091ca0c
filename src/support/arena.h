/* A bump allocator: what belongs to one workbook, template or plan is freed with it, all at once. */
#ifndef PIANOXL_SUPPORT_ARENA_H
#define PIANOXL_SUPPORT_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);

/* Frees the arena and all that was allocated in it; NULL is allowed. */
void arena_free(struct arena *arena);

/* Returns `size` zeroed bytes, aligned for any type, which live as long as the arena. */
void *arena_alloc(struct arena *arena, size_t size);

/* Copies of a text; NULL gives NULL. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);

/* A point in the arena's filling: what is allocated after it can be given back while nothing points there. */
struct arena_mark {
    void *chunk;
    size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
/* Gives back what was allocated since the mark (large blocks may stay until the arena is freed). */
void arena_rewind(struct arena *arena, struct arena_mark mark);

#define arena_new0(arena, type, count) ((type *) arena_alloc((arena), sizeof(type) * (count)))

#endif
