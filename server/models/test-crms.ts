import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

export interface Person {
  first: string;
  last: string;
  email: string;
  phone: string;
  tier: string;
  company: string;
}

/** Two CRMs behind one port, each with the ways and words of its own, that know the same people. */
export class Crms {
  readonly #server: Server;
  people: Person[];
  origin = '';

  constructor(people: Person[]) {
    this.people = people;
    this.#server = createServer(async (request, response) => {
      const body = request.method === 'PATCH' ? this.#write(request, await json(request)) : this.#answer(request);
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body ?? { error: 'not found' }));
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
    this.origin = `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  get companies(): string[] {
    return [...new Set(this.people.map(({ company }) => company))];
  }

  #answer({ url = '' }: IncomingMessage): unknown {
    const { pathname, searchParams } = new URL(url, this.origin);
    switch (pathname) {
      case '/api/v2/persons':
        return this.#page(this.people.map((one, at) => this.#person(one, at)));
      case '/api/v2/organizations':
        return this.#page(this.companies.map((name, at) => ({ id: at + 11, name, owner_id: 7, ...pipeTimes })));
      case '/services/data/v66.0/sobjects/Contact/describe':
        return described(Object.keys(this.#contact(this.people[0] ?? somebody, 0)));
      case '/services/data/v66.0/sobjects/Account/describe':
        return described(Object.keys(account('Globex', 0)));
      case '/services/data/v66.0/queryAll': {
        const soql = searchParams.get('q') ?? '';
        const records = soql.includes(' FROM Contact')
          ? this.people.map((one, at) => this.#contact(one, at))
          : this.companies.map(account);
        return { totalSize: records.length, done: true, records };
      }
      default:
        return undefined;
    }
  }

  /** A number of telephone, by either app's way of naming the person. */
  #write({ url = '' }: IncomingMessage, sent: unknown): unknown {
    const [, key] = /^\/api\/v2\/persons\/(\d+)$/.exec(url) ?? [];
    if (key !== undefined) {
      const { phones } = pipedrivePerson.parse(sent);
      this.#call(Number(key) - 31, phones[0]?.value);
      return { success: true, data: { id: Number(key) } };
    }
    if (url !== '/services/data/v66.0/composite/sobjects') return undefined;
    const [record] = salesforceContacts.parse(sent).records;
    this.#call(Number(/^003Dn0000000(\d+)IAB$/.exec(record?.id ?? '')?.[1]) - 100, record?.Phone);
    return [{ id: record?.id, success: true, errors: [] }];
  }

  #call(at: number, phone: string | undefined): void {
    this.people = this.people.map((one, place) => (place === at && phone !== undefined ? { ...one, phone } : one));
  }

  #page = (data: unknown[]) => ({ success: true, data, additional_data: { next_cursor: null } });

  #person({ first, last, email, phone, tier, company }: Person, at: number) {
    return {
      ...{ id: at + 31, name: `${first} ${last}`, first_name: first, last_name: last, owner_id: 7, ...pipeTimes },
      emails: [{ value: email, label: 'work', primary: true }],
      phones: [{ value: phone, label: 'work', primary: true }],
      ...{ org_id: this.companies.indexOf(company) + 11, label_ids: [], custom_fields: { d4de1c15: tier } },
    };
  }

  #contact({ first, last, email, phone, tier, company }: Person, at: number) {
    return {
      ...{ Id: `003Dn0000000${100 + at}IAB`, FirstName: first, LastName: last, Email: email, Phone: phone },
      ...{ AccountId: accountId(this.companies.indexOf(company)), OwnerId: '005Dn0000000001IAB', Tier__c: tier },
      ...salesTimes,
    };
  }
}

const pipedrivePerson = z.object({ phones: z.array(z.object({ value: z.string() })) });
const salesforceContacts = z.object({ records: z.array(z.object({ id: z.string(), Phone: z.string() })) });

async function json(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

const somebody: Person = { first: '', last: '', email: '', phone: '', tier: '', company: '' };
const pipeTimes = { add_time: '2026-01-02T03:04:05Z', update_time: '2026-11-20T08:00:00Z' };
const salesTimes = {
  CreatedDate: '2026-01-02T03:04:05.000+0000',
  SystemModstamp: '2026-11-20T08:00:00.000+0000',
  IsDeleted: false,
};
const accountId = (at: number) => `001Dn0000000${100 + at}IAB`;
const account = (Name: string, at: number) => ({
  Id: accountId(at),
  Name,
  OwnerId: '005Dn0000000001IAB',
  ...salesTimes,
});
const described = (names: string[]) => ({ fields: names.map((name) => ({ name, label: name, type: 'string' })) });
