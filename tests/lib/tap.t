# tests/lib/tap.t - the helpers of tap.sh can fail, and clean up after themselves.
. "${TOP:-.}/tests/lib/tap.sh"

# tap SCRIPT: runs a test script made of SCRIPT; sets out, err, rc.
tap() {
	printf '. "$TOP/tests/lib/tap.sh"\n%s\n' "$1" >"$T/inner.t"
	run bash "$T/inner.t"
}

tap 'ok "true" true; not_ok "false" false; is a a x; isnt a b x; like abc "^a.c$" x; unlike abc z x
printf "" | nothing "an empty list"; skip "no printer"; done_testing'
is "$rc" 0 "a script whose tests pass exits 0"
unlike "$out" "not ok" "and says so"
like "$out" $'\n1\.\.8$' "and counts them"

for bad in 'ok x false' 'not_ok x true' 'is a b x' 'isnt a a x' 'like a b x' 'unlike a a x' \
	'exits 0 x false' 'echo offender | nothing x' 'same_file /dev/null /etc/passwd x'; do
	tap "$bad; done_testing"
	like "$rc $out" '^1 not ok 1 - ' "fails: $bad"
	like "$err" 'inner.t: failed: .*line 2' "and names the line"
done

tap 'exits 3 "a status" sh -c "echo o; echo e >&2; exit 3"; echo "[$out|$err|$rc]"; done_testing'
like "$out" 'ok 1 - a status' "exits compares the status"
like "$out" '\[o\|e\|3\]' "and keeps what the command wrote"

tap 'echo "[$LC_ALL|$TZ|$LANGUAGE|$PWD|$HOME]"; echo "$T" >&2; done_testing'
like "$out" '^\[C.UTF-8\|UTC\|uk\|(.*)\|\1/home\]' "the environment is pinned and private"
not_ok "the private directory is gone at the end" test -e "$err"
tap 'echo "$T" >&2; kill -TERM $$'
not_ok "also after a signal" test -e "$err"
tap 'at_exit "echo second"; at_exit "echo first"; done_testing'
like "$out" $'first\nsecond$' "at_exit runs the latest first"
tap 'ok x true'
run prove -Q --exec bash "$T/inner.t"
like "$rc $out" '^[1-9].*No plan found' "prove rejects a script that ends without done_testing"
ok "until_ok ends when the command succeeds" until_ok 5 test -d "$T"
not_ok "and at its deadline" until_ok 0 false

# tests/lib/run: a report of a sanitizer fails the test, whatever the program's exit status was.
mkdir -p tests
cat >tests/report.t <<'SH'
path=${ASAN_OPTIONS##*log_path=}
echo 'leak of 10 bytes' >"${path%%:*}.7"
echo 1..1
echo ok 1
SH
exits 99 "a sanitizer's report fails the test" "$TOP/tests/lib/run" "$T/tests/report.t"
like "$err" 'leak of 10 bytes' "and is shown"
printf '. "$TOP/tests/lib/tap.sh"\nidle 60\n' >tests/hang.t
TEST_TIMEOUT=1 exits 124 "a test that hangs is stopped" "$TOP/tests/lib/run" "$T/tests/hang.t"
done_testing
