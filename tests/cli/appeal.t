# tests/cli/appeal.t - an appeal from the shell: registering, what is kept exactly, what is refused,
# correcting, finding, showing; JSON names of design.md 4.2.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"

exits 0 "a city is made" new_city

run "$PULT" register --json --text "Ледве теплі батареї" --topic 02.03 --phone "0322-97-00-01" \
	--name "Лук'яненко Ганна Іванівна" --address "вул. Городоцька, 226а, кв. 15"
is "$rc" 0 "registered"
first=$(field number) pin=$(field pin)
like "$first" '^ГЛ-1/[0-9][0-9]$' "the first number of the year"
is "$(field ascii)" "HL-1-${first##*/}" "its ASCII twin"
like "$pin" '^[0-9]{6}$' "a PIN of six digits"
is "$(field phone)" "+380322970001" "the phone as E.164"
is "$(field phone_raw)" "0322-97-00-01" "and as typed"
is "$(field state)" registered "state"
is "$(field priority)" N "priority of the topic"
is "$(field service)" TEPLO "executor of the topic"
is "$(field kind)" application "kind"
is "$(field overdue)" false "not overdue"
is "$(field repeat)" 1 "the first one"
is "$(field confirmed)" null "not confirmed"
is "$(field index)" null "no statutory index"
like "$(field due)" 'T23:59:59\+0[23]:00$' "seven days end at the end of a day"

# kept exactly and found again
exact=$'Кіт 🐈‍⬛ на дереві; "терміново"\n=SUM(A1) 100% \\ it\'s `ls` $HOME &amp; <b>ІКЕА</b> Wi-Fi\tтабуляція'
run "$PULT" register --json --text "$exact" --phone "067 000 12 34" --name "О'Коннор Ґеорґій"
is "$(field text)" "$exact" "emoji, quotes, line breaks and signs are kept byte for byte"
second=$(field number)
run "$PULT" show "$second" --json
is "$(field text)" "$exact" "and shown so again"
for words in "кіт дереві" "wi-fi" "ТЕРМІНОВО" "ікеа" "sum" "оконнор" "0001234" "67 000 12 34"; do
	run "$PULT" find --json $words
	is "$(printf '%s' "$out" | jq -r '.[0].number')" "$second" "found by «$words»"
done
run "$PULT" find --json "лукяненко"
is "$(printf '%s' "$out" | jq -r '.[0].number')" "$first" "an apostrophe does not matter"
run "$PULT" find --json "ujhjljwmrf"
is "$(printf '%s' "$out" | jq -r '.[0].number')" "$first" "nor does the keyboard layout"
run "$PULT" find --json "${first%/*}"
is "$(printf '%s' "$out" | jq -r '.[0].number')" "$first" "found by its number"

# refused with a sentence, and nothing written
count() { "$PULT" find --json --limit 0 | jq length; }
before=$(count)
refused() { # EXIT DESC ARGS…
	local want=$1 desc=$2

	shift 2
	run "$PULT" "$@"
	is "$rc" "$want" "$desc: exit $want"
	like "$err" '^pult: .{10,}' "$desc: a sentence"
	is "$(count)" "$before" "$desc: nothing is written"
}
refused 2 "no text" register --topic 02.03
refused 2 "a text of spaces" register --text $' \n\t '
refused 2 "a text that is too long" register --text "$(head -c 20000 /dev/zero | tr '\0' x)"
refused 2 "a name that is too long" register --text x --name "$(head -c 150 /dev/zero | tr '\0' x) Іван"
refused 2 "invalid UTF-8" register --text $'\xff\xfe'
refused 2 "an overlong form" register --text $'\xc0\xaf'
refused 2 "control bytes" register --text $'a\x1b[31mb'
refused 2 "a date in the future" register --text x --received "31.12.2099"
refused 2 "a date of Caesar" register --text x --received "01.01.0045"
refused 2 "invalid UTF-8 in any option" register --text x --channel $'\xff'
refused 2 "a date that is none" register --text x --received "31.02.2026"
refused 2 "an unknown topic" register --text x --topic 99.99
refused 2 "a topic that may be several" register --text x --topic вода
like "$err" "«вода» підходить до кількох тем: .*13\.02 Стан укриття.*01\.01 Відсутність холодної води" "says which, words in other forms too"
refused 2 "an unknown kind" register --text x --kind лист
refused 2 "an unknown channel" register --text x --channel голуб
refused 2 "a bad phone" register --text x --phone "О32 297 57 95"
refused 2 "a bad e-mail" register --text x --email "ivan@приклад"
refused 2 "an unknown executor" register --text x --service НЕМАЄ
refused 2 "an unknown option" register --text x --color red
refused 2 "an option without its value" register --text
refused 3 "a number that is not there" show ГЛ-999/26
refused 2 "an unknown filter" find "колір:синій"
refused 2 "an unknown verb" regster
run "$PULT" find "колір:синій"
like "$err" 'тел' "the refusal names the known filters"

# the same form never registers twice
run "$PULT" register --json --text "Двічі" --key form-77
third=$(field number)
first_pin=$(field pin)
run "$PULT" register --json --text "Двічі" --key form-77
is "$(field number) $(field pin)" "$third null" "a retry with the same key gives the same number and no other PIN"
exits 0 "the first PIN stays good" "$PULT" status "$third" --pin "$first_pin"
exits 5 "the same key with another text is refused" "$PULT" register --text "Зовсім інше" --key form-77
run "$PULT" register --json --text "Тема не та" --topic 02.01
other=$(field number)
run "$PULT" edit "$other" --topic 01.03 --json
is "$(field service) $(field priority)" "VODA A1" "another topic proposes its own executor"
"$PULT" dispatch "$other" --to TEPLO >/dev/null
run "$PULT" edit "$other" --topic 03.05 --json
is "$(field service)" TEPLO "but an order that was given stays where it is"

# statutory
run "$PULT" register --json --law --text "Прошу надати відповідь" --name "Дмитренко Олег Ігорович" \
	--residence "Львів, вул. Зелена, 2" --kind скарга --category 7.5
is "$(field index)" "Д-1" "a statutory index"
is "$(field kind)" complaint "a complaint"
is "$(field priority)" P "by the law"
run "$PULT" register --json --law --text "Колективно" --name "Дмитренко Олег" --subject collective
is "$(field index)" "КО-1" "a collective one"
run "$PULT" register --json --law --text "Без підпису"
is "$(field index)" "БП-1" "an anonymous one"

exits 2 "anonymous and a name are not one appeal" "$PULT" register --text "Хто ж?" --subject anonymous --name "Гук Іван"
like "$err" "Анонімне звернення не має імені" "the sentence says so"
quiet=$("$PULT" register --json --text "Без імені, з телефоном" --subject anonymous --phone 0671234567 | jq -r .number)
run "$PULT" edit "$quiet" --address "вул. Зелена, 9" --json
is "$(field applicant)" anonymous "another correction names nobody"
run "$PULT" reject "$quiet" --reason anonymous --note "Автора не встановлено"
is "$rc" 0 "an anonymous one is rejected as such"
named=$("$PULT" register --json --text "З іменем" --name "Гук Іван" | jq -r .number)
exits 4 "a named one is not" "$PULT" reject "$named" --reason anonymous --note "Автора не встановлено"
# correcting and notes
anon=$("$PULT" register --json --law --text "Хто я, не скажу" | jq -r .number)
is "$("$PULT" show "$anon" --json | jq -r .applicant)" anonymous "nameless is anonymous"
run "$PULT" edit "$anon" --name "Гук Іван" --json
is "$(field applicant) $(field 'flags[0]')" "individual incomplete" "until a name is known; the residence is still missing"
run "$PULT" edit "$anon" --residence "Львів, вул. Зелена, 3" --json
is "$(field 'flags|length')" 0 "then it is complete"
run "$PULT" find "хто я" --json
is "$(printf '%s' "$out" | jq -r '.[0] | [.ascii, .kind, .channel, .site, .operator, (.flags|length), .confirmed, .received != null] | map(tostring) | join(" ")')" \
	"$(printf '%s' "$anon" | sed 's/ГЛ/HL/; s#/#-#') application phone ГЛ os:$(id -un) 0 null true" "rows of find have every name"
rev=$("$PULT" show "$first" --json | jq .rev)
run "$PULT" edit "$first" --json --address "вул. Зелена, 4" --rev "$rev"
is "$(field address)" "вул. Зелена, 4" "the address is corrected"
run "$PULT" edit "$first" --text "інше" --rev "$rev"
is "$rc" 5 "another revision: exit 5"
run "$PULT" edit "$first" --phone "12"
is "$rc" 2 "a bad phone is refused when correcting too"
run "$PULT" note "$first" --text "Передзвонити після 18:00"
is "$rc" 0 "a note"
run "$PULT" show "HL-1-${first##*/}" --json
is "$(printf '%s' "$out" | jq -r '.history | map(.action) | join(" ")')" "registered pin edited noted" \
	"the history, by the ASCII twin"
like "$(printf '%s' "$out" | jq -r '.history[2].note')" 'Городоцька.*Зелена' "what was and what is"
run "$PULT" show 1
is "$rc" 0 "a bare number is enough for reading"
like "$out" 'Лук.яненко Ганна Іванівна' "the card names the applicant"
like "$out" 'Передзвонити після 18:00' "and shows the note"
run "$PULT" find "ждаідмлмотв"
is "$out" "" "nothing is found by nonsense"

# what the citizen sees
run "$PULT" status "$first" --pin "$pin" --json
is "$(field state)" registered "status by number and PIN"
wrong=$(printf '%06d' $(((10#$pin + 1) % 1000000)))
run "$PULT" status "$first" --pin "$wrong"
is "$rc" 4 "a wrong PIN"
said=$err
run "$PULT" status ГЛ-777/26 --pin "$wrong"
is "$rc $err" "4 $said" "a wrong number gets the same answer"
for i in 1 2 3 4; do run "$PULT" status "$first" --pin "$wrong"; done
run "$PULT" status "$first" --pin "$pin"
is "$rc" 6 "after five wrong tries even the right PIN waits"

# which topic is meant: what is registered most of late stands first
for _ in 1 2; do "$PULT" register --text "Немає гарячої води" --topic 02.06 >/dev/null; done
exits 2 "a topic that may be several" "$PULT" register --text x --topic вода
like "$err" "кількох тем: 02\.06 Відсутність гарячої води; " "names the most usual one first"
done_testing
