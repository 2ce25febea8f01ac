import { describe, expect, it } from 'vitest';
import { genuine, type GenuineDelivery, MalformedRecord } from '#contract';
import github from '../../../connectors/github/index.js';

function delivered(body: string | Uint8Array, contentType = 'application/json'): GenuineDelivery {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const answer = genuine({ headers: { 'x-github-event': 'star', 'content-type': contentType }, body: bytes });
  if (!('genuine' in answer)) throw new Error(answer.refused);
  return answer.genuine;
}

const payloadOf = (body: string, contentType?: string) => github.webhook?.parse(delivered(body, contentType)).records[0]?.payload;

describe('the body of a delivery', () => {
  it('14.10 keeps a whole number above 2^53 to the last digit, as a string', () => {
    expect(payloadOf('{"id":9007199254740993,"small":9007199254740991,"in":["-12345678901234567890"],"neg":-9007199254740993}')).toEqual({
      id: '9007199254740993',
      small: 9007199254740991,
      in: ['-12345678901234567890'],
      neg: '-9007199254740993',
    });
  });

  it('leaves digits, colons and braces inside strings alone', () => {
    const text = '{"a":"12345678901234567890 \\" : { \\\\","b":1.5e300,"c":"\\\\\\""}';
    expect(payloadOf(text)).toEqual(JSON.parse(text));
  });

  it.each([
    '{"a":1,"a":2}',
    '{"x":{"a":1,"b":2,"a":3}}',
    '[1]',
    '"text"',
    'null',
    '{"a":1',
    '',
    '<html>',
    `{"a":${'['.repeat(101)}${']'.repeat(101)}}`,
  ])('is malformed as %s, with a sentence', (body) => {
    expect(() => payloadOf(body)).toThrow(MalformedRecord);
    expect(() => payloadOf(body)).toThrow(/^The body of this delivery .*\.$/);
  });

  it('14.10 is malformed when its bytes are not UTF-8', () => {
    expect(() => github.webhook?.parse(delivered(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])))).toThrow(/not UTF-8/);
  });

  it('14.10 takes __proto__, toString and constructor for plain keys', () => {
    const payload = payloadOf('{"__proto__":{"isAdmin":true},"toString":1,"constructor":2}');
    expect(Object.keys(payload as object)).toEqual(['__proto__', 'toString', 'constructor']);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  it('is read out of a form, and malformed when the form has no payload', () => {
    expect(payloadOf(`payload=${encodeURIComponent('{"a":"ü & = +"}')}`, 'application/x-www-form-urlencoded; charset=utf-8')).toEqual({
      a: 'ü & = +',
    });
    expect(() => payloadOf('other=1', 'application/x-www-form-urlencoded')).toThrow(/without the field payload/);
  });

  it('14.10 is read at 24 MB, and at a depth that would overflow a stack it is malformed', () => {
    expect(payloadOf(`{"a":"${'x\\n'.repeat(8_000_000)}"}`)).toHaveProperty('a');
    expect(() => payloadOf(`{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`)).toThrow(/nested/);
  });
});
