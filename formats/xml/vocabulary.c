/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/xml/vocabulary.h"

/* clang-format off */
#define END                             \
	{                               \
		NULL, HK_XML_UNKNOWN, 0 \
	}
/* clang-format on */

/* ---- Those of any document ---- */

static const struct hk_xml_row common[] = {
	{"title", HK_XML_HEAD, 0},
	{"heading", HK_XML_HEAD, 0},
	{"p", HK_XML_BLOCK, 0},
	{"para", HK_XML_BLOCK, 0},
	{"div", HK_XML_BLOCK, 0},
	{"section", HK_XML_SECTION, 0},
	{"chapter", HK_XML_SECTION, 0},
	{"li", HK_XML_ITEM, 0},
	{"tr", HK_XML_ROW, 0},
	{"td", HK_XML_CELL, 0},
	{"th", HK_XML_CELL, 0},
	{"pre", HK_XML_PRE, 0},
	{"br", HK_XML_BREAK, 0},
	{"ruby", HK_XML_RUBY, 0},
	{"rb", HK_XML_RB, 0},
	{"rt", HK_XML_RT, 0},
	{"rp", HK_XML_RP, 0},
	{"a", HK_XML_INLINE, 0},
	{"b", HK_XML_INLINE, 0},
	{"i", HK_XML_INLINE, 0},
	{"u", HK_XML_INLINE, 0},
	{"s", HK_XML_INLINE, 0},
	{"em", HK_XML_INLINE, 0},
	{"strong", HK_XML_INLINE, 0},
	{"span", HK_XML_INLINE, 0},
	{"tspan", HK_XML_INLINE, 0},
	{"sub", HK_XML_INLINE, 0},
	{"sup", HK_XML_INLINE, 0},
	{"small", HK_XML_INLINE, 0},
	{"tt", HK_XML_INLINE, 0},
	{"emphasis", HK_XML_INLINE, 0},
	{"style", HK_XML_DROP, 0},
	{"script", HK_XML_DROP, 0},
	{"binary", HK_XML_DROP, 0},
	END,
};

/* SVG, plists, settings and all the rest. */
const struct hk_xml_vocabulary hk_xml_generic = {.name = "generic",
						 .attributes = true};

/* ---- Outlines and diagrams ---- */

static const struct hk_xml_row opml[] = {
	{"head", HK_XML_META, 0}, {"outline", HK_XML_OUTLINE, 0}, END};
static const struct hk_xml_row opml_meta[] = {
	{"title", HK_XML_TITLE, 0},
	{"ownerName", HK_XML_AUTHOR, 0},
	{"dateModified", HK_XML_DATE, 0},
	{"dateCreated", HK_XML_DATE, 0},
	END,
};
const struct hk_xml_vocabulary hk_xml_opml = {
	.name = "OPML", .rows = opml, .meta = opml_meta};

static const struct hk_xml_row drawio[] = {
	{"diagram", HK_XML_DIAGRAM, 0},
	{"mxCell", HK_XML_CELL_HTML, 0},
	{"object", HK_XML_CELL_HTML, 0},
	{"UserObject", HK_XML_CELL_HTML, 0},
	END,
};
const struct hk_xml_vocabulary hk_xml_drawio = {.name = "draw.io",
						.rows = drawio};

/* ---- Feeds (RSS 0.9, 1.0, 2.0, Atom 1.0) and exports ---- */

static const struct hk_xml_row rss[] = {
	{"rss", HK_XML_BLOCK, 0},   {"RDF", HK_XML_BLOCK, 0},
	{"rdf", HK_XML_BLOCK, 0},   {"channel", HK_XML_BLOCK, 0},
	{"title", HK_XML_TITLE, 0}, {"description", HK_XML_BLOCK, 0},
	{"item", HK_XML_ENTRY, 0},  END,
};
static const struct hk_xml_row rss_entry[] = {
	{"title", HK_XML_TITLE, 1},
	{"link", HK_XML_URL, 2},
	{"guid", HK_XML_ID, 1},
	{"creator", HK_XML_AUTHOR, 2},
	{"author", HK_XML_AUTHOR, 1},
	{"pubDate", HK_XML_DATE, 1},
	{"date", HK_XML_DATE, 2},
	{"post_date", HK_XML_DATE, 3}, /* WordPress */
	{"category", HK_XML_TAG, 1},
	{"subject", HK_XML_TAG, 1},
	{"description", HK_XML_HTML, 1},
	{"encoded", HK_XML_HTML, 2},
	{"comments", HK_XML_DROP, 0},
	{"source", HK_XML_DROP, 0},
	{"image", HK_XML_DROP, 0},
	{"postmeta", HK_XML_DROP, 0},
	{"post_name", HK_XML_DROP, 0},
	{"post_type", HK_XML_DROP, 0},
	{"post_password", HK_XML_DROP, 0},
	{"post_date_gmt", HK_XML_DROP, 0},
	{"post_modified", HK_XML_DROP, 0},
	{"post_modified_gmt", HK_XML_DROP, 0},
	{"status", HK_XML_DROP, 0},
	{"ping_status", HK_XML_DROP, 0},
	{"comment_status", HK_XML_DROP, 0},
	{"comment_type", HK_XML_DROP, 0},
	{"comment_date", HK_XML_DROP, 0},
	{"comment_date_gmt", HK_XML_DROP, 0},
	{"comment_author_email", HK_XML_DROP, 0},
	{"comment_author_IP", HK_XML_DROP, 0},
	{"comment_author_url", HK_XML_DROP, 0},
	END,
};
const struct hk_xml_vocabulary hk_xml_rss = {.name = "RSS",
					     .rows = rss,
					     .entry = rss_entry,
					     .otherwise = HK_XML_DROP};

static const struct hk_xml_row atom[] = {
	{"feed", HK_XML_BLOCK, 0},
	{"title", HK_XML_TITLE, 0},
	{"subtitle", HK_XML_BLOCK, 0},
	{"entry", HK_XML_ENTRY, 0},
	END,
};
static const struct hk_xml_row atom_entry[] = {
	{"title", HK_XML_TITLE, 1},  {"id", HK_XML_ID, 1},
	{"link", HK_XML_URL, 1},     {"name", HK_XML_AUTHOR, 1},
	{"uri", HK_XML_DROP, 0},     {"email", HK_XML_DROP, 0},
	{"updated", HK_XML_DATE, 1}, {"modified", HK_XML_DATE, 1},
	{"issued", HK_XML_DATE, 2},  {"published", HK_XML_DATE, 3},
	{"category", HK_XML_TAG, 1}, {"summary", HK_XML_HTML, 1},
	{"content", HK_XML_HTML, 2}, {"contributor", HK_XML_DROP, 0},
	{"source", HK_XML_DROP, 0},  END,
};
const struct hk_xml_vocabulary hk_xml_atom = {.name = "Atom",
					      .rows = atom,
					      .entry = atom_entry,
					      .otherwise = HK_XML_DROP};

static const struct hk_xml_row mediawiki[] = {
	{"mediawiki", HK_XML_BLOCK, 0}, {"page", HK_XML_ENTRY, 0}, END};
/* Of a page with several revisions the last one counts. */
static const struct hk_xml_row mediawiki_entry[] = {
	{"title", HK_XML_TITLE, 1},
	{"timestamp", HK_XML_DATE, 1},
	{"username", HK_XML_AUTHOR, 1},
	{"text", HK_XML_WIKI, 1},
	{"id", HK_XML_DROP, 0},
	{"ns", HK_XML_DROP, 0},
	{"ip", HK_XML_DROP, 0},
	{"parentid", HK_XML_DROP, 0},
	{"origin", HK_XML_DROP, 0},
	{"model", HK_XML_DROP, 0},
	{"format", HK_XML_DROP, 0},
	{"sha1", HK_XML_DROP, 0},
	{"comment", HK_XML_DROP, 0},
	{"restrictions", HK_XML_DROP, 0},
	END,
};
const struct hk_xml_vocabulary hk_xml_mediawiki = {.name = "MediaWiki",
						   .rows = mediawiki,
						   .entry = mediawiki_entry,
						   .otherwise = HK_XML_DROP};

static const struct hk_xml_row evernote[] = {
	{"en-export", HK_XML_BLOCK, 0}, {"note", HK_XML_ENTRY, 0}, END};
static const struct hk_xml_row evernote_entry[] = {
	{"title", HK_XML_TITLE, 1},
	{"content", HK_XML_HTML, 1},
	{"created", HK_XML_DATE, 2},
	{"updated", HK_XML_DATE, 1},
	{"tag", HK_XML_TAG, 1},
	{"author", HK_XML_AUTHOR, 1},
	{"source-url", HK_XML_URL, 1},
	{"data", HK_XML_DROP, 0},
	{"recognition", HK_XML_DROP, 0},
	{"mime", HK_XML_DROP, 0},
	{"width", HK_XML_DROP, 0},
	{"height", HK_XML_DROP, 0},
	{"duration", HK_XML_DROP, 0},
	{"alternate-data", HK_XML_DROP, 0},
	{"source", HK_XML_DROP, 0},
	{"source-application", HK_XML_DROP, 0},
	{"latitude", HK_XML_DROP, 0},
	{"longitude", HK_XML_DROP, 0},
	{"altitude", HK_XML_DROP, 0},
	{"reminder-time", HK_XML_DROP, 0},
	{"reminder-order", HK_XML_DROP, 0},
	{"timestamp", HK_XML_DROP, 0},
	END,
};
const struct hk_xml_vocabulary hk_xml_evernote = {.name = "Evernote",
						  .rows = evernote,
						  .entry = evernote_entry,
						  .otherwise = HK_XML_DROP};

static const struct hk_xml_row kml[] = {
	{"kml", HK_XML_BLOCK, 0},
	{"Document", HK_XML_BLOCK, 0},
	{"Folder", HK_XML_SECTION, 0},
	{"name", HK_XML_HEAD, 0},
	{"description", HK_XML_BLOCK, 0},
	{"Placemark", HK_XML_ENTRY, 0},
	END,
};
static const struct hk_xml_row kml_entry[] = {
	{"name", HK_XML_TITLE, 1},	  {"description", HK_XML_HTML, 2},
	{"Snippet", HK_XML_HTML, 1},	  {"snippet", HK_XML_HTML, 1},
	{"when", HK_XML_DATE, 2},	  {"begin", HK_XML_DATE, 1},
	{"Data", HK_XML_NAMED, 0},	  {"SimpleData", HK_XML_NAMED, 0},
	{"value", HK_XML_SPACED, 0},	  {"styleUrl", HK_XML_DROP, 0},
	{"Style", HK_XML_DROP, 0},	  {"StyleMap", HK_XML_DROP, 0},
	{"LookAt", HK_XML_DROP, 0},	  {"Camera", HK_XML_DROP, 0},
	{"coordinates", HK_XML_DROP, 0},  {"coord", HK_XML_DROP, 0},
	{"altitudeMode", HK_XML_DROP, 0}, {"visibility", HK_XML_DROP, 0},
	{"open", HK_XML_DROP, 0},	  {"extrude", HK_XML_DROP, 0},
	{"tessellate", HK_XML_DROP, 0},	  END,
};
const struct hk_xml_vocabulary hk_xml_kml = {.name = "KML",
					     .rows = kml,
					     .entry = kml_entry,
					     .otherwise = HK_XML_DROP};

/* ---- Which it is, and looking up ---- */

const struct hk_xml_row *hk_xml_vocabulary_row(const struct hk_xml_row *rows,
					       struct hk_str name)
{
	for (; rows && rows->name; rows++)
		if (hk_span_same(name, hk_span_cstr(rows->name)))
			return rows;
	return NULL;
}

enum hk_xml_role hk_xml_vocabulary_role(
	const struct hk_xml_vocabulary *vocabulary, struct hk_str name)
{
	const struct hk_xml_row *row =
		hk_xml_vocabulary_row(vocabulary->rows, name);

	if (!row && vocabulary->otherwise)
		return vocabulary->otherwise;
	if (!row)
		row = hk_xml_vocabulary_row(common, name);
	return row ? row->role : HK_XML_UNKNOWN;
}

/* By the outermost element alone. */
static const struct {
	const char *root;
	const struct hk_xml_vocabulary *vocabulary;
} roots[] = {
	{"rss", &hk_xml_rss},
	{"feed", &hk_xml_atom},
	{"mediawiki", &hk_xml_mediawiki},
	{"en-export", &hk_xml_evernote},
	{"kml", &hk_xml_kml},
	{"opml", &hk_xml_opml},
	{"mxfile", &hk_xml_drawio},
	{"mxGraphModel", &hk_xml_drawio},
	{"TEI", &hk_xml_tei},
	{"TEI.2", &hk_xml_tei},
	{"teiCorpus", &hk_xml_tei},
};

const struct hk_xml_vocabulary *hk_xml_vocabulary_of(
	struct hk_str root, bool (*has)(const void *ctx, const char *name),
	const void *ctx)
{
	const struct hk_xml_row *row;

	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++)
		if (hk_span_same(root, hk_span_cstr(roots[i].root)))
			return roots[i].vocabulary;
	if (hk_span_same(root, hk_span_cstr("RDF")) && has(ctx, "item"))
		return &hk_xml_rss;
	if (has(ctx, "LawBody"))
		return &hk_xml_law;
	row = hk_xml_vocabulary_row(hk_xml_docbook.rows, root);
	if (row && row->role == HK_XML_SECTION &&
	    (has(ctx, "para") || has(ctx, "simpara") || has(ctx, "refpurpose")))
		return &hk_xml_docbook;
	return &hk_xml_generic;
}
