import { type Json, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { addressesIn } from './addresses.js';
import { withoutNoise } from './fields.js';
import type { Listed } from './listing.js';
import { aboutIssue, AGENT, type Pass } from './pass.js';
import { type Asked, unavailable } from './refusal.js';

export interface Whole {
  readonly record: RawRecord;
  /** An approver may decide without anything in the issue showing that it changed: it is read again. */
  readonly isOpen: boolean;
  /** Whether approvals were asked for and shown (`READ`), not there to be asked for, or refused: then why. */
  readonly approvals: 'READ' | 'NONE' | { readonly denied: string };
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
    const { approvals, state } = await approvalsOf(pass, listed);
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

const desk = z.object({ project: z.object({ projectTypeKey: z.string() }) });
const approvalPage = z.object({ values: z.array(z.looseObject({})), isLastPage: z.boolean() });

async function approvalsOf(pass: Pass, { id, fields }: Listed): Promise<{ approvals: Json[] | null; state: Whole['approvals'] }> {
  const type = desk.safeParse(fields);
  // Only Service Management has approvals; asking for each issue of another project would be a request wasted.
  if (type.success && type.data.project.projectTypeKey !== 'service_desk') return { approvals: [], state: 'NONE' };
  try {
    return { approvals: await approvalPages(pass, id), state: 'READ' };
  } catch (error) {
    if (!(error instanceof SourceRefused)) throw error;
    // No request of a service project.
    if (error.status === 404) return { approvals: [], state: 'NONE' };
    if (error.status === 403) return { approvals: null, state: { denied: error.message } };
    throw error;
  }
}

async function approvalPages(pass: Pass, id: string): Promise<Json[]> {
  const asked = aboutIssue(id, 'approvals of', AGENT);
  const found: Json[] = [];
  for (;;) {
    const { values: items, isLastPage } = expect(approvalPage, await pass.client.approvals(id, found.length, asked), asked);
    found.push(...(items as Json[]));
    if (isLastPage) return found;
    if (items.length === 0) throw unavailable(asked, 'a page is empty, and not the last');
  }
}

const pending = z.looseObject({ finalDecision: z.literal('pending') });

function isPending(approvals: readonly Json[] | null): boolean {
  return (approvals ?? []).some((approval) => pending.safeParse(approval).success);
}
