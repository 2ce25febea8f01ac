import { isVisible } from './lookup.js';
import type { Shape } from './objects.js';
import { issueTypeById, statusById } from './objects.js';
import type { View } from './view.js';
import { selfOf } from './view.js';
import type { Issue, IssueLink } from './world.js';

/** The links of one issue, each seen from its side. A link to an issue that may not be seen is left out, as at Jira. */
export function linksOf(view: View, issue: Issue): Shape[] {
  return view.world.links.map((link) => sideOf(view, issue, link)).filter((side) => side !== undefined);
}

function sideOf(view: View, issue: Issue, link: IssueLink): Shape | undefined {
  if (issue.id !== link.source && issue.id !== link.destination) return undefined;
  const isOutward = issue.id === link.source;
  const other = view.world.issues.find(({ id }) => id === (isOutward ? link.destination : link.source));
  if (other === undefined || !isVisible(view.world, other)) return undefined;
  return {
    id: link.id,
    self: selfOf(view, 'issueLink', link.id),
    type: { ...link.type, self: selfOf(view, 'issueLinkType', link.type.id) },
    [isOutward ? 'outwardIssue' : 'inwardIssue']: briefly(view, other),
  };
}

function briefly(view: View, { id, key, fields }: Issue): Shape {
  const { summary, status, issuetype } = fields;
  return {
    id,
    key,
    self: selfOf(view, 'issue', id),
    fields: {
      summary: summary ?? null,
      status: status === undefined ? null : statusById(view, String(status)),
      issuetype: issuetype === undefined ? null : issueTypeById(view, String(issuetype)),
    },
  };
}
