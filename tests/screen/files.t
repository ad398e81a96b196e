# tests/screen/files.t - files of an appeal and the erasing of personal data from the screen.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"

eval "$(declare -f sanitise | sed '1s/sanitise/sanitise_dates/')"
sanitise() { sanitise_dates | sed -E '/^(n Примітка|F?1 ?Довідка)/d'; } # the key bar is another test's
login() { # LOGIN
	screen_start -s 80x24 "$PULT" --db "$DB"
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_gone "Пароль"
}
of() { "$PULT" show 1 --json | jq -r ".$1"; }

new_city
"$PULT" register --text "Темно біля під'їзду" --topic 03.05 --phone "067 000 12 34" --name "Коваль Іван Петрович" >/dev/null
printf '\x89PNG\r\n\x1a\n-------' >"$T/photo.png"
printf '%%PDF-1.7' >"$T/letter.pdf"
printf '\x7fELF' >"$T/program"

# --- a file ---
login olena
keys F3 && wait_for "ГЛ-1/26" && keys Enter && wait_for "Історія"
keys v
shows "файлів не додано" "there is nothing to open"
keys i
wait_for "Який файл" && type_text "$T/program" && keys Enter
shows "не приймаються" "a kind that is not taken"
keys C-u && type_text "$T/photo.png" && keys Enter
shows "photo.png додано" "a picture is attached"
shows "Файл  " "the card lists it"
is "$(of 'attachments[0].mime')" image/png "by its contents"
keys i && wait_for "Який файл" && type_text "$T/letter.pdf" && keys Enter
wait_for "letter.pdf додано"
keys м
shows "Який файл записати" "one of two is chosen, also from the Ukrainian layout"
keys 2
wait_for "У який новий файл" && keys C-u && type_text "$T/photo.png" && keys Enter
shows "уже є" "an older file stays"
keys C-u && type_text "$T/out.pdf" && keys Enter
shows "letter.pdf записано" "written out"
same_file "$T/out.pdf" "$T/letter.pdf" "as it was"
keys k
shows "лише керівник" "an operator erases nothing"
keys C-x && exits_screen 0 "the end of the work"

# --- erasing ---
login kerivnyk
keys F3 && wait_for "ГЛ-1/26" && keys Enter && wait_for "Історія"
keys k
wait_for "Що вилучити"
golden redact-what
keys 2 && wait_for "Чому вилучається" && type_text "Заява громадянина" && keys Enter
wait_for "Введіть номер"
golden redact-number
type_text "так" && keys Enter
shows "літера в літеру" "only the number itself is a yes"
is "$(of text)" "Темно біля під'їзду" "nothing is erased by anything else"
keys C-u && type_text "ГЛ-1/26" && keys Enter
shows "вилучено назавжди" "erased"
is "$(of text) $(of name)" " Коваль Іван Петрович" "what was chosen"
hides "Темно біля" "the card has it no more"
keys k && wait_for "Що вилучити" && keys 2
shows "цього немає" "there is nothing more of it"
keys Escape
exits 0 "the log holds" "$PULT" verify
done_testing
