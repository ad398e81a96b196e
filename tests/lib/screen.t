# tests/lib/screen.t - screen.sh itself, with a shell script as the full-screen program.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
GOLDEN_DIR=$T/golden

# Shows its size, then every line it reads; "q" ends it with 7, "crash" by a signal. Asks for
# bracketed paste and names the keys it knows by their bytes.
cat >"$T/program" <<'SH'
#!/bin/bash
draw() { printf '\033[H\033[2J%s %s %s\n' "$(stty size)" "$TERM" "$WHO"; printf '%s\n' "${lines[@]}"; }
lines=()
trap draw WINCH
printf '\033[?1049h\033[?2004h'
stty -icanon -echo
draw
buffer=
while :; do
	IFS= read -r -N 1 -t 1 c
	status=$?
	[ "$status" -le 128 ] || continue
	[ "$status" = 0 ] || exit 3
	buffer+=$c
	case $buffer in
	q) printf '\033[?1049lbye'; exit 7 ;;
	crash) kill -SEGV $$ ;;
	*$'\033[201~') lines+=("pasted ${buffer//[$'\033\r\n']/@}"); buffer=; draw ;;
	$'\033[200~'*) ;;
	*$'\033OP') lines+=("F1"); buffer=; draw ;;
	*$'\033[[A') lines+=("F1 of linux"); buffer=; draw ;;
	*[$'\r\n']) lines+=("read ${buffer%?}"); buffer=; draw ;;
	esac
done
SH
chmod +x "$T/program"

WHO=Оксана screen_start -s 80x24 "$T/program"
shows "24 80 xterm-256color Оксана" "size, terminal type and the environment arrive"
type_text 'Звернення №1; "ї"'; keys Enter
shows 'read Звернення №1; "ї"' "Cyrillic, ; and quotes are typed as they are"
type_text ';'; keys Enter
shows $'\nread ;' "so is a ; alone"
type_text '-n'; keys Enter
shows $'\nread -n' "and what looks like an option"
keys F1
shows $'\nF1' "a function key"
paste $'перший\nдругий;'
shows 'pasted @[200~перший@другий;@[201~' "a paste is bracketed"
is "$(screen_info alternate_on)" 1 "the program is on the alternate screen"
is "$(cursor)" 0,6 "the cursor is where the program left it"
resize 100x30
shows "30 100 xterm-256color" "a resize reaches the program"

(wait_for "no such text" 0) >"$T/o" 2>"$T/e"
like "$(<"$T/o")" '^not ok' "wait_for fails at its deadline"
like "$(<"$T/e")" '\|read Звернення' "and shows the screen"
ok "wait_gone sees that a text is not there" wait_gone "no such text" 0

(UPDATE_GOLDEN=1 golden own) >"$T/o"
like "$(<"$T/o")" '^ok' "UPDATE_GOLDEN writes the golden screen"
golden own
is "$(wc -l <"$GOLDEN_DIR/own.txt")" 30 "of all the lines of the screen"
sed -i 's/F1/F2/' "$GOLDEN_DIR/own.txt"
(SCREEN_WAIT=0 golden own) >"$T/o" 2>"$T/e"
like "$(<"$T/o")" '^not ok' "a difference of one letter fails"
like "$(<"$T/e")" '\+F1' "and is shown"
is "$(echo 'ГЛ-91895/26 07.11.2019 14:31' | sanitise)" 'ГЛ-91895/YY DD.MM.YYYY HH:MM' \
	"dates, times and years are masked by as many columns"

on two screen_start -t linux "$T/program"
on two shows "24 80 linux" "a second terminal beside the first, of another type"
on two keys F1
on two shows "F1 of linux" "gets the keys of its type"
shows "30 100" "and the first is untouched"
on two hang_up
on two exits_screen 129 "an SSH drop ends the program by SIGHUP"

bytes=$(bytes_of type_text x)
is "$bytes" 0 "bytes_of: nothing is written for a letter without echo"
bytes=$(bytes_of keys Enter)
ok "but for a line there is" test "$bytes" -gt 100

keys q
exits_screen 7 "the exit status of the program"
shows bye "and its last words stay on the screen"
screen_start "$T/program"
wait_for 24 && type_text crash
exits_screen 139 "death by a signal"
screen_start "$T/program"
wait_for 24 && signal KILL
exits_screen 137 "kill -9"
done_testing
