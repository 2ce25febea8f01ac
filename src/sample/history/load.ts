import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { Account } from '../github/account.js';
import type { Permission } from '../github/permission.js';
import type { Repository, World } from '../github/world.js';
import { emptyRepository, worldOf } from '../github/world.js';
import { commitsOf, defaultHead } from './commits.js';
import { pullsOf } from './pulls.js';
import { deploymentOf, releaseOf, stableReleases, tagsOf } from './releases.js';
import type { Rows } from './rows.js';
import { BadHistory, readRows } from './rows.js';

// What the folder lacks, and so what the token lacks: absent, not invented.
const ABSENT: readonly Permission[] = ['actions', 'activity', 'checks', 'protection', 'reviews', 'statuses'];
const DEFAULT_BRANCH = 'main';

/**
 * A git-history folder (commits.csv, pulls.json, pull_commits.csv, releases.csv) as a world of one repository, named
 * by the folder (`owner__name`). Throws `BadHistory`, whose sentence names the file and the line.
 */
export async function loadHistory(folder: string): Promise<World> {
  const rows = await readRows(folder);
  if (rows.commits.length === 0) throw new BadHistory('commits.csv holds no commits.');
  const repository = emptyRepository({
    ...identityOf(basename(resolve(folder))),
    defaultBranch: DEFAULT_BRANCH,
    ...timesOf(rows),
    branches: new Map([[DEFAULT_BRANCH, defaultHead(rows)]]),
    tags: tagsOf(rows.releases),
    commits: commitsOf(rows),
    pulls: pullsOf(rows, DEFAULT_BRANCH),
  });
  deploy(repository, rows);
  return worldOf([repository], ABSENT);
}

function deploy(repository: Repository, rows: Rows): void {
  const known = new Set(repository.commits.map(({ sha }) => sha));
  for (const [index, row] of stableReleases(repository, rows.releases).entries()) {
    if (!known.has(row.target_sha))
      throw new BadHistory(`releases.csv: ${row.tag} is on the default branch and its commit ${row.target_sha} is not in commits.csv.`);
    repository.releases.push(releaseOf(row, index));
    repository.deployments.push(deploymentOf(row, index));
  }
}

function identityOf(folderName: string): { id: number; owner: Account; name: string } {
  const [, owner, name] = /^(.+?)__(.+)$/.exec(folderName) ?? [null, 'history', folderName];
  return {
    id: stableNumber(`repository ${folderName}`),
    owner: { id: stableNumber(`owner ${owner}`), login: owner as string, type: 'Organization' },
    name: name as string,
  };
}

// The folder has no ids; the same name gives the same number, below 2^28.
function stableNumber(text: string): number {
  return Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 7), 16) + 1;
}

function timesOf(rows: Rows): { createdAt: string; pushedAt: string } {
  const times = rows.commits.map((row) => row.commit_time).sort();
  return { createdAt: times[0] as string, pushedAt: times.at(-1) as string };
}
