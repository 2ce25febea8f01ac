/** What the stand-in serves, as PagerDuty holds it; times in seconds since the start of 2026. */
export interface World {
  readonly incidents: Incident[];
  readonly log: LogEntry[];
  /** By incident, what PagerDuty relates to it. */
  readonly changes: Map<string, readonly object[]>;
  /** `incidents`, `changes`: refused with 403. */
  readonly denied: Set<string>;
}

export interface Incident {
  readonly id: string;
  readonly number: number;
  readonly created: number;
  readonly resolved: number | null;
  readonly by: Agent;
  readonly resolver: Agent;
  readonly title: string;
  /** At which it was triggered, and to which it went. */
  readonly service: string;
  readonly now: string;
  readonly urgency: 'high' | 'low';
  readonly priority: string | null;
}

export interface Agent {
  readonly id: string;
  readonly type: 'user_reference' | 'service_reference';
  readonly summary: string;
}

export interface LogEntry {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly incident: string;
}

export const TOKEN = 'token-of-these-tests';
export const ANA: Agent = { id: 'PXPGF42', type: 'user_reference', summary: 'Ana R.' };
export const BEN: Agent = { id: 'PBEN042', type: 'user_reference', summary: 'Ben' };
export const MONITOR: Agent = { id: 'PIJ90N7', type: 'service_reference', summary: 'Payments API' };
export const SERVICE = 'PIJ90N7';

const START = Date.UTC(2026, 0, 1);

export function millisOf(seconds: number): number {
  return START + seconds * 1000;
}

/** As PagerDuty writes it: whole seconds. */
export function timeOf(seconds: number): string {
  return `${new Date(millisOf(seconds)).toISOString().slice(0, 19)}Z`;
}

export function incident(number: number, created: number, more: Partial<Incident> = {}): Incident {
  const id = `PINC${String(number).padStart(6, '0')}`;
  const own = { by: ANA, resolver: BEN, title: `Incident ${String(number)}`, service: SERVICE, now: SERVICE };
  return { id, number, created, resolved: null, ...own, urgency: 'high', priority: null, ...more };
}

export function worldOf(incidents: readonly Incident[], more: Partial<World> = {}): World {
  return { incidents: [...incidents], log: incidents.flatMap(logOf), changes: new Map(), denied: new Set(), ...more };
}

/** What PagerDuty writes into its log: that it was triggered, who was told, that it was resolved. */
export function logOf({ id, created, resolved }: Incident): LogEntry[] {
  return [
    { id: `${id}-1`, type: 'trigger_log_entry', at: created, incident: id },
    { id: `${id}-2`, type: 'notify_log_entry', at: created + 1, incident: id },
    ...(resolved === null ? [] : [{ id: `${id}-3`, type: 'resolve_log_entry', at: resolved, incident: id }]),
  ];
}
