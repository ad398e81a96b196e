/* tui/verb_table.h - every command of pult, one row each; included by verb.h and verbs.c only, with
 * VERB(symbol, name, usage, summary, bar, key, in, doors, needs, right, act, min, max, opts, run). */

/* --- the shell's verbs (design.md 4.1), with the keys that do the same on the screen --- */
VERB(INIT, "init", "--site CODE [--name TEXT] [--demo[=N]] [--central URL --token FILE [--ca FILE]]",
     N_("Make a new database; with a centre it joins the city at once"), NULL, NULL, 0, DOOR_SHELL, 0, -1, -1, 0, 0,
     O(SITE) | O(NAME) | O(DEMO) | O(CENTRAL) | O(TOKEN) | O(CA), run_init)
VERB(USER, "user", "add|passwd|disable|enable|unlock|list [LOGIN] [--name NAME] [--role ROLE,...] [--service SERVICE]",
     N_("Manage the people who work here; a password is read from the terminal or from standard input"),
     NULL, NULL, 0, DOOR_SHELL, NEEDS_STORE, -1, -1, 1, 2, O(NAME) | O(ROLE) | O(SERVICE), run_user)
VERB(REGISTER, "register", "--text TEXT [--topic CODE] [--phone P] [--name N] [--address A] ...",
     N_("Register an appeal: prints its number and PIN"), N_("Register"), "Ctrl-S", IN_INTAKE,
     DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE, RIGHT_REGISTER, -1, 0, 0,
     O(TEXT) | O(KIND) | O(TOPIC) | O(PHONE) | O(NAME) | O(ADDRESS) | O(RESIDENCE) | O(EMAIL) | O(CHANNEL) |
     O(CATEGORY) | O(SERVICE) | O(COMPLAINED) | O(RECEIVED) | O(LAW) | O(SUBJECT) | O(SIGNATORIES) |
     O(RECEIPT) | O(KEY) | O(CALL),
     run_register)
VERB(EDIT, "edit", "NUMBER [--topic CODE] [--address A] [--name N] [--phone P] [--text T] [--law[=no]] ...",
     N_("Correct an appeal; the history keeps what stood there"), N_("Correct"), "e", IN_ROW,
     DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE | NEEDS_NUMBER, RIGHT_EDIT, -1, 1, 1,
     O(TEXT) | O(ADDRESS) | O(NAME) | O(PHONE) | O(TOPIC) | O(RESIDENCE) | O(EMAIL) | O(KIND) | O(LAW) |
     O(CHANNEL) | O(SUBJECT) | O(SIGNATORIES) | O(CATEGORY) | O(COMPLAINED) | O(RECEIVED) | O(REV), run_edit)
/* here for the key bar, which is in the order of this table: in F6 they are the first */
VERB(ANSWER_YES, "answer-yes", "", N_("The applicant confirms: close"), N_("Yes"), "1", IN_CALLBACKS | IN_CALLED, DOOR_KEY, 0, -1, ACT_CONFIRM, 0, 0, 0, NULL)
VERB(ANSWER_NO, "answer-no", "", N_("The applicant does not confirm: rework"), N_("No"), "2", IN_CALLBACKS | IN_CALLED, DOOR_KEY, 0, -1, ACT_REFUSE, 0, 0, 0, NULL)
VERB(ANSWER_PARTLY, "answer-partly", "", N_("Done partly: rework"), N_("Partly"), "3", IN_CALLBACKS | IN_CALLED, DOOR_KEY, 0, -1, ACT_REFUSE, 0, 0, 0, NULL)
VERB(ANSWER_NONE, "answer-none", "", N_("No answer: try again later"), N_("No answer"), "4", IN_CALLBACKS | IN_CALLED, DOOR_KEY, 0, -1, ACT_NO_ANSWER, 0, 0, 0, NULL)
VERB(NOTE, "note", "NUMBER --text TEXT",
     N_("Add a note to an appeal"), N_("Note"), "n", IN_ROW | IN_CALLBACKS, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, RIGHT_NOTE, -1, 1, 1, O(TEXT) | O(REV), run_note)
VERB(QUESTION, "question", "NUMBER --text TEXT [--topic CODE] [--address A] [--service S] ...",
     N_("Add another question to an appeal: with a topic, an address, an executor and a term of its own"),
     NULL, "Ctrl-B", IN_INTAKE | IN_DONE, DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE | NEEDS_NUMBER,
     RIGHT_REGISTER, -1, 1, 1,
     O(TEXT) | O(TOPIC) | O(ADDRESS) | O(SERVICE) | O(COMPLAINED) | O(KEY) | O(CALL) | O(REV), run_question)
VERB(SUPPLEMENT, "supplement", "NUMBER --text TEXT [--call ID]",
     N_("Add what the citizen said later to an open appeal: its executor reads it"), NULL, "Ctrl-D", IN_INTAKE,
     DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE | NEEDS_NUMBER, RIGHT_REGISTER, -1, 1, 1,
     O(TEXT) | O(CALL) | O(REV), run_supplement)
VERB(ATTACH, "attach", "NUMBER FILE | NUMBER NAME --out FILE",
     N_("Attach a file to an appeal; with --out write an attached one, by its name or place, to a new file"),
     NULL, "i", IN_ROW, DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE | NEEDS_NUMBER, RIGHT_NOTE, -1, 2, 2, O(OUT) | O(REV), run_attach)
VERB(REDACT, "redact", "NUMBER|PHONE|ID --fields LIST|all --reason TEXT",
     N_("Erase personal data for good"), NULL, "k", IN_ROW,
     DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, RIGHT_REDACT, -1, 1, 1, O(FIELDS) | O(REASON) | O(REV), run_redact)
VERB(FIND, "find", "[QUERY...] [--limit N]",
     N_("Find questions by words, telephone tail, number and filters"), N_("Find"), "/", IN_LIST | IN_CALLBACKS | IN_CALLS,
     DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE, RIGHT_READ, -1, 0, -1, O(LIMIT), run_find)
VERB(QUERY, "query", "list | save NAME QUERY... | remove NAME",
     N_("Your saved queries with what each finds now; find @NAME asks one of them"), NULL, NULL, 0,
     DOOR_SHELL | DOOR_LINE, NEEDS_STORE, RIGHT_READ, -1, 1, -1, 0, run_query)
VERB(CALLS, "calls", "[QUERY...] [--limit N]",
     N_("The call journal: digits are any part of a telephone, words the caller's name; filters as in find"), NULL,
     NULL, 0, DOOR_SHELL | DOOR_LINE, NEEDS_STORE, RIGHT_CALLS, -1, 0, -1, O(LIMIT), run_calls)
VERB(SHOW, "show", "NUMBER",
     N_("Everything about one appeal, with its history"), N_("Open"), "Enter", IN_LIST | IN_CALLBACKS | IN_CALLS | IN_CONFLICTS,
     DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE | NEEDS_NUMBER, RIGHT_READ, -1, 1, 1, 0, run_show)
VERB(TOPICS, "topics", "[WORDS...]",
     N_("List the topics; with words those that fit, the best first"), NULL, NULL, 0, DOOR_SHELL | DOOR_LINE, NEEDS_STORE, -1, -1,
     0, -1, 0, run_topics)
VERB(SERVICES, "services", "[WORDS...]",
     N_("List the executors; with words those that fit, the best first"), NULL, NULL, 0, DOOR_SHELL | DOOR_LINE, NEEDS_STORE, -1,
     -1, 0, -1, 0, run_services)
VERB(DISPATCH, "dispatch", "NUMBER... --to SERVICE [--note T]",
     N_("Pass a question to an executor"), N_("Pass"), "d", IN_ROW | IN_DONE, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, -1, ACT_DISPATCH, 1, -1, O(TO) | O(NOTE) | O(REV), run_dispatch)
VERB(RECALL, "recall", "NUMBER... [--note T]",
     N_("Take an order back from the executor"), N_("Recall"), "r", IN_ROW, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, -1, ACT_RECALL, 1, -1, O(NOTE) | O(REV), run_move)
VERB(ACCEPT, "accept", "NUMBER...",
     N_("The executor takes the order into work"), N_("Accept"), "a", IN_ROW, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, -1, ACT_ACCEPT, 1, -1, O(NOTE) | O(REV), run_move)
VERB(DONE, "done", "NUMBER --result done|explained|impossible|not-ours --text T [--to SERVICE] [--photo FILE]",
     N_("The executor reports the result"), N_("Report"), "g", IN_ROW, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, -1, ACT_DONE, 1, 1, O(RESULT) | O(TEXT) | O(TO) | O(PHOTO) | O(REV), run_done)
VERB(CALLBACKS, "callbacks", "[QUERY...] [--all] [--limit N]",
     N_("Who is to be called back now"), NULL, NULL, 0, DOOR_SHELL | DOOR_LINE, NEEDS_STORE, RIGHT_CALL_BACK, -1,
     0, -1, O(LIMIT) | O(ALL), run_callbacks)
VERB(CONFIRM, "confirm", "NUMBER --outcome yes|no|partly|no-answer --via VIA [--grade 1..5] [--note T] [--call ID]",
     N_("Record what the applicant answered"), N_("Answer"), "c", IN_ROW | IN_CALLBACKS,
     DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE | NEEDS_NUMBER, -1, ACT_CONFIRM, 1, 1,
     O(OUTCOME) | O(VIA) | O(GRADE) | O(NOTE) | O(CALL) | O(REV), run_confirm)
VERB(JOIN, "join", "NUMBER --to NUMBER",
     N_("Join to another appeal or an incident: it goes along with it up to the report"), NULL, "l", IN_ROW,
     DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE | NEEDS_NUMBER, RIGHT_JOIN, -1, 1, 1, O(TO) | O(REV), run_join)
VERB(UNJOIN, "unjoin", "NUMBER [--note T]",
     N_("Take off what it is joined to"), NULL, "u", IN_ROW, DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE | NEEDS_NUMBER,
     RIGHT_JOIN, -1, 1, 1, O(NOTE) | O(REV), run_unjoin)
VERB(REOPEN, "reopen", "NUMBER --note T",
     N_("Send a closed question back to work"), N_("Reopen"), "o", IN_ROW, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, -1, ACT_REOPEN, 1, 1, O(NOTE) | O(REV), run_move)
VERB(CLOSE, "close", "NUMBER --note T",
     N_("Close without a confirmation after all call-backs"), N_("Close"), "x", IN_ROW,
     DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE | NEEDS_NUMBER, -1, ACT_CLOSE, 1, 1, O(NOTE) | O(REV), run_move)
VERB(FORWARD, "forward", "NUMBER --to SERVICE|--body TEXT [--note T]",
     N_("Forward to the competent body"), N_("Forward"), "f", IN_ROW, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, -1, ACT_FORWARD, 1, 1, O(TO) | O(BODY) | O(NOTE) | O(REV),
     run_forward)
VERB(REJECT, "reject", "NUMBER --reason repeated|late|incapable|anonymous [--from DATE] [--note T]",
     N_("Reject as not subject to consideration"), N_("Reject"), "j", IN_ROW, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, -1, ACT_REJECT, 1, 1, O(REASON) | O(FROM) | O(NOTE) | O(REV), run_reject)
VERB(WITHDRAW, "withdraw", "NUMBER --via VIA --note T",
     N_("Withdraw at the applicant's word"), N_("Withdraw"), "w", IN_ROW, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, -1, ACT_WITHDRAW, 1, 1, O(VIA) | O(NOTE) | O(REV), run_move)
VERB(EXTEND, "extend", "NUMBER... --until DATE --note T",
     N_("Extend the term: a later day and the reason"), N_("Term"), "t", IN_ROW, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, -1, ACT_EXTEND, 1, -1, O(UNTIL) | O(NOTE) | O(REV), run_extend)
VERB(RECEIPT, "receipt", "NUMBER [--format pdf|text|escpos] [--out FILE] [--new-pin]",
     N_("Make the receipt of an appeal"), N_("Print"), "p", IN_ROW | IN_DONE | IN_CALLBACKS, DOOR_SHELL | DOOR_KEY | DOOR_LINE,
     NEEDS_STORE | NEEDS_NUMBER, RIGHT_RECEIPT, -1, 1, 1, O(FORMAT) | O(OUT) | O(NEW_PIN), run_receipt)
VERB(PRINT, "print", "[list | retry [NUMBER] | cancel NUMBER | move NUMBER --to PRINTER | printers | test [--to PRINTER]]",
     N_("Receipts that wait for a printer: list them, try again, take out, send to another printer; try a printer"),
     NULL, "Ctrl-Y", IN_ALL, DOOR_SHELL | DOOR_KEY, NEEDS_STORE, RIGHT_RECEIPT, -1, 0, 2, O(TO), run_print)
VERB(STATUS, "status", "NUMBER --pin PIN",
     N_("What the citizen would see"), NULL, NULL, 0, DOOR_SHELL | DOOR_LINE, NEEDS_STORE | NEEDS_NUMBER, -1, -1, 1, 1,
     O(PIN), run_status)
VERB(BACKUP, "backup", "FILE",
     N_("Copy the database and its PIN key to a file"), N_("Backup"), "b", IN_ADMIN,
     DOOR_SHELL | DOOR_KEY, NEEDS_STORE, RIGHT_BACKUP, -1, 1, 1, 0, run_backup)
VERB(RESTORE, "restore", "FILE [--skip-to N]",
     N_("Make the database from a backup; a site with a centre then fetches what it wrote later"), NULL, NULL, 0, DOOR_SHELL,
     0, -1, -1, 1, 1, O(SKIP_TO), run_restore)
VERB(SYNC, "sync", "[--once] [--token FILE] | status",
     N_("Exchange with the centre, until Ctrl-C or until both are even; status: how far it is and why it does not get on"),
     NULL, NULL, 0, DOOR_SHELL, NEEDS_STORE, RIGHT_BACKUP, -1, 0, 1, O(ONCE) | O(TOKEN), run_sync)
VERB(CONFLICTS, "conflicts", "",
     N_("What two sites did at once and does not fit: both sides of each, with its id"), N_("Conflicts"), "z",
     IN_LIST | IN_ADMIN, DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE, RIGHT_SETTLE, -1, 0, 0, 0, run_conflicts)
VERB(SETTLE, "settle", "ID keep|apply --note T",
     N_("Settle a conflict: leave the state as it is, or make the move again from it"), NULL, NULL, 0,
     DOOR_SHELL | DOOR_LINE, NEEDS_STORE, RIGHT_SETTLE, -1, 2, 2, O(NOTE), run_settle)
VERB(VERIFY, "verify", "[--quick|--digest]",
     N_("Check the log and that every row follows from it"), N_("Verify"), "v", IN_ADMIN,
     DOOR_SHELL | DOOR_KEY, NEEDS_STORE, RIGHT_VERIFY, -1, 0, 0, O(QUICK) | O(DIGEST), run_verify)
VERB(IMPORT, "import", "LIST FILE [--format F] [--follow]",
     N_("Take a list from a file (CSV or TSV), or calls from a queue_log or a Master.csv: prints added, same, changed, rejected; may be repeated. Lists: appeals, calls, services, topics, words, streets, renames, workdays, officials, cards, users, incidents"), NULL, NULL,
     0, DOOR_SHELL, NEEDS_STORE, -1, -1, 2, 2, O(FORMAT) | O(FOLLOW), run_import)
VERB(EXPORT, "export", "LIST [FILE] [--format csv|tsv] | person PHONE|NUMBER [FILE]",
     N_("Write a list to a file or to standard output, as it can be imported again; person: everything that is kept about one, and who has seen it"), NULL, NULL, 0, DOOR_SHELL | DOOR_LINE,
     NEEDS_STORE, -1, -1, 1, 3, O(FORMAT) | O(EXCEL), run_export)
VERB(REBUILD, "rebuild", "",
     N_("Make the rows of appeals, their search keys and the search index anew from the log"), NULL, NULL, 0,
     DOOR_SHELL, NEEDS_STORE, RIGHT_REBUILD, -1, 0, 0, 0, run_rebuild)
VERB(REPORT, "report", "day|calls|services|operators|overdue|confirmations [--from D] [--to D] [--format F]",
     N_("Report of a period; day: the last whole day from 08:00 to 08:00, the others: this month"), NULL, NULL, 0,
     DOOR_SHELL | DOOR_LINE, NEEDS_STORE, RIGHT_REPORT, -1, 1, 1, O(FROM) | O(TO) | O(FORMAT), run_report)
VERB(INCIDENT, "incident",
     "add|edit|close|list|show|announce|join|unjoin [NUMBER] [--title T] [--address LIST] [--until TIME] ...",
     N_("Outages and planned works, the appeals joined to them, the text of the autoresponder"), NULL, NULL, 0,
     DOOR_SHELL | DOOR_LINE, NEEDS_STORE, RIGHT_READ, -1, 1, 2,
     O(TITLE) | O(ADDRESS) | O(KIND) | O(TEXT) | O(TOPIC) | O(SERVICE) | O(FROM) | O(UNTIL) | O(NOTE) | O(TO) |
     O(ALL) | O(REV), run_incident)
VERB(CONSULT, "consult", "--topic CODE [--phone P] [--transfer 104] [--address A] [--text T] [--call ID]",
     N_("Count a consultation, or a call handed over to 101-104 or 112: no number, no PIN"), N_("Consult"), "Ctrl-Z",
     IN_INTAKE | IN_REFERENCE, DOOR_SHELL | DOOR_KEY | DOOR_LINE, NEEDS_STORE, RIGHT_CONSULT, -1, 0, 0,
     O(TOPIC) | O(PHONE) | O(TRANSFER) | O(ADDRESS) | O(TEXT) | O(CALL) | O(KEY), run_consult)
VERB(KEYS, "keys", "LOGIN [FILE]",
     N_("The keys of a person as a keys.conf; with a file (- for standard input) they are changed by it"), N_("Keys"), "k", IN_ADMIN,
     DOOR_SHELL | DOOR_KEY, NEEDS_STORE, -1, -1, 1, 2, 0, run_keys)
VERB(TEMPLATE, "template", "list | add|edit NAME --text TEXT | remove NAME [--kind template|words|step|number]",
     N_("Texts that are written again and again, put in on the screen with fields like {name}, {number}, {due} filled"), NULL, NULL, 0,
     DOOR_SHELL, NEEDS_STORE, -1, -1, 1, 2, O(TEXT) | O(KIND), run_template)
VERB(SETTING, "setting", "[NAME [VALUE]]",
     N_("Show or change a setting of the site; without a name list all of them"), NULL, NULL, 0, DOOR_SHELL,
     NEEDS_STORE, -1, -1, 0, 2, 0, run_setting)
VERB(TEXT, "text", "phone|deadline|sort|fold|layout|latin|address",
     N_("A filter: reads lines, writes them as pult understands them"), NULL, NULL, 0, DOOR_SHELL, 0, -1, -1,
     1, 1, 0, run_text)

/* --- the screen's own --- */
VERB(VIEW_HELP, "view-help", "", N_("Help: every key of this view"), N_("Help"), "F1", IN_ALL, DOOR_KEY, 0, -1, -1, 0, 0, 0, NULL)
VERB(VIEW_INTAKE, "view-intake", "", N_("Take a call or a visitor"), N_("Intake"), "F2", IN_ALL, DOOR_KEY, 0, RIGHT_REGISTER, -1, 0, 0, 0, NULL)
VERB(VIEW_APPEALS, "view-appeals", "", N_("All appeals"), N_("Cases"), "F3", IN_ALL, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(VIEW_CALLS, "view-calls", "", N_("The call journal: search by any digits, recordings"), N_("Calls"), "F4", IN_ALL, DOOR_KEY, 0, RIGHT_CALLS, -1, 0, 0, 0, NULL)
VERB(VIEW_BOARD, "view-board", "", N_("Orders by executor and urgency"), N_("Tasks"), "F5", IN_ALL, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(VIEW_CALLBACKS, "view-callbacks", "", N_("Call citizens back"), N_("Call back"), "F6", IN_ALL, DOOR_KEY, 0, RIGHT_CALL_BACK, -1, 0, 0, 0, NULL)
VERB(VIEW_REFERENCE, "view-reference", "", N_("Emergency numbers, executors, topics with hints, texts to read out"), N_("Guide"), "F7", IN_ALL, DOOR_KEY, 0, -1, -1, 0, 0, 0, NULL)
VERB(VIEW_REPORTS, "view-reports", "", N_("Reports of a day or a period"), N_("Reports"), "F8", IN_ALL, DOOR_KEY, 0, RIGHT_REPORT, -1, 0, 0, 0, NULL)
VERB(VIEW_INCIDENTS, "view-incidents", "", N_("Outages and planned works"), N_("Incidents"), "F9", IN_ALL, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(VIEW_ADMIN, "view-admin", "", N_("Users, backup, verification"), N_("Menu"), "F10", IN_ALL, DOOR_KEY, 0, -1, -1, 0, 0, 0, NULL)
VERB(FINISH, "finish", "", N_("Register, pass to the proposed executor, print, and take the next call; number and PIN stay in the title"), N_("Finish"), "Ctrl-G", IN_INTAKE, DOOR_KEY, 0, RIGHT_REGISTER, -1, 0, 0, 0, NULL)
VERB(NEXT, "next", "", N_("Take the next call"), N_("Next"), "Ctrl-N", IN_INTAKE | IN_DONE, DOOR_KEY, 0, RIGHT_REGISTER, -1, 0, 0, 0, NULL)
VERB(INSERT_TEMPLATE, "insert-template", "", N_("Put a template into the text that is being typed"), NULL, "Ctrl-T", IN_INTAKE | IN_ROW | IN_CALLBACKS, DOOR_KEY, 0, -1, -1, 0, 0, 0, NULL)
VERB(CARD_OPEN, "card-open", "", N_("Open an appeal of the caller's card; F2 comes back to the form"), N_("Open"), "Ctrl-O", IN_INTAKE, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(SAVE_FILE, "save-file", "", N_("Write an attached file to a new file: that is how it is opened"), NULL, "v", IN_ROW, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(SAME_CALLER, "same-caller", "", N_("Another appeal of the same caller and the same call: only topic and text are typed"), NULL, "Ctrl-E", IN_DONE, DOOR_KEY, 0, RIGHT_REGISTER, -1, 0, 0, 0, NULL)
VERB(LAW_PAGE, "law-page", "", N_("The page of the law: kind of applicant, signatories, category, who is complained of; and back"), N_("Law"), "Ctrl-F", IN_INTAKE, DOOR_KEY, 0, RIGHT_REGISTER, -1, 0, 0, 0, NULL)
VERB(BRING_BACK, "bring-back", "", N_("Bring back the form that was cleared, until the next appeal is registered"), NULL, "Ctrl-V", IN_INTAKE, DOOR_KEY, 0, RIGHT_REGISTER, -1, 0, 0, 0, NULL)
VERB(RETYPE, "retype", "", N_("Words typed with the other keyboard layout on become what was meant"), N_("Layout"), "Ctrl-R", IN_INTAKE, DOOR_KEY, 0, RIGHT_REGISTER, -1, 0, 0, 0, NULL)
VERB(CALL_REGISTER, "call-register", "", N_("Begin an appeal with this call: telephone and name are filled in, the call is linked"), N_("Appeal"), "n", IN_CALLS | IN_CALL, DOOR_KEY, 0, RIGHT_REGISTER, -1, 0, 0, 0, NULL)
VERB(CALL_PLAY, "call-play", "", N_("Listen to the recording of the call, or stop it; who listened is written down"), N_("Listen"), "p", IN_CALLS | IN_CALL, DOOR_KEY, 0, RIGHT_LISTEN, -1, 0, 0, 0, NULL)
VERB(CALL_APPEAL, "call-appeal", "", N_("Open the appeal of the call"), N_("Its appeal"), "o", IN_CALLS | IN_CALL, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(MARK, "mark", "", N_("Mark the row: the keys of an appeal act on all that are marked"), N_("Mark"), "Space", IN_MARKS, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(MARK_ALL, "mark-all", "", N_("Mark all rows of the list"), NULL, "*", IN_MARKS, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(EXPORT_MARKED, "export-marked", "", N_("Write the marked appeals, or the one selected, to a CSV file"), NULL, "b", IN_MARKS, DOOR_KEY, 0, RIGHT_EXPORT, -1, 0, 0, 0, NULL)
VERB(QUERY_SAVE, "query-save", "", N_("Save the query under a name; a digit opens it"), N_("Keep"), "s", IN_LIST, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(QUERY_CHANGE, "query-change", "", N_("Rename, move or remove a saved query"), NULL, "q", IN_LIST, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(CALLBACK_NEXT, "callback-next", "", N_("Take the next one to be called: nobody else gets the same citizen"), N_("Next"), "Ctrl-N", IN_CALLBACKS | IN_CALLED, DOOR_KEY, 0, RIGHT_CALL_BACK, -1, 0, 0, 0, NULL)
VERB(CALLBACKS_GROUP, "callbacks-group", "", N_("By citizen, by house, or each appeal by itself"), N_("Group"), "g", IN_CALLBACKS, DOOR_KEY, 0, RIGHT_CALL_BACK, -1, 0, 0, 0, NULL)
VERB(CALLBACKS_ALL, "callbacks-all", "", N_("Show also those to be called later, or only those to be called now"), N_("All"), "a", IN_CALLBACKS, DOOR_KEY, 0, RIGHT_CALL_BACK, -1, 0, 0, 0, NULL)
VERB(REPORT_EARLIER, "report-earlier", "", N_("The day or month before"), N_("Earlier"), "p", IN_REPORTS, DOOR_KEY, 0, RIGHT_REPORT, -1, 0, 0, 0, NULL)
VERB(REPORT_LATER, "report-later", "", N_("The day or month after"), N_("Later"), "n", IN_REPORTS, DOOR_KEY, 0, RIGHT_REPORT, -1, 0, 0, 0, NULL)
VERB(REPORT_PERIOD, "report-period", "", N_("Type the period of the report"), N_("Period"), "t", IN_REPORTS, DOOR_KEY, 0, RIGHT_REPORT, -1, 0, 0, 0, NULL)
VERB(REPORT_CALLS, "report-calls", "", N_("The calls of the period, one by one"), N_("Journal"), "Enter", IN_REPORTS, DOOR_KEY, 0, RIGHT_CALLS, -1, 0, 0, 0, NULL)
VERB(REPORT_SAVE, "report-save", "", N_("Save the report as CSV"), N_("Save"), "s", IN_REPORTS, DOOR_KEY, 0, RIGHT_REPORT, -1, 0, 0, 0, NULL)
VERB(INTAKE_JOIN, "intake-join", "", N_("Join what is registered to the outage at the address, else to an appeal that may be the same"), NULL, "Ctrl-P", IN_INTAKE | IN_DONE, DOOR_KEY, 0, RIGHT_REGISTER, -1, 0, 0, 0, NULL)
VERB(INCIDENT_SHOW, "incident-show", "", N_("The incident with the appeals joined to it"), N_("Open"), "Enter", IN_INCIDENTS, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(INCIDENT_ADD, "incident-add", "", N_("Open a new incident"), N_("New"), "a", IN_INCIDENTS, DOOR_KEY, 0, RIGHT_INCIDENT, -1, 0, 0, 0, NULL)
VERB(INCIDENT_EDIT, "incident-edit", "", N_("Correct the incident"), N_("Correct"), "e", IN_INCIDENTS, DOOR_KEY, 0, RIGHT_INCIDENT, -1, 0, 0, 0, NULL)
VERB(INCIDENT_PROLONG, "incident-prolong", "", N_("Move the planned end of the incident"), N_("Prolong"), "p", IN_INCIDENTS, DOOR_KEY, 0, RIGHT_INCIDENT, -1, 0, 0, 0, NULL)
VERB(INCIDENT_CLOSE, "incident-close", "", N_("Close the incident: the joined appeals are reported done"), N_("Close"), "x", IN_INCIDENTS, DOOR_KEY, 0, RIGHT_INCIDENT_CLOSE, -1, 0, 0, 0, NULL)
VERB(INCIDENT_TEXT, "incident-text", "", N_("What the autoresponder says now"), N_("Announced"), "t", IN_INCIDENTS, DOOR_KEY, 0, RIGHT_READ, -1, 0, 0, 0, NULL)
VERB(USER_ADD, "user-add", "", N_("Add a user"), N_("Add"), "a", IN_ADMIN, DOOR_KEY, 0, RIGHT_USERS, -1, 0, 0, 0, NULL)
VERB(USER_DISABLE, "user-disable", "", N_("Disable the user"), N_("Disable"), "d", IN_ADMIN, DOOR_KEY, 0, RIGHT_USERS, -1, 0, 0, 0, NULL)
VERB(USER_ENABLE, "user-enable", "", N_("Enable a disabled user"), N_("Enable"), "e", IN_ADMIN, DOOR_KEY, 0, RIGHT_USERS, -1, 0, 0, 0, NULL)
VERB(USER_PASSWD, "user-passwd", "", N_("Set a new password"), N_("Password"), "p", IN_ADMIN, DOOR_KEY, 0, -1, -1, 0, 0, 0, NULL)
VERB(USER_UNLOCK, "user-unlock", "", N_("Unlock after wrong passwords"), N_("Unlock"), "u", IN_ADMIN, DOOR_KEY, 0, RIGHT_USERS, -1, 0, 0, 0, NULL)
VERB(SETTLE_KEEP, "settle-keep", "", N_("Leave the state as it is: what did not fit is not done"), N_("Leave it"), "k", IN_CONFLICTS, DOOR_KEY, 0, RIGHT_SETTLE, -1, 0, 0, 0, NULL)
VERB(SETTLE_APPLY, "settle-apply", "", N_("Make the move that did not fit again"), N_("Make again"), "a", IN_CONFLICTS, DOOR_KEY, 0, RIGHT_SETTLE, -1, 0, 0, 0, NULL)
VERB(PRINT_RETRY, "print-retry", "", N_("Print the receipt now"), N_("Print now"), "r", IN_PRINTS, DOOR_KEY, 0, RIGHT_RECEIPT, -1, 0, 0, 0, NULL)
VERB(PRINT_MOVE, "print-move", "", N_("Send the receipt to another printer"), N_("Elsewhere"), "o", IN_PRINTS, DOOR_KEY, 0, RIGHT_RECEIPT, -1, 0, 0, 0, NULL)
VERB(PRINT_CANCEL, "print-cancel", "", N_("Take the receipt out of the printing queue"), N_("Take out"), "x", IN_PRINTS, DOOR_KEY, 0, RIGHT_RECEIPT, -1, 0, 0, 0, NULL)
VERB(PRINT_MINE, "print-mine", "", N_("Choose the printer for your receipts"), N_("Printer"), "p", IN_PRINTS, DOOR_KEY, 0, RIGHT_RECEIPT, -1, 0, 0, 0, NULL)
VERB(COMMAND, "command", "", N_("Type a command; Tab completes, Up brings former ones"), NULL, ":",
     IN_LIST | IN_CARD | IN_CALLBACKS | IN_ADMIN | IN_REPORTS | IN_BOARD | IN_CALLS | IN_CALL | IN_INCIDENTS |
     IN_PRINTS | IN_CONFLICTS | IN_TEXT,
     DOOR_KEY, 0, -1, -1, 0, 0, 0, NULL)
VERB(COMMAND_CHORD, "command-chord", "", N_("Type a command also where letters are text"), NULL, "Alt-:", IN_ALL, DOOR_KEY, 0, -1, -1, 0, 0, 0, NULL)
VERB(REDRAW, "redraw", "", N_("Draw the screen anew"), NULL, "Ctrl-L", IN_ALL, DOOR_KEY, 0, -1, -1, 0, 0, 0, NULL)
VERB(LOCK, "lock", "", N_("Lock the screen; the form is kept"), NULL, "Ctrl-Q", IN_ALL, DOOR_KEY, 0, -1, -1, 0, 0, 0, NULL)
VERB(QUIT, "quit", "", N_("End the work; the form is kept"), NULL, "Ctrl-X", IN_ALL, DOOR_KEY, 0, -1, -1, 0, 0, 0, NULL)
