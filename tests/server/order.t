# tests/server/order.t - positions follow commits: four sites write at once through two processes, a fifth
# follows by long polls and must get every event once, in each site's order, with positions that only grow.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
new_centre
start_central two
follower=$("$CENTRAL" site add КК 2>/dev/null)
sites=(ГЛ ЦН Б1 Б2)
tokens=("$GL" "$CN" "$("$CENTRAL" site add Б1 2>/dev/null)" "$("$CENTRAL" site add Б2 2>/dev/null)")
BATCHES=12 SIZE=20

# A site: its log cut into requests, one after another, through alternating processes.
write_site() {
	local n=$1 name=${sites[$1]} token=${tokens[$1]} f i=0 urls=("$URL_one" "$URL_two")

	event "$name" site_created '{}' "" >/dev/null
	event "$name" noted '{"текст":"рядок"}' "$name.1" $((BATCHES * SIZE - 1)) >/dev/null
	split -l $SIZE -d -a 3 "$name.jsonl" "part-$n-"
	for f in part-$n-*; do
		i=$((i + 1))
		curl -sS --cacert "$T/tls/ca.pem" -H "Authorization: Bearer $token" --data-binary "@$f" -o /dev/null \
			-w '%{http_code}\n' "${urls[$(((n + i) % 2))]}/v1/events"
	done >codes-$n
}
for n in 0 1 2 3; do
	write_site $n &
	writers[n]=$!
done
total=$((4 * BATCHES * SIZE)) after=0 got=0 rounds=0
: >followed
while [ $got -lt $total ] && [ $((rounds += 1)) -lt 2000 ]; do
	get "$follower" "after=$after&limit=37&wait=5"
	[ "$code" = 200 ] || break
	cat "$T/body" >>followed
	after=$(header Pult-Next)
	got=$(wc -l <followed)
done
wait "${writers[@]}"
is "$(cat codes-* | sort | uniq -c | awk '{ print $2 ":" $1 }')" "200:$((4 * BATCHES))" "every request was taken"
is "$(wc -l <followed)" $total "the follower got every event ($rounds requests)"
is "$(jq -r '"\(.site).\(.seq)"' followed | sort -u | wc -l)" $total "each once"
jq -r .pos followed >positions
ok "positions only grow" sort -n -u -c positions
jq -rs 'group_by(.site) | map(map(.seq) == [range(1; length + 1)]) | unique | join(" ")' followed >inorder
is "$(<inorder)" true "each site's in its order"
is "$(tail -1 positions)" $total "without gaps"
exits 0 "the log holds" "$CENTRAL" verify
done_testing
