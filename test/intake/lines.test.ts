import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineCutter } from '../../src/intake/http/lines.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const texts = (lines: readonly Uint8Array[]) => lines.map((line) => new TextDecoder().decode(line));

/** In pieces that end where `at` says, as a network cuts them. */
function pieces(whole: Uint8Array, at: readonly number[]): Uint8Array[] {
  const ends = [...new Set(at.map((each) => each % (whole.length + 1)))].sort((a, b) => a - b);
  return [...ends, whole.length].map((end, index) => whole.subarray(ends[index - 1] ?? 0, end));
}

describe('an answer that is cut into lines', () => {
  it('is cut alike wherever the network cuts it, also in the middle of a letter', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'ü', '😀', ':', ' '), maxLength: 12 });
    const property = fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.nat(200)), (lines, at) => {
      const cutter = lineCutter(1_000);
      const whole = bytes(lines.map((each) => `${each}\n`).join('') + 'cut off');
      expect(pieces(whole, at).flatMap((piece) => texts(cutter.take(piece)))).toEqual(lines);
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('knows both ends of lines', () => {
    expect(texts(lineCutter(100).take(bytes('one\r\ntwo\n\r\n')))).toEqual(['one', 'two', '']);
  });

  it('leaves a line out that is too long, says so, and goes on with the next', () => {
    const cutter = lineCutter(10);
    const told = ['0123456789\n', 'far too ', 'long a ', 'line', ' it is\nnext', '\n', '0123456789a\nlast\n'];
    expect(told.flatMap((each) => texts(cutter.take(bytes(each))))).toEqual(['0123456789', 'next', 'last']);
    expect(cutter.tooLong()).toBe(2);
  });
});
