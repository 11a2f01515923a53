import { exitWithSentence } from '#server/boot/exit-with-sentence.ts';
import type { Bench } from './bench-part.ts';
import { readBenchSettings } from './bench-settings.ts';
import { Endings } from './endings.ts';
import { tableOf } from './table.ts';

/** A part is loaded when it is asked for: what one of them needs is no burden to the others. */
const parts: Record<string, () => Promise<Bench>> = {
  start: async () => (await import('./start/bench-start.ts')).benchStart,
  sync: async () => (await import('./sync/bench-sync.ts')).benchSync,
  dispatch: async () => (await import('./dispatch/bench-dispatch.ts')).benchDispatch,
  api: async () => (await import('./api/bench-api.ts')).benchApi,
  proxy: async () => (await import('./proxy/bench-proxy.ts')).benchProxy,
  hooks: async () => (await import('./hooks/bench-hooks.ts')).benchHooks,
  refresh: async () => (await import('./refresh/bench-refresh.ts')).benchRefresh,
  embed: async () => (await import('./embed/bench-embed.ts')).benchEmbed,
  catalogue: async () => (await import('./catalogue/bench-catalogue.ts')).benchCatalogue,
  mapping: async () => (await import('./mapping/bench-mapping.ts')).benchMapping,
  isolation: async () => (await import('./isolation/bench-isolation.ts')).benchIsolation,
  memory: async () => (await import('./memory/bench-memory.ts')).benchMemory,
  openapi: async () => (await import('./openapi/bench-openapi.ts')).benchOpenapi,
};

/** `npm run bench [-- part … --json]`: each row beside a floor that was measured in the same run. */
async function main(): Promise<void> {
  const settings = readBenchSettings(process.argv.slice(2), Object.keys(parts));
  const endings = new Endings();
  const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
  try {
    const rows = [];
    for (const part of settings.parts) {
      const bench = await parts[part]?.();
      say(`${part} …`);
      rows.push(...((await bench?.({ ...settings, say, endings })) ?? []));
      await endings.run();
    }
    process.stdout.write(settings.json ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows));
  } finally {
    await endings.run();
  }
}

await main().catch(exitWithSentence);
