import { describe, expect, it } from 'vitest';
import { commitRecorded } from '../../../connectors/github/normalise/commit.js';
import { ticketMentions, titlePlaces } from '../../../connectors/github/normalise/tickets.js';
import { partsOf } from '../../../connectors/github/normalise/trailers.js';
import { shaOf, timeOf } from './world.js';

/** `PAY-12 TITLE subject` of each ticket that a commit with this message names. */
function ticketsOf(message: string): string[] {
  const { mentions = [] } = commitRecorded(
    { oid: shaOf(2), tree: { oid: shaOf(9) }, parents: { nodes: [] }, message, authoredDate: timeOf(1), committedDate: timeOf(2) },
    { databaseId: '4711', nameWithOwner: 'acme/pay' },
  );
  return mentions.flatMap(({ names, method, place }) =>
    'kind' in names && names.kind === 'ticket' ? [`${names.text} ${method} ${place}`] : [],
  );
}

describe('tickets that a commit message names', () => {
  it.each<[string, readonly string[]]>([
    ['PAY-12: refund in full', ['PAY-12 TITLE subject']],
    ['Refund in full\n\nSimilar to PAY-12.', ['PAY-12 TEXT body']],
    ['Refund in full\n\nWhy.\n\nRefs: PAY-12\nReviewed-by: Ben', ['PAY-12 TRAILER trailer']],
    ['PAY-12 refund\n\nPAY-12 again.\n\nJira: PAY-12', ['PAY-12 TRAILER trailer']],
    ['Refund\r\n\r\nWhy.\r\n\r\nRefs: PAY-12\r\n', ['PAY-12 TRAILER trailer']],
    ['Refund\n\nRefs: PAY-12,\n  PAY-13', ['PAY-12 TRAILER trailer', 'PAY-13 TRAILER trailer']],
    ['Revert "PAY-12: refund (#3)" (#4)\n\nThis reverts commit 1.', ['PAY-12 TITLE reverted-subject']],
    ['Revert "PAY-12: refund" for PAY-13', ['PAY-13 TITLE subject', 'PAY-12 TITLE reverted-subject']],
    ['Reapply "PAY-12: refund"', ['PAY-12 TITLE reverted-subject']],
    ['Refund "PAY-12"', ['PAY-12 TITLE subject']],
    ['', []],
  ])('%j: %j', (message, tickets) => {
    expect(ticketsOf(message)).toEqual(tickets);
  });
});

describe('the trailers of a commit message', () => {
  it.each<[string, string, string]>([
    ['are its last paragraph of nothing but trailers', 'A\n\nB\n\nRefs: 1\nSee-also : 2', 'Refs: 1\nSee-also : 2'],
    [
      'may stand among three times as many lines when git wrote one of them',
      'A\n\nRefs: 1\nx\ny\nz\nSigned-off-by: B',
      'Refs: 1\nx\ny\nz\nSigned-off-by: B',
    ],
    ['are none in a paragraph of prose', 'A\n\nNote: this\nis prose', ''],
    ['are none in the only paragraph', 'Fix: PAY-12', ''],
    ['are none under the title without a blank line', 'A\nRefs: PAY-12', ''],
    ['are none before the last paragraph', 'A\n\nRefs: 1\n\nProse.', ''],
    ['are none in a bare address', 'A\n\nhttps://acme.example/browse/PAY-12', ''],
  ])('%s', (_, message, trailers) => {
    expect(partsOf(message).trailers).toBe(trailers);
  });
});

describe('tickets in titles', () => {
  it('are told from those in the title that is reverted', () => {
    expect(ticketMentions(titlePlaces('Revert "PAY-12: refund"', 'title'))).toEqual([
      { names: { kind: 'ticket', text: 'PAY-12' }, method: 'TITLE', place: 'reverted-title' },
    ]);
  });
});
