# tests/cli/report.t - reports of a known story: every figure can be counted by hand.
. "${TOP:-.}/tests/lib/tap.sh"

export PULT_DB=$T/pult.db
at() { export PULT_TEST_NOW=2026-11-$1; }
report() { "$PULT" report "$@" --json; }
ok_all() { "$@" >/dev/null || diag "$* failed"; }

at 09T09:00
exits 0 "a base" "$PULT" init --site ГЛ
printf 'довгий пароль 1\n' >pw
ok_all "$PULT" user add halyna --name "Процик Галина" --role controller <pw
as_halyna() { PULT_PASSWORD_FILE=$T/pw "$PULT" "$@" --as halyna; }

# four appeals: 1 confirmed with 5, 2 sent to rework, 3 not answered, 4 late; one the day before
ok_all "$PULT" register --text "Учора" --topic 02.03 --channel web
at 10T09:00
for i in 2 3 4 5; do ok_all "$PULT" register --text "Немає води $i" --topic 01.01 --phone 067000000$i --address "вул. Наукова, $i"; done
for i in 2 3 4 5; do ok_all "$PULT" dispatch ГЛ-$i/26 --to VODA; done
at 10T11:00
for i in 2 3 4; do ok_all "$PULT" accept ГЛ-$i/26; done
at 10T15:00
for i in 2 3; do ok_all "$PULT" done ГЛ-$i/26 --result done --text "Полагоджено"; done
ok_all "$PULT" done ГЛ-4/26 --result explained --text "Роз'яснено"
at 10T16:00
ok_all as_halyna confirm ГЛ-2/26 --outcome yes --via call --grade 5
ok_all as_halyna confirm ГЛ-3/26 --outcome partly --via call --note "тече далі"
ok_all as_halyna confirm ГЛ-4/26 --outcome no-answer --via call
at 12T10:00

r=$(report services --from 10.11.2026 --to 10.11.2026)
is "$(jq -c '.services[] | select(.service == "VODA") | [.received,.done,.explained,.rework,.in_work,.overdue]' <<<"$r")" \
	"[4,2,1,1,3,2]" "an executor's work"
is "$(jq -c '.services[] | select(.service == "VODA") | [.in_time,.fulfilled,.truth,.accepted_in,.reacted_in]' <<<"$r")" \
	"[100,50,75,120,120]" "and its shares by the formulas of domain 2.9"
r=$(report day --from 10.11.2026)
is "$(jq -r '.from[:16] + " " + .to[:16]' <<<"$r")" "2026-11-10T08:00 2026-11-11T08:00" "a day begins at eight"
is "$(jq -c '.registered | map([.channel,.all,.A2])' <<<"$r")" '[["phone",4,4]]' "what was registered, without the day before"
is "$(jq -c '.topics | map([.topic,.registered])' <<<"$r")" '[["01.01",4]]' "topics"
is "$(jq -c '.callbacks[0]' <<<"$r")" '{"confirmed":1,"refused":1,"unanswered":1,"closed":0}' "call-backs"
is "$(jq -r '.accidents | map(.number) | sort | join(" ")' <<<"$r")" "ГЛ-3/26 ГЛ-5/26" "open accidents"
is "$(jq -c '.buildings | map([.topic,.buildings,.appeals])' <<<"$r")" '[["01.01",2,2]]' "buildings without water"
is "$(report day --from 09.11.2026 --to 09.11.2026 | jq -c '[.accidents, .buildings | length]')" '[0,0]' "what came after the day is not its"
is "$(jq -r .head <<<"$r" | cut -d' ' -f1)" "ГЛ" "the head of the log"
is "$(report day | jq -r '.from[:16]')" "2026-11-11T08:00" "without words: the last whole day"
r=$(report operators)
is "$(jq -c '.operators[] | select(.login == "halyna") | [.name,.confirmed,.refused,.unanswered]' <<<"$r")" \
	'["Процик Галина",1,1,1]' "a person's work"
is "$(jq -c '.operators[] | select(.registered > 0) | [.registered,.questions,.joined,.dispatched]' <<<"$r")" "[5,5,0,4]" "appeals and their questions"
is "$(report overdue | jq -c '[.executors,.checkers] | map(map(.number) | sort)')" \
	'[["ГЛ-3/26","ГЛ-5/26"],["ГЛ-4/26"]]' "overdue: with the executor, with the checker"
at 28T10:00
is "$(report overdue | jq -c '.summary | map([.service,.overdue]) | sort')" '[["",1],["VODA",2]]' "what nobody was given is late with nobody"
is "$(report overdue | jq -r '.executors[] | select(.state == "registered") | .service_name')" "" "in the list, too"
is "$(report services | jq -c '.services | map(select(.overdue > 0) | [.service,.overdue])')" '[["VODA",2]]' \
	"the report of executors counts the same"
at 12T10:00
r=$(report confirmations --from 10.11.2026 --to 11.11.2026)
is "$(jq -c '.via[0] | [.confirmed,.partly,.refused,.unanswered,.share]' <<<"$r")" "[1,1,0,1,50]" "confirmations by the way of asking"
is "$(jq -r '.via[0].via' <<<"$r") $(report overdue | jq -r '.executors[0] | .state + " " + .priority')" "call dispatched A2" \
	"JSON has the words of the wire"
is "$(LANGUAGE=uk "$PULT" report confirmations --from 10.11.2026 --to 11.11.2026 --format csv | grep -c '^дзвінком,')" 1 "CSV those of people"
is "$(jq -c .grades <<<"$r")" '[{"grade":5,"number":1,"share":100}]' "grades"
is "$(report confirmations --from 01.11.2026 --to 09.11.2026 | jq -c '.via')" "[]" "another period has none"

# --- calls: ten of the tenth, at known times; every figure is also what the journal finds
cp "$TOP/tests/data/telephony/story.log" queue_log
ok_all "$PULT" import calls queue_log
ids=($("$PULT" calls --json --limit 0 оператор:halyna дата:10.11.2026 | jq -r '.[].id'))
at 10T12:00
ok_all "$PULT" register --text "Зі дзвінка" --topic 02.01 --call "${ids[0]}"
ok_all "$PULT" consult --topic 02.01 --call "${ids[1]}"
at 12T10:00
r=$(report calls --from 10.11.2026 --to 10.11.2026)
is "$(jq -c '.calls[0] | [.received,.answered,.lost,.short,.unanswered,.out,.missed]' <<<"$r")" "[9,5,3,1,4,0,0]" "calls of a day"
is "$(jq -c '.levels | map({(.level): [.part,.whole,.share,.target]}) | add' <<<"$r")" \
	'{"answer_rate":[5,9,55.6,94],"service_level":[4,9,44.4,86],"answer_rate_without_short":[5,8,62.5,null],"service_level_without_short":[4,8,50,null],"answered_in_time":[4,5,80,null]}' \
	"both levels by name, with the short ones and without"
is "$(jq -c '.times | map({(.what): [.calls,.mean,.longest]}) | add' <<<"$r")" \
	'{"wait_answered":[5,16,30],"wait_lost":[3,18,45],"talk":[5,64,180],"talk_out":[0,null,null]}' "how long was waited and talked"
is "$(jq -c '.call_hours | map(select(.received > 0)) | map([.hour,.received,.answered,.lost,.short,.service_level])' <<<"$r")" \
	'[["09",8,4,3,1,37.5],["23",1,1,0,0,100]]' "by the hour of Kyiv"
is "$(jq -c '.call_hours | length' <<<"$r")" 24 "of which there are 24"
is "$(jq -c '.days | map([.day,.received,.wait,.wait_max])' <<<"$r")" '[["10.11.2026",9,16,45]]' "by day"
is "$(jq -c '.operators | map([.operator,.name,.answered,.talk,.talk_all,.talk_short,.nothing,.nothing_share])' <<<"$r")" \
	'[["halyna","Процик Галина",4,79,315,0,2,50],["SIP/302","",1,5,5,1,1,100]]' "by person"
is "$(jq -c '.queues | map([.queue,.received])' <<<"$r")" '[["q1580",8],["q104",1]]' "by queue"
for pair in "received:" "answered:виклик:розмова" "lost:виклик:втрачені" "short:виклик:короткі"; do
	is "$("$PULT" calls --json --limit 0 дата:10.11.2026 ${pair#*:} | jq length)" "$(jq ".calls[0].${pair%%:*}" <<<"$r")" \
		"the journal finds as many: ${pair%%:*}"
done
is "$(report calls --from "10.11.2026 09:02" --to "10.11.2026 09:04" | jq -c '.calls[0].received')" 2 "a period of minutes"
is "$(report calls --from 01.10.2026 --to 02.10.2026 | jq -c '[.calls[0].received, .levels[0].share, .days]')" '[0,null,[]]' "nothing is nothing, and no share of it"
out=$("$PULT" report calls --from 10.11.2026 --to 10.11.2026)
like "$out" "Виклики за годинами, найбільше 8:  █ Прийнято  ▒ Втрачено  · Коротких" "the chart in the shell"
ok "of 80 columns at most" [ "$(sed -n '/найбільше/,/ 00 01/p' <<<"$out" | wc -L)" -le 80 ]
like "$("$PULT" report calls --from 10.11.2026 --to 10.11.2026 --format csv)" "answer_rate,.*,5,9,55.6,94.0" "CSV has the levels"
is "$(jq -c '[([.call_hours[].received] | add), ([.days[].received] | add), ([.queues[].received] | add), ([.operators[].answered] | add)]' <<<"$r")" \
	"[9,9,9,5]" "hours, days and queues have together what all have, people what was answered"
is "$(report operators --from 10.11.2026 --to 10.11.2026 | jq -c '.calls')" "$(jq -c .operators <<<"$r")" "the calls of people are the same in their own report"
is "$(report operators --from 10.11.2026 --to 10.11.2026 | jq -c '.operators | map(select(.consulted > 0) | [.consulted,.handed_over,.consult_talk])')" \
	"[[1,0,$("$PULT" calls --json --limit 0 дата:10.11.2026 | jq ".[] | select(.id == \"${ids[1]}\") | .talk_s")]]" "how long a consultation is talked"
exits 0 "another target" "$PULT" setting target_answered 60
is "$(report calls --from 10.11.2026 --to 10.11.2026 | jq -c '[.levels[0,1] | .target]')" "[60,86]" "stands beside the level"
exits 2 "no share" "$PULT" setting target_in_time 120
"$PULT" setting target_answered "" >/dev/null
r=$(report day --from 10.11.2026)
is "$(jq -c '.times | map(select(.what == "wait_answered") | .calls)' <<<"$r")" "[5]" "the day tells the mean waiting, too"
is "$(jq -c '[([.registered[].all] | add), ([.hours[].registered] | add)]' <<<"$r")" "[5,5]" "channels and hours have the same appeals"
is "$(jq -c '[.calls[0].received, .levels[1].share]' <<<"$r")" "[10,40]" "the day has its calls, the night after it too"
ok_all "$PULT" incident add --title "Прорив" --address "вул. Наукова, 1-9" --until "13.11.2026 10:00" --topic 01.01
is "$(report day --from 12.11.2026 --to "12.11.2026 12:00" | jq -c '.incidents | map([.number,.title,.joined])')" '[["ГЛ-ЗХ1/26","Прорив",0]]' "and its outages"
is "$(report day --from 10.11.2026 | jq -c .incidents)" '[]' "when they went on"

# what comes back to be worked on again is accepted again: that is no waiting since it was passed
at 12T09:00
ok_all "$PULT" accept ГЛ-3/26
at 12T10:00
is "$(report services --from 10.11.2026 --to 12.11.2026 | jq -c '.services[] | select(.service == "VODA") | [.accepted_in,.reacted_in]')" \
	"[120,120]" "accepted again it has not waited for two days"

# forms
"$PULT" report services --from 10.11.2026 --format csv >s.csv
is "$(head -1 s.csv)" "service,service_name,received,done,explained,impossible,returned,rework,in_work,overdue,in_time,fulfilled,truth,accepted_in,reacted_in" "CSV has a header"
like "$(grep ^VODA s.csv)" "VODA,ЛМКП «Львівводоканал»,4,2,1,0,0,1,3,2,100.0,50.0,75.0,120,120" "and the same figures"
like "$("$PULT" report services --from 10.11.2026)" "VODA .* 4 .* 50,0 %" "text has them as people read them"
is "$("$PULT" report day --from 10.11.2026 --format csv | grep -c "^# ")" 15 "several tables of CSV are named"

# a day of 25 hours has 25; what a redaction empties is no obstacle
is "$(report day --from 24.10.2026 | jq -c '[.to[:16], (.hours | length)]')" '["2026-10-25T08:00",25]' "the night in which the clock is set back"
before=$(report services --from 10.11.2026 --to 10.11.2026 | jq -c '.services[] | select(.service == "VODA") | del(.in_work, .overdue)')
ok_all "$PULT" redact ГЛ-2/26 --fields all --reason "прохання заявника"
is "$(report services --from 10.11.2026 --to 10.11.2026 | jq -c '.services[] | select(.service == "VODA") | del(.in_work, .overdue)')" "$before" \
	"erased personal data change no figure"
for name in day operators confirmations overdue; do exits 0 "after it: $name" "$PULT" report $name; done

# refusals
exits 2 "a period of what is about now" "$PULT" report overdue --from 01.11.2026
exits 2 "a period that has not begun" "$PULT" report services --from 01.01.2030
like "$err" "ще не почався" "is told"
exits 2 "two forms" "$PULT" report services --json --format csv
exits 2 "no such report" "$PULT" report weather
exits 2 "no such form" "$PULT" report day --format pdf
exits 2 "no date" "$PULT" report day --from колись
exits 2 "an end before the beginning" "$PULT" report services --from 10.11.2026 --to 09.11.2026
ok_all "$PULT" user add olena --name "Олена" --role operator <pw
exits 4 "an operator reads no reports" env PULT_PASSWORD_FILE="$T/pw" "$PULT" report day --as olena
done_testing
