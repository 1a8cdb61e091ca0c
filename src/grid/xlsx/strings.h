/* The shared strings on their way to the grid: what expat's handlers and the pull scanner share. */
#ifndef PIANOXL_GRID_XLSX_STRINGS_H
#define PIANOXL_GRID_XLSX_STRINGS_H

#include "grid/xlsx/xlsx.h"

struct strings_reader {
    struct xlsx *xlsx;
    struct text_collector collector;
    GString *resolved; /* a text without its entities */
    bool in_item;
};

/* The pull scanner between <sst> and </sst>. */
extern const struct xml_scanner strings_scanner;

#endif
