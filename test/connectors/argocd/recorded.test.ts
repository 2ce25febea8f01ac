import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Draft } from '#contract';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { countLine, endsOf, isRecorded } from '../recorded-count.js';
import { expectedIn, recorded } from './recorded.js';

const captured = join(process.env['RECORDED'] ?? '', 'argocd', 'cdviz-transformers', 'argocd_notifications');
const inputs = (): readonly string[] => readdirSync(join(captured, 'inputs', 'captured')).sort();

function eventsOf(file: string): readonly Draft[] {
  const records = recorded.records(`inputs/${file}`, readFileSync(join(captured, 'inputs', 'captured', file)));
  if ('ignored' in records) throw new Error(records.ignored);
  return records.flatMap((record) => {
    const meaning = recorded.connector.normaliser.normalise(record);
    return 'events' in meaning ? meaning.events : [];
  });
}

function latestEnd(file: string): Draft | undefined {
  return eventsOf(file).find(({ type }) => type === 'deployment.finished');
}

const expectedOf = (file: string) => expectedIn(readFileSync(join(captured, 'outputs', 'captured', file)));
const secondOf = (written: string) => new Date(written).toISOString().slice(0, 19);

describe.skipIf(!isRecorded('argocd'))('recorded by Argo CD (the folder in RECORDED)', () => {
  it('36 files all end as events or ignored with a reason', () => {
    const ends = endsOf(recorded);
    expect(countLine(recorded, ends)).toBe('argocd: 36 files, 36 records: 80 events, 29 ignored, 0 quarantined');
    for (const end of ends) if ('ignored' in end) expect(end.ignored).toMatch(/\.$/);
  });

  it('the same sync in several notifications, and in the history of later ones, is one event with one core', () => {
    const told = new Map<string, unknown>();
    let again = 0;
    for (const draft of inputs().flatMap(eventsOf)) {
      const before = told.get(identityOf(draft));
      if (before !== undefined) again += 1;
      if (before !== undefined) expect(fixedPartOf(draft)).toEqual(before);
      told.set(identityOf(draft), fixedPartOf(draft));
    }
    expect(again).toBeGreaterThan(20);
  });

  it.each(['001.json', '002.json', '004.json', '008_sync_podinfo_1_2.json'])(
    'agrees with the expected CDEvent of %s: a deployment of this revision ended then',
    (file) => {
      const expected = expectedOf(file);
      const end = latestEnd(file);
      expect(expected.context.type).toContain('service.deployed');
      expect(end?.core).toMatchObject({ outcome: 'SUCCEEDED', environment: expected.subject.id });
      expect(end?.occurredAt?.from.slice(0, 19)).toBe(secondOf(expected.context.timestamp));
      const asked = eventsOf(file).find(({ type, subject }) => type === 'deployment.requested' && subject.$ref[1] === end?.subject.$ref[1]);
      const [, revision = ''] = /@([^?]+)/.exec(expected.subject.content.artifactId ?? '') ?? [];
      expect(String(asked?.core['configuration'])).toContain(revision);
    },
  );

  // The other program makes an event for each image of the application (002.1, 004.2 …). Argo CD lists those that run, of
  // which here two versions of one, and does not say which came with the sync: they are shown beside its end, once.
  it('shows the images that the other program makes deployments of beside the end of the sync', () => {
    const shown = latestEnd('002.json')?.seen?.['images'] as readonly string[];
    const tags = ['002.1.json', '002.2.json'].map((file) => /tag=(.*)$/.exec(expectedOf(file).subject.content.artifactId ?? '')?.[1]);
    expect(shown.map((image) => image.split(':')[1])).toEqual(tags);
  });

  // It makes an incident of an application that was never synced (its health is Unknown), and deployments of one whose sync
  // is Unknown and that has no operation, dated by the notification. Nothing was deployed: no sync, no event.
  it.each(['000_cli_template.json', '003.json', '005.json', '006.json'])(
    'finds no sync in %s, of which the other program makes an event',
    (file) => {
      expect(expectedOf(file).context.type).toMatch(/incident\.detected|service\.deployed/);
      expect(eventsOf(file)).toEqual([]);
    },
  );

  // It makes nothing of a sync that runs, nor of one that ended with the application Degraded.
  it('tells of syncs that run, and of one that succeeded and left the application degraded', () => {
    const types = (file: string) => eventsOf(file).map(({ type }) => type);
    expect(types('009_sync_podinfo_1_3.json')).toEqual(['deployment.started']);
    expect(types('007_sync_podinfo_1_1.json').slice(0, 1)).toEqual(['deployment.started']);
    expect(latestEnd('010_sync_podinfo_1_4.json')?.core).toMatchObject({ outcome: 'SUCCEEDED' });
  });
});

if (!isRecorded('argocd')) it.skip('RECORDED names no folder with recorded payloads of Argo CD', () => undefined);
