/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trust_reputation: its equations (6 to 9 of the source), over the lanes of a block. */
#include "models/trust_reputation.h"
#include "sim/lane_math.h"

void KERNEL(trust_reputation_start)(struct block *);
void KERNEL(trust_reputation_policies)(struct block *);
void KERNEL(trust_reputation_step)(struct block *);
void KERNEL(trust_reputation_finish)(struct block *);

void KERNEL(trust_reputation_start)(struct block *b) {
  lane_array *restrict s = b->state;
  const lane_array *restrict in = (const lane_array *)b->input;
  for (unsigned i = 0; i < b->width; i++) {
    s[TRUST][i] = s[MEAN][i] = s[LEAST][i] = s[MOST][i] = in[INITIAL_TRUST][i];
    s[TRUST + 1][i] = in[INITIAL_TRUST + 1][i];
    s[DAMAGE][i] = in[INITIAL_DAMAGE][i];
    s[DAMAGE + 1][i] = in[INITIAL_DAMAGE + 1][i];
  }
}

/* Every term depends on the state: nothing is made beforehand. */
void KERNEL(trust_reputation_policies)(struct block *b) {
  (void)b;
}

/* One partner sees how the other acted this month. Damage is that of the month's beginning. */
static void judge(struct block *b, unsigned who) {
  const lane_array *restrict in = (const lane_array *)b->input;
  const double *restrict action = in[ACTION + 1 - who], *restrict baseline = in[BASELINE + 1 - who],
                         *restrict dependency = in[DEPENDENCY + who];
  const float *restrict noise = b->normal[1 - who];
  double *restrict trust = b->state[TRUST + who], *restrict damage = b->state[DAMAGE + who];
  for (unsigned i = 0; i < b->width; i++) {
    const double seen = action[i] + in[ACTION_NOISE][i] * (double)noise[i];
    const double signal = lane_tanh(in[KAPPA][i] * (seen - baseline[i]));
    const double gain = in[LAMBDA_PLUS][i] * signal * (1 - trust[i]) * (1 - damage[i]);
    const double loss = in[LAMBDA_MINUS][i] * signal * trust[i] * (1 + in[XI][i] * dependency[i]);
    const double harm = in[MU][i] * lane_positive(-signal) * (1 - damage[i]);
    trust[i] = lane_clip(trust[i] + (signal > 0 ? gain : loss), 0, 1);
    damage[i] = lane_clip(damage[i] + harm - in[DELTA][i] * damage[i], 0, 1);
  }
}

/* Running mean and squares of A's trust (B. P. Welford 1962, Technometrics 4, 419-420). */
static void remember(struct block *b) {
  lane_array *restrict s = b->state;
  const double values = b->month + 1;
  for (unsigned i = 0; i < b->width; i++) {
    const double trust = s[TRUST][i], gap = trust - s[MEAN][i], mean = s[MEAN][i] + gap / values;
    s[SQUARES][i] += gap * (trust - mean);
    s[MEAN][i] = mean;
    s[LEAST][i] = lane_min(s[LEAST][i], trust);
    s[MOST][i] = lane_max(s[MOST][i], trust);
  }
}

void KERNEL(trust_reputation_step)(struct block *b) {
  judge(b, 0);
  judge(b, 1);
  remember(b);
}

void KERNEL(trust_reputation_finish)(struct block *b) {
  const lane_array *restrict s = (const lane_array *)b->state;
  lane_array *restrict out = b->outcome;
  for (unsigned i = 0; i < b->live; i++) {
    for (unsigned who = 0; who < 2; who++) {
      out[TRUST_END + who][i] = s[TRUST + who][i];
      out[DAMAGE_END + who][i] = s[DAMAGE + who][i];
    }
    out[TRUST_MEAN][i] = s[MEAN][i];
    out[TRUST_SD][i] = sqrt(s[SQUARES][i] / (b->end_month[i] + 1));
    out[TRUST_RANGE][i] = s[MOST][i] - s[LEAST][i];
  }
}
