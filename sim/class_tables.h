/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class_tables: a tournament as CSV files: ranking.csv (a row a plan), choices.csv (a row a plan and parameter that teams may set),
 * luck.csv (a row a figure), problems.csv (a row a reason why a team does not take part). */
#ifndef ENTENTE_CLASS_TABLES_H
#define ENTENTE_CLASS_TABLES_H
#include "class.h"
#include "folder.h"

#define PAGES_FOLDER "teams/"

/* Each file whole or not at all. The same bytes whatever the threads, the vector width and the names of files. */
bool class_tables_write(const struct folder *, const struct tournament *, struct error *err);

#endif
