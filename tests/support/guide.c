#include "guide.h"

#include <string.h>

#define FENCE "```"

static void block_free(void *data)
{
    struct guide_block *block = data;
    g_free(block->language);
    g_free(block->name);
    g_free(block->heading);
    g_free(block->text);
    g_free(block);
}

static char *read_file(const char *path)
{
    char *content = NULL;
    if (!g_file_get_contents(path, &content, NULL, NULL)) {
        g_error("%s: cannot be read", path);
    }
    return content;
}

static struct guide_block *block_new(const char *fence, const char *heading, unsigned line)
{
    struct guide_block *block = g_new0(struct guide_block, 1);
    char **words = g_strsplit(fence, " ", 2);
    block->language = g_strdup(words[0] ? words[0] : "");
    block->name = words[0] ? g_strdup(words[1]) : NULL;
    block->heading = g_strdup(heading);
    block->line = line;
    g_strfreev(words);
    return block;
}

GPtrArray *guide_read(const char *path)
{
    GPtrArray *blocks = g_ptr_array_new_with_free_func(block_free);
    char *content = read_file(path);
    char **lines = g_strsplit(content, "\n", 0);
    const char *heading = "";
    GString *text = NULL; /* of the block that is open */
    for (unsigned i = 0; lines[i]; i++) {
        bool fence = g_str_has_prefix(lines[i], FENCE);
        if (fence && !text) {
            g_ptr_array_add(blocks, block_new(lines[i] + strlen(FENCE), heading, i + 2));
            text = g_string_new(NULL);
        } else if (fence) {
            struct guide_block *block = blocks->pdata[blocks->len - 1];
            block->text = g_string_free(g_steal_pointer(&text), FALSE);
        } else if (text) {
            g_string_append_printf(text, "%s\n", lines[i]);
        } else if (*lines[i] == '#') {
            heading = lines[i] + strspn(lines[i], "# ");
        }
    }
    if (text) {
        g_error("%s: a block without end", path);
    }
    g_strfreev(lines);
    g_free(content);
    return blocks;
}

GHashTable *guide_includes(const GPtrArray *blocks)
{
    GHashTable *includes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (unsigned i = 0; i < blocks->len; i++) {
        const struct guide_block *block = blocks->pdata[i];
        if (block->name) {
            g_hash_table_insert(includes, g_strdup(block->name), g_strdup(block->text));
        }
    }
    return includes;
}

bool guide_replace(const char *path, unsigned index, const char *text)
{
    char *content = read_file(path);
    char **lines = g_strsplit(content, "\n", 0);
    GString *result = g_string_new(NULL);
    unsigned fences = 0;
    for (unsigned i = 0; lines[i]; i++) {
        bool fence = g_str_has_prefix(lines[i], FENCE);
        /* The fence with the number 2n opens block n. */
        bool inside = !fence && fences == 2 * index + 1;
        fences += fence;
        if (!inside) {
            g_string_append_printf(result, "%s%s", lines[i], lines[i + 1] ? "\n" : "");
        }
        if (fence && fences == 2 * index + 1) {
            g_string_append(result, text);
        }
    }
    bool written = g_file_set_contents(path, result->str, -1, NULL);
    g_string_free(result, TRUE);
    g_strfreev(lines);
    g_free(content);
    return written;
}
