import { afterEach, describe, expect, it } from 'vitest';
import { isAccount } from '#contract';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import type { MergeRequest, Note, User } from './stand-in.js';
import { ANA, BEN, CLEO, merge, note, pay, shaOf, timeOf, worldOf } from './world.js';

let open: Connected | null = null;
afterEach(async () => open?.server.close());

const HEADS = [
  { id: 1, head: shaOf(2), at: timeOf(1) },
  { id: 2, head: shaOf(3), at: timeOf(40) },
];

/** `submitted APPROVED of 30 by 502 at 2`, `dismissed of 30 by nobody`, in the order in which they are told. */
async function decisions(more: Partial<MergeRequest>): Promise<string[]> {
  const world = worldOf(pay(3, { mergeRequests: [merge(1, { versions: HEADS, sha: shaOf(3), ...more })] }));
  open = await connected(world);
  const events = eventsOf((await pass(open.io, 'merge_requests')).records).filter(({ type }) => type.startsWith('review.'));
  return events.map(({ type, subject, core, occurredAt }) => {
    const who = core['reviewer'] ?? core['by'] ?? null;
    const by = isAccount(who) ? who.$account : 'nobody';
    const commit = typeof core['commit'] === 'string' ? ` at ${String(Number.parseInt(core['commit'], 16))}` : '';
    const state = type === 'review.submitted' ? ` ${String(core['state'])}` : '';
    return `${type.slice(7)}${state} of ${subject.$ref[1]} by ${by}${commit}${occurredAt ? '' : ', some time'}`;
  });
}

const approved = (id: number, author = BEN): Note => note(id, 'approved this merge request', { author });
const standing = (...users: User[]) => users.map((user) => ({ user, at: timeOf(50) }));

describe('approvals of a merge request', () => {
  it('are named by the notes that GitLab writes, and were given on the head of that time', async () => {
    const notes = [approved(30), approved(50, CLEO)];
    expect(await decisions({ notes, approvedBy: standing(BEN, CLEO) })).toEqual([
      'submitted APPROVED of 30 by 502 at 2',
      'submitted APPROVED of 50 by 503 at 3',
    ]);
  });

  it('14.4 that were given and taken away before the first reading are both there', async () => {
    const notes = [approved(30), note(35, 'unapproved this merge request')];
    expect(await decisions({ notes })).toEqual(['submitted APPROVED of 30 by 502 at 2', 'dismissed of 30 by 502']);
  });

  it('14.5 that were given, reset by a push, and given again by the same person are three events', async () => {
    const reset = note(41, 'reset approvals from @ben and @cleo by pushing to the branch', { author: ANA });
    const notes = [approved(30), approved(31, CLEO), reset, approved(50)];
    expect(await decisions({ notes, approvedBy: standing(BEN) })).toEqual([
      'submitted APPROVED of 30 by 502 at 2',
      'submitted APPROVED of 31 by 503 at 2',
      'submitted APPROVED of 50 by 502 at 3',
      // By the system, and never by Ana, who pushed.
      'dismissed of 30 by nobody',
      'dismissed of 31 by nobody',
    ]);
  });

  it('14.5 are three events, too, where GitLab wrote no note of the reset', async () => {
    expect(await decisions({ notes: [approved(30), approved(50)], approvedBy: standing(BEN) })).toEqual([
      'submitted APPROVED of 30 by 502 at 2',
      'submitted APPROVED of 50 by 502 at 3',
      'dismissed of 30 by nobody, some time',
    ]);
  });

  it('that a note tells and the list no longer has were taken away some time', async () => {
    expect(await decisions({ notes: [approved(30)] })).toEqual([
      'submitted APPROVED of 30 by 502 at 2',
      'dismissed of 30 by nobody, some time',
    ]);
  });

  it('that the list alone has are named by merge request, person and time', async () => {
    expect(await decisions({ approvedBy: standing(BEN) })).toEqual(['submitted APPROVED of 300001-502-2026-01-01T00:00:50 by 502 at 3']);
  });

  it('of whom the reset names nobody known stand until the list says otherwise', async () => {
    const reset = note(41, 'reset approvals from @former-name by pushing to the branch', { author: ANA });
    expect(await decisions({ notes: [approved(30), reset], approvedBy: standing(BEN) })).toEqual(['submitted APPROVED of 30 by 502 at 2']);
  });

  it('are decisions beside requests for changes and comments of a review', async () => {
    const notes = [note(30, 'requested changes'), note(31, 'left review comments', { author: CLEO })];
    expect(await decisions({ notes })).toEqual(['submitted CHANGES_REQUESTED of 30 by 502 at 2', 'submitted COMMENTED of 31 by 503 at 2']);
  });

  it('are none where somebody types the words himself', async () => {
    expect(await decisions({ notes: [note(30, 'approved this merge request', { system: false })] })).toEqual([]);
  });
});
