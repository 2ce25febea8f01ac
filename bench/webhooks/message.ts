import { createHmac } from 'node:crypto';

const BODY_BYTES = 8 * 1024;

/** The body of a push of some commits, padded to 8 KB as real ones are: by addresses that nobody reads. */
export function pushBody(nth = 0): Buffer {
  const sha = (n: number) => createHmac('sha1', 'sha').update(`${nth} ${n}`).digest('hex');
  const repository = {
    id: 4100,
    full_name: 'acme/service-0',
    owner: { id: 77, login: 'acme', type: 'Organization' },
    default_branch: 'main',
  };
  const commits: object[] = [];
  const payload = { ref: 'refs/heads/main', before: sha(0), after: sha(1), repository, pusher: { name: 'person-1' }, commits };
  const sender = { id: 501, login: 'person-1', type: 'User' };
  for (let n = 1; ; n++) {
    const commit = {
      id: sha(n),
      tree_id: sha(-n),
      message: `Step ${n}`,
      timestamp: '2025-01-01T00:00:00Z',
      url: `https://example.com/${sha(n)}`,
    };
    const size = Buffer.byteLength(JSON.stringify({ ...payload, sender, commits: [...commits, commit] }));
    if (size > BODY_BYTES) break;
    commits.push(commit);
  }
  const text = JSON.stringify({ ...payload, sender });
  return Buffer.from(text.padEnd(BODY_BYTES, ' '));
}

/** The headers that GitHub sends, without the delivery's id. */
export function pushHeaders(body: Uint8Array, secret: string): Readonly<Record<string, string>> {
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/bench',
    'x-github-event': 'push',
    'x-github-hook-id': '1',
    'x-github-hook-installation-target-id': '4100',
    'x-github-hook-installation-target-type': 'repository',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  };
}
