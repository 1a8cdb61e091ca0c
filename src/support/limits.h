/* The limits within which inputs are read, each with its reason. */
#ifndef PIANOXL_SUPPORT_LIMITS_H
#define PIANOXL_SUPPORT_LIMITS_H

#define LIMIT_ROWS 1048576u           /* Excel's own */
#define LIMIT_COLUMNS 16384u          /* Excel's own */
#define LIMIT_CELLS 20000000u         /* 20 times the largest real workbook seen; bounds memory */
#define LIMIT_CELL_TEXT 32767u        /* Excel's own, in UTF-16 units */
#define LIMIT_SHARED_STRINGS 4000000u /* bounds memory; real files have at most some hundred thousand */
#define LIMIT_OLE_ENTRIES 1000u       /* of 299 real .xls the largest has 28 */
#define LIMIT_ZIP_ENTRIES 1000u       /* of 1,227 real workbooks the largest has 188 */
#define LIMIT_PART_BYTES (512u << 20) /* of real workbooks the largest part has 57 MB */
#define LIMIT_TOTAL_BYTES (1024u << 20)
#define LIMIT_ODS_BYTES (2048ull << 20) /* of a part and in all: .ods spends 157 bytes on a cell */
#define LIMIT_RATIO 100u              /* inflated to packed, counted after LIMIT_RATIO_FREE; real files reach 56 */
#define LIMIT_RATIO_FREE (100u << 10)
#define LIMIT_XML_DEPTH 64u           /* OOXML parts nest less than 20 deep */
#define LIMIT_XML_ATTRIBUTES 256u
#define LIMIT_REPEATED_FREE 250000u /* copies of cells that an .ods writes once: bounds memory ... */
#define LIMIT_REPEATED_EACH 20u     /* ... beside these for each cell that it writes */
#define LIMIT_MERGES 200000u
#define LIMIT_STYLES 65490u           /* Excel's own limit of cell formats */
#define LIMIT_SHEETS LIMIT_ZIP_ENTRIES /* each has a part of its own */
#define LIMIT_RELATIONSHIPS 4000u     /* of one part: its parts, and links to other files */
#define LIMIT_TEMPLATE_ROWS 10000u    /* of a sheet of a template: what is drawn is looked at row against row */

#endif
