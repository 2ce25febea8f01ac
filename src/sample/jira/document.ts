interface Node {
  readonly type: string;
  readonly content?: readonly Node[];
  readonly text?: string;
}
export interface Document extends Node {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly Node[];
}

/** Plain text as an Atlassian document: a paragraph for each line, an empty one where nothing stands (developer.atlassian.com/cloud/jira/platform/apis/document/structure). */
export function documentOf(text: string): Document {
  const lines = text.split(/\r?\n/);
  return {
    type: 'doc',
    version: 1,
    content: lines.map((line) => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] })),
  };
}
