# tests/screen/saved.t - saved queries in F3: their line with counts that change by themselves, digits, one saved, renamed,
# moved, removed; one that cannot be answered.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"

login() { # LOGIN
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_gone "Пароль" && keys F3
	wait_for "найновіші вгорі"
}
register() { "$PULT" register --topic "$1" --text "$2" >/dev/null; }

new_city
register 03.05 "Темно у дворі"
register 01.03 "Тече труба"
register 01.03 "Тече знову"
as olena dispatch ГЛ-3/26 --to VODA >/dev/null && as vodak accept ГЛ-3/26 >/dev/null
as vodak "done" ГЛ-3/26 --result "done" --text "Полагоджено" >/dev/null
as kontr confirm ГЛ-3/26 --outcome yes --via visit >/dev/null

login dysp
shows "1 На контролі 2  2 Прострочені 0  3 Аварійні 1  4 Не передані 2" "a line of useful queries, counted"
keys 3
shows "Запит: аварійні на-контролі" "a digit opens one"
hides "Темно у дворі"
shows "Тече труба"
register 01.03 "Фонтан на розі"
shows "3 Аварійні 2  4 Не передані 3" "what somebody registers is counted by itself"
shows "Фонтан на розі"
as olena dispatch ГЛ-4/26 --to VODA >/dev/null
shows "4 Не передані 2" "so is what somebody passes on"

# --- saving
keys / && type_text "труба" && keys Enter
wait_for "Запит: труба"
keys s
wait_for "Під якою назвою" && type_text "4" && keys Enter
shows "не цифру" "a digit is no name"
keys C-u && type_text "Труби" && keys Enter
shows "відкриває цифра 6" "the query is saved"
shows "Труби 1" "and counted at once"
keys Escape
wait_for "найновіші вгорі"
keys s
shows "Немає запиту, який зберегти" "without a query there is nothing to save"
keys / && type_text "@труби" && keys Enter
shows "Запит: труба" "its name may be typed"
type_text ":find @Труби тече" && keys Enter
shows "Запит: труба тече" "also in the ':' line, with more words"
keys / && type_text "@щось" && keys Enter
shows "Немає збереженого запиту «щось»" "a wrong name is told"
keys Escape
wait_for "Запит: труба тече"
keys Escape
wait_for "найновіші вгорі"

# --- changing
keys q
wait_for "Збережені запити" && keys 6
wait_for "перейменувати" && keys 1
wait_for "труба" && keys C-u && type_text "прострочені" && keys Enter
shows "«Прострочені» уже є" "a name is given once"
keys C-u && type_text "Течі" && keys Enter
shows "6 Течі 1" "renamed"
keys q 6
wait_for "зробити першим" && keys 3
shows "1 Течі 1 2 На конт" "made the first one"
keys q 1
wait_for "труба" && keys 4
shows "Його запит був: труба" "removed, and what it was is said"
shows "1 На контролі 3  2 Прострочені 0" "the others move up"
keys F2 F3
wait_for "1 На контролі"
keys C-x
exits_screen 0 "the dispatcher ends"
as dysp query remove Прострочені >/dev/null
login dysp
shows "1 На контролі 3  2 Аварійні 2" "the person's own, whatever door changed them"

keys C-x
exits_screen 0 "ends"

# --- one that cannot be answered
echo "UPDATE setting SET value = json_insert(value, '\$[#]', json('{\"name\":\"Стара\",\"query\":\"колір:синій\"}')) WHERE key = 'queries'" |
	sqlite3 "$T/drafts/dysp.db"
login dysp
shows "Стара ?" "is marked"
keys 5
shows "Немає фільтра «колір:»" "says why when it is opened"
keys s
shows "Немає фільтра «колір:»" "is not saved once more"
keys Escape
wait_for "найновіші вгорі"
keys q
shows "Стара: колір:синій" "and is there to be mended or removed"
keys Escape
wait_gone "колір:синій"
keys C-x
exits_screen 0 "ends"
echo "UPDATE setting SET value = '{' WHERE key = 'queries'" | sqlite3 "$T/drafts/dysp.db"
login dysp
shows "Ваші збережені запити не читаються" "a broken list is told, nothing else suffers"
done_testing
