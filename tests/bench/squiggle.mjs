// SPDX-License-Identifier: GPL-3.0-or-later
// node squiggle.mjs SAMPLES FOLDER: a product of ten distributions with five quantiles in squiggle, as installed in FOLDER/node_modules.
// Prints CPU seconds, wall seconds (start of node and loading excluded, warmed up once), samples, and the median.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const samples = Number(process.argv[2]);
const require = createRequire(resolve(process.argv[3], "from.cjs"));
const folder = require.resolve.paths("@quri/squiggle-lang")[0];
const { run } = await import(pathToFileURL(resolve(folder, "@quri/squiggle-lang/dist/index.js")));

const product = `product = normal(10, 1) * uniform(1, 2) * lognormal(0, 0.2) * beta(2, 5) * triangular(1, 2, 4) *
  gamma(4, 0.5) * exponential(1) * normal(5, 0.5) * uniform(0.5, 1.5) * lognormal(0.5, 0.1)
[quantile(product, 0.05), quantile(product, 0.25), quantile(product, 0.5), quantile(product, 0.75), quantile(product, 0.95)]`;

async function quantiles(count) {
  const output = await run(product, { environment: { sampleCount: count, xyPointLength: 1000, seed: "1" } });
  if (!output.result.ok) throw new Error(output.result.value.toString());
  return output.result.value.result.asJS();
}

await quantiles(1000);
const cpu = process.cpuUsage();
const wall = process.hrtime.bigint();
const found = await quantiles(samples);
const took = process.cpuUsage(cpu);
console.log((took.user + took.system) / 1e6, Number(process.hrtime.bigint() - wall) / 1e9, samples, found[2]);
