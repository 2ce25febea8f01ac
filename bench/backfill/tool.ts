import { PULL_REQUESTS_BY_CREATION, PULL_REQUESTS_BY_UPDATE } from '../../connectors/github/poll/queries.js';
import { startGitHub } from '../../src/sample/index.js';
import { backfillWorld } from './world.js';

// A GitHub in a process of its own: `node tool.js REPOSITORIES PULLS PER_WINDOW WINDOW_MS` prints its address, and at each SIGUSR2
// what was asked of it so far.
const [repositories = 0, pulls = 0, perWindow = 0, windowMs = 0] = process.argv.slice(2).map(Number);

/** What was asked. A page of pull requests is asked for again when the hub did not commit it. */
export interface AskedOf {
  readonly requests: number;
  /** Answered with 403 or 429. */
  readonly refused: number;
  readonly pages: number;
  readonly pagesAgain: number;
  /** Of one repository, at most. */
  readonly pagesAgainOfOne: number;
}

/** What the connector asks for a page of pull requests with all that belongs to them. */
const PAGES = new Set([PULL_REQUESTS_BY_CREATION, PULL_REQUESTS_BY_UPDATE]);

const github = await startGitHub(backfillWorld({ repositories, pulls }), { token: 'token-of-the-bench' });
github.limit({ perWindow, windowMs });
const pages = new Map<string, { readonly of: string; times: number }>();
github.fail({ match: ({ path, body }) => note(path, body), times: Infinity, with: 500 });

/** Never fails a request: it only looks. */
function note(path: string, body: string): boolean {
  if (path !== '/graphql') return false;
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Readonly<Record<string, unknown>> };
  if (!PAGES.has(query)) return false;
  const page = pages.get(body) ?? { of: JSON.stringify([variables?.['owner'], variables?.['name']]), times: 0 };
  page.times += 1;
  pages.set(body, page);
  return false;
}

function asked(): AskedOf {
  const again = new Map<string, number>();
  for (const { of, times } of pages.values()) again.set(of, (again.get(of) ?? 0) + times - 1);
  return {
    requests: github.requests().length,
    refused: github.requests().filter(({ status }) => status === 403 || status === 429).length,
    pages: pages.size,
    pagesAgain: [...again.values()].reduce((sum, one) => sum + one, 0),
    pagesAgainOfOne: Math.max(0, ...again.values()),
  };
}

process.on('SIGUSR2', () => void process.stdout.write(`${JSON.stringify(asked())}\n`));
process.stdout.write(`${github.url}\n`);
