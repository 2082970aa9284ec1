/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>

#include "base/span.h"

#define BAD_REQUEST	   400
#define FORBIDDEN	   403
#define METHOD_NOT_ALLOWED 405
#define TOO_LARGE	   413
#define MISDIRECTED	   421

/* Of a host name (RFC 1035). */
#define NAME_MAX_BYTES 253

bool hk_guard_is_name(const char *name)
{
	size_t len = strlen(name);

	return len && len <= NAME_MAX_BYTES &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == len &&
	       name[0] != '.' && name[0] != '-';
}

/* The name in `host`, without the port behind it; false if it has neither form
 * that there is: name[:port] or [number][:port]. */
static bool cut_port(char *out, size_t size, const char *host)
{
	size_t len = strlen(host), digits = 0;

	while (digits < len && host[len - digits - 1] >= '0' &&
	       host[len - digits - 1] <= '9')
		digits++;
	if (digits && digits < len && host[len - digits - 1] == ':')
		len -= digits + 1;
	if (len > 1 && host[0] == '[' && host[len - 1] == ']') {
		host++;
		len -= 2;
	} else if (memchr(host, ':', len)) {
		return false;
	}
	if (!len || len >= size)
		return false;
	memcpy(out, host, len);
	out[len] = '\0';
	return true;
}

static bool is_number(const char *name)
{
	unsigned char number[sizeof(struct in6_addr)];

	return inet_pton(AF_INET, name, number) == 1 ||
	       inet_pton(AF_INET6, name, number) == 1;
}

static bool is_ours(const char *host, const struct hk_guard_names *names)
{
	char name[NAME_MAX_BYTES + 1];

	if (!cut_port(name, sizeof(name), host))
		return false;
	if (is_number(name) || !strcasecmp(name, "localhost"))
		return true;
	for (size_t i = 0; i < names->count; i++)
		if (!strcasecmp(name, names->items[i]))
			return true;
	return false;
}

/* Is the origin a page of the host itself? */
static bool is_same(const char *origin, const char *host)
{
	static const char *const schemes[] = {"http://", "https://"};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		size_t len = strlen(schemes[i]);

		if (!strncasecmp(origin, schemes[i], len))
			return !strcasecmp(origin + len, host);
	}
	return false;
}

/* Did a page of another site ask for it, other than by a link? */
static bool is_from_elsewhere(const struct hk_guard_head *head)
{
	if (!head->site || !strcmp(head->site, "same-origin") ||
	    !strcmp(head->site, "none"))
		return false;
	return !head->mode || strcmp(head->mode, "navigate") != 0;
}

static unsigned refuse(struct hk_error *err, unsigned code, const char *why)
{
	hk_error_set(err, HK_EUSAGE, "%s", why);
	return code;
}

unsigned hk_guard_check(const struct hk_guard_head *head,
			const struct hk_guard_names *names,
			struct hk_error *err)
{
	if (strcmp(head->method, "GET") != 0 &&
	    strcmp(head->method, "HEAD") != 0)
		return refuse(err, METHOD_NOT_ALLOWED,
			      HK_MESSAGE("this server only reads: the method "
					 "is GET or HEAD"));
	if (head->body)
		return refuse(err, TOO_LARGE,
			      HK_MESSAGE("a request has no body here"));
	if (!head->host || head->again)
		return refuse(err, BAD_REQUEST,
			      HK_MESSAGE("a request has one Host, and no "
					 "header twice that says where it "
					 "comes from"));
	if (!is_ours(head->host, names))
		return refuse(err, MISDIRECTED,
			      HK_MESSAGE("this host is not served here; start "
					 "the server with --host NAME if it "
					 "is to be"));
	if ((head->origin && !is_same(head->origin, head->host)) ||
	    is_from_elsewhere(head))
		return refuse(err, FORBIDDEN,
			      HK_MESSAGE("pages of other sites may not ask "
					 "here"));
	return 0;
}
