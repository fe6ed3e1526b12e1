/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_GEN_PO_READING_H
#define TOLV_GEN_PO_READING_H

#include <gettext-po.h>

/* Reads a file of translations, to be released with po_file_free. What the library has to say is
 * told with file and line; NULL, told, when the file cannot be opened; an error in it ends the
 * program, as the library demands. */
po_file_t tolv_po_read(const char *path);

#endif
