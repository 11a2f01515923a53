import { z } from 'zod';
import { AppCallError } from '#connectors/kit/index.ts';

/** What an authorization server says of itself, as far as we use it. */
export interface ServerMetadata {
  issuer: string;
  authorizeUrl: URL;
  tokenUrl: URL;
  revokeUrl?: URL;
  registrationUrl?: URL;
  scopes: string[];
  /** How clients may prove themselves at the token address; empty where it does not say. */
  clientAuthMethods: string[];
  /** Empty where it does not say, which an MCP client takes for no PKCE. */
  codeChallengeMethods: string[];
  /** Every callback names the issuer (RFC 9207). */
  sendsIssuer: boolean;
  /** A client may be a document at an https address (CIMD). */
  takesClientDocument: boolean;
}

/** The addresses of a server that publishes none, as MCP's revision of 2025-03-26 has them: at the root of its host, with PKCE. */
export const defaultMetadata = ({ origin }: URL): ServerMetadata => ({
  issuer: origin,
  authorizeUrl: new URL('/authorize', origin),
  tokenUrl: new URL('/token', origin),
  registrationUrl: new URL('/register', origin),
  scopes: [],
  clientAuthMethods: [],
  codeChallengeMethods: ['S256'],
  sendsIssuer: false,
  takesClientDocument: false,
});

const texts = z.array(z.string()).catch([]);
const flag = z.boolean().catch(false);

const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  revocation_endpoint: z.url().optional().catch(undefined),
  registration_endpoint: z.url().optional().catch(undefined),
  scopes_supported: texts,
  token_endpoint_auth_methods_supported: texts,
  code_challenge_methods_supported: texts,
  authorization_response_iss_parameter_supported: flag,
  client_id_metadata_document_supported: flag,
});

/** Takes what is used out of the metadata. Throws where it speaks for another issuer, or lacks what nothing works without. */
export function readServerMetadata(metadata: unknown, { issuer, app }: { issuer: URL; app: string }): ServerMetadata {
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.');
    throw unusable(`The sign-in addresses that ${issuer.host} publishes for ${app} lack a usable ${field}.`);
  }
  const { data } = parsed;
  if (!speaksFor(data.issuer, issuer)) {
    throw unusable(
      `${issuer.host} publishes the sign-in addresses of another issuer, so they are not used for ${app}.`,
    );
  }
  const url = (address: string) => {
    const endpoint = new URL(address);
    const isWeaker = issuer.protocol === 'https:' && endpoint.protocol !== 'https:';
    if (!isWeaker && /^https?:$/.test(endpoint.protocol)) return endpoint;
    throw unusable(`${issuer.host} publishes a sign-in address for ${app} that is not encrypted, so it is not used.`);
  };
  const { revocation_endpoint, registration_endpoint } = data;
  return {
    issuer: data.issuer,
    authorizeUrl: url(data.authorization_endpoint),
    tokenUrl: url(data.token_endpoint),
    ...(revocation_endpoint !== undefined && { revokeUrl: url(revocation_endpoint) }),
    ...(registration_endpoint !== undefined && { registrationUrl: url(registration_endpoint) }),
    scopes: data.scopes_supported,
    clientAuthMethods: data.token_endpoint_auth_methods_supported,
    codeChallengeMethods: data.code_challenge_methods_supported,
    sendsIssuer: data.authorization_response_iss_parameter_supported,
    takesClientDocument: data.client_id_metadata_document_supported,
  };
}

/** A server of many tenants names them all at once: `https://login.example/{tenantid}/v2.0`. */
function speaksFor(named: string, issuer: URL): boolean {
  const url = URL.parse(named);
  if (url === null) return false;
  return url.href === issuer.href || (/\{tenant_?id\}/i.test(named) && url.origin === issuer.origin);
}

const unusable = (message: string) => new AppCallError(message, { class: 'protocol', code: 'unusable_metadata' });
