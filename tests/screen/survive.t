# tests/screen/survive.t - nothing typed is ever lost, and the terminal is always given back: kill -9,
# an SSH drop, a crash, Ctrl-Z, a small window, a locked screen; and what was cut off in the middle of
# registering is registered once.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
# A crash on purpose is not a finding of the sanitizers.
export ASAN_OPTIONS=${ASAN_OPTIONS:-}:handle_segv=0:handle_abort=0
TEXT='Тече зі стелі, "дуже"; 100% мокро 🥶'

new_city
printf 'another-2026\n' | "$PULT" user add inshyi --role operator --name "Інша Особа" >/dev/null

enter_login() { # LOGIN PASSWORD
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$2" && keys Enter
}
login() { # LOGIN [SIZE]
	screen_start -s "${2:-80x24}" "$PULT" --db "$DB"
	enter_login "$1" "$PASSWORD"
	wait_for "Ctrl-N"
}
# What of the form is to be there again: the body of the view and the place of the cursor.
form() { screen | sed -n 2,21p; cursor; }
form_is() { [ "$(form)" = "$1" ]; }
same_form() { # WANTED DESC
	until_ok "$SCREEN_WAIT" form_is "$1" || :
	is "$(form)" "$1" "$2"
}
in_journal() { sqlite3 "$T/drafts/$1.db" .dump 2>&1 | grep -qF "$2"; }
journalled() { ok "$2" until_ok 2 in_journal olena "$1"; }
appeals() { sqlite3 "$DB" "SELECT count(*) FROM appeal"; }
half_form() { # TELEPHONE
	type_text "$1"
	wait_for "+380"
	keys Enter
	type_text "Гнатів Оксана" && keys Enter
	type_text "вул. Зелена, 4" && keys Enter
	type_text 0103
	wait_for "Прорив водопроводу"
	keys Enter
	wait_for "Львівводоканал"
	type_text "$TEXT" && keys Enter && type_text "другий рядок"
	wait_for "другий рядок"
}

# --- kill -9
login olena
half_form 0671112233
typed=$(form)
like "$typed" '🥶' "half a form is typed"
journalled "другий рядок" "it is in the journal within a second or two"
signal KILL
exits_screen 137 "kill -9"
login olena
shows "Відновлено незавершене звернення" "the next login brings it back and says so"
same_form "$typed" "every field, the line break, the emoji, the topic, the place of the cursor"

# --- an SSH drop, with letters the journal has not seen yet
type_text " о 9"
wait_for "рядок о 9"
typed=$(form)
hang_up
exits_screen 1 "an SSH drop ends the program"
journalled "рядок о 9" "with the last letters in the journal"
login olena
same_form "$typed" "and nothing is lost"
keys C-x
exits_screen 0 "Ctrl-X ends the work"

# --- other people have forms of their own
screen_start "$PULT" --db "$DB"
enter_login inshyi another-2026
wait_for "Ctrl-S"
hides "Гнатів Оксана" "another person's form is empty"
is "$(find "$T/drafts" -perm /077 | wc -l)" 0 "the journals are readable by their owner alone"
keys C-x
exits_screen 0 "the other person ends"

# --- a window of any size
login olena
same_form "$typed" "the form waited"
resize 60x20
shows "Вікно замале: потрібно щонайменше 80 стовпців і 24" "60x20: a sentence"
type_text "не туди" && keys Enter C-s F3
resize 20x5
shows "замале" "20x5: as much of it as there is room for"
keys C-x
exits_screen 0 "the work can be ended there"
login olena
same_form "$typed" "and goes on"
resize 1x1
until_ok 5 eval '[ "$(screen_info pane_width)" = 1 ]'
resize 80x24
same_form "$typed" "80x24 again: as it was, keys in the small window did nothing"
resize 132x43
shows "рядок о 9" "132x43: the form"
shows "Прорив водопроводу, витік на вулиці " "with room for the whole topic"
resize 80x24
same_form "$typed" "and back"

# --- the locked screen
keys C-q
shows "Екран заблоковано: Коваль Олена Петрівна" "Ctrl-Q locks and says who"
hides "Гнатів Оксана" "nothing of the form is seen"
hides "Логін   " "and nobody else is asked for a login"
keys F3 && type_text "another-2026" && keys Enter
shows "неправильн" "another person's password is refused"
hides "Номер" "F3 shows nothing"
type_text "$PASSWORD" && keys Enter
same_form "$typed" "the right one goes on with the form"
keys C-q
wait_for "Екран заблоковано"
signal KILL
exits_screen 137 "killed while it is locked"

# --- the terminal is given back to the shell, whatever ends the program. The program is a job of an
# interactive bash here.
cat >"$T/rc" <<RC
PS1='shell> '
export LANGUAGE=en
pult() { (echo "\$BASHPID" >"$T/pid"; LANGUAGE=uk exec "$PULT" --db "$DB" 2>"$T/stderr"); }
RC
job() { kill -s "$1" "$(<"$T/pid")"; }
in_shell() {
	rm -f "$T/pid" "$T/bytes"
	type_text pult && keys Enter
	enter_login olena "$PASSWORD"
	wait_for "Ctrl-S"
	is "$(screen_info alternate_on)" 1 "$1: the program is on the alternate screen"
	screen_tmux pipe-pane -t "=$SCREEN:" "cat >'$T/bytes'"
}
# The shell's prompt is back, on its own screen, with its own modes.
given_back() { # WHAT STATUS
	until_ok "$SCREEN_WAIT" eval '[ "$(screen_info alternate_on)" = 0 ]'
	is "$(screen_info alternate_on)" 0 "$1: the screen of the shell is back"
	screen_tmux pipe-pane -t "=$SCREEN:"
	until_ok 5 grep -q $'\033\[?2004l' "$T/bytes" # the pipe's other end writes it down
	ok "$1: pastes are ordinary again" grep -q $'\033\[?2004l' "$T/bytes"
	type_text "echo status=\$?; stty -a |  tr ';\n' '  '" && keys Enter
	shows "status=$2" "$1: exit status"
	like "$(screen)" ' icanon' "$1: line by line"
	like "$(screen)" ' echo ' "$1: with echo"
	like "$(screen)" ' ixon' "$1: with Ctrl-S"
	is "$(screen_info cursor_flag)" 1 "$1: with a cursor"
}

screen_start -s 80x24 bash --noprofile --rcfile "$T/rc" -i
wait_for 'shell>'
in_shell TERM
same_form "$typed" "the form is there once more"
job TERM
given_back TERM 0
is "$(<"$T/stderr")" "pult: Завершено за сигналом. Набране збережено." "TERM: the sentence on stderr"

in_shell SEGV
job SEGV
given_back SEGV 139
like "$(screen)" 'Набране збережено як чернетку' "SEGV: the sentence"
is "$(tail -1 "$DB.log")" "pult: fatal signal 11" "SEGV: the reason in the log file, and nothing personal"

in_shell ABRT
job ABRT
given_back ABRT 134

in_shell TSTP
same_form "$typed" "after two crashes the form is whole"
job TSTP
given_back TSTP 148
type_text fg && keys Enter
until_ok 5 eval '[ "$(screen_info alternate_on)" = 1 ]'
same_form "$typed" "fg: the program and the form are back"
type_text "!" && wait_for "рядок о 9!"
keys BSpace
same_form "$typed" "and go on"
job STOP # cannot be caught: the shell takes the terminal as it is
wait_for "Stopped"
resize 100x30
type_text fg && keys Enter
shows "рядок о 9" "kill -STOP, another size, fg: drawn anew"
resize 80x24
same_form "$typed" "unchanged"
keys C-x
given_back Ctrl-X 0
is "$(<"$T/stderr")" "" "an ordinary end says nothing"
type_text "exit 7" && keys Enter
exits_screen 7 "the shell ends"

# --- cut off around the moment of registering: one appeal, whatever was seen of it
login olena
same_form "$typed" "the form for the last time"
before=$(appeals)
coproc HOLDER { exec sqlite3 "$DB"; }
echo "BEGIN IMMEDIATE; SELECT 'held';" >&"${HOLDER[1]}" && read -r held <&"${HOLDER[0]}"
is "$held" held "another program is writing to the base"
type_text ", $held" && keys C-s
journalled "рядок о 9, held" "Ctrl-S meanwhile keeps the form first"
signal KILL
exits_screen 137 "kill -9 while it waits for its turn"
echo "ROLLBACK;" >&"${HOLDER[1]}" && eval "exec ${HOLDER[1]}>&-"
wait "$HOLDER_PID"
login olena
shows "рядок о 9, held" "it was not registered: the form is there"
is "$(appeals)" "$before" "nor is there anything of it in the base"
for pause in 0 0.002 0.005 0.01 0.02 0.05; do
	keys C-s
	[ "$pause" = 0 ] || idle "$pause"
	signal KILL
	exits_screen 137 "kill -9 $pause s after Ctrl-S"
	login olena
	if screen_has "другий рядок"; then # else the number, or an empty form after it had been shown
		note "it was not registered yet"
		keys C-s
		wait_for "PIN"
	fi
	before=$((before + 1))
	is "$(appeals)" "$before" "registered exactly once"
	keys C-n
	hides "PIN" "the next call"
	half_form 067111220$before
done
exits 0 "the base is whole" "$PULT" verify
done_testing
