import { parseInterval } from '#contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broughtIn, type CommitEdges, commitRef, type PullRequestFacts, type TicketMention, trace } from '../../src/correlate/index.js';
import { ownCommits, reachableAmong } from '../../src/correlate/on-target.js';
import { policyWith } from '../setup/policy.js';
import { commit, head, pull, REPOSITORY } from './code.js';
import { anyShuffled, edges, historyOf, reachable, sha } from './commits.js';
import { ticketWith } from './tickets.js';

const TICKET = ticketWith({});
const AT = parseInterval('2026-01-01T00:00:00Z');

interface Told {
  readonly history: readonly CommitEdges[];
  readonly carries: readonly number[];
  readonly pulls: readonly PullRequestFacts[];
  readonly says: readonly Pick<TicketMention, 'from' | 'method' | 'place'>[];
  /** What the second was picked from, and the pull requests that brought that in. */
  readonly picked?: { readonly of: number; readonly from: number; readonly with: readonly string[] };
}

/** What a deployment of these commits leads to, when some of them and their pull requests name PAY-12. */
function told({ history: all, carries, pulls, says, picked }: Told) {
  const history = historyOf(all);
  const pickedFrom = (n: number) => (picked?.of === n ? [sha(picked.from)] : []);
  const commits = new Map(all.map((one, nth) => [one.sha, commit(nth, { sha: one.sha, pickedFrom: pickedFrom(nth) })]));
  const shas = carries.map(sha);
  const mentions = says.map((one, nth): TicketMention => ({ ...one, key: 'PAY-12', ticket: TICKET.ticket, seq: nth }));
  return trace({
    deployment: 'deployment:a:1',
    repository: REPOSITORY,
    carries: shas,
    takesOut: [],
    commits,
    pulls: new Map(pulls.map((one) => [one.pullRequest, one])),
    broughtIn: broughtIn({ carries: shas, repository: REPOSITORY, pulls, commits, history }),
    elsewhereWith: new Map(picked ? [[sha(picked.from), picked.with]] : []),
    mentions: new Map(mentions.map(({ from }) => [from, mentions.filter((one) => one.from === from)])),
    tickets: new Map([[TICKET.ticket, TICKET]]),
    policy: policyWith(),
    history,
    applies: true,
    whyUnknown: () => [],
    wasClosed: () => false,
  });
}

const subjectOf = (n: number) => ({ from: commitRef(REPOSITORY, sha(n)), method: 'TITLE', place: 'subject' }) as const;
const bodyOf = (n: number) => ({ from: commitRef(REPOSITORY, sha(n)), method: 'TEXT', place: 'body' }) as const;
const waysTo = (ways: ReturnType<typeof told>['carried']) => (ways.get(TICKET.ticket) ?? []).map(({ from, through }) => [from, ...through]);

describe('a deployment of a squash commit', () => {
  // 0 ← 1 ← 2 ← 4 the target; 1 ← 3 the branch; 4 is the squash of 3.
  const history = [edges(0), edges(1, 0), edges(2, 1), edges(3, 1), edges(4, 2)];
  const squashed = (listed: readonly number[]) => pull(1, 4, { mergeHead: sha(3), merged: AT, heads: [head(3, listed)] });

  it('carries what a commit of its pull request names, through that pull request', () => {
    const { carried, byCommit } = told({ history, carries: [4], pulls: [squashed([3])], says: [subjectOf(3)] });
    expect(waysTo(carried)).toEqual([[subjectOf(3).from, 'pull_request:a:1']]);
    expect([...byCommit.keys()]).toEqual([sha(4)]);
  });

  it('does not carry what a commit names that the platform lists for the pull request and that stood on the target before', () => {
    const { carried, related, byCommit } = told({
      history,
      carries: [4],
      pulls: [squashed([1, 2, 3])],
      says: [subjectOf(2), subjectOf(1)],
    });
    expect([waysTo(carried), waysTo(related), byCommit.size]).toEqual([[], [], 0]);
  });

  it('is linked through the commit itself where no pull request brought it', () => {
    const { carried } = told({ history, carries: [2], pulls: [], says: [subjectOf(2)] });
    expect(waysTo(carried)).toEqual([[subjectOf(2).from, subjectOf(2).from]]);
  });

  it('is related through one pull request to the ticket that it carries through another', () => {
    const other = pull(2, 2, { merged: AT });
    const given = { history, carries: [2, 4], pulls: [squashed([3]), other], says: [subjectOf(3), bodyOf(4), bodyOf(2)] };
    const { carried, related } = told(given);
    expect(waysTo(carried)).toEqual([[subjectOf(3).from, 'pull_request:a:1']]);
    expect(waysTo(related)).toEqual([[bodyOf(2).from, 'pull_request:a:2']]);
  });
});

describe('a deployment of a picked commit', () => {
  // 0 ← 1 the target; 0 ← 2 the pick of 1.
  const given = { history: [edges(0), edges(1, 0), edges(2, 0)], carries: [2], pulls: [pull(1, 1, { merged: AT })] };
  const titleOfPull = { from: 'pull_request:a:1', method: 'TITLE', place: 'title' } as const;

  it('14.13 carries what the pull request of its origin names, through itself', () => {
    const { carried } = told({ ...given, says: [titleOfPull], picked: { of: 2, from: 1, with: ['pull_request:a:1'] } });
    expect(waysTo(carried)).toEqual([['pull_request:a:1', subjectOf(2).from]]);
  });

  it('carries nothing of a commit that it was not picked from', () => {
    expect(waysTo(told({ ...given, says: [titleOfPull] }).carried)).toEqual([]);
  });
});

describe('the own commits of a pull request', () => {
  it('are those that a merge commit joined, though they are reachable from it', () => {
    const history = historyOf([edges(0), edges(1, 0), edges(2, 0), edges(3, 1, 2)]);
    expect(ownCommits(pull(1, 3, { heads: [head(2, [1, 2])] }), history)).toEqual([sha(2)]);
  });

  it('are all that are listed after a fast-forward', () => {
    const history = historyOf([edges(0), edges(1, 0), edges(2, 1)]);
    expect(ownCommits(pull(1, 2, { heads: [head(2, [1, 2])] }), history)).toEqual([sha(1), sha(2)]);
  });

  it('are all that are listed while the merge commit was not read', () => {
    expect(ownCommits(pull(1, 9, { heads: [head(1, [0, 1])] }), historyOf([edges(0), edges(1, 0)]))).toEqual([sha(0), sha(1)]);
  });

  it('are found in any history as by sets of ids, in whatever order its commits came', () => {
    const any = anyShuffled.chain((shuffled) => fc.record({ shuffled: fc.constant(shuffled), from: fc.nat(), among: fc.array(fc.nat()) }));
    fc.assert(
      fc.property(any, ({ shuffled: { commits, order }, from, among }) => {
        const history = historyOf(order);
        const [at = '', ...wanted] = [from, ...among].map((pick) => commits[pick % commits.length]!.sha);
        const reached = reachable(commits, at);
        const found = reachableAmong(
          history,
          history.graph.indexOf(at),
          wanted.map((one) => history.graph.indexOf(one)),
        );
        expect([...found].map((index) => history.graph.shaOf(index)).sort()).toEqual(
          [...new Set(wanted)].filter((one) => reached.has(one)).sort(),
        );
      }),
    );
  });
});
