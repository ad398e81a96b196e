# tests/cli/join.t - joining to another appeal (design.md 6): a link, not a state. The child keeps number and
# PIN, follows the parent up to «done» and is confirmed by itself.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
new_city

new() { # VARIABLE ARGS…
	local -n to=$1

	shift
	to=$("$PULT" register --json --topic 01.03 --phone "067 000 12 34" "$@" | jq -r .number)
}
of() { "$PULT" show "$1" --json | jq -r ".$2"; }
both() { echo "$(of "$a" state) $(of "$b" state)"; }
last() { "$PULT" show "$1" --json | jq -r '.history[-1] | "\(.action) \(.note)"' | tr '\n' ' '; }

new a --text "Немає води на весь будинок" --address "вул. Зелена, 4"
new b --text "Немає води, третій поверх" --address "вул. Зелена, 4, кв. 9"
pin_b=$("$PULT" receipt "$b" --new-pin --json | jq -r .pin)
exits 2 "to what?" as olena join "$b"
exits 3 "to what is not there" as olena join "$b" --to ГЛ-999/26
exits 2 "a bare number is not enough" as olena join "$b" --to "${a//[!0-9]/}"
exits 4 "not to itself" as olena join "$b" --to "$b"
exits 4 "an executor does not join" as vodak join "$b" --to "$a"
run as olena join "$b" --to "$a" --json
is "$rc $(field joined) $(field number) $(field state)" "0 $a $b registered" "joined; the number stays"
exits 0 "and the PIN" "$PULT" status "$b" --pin "$pin_b"
is "$(of "$a" 'children | join(" ")')" "$b" "the parent knows its children"
like "$(last "$b")" "^joined .*$a" "the history of the child"
like "$(last "$a")" "^child_joined .*$b" "and of the parent"
like "$("$PULT" show "$b")" "Приєднано до +$a" "the card of the child"
like "$("$PULT" show "$a")" "Приєднані +$b" "and of the parent"
exits 4 "twice" as olena join "$b" --to "$a"
like "$err" "$a" "says to what it is joined"
new c --text "Ще один"
exits 4 "not to a child" as olena join "$c" --to "$b"
exits 4 "nor a parent to another" as olena join "$a" --to "$c"

# following, in the words of the parent
as olena dispatch "$a" --to VODA >/dev/null
is "$(both) $(of "$b" service)" "dispatched dispatched VODA" "passed together"
like "$(last "$b")" "$a" "the history says with whom"
as olena recall "$a" >/dev/null
is "$(both)" "registered registered" "recalled together"
as dysp dispatch "$a" --to TEPLO >/dev/null; as dysp dispatch "$a" --to VODA >/dev/null
is "$(of "$b" service)" VODA "another executor for both"
as vodak accept "$a" >/dev/null
is "$(both)" "in_work in_work" "taken together"
as vodak "done" "$a" --result not-ours --text "Це внутрішньобудинкова мережа" --to TEPLO >/dev/null
is "$(both) $(of "$b" service)" "registered registered TEPLO" "returned together"
as dysp dispatch "$a" --to VODA >/dev/null; as vodak accept "$a" >/dev/null
new late --text "І в мене немає"
exits 0 "who comes later" as olena join "$late" --to "$a"
is "$(of "$late" state) $(of "$late" service)" "in_work VODA" "catches up"
as vodak "done" "$a" --result "done" --text "Замінено засувку" >/dev/null
is "$(both) $(of "$b" answer)" "done done Замінено засувку" "reported together"
is "$(as kontr callbacks --json | jq -r 'map(.number) | sort | join(" ")')" "$a $b $late" "each is called back by itself"

# confirmed by itself
as kontr confirm "$a" --outcome yes --via call >/dev/null
is "$(both)" "closed done" "a confirmation is of one"
as kontr confirm "$b" --outcome no --via call --note "У мене ні" >/dev/null
is "$(both)" "closed rework" "so is a refusal"
as vodak accept "$b" >/dev/null; as vodak "done" "$b" --result "done" --text "Продуто стояк" >/dev/null
as kontr confirm "$b" --outcome yes --via call >/dev/null
is "$(both)" "closed closed" "and goes its own way after it"
is "$(of "$a" answer)" "Замінено засувку" "the parent is not touched"
exits 4 "nothing is joined to a closed one" as olena join "$c" --to "$a"

# off again; a complaint about the executor does not follow to him
new d --text "Батьківське" --address "вул. Наукова, 1"
new e --text "Дитяче"
as olena join "$e" --to "$d" >/dev/null
run as olena unjoin "$e" --note "Інший стояк" --json
is "$rc $(field joined)" "0 null" "unjoined"
is "$(of "$d" 'children | length')" 0 "the parent has none"
like "$(last "$e")" "unjoined .*$d.*Інший стояк" "the history of the child"
like "$(last "$d")" "child_unjoined .*$e" "and of the parent"
exits 4 "once" as olena unjoin "$e"
as olena dispatch "$d" --to VODA >/dev/null
is "$(of "$e" state)" registered "it follows no more"
new f --text "Скаржуся на водоканал" --kind complaint --complained VODA
exits 4 "a complaint about the executor does not go to him by joining" as olena join "$f" --to "$d"
like "$err" '7' "by Article 7"
is "$(of "$f" joined)" null "and is not joined"
new g --text "Ще скарга" --complained TEPLO
as olena join "$g" --to "$d" >/dev/null
as olena recall "$d" >/dev/null; as olena dispatch "$d" --to TEPLO >/dev/null
is "$(of "$d" state) $(of "$g" state) $(of "$g" joined)" "dispatched registered null" \
	"a child that must not follow is taken off and waits for a dispatcher"
like "$(last "$g")" '7' "the history says why"

# a parent that ends otherwise lets its children go
new h --text "Відкличуть"
new i --text "А це ні"
as olena join "$i" --to "$h" >/dev/null
as olena withdraw "$h" --via call --note "Полагодили самі" >/dev/null
is "$(of "$h" state) $(of "$i" state) $(of "$i" joined)" "withdrawn registered null" "withdrawn alone"

# across executors: whose order ends is told
new x --text "Калюжа на подвір'ї"
new y --text "Тече з люка"
as dysp dispatch "$x" --to VODA >/dev/null; as dysp dispatch "$y" --to TEPLO >/dev/null
run as olena join "$y" --to "$x"
like "$rc $err" "^0 .*доручення виконавцеві «ЛМКП «Львівтеплоенерго»» відкликано" "the order that ends is told"
is "$(of "$y" state) $(of "$y" service)" "dispatched VODA" "it goes along from now on"

# an incident by the same command
run "$PULT" incident add --title "Порив" --address "вул. Зелена 4" --json
inc=$(field number)
exits 0 "joined to an incident" as olena join "$i" --to "$inc"
is "$(of "$i" joined)" "$inc" "by the same command"
exits 0 "and off" as olena unjoin "$i"
exits 5 "another revision" as olena join "$i" --to "$d" --rev 1
exits 0 "verify is clean after all this" "$PULT" verify
done_testing
