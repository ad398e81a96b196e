# tests/cli/text.t - the filters of `pult text`: one line in, one line out, no base needed.
. "${TOP:-.}/tests/lib/tap.sh"

filter() { # NAME INPUT WANT DESC
	is "$(printf '%b' "$2" | "$PULT" text "$1")" "$(printf '%b' "$3")" "$4"
}
filter phone '032 297 57 95\n15-80\n297-57-95 дод. 12\nО32 297\n\n' \
	'+380322975795\nSHORT:1580\n+380322975795;ext=12\nERR:letters\nERR:empty' "phone"
filter deadline '31.01.2024\t1m\n07.06.2024\t15d\n31.12.2024\t45d\n' \
	'29.02.2024\t29.02.2024\n22.06.2024\t24.06.2024\n14.02.2025\t14.02.2025' "deadline: raw and rolled"
filter deadline '31.02.2024\t1m\n01.01.2024\tx\n' 'ERR:date\nERR:term' "deadline: mistakes"
filter fold "Лук'яненко\nҐалаґан\nНечуя-Левицького" 'лукяненко\nгалаган\nнечуя левицького' "fold"
filter sort 'Ґудзь\nГук\nЯма\nЄва\nІван\nЇжак\n10А\n2\n' '2\n10А\nГук\nҐудзь\nЄва\nІван\nЇжак\nЯма' "sort"
filter layout 'ghbdsn\nKmdsd\n' 'привіт\nЛьвів' "layout"
filter latin "Згурський\nЄнакієве\nЗнам'янка\n" 'Zghurskyi\nYenakiieve\nZnamianka' "latin"
filter address 'вул.Городоцька,буд.226-а,кв.15\n' 'вул.\tГородоцька\t226А\t\t\t15\t' "address"
filter address 'біля АТБ на розі\nШевченка\nбіля АТБ на Науковій\nАкадеміка Катерини Ющенко\nКовалевської, 3\n' \
	'\t\t\t\t\t\t\nвул.\tШевченка\t\t\t\t\t\nвул.\tНаукова\t\t\t\t\t\nвул.\tАкадеміка Катерини Ющенко\t\t\t\t\t\nвул.\tКовалевської\t3\t\t\t\t' \
	"a landmark is no street, a listed one is"
exits 2 "an unknown filter" "$PULT" text colour </dev/null
is "$(printf 'a\xffb\n' | "$PULT" text fold)" "ERR:utf8" "invalid UTF-8 is said"
exits 0 "help" "$PULT" --help
like "$out" 'register' "names the commands"
exits 0 "help of a command" "$PULT" confirm --help
like "$out" 'no-answer' "with its options"
exits 0 "English" env LANGUAGE= "$PULT" --lang en --help
like "$out" 'Register an appeal' "in English when asked"
done_testing
