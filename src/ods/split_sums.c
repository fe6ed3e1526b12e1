/* SPDX-License-Identifier: MPL-2.0 */
/* Formulas over rows of all units. In a unit's file only its own are left: what compares with its
 * code finds there what it found in the master; a sum of all must stay what it was. */
#include <string.h>

#include "ods/guard_cells.h"
#include "ods/split_work.h"

enum {
    DEPTH = 64,      /* of calls in each other, as many as Excel takes */
    EXPRESSIONS = 16 /* that stand for each other */
};

/* How a call treats the rows it is given: */
typedef enum role {
    PASSES, /* one by one: ABS, ISNUMBER, parentheses */
    SUMS,   /* all of them, to one figure of everybody */
    PICKS,  /* some of them; its answer may be of a single unit */
    PLACES  /* not their contents: ROW */
} role;

static const struct {
    const char *names;
    role role;
} roles[] = {
    {"SUM, SUBTOTAL, AVERAGE, COUNT, COUNTA, COUNTBLANK", SUMS},
    {"SUMIF, SUMIFS, COUNTIF, COUNTIFS, AVERAGEIF, AVERAGEIFS, SUMPRODUCT, MATCH, LOOKUP, VLOOKUP, "
     "HLOOKUP, INDEX, OFFSET, INDIRECT, IF, IFERROR, CHOOSE, MAX, MIN, MAXIFS, MINIFS, LARGE, "
     "SMALL, MEDIAN, MODE, RANK, PERCENTILE, QUARTILE, AGGREGATE",
     PICKS},
    {"ROW, ROWS, COLUMN, COLUMNS", PLACES},
};

static role role_of(tolv_text name) {
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (tolv_text_is_one_of(name, roles[i].names))
            return roles[i].role;
    return name.length > 5 && tolv_text_same((tolv_text){name.bytes, 5}, tolv_text_of("TOLV."))
               ? PICKS
               : PASSES;
}

/* A call that is open. */
typedef struct frame {
    role role;
    bool rows;   /* of all units, not yet compared with a code */
    bool keyed;  /* the unit's code is among its arguments ... */
    bool helped; /* ... or what another call found by it */
    tolv_text name;
    const char *begin; /* of its arguments */
} frame;

typedef struct walk {
    const tolv_splitting *at;
    tolv_text sheet;
    size_t row, own; /* of the cell */
    bool by_unit, sums, picks, single;
    tolv_text item; /* the rows that are summed or picked from */
} walk;

/* ---- Cells that differ from file to file: the unit's code, and what is found by it ---- */

static bool same(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static bool overlap(const tolv_area *a, const tolv_area *b) {
    return a->row <= b->last_row && a->last_row >= b->row && a->column <= b->last_column &&
           a->last_column >= b->column && same(a->sheet, b->sheet);
}

static bool is_key(const tolv_splitting *at, const tolv_area *area, size_t from) {
    for (size_t i = from; i < at->key_count; i++)
        if (overlap(area, &at->keys[i]))
            return true;
    return false;
}

/* Tells every area that a token points at. */
static void each_area(const tolv_splitting *at, tolv_text sheet, const tolv_token *token,
                      void (*take)(void *context, const tolv_area *area), void *context) {
    tolv_area area;
    if (token->kind == TOLV_TOKEN_REFERENCE && token->text.length > 2 &&
        token->text.bytes[0] == '[') {
        tolv_text inside = {token->text.bytes + 1, token->text.length - 2};
        tolv_split_area(at, sheet, inside, &area);
        take(context, &area);
    }
    if (token->kind != TOLV_TOKEN_NAME)
        return;
    for (const tolv_round_name *name = at->round.names; name; name = name->next)
        if (tolv_text_same(name->name, token->text))
            take(context, &name->area);
    for (const tolv_round_table *table = at->round.tables; table; table = table->next)
        if (tolv_text_same(table->name, token->text))
            take(context, &table->area);
}

static tolv_split_expression *expression_of(const tolv_splitting *at, const tolv_token *token) {
    tolv_split_expression *found = token->kind == TOLV_TOKEN_NAME ? at->expressions : NULL;
    while (found && !tolv_text_same(found->name, token->text))
        found = found->next;
    return found;
}

/* A formula of a cell that all units get. */
typedef struct fixed {
    tolv_area area;
    tolv_text formula;
    bool key;
} fixed;

typedef struct search {
    tolv_splitting *at;
    fixed *fixed;
    size_t count, room;
    size_t from; /* keys before it are known to all */
    bool found;
} search;

static bool add_key(tolv_splitting *at, const tolv_area *area) {
    tolv_area *keys =
        tolv_arena_with_room(at->arena, at->keys, at->key_count, &at->key_room, sizeof *keys);
    if (!keys)
        return tolv_refuse_memory(at->document);
    at->keys = keys;
    at->keys[at->key_count++] = *area;
    return true;
}

static bool add_fixed(search *of, tolv_text sheet, const tolv_book_row *row) {
    for (size_t i = 0; i < row->count; i++) {
        const tolv_book_cell *cell = &row->cells[i];
        if (cell->formula.length == 0)
            continue;
        fixed *grown =
            tolv_arena_with_room(of->at->arena, of->fixed, of->count, &of->room, sizeof *grown);
        if (!grown)
            return tolv_refuse_memory(of->at->document);
        of->fixed = grown;
        of->fixed[of->count++] = (fixed){{sheet, row->row, row->row + row->rows - 1, cell->column,
                                          cell->column + cell->columns - 1},
                                         cell->formula,
                                         false};
    }
    return true;
}

/* A row of a cut table that waits for its code will be the unit's. */
static bool add_own_code(tolv_splitting *at, tolv_text sheet, const tolv_book_row *row) {
    const tolv_round_table *table = tolv_round_cut_at(&at->round, sheet, row->row);
    return !table || row->count == 0 ||
           add_key(at, &(tolv_area){sheet, row->row, row->row + row->rows - 1, table->code,
                                    table->code});
}

static bool find_fixed(search *of) {
    const tolv_book *book = &of->at->book;
    for (size_t i = 0; i < book->sheet_count; i++) {
        const tolv_book_sheet *sheet = &book->sheets[i];
        if (tolv_split_is_unsent(of->at, sheet->name))
            continue;
        for (size_t j = sheet->first; j < sheet->first + sheet->count; j++)
            if (tolv_split_owner(of->at, sheet->name, book->rows[j].row) == TOLV_NO_CODE &&
                (!add_own_code(of->at, sheet->name, &book->rows[j]) ||
                 !add_fixed(of, sheet->name, &book->rows[j])))
                return false;
    }
    return true;
}

static void look_for_key(void *context, const tolv_area *area) {
    search *of = context;
    of->found = of->found || (is_key(of->at, area, of->from) &&
                              !tolv_split_holds_others(of->at, area, TOLV_NO_CODE));
}

/* Does it point at the keys that were found last, or use an expression that is one? */
static bool finds_key(search *of, tolv_text sheet, tolv_text formula) {
    tolv_token token;
    of->found = false;
    while (!of->found && tolv_take_token(&formula, &token)) {
        const tolv_split_expression *expression = expression_of(of->at, &token);
        of->found = expression && expression->key;
        each_area(of->at, sheet, &token, look_for_key, of);
    }
    return of->found;
}

/* What points at a key is one too. */
static bool follow(search *of, bool *more) {
    tolv_splitting *at = of->at;
    size_t known = at->key_count;
    *more = false;
    for (tolv_split_expression *expression = at->expressions; expression;
         expression = expression->next)
        if (!expression->key && finds_key(of, tolv_text_of(""), expression->formula))
            *more = expression->key = true;
    for (size_t i = 0; i < of->count; i++) {
        fixed *fixed = &of->fixed[i];
        if (fixed->key || !finds_key(of, fixed->area.sheet, fixed->formula))
            continue;
        *more = fixed->key = true;
        if (!add_key(at, &fixed->area))
            return false;
    }
    of->from = known;
    return true;
}

bool tolv_split_find_keys(tolv_splitting *at) {
    search of = {.at = at};
    bool done = (!at->round.unit || add_key(at, &at->round.unit->area)) && find_fixed(&of);
    bool more = at->key_count > 0;
    while (done && more)
        done = follow(&of, &more);
    return done;
}

/* ---- What a formula does with rows of all units ---- */

typedef struct pointing {
    walk *of;
    frame *in;
    tolv_text text;
} pointing;

static bool is_own_code(const walk *of, const tolv_area *area) {
    const tolv_round_table *table = tolv_round_cut_at(&of->at->round, of->sheet, of->row);
    return of->own != TOLV_NO_CODE && table && same(area->sheet, of->sheet) &&
           area->row == of->row && area->last_row == of->row && area->column <= table->code &&
           area->last_column >= table->code;
}

static void point(void *context, const tolv_area *area) {
    pointing *at = context;
    walk *of = at->of;
    if (tolv_split_holds_others(of->at, area, of->own)) {
        at->in->rows = true;
        of->item = of->sums || of->picks ? of->item : at->text;
    } else if (is_own_code(of, area)) {
        at->in->keyed = true;
    } else if (is_key(of->at, area, 0)) {
        at->in->keyed = of->by_unit = true;
    }
}

/* Rows that are picked by what they are, not by whose they are: a row of the unit's own is answered
 * once and for all, and where several units are found it is a sum. */
static void pick(walk *of, const frame *inner, const char *end) {
    tolv_split_group group = TOLV_GROUP_UNKNOWN;
    if (of->own == TOLV_NO_CODE && tolv_split_has_conditions(inner->name))
        group = tolv_split_group_of(of->at, of->sheet, inner->name,
                                    (tolv_text){inner->begin, (size_t)(end - inner->begin)});
    of->sums = of->sums || group == TOLV_GROUP_SEVERAL;
    of->single = of->single || group == TOLV_GROUP_ONE;
    of->picks = of->picks || group == TOLV_GROUP_UNKNOWN;
}

/* A call ends: what it leaves to the one round it. */
static void leave(walk *of, const frame *inner, frame *outer, const char *end) {
    bool keyed = inner->keyed || (inner->role != SUMS && inner->helped);
    bool open = inner->rows && !keyed;
    switch (inner->role) {
    case PASSES:
        outer->rows = outer->rows || inner->rows;
        outer->keyed = outer->keyed || inner->keyed;
        outer->helped = outer->helped || inner->helped;
        return;
    case SUMS:
        of->sums = of->sums || open;
        break;
    case PICKS:
        if (open && outer->role != PLACES)
            pick(of, inner, end);
        break;
    case PLACES:
        break;
    }
    outer->helped = outer->helped || inner->keyed || inner->helped;
}

static void read_formula(walk *of, tolv_text formula, frame *into, size_t expressions);

static void take_name(walk *of, const tolv_token *token, frame *in, size_t expressions) {
    const tolv_split_expression *expression = expression_of(of->at, token);
    if (expression && expressions == EXPRESSIONS)
        of->picks = true; /* nobody has written it, nobody follows it */
    else if (expression)
        read_formula(of, expression->formula, in, expressions + 1);
}

static void read_formula(walk *of, tolv_text formula, frame *into, size_t expressions) {
    frame frames[DEPTH] = {{.role = PASSES}};
    size_t depth = 0;
    tolv_token token;
    tolv_text name = {"", 0}; /* before the token */
    const char *end = formula.bytes + formula.length;
    while (tolv_take_token(&formula, &token)) {
        pointing to = {of, &frames[depth], token.text};
        each_area(of->at, of->sheet, &token, point, &to);
        take_name(of, &token, &frames[depth], expressions);
        if (token.kind == TOLV_TOKEN_OPEN && depth + 1 == DEPTH)
            of->picks = true;
        else if (token.kind == TOLV_TOKEN_OPEN)
            frames[++depth] =
                (frame){.role = role_of(name), .name = name, .begin = token.text.bytes + 1};
        else if (token.kind == TOLV_TOKEN_CLOSE && depth > 0) {
            leave(of, &frames[depth], &frames[depth - 1], token.text.bytes);
            depth--;
        }
        if (token.kind != TOLV_TOKEN_SPACE)
            name = token.kind == TOLV_TOKEN_NAME ? token.text : (tolv_text){"", 0};
    }
    for (; depth > 0; depth--)
        leave(of, &frames[depth], &frames[depth - 1], end);
    leave(of, &frames[0], into, end);
}

tolv_split_sum tolv_split_sum_of(const tolv_splitting *at, tolv_text sheet, size_t row, size_t own,
                                 tolv_text formula, tolv_text *item) {
    walk of = {.at = at, .sheet = sheet, .row = row, .own = own, .item = {"", 0}};
    frame whole = {.role = PASSES};
    read_formula(&of, formula, &whole, 0);
    of.picks = of.picks || (whole.rows && !whole.keyed);
    bool bracketed = of.item.length > 2 && of.item.bytes[0] == '[';
    *item = bracketed ? (tolv_text){of.item.bytes + 1, of.item.length - 2} : of.item;
    if (!of.sums && !of.picks && !of.single)
        return TOLV_SUM_NONE;
    if (own == TOLV_NO_CODE && (of.picks || of.single))
        return of.picks ? TOLV_SUM_PICKED : TOLV_SUM_SINGLE;
    return of.by_unit ? TOLV_SUM_MIXED : TOLV_SUM_ALL;
}
