import type { Instant, Json, Page } from '#contract';
import { type Cursor, type First, withOpen } from './cursor.js';
import { deploymentsPage, PAGE } from './deployments.js';
import type { Listed } from './environments.js';
import { claimsOf } from './project.js';
import { type Pass, wholes } from './whole.js';

/** Newest first: the newest page of every environment, then the next of those that have one, until none has. */
export async function* firstReading(pass: Pass, environments: readonly Listed[], from: Cursor): AsyncGenerator<Page> {
  const there = new Set(environments.map(({ id }) => id));
  let at = from;
  let first = from.first as First;
  for (;;) {
    const { round, after, more } = first;
    for (const environment of environments.filter(({ id }) => (round === 0 || more.includes(id)) && (after === null || id > after))) {
      const page = await deploymentsPage(pass.client, environment.id, round * PAGE);
      first = reached(first, environment.id, page.length === PAGE);
      if (page.length === 0) continue;
      const records = await wholes(pass, environment as Json, page);
      at = { ...withOpen(at, environment.id, page), first, denied: pass.stepsDenied ?? at.denied };
      yield { records, cursor: at };
    }
    first = { ...first, round: round + 1, after: null, more: first.more.filter((id) => there.has(id)) };
    if (first.more.length === 0) break;
  }
  const upTo = first.began as Instant | null;
  yield { records: [], cursor: { ...at, first: null, since: upTo, swept: upTo }, claims: claimsOf(pass.project, upTo, at.denied) };
}

function reached(first: First, environment: string, hasMore: boolean): First {
  const others = first.more.filter((id) => id !== environment);
  return { ...first, after: environment, more: hasMore ? [...others, environment] : others };
}
