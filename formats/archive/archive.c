/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/archive/container.h"

/*
 * Archives, and files that are only compressed: each member is read like a file
 * in a folder. A member that cannot be read is complained about and skipped.
 */

#ifdef HK_HAVE_LIBARCHIVE

/* A text that was cut off, up to the end of its last whole line; bytes with a
 * NUL, as in UTF-16, as they are. */
static struct hk_str whole_lines(struct hk_str bytes)
{
	const char *last = NULL;

	if (bytes.len && !memchr(bytes.data, 0, bytes.len))
		last = memrchr(bytes.data, '\n', bytes.len);
	if (last)
		bytes.len = (size_t)(last - bytes.data) + 1;
	return bytes;
}

static enum hk_status take_member(const struct hk_format_input *input,
				  struct hk_container *container,
				  struct hk_buf *bytes,
				  struct hk_container_budget *budget,
				  const struct hk_container_member *m,
				  struct hk_error *err)
{
	struct hk_format_member member = {.name = m->name,
					  .file = m->file,
					  .date = m->date,
					  .depth = input->depth + 1,
					  .budget = budget};
	struct hk_error why;
	enum hk_status status = hk_container_read(container, bytes, &why);

	if (status == HK_ENOMEM || status == HK_EIO) {
		if (err)
			*err = why;
		return status;
	}
	member.bytes = hk_buf_str(bytes);
	if (status == HK_ENOTTEXT) {
		member.bytes.len = 0;
		member.unwanted = true;
		member.why = why.message;
		return input->inside(input->ctx, &member);
	}
	if (status) {
		hk_container_complain(input, m->name, why.message);
		if (status != HK_EFORMAT)
			return HK_OK;
		member.bytes = whole_lines(member.bytes);
	}
	return member.bytes.len ? input->inside(input->ctx, &member) : HK_OK;
}

static enum hk_status read_archive(const struct hk_format_input *input,
				   struct hk_error *err)
{
	struct hk_container_budget own = {0, 0, 0};
	struct hk_container_budget *budget =
		input->budget ? input->budget : &own;
	struct hk_str none = {NULL, 0};
	struct hk_container *container;
	struct hk_error why;
	struct hk_buf bytes;
	bool any = false;
	enum hk_status status =
		hk_container_new(&container, input, budget, err);

	if (status)
		return status;
	hk_buf_init(&bytes, hk_container_member_max(input));
	for (;;) {
		struct hk_container_member m;

		status = hk_container_next(container, &m, &why);
		if (status)
			break;
		any = true;
		status = take_member(input, container, &bytes, budget, &m, err);
		if (status)
			goto out;
	}
	if (any && (status == HK_EFORMAT || status == HK_ETOOBIG)) {
		hk_container_complain(input, none, why.message);
		status = HK_OK;
	} else if (status == HK_ENOTFOUND) {
		status = HK_OK;
	} else if (err) {
		*err = why;
	}
out:
	hk_buf_release(&bytes);
	hk_container_free(container);
	return status;
}

#else
#define read_archive NULL
#endif

static bool has(struct hk_str head, size_t at, const char *magic, size_t len)
{
	return head.len >= at + len && !memcmp(head.data + at, magic, len);
}

static bool is_lzh(struct hk_str head)
{
	return head.len > 21 && head.data[2] == '-' && head.data[3] == 'l' &&
	       (head.data[4] == 'h' || head.data[4] == 'z') &&
	       head.data[6] == '-' && (unsigned char)head.data[20] < 4;
}

static bool looks(struct hk_str head)
{
	static const struct {
		const char *bytes;
		size_t len, at;
	} magic[] = {
		{"PK\3\4", 4, 0},
		{"PK\5\6", 4, 0},
		{"\x1F\x8B\x08", 3, 0},
		{"\xFD"
		 "7zXZ\0",
		 6, 0},
		{"1AY&SY", 6, 4}, /* bzip2 */
		{"\x28\xB5\x2F\xFD", 4, 0},
		{"\x04\x22\x4D\x18", 4, 0}, /* lz4 */
		{"\x1F\x9D\x90", 3, 0},	    /* compress */
		{"7z\xBC\xAF\x27\x1C", 6, 0},
		{"ustar", 5, 257},
	};

	for (size_t i = 0; i < sizeof(magic) / sizeof(*magic); i++)
		if (has(head, magic[i].at, magic[i].bytes, magic[i].len))
			return true;
	return is_lzh(head);
}

const struct hk_format hk_format_archive = {
	.takes = HK_FORMAT_BYTES,
	.looks = looks,
	.read = read_archive,
	.needs = "libarchive",
};
