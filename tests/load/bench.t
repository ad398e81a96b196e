# tests/load/bench.t - the measuring itself works: a small base is made through the bulk paths, made again without
# a change, and rows of `make bench` say something about it. No time is compared.
. "${TOP:-.}/tests/lib/tap.sh"

sql() { sqlite3 -readonly small.db "$1"; }

exits 0 "a base of 2000 calls and 600 appeals" "$B/bench/data" small.db 2000
is "$(sql "SELECT (SELECT count(*) FROM call) || ' ' || (SELECT count(*) FROM appeal)")" "2000 600" "they are there"
before=$(sql "SELECT max(id) FROM event")
exits 0 "made again" "$B/bench/data" small.db 2000
is "$(sql "SELECT max(id) FROM event")" "$before" "nothing is added"
exits 0 "grown" "$B/bench/data" small.db 3000
is "$(sql "SELECT (SELECT count(*) FROM call) || ' ' || (SELECT count(*) FROM appeal)")" "3000 900" "what was missing"
exits 0 "verify is content" "$PULT" --db small.db verify

# Rows that drive a terminal, a hundred processes or a slow disk are for a quiet machine: `make bench`.
exits 0 "rows are measured" "$B/bench/bench" small.db small.tsv --smoke phone text filter card register import
is "$(head -1 small.tsv | tr '\t' ' ')" "name n p50_us p99_us max_us raw_p50_us ratio budget ok" "the columns"
awk -F'\t' 'NR > 1 && ($2 < 1 || $3 <= 0 || $9 != "-")' small.tsv | nothing "each has runs and times, and no verdict"
done_testing
