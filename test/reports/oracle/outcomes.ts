import type { Policy } from '#contract';
import { decisionsOf, meaningOf, movesOf } from './statuses.js';
import type { Stay } from '../recompute/world.js';
import type { Rolled } from './rollouts.js';
import type { Ticket } from './things.js';

export interface Ended {
  readonly outcome: string;
  /** TICKET, DEPLOYMENTS or nothing. */
  readonly from: string;
  readonly at: string | null;
  readonly backedOutAt: string | null;
}

interface Said {
  readonly outcome: string;
  readonly at: string | null;
}

/** What says how a change ended: its ticket with its stays, and the deployments that carry it or take it out. */
interface Told {
  readonly ticket: Ticket | null;
  readonly stays: readonly Stay[];
  readonly carried: readonly Rolled[];
  readonly takenOut: readonly Rolled[];
}

/** The ticket's own word comes first; where it says nothing, the deployments do (docs/record.md, Outcome). */
export function endedAs({ ticket, stays, carried, takenOut }: Told, policy: Policy): Ended {
  const said = ticket && (wordOf(ticket, policy) ?? turnedDown(ticket, stays, carried, policy));
  const shown = shownBy(carried, takenOut);
  const speaks = said ?? (shown?.outcome === 'UNKNOWN' ? null : shown);
  const outs = shown?.outcome === 'BACKED_OUT' ? takenOut.filter(({ outcome }) => outcome === 'SUCCEEDED').map(({ start }) => start) : [];
  const times = [...outs, ...(said?.outcome === 'BACKED_OUT' && said.at ? [said.at] : [])].sort();
  return {
    outcome: speaks?.outcome ?? 'UNKNOWN',
    from: speaks === null ? '' : speaks === said ? 'TICKET' : 'DEPLOYMENTS',
    at: speaks?.at ?? null,
    backedOutAt: speaks?.outcome === 'BACKED_OUT' ? (times[0] ?? null) : null,
  };
}

/** Its resolution, else its status. */
function wordOf(ticket: Ticket, { outcomes }: Policy): Said | null {
  const meaning = (id: unknown, name: string | null) =>
    [outcomes[ticket.source], outcomes['*']]
      .flatMap((words) => [words?.[String(id)], words?.[name ?? '']])
      .find((one) => one !== undefined);
  const edits = [...(ticket.edits.get('resolution') ?? [])].sort((a, b) => (a.at.from < b.at.from ? -1 : 1));
  const last = edits.at(-1);
  const read = ticket.values.get('resolution');
  const [value, name, at] = last ? [last.to, last.toName, last.at.from] : [read?.value ?? null, read?.name ?? null, null];
  const byResolution = value === null ? undefined : meaning(value, name);
  if (byResolution !== undefined) return { outcome: byResolution, at };
  const status = movesOf(ticket).at(-1);
  const byStatus = status && meaning(status.to, status.toName);
  return status && byStatus !== undefined ? { outcome: byStatus, at: status.at.from } : null;
}

/** Closed without an implementation, after its last decision said no. */
function turnedDown(ticket: Ticket, stays: readonly Stay[], carried: readonly Rolled[], policy: Policy): Said | null {
  const isManual = movesOf(ticket).some(({ to, toName }) => meaningOf(policy, ticket.source, to, toName)?.stage === 'IMPLEMENTING');
  if (stays.at(-1)?.stage !== 'CLOSED' || carried.length > 0 || isManual) return null;
  const last = decisionsOf(ticket, policy).at(-1);
  return last?.word === 'REJECTED' || last?.word === 'REVOKED' ? { outcome: 'CANCELLED', at: stays.at(-1)?.from ?? null } : null;
}

/** In each place the last that carries the change or takes it out speaks. */
function shownBy(carried: readonly Rolled[], takenOut: readonly Rolled[]): Said | null {
  const outs = takenOut.filter((one) => one.outcome === 'SUCCEEDED' && !carried.includes(one));
  const steps = [...carried, ...outs].sort((a, b) => (a.start < b.start ? -1 : 1));
  if (steps.length === 0) return null;
  const places = [...new Set(steps.map(({ place }) => place))].map((place) => steps.filter((one) => one.place === place));
  const wordIn = (one: Rolled) =>
    outs.includes(one) ? 'OUT' : one.outcome === 'SUCCEEDED' ? 'IN' : one.outcome === 'FAILED' ? 'FAILED' : 'OPEN';
  const last = places.map((here) => wordIn(here.at(-1)!));
  const times = places.map((here) => here.at(-1)!).map((one) => (outs.includes(one) ? one.start : (one.end ?? one.start)));
  const at = times.sort().at(-1) ?? null;
  if (last.includes('OPEN')) return { outcome: 'UNKNOWN', at: null };
  if (!last.includes('IN')) return { outcome: last.includes('OUT') ? 'BACKED_OUT' : 'FAILED', at };
  if (last.some((word) => word !== 'IN')) return { outcome: 'PARTIALLY_COMPLETED', at };
  const hadIssues = steps.some((one) => wordIn(one) !== 'IN');
  return { outcome: hadIssues ? 'SUCCESSFUL_WITH_ISSUES' : 'SUCCESSFUL', at };
}
