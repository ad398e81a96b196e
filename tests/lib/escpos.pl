# tests/lib/escpos.pl - a receipt printer of the tests: reads ESC/POS, prints what would stand on the paper as
# UTF-8 text. escpos.pl FILE [PREFIX]: pictures become PREFIX-1.pbm, PREFIX-2.pbm…; bands that follow each other
# are one. Commands stand in the text as <bold> <big> <qr DATA> <picture N 576x400> <cut>. Dies of a command it
# does not know: a real printer would print its bytes.
use strict;
use warnings;
my %charset = (17 => 'CP866', 44 => 'CP1125', 46 => 'CP1251', 73 => 'CP1251');
my ($file, $prefix) = @ARGV;
open my $in, '<:raw', $file or die "$file: $!";
my $data = do { local $/; <$in> };
my ($at, $table, $text, $out, $qr, $pictures, $band) = (0, 46, '', '', '', 0, undef);
sub take { my $n = shift; die "cut off at $at" if $at + $n > length $data; $at += $n; substr $data, $at - $n, $n }
sub byte { ord take(1) }
sub flush_text {
	return if $text eq '';
	open my $to, '>:raw', "$file.iconv" or die;
	print $to $text;
	close $to;
	$out .= `iconv -f $charset{$table} -t UTF-8 '$file.iconv'`;
	unlink "$file.iconv";
	$text = '';
}
sub mark { flush_text(); $out .= "<$_[0]>" }
sub end_picture {
	my $b = $band or return;
	$band = undef;
	$pictures++;
	mark("picture $pictures " . $b->{w} * 8 . "x$b->{h}");
	return unless defined $prefix;
	open my $to, '>:raw', "$prefix-$pictures.pbm" or die;
	print $to "P4\n", $b->{w} * 8, " $b->{h}\n", $b->{bits};
}
sub picture {
	take(1);
	my ($w, $h) = (unpack('v', take(2)), unpack('v', take(2)));
	end_picture() if $band && $band->{w} != $w;
	$band //= { w => $w, h => 0, bits => '' };
	$band->{h} += $h;
	$band->{bits} .= take($w * $h);
}
sub code {
	my $len = unpack 'v', take(2);
	my ($cn, $fn, $rest) = unpack 'CCa*', take($len);
	die "GS ( k cn $cn" if $cn != 49;
	$qr = substr $rest, 1 if $fn == 80;
	mark("qr $qr") if $fn == 81;
}
my %commands = (
	"\x1b@" => sub { $table = 0; mark('init') },
	"\x1bt" => sub { flush_text(); $table = byte(); die "code page $table" if !$charset{$table} },
	"\x1bE" => sub { mark(byte() ? 'bold' : '/bold') },
	"\x1ba" => sub { mark((qw(left centre right))[byte()]) },
	"\x1bd" => sub { byte(); mark('feed') },
	"\x1c." => sub { },
	"\x1d!" => sub { my $n = byte(); mark($n ? sprintf('big %02x', $n) : '/big') },
	"\x1dV" => sub { byte(); byte(); mark('cut') },
	"\x1dv" => sub { byte(); picture() },
	"\x1d(" => sub { die 'GS (' if take(1) ne 'k'; code() },
	"\x10\x04" => sub { byte() },
	"\x1dr" => sub { byte() },
);
while ($at < length $data) {
	my $c = take(1);
	if ($c =~ /[\x10\x1b\x1c\x1d]/) {
		$c .= take(1);
		end_picture() if $c ne "\x1dv";
		($commands{$c} or die sprintf "unknown command %v02x at %d", $c, $at)->();
	} else {
		end_picture();
		$text .= $c;
	}
}
end_picture();
flush_text();
print $out;
