import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDescription } from '../openapi/read-description.ts';
import { graphWitness } from './csdl-witness.ts';
import { descriptionWitness } from './description-witness.ts';
import { examplesWitness } from './examples-witness.ts';
import { fixturesWitness } from './fixtures-witness.ts';
import { graphqlWitness } from './graphql-witness.ts';
import { asRpc } from './rpc.ts';
import type { JudgedRequest, Verdict } from './verdict.ts';

/** What a witness says of one request, and what the app would answer. */
export interface Testimony {
  verdict: Verdict;
  answer: Answer;
}

export interface Answer {
  status: number;
  contentType: string | undefined;
  body: unknown;
  /** `example`: the maker's own. */
  from: 'example' | 'generated' | 'nothing' | 'contract';
}

/** An app's own description, asked about requests. */
export interface Witness {
  name: string;
  /** Address below which it knows everything. */
  url: string;
  /** Undefined where it holds examples only. */
  hear?(request: JudgedRequest): Testimony;
  /** The maker's example of an operation's answer, where there is one. */
  exampleOf(operation: string): unknown;
}

/** Finds a description in a folder; undefined where it is not there. `keys` show what the app's ids look like. */
export function loadWitness(
  folder: string,
  { name, url }: { name: string; url: string },
  keys: string[],
): Witness | undefined {
  const file = (ending: string) => {
    const path = join(folder, `${name}${ending}`);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  const schema = file('.graphql');
  if (schema !== undefined) return graphqlWitness({ name, url, schema, keys });
  const csdl = file('.csdl.json');
  if (csdl !== undefined) return graphWitness({ name, url, csdl });
  const examples = file('.examples.json');
  if (examples !== undefined) return examplesWitness({ name, url, examples });
  const fixtures = name.endsWith('.fixtures') ? file('.json') : undefined;
  if (fixtures !== undefined) return fixturesWitness({ name, url, fixtures });
  const text = file('.json') ?? file('.yaml') ?? file('.yml');
  return text === undefined ? undefined : descriptionWitness({ name, url, description: asRpc(readDescription(text)) });
}
