# tests/cli/receipt_pdf.t - the PDF that a citizen takes home, read back with foreign programs:
# letters, fonts, page, QR code; and what is said when the PDF module or its font is not installed.
. "${TOP:-.}/tests/lib/tap.sh"

tool=$B/tests/t_receipt
[ -x "$tool" ] || bail "$tool is not built"

# words FILE: the words of a text, one a line; a line may be broken at spaces and hyphens.
words() { tr -s ' \n\f-' '\n' <"$1" | grep . | sort -u; }

# outside FILE: words of a page of pdftotext -bbox that leave the page's margins (points) or cover
# another word.
outside() {
	perl -CSD -ne '
		next if !/<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*)<\/word>/;
		my ($x0, $y0, $x1, $y1, $word) = ($1, $2, $3, $4, $5);
		print "margin: $word\n" if $x0 < 36 || $y0 < 34 || $x1 > 384 || $y1 > 561;
		for (@words) {
			my ($ax0, $ay0, $ax1, $ay1, $other) = @$_;
			print "$word covers $other\n" if $x0 < $ax1 - 1 && $ax0 < $x1 - 1 &&
				$y0 < $ay1 - 2 && $ay0 < $y1 - 2;
		}
		push @words, [$x0, $y0, $x1, $y1, $word];
		END { print "only ", scalar @words, " words\n" if @words < 20 }' "$1"
}

# page VARIANT QR: the tests that hold for any receipt.
page() {
	"$tool" pdf "$1" >"$1.pdf" 2>"$1.err"
	is "$? $(<"$1.err")" "0 " "$1: a PDF is made, and the libraries say nothing"
	like "$(pdfinfo "$1.pdf" | tr -s ' ')" $'Pages: 1\n.*Page size: 419\\.5.* x 595\\.2.* pts' \
		"$1: one page A5"
	pdffonts "$1.pdf" | awk 'NR > 2 && $(NF - 4) != "yes"' |
		nothing "$1: all fonts are embedded"
	pdftotext "$1.pdf" "$1.text"
	pdftotext -bbox "$1.pdf" "$1.bbox"
	outside "$1.bbox" | nothing "$1: nothing leaves the margins or covers another word"
	pdftoppm -r 203 -gray -png -singlefile "$1.pdf" "$1"
	qr=$(zbarimg -q --nodbus --raw "$1.png")
	is "$qr" "$2" "$1: the QR code is read"
}

# complete VARIANT: every word of the text receipt is on the page.
complete() {
	"$tool" text "$1" | grep -v '^[-=]*$' >"$1.want"
	comm -23 <(words "$1.want") <(words "$1.text") | nothing "$1: every line is on the page"
}

export LOCALEDIR=$B/locale
page full "https://1580.lviv.ua/s/HL-91895-26"
complete full
unlike "$qr" 482913 "the QR code does not hold the PIN"
pdftotext -layout full.pdf full.layout
for line in 'ГЛ-91895/26 +482913' ' Ґалаґан Єлизавета Їжаківна' \
	" Дем’яненко Мар'яна В’ячеславівна" \
	'07\.11\.2026 14:31' 'ЛКП «Львівсвітло»' 'під’їзд 2, кв\. 15' '1580, \(032\) 297-59-11'; do
	like "$(<full.layout)" "$line" "the line $line is whole"
done
pdffonts full.pdf | awk 'NR > 2 && $1 !~ /DejaVuSans(-Bold)?$/' | nothing "the font is DejaVu Sans"
unlike "$(pdfinfo full.pdf)" 'Дем|Ґала|482913' "the document's properties hold no personal data"

page bare "HL-7-26"
complete bare

url=https://misto.example/a/very/long/path/of/the/status/page/that/somebody/set/in/the/
url+='settings/of/the/site/and/that/still/fits/the/code?number='
page huge "${url}LVIV-HARIACHA-1234567890-2026"
like "$(<huge.text)" 'ЛЬВІВ-ГАРЯЧА-1234567890/2026' "a long number is whole"
like "$(<huge.text)" '48291348' "so is a long PIN"
like "$(tr -d '\n' <huge.text)" "${url//\?/\\?}" "and the address"

LC_ALL=POSIX "$tool" pdf full >posix.pdf
like "$(pdftotext posix.pdf -)" 'Ґалаґан Єлизавета Їжаківна' \
	"a locale without UTF-8 keeps the letters"

# What is not installed is named.
unset LOCALEDIR
echo '<fontconfig></fontconfig>' >fonts.conf
FONTCONFIG_FILE=$T/fonts.conf exits 1 "without fonts there is no PDF" "$tool" pdf full
like "$err" 'fonts-dejavu-core' "and the package is named"
is "$out" "" "and nothing is written"

mkdir alone
cp "$tool" alone/t_receipt
exits 0 "a text needs no module" alone/t_receipt text full
echo broken >alone/pult-receipt.so
exits 1 "a broken module" alone/t_receipt pdf full
like "$err" 'alone/pult-receipt.so does not load' "is named"
echo 'int receipt_pdf_make(void); int receipt_pdf_make(void) { return 1; }' >other.c
${CC:-gcc} -shared -fPIC -o alone/pult-receipt.so other.c
exits 1 "a module of another build" alone/t_receipt pdf full
like "$err" 'another version' "is refused"
rm alone/pult-receipt.so
run alone/t_receipt pdf full
if [ "$rc" = 0 ]; then
	skip "pult is installed here, and its module was found"
else
	like "$rc $err" '^1 .*pult-receipt.so is neither beside' "a missing module is named"
fi
done_testing
