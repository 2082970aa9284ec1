/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/xml/parse_why.h"

#ifdef HK_HAVE_EXPAT

#include <expat.h>

#include "base/error.h"

const char *hk_xml_parse_why(int error)
{
	switch (error) {
	case XML_ERROR_TAG_MISMATCH:
		return HK_MESSAGE("an element is closed by another one's tag");
	case XML_ERROR_NO_ELEMENTS:
	case XML_ERROR_UNCLOSED_TOKEN:
	case XML_ERROR_PARTIAL_CHAR:
	case XML_ERROR_ASYNC_ENTITY:
		return HK_MESSAGE("it ends too early");
	case XML_ERROR_UNCLOSED_CDATA_SECTION:
		return HK_MESSAGE("a CDATA section is not closed");
	case XML_ERROR_DUPLICATE_ATTRIBUTE:
		return HK_MESSAGE("an attribute comes twice in a tag");
	case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
		return HK_MESSAGE("something follows its outermost element");
	case XML_ERROR_MISPLACED_XML_PI:
		return HK_MESSAGE("an XML declaration is not at the beginning");
	case XML_ERROR_RECURSIVE_ENTITY_REF:
		return HK_MESSAGE("an entity refers to itself");
	case XML_ERROR_AMPLIFICATION_LIMIT_BREACH:
		return HK_MESSAGE("its entities make it too long");
	default:
		return HK_MESSAGE("it is not well-formed");
	}
}

#endif
