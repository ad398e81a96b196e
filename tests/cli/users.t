# tests/cli/users.t - accounts from the shell: the last administrator stays, who is disabled can be enabled,
# an executor has an organisation, who is locked is shown with the time.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city

user() { "$PULT" user "$@"; }
typed() { # PASSWORD ARGS…
	local secret=$1

	shift
	printf '%s\n' "$secret" | "$PULT" user "$@"
}
of() { "$PULT" user list --json | jq -r ".[] | select(.login == \"$1\") | .$2"; }

# the last administrator
exits 4 "the last administrator cannot be disabled" user disable admin
like "$err" 'останній адміністратор' "with a sentence"
is "$(of admin disabled)" false "and stays"
exits 0 "another one" typed "$PASSWORD" add admin2 --role operator,admin --name "Друга Адміністраторка"
exits 0 "then the first can" user disable admin
exits 4 "but not both" user disable admin2
exits 0 "whoever is no administrator can" user disable klerk

# disabled and enabled
like "$(user list)" 'klerk.*вимкнено' "the list shows who is disabled"
exits 0 "unlocking a disabled one" user unlock klerk
like "$out" 'вимкнен.*pult user enable klerk' "says that it is disabled and how to enable"
exits 0 "a new password for a disabled one" typed nova-parol passwd klerk
like "$out" 'вимкнен.*pult user enable klerk' "says so too"
exits 0 "enable" user enable klerk
is "$(of klerk disabled)" false "enabled"
exits 0 "and he works" env PULT_PASSWORD_FILE=<(echo nova-parol) "$PULT" find --as klerk
exits 0 "enabling again changes nothing" user enable klerk
like "$out" 'не вимкнен' "and says so"
exits 3 "nobody of that name" user enable nobody
exits 4 "an operator may not" as olena user enable klerk
exits 2 "enable without a login" user enable

# an executor without an organisation sees nothing
exits 2 "an executor needs an organisation" typed "$PASSWORD" add lis --role executor
like "$err" '\-\-service' "the option is named"
is "$(of lis login)" "" "nobody is added"
exits 0 "with one" typed "$PASSWORD" add lis --role executor --service VODA
exits 2 "of those there are" typed "$PASSWORD" add vovk --role executor --service НЕМАЄ

# logins and roles are no affair of those who work with appeals
for who in olena klerk dysp kontr vodak; do exits 4 "$who does not see who works here" as "$who" user list; done
like "$err" 'супервізор' "and is told who may"
for who in admin2 super kerivnyk; do exits 0 "$who may" as "$who" user list; done

# locked until
printf 'nope-nope\n' >"$T/bad"
for _ in 1 2 3 4 5; do PULT_PASSWORD_FILE=$T/bad as dysp find >/dev/null 2>&1; done
like "$(user list)" 'dysp.*заблоковано до 20\.11\.2026 10:01' "the list shows who is locked and until when"
is "$(of dysp locked) $(of dysp locked_until)" "true 2026-11-20T10:01:00+02:00" "in JSON too"
is "$(of olena locked_until)" null "nobody else is"
exits 0 "verify is clean" "$PULT" verify
done_testing
