import { exitWithSentence } from '#server/boot/exit-with-sentence.ts';
import { type ChaosSettings, chaosUsage, readChaosSettings } from './chaos-settings.ts';
import { reportOf, verdictOf } from './report.ts';
import { runChaos } from './run-chaos.ts';

/** `npm run test:chaos`: kills workers in the middle of a sync, and shows that nothing was lost or doubled. */
async function main(settings: ChaosSettings): Promise<void> {
  process.stdout.write(
    `Seed ${settings.seed}. ${settings.records} contacts, ${settings.kills} kills, ${settings.workers} workers.\n`,
  );
  const ends: (() => Promise<void>)[] = [];
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= endAll(ends);
    return ending;
  };
  // What was started ends on every way out; workers and database end even if this process is killed.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end().finally(() => process.exit(130)));
  try {
    const began = Date.now();
    const result = await runChaos(settings, ends);
    process.stdout.write(reportOf(result, { seconds: (Date.now() - began) / 1000 }));
    await end();
    process.stdout.write(`${verdictOf(result, settings)}\n`);
    process.exitCode = result.broken.length === 0 ? 0 : 1;
  } catch (error) {
    await end();
    throw error;
  }
}

async function endAll(ends: (() => Promise<void>)[]): Promise<void> {
  for (const end of ends.reverse()) await end().catch((error: unknown) => process.stderr.write(`${error}\n`));
}

try {
  const settings = readChaosSettings(process.argv.slice(2));
  if (settings === 'help') process.stdout.write(`${chaosUsage}\n`);
  else await main(settings);
} catch (error) {
  exitWithSentence(error);
}
