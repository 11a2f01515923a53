import { describe, expect, test } from 'vitest';
import type { DeclaredRequest } from '#connectors/kit/declared.ts';
import { fillRequest } from './fill-request.ts';

const fill = (request: Partial<DeclaredRequest>, input: unknown) =>
  fillRequest({ method: 'POST', path: '/a', ...request }, { input, settings: { list: 'main' } }, 'Pets');

describe('a declared request is filled', () => {
  test('a value stays in its own part of the path', () => {
    expect(fill({ path: '/pets/{{input.id}}/{{settings.list}}' }, { id: 'a/../b?c' }).path).toBe(
      '/pets/a%2F..%2Fb%3Fc/main',
    );
    expect(() => fill({ path: '/pets/{{input.id}}' }, { id: '..' })).toThrow('leads to another address');
    expect(() => fill({ path: '/pets/{{input.id}}' }, {})).toThrow('input.id is missing');
  });

  test('lists and objects in the query, as the app reads them; what has no value is left out', () => {
    const value = '{{input.v?}}';
    const styled = (style: 'repeat' | 'comma' | 'space' | 'pipe' | 'brackets' | 'deep', v: unknown) =>
      fill({ query: { v: { value, style } } }, { v }).query;
    expect(styled('repeat', ['a', 1])).toEqual({ v: ['a', '1'] });
    expect(styled('comma', ['a', 'b'])).toEqual({ v: 'a,b' });
    expect(styled('space', ['a', 'b'])).toEqual({ v: 'a b' });
    expect(styled('pipe', ['a', 'b'])).toEqual({ v: 'a|b' });
    expect(styled('brackets', ['a', 'b'])).toEqual({ 'v[]': ['a', 'b'] });
    expect(styled('deep', { gte: 1, in: ['x'], none: null })).toEqual({ 'v[gte]': '1', 'v[in][]': ['x'] });
    expect(styled('deep', undefined)).toEqual({});
    expect(fill({ query: { v: value, w: 'x' } }, {}).query).toEqual({ w: 'x' });
    expect(fill({ query: { v: value } }, { v: { a: 1 } }).query).toEqual({ v: '{"a":1}' });
    expect(fill({ query: { v: value } }, { v: false }).query).toEqual({ v: 'false' });
  });

  test('a body keeps types; an explicit null or empty text empties the field; nothing is left alone', () => {
    const json = { a: '{{input.a?}}', b: ['{{input.b?}}'], c: 'No {{input.b}}', d: { list: '{{settings.list}}' } };
    expect(fill({ json }, { a: null, b: 2 }).json).toEqual({ a: null, b: [2], c: 'No 2', d: { list: 'main' } });
    expect(fill({ json }, { a: '', b: 2 }).json).toMatchObject({ a: '' });
    expect(fill({ json }, { b: 2 }).json).not.toHaveProperty('a');
    expect(fill({ json: '{{input.body?}}' }, {})).not.toHaveProperty('json');
    expect(fill({ json: '{{input.body}}' }, { body: { x: '{{settings.list}}' } }).json).toEqual({
      x: '{{settings.list}}',
    });
  });

  test('forms, parts and files', () => {
    expect(fill({ form: { a: '{{input.a?}}', b: '{{input.b?}}' } }, { a: { x: 1 } }).form).toEqual({ a: { x: 1 } });
    const multipart = [
      { name: 'file', value: '{{input.file}}', filename: '{{input.name?}}' },
      { name: 'tag', value: '{{input.tags?}}' },
    ];
    const parts = fill({ multipart }, { file: 'data:image/png;base64,aGk=', tags: ['a', { b: 1 }] }).multipart;
    expect(parts).toEqual([
      { name: 'file', filename: 'file', content: Buffer.from('hi'), contentType: 'image/png' },
      { name: 'tag', content: 'a' },
      { name: 'tag', content: '{"b":1}', contentType: 'application/json' },
    ]);
    expect(fill({ text: '{{input.t}}', contentType: 'application/pdf' }, { t: 'data:;base64,aGk=' }).text).toEqual(
      Buffer.from('hi'),
    );
    expect(fill({ text: '{{input.t}}', contentType: 'text/csv' }, { t: 'a,b' })).toMatchObject({
      text: 'a,b',
      contentType: 'text/csv',
    });
  });

  test('a header can’t hold a line break', () => {
    expect(fill({ headers: { 'X-A': '{{input.a?}}', 'X-B': '1' } }, {}).headers).toEqual({ 'X-B': '1' });
    expect(() => fill({ headers: { 'X-A': '{{input.a}}' } }, { a: 'x\r\nY: z' })).toThrow('line break');
  });
});
