import { type CheckRun, checkRunPayload, type Repository } from '../../../src/sample/index.js';
import { type Company, headOf } from '../company.js';
import { gitHubTime } from '../times.js';
import type { Run } from '../beside.js';
import { ACCEPTANCE, TESTS } from '../policy.js';
import type { Act, Scene } from './acting.js';

/** What every revision passes within half a minute, where its unit says nothing else. */
export function passed(company: Company, repository: Repository, sha: string, at: number): void {
  for (const name of [TESTS, ACCEPTANCE]) ended(company, repository, sha, { name, at: at + 20, conclusion: 'success' });
}

/** Of a new revision of main, or of a branch that is deployed. */
export function checked({ company, repository, unit }: Scene, sha: string, at: number): void {
  if (unit.checks === undefined) passed(company, repository, sha, at);
}

/** The runs that a unit names. */
export function checkActs({ company, repository, unit, names }: Scene): readonly Act[] {
  const shaOf = ({ of }: Run): string => {
    if (of === 'main') return headOf(repository);
    const served = repository.pulls.find(({ id }) => names.pulls.get(of) === `pull_request:github-acme:${id}`);
    if (served === undefined) throw new Error('A plan checks a pull request that is not open yet.');
    return served.head.sha;
  };
  return (unit.checks ?? []).map((run) => ({ at: run.at, does: () => ended(company, repository, shaOf(run), run) }));
}

function ended(company: Company, repository: Repository, sha: string, { name, at, conclusion }: Omit<Run, 'of'>): void {
  const times = { startedAt: gitHubTime(at - 10), completedAt: gitHubTime(at) };
  const run: CheckRun = { id: 33_400_000_000 + company.id(), sha, name, status: 'completed', conclusion, ...times };
  repository.checkRuns.push(run);
  company.send(({ github }) => ({
    tool: 'github',
    payload: checkRunPayload({ addresses: github.addresses, repository }, run, 'completed'),
  }));
}
