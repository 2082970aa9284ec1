/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Locations of indexes: how they are written, and how ssh is called. */
#include "tests/unit/shim_fixture.h"

#include "store/location.h"

struct row {
	const char *word;
	enum hk_location_kind kind;
	const char *host;
	unsigned port;
	const char *path;
};

static const struct row good[] = {
	{"tcp://localhost:7000", HK_LOCATION_TCP, "localhost", 7000, NULL},
	{"tcp://192.0.2.7:1", HK_LOCATION_TCP, "192.0.2.7", 1, NULL},
	{"tcp://[2001:db8::7]:65535", HK_LOCATION_TCP, "2001:db8::7", 65535,
	 NULL},
	{"tcp://a-b_c.example:7000", HK_LOCATION_TCP, "a-b_c.example", 7000,
	 NULL},
	{"ssh://host/srv/index", HK_LOCATION_SSH, "host", 0, "/srv/index"},
	{"ssh://me@host/x", HK_LOCATION_SSH, "me@host", 0, "/x"},
	{"ssh://me.too@host.example:2222/x/", HK_LOCATION_SSH,
	 "me.too@host.example", 2222, "/x/"},
	{"ssh://host/索引/$(id);`id`\"\\*", HK_LOCATION_SSH, "host", 0,
	 "/索引/$(id);`id`\"\\*"},
	{"tcp:/localhost:7000", HK_LOCATION_DIR, NULL, 0, NULL},
	{"./@home", HK_LOCATION_DIR, NULL, 0, NULL},
	{"-", HK_LOCATION_DIR, NULL, 0, NULL},
};

static const char *const bad[] = {
	"tcp://",
	"tcp://host",
	"tcp://host:",
	"tcp://host:0",
	"tcp://host:65536",
	"tcp://host:+7",
	"tcp://host:7 ",
	"tcp://host:7/",
	"tcp://:7",
	"tcp://-host:7",
	"tcp://h/st:7",
	"tcp://[::1:7",
	"tcp://[]:7",
	"tcp://[::1]7",
	"tcp://ho st:7",
	"tcp://host:123456",
	"ssh://",
	"ssh://host",
	"ssh://host/",
	"ssh:///x",
	"ssh://@host/x",
	"ssh://me@/x",
	"ssh://-oX=y/x",
	"ssh://me@-oX=y/x",
	"ssh://me@host:x/x",
	"ssh://host:/x",
	"ssh://ho st/x",
	"ssh://host/a b",
	"ssh://host/a\tb",
	"ssh://host/a\nb",
	"ssh://host/a'b",
	"ssh://host/a\x7f",
	"ssh://[::1]/x",
	"ssh://a@b@c/x",
	"ssh://host;id/x",
	"ssh://$(id)/x",
	"ssh://host:65536/x",
	"ssh://h\xe3\x81\x82/x",
	"@",
	"@no such group",
};

static struct hk_locations locations;

static int begin(void **state)
{
	(void)state;
	hk_location_init(&locations);
	return 0;
}

static int end(void **state)
{
	(void)state;
	hk_location_release(&locations);
	return 0;
}

static void same(const char *a, const char *b)
{
	if (a && b)
		assert_string_equal(a, b);
	else
		assert_true(a == b);
}

static void test_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		const struct hk_location *location;

		ok(hk_location_add(&locations, good[i].word, &err));
		assert_int_equal(locations.count, i + 1);
		location = &locations.list[i];
		assert_int_equal(location->kind, good[i].kind);
		assert_string_equal(location->name, good[i].word);
		same(location->host, good[i].host);
		assert_int_equal(location->port, good[i].port);
		same(location->path, good[i].path);
		assert_int_equal(hk_location_is_elsewhere(good[i].word),
				 good[i].kind != HK_LOCATION_DIR);
	}
}

static void test_bad(void **state)
{
	(void)state;
	setenv("XDG_CONFIG_HOME", in_scratch("none"), 1);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		if (hk_location_add(&locations, bad[i], &err) != HK_EUSAGE)
			fail_msg("%s is taken", bad[i]);
		assert_int_equal(locations.count, 0);
		assert_true(hk_location_is_elsewhere(bad[i]));
	}
}

static void test_too_many(void **state)
{
	(void)state;
	for (int i = 0; i < HK_LOCATIONS_MAX; i++)
		ok(hk_location_add(&locations, "tcp://host:7", &err));
	fails(hk_location_add(&locations, "tcp://host:7", &err), HK_EUSAGE);
	assert_int_equal(locations.count, HK_LOCATIONS_MAX);
}

static void asks(const char *word, unsigned timeout_ms, const char *wanted)
{
	struct hk_buf out;

	hk_buf_init(&out, 10000);
	ok(hk_location_add(&locations, word, &err));
	ok(hk_location_ssh(&out, &locations.list[locations.count - 1],
			   timeout_ms));
	assert_string_equal(out.data, wanted);
	hk_buf_release(&out);
}

static void test_ssh(void **state)
{
	(void)state;
	asks("ssh://host/x", 0,
	     "-aTx -o BatchMode=yes host xapian-progsrv '/x/current'");
	/* Its timeout is ours in seconds, at least one. */
	asks("ssh://me@host:22/$(id)", 1001,
	     "-aTx -o BatchMode=yes -o ConnectTimeout=2 -o "
	     "ServerAliveInterval=2 -o ServerAliveCountMax=1 -p 22 me@host "
	     "xapian-progsrv '/$(id)/current'");
	asks("ssh://host/x", 1,
	     "-aTx -o BatchMode=yes -o ConnectTimeout=1 -o "
	     "ServerAliveInterval=1 -o ServerAliveCountMax=1 host "
	     "xapian-progsrv '/x/current'");
}

/* ---- Groups ---- */

static void configure(const char *text)
{
	char path[600];

	snprintf(path, sizeof(path), "%s", in_scratch("config"));
	mkdir(path, 0777);
	setenv("XDG_CONFIG_HOME", path, 1);
	snprintf(path, sizeof(path), "%s", in_scratch("config/hiku"));
	mkdir(path, 0777);
	write_file(in_scratch("config/hiku/indexes"), text);
}

static void test_group(void **state)
{
	(void)state;
	setenv("HOME", "/home/me", 1);
	configure("# all of them\r\n"
		  "/not/in/a/group\n"
		  "[one]\n/a/one\n"
		  "[two]\n\n  /a/folder with blanks \r\n# no\n~/own\n"
		  "tcp://host:7\n[three]\n/a/three\n[two]\nssh://host/x");
	ok(hk_location_add(&locations, "@two", &err));
	assert_int_equal(locations.count, 4);
	assert_string_equal(locations.list[0].name, "/a/folder with blanks");
	assert_string_equal(locations.list[1].name, "/home/me/own");
	assert_int_equal(locations.list[2].kind, HK_LOCATION_TCP);
	assert_int_equal(locations.list[3].kind, HK_LOCATION_SSH);
	ok(hk_location_add(&locations, "@one", &err));
	assert_int_equal(locations.count, 5);
}

static void test_bad_groups(void **state)
{
	static const char *const lines[] = {"folder",	  "./folder",	"@one",
					    "tcp://host", "ssh://-x/y", "~you"};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		char text[200];
		enum hk_status status;

		/* Errors in other groups do not matter. */
		snprintf(text, sizeof(text), "[one]\n/a\n[bad]\n%s\n",
			 lines[i]);
		configure(text);
		ok(hk_location_add(&locations, "@one", &err));
		status = hk_location_add(&locations, "@bad", &err);
		assert_true(status == HK_EFORMAT || status == HK_EUSAGE);
		assert_int_equal(locations.count, i + 1);
	}
	configure("");
	fails(hk_location_add(&locations, "@one", &err), HK_EUSAGE);
	configure("[one]\n[two]\n/a\n");
	fails(hk_location_add(&locations, "@one", &err), HK_EUSAGE);
	configure("[@one]\n@@one\n");
	fails(hk_location_add(&locations, "@@one", &err), HK_EFORMAT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_good), TEST(test_bad),   TEST(test_too_many),
		TEST(test_ssh),	 TEST(test_group), TEST(test_bad_groups),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
