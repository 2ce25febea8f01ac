import type { Connector } from '#contract';
import github from '../connectors/github/index.js';
import type { Source } from '../src/inbox/index.js';

export const WEBHOOK_SECRET = 'the secret of a bench that opens nothing';

/** GitHub as a source that nothing answers for: the benches bring its deliveries themselves. */
export function benchSource(name: string): Source {
  const config = github.config.parse({
    url: 'http://127.0.0.1:9',
    token: { env: 'UNUSED' },
    webhookSecret: { env: 'UNUSED' },
    repositories: ['acme/pay'],
  });
  const connector = github as unknown as Connector<unknown>;
  return { name, connector, config, secret: (wanted) => (wanted === 'webhookSecret' ? [WEBHOOK_SECRET] : []) };
}
