import type { Account, JiraUser } from '../../src/sample/index.js';
import { SOURCE } from '../pipeline/hub-under-test.js';
import { JIRA } from '../pipeline/two-tools.js';
import type { Random } from './random.js';

/** Somebody with an account in both tools. */
export interface Person {
  readonly name: string;
  readonly github: Account;
  /** He has another one at GitHub, which policy lists with the first. */
  readonly second: Account;
  readonly jira: JiraUser;
}

const NAMES = ['ana', 'ben', 'cleo', 'dina', 'emil', 'fay', 'gus', 'hana', 'ivo', 'jo', 'kim', 'lea'];

const everybody = NAMES.map((name, nth): Person => {
  const accountId = `5b10a2844c20165700ede${(0x200 + nth).toString(16)}`;
  const jira: JiraUser = { accountId, displayName: name, active: true, timeZone: 'Europe/Berlin', accountType: 'atlassian' };
  const account = (id: number, login: string): Account => ({ id, login, type: 'User' });
  return { name, github: account(500 + nth, name), second: account(600 + nth, `${name}-two`), jira };
});

/** Policy says of these which accounts are theirs, */
export const LISTED: readonly Person[] = everybody.slice(0, 9);
/** and of these nothing: nobody knows whether their accounts in the two tools are one person's. */
export const UNLISTED: readonly Person[] = everybody.slice(9);

/** Deploys, and pushes what nobody types. */
export const DEPLOYER: Account = { id: 9001, login: 'deployer[bot]', type: 'Bot' };
export const CHECKER: Account = { id: 9002, login: 'checker[bot]', type: 'Bot' };
/** The web interface of GitHub, which commits what people merge there. */
export const WEB_FLOW: Account = { id: 19864447, login: 'web-flow', type: 'User' };

export const READER: JiraUser = jiraOnly('5b10a2844c20165700ede100', 'Reader', 'atlassian');
export const ROBOT: JiraUser = jiraOnly('5b10a2844c20165700ede101', 'Automation', 'app');

function jiraOnly(accountId: string, displayName: string, accountType: 'atlassian' | 'app'): JiraUser {
  return { accountId, displayName, active: true, timeZone: 'UTC', accountType };
}

export const jiraUsers: readonly JiraUser[] = [READER, ROBOT, ...everybody.map(({ jira }) => jira)];

/** Leads, which policy says of nobody else. */
export const LEAD = everybody[0] as Person;

/** For `policy.yaml`. */
export const peopleOfPolicy = Object.fromEntries(
  LISTED.map(({ name, github, second, jira }) => [
    name,
    {
      accounts: [`${SOURCE}:${github.id}`, `${SOURCE}:${second.id}`, `${JIRA}:${jira.accountId}`],
      roles: name === LEAD.name ? ['lead'] : [],
    },
  ]),
);
export const servicesOfPolicy = [...[DEPLOYER, CHECKER].map(({ id }) => `${SOURCE}:${id}`), `${JIRA}:${ROBOT.accountId}`];

/** Who does what in one unit; everybody is somebody else. */
export interface Cast {
  readonly requester: Person;
  readonly approver: Person;
  readonly otherApprover: Person;
  readonly opener: Person;
  readonly author: Person;
  readonly reviewer: Person;
  readonly otherReviewer: Person;
  readonly merger: Person;
  readonly stranger: Person;
}

export function castOf(random: Random): Cast {
  const [requester, approver, otherApprover, opener, author, reviewer, otherReviewer, merger, stranger] = random.shuffled(LISTED);
  return { requester, approver, otherApprover, opener, author, reviewer, otherReviewer, merger, stranger } as Cast;
}
