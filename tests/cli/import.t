# tests/cli/import.t - archives of appeals: every word of the vocabulary, dirt, repeats, charsets, and out again.
. "${TOP:-.}/tests/lib/tap.sh"

export PULT_DB=$T/pult.db
exits 0 "a base" "$PULT" init --site ГЛ
cp "$TOP/tests/data/appeals-sample.tsv" sample.tsv
json() { "$PULT" show "$1" --json | jq -r "$2"; }
import() { "$PULT" import appeals "$@" --json | jq -rc '[.added,.same,.changed,.rejected]'; }

# the sample
is "$(import sample.tsv)" "[9,0,0,4]" "nine rows are kept, four rejected"
is "$(tail -n +2 sample.tsv.rejected | cut -f1)" $'11\n12\n13\n14' "with their lines"
like "$(sed -n 4p sample.tsv.rejected)" "зайнят" "and a reason"
is "$(import sample.tsv)" "[0,9,0,4]" "again: nothing is added"
is "$(json ГЛ-1/25 '[.number,.received,.kind,.channel,.state,.result,.name,.phone,.phone_raw,.service] | join("|")')" \
	"ГЛ-1/25|2025-01-02T08:01:10+02:00|application|phone|closed|done|Лук’яненко Ганна Іванівна|+380322970001|0322-97-00-01|TEPLO" \
	"a row is an appeal of its year"
is "$(json ГЛ-1/25 .confirmed)" null "an archive confirms nothing"
is "$(json ГЛ-2/25 .kind)" proposal "a remark is a proposal"
is "$(json ГЛ-6/25 '[.state,.rework] | join(" ")')" "rework 2" "counters are kept"
is "$(json ГЛ-8/25 '[.state,.result] | join(" ")')" "closed not-ours" "whatever the result"
is "$(json ГЛ-9/25 '[.phone,.phone_raw,.address,.topic_name,.service_name,(.flags|join(","))] | join("|")')" \
	"|12-34-56|навпроти буд. 204|99.99|Служба, якої немає|unknown-phone,unknown-address,unknown-topic,unknown-service" \
	"what is not understood is kept and flagged"
is "$(json ГЛ-7/25 .text)" "=ЯМА() на дорозі, 50% смуги" "a text is kept as it is"
like "$("$PULT" show ГЛ-9/25)" "Увага +не розпізнано в імпортованому файлі.*телефон, адресу, тему, виконавця" "which the card tells"
like "$("$PULT" show ГЛ-9/25)" "Тема +99.99" "with the topic as it was written"
is "$("$PULT" find нерозпізнані --json | jq -r '.[].number' | paste -sd' ')" "ГЛ-9/25" "a filter finds them"
old=$(json ГЛ-9/25 .service)
exits 4 "the unknown executor is inactive" "$PULT" dispatch ГЛ-7/25 --to "$old"
exits 0 "verify agrees" "$PULT" verify
is "$("$PULT" find підлога якої нема --json | jq length)" 0 "search finds only what is there"
is "$("$PULT" find ледве батареї --json | jq -r '.[].number')" "ГЛ-1/25" "and finds what was imported"

# nobody here took them: no hole where a name would stand, and a receipt with a PIN all the same
card=$("$PULT" show ГЛ-1/25)
like "$card" "Канал +[^,]" "what was imported says how it came"
is "$(grep -cE 'Зареєстрував|  ,|, *,|· *$|,$' <<<"$card")" 0 "and has no hole for a name"
exits 0 "a receipt of it is made without a PIN" "$PULT" receipt ГЛ-1/25
like "$out" "ще немає PIN-коду" "and does not tell of one"
unlike "$out" "PIN-код видано" "that nobody has given"
exits 0 "a receipt of it is made" "$PULT" receipt ГЛ-1/25 --format text --new-pin
like "$out" "Зареєстровано +без оператора" "without an operator"
like "$out" "PIN[^0-9]*[0-9]{6}" "with a PIN"
like "$("$PULT" receipt ГЛ-1/25)" "PIN-код видано" "which is told from then on"

# the live series goes on
year=$(TZ=Europe/Kyiv date +%y)
"$PULT" register --text "Нове звернення" --json | jq -r .number >new
is "$(cat new)" "ГЛ-1/$year" "a new appeal is of this year"
printf 'n,received,text\n70,01.01.20%s,Архів цього року\n' "$year" >this.csv
is "$(import this.csv)" "[1,0,0,0]" "an archive of this year"
is "$("$PULT" register --text "Ще одне" --json | jq -r .number)" "ГЛ-71/$year" "the series goes on after it"
printf 'n,received,text\n71,01.01.20%s,Чуже\n' "$year" >taken.csv
is "$(import taken.csv)" "[0,0,0,1]" "a live number is not overwritten"
"$PULT" export appeals own.csv >/dev/null
is "$(import own.csv | jq -c '.[3]')" 0 "but the base's own export is the same"

printf 'n,received,text\n1,02.01.2023,Давнє\n' >other.csv
is "$(import other.csv)" "[1,0,0,0]" "the same n in another year"
exits 2 "a number that several have" "$PULT" export person 1
like "$err" "кілька звернень, зокрема ГЛ-1/2[0-9], ГЛ-1/2[0-9]" "is told with theirs"
exits 0 "what the live series becomes" "$PULT" import appeals this.csv
is "$err" "" "is not told when it stays as it is"
printf 'n,received,text\n7000,01.01.20%s,Описка в номері\n' "$year" >leap.csv
exits 0 "a file with a great number" "$PULT" import appeals leap.csv
like "$err" "ГЛ-7001/$year, без цього файла було б ГЛ-72/$year" "says where the live series goes on, and where it would have"

# every word of the results and states of old registers (domain 2.5), out again as it came
{ printf 'n\treceived\ttext\tstate\tresult\n'; n=800
	for word in "Очікує прийому в роботу" "Не в компетенції" "Виконано" "На доопрацювання" "Повернуто виконавцю" "Роз'яснено" \
		"Неможливо виконати" "Закрито автоматично" "Самостійно" "Фактично" "Недозвон" "Відмінено"; do
		printf '%d\t03.02.2024\tТекст\tЗакрито\t%s\n' $((n += 1)) "$word"
	done; } >words.tsv
is "$(import words.tsv)" "[12,0,0,0]" "results of old registers"
is "$("$PULT" export appeals | awk -F, '$1 > 800 && $1 < 813 { print $15 }')" "$(tail -n +2 words.tsv | cut -f5)" "come out as they came"
like "$("$PULT" show ГЛ-808/24)" "Закрито автоматично" "and are read"
{ printf 'n\treceived\ttext\tkind\tstate\tresult\n'
	printf '821\t03.02.2024\tТекст\tЗаява (клопотання)\tОтримане\tПлан/Програма\n822\t03.02.2024\tТекст\tПропозиція (зауваження)\t'
	printf 'Не виконано / На доопрацюванні\tНе можливо виконати в даний період\n823\t03.02.2024\tТекст\t\tРозглянуте\tЯкось так\n'; } >labels.tsv
is "$(import labels.tsv)" "[2,0,0,1]" "labels of other programs; a word that is none is refused"
is "$(json ГЛ-821/24 '[.kind,.state,.result] | join(" ")') $(json ГЛ-822/24 '[.kind,.state,.result] | join(" ")')" \
	"application registered impossible proposal rework impossible" "are known"

# changed
sed 's/\tВ роботі\t/\tЗакрито\t/' sample.tsv >later.tsv
is "$(import later.tsv)" "[0,8,1,4]" "a row that says more changes its appeal"
is "$(json ГЛ-3/25 .state)" closed "which is closed now"
"$PULT" note ГЛ-5/25 --text "дописано тут" >/dev/null
sed 's/Дякую за ліхтар!\tК/Дякую за ліхтар!\tН/' later.tsv >touched.tsv
is "$(import touched.tsv)" "[0,8,0,5]" "what was changed here is not overwritten"
exits 0 "what was not understood is corrected" "$PULT" edit ГЛ-9/25 --phone 0671234567 --topic 07.01
is "$(json ГЛ-9/25 '.flags|join(",")')" "unknown-address" "and is marked no more, but for the rest"
exits 0 "which is corrected, too" "$PULT" edit ГЛ-9/25 --address "вул. Зелена, 204"
is "$("$PULT" find нерозпізнані --json | jq length)" 0 "the filter finds it no more"
exits 0 "verify agrees after changes" "$PULT" verify

# what a cell may hold, and what is said of one that may not
printf 'n\treceived\tchannel\ttext\tstate\n841\t03.02.2024\t\tЛист\tПереслано\n842\t03.02.2024\tтелефон\t%s\t\n843\t03.02.2024\tтелефон\n' \
	"$(head -c 70000 /dev/zero | tr '\0' a)" >cells.tsv
is "$(import cells.tsv)" "[1,0,0,2]" "one row of three can be taken"
is "$(json ГЛ-841/24 .state)" forwarded "sent on is a state"
is "$("$PULT" export appeals | grep '^841,' | cut -d, -f3)" "" "an empty channel stays empty"
like "$(cut -c1-200 cells.tsv.rejected)" "У рядку 3 стовпці, а в заголовку їх 5" "the columns are counted"
like "$(cut -c1-200 cells.tsv.rejected)" "задовгий" "a long text is told"
unlike "$(cut -c1-200 cells.tsv.rejected)" "не збережено" "as a row of a file, not as a form"

# columns in any order, forms, charsets
printf 'text;n;received\n"Текст ""у лапках""; і крапка з комою";500;03.02.2024\n' >semi.csv
is "$(import semi.csv)" "[1,0,0,0]" "columns in any order, semicolons and quotes"
is "$(json ГЛ-500/24 .text)" 'Текст "у лапках"; і крапка з комою' "read as they were meant"
sed -n '1p;3p' sample.tsv | sed 's/^2\t/2002\t/' >utf.tsv
for charset in CP1251 KOI8-U; do
	sed "s/^2002/30${charset//[!0-9]/}/; s/ ❤️//; s/[«»’]//g" utf.tsv | iconv -t "$charset" >"$charset.tsv"
	is "$(import "$charset.tsv")" "[1,0,0,0]" "$charset is recognised"
	is "$(json "ГЛ-30${charset//[!0-9]/}/25" .name)" "Ґудзь Єва Іллівна" "and read"
done
for charset in CP1251 KOI8-U; do
	printf 'n\treceived\tsurname\ttext\n31%s\t03.02.2024\tШЕВЧЕНКО\tНЕМАЄ ВОДИ В БУДИНКУ\n' "${charset//[!0-9]/}" |
		iconv -t "$charset" >"caps-$charset.tsv"
	exits 0 "capitals in $charset" "$PULT" import appeals "caps-$charset.tsv"
	like "$out" "прочитано як (windows-1251|KOI8-U)" "are told to be no UTF-8"
	is "$(json "ГЛ-31${charset//[!0-9]/}/24" '[.name,.text] | join("|")')" "ШЕВЧЕНКО|НЕМАЄ ВОДИ В БУДИНКУ" "and read"
done
is "$(import caps-CP1251.tsv --format cp1251)" "[0,1,0,0]" "a person may name the table"
is "$(import caps-CP1251.tsv --format utf-8)" "[0,0,0,1]" "whatever the text looks like"
exits 2 "one that is not known is refused" "$PULT" import appeals caps-CP1251.tsv --format latin1
{ sed "s/^2002/2003/" utf.tsv; head -c 300000 /dev/zero | tr '\0' '\320'; echo; } >spoilt.tsv
is "$(import spoilt.tsv)" "[1,0,0,1]" "one spoilt line makes no other file of the rest"
printf '\xef\xbb\xbf' | cat - utf.tsv >bom.tsv
is "$(import bom.tsv)" "[1,0,0,0]" "a byte order mark is no letter"
printf 'n\treceived\ttext\n600\t01.01.2024\tдобре\n601\t01.01.2024\t\xff\xfe погано\n602\t01.01.2024\tі це добре\n' >bad.tsv
is "$(import bad.tsv)" "[2,0,0,1]" "a row that is not UTF-8 is rejected alone"
iconv -t UTF-16 utf.tsv >utf16.tsv
exits 2 "UTF-16 is refused with what to do" "$PULT" import appeals utf16.tsv

# what goes into the index at the end of the transaction: a correction in the same file, a file from the newest on
printf 'n\treceived\ttext\n950\t05.02.2024 10:00\tпершеслово\n951\t04.02.2024 10:00\tдругеслово\n950\t05.02.2024 10:00\tтретєслово\n' \
	>twice.tsv
is "$(import twice.tsv)" "[2,0,1,0]" "a row is corrected some rows later"
indexed() { sqlite3 "$PULT_DB" "SELECT count(*) FROM question_text WHERE question_text MATCH '$1'"; }
is "$(indexed першеслово) $(indexed другеслово) $(indexed третєслово)" "0 1 1" "and found by its last words alone"
{ printf 'n\treceived\ttext\n'
	for i in {700..400}; do printf '%d\t%02d.%02d.2023 08:00\tвід нових до старих\n' "$i" $((i % 25 + 1)) $((i / 64)); done; } >newest.tsv
segments() { sqlite3 "$PULT_DB" "SELECT count(DISTINCT segid) FROM question_text_idx"; }
was=$(segments)
is "$(import newest.tsv)" "[301,0,0,0]" "a file from the newest to the oldest"
is "$(segments)" "$((was + 1))" "is one piece of the index"
is "$(indexed старих)" 301 "with all of its rows"

# rejected again: in the same file, with the new line and reason alone
cp sample.tsv.rejected again.tsv.rejected
is "$(import again.tsv.rejected)" "[0,0,0,4]" "rows that were not corrected are rejected again"
is "$(ls again.*)" "again.tsv.rejected" "in the same file"
is "$(cut -f1,3- again.tsv.rejected | tail -n +2 | cut -f2-)" "$(cut -f3- sample.tsv.rejected | tail -n +2)" "as they were"
is "$(head -1 again.tsv.rejected)" "$(head -1 sample.tsv.rejected)" "under the same header"
cut -f3- sample.tsv.rejected | head -1 >clean.tsv
sed -n 2p sample.tsv >>clean.tsv && : >clean.tsv.rejected
is "$(import clean.tsv)" "[0,1,0,0]" "a file of which nothing is rejected"
ok "has no rejected rows of before beside it" test ! -e clean.tsv.rejected

# what was rejected can be corrected and imported
sed -i 's/\t\t/\t05.02.2024\t/' sample.tsv.rejected
sed -n '1,2p' sample.tsv.rejected | sed 's/\t10\t\t/\t10\t05.02.2024\t/; s/\t10\t05/\t10\t05/' >fixed.tsv
is "$(import fixed.tsv)" "[1,0,0,0]" "a corrected row comes in"

# stopped on the way: a script sees it
{ printf 'n\treceived\ttext\n'; seq -f '%.0f	03.02.2019	Текст звернення' 60000; } >long.tsv
"$PULT" import appeals long.tsv >long.out 2>&1 &
came() { [ "$(sqlite3 "$PULT_DB" "SELECT count(*) FROM appeal WHERE year = 2019")" -gt 0 ]; }
until_ok 20 came || bail "nothing comes in"
kill -TERM $!
wait $!
is "$?" 6 "a stopped import says: try again"
like "$(cat long.out)" "Зупинено" "in words, too"

# refusals
exits 3 "no such file" "$PULT" import appeals nowhere.tsv
exits 2 "no such list" "$PULT" import potholes sample.tsv
printf 'n\tреєстр\ttext\n' >unknown.tsv
exits 2 "an unknown column" "$PULT" import appeals unknown.tsv
printf 'n\treceived\n' >short.tsv
exits 2 "a missing column" "$PULT" import appeals short.tsv
head -c 3000000 /dev/urandom >noise
exits 2 "noise" "$PULT" import appeals noise
{ printf 'n\treceived\ttext\n'; head -c 3000000 /dev/zero | tr '\0' x; } >long.tsv
is "$(import long.tsv | cut -d, -f1)" "[0" "a row without an end takes no memory"

{ printf 'n,received,text\n900,01.01.2024,Добрий рядок\n'; yes 'сміття,' | head -c 3000000; } >spoilt.csv
exits 2 "garbage behind a good row ends the import" "$PULT" import appeals spoilt.csv
like "$err" "рядок 1002: на ньому імпорт зупинено" "at a line that is named"
is "$(json ГЛ-900/24 .text)" "Добрий рядок" "what came before is in"
ok "what was rejected does not fill the disk" [ "$(stat -c %s spoilt.csv.rejected)" -lt 200000 ]

# out, in, out
"$PULT" export appeals >one.csv
is "$(wc -l <one.csv)" "$(($("$PULT" find --limit 0 --json | jq length) + 1))" "everything is exported"
exits 5 "a file is not overwritten" "$PULT" export appeals one.csv
PULT_DB=$T/other.db
exits 0 "another base" "$PULT" init --site ГЛ
like "$(import one.csv)" ",0,0,0]" "takes it"
"$PULT" export appeals two.csv >/dev/null
exits 0 "and gives the same bytes" cmp one.csv two.csv
"$PULT" export appeals --excel >excel.csv
is "$(head -c3 excel.csv | od -An -tx1 | tr -d ' ')" efbbbf "a file for spreadsheets has a byte order mark"
like "$(grep -c "'=ЯМА" excel.csv)" 1 "and no formulas"
PULT_DB=$T/third.db
exits 0 "a third base" "$PULT" init --site ГЛ
like "$(import excel.csv)" ",0,0,0]" "takes it, too"
is "$(json ГЛ-7/25 .text)" "=ЯМА() на дорозі, 50% смуги" "with the mark taken off"
exits 0 "and verify agrees" "$PULT" verify

# a letter that was received before other appeals and registered after them
PULT_DB=$T/letter.db
"$PULT" init --site ГЛ >/dev/null
"$PULT" register --text "Дзвінок" >/dev/null
"$PULT" register --text "Лист" --channel post --received "$(date -d yesterday +%d.%m.%Y)" >/dev/null
"$PULT" export appeals letter.csv >/dev/null
PULT_DB=$T/letter2.db
"$PULT" init --site ГЛ >/dev/null
"$PULT" import appeals letter.csv >/dev/null
exits 0 "stands where its number stands" sh -c '"$PULT" export appeals | cmp - letter.csv'

# a letter of the last days of a year has a number of the next one
series() { "$PULT" register --text "Далі" --json | jq -r .number; }
PULT_DB=$T/year.db
export PULT_TEST_NOW="2026-12-29 12:00"
"$PULT" init --site ГЛ >/dev/null
"$PULT" register --text "Старий рік" >/dev/null
PULT_TEST_NOW="2027-01-02 12:00"
"$PULT" register --text "Лист" --channel post --received 30.12.2026 >/dev/null
"$PULT" register --text "Новий рік" >/dev/null
"$PULT" export appeals year.csv >/dev/null
is "$(cut -d, -f1 year.csv | paste -sd' ')" "n 1 1/2027 2" "the year is said where it is another than that of receipt"
is "$(import year.csv)" "[0,3,0,0]" "here they are the same"
PULT_DB=$T/year2.db
"$PULT" init --site ГЛ >/dev/null
is "$(import year.csv)" "[3,0,0,0]" "another base takes them"
is "$(json ГЛ-1/27 .text) $(json ГЛ-1/26 .text)" "Лист Старий рік" "under their numbers"
exits 0 "which come out as they came" sh -c '"$PULT" export appeals | cmp - year.csv'
is "$(series)" "ГЛ-3/27" "the series of the new year goes on"
is "$(PULT_TEST_NOW="2026-12-30 12:00" import year.csv)" "[0,1,0,2]" "a number of a year that has not come is refused"
{ head -1 year.csv; sed -n 3p year.csv | sed 's,^1/2027,7/2025,'; sed -n 3p year.csv | sed 's,^1/2027,8/27,'; } >odd.csv
is "$(import odd.csv)" "[0,0,0,2]" "and one of a year before the receipt, and one without a whole year"
like "$(cat odd.csv.rejected)" "2025 року.*2026 року.*7/2025" "with the reason"
PULT_DB=$T/year3.db
"$PULT" init --site ГЛ >/dev/null
sed 's,^1/2027,7/2027,; 4d' year.csv >alone.csv
is "$(import alone.csv)" "[2,0,0,0]" "one that stands alone"
is "$(series)" "ГЛ-8/27" "moves the series of its own year"

# what was erased has a sentence in its place
PULT_DB=$T/erased.db
"$PULT" init --site ГЛ >/dev/null
n=$(series)
"$PULT" redact "$n" --fields all --reason "Заява" >/dev/null 2>&1
"$PULT" export appeals erased.csv >/dev/null
like "$(cat erased.csv)" "Персональні дані вилучено" "an erased text has a sentence in its place"
is "$(import erased.csv)" "[0,1,0,0]" "here it is the same"
PULT_DB=$T/erased2.db
"$PULT" init --site ГЛ >/dev/null
is "$(import erased.csv)" "[1,0,0,0]" "another base takes it"
exits 0 "and gives the same bytes" sh -c '"$PULT" export appeals | cmp - erased.csv'
"$PULT" redact "$n" --fields text --reason "Заява" >/dev/null 2>&1
is "$(import erased.csv)" "[0,1,0,0]" "what was imported and erased is the same as its export"
exits 0 "verify agrees" "$PULT" verify
unset PULT_TEST_NOW

# an appeal of several questions is as many rows
export PULT_TEST_NOW="2026-11-22 12:00"
PULT_DB=$T/questions.db
"$PULT" init --site ГЛ >/dev/null
"$PULT" register --text "Немає води" --topic 01.01 --phone 0670001234 >/dev/null
"$PULT" question ГЛ-1/26 --text "І яма на дорозі" --topic 07.01 >/dev/null
"$PULT" export appeals questions.csv >/dev/null
is "$(import questions.csv)" "[0,2,0,0]" "here they are the same"
PULT_DB=$T/questions2.db
"$PULT" init --site ГЛ >/dev/null
is "$(import questions.csv)" "[2,0,0,0]" "another base takes both"
is "$(json ГЛ-1/26 '[.questions[].text] | join("|")')" "Немає води|І яма на дорозі" "as questions of one appeal"
exits 0 "which come out as they came" sh -c '"$PULT" export appeals | cmp - questions.csv'
is "$(import questions.csv)" "[0,2,0,0]" "once"
{ cat questions.csv; tail -1 questions.csv; } >twice.csv
is "$(import twice.csv)" "[0,3,0,0]" "a row that is there twice is no other question"
sed 's/І яма/Велика яма/' questions.csv >corrected.csv
is "$(import corrected.csv)" "[0,1,1,0]" "one of them is corrected"
is "$(json ГЛ-1/26 '[.questions[].text] | join("|")')" "Немає води|Велика яма на дорозі" "alone"
sed '3s/0670001234/0670009999/' corrected.csv >stranger.csv
is "$(import stranger.csv)" "[0,1,0,1]" "a row of somebody else with the same number and minute is refused"
exits 0 "verify agrees with it all" "$PULT" verify
done_testing
