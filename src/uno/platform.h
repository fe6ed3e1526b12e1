/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_UNO_PLATFORM_H
#define TOLV_UNO_PLATFORM_H

/* The office's headers of its binary interface, made to pass as plain C with gcc, clang and
 * mingw-w64. No other file names them. Outside the office they are installed as libreoffice-dev. */
#include <stdbool.h>

#ifdef _WIN32
/* The headers are configured for the machine that builds and know Microsoft's compiler only:
 * Win64's sizes, and gcc's words where it has its own. */
#define CONFIG_TYPESIZES_H
#define SAL_TYPES_SIZEOFSHORT 2
#define SAL_TYPES_SIZEOFINT 4
#define SAL_TYPES_SIZEOFLONG 4
#define SAL_TYPES_SIZEOFLONGLONG 8
#define SAL_TYPES_SIZEOFPOINTER 8
#define SAL_UNX
#define TOLV_EXPORT __declspec(dllexport)
#else
#ifndef LINUX
#define LINUX
#endif
#define TOLV_EXPORT __attribute__((visibility("default")))
#endif

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes" /* Windows knows no visibility */
#include <sal/types.h>
#include <typelib/typeclass.h>
/* typedescription.h leaves out the word `enum`, as C++ may */
typedef enum _typelib_TypeClass _typelib_TypeClass;
#include <osl/mutex.h>
#include <rtl/textcvt.h>
#include <rtl/ustring.h>
#include <typelib/typedescription.h>
#include <uno/any2.h>
#include <uno/data.h>
#include <uno/dispatcher.h>
#include <uno/sequence2.h>
#pragma GCC diagnostic pop

_Static_assert(sizeof(sal_Int32) == 4 && sizeof(sal_Int64) == 8, "the office's whole numbers");
_Static_assert(sizeof(sal_Size) == sizeof(void *), "the office's sizes");
_Static_assert(sizeof(sal_Unicode) == 2, "the office's letters");

#endif
