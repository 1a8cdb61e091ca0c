/* Addresses of files, for links. */
#ifndef PIANOXL_SUPPORT_URL_H
#define PIANOXL_SUPPORT_URL_H

/* The percent-encoded address of `file` relative to `folder` ("../anno%202019/piano.xlsx"); both are absolute
 * paths without "." and "..", in any bytes. To be freed. */
char *url_relative(const char *folder, const char *file);

#endif
