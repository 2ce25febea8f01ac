const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Cuts an answer into its lines, piece by piece. What has no end yet is held, at most `mostBytes` of it: a longer line is left out,
 * and the next one is read again.
 */
export interface LineCutter {
  /** The lines that end in this piece, without their ends. */
  take(piece: Uint8Array): readonly Uint8Array[];
  /** How many were left out. */
  tooLong(): number;
}

export function lineCutter(mostBytes: number): LineCutter {
  let held: Uint8Array[] = [];
  let bytes = 0;
  let isTooLong = false;
  let left = 0;

  function hold(part: Uint8Array): void {
    bytes += part.length;
    isTooLong ||= bytes > mostBytes;
    if (isTooLong) held = [];
    else if (part.length > 0) held.push(part);
  }

  function end(): Uint8Array | null {
    const line = isTooLong ? null : withoutReturn(Buffer.concat(held));
    if (isTooLong) left += 1;
    held = [];
    bytes = 0;
    isTooLong = false;
    return line;
  }

  return {
    take(piece) {
      const lines: Uint8Array[] = [];
      let from = 0;
      for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, from)) {
        hold(piece.subarray(from, at));
        const line = end();
        if (line) lines.push(line);
        from = at + 1;
      }
      hold(piece.subarray(from));
      return lines;
    },
    tooLong: () => left,
  };
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
