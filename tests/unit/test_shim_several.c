/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several databases as one, and databases of other machines. */
#include "tests/unit/shim_fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>

#define HOST "127.0.0.1"

/* Half of these weigh the same as their neighbours for any query. */
static const char *const lines[] = {
	"cat dog", "dog cat",  "cat bird",  "bird cat", "cat cat",
	"cat cat", "dog fish", "fish dog",  "bird",	"bird",
	"fish",	   "cat fish", "bird fish", "dog",	"cat dog bird fish",
};
#define LINES (sizeof(lines) / sizeof(lines[0]))

/* Write the lines `from`, `from` + `step`, ...; the order value of each is
 * its place counted from the end. */
static const char *make(const char *name, size_t from, size_t step)
{
	const char *path = in_scratch(name);
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);

	for (size_t i = from; i < LINES; i += step) {
		struct xap_doc *doc = doc_of(lines[i]);
		char order[] = {(char)('z' - i)};

		ok(xap_doc_set_value(doc, SLOT_ORDER, hk_span_str(order, 1),
				     &err));
		ok(xap_doc_set_value(doc, SLOT_ARTICLE,
				     hk_span_str(i % 2 ? "x" : "y", 1), &err));
		ok(xap_writer_add(w, doc, NULL, &err));
		xap_doc_free(doc);
	}
	ok(xap_writer_set_metadata(w, str("name"), str(name), &err));
	ok(xap_writer_commit(w, &err));
	xap_writer_free(w);
	return path;
}

static struct xap_query *any_of(struct xap_pool *pool, const char *a,
				const char *b)
{
	struct xap_query *parts[] = {xap_query_term(pool, str(a)),
				     xap_query_term(pool, str(b))};

	return xap_query_join(pool, XAP_OR, parts, 2);
}

/* Append "order weight record" of all hits, a line each. */
static void answer(struct hk_buf *out, const struct xap_db *db, const char *a,
		   const char *b, bool collapse)
{
	struct xap_search_how how = {
		.limit = LINES,
		.check_at_least = LINES,
		.collapse_slot = collapse ? SLOT_ARTICLE : XAP_NO_SLOT,
		.order_slot = SLOT_ORDER,
		.weighting = XAP_BM25_PLUS,
		.k1 = 1.2,
		.b = .75,
		.delta = 1,
	};
	struct xap_pool *pool;
	struct xap_hits *hits;

	ok(xap_pool_new(&pool, db, &err));
	ok(xap_search(&hits, db, any_of(pool, a, b), &how, &err));
	ok(hk_buf_printf(out, "%u\n", xap_hits_lower_bound(hits)));
	for (uint32_t i = 0; i < xap_hits_count(hits); i++) {
		ok(xap_db_value(db, xap_hits_number(hits, i), SLOT_ORDER, out,
				&err));
		ok(hk_buf_printf(out, " %.9f ", xap_hits_weight(hits, i)));
		ok(xap_hits_record(hits, i, out, &err));
		ok(hk_buf_putc(out, '\n'));
	}
	xap_hits_free(hits);
	xap_pool_free(pool);
}

/* Both databases give the same answers, whatever is asked. */
static void same_answers(const struct xap_db *one, const struct xap_db *other)
{
	static const char *const words[] = {"cat", "dog", "bird", "fish"};
	struct hk_buf a, b;

	hk_buf_init(&a, HK_BUF_NO_MAX);
	hk_buf_init(&b, HK_BUF_NO_MAX);
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < 4; j++)
			for (int collapse = 0; collapse < 2; collapse++) {
				answer(&a, one, words[i], words[j], collapse);
				answer(&b, other, words[i], words[j], collapse);
			}
	assert_true(a.len > 1000);
	assert_string_equal(a.data, b.data);
	hk_buf_release(&a);
	hk_buf_release(&b);
}

static void joins(struct xap_db *db, struct xap_db *more)
{
	ok(xap_db_join(db, more, &err));
	xap_db_free(more);
}

static void test_join(void **state)
{
	struct xap_db *whole = db_at(make("whole", 0, 1));
	struct xap_db *parts = db_at(make("part0", 0, 3));
	struct hk_buf b;
	uint64_t revision;

	(void)state;
	joins(parts, db_at(make("part1", 1, 3)));
	assert_true(count(parts) < LINES);
	joins(parts, db_at(make("part2", 2, 3)));
	assert_int_equal(count(parts), LINES);
	assert_int_equal(freq(parts, "cat"), freq(whole, "cat"));
	same_answers(whole, parts);

	hk_buf_init(&b, 100);
	ok(xap_db_metadata(parts, str("name"), &b, &err));
	assert_string_equal(b.data, "part0");
	hk_buf_release(&b);
	fails(xap_db_revision(parts, &revision, &err), HK_EINDEX);
	fails(xap_db_join(parts, parts, &err), HK_EINDEX);
	xap_db_free(parts);
	xap_db_free(whole);
}

/* A socket on a port of HOST that nothing else uses. */
static int listener(unsigned *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(inet_pton(AF_INET, HOST, &address.sin_addr), 1);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, len), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &len), 0);
	*port = ntohs(address.sin_port);
	return fd;
}

static void test_nobody_listens(void **state)
{
	struct xap_db *db = (void *)scratch;
	unsigned port;
	char name[32];

	(void)state;
	close(listener(&port));
	snprintf(name, sizeof(name), HOST ":%u", port);
	fails(xap_db_open_tcp(&db, HOST, port, 1000, &err), HK_ENETWORK);
	assert_null(db);
	assert_non_null(strstr(err.message, name));
	fails(xap_db_open_tcp(&db, HOST, port + 65536, 1000, &err), HK_EUSAGE);
	assert_null(db);
}

static void test_no_answer(void **state)
{
	struct xap_db *db = (void *)scratch;
	unsigned port;
	int fd = listener(&port);

	(void)state;
	fails(xap_db_open_tcp(&db, HOST, port, 50, &err), HK_ETIMEOUT);
	assert_null(db);
	close(fd);
}

static void test_programs(void **state)
{
	struct xap_db *db = (void *)scratch;

	(void)state;
	fails(xap_db_open_program(&db, "/no/such/program", "", 1000, &err),
	      HK_ENETWORK);
	assert_null(db);
	fails(xap_db_open_program(&db, "true", "", 1000, &err), HK_ENETWORK);
	/* It waits for us to speak, as we for it. */
	fails(xap_db_open_program(&db, "cat", "-", 50, &err), HK_ETIMEOUT);
	assert_null(db);
}

static bool on_path(const char *program)
{
	char paths[4096], file[4200], *rest;
	const char *path = getenv("PATH");

	snprintf(paths, sizeof(paths), "%s", path ? path : "");
	for (char *p = strtok_r(paths, ":", &rest); p;
	     p = strtok_r(NULL, ":", &rest)) {
		snprintf(file, sizeof(file), "%s/%s", p, program);
		if (!access(file, X_OK))
			return true;
	}
	return false;
}

static pid_t server; /* 0: none runs */

static int stop_server(void **state)
{
	(void)state;
	if (server > 0) {
		kill(server, SIGTERM);
		waitpid(server, NULL, 0);
	}
	server = 0;
	return 0;
}

/* Begin to serve the database at `path`; on which port. */
static unsigned begin_server(const char *path)
{
	unsigned port;
	char text[16];

	close(listener(&port));
	snprintf(text, sizeof(text), "%u", port);
	server = fork();
	assert_true(server >= 0);
	if (!server) {
		/* When it is ended, it ends its whole process group. */
		if (setpgid(0, 0) || !freopen("/dev/null", "w", stdout))
			_exit(127);
		execlp("xapian-tcpsrv", "xapian-tcpsrv", "-I", HOST, "--port",
		       text, path, (char *)NULL);
		_exit(127);
	}
	return port;
}

/* Serve the database at `path` and connect to it. */
static struct xap_db *serve(const char *path)
{
	const struct timespec pause = {.tv_nsec = 20000000};
	struct xap_db *db;
	unsigned port = 0;

	for (int tries = 0; tries < 100; tries++) {
		if (!server)
			port = begin_server(path);
		if (!xap_db_open_tcp(&db, HOST, port, 1000, &err))
			return db;
		nanosleep(&pause, NULL);
		/* It ends where another program was given the port before it.
		 */
		if (waitpid(server, NULL, WNOHANG) == server)
			server = 0;
	}
	fail_msg("%s", err.message);
	return NULL;
}

static void test_remote(void **state)
{
	const struct hk_str words[] = {str("cat"), str("bird"), str("cow")};
	struct xap_db *whole, *parts, *remote, *here;
	uint32_t n;

	if (!on_path("xapian-tcpsrv")) {
		/* TAP of skip() is "not ok", which prove takes for a failure.
		 */
		printf("# xapian-tcpsrv is not on PATH, so nothing is "
		       "remote\n");
		return;
	}
	whole = db_at(make("all", 0, 1));
	parts = db_at(make("here", 0, 2));
	remote = serve(make("there", 1, 2));
	ok(xap_db_join(parts, remote, &err));
	assert_int_equal(count(parts), LINES);
	same_answers(whole, parts);
	assert_false(xap_db_is_remote(whole));
	assert_true(xap_db_is_remote(parts));
	ok(xap_db_ask_ahead(parts, words, 3, &err));
	assert_int_equal(freq(parts, "cat"), freq(whole, "cat"));
	assert_int_equal(freq(parts, "bird"), freq(whole, "bird"));
	assert_int_equal(freq(parts, "cow"), 0);
	assert_int_equal(freq(parts, "dog"), freq(whole, "dog"));
	xap_db_free(whole);

	here = db_at(in_scratch("here"));
	assert_false(xap_db_lost(parts, remote));
	stop_server(state);
	/* What was asked ahead is known without it. */
	assert_true(freq(parts, "cat") > freq(here, "cat"));
	fails(xap_db_term_freq(parts, str("dog"), &n, &err), HK_ENETWORK);
	assert_true(xap_db_lost(parts, remote));
	assert_false(xap_db_lost(parts, here));
	xap_db_free(parts);
	xap_db_free(here);
	fails(xap_db_term_freq(remote, str("cat"), &n, &err), HK_ENETWORK);
	fails(xap_db_term_freq(remote, str("cat"), &n, &err), HK_ENETWORK);
	xap_db_free(remote);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_join),
		cmocka_unit_test(test_nobody_listens),
		cmocka_unit_test(test_no_answer),
		cmocka_unit_test(test_programs),
		cmocka_unit_test_teardown(test_remote, stop_server),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
