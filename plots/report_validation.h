/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report_validation: validation.html, one file that needs no network and no script: how the model stands to the published facts, in words,
 * pictures and tables. */
#ifndef ENTENTE_REPORT_VALIDATION_H
#define ENTENTE_REPORT_VALIDATION_H
#include "sim/folder.h"
#include "sim/validate.h"

#define VALIDATION_REPORT "validation.html"

/* A picture that cannot be drawn does not keep the report from being written: then false with one sentence and status STATUS_PICTURE.
 * parallel: processes at once; 0: as many as there are processors. */
bool validation_report(const struct folder *, const struct validation *, unsigned parallel, const atomic_int *stop, struct error *err);

#endif
