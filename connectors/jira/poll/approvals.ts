import { type CoverageClaim, type Instant, type Json, ref, SourceRefused } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import type { Listed } from './listing.js';
import { aboutIssue, AGENT, BROWSE, type Pass } from './pass.js';
import { unavailable } from './refusal.js';

export interface Answered {
  readonly approvals: Json[] | null;
  /**
   * Whether approvals were asked for and shown (`READ`), not there to be asked for (`NONE`), may have been left behind in
   * the service project that the issue came from (`LOST`), or refused: then why.
   */
  readonly state: 'READ' | 'NONE' | 'LOST' | { readonly denied: string };
}

const SERVICE = 'service_desk';
const here = z.object({ project: z.object({ projectTypeKey: z.string() }) });
const changelog = z.array(z.looseObject({ items: z.array(z.looseObject({ field: z.string(), from: z.unknown() })) }));

/**
 * Only Service Management has approvals; asking for each issue of another project would be a request wasted. Nothing says what
 * becomes of those of an issue that is moved to such a project, so Jira is asked, and a 404 then says nothing.
 */
export async function approvalsOf(pass: Pass, { id: ticket, fields }: Listed, histories: readonly Json[]): Promise<Answered> {
  const type = here.safeParse(fields);
  const isService = !type.success || type.data.project.projectTypeKey === SERVICE;
  const mayHaveHad = await cameFromService(pass, histories);
  if (!isService && !mayHaveHad) return { approvals: [], state: 'NONE' };
  try {
    return { approvals: await approvalPages(pass, ticket), state: 'READ' };
  } catch (error) {
    if (!(error instanceof SourceRefused) || ![403, 404].includes(error.status)) throw error;
    if (mayHaveHad && (error.status === 404 || !isService)) return { approvals: null, state: 'LOST' };
    // No request of a service project.
    if (error.status === 404) return { approvals: [], state: 'NONE' };
    return { approvals: null, state: { denied: error.message } };
  }
}

/** Whether its changelog tells of an approval, or of a project that it was in and that is one of Service Management. */
async function cameFromService(pass: Pass, histories: readonly Json[]): Promise<boolean> {
  const items = (changelog.safeParse(histories).data ?? []).flatMap((history) => history.items);
  if (items.some(({ field }) => /^approvals?$/i.test(field))) return true;
  for (const { field, from } of items) {
    if (field === 'project' && typeof from === 'string' && (await isService(pass, from))) return true;
  }
  return false;
}

const kind = z.looseObject({ projectTypeKey: z.string() });

/** A project that is gone, or not shown, may have been one. */
async function isService({ client, projectTypes }: Pass, project: string): Promise<boolean> {
  const known = projectTypes.get(project);
  if (known !== undefined) return known === SERVICE;
  const about = { what: `project ${project}`, permission: BROWSE };
  const found = await client.project(project, about).then(
    (data) => expect(kind, data, about).projectTypeKey,
    (error: unknown) => {
      if (error instanceof SourceRefused && [403, 404].includes(error.status)) return SERVICE;
      throw error;
    },
  );
  projectTypes.set(project, found);
  return found === SERVICE;
}

const page = z.object({ values: z.array(z.looseObject({})), isLastPage: z.boolean() });

async function approvalPages(pass: Pass, ticket: string): Promise<Json[]> {
  const asked = aboutIssue(ticket, 'approvals of', AGENT);
  const found: Json[] = [];
  for (;;) {
    const { values: items, isLastPage } = expect(page, await pass.client.approvals(ticket, found.length, asked), asked);
    found.push(...(items as Json[]));
    if (isLastPage) return found;
    if (items.length === 0) throw unavailable(asked, 'a page is empty, and not the last');
  }
}

/** Of those that may be lost nobody can know whether there were any; of those that are shown (again) all were read. */
export function claimsOfMoved(
  { lost, shown }: { readonly lost: readonly string[]; readonly shown: readonly string[] },
  upTo: Instant | null,
): CoverageClaim[] {
  const of = (ticket: string) => ({ scope: ref('ticket', ticket), collection: 'approvals' });
  const reason = (ticket: string) =>
    `Jira does not show approvals of issue ${ticket}, which was moved out of a service project: it may have had some there.`;
  return [
    ...lost.map((ticket): CoverageClaim => ({ ...of(ticket), state: 'DENIED', reason: reason(ticket) })),
    ...(upTo === null ? [] : shown.map((ticket): CoverageClaim => ({ ...of(ticket), state: 'COMPLETE', upTo }))),
  ];
}
