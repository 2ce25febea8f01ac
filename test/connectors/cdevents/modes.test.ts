import { describe, expect, it } from 'vitest';
import { MalformedRecord } from '#contract';
import cdevents from '../../../connectors/cdevents/index.js';
import { binary, cdEvent, IMAGE, structured } from './event.js';
import { BATCHED, delivery, endsOf, eventsIn, MODES, PLAIN, recordsIn } from './told.js';

const deployed = cdEvent({
  type: 'service.deployed',
  id: 'e-1',
  subject: 'pay',
  content: { environment: { id: 'production' }, artifactId: IMAGE },
  source: '/Tekton é "1"',
});
const failed = cdEvent({ type: 'pipelinerun.finished', id: 'e-2', subject: 'run-1', content: { outcome: 'failure' } });
const keyOf = (headers: Readonly<Record<string, string>>, body: unknown = deployed) =>
  cdevents.webhook?.deliveryKey(delivery(body, headers));

describe('the modes of CloudEvents', () => {
  it('14.1 tell the same facts: structured, binary, batched, and without an envelope', () => {
    const told = Object.values(MODES).map((mode) => mode(deployed));
    expect(told[0]?.map(({ type }) => type)).toEqual(['deployment.requested', 'deployment.finished']);
    for (const other of told) expect(other).toEqual(told[0]);
  });

  it('are the same record, whether it came in the structured mode or as one of a batch', () => {
    expect(recordsIn([structured(deployed)], BATCHED)).toEqual(recordsIn(structured(deployed)));
  });

  it('give a record for each event of a batch; one that cannot be read is set aside alone', () => {
    const broken = { ...structured(failed), data: { context: {} } };
    const ends = endsOf([structured(deployed), broken, 7, structured(failed)], BATCHED);
    expect(ends.map((end) => ('events' in end ? end.events.length : end))).toEqual([2, { field: 'context.id' }, { field: 'payload' }, 1]);
  });

  it('decode what binary mode encodes in headers', () => {
    expect(binary(deployed)['ce-source']).toBe('%2FTekton%20%C3%A9%20%221%22');
    expect(recordsIn(deployed, binary(deployed))[0]?.key).toBe('event:/Tekton é "1" e-1');
    expect(() => recordsIn(deployed, { ...binary(deployed), 'ce-source': '%E0%A4%A' })).toThrow(MalformedRecord);
  });

  it('set aside an event whose headers, which nobody signed, name another than the one inside', () => {
    for (const [name, other] of [
      ['ce-id', 'e-9'],
      ['ce-source', '/another'],
      ['ce-type', 'dev.cdevents.service.removed.0.3.0'],
    ] as const) {
      expect(endsOf(deployed, { ...binary(deployed), [name]: other })).toEqual([{ field: name.slice('ce-'.length) }]);
    }
  });

  it('set aside an event of binary mode that lacks an attribute', () => {
    const { 'ce-specversion': _, ...headers } = binary(deployed);
    expect(endsOf(deployed, headers)).toEqual([{ field: 'specversion' }]);
  });

  it('read the data from base64, and set aside what is none', () => {
    const { data, ...envelope } = structured(deployed);
    const encoded = Buffer.from(JSON.stringify(data)).toString('base64');
    expect(eventsIn(endsOf({ ...envelope, data_base64: encoded }))).toEqual(MODES['structured']?.(deployed));
    expect(endsOf({ ...envelope, data_base64: '***' })).toEqual([{ field: 'data_base64' }]);
  });

  it('know a delivery by source and id of its event, else by the id of the attempt; never by nothing', () => {
    expect(keyOf(binary(deployed))).toBe(`${binary(deployed)['ce-source'] ?? ''} e-1`);
    expect(keyOf({ ...BATCHED, 'webhook-id': 'msg_7' })).toBe('msg_7');
    expect(keyOf(PLAIN)).not.toBe('');
  });
});

describe('a body', () => {
  it.each<[string, unknown, Readonly<Record<string, string>>]>([
    ['is no JSON', '{"context":', PLAIN],
    ['is a batch that is no list', structured(failed), BATCHED],
    ['is nested a million deep', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`, PLAIN],
  ])('14.10 that %s is set aside as a whole', (_, body, headers) => {
    expect(() => recordsIn(body, headers)).toThrow(MalformedRecord);
  });

  it('14.10 that is no UTF-8 is set aside as a whole', () => {
    const given = { ...delivery('{}', PLAIN), body: Uint8Array.of(0x22, 0xff, 0x22) };
    expect(() => cdevents.webhook?.parse(given)).toThrow(MalformedRecord);
  });

  it('14.10 with keys that every object inherits is read by its own', () => {
    const odd = JSON.stringify(structured(failed)).replace('{"outcome"', '{"__proto__":{"outcome":"success"},"toString":1,"outcome"');
    expect(eventsIn(endsOf(odd)).map(({ core }) => core['conclusion'])).toEqual(['FAILURE']);
    expect(endsOf(JSON.parse('{"__proto__":{"context":{}}}'), PLAIN)).toEqual([{ field: 'context' }]);
    const named = cdEvent({ type: 'constructor.tostring', id: 'e', subject: 's' });
    expect(endsOf(named, PLAIN)).toEqual([{ ignored: expect.stringContaining('does not know it') as string }]);
  });

  it('14.10 of 25 MB in one batch is split in less than two seconds', () => {
    const one = structured(
      cdEvent({ type: 'pipelinerun.finished', id: 'e', subject: 'r', content: { outcome: 'success', errors: 'x'.repeat(21_000) } }),
    );
    const body = JSON.stringify(Array.from({ length: 1_200 }, () => one));
    expect(body.length).toBeGreaterThan(24 * 1024 * 1024);
    const began = performance.now();
    expect(recordsIn(body, BATCHED)).toHaveLength(1_200);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
