import { type Json, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { addressesIn } from './addresses.js';
import { type Answered, approvalsOf } from './approvals.js';
import { withoutNoise } from './fields.js';
import type { Listed } from './listing.js';
import { aboutIssue, type Pass } from './pass.js';
import { type Asked, unavailable } from './refusal.js';

export interface Whole {
  readonly record: RawRecord;
  /** An approver may decide without anything in the issue showing that it changed: it is read again. */
  readonly isOpen: boolean;
  readonly approvals: Answered['state'];
}

/** An issue with its whole changelog, its comments and its approvals; null when it is gone meanwhile. */
export async function wholeIssue(pass: Pass, listed: Listed): Promise<Whole | null> {
  const { id, key, fields } = listed;
  try {
    const histories = await all(
      values,
      (at) => pass.client.changelog(id, at, aboutIssue(id, 'the changelog of')),
      aboutIssue(id, 'the changelog of'),
    );
    const comments = await all(
      discussion,
      (at) => pass.client.comments(id, at, aboutIssue(id, 'comments of')),
      aboutIssue(id, 'comments of'),
    );
    const { approvals, state } = await approvalsOf(pass, listed, histories);
    const told: Json = { issue: { id, key, fields: fields as Json }, histories, comments, approvals };
    const addresses = addressesIn(told);
    const payload = { ...(withoutNoise(told) as object), ...(addresses.length > 0 ? { addresses } : {}) } as Json;
    return { record: { kind: 'rest.issue', key: `ticket:${id}`, payload }, isOpen: isPending(approvals), approvals: state };
  } catch (error) {
    // Deleted, or hidden from this account, between the list and the reading: which of the two, nobody can tell.
    if (error instanceof SourceRefused && error.status === 404) return null;
    throw error;
  }
}

const total = z.int().nonnegative();
const values = z.object({ values: z.array(z.looseObject({})), total }).transform(({ values: items, total: count }) => ({ items, count }));
const discussion = z
  .object({ comments: z.array(z.looseObject({})), total })
  .transform(({ comments: items, total: count }) => ({ items, count }));

type Paged = z.ZodType<{ readonly items: readonly object[]; readonly count: number }>;

/** All pages by `startAt`. Refuses to stop short of the total that Jira counts. */
async function all(schema: Paged, read: (startAt: number) => Promise<Json>, asked: Asked): Promise<Json[]> {
  const found: Json[] = [];
  for (;;) {
    const { items, count } = expect(schema, await read(found.length), asked);
    found.push(...(items as readonly Json[]));
    if (found.length >= count) return found;
    if (items.length === 0) throw unavailable(asked, `it counts ${String(count)} and shows ${String(found.length)}`);
  }
}

const pending = z.looseObject({ finalDecision: z.literal('pending') });

function isPending(approvals: readonly Json[] | null): boolean {
  return (approvals ?? []).some((approval) => pending.safeParse(approval).success);
}
