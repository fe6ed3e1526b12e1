/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/tasks.h"

#include <stddef.h>

#include "core/sentence.h"

const char tolv_start[] = "PERIODKEY PERIODISE YTD DEVIATION YEARFORECAST FLAG ATTENTION EXPLAIN";

const tolv_task tolv_tasks[] = {
    {N_("When the budget is made I want to"), N_("spread the year's budget over the months"),
     "PERIODKEY PERIODISE WORKDAYS"},
    {NULL, N_("let the months follow earlier years, and see whether a budget does"),
     "KEYFROM KEYCHECK"},
    {NULL, N_("know how many children, pupils or elderly will come, and what they cost"),
     "VOLUMEFORECAST"},
    {NULL, N_("show how this year's budget came out of last year's"), "BUDGETBRIDGE"},
    {NULL, N_("round a table so that it still adds up"), "ROUNDSUM"},

    {N_("Every month I want to"), N_("read the ledger, and see all units and months of it at once"),
     "LEDGER GRID BOOKED"},
    {NULL, N_("see the bookings behind a figure, and what a report leaves out"),
     "ENTRIES UNPLACED"},
    {NULL, N_("know what is used so far and what is left of the year"), "YTD REMAINING BUDGETUSE"},
    {NULL, N_("see how far outcome and budget are apart"), "DEVIATION DEVIATIONPERCENT"},
    {NULL, N_("know where the year will end"), "YEARFORECAST FORECASTBLEND FORECASTTREND"},
    {NULL, N_("say how sure that forecast is"), "FORECASTRANGE FORECASTACCURACY"},
    {NULL, N_("see the development without the seasons"), "ROLLING"},
    {NULL, N_("show cost and income with the sign a reader expects"), "REPORTSIGN"},
    {NULL, N_("understand a figure or an error, and tell others"), "EXPLAIN"},
    {NULL, N_("know whether somebody has changed the figures"), "CHECKSUM"},

    {N_("When something deviates I want to"),
     N_("flag what is large, with flags that do not blink"), "FLAG STICKY"},
    {NULL, N_("tell news from what varies as usual"), "SIGNAL LEVELSHIFT"},
    {NULL, N_("know why: volume, price, mix or efficiency"), "PRICEVOLUME MIX EFFICIENCY"},
    {NULL, N_("see what the units hide for each other in a total"), "OFFSET"},
    {NULL, N_("follow up only what the unit itself can steer"), "CONTROLLABLE"},

    {N_("When a unit needs support I want to"), N_("know whom to talk with first"), "ATTENTION"},
    {NULL, N_("know how long it has been red, and which step comes next"), "PERSIST ESCALATION"},
    {NULL, N_("know what has to be saved to land on the budget"), "SAVINGNEED"},
    {NULL, N_("see whether an agreed measure gives what was decided"), "MEASUREEFFECT"},
    {NULL, N_("know how many posts the pay budget is enough for"), "STAFFROOM"},
    {NULL, N_("see whether places and hours are used"), "OCCUPANCY HOURCOVERAGE"},

    {N_("When money is shared out I want to"),
     N_("share a fixed pot, more to those with greater need"), "NEEDINDEX ALLOCATE"},
    {NULL, N_("let money follow volume"), "VOLUMEPAY STEPPAY"},
    {NULL, N_("keep the change within limits when a model is replaced"), "DAMPEN"},
    {NULL, N_("pay an independent school on equal terms"), "SCHOOLGRANT"},
    {NULL, N_("settle when the real volume is known"), "AVERAGEVOLUME TRUEUP"},

    {N_("When I follow up quality and goals I want to"), N_("have few goals that hold together"),
     "GOALCHECK"},
    {NULL, N_("see whether a target is reached"), "TARGET"},
    {NULL, N_("know what users think, and whether the need was met"), "USERRATING NEEDMET"},
    {NULL, N_("compare cost and quality with others"),
     "UNITCOST REFERENCEDEVIATION BENCHMARK COSTQUALITY"},

    {N_("At year-end I want to"), N_("test the result against the balance requirement"),
     "BALANCEREQUIREMENT"},
    {NULL, N_("know what may be put aside for worse years"), "RESERVEROOM"},
    {NULL, NULL, NULL}};
