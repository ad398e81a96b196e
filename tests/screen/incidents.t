# tests/screen/incidents.t - F9: the list of outages and planned works, a card with what is joined, the form, the
# end moved and the incident closed by keys, the text of the autoresponder; how it looks, and that it is live.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"

at() { export PULT_TEST_NOW="2026-11-$1"; }
login() { # LOGIN VISIBLE TEXT OF THE FIRST VIEW, OPTIONS OF screen_start
	local who=$1 shown=$2

	shift 2
	screen_start "$@" "$PULT"
	wait_for "Enter" && type_text "$who" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$shown"
}
sanitise() { cat; } # time stands still here
incident() { as dysp incident add "$@" >/dev/null || bail "incident"; }
call() { # TOPIC ADDRESS TEXT
	as olena register --topic "$1" --phone "067 000 12 34" --name "Коваль Іван" --address "$2" --text "$3" >/dev/null
}

at "16 09:00" && new_city
"$PULT" setting hotline 15-80 >/dev/null
incident --title "немає газу: заміна засувки" --address "Під Дубом 2-8" --topic 04.02 --service GRM --until 18:00
call 04.02 "Під Дубом 4" "Газу нема"
as olena incident join ГЛ-1/26 --to ГЛ-ЗХ1/26 >/dev/null
at "17 20:15"
as dysp incident close ГЛ-ЗХ1/26 --text "Газ подано" >/dev/null
incident --kind planned --title "ремонт тротуару" --address "Пекарська вся вулиця" --topic 07.03 --service RA \
	--from "18.11.2026 09:00" --until "25.11.2026 18:00"
at "20 06:10"
incident --title "немає світла: пошкоджено кабель" --address "Зелена 1–15 непарні" --topic 03 --service OBLENERGO \
	--until 09:30
at "20 08:20"
incident --title "немає холодної води" --address "Наукова 2-14 парні, 35, 35а; Стрийська 100-120" \
	--topic 01.01,01.02 --service VODA --until 18:00 --text "Підвезення води – біля школи"
call 01.01 "вул. Наукова, 4, кв. 7" "Немає води"
call 01.01 "вул. Наукова, 35а" "Води нема з ранку"
as olena incident join ГЛ-2/26 --to ГЛ-ЗХ4/26 >/dev/null
as kontr incident join ГЛ-3/26 --to ГЛ-ЗХ4/26 >/dev/null
incident --kind planned --title "випробування теплових мереж" --address "Кульпарківська 95–131 непарні" \
	--topic 02.06 --service TEPLO --from "21.11.2026 09:00" --until "21.11.2026 17:00"
at "20 10:00:20"

# --- how it looks
login dysp "Заходи"
keys F9 && wait_for "Триває: 3"
golden incidents-list "F9: what goes on first, then what is planned, then what is over"
keys Down Enter && wait_for "Приєднані звернення"
golden incidents-card "a card with the appeals joined to it"
keys t && wait_for "Увага!"
golden incidents-text "what the autoresponder says"
keys Escape && wait_for "Приєднані звернення" && keys Escape && wait_for "Триває: 3"

# --- a new one
keys a && wait_for "Новий захід"
type_text "немає світла" && keys Tab && type_text "городоц" && wait_for "Городоцька"
keys Down Enter && type_text "20-10" && wait_for "спершу пишуть менший"
shows "«20-10»" "a list that is none is told while it is typed"
keys BSpace BSpace BSpace BSpace BSpace && type_text "10–20 парні" && wait_for "Зрозуміло так"
keys Tab && type_text "03.0" && wait_for "Відсутність світла" && keys Enter Tab
golden incidents-form "the form"
keys Tab Tab && type_text "колись" && keys C-s
shows "«колись» – не час" "a time that is none is refused beside its field"
keys C-u && type_text "12:00" && keys Escape && wait_for "Відмовитися"
type_text "2067" && shows "Набране не приймається" "what is typed blindly is no answer"
keys Enter && wait_gone "Відмовитися від"
shows "12:00" "a second careless key gives up nothing"
has_time() { screen | grep -q "Плановий кінець *12:00"; }
ok "Esc by mistake loses nothing" until_ok 5 has_time
keys C-s && wait_for "ГЛ-ЗХ6/26 відкрито"
shows "Триває: 4" "it goes on"
exits 0 "it is in the base" "$PULT" incident show 6 --json
is "$(field addresses) $(field 'topics[0]') $(field service)" "вул. Городоцька, 10–20 парні 03.01 OBLENERGO" \
	"as it was typed; the executor follows from the topic"

# --- the end is moved
keys p && wait_for "Новий плановий кінець" && type_text "13:30" && keys Enter
wait_for "Чому перенесено" && type_text "чекаємо кабель" && keys Enter
shows "ГЛ-ЗХ6/26: до 13:30" "the new end is said"
exits 0 "with the reason" "$PULT" incident show 6
like "$out" "чекаємо кабель" "in the history"

# --- corrected by two
keys e && wait_for "Зміна ГЛ-ЗХ6/26" && keys End && type_text " й у дворі"
"$PULT" incident edit ГЛ-ЗХ6/26 --text "Працює бригада" >/dev/null
keys C-s && wait_for "ГЛ-ЗХ6/26 змінено"
exits 0 "two people correct different things" "$PULT" incident show 6 --json
is "$(field title), $(field text)" "немає світла й у дворі, Працює бригада" "and both stay"
keys e && wait_for "Зміна ГЛ-ЗХ6/26" && keys C-u && type_text "темно"
"$PULT" incident edit ГЛ-ЗХ6/26 --title "кабель" >/dev/null
keys C-s
shows "хтось змінив на «кабель»" "the same thing changed by both is told"
keys C-s && wait_for "ГЛ-ЗХ6/26 змінено"
shows "темно" "and saving again is an answer"

# --- live: what another closes goes by itself
"$PULT" incident close ГЛ-ЗХ6/26 --text "є світло" >/dev/null
shows "Триває: 3" "what is closed elsewhere is seen without a key"

# --- closed
keys Home Down && wait_for "ГЛ-ЗХ4" && keys x && wait_for "Чим завершилося"
shows "2 приєднані звернення" "it says how many follow"
type_text "Воду подано" && keys Escape && wait_for "збережено до наступного разу"
keys x && wait_for "Воду подано"
pass "words given up are there the next time"
keys Enter
shows "2 звернення чекають" "the joined are to be confirmed"
is "$("$PULT" callbacks --all --json | jq -r '[.[].number] | sort | join(" ")')" "ГЛ-1/26 ГЛ-2/26 ГЛ-3/26" \
	"the call-back has them"
keys x
shows "завершено: змінити вже не можна" "what is over stays so"
keys Enter && wait_for "Приєднані звернення" && keys Enter
shows "Заява № ГЛ-3/26" "a joined appeal opens"
shows "Приєднано до" "which says what it is joined to"
keys Escape
shows "Приєднані звернення" "Esc comes back"
signal TERM && exits_screen 0 "the dispatcher goes home"

# --- what could not follow is named
as olena register --address "вул. Зелена, 5" --text "Темно" >/dev/null # without a topic nobody is proposed
as kontr incident join ГЛ-4/26 --to ГЛ-ЗХ3/26 >/dev/null
"$PULT" incident edit ГЛ-ЗХ3/26 --service "" >/dev/null
login dysp "Заходи"
keys F9 && wait_for "ПРОСТРОЧЕНО" && keys x && wait_for "Чим завершилося" && type_text "є" && keys Enter
shows "ГЛ-4/26.1" "what the rules do not let go is named"
keys Enter && wait_gone "ГЛ-4/26.1"
signal TERM && exits_screen 0 "and again"

# --- rights, the wide screen
login kontr "Заходи"
keys F9 && wait_for "Триває" && keys x
shows "Закрити захід може лише диспетчер" "a refusal names who may"
keys a
shows "оператор, диспетчер або супервізор" "the other one too"
signal TERM && exits_screen 0 "the controller ends"
login super "Заходи" -s 132x43
keys F9 && wait_for "Приєднано" && keys Down
golden incidents-wide "132x43: list and card"

# --- F2: the address lies inside an outage; another terminal ends it
"$PULT" incident add --title "немає води" --address "Мулярська 1-9" --topic 01 --service VODA --until 18:00 >/dev/null
on two login olena "Телефон"
on two type_text "0670001299" && on two keys Tab Tab && on two type_text "вул. Мулярська, 5"
on two shows "немає води, до 18:00" "what it is and until when"
on two keys C-p
on two shows "Буде приєднано" "one key joins"
on two keys Tab && on two type_text "01.01" && on two keys Enter && on two type_text "Води нема" && on two keys C-s
on two wait_for "PIN"
is "$("$PULT" incident show 7 --json | jq -r .joined)" 1 "registered and joined in one go"
on two signal TERM

exits 0 "the log and the rows agree" "$PULT" verify
done_testing
