import { identifier } from '../../../src/hub/identify.js';
import { linkDoor } from '../../../src/hub/link-door.js';
import { personOf } from '../../../src/ledger/index.js';
import { deliver, renamedPayload, transferredPayload } from '../../../src/sample/index.js';
import type { JiraIssue, Payload, Repository } from '../../../src/sample/index.js';
import type { Company } from '../../company/company.js';
import { LISTED, type Person } from '../../company/people.js';
import type { Random } from '../../company/random.js';
import { SECRET, SOURCE, type TestPolicy } from '../hub-under-test.js';
import { JIRA, type TwoTools } from '../two-tools.js';

/** Something that is said of what belongs together, or happens to what a thing is called; false: nobody can say it yet. */
type Statement = (hub: TwoTools) => Promise<boolean>;
/** Said in this order. */
export type Chain = readonly Statement[];

const by = { token: 'token-of-these-tests', name: 'Somebody', reason: 'So it is.' };

/** One after the other: join, part, join again; how far is chosen. */
function upTo(random: Random, join: Statement, part: Statement): Chain {
  return [join, part, join].slice(0, random.int(1, 3));
}

/** Of a deployment or a pull request, that it belongs to a ticket. */
export function linkChain(random: Random, { github, jira }: Company): Chain {
  const repository = random.pick(github.repositories.filter(({ pulls, deployments }) => pulls.length > 0 && deployments.length > 0));
  const pull = `pull_request:${SOURCE}:${random.pick(repository.pulls).id}`;
  const thing = random.chance(0.5) ? pull : `deployment:${SOURCE}:${random.pick(repository.deployments).id}`;
  const ticket = `ticket:${JIRA}:${random.pick(jira.issues).id}`;
  let assertion = '';
  const join: Statement = async ({ sql, key }) => {
    const said = await linkDoor(sql, key)({ act: 'ASSERT', thing, ticket, by });
    if ('event' in said) assertion = said.event;
    else if (!said.sentence.includes('was not read')) throw new Error(said.sentence);
    return 'event' in said;
  };
  const part: Statement = async ({ sql, key }) => {
    const said = await linkDoor(sql, key)({ act: 'RETRACT', assertion, by });
    if (!('event' in said)) throw new Error(said.sentence);
    return true;
  };
  return upTo(random, join, part);
}

function identified(act: 'IDENTIFY' | 'SEPARATE', { github }: Person, { jira }: Person): Statement {
  return async ({ sql, key }) => {
    const accounts = [personOf(SOURCE, String(github.id), key), personOf(JIRA, jira.accountId, key)];
    const said = await identifier(sql, key)({ act, accounts, by });
    if (!('event' in said)) throw new Error(said.sentence);
    return true;
  };
}

/** Whom policy does not list in this test: whose accounts are one, and of some a mistake that is taken back. */
export function personChains(random: Random): readonly Chain[] {
  const [, , ...others] = LISTED;
  return random.shuffled(others).map((person, nth, all) => {
    const other = random.chance(0.3) ? (all[nth + 1] ?? person) : person;
    const chain = upTo(random, identified('IDENTIFY', person, other), identified('SEPARATE', person, other));
    return other === person ? chain : chain.slice(0, 2);
  });
}

/** Two persons whose address both tools verify. */
export function addressed({ github, jira }: Company): void {
  for (const person of LISTED.slice(0, 2)) {
    const email = `${person.name}@acme.example`;
    Object.assign(jira.users.find(({ accountId }) => accountId === person.jira.accountId) ?? {}, { emailAddress: email });
    for (const commit of github.repositories.flatMap(({ commits }) => commits)) {
      if (commit.author?.id === person.github.id) Object.assign(commit, { author: { ...commit.author, email }, signature: 'VALID' });
    }
  }
}

/** The ticket moves to another project and bears another key from now on. */
export function moveChain(random: Random, { jira }: Company): Chain {
  // Decisions of Service Management are not to be read of a ticket that was moved out of it before anybody looked.
  const ticket: JiraIssue = random.pick(jira.issues.filter(({ approvals }) => approvals === null));
  const project = random.pick(jira.projects.filter(({ id, type }) => id !== ticket.projectId && type === 'software'));
  return [
    async () => {
      const [before, at] = [ticket.key, new Date().toISOString()];
      const [key, from] = [`${project.key}-9001`, ticket.projectId];
      ticket.formerKeys.push(before);
      Object.assign(ticket, { key, projectId: project.id, updated: at });
      const items = [
        {
          field: 'project',
          fieldtype: 'jira' as const,
          fieldId: 'project',
          from,
          fromString: null,
          to: project.id,
          toString: project.name,
        },
        { field: 'Key', fieldtype: 'jira' as const, from: null, fromString: before, to: null, toString: key },
      ];
      ticket.histories.push({ id: '199999', author: jira.me, created: at, items });
      return true;
    },
  ];
}

/** Renamed, or given to another owner; GitHub says so by a webhook or not at all. */
export function repositoryChain(random: Random, repository: Repository, to: 'name' | 'owner'): Chain {
  const tells = random.chance(0.5);
  return [
    async (hub) => {
      const [name, owner] = [repository.name, repository.owner];
      repository.formerNames.push(`${owner.login}/${name}`);
      if (to === 'name') repository.name = `new-${name}`;
      else repository.owner = { ...owner, id: 78, login: 'acme-labs' };
      const scene = { addresses: hub.github.addresses, repository, sender: owner };
      const payload: Payload = to === 'name' ? renamedPayload(scene, name) : transferredPayload(scene, owner);
      if (tells) await deliver({ url: await hub.door(), secret: SECRET }, payload);
      await hub.normalise();
      return true;
    },
  ];
}

/** Two repositories make one service, and then two again: once something is on record, since the policy then in force judges what is older than all policies. */
export function policyChain(policy: TestPolicy, joined: TestPolicy): Chain {
  return [joined, policy].map((next): Statement => async (hub) => {
    const facts = await hub.sql`select from timeline_entry where source <> 'changeline' limit 1`;
    return facts.length > 0 && hub.activate(next);
  });
}
