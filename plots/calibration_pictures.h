/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibration_pictures: what a calibration found, as pictures and as a report.
 *
 * plots/unknowns.svg: each unknown's range, its interval and its best value. plots/points.svg, after abc: where the accepted points lie, one
 * unknown at a time and in pairs. report.html has both with the tables. */
#ifndef ENTENTE_CALIBRATION_PICTURES_H
#define ENTENTE_CALIBRATION_PICTURES_H
#include "chart.h"
#include "sim/calibrate_results.h"

/* Unknowns that the pairs of one picture hold. */
enum { PAIRED_MOST = 5 };

/* Into a zeroed picture; script NULL where there is nothing to draw. */
bool calibration_unknowns_draw(struct picture *picture, const struct calibration_results *results, enum layout layout, struct error *err);
bool calibration_points_draw(struct picture *picture, const struct calibration_results *results, enum layout layout, struct error *err);

/* Draw and write all. A picture that cannot be drawn does not keep the report from being written: then false, status STATUS_PICTURE. */
bool calibration_pictures_write(const struct folder *folder, const struct calibration_results *results, const atomic_int *stop,
                                struct error *err);
/* Remove what an earlier calibration has drawn. */
bool calibration_pictures_clear(const struct folder *folder, struct error *err);

#endif
