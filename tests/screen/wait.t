# tests/screen/wait.t - while others write, the screen is alive: it says what it waits for, Esc gives up
# with everything kept, what is typed meanwhile is there afterwards (design.md 8).
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"

new_city
hold() { # the write turn is taken by another desk
	mkfifo held said 2>/dev/null
	"$B/tests/turnholder" "$DB" <held >said &
	exec 7>held
	read -r _ <said
}
release() { exec 7>&-; wait; }
count() { "$PULT" find --json --limit 0 | jq length; }

screen_start -s 80x24 "$PULT" --db "$DB"
wait_for "Пароль" && type_text olena && keys Tab && type_text "$PASSWORD" && keys Enter
wait_for "Телефон"
keys Tab Tab Tab Tab
type_text "Тече дах"

hold
keys C-s
shows "Інші записують" "what it waits for is said"
screen_tmux resize-window -t "$SCREEN" -x 100 -y 30
shows "Esc" "a new size is drawn while waiting"
keys Escape
shows "не дочекалися" "Esc gives up waiting with a sentence"
shows "Тече дах" "and the form is kept"
keys C-s
wait_for "Інші записують"
release
shows "Зареєстровано" "whoever waits gets the turn"
is "$(count)" 1 "and one appeal is registered"

# typed ahead
keys C-n
wait_for "Телефон"
keys Tab Tab Tab Tab
type_text "Яма"
hold
keys C-s
wait_for "Інші записують"
keys C-n
type_text "0671234567"
release
shows "+380 67 123 45 67" "what was typed while waiting went to the next form"
is "$(count)" 2 "after the registration"

# a foreign program holds the base itself
keys Tab Tab Tab Tab
type_text "Люк"
mkfifo sql told
sqlite3 "$DB" <sql >told &
exec 6>sql
echo "BEGIN IMMEDIATE; SELECT 'holding';" >&6
read -r _ <told
keys C-s
shows "Інші записують" "a foreign program is waited for in the same way"
echo "ROLLBACK;" >&6
exec 6>&-
shows "Зареєстровано" "and then the appeal is registered"
keys C-x
done_testing
