import { type Doorbell, type Json, type Page, SourceRefused } from '#contract';
import { z } from 'zod';
import { id, time } from '../wire/scalar.js';
import { clientOf, expect, type JiraIo } from './client.js';
import { fieldsToRead } from './fields.js';
import type { Listed } from './listing.js';
import { aboutIssue, type Pass } from './pass.js';
import { wholeIssue } from './whole.js';

const references = z.object({ collection: z.literal('tickets'), reference: z.object({ ticket: id }) });
const answer = z.looseObject({ id, key: z.string(), fields: z.looseObject({ updated: time }) });

/** The ticket that a doorbell names. Claims nothing: one thing read says nothing of the others. */
export async function fetchOne(doorbell: Doorbell, io: JiraIo): Promise<Omit<Page, 'cursor'>> {
  const read = references.safeParse(doorbell);
  if (!read.success) {
    throw new SourceRefused(400, `A doorbell for ${doorbell.collection} names nothing that the Jira connector can read alone.`);
  }
  const pass = { client: await clientOf(io), project: '', fields: fieldsToRead(io.config) };
  const whole = await wholeIssue(pass, await issueById(pass, read.data.reference.ticket));
  return { records: whole ? [whole.record] : [] };
}

export async function issueById({ client, fields }: Pass, ticket: string): Promise<Listed> {
  const asked = aboutIssue(ticket, '');
  const data: Json = await client.issue(ticket, fields, asked);
  return expect(answer, data, asked);
}
