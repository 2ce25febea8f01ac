import type { Interval, Policy } from '#contract';
import type { Told } from './ledger.js';
import { type Commit, keysIn, text, texts, the, theDeployment, type Things, thePull, theTicket } from './things.js';

/** Lays every event where it belongs. */
export function thingsIn(told: readonly Told[]): Things {
  const things: Things = {
    ...{ commits: new Map<string, Commit>(), pulls: new Map(), deployments: new Map(), tickets: new Map(), names: new Map() },
    ...{ links: new Map(), services: new Set<string>(), gaps: new Map() },
    policy: null as unknown as Policy,
  };
  for (const one of told) {
    for (const [person, kind] of Object.entries(one.accounts)) if (kind === 'SERVICE') things.services.add(person);
    READ[one.type]?.(things, one);
    if (one.type.startsWith('gap.')) things.gaps.set(`${text(one.core['rule'])} ${text(one.core['judged'])}`, one.type);
  }
  return things;
}

const READ: Readonly<Record<string, (things: Things, told: Told) => void>> = {
  'policy.activated': (things, { core }) => void (things.policy = core['content'] as unknown as Policy),
  'repository.renamed': ({ names }, { subject, core }) => void names.set(subject, text(core['name'])),
  'commit.recorded': ({ commits }, told) => {
    const sha = text(told.core['sha']);
    const parents = texts(told.core['parents']);
    const reverts = text(told.seen['reverts']) || null;
    const commit = the(commits, sha, () => ({ sha, parents, pulls: new Set(), keys: new Set(), reverts }));
    for (const key of keysIn(told)) commit.keys.add(key);
    for (const pull of texts(told.seen['associated'])) commit.pulls.add(pull);
  },
  'pull_request.opened': (things, { subject, core }) => void (thePull(things, subject).repository = text(core['repository'])),
  'pull_request.updated': (things, told) => {
    const pull = thePull(things, told.subject);
    pull.heads.add(text(told.core['head']));
    for (const sha of texts(told.seen['commits'])) pull.commits.add(sha);
    for (const key of keysIn(told)) pull.keys.add(key);
  },
  'pull_request.edited': (things, told) => {
    for (const key of keysIn(told)) thePull(things, told.subject).keys.add(key);
  },
  'pull_request.merged': (things, { subject, core, at }) => {
    Object.assign(thePull(things, subject), { merged: at, mergeCommit: text(core['mergeCommit']) });
  },
  'deployment.requested': (things, { subject, core }) => {
    const { repository, environment, sha } = core;
    const isMarked = core['productionMark'] === true;
    Object.assign(theDeployment(things, subject), { repository, environment, sha, isMarked });
  },
  'deployment.started': (things, { subject, at }) => {
    const deployment = theDeployment(things, subject);
    if (at !== null && (deployment.started === null || at.from < deployment.started.from)) deployment.started = at;
  },
  'deployment.finished': (things, { subject, core, at }) => {
    const deployment = theDeployment(things, subject);
    if (deployment.ended !== null) throw new Error('These loops know one end of a deployment.');
    Object.assign(deployment, { ended: at, outcome: text(core['outcome']) });
  },
  'ticket.created': (things, { subject, source, at }) => void (theTicket(things, subject, source).created = at),
  'ticket.moved': (things, { subject, source, core }) => void (theTicket(things, subject, source).key = text(core['key'])),
  'ticket.status_changed': (things, told) => {
    const { subject, source, core, seen } = told;
    const [from, to, by] = [text(core['from']), text(core['to']), text(core['actor'])];
    const [fromName, toName] = [text(seen['fromName']), text(seen['toName'])];
    theTicket(things, subject, source).moves.push({ from, to, by, fromName, toName, at: dated(told), order: Number(core['changelog']) });
  },
  'ticket.field_changed': (things, told) => {
    const { subject, source, core, seen } = told;
    const ticket = theTicket(things, subject, source);
    const field = text(core['field']);
    const name = text(seen['toName']) || null;
    if (!('changelog' in core)) return void ticket.values.set(field, { value: core['to'] ?? null, name });
    const edit = { from: core['from'] ?? null, to: core['to'] ?? null, toName: name, at: dated(told), order: Number(core['changelog']) };
    the(ticket.edits, field, () => []).push(edit);
  },
  'ticket.linked': ({ links }, { core }) => {
    const [one, other] = [text(core['ticket']), text(core['to'])];
    the(links, one, () => new Set()).add(other);
    the(links, other, () => new Set()).add(one);
  },
  'approval.requested': (things, told) => stepped(things, told, 'REQUESTED'),
  'approval.decided': (things, told) => stepped(things, told, text(told.core['decision'])),
};

function stepped(things: Things, { core, source, at, subject }: Told, word: string): void {
  const by = text(core['approver']) || null;
  theTicket(things, text(core['ticket']), source).steps.push({ approval: subject, word, by, isWhole: core['final'] === true, at });
}

function dated({ at, type, seq }: Told): Interval {
  if (at === null) throw new Error(`Event ${seq}, ${type}, has no time.`);
  return at;
}
