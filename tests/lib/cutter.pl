# tests/lib/cutter.pl - a bad line for tests: forwards TCP to a port of this host and cuts each connection after so many
# bytes, counted both ways.
#
#     perl cutter.pl PORT FILE    prints its own port, then serves until it is killed; FILE holds the number of bytes,
#                                 read at each connection ("" or none: no limit)
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my ($to, $file) = @ARGV;
my $listen = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 16, ReuseAddr => 1) or die "cutter: $!\n";
$| = 1;
print $listen->sockport, "\n";
my $all = IO::Select->new($listen);
my (%peer, %left);

sub limit { open my $f, '<', $file or return; my $n = <$f>; defined $n && $n =~ /(\d+)/ ? $1 : undef }
sub cut { my $c = shift; my $p = delete $peer{$c} or return; delete $peer{$p}; $all->remove($c, $p); close $c; close $p }

while (1) {
	for my $c ($all->can_read) {
		if ($c == $listen) {
			my $in = $listen->accept or next;
			my $out = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $to);
			if (!$out) { close $in; next }
			@peer{$in, $out} = ($out, $in);
			my $left = limit();
			$left{$in} = $left{$out} = \$left;
			$all->add($in, $out);
			next;
		}
		my $p = $peer{$c} or next;
		my $left = $left{$c};
		my $want = defined $$left && $$left < 16384 ? $$left : 16384;
		my $n = $want ? sysread $c, my $data, $want : 0;
		if (!$n) { cut($c); next }
		syswrite $p, $data;
		$$left -= $n if defined $$left;
	}
}
