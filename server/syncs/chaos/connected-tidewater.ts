import { z } from 'zod';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { withTenant } from '#server/db/tenant.ts';
import { resetEnv } from '#server/env.ts';
import { type Sandbox, startSandbox } from '../../../e2e/sandbox/sandbox.ts';
import { allRows, app, connect, control, type Tokens } from '../../../e2e/sandbox/test-visitor.ts';
import { type SeededSync, seedSync } from '../test-sync.ts';
import { AppLedger } from './app-ledger.ts';
import { BadRoad } from './bad-road.ts';
import { type Chance, chanceOf } from './chance.ts';

const accessTtlS = 24 * 3600;
const changed = z.object({ created: z.array(z.string()), updated: z.array(z.string()), deleted: z.array(z.string()) });

interface Parts {
  sandbox: Sandbox;
  tokens: Tokens;
  seeded: SeededSync;
  secretKey: string;
  road: BadRoad;
  ledger: AppLedger;
}

/** Tidewater with an account that a customer has connected, and the sync that reads its contacts. */
export class ConnectedTidewater {
  readonly #sandbox: Sandbox;
  readonly #tokens: Tokens;
  readonly #ids: string[] = [];
  readonly changes = { created: 0, updated: 0, deleted: 0 };
  readonly seeded: SeededSync;
  readonly secretKey: string;
  /** What the workers reach it by. */
  readonly road: BadRoad;
  readonly ledger: AppLedger;

  private constructor({ sandbox, tokens, seeded, secretKey, road, ledger }: Parts) {
    this.#sandbox = sandbox;
    this.#tokens = tokens;
    this.seeded = seeded;
    this.secretKey = secretKey;
    this.road = road;
    this.ledger = ledger;
  }

  /** Signs in, consents and trades the code like a browser and a backend would, then stores what came of it. */
  static async start({ records, seed }: { records: number; seed: number }): Promise<ConnectedTidewater> {
    const ledger = new AppLedger();
    const sandbox = await startSandbox({
      port: 0,
      contacts: records,
      ratePer10s: 1_000_000,
      accessTtlS,
      onContact: (_, event) => ledger.note(event),
    });
    let road: BadRoad | undefined;
    try {
      road = await BadRoad.start(`http://127.0.0.1:${sandbox.port}`, chanceOf(seed, 'road'));
      const origin = `http://localhost:${road.port}`;
      process.env.PORTICO_EGRESS_ALLOW = `localhost:${road.port}`;
      resetEnv();
      await control(sandbox, 'clients', app);
      const tokens = await connect(sandbox);
      const seeded = await seedSync({
        connector: 'tidewater',
        object: 'contact',
        label: 'contacts',
        credential: {
          kind: 'oauth2',
          accessToken: tokens.access_token,
          refreshToken: tokens.refresh_token,
          expiresAt: new Date(Date.now() + tokens.expires_in * 1000).toISOString(),
          tokenType: 'Bearer',
          scope: tokens.scope.split(' '),
        },
        prepare: async (tx) => {
          const { clientId, clientSecret } = app;
          await saveOauthApp(tx, { connector: 'tidewater', clientId, clientSecret, parameters: { origin } });
        },
      });
      const { secret } = await withTenant({ environmentId: seeded.environmentId }, (tx) =>
        createApiKey(tx, { name: 'chaos' }),
      );
      const tidewater = new ConnectedTidewater({ sandbox, tokens, seeded, secretKey: secret, road, ledger });
      for (const [id, contact] of await tidewater.contacts()) {
        tidewater.#ids.push(id);
        ledger.begin(id, contact);
      }
      return tidewater;
    } catch (error) {
      await road?.close();
      await sandbox.close();
      throw error;
    }
  }

  /** How long each answer takes at least, so that a pass lasts long enough to be cut off in its middle. */
  async answerSlowly(slowMs: number): Promise<void> {
    await control(this.#sandbox, 'faults', { slowMs });
  }

  /** Creates, changes and deletes a few contacts. */
  async change(chance: Chance): Promise<void> {
    const gone = new Set(chance.some(this.#ids, chance.whole(4)));
    const update = chance.some(this.#ids, chance.whole(40)).filter((id) => !gone.has(id));
    const body = { create: chance.whole(8), update, delete: [...gone] };
    const { created, updated, deleted } = changed.parse(await control(this.#sandbox, 'contacts', body));
    const kept = this.#ids.filter((id) => !gone.has(id));
    this.#ids.splice(0, this.#ids.length, ...kept, ...created);
    this.changes.created += created.length;
    this.changes.updated += updated.length;
    this.changes.deleted += deleted.length;
  }

  /** What Tidewater itself says that it has, by id. */
  async contacts(): Promise<Map<string, unknown>> {
    const rows = await allRows(this.#sandbox, this.#tokens.access_token, { limit: '200' });
    return new Map(rows.map((row) => [row.id, row]));
  }

  async close(): Promise<void> {
    await this.road.close();
    await this.#sandbox.close();
  }
}
