import { Client, escapeIdentifier } from 'pg';

// Sorted by bytes, which is fast and the same everywhere; upper and lower case of every script, which search needs.
const unicode = "template template0 locale_provider builtin builtin_locale 'C.UTF-8'";

/** Creates a database if it is not there; `template` clones one, which nobody may be connected to. */
export async function createDatabase(serverUrl: string, name: string, template?: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount) return;
    await client.query(
      `create database ${escapeIdentifier(name)} ${template ? `template ${escapeIdentifier(template)}` : unicode}`,
    );
  } finally {
    await client.end();
  }
}

export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  } finally {
    await client.end();
  }
}
