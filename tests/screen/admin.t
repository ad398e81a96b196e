# tests/screen/admin.t - login and lock, users, passwords, backup and verification on the screen.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"

start() { screen_start -s "${1:-80x24}" "$PULT" --db "$DB" && wait_for "${2:-Пароль}"; }
enter() { type_text "$1" && keys Tab && type_text "$2" && keys Enter; }
end() { keys C-x; exits_screen 0 "$1"; }
fill() { # VALUE…: the fields of a form in turn
	local v

	for v in "$@"; do
		type_text "$v" && keys Tab
	done
}

# --- a base without users
"$PULT" init --site ГЛ --name "Гаряча лінія міста" >/dev/null
start 80x24 "pult user add"
shows "$DB" "an empty base says how the first user is added"
add_user admin admin "Адмін Системний"
keys Enter
shows "Пароль" "and lets in as soon as there is one"
enter фвьшт "$PASSWORD" # admin, with the Ukrainian layout on
shows "адміністратор" "a login typed on the other layout is understood"

# --- users
keys a
wait_for "Новий користувач"
fill "нina" "" "роль" "" "short" "other"
keys C-s
shows "латинські літери" "a wrong login is marked"
shows "напишіть ПІБ" "a missing name too"
shows "немає ролі «роль»" "and an unknown role"
shows "щонайменше 8" "and a short password"
keys Escape
hides "Новий користувач"
keys a
wait_for "Новий користувач"
type_text nina && keys Tab && type_text "Гнатюк Ніна" && keys Tab && type_text "кон"
shows "  контролер" "roles are suggested"
keys Down Enter Tab Tab
type_text "parol-nina" && keys Tab && type_text "parol-nina" && keys Enter
shows "Користувача nina додано" "a user is added"
keys d
wait_for "Enter  Так" && keys Escape
is "$("$PULT" user list | grep -c вимкнено)" 0 "disabling asks first"
keys d
wait_for "Enter  Так" && keys Enter
shows "вимкнено" "disabled"
keys d
shows "уже вимкнено: клавіша e" "the same key again says how to enable"
keys e
shows "знову може входити" "and enabled"
keys e
shows "nina не вимкнено" "once"

# --- verification and backup
keys v
wait_for "Що перевірити" && keys 1
shows "усе гаразд" "the base is verified"
keys Enter b
wait_for "Копіювати базу у файл" && keys C-u && type_text "$T/copy.db" && keys Enter
shows "Голова журналу: ГЛ" "the backup shows its head"
ok "the copy is there" test -s copy.db
ok "and its key" test -s copy.db.key
keys Enter b
wait_for "Копіювати базу у файл" && keys C-u && type_text "$T/copy.db" && keys Enter
shows "іншу назву" "an existing file is not overwritten: another name is asked for"
keys Escape
end "the administrator"

# --- a person's own password, and the lock
start
enter nina parol-nina
wait_for "Зверн."
keys F10
shows "Користувачами й копіями відає адміністратор" "others see what the base is"
keys a
shows "Користувачами керує" "and may not add users"
keys p
wait_for "Теперішній пароль"
type_text wrong-one && keys Tab && type_text "parol-nova" && keys Tab && type_text "parol-nova" && keys Enter
shows "не той" "one's own password needs the one of now"
keys C-u && type_text "parol-nina" && keys C-s
shows "Пароль користувача nina змінено" "then it is changed"
keys C-q
shows "Екран заблоковано: Гнатюк Ніна" "the lock says who is locked"
type_text "parol-nina" && keys Enter
shows "неправиль" "the old password does not unlock"
keys F6
shows "Екран заблоковано" "and no key gets past"
for _ in 1 2 3 4 5; do type_text "parol-xxx" && keys Enter; done
shows "хибних спроб" "five wrong tries lock"
type_text "parol-nova" && keys Enter
shows "хибних спроб" "then also for the right one"
"$PULT" user unlock nina >/dev/null
type_text "parol-nova" && keys Enter
shows "Клавіша p змінює" "unlocked by the administrator, the person is back where he was"
end "the controller"
done_testing
