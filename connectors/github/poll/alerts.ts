import { type Instant, type Json, type Page, parseInstant, plusMs, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { type List, listPage } from './listed.js';
import { asked, cursorAs, lastPage, page, type Pass, placeOf } from './pass.js';
import { complete, denied } from './repository.js';

/** By kind of alert, what it takes. */
export const ALERTS: Readonly<Record<string, string>> = {
  code_scanning: 'Code scanning alerts: read',
  dependabot: 'Dependabot alerts: read',
  secret_scanning: 'Secret scanning alerts: read',
};

const place = z.record(z.string(), z.union([z.string(), z.number()]));
const walk = z.object({
  /** The newest change that was read; null: the first reading is not at its end. */
  since: z.string().nullable(),
  /** Where a first reading is on its way down, and the newest change that it began with. */
  down: z.object({ next: place, newest: z.string().nullable() }).nullable(),
});
type Walk = z.output<typeof walk>;
const cursorShape = z.record(z.string(), walk);
type Cursor = z.output<typeof cursorShape>;

const alerts = z.array(z.looseObject({ number: z.int(), updated_at: z.string().nullish(), created_at: z.string() }));
type Alert = z.output<typeof alerts>[number];

const BEGINNING: Walk = { since: null, down: null };
const OVERLAP_MS = 300_000;

/** Alerts of code scanning, Dependabot and secret scanning, each kind last changed first. A kind that is off, or not shown, is DENIED alone. */
export async function* readAlerts(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  let at: Cursor = cursorAs(cursorShape, cursor, {});
  for (const kind of Object.keys(ALERTS)) {
    const before = at[kind] ?? BEGINNING;
    try {
      for await (const { records, walked } of changed(pass, kind, before)) {
        at = { ...at, [kind]: walked };
        yield page(records, at);
      }
      // What changed since an interrupted first reading began comes with the next one, which may claim it.
      yield lastPage(at, before.down === null ? complete(pass.repository, pass.client, [`${kind}_alerts`]) : []);
    } catch (error) {
      if (!isOff(error)) throw error;
      yield lastPage(at, [denied(pass.repository, `${kind}_alerts`, error.message)]);
    }
  }
}

/** GitHub answers 403, and for secret scanning 404, where a kind of alerts is switched off. */
function isOff(error: unknown): error is SourceRefused {
  return error instanceof SourceRefused && [403, 404].includes(error.status);
}

export function listOf(kind: string): List {
  const route = `/repos/{owner}/{repo}/${kind.replace('_', '-')}/alerts`;
  return { route, under: null, things: `${kind.replace('_', ' ')} alerts`, permission: ALERTS[kind] ?? '' };
}

async function* changed(pass: Pass, kind: string, from: Walk): AsyncGenerator<{ records: readonly RawRecord[]; walked: Walk }> {
  const until = from.since === null ? null : plusMs(from.since as Instant, -OVERLAP_MS);
  const list = listOf(kind);
  let newest = from.down?.newest ?? null;
  for (let next: z.output<typeof place> | null = from.down?.next ?? {}; next;) {
    const answer: Awaited<ReturnType<typeof listPage>> = await listPage(pass, list, { sort: 'updated', direction: 'desc', ...next });
    const listed = expect(alerts, answer.items as Json, asked(pass, list.things, list.permission));
    newest ??= listed.map(changedAt).find((time) => time !== null) ?? from.since;
    const fresh = listed.filter((alert) => until === null || (changedAt(alert) ?? until) >= until);
    next = fresh.length < listed.length ? null : answer.next;
    const down = from.since === null && next ? { next, newest } : null;
    yield {
      records: fresh.map((alert) => recordOf(pass, kind, alert)),
      walked: next ? { since: from.since, down } : { since: newest, down },
    };
  }
}

function changedAt({ updated_at: updated, created_at: created }: Alert): Instant | null {
  return parseInstant(updated ?? created);
}

/** Without what is no part of a fact, and without what was found: a secret must not be kept. */
function recordOf(pass: Pass, kind: string, alert: Alert): RawRecord {
  const { secret: _secret, most_recent_instance: _instance, first_location_detected: _where, ...rest } = alert;
  const payload = { repository: placeOf(pass).rest, kind, alert: rest } as unknown as Json;
  return { kind: 'rest.alert', key: `alert:${pass.repository.id}:${kind}:${String(alert.number)}`, payload };
}
