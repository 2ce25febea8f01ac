import { type Json, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { expect } from './client.js';
import { asked, type Pass, placeOf } from './pass.js';
import { pathOf } from './repository.js';

const thing = z.looseObject({ id });
const runsPage = z.object({ check_runs: z.array(thing) });

/** Every run and every status of one commit, not only the latest of each; without outputs, which can be megabytes. */
export async function checksOf(pass: Pass, sha: string): Promise<RawRecord> {
  const about = asked(pass, `checks of commit ${sha}`, 'Checks: read');
  const checkRuns = await pages(pass, '/repos/{owner}/{repo}/commits/{ref}/check-runs', { ref: sha, filter: 'all' }, (data) => {
    return expect(runsPage, data, about).check_runs.map(withoutOutput);
  });
  const statuses = await pages(pass, '/repos/{owner}/{repo}/commits/{ref}/statuses', { ref: sha }, (data) => {
    return expect(z.array(thing), data, about);
  });
  const payload = { repository: placeOf(pass).rest, sha, checkRuns, statuses } as unknown as Json;
  return { kind: 'rest.checks', key: `checks:${pass.repository.id}:${sha}`, payload };
}

async function pages<T>(pass: Pass, route: string, own: Record<string, string>, itemsIn: (data: Json) => readonly T[]): Promise<T[]> {
  const permission = route.endsWith('statuses') ? 'Commit statuses: read' : 'Checks: read';
  const items: T[] = [];
  for (let number = 1; items.length === (number - 1) * 100; number += 1) {
    const parameters = { ...pathOf(pass.repository), ...own, per_page: 100, page: number };
    const { data } = await pass.client.get(route, parameters, asked(pass, 'checks', permission));
    items.push(...itemsIn(data));
  }
  return items;
}

/** Outputs can be megabytes; the app is known by its name. */
function withoutOutput({ output: _output, pull_requests: _pulls, app, ...rest }: z.output<typeof thing>) {
  const { slug, name } = named.safeParse(app).data ?? {};
  return { ...rest, app: { slug: slug ?? null, name: name ?? null } };
}
const named = z.object({ slug: z.string().nullish(), name: z.string().nullish() });

/** 403: the token may not read checks. Anything else is no answer to whether it may. */
export function isDenied(error: unknown): error is SourceRefused {
  return error instanceof SourceRefused && error.status === 403;
}
