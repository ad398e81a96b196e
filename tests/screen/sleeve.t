# tests/screen/sleeve.t - random bytes at the real program in a real terminal, cut off by a signal at any moment: it
# ends well, gives the terminal back as it was, and every row of the base follows from the log.
#
# SLEEVE_MS (2000): how long each; SLEEVE_SEEDS (1 2 3): which ones. `make soak` gives a minute under the sanitizers.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00" TERM=xterm-256color
new_city
"$PULT" register --topic 01.03 --text "Тече" --address "вул. Зелена, 4" >/dev/null

for seed in ${SLEEVE_SEEDS:-1 2 3}; do
	for sig in 15 0 1; do # 0: Ctrl-\ first
		"$PULT" user unlock olena >/dev/null 2>&1
		run "$B/tests/sleeve" "$seed$sig" "${SLEEVE_MS:-2000}" "$sig" olena "$PASSWORD" "$PULT" --db "$DB"
		note "seed $seed, signal $sig: $out"
		like "$out" 'modes as before' "seed $seed, signal $sig: the modes of the terminal are those of before"
		like "$out" 'screen given back' "and the screen of the shell is back"
		like "$out" 'status (0|0x100)( by itself)?,' "it ended by itself, neither killed nor crashed"
		exits 0 "the base is whole" "$PULT" verify
	done
done
done_testing
