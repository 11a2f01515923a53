import { expect, it } from 'vitest';
import { sentenceAtField } from './told-error.ts';

const told = { code: 'invalid', field: 'allowedOrigins.1', requestId: undefined };

it('leaves out the name of the field, and the remedy that is for callers of the API', () => {
  const message =
    "The field allowedOrigins.1 can't be used: expected an exact origin such as https://app.acme.example.";
  expect(sentenceAtField({ ...told, message, remedy: 'The fields of every call are in /api/v1/openapi.json.' })).toBe(
    'Expected an exact origin such as https://app.acme.example.',
  );
});

it('keeps a sentence of a use case whole, with what to do', () => {
  const message = 'This password has fewer than 10 characters.';
  expect(sentenceAtField({ ...told, message, remedy: 'Choose a longer one.' })).toBe(`${message} Choose a longer one.`);
});
