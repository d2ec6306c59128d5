import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate that a test made, with its key. */
export interface Certificate {
  readonly pem: string;
  readonly key: KeyObject;
  readonly name: string;
}

export interface CertificateRequest {
  readonly name: string;
  /** Who signs it; itself without one. */
  readonly issuer?: Certificate;
  readonly authority?: boolean;
  /** Four octets each. */
  readonly addresses?: readonly (readonly number[])[];
  /** As 20010101. */
  readonly from?: string;
  readonly to?: string;
}

/** An X.509 certificate, valid for about a thousand years where nothing else is asked for. */
export function certificate(request: CertificateRequest): Certificate {
  const { name, issuer, authority = false, addresses = [], from = '20010101', to = '29991231' } = request;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signed = sequence(
    tagged(0xa0, integer(2)),
    integer(Math.ceil(Math.random() * 100_000)),
    ecdsaWithSha256,
    nameOf(issuer?.name ?? name),
    sequence(time(from), time(to)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(basicConstraints(authority), ...(addresses.length > 0 ? [subjectNames(addresses)] : []))),
  );
  const signature = sign('sha256', signed, issuer?.key ?? privateKey);
  const der = sequence(signed, ecdsaWithSha256, tagged(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n');
  return { pem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`, key: privateKey, name };
}

/** A value of DER under its tag. */
function tagged(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...contents: readonly Uint8Array[]): Buffer => tagged(0x30, ...contents);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const time = (day: string): Buffer => tagged(0x18, Buffer.from(`${day}000000Z`));

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return tagged(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** With a common name alone. */
const nameOf = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(name)))));

const truth = tagged(0x01, Buffer.from([0xff]));

const basicConstraints = (authority: boolean): Buffer =>
  sequence(oid('551d13'), truth, tagged(0x04, sequence(...(authority ? [truth] : []))));

const subjectNames = (addresses: readonly (readonly number[])[]): Buffer =>
  sequence(
    oid('551d11'),
    tagged(0x04, sequence(...addresses.map((address) => tagged(0x87, Buffer.from([...address]))))),
  );
