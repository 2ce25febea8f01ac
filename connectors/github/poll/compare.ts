import { type Json, type Page, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { sha } from '../wire/scalar.js';
import { expect } from './client.js';
import { commitRecord } from './commit-record.js';
import { asked, inRepository, page, type Pass } from './pass.js';
import { commitsByName } from './queries.js';
import { unavailable } from './refusal.js';
import { pathOf } from './repository.js';

const comparison = z.object({ total_commits: z.int(), commits: z.array(z.object({ sha })) });

/**
 * Pages of exactly the commits that `head` reaches and `base` does not: by comparing for the names, then by name for
 * what GraphQL alone has. False when GitHub no longer has `base` (forced away and collected).
 */
export async function* commitsBetween(pass: Pass, base: string, head: string, cursor: Json): AsyncGenerator<Page, boolean> {
  const about = asked(pass, 'commits', 'Contents: read');
  for (let number = 1, read = 0; ; number += 1) {
    const compared = await comparisonPage(pass, `${base}...${head}`, number);
    if (!compared) return false;
    const { commits, total_commits: total } = compared;
    read += commits.length;
    if (commits.length > 0)
      yield page(
        await byName(
          pass,
          commits.map((commit) => commit.sha),
        ),
        cursor,
        total,
      );
    if (read >= total) return true;
    // An empty page before the end: to go on would leave commits out in silence.
    if (commits.length === 0) throw unavailable(about, `the comparison says ${String(total)} commits and shows ${String(read)}`);
  }
}

async function comparisonPage(pass: Pass, basehead: string, number: number) {
  const about = asked(pass, 'a comparison', 'Contents: read');
  const parameters = { ...pathOf(pass.repository), basehead, per_page: 100, page: number };
  try {
    const { data } = await pass.client.get('/repos/{owner}/{repo}/compare/{basehead}', parameters, about);
    return expect(comparison, data, about);
  } catch (error) {
    if (error instanceof SourceRefused && error.status === 404) return null;
    throw error;
  }
}

async function byName(pass: Pass, shas: readonly string[]): Promise<RawRecord[]> {
  const about = asked(pass, 'commits', 'Contents: read');
  const { data } = await inRepository(pass, commitsByName(shas), {}, about);
  const objects = expect(z.record(z.string(), z.custom<Json>()), data, about);
  return shas.map((_, index) => {
    const commit = objects[`c${String(index)}`];
    if (!commit) throw unavailable(about, `it compared commit ${shas[index] ?? ''}, but does not show it`);
    return commitRecord(pass, commit);
  });
}
