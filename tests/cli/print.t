# tests/cli/print.t - receipts to a printer from the shell: a raw listener on loopback, a real cupsd, and the queue of
# what a printer did not take.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/city.sh"
. "$TOP/tests/lib/printer.sh"
export PULT_TEST_NOW="2026-11-20 10:00"
new_city
waiting() { "$PULT" print --json | jq -r 'map(.number) | join(" ")'; }
why() { "$PULT" print --json | jq -r '.[0].why'; }
# What puts a receipt into the queue without a screen: the row, as the screen makes it.
put() { sqlite3 "$DB" "INSERT INTO print_job(number, login, printer, at, began, tries, next_at, why)
	VALUES('$1', 'olena', '${2:-}', 1795000000000, ${3:-0}, 0, 0, '')"; }
events() { "$PULT" show "$1" --json | jq -r '.history | map(select(.action == "printed")) | length'; }

"$PULT" register --text "Перше" --phone 0671112233 --name "Ґава Їжак Єрємійович" --topic 0103 >/dev/null
"$PULT" register --text "Друге" --topic 0103 >/dev/null

# --- settings
exits 0 "a printer in the network" "$PULT" setting printer "tcp:10.0.0.7 width=58 charset=none"
exits 2 "a word that is not known" "$PULT" setting printer "tcp:10.0.0.7 width=60"
like "$err" 'width=80\|58' "is answered with those that are"
exits 0 "a printer with a name" "$PULT" setting printer.вікно2 "tcp:10.0.0.8"
exits 4 "which is no program either" "$PULT" setting printer.вікно2 "cmd:/bin/true"
exits 2 "nor has a name of two words" "$PULT" setting "printer.вікно 2" "tcp:10.0.0.8"
exits 0 "all of them" "$PULT" print printers
like "$out" 'звичайний +tcp:10.0.0.7 width=58 charset=none'$'\n''вікно2 +tcp:10.0.0.8' "are listed"
"$PULT" setting printer.вікно2 "" >/dev/null
is "$("$PULT" print printers --json | jq -r 'map(.name) | join(",")')" "" "an empty one is none"

# --- to a printer of receipts
printer_on desk
"$PULT" setting printer "$(printer_at desk)" >/dev/null
exits 0 "nothing waits" "$PULT" print
like "$out" 'нічого не чекає' "which is said"
exits 0 "a receipt to try the printer" "$PULT" print test
like "$(paper desk 1)" 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' "has every letter"
put ГЛ-1/26
exits 0 "what waits is printed" "$PULT" print retry
sheet=$(paper desk 2)
like "$sheet" 'Ґава Їжак Єрємійович' "on paper"
unlike "$sheet" 'КОПІЯ' "as the first"
is "$(waiting) $(events ГЛ-1/26)" " 1" "it is out of the queue, and in the log"
put ГЛ-1/26 "" 1
exits 0 "one whose printing was broken off" "$PULT" print retry ГЛ-1/26
like "$(paper desk 3)" 'Довідка про реєстрацію звернення. КОПІЯ' "says that it is a copy"

# --- what goes wrong
printer_does desk status
"$PULT" setting printer "$(printer_at desk) status=yes" >/dev/null
put ГЛ-2/26
exits 0 "a printer that is asked" "$PULT" print retry
like "$(paper desk 4)" 'ГЛ-2/26' "prints"
printer_does desk nopaper
put ГЛ-1/26 && put ГЛ-2/26
exits 1 "without paper" "$PULT" print retry
like "$err" '^pult: ГЛ-1/26: У принтері немає паперу. Довідка чекає далі.$' "the printer says why"
is "$(waiting)" "ГЛ-1/26 ГЛ-2/26" "both wait"
is "$("$PULT" print --json | jq -c '[.[0] | .tries, .began, .login]')" '[1,false,"olena"]' "nothing of them is on paper"
exits 3 "an appeal with none" "$PULT" print cancel ГЛ-9/26
exits 0 "one is taken out" "$PULT" print cancel ГЛ-2/26
is "$(waiting)" "ГЛ-1/26" "the other stays"
printer_on other
"$PULT" setting printer.вікно2 "$(printer_at other)" >/dev/null
exits 2 "a printer that is none" "$PULT" print move ГЛ-1/26 --to вікно7
exits 0 "it goes to another printer" "$PULT" print move ГЛ-1/26 --to вікно2
exits 0 "which takes it" "$PULT" print retry
like "$(paper other 1)" 'ГЛ-1/26' "there"
"$PULT" setting printer "$(printer_at desk)" >/dev/null
printer_does desk cut
"$PULT" setting printer "$(printer_at desk) charset=none" >/dev/null
put ГЛ-1/26
exits 1 "a printer that breaks off" "$PULT" print retry
like "$(why)" 'розірвав' "is told"
printer_does desk read
printer_off desk
exits 1 "one that is off" "$PULT" print retry
like "$(why)" 'не приймає' "too"
printer_on desk
exits 0 "on again" "$PULT" print retry
paper desk 1 >sheet
like "$(<sheet)" 'picture 1 576x' "a part may have been on paper before:"
is "$(waiting)" "" "nothing waits"
exits 4 "an executor has no receipts" as vodak print
exits 2 "what is no command" "$PULT" print everything

# --- CUPS: a server of its own, as any user
cupsd=$(PATH=$PATH:/usr/sbin:/sbin command -v cupsd) || skip_cups=1
if [ -z "${skip_cups:-}" ]; then
	mkdir -p cups/{spool,cache,state,log,tmp} cups/bin/{backend,filter,driver,monitor} "$HOME/.cups" behind
	chmod 755 "$T" "$T/run" cups && chmod 777 behind
	# The device behind its queues: a file for each job.
	printf '#!/bin/sh\n[ $# = 0 ] || cat ${6:+"$6"} >%q/behind/$1.new && mv %q/behind/$1.new %q/behind/$1\n' "$T" "$T" "$T" \
		>cups/bin/backend/desk
	chmod 755 cups/bin/backend/desk
	ln -s /usr/lib/cups/daemon cups/bin/daemon
	cp "$cupsd" cups/cupsd # a rule of AppArmor is bound to the path
	if [ "$(id -u)" = 0 ]; then who=lp group=lp; else who=$(id -un) group=$(id -gn); fi
	cat >cups/cups-files.conf <<-CONF
		SystemGroup root
		User $who
		Group $group
		ServerRoot $T/cups
		ServerBin $T/cups/bin
		RequestRoot $T/cups/spool
		TempDir $T/cups/tmp
		CacheDir $T/cups/cache
		StateDir $T/cups/state
		ErrorLog $T/cups/log/error
		AccessLog $T/cups/log/access
		PageLog $T/cups/log/page
		Printcap $T/cups/printcap
	CONF
	cups_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	cat >cups/cupsd.conf <<-CONF
		Listen $T/run/cups.sock
		Listen 127.0.0.1:$cups_port
		Browsing Off
		WebInterface No
		DefaultAuthType None
		<Location />
		Order allow,deny
		Allow all
		</Location>
		<Location /admin>
		Order allow,deny
		Allow all
		</Location>
		<Policy default>
		<Limit All>
		Order allow,deny
		Allow all
		</Limit>
		</Policy>
	CONF
	cups/cupsd -f -c "$T/cups/cupsd.conf" -s "$T/cups/cups-files.conf" >cups/out 2>&1 &
	cups_pid=$!
	at_exit 'kill $cups_pid 2>/dev/null; wait $cups_pid 2>/dev/null'
	echo "ServerName $T/run/cups.sock" >"$HOME/.cups/client.conf"
	cups_runs() { LANGUAGE=en lpstat -r | grep -q 'scheduler is running'; }
	ok "a cupsd of the test runs" until_ok 10 cups_runs
	lpadmin() { command /usr/sbin/lpadmin -h "$T/run/cups.sock" "$@"; }
	ok "with a queue" lpadmin -p window1 -E -v desk:/1 -m raw
	"$PULT" setting printer "cups:window1 format=escpos" >/dev/null
	put ГЛ-2/26
	exits 0 "a receipt by CUPS" "$PULT" print retry
	like "$(paper behind 1)" '<init>.*ГЛ-2/26.*<cut>' "comes to the printer untouched"
	"$PULT" setting printer "cups:window1" >/dev/null
	put ГЛ-2/26
	exits 0 "a page by CUPS" "$PULT" print retry
	ok "comes" until_ok 10 test -e behind/2
	like "$(pdftotext behind/2 - | tr '\n' ' ')" 'ГЛ-2/26' "as a PDF"
	echo "ServerName $T/run/nobody.sock" >"$HOME/.cups/client.conf"
	"$PULT" setting printer "cups:window1@127.0.0.1:$cups_port" >/dev/null
	put ГЛ-2/26
	exits 0 "a queue of another server, at a port" "$PULT" print retry
	ok "prints" until_ok 10 test -e behind/3
	echo "ServerName $T/run/cups.sock" >"$HOME/.cups/client.conf"
	"$PULT" setting printer "cups:nosuch" >/dev/null
	put ГЛ-2/26
	exits 1 "a queue that is not there" "$PULT" print retry
	like "$(why)" 'nosuch|does not exist' "is named"
	is "$("$PULT" print --json | jq -r '.[0].began')" false "nothing is on paper"
	"$PULT" setting printer "cups:window1" >/dev/null
	/usr/sbin/cupsreject window1
	exits 1 "a queue that takes nothing" "$PULT" print retry
	/usr/sbin/cupsaccept window1
	kill "$cups_pid" && wait "$cups_pid" 2>/dev/null
	exits 1 "a server that is down" "$PULT" print retry
	is "$(waiting)" "ГЛ-2/26" "the receipt waits"
else
	skip "there is no cupsd here"
fi
exits 0 "the base is whole" "$PULT" verify
done_testing
