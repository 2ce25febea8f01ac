import { type Marked, text } from '../mark.js';
import type { RecordedData } from './data.js';
import { coreOf, identityOf, intervalOf, marked, mentionsOf, ownRef, type RecordedFact } from './fact.js';
import type { RecordedEvent } from './schema.js';

/** Under which kind the thing of an event stands among the refs. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'infrastructure.drifted': 'drift',
  'production.accessed': 'access',
  'policy.evaluated': 'evaluation',
  'evidence.removed': 'removal',
};

/** What a pushed event says, in the form of the ledger; a new ticket says several things. Pure. */
export function factsOf(source: string, event: RecordedEvent): readonly RecordedFact[] {
  const fact = plainFact(source, event);
  switch (event.type) {
    case 'ticket.created':
      return ticketCreated(fact, event.data as RecordedData['ticket.created']);
    case 'ticket.field_changed':
      return [{ ...fact, core: fieldCore(event, event.data as RecordedData['ticket.field_changed']) }];
    case 'ticket.status_changed':
      return [{ ...fact, core: { ...fact.core, changelog: event.transition ?? '' } }];
    case 'ticket.linked':
      return [{ ...fact, core: { ...fact.core, link: event.transition ?? '' } }];
    case 'approval.requested':
    case 'approval.decided':
      return [{ ...fact, core: approvalCore(fact, event.data as RecordedData['approval.decided']) }];
    case 'deployment.requested':
      return [deploymentRequested(fact, event.data as RecordedData['deployment.requested'])];
    case 'deployment.started':
    case 'deployment.finished':
      return [{ ...fact, core: { ...fact.core, deployment: fact.subject, statusId: statusId(event) } }];
    case 'coverage.changed':
      return told(fact, source, event.data as RecordedData['coverage.changed']);
    case 'artifact.published':
      return [artifactPublished(fact, event.data as RecordedData['artifact.published'])];
    default:
      return [fact];
  }
}

function plainFact(source: string, event: RecordedEvent): RecordedFact {
  const { type, id, data } = event;
  const core = coreOf(data);
  return {
    type,
    subject: ownRef(SUBJECTS[type] ?? type.slice(0, type.indexOf('.')), source, id),
    identity: identityOf(event),
    occurredAt: intervalOf(event.at),
    core,
    mentions: mentionsOf(event, core),
    refs: Object.values(core).flatMap(refsIn),
  };
}

function refsIn(value: Marked): readonly string[] {
  if (typeof value === 'string') return /^[a-z_]+:[^\s:]+:\S+$/.test(value) ? [value] : [];
  return Array.isArray(value) ? value.flatMap((one: Marked) => refsIn(one)) : [];
}

/** Its key, title and description are facts of their own: each may be another one later. */
function ticketCreated(
  fact: RecordedFact,
  { key, type, title, description, creator }: RecordedData['ticket.created'],
): readonly RecordedFact[] {
  const by = creator ? marked(creator) : null;
  const natural = fact.identity.natural;
  const own = (part: Pick<RecordedFact, 'type' | 'core'>, transition: string, of: string): RecordedFact => ({
    ...fact,
    ...part,
    identity: { kind: 'ticket', natural, transition, discriminator: [of] },
    mentions: [],
  });
  const read = (field: string, words: string | undefined): readonly RecordedFact[] =>
    words === undefined ? [] : [own({ type: 'ticket.field_changed', core: { field, to: text(field, words, by) } }, 'read', field)];
  return [
    { ...fact, core: { issueType: type, ...(by ? { creator: by } : {}) } },
    own({ type: 'ticket.moved', core: { key } }, 'key', key),
    ...read('summary', title),
    ...read('description', description),
  ];
}

function fieldCore(
  { transition = '' }: RecordedEvent,
  { field, from, to, actor }: RecordedData['ticket.field_changed'],
): Record<string, Marked> {
  const by = actor ? marked(actor) : null;
  const value = (given: typeof to): Marked => {
    if (given === null || typeof given !== 'object' || Array.isArray(given)) return given as Marked;
    return 'text' in given ? text(field, given.text, by) : marked((given as { person: Parameters<typeof marked>[0] }).person);
  };
  return {
    field,
    ...(from === undefined ? {} : { from: value(from) }),
    to: value(to),
    ...(by ? { actor: by } : {}),
    changelog: transition,
  };
}

function approvalCore({ core, subject }: RecordedFact, { about, overall }: RecordedData['approval.decided']): Record<string, Marked> {
  const { about: _a, overall: _o, ...rest } = core;
  const on = about.startsWith('deployment:') ? { deployment: about } : { ticket: about };
  return { ...rest, ...on, approval: subject, final: overall === true };
}

function deploymentRequested(
  fact: RecordedFact,
  { repository, sha, production, artifact }: RecordedData['deployment.requested'],
): RecordedFact {
  const { production: _, artifact: __, ...rest } = fact.core;
  const core = { ...rest, ...(production === true ? { productionMark: true } : {}) };
  const commit = `commit:${repository.slice(repository.indexOf(':') + 1)}:${sha}`;
  const revision = sha === undefined ? [] : [{ ref: commit, method: 'RELATION' as const, place: 'revision' }];
  const built = artifact === undefined ? [] : [{ ref: `artifact:${artifact}`, method: 'DIGEST' as const, place: 'artifact' }];
  return { ...fact, core, mentions: [...fact.mentions, ...revision, ...built] };
}

/** Statuses of one deployment are ordered by their ids: it starts before it ends. */
function statusId({ type, transition }: RecordedEvent): string {
  const happened = type === 'deployment.started' ? '1-started' : '2-finished';
  return transition === undefined ? happened : `${happened}-${transition}`;
}

/** The sender says that nothing is missing up to a moment; each collection is covered by an event of its own. */
function told(fact: RecordedFact, source: string, { project, upTo }: RecordedData['coverage.changed']): readonly RecordedFact[] {
  const scope = `${ownRef('thing', source, 'project')}:${project}`;
  const until = intervalOf(upTo).from;
  return ['tickets', 'approvals'].map((collection) => ({
    ...fact,
    subject: scope,
    identity: { kind: 'coverage', natural: [project, collection], transition: 'told', discriminator: [until] },
    core: { source, scope, collection, state: 'COMPLETE', upTo: until, reason: null },
    refs: [scope],
  }));
}

function artifactPublished(fact: RecordedFact, { digest }: RecordedData['artifact.published']): RecordedFact {
  const { digest: _, ...core } = fact.core;
  return { ...fact, subject: `artifact:${digest}`, core };
}
