import type { EventType, LedgerEvent } from '#contract';
import { addressOf, isSha, type Holding, repositoryOfCommit } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { sent } from '../../db/together.js';
import { readEvents } from '../../ledger/index.js';
import { repositoryOf } from './reading.js';

/** What may name a commit by its hash alone, since another tool keeps the repository. */
const NAMING: ReadonlySet<EventType> = new Set(['deployment.requested', 'check.finished', 'artifact.published']);

/** An event that was recorded earlier, with its commits in the repository that is known now. */
interface Recalled {
  readonly event: LedgerEvent;
  readonly original: LedgerEvent;
}

interface Naming {
  readonly seq: number;
  readonly sha: string;
  readonly address: string | null;
  readonly repository: string | null;
}

/** Places what names commits by hash: the events of one transaction, and earlier ones whose commits this one brings. */
export class NamingFold {
  readonly #left: Naming[] = [];
  readonly #again: number[] = [];
  #holding: ReadonlyMap<string, readonly Holding[]> = new Map();

  /** Earlier events that are placed now, or elsewhere than before. Call it first; it also looks up what these events name. */
  async recalled(tx: Transaction, events: readonly LedgerEvent[]): Promise<readonly Recalled[]> {
    const waiting = await waitingFor(tx, events);
    const earlier = await readEvents(tx, [...new Set(waiting.map(({ seq }) => seq))]);
    const shas = [...events, ...earlier].flatMap(commitsNamed);
    this.#holding = shas.length === 0 ? new Map() : await holdingOf(tx, events, [...new Set(shas)]);
    this.#again.push(...earlier.map(({ seq }) => seq));
    const before = new Map(waiting.map(({ seq, sha, repository }) => [`${String(seq)} ${sha}`, repository]));
    return earlier.flatMap((original) => {
      const event = this.placed(original);
      const isNews = this.#placesOf(original).some(({ sha, repository }) => before.get(`${String(original.seq)} ${sha}`) !== repository);
      return isNews && event !== original ? [{ event, original }] : [];
    });
  }

  /** The event with its commit in its repository; as it is where that is not known, or nothing to ask. */
  placed(event: LedgerEvent): LedgerEvent {
    const places = this.#placesOf(event);
    if (places.length === 0) return event;
    const found = places.filter(({ repository }) => repository !== null);
    for (const { isFinal, ...naming } of places) if (!isFinal) this.#left.push({ ...naming, seq: event.seq });
    if (found.length === 0) return event;
    return { ...event, body: { ...event.body, core: { ...event.body.core, ...inCore(event, found) } } };
  }

  #placesOf(event: LedgerEvent) {
    const url = event.body.core['repositoryUrl'];
    const address = typeof url === 'string' ? addressOf(url) : null;
    return commitsNamed(event).map((sha) => {
      const place = repositoryOfCommit(this.#holding.get(sha) ?? [], address);
      return { sha, address, repository: place?.repository ?? null, isFinal: place?.isFinal ?? false };
    });
  }

  write(tx: Transaction): void {
    if (this.#again.length > 0) sent(tx`delete from commit_naming where seq = any(${this.#again}::bigint[])`);
    if (this.#left.length === 0) return;
    sent(tx`
      insert into commit_naming (seq, sha, address, repository)
      select distinct on (seq, sha) seq, sha, address, repository
      from json_to_recordset(${JSON.stringify(this.#left)}::text::json) as row (seq bigint, sha text, address text, repository text)
      on conflict do nothing`);
  }
}

/** Hashes of commits that it names as its revision, where it knows their repository by its address alone, or not at all. */
function commitsNamed({ envelope, body }: LedgerEvent): readonly string[] {
  const { repository, repositoryUrl } = body.core;
  if (!NAMING.has(envelope.type) || (typeof repository === 'string' && typeof repositoryUrl !== 'string')) return [];
  const named = body.mentions.flatMap(({ candidate, method }) =>
    candidate?.kind === 'commit' && method === 'RELATION' && isSha(candidate.text) ? [candidate.text] : [],
  );
  const distinct = [...new Set(named)];
  if (envelope.type === 'artifact.published' || distinct.length === 1) return distinct;
  // Of several, as charts and their values are, it is the one that it calls its revision.
  return distinct.filter((sha) => sha === body.core['sha']);
}

function inCore({ envelope, body }: LedgerEvent, found: readonly { readonly sha: string; readonly repository: string | null }[]) {
  if (envelope.type !== 'artifact.published') return { repository: found[0]!.repository, sha: found[0]!.sha };
  const known = Array.isArray(body.core['commits']) ? body.core['commits'] : [];
  return { commits: [...known, ...found.map(({ sha, repository }) => `commit:${(repository ?? '').slice('repository:'.length)}:${sha}`)] };
}

interface Waiting {
  readonly seq: number;
  readonly sha: string;
  readonly repository: string | null;
}

/** Earlier namings of which these events bring the commit, or the name of a repository that holds it. */
async function waitingFor(tx: Transaction, events: readonly LedgerEvent[]): Promise<readonly Waiting[]> {
  const shas = commitsIn(events).map(({ sha }) => sha);
  const renamed = events.flatMap(({ envelope }) => (envelope.type === 'repository.renamed' ? [repositoryOf(envelope.subject) ?? ''] : []));
  if (shas.length + renamed.length === 0) return [];
  return tx<Waiting[]>`
    select seq, sha, repository from commit_naming where sha = any(${shas})
    union
    select n.seq, n.sha, n.repository from commit_naming n join code_commit c on c.sha = n.sha where c.repository = any(${renamed})
    order by seq, sha`;
}

function commitsIn(events: readonly LedgerEvent[]): readonly { readonly repository: string; readonly sha: string }[] {
  return events.flatMap(({ envelope, body }) => {
    const { repository, sha } = body.core;
    const isOne = envelope.type === 'commit.recorded' && typeof repository === 'string' && typeof sha === 'string';
    return isOne ? [{ repository, sha }] : [];
  });
}

/** Which repositories hold commits of these hashes, by what was read before and by these events. */
async function holdingOf(tx: Transaction, events: readonly LedgerEvent[], shas: readonly string[]) {
  const own = commitsIn(events).filter(({ sha }) => shas.includes(sha));
  const names = new Map(
    events.flatMap(({ envelope, body }) =>
      envelope.type === 'repository.renamed' ? [[repositoryOf(envelope.subject), String(body.core['name'])] as const] : [],
    ),
  );
  const rows = await tx<(Holding & { readonly sha: string })[]>`
    select sha, repository, name
    from (
      select sha, repository from code_commit where sha = any(${shas as string[]})
      union
      select sha, repository from unnest(${own.map((one) => one.sha)}::text[], ${own.map((one) => one.repository)}::text[]) as now (sha, repository)
    ) held
    left join repository using (repository)
    order by sha, repository`;
  const found = new Map<string, Holding[]>();
  for (const { sha, repository, name } of rows)
    found.set(sha, [...(found.get(sha) ?? []), { repository, name: names.get(repository) ?? name }]);
  return found;
}
