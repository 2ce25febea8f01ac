import { createServer, type AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from './launched.js';
import { connectionsTo, embeddedPlace, externalPlace, SECRET, SOURCE, TOKEN, type Place, type Written } from './place.js';
import { startHub } from './running-hub.js';

const places: Place[] = [];
afterEach(async () => {
  for (const place of places.splice(0)) await place.clear();
});

async function embedded(written?: Written): Promise<Place> {
  const place = await embeddedPlace(written);
  places.push(place);
  return place;
}
async function external(): Promise<Place> {
  const place = await externalPlace();
  places.push(place);
  return place;
}

/** Starts the hub, which must end by itself: its words on the error output, without a stack. */
async function refusal({ folder, env }: Place, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, output } = await run(folder, { PORT: '0', CHANGELINE_TOKEN: TOKEN, ...env, ...more });
  expect(code, output).toBe(1);
  expect(output).not.toMatch(/^ {4}at /m);
  return output;
}

const THREE_MISTAKES = `sources:
  github-acme:
    connector: github
    token: ghp_this_is_the_token_itself
    webhookSecret: { env: GITHUB_WEBHOOK_SECRET }
    repositories: [acme]
    polSeconds: 5
`;

describe('a hub that cannot run as it is configured ends with exit code 1 and', () => {
  it('names three mistakes in changeline.yaml, each with its line and column, and repeats no secret', async () => {
    const said = await refusal(await embedded({ connections: THREE_MISTAKES }));
    expect(said.trimEnd().split('\n')).toEqual([
      'The configuration has 3 problems:',
      expect.stringMatching(
        /^ {2}changeline\.yaml:4:5 {2}sources\.github-acme\.token must say where the secret stands and never be the secret\. Write /,
      ),
      expect.stringMatching(
        /^ {2}changeline\.yaml:6:20 {2}sources\.github-acme\.repositories\.0 does not fit\. Write a repository as owner\/name, for example acme\/pay\.$/,
      ),
      expect.stringMatching(/^ {2}changeline\.yaml:7:5 {2}sources\.github-acme\.polSeconds is no known key\. Known here: .*pollSeconds/),
    ]);
    expect(said).not.toContain('ghp_');
    expect(said).not.toContain(SECRET);
  });

  it('says that another program uses the port and how to give another, and leaves no PostgreSQL running', async () => {
    const place = await embedded();
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const said = await refusal(place, { PORT: String(port) });
    await new Promise((resolve) => other.close(resolve));
    expect(said).toContain(
      `The hub cannot listen on 127.0.0.1:${port}: another program is using this port. Give another one, for example PORT=${port + 1} npm start.`,
    );
    expect(existsSync(join(place.folder, 'data', 'postgres', 'PG_VERSION'))).toBe(true);
    expect(existsSync(join(place.folder, 'data', 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('says that the data key is not the one of the ledger', async () => {
    const place = await external();
    await (await startHub(place.folder, place.env)).stop();
    const other = join(place.folder, 'other.key');
    await writeFile(other, randomBytes(32));
    expect(await refusal(place, { CHANGELINE_DATA_KEY_FILE: other })).toMatch(
      /^The data key is not the one that the ledger changeline-[0-9a-f]{8}\/1 was made with\. Restore the key file from its backup; a lost key cannot be replaced\.\n$/,
    );
  });

  it('says of a data key of another length what it must be', async () => {
    const place = await external();
    const short = join(place.folder, 'short.key');
    await writeFile(short, 'too short');
    expect(await refusal(place, { CHANGELINE_DATA_KEY_FILE: short })).toBe(
      `The data key at ${short} has 9 bytes. It must be 32 bytes, or 64 hex digits; restore the file from its backup.\n`,
    );
  });

  it.each([4, 24, 31])('says that a token of %i characters is too easy to guess, without repeating it', async (length) => {
    const token = 'x'.repeat(length);
    const said = await refusal(await external(), { CHANGELINE_TOKEN: token });
    expect(said).toMatch(
      /^ {2}CHANGELINE_TOKEN {2}is too easy to guess\. Write at least 32 characters without blanks: "openssl rand -hex 32" makes some\.$/m,
    );
    expect(said).not.toContain(token);
  });

  it('says that the database does not answer, and names neither user nor password', async () => {
    const place = await external();
    const said = await refusal(place, {
      DATABASE_URL: 'postgres://somebody:the-password@127.0.0.1:1/changeline',
      DATABASE_ADMIN_URL: '',
    });
    expect(said).toMatch(
      /^The database changeline at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED.*\. Check DATABASE_URL, and that the server runs and lets this user in\.\n$/,
    );
    expect(said).not.toMatch(/the-password|somebody/);
  });

  it('says that the admin’s database does not let it in, and names DATABASE_ADMIN_URL', async () => {
    const place = await external();
    const admin = new URL(place.env['DATABASE_ADMIN_URL'] ?? '');
    admin.password = 'not-the-password';
    const said = await refusal(place, { DATABASE_ADMIN_URL: admin.href });
    expect(said).toMatch(/^The database .* cannot be used: .*password authentication failed.*Check DATABASE_ADMIN_URL, /);
    expect(said).not.toContain('not-the-password');
  });

  it('says that a source may not be named so, and where', async () => {
    expect(await refusal(await embedded({ connections: connectionsTo({ [SOURCE.toUpperCase()]: 'http://127.0.0.1:1' }) }))).toContain(
      'changeline.yaml:2:3  sources.GITHUB-ACME is no possible name of a source. Write one to forty small letters, digits and hyphens.',
    );
  });
});
