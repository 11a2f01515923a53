import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { AppCallError } from '#connectors/kit/index.ts';
import type { ClientCertificate } from '#server/http/client-certificate.ts';
import { privateKey, unusable } from './private-key.ts';
import { repairPem, UnusablePem } from './repair-pem.ts';

const text = z.string().trim().min(1);
const optional = z
  .string()
  .trim()
  .optional()
  .transform((value) => value || undefined);
const filledIn = z.object({ certificate: text, privateKey: text, passphrase: optional, authority: optional });

/** The client certificate that a form was filled in with, checked as far as that can be done here. Throws an `AppCallError` that names the field. */
export function clientCertificate(fields: Record<string, unknown>, app: string): ClientCertificate {
  const parsed = filledIn.safeParse(fields);
  if (!parsed.success) throw unusable(app, String(parsed.error.issues[0]?.path[0] ?? 'certificate'), 'is missing');
  const { passphrase } = parsed.data;
  const certificate = readable(parsed.data.certificate, 'certificate', app);
  const key = repaired(parsed.data.privateKey, 'privateKey', app);
  const authority = parsed.data.authority && readable(parsed.data.authority, 'authority', app);
  const own = new X509Certificate(certificate);
  if (!own.checkPrivateKey(privateKey(key, { app, field: 'privateKey', passphrase })))
    throw unusable(app, 'privateKey', 'belongs to another certificate');
  return {
    certificate,
    privateKey: key,
    ...(passphrase !== undefined && { passphrase }),
    ...(authority !== undefined && { authority }),
  };
}

/** Throws where its time is over, which the app would only answer with a broken handshake. */
export function checkEnd({ certificate }: ClientCertificate, { app, now }: { app: string; now: Date }): void {
  const end = new X509Certificate(certificate).validToDate;
  if (end >= now) return;
  throw new AppCallError(
    `The client certificate for ${app} ran out on ${end.toISOString().slice(0, 10)}. Connect again with a new one.`,
    { class: 'auth', code: 'certificate_ended', field: 'certificate' },
  );
}

function readable(pem: string, field: string, app: string): string {
  const text = repaired(pem, field, app);
  try {
    new X509Certificate(text);
    return text;
  } catch (cause) {
    throw unusable(app, field, 'is no certificate that can be read (X.509 in PEM)', cause);
  }
}

function repaired(pem: string, field: string, app: string): string {
  try {
    return repairPem(pem);
  } catch (error) {
    if (!(error instanceof UnusablePem)) throw error;
    throw unusable(app, field, error.message, error);
  }
}
