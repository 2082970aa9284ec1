/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/archive/opf.h"

#include <stdlib.h>

#include "base/array.h"
#include "text/date.h"
#include "formats/plain.h"
#include "formats/yomi.h"
#include "formats/html/reference.h"
#include "formats/html/token.h"

/* Of the texts of one document. */
#define ARENA_MAX (64u << 20)
/* What one field or path may be long. */
#define FIELD_MAX 4096
/* Items of a manifest, chapters of a spine, subjects. */
#define ITEMS_MAX    100000
#define SUBJECTS_MAX 1000

struct item {
	struct hk_str id, path;
	bool text; /* XHTML, by its media type */
};

struct parse {
	struct hk_opf *opf;
	struct hk_html_tokens tokens;
	struct hk_html_token token;
	struct hk_str folder;		   /* of the package document */
	struct hk_buf field;		   /* at hand */
	struct hk_str title_id, author_id; /* of the first ones */
	struct item *items; /* sorted by id once the spine begins */
	size_t item_count, item_capacity;
	bool elsewhere;	 /* not where the metadata of the book stand */
	bool collection; /* in one, which has metadata of its own */
	enum hk_status status;
};

void hk_opf_init(struct hk_opf *opf)
{
	memset(opf, 0, sizeof(*opf));
	hk_arena_init(&opf->arena, ARENA_MAX);
}

void hk_opf_release(struct hk_opf *opf)
{
	hk_arena_release(&opf->arena);
	hk_opf_init(opf);
}

/* ---- Pieces of XML ---- */

static void begin(struct parse *p, struct hk_opf *opf, struct hk_str xml)
{
	memset(p, 0, sizeof(*p));
	p->opf = opf;
	hk_buf_init(&p->field, FIELD_MAX);
	hk_html_token_begin(&p->tokens, xml);
	p->tokens.xml = true;
}

static enum hk_status end(struct parse *p)
{
	hk_buf_release(&p->field);
	free(p->items);
	return p->status;
}

/* The next tag that opens an element; false: none. */
static bool next_open(struct parse *p)
{
	while (!p->status && hk_html_token_next(&p->tokens, &p->token))
		if (p->token.kind == HK_HTML_TOKEN_OPEN)
			return true;
	return false;
}

/* Is the element, or attribute, called so, whatever its prefix? */
static bool is(struct hk_str name, const char *local)
{
	const char *colon = memchr(name.data, ':', name.len);

	if (colon) {
		name.len -= (size_t)(colon + 1 - name.data);
		name.data = colon + 1;
	}
	return hk_html_token_is(name, local);
}

/* Append, references resolved; what is too long is left out. */
static void append(struct parse *p, struct hk_str text, bool literal)
{
	enum hk_status status =
		literal ? hk_buf_append(&p->field, text.data, text.len)
			: hk_html_reference_expand(&p->field, text, false);

	if (status == HK_ENOMEM)
		p->status = status;
}

static struct hk_str keep(struct parse *p, struct hk_str text)
{
	char *copy = hk_arena_copy(&p->opf->arena, text.len ? text.data : "",
				   text.len);

	if (!copy)
		p->status = HK_ENOMEM;
	return hk_span_str(copy, copy ? text.len : 0);
}

/* The value of an attribute of the tag at hand, in `field`. */
static struct hk_str attribute(struct parse *p, const char *local)
{
	struct hk_str rest = p->token.text, name, value;

	hk_buf_reset(&p->field);
	while (hk_html_attribute_take(&name, &value, &rest))
		if (is(name, local)) {
			append(p, value, false);
			break;
		}
	return hk_plain_trim(hk_buf_str(&p->field));
}

/* The text of the element at hand, in `field`: up to the next tag. */
static struct hk_str text_of(struct parse *p)
{
	struct hk_html_tokens before;

	hk_buf_reset(&p->field);
	if (p->token.held.data)
		append(p, p->token.held, false);
	while (!p->token.held.data && !p->token.empty) {
		before = p->tokens;
		if (!hk_html_token_next(&p->tokens, &p->token))
			break;
		if (p->token.kind != HK_HTML_TOKEN_TEXT) {
			p->tokens = before;
			break;
		}
		append(p, p->token.text, p->token.literal);
	}
	return hk_plain_trim(hk_buf_str(&p->field));
}

/* ---- Paths ---- */

/* Leave out "." and what ".." takes back, in place. */
static size_t flatten(char *path, size_t len)
{
	size_t from = 0, to = 0;

	while (from < len) {
		char *slash = memchr(path + from, '/', len - from);
		size_t stop = slash ? (size_t)(slash - path) : len;
		size_t part = stop - from;

		if (part == 2 && !memcmp(path + from, "..", 2)) {
			while (to) {
				to--;
				if (path[to] == '/')
					break;
			}
		} else if (part && !(part == 1 && path[from] == '.')) {
			if (to)
				path[to++] = '/';
			memmove(path + to, path + from, part);
			to += part;
		}
		from = stop + 1;
	}
	return to;
}

/* The path that a reference of the document in `folder` leads to. */
static struct hk_str resolve(struct parse *p, struct hk_str folder,
			     struct hk_str href)
{
	char *path = hk_arena_alloc(&p->opf->arena, folder.len + href.len + 2);
	size_t len = 0;

	if (!path) {
		p->status = HK_ENOMEM;
		return hk_span_str(NULL, 0);
	}
	if (folder.len && !hk_span_starts(href, "/")) {
		memcpy(path, folder.data, folder.len);
		path[folder.len] = '/';
		len = folder.len + 1;
	}
	for (size_t i = 0; i < href.len && href.data[i] != '#'; i++) {
		int byte = href.data[i] == '%'
				   ? hk_span_hex_byte(hk_span_from(href, i + 1))
				   : -1;

		path[len++] = byte > 0 ? (char)byte : href.data[i];
		i += byte > 0 ? 2 : 0;
	}
	return hk_span_str(path, flatten(path, len));
}

/* ---- The package ---- */

/* How title and author are read: what they are sorted by, if it is kana. */
static void keep_reading(struct parse *p, struct hk_str *reading,
			 struct hk_str value)
{
	if (!reading->len && hk_yomi_is(value))
		*reading = keep(p, value);
}

static void set_title(struct parse *p)
{
	struct hk_opf *opf = p->opf;

	keep_reading(p, &opf->title_reading, attribute(p, "file-as"));
	p->title_id = keep(p, attribute(p, "id"));
	opf->title = keep(p, text_of(p));
}

/* EPUB 3: <meta refines="#title" property="file-as">. */
static void take_refinement(struct parse *p)
{
	struct hk_str of, value;
	struct hk_opf *opf = p->opf;

	if (!hk_span_same(attribute(p, "property"), hk_span_cstr("file-as")))
		return;
	of = keep(p, attribute(p, "refines"));
	value = text_of(p);
	if (of.len < 2 || of.data[0] != '#')
		return;
	of = hk_span_from(of, 1);
	if (hk_span_same(of, p->title_id))
		keep_reading(p, &opf->title_reading, value);
	else if (hk_span_same(of, p->author_id))
		keep_reading(p, &opf->author_reading, value);
}

static void add_author(struct parse *p)
{
	struct hk_str *author = &p->opf->author, role, name;
	char *both;

	role = attribute(p, "role");
	if (role.len && !hk_span_same(role, hk_span_cstr("aut")))
		return;
	if (!author->len) {
		keep_reading(p, &p->opf->author_reading,
			     attribute(p, "file-as"));
		p->author_id = keep(p, attribute(p, "id"));
	}
	name = text_of(p);
	if (!name.len || author->len > FIELD_MAX)
		return;
	if (!author->len) {
		*author = keep(p, name);
		return;
	}
	both = hk_arena_alloc(&p->opf->arena, author->len + 2 + name.len);
	if (!both) {
		p->status = HK_ENOMEM;
		return;
	}
	memcpy(both, author->data, author->len);
	memcpy(both + author->len, ", ", 2);
	memcpy(both + author->len + 2, name.data, name.len);
	*author = hk_span_str(both, author->len + 2 + name.len);
}

static void add_subject(struct parse *p)
{
	struct hk_opf *opf = p->opf;
	struct hk_str subject = text_of(p);

	if (!opf->subjects)
		opf->subjects = hk_arena_array(&opf->arena, SUBJECTS_MAX,
					       sizeof(*opf->subjects));
	if (!opf->subjects)
		p->status = HK_ENOMEM;
	else if (subject.len && opf->subject_count < SUBJECTS_MAX)
		opf->subjects[opf->subject_count++] = keep(p, subject);
}

/* When it was published, not when the file was made or changed. */
static void set_date(struct parse *p)
{
	struct hk_str event = attribute(p, "event");
	char date[HK_DATE_MAX], *night;

	if (event.len && !hk_span_same(event, hk_span_cstr("publication")))
		return;
	if (!hk_date_normalise(date, text_of(p)))
		return;
	night = strstr(date, "T00:00:00"); /* no time is meant */
	if (night)
		*night = '\0';
	p->opf->date = keep(p, hk_span_cstr(date));
}

static void take_metadata(struct parse *p)
{
	struct hk_opf *opf = p->opf;
	struct hk_str name = p->token.name;

	if (is(name, "creator"))
		add_author(p);
	else if (is(name, "subject"))
		add_subject(p);
	else if (is(name, "title") && !opf->title.len)
		set_title(p);
	else if (is(name, "meta"))
		take_refinement(p);
	else if (is(name, "language") && !opf->lang.len)
		opf->lang = keep(p, text_of(p));
	else if (is(name, "date") && !opf->date.len)
		set_date(p);
}

static bool is_text(struct hk_str type)
{
	return !type.len || hk_html_token_is(type, "application/xhtml+xml") ||
	       hk_html_token_is(type, "text/html") ||
	       hk_html_token_is(type, "text/x-oeb1-document");
}

static void take_item(struct parse *p)
{
	struct item *item;

	if (p->item_count == ITEMS_MAX)
		return;
	if (!HK_ARRAY_RESERVE(p->items, p->item_capacity, p->item_count + 1)) {
		p->status = HK_ENOMEM;
		return;
	}
	item = &p->items[p->item_count++];
	item->id = keep(p, attribute(p, "id"));
	item->text = is_text(attribute(p, "media-type"));
	item->path = resolve(p, p->folder, attribute(p, "href"));
}

static int by_id(const void *a, const void *b)
{
	const struct item *one = a, *other = b;

	return hk_span_compare(one->id, other->id);
}

static void begin_spine(struct parse *p)
{
	struct hk_opf *opf = p->opf;

	if (opf->spine)
		return;
	if (p->item_count)
		qsort(p->items, p->item_count, sizeof(*p->items), by_id);
	/* No more chapters than items, as each is there once. */
	opf->spine = hk_arena_array(&opf->arena, p->item_count + 1,
				    sizeof(*opf->spine));
	if (!opf->spine)
		p->status = HK_ENOMEM;
}

static void take_reference(struct parse *p)
{
	struct hk_opf *opf = p->opf;
	struct item wanted = {.id = attribute(p, "idref")}, *item;

	item = opf->spine && p->item_count
		       ? bsearch(&wanted, p->items, p->item_count,
				 sizeof(*p->items), by_id)
		       : NULL;
	if (!item || !item->text || !item->path.len)
		return;
	opf->spine[opf->spine_count++].path = item->path;
	item->text = false; /* once */
}

/* ---- The documents ---- */

enum hk_status hk_opf_container(struct hk_opf *opf, struct hk_str *path,
				struct hk_str xml)
{
	struct parse p;
	struct hk_str none = {NULL, 0};

	*path = none;
	begin(&p, opf, xml);
	while (!path->len && next_open(&p))
		if (is(p.token.name, "rootfile"))
			*path = resolve(&p, none, attribute(&p, "full-path"));
	return end(&p);
}

/* The manifest comes behind the metadata, but in some books before them. */
static void find_place(struct parse *p, struct hk_str name)
{
	if (is(name, "metadata")) {
		p->elsewhere = p->collection;
	} else if (is(name, "manifest") || is(name, "spine")) {
		p->elsewhere = true;
	} else if (is(name, "collection")) {
		p->elsewhere = p->collection = true;
	}
}

enum hk_status hk_opf_package(struct hk_opf *opf, struct hk_str path,
			      struct hk_str xml)
{
	const char *slash = path.len ? memrchr(path.data, '/', path.len) : NULL;
	struct parse p;

	begin(&p, opf, xml);
	p.folder =
		hk_span_str(path.data, slash ? (size_t)(slash - path.data) : 0);
	while (next_open(&p)) {
		struct hk_str name = p.token.name;

		find_place(&p, name);
		if (!p.elsewhere)
			take_metadata(&p);
		else if (is(name, "item") && !opf->spine)
			take_item(&p);
		else if (is(name, "spine"))
			begin_spine(&p);
		else if (is(name, "itemref"))
			take_reference(&p);
	}
	if (!p.status)
		p.status = hk_opf_sort(opf);
	return end(&p);
}

/* Fonts are made unreadable so that they are not taken out of the book;
 * that does not encrypt its text. */
static bool hides_fonts(struct hk_str algorithm)
{
	return hk_span_starts(algorithm,
			      "http://www.idpf.org/2008/embedding") ||
	       hk_span_starts(algorithm, "http://ns.adobe.com/pdf/enc#RC");
}

enum hk_status hk_opf_encryption(struct hk_opf *opf, struct hk_str xml)
{
	struct hk_str none = {NULL, 0};
	bool fonts = false;
	struct parse p;

	begin(&p, opf, xml);
	while (next_open(&p)) {
		size_t index;

		if (is(p.token.name, "encrypteddata"))
			fonts = false;
		else if (is(p.token.name, "encryptionmethod"))
			fonts = hides_fonts(attribute(&p, "algorithm"));
		else if (is(p.token.name, "cipherreference") && !fonts &&
			 hk_opf_find(opf,
				     resolve(&p, none, attribute(&p, "uri")),
				     &index))
			opf->spine[index].encrypted = true;
	}
	return end(&p);
}
