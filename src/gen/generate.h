/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_GEN_GENERATE_H
#define TOLV_GEN_GENERATE_H

#include "core/sentence.h"
#include "functions/function.h"

/* What `build/generate` prints of the compiled table of functions. Each writer answers false, with
 * the reason on stderr, when there is nothing fit to be printed. */

/* The interface tolv::XFunctions: a method a function, in stored order. */
bool tolv_generate_idl(tolv_writer *writer);

/* CalcAddIns.xcu: names and descriptions for the Function Wizard, in every language. */
bool tolv_generate_xcu(tolv_writer *writer);

/* Prints on stderr a sentence for each fault of the table, against the committed IDL and the case
 * tables (paths, ended by NULL); true when there is none. */
bool tolv_lint(const char *committed_idl, char **cases);

/* The method of a function: its name in lower case, without dots. */
void tolv_write_method(tolv_writer *writer, const tolv_function *function);

#endif
