/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/office/package.h"

#ifdef HK_OFFICE_BUILT

#include <stdlib.h>
#include <strings.h>

#include "base/array.h"

/* Bytes of a part that is kept, and of all that are. */
#define PART_MAX (256u << 10)
#define KEPT_MAX (16u << 20)
/* Relations of a part. */
#define RELATIONS_MAX 20000

/* ---- The directory ---- */

static int compare_names(struct hk_str a, struct hk_str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? strncasecmp(a.data, b.data, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_parts(const void *a, const void *b)
{
	const struct hk_office_part *x = a, *y = b;
	int order = compare_names(x->name, y->name);

	return order ? order
		     : (x->number > y->number) - (x->number < y->number);
}

static bool has_suffix(struct hk_str name, const char *suffix)
{
	size_t len = strlen(suffix);

	return name.len > len &&
	       !strncasecmp(name.data + name.len - len, suffix, len);
}

static bool is_xml(struct hk_str name)
{
	return has_suffix(name, ".xml") || has_suffix(name, ".rels") ||
	       hk_span_same(name, hk_span_cstr("mimetype"));
}

/* Keep what can be read of the part, if it is small. */
static enum hk_status keep_part(struct hk_office_package *p,
				struct hk_container *container,
				struct hk_office_part *part,
				struct hk_buf *bytes, struct hk_error *err)
{
	struct hk_error why = {HK_OK, ""};
	enum hk_status status = hk_container_read(container, bytes, &why);

	if (status == HK_ENOMEM || status == HK_EIO) {
		hk_error_set(err, status, "%s", why.message);
		return status;
	}
	if (status == HK_ENOTTEXT)
		p->encrypted = true;
	if (status == HK_ETOOBIG && bytes->len > PART_MAX / 2)
		return HK_OK; /* it is large */
	if (status) {
		hk_container_complain(p->input, part->name, why.message);
		part->broken = true;
	}
	part->kept = true;
	part->bytes.data = hk_arena_copy(
		&p->arena, bytes->len ? bytes->data : "", bytes->len);
	part->bytes.len = bytes->len;
	p->kept += bytes->len;
	return part->bytes.data ? HK_OK : hk_error_nomem(err);
}

static enum hk_status add_part(struct hk_office_package *p,
			       struct hk_container *container,
			       const struct hk_container_member *member,
			       struct hk_buf *bytes, struct hk_error *err)
{
	struct hk_office_part part = {.number = p->next++};

	if (!HK_ARRAY_RESERVE(p->parts, p->capacity, p->count + 1))
		return hk_error_nomem(err);
	part.name.data =
		hk_arena_copy(&p->arena, member->name.data, member->name.len);
	part.name.len = member->name.len;
	if (!part.name.data)
		return hk_error_nomem(err);
	if (is_xml(part.name) && p->kept < KEPT_MAX) {
		enum hk_status status =
			keep_part(p, container, &part, bytes, err);

		if (status)
			return status;
	}
	p->parts[p->count++] = part;
	return HK_OK;
}

static enum hk_status read_directory(struct hk_office_package *p,
				     struct hk_container *container,
				     struct hk_error *err)
{
	struct hk_str none = {NULL, 0};
	struct hk_container_member member;
	struct hk_error why = {HK_OK, ""};
	enum hk_status status;
	struct hk_buf bytes;

	hk_buf_init(&bytes, PART_MAX);
	while (!(status = hk_container_next(container, &member, &why))) {
		status = add_part(p, container, &member, &bytes, &why);
		if (status)
			break;
	}
	hk_buf_release(&bytes);
	if (status == HK_ENOTFOUND)
		status = HK_OK;
	if ((status == HK_EFORMAT || status == HK_ETOOBIG) && p->count) {
		hk_container_complain(p->input, none, why.message);
		status = HK_OK;
	}
	return status ? hk_error_set(err, status, "%s", why.message) : HK_OK;
}

enum hk_status hk_office_package_open(struct hk_office_package *p,
				      const struct hk_format_input *input,
				      struct hk_error *err)
{
	struct hk_container *container;
	enum hk_status status = HK_OK;

	memset(p, 0, sizeof(*p));
	p->input = input;
	p->source = *input;
	p->budget = input->budget ? input->budget : &p->own;
	hk_arena_init(&p->arena, HK_BUF_NO_MAX);
	hk_buf_init(&p->whole, HK_CONTAINER_MEMBER_MAX);
	if (!hk_container_rewinds(input))
		status = hk_container_hold(&p->source, &p->whole, err);
	if (status)
		return status;
	status = hk_container_new(&container, &p->source, p->budget, err);
	if (status)
		return status;
	status = read_directory(p, container, err);
	hk_container_free(container);
	if (p->count)
		qsort(p->parts, p->count, sizeof(*p->parts), compare_parts);
	return status;
}

void hk_office_package_close(struct hk_office_package *p)
{
	hk_container_free(p->open);
	hk_buf_release(&p->whole);
	hk_arena_release(&p->arena);
	free(p->parts);
}

struct hk_office_part *hk_office_package_find(const struct hk_office_package *p,
					      struct hk_str name)
{
	size_t low = 0, high = p->count;

	while (name.len && *name.data == '/')
		name = hk_span_from(name, 1);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_names(p->parts[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < p->count && !compare_names(p->parts[low].name, name)
		       ? &p->parts[low]
		       : NULL;
}

/* ---- Reading a part ---- */

static enum hk_status take_piece(void *ctx, struct hk_str piece)
{
	return hk_xml_parse_piece(ctx, piece);
}

/* Stand before the part, going on in the file if it comes later. */
static enum hk_status go_to(struct hk_office_package *p, uint32_t number,
			    struct hk_error *err)
{
	struct hk_container_member member;
	enum hk_status status = HK_OK;

	if (p->open && p->next > number) {
		hk_container_free(p->open);
		p->open = NULL;
	}
	if (!p->open) {
		p->next = 0;
		status = hk_container_new(&p->open, &p->source, p->budget, err);
	}
	while (!status && p->next <= number) {
		status = hk_container_next(p->open, &member, err);
		p->next++;
	}
	return status == HK_ENOTFOUND
		       ? hk_error_set(err, HK_EFORMAT, "it is gone")
		       : status;
}

static enum hk_status parse_large(struct hk_office_package *p,
				  const struct hk_office_part *part,
				  struct hk_xml_parser *parser,
				  struct hk_error *why)
{
	enum hk_status status = go_to(p, part->number, why);

	if (!status)
		status = hk_container_pieces(p->open, take_piece, parser, why);
	return status;
}

static void complain(struct hk_office_package *p, struct hk_office_part *part,
		     const char *why)
{
	if (!part->broken)
		hk_container_complain(p->input, part->name, why);
	part->broken = true;
}

enum hk_status hk_office_package_parse(struct hk_office_package *p,
				       struct hk_office_part *part,
				       const struct hk_xml_parse_events *events,
				       void *ctx, struct hk_error *err)
{
	struct hk_xml_parser *parser = hk_xml_parse_new(events, ctx);
	struct hk_error why = {HK_OK, ""};
	struct hk_xml_parse_flaw flaw;
	enum hk_status status, ended;

	if (!parser)
		return hk_error_nomem(err);
	status = part->kept ? hk_xml_parse_piece(parser, part->bytes)
			    : parse_large(p, part, parser, &why);
	ended = hk_xml_parse_end(parser, &flaw);
	if (why.status == HK_EFORMAT || why.status == HK_ETOOBIG ||
	    why.status == HK_ENOTTEXT) {
		complain(p, part, why.message);
		status = HK_OK; /* what came before it was given */
	}
	if (!status && flaw.external)
		hk_container_complain(p->input, part->name,
				      HK_OFFICE_PACKAGE_EXTERNAL);
	if (!status && flaw.why)
		complain(p, part, flaw.why);
	if (!status)
		status = ended;
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	return why.status && status
		       ? hk_error_set(err, status, "%s", why.message)
		       : status;
}

enum hk_status hk_office_package_bytes(struct hk_office_package *p,
				       const struct hk_office_part *part,
				       struct hk_buf *out, struct hk_error *err)
{
	enum hk_status status;

	hk_buf_reset(out);
	if (part->kept)
		return hk_buf_append(out, part->bytes.data, part->bytes.len);
	status = go_to(p, part->number, err);
	return status ? status : hk_container_read(p->open, out, err);
}

bool hk_office_package_once(struct hk_office_part *part)
{
	bool first = !part->used;

	part->used = true;
	return first;
}

/* ---- Relationships ---- */

struct relating {
	struct hk_office_package *package;
	struct hk_office_relations *relations;
	const struct hk_office_part *part;
};

/* The path that `target` names, seen from the folder of `from`. */
static struct hk_str resolve(struct hk_arena *arena, struct hk_str from,
			     struct hk_str target)
{
	struct hk_str folder = from, name = hk_span_basename(from);
	char *path;

	folder.len -= name.len;
	if (target.len && *target.data == '/') {
		folder.len = 0;
		target = hk_span_from(target, 1);
	}
	while (hk_span_starts(target, "../") || hk_span_starts(target, "./")) {
		size_t up = target.data[1] == '.' ? 3 : 2;

		target = hk_span_from(target, up);
		if (up == 3 && folder.len) {
			folder.len--;
			folder.len -= hk_span_basename(folder).len;
		}
	}
	path = hk_arena_alloc(arena, folder.len + target.len + 1);
	if (!path)
		return hk_span_str(NULL, 0);
	if (folder.len)
		memcpy(path, folder.data, folder.len);
	if (target.len)
		memcpy(path + folder.len, target.data, target.len);
	return hk_span_str(path, folder.len + target.len);
}

static enum hk_status on_relation(void *ctx,
				  const struct hk_xml_parse_element *e)
{
	struct relating *r = ctx;
	struct hk_arena *arena = &r->package->arena;
	struct hk_office_relations *list = r->relations;
	struct hk_office_relation one = {.part = NULL};
	struct hk_str id, type, target;

	if (!hk_xml_parse_is(e, "Relationship") || list->count >= RELATIONS_MAX)
		return HK_OK;
	id = hk_xml_parse_value(e, "Id");
	type = hk_span_basename(hk_xml_parse_value(e, "Type"));
	target = hk_xml_parse_value(e, "Target");
	if (!HK_ARENA_RESERVE(arena, list->list, list->capacity,
			      list->count + 1))
		return HK_ENOMEM;
	one.id.data = hk_arena_copy(arena, id.data, id.len);
	one.id.len = id.len;
	one.type.data = hk_arena_copy(arena, type.data, type.len);
	one.type.len = type.len;
	if (!hk_span_same(hk_xml_parse_value(e, "TargetMode"),
			  hk_span_cstr("External")))
		one.part = hk_office_package_find(
			r->package, resolve(arena, r->part->name, target));
	if (!one.id.data || !one.type.data)
		return HK_ENOMEM;
	list->list[list->count++] = one;
	return HK_OK;
}

enum hk_status hk_office_package_relations(
	struct hk_office_package *p, struct hk_office_relations *relations,
	const struct hk_office_part *part, struct hk_error *err)
{
	static const struct hk_xml_parse_events events = {.open = on_relation};
	struct relating r = {p, relations, part};
	struct hk_str name = hk_span_basename(part->name);
	struct hk_str folder =
		hk_span_str(part->name.data, part->name.len - name.len);
	struct hk_office_part *rels;
	struct hk_buf path;
	enum hk_status status;

	memset(relations, 0, sizeof(*relations));
	hk_buf_init(&path, HK_BUF_NO_MAX);
	status = hk_buf_printf(&path, "%.*s_rels/%.*s.rels", (int)folder.len,
			       folder.data, (int)name.len, name.data);
	rels = status ? NULL : hk_office_package_find(p, hk_buf_str(&path));
	hk_buf_release(&path);
	if (status)
		return hk_error_nomem(err);
	return rels ? hk_office_package_parse(p, rels, &events, &r, err)
		    : HK_OK;
}

struct hk_office_part *hk_office_package_related(
	const struct hk_office_relations *relations, struct hk_str id)
{
	for (size_t i = 0; i < relations->count; i++)
		if (hk_span_same(relations->list[i].id, id))
			return relations->list[i].part;
	return NULL;
}

#endif
