# Makefile - one non-recursive file: deps, programs, tests, lints, install.
# `make run` and `make check` are all a newcomer needs; see README.md.
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

VERSION := $(shell cat VERSION)

# --- what pult needs from Debian 12, in one place --------------------------------------------------
PACKAGES_RUN   := fonts-dejavu-core tzdata libcurl4 ca-certificates
PACKAGES_BUILD := gcc make pkg-config gettext libc6-dev libncurses-dev libreadline-dev libsqlite3-dev \
	libcurl4-openssl-dev libsodium-dev libutf8proc-dev libcairo2-dev libpango1.0-dev \
	libfontconfig-dev libqrencode-dev libjansson-dev \
	libpq-dev libmicrohttpd-dev zlib1g-dev
PACKAGES_TEST  := libcmocka-dev perl tmux sqlite3 jq poppler-utils zbar-tools universal-ctags binutils \
	man-db git openssh-server openssh-client postgresql haproxy curl openssl cups-daemon cups-client

# --- settings ------------------------------------------------------------------------------------
prefix  ?= /usr/local
DESTDIR ?=
SAN     ?=
V       ?= 0
T       ?=
SAN_CHECK := address,undefined
B       := build$(if $(SAN),-san)
Q       := $(if $(filter 1,$(V)),,@)
ifeq ($(origin CC),default)
CC := gcc
endif
# As many compilers at once as there are processors, unless make was told a number.
JOBS     = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))

LIBS_core  := libsodium jansson libutf8proc
LIBS_store := sqlite3
LIBS_link  := libcurl
LIBS_pdf   := pangocairo cairo fontconfig libqrencode
LIBS_tui   := ncursesw panelw readline
LIBS_server := libpq libmicrohttpd zlib
PKGS       := $(LIBS_core) $(LIBS_store) $(LIBS_link) $(LIBS_tui) $(LIBS_server)
# Asked once, and only when something is compiled: `make deps` must work before pkg-config is there.
pkg_config  = $(shell pkg-config $(1) $(PKGS))$(if $(filter 0,$(.SHELLSTATUS)),,$(error the libraries \
	pult is built with are not there: run `make deps` first))
PKG_CFLAGS  = $(eval PKG_CFLAGS := $$(call pkg_config,--cflags))$(PKG_CFLAGS)
PKG_LIBS    = $(eval PKG_LIBS := $$(call pkg_config,--libs))$(PKG_LIBS)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 \
	-Wwrite-strings -Wundef -Wcast-qual -Wswitch-enum -Werror
HARDEN := -fstack-protector-strong -fstack-clash-protection -fcf-protection -D_FORTIFY_SOURCE=2
# What the sanitizers look at is not what runs fast: half the time of compiling, and lines are all a report names.
CFLAGS ?= $(if $(SAN),-O1 -g1,-O2 -g)
ALL_CFLAGS = -std=c11 $(CFLAGS) $(WARN) $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer,$(HARDEN)) \
	-D_GNU_SOURCE -I. -I$(B)/gen -include core/banned.h \
	-DPULT_VERSION='"$(VERSION)"' -DPULT_PREFIX='"$(prefix)"' \
	$(filter-out -D_DEFAULT_SOURCE -D_XOPEN_SOURCE=600,$(PKG_CFLAGS))
ALL_LDFLAGS = $(LDFLAGS) $(if $(SAN),-fsanitize=$(SAN),-Wl,-z,relro,-z,now) -Wl,--as-needed
LDLIBS = $(PKG_LIBS) -lm

# --- sources -------------------------------------------------------------------------------------
SRC_core  := $(wildcard core/*.c)
SRC_store := $(wildcard data/store/*.c data/seed/*.c)
SRC_module := data/link/receipt_pdf.c data/link/receipt_draw.c
SRC_link  := $(filter-out $(SRC_module) data/link/agent.c,$(wildcard data/link/*.c))
SRC_tui   := $(wildcard tui/*.c)
SRC_server := $(wildcard server/*.c)
SRC_lib   := $(SRC_core) $(SRC_store) $(SRC_link) $(filter-out tui/main.c,$(SRC_tui))
obj = $(patsubst %.c,$(B)/obj/%.o,$(1))

# Documents are made from the table of commands (tui/verb_table.h).
DOCUMENTS := $(if $(SAN),,$(B)/man/pult.1 $(B)/completion/pult)

# What a host with operators needs (pult-ssh(8)), with the folders it will be installed to.
DEPLOY := $(if $(SAN),,$(patsubst deploy/%.in,$(B)/deploy/%,$(wildcard deploy/*.in)))

all: $(B)/pult $(B)/pult-agent $(B)/pult-central $(B)/pult-receipt.so $(B)/locale/uk/LC_MESSAGES/pult.mo $(DOCUMENTS) $(DEPLOY)

$(B)/pult: $(call obj,tui/main.c) $(B)/libpult.a
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/pult-agent: $(call obj,data/link/agent.c) $(B)/libpult.a
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

# The centre sees core alone; --as-needed leaves the libraries of the workstation out of it, and its own out of pult.
$(B)/pult-central: $(call obj,$(SRC_server) $(SRC_core))
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS) -lpthread

$(B)/libpult.a: $(call obj,$(SRC_lib))
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

# What draws receipts is opened by pult when the first one is made: linked in, its libraries would double
# the time and the memory of every start.
$(B)/module/%.o: %.c Makefile $(B)/settings
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CFLAGS) $(shell pkg-config --cflags $(LIBS_pdf)) -fPIC -fvisibility=hidden -MMD -MP -c -o $@ $<
$(B)/pult-receipt.so: $(patsubst %.c,$(B)/module/%.o,$(SRC_module))
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_CFLAGS) -shared $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(shell pkg-config --libs $(LIBS_pdf))

$(B)/obj/%.o: %.c Makefile $(B)/settings
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(call obj,data/seed/seed.c): $(wildcard data/seed/*.tsv)

$(B)/locale/uk/LC_MESSAGES/pult.mo: po/uk.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

$(B)/man/pult.1: $(B)/pult
	@mkdir -p $(@D)
	$(Q)$< document man >$@
$(B)/completion/pult: $(B)/pult
	@mkdir -p $(@D)
	$(Q)$< document completion >$@

$(B)/deploy/%: deploy/%.in $(B)/settings
	@mkdir -p $(@D)
	$(Q)sed -e 's|@bindir@|$(prefix)/bin|g' -e 's|@libdir@|$(prefix)/lib/pult|g' $< >$@

# Whoever changes these compiles anew: they are in the objects (prefix, version) or change them.
SETTINGS = $(VERSION) $(prefix) $(CC) $(CFLAGS) $(LDFLAGS) $(SAN) $(WARN)
$(B)/settings: always
	@mkdir -p $(@D)
	@echo '$(SETTINGS)' | cmp -s - $@ || echo '$(SETTINGS)' >$@

# --- translations --------------------------------------------------------------------------------
# `make po` brings new sentences into po/uk.po; the lint fails while one has no Ukrainian.
XGETTEXT = xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=P_:1,2 \
	--add-comments=TRANSLATORS: --no-location --sort-output --package-name=pult
pot:
	@mkdir -p $(B)
	$(Q)$(XGETTEXT) -o $(B)/pult.pot $(sort $(wildcard core/*.[ch] data/*/*.[ch] tui/*.[ch] server/*.[ch]))
	$(Q)sed -i '/^"POT-Creation-Date/d; s/charset=CHARSET/charset=UTF-8/' $(B)/pult.pot
po: pot
	$(Q)msgmerge --quiet --no-fuzzy-matching --no-wrap --sort-output --no-location -o $(B)/uk.po po/uk.po $(B)/pult.pot
	$(Q)msgattrib --no-obsolete --no-wrap -o po/uk.po $(B)/uk.po

# --- tests ---------------------------------------------------------------------------------------
# tests/KIND/NAME.t are bash (tests/lib/tap.sh), tests/unit/t_NAME.c are programs (cmocka). `make KIND`
# runs one kind, `make KIND T=word` those with the word in their names, `make check` all of them twice:
# as they are shipped and under the sanitizers. Whoever measures time (load) runs alone.
KINDS := cli screen fault server load
units   = $(patsubst tests/unit/%.c,$(1)/tests/%,$(wildcard tests/unit/t_*.c))
scripts = $(foreach kind,$(2),$(patsubst %,$(1):%,$(wildcard tests/$(kind)/*.t)))
lints   = $(call scripts,build,lint lib)
# Under the sanitizers run all unit tests (every key in every view is one of them), whatever a stranger or a cat
# sends (hostile, sleeve) and each script that takes a way through the product which no other takes. Those below go
# nowhere else: gcov counted 34,633 branches that all tests together take, of which 34,330 are taken without them
# (November 2026). The plain build runs them, `make soak` runs them under the sanitizers too, and so does
# `make SAN=address,undefined cli T=query`. Load under the sanitizers says nothing of load.
plain_only := $(addprefix cli/,appeal card consult intake query question receipt_pdf redact ssh) \
	$(addprefix screen/,appeals board bulk bytes day handout intake layout live session topics words) \
	$(addprefix server/,blobs city failover laptop link_cut link_refused link_restore order)
sanitized = $(filter-out $(patsubst %,$(1):tests/%.t,$(plain_only)),$(call scripts,$(1),$(filter-out load,$(KINDS))))
every   = $(call units,$(1)) $(if $(filter %-san,$(1)),$(sanitized),$(call scripts,$(1),$(KINDS)))
# The longest first, so that nobody waits for one at the end; two at once for each processor, for most of them wait for
# a terminal, a line or a clock half of their time.
longest = %/t_every_key %/lifecycle.t %/hostile.t %/citizen.t %/ssh.t %/link_cut.t %/link_restore.t %/bytes.t %/follow.t \
	%/promote.t %/laptop.t %/city.t %/session.t %/link.t %/layout.t %server/sync.t %cli/admin.t %/t_merge_random \
	%/t_store_backup %/t_random_keys %/t_search %/selftest.t
AT_ONCE := $(shell echo $$((2 * $$(nproc))))
ordered = $(foreach t,$(longest),$(filter $(t),$(1))) $(filter-out $(longest),$(1))
chosen  = $(if $(T),$(foreach t,$(1),$(if $(findstring $(T),$(t)),$(t))),$(1))
prove   = $(if $(strip $(1)),$(Q)prove --jobs $(AT_ONCE) --timer --exec "bash tests/lib/run" --rules='seq=**:tests/load/*' \
	--rules='par=**' $(1),@echo "no tests: $@ $(T)")

define test_program
	@mkdir -p $(@D)
	@echo "  TEST  $@"
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP $(ALL_LDFLAGS) -o $@ $< $(B)/libpult.a $(shell pkg-config --libs cmocka) $(LDLIBS)
endef
$(B)/tests/%: tests/unit/%.c $(B)/libpult.a $(B)/settings
	$(test_program)
# What scripts of load and server tests start many times.
helpers = $(patsubst tests/load/%.c,$(1)/tests/%,$(wildcard tests/load/*.c)) \
	$(patsubst tests/server/%.c,$(1)/tests/%,$(wildcard tests/server/*.c))
$(B)/tests/%: tests/load/%.c $(B)/libpult.a $(B)/settings
	$(test_program)
$(B)/tests/%: tests/server/%.c $(B)/libpult.a $(B)/settings
	$(test_program)

# What is measured, beside raw calls of the libraries: tests/bench/README.md. The base is made by a program of
# its own, for it takes long and is kept.
bench_alone := data slowsync rawpg constant
bench_programs = $(addprefix $(B)/bench/,data bench rawpg constant)
bench_parts := $(filter-out $(bench_alone:%=tests/bench/%.c),$(wildcard tests/bench/*.c))
$(B)/bench/data: tests/bench/data.c tests/bench/city.c
$(B)/bench/rawpg: tests/bench/rawpg.c
$(B)/bench/constant: tests/bench/constant.c
$(B)/bench/bench: $(bench_parts) | $(B)/bench/slowsync.so $(B)/bench/pult-receipt.so $(B)/pult
$(B)/bench/slowsync.so: tests/bench/slowsync.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -shared $(LDFLAGS) -o $@ $<
$(B)/bench/%: $(B)/libpult.a $(B)/settings $(wildcard tests/bench/*.h)
	@mkdir -p $(@D)
	@echo "  BENCH $@"
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(filter %.c,$^) $(B)/libpult.a $(LDLIBS)

# Programs look for the module beside themselves.
$(B)/tests/pult-receipt.so $(B)/bench/pult-receipt.so: $(B)/pult-receipt.so
	@mkdir -p $(@D)
	$(Q)ln -sf ../pult-receipt.so $@
$(B)/tests/t_receipt $(B)/tests/t_printer: | $(B)/tests/pult-receipt.so

built: all $(call units,$(B)) $(call helpers,$(B)) $(if $(SAN),,$(bench_programs))
unit: built
	$(call prove,$(call chosen,$(call units,$(B))))
$(KINDS): built
	$(call prove,$(call chosen,$(call scripts,$(B),$@)))
lint: $(call obj,$(SRC_lib) $(SRC_server) data/link/agent.c) pot
	$(call prove,$(call chosen,$(lints)))

# pkg-config may come with `deps`, so that what is compiled is asked of a make that starts after it.
check: deps
	@$(MAKE) $(JOBS) built pot
	@$(MAKE) $(JOBS) SAN=$(SAN_CHECK) built
	@$(MAKE) check-run
check-run:
	$(call prove,$(call chosen,$(call ordered,$(lints) $(call every,build-san) $(call every,build))))
check-asan: deps
	@$(MAKE) $(JOBS) SAN=$(SAN_CHECK) built
	@$(MAKE) check-asan-run
check-asan-run:
	$(call prove,$(call chosen,$(call ordered,$(call every,build-san))))

# The long ones: a minute of random keys for each of some seeds, under the sanitizers, in a real terminal too; a
# city of three sites and 30,000 events in trouble, a laptop that was away for 90 days.
soak: deps
	@$(MAKE) $(JOBS) built
	@$(MAKE) $(JOBS) SAN=$(SAN_CHECK) built
	$(Q)for seed in 1 2 3 4 5; do PULT_RANDOM_SEED=$$seed PULT_RANDOM_KEYS=60000 bash tests/lib/run \
		build-san/tests/t_random_keys || exit 1; done
	$(Q)for seed in 1 2; do CITY_SEED=$$seed CITY_STEPS=3700 CITY_FAULTS=150 CITY_PAUSE=0 TEST_TIMEOUT=1800 \
		bash tests/lib/run build:tests/server/city.t || exit 1; done
	$(Q)LAPTOP_DAYS=90 LAPTOP_OWN=400 TEST_TIMEOUT=1800 bash tests/lib/run build:tests/server/laptop.t
	$(call prove,$(patsubst %,build-san:tests/%.t,$(plain_only)))
	$(Q)SLEEVE_SEEDS=7 SLEEVE_MS=60000 TEST_TIMEOUT=1800 bash tests/lib/run build-san:tests/screen/sleeve.t

# --- what it costs --------------------------------------------------------------------------------
# BENCH_ROWS calls and 3/10 of them appeals, made once (ten million: an hour and 12 GB), kept, grown and resumed;
# ROW=word measures only rows with it in their names.
BENCH_ROWS ?= 10000000
BENCH_BASE := $(B)/bench/$(BENCH_ROWS).db
bench-data: $(B)/bench/data
	nice $< $(BENCH_BASE) $(BENCH_ROWS)
bench: all built bench-data
	$(B)/bench/bench $(BENCH_BASE) $(B)/bench.tsv $(ROW)
	$(Q)B=$(CURDIR)/$(B) bash tests/bench/centre.sh $(CURDIR)/$(B)/bench.tsv

# --- what a bare machine needs --------------------------------------------------------------------
deps:
	@sh .ci/deps $(PACKAGES_RUN) $(PACKAGES_BUILD) $(PACKAGES_TEST)
deps-run-build:
	@sh .ci/deps $(PACKAGES_RUN) $(PACKAGES_BUILD)

# --- a first look ---------------------------------------------------------------------------------
# A made-up city, made once; its logins were printed by `pult init`.
DEMO := $(B)/demo
run: deps-run-build
	@$(MAKE) -s $(JOBS) all
	@$(MAKE) -s $(DEMO)/logins.txt
	@cat $(DEMO)/logins.txt
	@if [ -t 0 ] && [ -t 1 ]; then exec $(B)/pult --db $(DEMO)/pult.db; fi; \
		echo "This is not a terminal, so the workstation was not started. Start it in one:"; \
		echo "$(B)/pult --db $(DEMO)/pult.db"
# Made where it stays, for its printer is a folder beside it; the logins come last, so that a city left
# half-made is made anew.
$(DEMO)/logins.txt:
	$(Q)rm -rf $(DEMO) && mkdir -p $(DEMO)
	$(Q)$(B)/pult --db $(DEMO)/pult.db init --site ГЛ --name "Гаряча лінія міста" --demo >$(DEMO)/logins.new
	$(Q)mv $(DEMO)/logins.new $@

# A centre and two sites that exchange, until Ctrl-C: see .ci/run-central.
run-central: deps
	@$(MAKE) -s $(JOBS) all
	@sh .ci/run-central $(B)

# --- install --------------------------------------------------------------------------------------
bindir = $(DESTDIR)$(prefix)/bin
libdir = $(DESTDIR)$(prefix)/lib/pult
share  = $(DESTDIR)$(prefix)/share
install: all
	install -D -m 755 -t $(bindir) $(B)/pult $(B)/pult-agent $(B)/pult-central
	install -D -m 644 -t $(libdir) $(B)/pult-receipt.so
	install -D -m 644 -t $(share)/locale/uk/LC_MESSAGES $(B)/locale/uk/LC_MESSAGES/pult.mo
	install -D -m 644 -t $(share)/doc/pult README.md CONTRIBUTING.md COPYING NOTICE
	install -D -m 755 -t $(libdir) $(B)/deploy/nightly
	install -D -m 644 $(B)/deploy/sshd.conf $(share)/doc/pult/examples/sshd.conf
	install -D -m 644 deploy/pult.conf $(share)/doc/pult/examples/pult.conf
	install -D -m 644 deploy/sysusers.conf $(DESTDIR)$(prefix)/lib/sysusers.d/pult.conf
	install -D -m 644 deploy/tmpfiles.conf $(DESTDIR)$(prefix)/lib/tmpfiles.d/pult.conf
	install -D -m 644 -t $(DESTDIR)$(prefix)/lib/systemd/system $(B)/deploy/pult-nightly.service \
		$(B)/deploy/pult-calls.service $(B)/deploy/pult-central.service $(B)/deploy/pult-agent.service \
		deploy/pult-nightly.timer
	install -D -m 644 deploy/central.conf $(share)/doc/pult/examples/central.conf
	@for page in $(wildcard man/*.[1-9]) $(B)/man/pult.1; do \
		echo "install $$page"; install -D -m 644 -t $(share)/man/man$${page##*.} $$page || exit 1; done
	install -D -m 644 -t $(share)/bash-completion/completions $(B)/completion/pult

dist:
	@mkdir -p $(B)
	git archive --prefix=pult-$(VERSION)/ -o $(B)/pult-$(VERSION).tar.gz HEAD
	@echo $(B)/pult-$(VERSION).tar.gz

clean:
	rm -rf build build-san
distclean: clean

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: run-central bench bench-data always all built soak pot po unit $(KINDS) lint check check-run check-asan check-asan-run deps deps-run-build \
	run install dist clean distclean
