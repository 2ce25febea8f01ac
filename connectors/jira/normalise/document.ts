/** The words of an Atlassian document (developer.atlassian.com, Atlassian Document Format), a line for each block. */
export function wordsOf(document: unknown): string {
  return blocks(document).replace(/\n+$/, '');
}

export function isDocument(value: unknown): boolean {
  return isNode(value) && value['type'] === 'doc' && Array.isArray(value['content']);
}

const BLOCKS = new Set(['paragraph', 'heading', 'codeBlock', 'blockquote', 'listItem', 'tableRow', 'rule', 'taskItem', 'decisionItem']);

function blocks(node: unknown): string {
  if (!isNode(node)) return '';
  const type = String(node['type']);
  if (type === 'text') return typeof node['text'] === 'string' ? node['text'] : '';
  if (type === 'hardBreak') return '\n';
  const inner = Array.isArray(node['content']) ? node['content'].map(blocks).join('') : ownWords(node['attrs']);
  return BLOCKS.has(type) && !inner.endsWith('\n') ? `${inner}\n` : inner;
}

/** What a mention, an emoji, a card, a status or a date shows. */
function ownWords(attributes: unknown): string {
  if (!isNode(attributes)) return '';
  const shown = ['text', 'url', 'shortName', 'timestamp'].map((name) => attributes[name]).find((value) => typeof value === 'string');
  return typeof shown === 'string' ? shown : '';
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
