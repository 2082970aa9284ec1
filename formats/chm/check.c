/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/chm/check.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes of the headers, and of what stands before the entries of a page. */
#define FILE_HEADER	 0x60
#define DIRECTORY_HEADER 0x54
#define LIST_HEADER	 0x14
#define INDEX_HEADER	 8
/* Bytes of a page; all programs write 4,096. */
#define PAGE_MIN 64
#define PAGE_MAX (1u << 20)
/* Levels of pages that lead to others; three hold a hundred million names. */
#define LEVELS_MAX     8
#define NAME_MAX_BYTES 512
/* A page number that stands for none. */
#define NO_PAGE 0xFFFFFFFFu

struct directory {
	int fd;
	uint64_t begin; /* of its pages, in the file */
	uint32_t page_len, root, head;
	uint64_t left; /* pages that may still be looked at */
	unsigned char *page;
	struct hk_error *err;
};

/* The entries of a page that is in memory. */
struct entries {
	const unsigned char *at, *end;
};

static uint64_t little(const unsigned char *bytes, unsigned count)
{
	uint64_t n = 0;

	while (count--)
		n = n << 8 | bytes[count];
	return n;
}

static enum hk_status broken(const struct directory *d)
{
	return hk_error_set(d->err, HK_EFORMAT,
			    "damaged: its directory is broken");
}

static enum hk_status fetch(const struct directory *d, unsigned char *out,
			    size_t len, uint64_t at)
{
	ssize_t n;

	if (at > (uint64_t)INT64_MAX - len)
		return broken(d);
	do
		n = pread(d->fd, out, len, (off_t)at);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return hk_error_system(d->err, errno, "cannot be read");
	return (size_t)n == len ? HK_OK
				: hk_error_set(d->err, HK_EFORMAT,
					       "damaged: its end is missing");
}

/* A number of seven bits a byte; false: it runs out of the page. */
static bool take_number(struct entries *e, uint64_t *number)
{
	*number = 0;
	while (e->at < e->end) {
		unsigned char byte = *e->at++;

		*number = *number << 7 | (byte & 0x7F);
		if (byte < 0x80)
			return true;
	}
	return false;
}

static bool take_name(struct entries *e)
{
	uint64_t len;

	if (!take_number(e, &len) || !len || len > NAME_MAX_BYTES ||
	    len > (uint64_t)(e->end - e->at) || !*e->at)
		return false;
	e->at += len;
	return true;
}

/* Read a page of one kind. */
static enum hk_status turn_to(struct directory *d, uint64_t number)
{
	if (!d->left--)
		return hk_error_set(d->err, HK_EFORMAT,
				    "damaged: its directory leads in a circle");
	if (number >= NO_PAGE)
		return broken(d);
	return fetch(d, d->page, d->page_len, d->begin + number * d->page_len);
}

static enum hk_status entries_of(struct entries *e, const struct directory *d,
				 size_t header)
{
	uint64_t unused = little(d->page + 4, 4);

	if (unused > d->page_len - header)
		return broken(d);
	e->at = d->page + header;
	e->end = d->page + d->page_len - unused;
	return HK_OK;
}

/* The chain of pages that list what is in the file. */
static enum hk_status check_lists(struct directory *d)
{
	uint64_t number = d->head;
	enum hk_status status = HK_OK;

	while (!status && number != NO_PAGE) {
		struct entries e = {NULL, NULL};
		uint64_t value;

		status = turn_to(d, number);
		if (!status && memcmp(d->page, "PMGL", 4) != 0)
			status = broken(d);
		if (!status)
			status = entries_of(&e, d, LIST_HEADER);
		while (!status && e.at < e.end)
			if (!take_name(&e) || !take_number(&e, &value) ||
			    !take_number(&e, &value) ||
			    !take_number(&e, &value))
				status = broken(d);
		number = little(d->page + 16, 4);
	}
	return status;
}

/* The pages below page `number`, each of which is looked at once. */
static enum hk_status check_index(struct directory *d, uint64_t number,
				  unsigned level)
{
	enum hk_status status = turn_to(d, number);
	uint64_t *below = NULL;
	size_t count = 0;
	struct entries e = {NULL, NULL};

	if (status || memcmp(d->page, "PMGI", 4) != 0)
		return status;
	status = level < LEVELS_MAX ? entries_of(&e, d, INDEX_HEADER)
				    : broken(d);
	/* An entry has two bytes at least. */
	below = status ? NULL : calloc(d->page_len / 2 + 1, sizeof(*below));
	if (!status && !below)
		return hk_error_nomem(d->err);
	while (!status && e.at < e.end)
		if (!take_name(&e) || !take_number(&e, &below[count++]))
			status = broken(d);
	for (size_t i = 0; i < count && !status; i++)
		status = check_index(d, below[i], level + 1);
	free(below);
	return status;
}

static enum hk_status read_headers(struct directory *d,
				   struct hk_chm_check *out)
{
	unsigned char h[FILE_HEADER];
	uint64_t at;
	enum hk_status status = fetch(d, h, sizeof(h), 0);

	if (status)
		return status;
	if (memcmp(h, "ITSF", 4) != 0)
		return hk_error_set(d->err, HK_EFORMAT, "not a CHM file");
	out->lcid = (uint32_t)little(h + 0x14, 4);
	at = little(h + 0x48, 8);
	status = fetch(d, h, DIRECTORY_HEADER, at);
	if (status)
		return status;
	d->begin = at + little(h + 8, 4);
	d->page_len = (uint32_t)little(h + 0x10, 4);
	d->root = (uint32_t)little(h + 0x1C, 4);
	d->head = (uint32_t)little(h + 0x20, 4);
	if (memcmp(h, "ITSP", 4) != 0 || d->page_len < PAGE_MIN ||
	    d->page_len > PAGE_MAX)
		return broken(d);
	return HK_OK;
}

enum hk_status hk_chm_check(struct hk_chm_check *out, int fd,
			    struct hk_error *err)
{
	struct directory d = {.fd = fd, .err = err};
	enum hk_status status = read_headers(&d, out);
	struct stat st;
	uint64_t pages;

	if (!status && fstat(fd, &st) != 0)
		status = hk_error_system(err, errno, "cannot be read");
	if (status)
		return status;
	if (!d.page_len)
		return broken(&d);
	d.page = malloc(PAGE_MAX);
	if (!d.page)
		return hk_error_nomem(err);
	pages = (uint64_t)st.st_size / d.page_len + 1;
	d.left = pages;
	status = check_lists(&d);
	d.left = pages;
	if (!status && d.root < NO_PAGE)
		status = check_index(&d, d.root, 0);
	free(d.page);
	return status;
}
