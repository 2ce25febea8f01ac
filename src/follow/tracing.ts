import { type Interval, plusMs } from '#contract';
import {
  broughtIn,
  type BroughtIn,
  commitRef,
  type Contents,
  type History,
  NO_TRACES,
  type PolicyInForce,
  revertedFrom,
  type TicketFacts,
  trace,
  type Tracing,
  trustedTickets,
  wasClosed,
} from '../correlate/index.js';
import { type Awaited, awaitsKeys } from './awaits.js';
import { type CodeFacts, pickedBy } from './load/neighbourhood.js';
import type { TicketWorld } from './load/ticket-world.js';
import type { Near } from './load/near.js';

/** A deployment whose contents are known, with the code in its neighbourhood. */
export interface ToTrace {
  readonly deployment: string;
  readonly source: string;
  readonly repository: string;
  /** Other reports of the same deployment: what they say is said of it. */
  readonly reports: readonly string[];
  readonly start: Interval;
  readonly inForce: PolicyInForce;
  readonly contents: Pick<Contents, 'carries' | 'takesOut'>;
  readonly code: CodeFacts;
  readonly broughtIn: BroughtIn;
  readonly history: History;
}

export interface TracedTickets {
  readonly tracing: Tracing;
  readonly tickets: ReadonlyMap<string, TicketFacts>;
  /** Keys that stand in its neighbourhood and may be those of tickets that nobody read. */
  readonly unread: readonly Awaited[];
}

/** Loads what is said of tickets in and around the carried commits, and which commits lead to which changes. */
export async function traced(around: Near, world: TicketWorld, subject: ToTrace): Promise<TracedTickets> {
  if (!world.applies) return { tracing: NO_TRACES, tickets: new Map(), unread: [] };
  const { deployment, reports, repository, contents, code, history, start } = subject;
  const inForce = world.allowing(subject.inForce, subject.source);
  const { carries, takesOut } = contents;
  const pulls = [...code.pulls.values()];
  const own = pulls.flatMap((pull) => pull.heads.flatMap((head) => head.commits ?? []));
  const picked = pickedBy(
    [],
    [...carries, ...takesOut].flatMap((sha) => code.commits.get(sha) ?? []),
  );
  const reverted = revertedFrom([...carries, ...takesOut], code.commits);
  const shas = [...new Set([...carries, ...takesOut, ...picked, ...reverted, ...own])];
  const speakers = [deployment, ...reports, ...code.pulls.keys(), ...shas.map((sha) => commitRef(repository, sha))];
  const said = await around.mentions(speakers);
  const mentions = new Map(said).set(
    deployment,
    [deployment, ...reports].flatMap((one) => said.get(one) ?? []),
  );
  const named = [...mentions.values()].flat().flatMap(({ ticket }) => (ticket === null ? [] : [ticket]));
  const tickets = trustedTickets(await around.tickets([...new Set(named)].sort()), world.trust);
  const others = [...takesOut, ...picked, ...reverted];
  const away = others.length > 0 ? broughtIn({ carries: others, repository, pulls, commits: code.commits, history }) : null;
  const upTo = plusMs(start.to, inForce.policy.clockSkewMs);
  const tracing = trace({
    deployment,
    repository,
    carries,
    takesOut,
    commits: code.commits,
    pulls: code.pulls,
    broughtIn: subject.broughtIn,
    elsewhereWith: away?.byCommit ?? new Map(),
    mentions,
    tickets,
    policy: inForce.policy,
    applies: true,
    history,
    whyUnknown: (key) => world.whyUnknown(key, upTo),
    wasClosed: (ticket, at) => wasClosed(ticket, at, subject.source, inForce.policy),
  });
  const unnamed = [...mentions.values()].flat().flatMap(({ ticket, key }) => (ticket === null ? [key] : []));
  return { tracing, tickets, unread: awaitsKeys([...new Set(unnamed)].sort(), (key) => world.whyUnknown(key, upTo)) };
}
