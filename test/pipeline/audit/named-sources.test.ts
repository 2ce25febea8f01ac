import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditFile } from '../../../src/read/index.js';
import { AUDITOR, type AuditedAcme, auditedAcme, RUN } from './audited-acme.js';

let acme: AuditedAcme;
let file: AuditFile;

beforeAll(async () => {
  const scope = [
    { services: ['pay'], sources: ['github-acme'] },
    { services: ['web'], sources: ['github-acme', 'jira-acme'] },
    { services: ['infra'] },
  ];
  acme = await auditedAcme(0, { scope });
  await acme.readToEnd();
  const period = { from: '2025-01-01', to: await acme.now(), zone: 'Europe/Berlin' };
  file = await acme.fileOf(await acme.audited({ period }));
}, 240_000);
afterAll(() => acme.close());

/** What a step says of all units of a service. */
function answers(service: string, step: string): readonly string[] {
  const units = file.population.filter((unit) => unit.service === service).map(({ id }) => id);
  const found = (unit: string) => file.findings.find((one) => one.unit === unit && one.step === step)?.answer ?? 'PASS';
  return [...new Set(units.map(found))];
}
const sentences = (service: string, step: string) =>
  file.findings
    .filter(({ unit, step: of }) => of === step && file.population.find(({ id }) => id === unit)?.service === service)
    .map((one) => one.sentence);

describe('an audit of services whose sources policy names', () => {
  it('takes approvals of another tool for no evidence, and says of which', () => {
    expect(answers('pay', 'review-and-approval')).toEqual(['INDETERMINATE']);
    expect(sentences('pay', 'review-and-approval').join(' ')).toContain(
      'This rests on jira-acme, and policy has the evidence of this service come from github-acme.',
    );
    expect(sentences('pay', 'inventory').join(' ')).toContain(
      'Its evidence came from sources that policy does not name for it: jira-acme.',
    );
  });

  it('passes where all that it names is what the evidence came from, and where it names none', () => {
    expect(answers('web', 'review-and-approval')).toEqual(['PASS']);
    expect(sentences('web', 'inventory').join(' ')).not.toContain('does not name for it');
    expect(sentences('infra', 'inventory').join(' ')).not.toContain('does not name for it');
  });

  it('lists the repositories that were read and of which no service is in scope', () => {
    const names = file.leftOut.repositories.map(({ name }) => name);
    expect(names).toContain('acme/ledger');
    for (const name of ['acme/pay', 'acme/web', 'acme/infra']) expect(names).not.toContain(name);
  });

  it('is refused to a viewer', async () => {
    const viewer = { ...AUDITOR, role: 'viewer' } as const;
    await expect(acme.ask('{ audits { totalCount } }', {}, viewer)).rejects.toThrow('auditor');
    await expect(acme.ask(RUN, { input: { period: file.period } }, viewer)).rejects.toThrow('auditor');
  });
});
