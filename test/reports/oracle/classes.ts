import type { Interval, Policy } from '#contract';
import { hoursLater, isBefore } from './times.js';
import { text, texts, type Ticket } from './things.js';

interface Start {
  readonly at: Interval;
  readonly source: string;
}

/** STANDARD, EMERGENCY or NORMAL, as it was for certain when it started (controls.md, Terms: Emergency); without a start, now. */
export function classOf(ticket: Ticket | null, start: Start, policy: Policy, incidents: readonly Ticket[]): string {
  if (ticket === null || ticket.created === null) return 'NORMAL';
  const isOneTool = start.source === ticket.source;
  const created = ticket.created;
  const inTime = isBefore(created, start.at, isOneTool);
  const bears = (marks: readonly string[] = []) =>
    labelsAt(ticket, start, isOneTool).every((labels) => labels.some((one) => marks.includes(one)));
  if (inTime && bears(policy.standardChanges.labels)) return 'STANDARD';
  const isMarked = bears(policy.emergencies.labels);
  const refers = incidents.some((one) => one.created !== null && isBefore(one.created, start.at, start.source === one.source));
  const isSoonAfter = isBefore(created, hoursLater(start.at, 4), isOneTool);
  const isAfter = isBefore(start.at, created, isOneTool);
  return (inTime && isMarked) || (isSoonAfter && refers && (isMarked || isAfter)) ? 'EMERGENCY' : 'NORMAL';
}

/** The labels that it may have borne at a moment: with every edit that is before it for certain, and with any number of those that may be. */
function labelsAt(ticket: Ticket, { at }: Start, isOneTool: boolean): readonly (readonly string[])[] {
  const edits = [...(ticket.edits.get('labels') ?? [])].sort((a, b) => (a.at.from < b.at.from ? -1 : 1));
  const first = edits[0] ? wordsOf(edits[0].from) : wordsOf(ticket.values.get('labels')?.value);
  const sure = edits.filter((edit) => isBefore(edit.at, at, isOneTool)).length;
  const most = edits.filter((edit) => !isBefore(at, edit.at, isOneTool)).length;
  const after = (count: number) => (count === 0 ? first : wordsOf(edits[count - 1]!.to));
  return Array.from({ length: most - sure + 1 }, (_, more) => after(sure + more));
}

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? texts(value as never)
    : text(value as never)
        .split(' ')
        .filter((one) => one !== '');
}
