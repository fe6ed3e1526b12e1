/* SPDX-License-Identifier: MPL-2.0 */
/* SHA-256 against the examples of NIST (FIPS 180-4, Secure Hash Standard examples), XXH3
 * against the xxhash of Python, and the numbers of a checksum against C's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/checksum.h"
#include "core/digest.h"
#include "core/hash.h"

static const struct {
    const char *message, *digest;
} examples[] = {
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
     "lmnopqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

static void assert_digest(const tolv_digest *digest, const char *expected) {
    tolv_digest copy = *digest;
    unsigned char bytes[TOLV_DIGEST_BYTES];
    char shown[2 * TOLV_DIGEST_BYTES + 1];
    tolv_digest_close(&copy, bytes);
    for (size_t i = 0; i < TOLV_DIGEST_BYTES; i++)
        snprintf(shown + 2 * i, 3, "%02x", bytes[i]);
    assert_string_equal(shown, expected);
}

static void the_examples_of_nist(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        tolv_digest digest;
        tolv_digest_open(&digest);
        tolv_digest_add(&digest, examples[i].message, strlen(examples[i].message));
        assert_digest(&digest, examples[i].digest);
    }
}

static void a_million_times_a(void **state) {
    (void)state;
    tolv_digest digest;
    tolv_digest_open(&digest);
    for (int i = 0; i < 1000000; i++)
        tolv_digest_add(&digest, "a", 1);
    assert_digest(&digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* However a message is cut, and as part of a longer one it is not. */
static void pieces_are_one_message(void **state) {
    (void)state;
    char message[3 * TOLV_DIGEST_BLOCK];
    for (size_t i = 0; i < sizeof message; i++)
        message[i] = (char)(i * 37);
    for (size_t cut = 0; cut <= sizeof message; cut++) {
        tolv_digest whole, pieces;
        unsigned char expected[TOLV_DIGEST_BYTES], found[TOLV_DIGEST_BYTES];
        tolv_digest_open(&whole);
        tolv_digest_open(&pieces);
        tolv_digest_add(&whole, message, sizeof message);
        tolv_digest_add(&pieces, message, cut);
        tolv_digest_add(&pieces, message + cut, sizeof message - cut);
        tolv_digest_close(&whole, expected);
        tolv_digest_close(&pieces, found);
        assert_memory_equal(found, expected, sizeof found);
    }
}

/* This process has the C locale, in which %.15g is what the checksum's rule says. */
static void assert_written(double number) {
    char expected[64], found[TOLV_CHECKSUM_NUMBER + 1];
    snprintf(expected, sizeof expected, "%.15g", number);
    found[tolv_checksum_number(number, found)] = 0;
    assert_string_equal(found, expected);
}

static void numbers_are_written_as_c_does(void **state) {
    (void)state;
    enum { ROUNDS = 100000 };
    uint64_t random = 0x9E3779B97F4A7C15u;
    static const double numbers[] = {0,
                                     1,
                                     -1,
                                     10,
                                     0.1,
                                     100,
                                     1e14,
                                     1e15,
                                     1e16,
                                     1e-4,
                                     1e-5,
                                     0.5,
                                     12.25,
                                     1e99,
                                     1e100,
                                     1e-99,
                                     1e-100,
                                     -1.5e300,
                                     4.9e-324,
                                     0x1p46,
                                     9.5,
                                     99.5,
                                     1e22,
                                     1e23,
                                     123456,
                                     1e15 - 1,
                                     1e14 - 0.5,
                                     999999999999999.9,
                                     0.00099999999999999999};
    char zero[TOLV_CHECKSUM_NUMBER];
    assert_int_equal(tolv_checksum_number(-0.0, zero), 1);
    assert_int_equal(zero[0], '0');
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_written(numbers[i]);
    for (int round = 0; round < ROUNDS; round++) {
        double number;
        random ^= random >> 12;
        random ^= random << 25;
        random ^= random >> 27;
        memcpy(&number, &random, sizeof number);
        if (isfinite(number))
            assert_written(number);
        assert_written((double)(int64_t)(random >> 20) / 100);
    }
}

static void the_hash_is_xxh3(void **state) {
    (void)state;
    static const struct {
        uint64_t before;
        const char *bytes;
        uint64_t hash;
    } hashes[] = {
        {0, "", 0x2d06800538d394c2},
        {0, "a", 0xe6c632b61e964e1f},
        {1, "a", 0xd2f6d0996f37a720},
        {0, "0123456789abcdefg", 0xd2e63ed5466f5c32},
    };
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++)
        assert_true(tolv_hash(hashes[i].before, hashes[i].bytes, strlen(hashes[i].bytes)) ==
                    hashes[i].hash);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_nist),          cmocka_unit_test(a_million_times_a),
        cmocka_unit_test(pieces_are_one_message),        cmocka_unit_test(the_hash_is_xxh3),
        cmocka_unit_test(numbers_are_written_as_c_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
