# tests/screen/callbacks.t - the queue of call-backs: who comes next, another operator at the same
# queue, filters, those to be called later, the night.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"

at() { export PULT_TEST_NOW="2026-11-$1"; }
done_appeal() { # TEXT NAME ADDRESS HOUR
	local n

	at "19 09:00"
	n=$("$PULT" register --text "$1" --topic 02.07 --phone "067 100 00 0$4" --name "$2" --address "$3" --json |
		jq -r .number)
	at "20 0$4:00"
	as dysp dispatch "$n" --to TEPLO >/dev/null
	as teplo "done" "$n" --result "done" --text "Відповідь на $n" >/dev/null
}
login() { # SIZE
	screen_start -s "$1" "$PULT" --db "$DB"
	wait_for "Пароль" && type_text kontr && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "на прозвон зараз"
}
attempts() { "$PULT" show "$1" --json | jq '[.confirmations[] | select(.outcome == "no-answer")] | length'; }

at "19 08:00"
new_city
done_appeal "Холодна вода в крані" "Перша Ганна" "вул. Зелена, 1" 1
done_appeal "Вода ледь тепла" "Друга Ольга" "вул. Наукова, 2" 2
done_appeal "Вода ледь тепла зранку" "Третя Марія" "вул. Наукова, 3" 3
done_appeal "Вода ледь тепла ввечері" "Четверта Ніна" "вул. Зелена, 4" 4

at "20 10:00"
login 80x24
shows "4 заявники на прозвон" "four wait"
shows "Відповідь на ГЛ-1/26" "the longest waiting is in hand"
keys 1 1
shows "Яку оцінку" "who is content is asked for a grade"
is "$("$PULT" show ГЛ-1/26 --json | jq .confirmed)" null "a key that bounces is no grade"
keys Escape
hides "Яку оцінку" "left without one"
keys 4 4 4 4
shows "Не додзвонилися?" "nobody answered: it is asked once"
shows "Наступна спроба — з 20.11.2026 12:00" "with the next try"
is "$(attempts ГЛ-1/26)" 0 "a key that is held records nothing"
keys Enter
shows "Відповідь на ГЛ-2/26" "after an outcome the next one is in hand"
hides "Перша Ганна" "who was not reached is to be called later"
keys a
shows "пізніше" "the key a shows that row too"
keys a
hides "пізніше" "and hides it"

# Somebody else answers the row in hand while the telephone is at the ear.
as super confirm ГЛ-2/26 --outcome yes --via call >/dev/null
shows "ГЛ-2/26: щойно відповідь записав хтось інший" "the page says that it was answered"
keys 4
shows "Відповідь на ГЛ-3/26" "the key takes the next one in hand"
is "$(attempts ГЛ-3/26)" 0 "and does nothing to it"
# Somebody else answers another row: nothing moves.
as super confirm ГЛ-4/26 --outcome no-answer --via call >/dev/null
hides "Четверта Ніна" "another row goes"
shows "Відповідь на ГЛ-3/26" "the one in hand stays"
keys 4 && wait_for "Не додзвонилися?" && keys Enter
shows "Зараз телефонувати нікому" "the queue is empty"
is "$(attempts ГЛ-3/26)" 1 "the outcome was of the row in hand"

# all of them, and a filter
keys a
shows "3 чекають на підтвердження" "all who wait"
keys / && wait_for "Кого показати" && type_text "наукова" && keys Enter
hides "Зелена, 1" "a filter narrows the list"
shows "показано: наукова"
keys / && wait_for "Кого показати" && keys C-u && type_text "foo:1" && keys Enter
shows "«foo:»" "a wrong filter is asked again with its reason"
keys Escape
hides "«foo:»"
shows "показано: наукова" "the list is as it was"
keys Escape
shows "Зелена, 1" "Esc takes the filter off"
keys Enter
shows "Історія" "Enter opens the card"
keys 4
shows "Не додзвонилися?" "where the keys of an answer lead back and ask"
keys Escape
hides "Не додзвонилися?"
shows "чекають на підтвердження" "in the list"
keys Enter
wait_for "Історія" && keys F1 && wait_for "Тут" && keys Escape && wait_for "Історія" && keys Escape
shows "чекають на підтвердження" "Esc leads back to the list, help or not"
keys Enter
wait_for "Історія" && keys C-n
shows "Немає на прозвон нікого" "the key of the next one leads back too"
keys Enter
wait_for "Історія" && keys F6
shows "чекають на підтвердження" "and F6 comes back"
resize 132x43
shows "│ ГЛ-" "from 120 columns the page stands beside the list"
shows "Заявник     +380 67 100 00 0" "where the telephone is whole, however narrow it is"
keys C-x
exits_screen 0 "the controller ends the work"

at "20 22:00"
screen_start "$PULT" --db "$DB"
wait_for "Пароль" && type_text kontr && keys Tab && type_text "$PASSWORD" && keys Enter
shows "У цю пору не телефонують. Прозвон — з 21.11.2026 09:00" "at night nobody is called, and it is said from when"
shows "Клавіша a показує всіх" "and how to see them"
shows "прозвон 0" "the title counts none"
n=$("$PULT" register --text "Фонтан посеред дороги" --topic 01.03 --phone 0671234567 --name "Нічна Зоя" --json | jq -r .number)
as dysp dispatch "$n" --to VODA >/dev/null
as vodak "done" "$n" --result "done" --text "Перекрито" >/dev/null
shows "лише свіжі аварії А1: 1" "an accident that was mended this minute is called about at any hour"
shows "Нічна Зоя"
keys a
shows "пізніше" "a row of later"
keys Down
shows "не раніше 21.11.2026 09:00" "and its page says from when"
keys C-x
exits_screen 0 "end"

# --- the card of one whom somebody else has tried to call meanwhile
at "20 12:30"
login 80x24
keys / && wait_for "Кого показати" && type_text "наукова" && keys Enter
wait_for "показано: наукова" && keys Enter
wait_for "Історія" && number=$(screen | grep -o 'ГЛ-[0-9]*/26' | head -1)
tries=$(attempts "$number")
as super confirm "$number" --outcome no-answer --via call >/dev/null
shows "НДЗ: 2" "the card shows it"
keys 4
shows "вже інше питання: нічого не записано" "the key does nothing to who is in hand now"
hides "Не додзвонилися?"
is "$(attempts "$number")" $((tries + 1)) "and the other outcome alone is kept"
keys C-x
exits_screen 0 "end"

# --- nobody to call: an appeal without a telephone
at "21 10:00"
n=$("$PULT" register --channel visit --text "Без телефону" --topic 02.07 --name "Німа Дарина" --address "вул. Левандівська, 8" \
	--json | jq -r .number)
exits 0 "an appeal without a telephone is passed" as dysp dispatch "$n" --to TEPLO
exits 0 "and reported" as teplo "done" "$n" --result "done" --text "Зроблено без телефону"
at "21 10:01" # each process begins at this time: a slow one is later than a quick one after it
login 80x24
keys / && wait_for "Кого показати" && type_text "левандівська" && keys Enter
shows "немає: відповідь надходить інакше" "the page says that there is no telephone"
keys 4
shows "дзвонити нема куди" "no answer cannot be recorded"
keys 1
shows "Телефону немає. Як надійшла відповідь" "how the answer came is asked"
idle 0.5 # the same key at once would be one that bounces
keys 1
shows "відповісти ним не міг" "by a call it cannot have come"
keys 4 && wait_for "Яку оцінку" && keys 5
hides "Німа Дарина" "on the web site it can"
is "$("$PULT" show "$n" --json | jq -r '.confirmed.via')" web "so it is kept"
n=$("$PULT" register --channel visit --text "Ще без телефону" --topic 02.07 --json | jq -r .number)
as dysp dispatch "$n" --to TEPLO >/dev/null
as teplo "done" "$n" --result "done" --text "Зроблено" >/dev/null
exits 4 "the shell refuses a call too" as kontr confirm "$n" --outcome yes --via call
exits 0 "but not one with its id" as kontr confirm "$n" --outcome yes --via call --call 77
keys C-x
exits_screen 0 "end"
done_testing
