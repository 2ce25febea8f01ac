import { type Json, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import type { PagerdutyConfig } from '../config.js';
import { type Client, expect } from './client.js';
import { INCIDENTS, INCLUDED, type ListedIncident } from './lists.js';
import type { Asked } from './refusal.js';

/** One reading. */
export interface Pass {
  readonly client: Client;
  readonly config: PagerdutyConfig;
  /** Why change events could not be read, in PagerDuty's words. */
  changesDenied: string | null;
}

export function passOf(client: Client, config: PagerdutyConfig): Pass {
  return { client, config, changesDenied: null };
}

const one = z.object({ incident: z.looseObject({ id: z.string(), created_at: z.string(), service: z.looseObject({ id: z.string() }) }) });

/** Null where PagerDuty does not have it, or does not show it. */
export async function incidentById({ client }: Pass, id: string): Promise<ListedIncident | null> {
  const asked = { ...INCIDENTS, what: `incident ${id}` };
  try {
    return expect(one, await client.get(`/incidents/${encodeURIComponent(id)}`, INCLUDED, asked), asked).incident;
  } catch (error) {
    if (error instanceof SourceRefused && error.status === 404) return null;
    throw error;
  }
}

/** An incident with who triggered it, and the change events that PagerDuty relates to it: one record, whichever request brought it. */
export async function wholeIncident(pass: Pass, listed: ListedIncident): Promise<RawRecord> {
  const trigger = (listed['first_trigger_log_entry'] ?? null) as Json;
  const payload = {
    incident: incidentOf(listed as Json),
    trigger: picked(trigger, ['agent', 'service']),
    changes: await changesOf(pass, listed.id),
  };
  return { kind: 'rest.incident', key: `incident:${listed.id}`, payload };
}

const KEPT = ['id', 'incident_number', 'title', 'status', 'urgency', 'priority', 'service', 'created_at', 'resolved_at'];

/** What is read of it; its details may hold whatever a monitor sends. */
export function incidentOf(given: Json): Json {
  return picked(given, [...KEPT, 'last_status_change_at', 'last_status_change_by']);
}

function picked(given: Json, names: readonly string[]): Json {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const own = given as { readonly [name: string]: Json };
  return Object.fromEntries(names.filter((name) => Object.hasOwn(own, name)).map((name) => [name, own[name] ?? null]));
}

const related = z.object({ change_events: z.array(z.looseObject({ id: z.string() })) });

export function changesAsked(incident: string): Asked {
  return { what: `change events related to incident ${incident}`, permission: 'incidents.read' };
}

/** Null where the account has no change events, or does not show them. */
async function changesOf(pass: Pass, incident: string): Promise<Json> {
  try {
    const found = await changeEvents(pass.client, incident);
    return found.map((each) => picked(each, ['id', 'summary', 'links']));
  } catch (error) {
    if (!(error instanceof SourceRefused) || error.status === 401) throw error;
    if (error.status !== 404) pass.changesDenied ??= error.message;
    return null;
  }
}

export async function changeEvents(client: Client, incident: string): Promise<readonly Json[]> {
  const asked = changesAsked(incident);
  const path = `/incidents/${encodeURIComponent(incident)}/related_change_events`;
  return expect(related, await client.get(path, [['limit', '100']], asked), asked).change_events as Json[];
}
