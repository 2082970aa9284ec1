/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MAIL_MAIL_H
#define HIKU_FORMATS_MAIL_MAIL_H

/*
 * Mail (RFC 5322, MIME: RFC 2045 to 2047, 2231), as real mailers write it:
 * broken messages are read as far as possible. Everything works on the bytes of
 * one message, in one pass and with a limit on nesting, so that the cost of a
 * message is proportional to its size.
 */

#include "base/buf.h"
#include "formats/format.h"

/* Bytes of a message at most, and levels of nested parts. */
#define HK_MAIL_MAX	  (64u << 20)
#define HK_MAIL_DEPTH_MAX 32

/* The fields that are read of a message or part: the first of each name, raw,
 * that is folded, encoded, in any bytes; empty if there is none. */
struct hk_mail_fields {
	struct hk_str subject, from, sender, date, received, id;
	struct hk_str type, transfer, disposition;
	struct hk_str body; /* what follows the header */
	unsigned known;	    /* fields of known names */
};

/* Bytes of the line `From ...` that an mbox puts before a message, and that
 * some mailers save and forward with it; 0: there is none. */
size_t hk_mail_envelope(struct hk_str bytes);
/* Split a message or part. The body begins at the first line that cannot belong
 * to a header. */
void hk_mail_split(struct hk_mail_fields *fields, struct hk_str bytes);
/* Does it begin with a line `Name: `? */
bool hk_mail_is_field(struct hk_str bytes);
/* Is it the header of a mail? It has three fields of mail, or two, one of which
 * other texts do not have. */
bool hk_mail_is_header(struct hk_str bytes);

/* "text/plain" of a Content-Type, "attachment" of a Content-Disposition. */
struct hk_str hk_mail_type(struct hk_str value);
/* Is the type this one, or with "text/" a type of that kind? */
bool hk_mail_type_is(struct hk_str type, const char *name);
/*
 * Append the parameter of such a field, decoded to UTF-8; a boundary, which
 * must not be decoded, as it is with `raw`. Appends nothing if there
 * is none. HK_ENOMEM.
 */
enum hk_status hk_mail_parameter(struct hk_buf *out, struct hk_str value,
				 const char *name, bool raw) HK_MUST_USE;
/*
 * Append the text of a field: words decoded, unfolded, trimmed, on one line.
 * `hint` is the charset of the message's text, for bytes without a label.
 * HK_ENOMEM.
 */
enum hk_status hk_mail_text(struct hk_buf *out, struct hk_str value,
			    struct hk_str hint) HK_MUST_USE;
/* Append the first mailbox's name, else its address. HK_ENOMEM. */
enum hk_status hk_mail_author(struct hk_buf *out, struct hk_str value,
			      struct hk_str hint) HK_MUST_USE;

/* Append the bytes without their transfer encoding. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_mail_transfer(struct hk_buf *out, struct hk_str bytes,
				struct hk_str transfer) HK_MUST_USE;
/* Are the bytes not encoded for transfer? */
bool hk_mail_plain(struct hk_str transfer);
/* Append decoded base64, skipping other characters. Bits that are left over
 * stay in `*bits`, which is zero at first, for the text that follows. */
struct hk_mail_bits {
	uint32_t value;
	unsigned count;
};
enum hk_status hk_mail_base64(struct hk_buf *out, struct hk_str text,
			      struct hk_mail_bits *bits) HK_MUST_USE;

/*
 * Append text as UTF-8 without NULs. `charset` is what the mail says, which may
 * be missing or wrong: then it is `user`, or detected if that is empty; what
 * still cannot be decoded becomes U+FFFD. HK_ENOMEM or HK_ETOOBIG.
 */
enum hk_status hk_mail_decode(struct hk_buf *out, struct hk_str bytes,
			      struct hk_str charset,
			      struct hk_str user) HK_MUST_USE;

/*
 * Read one message, which begins on `line`, and give it to `input->emit`, then
 * its attachments to `input->inside`. `number` is its number in its mbox, from
 * 1; 0: it is a file. HK_ENOMEM, HK_ETOOBIG, or what emit or inside returned.
 */
struct hk_keyset;
enum hk_status hk_mail_read(const struct hk_format_input *input,
			    struct hk_str bytes, uint32_t line, uint64_t number,
			    struct hk_keyset *ids,
			    struct hk_error *err) HK_MUST_USE;

#endif
