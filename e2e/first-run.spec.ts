import { rmSync } from 'node:fs';
import { goTo } from './support/console.ts';
import { makeDataFolder } from './support/data-folder.ts';
import { freePort } from './support/free-port.ts';
import { look } from './support/look.ts';
import { type StartedPortico, startPortico, stopPortico } from './support/portico-process.ts';
import { expect, test } from './support/test.ts';

let data: string;
let origin: string;
let portico: StartedPortico;

test.beforeAll(async () => {
  data = makeDataFolder('first-run');
  const port = await freePort(4875);
  origin = `http://localhost:${port}`;
  portico = await startPortico({
    argv: ['server/start.ts'],
    environment: { PORTICO_DATA: data, PORTICO_PORT: String(port), PORTICO_HOST: '127.0.0.1' },
    log: test.info().outputPath('portico.log'),
    timeoutMs: 60_000,
  });
});

test.afterAll(async () => {
  expect(await stopPortico(portico.pid)).toEqual([]);
  expect(await portico.exitCode).toBe(0);
  rmSync(data, { recursive: true, force: true });
});

test('whoever comes first becomes the owner, and is shown what to do', async ({ page, watch }) => {
  watch.admits(origin);
  watch.expects(/status of 4\d\d/);
  await page.goto(origin);
  await expect(page).toHaveURL(`${origin}/setup`);
  await look(page, 'console-setup');
  await page.getByRole('button', { name: 'Create the owner' }).click();
  await expect(page.getByText('The company needs a name.')).toBeVisible();
  await page.getByLabel('Your company').fill('Harbour Works');
  await page.getByLabel('Your name').fill('Wilma Winch');
  await page.getByLabel('Email').fill('wilma@harbour.example');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create the owner' }).click();
  await expect(page.getByText(/fewer than 10 characters/)).toBeVisible();
  await look(page, 'console-setup-refused');
  await page.getByLabel('Password').fill('a few ordinary words');
  await page.getByRole('button', { name: 'Create the owner' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Portico is ready for your first customer' })).toBeVisible();
  await look(page, 'console-first-steps');
  for (const [place, words] of [
    ['Customers', 'No customer is here yet'],
    ['Integrations', 'Nothing is offered yet'],
    ['Runs', 'Nothing has run yet'],
    ['Records', 'No record is here yet'],
    ['Webhooks', 'Nobody is told yet'],
  ] as const) {
    await goTo(page, place);
    await expect(page.getByText(words)).toBeVisible();
    await look(page, `console-empty-${place.toLowerCase()}`);
  }
  await page.goto(`${origin}/setup`);
  await expect(page).toHaveURL(`${origin}/`);
});
