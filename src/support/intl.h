/* Translations: _() marks and translates, N_() only marks. */
#ifndef PIANOXL_SUPPORT_INTL_H
#define PIANOXL_SUPPORT_INTL_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text

#endif
