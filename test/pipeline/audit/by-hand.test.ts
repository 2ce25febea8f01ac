import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditFile } from '../../../src/read/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import type { JiraIssue } from '../../../src/sample/index.js';
import { refOf } from '../terms/acme.js';
import { type AuditedAcme, auditedAcme } from './audited-acme.js';

const { eva, gita, mara } = people;
const IMPLEMENTING = 'Implementing';

let acme: AuditedAcme;
let file: AuditFile;
let approvedFirst: JiraIssue;
let approvedLater: JiraIssue;
let startedAt: string;

beforeAll(async () => {
  acme = await auditedAcme(0, {});
  const day = acme.day();
  approvedFirst = day.raise('09:05', mara, { in: 'OPS', summary: 'Replace the fans by hand' });
  day.approve('09:30', gita, approvedFirst);
  day.move('10:00', eva, approvedFirst, IMPLEMENTING);
  approvedLater = day.raise('09:05', mara, { in: 'OPS', summary: 'Replace the disks by hand' });
  day.move('10:00', eva, approvedLater, IMPLEMENTING);
  day.approve('10:30', gita, approvedLater);
  await acme.readToEnd();
  const [state] = await acme.sql<{ at: string }[]>`
    select started_from as at from change_state where ticket = ${refOf(approvedFirst)} and recorded_to is null`;
  startedAt = state!.at;
  file = await acme.fileOf(await acme.audited({ period: { from: '2025-01-01', to: await acme.now(), zone: 'Europe/Berlin' } }));
}, 240_000);
afterAll(() => acme.close());

const unitOf = (ticket: JiraIssue) => file.population.find(({ id }) => id === refOf(ticket))!;
const answersOf = (ticket: JiraIssue) => Object.fromEntries(unitOf(ticket).answers.map((answer, nth) => [nth + 1, answer]));

describe('changes that were carried out by hand, in an audit', () => {
  it('are units of their own, which began with the status that says so', () => {
    expect(
      file.population
        .filter(({ kind }) => kind === 'MANUAL')
        .map(({ change }) => change)
        .sort(),
    ).toEqual([approvedFirst, approvedLater].map(refOf).sort());
    expect(unitOf(approvedFirst)).toMatchObject({ kind: 'MANUAL', deployment: null, sha: null, artifacts: [], startedAt });
  });

  it('are tested for what was to be there before they began, and not for an artefact', () => {
    expect(answersOf(approvedFirst)).toMatchObject({ 5: 'PASS', 6: 'NOT_TESTED' });
    expect(answersOf(approvedLater)).toMatchObject({ 5: 'GAP', 6: 'NOT_TESTED' });
    const said = file.findings.find(({ unit, step }) => unit === refOf(approvedLater) && step === 'review-and-approval');
    expect(said).toMatchObject({ answer: 'GAP' });
  });

  it('belong to the period in which they began, and to none beside it', async () => {
    const before = await acme.fileOf(await acme.audited({ period: { from: '2025-01-01', to: startedAt, zone: 'Europe/Berlin' } }));
    const after = await acme.fileOf(await acme.audited({ period: { from: startedAt, to: await acme.now(), zone: 'Europe/Berlin' } }));
    const has = ({ population }: AuditFile) => population.filter(({ kind }) => kind === 'MANUAL').length;
    expect([has(before), has(after)]).toEqual([0, 2]);
  });
});
