/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/location.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/array.h"
#include "base/config.h"
#include "store/collection.h"
#include "store/folder.h"
#include "store/shard_set.h"

#define TCP	  "tcp://"
#define SSH	  "ssh://"
#define TABLE_MAX (1u << 20)

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS	"0123456789"

void hk_location_init(struct hk_locations *locations)
{
	memset(locations, 0, sizeof(*locations));
	hk_arena_init(&locations->arena, HK_BUF_NO_MAX);
}

void hk_location_release(struct hk_locations *locations)
{
	hk_arena_release(&locations->arena);
	free(locations->list);
	hk_location_init(locations);
}

static bool starts(const char *word, const char *prefix)
{
	return strncmp(word, prefix, strlen(prefix)) == 0;
}

bool hk_location_is_elsewhere(const char *word)
{
	return starts(word, TCP) || starts(word, SSH) || word[0] == '@';
}

static enum hk_status add(struct hk_locations *locations,
			  const struct hk_location *location,
			  struct hk_error *err)
{
	if (locations->count == HK_LOCATIONS_MAX)
		return hk_error_set(err, HK_EUSAGE,
				    "more than %d indexes cannot be searched "
				    "as one",
				    HK_LOCATIONS_MAX);
	if (!HK_ARRAY_RESERVE(locations->list, locations->capacity,
			      locations->count + 1))
		return hk_error_nomem(err);
	locations->list[locations->count++] = *location;
	return HK_OK;
}

/* ---- Folders ---- */

enum hk_status hk_location_add_dir(struct hk_locations *locations,
				   const char *dir, struct hk_error *err)
{
	struct hk_shard_set set;
	enum hk_status status = hk_shard_set_open(&set, dir, err);

	if (status)
		return status;
	for (size_t i = 0; i < set.count && !status; i++) {
		struct hk_location location = {
			.kind = HK_LOCATION_DIR,
			.name = hk_arena_copy(&locations->arena, set.shards[i],
					      strlen(set.shards[i])),
			.shard = i,
			.shards = set.sharded ? set.count : 0};

		status = location.name ? add(locations, &location, err)
				       : hk_error_nomem(err);
	}
	hk_shard_set_release(&set);
	return status;
}

/* ---- Remote locations ---- */

static enum hk_status wrong(struct hk_error *err, const char *word,
			    const char *why)
{
	return hk_error_set(err, HK_EUSAGE,
			    "'%s' is not a valid place of an index: %s", word,
			    why);
}

/*
 * Cut a host off `*rest`: letters, digits, dots, underscores and, but not at
 * its beginning, where ssh would take it for an option, hyphens; or an address
 * of IPv6 in brackets. Empty: there is none.
 */
static struct hk_str take_host(const char **rest)
{
	const char *at = *rest;
	size_t len;

	if (*at == '[') {
		len = strspn(at + 1, DIGITS "abcdefABCDEF:.");
		if (at[len + 1] != ']')
			return hk_span_str(at, 0);
		*rest = at + len + 2;
		return hk_span_str(at + 1, len);
	}
	len = *at == '-' ? 0 : strspn(at, LETTERS DIGITS "._-");
	*rest = at + len;
	return hk_span_str(at, len);
}

/* Cut a port off `*rest`; 0: there is none. */
static unsigned take_port(const char **rest)
{
	const char *at = *rest + 1;
	size_t len = **rest == ':' ? strspn(at, DIGITS) : 0;
	unsigned long port = len && len < 6 ? strtoul(at, NULL, 10) : 0;

	if (!port || port > 65535)
		return 0;
	*rest = at + len;
	return (unsigned)port;
}

static enum hk_status add_tcp(struct hk_locations *locations, const char *word,
			      struct hk_error *err)
{
	const char *rest = word + strlen(TCP);
	struct hk_str host = take_host(&rest);
	struct hk_location location = {.kind = HK_LOCATION_TCP};

	location.port = host.len ? take_port(&rest) : 0;
	if (!location.port || *rest)
		return wrong(err, word, "write tcp://HOST:PORT");
	location.name = hk_arena_copy(&locations->arena, word, strlen(word));
	location.host = hk_arena_copy(&locations->arena, host.data, host.len);
	if (!location.name || !location.host)
		return hk_error_nomem(err);
	return add(locations, &location, err);
}

static enum hk_status add_ssh(struct hk_locations *locations, const char *word,
			      struct hk_error *err)
{
	static const char form[] =
		HK_MESSAGE("write ssh://[USER@]HOST[:PORT]/FOLDER");
	const char *first = word + strlen(SSH), *rest = first;
	struct hk_str host = take_host(&rest);
	struct hk_location location = {.kind = HK_LOCATION_SSH};

	if (host.len && *rest == '@') {
		rest++;
		host = take_host(&rest);
		if (host.len)
			host = hk_span_str(first, (size_t)(rest - first));
	}
	/* Addresses of IPv6 have names in ssh's own configuration. */
	if (!host.len || strchr(word, '['))
		return wrong(err, word, form);
	if (*rest == ':') {
		location.port = take_port(&rest);
		if (!location.port)
			return wrong(err, word, form);
	}
	if (*rest != '/' || !rest[1])
		return wrong(err, word, form);
	for (const char *c = rest; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == '\'' || *c == 127)
			return wrong(err, word,
				     "the name of its folder may not contain "
				     "a blank or '");
	location.name = hk_arena_copy(&locations->arena, word, strlen(word));
	location.host = hk_arena_copy(&locations->arena, host.data, host.len);
	location.path = hk_arena_copy(&locations->arena, rest, strlen(rest));
	if (!location.name || !location.host || !location.path)
		return hk_error_nomem(err);
	return add(locations, &location, err);
}

enum hk_status hk_location_ssh(struct hk_buf *out,
			       const struct hk_location *location,
			       unsigned timeout_ms)
{
	/* ssh never asks for a password, and notices a dead machine. */
	unsigned seconds = (timeout_ms + 999) / 1000;
	enum hk_status status = hk_buf_puts(out, "-aTx -o BatchMode=yes");

	if (!status && seconds)
		status = hk_buf_printf(out,
				       " -o ConnectTimeout=%u"
				       " -o ServerAliveInterval=%u"
				       " -o ServerAliveCountMax=1",
				       seconds, seconds);
	if (!status && location->port)
		status = hk_buf_printf(out, " -p %u", location->port);
	return status ? status
		      : hk_buf_printf(out, " %s xapian-progsrv '%s/%s'",
				      location->host, location->path,
				      HK_FOLDER_SERVED);
}

/* ---- Groups ---- */

struct group {
	struct hk_locations *locations;
	const char *name;
	bool found;
	struct hk_error *err;
};

/* A line of the group names one location. */
static enum hk_status add_member(void *ctx, const char *name, const char *place,
				 size_t line, const char *table)
{
	struct group *g = ctx;
	enum hk_status status;
	struct hk_buf word;

	if (strcmp(name, g->name) != 0)
		return HK_OK;
	g->found = true;
	if (!place)
		return HK_OK;
	if (place[0] == '@' || (!hk_location_is_elsewhere(place) &&
				place[0] != '/' && !starts(place, "~/")))
		return hk_error_set(g->err, HK_EFORMAT,
				    "%s: line %zu: '%s' is neither an absolute "
				    "path nor a remote index",
				    table, line, place);
	hk_buf_init(&word, TABLE_MAX);
	status = hk_collection_expand(&word, place);
	status = status ? hk_error_nomem(g->err)
			: hk_location_add(g->locations, word.data, g->err);
	hk_buf_release(&word);
	return status;
}

/* The index that is named so beside the user's own, if there is one. */
static enum hk_status add_beside(struct hk_locations *locations,
				 const char *name, struct hk_error *err)
{
	struct hk_buf dir, table;
	enum hk_status status;

	hk_buf_init(&dir, 1u << 16);
	hk_buf_init(&table, 1u << 16);
	status = hk_collection_place(&dir, name, err);
	if (!status)
		status = hk_config_path(&table, HK_COLLECTION_FILE, err);
	if (!status)
		status = hk_collection_own(dir.data, err);
	if (!status && access(dir.data, F_OK) == 0)
		status = hk_location_add_dir(locations, dir.data, err);
	else if (!status)
		status = hk_error_set(err, HK_EUSAGE,
				      "there is no collection '%s'; make it "
				      "with `hiku-index -C %s add FOLDER`, or "
				      "name its places in '%s'",
				      name, name, table.len ? table.data : "");
	hk_buf_release(&dir);
	hk_buf_release(&table);
	return status;
}

static enum hk_status add_named(struct hk_locations *locations,
				const char *name, struct hk_error *err)
{
	struct group g = {.locations = locations, .name = name, .err = err};
	size_t before = locations->count;
	enum hk_status status = hk_collection_check(name, err);

	if (!status)
		status = hk_collection_each(add_member, &g, err);
	if (!status && !g.found)
		return add_beside(locations, name, err);
	if (!status && locations->count == before)
		return hk_error_set(err, HK_EUSAGE,
				    "the group [%s] in your file '%s' is empty",
				    name, HK_COLLECTION_FILE);
	return status;
}

/* "a,b,c" */
static enum hk_status add_names(struct hk_locations *locations,
				const char *names, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	char *copy = strdup(names), *rest = copy, *name;

	if (!copy)
		return hk_error_nomem(err);
	while (!status && (name = strsep(&rest, ",")))
		status = add_named(locations, name, err);
	free(copy);
	return status;
}

enum hk_status hk_location_add(struct hk_locations *locations, const char *word,
			       struct hk_error *err)
{
	if (starts(word, TCP))
		return add_tcp(locations, word, err);
	if (starts(word, SSH))
		return add_ssh(locations, word, err);
	if (strstr(word, "://") && access(word, F_OK))
		return wrong(err, word,
			     "write a folder, tcp://HOST:PORT, ssh://HOST/DIR "
			     "or @NAME");
	return word[0] == '@' ? add_names(locations, word + 1, err)
			      : hk_location_add_dir(locations, word, err);
}
