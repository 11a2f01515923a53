import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judge } from '../contracts/judge.ts';
import { declared, sampleInput, sampleRequest } from '../contracts/sample-request.ts';
import type { Description } from './description.ts';
import { importDescription } from './import-description.ts';
import { readDescription } from './read-description.ts';

const folder = process.env.SPECS_DIR ?? '../shared/specs';
const isThere = existsSync(folder);
if (!isThere) process.stdout.write(`Skipped: there are no API descriptions at ${folder} (SPECS_DIR).\n`);

/** Every file that says of itself that it describes requests. */
function descriptions(): { file: string; description: Description }[] {
  const files = readdirSync(folder).filter((name) => /\.(json|ya?ml)$/.test(name));
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const isDescription = /"?(openapi|swagger|discoveryVersion)"?\s*:/.test(text.slice(0, 20_000));
    return isDescription ? [{ file, description: readDescription(text) }] : [];
  });
}

test.runIf(isThere)('at least 95 % of the operations of every description that makers publish become actions', () => {
  for (const { file, description } of descriptions()) {
    const { report } = importDescription(description);
    expect(report.share, file).toBeGreaterThanOrEqual(0.95);
  }
});

test.runIf(isThere)('200 actions, taken evenly from all, each send a request that its description calls valid', () => {
  const all = descriptions().flatMap(({ file, description }) => {
    const { definition } = importDescription(description);
    const connector = declared(definition);
    return Object.keys(connector.actions).map((name) => ({ file, description, definition, connector, name }));
  });
  const step = all.length / Math.min(200, all.length);
  const sample = Array.from({ length: Math.min(200, all.length) }, (_, index) => all[Math.floor(index * step)]);
  const refused = sample.flatMap((action) => {
    if (action === undefined) return [];
    const { file, description, definition, connector, name } = action;
    const verdict = judge(description, sampleRequest(description, connector, name, sampleInput(definition, name)));
    return verdict.ok ? [] : [`${file} ${name}: ${verdict.reasons.join('; ')}`];
  });
  process.stdout.write(
    `Sampled requests: ${sample.length - refused.length} of ${sample.length} valid, of ${all.length} actions.\n`,
  );
  expect(refused).toEqual([]);
});
