import type { LoggedEntries } from '../../core/contract.ts';
import { sayWhy } from '../phrases/say-why.ts';
import type { Tab } from '../tab-context.ts';

type Entry = Pick<LoggedEntries['entries'][number], 'sentence' | 'code' | 'values'>;
type Speaker = Pick<Tab, 't' | 'words'>;

/** A line of the log, likewise. */
export function sayEntry(speaker: Speaker, { code, values = {}, sentence }: Entry): string {
  const { t, words } = speaker;
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  if (code === 'run_failed') return sayWhy(speaker, { code: said.class, values: said, sentence });
  if (code === 'needs_reconnect') return sayWhy(speaker, { code: said.reason, values: said, sentence });
  const key = `log.${code}`;
  if (!code || !words.has(key)) return sentence;
  return t(key, { ...values, parts: words.list(countsOf(speaker, values)) });
}

const COUNTS = [
  ['added', 'log.new'],
  ['updated', 'log.updated'],
  ['deleted', 'log.deleted'],
  ['failed', 'log.failed'],
] as const;

/** What became of records, by number: "3 new", "2 changed"; nothing of which there is none. */
export const countsOf = ({ t }: Pick<Speaker, 't'>, values: Record<string, unknown> | object): string[] =>
  COUNTS.flatMap(([name, key]) => {
    const count = Number(Reflect.get(values, name) ?? 0);
    return count > 0 ? [t(key, { count })] : [];
  });
