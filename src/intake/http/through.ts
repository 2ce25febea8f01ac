import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch, ProxyAgent } from 'undici';
import type { Network } from '../../inbox/index.js';

type Env = Readonly<Record<string, string | undefined>>;
type Fetch = typeof globalThis.fetch;

/** The machine itself is never reached through a proxy that only the environment names. */
const ITSELF = ['localhost', '127.0.0.1', '::1'];

/**
 * `fetch` by the proxy and with the certificates of the source. Where its settings say nothing of a proxy, HTTPS_PROXY, HTTP_PROXY
 * and NO_PROXY do (in capitals or small letters); Node's own where nothing is said at all. The proxy is read anew for each request.
 */
export function fetchThrough(network: Network | undefined, env: Env = process.env): Fetch {
  const ca = network?.ca ?? null;
  const ownOf = dispatchers(ca);
  const usual = network?.direct === true ? null : fromEnvironment(ca, env);
  const direct = ca === null ? null : new Agent({ connect: trusting(ca) });
  return (input, init) => {
    const proxy = network?.proxy() ?? null;
    const dispatcher = proxy === null ? (usual ?? direct) : ownOf(proxy);
    if (dispatcher === null) return globalThis.fetch(input, init);
    return fetch(input as string, { ...(init as Parameters<typeof fetch>[1]), dispatcher }) as unknown as ReturnType<Fetch>;
  };
}

/** One for an address; another one when the secret says another address. */
function dispatchers(ca: string | null): (proxy: string) => Dispatcher {
  let known: { readonly proxy: string; readonly dispatcher: Dispatcher } | null = null;
  return (proxy) => {
    if (known?.proxy !== proxy) {
      void known?.dispatcher.close().catch(() => undefined);
      known = { proxy, dispatcher: new ProxyAgent({ uri: proxy, ...tlsOf(ca) }) };
    }
    return known.dispatcher;
  };
}

function fromEnvironment(ca: string | null, env: Env): Dispatcher | null {
  const of = (name: string) => env[name.toLowerCase()] ?? env[name];
  const [httpsProxy, httpProxy] = [of('HTTPS_PROXY'), of('HTTP_PROXY')];
  if (!httpsProxy && !httpProxy) return null;
  const noProxy = [of('NO_PROXY') ?? '', ...ITSELF].filter((one) => one !== '').join(',');
  const plain = new EnvHttpProxyAgent({
    ...(httpsProxy ? { httpsProxy } : {}),
    ...(httpProxy ? { httpProxy } : {}),
    noProxy,
    ...tlsOf(ca),
    ...(ca === null ? {} : { connect: trusting(ca) }),
  });
  return plain;
}

function tlsOf(ca: string | null) {
  return ca === null ? {} : { requestTls: trusting(ca), proxyTls: trusting(ca) };
}

/** Given certificates would take the place of the usual ones. */
function trusting(ca: string) {
  return { ca: [...rootCertificates, ca] };
}

/** What of the proxy's address must show nowhere. */
export function proxySecrets(network: Network | undefined): readonly string[] {
  const proxy = network?.proxy() ?? null;
  if (proxy === null || !URL.canParse(proxy)) return [];
  const { username, password } = new URL(proxy);
  return password === '' ? [] : [proxy, password, decodeURIComponent(password), Buffer.from(`${username}:${password}`).toString('base64')];
}
