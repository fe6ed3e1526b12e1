/* SPDX-License-Identifier: MPL-2.0 */
/* The way into the vocabulary: no name that leads nowhere, no function without a way to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "functions/function.h"
#include "functions/tasks.h"

/* The next of the names, which must be one in its English form; NULL after the last. */
static const tolv_function *next(const char **names) {
    size_t length = strcspn(*names, " ");
    if (length == 0)
        return NULL;
    const tolv_function *function = tolv_function_named((tolv_text){*names, length});
    if (!function || strlen(function->name) != length ||
        strncmp(function->name, *names, length) != 0)
        fail_msg("no function of this name: %s", *names);
    *names += length + ((*names)[length] == ' ');
    return function;
}

static size_t tasks_of(const tolv_function *function) {
    size_t count = 0;
    for (const tolv_task *task = tolv_tasks; task->text; task++)
        for (const char *names = task->names; *names;)
            count += next(&names) == function;
    return count;
}

static void every_function_is_reached(void **state) {
    (void)state;
    for (size_t i = 0; i < tolv_function_count; i++)
        if (tasks_of(tolv_functions[i]) == 0)
            fail_msg("no task leads to %s", tolv_functions[i]->name);
}

static void a_task_is_said_once_and_has_functions(void **state) {
    (void)state;
    assert_non_null(tolv_tasks[0].when);
    for (const tolv_task *task = tolv_tasks; task->text; task++) {
        const char *names = task->names;
        assert_non_null(next(&names));
        for (const tolv_task *other = tolv_tasks; other < task; other++)
            if (strcmp(other->text, task->text) == 0)
                fail_msg("said twice: %s", task->text);
    }
}

static void the_first_month_takes_eight_functions(void **state) {
    (void)state;
    const tolv_function *functions[8];
    size_t count = 0;
    for (const char *names = tolv_start; *names;) {
        assert_in_range(count, 0, 7);
        functions[count] = next(&names);
        for (size_t i = 0; i < count; i++)
            assert_ptr_not_equal(functions[i], functions[count]);
        assert_true(tasks_of(functions[count]) > 0);
        count++;
    }
    assert_int_equal(count, 8);
}

static void every_text_is_translated(void **state) {
    (void)state;
    for (int language = TOLV_SWEDISH; language < TOLV_LANGUAGES; language++)
        for (const tolv_task *task = tolv_tasks; task->text; task++)
            assert_ptr_not_equal(tolv_translate((tolv_language)language, task->text), task->text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_function_is_reached),
        cmocka_unit_test(a_task_is_said_once_and_has_functions),
        cmocka_unit_test(the_first_month_takes_eight_functions),
        cmocka_unit_test(every_text_is_translated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
