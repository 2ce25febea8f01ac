import { type Doorbell, type Fetched, type Json, type Named, SourceRefused } from '#contract';
import { z } from 'zod';
import { id, time } from '../wire/scalar.js';
import type { JiraConfig } from '../config.js';
import type { JiraIo } from './asking.js';
import { clientOf, expect } from './client.js';
import { fieldsToRead } from './fields.js';
import type { Listed } from './listing.js';
import { aboutIssue, type Pass, passOf } from './pass.js';
import { wholeIssue } from './whole.js';

/** By id; where `known`, only in a project that is read. By key, only of such a project: the ticket may have moved since. */
const reference = z.union([
  z.object({ ticket: id, known: z.boolean().default(false) }),
  z.object({ key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/) }),
]);
const references = z.object({ collection: z.literal('tickets'), reference });
type Reference = z.output<typeof reference>;
const answer = z.looseObject({ id, key: z.string(), fields: z.looseObject({ created: time, updated: time }) });

/** The ticket that a doorbell names. Claims nothing: one thing read says nothing of the others. */
export async function fetchOne(doorbell: Doorbell, io: JiraIo): Promise<Fetched> {
  const read = references.safeParse(doorbell);
  if (!read.success) {
    throw new SourceRefused(400, `A doorbell for ${doorbell.collection} names nothing that the Jira connector can read alone.`);
  }
  const pass = passOf(await clientOf(io), '', fieldsToRead(io.config));
  const listed = await namedBy(read.data.reference, pass, io);
  const whole = listed && (await wholeIssue(pass, listed));
  return { records: whole ? [whole.record] : [] };
}

async function namedBy(named: Reference, pass: Pass, io: JiraIo): Promise<Listed | null> {
  if ('key' in named) return isRead(named.key, io) ? ifThere(issueById(pass, named.key)) : null;
  if (!named.known) return issueById(pass, named.ticket);
  const listed = await ifThere(issueById(pass, named.ticket));
  return listed && isRead(listed.key, io) ? listed : null;
}

/** By its key, where that is one of a project that is read. */
export function doorbellOf({ collection, item }: Named, config: JiraConfig): Doorbell | null {
  return collection === 'ticket' && isRead(item, { config }) ? { collection: 'tickets', reference: { key: item } } : null;
}

/** Whether the key is one of a project that this source reads. */
export function isRead(key: string, { config }: Pick<JiraIo, 'config'>): boolean {
  return config.projects.includes(key.slice(0, key.lastIndexOf('-')));
}

/** What somebody mentioned, or anybody sent, need not exist; that is no failure, and says nothing. */
async function ifThere(reading: Promise<Listed>): Promise<Listed | null> {
  return reading.catch((error: unknown) => {
    if (error instanceof SourceRefused && error.status === 404) return null;
    throw error;
  });
}

export async function issueById({ client, fields }: Pass, ticket: string): Promise<Listed> {
  const asked = aboutIssue(ticket, '');
  const data: Json = await client.issue(ticket, fields, asked);
  return expect(answer, data, asked);
}
