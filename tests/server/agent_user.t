# tests/server/agent_user.t - pult-agent started as root becomes the account of the site for good (--user), and the unit's
# ExecStart, as it stands, does its work for that account with nothing but what the unit gives it. Only root can try.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/sites.sh"
ACCOUNT=nobody
UNIT=$B/deploy/pult-agent.service
[ "$(id -u)" = 0 ] || { skip "only root can become somebody else"; done_testing; exit; }
new_sites
uid=$(id -u $ACCOUNT) gid=$(id -g $ACCOUNT)
chmod 711 "$T"
mkdir base && cp tls/ca.pem gl.token base/ && chown -R "$uid:$gid" base && chmod 700 base
DB=$T/base/pult.db
as_account() { setpriv --reuid="$uid" --regid="$gid" --clear-groups "$@"; }
mine() { as_account "$PULT" --db "$DB" "$@"; }
there() { sql "SELECT coalesce(max(seq), 0) FROM event WHERE site = 'ГЛ'"; }
last() { as_account sqlite3 -readonly "$DB" "SELECT max(seq) FROM event"; }
even() { [ "$(there)" = "$(last)" ]; }
(cd base && mine init --site ГЛ --central "$URL" --token gl.token --ca "$T/base/ca.pem") >/dev/null 2>init.err ||
	bail "no site: $(<init.err)"

# --- --user
exits 3 "an account that is not there" "$B/pult-agent" --db "$DB" --user nobody-has-this
exits 4 "who is not root becomes nobody else" as_account "$B/pult-agent" --db "$DB" --user daemon
"$B/pult-agent" --db "$DB" --user $ACCOUNT 2>agent.err &
agent=$!
at_exit "kill -9 $agent 2>/dev/null"
mine register --text "Перше" >/dev/null
ok "started as root it exchanges" until_ok 20 even
is "$(awk '/^(Uid|Gid|Groups):/ { $1 = ""; printf "%s;", $0 }' /proc/$agent/status | tr -s ' \t' ' ')" \
	" $uid $uid $uid $uid; $gid $gid $gid $gid; $gid;" "as the account alone, without a group of root's"
is "$(awk '/^Cap(Eff|Prm):/ { print $2 }' /proc/$agent/status | sort -u)" 0000000000000000 "and without its powers"
is "$(find base -not -user $ACCOUNT)" "" "all files of the site are the account's"
is "$(find base -type f -perm /077 -not -name ca.pem)" "" "and nobody else's"
kill $agent
wait $agent
is $? 0 "SIGTERM ends it well"

# --- the unit: its line, its account's place, no environment and no powers
if [ ! -f "$UNIT" ] || ! unshare -m true 2>/dev/null; then
	skip "no unit was made, or folders cannot be put in place of others here"
	done_testing
	exit
fi
start=$(sed -n 's/^ExecStart=//p' "$UNIT")
like "$start" '^/[^ ]*/pult-agent$' "the unit starts the program of the installation"

# The host as the installation leaves it, for this process alone: the program and /etc/pult/pult.conf.
cat >host.sh <<-EOF
	mount -t overlay overlay -o "lowerdir=/etc,upperdir=\$1/place,workdir=\$1/work" /etc || exit 70
	mkdir /etc/pult && echo "database = $DB" >/etc/pult/pult.conf || exit 70
	mount -t tmpfs -o mode=755 tmpfs "${start%/*}" || exit 70
	install -m 755 "$B/pult-agent" "$start" || exit 70
	cd /
	umask 0077
	exec env -i PATH=/usr/bin:/bin setpriv --reuid=$uid --regid=$gid --clear-groups --inh-caps=-all --bounding-set=-all \\
		--no-new-privs $start </dev/null
EOF
on_disk=$(mktemp -d /var/tmp/pult-unit.XXXXXX)
at_exit "rm -rf '$on_disk'"
mkdir "$on_disk/place" "$on_disk/work"
chmod 711 "$on_disk"
unshare -m sh host.sh "$on_disk" 2>unit.err &
unit=$!
at_exit "kill -9 $unit 2>/dev/null"
mine register --text "Друге" >/dev/null
ok "it exchanges" until_ok 20 even
is "$(tr '\0' ' ' </proc/$unit/cmdline)" "$start " "by that line alone"
is "$(<unit.err)" "" "and has nothing to complain of"
kill $unit
wait $unit
is $? 0 "and ends well"
exits 0 "the site holds" mine verify
done_testing
