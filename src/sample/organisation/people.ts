import type { Account } from '../github/account.js';
import type { User as GitLabUser } from '../gitlab/world.js';
import type { User } from '../jira/world.js';

/** Somebody at acme, with the account that he has in each tool; null, or left out, where he has none. */
export interface Person {
  readonly github: Account | null;
  readonly jira: User | null;
  readonly gitlab?: GitLabUser;
  readonly servicenow?: ServiceNowUser;
  readonly env0?: Env0User;
  /** By the id of his user. */
  readonly pagerduty?: string;
  /** As the mainframe knows him, by his user in RACF. */
  readonly tso?: TsoUser;
}

export interface ServiceNowUser {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
}

export interface TsoUser {
  readonly id: string;
  readonly name: string;
}

export interface Env0User {
  readonly user_id: string;
  readonly name: string;
  readonly app_metadata: object;
}

const at = (id: number, login: string, type: Account['type'] = 'User'): Account => ({ id, login, type });

/** E-mail addresses are hidden, as most people set it in their profile: only policy can say who is who. */
function jira(accountId: string, displayName: string, more: Partial<User> = {}): User {
  return { accountId, displayName, active: true, timeZone: 'Europe/Berlin', ...more };
}

const snow = (nth: number, userName: string, name: string): ServiceNowUser => ({
  id: `6816f79cc0a8016401c5a33be04be44${nth}`,
  userName,
  name,
});
const env0 = (user_id: string, name: string): Env0User => ({ user_id, name, app_metadata: {} });

export const ACME = at(7_700_001, 'acme', 'Organization');

export const people = {
  /** Payments. */
  ana: {
    github: at(5_010_001, 'ana-ruiz'),
    jira: jira('5b10a2844c20165700ede2a1', 'Ana Ruiz'),
    gitlab: { id: 501, username: 'ana' },
    servicenow: snow(1, 'ana.ruiz', 'Ana Ruiz'),
  },
  ben: {
    github: at(5_010_002, 'benokoye'),
    jira: jira('5b10a2844c20165700ede2a2', 'Ben Okoye', { timeZone: 'Europe/London' }),
    gitlab: { id: 502, username: 'ben' },
    servicenow: snow(2, 'ben.okoye', 'Ben Okoye'),
  },
  /** Storefront. */
  cleo: { github: at(5_010_003, 'cleo-m'), jira: jira('5b10a2844c20165700ede2a3', 'Cleo Martin') },
  dan: { github: at(5_010_004, 'danlevi'), jira: jira('5b10a2844c20165700ede2a4', 'Dan Levi', { timeZone: 'America/New_York' }) },
  /** Platform. */
  eva: {
    github: at(5_010_005, 'evalind'),
    jira: jira('5b10a2844c20165700ede2a5', 'Eva Lind'),
    env0: env0('auth0|64f0c1a2e5', 'Eva Lind'),
  },
  finn: {
    github: at(5_010_006, 'finn-aalto'),
    jira: jira('5b10a2844c20165700ede2a6', 'Finn Aalto'),
    gitlab: { id: 506, username: 'finn' },
    env0: env0('auth0|64f0c1a2f6', 'Finn Aalto'),
    pagerduty: 'PFINN06',
  },
  /** Change manager. */
  gita: {
    github: at(5_010_007, 'gita-rao'),
    jira: jira('5b10a2844c20165700ede2a7', 'Gita Rao', { timeZone: 'Asia/Kolkata' }),
    servicenow: snow(7, 'gita.rao', 'Gita Rao'),
    tso: { id: 'TSO0102', name: 'Gita Rao' },
  },
  /** Head of engineering. */
  hugo: { github: at(5_010_008, 'hugoweiss'), jira: jira('5b10a2844c20165700ede2a8', 'Hugo Weiss') },
  /** Product owner; she has no account at GitHub. */
  mara: { github: null, jira: jira('5b10a2844c20165700ede2a9', 'Mara Costa'), servicenow: snow(9, 'mara.costa', 'Mara Costa') },
  /** The mainframe; none of the other tools knows her. */
  dora: { github: null, jira: null, tso: { id: 'TSO0417', name: 'Dora Lind' } },
  ken: { github: null, jira: null, tso: { id: 'TSO0233', name: 'Ken Abe' } },
  /** A consultant: nobody told the hub which accounts are hers. */
  ola: { github: null, jira: jira('557058:46121f43-e58d-4ff4-83fd-a79fb4b71b45', 'Ola Nowak') },
  /** From outside; contributes through a fork. */
  outsider: { github: at(8_420_017, 'open-otter'), jira: null },
  /** Commits under an address that no account at GitHub has. */
  unresolved: { github: null, jira: null },
  /** The automation of Jira: an app. */
  automation: { github: null, jira: jira('557058:f58131cb-b67d-43c7-b30d-6b58d40bd077', 'Automation for Jira', { accountType: 'app' }) },
  /** Deploys what was merged. */
  deployer: { github: at(9_310_001, 'acme-deployer[bot]', 'Bot'), jira: null },
  /** An ordinary account that a pipeline uses; only policy says so. */
  pipeline: { github: at(5_010_099, 'acme-ci'), jira: null },
  dependabot: { github: at(49_699_333, 'dependabot[bot]', 'Bot'), jira: null },
} as const satisfies Readonly<Record<string, Person>>;

/** GitHub's own committer of whatever is merged in the browser. */
export const WEB_FLOW = at(19_864_447, 'web-flow');

/** Whose token reads Jira; its zone is the one that JQL reads and REST writes in. */
export const READER = jira('5b10a2844c20165700ede200', 'Changeline', { timeZone: 'UTC' });
