# tests/lib/listener.pl - a receipt printer of the tests on loopback: listener.pl FOLDER [PORT]. Writes its port to
# FOLDER/port and what connection N brought to FOLDER/N.part, which becomes FOLDER/N when the other side has ended it.
# The file FOLDER/manner says what it does with the next one: read (at first), mute (accepts and never reads), cut
# (breaks off after 500 bytes), status (answers DLE EOT and GS r: can print, has printed), nopaper (the same, without
# paper).
use strict;
use warnings;
use Socket;
use IO::Select;
my ($folder, $port) = @ARGV;
socket my $listener, PF_INET, SOCK_STREAM, 0 or die;
setsockopt $listener, SOL_SOCKET, SO_REUSEADDR, 1;
setsockopt $listener, SOL_SOCKET, SO_RCVBUF, 4096;
bind $listener, sockaddr_in($port // 0, INADDR_LOOPBACK) or die "bind: $!";
listen $listener, 8;
put("$folder/port", (sockaddr_in(getsockname $listener))[0]);
my $select = IO::Select->new($listener);
my (%of, $n);
while (1) {
	for my $s ($select->can_read) {
		if ($s == $listener) { take() } else { hear($s) }
	}
}
sub put { open my $f, '>:raw', "$_[0].new" or die; print $f "$_[1]\n"; close $f; rename "$_[0].new", $_[0] }
sub manner { open my $f, '<', "$folder/manner" or return 'read'; my $m = <$f>; chomp $m; $m }
sub take {
	accept my $c, $listener or return;
	$n++;
	open my $out, '>:raw', "$folder/$n.part" or die;
	$out->autoflush(1);
	$of{$c} = { n => $n, out => $out, manner => manner(), got => 0, tail => '' };
	$select->add($c) unless $of{$c}{manner} eq 'mute';
	$of{kept}{$n} = $c if $of{$c}{manner} eq 'mute';
}
sub hear {
	my ($c) = @_;
	my $j = $of{$c};
	my $got = sysread $c, my $bytes, 65536;
	if (!$got) { finish($c, $j); return }
	print { $j->{out} } $bytes;
	$j->{got} += $got;
	answer($c, $j, $bytes) if $j->{manner} =~ /status|nopaper/;
	if ($j->{manner} eq 'cut' && $j->{got} > 500) {
		setsockopt $c, SOL_SOCKET, SO_LINGER, pack 'ii', 1, 0;
		finish($c, $j);
	}
}
sub answer {
	my ($c, $j, $bytes) = @_;
	$j->{tail} .= $bytes;
	while ($j->{tail} =~ s/^.*?(?:\x10\x04(.)|\x1dr.)//s) {
		my $bad = $j->{manner} eq 'nopaper';
		syswrite $c, !defined $1 ? "\0" : ord $1 == 2 ? ($bad ? "\x32" : "\x12") : ($bad ? "\x72" : "\x12");
	}
}
sub finish {
	my ($c, $j) = @_;
	$select->remove($c);
	delete $of{$c};
	close $c;
	close $j->{out};
	rename "$folder/$j->{n}.part", "$folder/$j->{n}";
}
