/* The limits within which inputs are read, each with its reason. */
#ifndef PIANOXL_SUPPORT_LIMITS_H
#define PIANOXL_SUPPORT_LIMITS_H

#define LIMIT_ROWS 1048576u           /* Excel's own */
#define LIMIT_COLUMNS 16384u          /* Excel's own */
#define LIMIT_ROW_HEIGHT 409.5        /* Excel's own, in points */
#define LIMIT_CELLS 20000000u         /* 20 times the largest real workbook seen; bounds memory */
#define LIMIT_CELL_TEXT 32767u        /* Excel's own, in UTF-16 units */
#define LIMIT_CELL_TEXT_BYTES (7u * LIMIT_CELL_TEXT) /* each as _xHHHH_, the longest that it can be */
#define LIMIT_FORMULA_BYTES (64u << 10) /* Excel allows 8,192 characters; names in full make more */
#define LIMIT_SHARED_STRINGS 4000000u /* bounds memory; real files have at most some hundred thousand */
#define LIMIT_OLE_ENTRIES 1000u       /* of 299 real .xls the largest has 28 */
#define LIMIT_ZIP_ENTRIES 1000u       /* of 1,227 real workbooks the largest has 188 */
#define LIMIT_PART_BYTES (512u << 20) /* of real workbooks the largest part has 57 MB */
#define LIMIT_TOTAL_BYTES (1024u << 20)
#define LIMIT_ODS_BYTES (2048ull << 20) /* of a part and in all: .ods spends 157 bytes on a cell */
#define LIMIT_RATIO 100u              /* inflated to packed, after LIMIT_RATIO_FREE; real files reach 56 */
#define LIMIT_RATIO_FREE (100u << 10)
/* the second reader of .xls: 0.8 s and 3 MiB of output for 20,000 rows of 9 cells (3 MiB) */
#define LIMIT_CROSSCHECK_CPU 2u              /* seconds of computing */
#define LIMIT_CROSSCHECK_CPU_BYTES (1u << 19) /* and one more for so many bytes of the file */
#define LIMIT_CROSSCHECK_WALL 10             /* seconds in all, likewise: the machine may be busy */
#define LIMIT_CROSSCHECK_MEMORY (128u << 20) /* and 32 times the file: it keeps a dense grid of every sheet */
#define LIMIT_CROSSCHECK_MEMORY_MOST (512u << 20)
#define LIMIT_CROSSCHECK_OUTPUT (256u << 20) /* bytes; texts that many cells share are said anew for each */
#define LIMIT_XML_DEPTH 64u           /* OOXML parts nest less than 20 deep */
#define LIMIT_XML_ATTRIBUTES 256u
#define LIMIT_REPEATED_FREE 250000u /* copies of cells, looks, runs written once: bounds memory ... */
#define LIMIT_REPEATED_EACH 20u     /* ... beside these for each cell that it writes */
#define LIMIT_FORMULAS_FREE (16u << 20) /* bytes of formulas that cells share and the file has once ... */
#define LIMIT_FORMULAS_EACH 100u    /* ... beside these for each: bounds memory; others stay without text */
#define LIMIT_REPEATED_BLANKS (16u << 20) /* in texts, counted in an .ods, not written: bounds memory */
#define LIMIT_MERGES 200000u
#define LIMIT_STYLES 65490u           /* Excel's own limit of cell formats */
#define LIMIT_SHEETS LIMIT_ZIP_ENTRIES /* each has a part of its own */
#define LIMIT_RELATIONSHIPS 4000u     /* of one part: its parts, and links to other files */
#define LIMIT_PICTURE_BYTES (1u << 20) /* an emblem of 2 cm printed with 600 dots an inch has some 100 KB */
#define LIMIT_PICTURE_SIDE 4096u       /* pixels; bounds what the program that opens the report unpacks */
#define LIMIT_TEMPLATE_ROWS 10000u    /* of a sheet of a template, which is looked at row against row */

#endif
