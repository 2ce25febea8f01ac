import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConfigurationError, loadConfig } from '../../src/config.js';
import { temporaryFolder } from '../setup/temporary-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function load(yaml: string, env: Record<string, string> = {}) {
  const file = join(folder, 'changeline.yaml');
  await writeFile(file, yaml);
  return loadConfig({ CHANGELINE_CONFIG: file, CHANGELINE_DATA: folder, ...env }, []);
}

it('allows no private receivers, and knows neither address nor heartbeat, unless it is said', async () => {
  const { alerts } = await load('sources: {}');
  expect([alerts.allowPrivate, alerts.address, alerts.heartbeat()]).toEqual([false, null, null]);
});

it('takes the address of the heartbeat from where it stands, as it is at the moment', async () => {
  const file = join(folder, 'beat');
  await writeFile(file, 'https://watch.example/1\n');
  const { alerts } = await load('alerts: { allowPrivate: true, address: https://hub.example, heartbeat: { file: beat } }');
  await writeFile(file, 'https://watch.example/2\n');
  expect([alerts.allowPrivate, alerts.address, alerts.heartbeat()]).toEqual([true, 'https://hub.example', 'https://watch.example/2']);
});

it.each([
  ['alerts: { address: hub.example }', 'alerts.address does not fit. Write the address at which people open the hub'],
  ['alerts: { heartbeat: https://watch.example/secret-path }', 'alerts.heartbeat must say where its address stands'],
  ['alerts: { heartbeat: { env: BEAT } }', 'alerts.heartbeat cannot be read: the environment variable BEAT is not set.'],
  ['alerts: { heartbeat: { env: BAD } }', 'alerts.heartbeat leads to no address.'],
  ['alerts: { allowPrivat: true }', 'alerts.allowPrivat is no known key. Known here: allowPrivate, address, heartbeat.'],
])('says what is wrong with %s, without repeating what may be secret', async (yaml, sentence) => {
  const error: unknown = await load(yaml, { BAD: 'secret-path' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(String(error)).toContain(sentence);
  expect(String(error)).not.toContain('secret-path');
});
