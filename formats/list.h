/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_LIST_H
#define HIKU_FORMATS_LIST_H

/*
 * The list of formats, for C and for scripts: a new format is a row here and
 * a file that defines hk_format_NAME. A row is
 *
 *	FORMAT(NAME, SUFFIXES, ABOUT)
 *
 * NAME as --format, `type:` and messages have it; SUFFIXES of file names,
 * lower case, without the dot, separated by blanks; ABOUT one line for help,
 * manual page and README.
 *
 * Formats are asked in this order whether a file looks like one of theirs, so
 * that an EPUB is recognised before the zip file that it is, a flat
 * OpenDocument before the XML, and a mailbox before its first message.
 */
#define HK_FORMAT_LIST(FORMAT)                                                 \
	FORMAT(text, "txt text", "plain text")                                 \
	FORMAT(aozora, "", "texts of Aozora Bunko, with furigana and notes")   \
	FORMAT(markdown, "md markdown mkd", "Markdown, with front matter")     \
	FORMAT(docx, "docx docm dotx dotm", "Word documents")                  \
	FORMAT(xlsx, "xlsx xlsm xltx xltm", "Excel workbooks, all sheets")     \
	FORMAT(pptx, "pptx pptm ppsx ppsm potx potm",                          \
	       "PowerPoint presentations, by slide")                           \
	FORMAT(odt, "odt ott odm fodt sxw", "OpenDocument texts")              \
	FORMAT(ods, "ods ots fods sxc",                                        \
	       "OpenDocument spreadsheets, all sheets")                        \
	FORMAT(odp, "odp otp fodp odg otg fodg sxi sxd",                       \
	       "OpenDocument presentations and drawings, by slide")            \
	FORMAT(html, "html htm xhtml xht", "web pages")                        \
	FORMAT(xml,                                                            \
	       "xml rdf rss atom kml enex opml drawio tei dbk docbook svg",    \
	       "XML: laws, TEI, DocBook, feeds, exports of wikis and notes")   \
	FORMAT(roff,                                                           \
	       "roff man mdoc 1 2 3 4 5 6 7 8 9 n 1p 3p 1x 3x 3pm 1ssl 3ssl",  \
	       "manual pages in man(7) or mdoc(7)")                            \
	FORMAT(mbox, "mbox", "mailboxes: each message is an article")          \
	FORMAT(mail, "eml", "mail: a message a file, as in a Maildir")         \
	FORMAT(epub, "epub", "EPUB books: each chapter is an article")         \
	FORMAT(chm, "chm", "Windows help (CHM): each page is an article")      \
	FORMAT(archive,                                                        \
	       "zip tar tgz gz xz txz bz2 tbz2 zst lz4 z taz lzh lha 7z",      \
	       "archives and compressed files: their members are read")        \
	FORMAT(pdf, "pdf", "PDF, by page")                                     \
	FORMAT(rtf, "rtf", "Rich Text Format")                                 \
	FORMAT(csv, "csv", "comma-separated tables: each row is an article")   \
	FORMAT(tsv, "tsv tab", "tab-separated tables: each row is an article") \
	FORMAT(json, "json geojson",                                           \
	       "JSON: records, chats, exports; each is an article")            \
	FORMAT(ipynb, "ipynb", "notebooks of Jupyter")                         \
	FORMAT(jsonl, "jsonl ndjson", "JSON Lines: each line is an article")   \
	FORMAT(adoc, "adoc asciidoc asc", "AsciiDoc")                          \
	FORMAT(org, "org", "Org mode")                                         \
	FORMAT(rst, "rst rest", "reStructuredText")                            \
	FORMAT(tex, "tex ltx latex sty cls dtx", "LaTeX")                      \
	FORMAT(texi, "texi texinfo txi", "Texinfo")                            \
	FORMAT(re, "re", "Re:VIEW")                                            \
	FORMAT(rd, "rd", "RD, the documents of Ruby")                          \
	FORMAT(textile, "textile redmine", "Textile")                          \
	FORMAT(mediawiki, "mediawiki wiki wikitext", "pages of MediaWiki")     \
	FORMAT(vimhelp, "jax", "help files of Vim")                            \
	FORMAT(po, "po pot", "translations of gettext")                        \
	FORMAT(srt, "srt", "subtitles of SubRip")                              \
	FORMAT(vtt, "vtt", "subtitles of WebVTT")                              \
	FORMAT(ass, "ass ssa", "subtitles of SubStation Alpha")                \
	FORMAT(ics, "ics ifb vcs", "iCalendar: each entry is an article")      \
	FORMAT(vcf, "vcf vcard", "vCard: each card is an article")             \
	FORMAT(kindle, "", "clippings of a Kindle: each is an article")        \
	FORMAT(line, "", "talks of LINE: each day is an article")

#endif
