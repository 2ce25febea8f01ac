import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jiraKeysFromHistory, type JiraWorld, loadHistory } from '../../src/sample/index.js';
import { type FolderTexts, keysIn, type KeyText, stands, textsOf } from './key-texts.js';
import { ticketLinks } from './ticket-links.js';
import { type TwoTools, twoTools } from './two-tools.js';

const recorded = process.env['RECORDED'];
const folderOf = (name: string): string => join(recorded ?? '', 'git-history', name);
const policy = { baselines: { '*': 'empty' } };

/** Rows of pull request 374 whose keys stand only in what the folder cut off its squash commit's message, at 4,000 characters. */
const CUT_OFF = ['MM-18154 374', 'MM-19144 374', 'MM-19179 374', 'MM-19201 374', 'MM-19213 374'];
/** Rows of pull requests that are in no stable release yet. */
const UNRELEASED = ['MM-67304 1306', 'MM-68049 1303'];
/** The table's rule takes no key behind a slash: `MM-47046/MM-47052`, `…/browse/MM-51548`. */
const BEHIND_A_SLASH = ['MM-15832 98 v2.1.0', 'MM-47052 868 v4.0.0', 'MM-51548 935 v4.0.0'];

describe.skipIf(!recorded)('the keys of mattermost__mattermost-plugin-jira (folder in RECORDED)', () => {
  const folder = folderOf('mattermost__mattermost-plugin-jira');
  let folderSays: FolderTexts;
  let hub: TwoTools;
  /** `key pull release`, and how strong. */
  let links: ReadonlyMap<string, string>;
  const textsWith = (key: string, pull: string): readonly KeyText[] =>
    folderSays.texts.filter((text) => text.pull === pull && stands(key, text));
  const strengthOf = (texts: readonly KeyText[]): string => (texts.some(({ place }) => place !== 'body') ? 'CARRIED' : 'RELATED');

  beforeAll(async () => {
    folderSays = await textsOf(folder);
    hub = await twoTools({ github: await loadHistory(folder), jira: await jiraOf(folder, folderSays), policy });
    await hub.readToEnd();
    links = await ticketLinks(hub.sql);
  }, 240_000);
  afterAll(() => hub.close());

  it('that its expected table names come out with that pull request and release: carried where the key stands in a title or subject, related where only in a body', () => {
    const rows = folderSays.expected.map((row) => ({ ...row, texts: textsWith(row.key, row.pull) }));
    const standing = rows.filter(({ texts }) => texts.length > 0);
    const released = standing.filter(({ release }) => release !== '');
    expect(rows.filter((row) => !standing.includes(row)).map(({ key, pull }) => `${key} ${pull}`)).toEqual(CUT_OFF);
    expect(standing.filter((row) => !released.includes(row)).map(({ key, pull }) => `${key} ${pull}`)).toEqual(UNRELEASED);
    const wanted = released.map(({ key, pull, release, texts }) => [`${key} ${pull} ${release}`, strengthOf(texts)]);
    expect(wanted.map(([link = '']) => [link, links.get(link)])).toEqual(wanted);
    const count = (strength: string) => wanted.filter((row) => row[1] === strength).length;
    expect([count('CARRIED'), count('RELATED')]).toEqual([327, 21]);
  });

  it('are linked to nothing that has not come out', () => {
    const linked = new Set([...links.keys()].map((link) => link.split(' ')[1]));
    expect(UNRELEASED.filter((row) => linked.has(row.split(' ')[1]))).toEqual([]);
    expect([...linked].filter((pull = '') => !folderSays.releases.has(pull))).toEqual([]);
  });

  it('are linked beyond the table only where the key stands in a text that the table’s rule does not read', () => {
    const inTable = new Set(folderSays.expected.map(({ key, pull, release }) => `${key} ${pull} ${release}`));
    const beyond = [...links.keys()].filter((link) => !inTable.has(link));
    const told = beyond.map((link) => {
      const [key = '', pull = ''] = link.split(' ');
      return { link, texts: textsWith(key, pull) };
    });
    console.log(`${beyond.length} links beyond the table, by key, place and text:\n${listed(told)}`);
    expect(told.filter(({ texts }) => texts.length === 0)).toEqual([]);
    expect(told.filter(({ link, texts }) => links.get(link) !== strengthOf(texts))).toEqual([]);
    const read = told.filter(({ texts }) => texts.some(({ place }) => place !== 'listed'));
    expect(read.map(({ link }) => link).sort()).toEqual(BEHIND_A_SLASH);
    for (const { link, texts } of read) {
      const key = link.split(' ')[0] ?? '';
      const ofTable = texts.filter(({ place }) => place !== 'listed');
      expect(
        ofTable.every(({ text }) => text.includes(`/${key}`)),
        link,
      ).toBe(true);
    }
  });

  it('are linked exactly as another reading of all texts of all released pull requests says', () => {
    const { texts, releases, alone } = folderSays;
    const places = new Map<string, KeyText[]>();
    for (const text of texts.filter(({ pull }) => releases.has(pull))) {
      for (const key of keysIn(text.text, 'MM|MI')) {
        const link = `${key} ${text.pull} ${releases.get(text.pull) ?? ''}`;
        places.set(link, [...(places.get(link) ?? []), text]);
      }
    }
    const wanted = [...places].map(([link, all]) => [link, strengthOf(all)] as const);
    expect(wanted.length).toBeGreaterThan(1000);
    expect([...links].sort()).toEqual(wanted.sort());
    expect(alone.flatMap((text) => keysIn(text, 'MM|MI'))).toEqual([]);
  });
});

/** Every key of the two projects that stands in the folder's texts or that its table names, as a ticket. */
async function jiraOf(folder: string, { expected }: FolderTexts): Promise<JiraWorld> {
  const world = await jiraKeysFromHistory(folder, { projects: ['MM', 'MI'] });
  const known = new Set(world.issues.map(({ key }) => key));
  for (const { key } of expected) {
    if (known.has(key)) continue;
    known.add(key);
    const [first] = world.issues;
    const project = world.projects.find((one) => key.startsWith(`${one.key}-`));
    world.issues.push({ ...first!, id: String(90_000 + known.size), key, projectId: project!.id });
  }
  return world;
}

function listed(told: readonly { readonly link: string; readonly texts: readonly KeyText[] }[]): string {
  const lines = new Map<string, string[]>();
  for (const { link, texts } of told) {
    const [key = '', pull = '', release = ''] = link.split(' ');
    for (const line of new Set(texts.map(({ place, text }) => `${key} (${place}) ${excerpt(text, key)}`)))
      lines.set(line, [...(lines.get(line) ?? []), `${pull} in ${release}`]);
  }
  return [...lines].map(([line, pulls]) => `${line}\n    through ${pulls.join(', ')}`).join('\n');
}

function excerpt(text: string, key: string): string {
  const at = text.indexOf(key);
  return text.slice(Math.max(0, at - 60), at + 80).replaceAll(/\s+/g, ' ');
}

if (!recorded) it.skip('RECORDED names no folder with recorded histories', () => undefined);
