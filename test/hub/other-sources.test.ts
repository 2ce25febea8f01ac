import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitHub, startGitHub, worldOf } from '../../src/sample/index.js';
import { until } from '../intake/until.js';
import { payRepository } from '../sample/small-world.js';
import { connectionsTo, externalPlace, GITHUB_TOKEN, type Place } from './place.js';
import { list, type RunningHub, startHub, type Tree } from './running-hub.js';

let place: Place;
let hub: RunningHub;
let acme: GitHub;
let other: GitHub;

beforeAll(async () => {
  [acme, other] = await Promise.all(
    [0, 1].map(() => startGitHub(worldOf([payRepository()]), { token: GITHUB_TOKEN })) as [Promise<GitHub>, Promise<GitHub>],
  );
  place = await externalPlace({ connections: connectionsTo({ 'github-acme': acme.url }) });
  hub = await startHub(place.folder, { ...place.env, LOG_LEVEL: 'info' });
  await until('the first source is read', async () => (await source('github-acme'))?.['health'] === ('HEALTHY' as never), 60_000);
});
afterAll(async () => {
  await hub.stop();
  await acme.close();
  await other.close();
  await place.clear();
});

async function source(name: string): Promise<Tree | undefined> {
  const { sources } = await hub.graphql('{ sources { name health webhookOnly lastDeliveryAt streams { nodes { label passes } } } }');
  return list(sources).find((one) => String(one['name']) === name);
}

const write = (text: string) => writeFile(join(place.folder, 'changeline.yaml'), text);
/** The repository itself is asked for when a source begins, and every ten minutes. */
const beginnings = (tool: GitHub) => tool.requests().filter(({ path }) => path === '/repos/acme/pay').length;
const both = () => connectionsTo({ 'github-acme': acme.url, 'github-other': other.url });

describe('changeline.yaml, changed while the hub runs', () => {
  it('changes nothing while it is wrong, and the hub says why, with line and column', async () => {
    await write(both().replace('connector: github\n    url: ' + other.url, 'connector: gitbub\n    url: ' + other.url));
    await until('it is told', () => /changeline\.yaml:10:5 {2}sources\.github-other\.connector names no connector/.test(hub.output()));
    expect(hub.output()).toContain('changeline.yaml changed, and nothing was taken from it.');
    expect(await source('github-other')).toBeUndefined();
    expect(other.requests()).toEqual([]);
  });

  it('changes nothing while it is away, and the hub says so once', async () => {
    const before = beginnings(acme);
    const told = () => hub.output().split('changeline.yaml is not there any more').length - 1;
    await rm(join(place.folder, 'changeline.yaml'));
    await until('it is told', () => told() > 0);
    const passes = async () => Number(list((await source('github-acme'))?.['streams']?.['nodes'])[0]?.['passes']);
    const [then, since] = [await passes(), Date.now()];
    await until('it was looked at again, and the source is read on', async () => Date.now() - since > 5_000 && (await passes()) > then + 1);
    expect(told()).toBe(1);
    await write(connectionsTo({ 'github-acme': acme.url }));
    expect(beginnings(acme)).toBe(before);
  });

  it('adds a source, which is read and takes webhooks, and the other is not begun anew', async () => {
    const before = beginnings(acme);
    await write(`${both()}  mainframe: { type: events }\n`);
    await until('the new source is read', async () => (await source('github-other'))?.['health'] === ('HEALTHY' as never), 60_000);
    expect(hub.output()).toContain('changeline.yaml was read again. Sources, new: github-other.');
    expect(beginnings(acme)).toBe(before);
    const unsigned = await hub.hook({ headers: { 'content-type': 'application/json' }, body: '{}' }, { source: 'github-other' });
    expect(unsigned.status).toBe(401);
    expect((await source('github-other'))?.['webhookOnly']).not.toEqual([]);
    expect(await source('mainframe')).toMatchObject({ health: 'STARTING' });
  });

  it('begins anew with the source alone whose settings are others', async () => {
    const [untouched, before] = [beginnings(acme), beginnings(other)];
    await write(both().replace(/pollSeconds: 1\n$/, 'pollSeconds: 2\n'));
    await until('it begins anew', () => beginnings(other) > before);
    expect(beginnings(acme)).toBe(untouched);
    expect(hub.output()).toContain('Sources, other settings: github-other.');
    expect((await hub.graphql('{ sources { name } }'))['sources']).toHaveLength(2);
  });

  it('leaves a source that is gone, and goes on with the other', async () => {
    await write(connectionsTo({ 'github-acme': acme.url }));
    await until('it is gone', () => hub.output().includes('Sources, gone: github-other.'));
    const [asked, begun] = [other.requests().length, beginnings(acme)];
    const passes = async () => Number(list((await source('github-acme'))?.['streams']?.['nodes'])[0]?.['passes']);
    const before = await passes();
    await until('the other is read on', async () => (await passes()) > before + 1);
    expect(other.requests()).toHaveLength(asked);
    expect(beginnings(acme)).toBe(begun);
    expect((await hub.hook({ headers: { 'content-type': 'application/json' }, body: '{}' }, { source: 'github-other' })).status).toBe(404);
  });
});
