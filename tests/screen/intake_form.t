# tests/screen/intake_form.t - F2: what the form asks back, what it offers and what its fields say, key by
# key. In English, so that it does not depend on how something is called in the catalogue.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
export LANGUAGE=en PULT_DB=$T/pult.db PULT_TEST_NOW=2026-11-02T10:00:00

"$PULT" init --site ГЛ --name "Гаряча лінія" >/dev/null || bail "init"
echo parol-12345 | "$PULT" user add oksana --name "Оксана Гнатів" --role operator >/dev/null || bail "user"
register() { "$PULT" register --json "$@" >"$T/registered" || bail "register"; }
register --text "Немає води" --topic 01.01 --phone 0671234567 --name "Іваненко Іван" \
	--address "вул. Городоцька, 226А" --residence "вул. Наукова, 5"

log_in() {
	screen_start -s "${1:-80x24}" "$PULT"
	wait_for "Login" && type_text oksana && keys Enter
	type_text parol-12345 && keys Enter
	wait_for "Ctrl-N"
}
# The value of a field of the form; a caller's card stands behind the line of the border.
field() { screen | sed -n "s/^$1 *!\{0,1\}\(.*\)│.*/\1/p" | sed 's/ *$//' | head -1; }
field_is() { until_ok 5 eval "[ \"\$(field '$1')\" = '$2' ]"; is "$(field "$1")" "$2" "$3"; }
empty_form() { keys C-n && wait_for "Clear the form?" && keys Down Enter && wait_gone "Clear the form?"; }

# --- the card's address is taken, the other one is offered
log_in
type_text 0671234567
shows "the problem was at" "the card shows both addresses"
keys Enter
field_is "Address" "вул. Наукова, 5" "the residence goes into the form"
shows "Down and Enter take the one of before" "the other is offered"
keys Down Enter
field_is "Address" "вул. Городоцька, 226А" "two keys take it"
empty_form
type_text 0671234567 && keys Enter
shows "Down and Enter take the one of before" "again"
keys Enter
shows "Enter takes the marked one" "Enter leaves the address of the card and goes on"
field_is "Address" "вул. Наукова, 5" "as it was"

# --- anonymous and a name
type_text 0203 && keys Enter && type_text "Холодно"
keys C-f && wait_for "Signatories" && keys Tab && wait_for "<as the form says>"
keys Left && wait_for "<anonymous>" && keys Tab
shows "An anonymous appeal has no name" "it is said when the field is left"
keys C-s
shows "Anonymous, or with the name?" "Ctrl-S asks which of both is meant"
keys Escape && wait_gone "Anonymous, or with the name?"
keys C-f && field_is "Full name" "Іваненко Іван" "Esc leaves all as it was"
keys C-s && wait_for "Anonymous, or with the name?" && keys 1
shows "Say to the citizen" "the first answer registers without the name"
is "$("$PULT" show 2 --json | jq -r '[.name // "", .applicant] | join(" ")')" " anonymous" "nobody's name is kept"
keys C-n && wait_for "Telephone"
type_text 0671234567 && keys Enter && wait_for "Down and Enter" && keys Enter
type_text 0203 && keys Enter && type_text "Знову холодно"
keys C-f Tab && wait_for "<as the form says>" && keys Left && wait_for "<anonymous>"
keys C-s && wait_for "Anonymous, or with the name?" && keys 2
shows "Say to the citizen" "the second one with it"
is "$("$PULT" show 3 --json | jq -r '[.name, .applicant] | join(" ")')" "Іваненко Іван individual" "and is individual"

# --- a choice says how it is changed; letters and a paste choose
keys C-n && wait_for "Telephone"
keys C-f && shows "Ctrl-F or Esc: back to the call." "the page of the law says how to leave it"
keys Tab && wait_for "Space, ← → or the first letters: as the form says, individual, collective"
type_text col && field_is "Applicant" "<collective>" "the first letters choose"
paste "anonymous" && field_is "Applicant" "<anonymous>" "so does a paste"
type_text q && shows "None of the choices begins so" "a letter of none of them is not swallowed"
keys Left && field_is "Applicant" "<collective>" "the arrows go one by one"
keys C-n

# --- a long text says how much of it is not seen; what is wrong does not cover the card
type_text 0671234567 && keys Enter && wait_for "Enter takes the marked one"
type_text 0203 && keys Enter
for i in 1 2 3 4 5 6 7 8 9; do type_text "рядок $i" && keys Enter; done
like "$(screen)" "↑ [0-9]" "lines above are counted"
keys C-Home && shows "рядок 1"
like "$(screen)" "↓ [0-9]" "lines below are"
keys BTab && type_text "такого нема" && keys Tab BTab
shows "Choose the topic from the list: Down shows it." "what is wrong in the field stands in the last line"
like "$(screen | grep '^Topic')" "│ ГЛ-3/26" "the card is not covered"
field_is "Executor" "" "the executor of the topic before is gone with it"
empty_form

# --- the other layout: said when the field is left and before registering, one key, nothing forced
keys Tab && type_text "Rjdfkm Jktyf" && keys Tab
shows "«Rjdfkm» looks typed with the other layout on: Ctrl-R makes it «Коваль»." "a name is noticed when it is left"
keys C-r && field_is "Full name" "Коваль Олена" "one key makes it what was meant"
keys Tab Tab Tab && type_text "Facebook, iPhone, OSBB" && keys Tab
shows "Change it only when another" "Latin words are no matter"
keys BTab C-e && type_text " ghjhdfkj" && keys C-s
shows "Not registered yet: «ghjhdfkj» looks typed with the other layout on." "nothing is registered unasked"
keys C-r && shows "Facebook, iPhone, OSBB прорвало" "only the word that is wrong becomes another one"
keys C-u && type_text "ghjhdfkj" && keys C-s && wait_for "Not registered yet"
keys C-s
shows "Say to the citizen" "Ctrl-S again registers as typed"
is "$("$PULT" show 4 --json | jq -r '[.name, .text] | join(", ")')" "Коваль Олена, ghjhdfkj" "so it is kept"
keys C-n && wait_for "Telephone"

# --- who is complained of and who does the work are two
keys Tab Tab Tab && type_text 0201 && keys Enter && field_is "Executor" "ЛМКП «Львівтеплоенерго»" "the topic brings one"
keys C-f Tab Tab Tab Tab && wait_for "never gets the order" && type_text TEPLO && keys Tab
shows "Complained of: ЛМКП «Львівтеплоенерго»." "both are named"
keys C-f && field_is "Executor" "ЛКП «Залізничнетеплоенерго»" "who is complained of is not the executor"

# --- the page of the law: one key there and back, its sum on the page of the call, the index after registering
like "$(field "By the law")" "no · against: ЛМКП «Львівтеплоене" "the page is summed up"
keys C-f && wait_for "Missing" && type_text y && field_is "Missing" "surname and given name · residence" "Article 5"
keys Tab && type_text col && keys Tab && type_text 12 && keys Tab Down
shows "7.5 Participant of hostilities" "all categories are listed"
type_text 7.5 && keys Enter && field_is "Category" "7.5 Participant of hostilities" "one is taken"
keys Escape
shows "yes · collective · signatories 12" "Esc goes back to the call"
keys BTab BTab BTab && type_text "Гук Іван" && keys Tab Tab Tab && type_text "Холодно" && keys C-s
shows "index КО-1" "the index is shown"
is "$("$PULT" show 5 --json | jq -r '[.index, .applicant, .signatories, .category, .complained] | map(tostring) | join(" ")')" \
	"КО-1 collective 12 7.5 TEPLO" "all of it is registered"
done_testing
