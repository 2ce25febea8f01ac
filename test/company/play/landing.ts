import type { Pull as Served } from '../../../src/sample/index.js';
import { headOf } from '../company.js';
import { WEB_FLOW } from '../people.js';
import type { Playing } from './acting.js';

/** What a merge puts on the target branch; gives its new head. */
export function landed({ scene, pull, number, branch, shas }: Playing, served: Served): string {
  const { company, repository } = scene;
  const shared = { at: pull.mergedAt, pulls: [number], committer: WEB_FLOW };
  const main = repository.branches.get(pull.target) ?? headOf(repository);
  const known = (sha: string | undefined) => repository.commits.find((commit) => commit.sha === sha);
  const files = shas.map((sha) => known(sha)?.files);
  const all = files.every((one) => one !== undefined) ? { files: pull.method === 'merge' ? [] : files.flat() } : {};
  if (pull.method === 'merge') {
    const message = `Merge pull request #${number} from acme/${branch}\n\n${served.title}`;
    return company.commit(repository, { ...shared, parents: [main, served.head.sha], message, author: pull.mergedBy, ...all }).sha;
  }
  if (pull.method === 'squash') {
    const message = `${served.title} (#${number})`;
    return company.commit(repository, { ...shared, parents: [main], message, author: known(shas[0])?.author ?? null, ...all }).sha;
  }
  let head = main;
  for (const sha of shas) {
    const { message = '', author = null, files: own } = known(sha) ?? {};
    head = company.commit(repository, { ...shared, parents: [head], message, author, ...(own ? { files: own } : {}) }).sha;
  }
  return head;
}
