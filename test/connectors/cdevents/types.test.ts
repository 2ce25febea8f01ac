import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Json } from '#contract';
import { cdEvent, IMAGE } from './event.js';
import { endsOf, PLAIN } from './told.js';

/** Every type of CDEvents 0.5.1, and the approvals of the draft of 0.6, with the events that it becomes; null: ignored by name. */
const BECOMES: Readonly<Record<string, readonly string[] | null>> = {
  'approval.closed': ['approval.decided'],
  'approval.created': ['approval.requested'],
  'approval.updated': ['approval.decided'],
  'artifact.deleted': null,
  'artifact.downloaded': null,
  'artifact.packaged': ['artifact.published'],
  'artifact.published': ['artifact.published'],
  'artifact.signed': null,
  'branch.created': ['branch.created'],
  'branch.deleted': ['branch.deleted'],
  'build.finished': ['build.finished'],
  'build.queued': null,
  'build.started': ['build.started'],
  'change.abandoned': ['pull_request.closed'],
  'change.created': ['pull_request.opened', 'pull_request.edited'],
  'change.merged': ['pull_request.merged'],
  'change.reviewed': null,
  'change.updated': null,
  'environment.created': null,
  'environment.deleted': null,
  'environment.modified': null,
  'incident.detected': ['incident.opened'],
  'incident.reported': ['incident.opened'],
  'incident.resolved': ['incident.resolved'],
  'pipelinerun.finished': ['build.finished'],
  'pipelinerun.queued': null,
  'pipelinerun.started': ['build.started'],
  'repository.created': ['repository.renamed'],
  'repository.deleted': null,
  'repository.modified': ['repository.renamed'],
  'service.deployed': ['deployment.requested', 'deployment.finished'],
  'service.published': null,
  'service.removed': null,
  'service.rolledback': ['deployment.requested', 'deployment.finished'],
  'service.upgraded': ['deployment.requested', 'deployment.finished'],
  'taskrun.finished': ['build.finished'],
  'taskrun.started': ['build.started'],
  'testcaserun.finished': ['check.finished'],
  'testcaserun.queued': null,
  'testcaserun.skipped': ['check.finished'],
  'testcaserun.started': null,
  'testoutput.published': null,
  'testsuiterun.finished': ['check.finished'],
  'testsuiterun.queued': null,
  'testsuiterun.started': null,
  'ticket.closed': ['ticket.status_changed', 'ticket.field_changed'],
  'ticket.created': ['ticket.created', 'ticket.moved', 'ticket.field_changed'],
  'ticket.updated': ['ticket.field_changed'],
};

/** Every field that some type needs. */
const CONTENT: Readonly<Record<string, Json>> = {
  environment: { id: 'production' },
  repository: { id: 'acme/pay' },
  artifactId: IMAGE,
  outcome: 'success',
  status: 'approved',
  decision: 'approved',
  description: 'refund once',
  name: 'pay',
  summary: 'refund once',
  resourceTargetUrl: 'https://deployments.acme.example/pay',
  ticketURI: 'https://tickets.acme.example/OPS-7',
};

function become(type: string): readonly string[] | null {
  const subject = type.startsWith('artifact') ? IMAGE : 'OPS-7';
  const [end] = endsOf(cdEvent({ type, id: 'e', subject, content: CONTENT }), PLAIN);
  if (!end || 'field' in end) throw new Error(`${type} is malformed at ${end?.field ?? 'nothing'}.`);
  if ('events' in end) return end.events.map(({ type: made }) => made);
  expect(end.ignored).toMatch(new RegExp(`^dev\\.cdevents\\.${type}\\.0\\.3\\.0 is not supported: .*\\.$`));
  expect(end.ignored).not.toContain('does not know it');
  return null;
}

describe('each type of CDEvents', () => {
  it.each(Object.entries(BECOMES))('%s becomes %j, or is named as unsupported', (type, events) => {
    expect(become(type)).toEqual(events);
  });

  it('that nobody has heard of, or that a tool made up, is named, too', () => {
    const made = cdEvent({ type: 'service.teleported', id: 'e', subject: 'pay' });
    expect(endsOf(made, PLAIN)).toEqual([
      { ignored: 'dev.cdevents.service.teleported.0.3.0 is not supported: this version of Changeline does not know it.' },
    ]);
    const custom = { ...made, context: { ...made.context, type: 'dev.cdeventsx.acme-gate.opened.0.1.0' } };
    expect(endsOf(custom, PLAIN)).toEqual([
      { ignored: 'dev.cdeventsx.acme-gate.opened.0.1.0 is not supported: it is an event of one tool’s own making.' },
    ]);
  });

  it('14.1 is one event of what happens once, also when the sender tells it again under another id and by another version', () => {
    const told = (id: string, version: string) => {
      const event = cdEvent({ type: 'pipelinerun.finished', id, subject: 'run-1', content: { outcome: 'success' } });
      const context = { ...event.context, type: `dev.cdevents.pipelinerun.finished.${version}` };
      return endsOf({ ...event, context }, PLAIN);
    };
    expect(told('e-2', '0.2.0')).toEqual(told('e-1', '0.3.0'));
  });

  it('14.3 two deployments of one service in the same second are two', () => {
    const told = (id: string) => endsOf(cdEvent({ type: 'service.upgraded', id, subject: 'pay', content: CONTENT }), PLAIN);
    const names = [told('e-1'), told('e-2')]
      .flat()
      .flatMap((end) => ('events' in end ? end.events.map(({ identity }) => JSON.stringify(identity)) : []));
    expect(new Set(names).size).toBe(4);
  });

  it('of equal ids but other sources is about other things', () => {
    const told = (source: string) =>
      endsOf(cdEvent({ type: 'pipelinerun.started', id: 'e', subject: '1', source }), PLAIN).flatMap((end) =>
        'events' in end ? end.events : [],
      );
    const [a, b] = [told('/tekton/a'), told('/tekton/b')];
    expect(a[0]?.subject).not.toEqual(b[0]?.subject);
    expect(a[0]?.identity).not.toEqual(b[0]?.identity);
    // `a#b` with `c`, and `a` with `b#c`.
    const [c, d] = ['/a#b', '/a'].map((source, at) =>
      cdEvent({ type: 'pipelinerun.started', id: 'e', subject: at === 0 ? 'c' : 'b#c', source }),
    );
    expect(JSON.stringify(endsOf(c, PLAIN)).includes('/a%23b#c')).toBe(true);
    expect(JSON.stringify(endsOf(d, PLAIN)).includes('/a#b#c')).toBe(true);
  });

  it('is read without its custom data, of which nothing gets into an event', () => {
    const secret = 'made-up-token-in-custom-data';
    for (const type of Object.keys(BECOMES)) {
      const event = cdEvent({ type, id: 'e', subject: IMAGE, content: { ...CONTENT, errors: secret } });
      expect(JSON.stringify(endsOf({ ...event, customData: { secret }, customDataContentType: 'application/json' }, PLAIN))).not.toContain(
        secret,
      );
    }
  });
});

const schemas = join(process.env['RECORDED'] ?? '', 'cdevents', 'cdevents-spec', 'schemas');
const isThere = process.env['RECORDED'] !== undefined && existsSync(schemas);

interface Schema {
  readonly properties: { readonly context: { readonly properties: { readonly type: { readonly enum: readonly string[] } } } };
}

describe.skipIf(!isThere)('the schemas of CDEvents (the folder in RECORDED)', () => {
  it('name the types of the table above, and no others', () => {
    const files = readdirSync(schemas).filter((file) => file.endsWith('.json'));
    const types = files.flatMap((file) => {
      const { properties } = JSON.parse(readFileSync(join(schemas, file), 'utf8')) as Schema;
      return properties.context.properties.type.enum.map((type) => type.split('.').slice(2, 4).join('.'));
    });
    expect(types.sort()).toEqual(Object.keys(BECOMES).sort());
  });
});

if (!isThere) it.skip('RECORDED names no folder with the schemas of CDEvents', () => undefined);
