import type { Field } from './world.js';

const field = (id: string, name: string, kind: Field['kind'] = 'raw'): Field => ({ id, name, kind });

/** The system fields that a site has from the start; what an issue is computed from (project, times, links) stands elsewhere. */
export function systemFields(): Field[] {
  return [
    field('summary', 'Summary'),
    field('description', 'Description', 'document'),
    field('environment', 'Environment', 'document'),
    field('status', 'Status', 'status'),
    field('issuetype', 'Issue Type', 'issuetype'),
    field('reporter', 'Reporter', 'user'),
    field('assignee', 'Assignee', 'user'),
    field('priority', 'Priority'),
    field('resolution', 'Resolution'),
    field('resolutiondate', 'Resolved', 'datetime'),
    field('duedate', 'Due date'),
    field('labels', 'Labels'),
    field('components', 'Components'),
    field('fixVersions', 'Fix versions'),
    field('parent', 'Parent'),
  ];
}

/** Fields that the stand-in computes from an issue. */
export const COMPUTED: readonly Field[] = [
  field('project', 'Project'),
  field('creator', 'Creator', 'user'),
  field('created', 'Created', 'datetime'),
  field('updated', 'Updated', 'datetime'),
  field('issuelinks', 'Linked Issues'),
  field('comment', 'Comment'),
];

export function isCustom({ id }: Pick<Field, 'id'>): boolean {
  return id.startsWith('customfield_');
}
