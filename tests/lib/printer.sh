# tests/lib/printer.sh - printers of the tests. Sourced after tap.sh.
#
#     printer_on desk            a receipt printer on loopback in the folder desk; its setting is $(printer_at desk)
#     printer_does desk cut      what it does from now on, see tests/lib/listener.pl
#     printer_off desk           and printer_on desk again: at the same port
#     paper desk 3               what stands on the paper of its third connection, waited for

printer_on() {
	mkdir -p "$1"
	perl "$TOP/tests/lib/listener.pl" "$1" ${PRINTER_PORT[$1]:-} &
	PRINTER_PID[$1]=$!
	until_ok 5 test -s "$1/port" || bail "the printer $1 does not start"
	PRINTER_PORT[$1]=$(<"$1/port")
}
printer_off() {
	kill "${PRINTER_PID[$1]}" && wait "${PRINTER_PID[$1]}" 2>/dev/null
	rm -f "$1/port" "$1"/[0-9]*
	unset "PRINTER_PID[$1]"
}
printer_does() { echo "$2" >"$1/manner"; }
printer_at() { echo "tcp:127.0.0.1:${PRINTER_PORT[$1]}"; }
printers_end() {
	local name

	for name in "${!PRINTER_PID[@]}"; do
		kill "${PRINTER_PID[$name]}" 2>/dev/null
	done
}
declare -A PRINTER_PID PRINTER_PORT
at_exit printers_end

paper() {
	until_ok 5 test -e "$1/$2" || { fail "$1 has printed $2"; return 1; }
	perl "$TOP/tests/lib/escpos.pl" "$1/$2" "$1/picture$2"
}
papers() { find "$1" -name '[0-9]*' ! -name '*.part' | wc -l; } # how many connections have ended
