import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followToEnd } from '../../src/follow/index.js';
import { runHub, type RunningHub } from './running-hub.js';
import { tokenHolder } from './token-holder.js';

const TWO = 'activation: { approvers: 2 }\n';
const WORDS = Buffer.from('Nobody changes production alone.');
const DIGEST = createHash('sha256').update(WORDS).digest('hex');

let hub: RunningHub;
let ana: string;
let ben: string;
let following = true;
let loop: Promise<void>;

beforeAll(async () => {
  hub = await runHub();
  // What the follower of a running hub does beside.
  loop = (async () => {
    while (following) {
      await followToEnd(hub.sql, hub.key);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const token = tokenHolder(hub);
  ana = await token('Ana', 'administrator');
  ben = await token('Ben', 'administrator');
});
afterAll(async () => {
  following = false;
  await loop;
  await hub.stop();
});

const ACTIVATE = `mutation ($text: String!, $reason: String!) { activatePolicy(input: { text: $text, reason: $reason }) {
  __typename
  ... on PolicyActivated { policy { version activatedByName documents { title sha256 } proposals { proposedByName reason differences { key before after } } } }
  ... on PolicyProposed { missing proposal { version proposedByName reason file differences { key before after } } }
  ... on PolicyRefused { mistakes { line column sentence } }
  ... on Refused { sentence } } }`;

async function activate(text: string, token: string, reason = 'Read and right.') {
  const { data, errors } = await hub.ask(ACTIVATE, { variables: { text, reason }, token });
  expect(errors).toEqual([]);
  while (!(await followToEnd(hub.sql, hub.key)));
  return data['activatePolicy'];
}
const preview = async (text: string, token = ana) =>
  hub.ask(
    `query ($text: String!) { previewPolicy(text: $text) { __typename
      ... on PolicyPreview { version isInForce approvers differences { key before after } } ... on PolicyRefused { mistakes { line } } } }`,
    { variables: { text }, token },
  );

describe('activatePolicy where policy asks for two persons', () => {
  it('shows the difference before, proposes, tells the proposer who is missing, and puts it in force for the second', async () => {
    await activate(TWO, ana);
    const text = `${TWO}settle: 5m`;
    const differences = [{ key: 'settleMs', before: '120000', after: '300000' }];
    expect((await preview(text)).data['previewPolicy']).toMatchObject({ isInForce: false, approvers: 2, differences });
    expect(await activate(text, ana, 'Slow webhooks.')).toMatchObject({
      __typename: 'PolicyProposed',
      missing: 1,
      proposal: { proposedByName: 'Ana', reason: 'Slow webhooks.', file: text, differences },
    });
    expect(await activate(text, ana)).toEqual({
      __typename: 'Refused',
      sentence: 'You want this policy already. It is in force once another administrator hands in the same. Nothing was recorded.',
    });
    const { data } = await hub.ask('{ policyProposals { proposedByName file } policy { version } }', { token: ben });
    expect(data['policyProposals']).toEqual([{ proposedByName: 'Ana', file: text }]);
    expect(await activate(text, ben, 'Agreed.')).toMatchObject({
      __typename: 'PolicyActivated',
      policy: { activatedByName: 'Ben', proposals: [{ proposedByName: 'Ana', reason: 'Slow webhooks.', differences }] },
    });
    expect((await preview(text)).data['previewPolicy']).toMatchObject({ isInForce: true, differences: [] });
    expect((await hub.ask('{ policyProposals { version } }')).data['policyProposals']).toEqual([]);
  });

  it('shows mistakes in a preview, records nothing for one, and shows it to compliance and administrators alone', async () => {
    const size = async () => (await hub.sql<{ size: number }[]>`select size from ledger_head`)[0]!.size;
    const token = await hub.tokenFor('auditor');
    while (!(await followToEnd(hub.sql, hub.key)));
    const before = await size();
    expect((await preview('settle: soon')).data['previewPolicy']).toEqual({ __typename: 'PolicyRefused', mistakes: [{ line: 1 }] });
    await preview('settle: 9m');
    expect(await size()).toBe(before);
    expect((await preview('settle: 9m', token)).errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});

describe('a policy document', () => {
  const text = `documents: [{ title: How we change production, sha256: ${DIGEST} }]`;
  const get = () => fetch(`${hub.url}/evidence/files/${DIGEST}`, { headers: { authorization: `Bearer ${ana}` } });

  it('handed in with a policy must have been sent before; then it is kept, named, and given as it was', async () => {
    expect(await activate(text, ana)).toMatchObject({
      mistakes: [{ line: 1, sentence: expect.stringMatching(/^documents\.0\.sha256 is .*PUT \/evidence\/files/) as string }],
    });
    const put = { method: 'PUT', headers: { authorization: `Bearer ${ana}`, 'content-type': 'application/octet-stream' }, body: WORDS };
    expect((await fetch(`${hub.url}/evidence/files`, put)).ok).toBe(true);
    expect((await get()).status).toBe(404);
    await activate(text, ana);
    expect(await activate(text, ben)).toMatchObject({ policy: { documents: [{ title: 'How we change production', sha256: DIGEST }] } });
    expect(Buffer.from(await (await get()).arrayBuffer())).toEqual(WORDS);
  });

  it('that only a path names is none where no file stands beside the policy', async () => {
    expect(await activate('documents: [{ title: T, file: policy.pdf }]', ana)).toMatchObject({
      mistakes: [{ sentence: expect.stringMatching(/only policy\.yaml on disk has files beside it/) as string }],
    });
  });
});
