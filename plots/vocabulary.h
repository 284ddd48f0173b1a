/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vocabulary: the elements, attributes and values that gnuplot's SVG terminal draws with, and no others. */
#ifndef ENTENTE_VOCABULARY_H
#define ENTENTE_VOCABULARY_H
#include "xml.h"

bool vocabulary_has_element(struct xml_span name);
bool vocabulary_has_attribute(struct xml_span name);
/* Whether text may stand directly inside the element. */
bool vocabulary_holds_text(struct xml_span element);
/* Whether a value is of the few characters that gnuplot writes, which make no address: a reference can only be "#id" or url(#id). */
bool vocabulary_allows(struct xml_span attribute, struct xml_span value);

#endif
