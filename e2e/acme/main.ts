import { startAcme } from './acme.ts';
import { readSettings, StartError } from './settings.ts';

async function run(): Promise<void> {
  const report = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const acme = await startAcme({ ...readSettings(process.env), report });
  process.stdout.write(`acme ready on ${acme.origin}\n`);
  const end = () => void acme.close();
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

run().catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
