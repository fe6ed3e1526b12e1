/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_RESERVE_H
#define TOLV_CORE_RESERVE_H

#include <stdbool.h>

/* The balance requirement and the reserve of municipalities and regions in Sweden:
 * kommunallagen (2017:725) 11 kap. 12-14 §§, lagen (2018:597) om kommunal bokföring och redovisning
 * 11 kap. 10 §. Amounts of up to 2^46 in any unit: kronor, thousands or millions. They are added
 * exactly, as millionths of the unit while all are below 2^31, else as hundredths: an öre counts
 * also in millions of kronor. */

typedef struct tolv_balance_items {
    double result;
    double gains;           /* realised gains on assets, which do not count, ≥ 0 */
    double exceptions;      /* of the law, with the sign they add */
    double unrealised;      /* of securities, taken back or added, with the sign they add */
    double to_reserve;      /* ≥ 0 */
    double from_reserve;    /* ≥ 0 */
    double earlier_deficit; /* still to restore, ≥ 0 */
} tolv_balance_items;

typedef struct tolv_balance {
    double adjusted; /* result − gains + exceptions + unrealised */
    double result;   /* adjusted − to the reserve + from it */
    double deficit;  /* of this year: max(0, −result) */
    double left;     /* of deficits to restore: max(0, earlier − result) */
} tolv_balance;

tolv_balance tolv_balance_of(const tolv_balance_items *items);

typedef enum tolv_reserve_regime {
    TOLV_RESERVE_RER = 1, /* resultatreserv, from 2024 */
    TOLV_RESERVE_RUR = 2  /* resultatutjämningsreserv, years to 2023 */
} tolv_reserve_regime;

typedef struct tolv_reserve_year {
    double result, adjusted; /* the lower of the two counts */
    double income;           /* taxes, general grants and equalisation, > 0 */
    double equity;           /* the whole pension obligation included */
    double stock;            /* of the resultatreserv; RUR does not read it */
    double restore;          /* of earlier deficits, before anything is put away, ≥ 0 */
    tolv_reserve_regime regime;
} tolv_reserve_year;

typedef struct tolv_reserve_room {
    double share;   /* of the income that is kept: 0.01, or 0.02 where equity is negative */
    double surplus; /* what is above it, less what is restored; may be negative */
    double ceiling; /* share of the income that a resultatreserv may hold: 0.05 */
    double space;   /* under the ceiling, at least 0; RUR has none */
    double room;    /* the lower of surplus and space, at least 0 */
} tolv_reserve_room;

tolv_reserve_room tolv_reserve_room_of(const tolv_reserve_year *year);

#endif
