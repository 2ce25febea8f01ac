import type { Answer } from '../answer.js';
import { ok, refusal } from '../answer.js';
import { userOf, visibleProject } from '../lookup.js';
import { projectObject, statusObject, userObject } from '../objects.js';
import { COMPUTED, isCustom } from '../system-fields.js';
import { jiraTime } from '../time.js';
import type { Field, FieldKind } from '../world.js';
import type { Call } from './call.js';

/** GET /rest/api/3/myself: the user of the token, and the time zone in which JQL reads and the API writes. */
export function getMyself({ view }: Call): Answer {
  return ok({ ...userObject(view, userOf(view.world, view.world.me)), locale: 'en_GB' });
}

/** GET /rest/api/3/mypermissions: in a project that may not be seen 404, of a permission that there is not 400. */
export function getMyPermissions({ view, query }: Call): Answer {
  const keys = (query.get('permissions') ?? '').split(',').filter((key) => key !== '');
  if (keys.length === 0) return refusal(400, "The 'permissions' query parameter is required.");
  const unknown = keys.find((key) => key !== 'BROWSE_PROJECTS');
  if (unknown !== undefined) return refusal(400, `Unrecognized permission ${unknown}. (This stand-in has BROWSE_PROJECTS.)`);
  const key = query.get('projectKey');
  if (key !== null && visibleProject(view.world, key) === undefined) return refusal(404, `No project could be found with key '${key}'.`);
  const described = { id: '10', key: 'BROWSE_PROJECTS', name: 'Browse Projects', type: 'PROJECT', description: 'Browse projects.' };
  return ok({ permissions: { BROWSE_PROJECTS: { ...described, havePermission: true } } });
}

/** GET /rest/api/3/project/{idOrKey}: 404 where it may not be seen. */
export function getProject({ view, names }: Call): Answer {
  const name = names[0] as string;
  const project = visibleProject(view.world, name);
  return project === undefined ? refusal(404, `No project could be found with id '${name}'.`) : ok(projectObject(view, project.id));
}

export function getServerInfo({ view, nowMs }: Call): Answer {
  return ok({
    baseUrl: view.url,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_291,
    serverTime: jiraTime(nowMs, view.zone),
    serverTitle: 'Jira',
    defaultLocale: { locale: 'en_GB' },
  });
}

const TYPES: Readonly<Record<FieldKind, string>> = {
  raw: 'string',
  document: 'string',
  user: 'user',
  users: 'array',
  datetime: 'datetime',
  status: 'status',
  issuetype: 'issuetype',
};

export function getFields({ view }: Call): Answer {
  return ok([...COMPUTED, ...view.world.fields].map(fieldObject));
}

function fieldObject(field: Field): unknown {
  const { id, name, kind } = field;
  const number = Number(id.replace('customfield_', ''));
  const custom = { type: TYPES[kind], custom: 'com.atlassian.jira.plugin.system.customfieldtypes:any', customId: number };
  return {
    id,
    key: id,
    name,
    ...(isCustom(field) ? { untranslatedName: name } : {}),
    custom: isCustom(field),
    orderable: true,
    navigable: id !== 'comment',
    searchable: true,
    clauseNames: isCustom(field) ? [`cf[${number}]`, name] : [id],
    schema: isCustom(field) ? custom : { type: TYPES[kind], system: id },
  };
}

export function getStatuses({ view }: Call): Answer {
  return ok(view.world.statuses.map((status) => statusObject(view, status)));
}
