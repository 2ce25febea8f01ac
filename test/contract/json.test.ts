import { describe, expect, it } from 'vitest';
import { type JsonTold, MalformedRecord, readJson, readJsonObject } from '#contract';

const TOLD: JsonTold = { what: 'body of this delivery', hint: 'the sender is perhaps another', advice: 'Send it again.' };
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readJson(bytes(text), TOLD);

describe('reading JSON from outside', () => {
  it('14.10 keeps a number that a double cannot hold to the last digit, as a string', () => {
    expect(read('{"id":9007199254740993,"small":9007199254740991,"in":["-12345678901234567890"],"neg":-9007199254740993}')).toEqual({
      id: '9007199254740993',
      small: 9007199254740991,
      in: ['-12345678901234567890'],
      neg: '-9007199254740993',
    });
    expect(read('[1e400,-1e400,1e300,0.1]')).toEqual(['1e400', '-1e400', 1e300, 0.1]);
  });

  it('passes over a byte-order mark in front, and over none within', () => {
    expect(readJson(Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes('{"a":1}')]), TOLD)).toEqual({ a: 1 });
    expect(() => readJson(Uint8Array.from([...bytes('{'), 0xef, 0xbb, 0xbf, ...bytes('"a":1}')]), TOLD)).toThrow(MalformedRecord);
  });

  it('leaves digits, colons and braces inside strings alone', () => {
    const text = '{"a":"12345678901234567890 \\" : { \\\\","b":1.5e300,"c":"\\\\\\""}';
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it.each(['{"a":1,"a":2}', '{"x":{"a":1,"b":2,"a":3}}', '[{"a":1},{"a":1,"\\u0061":2}]', '{"__proto__":1,"__proto__":2}'])(
    '14.10 refuses a key that stands twice in one object: %s',
    (text) => {
      expect(() => read(text)).toThrow('The body of this delivery holds the same key twice in one object. Send it again.');
    },
  );

  it('14.10 takes __proto__, toString and constructor for plain keys', () => {
    const value = read('{"__proto__":{"isAdmin":true},"toString":1,"constructor":2}');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'toString', 'constructor']);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  it('14.10 refuses bytes that are not UTF-8, and what is no JSON with what may have caused it', () => {
    expect(() => readJson(Uint8Array.from([0x22, 0xff, 0x22]), TOLD)).toThrow(/its bytes are not UTF-8\. Send it again\.$/);
    for (const text of ['', '{"a":1', '<html>', '{"a":1}{"a":2}']) {
      expect(() => read(text)).toThrow('The body of this delivery is not JSON; the sender is perhaps another. Send it again.');
    }
  });

  it('reads 100 levels and refuses 101, and a million without overflowing the stack', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(read(nested(100))).toBeInstanceOf(Array);
    expect(() => read(nested(101))).toThrow('is nested 101 deep; at most 100 is read');
    expect(() => read(nested(1_000_000))).toThrow(/nested/);
  });

  it('14.10 reads 24 MB', () => {
    expect(read(`{"a":"${'x\\n'.repeat(8_000_000)}"}`)).toHaveProperty('a');
  });

  it('tells an object from what is none', () => {
    expect(readJsonObject(bytes('{}'), TOLD)).toEqual({});
    for (const text of ['[1]', '"text"', 'null', '1']) {
      expect(() => readJsonObject(bytes(text), TOLD)).toThrow('The body of this delivery is JSON, but no object. Send it again.');
    }
  });
});
