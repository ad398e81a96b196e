# tests/screen/handout.t - F6 hands out who is to be called next: two people never get one citizen, one citizen with
# several appeals is one call, a house is one walk through all who wait in it.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"

at() { export PULT_TEST_NOW="2026-11-$1"; }
done_appeal() { # TEXT NAME ADDRESS PHONE HOUR [TOPIC]
	local n

	at "19 09:00"
	n=$("$PULT" register --text "$1" --topic "${6:-02.07}" --phone "$4" --name "$2" --address "$3" --json | jq -r .number)
	at "20 0$5:00"
	as dysp dispatch "$n" --to TEPLO >/dev/null
	as teplo "done" "$n" --result "done" --text "Відповідь на $n" >/dev/null
}
login() { # SIZE LOGIN
	screen_start -s "$1" "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$2" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "ГЛ · " && wait_gone "Пароль" && keys F6
	wait_for "на прозвон зараз"
}

at "19 08:00"
new_city
add_user kontr2 controller "Дуда Роман Ігорович"
done_appeal "Холодна вода" "Перша Ганна" "вул. Зелена, 1, кв. 3" "067 100 00 01" 1
done_appeal "Вода ледь тепла" "Друга Ольга" "вул. Наукова, 2" "067 100 00 02" 2
done_appeal "Вода іржава" "Перша Ганна" "вул. Городоцька, 7" "067 100 00 01" 3
done_appeal "Вода ледь тепла зранку" "Третя Марія" "вул. Зелена, 1, кв. 9" "067 100 00 03" 4
cat >calls.csv <<'CSV'
id,at,raw,direction,operator,wait_s,talk_s,outcome
1.1,2026-11-02 18:10,0671000002,in,olena,5,60,answered
1.2,2026-11-03 18:40,0671000002,out,kontr,9,45,out
1.3,2026-11-04 11:40,0671000002,out,kontr,30,0,missed
CSV
exits 0 "calls of the journal" "$PULT" import calls calls.csv

at "20 10:00"
login 132x43 kontr
shows "2× Перша" "what one citizen waits for stands together"
shows "└ Перша" "in his first one's place"
on two login 80x24 kontr2
keys C-n
shows "Перша Ганна: чекають 2 відповіді" "the next one is taken with all that waits for him"
shows "дзвоню" "and marked"
on two shows "Бойко М. телефонує" "the other one sees who calls him"
on two keys C-n
on two shows "Друга Ольга: чекає 1 відповідь" "and gets the next citizen"
on two shows "Найкраще    18–19" "the page says at what hour he takes the telephone"
shows "Дуда Р. телефонує" "as the first one sees"
on two keys Home 1
on two shows "Бойко М. телефонує. Двічі відповідь не записують" "who is being called by somebody gets no second answer"
on two keys C-n
on two shows "Третя Марія: чекає 1" "what was skipped makes room for the next one"
on two keys C-n
on two shows "Друга Ольга: чекає 1" "and comes again when there is nobody else"
keys 1
wait_for "Яку оцінку"
keys 5
shows "Закрито" "the first of two answers is given"
shows "Відповідь на ГЛ-3/26" "the next one of the same citizen is in hand"
keys 3
wait_for "Чого не зроблено"
type_text "Лише зранку" && keys Enter
shows "На доопрацюванні" "and the second: partly, with its words"
on two hides "Бойко М. телефонує" "then he is let go"
is "$("$PULT" show ГЛ-1 --json | jq -r '.confirmed.grade')" 5 "with the grade"
is "$("$PULT" show ГЛ-3 --json | jq -r '.state')" rework "and back to work"
on two signal KILL
on two exits_screen 137 "the other one is killed"
hides "Дуда Р. телефонує" "whom he called is free again"
keys C-n
shows "Друга Ольга: чекає 1" "and is handed out"
keys Escape
hides "дзвоню" "Esc lets go"

# --- by house, one by one
done_appeal "Гуде труба" "Четверта Ніна" "вул. Зелена, 1, кв. 5" "067 100 00 04" 5
at "20 10:00"
keys g
shows "за будинками" "one key groups by house"
shows "2× вул. Зел" "those of one house stand together"
keys C-n
shows "вул. Наукова, 2: чекає 1" "somebody alone in her house"
keys C-n
shows "вул. Зелена, 1, кв. 9: чекають 2" "a house is taken whole"
on two login 80x24 kontr2
on two keys C-n
on two shows "Друга Ольга: чекає 1" "another one gets nobody of it"
on two keys C-n
on two shows "Друга Ольга: чекає 1" "however often he asks"
on two keys Escape
keys g
shows "окремо" "one key more shows each by itself"
wait_gone "└"
hides "2×" "nothing is grouped then"
keys g
hides "окремо" "and citizens again"
keys C-q
wait_for "Пароль"
on two until_ok 5 on two screen_hasnt "телефонує"
on two keys C-n
on two wait_for "Друга Ольга: чекає"
on two keys C-n
on two shows "Третя Марія: чекає 1" "a locked screen lets go"
on two keys C-x
on two exits_screen 0 "end"
exits 0 "verify is clean" "$PULT" verify
done_testing
