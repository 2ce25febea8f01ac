import { afterEach, describe, expect, it } from 'vitest';
import type { Deployment, JiraIssue } from '../../../src/sample/index.js';
import type { Company } from '../../../src/sample/organisation/company.js';
import { people, type Person } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import { JIRA } from '../two-tools.js';
import { type Acme, openAcme } from './acme.js';
import { ask } from './ask.js';

const { ben, mara } = people;
let acme: Acme;
afterEach(() => acme.close());

let nth = 0;
/** Somebody whom policy does not list, with an account at either tool; Jira shows the address, and commits bear it. */
function newcomer({ jira }: Company, { jiraAddress, commits }: { jiraAddress: string; commits: string }): Person {
  nth += 1;
  const user = {
    accountId: `557058:00000000-aaaa-4aaa-8aaa-${String(nth).padStart(12, '0')}`,
    displayName: `New ${nth}`,
    active: true,
    timeZone: 'UTC',
  };
  jira.users.push({ ...user, emailAddress: jiraAddress });
  return {
    github: { id: 6_000_000 + nth, login: `new-${nth}`, type: 'User', email: commits },
    jira: { ...user, emailAddress: jiraAddress },
  };
}

interface Story {
  readonly ticket: JiraIssue;
  readonly rollout: Deployment;
}

/** He approves at Jira what he wrote at GitHub, where his commits are found to be signed so. */
function approvesHisOwn(day: Day, company: Company, who: Person, signature: string | undefined): Story {
  const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Approved by its author' });
  day.approve('09:40', who, ticket);
  const pull = day.land(MORNING, who, ben, { in: 'pay', title: `${ticket.key}: approved by its author` });
  for (const commit of company.repositories.pay.commits) {
    if (signature !== undefined && pull.commits.includes(commit.sha)) Object.assign(commit, { signature });
  }
  return { ticket, rollout: day.deploy('11:30', 'pay') };
}

const ADDRESS = 'New.One@acme.example';
const self = ({ ticket, rollout }: Story) => acme.answer('self-approval', rollout, ticket);

async function told(signature: string | undefined, more: { readonly verified: boolean; readonly commits?: string }): Promise<Story> {
  let story: Story | undefined;
  acme = await openAcme({
    policy: more.verified ? { verifiedEmails: [JIRA] } : {},
    before: (day, company) => {
      const who = newcomer(company, { jiraAddress: ADDRESS, commits: more.commits ?? ADDRESS.toLowerCase() });
      story = approvesHisOwn(day(), company, who, signature);
    },
  });
  await acme.readToEnd();
  return story!;
}

describe('Terms, Same person: “then a verified e-mail address”', () => {
  it('joins the accounts of one verified address: by the signature at GitHub, and at Jira because policy says that it verifies', async () => {
    const story = await told('VALID', { verified: true });
    expect(await self(story)).toBe('GAP');
    const { people: found } = (await ask(acme.sql, '{ people(first: 100) { nodes { joinedBy accounts { source } } } }')) as {
      people: { nodes: readonly { joinedBy: readonly string[]; accounts: readonly { source: string }[] }[] };
    };
    expect(found.nodes.filter(({ joinedBy }) => joinedBy.includes('EMAIL'))).toEqual([
      { joinedBy: ['EMAIL'], accounts: expect.arrayContaining([{ source: 'github-acme' }, { source: 'jira-acme' }]) },
    ]);
    // Nobody can read the address out of the hub: digests alone are kept of it.
    expect(await acme.sql`select true from clear_value where lower(value) = lower(${ADDRESS})`).toEqual([]);
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });

  it.each([
    ['that Jira shows, of which policy does not say that anybody verified it', 'VALID', { verified: false }],
    ['of a commit that nobody signed', undefined, { verified: true }],
    ['of a signature that GitHub does not find valid', 'UNVERIFIED_EMAIL', { verified: true }],
    ['that is another one', 'VALID', { verified: true, commits: 'somebody.else@acme.example' }],
  ] as const)('joins nobody by an address %s', async (_, signature, more) => {
    expect(await self(await told(signature, more))).toBe('INDETERMINATE');
  });

  it('“policy first”: an address joins nobody to whom policy lists, who has no other accounts than those', async () => {
    let story: Story | undefined;
    acme = await openAcme({
      policy: { verifiedEmails: [JIRA] },
      before: (day, company) => {
        const who = newcomer(company, { jiraAddress: ADDRESS, commits: ADDRESS });
        // Policy lists Ana; that somebody has her address at Jira makes nobody Ana.
        story = approvesHisOwn(day(), company, { ...who, github: { ...people.ana.github, email: ADDRESS } }, 'VALID');
      },
    });
    await acme.readToEnd();
    expect(await self(story!)).toBe('PASS');
  });
});
