import { type Instant, parseInstant, type Roots } from '#contract';
import { z } from 'zod';
import { id, time } from '../wire/scalar.js';
import type { Search } from './asking.js';
import { expect } from './client.js';
import { milliseconds, plusMinutes } from './listing.js';
import { issuesOf, type Pass } from './pass.js';

const answer = z.object({
  issues: z.array(z.object({ id, fields: z.object({ created: time }) })),
  nextPageToken: z.string().nullish(),
  isLast: z.boolean().nullish(),
});

/** Of all projects together: a ticket that moved is listed with another project than it was created in. */
export const ticketRoots: Roots = {
  kind: 'tickets',
  ground: null,
  created: 'ticket.created',
  deleted: { type: 'ticket.deleted', record: (ticket) => ({ kind: 'census.deleted', key: `ticket:${ticket}`, payload: { ticket } }) },
  bell: (ticket) => ({ collection: 'tickets', reference: { ticket } }),
};

/** Ids of the issues created in [from, to). Asked for a minute more on either side: Jira may compare whole minutes. */
export async function ticketIds(pass: Pass, { from, to }: { readonly from: Instant; readonly to: Instant }): Promise<string[]> {
  const about = issuesOf(pass);
  const [after, before] = [milliseconds(plusMinutes(from, -1)), milliseconds(plusMinutes(to, 1))].map(String);
  const jql = `project = "${pass.project}" AND created >= ${after ?? ''} AND created < ${before ?? ''} ORDER BY created ASC, key ASC`;
  const search: Search = { jql, fields: ['created'], maxResults: 1000 };
  const ids = new Set<string>();
  for (let token: string | null = null; ;) {
    const asked: Search = token === null ? search : { ...search, nextPageToken: token };
    const { issues, nextPageToken, isLast }: z.output<typeof answer> = expect(answer, await pass.client.search(asked, about), about);
    for (const each of issues) if (isWithin(parseInstant(each.fields.created), from, to)) ids.add(each.id);
    if (!nextPageToken || isLast === true) return [...ids];
    token = nextPageToken;
  }
}

function isWithin(at: Instant | null, from: Instant, to: Instant): boolean {
  return at !== null && at >= from && at < to;
}
