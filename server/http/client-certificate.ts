import { createHash } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { AppCallError } from '#connectors/kit/index.ts';

/** What we prove ourselves with in a mutual TLS handshake; everything in PEM. */
export interface ClientCertificate {
  certificate: string;
  privateKey: string;
  passphrase?: string;
  /** Who vouches for the server, where that is no public authority. */
  authority?: string;
}

export interface TlsOptions {
  cert: string;
  key: string;
  passphrase?: string;
  ca?: string;
}

/** As Node takes it. Throws where the parts can't be read or do not belong together, which no handshake would say as clearly. */
export function tlsOptions({ certificate, privateKey, passphrase, authority }: ClientCertificate): TlsOptions {
  const options = {
    cert: certificate,
    key: privateKey,
    ...(passphrase !== undefined && { passphrase }),
    ...(authority !== undefined && { ca: authority }),
  };
  try {
    createSecureContext(options);
  } catch (cause) {
    throw new AppCallError(
      'The client certificate of this connection can not be used: certificate, key and passphrase do not fit together. Connect it again with all three as PEM.',
      { class: 'auth', code: 'certificate_unusable', cause },
    );
  }
  return options;
}

/** Tells two certificates apart without keeping either. */
export function certificateId({ certificate, privateKey, passphrase = '', authority = '' }: ClientCertificate): string {
  return createHash('sha256')
    .update(JSON.stringify([certificate, privateKey, passphrase, authority]))
    .digest('base64');
}
