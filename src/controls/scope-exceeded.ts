import type { Missing } from '#contract';
import { type AffectedSystems, affectedSystems, fieldOf, isAffected, some, type Truth } from '../correlate/index.js';
import type { DeploymentCase, ImplementationCase } from './case.js';
import { distinct } from './distinct.js';
import { READINESS } from './readiness/checks.js';
import type { Finding, Rule } from './rule.js';
import { changesOf, perhapsMore } from './traceability/perhaps-more.js';

/** A service was changed of which none of the changes says so. */
export const scopeExceeded: Rule = {
  info: {
    id: 'scope-exceeded',
    title: 'A deployment touches a service that no change of it names',
    gapWhen: 'the deployment touches a service that is not among the affected systems of any change it carries',
    severity: 'MEDIUM',
    subject: 'deployment',
    clauses: READINESS,
  },
  silence:
    'It is asked of deployments that carry a change, where policy (fields, affectedSystems) says which field names the affected systems.',
  offInBase: true,
  needs: ({ fields }) => Object.values(fields).some(({ affectedSystems: field }) => field !== undefined),
  judge: (subject) => {
    const changes = changesOf(subject).map((one) => scopeOf(subject, one));
    return changes.every(({ systems }) => systems === null) ? [] : [finding(subject, changes)];
  },
};

/** Whether a change names the service. */
interface Scope {
  readonly change: ImplementationCase;
  /** Null where policy names no field of its source. */
  readonly systems: AffectedSystems | null;
  readonly names: Truth;
}

function scopeOf({ service, repositoryName }: DeploymentCase, change: ImplementationCase): Scope {
  const { ticket, inForce } = change;
  const field = ticket && fieldOf('affectedSystems', ticket.source, inForce.policy);
  if (!ticket || !field) return { change, systems: null, names: 'UNKNOWN' };
  const systems = affectedSystems(ticket, field);
  return { change, systems, names: isAffected(systems, { id: service, repositoryName, source: ticket.source }, inForce.policy) };
}

function finding(subject: DeploymentCase, scopes: readonly Scope[]): Finding {
  const events = [...subject.events, ...scopes.flatMap(({ systems }) => systems?.seqs ?? [])];
  const common = { subject: subject.deployment, events };
  const names = some(scopes.map((one) => one.names));
  const service = subject.inForce.policy.services[subject.service]?.name ?? nameOf(subject);
  const named = scopes.find((one) => one.names === 'YES');
  if (named) return { ...common, answer: 'PASS', sentence: `${named.change.title} names ${service} among its affected systems.` };
  const missing = distinct([...scopes.flatMap((one) => (one.names === 'UNKNOWN' ? [unknown(one)] : [])), ...perhapsMore(subject)]);
  if (names === 'NO' && missing.length === 0) {
    const titles = scopes.map(({ change }) => change.title);
    const changes =
      titles.length === 1
        ? titles[0]
        : `none of the ${titles.length} changes that it carries (${titles.slice(0, 3).join(', ')}${titles.length > 3 ? ' …' : ''})`;
    return {
      ...common,
      answer: 'GAP',
      sentence: `The deployment to ${subject.environment ?? 'production'} touches ${service}, and ${changes} ${titles.length === 1 ? 'does not name' : 'names'} it among the affected systems.`,
      about: [subject.deployment, ...scopes.flatMap(({ change }) => change.ticket?.ticket ?? [])],
      wouldPassIf: `${titles[0]} had named ${service} among its affected systems`,
    };
  }
  const sentence = `Whether a change that it carries names ${service} among its affected systems is not known. ${missing.map(({ what }) => what).join(' ')}`;
  return { ...common, answer: 'INDETERMINATE', sentence, missing };
}

/** Where policy maps no service, it is the repository itself. */
function nameOf({ service, repositoryName, inForce }: DeploymentCase): string {
  return inForce.policy.services[service] ? service : repositoryName;
}

function unknown({ change, systems }: Scope): Missing {
  const { ticket, title } = change;
  const what =
    systems === null
      ? `Policy names no field of ${ticket?.source ?? title} that holds the affected systems.`
      : `Of an affected system of ${title} no name is known: it was typed as text, or its id alone is known.`;
  const scope = systems === null ? 'policy' : (ticket?.scope ?? change.subject);
  return { what, scope, collection: systems === null ? 'fields' : 'tickets', upTo: null };
}
