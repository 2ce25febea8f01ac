import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { asked, type Pass, REPORTER } from './pass.js';
import { isHidden } from './refusal.js';

export type Authors = Readonly<Record<string, { readonly id: string; readonly username: string } | null>>;

const commit = z.object({ author: z.object({ id: z.string(), username: z.string() }).nullish() }).nullish();
const answer = z.object({ data: z.object({ project: z.object({ repository: z.record(z.string(), commit) }).nullish() }).nullish() });
const globalId = /^gid:\/\/gitlab\/[A-Za-z:]+\/(\d+)$/;

/** A query may weigh 250; a commit with its author weighs some 5. */
const MOST = 25;

/**
 * Whose commits they are: REST gives an address alone, GraphQL the account that has verified it (`Repository.commit`, since
 * GitLab 17.10). Of a GitLab that does not know the question nothing is known of authors.
 */
export async function authorsOf(pass: Pass, of: readonly string[]): Promise<Authors> {
  // They become part of a query.
  const shas = of.filter((one) => /^[0-9a-f]{40,64}$/.test(one));
  const found: Record<string, Authors[string]> = {};
  for (let from = 0; from < shas.length; from += MOST) {
    const some = shas.slice(from, from + MOST);
    const read = await repositoryOf(pass, some);
    if (read === null) return found;
    for (const [index, sha] of some.entries()) {
      const { author } = read[`c${String(index)}`] ?? {};
      const [, number] = globalId.exec(author?.id ?? '') ?? [];
      found[sha] = author && number ? { id: id.parse(number), username: author.username } : null;
    }
  }
  return found;
}

async function repositoryOf(pass: Pass, shas: readonly string[]) {
  const names = shas.map((sha, index) => `c${String(index)}: commit(ref: "${sha}") { author { id username } }`);
  const query = `query ($path: ID!) { project(fullPath: $path) { repository { ${names.join(' ')} } } }`;
  try {
    const data = await pass.client.graphql(query, { path: pass.project.path }, asked(pass, 'authors of commits', REPORTER));
    return answer.safeParse(data).data?.data?.project?.repository ?? null;
  } catch (error) {
    if (isHidden(error)) return null;
    throw error;
  }
}
