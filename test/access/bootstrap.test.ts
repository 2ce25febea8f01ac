import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootstrap, viewerOfToken } from '../../src/access/index.js';
import { runHub, type RunningHub } from '../schema/running-hub.js';

let hub: RunningHub;
let folder: string;

beforeAll(async () => {
  hub = await runHub();
  folder = await mkdtemp(join(tmpdir(), 'changeline-'));
});
afterAll(() => hub.stop());

const standing = () => hub.sql<{ id: string }[]>`select id from access_token where holder_kind = 'BOOTSTRAP' and revoked_at is null`;

describe("the operator's token", () => {
  it('is made at the first start in a file that only the hub may read, and stays the same', async () => {
    const file = join(folder, 'admin-token');
    const id = await bootstrap(hub.hub.access, { token: null, file });
    expect(await bootstrap(hub.hub.access, { token: null, file })).toBe(id);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const viewer = await viewerOfToken(hub.sql, (await readFile(file, 'utf8')).trim());
    expect(viewer).toMatchObject({ name: 'operator', kind: 'BOOTSTRAP', role: 'administrator' });
    expect(await standing()).toEqual([{ id }]);
  });

  it('given in the environment replaces the one before', async () => {
    const token = 'a'.repeat(40);
    const id = await bootstrap(hub.hub.access, { token, file: join(folder, 'unused') });
    expect(await standing()).toEqual([{ id }]);
    expect((await viewerOfToken(hub.sql, token)).token).toBe(id);
  });

  it('once replaced does not come back', async () => {
    await bootstrap(hub.hub.access, { token: 'b'.repeat(40), file: join(folder, 'unused') });
    await expect(bootstrap(hub.hub.access, { token: 'a'.repeat(40), file: join(folder, 'unused') })).rejects.toThrow(/was revoked once/);
  });

  it('of 31 characters is refused with a sentence that does not repeat it', async () => {
    const refused = bootstrap(hub.hub.access, { token: 'c'.repeat(31), file: join(folder, 'unused') });
    await expect(refused).rejects.toThrow(/CHANGELINE_TOKEN has 31 characters; it needs at least 32/);
    await expect(refused).rejects.not.toThrow(/ccc/);
  });
});
