# tests/lib/screen.sh - drives a full-screen program in a real terminal (tmux) and looks at it.
# Sourced after tap.sh. A person is imitated: keys in, the screen out; every wait is for something
# visible, with a deadline.
#
#     screen_start -s 80x24 "$PULT" --db "$T/pult.db"
#     wait_for "Логін" && type_text oksana && keys Enter
#     golden login-80x24
#     on two screen_start …          a second terminal beside the first: `on NAME FUNCTION …`
#
# Functions act on the terminal $SCREEN; all of them live on one tmux server of this test alone.

SCREEN=main
GOLDEN_DIR=${GOLDEN_DIR:-$TOP/tests/screen/golden}
SCREEN_WAIT=${SCREEN_WAIT:-5} # seconds, times SLOW

on() {
	local SCREEN=$1

	shift
	"$@"
}

screen_tmux() { tmux -u -S "$T/run/tmux" -f "$T/run/tmux.conf" "$@"; }

# The program of a terminal that was closed writes its status still; wait for it.
screen_ended() { [ ! -s "$1.pid" ] || until_ok 2 test -s "$1.status" || :; }

screen_end() {
	local pid

	screen_tmux kill-server 2>/dev/null
	for pid in "$T"/run/*.pid; do
		screen_ended "${pid%.pid}"
	done
}
at_exit screen_end
cat >"$T/run/tmux.conf" <<'CONF'
set -g status off
set -g remain-on-exit on
set -g remain-on-exit-format ""
set -g history-limit 0
set -s escape-time 0
set -s exit-empty off
set -s set-clipboard off
CONF

# Runs in the terminal: the program, in the test's environment (tmux keeps that of its first client),
# then writes its exit status (tmux before 3.5 may lose it). The program leads its own session on the
# terminal, as under sshd: a hang-up reaches it and nobody else.
cat >"$T/run/start" <<'PL'
use POSIX ();
my ($at, $term, @command) = @ARGV;
open my $env, '<', "$at.env" or die;
local $/ = "\0";
%ENV = map { chomp; split /=/, $_, 2 } <$env>;
delete @ENV{qw(TMUX TMUX_PANE)};
$ENV{TERM} = $term;
$SIG{HUP} = 'IGNORE';
ioctl STDIN, 0x5422, 0; # TIOCNOTTY
my $pid = fork;
if (!$pid) {
	$SIG{HUP} = 'DEFAULT';
	POSIX::setsid();
	ioctl STDIN, 0x540E, 0; # TIOCSCTTY
	exec { $command[0] } @command or die "$command[0]: $!";
}
put("pid", $pid);
waitpid $pid, 0;
put("status", $? & 127 ? 128 + ($? & 127) : $? >> 8);
sub put { open my $f, '>', "$at.$_[0]" or die; print $f "$_[1]\n" }
PL

# screen_start [-s WIDTHxHEIGHT] [-t TERM] COMMAND…: gives the terminal to a program.
screen_start() {
	local size=80x24 term=xterm-256color at=$T/run/$SCREEN OPTIND=1 o

	while getopts s:t: o; do
		case $o in
		s) size=$OPTARG ;;
		t) term=$OPTARG ;;
		*) return 2 ;;
		esac
	done
	shift $((OPTIND - 1))
	screen_tmux kill-session -t "=$SCREEN" 2>/dev/null
	screen_ended "$at"
	rm -f "$at".*
	env -0 >"$at.env"
	echo "$term" >"$at.term"
	screen_tmux new-session -d -s "$SCREEN" -x "${size%x*}" -y "${size#*x}" \
		perl "$T/run/start" "$at" "$term" "$@" || bail "tmux did not start"
	until_ok "$SCREEN_WAIT" test -s "$at.pid" || bail "the terminal did not start the program"
}
screen_pid() { cat "$T/run/$SCREEN.pid"; }

# A variable of tmux about the terminal: cursor_x, pane_width, alternate_on, …
screen_info() { screen_tmux display-message -p -t "=$SCREEN:" "#{$1}" 2>/dev/null; }

# keys NAME…: as tmux names them: Enter Escape Tab F1 C-s M-1 Up PageUp BSpace й. Where the terminal
# type sends other bytes for a key than tmux does, those of its terminfo entry are sent.
keys() {
	local term k bytes

	term=$(<"$T/run/$SCREEN.term")
	for k in "$@"; do
		bytes=
		[ "$term" = xterm-256color ] || bytes=$(screen_terminfo "$term" "$k")
		if [ -n "$bytes" ]; then
			# shellcheck disable=SC2086
			screen_tmux send-keys -t "=$SCREEN:" -H $bytes
		else
			screen_tmux send-keys -t "=$SCREEN:" -- "$k"
		fi
	done
}

# The bytes of key $2 on terminal $1 in hexadecimal; nothing when its entry has no such key.
screen_terminfo() {
	local cap

	case $2 in
	F[1-9] | F1[0-9]) cap=kf${2#F} ;;
	Up) cap=kcuu1 ;;
	Down) cap=kcud1 ;;
	Left) cap=kcub1 ;;
	Right) cap=kcuf1 ;;
	Home) cap=khome ;;
	End) cap=kend ;;
	PageUp | PPage) cap=kpp ;;
	PageDown | NPage) cap=knp ;;
	IC) cap=kich1 ;;
	DC) cap=kdch1 ;;
	*) return 0 ;;
	esac
	tput -T "$1" "$cap" 2>/dev/null | od -An -v -tx1
}

# type_text TEXT: letter by letter as from a keyboard. paste TEXT: as a terminal pastes (bracketed if
# the program asked for it, line breaks as Enter).
type_text() {
	local text=$1

	[[ $text != *\; ]] || text="${text%;}\\;" # a last ; would end tmux's command
	screen_tmux send-keys -t "=$SCREEN:" -l -- "$text"
}
paste() {
	printf '%s' "$1" | screen_tmux load-buffer -b pult -
	screen_tmux paste-buffer -p -d -b pult -t "=$SCREEN:"
}

# The whole screen, trailing blanks trimmed. `screen -e` keeps colours and attributes.
screen() { screen_tmux capture-pane -p "$@" -t "=$SCREEN:" | sed 's/[[:space:]]*$//'; }
screen_has() { [[ $(screen) == *"$1"* ]]; }
screen_hasnt() { ! screen_has "$1"; }

# cursor: COLUMN,ROW from 0,0.
cursor() { echo "$(screen_info cursor_x),$(screen_info cursor_y)"; }

# wait_for TEXT [SECONDS]: until it stands on the screen. Silent when it does; otherwise a failed
# test that shows the screen. wait_gone: until it does not. shows, hides: the same as tests.
wait_for() { until_ok "${2:-$SCREEN_WAIT}" screen_has "$1" || screen_fail "waited for «$1»"; }
wait_gone() { until_ok "${2:-$SCREEN_WAIT}" screen_hasnt "$1" || screen_fail "waited until «$1» goes"; }
shows() { if until_ok "$SCREEN_WAIT" screen_has "$1"; then pass "${2:-«$1» is shown}"; else screen_fail "${2:-«$1» is shown}"; fi; }
hides() { if until_ok "$SCREEN_WAIT" screen_hasnt "$1"; then pass "${2:-«$1» is not shown}"; else screen_fail "${2:-«$1» is not shown}"; fi; }
screen_fail() {
	fail "$1"
	diag "the screen ($(screen_info pane_width)x$(screen_info pane_height), cursor $(cursor)):"
	diag "$(screen | sed 's/^/|/')"
	return 1
}

# exits_screen STATUS DESC: the program ends by itself with this status (128+N for signal N).
exits_screen() {
	until_ok "$SCREEN_WAIT" test -s "$T/run/$SCREEN.status" || { screen_fail "$2"; return 1; }
	is "$(<"$T/run/$SCREEN.status")" "$1" "$2"
}

# resize WIDTHxHEIGHT. signal NAME: to the program, e.g. KILL, TERM. hang_up: as an SSH drop.
resize() { screen_tmux resize-window -t "=$SCREEN:" -x "${1%x*}" -y "${1#*x}"; }
signal() { kill -s "$1" "$(screen_pid)"; }
hang_up() { screen_tmux kill-session -t "=$SCREEN"; }

# bytes_of FUNCTION …: prints how many bytes the program writes to the terminal because of it, until
# it has been quiet for 0.3 s (budgets: design.md 11).
bytes_of() {
	local log=$T/run/bytes last=-1 size=0 quiet=0

	: >"$log"
	screen_tmux pipe-pane -t "=$SCREEN:" "cat >>'$log'"
	"$@"
	while [ "$quiet" -lt 10 ]; do
		idle 0.03
		size=$(stat -c %s "$log")
		if [ "$size" = "$last" ]; then quiet=$((quiet + 1)); else quiet=0; fi
		last=$size
	done
	screen_tmux pipe-pane -t "=$SCREEN:"
	echo "$size"
}

# What changes from run to run, replaced by as many columns. A test may define its own.
sanitise() {
	sed -E -e 's/[0-9]{2}\.[0-9]{2}\.[0-9]{4}/DD.MM.YYYY/g' -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}/YYYY-MM-DD/g' \
		-e 's/[0-9]{2}:[0-9]{2}:[0-9]{2}/HH:MM:SS/g' -e 's/[0-9]{2}:[0-9]{2}/HH:MM/g' \
		-e 's#(-[0-9]+)/[0-9]{2}([^0-9]|$)#\1/YY\2#g'
}

# golden [-e] NAME [DESC]: the whole screen is tests/screen/golden/NAME.txt. It is given time to become
# so. UPDATE_GOLDEN=1 writes the file from a screen that stands still; look at it before it is kept.
golden() {
	local flag= file

	[ "$1" != -e ] || { flag=-e; shift; }
	file=$GOLDEN_DIR/$1.txt
	if [ -n "${UPDATE_GOLDEN:-}" ]; then
		mkdir -p "$GOLDEN_DIR"
		screen_settle
		screen $flag | sanitise >"$file"
	fi
	if until_ok "$SCREEN_WAIT" screen_is "$file" $flag; then
		pass "${2:-screen $1}"
	else
		fail "${2:-screen $1}"
		diag "$(diff -u "$file" "$T/run/screen" 2>&1 | sed '1,2d')"
		return 1
	fi
}
screen_is() {
	screen ${2:-} | sanitise >"$T/run/screen"
	cmp -s "$T/run/screen" "$1"
}

# Until the screen has not changed for a fifth of a second.
screen_settle() {
	local last= now same=0

	while [ "$same" -lt 10 ]; do
		now=$(screen -e)
		if [ "$now" = "$last" ]; then same=$((same + 1)); else same=0; fi
		last=$now
		idle
	done
}
