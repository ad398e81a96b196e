/* core/cdr_csv.c - see cdr_csv.h. */
#include "core/cdr_csv.h"

#include "core/i18n.h"

enum { BASE_COLUMNS = 16, NEW_COLUMNS = 3, ZONE_SLACK_S = 30, EXTENSION_DIGITS_MAX = 4, NUMBER_DIGITS_MIN = 7,
	FORM_LETTERS = 19 };

/* --- a row ---------------------------------------------------------------------------------------- */

enum column { SRC, DST, CLID, CHANNEL, DSTCHANNEL, LASTAPP, LASTDATA, START, END, DURATION, BILLSEC, DISPOSITION,
	COLUMN_COUNT };

static const int places[][COLUMN_COUNT] = {
	[CDR_CSV] = { [SRC] = 1, [DST] = 2, [CLID] = 4, [CHANNEL] = 5, [DSTCHANNEL] = 6, [LASTAPP] = 7,
		[LASTDATA] = 8, [START] = 9, [END] = 11, [DURATION] = 12, [BILLSEC] = 13, [DISPOSITION] = 14 },
	[CDR_CUSTOM] = { [CLID] = 0, [SRC] = 1, [DST] = 2, [CHANNEL] = 4, [DSTCHANNEL] = 5, [LASTAPP] = 6,
		[LASTDATA] = 7, [START] = 8, [END] = 10, [DURATION] = 11, [BILLSEC] = 12, [DISPOSITION] = 13 },
};

static bool has_form(const char *s, const char *form)
{
	for (; *form; s++, form++)
		if (*form == 'd' ? *s < '0' || *s > '9' : *s != *form)
			return false;
	return *s == '\0';
}

static bool is_time(const char *s)
{
	return has_form(s, "dddd-dd-dd dd:dd:dd");
}

static bool is_digits(const char *s, size_t min, size_t max)
{
	size_t n = strspn(s, "0123456789");

	return n >= min && n <= max && !s[n];
}

/* "1795293507.148", "mainserver-1706420300.0": -1 when it is no such thing. */
static int64_t second_of(const char *uniqueid)
{
	const char *dot = strrchr(uniqueid, '.'), *s = dot;

	while (s && s > uniqueid && s[-1] >= '0' && s[-1] <= '9')
		s--;
	return dot && dot - s >= 9 && dot - s <= 10 && is_digits(dot + 1, 1, 12) ? strtoll(s, NULL, 10) : -1;
}

static const char *field(const struct csv_record *r, int i)
{
	return i < r->n && i < CSV_FIELDS ? r->field[i] : "";
}

/* What stands behind the sixteen columns that are always there depends on three settings of the exchange. */
static void read_tail(const struct csv_record *r, enum cdr_order order, struct cdr_row *out)
{
	int extra = r->n - BASE_COLUMNS;

	if (order == CDR_CUSTOM) { /* uniqueid, userfield, sequence */
		out->uniqueid = field(r, BASE_COLUMNS);
		out->userfield = extra > 1 ? field(r, BASE_COLUMNS + 1) : "";
		return;
	}
	if (extra >= NEW_COLUMNS) /* peeraccount, linkedid, sequence */
		out->linkedid = field(r, r->n - 2);
	extra -= extra >= NEW_COLUMNS ? NEW_COLUMNS : 0;
	bool has_id = extra > 1 || (extra == 1 && second_of(field(r, BASE_COLUMNS)) >= 0);

	out->uniqueid = has_id ? field(r, BASE_COLUMNS) : "";
	out->userfield = extra > has_id ? field(r, BASE_COLUMNS + has_id) : "";
}

bool cdr_row_read(const struct csv_record *r, enum cdr_order order, struct cdr_row *out)
{
	const char *v[COLUMN_COUNT];

	for (int i = 0; i < COLUMN_COUNT; i++)
		v[i] = field(r, places[order][i]);
	*out = (struct cdr_row){ .src = v[SRC], .dst = v[DST], .clid = v[CLID], .channel = v[CHANNEL],
		.dstchannel = v[DSTCHANNEL], .lastapp = v[LASTAPP], .lastdata = v[LASTDATA], .start = v[START],
		.end = v[END], .disposition = v[DISPOSITION], .uniqueid = "", .linkedid = "", .userfield = "" };
	if (r->n < BASE_COLUMNS || r->n > BASE_COLUMNS + NEW_COLUMNS + 2)
		return false;
	if (!is_time(out->start) || !is_time(out->end) || !is_digits(v[DURATION], 1, 9) || !is_digits(v[BILLSEC], 1, 9))
		return false;
	out->duration = strtoll(v[DURATION], NULL, 10);
	out->billsec = strtoll(v[BILLSEC], NULL, 10);
	read_tail(r, order, out);
	return true;
}

/* --- times ---------------------------------------------------------------------------------------- */

static int64_t read_time(const char *s, const struct clock_ops *clock, bool utc)
{
	struct civil c;

	if (!civil_parse(s, 0, &c, NULL))
		return -1;
	if (!utc)
		return civil_to_utc(clock, &c) / 1000;
	int64_t day = civil_to_day(c.year, c.month, c.day) - civil_to_day(1970, 1, 1);

	return ((day * 24 + c.hour) * 60 + c.minute) * 60 + c.second;
}

static bool near_to(int64_t a, int64_t b)
{
	return a - b <= ZONE_SLACK_S && b - a <= ZONE_SLACK_S;
}

static void see_zone(const struct cdr_row *row, const struct clock_ops *clock, enum cdr_zone *zone)
{
	int64_t second = second_of(row->uniqueid);

	if (*zone != CDR_ZONE_UNKNOWN || second < 0)
		return;
	if (near_to(read_time(row->start, clock, true), second))
		*zone = CDR_ZONE_UTC;
	else if (near_to(read_time(row->start, clock, false), second))
		*zone = CDR_ZONE_CITY;
}

/* --- what it says --------------------------------------------------------------------------------- */

static bool is_extension(const char *s)
{
	return is_digits(s, 2, EXTENSION_DIGITS_MAX);
}

static bool is_outside(const char *s)
{
	return is_digits(s + (*s == '+'), NUMBER_DIGITS_MIN, 15);
}

static bool same_word(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

/* The second half of a local channel, and what was only done for another call. */
static bool is_leg(const struct cdr_row *row)
{
	size_t n = strlen(row->channel);

	if (*row->linkedid && *row->uniqueid)
		return strcmp(row->linkedid, row->uniqueid) != 0;
	return strncmp(row->channel, "Local/", 6) == 0 && n > 2 && strcmp(row->channel + n - 2, ";2") == 0;
}

/* "SIP/301-0000001a" -> "SIP/301", "Local/202@agents-00000023;1" -> "Local/202@agents". */
static void set_agent(struct open_call *c, const char *channel)
{
	call_text(c->agent, sizeof(c->agent), channel, CALL_WORD_MAX);
	char *semicolon = strchr(c->agent, ';'), *dash;

	if (semicolon)
		*semicolon = '\0';
	dash = strrchr(c->agent, '-');
	if (dash && dash[1] && !dash[1 + strspn(dash + 1, "0123456789abcdef")])
		*dash = '\0';
}

/* The name in "Name" <number>, without the quotation marks. */
static void set_name(struct open_call *c, const struct cdr_row *row)
{
	const char *from = row->clid + (*row->clid == '"'), *to = strrchr(row->clid, '<');
	char name[sizeof(c->name)];

	if (!to)
		return;
	while (to > from && (to[-1] == ' ' || to[-1] == '"'))
		to--;
	snprintf(name, sizeof(name), "%.*s", (int)(to - from), from);
	if (strcmp(name, row->src) != 0)
		call_text(c->name, sizeof(c->name), name, CALL_NAME_MAX);
}

/* The file of the recording, when the exchange is set up to write its name here: below the exchange's folder of
 * recordings. */
static void set_recording(struct open_call *c, const char *userfield)
{
	static const char folder[] = "/monitor/";
	static const char *const kinds[] = { ".wav", ".WAV", ".wav49", ".gsm", ".mp3", ".ogg", ".ulaw", ".alaw", ".sln" };
	const char *in = strstr(userfield, folder), *name = in ? in + sizeof(folder) - 1 : userfield;
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < COUNT(kinds); i++)
		if (strcmp(dot, kinds[i]) == 0 && call_recording_valid(name))
			call_text(c->recording, sizeof(c->recording), name, CALL_RECORDING_MAX);
}

static void begin_call(struct open_call *c, const struct cdr_row *row)
{
	c->out = is_extension(row->src) && is_outside(row->dst);
	call_text(c->raw, sizeof(c->raw), c->out ? row->dst : row->src, CALL_WORD_MAX);
	if (c->out)
		call_text(c->agent, sizeof(c->agent), row->src, CALL_WORD_MAX);
	else
		set_name(c, row);
	c->hung_up = true;
}

static void fold_row(struct open_call *c, const struct cdr_row *row, int64_t start, int64_t end)
{
	bool talked = same_word(row->disposition, "ANSWERED") && *row->dstchannel && row->billsec > 0;

	if (same_word(row->lastapp, "Queue")) {
		char queue[sizeof(c->queue)];

		snprintf(queue, sizeof(queue), "%.*s", (int)strcspn(row->lastdata, ",|"), row->lastdata);
		call_text(c->queue, sizeof(c->queue), queue, CALL_WORD_MAX);
	}
	if (talked && !c->connected) {
		c->wait_s = start - c->began + row->duration - row->billsec;
		c->connected = c->began + c->wait_s;
	}
	if (talked)
		c->talk_s += row->billsec;
	if (talked && !c->out)
		set_agent(c, row->dstchannel);
	c->last = end > c->last ? end : c->last;
	if (!c->connected)
		c->wait_s = c->last - c->began;
	set_recording(c, row->userfield);
	c->left = true;
}

/* What the exchange calls it, else where and when it began. False: neither can be an id. */
static bool id_of(const struct cdr_row *row, int64_t start, char id[CALL_ID_MAX + 1])
{
	if (*row->uniqueid)
		snprintf(id, CALL_ID_MAX + 1, "%s", row->uniqueid);
	else
		snprintf(id, CALL_ID_MAX + 1, "%lld-%s", (long long)start, row->channel);
	for (char *s = id; *s; s++)
		if (*s == ';')
			*s = '.';
	return call_id_valid(id) && strlen(row->uniqueid) <= CALL_ID_MAX;
}

/* Without ids of its own the exchange tells a call by its channel: the row of another operator, or of the extension
 * that is run after hanging up, begins later, where the row before it ended. */
static struct open_call *same_channel(const struct call_pool *p, const char *id, int64_t start)
{
	const char *channel = strchr(id, '-');

	for (int i = p->n - 1; i >= 0; i--) {
		struct open_call *c = &p->calls[i];
		const char *dash = strchr(c->id, '-');

		if (dash && strcmp(dash, channel) == 0 && start >= c->began && start <= c->last + 1)
			return c;
	}
	return NULL;
}

/* Between two desks: nobody from outside takes part. */
static bool is_internal(const struct cdr_row *row)
{
	return is_extension(row->src) && !is_outside(row->dst) && !same_word(row->lastapp, "Queue");
}

const char *cdr_fold(struct call_pool *p, const struct cdr_row *row, const struct clock_ops *clock,
		     enum cdr_zone *zone)
{
	char id[CALL_ID_MAX + 1];

	see_zone(row, clock, zone);
	int64_t start = read_time(row->start, clock, *zone == CDR_ZONE_UTC);
	int64_t end = read_time(row->end, clock, *zone == CDR_ZONE_UTC);

	if (start < 0 || end < start)
		return _("A time that cannot be");
	if (!id_of(row, start, id))
		return _("The call has no id");
	struct open_call *c = *row->uniqueid ? NULL : same_channel(p, id, start);

	if (c)
		snprintf(id, sizeof(id), "%s", c->id);
	c = pool_find(p, id);
	if (c && end > c->last) /* so that it does not end before this row is in */
		c->last = end;
	pool_advance(p, end);
	c = pool_find(p, id);
	if (is_leg(row))
		return NULL;
	if (!c && is_internal(row))
		return NULL;
	if (!c) {
		c = pool_begin(p, id, start);
		begin_call(c, row);
	}
	fold_row(c, row, start, end);
	return NULL;
}
