import type { Content, Json, Policy } from '#contract';
import type { FieldFact, TicketFacts } from './facts.js';
import { compareSequence } from './run.js';

/** What every tool that has tickets calls these, where policy says nothing else. */
const DEFAULTS: Partial<Readonly<Record<Content, string>>> = { description: 'description', requester: 'reporter' };

/** The field of the ticket's source that holds a content; null where policy names none. */
export function fieldOf(content: Content, source: string, { fields }: Pick<Policy, 'fields'>): string | null {
  return fields[source]?.[content] ?? fields['*']?.[content] ?? DEFAULTS[content] ?? null;
}

/** Whether a value is nothing: empty, a placeholder, or a text of the template (`controls.md`, `incomplete-request`). */
export function isLacking(value: Json, templates: readonly string[]): boolean {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return true;
  const text = textOf(value);
  return text !== null && (text.text !== 'FILLED' || (text.digest !== null && templates.includes(text.digest)));
}

/** A text as the ledger holds it; null where the value is none. */
function textOf(value: Json): { readonly text: string; readonly digest: string | null } | null {
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') return null;
  return { text: value.text, digest: typeof value['digest'] === 'string' ? value['digest'] : null };
}

/** The fact that tells what stands in a field: its last change; without any, what was read last. */
export function presentOf(ticket: Pick<TicketFacts, 'fields'>, field: string): FieldFact | null {
  const facts = ticket.fields.get(field) ?? [];
  const changes = facts.filter(({ kind }) => kind === 'CHANGED');
  return (changes.length > 0 ? changes : facts).reduce<FieldFact | null>((last, one) => (last && isNewer(last, one) ? last : one), null);
}

function isNewer(a: FieldFact, b: FieldFact): boolean {
  if (a.at.from !== b.at.from) return a.at.from > b.at.from;
  return (compareSequence(a.sequence ?? '', b.sequence ?? '') || a.seq - b.seq) > 0;
}

/** How a sentence calls each content. */
export const CONTENT_NAMES: Readonly<Record<Content, string>> = {
  description: 'the description',
  requester: 'the requester',
  justification: 'the justification',
  implementationPlan: 'the implementation plan',
  backoutPlan: 'the backout plan',
  impact: 'the impact',
  risk: 'the risk',
  communication: 'the communication plan',
  dependencies: 'the dependencies',
  testing: 'the testing evidence',
  plannedStart: 'the planned start',
  plannedEnd: 'the planned end',
  affectedSystems: 'the affected systems',
  outcome: 'the outcome',
  implementer: 'the implementer',
  verifier: 'the verifier',
  actualStart: 'the actual start',
  actualEnd: 'the actual end',
};
