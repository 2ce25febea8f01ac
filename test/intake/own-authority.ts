import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Certificates of a company of its own, made by openssl for one test. */
export interface OwnAuthority {
  /** Path of the certificate that clients must believe in, and its text. */
  readonly caFile: string;
  readonly ca: string;
  /** Of a server at 127.0.0.1. */
  readonly server: { readonly key: string; readonly cert: string };
}

export function ownAuthority(folder: string): OwnAuthority {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => void execFileSync('openssl', args, { stdio: 'ignore' });
  const key = (name: string) => ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', at(name)];
  openssl('req', '-x509', ...key('ca.key'), '-days', '1', '-subj', '/CN=acme authority', '-out', at('ca.pem'));
  openssl(
    'req',
    ...key('server.key'),
    '-subj',
    '/CN=tool.acme.example',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-out',
    at('server.csr'),
  );
  openssl(
    ...['x509', '-req', '-in', at('server.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '1'],
    ...['-copy_extensions', 'copy', '-out', at('server.pem')],
  );
  const read = (name: string) => readFileSync(at(name), 'utf8');
  return { caFile: at('ca.pem'), ca: read('ca.pem'), server: { key: read('server.key'), cert: read('server.pem') } };
}
