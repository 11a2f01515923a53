import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Contract } from '#connectors/kit/contract.ts';
import { exitWithSentence } from '#server/boot/exit-with-sentence.ts';
import { env } from '#server/env.ts';
import { loadContracts } from './load-contracts.ts';
import { type ConnectorResult, runConnector, unusable } from './run-connector.ts';
import { runTable } from './run-table.ts';
import { loadWitness } from './witness.ts';

/**
 * `npm run test:contracts [-- --json] [slug …]`: every request that a connector can send, judged by the app's own description.
 * `SPECS_DIR` names the folder of the descriptions.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
  const folder = env().SPECS_DIR;
  const results: ConnectorResult[] = [];
  const skipped: string[] = [];
  if (!existsSync(folder)) skipped.push(`Nothing was judged: there are no API descriptions at ${folder} (SPECS_DIR).`);
  for (const found of existsSync(folder) ? await loadContracts(env().PORTICO_CONNECTORS, positionals) : []) {
    if ('reason' in found) {
      results.push(unusable(found.slug, found.reason));
      continue;
    }
    const { loaded, contract } = found;
    const witnesses = contract.descriptions.map((description) => loadWitness(folder, description, keysOf(contract)));
    const present = witnesses.filter((witness) => witness !== undefined);
    const missing = contract.descriptions.filter((_, index) => witnesses[index] === undefined).map(({ name }) => name);
    if (missing.length > 0) skipped.push(`${loaded.slug}: ${missing.join(', ')} is not in ${folder}.`);
    if (present.length > 0 || contract.descriptions.length === 0)
      results.push(await runConnector(loaded, contract, present));
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ results, skipped }, null, 2)}\n`);
  else process.stdout.write(`${runTable(results)}${skipped.map((reason) => `\n${reason}\n`).join('')}`);
  process.exitCode = results.some(({ refused, failed }) => refused + failed > 0) ? 1 : 0;
}

const keysOf = ({ objects = {} }: Contract) => Object.values(objects).flatMap(({ key }) => key ?? []);

await main().catch(exitWithSentence);
