import { canonicalJson } from '#server/canonical-json.ts';
import type { StoredRecord } from './check-history.ts';

/** Whether the store holds what the app holds: every record once, none lost, none extra, deleted ones deleted. */
export function checkApp(app: ReadonlyMap<string, unknown>, stored: readonly StoredRecord[]): string[] {
  const broken: string[] = [];
  const alive = new Map<string, StoredRecord>();
  for (const record of stored) {
    if (record.action === 'deleted') continue;
    if (alive.has(record.id)) broken.push(`${record.id} is stored twice.`);
    alive.set(record.id, record);
    if (!app.has(record.id)) broken.push(`${record.id} is stored, but the app has it no longer.`);
  }
  for (const [id, contact] of app) {
    const record = alive.get(id);
    if (!record) broken.push(`${id} is lost: the app has it, the store does not.`);
    else if (canonicalJson(JSON.parse(record.data)) !== canonicalJson(contact)) broken.push(`${id} is out of date.`);
  }
  return broken;
}
