/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/place.h"

#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "query/show/visible.h"
#include "base/utf8.h"

#define LINK_BEGIN "\033]8;;"
#define LINK_END   "\033\\"
#define HOST_MAX   256

/* Bytes that are shown of a date that could not be read. */
#define DATE_MAX 40
/* Bytes of "2024-05-31", which is enough of one that could. */
#define DAY_LEN 10

enum hk_status hk_place_path(struct hk_buf *out, const struct hk_hit *hit,
			     const struct hk_sink_options *options)
{
	const struct hk_record *r = &hit->record;
	enum hk_status status;

	if (!r->path.len)
		return hk_visible_text(out, r->id);
	status = hk_visible_path(out, r->path, options->here);
	if (!status && r->member.len)
		status = hk_buf_putc(out, '/');
	return status ? status : hk_visible_text(out, r->member);
}

enum hk_status hk_place_bytes(struct hk_buf *out, const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;
	enum hk_status status;

	if (!r->path.len)
		return hk_buf_append(out, r->id.data, r->id.len);
	status = hk_buf_append(out, r->path.data, r->path.len);
	if (!status && r->member.len)
		status = hk_buf_putc(out, '/');
	return status ? status
		      : hk_buf_append(out, r->member.data, r->member.len);
}

enum hk_status hk_place_line(struct hk_buf *out, const struct hk_hit *hit,
			     uint32_t line, const char *on, const char *off)
{
	bool page = hit->record.lines == HK_BLOCK_LINES_PAGE;

	return line ? hk_buf_printf(out, ":%s%s%u%s", on, page ? "p." : "",
				    (unsigned)line, off)
		    : HK_OK;
}

enum hk_status hk_place_headings(struct hk_buf *out, const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < r->heading_count && !status; i++) {
		status = hk_buf_puts(out, i ? " › " : " (");
		if (!status)
			status = hk_visible_text(out, r->headings[i]);
	}
	return status || !r->heading_count ? status : hk_buf_putc(out, ')');
}

struct hk_str hk_place_date(const struct hk_hit *hit)
{
	struct hk_str date = hit->record.date, path = hit->record.path;
	char name[PATH_MAX], day[DAY_LEN + 1];
	struct stat file;
	struct tm tm;

	if (date.len > DAY_LEN && date.data[DAY_LEN] == 'T')
		return hk_span_str(date.data, DAY_LEN);
	if (date.len > DATE_MAX)
		date.len = hk_utf8_boundary(date, DATE_MAX);
	if (date.len != DAY_LEN || !path.len || path.len >= sizeof(name))
		return date;
	memcpy(name, path.data, path.len);
	name[path.len] = '\0';
	/* The index does not tell whose date it is. */
	if (!stat(name, &file) && localtime_r(&file.st_mtime, &tm) &&
	    strftime(day, sizeof(day), "%Y-%m-%d", &tm) == DAY_LEN &&
	    !memcmp(day, date.data, DAY_LEN))
		date.len = 0;
	return date;
}

/* ---- Links ---- */

enum hk_status hk_place_url(struct hk_buf *out, struct hk_str path)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < path.len && !status; i++) {
		unsigned char c = (unsigned char)path.data[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || strchr("/-._~", c);

		status = plain && c ? hk_buf_putc(out, (char)c)
				    : hk_buf_printf(out, "%%%02X", c);
	}
	return status;
}

/* What a pattern has in braces; the length of that, or 0. */
static size_t put_field(struct hk_buf *out, const char *pattern,
			const struct hk_hit *hit, uint32_t line,
			enum hk_status *status)
{
	char host[HOST_MAX] = "";

	if (!strncmp(pattern, "{path}", 6)) {
		*status = hk_place_url(out, hit->record.path);
		return 6;
	}
	if (!strncmp(pattern, "{line}", 6)) {
		*status = hk_buf_printf(out, "%u", line ? (unsigned)line : 1);
		return 6;
	}
	if (!strncmp(pattern, "{host}", 6)) {
		if (gethostname(host, sizeof(host) - 1) != 0)
			host[0] = '\0';
		*status = hk_place_url(out, hk_span_cstr(host));
		return 6;
	}
	return 0;
}

enum hk_status hk_place_link(struct hk_buf *out, const struct hk_hit *hit,
			     uint32_t line,
			     const struct hk_sink_options *options)
{
	const char *pattern = options->link;
	enum hk_status status;

	if (!pattern || !hit->record.path.len)
		return HK_OK;
	if (hit->record.lines == HK_BLOCK_LINES_PAGE)
		line = 0;
	status = hk_buf_puts(out, LINK_BEGIN);
	while (*pattern && !status) {
		size_t len = put_field(out, pattern, hit, line, &status);

		/* Only what is printable ASCII, so that nothing ends the link
		 * before its end. */
		if (!len && *pattern > ' ' && *pattern < 0x7F)
			status = hk_buf_putc(out, *pattern);
		pattern += len ? len : 1;
	}
	return status ? status : hk_buf_puts(out, LINK_END);
}

enum hk_status hk_place_unlink(struct hk_buf *out, const struct hk_hit *hit,
			       const struct hk_sink_options *options)
{
	if (!options->link || !hit->record.path.len)
		return HK_OK;
	return hk_buf_puts(out, LINK_BEGIN LINK_END);
}
