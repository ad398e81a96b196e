# tests/cli/lists.t - the lists of the city in and out: what is the same, new, changed and refused; every change an
# event from which its row follows; out of one base and into another the same bytes.
. "${TOP:-.}/tests/lib/tap.sh"
export PULT_TEST_NOW="2026-11-22 12:00"
export PULT_DB=$T/a.db
new() { "$PULT" --db "$1" init --site ГЛ >/dev/null || bail "a base"; }
counts() { "$PULT" "${@:3}" import "$1" "$2" | head -1; } # LIST FILE
# into FILE: rows of it as columns parted by |
table() { tr '|' '\t' >"$1"; }
new a.db

# --- the lists the program is built with
for list in services topics streets renames; do
	file=$list
	[ $list != renames ] || file=street_renames
	cp "$TOP/data/seed/$file.tsv" $list.tsv
	like "$(counts $list $list.tsv)" "^added 0 same [0-9]+ changed 0 rejected 0$" "$list: what is built in is there"
done
is "$(sqlite3 a.db "SELECT count(*) FROM event WHERE kind = 'catalogue'")" 0 "and nothing was written for it"

# --- executors and topics
table services.tsv <<-'END'
	# code|name|phone|kind|emergency (так or 1)
	VODA|ЛМКП «Львівводоканал»|032 200 00 01|utility|так
	NOVA|Нова служба|032 200 00 02|місто|ні
	NOVA2|Нова служба 2|032 200 00 03||ні
	|без коду|||
	NO NO|код із пробілом|||
	NONE|хто|||може
END
is "$(counts services services.tsv)" "added 1 same 0 changed 1 rejected 4" "executors: a new one, a changed one, four refused"
rejected=$(cat services.tsv.rejected)
for why in "Стовпець «code» порожній" "«NO NO»" "Вид виконавця «місто» невідомий" "Стовпець «emergency» — 1 або 0"; do
	like "$rejected" "$why" "the reason stands beside the row: $why"
done
is "$(counts services services.tsv)" "added 0 same 2 changed 0 rejected 4" "the second time nothing is changed"
is "$("$PULT" services Нова --json | jq -c '[.[].code]')" '["NOVA2"]' "the new one is found by its name"
table topics.tsv <<-'END'
	code|group|topic|priority|minutes|law_term|service|hint
	01.01|Холодна вода та водовідведення|Відсутність холодної води (будинок)|А2|120||NOVA2|Запитайте під'їзд
	99.01|Нове|Нова тема|Н|10080||NOVA2|
	99.02|Нове|Тема за законом|П||1m||
	99.03|Нове|Нікого|Н|||NIKOGO|
	99.04|Нове|Строк|Н||скоро||
	99.05|Нове||Н||||
END
is "$(counts topics topics.tsv)" "added 2 same 0 changed 1 rejected 3" "topics: two new, one changed, three refused"
like "$(cat topics.tsv.rejected)" "спершу імпортуйте виконавців" "an unknown executor is named"
like "$("$PULT" register --text "Немає води" --topic 01.01)" "Нова служба 2" "what is registered now goes to the new executor"
"$PULT" register --text "Щось нове" --topic 99.01 >/dev/null
is "$("$PULT" show ГЛ-2/26 --json | jq -r .service)" NOVA2 "and a new topic has its own"
table words.tsv <<-'END'
	what|code|words
	topic|99.01|дивина; чудасія на подвір'ї
	topic|77.77|нема такої
	thing|99.01|не те
END
is "$(counts words words.tsv)" "added 1 same 0 changed 0 rejected 2" "words of citizens"
like "$("$PULT" topics чудасія | head -2)" "99.01" "a topic is found by them"

# --- streets
table streets.tsv <<-'END'
	type|name|active
	вул.|Зовсім Нова|
	вул.|Авіаційна|0
	|Без типу|
	хутір|Далекий|
	проспект|Зовсім Новий|
END
is "$(counts streets streets.tsv)" "added 2 same 0 changed 1 rejected 2" "streets: new ones, one that is no more"
like "$(cat streets.tsv.rejected)" "«хутір» — не тип вулиці: вул., просп." "a type that addresses do not have"
like "$("$PULT" export streets)" "просп.,Зовсім Новий,1" "and one in their form"
table renames.tsv <<-'END'
	old|new
	Зовсім Нова|Ще Новіша
END
"$PULT" register --text "Яма" --address "вул. Зовсім Нова, 4" --topic 07.01 >/dev/null
is "$(counts renames renames.tsv)" "added 1 same 0 changed 0 rejected 0" "a street gets a new name"
is "$(counts renames renames.tsv)" "added 0 same 1 changed 0 rejected 0" "once"
"$PULT" rebuild >/dev/null
is "$("$PULT" register --text "Знову яма" --address "вул. Ще Новіша, 4" --topic 07.01 --json | jq .repeat)" 2 \
	"old and new name are one house"

# --- working days, officials, cards
table workdays.tsv <<-'END'
	day|works
	28.11.2026|1
	2026-12-25|ні
	колись|1
END
is "$(counts workdays workdays.tsv)" "added 2 same 0 changed 0 rejected 1" "working days"
table officials.tsv <<-'END'
	code|name|post|department|phone|email|room|reception
	01|Тестова Людмила Іванівна|начальниця|Відділ звернень|032 200 00 10|test@example.com|12|вт 10:00-12:00
	02|Зразок Петро|заступник|||не адреса||
END
is "$(counts officials officials.tsv)" "added 1 same 0 changed 0 rejected 1" "officials"
table cards.tsv <<-'END'
	code|name|kind|documents|term|price|result|law|place|reception
	А-1|Довідка про склад сім'ї|information|паспорт; заява|5 днів|безоплатно|довідка|Закон 5203-VI|вікно 3|пн–пт 9:00–18:00
END
is "$(counts cards cards.tsv)" "added 1 same 0 changed 0 rejected 0" "cards of services"

# a code that a file has twice
table twice.tsv <<-'END'
	code|name|kind|documents
	Б-1|Двічі|information|паспорт
	Б-1|Двічі||
	Б-2|Однаково|information|заява
	Б-2|Однаково|information|заява
END
is "$(counts cards twice.tsv)" "added 2 same 1 changed 0 rejected 1" "a row that says something else of a code of this file is refused"
like "$(cat twice.tsv.rejected)" "Той самий код уже є в рядку 2" "with the line of the first one"
is "$(counts cards twice.tsv)" "added 0 same 3 changed 0 rejected 1" "every time"
is "$("$PULT" export cards | grep -c "^Б-1,Двічі,.*паспорт")" 1 "and the first one stays whole"
table ways.tsv <<-'END'
	old|new
	Колишня Двічі|Нова Перша
	Колишня Двічі|Нова Друга
END
is "$(counts renames ways.tsv)" "added 1 same 0 changed 0 rejected 1" "so are renames"
"$PULT" export cards cards-out.tsv >/dev/null
is "$(head -1 cards-out.tsv | tr '\t' '|')" "$("$PULT" export cards | head -1 | tr , '|')" "a name that ends with tsv gets tabs"
is "$("$PULT" export cards --format tsv)" "$(cat cards-out.tsv)" "and so does --format"
is "$("$PULT" export cards --format csv)" "$("$PULT" export cards)" "which may name commas, too"
is "$(counts cards cards-out.tsv)" "added 0 same 3 changed 0 rejected 0" "it comes in again"
exits 2 "another format is refused" "$PULT" export cards --format xlsx

# --- people: no password comes or goes
printf '%s\n' "довгий пароль" >pw
"$PULT" user add admin --role admin --name "Адмін Один" <pw >/dev/null
table users.tsv <<-'END'
	login|name|roles|service|disabled
	olena|Коваль Олена Петрівна|operator,clerk||0
	voda|Виконавець|executor|VODA|0
	nemae|Виконавець|executor|NIDE|0
	хто|Хтось|operator||
	admin|Адмін Один|operator||0
END
is "$(counts users users.tsv)" "added 2 same 0 changed 0 rejected 3" "accounts: two new, three refused"
like "$(cat users.tsv.rejected)" "останній адміністратор" "the last administrator stays"
PULT_PASSWORD_FILE=pw exits 4 "without a password nobody logs in" "$PULT" --as olena find
printf '%s\n' "довгий пароль" | "$PULT" user passwd olena >/dev/null
PULT_PASSWORD_FILE=pw exits 0 "with one she does" "$PULT" --as olena find
sed -i 's/operator,clerk/supervisor/' users.tsv
is "$(counts users users.tsv)" "added 0 same 1 changed 1 rejected 3" "another role"
PULT_PASSWORD_FILE=pw exits 0 "is hers at once" "$PULT" --as olena report operators
PULT_PASSWORD_FILE=pw exits 4 "accounts are the administrator's affair" "$PULT" --as olena export users
PULT_PASSWORD_FILE=pw exits 0 "who may" "$PULT" --as admin export users
PULT_PASSWORD_FILE=pw exits 4 "and nothing else" "$PULT" --as admin export appeals

# --- outages that others announce
table incidents.tsv <<-'END'
	number|kind|title|addresses|start|due|ended|service|state
	|планові|Промивання мереж|вул. Наукова, 2–14 парні|25.11.2026 09:00|25.11.2026 18:00||VODA|
	|планові|Перенесено|вул. Наукова, 2–14 парні|25.11.2026 09:00|25.11.2026 18:00||VODA|cancelled
	ГЛ-ЗХ7/25|аварія|Прорив|вул. Зелена, 35, 37|01.02.2025 10:00||01.02.2025 15:30|VODA|closed
	ХЗ-ЗХ7/25|аварія|Чужа|вул. Зелена, 35|01.02.2025 10:00||||
	|аварія|Без часу|вул. Зелена, 35|колись||||
	|аварія|Навспак|вул. Зелена, 35|01.02.2025 10:00||01.01.2025 10:00||closed
	|аварія|Без кінця|вул. Зелена, 35|01.02.2025 10:00||||closed
	ГЛ-ЗХ9999999/25|аварія|Номер|вул. Зелена, 35|01.02.2025 10:00||||
END
is "$(counts incidents incidents.tsv)" "added 3 same 0 changed 0 rejected 5" "outages: three taken, five refused"
is "$(counts incidents incidents.tsv)" "added 0 same 3 changed 0 rejected 5" "once"
table unknown.tsv <<-'END'
	title|addresses|start
	Без світла|вул. Зелена, 5; вул. Небачена, 1; Винники, вул. Небачена, 1|25.11.2026 09:00
END
exits 0 "an outage in a street that is not in the list" "$PULT" import incidents unknown.tsv
like "$out$err" "added 1 .*Рядок 2: збережено, але в переліку вулиць такої немає: вул. Небачена\$" "is kept, and told"
is "$("$PULT" import incidents unknown.tsv --json | jq -c '[.same, .notes]')" '[1,[]]' "once"
like "$("$PULT" incident list --all)" "Прорив" "they are in the list"
like "$("$PULT" incident announce --address "Наукова 4")" "Промивання|немає" "and announced when it is time"
like "$("$PULT" incident add --title "Нова" --address "Зелена 1")" "ГЛ-ЗХ4/26" "numbers go on behind them"

# --- the log
exits 0 "every row follows from the log" "$PULT" verify
sqlite3 a.db "UPDATE list_row SET row = replace(row, 'NOVA2', 'VODA') WHERE list = 'topics'"
exits 1 "a row changed behind its back" "$PULT" verify
like "$err$out" "не випливає з журналу" "is said"
sqlite3 a.db "UPDATE list_row SET row = replace(row, '\"VODA\"', '\"NOVA2\"') WHERE list = 'topics'"
exits 0 "and put back" "$PULT" verify

# --- out, into another base, and out again
new b.db
for list in services topics words streets renames workdays officials cards users incidents; do
	"$PULT" export $list out-$list.csv >/dev/null
	"$PULT" --db b.db import $list out-$list.csv >/dev/null
	ok "$list: nothing is refused" test ! -e out-$list.csv.rejected
	"$PULT" --db b.db export $list again-$list.csv >/dev/null
	ok "$list: the same bytes come out of the other base" cmp -s out-$list.csv again-$list.csv
	like "$(counts $list out-$list.csv --db b.db)" "^added 0 same [0-9]+ changed 0 " "$list: and nothing is new the second time"
done
exits 0 "the other base holds" "$PULT" --db b.db verify
"$PULT" export officials --excel >excel.csv
is "$(head -c 3 excel.csv | od -An -tx1)" " ef bb bf" "for spreadsheets with a mark at the beginning"

{ echo code,name,post; echo Х,Добрий,рядок; yes 'сміття,' | head -c 1000000; } >spoilt.csv
exits 2 "garbage behind a good row ends the import" "$PULT" import officials spoilt.csv
like "$err" "рядок 1002: на ньому імпорт зупинено" "at a line that is named"

# --- many rows need the memory of one
new d.db
{ echo type,name; printf 'вул.,Вигадана %d\n' {1..800}; } >many.csv
out=$( ([[ $B == *-san ]] || ulimit -v 250000; timeout 60 "$PULT" --db d.db import streets many.csv 2>&1); echo "exit $?")
like "$out" "added 800 .*exit 0" "a long list"

# --- other charsets
new c.db
for charset in CP1251 KOI8-U; do
	iconv -f UTF-8 -t $charset out-officials.csv >$charset.csv
	like "$(counts officials $charset.csv --db c.db)" "rejected 0" "$charset is understood"
done
is "$("$PULT" --db c.db export officials)" "$(cat out-officials.csv)" "and gives the same"
printf 'code\tname\tpost\nаб вг\tхто\tщо\n' >bad.tsv
exits 2 "a file of which nothing is good is told by the exit status too" "$PULT" import officials bad.tsv
exits 2 "an unknown column is named" "$PULT" import cards officials.tsv
like "$err" "«post»" "by its name"
exits 2 "an unknown list" "$PULT" import dreams officials.tsv
like "$err" "appeals, calls, services" "brings the lists"
printf '%s\n' "довгий пароль" | "$PULT" user passwd voda >/dev/null
PULT_PASSWORD_FILE=pw exits 4 "an executor imports no lists" "$PULT" --as voda import cards cards.tsv
done_testing
