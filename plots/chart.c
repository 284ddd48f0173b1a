/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart.h"
#include <stdlib.h>

void picture_free(struct picture *picture) {
  free(picture->headline);
  free(picture->subtitle);
  free(picture->caption);
  free(picture->alt);
  free(picture->script);
  data_table_free(&picture->data);
  *picture = (struct picture){0};
}
