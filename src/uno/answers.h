/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_UNO_ANSWERS_H
#define TOLV_UNO_ANSWERS_H

#include "uno/object.h"

/* tolv::XFunctions: the function whose place in tolv_functions is the method's ordinal, called on
 * the arguments as they come. An error is answered as Calc's NaN, never thrown. */
bool tolv_answer_functions(tolv_object *object, const tolv_request *request);

/* XLocalizable: setLocale tells the language of the office, getLocale the one that is used. */
bool tolv_answer_localizable(tolv_object *object, const tolv_request *request);

/* XServiceInfo and XTypeProvider: what the object is and which interfaces it has. */
bool tolv_answer_service_info(tolv_object *object, const tolv_request *request);
bool tolv_answer_type_provider(tolv_object *object, const tolv_request *request);

#endif
