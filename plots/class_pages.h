/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class_pages: a tournament as pages to read, project and print: class.html for the class, teams/NAME.html for each team. Every page is one
 * file without script or network; every text of a sheet is escaped. */
#ifndef ENTENTE_CLASS_PAGES_H
#define ENTENTE_CLASS_PAGES_H
#include "sim/class.h"
#include "sim/folder.h"

#define CLASS_FILE "class.html"

/* Write all pages; pages of teams from an earlier tournament in the folder are removed. */
bool class_pages_write(const struct folder *, const struct tournament *, struct error *err);

#endif
