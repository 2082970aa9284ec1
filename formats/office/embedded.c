/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Files inside an office file: sheets in a text, documents that were inserted
 * as objects. They are read like members of an archive; those that hiku cannot
 * read are named like these. */

#include "formats/office/office.h"

#ifdef HK_OFFICE_BUILT

/* Bytes of one of them; it is in memory, beside the process that reads it. */
#define EMBEDDED_MAX (32u << 20)

static bool has(struct hk_str name, const char *part)
{
	return name.len && memmem(name.data, name.len, part, strlen(part));
}

static bool is_embedded(const struct hk_office_part *part)
{
	struct hk_str name = part->name;

	if (part->used)
		return false;
	/* ODF: an object of another program; its own are folders. */
	if (hk_span_starts(name, "Object "))
		return !memchr(name.data, '/', name.len);
	return has(name, "/embeddings/") ||
	       has(hk_span_basename(name), "afchunk");
}

/* The sheet behind a chart repeats what the chart shows. */
static enum hk_status leave_out_data(struct hk_office *o,
				     struct hk_office_part *chart)
{
	struct hk_office_relations relations;
	enum hk_status status = hk_office_package_relations(
		&o->package, &relations, chart, o->err);

	for (size_t i = 0; i < relations.count && !status; i++)
		if (relations.list[i].part)
			relations.list[i].part->used = true;
	return status;
}

static enum hk_status read_one(struct hk_office *o,
			       const struct hk_office_part *part,
			       struct hk_buf *bytes)
{
	struct hk_format_member member = {.name = part->name,
					  .file = hk_span_basename(part->name),
					  .depth = o->input->depth + 1,
					  .budget = o->package.budget};
	struct hk_error why = {HK_OK, ""};
	enum hk_status status =
		hk_office_package_bytes(&o->package, part, bytes, &why);

	if (status == HK_ENOMEM)
		return hk_error_nomem(o->err);
	if (status) {
		hk_container_complain(o->input, part->name, why.message);
		return HK_OK;
	}
	member.bytes = hk_buf_str(bytes);
	return bytes->len ? o->input->inside(o->input->ctx, &member) : HK_OK;
}

enum hk_status hk_office_embedded(struct hk_office *o)
{
	struct hk_office_package *package = &o->package;
	enum hk_status status = HK_OK;
	struct hk_buf bytes;

	if (!o->input->inside)
		return HK_OK;
	for (size_t i = 0; i < package->count && !status; i++)
		if (has(package->parts[i].name, "/charts/chart"))
			status = leave_out_data(o, &package->parts[i]);
	hk_buf_init(&bytes, EMBEDDED_MAX);
	for (size_t i = 0; i < package->count && !status; i++)
		if (is_embedded(&package->parts[i]))
			status = read_one(o, &package->parts[i], &bytes);
	hk_buf_release(&bytes);
	return status;
}

#endif
