import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { until } from '../intake/until.js';
import { expectHonest, expectWhole, flood, messages } from './flood.js';
import { connectionsTo, embeddedPlace, SOURCE, type Place } from './place.js';
import { startHub, type RunningHub } from './running-hub.js';

const SIZE_MB = 200;

/** Whether a small file system could be put there; only root may. */
function mountSmall(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=711`, 'tmpfs', folder], { stdio: 'ignore' }).status === 0;
}
/** False while a process that ends holds it. */
const unmount = (folder: string): boolean => spawnSync('umount', [folder], { stdio: 'ignore' }).status === 0;

const trial = join(tmpdir(), `changeline-trial-${process.pid}`);
const canMount = mountSmall(trial);
if (canMount) unmount(trial);
rmSync(trial, { recursive: true, force: true });

function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (let megabytes = 0; megabytes < 2 * SIZE_MB; megabytes += 1) writeSync(handle, Buffer.alloc(1 << 20));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(handle);
  }
}

describe.skipIf(!canMount)('a disk that is full (needs the right to mount)', () => {
  let place: Place;
  let data: string;
  let hub: RunningHub | undefined;
  beforeAll(async () => {
    place = await embeddedPlace({ connections: connectionsTo({ [SOURCE]: 'http://127.0.0.1:1' }) });
    data = join(place.folder, 'data');
    mountSmall(data);
    hub = await startHub(place.folder, place.env);
  });
  afterAll(async () => {
    await hub?.stop();
    await until('the small disk is gone', () => unmount(data));
    await place.clear();
  });

  it('is told to senders with 503, costs nothing that was answered 202, and all goes on when there is space', async () => {
    if (!hub) throw new Error('The hub did not start.');
    const under = flood(
      hub,
      messages(120, () => randomBytes(50_000).toString('base64')),
      2,
    );
    await until('some were kept', () => under.ids.length >= 20);
    fill(join(data, 'ballast'));
    await until('some are refused', () => under.refusals.length >= 5, 30_000);
    rmSync(join(data, 'ballast'));
    await under.over;
    expectHonest(
      under.refusals,
      /^It was not kept: the database (has no space left|does not answer) \(\w+\)\. Nothing was kept: send it again\.$/,
    );
    await expectWhole(hub, place, under);
  }, 90_000);
});
