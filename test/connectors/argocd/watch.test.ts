import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MalformedRecord, type RawRecord, SourceRefused, SourceUnavailable } from '#contract';
import { type StandIn, standIn } from '../../../src/sample/argocd/stand-in.js';
import { application, applicationObject, type Application, operation } from '../../../src/sample/argocd/world.js';
import { until } from '../../intake/until.js';
import { listenTo } from './listening.js';
import { eventsOf, ioOf, pass, TOKEN } from './reading.js';

let tool: StandIn;
beforeEach(async () => void (tool = await standIn(TOKEN, { aliveEveryMs: 20 })));
afterEach(() => tool.close());

const begun = (count = 1) => until('it is listened to', () => tool.watchers.count() === count);
const ends = (records: readonly RawRecord[]) =>
  eventsOf(records)
    .filter(({ type }) => type === 'deployment.finished')
    .map(({ core, subject }) => `${String(core['outcome'])} ${subject.$ref.at(-1)?.slice(-16) ?? ''}`);

/** The tool has it in this state now, and tells whoever listens. */
function becomes(one: Application): void {
  const at = tool.applications.findIndex(({ uid }) => uid === one.uid);
  tool.applications.splice(at < 0 ? tool.applications.length : at, 1, one);
  tool.watchers.tell(at < 0 ? 'ADDED' : 'MODIFIED', one);
}

describe('the watch', () => {
  it('begins with all that is there, in the shape in which a poll reads it', async () => {
    tool.applications.push(application(2, [operation(0)]), application(1, [operation(0)]));
    const ear = listenTo(tool);
    const polled = await pass(ioOf(tool));
    const byKey = (records: readonly RawRecord[]) => [...records].sort((a, b) => (a.key < b.key ? -1 : 1));
    expect(byKey(await ear.heard(2))).toEqual(byKey(polled.records));
    expect(tool.requests).toContain('GET /api/v1/stream/applications');
  });

  it('14.11 tells of a sync that failed between two polls, of which neither poll says anything', async () => {
    const before = [operation(0)];
    tool.applications.push(application(1, before));
    const first = await pass(ioOf(tool));
    const ear = listenTo(tool);
    await ear.heard(1);
    const failed = operation(60, { phase: 'Failed' });
    becomes(application(1, [...before, { ...failed, phase: 'Running' }]));
    becomes(application(1, [...before, failed]));
    becomes(application(1, [...before, failed, operation(120)]));
    const second = await pass(ioOf(tool), first.cursor);
    await ear.heard(4);
    expect(ends([...first.records, ...second.records])).not.toContain('FAILED 20260110T000100Z');
    expect(ends(ear.records)).toContain('FAILED 20260110T000100Z');
  });

  it('says nothing of what Argo CD tells only because it compared again', async () => {
    tool.applications.push(application(1, [operation(0)]), application(2, [operation(0)]));
    const ear = listenTo(tool);
    await ear.heard(2);
    const compared = applicationObject(application(1, [operation(0)])) as { readonly metadata: object };
    const again = { ...compared, metadata: { ...compared.metadata, resourceVersion: '4712' } };
    tool.watchers.write(`data: ${JSON.stringify({ result: { type: 'MODIFIED', application: again } })} \n\n\n`);
    becomes(application(2, [operation(0), operation(60)]));
    await ear.heard(3);
    expect(ear.records.map(({ key }) => key.slice(-1))).toEqual(['1', '2', '2']);
  });

  it('tells how an application ended that was deleted before a poll', async () => {
    const ear = listenTo(tool);
    await begun();
    const one = application(1, [operation(0, { phase: 'Failed' })]);
    tool.watchers.tell('DELETED', one);
    expect(ends(await ear.heard(1))).toEqual(['FAILED 20260110T000000Z']);
    expect(ear.known()).toEqual({});
  });

  it('keeps no value that is put into manifests, no annotation and no message', async () => {
    tool.applications.push(application(1, [operation(0, { phase: 'Failed' })]));
    const records = await listenTo(tool).heard(1);
    expect(JSON.stringify(records)).toContain('github.com/acme/deploy');
    expect(JSON.stringify(records)).not.toContain('hunter2');
  });

  it('is of the projects that are wanted, and of what the token may get', async () => {
    tool.allowed = ['payments', 'cards'];
    for (const [at, project] of ['payments', 'cards', 'loans'].entries())
      tool.applications.push(application(at, [operation(0)], { project }));
    const wanted = listenTo(tool, { config: { projects: ['payments', 'loans'] } });
    const all = listenTo(tool);
    expect((await all.heard(2)).map(({ key }) => key.slice(-1))).toEqual(['0', '1']);
    expect((await wanted.heard(1)).map(({ key }) => key.slice(-1))).toEqual(['0']);
    expect(tool.requests).toContain('GET /api/v1/stream/applications?projects=payments&projects=loans');
  });

  it('is understood without the frame of server-sent events, too, as where a proxy takes the header Accept away', async () => {
    const ear = listenTo(tool);
    await begun();
    const plain = { result: { type: 'ADDED', application: applicationObject(application(1, [operation(0)])) } };
    tool.watchers.write(`${JSON.stringify(plain)}\n`);
    expect(ends(await ear.heard(1))).toEqual(['SUCCEEDED 20260110T000000Z']);
  });
});

describe('a watch that was cut', () => {
  it.each(['END', 'IN_A_LINE', 'ERROR'] as const)(
    '(%s) has told what came before, and goes on with what changed meanwhile',
    async (how) => {
      tool.applications.push(application(1, [operation(0)]), application(2, [operation(0)]));
      const ear = listenTo(tool);
      await ear.heard(2);
      tool.watchers.cut(how);
      const why = await ear.ended();
      if (how === 'END') expect(why).toBeNull();
      else expect(why).toBeInstanceOf(SourceUnavailable);
      becomes(application(2, [operation(0), operation(60, { phase: 'Failed' })]));
      const again = listenTo(tool, { known: ear.known() });
      expect(ends(await again.heard(1))).toContain('FAILED 20260110T000100Z');
      becomes(application(1, [operation(0), operation(60)]));
      await again.heard(2);
      expect(again.records.map(({ key }) => key.slice(-1))).toEqual(['2', '1']);
    },
  );

  it('is one that says nothing any more', async () => {
    tool.applications.push(application(1, [operation(0)]));
    const quiet = await standIn(TOKEN, { aliveEveryMs: 60_000 });
    quiet.applications.push(application(1, [operation(0)]));
    expect(await listenTo(quiet, { idleMs: 100 }).ended()).toBeInstanceOf(SourceUnavailable);
    await quiet.close();
    const alive = listenTo(tool, { idleMs: 1_000 });
    await alive.heard(1);
    await until('it was silent but for signs of life for longer than that', () => alive.pieces() > 100);
    expect(tool.watchers.count()).toBe(1);
  });
});

describe('what is refused', () => {
  it('is a token that is not accepted, or none', async () => {
    expect(await listenTo(tool, { token: 'another-token' }).ended()).toMatchObject({ name: 'SourceRefused', status: 401 });
    expect((await listenTo(tool, { token: '' }).ended())?.message).toContain('set `token`');
  });

  it('is not what passes: nobody answers, a proxy does, a login page', async () => {
    tool.refuses = 503;
    expect(await listenTo(tool).ended()).toBeInstanceOf(SourceUnavailable);
    tool.refuses = null;
    tool.showsLogin = true;
    expect(await listenTo(tool).ended()).toBeInstanceOf(SourceUnavailable);
  });

  it('is the watch, where Argo CD ends it for the sake of a permission', async () => {
    const ear = listenTo(tool);
    await begun();
    tool.watchers.write('data: {"error":{"code":7,"message":"permission denied"}} \n\n\n');
    const why = await ear.ended();
    expect(why).toBeInstanceOf(SourceRefused);
    expect(why?.message).toMatch(/^Argo CD refused the applications \(permission denied\)\. Grant "applications, get"/);
  });

  it.each([
    ['no JSON', 'data: {"result":\n'],
    ['a key twice', 'data: {"result":{"type":"ADDED","type":"MODIFIED"}}\n'],
    ['no application', 'data: {"result":{"type":"ADDED","application":{}}}\n'],
    ['something else', 'data: {}\n'],
  ])('14.10 is a line that holds %s', async (_, line) => {
    const ear = listenTo(tool);
    await begun();
    tool.watchers.write(line);
    expect(await ear.ended()).toBeInstanceOf(MalformedRecord);
  });

  it('is not a line that is too long: it is left out, and told', async () => {
    const told: string[] = [];
    const ear = listenTo(tool, { mostLineBytes: 100_000, tell: (sentence) => told.push(sentence) });
    await begun();
    tool.watchers.write(`data: {"result":"${'x'.repeat(200_000)}"}\n`);
    becomes(application(1, [operation(0)]));
    await ear.heard(1);
    expect(told).toHaveLength(1);
  });

  it('is no other field of a server-sent event', async () => {
    const ear = listenTo(tool);
    await begun();
    tool.watchers.write('event: message\nid: 7\nretry: 1000\n: a comment\n\n');
    becomes(application(1, [operation(0)]));
    expect(await ear.heard(1)).toHaveLength(1);
  });
});
