/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/cell_name.h"

#include <string.h>

void tolv_cell_name(size_t column, size_t row, char name[TOLV_CELL_NAME_ROOM]) {
    char written[TOLV_CELL_NAME_ROOM];
    size_t at = sizeof written;
    written[--at] = '\0';
    for (size_t left = row + 1; left > 0 && at > 0; left /= 10)
        written[--at] = (char)('0' + left % 10);
    for (size_t left = column + 1; left > 0 && at > 0; left = (left - 1) / 26)
        written[--at] = (char)('A' + (left - 1) % 26);
    memcpy(name, written + at, sizeof written - at);
}

void tolv_cell_place(tolv_text sheet, size_t column, size_t row, char place[TOLV_CELL_PLACE_ROOM]) {
    enum { MOST = 128 };
    size_t length = sheet.length < MOST ? sheet.length : MOST;
    if (length)
        memcpy(place, sheet.bytes, length);
    place[length] = '.';
    tolv_cell_name(column, row, place + length + 1);
}
