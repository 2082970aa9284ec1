/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/location.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
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
			    "'%s' is no location of an index: %s", word, why);
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
		return wrong(err, word, "write " TCP "HOST:PORT");
	location.name = hk_arena_copy(&locations->arena, word, strlen(word));
	location.host = hk_arena_copy(&locations->arena, host.data, host.len);
	if (!location.name || !location.host)
		return hk_error_nomem(err);
	return add(locations, &location, err);
}

static enum hk_status add_ssh(struct hk_locations *locations, const char *word,
			      struct hk_error *err)
{
	static const char form[] = "write " SSH "[USER@]HOST[:PORT]/FOLDER";
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

/* "HOME/.config/hiku/indexes"; nothing where there is no home. */
static enum hk_status table_path(struct hk_buf *out)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (config && config[0] == '/')
		return hk_buf_printf(out, "%s/hiku/indexes", config);
	if (home && home[0] == '/')
		return hk_buf_printf(out, "%s/.config/hiku/indexes", home);
	return HK_OK;
}

/* A line of the group names one location. */
static enum hk_status add_member(struct hk_locations *locations,
				 const char *line, const char *table,
				 size_t number, struct hk_error *err)
{
	const char *home = getenv("HOME");
	enum hk_status status;
	struct hk_buf word;

	if (line[0] == '@' || (!hk_location_is_elsewhere(line) &&
			       line[0] != '/' && !(starts(line, "~/") && home)))
		return hk_error_set(err, HK_EFORMAT,
				    "%s: line %zu: '%s' is neither an absolute "
				    "path nor a remote index",
				    table, number, line);
	hk_buf_init(&word, TABLE_MAX);
	status = line[0] == '~' ? hk_buf_printf(&word, "%s%s", home, line + 1)
				: hk_buf_puts(&word, line);
	status = status ? hk_error_nomem(err)
			: hk_location_add(locations, word.data, err);
	hk_buf_release(&word);
	return status;
}

/* Cut the first line off `*text`, without white space at its ends. */
static char *take_line(char **text)
{
	char *line = *text, *end = line + strcspn(line, "\n");

	*text = *end ? end + 1 : end;
	*end = '\0';
	while (end > line && strchr(" \t\r", end[-1]))
		*--end = '\0';
	return line + strspn(line, " \t");
}

static enum hk_status add_group(struct hk_locations *locations,
				const char *name, char *text, const char *table,
				struct hk_error *err)
{
	enum hk_status status = HK_OK;
	bool in_it = false, found = false;

	for (size_t number = 1; *text && !status; number++) {
		char *line = take_line(&text);
		size_t len = strlen(line);

		if (!len || line[0] == '#')
			continue;
		if (line[0] == '[' && line[len - 1] == ']') {
			line[len - 1] = '\0';
			in_it = strcmp(line + 1, name) == 0;
			found = found || in_it;
		} else if (in_it) {
			status =
				add_member(locations, line, table, number, err);
		}
	}
	if (!status && !found)
		return hk_error_set(err, HK_EUSAGE,
				    "there is no group [%s] in %s", name,
				    table);
	return status;
}

static enum hk_status add_named(struct hk_locations *locations,
				const char *name, struct hk_error *err)
{
	size_t before = locations->count;
	enum hk_status status;
	struct hk_buf table, text;

	hk_buf_init(&table, 1u << 16);
	hk_buf_init(&text, TABLE_MAX);
	if (table_path(&table))
		status = hk_error_nomem(err);
	else if (!table.len)
		status = hk_error_set(err, HK_EUSAGE,
				      "there is no group [%s]: HOME is not set",
				      name);
	else if (access(table.data, F_OK))
		status = hk_error_set(err, HK_EUSAGE,
				      "there is no group [%s]: there is no "
				      "file %s",
				      name, table.data);
	else
		status = hk_file_read(&text, table.data, err);
	if (!status)
		status = add_group(locations, name, text.len ? text.data : "",
				   table.data, err);
	if (!status && locations->count == before)
		status = hk_error_set(err, HK_EUSAGE,
				      "the group [%s] in %s is empty", name,
				      table.data);
	hk_buf_release(&table);
	hk_buf_release(&text);
	return status;
}

enum hk_status hk_location_add(struct hk_locations *locations, const char *word,
			       struct hk_error *err)
{
	if (starts(word, TCP))
		return add_tcp(locations, word, err);
	if (starts(word, SSH))
		return add_ssh(locations, word, err);
	return word[0] == '@' ? add_named(locations, word + 1, err)
			      : hk_location_add_dir(locations, word, err);
}
