/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_VOCABULARY_H
#define TOLV_CLI_VOCABULARY_H

#include "ods/formula_guard.h"

/* What the guards of src/ods ask of the functions, answered by their descriptors. */
extern const tolv_vocabulary tolv_own_vocabulary;

#endif
