/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/source.h"

#include <errno.h>

tolv_item tolv_reason_of(int error) {
    static const struct {
        int error;
        const char *sentence;
    } sentences[] = {
        {ENOENT, N_("there is no file of that name")},
        {ENOTDIR, N_("there is no file of that name")},
        {ENAMETOOLONG, N_("there is no file of that name")},
        {EACCES, N_("you may not read it")},
        {EPERM, N_("you may not read it")},
        {EISDIR, N_("it is a folder")},
        {EIO, N_("the disk or the network has failed")},
        {ENOMEM, N_("the memory is not enough")},
        {ECANCELED, N_("it was interrupted")},
    };
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (sentences[i].error == error)
            return TOLV_WORD(sentences[i].sentence);
    return TOLV_WORD(N_("the system says no more"));
}
