import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DELAYS_MS, isPublic, keyOf, newSecret, nextDelayMs, post, signedHeaders } from '../../src/alerts/send/index.js';
import { receiver } from './receiver.js';

const ALLOWED = { timeoutMs: 5_000, allowPrivate: true };
const PUBLIC_ONLY = { ...ALLOWED, allowPrivate: false };

describe('a signature of Standard Webhooks', () => {
  it('is that of a known vector: the key is the decoded bytes, not the text', () => {
    const body = '{"type":"gap.opened","timestamp":"2023-11-14T22:13:20Z","data":{"id":"g1"}}';
    const secret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
    expect(signedHeaders({ id: 'msg_0001', timestamp: 1_700_000_000, body }, [secret])).toEqual({
      'webhook-id': 'msg_0001',
      'webhook-timestamp': '1700000000',
      'webhook-signature': 'v1,UmDUnGmrpFP9aFgerPYgUom9v5atzj74gSI/6fsICGA=',
    });
  });

  it('is given by both secrets while they rotate', () => {
    const message = { id: 'msg_1', timestamp: 1, body: '{}' };
    const [before, after] = [newSecret(), newSecret()];
    const alone = (secret: string) => signedHeaders(message, [secret])['webhook-signature'];
    expect(signedHeaders(message, [after, before])['webhook-signature']).toBe(`${alone(after)} ${alone(before)}`);
  });

  it('is believed by the package of the standard, and by neither another secret nor of another body', () => {
    const [secret, body] = [newSecret(), '{"type":"gap.opened"}'];
    const headers = { ...signedHeaders({ id: 'msg_1', timestamp: Math.floor(Date.now() / 1_000), body }, [secret]) };
    expect(new Webhook(secret).verify(body, headers)).toEqual({ type: 'gap.opened' });
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('No matching signature');
  });

  it.each(['', 'whsec_', 'secret', 'whsec_AAEC', `whsec_${'A'.repeat(88)}`, 'whsec_!!!!', 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='])(
    'is refused to the secret “%s”, in words that do not tell it',
    (secret) => {
      expect(keyOf(secret)).toBeNull();
      expect(() => signedHeaders({ id: 'm', timestamp: 1, body: '' }, [secret])).toThrow('is not whsec_ and 24 to 64 bytes in base64');
    },
  );
});

describe('the schedule of a message', () => {
  it('is now, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, and then it is dead', () => {
    const all = Array.from({ length: 10 }, (_, n) => nextDelayMs({ attempts: n + 1, retryAfterMs: null }, 0));
    expect(all).toEqual([...DELAYS_MS, null]);
    expect(DELAYS_MS.map((ms) => ms / 1_000)).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
  });

  it('leaves a tenth to chance, and waits as long as the receiver asks, but a day at most', () => {
    expect(nextDelayMs({ attempts: 1, retryAfterMs: null }, 0.999)).toBeLessThanOrEqual(5_500);
    expect(nextDelayMs({ attempts: 1, retryAfterMs: 60_000 }, 0)).toBe(60_000);
    expect(nextDelayMs({ attempts: 2, retryAfterMs: 1_000 }, 0)).toBe(300_000);
    expect(nextDelayMs({ attempts: 1, retryAfterMs: 9_000_000_000 }, 0)).toBe(86_400_000);
  });
});

describe('a message', () => {
  async function posted(status: number, headers: Readonly<Record<string, string>> = {}) {
    const to = await receiver((response) => response.writeHead(status, headers).end('a secret answer'));
    onTestFinished(to.close);
    return { to, attempt: await post({ url: to.url, headers: { 'content-type': 'application/json' }, body: '{"größe":1}' }, ALLOWED) };
  }

  it('arrives as it was written, and any 2xx is a delivery', async () => {
    const { to, attempt } = await posted(204);
    expect(attempt).toEqual({ end: 'DELIVERED', sentence: 'It answered 204.', retryAfterMs: null, status: 204 });
    expect(to.received).toMatchObject([{ headers: { 'content-type': 'application/json' }, body: '{"größe":1}' }]);
  });

  it.each([
    [500, {}, 'FAILED', null],
    [429, { 'retry-after': '120' }, 'FAILED', 120_000],
    [503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 'FAILED', null],
    [410, {}, 'GONE', null],
  ] as const)('that is answered %i %o is %s', async (status, headers, end, retryAfterMs) => {
    const { attempt } = await posted(status, headers);
    expect(attempt).toMatchObject({ end, retryAfterMs, status });
    expect(attempt.sentence).not.toContain('secret');
  });

  it('does not follow a redirect, and says what to do', async () => {
    const elsewhere = await receiver((response) => response.end());
    onTestFinished(elsewhere.close);
    const { attempt } = await posted(308, { location: elsewhere.url.href });
    expect(attempt).toMatchObject({
      end: 'FAILED',
      sentence: 'It answered 308, and redirects are not followed: give the route the new address.',
    });
    expect(elsewhere.received).toEqual([]);
  });

  it('fails when the receiver hangs', async () => {
    const to = await receiver(() => undefined);
    onTestFinished(to.close);
    const attempt = await post({ url: to.url, headers: {}, body: '' }, { timeoutMs: 200, allowPrivate: true });
    expect(attempt).toEqual({ end: 'FAILED', sentence: 'It did not answer within 0.2 s.', retryAfterMs: null, status: null });
  });

  it('fails when nobody listens, without telling the address', async () => {
    const to = await receiver((response) => response.end());
    await to.close();
    const attempt = await post({ url: to.url, headers: {}, body: '' }, ALLOWED);
    expect(attempt).toEqual({ end: 'FAILED', sentence: 'It could not be reached (ECONNREFUSED).', retryAfterMs: null, status: null });
  });

  it.each(['127.0.0.1', 'localhost'])('goes to no private address: %s, by name or by number', async (host) => {
    const to = await receiver((response) => response.end());
    onTestFinished(to.close);
    const url = new URL(to.url);
    url.hostname = host;
    const attempt = await post({ url, headers: {}, body: '' }, PUBLIC_ONLY);
    expect(attempt.end).toBe('FAILED');
    expect(attempt.sentence).toContain('is, or leads to, an address that is not public');
    expect(to.received).toEqual([]);
  });

  it.each([
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://169.254.169.254/latest',
    'http://[fd00::1]/',
  ])('goes to no private address in another way of writing: %s', async (url) => {
    const attempt = await post({ url: new URL(url), headers: {}, body: '' }, PUBLIC_ONLY);
    expect(attempt.sentence).toContain('is, or leads to, an address that is not public');
  });
});

describe('an address', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  it.each([
    '10.0.0.1',
    '100.64.0.1',
    '127.255.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '0.0.0.0',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    'example.com',
    '',
  ])('%s is not', (address) => {
    expect(isPublic(address)).toBe(false);
  });
});
