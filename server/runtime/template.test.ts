import { describe, expect, it } from 'vitest';
import { fillAddress, fillHeader, fillJson, fillTemplate, fillText, namesIn } from './template.ts';

const fill = (template: string, values: Record<string, string>) => fillTemplate({ template, values, app: 'Acme' }).href;

describe('fillTemplate', () => {
  it('puts values where they belong', () => {
    expect(fill('{{origin}}/oauth/token', { origin: 'http://localhost:4702' })).toBe(
      'http://localhost:4702/oauth/token',
    );
    expect(fill('{{origin}}/api', { origin: 'https://crm.example/' })).toBe('https://crm.example/api');
    expect(fill('{{origin}}', { origin: 'https://crm.example' })).toBe('https://crm.example/');
    expect(fill('{{origin}}/api', { origin: 'https://crm.example/acme/' })).toBe('https://crm.example/acme/api');
    expect(fill('https://{{company}}.acme.example/v1', { company: 'globex-eu' })).toBe(
      'https://globex-eu.acme.example/v1',
    );
    expect(fill('https://acme.example/{{realm}}/x?id={{id}}', { realm: 'a b/c', id: '1&2' })).toBe(
      'https://acme.example/a%20b%2Fc/x?id=1%262',
    );
  });

  it.each([
    'evil.example/',
    'evil.example#',
    'evil.example?',
    'a@evil.example',
    'evil.example:80',
    'evil\\.example',
    ' ',
    'a..b',
    '',
  ])('lets no value leave its place in a host: %j', (company) =>
    expect(() => fill('https://{{company}}.acme.example/v1', { company })).toThrow(),
  );

  it.each([
    'javascript:alert(1)',
    'ftp://crm.example',
    'crm.example',
    'https://crm.example#x',
    'https://crm.example?',
    'https://crm.example?x=1',
    'https://user@crm.example',
    '',
  ])('takes no other thing for an origin: %j', (origin) =>
    expect(() => fill('{{origin}}/oauth/token', { origin })).toThrow(),
  );

  it('names a value that is missing', () => {
    expect(() => fill('https://{{company}}.acme.example', {})).toThrow('the value company is missing');
  });

  it('lets no value climb out of a path', () => {
    expect(() => fill('https://acme.example/v1/{{id}}', { id: '..' })).toThrow('leads to another address');
    expect(fill('https://acme.example/v1/{{id}}', { id: '../admin' })).toBe('https://acme.example/v1/..%2Fadmin');
  });

  it('takes the first alternative that has a value, and leaves out what is optional', () => {
    expect(fill("https://{{region || 'eu'}}.acme.example", {})).toBe('https://eu.acme.example/');
    expect(fill("https://{{region || 'eu'}}.acme.example", { region: 'us' })).toBe('https://us.acme.example/');
    expect(fill('https://acme.example/v1{{tail?}}?a={{b?}}', {})).toBe('https://acme.example/v1?a=');
  });

  it('says which template can not be read', () => {
    expect(() => fill('https://acme.example/{{1 + 1}}', {})).toThrow("can't be read: {{1 + 1}}");
  });

  it('reads own values only', () => {
    expect(() => fill('https://acme.example/{{constructor.name}}', {})).toThrow(
      'the value constructor.name is missing',
    );
  });
});

const app = 'Acme';

describe('the other uses', () => {
  it('fills a path', () => {
    expect(fillAddress({ template: '/contacts/{{input.id}}/notes', values: { input: { id: 'a/b' } }, app })).toBe(
      '/contacts/a%2Fb/notes',
    );
  });

  it('fills a header, one line of it', () => {
    expect(fillHeader({ template: 'Bearer {{key}}', values: { key: 'k1' }, app })).toBe('Bearer k1');
    expect(fillHeader({ template: '{{key?}}', values: {}, app })).toBeUndefined();
    expect(() => fillHeader({ template: 'Bearer {{key}}', values: { key: 'k1\r\nx: y' }, app })).toThrow('line break');
  });

  it('keeps types in JSON', () => {
    const values = { input: { count: 3, tags: ['a'], name: 'Ada' } };
    expect(
      fillJson(
        {
          n: '{{input.count}}',
          t: '{{input.tags}}',
          m: 'Hi {{input.name}}',
          none: '{{input.x?}}',
          list: ['{{input.x?}}', 1],
        },
        { values, app },
      ),
    ).toEqual({ n: 3, t: ['a'], m: 'Hi Ada', list: [1] });
  });

  it('fills a text and tells its names', () => {
    expect(fillText({ template: "{{a.b || 'x'}}!", values: { a: { b: 0 } }, app })).toBe('0!');
    expect(namesIn("{{a || b || 'x'}}/{{c?}}")).toEqual([['a', 'b'], ['c']]);
  });
});
