import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { repairPem } from './repair-pem.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const pkcs1 = String(privateKey.export({ type: 'pkcs1', format: 'pem' }));
const locked = String(privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' }));

describe('PEM', () => {
  it.each([
    ['as it should be', pem],
    ['of the older kind', pkcs1],
    ['in one line', pem.replaceAll('\n', ' ')],
    ['with nothing between its lines', pem.replaceAll('\n', '')],
    ['with line breaks as two letters', pem.replaceAll('\n', '\\n')],
    ['from Windows', pem.replaceAll('\n', '\r\n')],
    ['with two letters for each of Windows’ line breaks', pem.replaceAll('\n', '\\r\\n')],
    ['indented', pem.replaceAll('\n', '\n    ')],
    ['in quotes', `"${pem.replaceAll('\n', '\\n')}"`],
    ['with words before it', `Bag Attributes\n  friendlyName: key\n${pem}`],
  ])('%s is a key again', (_name, text) => {
    expect(createPrivateKey(repairPem(text)).equals(privateKey)).toBe(true);
  });

  it('keeps the head of an encrypted key', () => {
    expect(
      createPrivateKey({ key: repairPem(locked.replaceAll('\n', '\r\n')), passphrase: 'p' }).equals(privateKey),
    ).toBe(true);
  });

  it('keeps a chain together', () => {
    expect(repairPem(`${pem}${pkcs1}`.replaceAll('\n', ' '))).toBe(pem + pkcs1);
  });

  it.each([
    ['without an end', pem.slice(0, 300), /cut off/],
    ['with letters missing', pem.replace(/.{3}\n-----END/, '\n-----END'), /cut off/],
    ['with nothing inside', '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----', /nothing between/],
    ['with stars for letters', pem.replace(/\n.{10}/, '\n**********'), /do not belong/],
    ['that is something else', 'AIzaSyA-1234', /not in PEM/],
  ])('%s is refused in words', (_name, text, words) => {
    expect(() => repairPem(text)).toThrow(words);
  });
});
