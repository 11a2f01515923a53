import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A fresh folder for the data of one Portico. Open to those who know its name, unlike what mkdtemp makes: root hands
 * PostgreSQL to another user, who could not enter it, and the database would go to /var/lib and stay there.
 */
export function makeDataFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `portico-${purpose}-`));
  chmodSync(folder, 0o755);
  return folder;
}
