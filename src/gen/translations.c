/* SPDX-License-Identifier: MPL-2.0 */
/* translations sv.po da.po > translations.c: the table of core/language.h, made of the .po files at
 * build time. An entry that cannot be trusted (fuzzy, empty, other placeholders than the English
 * text) stops the build with its file and line; an obsolete one is left out with a warning. A
 * program of its own, because everything else links the table it prints. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/po_reading.h"

static const struct {
    const char *code, *constant;
} languages[] = {{"sv", "TOLV_SWEDISH"}, {"da", "TOLV_DANISH"}};

enum { LANGUAGES = sizeof languages / sizeof *languages };

typedef struct entry {
    const char *text, *context, *translated[LANGUAGES];
} entry;

typedef struct table {
    entry *entries;
    size_t count, room;
    int errors;
} table;

/* The line of the next "msgid" from the open file: the library does not tell a message's line. */
static size_t next_line(FILE *file, size_t line) {
    char start[8];
    int letter;
    do {
        size_t length = 0;
        while ((letter = getc(file)) != EOF && letter != '\n')
            if (length < sizeof start)
                start[length++] = (char)letter;
        line++;
        if (length > 6 && memcmp(start, "msgid ", 6) == 0)
            return line;
    } while (letter != EOF);
    return line;
}

/* A bit for each figure {1} to {9} in the text, and bit 0 where words such as {1|unit|units} are
 * not a pair, or go with a figure that is not there. */
static unsigned placeholders(const char *text) {
    unsigned figures = 0, words = 0;
    for (; (text = strchr(text, '{')) != NULL; text++) {
        if (text[1] < '1' || text[1] > '9' || (text[2] != '}' && text[2] != '|'))
            continue;
        unsigned *found = text[2] == '}' ? &figures : &words;
        *found |= 1U << (text[1] - '0');
        if (found == &words) {
            size_t one = strcspn(text + 3, "{|}");
            size_t many = text[3 + one] == '|' ? strcspn(text + 4 + one, "{|}") : 0;
            words |= one == 0 || many == 0 || text[4 + one + many] != '}';
        }
    }
    return figures | ((words & ~figures) != 0);
}

static bool ends_blank(const char *text) {
    size_t length = strlen(text);
    return length > 0 && text[length - 1] == ' ';
}

/* What is wrong with a message, or NULL. */
static const char *fault_of(po_message_t message) {
    const char *text = po_message_msgid(message), *translated = po_message_msgstr(message);
    if (po_message_msgid_plural(message))
        return "plural forms are written in the sentence: {1} {1|month|months}";
    if (po_message_is_fuzzy(message))
        return "the translation is marked fuzzy: read it and take the mark away";
    if (*translated == '\0')
        return "the translation is empty";
    if ((placeholders(text) | placeholders(translated)) & 1)
        return "words such as {1|month|months} are a pair, and go with a figure {1}";
    if (placeholders(text) != placeholders(translated))
        return "the translation does not have the placeholders {1}, {2} ... of the English text";
    if ((*text == ' ') != (*translated == ' ') || ends_blank(text) != ends_blank(translated))
        return "the translation does not begin and end with a space as the English text does";
    return NULL;
}

static int compare(const void *a, const void *b) {
    const entry *left = a, *right = b;
    int order = strcmp(left->text, right->text);
    return order ? order : strcmp(left->context, right->context);
}

static void add(table *table, po_message_t message, size_t language) {
    if (table->count == table->room) {
        size_t room = table->room ? table->room * 2 : 1024;
        entry *entries = room <= SIZE_MAX / sizeof *entries
                             ? realloc(table->entries, room * sizeof *entries)
                             : NULL;
        if (!entries) {
            fputs("translations: out of memory\n", stderr);
            exit(EXIT_FAILURE);
        }
        table->entries = entries;
        table->room = room;
    }
    const char *context = po_message_msgctxt(message);
    entry *added = &table->entries[table->count++];
    *added = (entry){.text = po_message_msgid(message), .context = context ? context : ""};
    added->translated[language] = po_message_msgstr(message);
}

static void read_messages(table *table, po_file_t po, const char *path, size_t language) {
    FILE *lines = fopen(path, "rb");
    po_message_iterator_t iterator = po_message_iterator(po, NULL);
    size_t line = 0;
    for (po_message_t message; lines && (message = po_next_message(iterator)) != NULL;) {
        if (po_message_is_obsolete(message)) {
            fprintf(stderr, "%s: warning: obsolete entry left out: \"%.60s\"\n", path,
                    po_message_msgid(message));
            continue;
        }
        line = next_line(lines, line);
        if (*po_message_msgid(message) == '\0' && !po_message_msgctxt(message))
            continue; /* the header */
        const char *fault = fault_of(message);
        if (fault) {
            fprintf(stderr, "%s:%zu: %s: \"%.60s\"\n", path, line, fault,
                    po_message_msgid(message));
            table->errors++;
        }
        add(table, message, language);
    }
    po_message_iterator_free(iterator);
    if (lines)
        fclose(lines);
}

static bool header_names(po_file_t po, const char *language) {
    const char *header = po_file_domain_header(po, NULL);
    char *code = header ? po_header_field(header, "Language") : NULL;
    bool named = code && strcmp(code, language) == 0;
    free(code);
    return named;
}

/* Entries of the same text and context become one. */
static void merge(table *table) {
    size_t kept = 0;
    qsort(table->entries, table->count, sizeof *table->entries, compare);
    for (size_t i = 0; i < table->count; i++) {
        entry *from = &table->entries[i];
        if (kept == 0 || compare(&table->entries[kept - 1], from) != 0) {
            table->entries[kept++] = *from;
            continue;
        }
        for (size_t language = 0; language < LANGUAGES; language++)
            if (from->translated[language])
                table->entries[kept - 1].translated[language] = from->translated[language];
    }
    table->count = kept;
}

static void print_literal(const char *text) {
    putchar('"');
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\' || byte == '?') /* '?': no trigraphs */
            printf("\\%c", byte);
        else if (byte < ' ' || byte == 0x7F)
            printf("\\%03o", byte);
        else
            putchar(byte);
    }
    putchar('"');
}

static void print_table(const table *table) {
    puts("/* Made of the .po files in extension/po by src/gen/translations.c. */\n"
         "#include <stddef.h>\n\n"
         "#include \"core/language.h\"\n\n"
         "const tolv_translation tolv_translations[] = {");
    for (size_t i = 0; i < table->count; i++) {
        const entry *row = &table->entries[i];
        fputs("    {", stdout);
        print_literal(row->text);
        fputs(", ", stdout);
        print_literal(row->context);
        fputs(", {NULL", stdout);
        for (size_t language = 0; language < LANGUAGES; language++) {
            if (!row->translated[language])
                continue; /* the English text stands */
            printf(",\n     [%s] = ", languages[language].constant);
            print_literal(row->translated[language]);
        }
        puts("}},");
    }
    puts("};\n\n"
         "const unsigned tolv_translation_count =\n"
         "    sizeof tolv_translations / sizeof *tolv_translations;");
}

/* Adds the entries of one language's file; the texts stay owned by *po. */
static bool read_file(table *table, const char *path, size_t language, po_file_t *po) {
    *po = tolv_po_read(path);
    if (!*po)
        return false;
    if (!header_names(*po, languages[language].code)) {
        fprintf(stderr, "%s:1: the header does not say Language: %s\n", path,
                languages[language].code);
        return false;
    }
    read_messages(table, *po, path, language);
    return true;
}

int main(int count, char **paths) {
    po_file_t files[LANGUAGES] = {NULL};
    table table = {0};
    int status = EXIT_FAILURE;
    if (count != 1 + LANGUAGES) {
        fputs("usage: translations sv.po da.po > translations.c\n", stderr);
        return status;
    }
    bool read = true;
    for (size_t i = 0; read && i < LANGUAGES; i++)
        read = read_file(&table, paths[i + 1], i, &files[i]);
    if (read && table.count > 0 && table.errors == 0) {
        merge(&table);
        print_table(&table);
        status = fflush(stdout) || ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
    } else if (read) {
        fprintf(stderr, "translations: %d of %zu entries to correct\n", table.errors, table.count);
    }
    for (size_t i = 0; i < LANGUAGES; i++)
        if (files[i])
            po_file_free(files[i]);
    free(table.entries);
    return status;
}
