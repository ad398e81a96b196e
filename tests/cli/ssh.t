# tests/cli/ssh.t - operators by SSH: a real sshd on loopback with the snippet that is shipped. Whatever a
# client asks for, it gets the login screen in a terminal and one sentence without; and what is typed over a
# line that breaks is kept. Runs as any user: the snippet's account is the one who runs the test.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/screen.sh"
. "$TOP/tests/lib/city.sh"
new_city
"$PULT" register --text "Таємний текст звернення" --name "Прихована Особа" --phone "067 111 22 33" >/dev/null
unset PULT_DB PULT_PASSWORD_FILE
ME=$(id -un)
YEAR=$(TZ=Europe/Kyiv date +%y)
SENTENCE='pult: Цей обліковий запис відкриває робоче місце'

# sshd of a plain user gives its terminals to the group tty, which he may do only where they have it already.
[ "$(id -u)" = 0 ] || grep -qE '^devpts /dev/pts devpts .*gid=5' /proc/mounts ||
	bail "the terminals of this machine (devpts) do not belong to the group tty: run this test as root"

# --- the server: keys of its own, a port of its own, the snippet with this account and this build
[ "$(id -u)" != 0 ] || mkdir -p /run/sshd # where sshd of root locks itself in
keygen() { ssh-keygen -q -t ed25519 -N '' -C test -f "$1"; }
keygen host && keygen operator && keygen stranger
echo "restrict,pty $(<operator.pub)" >keys
PORT=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport')
echo "[127.0.0.1]:$PORT $(<host.pub)" >known_hosts
# Sanitizers report here too, though sshd gives its own variables to nobody.
setenv=
for v in ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS; do
	[ -z "${!v:-}" ] || setenv="$setenv $v=${!v}"
done
# config SED-SCRIPT: the server's file, with changes of the snippet.
config() {
	cat >sshd.conf <<-END
		Port $PORT
		ListenAddress 127.0.0.1
		HostKey $T/host
		PidFile $T/sshd.pid
		UsePAM no
		# the test's folder is below one that everybody may write to
		StrictModes no
		X11Forwarding yes
		AcceptEnv LANG LC_*
		Subsystem sftp internal-sftp
		${setenv:+SetEnv$setenv}
	END
	sed -e "s|^Match User pult|Match User $ME|" -e "s|/etc/pult/authorized_keys|$T/keys|" \
		-e "s|ForceCommand .*|ForceCommand $PULT --desk --db $DB|" -e "${1:-}" "$SNIPPET" >>sshd.conf
}
SNIPPET=$T/snippet
sed 's|@bindir@|/usr/bin|' "$TOP/deploy/sshd.conf.in" >"$SNIPPET"
serve() {
	[ ! -s sshd.pid ] || stop_serving
	/usr/sbin/sshd -D -f "$T/sshd.conf" -E "$T/sshd.log" &
	until_ok 5 eval "(: <>/dev/tcp/127.0.0.1/$PORT) 2>/dev/null" || bail "sshd did not start: $(<sshd.log)"
}
stop_serving() {
	local pid

	pid=$(<"$T/sshd.pid") || return 0
	kill "$pid" && until_ok 5 eval "! kill -0 $pid 2>/dev/null"
}
at_exit stop_serving
OPTIONS=(-F none -i "$T/operator" -o IdentitiesOnly=yes -o BatchMode=yes -o "UserKnownHostsFile=$T/known_hosts"
	-o StrictHostKeyChecking=yes -o LogLevel=INFO)
ssh_() { ssh -p "$PORT" "${OPTIONS[@]}" "$@" </dev/null; }
ssh_screen() { # [OPTION OR COMMAND…]: in a terminal
	screen_start -s 80x24 ssh -p "$PORT" "${OPTIONS[@]}" -tt "$ME@127.0.0.1" "$@"
}
enter_login() { # LOGIN VISIBLE
	wait_for "Пароль" && type_text "$1" && keys Tab && type_text "$PASSWORD" && keys Enter
	wait_for "$2"
}

# --- the snippet, as sshd understands it
config
exits 0 "sshd takes the snippet" /usr/sbin/sshd -t -f "$T/sshd.conf"
is "$err" "" "without a word"
/usr/sbin/sshd -T -f "$T/sshd.conf" -C "user=$ME,host=x,addr=127.0.0.1" >effective
setting() { like $'\n'"$(<effective)"$'\n' $'\n'"$1 $2"$'\n' "$1 $2"; }
setting permittty yes
setting passwordauthentication no
setting kbdinteractiveauthentication no
setting authenticationmethods publickey
setting disableforwarding yes
setting allowtcpforwarding no
setting allowstreamlocalforwarding no
setting allowagentforwarding no
setting x11forwarding no
setting gatewayports no
setting permittunnel no
setting permitopen none
setting permitlisten none
setting permituserrc no
setting permituserenvironment no
is "$(grep ^acceptenv effective | cut -d' ' -f2 | sort | xargs)" "ESCDELAY LANG LC_ALL LC_CTYPE NO_COLOR" \
	"of the client's variables those of a terminal, whatever the rest of the file takes"
/usr/sbin/sshd -T -f "$T/sshd.conf" -C user=somebody-else,host=x,addr=127.0.0.1 >other
unlike "$(<other)" 'forcecommand /' "other accounts are left as they are"
serve

# --- without a terminal: one sentence, whatever is asked for
refused() { # DESC COMMAND…
	local desc=$1

	shift
	run "$@" </dev/null
	isnt "$rc" 0 "$desc: refused"
	like "$err" "$SENTENCE" "$desc: with the sentence"
	is "$out" "" "$desc: and nothing else"
}
at=$ME@127.0.0.1
refused "no command" ssh_ "$at"
refused "a shell" ssh_ "$at" sh
refused "a verb" ssh_ "$at" pult find
refused "a verb by its path" ssh_ "$at" "$PULT --db $DB show ГЛ-1/26 --json"
refused "a chain of commands" ssh_ "$at" "; cat $DB; $PULT --db $DB find"
refused "options of the program" ssh_ "$at" -- --help
copy() { scp -P "$PORT" "${OPTIONS[@]}" "$@" </dev/null 2>/dev/null; }
echo x >here
for how in -O -s; do # the old way by a command, the new one by sftp
	not_ok "scp $how to the host" copy $how here "$at:$T/there"
	not_ok "scp $how from the host" copy $how "$at:$DB" stolen
done
not_ok "nothing was put there" test -e there
not_ok "nor taken" test -e stolen
exits 255 "sftp" sftp -P "$PORT" "${OPTIONS[@]}" -b /dev/null "$at"

# --- no way through the host, nor into it without a key of the list
exits 255 "a tunnel to another port" ssh_ -W "127.0.0.1:$PORT" "$at"
like "$err" 'administratively prohibited' "is prohibited"
for way in -R0:127.0.0.1:1 "-R$T/socket:127.0.0.1:1"; do
	exits 255 "forwarding $way" ssh_ -N -o ExitOnForwardFailure=yes "$way" "$at"
done
not_ok "no socket was made" test -e socket
exits 255 "a key that is not on the list" ssh -F none -p "$PORT" "${OPTIONS[@]:4}" -i "$T/stranger" -o IdentitiesOnly=yes "$at"
like "$err" 'Permission denied \(publickey\)' "opens nothing"

# --- in a terminal: the login screen, whatever is asked for
for command in "" bash "$PULT --db $DB find" "sh -c 'id; exec bash -i'"; do
	ssh_screen ${command:+"$command"}
	shows "Пароль" "ssh -t «$command»: the login screen"
	hides "ГЛ-1/26" "and nothing else"
	keys C-z C-c 'C-\'
	shows "Пароль" "no key of a shell does anything"
	keys C-x
	exits_screen 0 "the end of the work is the end of the connection"
done
ssh_screen -o SendEnv=TERM -o SetEnv=TERM=nosuch
shows 'Тип термінала «nosuch»' "a terminal that is not known: a sentence"
exits_screen 2 "and the end"

# --- variables of a client: refused by sshd, and of no use where an administrator accepts them all
mkdir -p evil/pult
echo "nonsense" >evil/pult/pult.conf
echo "nonsense" >evil/pult/keys.conf
env -u LANGUAGE "$PULT" --db other.db init --site ЧУЖ >/dev/null
variables=(PULT_TEST_NOW=2001-01-01T10:00 "PULT_DB=$T/other.db" "XDG_CONFIG_HOME=$T/evil" "XDG_DATA_HOME=$T/evil"
	"HOME=$T/evil" "PULT_PASSWORD_FILE=$T/password" LANGUAGE=en "LOCPATH=$T" "TERMINFO=$T" "TZDIR=$T"
	"SSH_ORIGINAL_COMMAND=x")
for accepts in "those of the snippet" all; do
	[ "$accepts" != all ] || { config 's/AcceptEnv.*/AcceptEnv */' && serve; }
	ssh_screen -o "SetEnv=${variables[*]}"
	shows "Пароль" "variables are sent, the host accepts $accepts: the login screen, in Ukrainian"
	shows " ГЛ " "of the site's own base"
	hides "ЧУЖ" "not of another one"
	enter_login olena "Телефон"
	type_text "06733344$((10 + ${#accepts}))" && keys Enter && type_text "Гнатів Оксана" && keys Enter Enter Enter
	type_text "Яма" && wait_for "Яма"
	keys C-s
	shows "PIN" "an operator logs in and registers"
	keys C-n
	wait_for "Телефон"
	keys C-x
	exits_screen 0 "and ends"
done
is "$(sqlite3 "$DB" "SELECT count(*) FROM appeal WHERE number LIKE '%/$YEAR'")" 3 "the clock is the host's"
config && serve

# --- the line breaks: the draft is kept and brought back
works() { # a program of the desk is still there
	local p

	for p in /proc/[0-9]*/cmdline; do
		[[ $(tr '\0' ' ' <"$p") != "$PULT --desk --db $DB "* ]] || return 0
	done 2>/dev/null
	return 1
}
in_journal() { sqlite3 "$T/drafts/$1.db" .dump 2>&1 | grep -qF "$2"; }
ssh_screen
enter_login olena "Телефон"
type_text 0672223344 && keys Enter && type_text "Їжак Ґалина" && keys Enter Enter Enter
type_text "Обірвалося на півсло"
wait_for "Обірвалося на півсло"
ok "the program works on the host" works
signal KILL # the client; its host sees the connection go
exits_screen 137 "the line breaks in the middle of a word"
ok "the draft has the last letter" until_ok 5 in_journal olena "Обірвалося на півсло"
ok "and the program on the host is gone" until_ok 5 eval "! works"
ssh_screen
enter_login olena "Відновлено незавершене звернення"
shows "Обірвалося на півсло" "the next login brings it back"
keys C-x
exits_screen 0 "the work ends"

# --- files: a name in the desk's folder, whoever types
ssh_screen
enter_login admin "F10"
keys b
shows "pult-20" "F10, b proposes a name"
hides "$T/pult-20" "without a folder"
for path in "$T/stolen.db" ../stolen.db .ssh; do
	keys C-u && type_text "$path" && keys Enter
	shows "Тут файл має лише назву" "«$path» is refused"
	shows "$path" "and can be corrected"
done
keys C-u && type_text "копія.db" && keys Enter
shows "Копію зроблено" "a name is taken"
ok "the file is in the folder of files" test -s "files/копія.db"
is "$(stat -c %a files)" 700 "which is nobody else's"
keys Enter C-x
exits_screen 0 "the work ends"
exits 0 "the base is whole" "$PULT" --db "$DB" verify
done_testing