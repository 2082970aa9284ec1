/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_PACKER_PRIVATE_H
#define HIKU_SHIM_PACKER_PRIVATE_H

/* What shim/load.cc needs of shim/packer.cc. */

#include <stdexcept>
#include <string>

#include <xapian.h>

#include "shim/packer.h"

/* The first byte of what was packed: is it deflated? */
constexpr char XAP_PACKED = 'z', XAP_PLAIN = '-';

/* HK_ETOOBIG, HK_EFORMAT: see xap_doc_add_term(). (shim/doc.cc) */
enum hk_status xap_check_term(struct hk_str term, struct hk_error *err);

/* The tag as it was. Throws. */
std::string xap_unpack(struct hk_str tag);
/* Add the terms of an unpacked list. Throws. */
void xap_unpack_terms(Xapian::Document &doc, const std::string &list);

#endif
