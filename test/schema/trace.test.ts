import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentRef, pullRef, REPOSITORY, sha } from './deployed.js';
import { list, runHub, type RunningHub, type Tree } from './running-hub.js';
import { mentions, ticketRef } from './tickets.js';
import { tellOfChanges } from './told-change.js';

let hub: RunningHub;
const commitRef = (n: number) => `commit:github-acme:1:${sha(n)}`;

/** Ticket 1 — pull request 10 — commit 11 — deployment 1 — release 1, among others (`told-change.ts`, `deployed.ts`). */
beforeAll(async () => {
  hub = await runHub();
  await tellOfChanges(hub);
  await hub.sql`insert into tag (repository, name, object, commit, seq) values (${REPOSITORY}, 'v9', ${sha(900)}, ${sha(11)}, 0)`;
  await hub.sql`insert into code_commit (repository, sha, seq, parents, authors, unresolved_author, associated) values (${REPOSITORY}, ${'f'.repeat(40)}, 0, 1, '{}', false, '{}')`;
  await hub.sql`insert into pull_request (pull_request, repository, number) values (${pullRef(99)}, ${REPOSITORY}, 99)`;
  await mentions(hub.sql, pullRef(99), 'PAY-999', 'TITLE');
});
afterAll(() => hub.stop());

async function trace(of: string, fields = 'state nodes { ref side }'): Promise<Tree> {
  const { data, errors } = await hub.ask(`query ($of: String!) { trace(of: $of) { ${fields} } }`, { variables: { of } });
  expect(errors).toEqual([]);
  return data['trace'] as Tree;
}
const refs = (tree: Tree, side: string) =>
  list(tree['nodes'])
    .filter((node) => String(node['side']) === side)
    .map((node) => String(node['ref']));

describe('a trace', () => {
  it.each([
    ['a sha', sha(11), commitRef(11)],
    ['a ref of a commit', commitRef(11), commitRef(11)],
    ['a tag', 'v9', commitRef(11)],
    ['the key of a ticket', 'OPS-9', ticketRef(1)],
    ['a key that a moved ticket bore, in small letters', 'pay-1', ticketRef(1)],
    ['the id of a change', `change:${ticketRef(1)}`, ticketRef(1)],
    ['a number of a pull request', '#10', pullRef(10)],
    ['a pull request with its repository', 'acme/pay#10', pullRef(10)],
    ['the address of a pull request', 'https://github.example/acme/pay/pull/10/files', pullRef(10)],
    ["the tool's id of a deployment", '1', deploymentRef(1)],
  ])('begins with %s', async (_, of, start) => {
    const found = await trace(of);
    expect(found['state']).toBe('FOUND');
    expect(refs(found, 'START')).toEqual([start]);
  });

  it('of a ticket goes down to the pull requests, commits, deployments and releases that came of it', async () => {
    const found = await trace('OPS-9');
    expect(refs(found, 'UPSTREAM')).toEqual([]);
    const down = refs(found, 'DOWNSTREAM');
    expect(down).toEqual(expect.arrayContaining([pullRef(10), commitRef(11), deploymentRef(1), 'release:github-acme:1']));
  });

  it('of a deployment goes up to the tickets that it carries', async () => {
    const found = await trace(deploymentRef(1));
    expect(refs(found, 'UPSTREAM')).toEqual(expect.arrayContaining([ticketRef(1), pullRef(10)]));
    expect(refs(found, 'DOWNSTREAM')).toEqual(['release:github-acme:1']);
  });

  it('of a commit goes both ways, each step with its rule, place and strength', async () => {
    const found = await trace(sha(11), 'nodes { ref side kind node { id } } hops { from to method place strength event { type } }');
    expect(refs(found, 'UPSTREAM')).toEqual(expect.arrayContaining([ticketRef(1), pullRef(10)]));
    expect(list(found['hops'])).toContainEqual(
      expect.objectContaining({ from: pullRef(10), to: commitRef(11), method: 'ANCESTRY', place: 'merge_commit', strength: 'CARRIED' }),
    );
    expect(list(found['hops'])).toContainEqual(
      expect.objectContaining({ from: ticketRef(1), to: pullRef(10), method: 'TITLE', place: 'title', strength: 'CARRIED' }),
    );
    expect(list(found['hops'])).toContainEqual(expect.objectContaining({ from: commitRef(11), to: deploymentRef(1), place: 'range' }));
    expect(list(found['nodes'])).toContainEqual({
      ref: ticketRef(1),
      side: 'UPSTREAM',
      kind: 'TICKET',
      node: { id: `change:${ticketRef(1)}` },
    });
  });

  it('shows a weaker mention and does not follow it', async () => {
    const found = await trace('OPS-9', 'nodes { ref side } hops { to strength }');
    expect(list(found['hops'])).toContainEqual({ to: pullRef(30), strength: 'RELATED' });
    expect(refs(found, 'DOWNSTREAM')).not.toContain(commitRef(31));
  });

  it('says where it ends, and why', async () => {
    const lone = await trace('f'.repeat(40), 'ends { ref sentence }');
    const sentences = list(lone['ends']).map((end) => String(end['sentence']));
    expect(sentences).toEqual([
      'No pull request is known to have brought it in.',
      'Neither it nor what it came from names a ticket that was read.',
      'It is not deployed yet, as far as deployments were read.',
    ]);
    const open = await trace('#99', 'ends { ref sentence }');
    expect(list(open['ends'])).toContainEqual({ ref: pullRef(99), sentence: 'It names PAY-999, and no ticket with this key was read.' });
    expect(list(open['ends'])).toContainEqual({ ref: pullRef(99), sentence: 'It was not merged, as far as was read.' });
    const alone = await trace('PAY-2', 'ends { sentence }');
    expect(list(alone['ends'])[0]).toEqual({ sentence: 'Nothing that was read names it: no commit, pull request or deployment.' });
  });

  it('names the candidates where words name several things, and says so where they name nothing', async () => {
    const many = await trace('0'.repeat(30), 'state sentence candidates nodes { ref side }');
    expect(many['state']).toBe('AMBIGUOUS');
    expect(list(many['candidates'])).toContain(commitRef(11));
    expect(await trace('nothing-of-this-name', 'state candidates nodes { ref }')).toEqual({ state: 'UNKNOWN', candidates: [], nodes: [] });
  });

  it('refuses no words and too many', async () => {
    for (const of of [' ', 'x'.repeat(301)]) {
      const { errors } = await hub.ask('query ($of: String!) { trace(of: $of) { state } }', { variables: { of } });
      expect(errors[0]?.extensions['code']).toBe('BAD_INPUT');
    }
  });
});
