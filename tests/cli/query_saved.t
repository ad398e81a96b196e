# tests/cli/query_saved.t - saved queries from the shell: they belong to a login, are asked as @NAME, are counted, and
# one that is wrong is refused.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"

exits 0 "a city is made" new_city
for i in 1 2; do "$PULT" register --text "Тече труба $i" --topic 01.03 >/dev/null; done
as olena register --text "Яма" --topic 07.01 >/dev/null

counts() { as "$1" query list --json | jq -r '[.[] | "\(.name)=\(.count)"] | join(" ")'; }
is "$(counts olena)" "На контролі=3 Прострочені=0 Аварійні=2 Мої=1" "an operator begins with useful ones, counted"
like "$(counts dysp)" 'Не передані=3' "a dispatcher with others"
like "$(LANGUAGE=en as dysp query list)" 'Not passed +3 +state:Registered' "in the language of who asks"
run as olena query save "Труби міста" труба стан:зареєстровано
is "$rc:$out" "0:Запит збережено як «Труби міста»: його відкриває цифра 5." "one more is saved"
is "$(as olena find "@Труби міста" --json | jq length)" 2 "and asked by its name"
is "$(as olena find @5 1 --json | jq length)" 1 "by its digit, with more words"
is "$(as olena find @мої --json | jq -r '.[0].text')" "Яма" "those of the login are asked"
is "$(as olena callbacks @мої --json | jq length)" 0 "in other lists too"
run as dysp find "@Труби міста"
is "$rc" 3 "nobody else has it"
like "$err" 'Збережені: «На контролі»' "the sentence says what there is"
run as olena query save Погана колір:синій
is "$rc" 2 "what cannot be asked is not saved"
like "$err" 'Немає фільтра «колір:»' "with the sentence of the query line"
run as olena query save 7 яма
is "$rc" 2 "a digit is no name"
is "$(as olena query remove мої)" "«Мої» прибрано. Його запит був: мої на-контролі" "one is removed, and what it was is said"
is "$(counts olena)" "На контролі=3 Прострочені=0 Аварійні=2 Труби міста=2" "it does not come back"
run as olena query remove мої
is "$rc" 3 "it is gone"
run "$PULT" query list
is "$rc" 4 "the owner of the base has none of his own"
run as admin query list
is "$rc" 4 "nor has an administrator, who may not read"
run as olena query save
is "$rc" 2 "without a name there is a sentence"
done_testing
