/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/scale.h"

#include <string.h>

static const struct {
    int zeros;
    const char *words;
} scales[] = {
    {0, "kr, kr., kronor, kroner, sek, dkk, nok"},
    {3, "tkr, tkr., kkr, t.kr, t.kr., tusen kr, tusental kr, tusen kronor, tusind kr, tusind kr., "
        "tusinde kr, tusinde kr., tusinde kroner, tusen kroner, 1000 kr, 1000 kr., 1.000 kr, "
        "1.000 kr., 1 000 kr, 1000-tal kr, ksek, tsek, kdkk, tdkk, knok, tnok, thousand kr, "
        "thousand kronor, thousands, sek thousand, dkk thousand, nok thousand"},
    {6, "mkr, mkr., mnkr, milj kr, milj. kr, miljoner kr, miljoner kronor, mio kr, mio kr., "
        "mio. kr, mio. kr., mill kr, mill. kr, mill. kr., millioner kr, millioner kr., "
        "millioner kroner, msek, mdkk, mnok, million kr, million kronor, millions, sek million, "
        "dkk million, nok million"},
};

static bool is_round(char byte) {
    return byte && strchr(" \t\n,:-_/([", byte);
}

/* Without what only joins it to the scale: brackets, marks, “i” or “in”. */
static tolv_text without_joint(tolv_text text) {
    while (text.length && is_round(text.bytes[text.length - 1]))
        text.length--;
    for (size_t length = 1; length <= 2; length++) {
        bool stands = text.length > length && text.bytes[text.length - length - 1] == ' ';
        tolv_text word = {text.bytes + text.length - length, length};
        if (stands && tolv_text_is_one_of(word, "i, in"))
            return tolv_text_trimmed((tolv_text){text.bytes, text.length - length});
    }
    return text;
}

int tolv_scale_of(tolv_text heading, tolv_text *rest) {
    tolv_text text = tolv_text_trimmed(heading);
    *rest = heading;
    if (text.length && strchr(")]", text.bytes[text.length - 1]))
        text.length--;
    for (size_t at = 0; at < text.length; at++) { /* the longest end that is a scale */
        tolv_text end = {text.bytes + at, text.length - at};
        for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
            if ((at && !is_round(text.bytes[at - 1])) || !tolv_text_is_one_of(end, scales[i].words))
                continue;
            *rest = without_joint((tolv_text){text.bytes, at});
            if (rest->length == 0)
                *rest = tolv_text_of("kr");
            return scales[i].zeros;
        }
    }
    return 0;
}
