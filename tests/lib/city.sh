# tests/lib/city.sh - a base with one person of every role, for tests of the shell and the screen.
# Sourced after tap.sh; sets DB, and functions to act as somebody. Password of all: parol-2026.

DB=$T/pult.db
export PULT_DB=$DB
PASSWORD=parol-2026
printf '%s\n' "$PASSWORD" >"$T/password"
export PULT_PASSWORD_FILE=$T/password

# The same password by the cheapest Argon2id there is (8 KiB, one pass): at full cost each login of a test takes 80 ms
# of a processor, and the logins half of the time of all tests. The full cost is proven by tests/unit/t_store_users.c
# and by tests that add people themselves.
CHEAP='$argon2id$v=19$m=8,t=1,p=1$UJN+pgJaB7LtlmhRCZnzwQ$0ONfXPMbkoR4ZnyT+bhuPuPW2QB4e8uBcX7xGMMXaYs'
cheap_passwords() { sqlite3 -cmd '.timeout 5000' "$PULT_DB" "UPDATE secret SET hash = '$CHEAP'"; }

add_user() { # LOGIN ROLE NAME [SERVICE]
	printf '%s\n' "$PASSWORD" | "$PULT" user add "$1" --role "$2" --name "$3" ${4:+--service "$4"} >/dev/null &&
	cheap_passwords
}

make_city() {
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

# Made once by each program, before any time of a test: $B/tests/city/PROGRAM. Of several tests one makes it.
keep_city() { # FOLDER
	(
		flock 9 || exit 1
		[ ! -d "$1" ] || exit 0
		rm -rf "$B/tests/city" && mkdir -p "$T/city" "$B/tests/city" &&
		PULT_DB=$T/city/pult.db PULT_TEST_NOW="2026-01-01 10:00" make_city && cp -r "$T/city" "$1.new" && mv "$1.new" "$1"
	) 9>"$B/tests/city.lock"
}

new_city() {
	local kept name

	kept=$B/tests/city/$(stat -c %Y-%s "$PULT")
	[ -d "$kept" ] || keep_city "$kept" || return 1
	for name in "$kept"/pult.db*; do
		cp "$name" "$PULT_DB${name#"$kept/pult.db"}" || return 1
	done
}

# as LOGIN VERB ARGS…
as() {
	local who=$1 verb=$2

	shift 2
	"$PULT" "$verb" --as "$who" "$@"
}

# field NAME: of the JSON object in $out
field() { printf '%s' "$out" | jq -r ".$1"; }
