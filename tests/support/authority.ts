import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate authority of our own, and a key and certificate that it signed for 127.0.0.1. Files are PEM. */
export type Authority = {
  readonly caFile: string;
  readonly keyFile: string;
  readonly certFile: string;
  readonly key: string;
  readonly cert: string;
  remove(): void;
};

/** Makes an authority with openssl. `name` is what else than 127.0.0.1 and localhost the certificate is good for. */
export function makeAuthority(name = 'localhost', ip = '127.0.0.1'): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-ca-'));
  const file = (part: string): string => join(folder, part);
  const openssl = (...words: string[]): unknown => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Test authority',
  );
  openssl('req', ...newKey, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', `/CN=${name}`);
  writeFileSync(file('names'), `subjectAltName=DNS:${name},IP:${ip}\n`);
  openssl(...'x509 -req -in request.pem -CA ca.pem -CAkey ca.key -days 2 -extfile names -out cert.pem'.split(' '));
  return {
    caFile: file('ca.pem'),
    keyFile: file('key.pem'),
    certFile: file('cert.pem'),
    key: readFileSync(file('key.pem'), 'utf8'),
    cert: readFileSync(file('cert.pem'), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
