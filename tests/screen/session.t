# tests/screen/session.t - one person and his windows: two of them keep two forms, a form whose key stands
# for other words is not lost, a left place locks itself, views of personal data are noted, printing starts
# no program that the base names, and a prompt of the shell gives the echo back.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00" XDG_CONFIG_HOME=$T/config

new_city
start() { # LOGIN
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "1 Довідка"
}
fill() { # TELEPHONE TEXT
	wait_for "Телефон"
	type_text "$1" && keys Enter && type_text "Гнатів Оксана" && keys Enter Enter Enter
	type_text "$2"
	wait_for "$2"
}
end() { keys C-x; exits_screen 0 "$1 ends"; }
texts() { sqlite3 "$DB" "SELECT text FROM question ORDER BY (SELECT n FROM appeal WHERE appeal.id = question.appeal)" | command paste -sd';'; }
in_journal() { [ "$(sqlite3 "$T/drafts/$1.db" "SELECT count(*) FROM draft WHERE json LIKE '%$2%'")" = 1 ]; }
viewed() { sqlite3 "$DB" "SELECT count(*) FROM event, json_each(body, '\$.subjects') WHERE kind = 'viewed' AND actor = '$1'"; }

# --- two windows of one person
on one start olena
on one fill 0671112233 "перша людина"
ok "the first form is in the journal" until_ok 3 in_journal olena "перша людина"
on two start olena
on two shows "Відкрито ще одне ваше вікно" "the second window says that there is another"
on two hides "перша людина" "and has a form of its own"
on two fill 0672223344 "друга людина"
ok "kept beside the first one" until_ok 3 in_journal olena "друга людина"
on one keys C-s
on one shows "PIN" "the first is registered"
on two keys C-s
on two shows "PIN" "so is the second"
is "$(texts)" "перша людина;друга людина" "two citizens, two appeals"
on one keys C-n
on two keys C-n
on two fill 0673334455 "третя людина"
ok "a form of the second window" until_ok 3 in_journal olena "третя людина"
on one end "the first window"
on two signal KILL
on two exits_screen 137 "the second is killed"
start olena
shows "третя людина" "its form is brought back in the only window"

# --- the key of the form stands for something else
key=$(sqlite3 "$T/drafts/olena.db" "SELECT json_extract(json, '\$.idem') FROM draft WHERE json LIKE '%третя%'")
sqlite3 "$DB" "UPDATE appeal SET idem = '$key' WHERE number = 'ГЛ-1/26'"
keys C-s
shows "іншими словами" "another appeal has this key: it is said"
shows "третя людина" "the form stays"
ok "the journal has another key" until_ok 3 eval '! in_journal olena "$key"'
sqlite3 "$DB" "UPDATE appeal SET idem = 'x' WHERE number = 'ГЛ-1/26'"
key=$(sqlite3 "$T/drafts/olena.db" "SELECT json_extract(json, '\$.idem') FROM draft WHERE json LIKE '%третя%'")
sqlite3 "$DB" "UPDATE appeal SET idem = '$key' WHERE number = 'ГЛ-2/26'"
signal KILL
exits_screen 137 "killed"
start olena
shows "третя людина" "the same after a crash: the form is brought back, not the other number"
keys C-s
shows "PIN" "and can be registered"
is "$(texts)" "перша людина;друга людина;третя людина" "as an appeal of its own"
keys C-n
end "the operator"

# --- what is shown of people is noted
before=$(viewed olena)
start olena
type_text "0671112233"
shows "ГЛ-1/26" "the caller's card shows an appeal"
keys C-u
end "the operator"
is "$(viewed olena)" $((before + 1)) "which is noted as viewed"
as dysp dispatch ГЛ-1/26 --to VODA >/dev/null
as vodak accept ГЛ-1/26 >/dev/null
as vodak done ГЛ-1/26 --result done --text "Зроблено" >/dev/null
export PULT_TEST_NOW="$(date -d tomorrow +%F) 12:00" # nobody is called at night
start kontr
keys F6
shows "ГЛ-1/26" "the page of who is to be called back"
end "the controller"
unset PULT_TEST_NOW
is "$(viewed kontr)" 1 "is noted"
as super receipt ГЛ-2/26 >/dev/null
is "$(viewed super)" 1 "and so is a receipt made in the shell"

# --- a program that prints is named in the configuration file only
exits 4 "pult setting refuses cmd:" "$PULT" setting printer "cmd:/usr/bin/touch $T/ran"
exits 2 "and settings that do not exist" "$PULT" setting printr cups:desk
sqlite3 "$DB" "INSERT OR REPLACE INTO meta(key, value) VALUES('set.printer', 'cmd:/usr/bin/touch $T/ran')"
start olena
keys F3
wait_for "ГЛ-3/26" && keys p && wait_for "без PIN-коду" && keys 1
shows "у файлі конфігурації" "one that got into the base is not started"
end "the operator"
ok "nothing ran" test ! -e "$T/ran"
mkdir -p "$T/config/pult"
echo "printer = cmd:/usr/bin/touch $T/ran" >"$T/config/pult/pult.conf"
start olena
keys F3
wait_for "ГЛ-3/26" && keys p && wait_for "без PIN-коду" && keys 1
shows "надруковано" "the one of the file is"
end "the operator"
ok "it ran" test -e "$T/ran"

# --- a place that was left
"$PULT" setting idle_lock 0.05 >/dev/null
start olena
fill 0674445566 "недописане"
shows "Екран заблоковано" "after the minutes of the setting the screen locks itself"
hides "недописане" "nothing is seen"
type_text "$PASSWORD" && keys Enter
shows "недописане" "the form is there again"
keys Escape
wait_for "Очистити"
shows "Екран заблоковано" "a question is no obstacle"
hides "Очистити" "and is not seen"
type_text "$PASSWORD" && keys Enter
shows "Очистити" "it waits for its answer"
keys Enter
end "the operator"
"$PULT" setting idle_lock 0 >/dev/null

# --- an idle moment merges the search index
for i in $(seq 1 40); do "$PULT" register --text "Злиття $i" >/dev/null; done
segments() { sqlite3 "$DB" "SELECT count(DISTINCT segid) FROM question_text_idx"; }
fewer() { [ "$(segments)" -lt "$many" ]; }
many=$(segments)
start olena
ok "segments of the search index are merged while nobody types ($many)" until_ok 8 fewer
end "the operator"

# --- a password in the shell
cat >"$T/rc" <<RC
PS1='shell> '
unset PULT_PASSWORD_FILE
RC
screen_start -s 80x24 bash --noprofile --rcfile "$T/rc" -i
wait_for 'shell>'
for key in C-c C-\\; do
	type_text "$PULT --db $DB user passwd olena" && keys Enter
	wait_for "Новий пароль"
	keys "$key"
	idle 0.3
	type_text "clear; stty -a | tr ';\n' '  '" && keys Enter
	wait_for " icanon"
	like "$(screen)" ' echo ' "$key at a password gives the echo back"
	type_text clear && keys Enter
done
exits 0 "the old password still works" as olena find
done_testing
