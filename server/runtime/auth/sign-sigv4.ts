import { createHash } from 'node:crypto';
import aws4, { type RequestSigner } from 'aws4';
import { AppCallError, type SigV4Scheme } from '#connectors/kit/index.ts';
import { fillText } from '../template.ts';
import type { AuthenticatedRequest, Signing } from './authenticate.ts';
import { wholeBody } from './whole-body.ts';
import { withHeaders } from './with-headers.ts';

/** AWS Signature Version 4. A body that is streamed can go unsigned to S3 alone. */
export function signSigV4({ scheme, request, values, app, now }: Signing<SigV4Scheme>): AuthenticatedRequest {
  const filled = (template: string) => fillText({ template, values, app }) ?? '';
  const service = filled(scheme.service);
  const sessionToken = scheme.sessionToken && filled(scheme.sessionToken);
  const isUnsigned = service === 's3' && isStream(request.body);
  const body = Buffer.from(isUnsigned ? '' : wholeBody(request.body, app));
  const bodyHash = isUnsigned ? 'UNSIGNED-PAYLOAD' : createHash('sha256').update(body).digest('hex');
  const datetime = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const signer = new aws4.RequestSigner(
    {
      host: request.url.host,
      method: request.method.toUpperCase(),
      path: request.url.pathname + request.url.search,
      service,
      region: filled(scheme.region),
      headers: withHeaders(request.headers, {
        host: request.url.host,
        'x-amz-date': datetime,
        ...(sessionToken && { 'x-amz-security-token': sessionToken }),
        ...(service === 's3' && { 'x-amz-content-sha256': bodyHash }),
      }),
      body,
      // Only what is sent here is signed: a length or type of its own making might be sent otherwise.
      doNotModifyHeaders: true,
    },
    { accessKeyId: filled(scheme.accessKeyId), secretAccessKey: filled(scheme.secretAccessKey) },
  );
  signer.datetime = datetime;
  const { path, headers } = signedBy(signer, app);
  // Path and query come back as they were signed: in one spelling, and with their empty values.
  const [pathname = '/', ...search] = path.split('?');
  const url = Object.assign(new URL(request.url), { pathname, search: search.join('?') });
  return { url, headers: sentHeaders(headers), body: request.body };
}

function signedBy(signer: RequestSigner, app: string) {
  try {
    const { path = '/', headers = {} } = signer.sign();
    return { path, headers };
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    const message = `A path of ${app} holds a percent sign that encodes nothing, and can't be signed.`;
    throw new AppCallError(message, { class: 'invalid', code: 'path', field: 'path', cause });
  }
}

/** The host is written by the client that sends, just as it was signed. */
function sentHeaders(headers: Record<string, unknown>): Record<string, string> {
  const written = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return Object.fromEntries(written.filter(([name]) => name !== 'host'));
}

const isStream = (body: unknown): boolean =>
  body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
