/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_XML_PARSE_WHY_H
#define HIKU_FORMATS_XML_PARSE_WHY_H

/* What expat's number for an error, an enum XML_Error, says about the document:
 * a constant. */
const char *hk_xml_parse_why(int error);

#endif
