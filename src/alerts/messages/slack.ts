/** So much of each line stands in a channel; Slack cuts a text at 40,000 characters. */
const MOST = 1_000;

interface Told {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The body of a message as Slack's incoming webhooks take it: one text, in which nothing that a tool said can call people or become a link. */
export function slackBody(body: string): string {
  const { type, data } = JSON.parse(body) as Told;
  const said = (name: string) => (typeof data[name] === 'string' ? data[name] : '');
  const head = [type, said('severity'), said('rule'), said('source'), said('condition'), said('of')]
    .filter((part) => part !== '')
    .join(' · ');
  const lines = [head, said('sentence'), said('subject')].filter((line) => line !== '');
  const text = lines.map((line) => escaped(line.slice(0, MOST))).join('\n');
  const link = said('link');
  return JSON.stringify({ text: link === '' ? text : `${text}\n<${encoded(link)}|Look at it>`, unfurl_links: false, unfurl_media: false });
}

/** Control characters of Slack's own writing; without `<` there is neither a mention nor a link with a text, and a bare address shows where it leads. */
function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@(?=channel|here|everyone)/gi, '@\u200b');
}

function encoded(link: string): string {
  return link.replace(/&/g, '&amp;').replace(/[<>|]/g, (character) => encodeURIComponent(character));
}
