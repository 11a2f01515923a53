import { hash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LoadedConnector } from '#connectors/registry.ts';
import type { SyncMapping } from '#server/mapping/load-mapping.ts';
import { markOf } from './page-watch.ts';
import type { SyncRow } from './sync.table.ts';

interface Reader {
  connector: LoadedConnector;
  sync: Pick<SyncRow, 'object' | 'keep_raw' | 'mapping_version'>;
  /** The customer's answers. */
  settings: unknown;
  mapping: SyncMapping | undefined;
}

/**
 * A mark of all that decides what is made of an app's answer: what was known of a stream's pages is of use only while
 * it is the same.
 */
export function readerMark({ connector, sync, settings, mapping }: Reader): string {
  // Links may be others by the next pass: what they make of an answer is known for this one only.
  const links = mapping === undefined || mapping.linked.length === 0 ? '' : randomUUID();
  const codes = [ours(), ofConnector(connector), links];
  return markOf(
    JSON.stringify([codes, connector.connector.version, sync.object, sync.keep_raw, sync.mapping_version, settings]),
  );
}

const root = join(import.meta.dirname, '../..');
let known: string | undefined;

function ours(): string {
  known ??= ofFiles(
    ['connectors/kit', 'server/runtime', 'server/mapping', 'server/syncs/read-row.ts'].map((path) => join(root, path)),
  );
  return known;
}

const marks = new WeakMap<object, string>();

/** Of its code; of one that is data, only this process knows that it has not changed. */
function ofConnector({ connector, iconPath }: LoadedConnector): string {
  const mark = marks.get(connector) ?? (iconPath === '' ? randomUUID() : ofFiles([dirname(iconPath)]));
  marks.set(connector, mark);
  return mark;
}

function ofFiles(paths: readonly string[]): string {
  const visit = (path: string): string[] => {
    if (statSync(path).isDirectory()) return readdirSync(path).sort().flatMap((name) => visit(join(path, name))); // biome-ignore format: one thought
    return path.endsWith('.ts') && !path.endsWith('.test.ts') ? [hash('sha256', readFileSync(path), 'hex')] : [];
  };
  return hash('sha256', paths.flatMap(visit).join(), 'hex');
}
