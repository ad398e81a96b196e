# tests/server/init.t - a site that is made with a centre (pult init --central): each refusal says what works now, when
# there is neither a base nor a setting, and leaves nothing; a base of a backup is told how it gets its token.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
. "$TOP/tests/lib/sites.sh"
new_centre
token_files
(umask 077 && echo hello >short.token && head -c 43 /dev/zero | tr '\0' A >unknown.token)
CA=$T/tls/ca.pem

# refused EXIT PATTERN DESC ARGS…
refused() {
	run site n init --site ЦН "${@:4}"
	is "$rc" "$1" "$3: exit $1"
	like "$err" "$2" "$3: the sentence"
	unlike "$err" "налаштування|central_ca|pult sync|чекає" "$3: speaks of nothing that is not there yet"
	is "$(ls n.db* 2>/dev/null)" "" "$3: nothing is left"
}
refused 6 "адресою --central" "nobody listens" --central https://localhost:1 --ca "$CA" --token cn.token
refused 2 "https://" "no https" --central "http://localhost:$PORT" --ca "$CA" --token cn.token
refused 1 "\-\-ca ФАЙЛ" "no certificate" --central "$URL" --token cn.token
refused 3 "nofile.pem" "a certificate that is not there" --central "$URL" --token cn.token --ca nofile.pem
refused 2 "cn.token.*BEGIN CERTIFICATE" "a certificate that is none" --central "$URL" --token cn.token --ca cn.token
refused 2 "\-\-token ФАЙЛ" "no token" --central "$URL" --ca "$CA"
refused 3 "no.token" "a token that is not there" --central "$URL" --ca "$CA" --token no.token
refused 2 "43" "a token that is none" --central "$URL" --ca "$CA" --token short.token
refused 1 "\-\-token ФАЙЛ" "a token that the centre does not know" --central "$URL" --ca "$CA" --token unknown.token
refused 2 "ГЛ.*ЦН" "another site's token" --central "$URL" --ca "$CA" --token gl.token

exits 0 "all of it right" site n init --site ЦН --central "$URL" --ca "$CA" --token cn.token
exits 5 "once more" site n init --site ЦН --central "$URL" --ca "$CA" --token cn.token
like "$err" "n.db.*вже є.*setting central" "says that the base is there, and how it would get a centre"

# a base of a backup has no token
site n backup "$T/copy" >/dev/null
exits 0 "restored" site r restore "$T/copy"
like "$out" "sync --once --token ФАЙЛ" "it says what is needed"
exits 0 "which works" site r sync --once --token cn.token
exits 0 "and then it registers" site r register --text "Далі"
rm r.db r.db.key
exits 0 "restored where the token is" site r restore "$T/copy"
like "$out" "sync --once»" "it says so"
exits 0 "and that works" site r sync --once

stop_central one
rm -f n.db*
refused 6 "адресою --central" "the centre is down" --central "$URL" --ca "$CA" --token cn.token
done_testing
