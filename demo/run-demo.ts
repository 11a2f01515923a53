import { randomBytes } from 'node:crypto';
import { checkPort } from '#server/boot/check-port.ts';
import { startPortico } from '#server/boot/start-portico.ts';
import { redirectUri } from '#server/catalog/oauth-apps.ts';
import { controlDb } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type Companion, startCompanion } from './companion.ts';
import { type DemoFile, demoFile, readDemoFile, writeDemoFile } from './demo-file.ts';
import { type DemoSettings, demoUsage, readDemoSettings } from './demo-settings.ts';
import { appendEgressAllow } from './egress-allow.ts';
import { ensurePlaces, type PlacesDatabase } from './places.ts';
import { say, sayReady } from './say.ts';
import { seedOffer, seedVendor } from './seed.ts';

/** Starts PostgreSQL, Portico, a worker, the vendor's product and the third-party app, seeds them, and says where they are. */
export async function runDemo(argv: string[]): Promise<void> {
  const settings = readDemoSettings(argv, process.env);
  if (settings === 'help') return void process.stdout.write(`${demoUsage}\n`);
  setEnvironment(settings);
  await checkPort(settings.acmePort, settings.host, '--acme-port (or ACME_PORT)');
  await checkPort(settings.sandboxPort, settings.host, '--sandbox-port (or TIDEWATER_PORT)');

  const origins = {
    acme: `http://localhost:${settings.acmePort}`,
    sandbox: `http://localhost:${settings.sandboxPort}`,
  };
  const companions: Companion[] = [];
  let file: DemoFile | undefined;
  const { url } = await startPortico({
    onProgress: say,
    seed: async (database) => {
      if (!database.adminUrl)
        throw new AppError('misconfigured', 'The demo brings its own PostgreSQL.', {
          remedy: 'Unset DATABASE_URL, or use npm start.',
        });
      const known = readDemoFile(settings.dataDir);
      const places = await ensurePlaces(
        database.adminUrl('postgres'),
        database.adminUrl,
        known?.places.password ?? randomBytes(12).toString('base64url'),
        say,
      );
      appendEgressAllow(`${places.host}:${places.port}`);
      const vendor = known ?? {
        ...(await seedVendorOnce()),
        client: { id: 'acme', secret: randomBytes(18).toString('base64url') },
      };
      file = demoOf(settings, origins, vendor, places);
      await seedOffer({
        environment: file.environment,
        acmeOrigin: origins.acme,
        sandboxOrigin: origins.sandbox,
        client: file.client,
      });
      writeDemoFile(settings.dataDir, file);
    },
    afterServe: async () => {
      if (!file) return;
      companions.push(await startTidewater(settings, origins.sandbox, file));
      companions.push(await startAcme(settings, origins.acme, file));
    },
    beforeStop: async () => {
      for (const companion of companions.reverse()) await companion.stop();
    },
  });
  if (file) sayReady(url, file, demoFile(settings.dataDir));
}

function setEnvironment(settings: DemoSettings): void {
  process.env.PORTICO_PORT = String(settings.port);
  process.env.PORTICO_HOST = settings.host;
  process.env.PORTICO_URL ??= `http://localhost:${settings.port}`;
  process.env.PORTICO_DATA = settings.dataDir;
  process.env.PORTICO_LOG ??= 'warn';
  appendEgressAllow(`localhost:${settings.acmePort}`);
  appendEgressAllow(`localhost:${settings.sandboxPort}`);
}

async function seedVendorOnce() {
  const member = await controlDb().selectFrom('member').select('id').limit(1).executeTakeFirst();
  if (member) {
    throw new AppError('misconfigured', 'The database has a vendor already, but demo.json with its keys is gone.', {
      remedy: 'Put the file back, or delete the data folder to begin anew.',
    });
  }
  say('Signing up a vendor called Acme.');
  return seedVendor();
}

function demoOf(
  settings: DemoSettings,
  origins: { acme: string; sandbox: string },
  vendor: Pick<DemoFile, 'environment' | 'secretKey' | 'owner' | 'embedKey' | 'client'>,
  places: PlacesDatabase,
): DemoFile {
  const console = `http://localhost:${settings.port}`;
  return {
    console,
    acme: origins.acme,
    sandbox: origins.sandbox,
    api: `${console}/api/v1`,
    secretKey: vendor.secretKey,
    environment: vendor.environment,
    owner: vendor.owner,
    customers: [
      {
        externalId: 'globex',
        name: 'Globex',
        email: 'gwen@globex.example',
        password: 'acme',
        tidewater: { email: 'mara@tidewater.example', password: 'tide' },
      },
      {
        externalId: 'initech',
        name: 'Initech',
        email: 'ivan@initech.example',
        password: 'acme',
        tidewater: { email: 'jonas@tidewater.example', password: 'tide' },
      },
    ],
    embedKey: vendor.embedKey,
    client: vendor.client,
    places,
  };
}

function startTidewater(settings: DemoSettings, origin: string, file: DemoFile): Promise<Companion> {
  say('Starting Tidewater, the third-party CRM.');
  return startCompanion('e2e/sandbox/main.ts', 'Tidewater', {
    TIDEWATER_PORT: String(settings.sandboxPort),
    TIDEWATER_HOST: settings.host,
    TIDEWATER_ORIGIN: origin,
    TIDEWATER_DATA: `${settings.dataDir}/tidewater.json`,
    TIDEWATER_CONTACTS: String(settings.contacts),
    TIDEWATER_CLIENT_ID: file.client.id,
    TIDEWATER_CLIENT_SECRET: file.client.secret,
    TIDEWATER_CLIENT_NAME: 'Acme',
    TIDEWATER_REDIRECT_URIS: redirectUri(file.environment, 'tidewater'),
  });
}

function startAcme(settings: DemoSettings, origin: string, file: DemoFile): Promise<Companion> {
  say("Starting Acme, the vendor's product.");
  return startCompanion('e2e/acme/main.ts', 'Acme', {
    ACME_PORT: String(settings.acmePort),
    ACME_HOST: settings.host,
    ACME_ORIGIN: origin,
    ACME_DATA: `${settings.dataDir}/acme.json`,
    PORTICO_URL: file.console,
    PORTICO_SECRET_KEY: file.secretKey,
    PORTICO_ENVIRONMENT: file.environment,
    ACME_EMBED_KEY: file.embedKey.privateKey,
    ACME_EMBED_KEY_ID: file.embedKey.id,
  });
}
