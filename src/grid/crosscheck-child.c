/* The second reader: FreeXL under limits. Only functions of FreeXL 1.0 are called. */
#include "grid/crosscheck.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <freexl.h>

#include "support/limits.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif

struct messages {
    int output;
    bool failed;
    size_t length;
    uint8_t bytes[65536];
};

/* ---- messages ---- */

static void flush(struct messages *messages)
{
    size_t done = 0;
    while (done < messages->length && !messages->failed) {
        ssize_t written = write(messages->output, messages->bytes + done, messages->length - done);
        if (written > 0)
            done += (size_t)written;
        else if (written == 0 || errno != EINTR)
            messages->failed = true;
    }
    messages->length = 0;
}

static void put(struct messages *messages, const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    while (length > 0 && !messages->failed) {
        size_t step = MIN(length, sizeof messages->bytes - messages->length);
        memcpy(messages->bytes + messages->length, at, step);
        messages->length += step;
        at += step;
        length -= step;
        if (messages->length == sizeof messages->bytes)
            flush(messages);
    }
}

static void put_32(struct messages *messages, uint32_t number)
{
    put(messages, &number, sizeof number);
}

static void put_kind(struct messages *messages, enum crosscheck_message kind)
{
    uint8_t byte = (uint8_t)kind;
    put(messages, &byte, 1);
}

static void put_text(struct messages *messages, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    put_32(messages, (uint32_t)length);
    put(messages, text, length);
}

static void put_cell(struct messages *messages, enum crosscheck_message kind, uint32_t row, uint32_t column)
{
    put_kind(messages, kind);
    put_32(messages, row);
    put_32(messages, column);
}

static void put_number(struct messages *messages, uint32_t row, uint32_t column, double number)
{
    put_cell(messages, CROSSCHECK_NUMBER, row, column);
    put(messages, &number, sizeof number);
}

static void put_value(struct messages *messages, uint32_t row, uint32_t column, const FreeXL_CellValue *value)
{
    switch (value->type) {
    case FREEXL_CELL_INT:
        put_number(messages, row, column, value->value.int_value);
        break;
    case FREEXL_CELL_DOUBLE:
        put_number(messages, row, column, value->value.double_value);
        break;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
        put_cell(messages, CROSSCHECK_TEXT, row, column);
        put_text(messages, value->value.text_value);
        break;
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
        put_cell(messages, CROSSCHECK_DATE, row, column);
        put_text(messages, value->value.text_value);
        break;
    default:
        break;
    }
}

/* ---- FreeXL ---- */

static bool read_sheet(const void *handle, unsigned short number, struct messages *messages)
{
    const char *name = NULL;
    unsigned rows = 0;
    unsigned short columns = 0;
    if (freexl_get_worksheet_name(handle, number, &name) != FREEXL_OK || !name ||
        freexl_select_active_worksheet(handle, number) != FREEXL_OK ||
        freexl_worksheet_dimensions(handle, &rows, &columns) != FREEXL_OK)
        return false;
    put_kind(messages, CROSSCHECK_SHEET);
    put_text(messages, name);
    for (unsigned row = 0; row < rows; row++)
        for (unsigned short column = 0; column < columns; column++) {
            FreeXL_CellValue value;
            if (freexl_get_cell_value(handle, row, column, &value) != FREEXL_OK)
                return false;
            put_value(messages, row, column, &value);
        }
    return !messages->failed;
}

static bool read_workbook(const void *handle, struct messages *messages)
{
    unsigned count = 0;
    if (freexl_get_info(handle, FREEXL_BIFF_SHEET_COUNT, &count) != FREEXL_OK || count > 65535)
        return false;
    for (unsigned i = 0; i < count; i++)
        if (!read_sheet(handle, (unsigned short)i, messages))
            return false;
    put_kind(messages, CROSSCHECK_END);
    flush(messages);
    return !messages->failed;
}

/* ---- limits ---- */

static void limit(__rlimit_resource_t resource, rlim_t most)
{
    struct rlimit both = {most, most};
    setrlimit(resource, &both);
}

static void set_limits(const char *path)
{
    struct stat file;
    rlim_t bytes = stat(path, &file) == 0 && file.st_size > 0 ? (rlim_t)file.st_size : 0;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, LIMIT_CROSSCHECK_CPU + bytes / LIMIT_CROSSCHECK_CPU_BYTES);
#ifndef SANITIZED
    limit(RLIMIT_AS, MIN(LIMIT_CROSSCHECK_MEMORY + bytes * 32, (rlim_t)LIMIT_CROSSCHECK_MEMORY_MOST));
#endif
}

int crosscheck_child(const char *path, int output)
{
    const void *handle = NULL;
    bool good = false;
    set_limits(path);
    struct messages *messages = calloc(1, sizeof *messages);
    if (messages) {
        messages->output = output;
        /* an open that succeeds may still give no handle */
        if (freexl_open(path, &handle) == FREEXL_OK && handle)
            good = read_workbook(handle, messages);
        if (handle)
            freexl_close(handle);
        free(messages);
    }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
