# tests/screen/keys.t - keys.conf: commands get other keys, and the key bar, the help and what is pressed
# follow; a fault in the file is said with its line and stops nobody.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city
CONF=$XDG_CONFIG_HOME/pult
mkdir -p "$CONF"
login() { # LOGIN VISIBLE
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$2"
}

# --- of the site
cat >"$CONF/keys.conf" <<-'END'
	# a keyboard without some function keys
	view-intake = F12
	next = F11
	register = Alt-r
	dispatch = Alt-ч
	note = є
END
exits 0 "the keys as they are now" "$PULT" document keys
printf '%s\n' "$out" >printed
is "$(grep -x 'view-intake = .*' printed)" "view-intake = F12" "with those of the file"
is "$(grep -x 'view-appeals = .*' printed)" "view-appeals = F3" "and of the table"
login olena "Телефон"
shows "12Прийом" "the key bar has the new key"
shows "F11 Наступний" "of every command"
hides "F2 " "and not the old ones"
keys Tab Tab Tab Tab
shows "Alt-R — зареєструвати" "sentences of the screen name the new key"
keys C-s
hides "порожній" "the old one does nothing"
keys M-r
shows "порожній" "the new one does"
keys F3
wait_for "Звернень ще немає"
keys F2
keys F1
wait_for "Довідка" && keys PageDown
shows "F12            Прийом дзвінка" "so does the help (and F2 did nothing)"
keys Escape
shows "Звернень ще немає" "which gives the list back"
keys F12
shows "Телефон" "the new key works"
keys C-x
exits_screen 0 "the work ends"

"$PULT" register --topic 03.05 --text "Ліхтар" --name "Заявник" --address "вул. Зелена, 1" >/dev/null
login olena "Телефон"
keys F3
wait_for "ГЛ-1/26"
keys "'"
shows "Додати примітку" "the key of a Ukrainian letter, with the English layout"
keys Escape
hides "Додати примітку" "is left by Esc"
screen_settle
keys є
shows "Додати примітку" "and with the Ukrainian one"
keys Escape
hides "Додати примітку" "is left"
screen_settle
keys M-x
shows "Передати питання" "Alt with a letter"
keys C-x
signal TERM
exits_screen 0 "the work ends"

# --- of a person: from the shell, and in F10
echo "view-intake = F11" >"$CONF/keys.conf"
printf 'lock = Alt-L\n# nothing else\nview-intake = F11\n' >own
exits 0 "a person's keys from a file" "$PULT" keys olena own
exits 0 "shown whole" "$PULT" keys olena
like "$out" $'\nlock = Alt-L\n' "with them"
like "$out" $'\nnext = Ctrl-N\n' "and the others"
is "$(sqlite3 drafts/olena.db "SELECT value FROM setting WHERE key = 'keys'")" "lock = Alt-L" \
	"only what differs from the site is kept, beside the drafts"
exits 2 "a fault" "$PULT" keys olena - <<<"lock = F3"
like "$err" 'Рядок 1, -: «F3».*view-appeals' "is named by its line"
exits 2 "and of a file changes nothing" "$PULT" keys olena <(printf 'next = F9\nsuch = F1')
is "$(sqlite3 drafts/olena.db "SELECT value FROM setting WHERE key = 'keys'")" "lock = Alt-L" "nothing at all"
exits 3 "somebody who is not there" "$PULT" keys nobody
exits 4 "other people's keys" as klerk keys olena
exits 0 "one's own" as klerk keys klerk
login olena "Телефон"
keys M-l
shows "Екран заблоковано" "the person's key works"
type_text "$PASSWORD" && keys Enter
shows "11Прийом" "with those of the site"
keys F10
wait_for "k Клавіші"
keys k
wait_for "Ваші клавіші"
keys Down Down Down Down End C-w && type_text "F11" && keys C-s
shows "Рядок 4, ваші власні клавіші: «F11»" "in F10 a fault is said with its line"
shows "register = F11" "and what was typed stays"
keys Down Down Down Down End C-w && type_text "Alt-й" && keys C-s
shows "Ваші клавіші змінено" "and is corrected"
keys F11
shows "Alt-Q Реєстрація" "the key works at once"
is "$(sqlite3 drafts/olena.db "SELECT value FROM setting WHERE key = 'keys'" | xargs)" "register = Alt-Q lock = Alt-L" "and is kept"
keys C-x
exits_screen 0 "the work ends"
login klerk "Телефон"
shows "Ctrl-S Реєстрація" "other people have their own"
shows "F11 Прийом" "over those of the site"
keys C-x
exits_screen 0 "the work ends"
echo "view-appeals = Alt-L" >"$CONF/keys.conf" # what the site changes may meet what a person has
login olena "Телефон"
shows "ваші власні клавіші: «Alt-L»" "then the person's are left out, and it is said"
shows "Alt-LЗверн." "those of the site work"
keys C-x
exits_screen 0 "the work ends"

# --- a fault stops nobody
echo "view-intake = F3" >"$CONF/keys.conf"
exits 2 "a fault is shown to who looks for it" "$PULT" document keys
like "$err" "^pult: Рядок 1, $CONF/keys.conf: «F3» .*view-appeals" "with file, line and the other command"
screen_start -s 80x24 "$PULT" --db "$DB"
shows "Рядок 1" "the login screen says it"
wait_for "Пароль" && type_text olena && keys Tab && type_text "$PASSWORD" && keys Enter
shows "Прийом" "the usual keys work"
shows "Рядок 1" "and it is said again"
keys C-x
exits_screen 0 "the work ends"
done_testing
