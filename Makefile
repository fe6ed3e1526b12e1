# SPDX-License-Identifier: MPL-2.0
# Every build rule of Tolv. Lines that begin with "#:" are what `make help` prints.
#:
#: make run       read LEDGER, calculate it in LibreOffice, show the units that deviate
#: make test      every test; closes with "N passed, N failed"
#: make oxt       build/tolv.oxt: the extension for Linux and Windows
#: make bench     how fast, as ratios against LibreOffice's own functions
#: make fuzz      broken input, DURATION seconds for each target
#: make soak      the long rest: fuzzing, properties and native forms with far larger numbers
#: make check     the quick half of the tests: style, warnings, stale files, exported symbols
#: make coverage  the branches that the unit tests take: build/coverage/index.html
#: make mutate    change one constant or comparison of a kernel at a time: does a test see it?
#: make texts     give extension/po every text of the code, to be translated
#: make generate  write idl/Functions.idl, docs/functions.*.md and docs/which-function.*.md anew
#: make clean     remove build/
#:
#: Variables, as in `make run LEDGER=my.se`:
#: LEDGER    the SIE 4 file of `make run`
LEDGER = sheets/example/tolvsjo.se
#: OPTIONS   further options of `tolv report`, as OPTIONS='--period 6'
OPTIONS =
#: DURATION  seconds for each target of `make fuzz` (`make test`: 5, `make soak`: 600)
DURATION = 60
#: ROUNDS    how often each property is tried (else as its test says, `make soak`: 10000000)
ROUNDS =
#: CASES     random calls of each function in its native form (`make soak`: 2000)
CASES = 200
#: UNITS     how many units the follow-ups of the tests have (`make soak`: 1000 too)
UNITS = 10 100
#: KINDS     the kinds of tests in `make test`
KINDS = unit reference memory fuzz ods calc sheets report check
#: KERNELS   the files of `make mutate`
KERNELS = $(filter-out $(plumbing:%=src/core/%.c),$(wildcard src/core/*.c))
#: OFFICE    the folder of LibreOffice
OFFICE = /usr/lib/libreoffice
#: CC        the compiler
CC = gcc
#: V         1: print every command
V =
export LEDGER OPTIONS OFFICE DURATION ROUNDS CASES UNITS PATIENCE

MAKEFLAGS += --no-builtin-rules --no-builtin-variables -j$(shell nproc)
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SECONDARY:
Q := $(if $(V),,@)
say = @printf '  %s\n' '$@'

# --- What must be installed, once for each goal, before anything else ------------------------

goals := $(filter run test oxt bench fuzz soak check coverage mutate texts generate,$(MAKECMDGOALS))
installed := $(patsubst %,build/installed/%,$(or $(goals),run))

$(installed) &: .ci/packages
	$Q.ci/packages $(notdir $(installed))
	$Qmkdir -p build/installed && touch $(installed)

# --- Rooms ----------------------------------------------------------------------------------

in = $(wildcard $(1:%=src/%/*.c))
shared := $(call in,core ledger functions) build/translations.c
library := $(call in,ods) $(shared)
# The component reads no files, and what else it does not call is left out when it is linked.
component := $(filter-out $(addprefix src/ledger/,encoding.c letters.c csv% sie%),\
    $(call in,uno) $(shared))
generator := $(filter-out %/translations.c %/localise.c %/po_reading.c,$(call in,gen)) $(shared)
rooms := $(filter-out %/main.c %/generate.c %/translations.c %/localise.c %/po_reading.c,$(call in,cli gen uno))
sheets := $(wildcard sheets/*.fods)
unit := $(wildcard tests/unit/*.c)
fuzz := $(wildcard tests/fuzz/*.c)
plumbing := arena error heading language notice sentence value

# --- One tree, compiled in several ways: with what, and how ---------------------------------

# No fused multiplication: every machine gives the same figure.
common = -std=c11 -g -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion -Isrc -Ibuild \
    -isystem /usr/include/libxml2 -isystem $(OFFICE)/sdk/include
sanitizers = -O1 -fno-omit-frame-pointer -fno-sanitize-recover=all -fsanitize=address,undefined \
    -DTOLV_WATCHED
hidden = -O2 -DNDEBUG -fvisibility=hidden -ffunction-sections
libraries = -lxml2 -licuuc -lzip -lz -lm

ways := host sanitized fuzz coverage linux windows
host.cc = $(CC)
host.flags = -O2
sanitized.cc = $(CC)
sanitized.flags = $(sanitizers)
fuzz.cc = clang
fuzz.flags = $(sanitizers) -fsanitize=fuzzer-no-link
coverage.cc = $(CC)
coverage.flags = -O0 -DNDEBUG --coverage
linux.cc = $(CC)
linux.flags = $(hidden) -fPIC -include src/uno/linux/glibc.h
windows.cc = x86_64-w64-mingw32-gcc
# There isnan() is a macro that converts. xxhash.h, a header alone, is the same everywhere.
windows.flags = $(hidden) -Wno-float-conversion -idirafter /usr/include

unit.link = -lcmocka
fuzz.link = -fsanitize=fuzzer

objects = $(patsubst %.c,build/$1/%.o,$2)

define way
build/$1/%.o: %.c Makefile | $(installed)
	$$(say)
	@mkdir -p $$(@D)
	$$Q$$($1.cc) $$(common) $$($1.flags) -MMD -MP -c -o $$@ $$<

build/$1/libtolv.a: $(call objects,$1,$(library))
build/$1/librooms.a: $(call objects,$1,$(rooms))
build/$1/lib%.a:
	$$(say)
	$$Qrm -f $$@ && ar rcs $$@ $$^

# A test may name further libraries at its top: /* needs: -lz */
build/$1/tests/%: build/$1/tests/%.o build/$1/librooms.a build/$1/libtolv.a
	$$(say)
	$$Q$$($1.cc) $$($1.flags) -o $$@ $$^ $$(libraries) $$($$(*D).link) \
	    $$$$(sed -n '/needs:/,/\*\//p;5q' tests/$$*.c | grep -oE -- '-(l|L|Wl)[^ ]*')
endef
$(foreach w,$(ways),$(eval $(call way,$w)))

# --- Programs and what they print -----------------------------------------------------------

build/translations: build/host/src/gen/translations.o build/host/src/gen/po_reading.o
	$(say)
	$Q$(CC) -o $@ $^ -lgettextpo

build/translations.c: build/translations extension/po/sv.po extension/po/da.po
	$(say)
	$Q$^ > $@

# The templates, written once in English, in each language.
build/localise: build/host/src/gen/localise.o build/host/src/gen/po_reading.o
	$(say)
	$Q$(CC) -o $@ $^ -lxml2 -lgettextpo

localise.sv := sheets/po/sv.po
localise.da := sheets/po/da.po
define localised
build/sheets/$1/%.fods: sheets/%.fods $(localise.$1) $(wildcard sheets/common/*) build/localise
	$$(say)
	$$Qmkdir -p $$(@D) && build/localise $(or $(localise.$1),$1) $$< > $$@
endef
$(foreach l,en sv da,$(eval $(call localised,$l)))
localised := $(foreach l,en sv da,$(sheets:sheets/%=build/sheets/$l/%))

build/tolv: $(call objects,host,$(call in,cli)) build/host/libtolv.a | $(localised)
	$(say)
	$Q$(CC) -o $@ $^ $(libraries)

build/generate: $(call objects,host,$(generator))
	$(say)
	$Q$(CC) -o $@ $^ -lm

# The vocabulary must agree with itself, with the committed file format and with its cases.
cases := $(wildcard tests/cases/*.tsv)
build/linted: build/generate idl/Functions.idl $(cases)
	$(say)
	$Q$< lint idl/Functions.idl $(cases) && touch $@

build/Functions.idl: print = idl
build/CalcAddIns.xcu: print = xcu
build/functions.en.md: print = reference en
build/functions.sv.md: print = reference sv
build/functions.da.md: print = reference da
build/which-function.en.md: print = tasks en
build/which-function.sv.md: print = tasks sv
build/which-function.da.md: print = tasks da
pages := $(foreach l,en sv da,build/functions.$l.md build/which-function.$l.md)
build/Functions.idl build/CalcAddIns.xcu $(pages): build/linted
	$(say)
	$Qbuild/generate $(print) > $@

# --- The extension --------------------------------------------------------------------------

build/tolv.uno.so: $(call objects,linux,$(component))
	$(say)
	$Q$(linux.cc) -shared -s -Wl,--gc-sections,--no-undefined,-z,relro,-z,now -o $@ $^ \
	    -L$(OFFICE)/sdk/lib -luno_cppu -luno_sal -lm

build/tolv.uno.dll: $(call objects,windows,$(component)) build/libcppu3.a build/libsal3.a
	$(say)
	$Q$(windows.cc) -shared -s -static-libgcc -Wl,--gc-sections,--no-insert-timestamp -o $@ $^

build/lib%.a: src/uno/windows/%.def | $(installed)
	$(say)
	$Qx86_64-w64-mingw32-dlltool --deterministic-libraries -d $< -l $@

build/types.rdb: build/Functions.idl
	$(say)
	$Q$(OFFICE)/sdk/bin/unoidl-write $(OFFICE)/program/types.rdb \
	    $(OFFICE)/program/types/offapi.rdb $< $@

# The version stands in src/cli/command.h alone.
build/description.xml: extension/description.xml src/cli/command.h | $(installed)
	$(say)
	$Qversion=$$(sed -n 's/^#define TOLV_VERSION "\(.*\)"/\1/p' src/cli/command.h) && \
	    sed "s/@VERSION@/$$version/" $< > $@

# A platform has a folder of its own, with the component and the file that tells the office of it.
platforms := linux windows
linux.library = tolv.uno.so
windows.library = tolv.uno.dll
parts := extension/description extension/icons extension/Paths.xcu LICENSE build/description.xml \
    build/types.rdb build/CalcAddIns.xcu build/template

# The office has a folder of templates for each language of its own; in it Tolv is a category.
folders := en-US en-GB sv da
build/template: build/tolv $(localised)
	$(say)
	$Qrm -rf $@ && for folder in $(folders); do mkdir -p $@/$$folder/Tolv; \
	    for sheet in $(sheets:sheets/%.fods=%); do build/tolv new $$sheet \
	    --language $$folder -o $@/$$folder/Tolv/$$sheet.ots || exit; done; done

define package
build/$1.made: manifest.xml extension/tolv.components $(wildcard extension/*/*.txt) $(parts) \
    $(foreach p,$2,build/$($p.library))
	$$(say)
	$$Qrm -rf build/$1 && mkdir -p build/$1/tolv/META-INF $(2:%=build/$1/tolv/%)
	$$Qcp -R $(parts) build/$1/tolv
	$(foreach p,$2,$$Qcp build/$($p.library) build/$1/tolv/$p && sed 's/@LIBRARY@/$($p.library)/' \
	    extension/tolv.components > build/$1/tolv/$p/tolv.components
	)
	$$Qsed '$(foreach p,$(filter-out $2,$(platforms)),/"$p\//d)' $$< \
	    > build/$1/tolv/META-INF/manifest.xml && touch $$@
endef
$(eval $(call package,oxt,$(platforms)))
# The extension as the office takes it from a folder: for `make run` and the tests.
$(eval $(call package,bundle,linux))
bundle := build/bundle.made

# The same input gives the same bytes: fixed times, modes and order.
build/tolv.oxt: build/oxt.made
	$(say)
	$Qrm -f $@ && cd build/oxt/tolv && chmod -R u=rwX,go=rX . && \
	    find . -exec touch -d 1980-01-01T00:00:00Z {} + && \
	    find * -type f | LC_ALL=C sort | TZ=UTC zip -q -X -9 ../../$(@F) -@

# Makes calls of the program fail, one at a time.
build/faults.so: tests/ods/faults.c | $(installed)
	$(say)
	$Q$(CC) $(common) -O2 -shared -fPIC -o $@ $< -ldl

# --- Goals ----------------------------------------------------------------------------------

.PHONY: help run test oxt bench fuzz soak check coverage mutate texts generate clean

help:
	@sed -n 's/^#: \{0,1\}//p' Makefile

run: build/tolv $(bundle) | $(installed)
	$Q.ci/report "$$LEDGER" build/run

programs := $(foreach c,$(unit),$(c:%.c=build/sanitized/%))
fuzzers := $(foreach c,$(fuzz),$(c:%.c=build/fuzz/%))
benches := $(foreach c,$(wildcard tests/bench/*.c),$(c:%.c=build/host/%))
generated := build/Functions.idl $(pages)

test: DURATION = 5
soak: DURATION = 600
soak: ROUNDS = 10000000
soak: CASES = 2000
soak: UNITS = 10 100 1000
# Times what a test may take otherwise.
soak: PATIENCE = 20
soak: KINDS = unit fuzz calc sheets
test soak: build/tolv $(bundle) $(programs) $(fuzzers) $(generated) build/tolv.pot build/sheets.pot \
    build/host/tests/unit/cases build/host/tests/calc/native build/faults.so | $(installed)
	$Qtests/run $(KINDS)

check: $(bundle) $(generated) build/tolv.pot build/sheets.pot | $(installed)
	$Qtests/check

fuzz: $(fuzzers) | $(installed)
	$Qtests/run fuzz

bench: $(bundle) build/tolv $(benches) | $(installed)
	@echo '20,000 cells in a real Calc, a minute or two:'
	$Q/usr/bin/python3 -B tests/calc/speed.py
	@echo 'Many units in a real Calc, two minutes:'
	$Q/usr/bin/python3 -B tests/calc/speed_units.py
	@echo 'A ledger in a real Calc, beside SUMIFS, some minutes:'
	$Q/usr/bin/python3 -B tests/calc/ledger_speed.py
	@echo 'The whole follow-up of 1,000 units, beside one of SUMIFS, ten minutes:'
	$Q/usr/bin/python3 -B tests/sheets/speed.py
	$Qfor bench in $(benches); do echo "$${bench##*/}:" && \
	    /usr/bin/python3 -B tests/bench/$${bench##*/}.py $$bench; done

oxt: build/tolv.oxt
	@echo 'build/tolv.oxt: open it with LibreOffice, or: unopkg add build/tolv.oxt'

coverage: $(programs:build/sanitized/%=build/coverage/%) | $(installed) $(localised)
	$Qtests/coverage $^

mutate: $(foreach w,host sanitized,$(call objects,$w,$(unit)) build/$w/librooms.a \
    build/$w/libtolv.a) | $(installed)
	$QHOST='$(host.cc) $(common) $(host.flags)' \
	    SANITIZED='$(sanitized.cc) $(common) $(sanitized.flags)' nice tests/mutate $(KERNELS)

# Every text that is marked for translation.
build/tolv.pot: $(filter-out src/gen/%,$(wildcard src/*/*.[ch])) | $(installed)
	$(say)
	$Qxgettext --language=C --from-code=UTF-8 --no-location --sort-output \
	    --keyword --keyword=N_ --keyword=NC_:1c,2 --keyword=tolv_explain:2 -o - $^ | \
	    sed '/^"POT-Creation-Date/d; /^"Report-Msgid-Bugs-To/d; /^#, c-format$$/d' > $@

# And of the templates.
build/sheets.pot: build/localise $(sheets) $(wildcard sheets/common/*)
	$(say)
	$Q$< texts $(sheets) > $@

texts: build/tolv.pot build/sheets.pot
	$Qfor po in extension/po/*.po sheets/po/*.po; do \
	    pot=build/tolv.pot; [[ $$po == sheets/* ]] && pot=build/sheets.pot; \
	    msgmerge -q --no-fuzzy-matching --no-wrap $$po $$pot | \
	    msgattrib --no-obsolete --no-wrap -o $$po; done

generate: $(generated)
	$Qcp build/Functions.idl idl && cp $(pages) docs

clean:
	rm -rf build

-include $(shell find $(ways:%=build/%) -name '*.d' 2>/dev/null)
