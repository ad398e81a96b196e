# tests/lib/sites.sh - sites with a centre, for tests: sourced after tap.sh, brings central.sh.
#
#     new_sites [a [b]]      a centre, gl.token and cn.token of its sites, and the bases of those named: a ГЛ, b ЦН
#     token_files            those tokens alone
#     site a VERB…           pult with the base $T/a.db
#     join_site a ГЛ gl      makes the base of a site that has the centre (token file gl.token)
#     unsent a; fault a      what waits; the word of the fault, or null
#     agent a; stop_agent a  pult-agent of the base, its pid in $AGENT_a, what it says in a.agent
#     has a WORDS PATTERN    whether a search there finds it; is_even a, has_fault a WORD: for until_ok

. "$TOP/tests/lib/central.sh"

site() { PULT_DB=$T/$1.db "$PULT" "${@:2}"; }
unsent() { site "$1" sync status --json | jq -r .unsent; }
fault() { site "$1" sync status --json | jq -r .fault; }
is_even() { [ "$(unsent "$1") $(fault "$1")" = "0 null" ]; }
has_fault() { [ "$(fault "$1")" = "$2" ]; }
has() { site "$1" find "$2" --limit 0 2>/dev/null | grep -q "$3"; }

# The tokens of new_centre, as files gl.token and cn.token.
token_files() { (umask 077 && echo "$GL" >gl.token && echo "$CN" >cn.token); }

join_site() {
	site "$1" init --site "$2" --central "$URL" --token "$3.token" --ca "$T/tls/ca.pem" >/dev/null 2>&1 || bail "no site $2"
}

new_sites() {
	local each

	new_centre
	token_files
	for each; do
		case $each in
		a) join_site a ГЛ gl ;;
		b) join_site b ЦН cn ;;
		*) bail "no site $each" ;;
		esac
	done
}

agent() {
	"$B/pult-agent" --db "$T/$1.db" 2>>"$1.agent" &
	eval "AGENT_$1=$!"
	at_exit "kill -9 $! 2>/dev/null"
}
stop_agent() {
	local pid=AGENT_$1

	kill "${!pid}" && wait "${!pid}"
}

# same_sites DESC A B: what they share is the same.
same_sites() {
	is "$(site "$2" verify --digest --json | jq -c '.digests, .digest')" "$(site "$3" verify --digest --json | jq -c '.digests, .digest')" "$1"
}
