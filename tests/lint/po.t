# tests/lint/po.t - every sentence has its Ukrainian in po/uk.po, and nothing else stands there.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/lint.sh"
PO=$TOP/po/uk.po

exits 0 "the sentences of the sources are collected" make -s -C "$TOP" pot B="$T/pot"
unlike "$err" 'warning' "without a warning of xgettext"
exits 0 "po/uk.po is valid: formats, plurals, header" msgfmt --check -o /dev/null "$PO"
msgmerge --quiet --no-fuzzy-matching --no-wrap -o "$T/merged.po" "$PO" "$T/pot/pult.pot" ||
	bail "msgmerge failed"

ids() { msgattrib --no-wrap "$@" | grep -aE '^(#~ )?msgid ' | grep -avE '^(#~ )?msgid ""$' || :; }
ids --untranslated --no-obsolete "$T/merged.po" | nothing "every sentence is translated"
ids --only-fuzzy "$PO" | nothing "no translation is a guess (fuzzy)"
ids --only-obsolete "$T/merged.po" | nothing "no translation without a sentence (obsolete)"
ids --no-obsolete "$T/merged.po" | grep -aE '"(.*[^[:space:]])?[[:space:]]+"$' | nothing "no sentence ends with a blank (it is glued)"
done_testing
