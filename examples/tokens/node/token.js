// Node 18 or newer. npm install @portico/embed
import { createEmbedToken } from '@portico/embed/server';

/** Call it for each request of your page, after you have checked who is signed in. */
export function porticoToken(person) {
  return createEmbedToken({
    privateKey: process.env.PORTICO_PRIVATE_KEY, // PEM: RSA, P-256 or Ed25519
    keyId: process.env.PORTICO_KEY_ID,
    environment: process.env.PORTICO_ENVIRONMENT,
    ...person,
  });
}

process.stdout.write(
  porticoToken({
    customer: 'globex', // your own id of the company
    customerName: 'Globex',
    user: 'gwen', // your own id of the person
    name: 'Gwen',
    role: 'admin', // admin, member or viewer
    plan: 'pro',
  }),
);
