#include "support/arena.h"

#include <glib.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "support/memory.h"

#define FIRST_CHUNK 4096u
#define LARGEST_CHUNK (1024u << 10)

struct chunk {
    struct chunk *next;
    size_t size, used; /* bytes of `data` */
    alignas(max_align_t) unsigned char data[];
};

struct arena {
    struct chunk *current; /* the chunk that is being filled; the full ones follow it */
    size_t next_size;
};

struct arena *arena_new(void)
{
    struct arena *arena = g_new0(struct arena, 1);
    arena->next_size = FIRST_CHUNK;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    struct chunk *chunk = arena->current;
    while (chunk) {
        struct chunk *next = chunk->next;
        g_free(chunk);
        chunk = next;
    }
    g_free(arena);
}

static struct chunk *chunk_new(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct chunk))
        g_error("out of memory");
    struct chunk *chunk = g_malloc0(sizeof(struct chunk) + size);
    memory_prepare(chunk, sizeof(struct chunk) + size);
    chunk->size = size;
    return chunk;
}

static void *alloc_aligned(struct arena *arena, size_t size, size_t alignment)
{
    struct chunk *chunk = arena->current;
    size_t start = chunk ? (chunk->used + alignment - 1) & ~(alignment - 1) : 0;
    if (chunk && start <= chunk->size && size <= chunk->size - start) {
        chunk->used = start + size;
        return chunk->data + start;
    }
    if (size >= arena->next_size / 4 && chunk) {
        /* A large block gets a chunk of its own behind the current one, whose rest stays in use. */
        struct chunk *own = chunk_new(size);
        own->used = size;
        own->next = chunk->next;
        chunk->next = own;
        return own->data;
    }
    struct chunk *fresh = chunk_new(MAX(size, arena->next_size));
    fresh->used = size;
    fresh->next = chunk;
    arena->current = fresh;
    arena->next_size = MIN(arena->next_size * 2, LARGEST_CHUNK);
    return fresh->data;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return alloc_aligned(arena, size ? size : 1, alignof(max_align_t));
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    if (!text)
        return NULL;
    length = strnlen(text, length);
    char *copy = alloc_aligned(arena, length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){.chunk = arena->current, .used = arena->current ? arena->current->used : 0};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    while (arena->current && arena->current != mark.chunk) {
        struct chunk *chunk = arena->current;
        arena->current = chunk->next;
        g_free(chunk);
    }
    struct chunk *chunk = arena->current;
    if (!chunk)
        return;
    memset(chunk->data + mark.used, 0, chunk->used - mark.used); /* what is allocated is zeroed */
    chunk->used = mark.used;
}
