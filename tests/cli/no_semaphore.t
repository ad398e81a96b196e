# tests/cli/no_semaphore.t - a machine that has no semaphore left for the writers' queue: it is not the disk that is full,
# and the sentence says so. In a namespace of IPC of its own, which only root can make.
. "${TOP:-.}/tests/lib/tap.sh"

unshare --ipc true 2>/dev/null || skip_all "only root can make a namespace"
unshare --ipc sh -c 'echo "250 32000 32 0" >/proc/sys/kernel/sem && exec "$0" "$@"' "$PULT" --db none.db init --site ГЛ \
	>out 2>err
is "$?" 1 "without a semaphore no base is made"
like "$(cat err)" "вільних семафорів" "what is missing is said"
unlike "$(cat err)" "пристрої" "it is not the disk"
like "$(cat err)" "kernel.sem" "and what helps"
ok "nothing stays behind" test ! -e none.db
done_testing
