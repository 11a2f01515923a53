import { createPrivateKey, type KeyObject } from 'node:crypto';
import { AppCallError } from '#connectors/kit/index.ts';
import { namesIn } from '../template.ts';
import { repairPem, UnusablePem } from './repair-pem.ts';

interface KeyInput {
  app: string;
  /** What the customer filled it in as. */
  field: string;
  passphrase?: string;
}

/** The form's field that a template reads first, for the word about a value that can't be used. */
export const fieldIn = (template: string): string => namesIn(template)[0]?.[0]?.split('.')[0] ?? template;

/** Reads a private key in PEM, of any of its kinds. Throws an `AppCallError` that names the field. */
export function privateKey(pem: string, { app, field, passphrase }: KeyInput): KeyObject {
  try {
    return createPrivateKey({ key: repairPem(pem), ...(passphrase !== undefined && { passphrase }) });
  } catch (cause) {
    throw unusable(app, field, whyNot(cause, passphrase), cause);
  }
}

/** A value of the form that can't be used. `why` completes "the private key …". */
export function unusable(app: string, field: string, why: string, cause?: unknown): AppCallError {
  const name = field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return new AppCallError(`The ${name} for ${app} ${why}.`, {
    class: 'invalid',
    code: 'unusable_field',
    field,
    cause,
  });
}

function whyNot(error: unknown, passphrase: string | undefined): string {
  if (error instanceof UnusablePem) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_MISSING_PASSPHRASE') return 'is protected by a passphrase, which is missing';
  if (passphrase !== undefined && /BAD_DECRYPT|INTERRUPTED|BAD_PASSWORD|PKCS12/.test(code))
    return 'does not open with this passphrase';
  if (/BAD_DECRYPT|INTERRUPTED/.test(code)) return 'is protected by a passphrase; give one without';
  return 'is no private key that can be read (PKCS#8 or PKCS#1 in PEM)';
}
