# tests/lib/city.sh - a base with one person of every role, for tests of the shell and the screen.
# Sourced after tap.sh; sets DB, and functions to act as somebody. Password of all: parol-2026.

DB=$T/pult.db
export PULT_DB=$DB
PASSWORD=parol-2026
printf '%s\n' "$PASSWORD" >"$T/password"
export PULT_PASSWORD_FILE=$T/password

add_user() { # LOGIN ROLE NAME [SERVICE]
	printf '%s\n' "$PASSWORD" | "$PULT" user add "$1" --role "$2" --name "$3" ${4:+--service "$4"} >/dev/null
}

new_city() {
	"$PULT" init --site ГЛ --name "Гаряча лінія міста" >/dev/null &&
	add_user olena operator "Коваль Олена Петрівна" &&
	add_user klerk clerk "Мороз Ірина Ігорівна" &&
	add_user dysp dispatcher "Гнатюк Юрій Львович" &&
	add_user kontr controller "Бойко Марта Іванівна" &&
	add_user super supervisor "Сова Ґалина Юріївна" &&
	add_user vodak executor "Лис Петро Васильович" VODA &&
	add_user teplo executor "Кіт Іван Іванович" TEPLO &&
	add_user kerivnyk manager "Їжак Єва Остапівна" &&
	add_user admin admin "Адмін Системний"
}

# as LOGIN VERB ARGS…
as() {
	local who=$1 verb=$2

	shift 2
	"$PULT" "$verb" --as "$who" "$@"
}

# field NAME: of the JSON object in $out
field() { printf '%s' "$out" | jq -r ".$1"; }
