# tests/lib/trouble.sh - a city whose parts die and come back: a balancer before the centres, a bad line to it, what of
# the programs runs. Sourced after tap.sh, central.sh and sites.sh.
#
#     start_balancer NAME…      haproxy over the centres of these names; its address in $BALANCED
#                               HTTP=1: it ends TLS itself, request by request, and says where each came from
#     stop_balancer; run_balancer   the same place again
#     start_line SEED BYTES     a line to the balancer that cuts connections after some bytes; $URL is its address
#     stop_line; run_line       nobody gets through; and again, with other dice
#     kill_central NAME; again_central NAME    kill -9; on the same port
#     is_running PID

HAPROXY=$(PATH=$PATH:/usr/sbin command -v haproxy)

is_running() { [ -n "$1" ] && kill -0 "$1" 2>/dev/null; }
# crash PID: kill -9, and gone.
crash() { { kill -9 "$1"; wait "$1"; } 2>/dev/null; }

port_of() { echo "${1##*:}"; }
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
listens_or_died() { listens "$1" || ! is_running "$2"; }

run_balancer() {
	"$HAPROXY" -db -q -f balancer.cfg 2>>balancer.log &
	PID_balancer=$!
	until_ok 10 listens_or_died "$BALANCED" $PID_balancer
	is_running $PID_balancer
}
stop_balancer() { crash "${PID_balancer:-}"; }

start_balancer() {
	local name url try

	[ -n "$HAPROXY" ] || bail "haproxy is not installed (make deps)"
	at_exit stop_balancer
	local mode=tcp tls='' more=''

	if [ -n "${HTTP:-}" ]; then
		mode=http tls=" ssl crt $T/tls/both.pem" more=' option forwardfor\n'
		(umask 077 && cat "$T/tls/cert.pem" "$T/tls/key.pem" >"$T/tls/both.pem")
	fi
	for try in 1 2 3 4 5 6 7 8; do
		PORT=$((PORT + 1)) BALANCED=$PORT
		{
			printf 'defaults\n mode %s\n timeout connect 2s\n timeout client 90s\n timeout server 90s\n retries 1\n option redispatch\n' $mode
			printf "listen centre\n bind 127.0.0.1:%s%s\n balance roundrobin\n$more" "$BALANCED" "$tls"
			for name; do
				url=URL_$name
				printf ' server %s 127.0.0.1:%s check inter 200 fall 1 rise 1 on-marked-down shutdown-sessions\n' \
					"$name" "$(port_of "${!url}")"
			done
		} >balancer.cfg
		run_balancer && return
	done
	bail "haproxy: $(<balancer.log)"
}

run_line() {
	LINE_SEED=$((LINE_SEED + 1))
	"$B/tests/cutter" "$LINE" "$BALANCED" "$LINE_SEED" "$LINE_BYTES" >/dev/null 2>>line.log &
	PID_line=$!
	until_ok 10 listens_or_died "$LINE" $PID_line
	is_running $PID_line
}
stop_line() { crash "${PID_line:-}"; }

start_line() {
	local try

	LINE_SEED=$1 LINE_BYTES=$2
	at_exit stop_line
	for try in 1 2 3 4 5 6 7 8; do
		PORT=$((PORT + 1)) LINE=$PORT
		run_line && { URL=https://localhost:$LINE; return; }
	done
	bail "no line: $(<line.log)"
}

kill_central() {
	local pid=PID_$1

	crash "${!pid}"
	printf -v "$pid" ''
}
again_central() {
	local url=URL_$1 keep=$URL port=$PORT

	PORT=$(($(port_of "${!url}") - 1))
	start_central "$1"
	PORT=$port URL=$keep
}
