# tests/cli/deps.t - .ci/deps on machines that are made up of commands written here.
. "${TOP:-.}/tests/lib/tap.sh"

# machine UID INSTALLED [SUDO]: what `id`, dpkg-query and sudo (absent, "yes" or "no") will say.
machine() {
	rm -rf bin log && mkdir bin && : >log
	for c in sh env true tee chmod rm; do ln -s "$(type -P $c)" bin/$c; done
	printf '#!/bin/sh\necho %s\n' "$1" >bin/id
	printf '#!/bin/sh\nfor p in %s $(while read -r p; do echo $p; done <installed); do printf "%%s:installed " $p; done\n' \
		"$2" >bin/dpkg-query
	: >installed
	# apt-get: "install … PACKAGES" installs those but "broken"; "update" fails on a machine offline.
	cat >bin/apt-get <<'SH'
#!/bin/sh
echo "apt-get $*" >>log
[ ! -x policy ] || ./policy || echo "services: $?" >>log
case "$*" in
*update*) [ ! -f offline ] ;;
*broken*) exit 100 ;;
*) for p in "$@"; do echo "$p"; done >>installed ;;
esac
SH
	case ${3:-} in
	yes) printf '#!/bin/sh\necho "sudo $*" >>log\n[ "$1" != -n ] || shift\nexec "$@"\n' >bin/sudo ;;
	no) printf '#!/bin/sh\nexit 1\n' >bin/sudo ;;
	esac
	chmod +x bin/*
}
deps() { POLICY_RC_D=$T/policy PATH=$T/bin sh "$TOP/.ci/deps" "$@" </dev/null; }
rm -f offline

machine 1000 "gcc make"
exits 0 "nothing is missing: no root is needed" deps gcc make
is "$out" "deps: nothing to do, all 2 packages are installed" "and it says so"
is "$(<log)" "" "and apt is left alone"

machine 1000 "gcc"
exits 1 "packages are missing, no root, no sudo" deps gcc tmux jq
is "$err" "deps: these packages are missing and only root can install them; run as root: apt-get install --no-install-recommends tmux jq" \
	"one sentence with the command"
machine 1000 "gcc" no
exits 1 "sudo wants a password and there is no terminal" deps gcc tmux
is "$(<log)" "" "nothing was tried"

machine 0 "gcc"
exits 0 "root installs what is missing" deps gcc tmux jq
like "$(<log)" $'^apt-get -q update\nservices: 101\napt-get .*--no-install-recommends .*install tmux jq\nservices: 101$' \
	"lists first, then only that, and no service is started"
not_ok "afterwards services start again" test -e policy
exits 0 "the second time" deps gcc tmux jq
like "$out" 'nothing to do' "there is nothing to do"

machine 1000 "gcc" yes
exits 0 "sudo without a password is used" deps gcc tmux
like "$(<log)" 'sudo env DEBIAN_FRONTEND=noninteractive apt-get .*install tmux' "and nobody is asked anything"

machine 0 "gcc"
: >offline
exits 0 "lists that cannot be refreshed are no reason to stop" deps tmux
rm offline
machine 0 "gcc"
exits 1 "apt that fails" deps broken
like "$err" 'could not install: broken' "is reported"
machine 0 "gcc"
rm bin/dpkg-query
exits 1 "another system than Debian" deps gcc
like "$err" 'not a Debian system' "is told what to do by hand"
done_testing
