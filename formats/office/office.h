/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_OFFICE_H
#define HIKU_FORMATS_OFFICE_OFFICE_H

/*
 * Office files: OOXML (ECMA-376: Word, Excel, PowerPoint) and OpenDocument
 * (OASIS ODF 1.3, and OpenOffice.org's before it), in zip files or, ODF, in one
 * XML file. A file is one article; sheets and slides are headings in it. What
 * a file is its content says: its name may be wrong.
 *
 *   kind.c      which kind of office file it is
 *   office.c    the readers that formats/list.h names
 *   package.c   the parts of the zip file
 *   flow.c      from text to blocks
 *   facts.c     title, author, date, keywords
 *   word*.c     Word
 *   sheet*.c    Excel
 *   slide.c     PowerPoint
 *   drawing.c   text of shapes, charts and diagrams in all three
 *   alt.c       what is said of pictures
 *   embedded.c  files inside of it
 *   open*.c     OpenDocument
 */

#include "formats/office/flow.h"
#include "formats/office/package.h"

enum hk_office_kind {
	HK_OFFICE_NONE,
	HK_OFFICE_DOCX,
	HK_OFFICE_XLSX,
	HK_OFFICE_PPTX,
	HK_OFFICE_ODT,
	HK_OFFICE_ODS,
	HK_OFFICE_ODP,
	HK_OFFICE_XLSB, /* an Excel file in a form that is not read */
	HK_OFFICE_KINDS
};

/* Of the file that begins with `head`; HK_OFFICE_NONE if that does not tell. */
enum hk_office_kind hk_office_kind_of_head(struct hk_str head);
/* Of a type that [Content_Types].xml gives to a part, if it is a main part. */
enum hk_office_kind hk_office_kind_of_part(struct hk_str type);
/* Of the content of `mimetype`, or of the attribute office:mimetype. */
enum hk_office_kind hk_office_kind_of_mime(struct hk_str mime);

/* What stands behind the name of a sheet or slide that is hidden. */
#define HK_OFFICE_HIDDEN "（非表示）"

/* A file while it is read. */
struct hk_office {
	const struct hk_format_input *input;
	enum hk_office_kind kind;
	struct hk_office_package package; /* not of a flat ODF file */
	struct hk_str main;  /* the name of the main part; in the arena */
	struct hk_str facts; /* of the core properties; empty: the usual one */
	struct hk_office_flow flow;
	struct hk_arena arena;
	struct hk_error *err;
};

/*
 * Read what the main part leads to. HK_OK also for a file of which parts are
 * missing or broken, which is complained about. HK_EFORMAT if there is no main
 * part; HK_ENOTTEXT if it is encrypted; HK_ENOMEM, HK_EIO.
 */
enum hk_status hk_office_word(struct hk_office *office) HK_MUST_USE;
enum hk_status hk_office_sheets(struct hk_office *office) HK_MUST_USE;
enum hk_status hk_office_slides(struct hk_office *office) HK_MUST_USE;
enum hk_status hk_office_open(struct hk_office *office) HK_MUST_USE;

/* For a flat ODF file, which the parser is given in pieces. */
extern const struct hk_xml_parse_events hk_office_open_events;
struct hk_office_open *hk_office_open_new(struct hk_office *office);
void hk_office_open_free(struct hk_office_open *open);

/* What is said of a picture, as a paragraph that stands aside; not if it is the
 * name of a file. _of: from the attributes of an element. */
void hk_office_alt(struct hk_office_flow *flow, struct hk_str text);
void hk_office_alt_of(struct hk_office_flow *flow,
		      const struct hk_xml_parse_element *element);

/* Give the files inside of it, once its article was given. HK_ENOMEM, or what
 * the input's `inside` returns. */
enum hk_status hk_office_embedded(struct hk_office *office) HK_MUST_USE;

/* Read title, author and so on from a part. */
enum hk_status hk_office_facts(struct hk_office *office,
			       struct hk_office_part *part) HK_MUST_USE;
/* The same from an element of it that closes, whose text is `value`. */
enum hk_status hk_office_facts_take(struct hk_article *article,
				    struct hk_str name,
				    struct hk_str value) HK_MUST_USE;

/* What else is known of the part that a drawing is. */
enum hk_office_drawing {
	HK_OFFICE_DRAWING_ANY,
	HK_OFFICE_DRAWING_SLIDE, /* its title comes first */
	HK_OFFICE_DRAWING_NOTES, /* of a slide */
};

/* Read the text of a drawing, chart, diagram, slide, or comments: each of its
 * paragraphs, and its tables. */
enum hk_status hk_office_drawing(struct hk_office *office,
				 struct hk_office_part *part,
				 enum hk_office_drawing what) HK_MUST_USE;
/* The same for the drawings that a part's relations of this type lead to, and
 * for the charts and diagrams of these. */
enum hk_status hk_office_drawings(struct hk_office *office,
				  const struct hk_office_relations *relations,
				  const char *type) HK_MUST_USE;

/* The title unless there is one: copied as one line. HK_ENOMEM. */
enum hk_status hk_office_title(struct hk_office *office,
			       struct hk_str title) HK_MUST_USE;

/* ---- Small things of all readers of XML ---- */

/* Is an attribute's value one of those that mean true: it is there, and not 0,
 * false or off? */
bool hk_office_is_on(struct hk_str value);
/* The attribute r:id, which names a relation. */
struct hk_str hk_office_relation_id(const struct hk_xml_parse_element *element);
/* A number in decimal digits, at most `max`; `otherwise` if it is not one. */
unsigned hk_office_number(struct hk_str value, unsigned max,
			  unsigned otherwise);

/*
 * Subtrees of XML that are left out, and mc:AlternateContent, of whose choices
 * the first is taken. One struct for each document.
 */
struct hk_office_skip {
	unsigned from; /* the depth of the element that is left out; 0: none */
	unsigned chosen[16]; /* depths of AlternateContent whose choice came */
	unsigned count;
};
/* Is the element that opens part of what is left out? Begins to leave out the
 * second choice of AlternateContent. */
bool hk_office_skip_open(struct hk_office_skip *skip,
			 const struct hk_xml_parse_element *element);
/* Is the element that closes? */
bool hk_office_skip_close(struct hk_office_skip *skip,
			  const struct hk_xml_parse_element *element);
/* Leave out the element that opens. */
void hk_office_skip_it(struct hk_office_skip *skip,
		       const struct hk_xml_parse_element *element);

#endif
