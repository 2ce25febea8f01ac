import type { PolicyFile } from '#contract';
import type { YamlPath } from '../yaml-file.js';
import type { Complaint } from './complaint.js';

/** Maps whose keys are names of sources, or `*`. */
const BY_SOURCE = ['changeTypes', 'incidentTypes', 'statuses', 'fields', 'outcomes', 'context', 'planSteps', 'zones', 'trust'] as const;

/** Sources that are not connected, and zones that nobody knows. */
export function sourceProblems(policy: PolicyFile, sources: readonly string[] | null): Complaint[] {
  return [...(sources === null ? [] : unknownSources(policy, sources)), ...everySource(policy), ...unknownZones(policy)];
}

function unknownSources(policy: PolicyFile, sources: readonly string[]): Complaint[] {
  const known = new Set([...sources, '*']);
  const words = sources.length > 0 ? `It has: ${sources.join(', ')}.` : 'It has none.';
  return namesIn(policy)
    .filter(({ source }) => !known.has(source))
    .map(({ path, source }) => ({
      path,
      says: `speaks of the source ${source}, which changeline.yaml does not have. ${words} Mend the name, or take the line out.`,
    }));
}

/** That a tool verifies addresses, or that evidence comes from it, is said of each tool, never of all. */
function everySource({ verifiedEmails = [], scope = [] }: PolicyFile): Complaint[] {
  const lists = [
    { path: ['verifiedEmails'], names: verifiedEmails, what: 'Name each source that verifies.' },
    ...scope.map(({ sources = [] }, nth) => ({
      path: ['scope', nth, 'sources'],
      names: sources,
      what: 'Name each source, or leave sources out.',
    })),
  ];
  return lists.flatMap(({ path, names, what }) =>
    names.flatMap((source, index) =>
      source === '*' ? [{ path: [...path, index], says: `is *, which stands for no source here. ${what}` }] : [],
    ),
  );
}

function namesIn(policy: PolicyFile): { readonly path: YamlPath; readonly source: string }[] {
  const before = (path: YamlPath, name: string) => ({ path, source: name.slice(0, Math.max(0, name.indexOf(':'))) });
  return [
    ...BY_SOURCE.flatMap((key) => Object.keys(policy[key]).map((source) => ({ path: [key, source], source }))),
    ...Object.entries(policy.services).flatMap(([name, { objects }]) =>
      objects.filter((one) => one.includes(':')).map((one) => before(['services', name, 'objects', objects.indexOf(one)], one)),
    ),
    ...Object.entries(policy.people).flatMap(([name, { accounts }]) =>
      accounts.map((one, index) => before(['people', name, 'accounts', index], one)),
    ),
    ...(policy.verifiedEmails ?? []).map((source, index) => ({ path: ['verifiedEmails', index], source })),
    ...(policy.reports.speaks ?? []).map((one, index) => ({ path: ['reports', 'speaks', index], source: one.split('/')[0] ?? one })),
    ...(policy.scope ?? []).flatMap(({ sources = [] }, nth) =>
      sources.map((source, index) => ({ path: ['scope', nth, 'sources', index], source })),
    ),
    ...policy.serviceAccounts.map((one, index) => before(['serviceAccounts', index], one)),
  ];
}

function unknownZones({ zones }: PolicyFile): Complaint[] {
  return Object.entries(zones)
    .filter(([, zone]) => !isZone(zone))
    .map(([source, zone]) => ({
      path: ['zones', source],
      says: `is ${zone}, which is no time zone. Write its IANA name, such as Europe/Berlin.`,
    }));
}

// Some versions of Node take an offset for a zone, too; it does not know summer time.
export function isZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
