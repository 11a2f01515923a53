import { describe, expect, it } from 'vitest';
import { fillTemplate } from './fill-template.ts';

const fill = (template: string, values: Record<string, string>) => fillTemplate({ template, values, app: 'Acme' }).href;

describe('fillTemplate', () => {
  it('puts values where they belong', () => {
    expect(fill('{origin}/oauth/token', { origin: 'http://localhost:4702' })).toBe('http://localhost:4702/oauth/token');
    expect(fill('{origin}/api', { origin: 'https://crm.example/' })).toBe('https://crm.example/api');
    expect(fill('{origin}', { origin: 'https://crm.example' })).toBe('https://crm.example/');
    expect(fill('https://{company}.acme.example/v1', { company: 'globex-eu' })).toBe(
      'https://globex-eu.acme.example/v1',
    );
    expect(fill('https://acme.example/{realm}/x?id={id}', { realm: 'a b/c', id: '1&2' })).toBe(
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
    expect(() => fill('https://{company}.acme.example/v1', { company })).toThrow(),
  );

  it.each([
    'javascript:alert(1)',
    'ftp://crm.example',
    'crm.example',
    'https://crm.example/path',
    'https://crm.example?x=1',
    'https://user@crm.example',
    '',
  ])('takes no other thing for an origin: %j', (origin) =>
    expect(() => fill('{origin}/oauth/token', { origin })).toThrow(),
  );

  it('names a value that is missing', () => {
    expect(() => fill('https://{company}.acme.example', {})).toThrow('the value company is missing');
  });
});
