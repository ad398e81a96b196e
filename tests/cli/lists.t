# tests/cli/lists.t - topics and executors from the shell: their lists, whole and by words, and what is
# said when a command does not know which one is meant or what is missing.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
export LANGUAGE=en

new_city

# the lists
exits 0 "all topics" "$PULT" topics
like "$out" '^Холодна вода та водовідведення
01.01  A2  VODA  *Відсутність холодної води' "by group, with priority and executor"
is "$(printf '%s\n' "$out" | grep -c '^[0-9][0-9]\.[0-9][0-9]  ')" 111 "every one of them"
exits 0 "those that fit words" "$PULT" topics немає світла
like "$out" '^03.01 ' "the best first"
is "$(printf '%s\n' "$out" | grep -c Електро)" 0 "without the groups"
exits 0 "as JSON" "$PULT" topics холодні батареї --json
is "$(printf '%s' "$out" | jq -r '.[0] | "\(.code) \(.group) \(.priority) \(.term) \(.service)"')" \
	"02.01 Опалення та гаряча вода A2 1440 TEPLO" "with the names of its values"
exits 0 "nothing fits" "$PULT" topics zzz
is "$out|$err" "|pult: Nothing was found." "said apart"
is "$("$PULT" topics zzz --json)" "[]" "an empty array"
exits 0 "all executors" "$PULT" services
like "$out" "DOVIDKA  *information  *0322975795  *Довідка ЦНАП" "with kind and telephone"
is "$("$PULT" services водоканал --json | jq -r 'map(.code) | join(" ")')" "VODA VODA-AB" "by words"
is "$("$PULT" services собаки --json | jq -r '.[0].code')" "LEV" "by what citizens say"
exits 0 "everybody may read them" as teplo services
exits 0 "without rights too" as admin topics

# which one is meant
n=$("$PULT" register --json --text "Тече" --phone 0670001234 | jq -r .number)
# says WANTED_EXIT TEXT DESC VERB ARGS…: part of the sentence
says() {
	local want=$1 text=$2 desc=$3

	shift 3
	run "$PULT" "$@"
	is "$rc" "$want" "$desc: exit $want"
	case $err in *"$text"*) pass "$desc: $text" ;; *) fail "$desc: $text"; diag "$err" ;; esac
}
says 2 "VODA ЛМКП «Львівводоканал»; VODA-AB ЛМКП «Львівводоканал», абонвідділ." "several executors" \
	dispatch "$n" --to водоканал
says 2 "All executors: pult services." "several executors" dispatch "$n" --to водоканал
says 2 "and 3 more. Type more" "more than ten" dispatch "$n" --to управління
says 2 "The nearest: LEV ЛКП «Лев» (тварини). Give its code. All executors: pult services." \
	"an unknown one" dispatch "$n" --to собаки
says 2 "There is no executor «КОСМОС». All executors: pult services." "nobody near" dispatch "$n" --to КОСМОС
says 2 "04.01 Запах газу; 04.02 Відсутність газу" "several topics" register --text х --topic газу
says 2 "All topics: pult topics." "no topic" edit "$n" --topic zzz
says 2 "There is no executor «Марс»" "a proposed one" register --text х --service Марс
says 3 "There is no user «nobody». All users: pult user list." "an unknown user" user disable nobody

# what is missing: the option of this command is named
says 2 "It is the option --to SERVICE" "dispatch without an executor" dispatch "$n"
says 2 "It is the option --to SERVICE" "a blank one" dispatch "$n" --to " "
says 2 "It is the option --text TEXT" "a note without words" note "$n"
says 2 "It is the option --text TEXT" "an appeal without words" register
says 2 "It is the option --via VIA: call, sms, visit, web, robot or inspector." "withdrawn, how?" withdraw "$n"
says 2 "It is the option --note TEXT" "withdrawn, why?" withdraw "$n" --via call
says 2 "It is the option --reason REASON" "rejected, why?" reject "$n"
says 2 "It is the option --to SERVICE" "forwarded, to whom?" forward "$n"
"$PULT" dispatch "$n" --to VODA >/dev/null
says 2 "It is the option --result RESULT" "done, how?" done "$n" --text "Зроблено"
says 2 "It is the option --text TEXT" "done, what?" done "$n" --result done
"$PULT" done "$n" --result done --text "Зроблено" >/dev/null
says 2 "It is the option --outcome OUTCOME: yes, no, partly or no-answer." "confirmed, what?" confirm "$n"
says 2 "It is the option --via VIA" "confirmed, how?" confirm "$n" --outcome yes
says 2 "It is the option --note TEXT" "not confirmed, why?" confirm "$n" --outcome no --via call
run "$PULT" confirm "$n" --outcome yes --via call --grade 6
case $err in *option*) fail "what was given is not asked for"; diag "$err" ;; *) pass "what was given is not asked for" ;; esac

done_testing
