import type { Json, Page } from '#contract';
import { z } from 'zod';
import { cursorAs, lastPage, type Pass } from './pass.js';
import { complete } from './project.js';

/** Which path and namespace were read last, and how many before them. */
const counted = z.object({ is: z.string(), nth: z.int() });
const cursorShape = z.object({ path: counted, namespace: counted });
type Counted = z.output<typeof counted>;

const NONE: Counted = { is: '', nth: 0 };

/**
 * What the project is called, and where it lies. GitLab gives a renaming neither id nor time, and a name may come back: the
 * how manieth name it is makes the fact, and only a reading behind the others can count.
 */
export async function* readNames(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { project, client } = pass;
  const before = cursorAs(cursorShape, cursor, { path: NONE, namespace: NONE });
  const path = next(before.path, project.path);
  const namespace = next(before.namespace, project.namespace.id);
  const payload = {
    project: { id: project.id, path_with_namespace: project.path, namespace: project.namespace },
    nth: { path: path.nth, namespace: namespace.nth },
  };
  const record = { kind: 'rest.project', key: `project:${project.id}`, payload };
  yield { ...lastPage({ path, namespace }, complete(project, client.startedAt(), ['repository'])), records: [record] };
}

function next(before: Counted, is: string): Counted {
  return before.is === is ? before : { is, nth: before.nth + 1 };
}
