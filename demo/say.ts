import { styleText } from 'node:util';
import type { DemoFile } from './demo-file.ts';

const began = Date.now();

/** One line of progress, with the seconds since the start. */
export function say(sentence: string): void {
  const seconds = `${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s`;
  process.stdout.write(`${styleText('dim', seconds)}  ${sentence}\n`);
}

export function sayReady(url: string, file: DemoFile, path: string): void {
  const row = (name: string, address: string, note: string) =>
    `  ${styleText('bold', name.padEnd(11))} ${address.padEnd(30)} ${styleText('dim', note)}\n`;
  const [globex, initech] = file.customers;
  process.stdout.write(
    [
      `\n${styleText('bold', 'Portico is ready.')}\n\n`,
      row('Acme', file.acme, 'the vendor’s product: sign in and open Integrations'),
      row('Tidewater', file.sandbox, `a third-party CRM; break it at ${file.sandbox}/control`),
      row('Console', url, 'Portico for the vendor’s team'),
      row('API', file.api, `openapi.json is there too`),
      `\n  Acme        ${globex?.email} / ${globex?.password}   (or ${initech?.email} / ${initech?.password})\n`,
      `  Console     ${file.owner.email} / ${file.owner.password}\n`,
      `  E-mails     nothing is sent: they are in the console, under Settings (${url}/settings)\n`,
      `  Tidewater   ${globex?.tidewater.email} / ${globex?.tidewater.password}   (asked for while connecting)\n`,
      `\n  All of this, with the secret key and a second database to connect, is in ${path}.\n  Ctrl-C stops everything; the data stays.\n\n`,
    ].join(''),
  );
}
