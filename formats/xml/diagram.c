/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Diagrams of draw.io that are compressed: XML with escapes of addresses, then
 * deflated (RFC 1951), then base64. */

#include "formats/xml/book_private.h"

#ifdef HK_HAVE_EXPAT

#include "formats/archive/container.h"
#include "formats/mail/mail.h"
#include "base/utf8.h"

/* Bytes of a diagram, compressed and not. */
#define PACKED_MAX   (16u << 20)
#define UNPACKED_MAX (32u << 20)

void hk_xml_diagram_init(struct hk_xml_diagram *diagram)
{
	memset(diagram, 0, sizeof(*diagram));
	hk_buf_init(&diagram->packed, PACKED_MAX);
}

void hk_xml_diagram_release(struct hk_xml_diagram *diagram)
{
	hk_buf_release(&diagram->packed);
}

void hk_xml_diagram_put(struct hk_xml_book *b, struct hk_str text,
			uint32_t line)
{
	struct hk_xml_diagram *d = &b->diagram;
	enum hk_status status = hk_buf_append(&d->packed, text.data, text.len);

	d->line = line;
	if (status == HK_ETOOBIG)
		d->broken = true;
	else
		hk_xml_book_heed(b, status);
}

/* ---- Unpacking ---- */

#ifdef HK_HAVE_LIBARCHIVE

/* libarchive reads deflated data inside a gzip file (RFC 1952) only. It does
 * not compare the checksum at the end. */
static enum hk_status inflate(struct hk_xml_book *b, struct hk_buf *out,
			      struct hk_str deflated)
{
	static const char head[] = {0x1F, (char)0x8B, 8, 0, 0, 0, 0, 0, 0, 3};
	static const char tail[8] = "";
	struct hk_container_budget own = {deflated.len, 0, 0};
	struct hk_format_input input = *b->input;
	struct hk_error why = {HK_OK, ""};
	struct hk_container_member member;
	struct hk_container *container = NULL;
	struct hk_buf file;
	enum hk_status status;

	hk_buf_init(&file, HK_BUF_NO_MAX);
	status = hk_buf_append(&file, head, sizeof(head));
	if (!status)
		status = hk_buf_append(&file, deflated.data, deflated.len);
	if (!status)
		status = hk_buf_append(&file, tail, sizeof(tail));
	input.text = hk_buf_str(&file);
	input.fd = -1;
	if (!status)
		status = hk_container_new(&container, &input,
					  input.budget ? input.budget : &own,
					  &why);
	if (!status)
		status = hk_container_next(container, &member, &why);
	if (!status)
		status = hk_container_read(container, out, &why);
	hk_container_free(container);
	hk_buf_release(&file);
	return status;
}

#else

static enum hk_status inflate(struct hk_xml_book *b, struct hk_buf *out,
			      struct hk_str deflated)
{
	(void)b;
	(void)out;
	(void)deflated;
	return HK_ENOTTEXT;
}

#endif

/* Resolve %E3 and the like, in place. */
static void unescape(struct hk_buf *text)
{
	size_t to = 0;

	for (size_t i = 0; i < text->len; i++) {
		int byte = text->data[i] == '%' ? hk_span_hex_byte(hk_span_str(
							  text->data + i + 1,
							  text->len - i - 1))
						: -1;

		text->data[to++] = byte >= 0 ? (char)byte : text->data[i];
		i += byte >= 0 ? 2 : 0;
	}
	text->len = to;
}

/* ---- Its boxes ---- */

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct hk_xml_book *b = ctx;
	struct hk_xml_parse_element here = *e;

	/* Its lines are those of a text that nobody sees. */
	here.line = b->diagram.line;
	if (hk_xml_vocabulary_role(&hk_xml_drawio, e->name) != HK_XML_CELL_HTML)
		return HK_OK;
	hk_xml_put_html(b, &here, "value");
	hk_xml_put_html(b, &here, "label");
	return b->status;
}

static bool read_diagram(struct hk_xml_book *b)
{
	static const struct hk_xml_parse_events events = {.open = on_open};
	struct hk_mail_bits bits = {0, 0};
	struct hk_xml_parse_flaw flaw = {.why = HK_MESSAGE("it is not XML")};
	struct hk_buf deflated, xml;
	enum hk_status status;

	hk_buf_init(&deflated, PACKED_MAX);
	hk_buf_init(&xml, UNPACKED_MAX);
	status = hk_mail_base64(&deflated, hk_buf_str(&b->diagram.packed),
				&bits);
	if (!status)
		status = inflate(b, &xml, hk_buf_str(&deflated));
	hk_buf_release(&deflated);
	if (!status) {
		unescape(&xml);
		if (hk_utf8_valid(hk_buf_str(&xml)))
			hk_xml_book_heed(b, hk_xml_parse(hk_buf_str(&xml), 1,
							 &events, b, &flaw));
	} else if (status == HK_ENOMEM) {
		hk_xml_book_heed(b, status);
	}
	hk_buf_release(&xml);
	return !status && !flaw.why;
}

void hk_xml_diagram_end(struct hk_xml_book *b)
{
	struct hk_xml_diagram *d = &b->diagram;

	if (d->packed.len && (d->broken || !read_diagram(b)) && !d->told) {
		b->input->complain(b->input->ctx, d->line,
				   "a compressed diagram cannot be read; save "
				   "it without compression");
		d->told = true;
	}
	hk_buf_reset(&d->packed);
	d->broken = false;
}

#endif
