// git would take `https://…` for the trailer `https`; a bare address says nothing about what it is for.
const TRAILER = /^[A-Za-z0-9][A-Za-z0-9-]*[ \t]*:(?!\/\/)/;
const CONTINUED = /^[ \t]+\S/;
/** Lines that git or GitLab write; with one of them a quarter of the paragraph is enough. */
const RECOGNISED = /^(?:Signed-off-by: |\(cherry picked from commit )/;

export interface Message {
  readonly subject: string;
  readonly body: string;
  /** Lines of the last paragraph, when `git interpret-trailers` takes it for trailers; else empty. */
  readonly trailers: string;
}

/** The parts of a commit message; the subject is its first line, and its only paragraph is never trailers. */
export function partsOf(message: string): Message {
  const [subject = '', ...rest] = message.replaceAll('\r\n', '\n').split('\n');
  const paragraphs = rest
    .join('\n')
    .trim()
    .split(/\n[ \t]*\n/);
  const last = (paragraphs.at(-1) ?? '').split('\n');
  const isOnlyParagraph = paragraphs.length === 1 && /\S/.test(rest[0] ?? '');
  if (isOnlyParagraph || !isTrailers(last)) return { subject, body: rest.join('\n'), trailers: '' };
  return { subject, body: paragraphs.slice(0, -1).join('\n\n'), trailers: last.join('\n') };
}

/** git's own rule (git-interpret-trailers(1)): nothing but trailers, or a recognised one and at most three others to each. */
function isTrailers(lines: readonly string[]): boolean {
  const own = lines.filter((line, index) => index === 0 || !CONTINUED.test(line));
  const recognised = own.filter((line) => RECOGNISED.test(line));
  const trailers = own.filter((line) => RECOGNISED.test(line) || TRAILER.test(line)).length;
  if (recognised.length > 0) return trailers * 3 >= own.length - trailers;
  return trailers > 0 && trailers === own.length;
}
