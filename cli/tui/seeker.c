/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/seeker.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"

/* Words that are offered. */
#define WORDS_MAX 9
/* Of these, those that are searched while their beginning is typed. */
#define GUESSES_MAX 5
#define QUERY_MAX   65536
#define NS	    1000000000L
#define PATIENCE_NS (NS / 2)

struct place {
	unsigned number;  /* of the last wish */
	char *query, *id; /* NULL: none is waiting */
	size_t query_len, id_len;
	uint32_t by, hits;
	bool patient;
	bool waiting, ready;
	struct hk_seeker_reply reply;
};

struct hk_seeker {
	struct hiku_index *index;
	struct hiku_query_options options;
	pthread_t thread;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t more;
	struct place places[HK_SEEKER_KINDS];
	int wake[2];		  /* a pipe to who waits for replies */
	enum hk_seeker_kind runs; /* HK_SEEKER_KINDS: nothing */
	bool ends;
};

void hk_seeker_drop(struct hk_seeker_reply *reply)
{
	hiku_answer_free(reply->answer);
	hiku_words_free(reply->words);
	free(reply->instead);
	memset(reply, 0, sizeof(*reply));
}

/* ---- Words that are being typed ---- */

/* The byte behind the last blank, or behind a quote or parenthesis. */
static size_t word_begin(struct hk_str query)
{
	static const char *const edges[] = {" ", "\xE3\x80\x80", "(", "（"};

	for (size_t at = query.len; at; at--)
		for (size_t i = 0; i < sizeof(edges) / sizeof(*edges); i++)
			if (hk_span_ends(hk_span_str(query.data, at), edges[i]))
				return at;
	return 0;
}

struct hk_str hk_seeker_word(struct hk_str query)
{
	struct hk_str word = hk_span_from(query, word_begin(query));

	if (hk_span_starts(word, "+"))
		word = hk_span_from(word, 1);
	if (!word.len || word.len > 256 || hk_span_starts(word, "-") ||
	    memchr(word.data, ':', word.len) ||
	    memchr(word.data, '"', word.len) || hk_span_ends(word, "*") ||
	    hk_span_ends(word, ")"))
		return hk_span_str("", 0);
	return word;
}

/* ---- The thread ---- */

static char *copy(struct hk_str text)
{
	char *bytes = malloc(text.len + 1);

	if (bytes && text.len)
		memcpy(bytes, text.data, text.len);
	if (bytes)
		bytes[text.len] = '\0';
	return bytes;
}

static struct hk_str query_of(const struct place *p)
{
	return hk_span_str(p->query, p->query_len);
}

static void search(struct hk_seeker *s, const struct place *p,
		   struct hk_str query, struct hk_seeker_reply *r)
{
	struct hiku_query_options o = s->options;

	o.limit = p->hits;
	if (!p->patient) {
		/* A word that is half typed is no slip, either. */
		o.flags |= HIKU_TYPING;
	}
	hiku_answer_free(r->answer);
	r->answer = NULL;
	r->status = hiku_search(&r->answer, s->index, query.data, query.len, &o,
				&r->error);
}

static void complete(struct hk_seeker *s, const struct place *p,
		     struct hk_seeker_reply *r)
{
	struct hk_str word = hk_seeker_word(query_of(p));
	struct hiku_query_options o = s->options;

	o.limit = WORDS_MAX;
	if (word.len)
		r->status = hiku_complete(&r->words, s->index, word.data,
					  word.len, &o, &r->error);
}

/* Append the query with all that its last word may become in its place. False:
 * it cannot become anything, or is there already. */
static bool put_guesses(struct hk_buf *out, struct hk_str query,
			const struct hiku_words *words)
{
	struct hk_str word = hk_seeker_word(query);
	enum hk_status status;
	size_t i;

	if (!words || !word.len)
		return false;
	status = hk_buf_append(out, query.data,
			       (size_t)(word.data - query.data));
	if (!status)
		status = hk_buf_puts(out, "(");
	for (i = 0; i < GUESSES_MAX && !status; i++) {
		struct hiku_text text = hiku_word(words, i, NULL);

		if (!text.len)
			break;
		if (hk_span_same(hk_span_str(text.data, text.len), word))
			return false;
		if (i)
			status = hk_buf_puts(out, " OR ");
		if (!status)
			status = hk_buf_append(out, text.data, text.len);
	}
	if (!status)
		status = hk_buf_puts(out, ")");
	return !status && i;
}

/* Search for what the last word may become. */
static void guess(struct hk_seeker *s, const struct place *p,
		  struct hk_seeker_reply *r)
{
	struct hk_seeker_reply words = {.number = 0};
	struct hk_buf whole;

	complete(s, p, &words);
	hk_buf_init(&whole, QUERY_MAX);
	if (!words.status && put_guesses(&whole, query_of(p), words.words)) {
		search(s, p, hk_buf_str(&whole), r);
		r->instead = copy(hk_buf_str(&whole));
	}
	hk_buf_release(&whole);
	hk_seeker_drop(&words);
}

static bool found(const struct hk_seeker_reply *r)
{
	return r->status || hiku_answer_hits(r->answer);
}

/* A word that finds nothing may be half typed. */
static void find(struct hk_seeker *s, const struct place *p,
		 struct hk_seeker_reply *r)
{
	search(s, p, query_of(p), r);
	if (!p->patient && !found(r))
		guess(s, p, r);
}

static void grant(struct hk_seeker *s, enum hk_seeker_kind kind,
		  const struct place *p, struct hk_seeker_reply *r)
{
	struct hiku_query_options o = s->options;

	r->number = p->number;
	r->patient = p->patient;
	switch (kind) {
	case HK_SEEKER_SEARCH:
		find(s, p, r);
		break;
	case HK_SEEKER_WORDS:
		complete(s, p, r);
		break;
	case HK_SEEKER_ARTICLE:
		r->status = hiku_show(&r->answer, s->index, p->id, p->id_len,
				      p->query, p->query_len, &o, &r->error);
		break;
	case HK_SEEKER_REST:
		search(s, p, query_of(p), r);
		break;
	default:
		o.count_by = p->by;
		o.flags |= p->patient ? 0u : (uint32_t)HIKU_TYPING;
		r->status = hiku_search(&r->answer, s->index, p->query,
					p->query_len, &o, &r->error);
	}
}

/* Which wish is the next one? HK_SEEKER_KINDS: there is none. */
static enum hk_seeker_kind next(const struct hk_seeker *s)
{
	unsigned kind = 0;

	while (kind < HK_SEEKER_KINDS && !s->places[kind].waiting)
		kind++;
	return (enum hk_seeker_kind)kind;
}

/* Let the one that waits have the reply, or begin the wish again, unless it is
 * no longer what is wanted. */
static void settle(struct hk_seeker *s, struct place *p, struct place *wish,
		   struct hk_seeker_reply *reply)
{
	ssize_t n;

	if (wish->number != p->number) {
		hk_seeker_drop(reply);
	} else if (reply->status == HIKU_EINTERRUPTED) {
		hk_seeker_drop(reply);
		p->query = wish->query;
		p->id = wish->id;
		wish->query = wish->id = NULL;
		p->waiting = true;
	} else {
		p->reply = *reply;
		p->ready = true;
		/* Full: who waits is awake anyhow. */
		n = write(s->wake[1], "", 1);
		(void)n;
	}
	free(wish->query);
	free(wish->id);
}

static void *work(void *argument)
{
	struct hk_seeker *s = argument;

	pthread_mutex_lock(&s->lock);
	while (!s->ends) {
		enum hk_seeker_kind kind = next(s);
		struct hk_seeker_reply reply;
		struct place *p, wish;

		if (kind == HK_SEEKER_KINDS) {
			pthread_cond_wait(&s->more, &s->lock);
			continue;
		}
		p = &s->places[kind];
		wish = *p;
		p->query = p->id = NULL;
		p->waiting = false;
		s->runs = kind;
		hiku_interrupt(s->index, 0);
		pthread_mutex_unlock(&s->lock);
		memset(&reply, 0, sizeof(reply));
		grant(s, kind, &wish, &reply);
		pthread_mutex_lock(&s->lock);
		s->runs = HK_SEEKER_KINDS;
		settle(s, p, &wish, &reply);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* Signals are for the thread that has the terminal. */
static int start(struct hk_seeker *s)
{
	sigset_t all, before;
	int failed;

	sigfillset(&all);
	/* The library needs it for searches that do not end. */
	sigdelset(&all, SIGPROF);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(&s->thread, NULL, work, s);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failed;
}

enum hk_status hk_seeker_new(struct hk_seeker **out, struct hiku_index *index,
			     const struct hiku_query_options *options,
			     struct hk_error *err)
{
	struct hk_seeker *s = calloc(1, sizeof(*s));
	int failed;

	*out = NULL;
	if (!s) {
		hiku_close(index);
		return hk_error_nomem(err);
	}
	s->index = index;
	s->options = *options;
	s->runs = HK_SEEKER_KINDS;
	if (pipe2(s->wake, O_NONBLOCK | O_CLOEXEC)) {
		hiku_close(index);
		free(s);
		return hk_error_set(err, HK_EIO, "cannot make a pipe");
	}
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->more, NULL);
	failed = start(s);
	if (failed) {
		s->ends = true;
		close(s->wake[0]);
		close(s->wake[1]);
		pthread_mutex_destroy(&s->lock);
		pthread_cond_destroy(&s->more);
		hiku_close(index);
		free(s);
		return hk_error_set(err, HK_EIO, "cannot start a thread");
	}
	*out = s;
	return HK_OK;
}

static void forget(struct place *p)
{
	free(p->query);
	free(p->id);
	p->query = p->id = NULL;
	p->waiting = false;
	if (p->ready)
		hk_seeker_drop(&p->reply);
	p->ready = false;
}

bool hk_seeker_free(struct hk_seeker *s)
{
	struct timespec until;

	if (!s)
		return true;
	pthread_mutex_lock(&s->lock);
	s->ends = true;
	hiku_interrupt(s->index, 1);
	pthread_cond_signal(&s->more);
	pthread_mutex_unlock(&s->lock);
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += PATIENCE_NS;
	until.tv_sec += until.tv_nsec / NS;
	until.tv_nsec %= NS;
	if (pthread_timedjoin_np(s->thread, NULL, &until))
		return false;
	for (size_t i = 0; i < HK_SEEKER_KINDS; i++)
		forget(&s->places[i]);
	close(s->wake[0]);
	close(s->wake[1]);
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->more);
	hiku_close(s->index);
	free(s);
	return true;
}

int hk_seeker_descriptor(const struct hk_seeker *s)
{
	return s->wake[0];
}

/* What was wanted of a kind is not wanted any more. Under the lock. */
static void cancel(struct hk_seeker *s, enum hk_seeker_kind kind)
{
	forget(&s->places[kind]);
	s->places[kind].number++;
	if (s->runs == kind)
		hiku_interrupt(s->index, 1);
}

unsigned hk_seeker_want(struct hk_seeker *s, enum hk_seeker_kind kind,
			const struct hk_seeker_wish *wish)
{
	struct place *p = &s->places[kind];
	char *query = copy(wish->query), *id = copy(wish->id);
	unsigned number = 0;

	pthread_mutex_lock(&s->lock);
	cancel(s, kind);
	if (kind == HK_SEEKER_SEARCH)
		hiku_interrupt(s->index, 1);
	if (query && id) {
		p->query = query;
		p->query_len = wish->query.len;
		p->id = id;
		p->id_len = wish->id.len;
		p->by = wish->by;
		p->hits = wish->hits;
		p->patient = wish->patient;
		p->waiting = true;
		number = p->number;
		query = id = NULL;
		pthread_cond_signal(&s->more);
	}
	pthread_mutex_unlock(&s->lock);
	free(query);
	free(id);
	return number;
}

bool hk_seeker_take(struct hk_seeker_reply *out, struct hk_seeker *s,
		    enum hk_seeker_kind kind)
{
	struct place *p = &s->places[kind];
	bool ready;

	pthread_mutex_lock(&s->lock);
	ready = p->ready;
	if (ready) {
		*out = p->reply;
		memset(&p->reply, 0, sizeof(p->reply));
		p->ready = false;
	}
	pthread_mutex_unlock(&s->lock);
	return ready;
}

void hk_seeker_heard(struct hk_seeker *s)
{
	char bytes[64];

	while (read(s->wake[0], bytes, sizeof(bytes)) > 0)
		continue;
}

void hk_seeker_forget(struct hk_seeker *s)
{
	pthread_mutex_lock(&s->lock);
	for (unsigned i = 0; i < HK_SEEKER_KINDS; i++)
		cancel(s, (enum hk_seeker_kind)i);
	pthread_mutex_unlock(&s->lock);
}

void hk_seeker_cancel(struct hk_seeker *s, enum hk_seeker_kind kind)
{
	pthread_mutex_lock(&s->lock);
	cancel(s, kind);
	pthread_mutex_unlock(&s->lock);
}
