import { describe, expect, it } from 'vitest';
import { genuine, MalformedRecord } from '#contract';
import example from '../../connectors/example/index.js';
import { connectors } from './all.js';

const withWebhook = [...connectors, example].flatMap(({ kind, webhook }) => (webhook ? [{ kind, webhook }] : []));

function delivered(body: Uint8Array | string) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const answer = genuine({ headers: { 'content-type': 'application/json', 'x-github-event': 'star' }, body: bytes });
  if (!('genuine' in answer)) throw new Error(answer.refused);
  return answer.genuine;
}

describe.each(withWebhook)('the body of a delivery to $kind', ({ webhook }) => {
  it.each([
    ['with a key twice in one object', '{"a":{"b":1,"b":2}}'],
    ['that is no UTF-8', Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['that is nested too deep', `{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`],
    ['that is cut', '{"a":'],
  ])('14.10 %s is malformed, with a sentence', (_, body) => {
    const malformed = expect.objectContaining({ field: 'body', message: expect.stringMatching(/^The body of this .*\.$/) as string });
    expect(() => webhook.parse(delivered(body))).toThrow(MalformedRecord);
    expect(() => webhook.parse(delivered(body))).toThrow(malformed);
    if (webhook.ring) expect(() => webhook.ring?.(delivered(body))).toThrow(malformed);
  });
});

it('is read alike by all connectors that have a webhook', () => {
  expect(withWebhook.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['github', 'gitlab', 'jira', 'servicenow', 'cdevents', 'example']),
  );
});
