import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

interface TestCertificate {
  name: string;
  kind?: 'ec' | 'rsa';
  /** What it is good for beside its name. */
  host?: { dns: string } | { ip: string };
  /** Locks the key. */
  passphrase?: string;
}

const days = 3_650;
const oids = {
  commonName: '550403',
  alternativeName: '551d11',
  basicConstraints: '551d13',
  ec: '2a8648ce3d040302',
  rsa: '2a864886f70d01010b',
};

/** A key and a certificate that it has signed itself, as the consoles of apps hand them out; both in PEM. */
export function testCertificate({ name, kind = 'ec', host, passphrase }: TestCertificate) {
  const { publicKey, privateKey } =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = sequence(oid(oids[kind]), ...(kind === 'rsa' ? [tagged(0x05)] : []));
  const subject = sequence(tagged(0x31, sequence(oid(oids.commonName), tagged(0x0c, Buffer.from(name)))));
  const now = Date.now();
  const content = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    subject,
    sequence(time(now - 86_400_000), time(now + days * 86_400_000)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(
      0xa3,
      sequence(extension(oids.basicConstraints, sequence(tagged(0x01, Buffer.from([0xff])))), ...names(host)),
    ),
  );
  const signature = tagged(0x03, Buffer.from([0]), sign('sha256', content, privateKey));
  return { privateKey: pemOf(privateKey, passphrase), certificate: pem(sequence(content, algorithm, signature)) };
}

function names(host: TestCertificate['host']): Buffer[] {
  if (host === undefined) return [];
  const name =
    'dns' in host ? tagged(0x82, Buffer.from(host.dns)) : tagged(0x87, Buffer.from(host.ip.split('.').map(Number)));
  return [extension(oids.alternativeName, sequence(name))];
}

function pemOf(key: KeyObject, passphrase: string | undefined): string {
  const locked = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return key.export({ type: 'pkcs8', format: 'pem', ...locked }).toString();
}

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;

/** One value in DER (X.690): its tag, how long it is, what it is. */
function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, ...parts);
const integer = (bytes: Buffer): Buffer => tagged(0x02, bytes);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const extension = (id: string, value: Buffer): Buffer => sequence(oid(id), tagged(0x04, value));
/** In digits alone, of UTC: `20261121100000Z`. */
const time = (at: number): Buffer =>
  tagged(0x18, Buffer.from(`${new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)}Z`));
