import type { Connector } from '#contract';
import github from '../../connectors/github/index.js';
import type { Source } from '../../src/inbox/index.js';
import { startPolling } from '../../src/intake/index.js';
import { openHub, startLoops } from '../hub.js';
import { nameOf } from './world.js';

// A hub with all its loops in a process of its own: `node hub.js DATABASE_URL TOOL_URL REPOSITORIES` prints `ready`, and at each
// SIGUSR2 the most memory that it had, in MB.
const [database = '', url = '', repositories = '0'] = process.argv.slice(2);
const config = github.config.parse({
  url,
  token: { env: 'UNUSED' },
  repositories: Array.from({ length: Number(repositories) }, (_, nth) => `acme/${nameOf(nth)}`),
  // One reading is measured: none begins again meanwhile.
  pollSeconds: 86_400,
});
const source: Source = {
  name: 'github-acme',
  connector: github as unknown as Connector<unknown>,
  config,
  secret: (name) => (name === 'token' ? ['token-of-the-bench'] : []),
};
const runtime = await openHub(database, source);
startLoops(runtime);
startPolling(runtime);
process.on('SIGUSR2', () => void process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1024)}\n`));
process.stdout.write('ready\n');
