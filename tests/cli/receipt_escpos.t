# tests/cli/receipt_escpos.t - the receipt for a roll of paper, read by a printer of the tests (tests/lib/escpos.pl):
# letters, sizes, QR code by command and drawn, and a drawn receipt where the code page has no Ukrainian letters.
. "${TOP:-.}/tests/lib/tap.sh"

tool=$B/tests/t_receipt
[ -x "$tool" ] || bail "$tool is not built"
export LOCALEDIR=$B/locale

# paper VARIANT PAPER: sets out to what stands on the paper.
paper() {
	"$tool" escpos "$1" "$2" >"$2.bin" 2>"$2.err"
	is "$? $(<"$2.err")" "0 " "$1 for $2: made, and the libraries say nothing"
	out=$(perl "$TOP/tests/lib/escpos.pl" "$2.bin" "$2") || fail "$1 for $2: every command is known"
}
# fits COLS: no line is longer; marks take no room.
fits() {
	sed 's/<[^>]*>//g' <<<"$out" | perl -CSD -lne "print if length > $1" | nothing "no line is longer than $1 letters"
}
qr_of() { zbarimg -q --nodbus --raw -Sdatabar.disable "$1-1.pbm"; }

# --- in the printer's own letters
paper full 80
fits 48
for line in 'Дем.яненко Мар.яна В.ячеславівна' 'Ґалаґан Єлизавета Їжаківна' '<big 11><bold>ГЛ-91895/26' \
	'<big 11><bold>482913' '<qr https://1580.lviv.ua/s/HL-91895-26>' 'ЛКП «Львівсвітло»' '07\.11\.2026 14:31'; do
	like "$out" "$line" "the line $line"
done
like "$out" '<cut>$' "and it is cut off"
"$tool" text full | tr -s ' \n=:-' '\n' | grep . | sort -u >want
sed 's/<[^>]*>//g' <<<"$out" | tr -s ' \n=:-' '\n' | sort -u >got
comm -23 want got | nothing "every word of the text receipt is on the paper"
paper full 58
fits 32
like "$out" '<feed>$' "no knife: paper is fed"
paper full cp1125
like "$out" 'Ґалаґан Єлизавета Їжаківна' "the code page CP1125"
like "$out" 'ЛКП "Львівсвітло"' "which has other quotation marks"
paper bare 80
unlike "$out" '482913' "without a PIN"
like "$out" 'PIN-код видано' "it is said how to get one"
like "$out" '<qr HL-7-26>' "without an address the code is the number"
paper full qr
is "$(qr_of qr)" "https://1580.lviv.ua/s/HL-91895-26" "the QR code as a picture is read"
like "$out" 'Ґалаґан' "and the letters are the printer's"

# --- drawn
for p in drawn drawn58 cp866; do
	paper full "$p"
	like "$out" '^<init><picture 1 [0-9]+x[0-9]+><cut>$' "$p: a picture and nothing else"
	is "$(qr_of "$p")" "https://1580.lviv.ua/s/HL-91895-26" "$p: its QR code is read"
done
like "$(head -2 drawn58-1.pbm | tail -1 | tr -d '\0')" '^384 ' "as wide as the paper of 58 mm"
paper huge 80
like "$out" '^<init><picture 1 576x[0-9]+><cut>$' "letters that no code page has: it is drawn"
like "$(qr_of 80)" 'LVIV-HARIACHA-1234567890-2026$' "a long address is read from the QR code"
done_testing
