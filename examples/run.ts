import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWithSentence } from '#server/boot/exit-with-sentence.ts';
import { AppError } from '#server/errors.ts';
import { readDemoFile } from '../demo/demo-file.ts';
import { examplesPort } from '../demo/demo-settings.ts';
import { buildExample, exampleNames } from './build-example.ts';
import { serveExample } from './serve-example.ts';

const usage = `npm run example html|react|vue [-- --port ${examplesPort} --data .portico --react 18|19]`;

const root = join(import.meta.dirname, '..');

/** `npm run example <name>`: one small page with the tab in it, against the demo that runs. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: String(examplesPort) },
      data: { type: 'string', default: '.portico' },
      react: { type: 'string', default: '18' },
    },
  });
  const name = exampleNames.find((known) => known === positionals[0]);
  if (!name) throw new AppError('misconfigured', 'Say which example.', { remedy: usage });
  const demo = readDemoFile(values.data);
  const [customer] = demo?.customers ?? [];
  if (!demo || !customer)
    throw new AppError('misconfigured', `No demo has run in ${values.data} yet.`, {
      remedy: 'Start npm run demo first.',
    });

  const reactFrom = values.react === '19' ? root : join(root, 'examples/react');
  const files = await buildExample({ name, portico: demo.console, reactFrom });
  await serveExample({
    files,
    port: Number(values.port),
    portico: demo.console,
    person: {
      privateKey: demo.embedKey.privateKey,
      keyId: demo.embedKey.id,
      environment: demo.environment,
      customer: customer.externalId,
      customerName: customer.name,
      user: customer.email,
      name: 'Gwen of Globex',
      email: customer.email,
      role: 'admin',
    },
  });
  process.stdout.write(`The example ${name} is ready on http://localhost:${values.port}. Ctrl-C ends it.\n`);
}

await main().catch(exitWithSentence);
