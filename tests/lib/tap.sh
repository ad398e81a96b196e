# tests/lib/tap.sh - what every shell test of pult begins with: TAP output, a private directory, a
# pinned environment. Bash, sourced:
#
#     . "${TOP:-.}/tests/lib/tap.sh"
#     exits 2 "an empty text is refused" "$PULT" register --text ""
#     like "$err" '^pult: ' "with one sentence"
#     done_testing
#
# Set for the test: TOP (sources), B (build folder), PULT (the program), T (a directory of its own,
# the current one, gone afterwards). Tests wait for something visible and never for a time.

TOP=$(cd "${TOP:-$(dirname "${BASH_SOURCE[0]}")/../..}" && pwd)
B=${B:-build}
[[ $B == /* ]] || B=$TOP/$B
PULT=${PULT:-$B/pult}
[[ $PULT == /* ]] || PULT=$TOP/$PULT
TAP_NAME=${0##*/}
TAP_RUN=0 TAP_FAILED=0 TAP_PLAN=
TAP_AT_EXIT=()

T=$(mktemp -d "${TMPDIR:-/tmp}/pult-test.XXXXXX") || exit 1
mkdir "$T/home" "$T/tmp" "$T/run" && chmod 700 "$T/run"
export LC_ALL=C.UTF-8 LANG=C.UTF-8 TZ=UTC LANGUAGE=uk TERM=${TERM:-dumb} ESCDELAY=25
export HOME=$T/home XDG_DATA_HOME=$T/home/share XDG_CONFIG_HOME=$T/home/config
export XDG_STATE_HOME=$T/home/state XDG_CACHE_HOME=$T/home/cache XDG_RUNTIME_DIR=$T/run TMPDIR=$T/tmp
export TOP B PULT T
unset PULT_DB PULT_PASSWORD_FILE NO_COLOR COLUMNS LINES TMUX INPUTRC CDPATH GREP_OPTIONS
unset MAKEFLAGS MFLAGS MAKELEVEL SSH_ORIGINAL_COMMAND SSH_CLIENT SSH_CONNECTION SSH_TTY
ulimit -c 0
umask 022
shopt -s lastpipe # so that `… | nothing DESC` counts in this shell
cd "$T" || exit 1

# at_exit COMMAND: run when the test ends, the latest first.
at_exit() { TAP_AT_EXIT=("$1" "${TAP_AT_EXIT[@]}"); }

tap_end() {
	local rc=$? cmd

	for cmd in "${TAP_AT_EXIT[@]}"; do
		eval "$cmd"
	done
	cd /
	rm -rf "$T"
	[ "$TAP_FAILED" = 0 ] || [ "$rc" != 0 ] || rc=1
	exit "$rc"
}
trap tap_end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# note: into the TAP stream, seen with `prove -v`. diag: beside it, always seen, with the test's name.
note() { printf '%s\n' "$*" | sed 's/^/# /'; }
diag() { printf '%s\n' "$*" | sed "s|^|# $TAP_NAME: |" >&2; }

pass() { TAP_RUN=$((TAP_RUN + 1)); printf 'ok %d - %s\n' "$TAP_RUN" "$1"; }
fail() {
	TAP_RUN=$((TAP_RUN + 1)) TAP_FAILED=$((TAP_FAILED + 1))
	printf 'not ok %d - %s\n' "$TAP_RUN" "$1"
	diag "failed: $1 (line $(tap_line))"
	return 1
}
skip() { TAP_RUN=$((TAP_RUN + 1)); printf 'ok %d # SKIP %s\n' "$TAP_RUN" "$1"; }

# The line of the test script that is being run, from inside these helpers.
tap_line() {
	local i=0

	while [ -n "${BASH_SOURCE[i]:-}" ] && [ "${BASH_SOURCE[i]}" != "$0" ]; do
		i=$((i + 1))
	done
	echo "${BASH_LINENO[i > 0 ? i - 1 : 0]}"
}

# One of these, once: plan before the tests, done_testing after them.
plan() { TAP_PLAN=$1; echo "1..$1"; }
done_testing() { [ -n "$TAP_PLAN" ] || echo "1..$TAP_RUN"; }
skip_all() { echo "1..0 # SKIP $1"; exit 0; }
bail() { echo "Bail out! $1"; exit 1; }

# ok DESC COMMAND…: the command succeeds. not_ok: it fails.
ok() {
	local desc=$1

	shift
	if "$@"; then pass "$desc"; else fail "$desc"; fi
}
not_ok() {
	local desc=$1

	shift
	if "$@"; then fail "$desc"; else pass "$desc"; fi
}

# is GOT WANT DESC, isnt; like GOT ERE DESC, unlike.
is() {
	[ "$1" != "$2" ] || { pass "$3"; return; }
	fail "$3"
	diag " got: $1"
	diag "want: $2"
	return 1
}
isnt() {
	[ "$1" = "$2" ] || { pass "$3"; return; }
	fail "$3"
	diag " got what it must not be: $1"
	return 1
}
like() {
	if [[ $1 =~ $2 ]]; then pass "$3"; return; fi
	fail "$3"
	diag "  got: $1"
	diag "wants: $2"
	return 1
}
unlike() {
	if ! [[ $1 =~ $2 ]]; then pass "$3"; return; fi
	fail "$3"
	diag "          got: $1"
	diag "does not want: $2"
	return 1
}

# run COMMAND…: sets out, err (without the last line breaks) and rc. Standard input is the caller's.
run() {
	"$@" >"$T/.out" 2>"$T/.err"
	rc=$?
	out=$(<"$T/.out")
	err=$(<"$T/.err")
}

# exits STATUS DESC COMMAND…: run, and compare the exit status.
exits() {
	local want=$1 desc=$2

	shift 2
	run "$@"
	[ "$rc" != "$want" ] || { pass "$desc"; return; }
	fail "$desc"
	diag "exit status $rc, not $want: $(printf '%q ' "$@")"
	[ -z "$out" ] || diag "stdout: $out"
	[ -z "$err" ] || diag "stderr: $err"
	return 1
}

# same_file GOT WANT DESC: the whole contents; the difference is shown.
same_file() {
	cmp -s "$1" "$2" && { pass "$3"; return; }
	fail "$3"
	diag "$(diff -u "$2" "$1" 2>&1 | head -60)"
	return 1
}

# nothing DESC: standard input is a list of offenders and must be empty. For lints.
nothing() {
	local list

	list=$(cat)
	[ -n "$list" ] || { pass "$1"; return; }
	fail "$1"
	diag "$list"
	return 1
}

# Pauses for a poll: reads from a pipe that nobody writes to. until_ok SECONDS COMMAND…: polls until
# the command succeeds; fails when the deadline (times SLOW, for sanitizers) has passed.
mkfifo "$T/.idle" && exec {TAP_IDLE}<>"$T/.idle"
idle() { read -r -t "${1:-0.02}" -u "$TAP_IDLE" _ || :; }
until_ok() {
	local end=$((${EPOCHREALTIME/[.,]/} + $1 * ${SLOW:-1} * 1000000))

	shift
	until "$@"; do
		[ "${EPOCHREALTIME/[.,]/}" -lt "$end" ] || return 1
		idle
	done
}
