# tests/lib/central.sh - a centre for tests: a real PostgreSQL with a folder of its own on a unix socket,
# pult-central behind TLS with a test CA, and sites that write events. Sourced after tap.sh.
#
#     new_centre                    starts both, adds the sites ГЛ and ЦН; tokens in $GL and $CN
#     start_central NAME [OPTION…]  one more process; its address in $URL and in URL_NAME
#     event SITE KIND BODY [SUBJECT] appends an event to the log of SITE in $T/SITE.jsonl (python-free: the
#                                   helper build/tests/eventmaker makes the hashes)
#     post TOKEN FILE; get TOKEN QUERY   curl: status in $code, body in $out, headers in $T/headers

CENTRAL=$B/pult-central
PG_BIN=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
EVENTMAKER=$B/tests/eventmaker
export PGHOST=$T/pg PGDATABASE=pult PGUSER=pult PGTZ=UTC

# initdb and postgres refuse to be root: then they are the user postgres.
as_postgres() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$T/pg" "$@"
	else
		"$@"
	fi
}

# A cluster with the empty database pult, made once for this build: initdb takes longer than most tests of the centre.
# Of several tests one makes it.
keep_postgres() { # FOLDER
	(
		flock 9 || exit 1
		[ ! -d "$1" ] || exit 0
		(cd "$T/pg" && as_postgres "$PG_BIN/initdb" -D "$T/pg/data" -U pult -A trust -E UTF8 --no-locale --no-sync \
			>"$T/pg/initdb.log" 2>&1) || bail "initdb: $(tail -3 "$T/pg/initdb.log")"
		run_postgres
		psql -q -d postgres -c "CREATE DATABASE pult" || bail "no database: $(tail -3 "$T/pg/log")"
		stop_postgres fast
		rm -rf "$B"/tests/postgres "$1.new" && mkdir -p "${1%/*}" && cp -a "$T/pg/data" "$1.new" &&
			rm -rf "$T/pg/data" && mv "$1.new" "$1"
	) 9>"$B/tests/postgres.lock"
}

start_postgres() {
	local kept

	[ -n "$PG_BIN" ] || bail "PostgreSQL is not installed (make deps)"
	kept=$B/tests/postgres/$(stat -c %Y-%s "$PG_BIN/postgres")-$(id -u)
	mkdir -p "$T/pg"
	chmod 711 "$T"
	[ "$(id -u)" != 0 ] || chown postgres "$T/pg"
	[ -d "$kept" ] || keep_postgres "$kept" || bail "no PostgreSQL"
	cp -a "$kept" "$T/pg/data"
	at_exit stop_postgres
	run_postgres
}

# run_postgres: starts the cluster that is there already.
run_postgres() {
	(cd "$T/pg" && as_postgres "$PG_BIN/pg_ctl" -D "$T/pg/data" -w -s -l "$T/pg/log" start -o \
		"-c listen_addresses='' -c unix_socket_directories='$T/pg' -c fsync=off -c shared_buffers=16MB \
		-c max_connections=60 -c autovacuum=off -c dynamic_shared_memory_type=mmap") || bail "PostgreSQL: $(tail -5 "$T/pg/log")"
}

stop_postgres() { (cd "$T/pg" && as_postgres "$PG_BIN/pg_ctl" -D "$T/pg/data" -m "${1:-immediate}" -s stop 2>/dev/null) || :; }

sql() { psql -qAtX -c "$1"; }

# A CA of the test, and a certificate for localhost.
new_ca() {
	mkdir -p "$T/tls"
	{
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=test CA" \
			-keyout "$T/tls/ca.key" -out "$T/tls/ca.pem"
		openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=localhost" \
			-keyout "$T/tls/key.pem" -out "$T/tls/csr.pem"
		openssl x509 -req -in "$T/tls/csr.pem" -CA "$T/tls/ca.pem" -CAkey "$T/tls/ca.key" -days 2 \
			-extfile <(echo "subjectAltName=DNS:localhost,IP:127.0.0.1") -out "$T/tls/cert.pem"
	} 2>/dev/null
	chmod 600 "$T/tls/key.pem"
}

# A port that nobody has: below the ephemeral ones, tried in turn by start_central.
PORT=$((20000 + $$ % 9000))

is_serving() { grep -q 'serving on' "$1" || ! kill -0 "$2" 2>/dev/null; }

# start_central NAME [OPTION…]; PLAIN=1: without TLS.
start_central() {
	local name=$1 log=$T/$1.log tls=(--certificate "$T/tls/cert.pem" --key "$T/tls/key.pem") pid try scheme=https

	shift
	[ -z "${PLAIN:-}" ] || tls=() scheme=http
	for try in 1 2 3 4 5 6 7 8; do
		PORT=$((PORT + 1))
		: >"$log"
		"$CENTRAL" serve --listen 127.0.0.1:$PORT "${tls[@]}" --threads 4 --pin-keys "${PIN_KEYS:-$T/pin-keys}" "$@" 2>"$log" &
		pid=$!
		until_ok 10 is_serving "$log" $pid
		grep -q 'serving on' "$log" && break
		wait $pid
	done
	grep -q 'serving on' "$log" || bail "pult-central: $(<"$log")"
	URL=$scheme://localhost:$PORT
	printf -v "URL_$name" %s "$URL"
	printf -v "PID_$name" %s "$pid"
	at_exit "stop_central $name"
}

stop_central() {
	local pid=PID_$1

	[ -z "${!pid:-}" ] || { kill "${!pid}" 2>/dev/null && wait "${!pid}"; printf -v "$pid" ''; }
}

new_centre() {
	export PULT_CENTRAL_DATABASE="host=$T/pg dbname=pult user=pult"
	start_postgres
	new_ca
	"$CENTRAL" init >/dev/null || bail "no tables"
	GL=$("$CENTRAL" site add ГЛ --name "Гаряча лінія" 2>/dev/null) || bail "no site"
	CN=$("$CENTRAL" site add ЦН --name "ЦНАП" 2>/dev/null) || bail "no site"
	start_central one
}

# event SITE KIND BODY [SUBJECT]: one more line of $T/SITE.jsonl; printed too.
event() { "$EVENTMAKER" "$T/$1.jsonl" "$@"; }

# request METHOD TOKEN PATH [CURL OPTION…]: code, out, $T/headers.
request() {
	local method=$1 token=$2 path=$3

	shift 3
	rm -f "$T/body" "$T/headers"
	code=$(curl -sS --max-time 90 --cacert "$T/tls/ca.pem" -X "$method" ${token:+-H "Authorization: Bearer $token"} \
		-D "$T/headers" -o "$T/body" -w '%{http_code}' "$@" "$URL$path" 2>"$T/curl.err")
	out=
	[ ! -f "$T/body" ] || out=$(tr -d '\0' <"$T/body")
}
post() { request POST "$1" /v1/events --data-binary "@$2" "${@:3}"; }
get() { request GET "$1" "/v1/events?$2" "${@:3}"; }
header() { sed -n "s/^$1: *//Ip" "$T/headers" | tr -d '\r'; }
json() { printf '%s' "$out" | jq -r ".$1"; }

# send_base TOKEN DB: the whole log of a site's base goes to the centre, as the site would send it.
send_base() {
	sqlite3 "$2" "SELECT json_object('site', site, 'seq', seq, 'v', v, 'hlc', CAST(hlc AS TEXT), 'at', at, 'actor', actor,
		'subject', subject, 'kind', kind, 'body', body, 'body_hash', lower(hex(body_hash)), 'hash', lower(hex(hash)))
		FROM event ORDER BY site, seq" >"$T/base.jsonl"
	post "$1" "$T/base.jsonl"
}
# send_key TOKEN DB: and the key of its PINs.
send_key() { request POST "$1" /v1/pin-key --data "{\"key\":\"$(od -An -v -tx1 "$2.key" | tr -d ' \n')\"}"; }
# status NUMBER PIN [CURL OPTION…]: as a citizen.
status() { request GET "" /v1/status -G --data-urlencode "number=$1" --data-urlencode "pin=$2" "${@:3}"; }
