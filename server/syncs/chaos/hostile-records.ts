import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Chance, chanceOf } from './chance.ts';

/** A record as the app writes it, byte for byte. */
export interface Hostile {
  /** In its JSON as `tag`, to know it again. */
  tag: string;
  raw: string;
}

export const corpora = join(import.meta.dirname, '../../../../shared/corpora');
export const hasCorpora = existsSync(corpora);

const lone = String.raw`\ud800`;
const otherLone = String.raw`\udfff`;
const nul = String.raw`\u0000`;
const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then', 'toJSON'];
const numbers = ['9007199254740993', '-9007199254740993', '123456789012345678901234567890', '1e400', '-1e400', '-0', '1.0', '0.1', '5e-324', '1E2']; // biome-ignore format: a list
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const megabyte = 1_048_576;
const keysMax = 512;

/** Keys that some database, some language or some screen takes for one another. */
const twins = [
  ['Straße', 'STRASSE', 'straße', 'strasse'],
  ['caf\u00e9', 'cafe\u0301', 'CAF\u00c9'],
  ['x', 'x ', ' x', 'x\u200b', '\uff58', 'X', 'x\n'],
  ['1', '01', '1.0', '1e0', '+1'],
  ['I', '\u0130', 'i', '\u0131'],
  ['a', '\u0430', 'a\u0000'],
];

/** Records that are made to be lost, with ordinary ones between them, in an order drawn by the seed. */
export function hostileRecords(seed: number): Hostile[] {
  const records: Hostile[] = [];
  const add = (id: string, fields = '') => {
    const tag = `h${records.length}`;
    records.push({ tag, raw: `{"tag":"${tag}","id":${id}${fields && `,${fields}`}}` });
  };
  const text = (value: string) => JSON.stringify(value);
  const named = (what: string) => text(`${what}-${records.length}`);

  for (const key of new Set([...twins.flat(), ...names])) add(text(key));
  for (const name of names) add(named('field'), `${text(name)}:{"x":1}`);
  for (const name of names) add(named('nested'), `"inner":{"deep":[{${text(name)}:"x"}]}`);
  for (const number of numbers) add(named('number'), `"n":${number},"list":[${number}]`);
  for (const broken of [lone, otherLone, nul, `${lone}${lone}`, `a${nul}b`]) {
    add(`"key ${broken}"`);
    add(named('value'), `"text":"${broken}"`);
    add(named('name'), `"${broken}":1,"${broken}${broken}":2`);
  }
  for (const depth of [50, 150, 195, 250, 20_000]) add(named('deep'), `"deep":${nested(depth)}`);
  add(named('nearly-1MB'), `"text":"${'x'.repeat(megabyte - 200)}"`);
  add(named('over-1MB'), `"text":"${'x'.repeat(megabyte)}"`);
  add(named('wide'), `"list":[${Array.from({ length: 10_000 }, (_, at) => at).join()}]`);
  add(named('names-twice'), `"a":1,"a":1`);
  for (const last of ['1', '2']) add(text('k'.repeat(keysMax) + last));
  add(text('k'.repeat(keysMax)));
  for (const key of ['""', '""', 'null', 'null', '12', '{"a":1}', '["b"]', 'true']) add(key);
  for (const value of blns()) add(named('naughty'), `"text":${text(value)}`);
  for (const value of blns()) add(named('naughty-name'), `${text(`_${value}`)}:true`);
  const taken = new Set([...twins.flat(), ...names, '']);
  for (const value of blns().filter((one) => !taken.has(one))) add(text(value));
  for (const value of validJson()) add(named('json'), `"value":${value}`);
  for (const value of tables()) add(named('table'), `"text":${text(value)}`);
  for (const value of documents()) add(named('document'), `"text":${text(value)}`);
  for (let at = 0; at < 200; at++) add(named('ordinary'), `"text":"as usual"`);
  return chanceOf(seed, 'hostile').shuffled(records);
}

/** The naughty strings, each once. */
function blns(): string[] {
  if (!hasCorpora) return [];
  const strings = z.array(z.string()).parse(JSON.parse(readFileSync(join(corpora, 'blns/blns.json'), 'utf8')));
  return [...new Set(strings)];
}

const jsonFolder = join(corpora, 'json-test-suite/test_parsing');
const jsonFiles = (prefix: string): Buffer[] =>
  hasCorpora
    ? readdirSync(jsonFolder)
        .filter((name) => name.startsWith(prefix))
        .map((name) => readFileSync(join(jsonFolder, name)))
    : [];

function validJson(): string[] {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  return jsonFiles('y_').map((bytes) => utf8.decode(bytes));
}

const textsIn = (folder: string, ending: RegExp): string[] =>
  hasCorpora
    ? readdirSync(join(corpora, folder), { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile() && ending.test(file.name))
        .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
    : [];

/** CSV files, and cells that a table calculator would run. */
const tables = (): string[] => [
  ...textsIn('csv-spectrum', /\.csv$/),
  ...textsIn('csv-injection', /payload\.txt$/).flatMap((file) => file.split('\n').filter((line) => line !== '')),
];

/** XML that asks its reader for files, for addresses and for more memory than there is. */
export const documents = (): string[] => textsIn('xml-attacks', /\.xml$|^Deny/);

/** Answers that are not JSON, some of them drawn. */
export const brokenAnswers = (chance: Chance, count: number): Buffer[] => chance.some(jsonFiles('n_'), count);
