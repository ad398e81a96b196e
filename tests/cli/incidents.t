# tests/cli/incidents.t - outages and planned works from the shell: who may open and close them, addresses as
# city services write them, what is joined follows the end, the text of the autoresponder, exit codes.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"

new_city
"$PULT" setting hotline 15-80 >/dev/null
register() { # TOPIC ADDRESS
	"$PULT" register --topic "$1" --text "Немає води" --phone "067 000 00 01" --address "$2" >/dev/null
}
all() { printf '%s' "$out" | jq -r "$1"; }
state() { "$PULT" show "$1" --json | jq -r ".state + \" \" + (.joined // \"-\") + \" \" + (.service // \"-\")"; }

# --- opening
exits 0 "nothing goes on" "$PULT" incident list
is "$out" "" "so the list is empty"
exits 0 "the autoresponder has something to say in any case" "$PULT" incident announce
like "$out" "відключень зараз немає" "that there is nothing"
like "$out" "15-80" "and where to ask"
exits 0 "a dispatcher opens an accident" as dysp incident add --title "немає холодної води" \
	--address "Наукова 2-14 парні, 35, 35а; Стрийська вся вулиця" --topic 01.01,01.02 --service VODA --until 18:00
like "$out" "ГЛ-ЗХ1/26.*триває.*до 18:00.*вул. Наукова, 2–14 парні, 35, 35А; вул. Стрийська, вся вулиця" \
	"the list of addresses has one form"
exits 0 "planned works of tomorrow" as super incident add --kind planned --title "ремонт мережі" \
	--address "Зелена 1–20" --from "21.11.2026 09:00" --until "21.11.2026 17:00" --service "Львівобленерго" --json
is "$(field number)" "ГЛ-ЗХ2/26" "have the next number"
is "$(field ascii)" "HL-ZKH2-26" "and a Latin twin"
is "$(field state)" "planned" "and wait"
is "$(field start)" "2026-11-21T09:00:00+02:00" "for their time"
exits 0 "groups of topics are topics, too" as olena incident add --title "немає світла" --address "Наукова 40" --topic 03 --json
is "$(field 'topics[0]')" "03" "the group is kept"
is "$(field due)" "null" "an accident need not say its end"

refused() { # STATUS WHAT ARGS…
	local status=$1 what=$2

	shift 2
	exits "$status" "$what" "$PULT" incident "$@"
	like "$err" '^pult: [^ ].*[.!]$' "with one sentence"
}
refused 2 "an incident without a title" add --address "Наукова 2"
refused 2 "without addresses" add --title "вода"
refused 2 "a range backwards" add --title "вода" --address "Наукова 14-2"
refused 2 "a street without houses" add --title "вода" --address "Наукова"
refused 2 "an unknown kind" add --title "вода" --address "Наукова 2" --kind flood
refused 2 "an unknown topic" add --title "вода" --address "Наукова 2" --topic 99.99
refused 2 "an unknown executor" add --title "вода" --address "Наукова 2" --service NOBODY
refused 2 "a time that is none" add --title "вода" --address "Наукова 2" --until колись
refused 2 "planned works without an end" add --title "вода" --address "Наукова 2" --kind planned --from "21.11.2026 9:00"
refused 2 "an end before the beginning" add --title "вода" --address "Наукова 2" --until "19.11.2026"
refused 2 "words nobody knows" explode
refused 2 "a number that is missing" close --text "є"
refused 3 "an incident that is not there" show ЗХ9
refused 2 "a change by half a number" edit ЗХ1 --title "вода"
exits 4 "a controller opens nothing" as kontr incident add --title "вода" --address "Наукова 2"
exits 4 "an administrator sees nothing" as admin incident list

# --- changing
exits 0 "the end is moved" as olena incident edit ГЛ-ЗХ1/26 --until "20:30" --note "чекаємо трубу" --json
is "$(field due)" "2026-11-20T20:30:00+02:00" "to the new time"
is "$(field prolonged)" 1 "which is counted"
exits 5 "another revision is a conflict" "$PULT" incident edit ГЛ-ЗХ1/26 --title "інше" --rev 1
exits 0 "nothing new is no event" "$PULT" incident edit ГЛ-ЗХ1/26 --title "немає холодної води" --json
is "$(field rev)" 2 "and no revision"

# --- joining
register 01.01 "Наукова 4, кв. 1"
register 01.01 "вул. Наукова, 35А"
register 01.04 "Стрийська 100"
register 05.01 "Наукова 5"
exits 0 "an operator joins" as olena incident join ГЛ-1/26 --to ГЛ-ЗХ1/26
is "$(state ГЛ-1/26)" "dispatched ГЛ-ЗХ1/26 VODA" "and the executor of the incident has it"
exits 0 "a controller joins, too" as kontr incident join ГЛ-2/26 --to HL-ZKH1-26
is "$(state ГЛ-2/26)" "registered ГЛ-ЗХ1/26 VODA" "but passes nothing on"
"$PULT" incident join ГЛ-3/26 --to ГЛ-ЗХ1/26 >/dev/null
"$PULT" incident join ГЛ-4/26 --to ГЛ-ЗХ1/26 >/dev/null
exits 4 "twice is once too often" "$PULT" incident join ГЛ-1/26 --to ГЛ-ЗХ3/26
exits 4 "an executor joins nothing" as vodak incident join ГЛ-1/26 --to ГЛ-ЗХ1/26
exits 2 "joining needs to know where" "$PULT" incident join ГЛ-1/26
exits 0 "what was joined by mistake is taken off" as olena incident unjoin ГЛ-4/26 --note "протікає дах"
is "$(state ГЛ-4/26 | cut -d' ' -f2)" "-" "and is free again"
exits 0 "the history says both" "$PULT" show ГЛ-4/26
like "$out" "Приєднано.*ГЛ-ЗХ1/26.*немає холодної води.*Від’єднано" "with what and what it was"
exits 0 "the card shows the incident" "$PULT" show ГЛ-1/26
like "$out" "ГЛ-ЗХ1/26 · немає холодної води · до 20:30" "and until when"
exits 0 "the incident shows its appeals" "$PULT" incident show 1 --json
is "$(field 'appeals | length')" 3 "three of them"
is "$(field 'joined') $(field waiting)" "3 3" "all waiting"
is "$(field 'history | map(.action) | join(" ")')" "incident_opened incident_prolonged" "and its history"

# --- the autoresponder
exits 0 "the autoresponder" "$PULT" incident announce
like "$out" "Увага! Аварія: немає холодної води. Адреси: вул. Наукова, 2–14 парні, 35, 35А; вул. Стрийська, вся вулиця. Роботи виконує: ЛМКП «Львівводоканал». Орієнтовний час завершення: сьогодні о 20:30." \
	"says what, where, who and until when"
like "$out" "Планові роботи: ремонт мережі. Початок: завтра о 09:00" "and what begins tomorrow"
exits 0 "for one address" "$PULT" incident announce --address "вул. Зелена, 7"
unlike "$out" "холодної води" "it says what lies there"
like "$out" "ремонт мережі" "alone"

# --- closing
exits 4 "an operator does not close" as olena incident close ГЛ-ЗХ1/26 --text "є вода"
exits 2 "an end needs words" as dysp incident close ГЛ-ЗХ1/26
exits 2 "and not before the beginning" as dysp incident close ГЛ-ЗХ1/26 --text "є вода" --until "20.11.2026 09:00"
exits 0 "a dispatcher closes" as dysp incident close ГЛ-ЗХ1/26 --text "Воду подано"
like "$out" "Разом із ним виконано: 3 звернення" "and says how many followed"
for n in 1 2 3; do
	is "$(state ГЛ-$n/26)" "done ГЛ-ЗХ1/26 VODA" "ГЛ-$n/26 waits for the applicant's word"
done
exits 0 "the call-back has them" as kontr callbacks --all --json
is "$(all '[.[].number] | sort | join(" ")')" "ГЛ-1/26 ГЛ-2/26 ГЛ-3/26" "all three"
is "$(all '[.[].answer] | unique | join(",")')" "Воду подано" "with the words of the end"
exits 4 "once is enough" as dysp incident close ГЛ-ЗХ1/26 --text "Воду подано"
exits 4 "nothing joins what is over" "$PULT" incident join ГЛ-4/26 --to ГЛ-ЗХ1/26
exits 0 "works that have not begun are cancelled" as dysp incident close ГЛ-ЗХ2/26 --text "перенесено" --json
is "$(field state)" "cancelled" "and never were"
exits 0 "what cannot follow is named" "$PULT" register --text "темно" --address "Наукова 40"
"$PULT" incident join ГЛ-5/26 --to ГЛ-ЗХ3/26 >/dev/null
exits 0 "and the incident ends all the same" as dysp incident close ГЛ-ЗХ3/26 --text "є світло" --json
is "$(field 'left[0].number')" "ГЛ-5/26.1" "by its number"
like "$(field 'left[0].reason')" "нікому не передано" "and why"
exits 0 "closed ones are listed" "$PULT" incident list --json
is "$(all '[.[].state] | sort | join(" ")')" "cancelled closed closed" "those of the last days"
exits 0 "the log and the rows agree" "$PULT" verify
done_testing
