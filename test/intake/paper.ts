import {
  account,
  genuine,
  MalformedRecord,
  parseInterval,
  ref,
  refused,
  SourceRefused,
  SourceUnavailable,
  text,
  type Connector,
  type CoverageClaim,
  type Draft,
  type Json,
  type Page,
  type RawRecord,
} from '#contract';
import { z } from 'zod';

/** A tool that knows nothing but notes: the smallest connector with both doors. `mood` says what the normaliser shall do with one. */
export interface Note {
  readonly id: number;
  readonly words?: string;
  readonly mood?: 'ignored' | 'malformed' | 'defect';
}

export interface PaperConfig {
  readonly url: string;
  readonly pollSeconds?: number;
}

export const PAPER_SECRET = 'paper-secret-1';

export function noteRecord(note: Note): RawRecord {
  return { kind: 'paper.note', key: `note:${note.id}`, payload: note as unknown as Json };
}

function draftOf(note: Note): Draft {
  return {
    type: 'release.published',
    subject: ref('release', String(note.id)),
    identity: { kind: 'note', natural: [String(note.id)], transition: 'published' },
    occurredAt: parseInterval('2026-01-02T03:04:05Z'),
    timeFrom: 'CORE',
    core: { note: String(note.id), author: account('7', 'PERSON', 'ada'), words: text('words', note.words ?? '') },
  };
}

export function paper(options: { cured?: boolean; version?: number; refuseWith?: 401 | 200 } = {}): Connector<PaperConfig> {
  return {
    kind: 'paper',
    config: z.strictObject({ url: z.string(), pollSeconds: z.number().optional() }) as z.ZodType<PaperConfig>,
    secrets: ['token', 'webhookSecret'],
    webhookOnly: [],
    webhook: {
      ...(options.refuseWith === undefined ? {} : { refuseWith: options.refuseWith }),
      verify(delivery, secrets, tools) {
        const signature = delivery.headers['x-paper-signature'];
        if (!signature) return refused('The header x-paper-signature is missing.');
        const right = secrets.some((secret) => tools.equal(tools.hmac(secret, delivery.body), signature));
        return right ? genuine(delivery) : refused('The signature does not fit the body and the secret.');
      },
      deliveryKey: (delivery) => delivery.headers['x-paper-delivery'] ?? '',
      parse(delivery) {
        const body = JSON.parse(Buffer.from(delivery.body).toString('utf8')) as { notes?: Note[]; ring?: number[] };
        if (!Array.isArray(body.notes)) throw new MalformedRecord('notes', 'notes is no list.');
        const doorbells = (body.ring ?? []).map((id) => ({ collection: 'notes', reference: { id } }));
        return { records: body.notes.map(noteRecord), doorbells };
      },
    },
    poll: {
      async streams({ config, http }) {
        const names = (await asked(http.fetch, `${config.url}/streams`)) as string[];
        return names.map((name) => ({ name, scope: ref('repository', name.split('/')[0] ?? name), label: `paper ${name}` }));
      },
      async *read(stream, cursor, { config, http, secret }): AsyncGenerator<Page> {
        let from = (cursor as number | null) ?? 0;
        for (;;) {
          const query = `${config.url}/pages?stream=${encodeURIComponent(stream.name)}&from=${from}&key=${secret('token') ?? ''}`;
          const page = (await asked(http.fetch, query)) as { notes: Note[]; next: number; more: boolean; total?: number };
          from = page.next;
          const upTo = http.sourceTime();
          const claim: CoverageClaim = { scope: stream.scope, collection: 'notes', state: 'COMPLETE', ...(upTo ? { upTo } : {}) };
          const total = page.total === undefined ? {} : { total: page.total };
          yield { records: page.notes.map(noteRecord), cursor: page.next, ...total, ...(page.more ? {} : { claims: [claim] }) };
          if (!page.more) return;
        }
      },
      async fetch({ collection, reference }, { config, http }) {
        if (collection === 'stream') return { records: [], wakes: [String(reference)] };
        const { id } = reference as { id: number };
        const note = (await asked(http.fetch, `${config.url}/notes/${id}`)) as Note;
        const upTo = http.sourceTime();
        return {
          records: [noteRecord(note)],
          claims: [{ scope: ref('release', String(id)), collection: 'note', state: 'COMPLETE', ...(upTo ? { upTo } : {}) }],
        };
      },
      census: async () => [],
    },
    normaliser: {
      version: options.version ?? 1,
      normalise(record) {
        const note = record.payload as unknown as Note;
        if (note.mood === 'ignored') return { ignored: 'It is only a greeting.' };
        if (note.mood === 'malformed' && !options.cured) throw new MalformedRecord('words', 'words is no text.');
        if (note.mood === 'defect' && !options.cured) throw new TypeError("Cannot read properties of undefined (reading 'id')");
        return { events: [draftOf(note)] };
      },
    },
  };
}

async function asked(fetch: typeof globalThis.fetch, url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  if ([401, 403, 404].includes(response.status))
    throw new SourceRefused(response.status, `Paper refused with ${response.status}: the token may not read notes.`);
  if (!response.ok) throw new SourceUnavailable(`Paper answered ${response.status}.`);
  return response.json();
}
