import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchThrough, proxySecrets } from '../../src/intake/http/through.js';
import { temporaryFolder } from '../setup/temporary-folder.js';
import { http, JSON_WANTED } from './paced.js';
import { type OwnAuthority, ownAuthority } from './own-authority.js';
import { tunnel, type Tunnel } from './tunnel.js';

let folder: string;
let authority: OwnAuthority;
let tool: Server;
let url: string;
let host: string;
let proxy: Tunnel;
beforeAll(async () => {
  folder = await temporaryFolder();
  authority = ownAuthority(folder);
  tool = createServer(authority.server, (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"fine":true}'),
  );
  tool.listen(0, '127.0.0.1');
  await once(tool, 'listening');
  host = `127.0.0.1:${(tool.address() as AddressInfo).port}`;
  url = `https://${host}/x`;
  proxy = await tunnel();
});
afterAll(async () => {
  await proxy.close();
  tool.closeAllConnections();
  tool.close();
  await rm(folder, { recursive: true, force: true });
});

const NONE = { proxy: () => null, direct: false, ca: null };
/** What came, or the sentence that it was refused with. */
const answered = (network: Parameters<typeof fetchThrough>[0], env: Record<string, string> = {}) =>
  http({ fetch: fetchThrough(network, env), secrets: () => proxySecrets(network), tries: 1 })
    .fetch(url, JSON_WANTED)
    .then((response) => response.json())
    .catch((error: Error) => error.message);
const tunnels = () => proxy.made.filter(({ isMade }) => isMade).length;

describe('a tool with a certificate of the company', () => {
  it('is not believed, and the sentence says which setting is missing', async () => {
    expect(await answered(NONE)).toBe(
      `GET ${host}/x could not be reached (UNABLE_TO_VERIFY_LEAF_SIGNATURE): its certificate is of nobody who is believed. Give the certificates of your company as http.ca. It is asked again by itself.`,
    );
  });

  it('is believed with the certificate of its authority, without a proxy', async () => {
    expect(await answered({ ...NONE, ca: authority.ca })).toEqual({ fine: true });
  });
});

describe('a proxy', () => {
  it('makes the tunnel for the user and the password in its address', async () => {
    const before = tunnels();
    expect(await answered({ proxy: () => proxy.url, direct: false, ca: authority.ca })).toEqual({ fine: true });
    expect(tunnels()).toBe(before + 1);
    expect(proxy.made.at(-1)).toEqual({ to: host, isMade: true });
  });

  it('that refuses is told of, and no part of its password', async () => {
    const wrong = proxy.url.replace('open', 'shut');
    const said = String(await answered({ proxy: () => wrong, direct: false, ca: authority.ca }));
    expect(said).toBe(
      `GET ${host}/x could not be reached: the proxy answered 407, since it wants another user or password. It is asked again by itself.`,
    );
    expect(said).not.toContain('sesame');
  });

  it('is another one as soon as its secret says another address', async () => {
    let address = 'http://127.0.0.1:9';
    const { fetch } = http({ fetch: fetchThrough({ proxy: () => address, direct: false, ca: authority.ca }, {}), tries: 1 });
    await expect(fetch(url, JSON_WANTED)).rejects.toThrow('could not be reached (ECONNREFUSED)');
    address = proxy.url;
    expect((await fetch(url, JSON_WANTED)).status).toBe(200);
  });

  it('of the environment is not used for this machine, nor where the source says none', async () => {
    const before = tunnels();
    const env = { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url };
    expect(await answered({ ...NONE, ca: authority.ca }, env)).toEqual({ fine: true });
    expect(await answered({ proxy: () => null, direct: true, ca: authority.ca }, env)).toEqual({ fine: true });
    expect(tunnels()).toBe(before);
  });

  it('of the environment is used for other hosts, but not for those of NO_PROXY', async () => {
    const elsewhere = (env: Record<string, string>) =>
      http({ fetch: fetchThrough(NONE, env), tries: 1, timeoutMs: 2_000 })
        .fetch('https://tool.acme.invalid/x', JSON_WANTED)
        .catch((error: Error) => error.message);
    const before = proxy.made.length;
    await elsewhere({ https_proxy: proxy.url.replace('open', 'shut') });
    expect(proxy.made.slice(before)).toEqual([{ to: 'tool.acme.invalid:443', isMade: false }]);
    await elsewhere({ HTTPS_PROXY: proxy.url, NO_PROXY: 'other.example,.acme.invalid' });
    expect(proxy.made).toHaveLength(before + 1);
  });
});
