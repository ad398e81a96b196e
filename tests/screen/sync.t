# tests/screen/sync.t - the title line says what waits for the centre and why, and says nothing where there is none.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
export PULT_DB=$T/pult.db
title() { screen | head -1; }

exits 0 "a base is made" "$PULT" init --site ГЛ --demo=1
screen_start -s 132x43 "$PULT"
wait_for "Логін" && type_text olena && keys Tab && type_text demo2026 && keys Enter
wait_for "Телефон"
unlike "$(title)" "обмін|надіслано|центр" "a site that is alone has nothing to say of an exchange"

# Nobody listens on port 1.
"$PULT" setting central https://localhost:1 >/dev/null
(umask 077 && printf '%043d\n' 0 >"$PULT_DB.token")
exits 6 "the centre is away" "$PULT" sync --once
like "$err" "Центр не відповідає" "the shell says it in a sentence"
wait_for "немає зв’язку"
like "$(title)" 'не надіслано: [0-9]+ \(0 хв\), немає зв' "the title tells how much waits, since when and why"
keys F10
shows "Центр не відповідає. Усе чекає тут" "the whole sentence is in F10"
resize 80x24
wait_for "не надіслано"
like "$(title)" '[0-9][0-9]:[0-9][0-9]' "in 80 columns too, with the clock"
rm "$PULT_DB.token"
exits 1 "without its token" "$PULT" sync --once
resize 132x43
shows "Ключ доступу цього пункту" "the reason changes on the screen by itself"
"$PULT" setting central "" >/dev/null
hides "надіслано" "and goes when there is no centre any more"
done_testing
