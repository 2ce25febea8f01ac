import type { Issue, Project, User, World } from './world.js';

export function projectOf(world: World, id: string): Project {
  return found(world.projects, (project) => project.id === id, `project ${id}`);
}

export function userOf(world: World, accountId: string): User {
  return found(world.users, (user) => user.accountId === accountId, `user ${accountId}`);
}

// A world that names what it does not have is a mistake of the test that made it.
export function found<T>(list: readonly T[], isWanted: (item: T) => boolean, what: string): T {
  const item = list.find(isWanted);
  if (item === undefined) throw new Error(`The world of this stand-in has no ${what}; add it to the world.`);
  return item;
}

export function isVisible(world: World, issue: Issue): boolean {
  return !world.denied.has(`browse ${issue.projectId}`);
}

/** By present or former key of the project, or its id; undefined where it may not be seen. */
export function visibleProject(world: World, name: string): Project | undefined {
  const wanted = name.toUpperCase();
  const named =
    world.projects.find(({ id, key }) => id === name || key.toUpperCase() === wanted) ??
    world.projects.find(({ formerKeys }) => formerKeys.some((key) => key.toUpperCase() === wanted));
  return named !== undefined && !world.denied.has(`browse ${named.id}`) ? named : undefined;
}

/** By id, by key, by a key that it bore, or under a key that its project bore; undefined where it may not be seen. */
export function visibleIssue(world: World, idOrKey: string): Issue | undefined {
  const issue = /^\d+$/.test(idOrKey) ? world.issues.find(({ id }) => id === idOrKey) : byKey(world, idOrKey.toUpperCase());
  return issue !== undefined && isVisible(world, issue) ? issue : undefined;
}

function byKey(world: World, key: string): Issue | undefined {
  const present = world.issues.find((issue) => issue.key === key);
  if (present !== undefined) return present;
  const moved = world.issues.find(({ formerKeys }) => formerKeys.includes(key));
  if (moved !== undefined) return moved;
  const [, projectKey, number] = /^(.+)-(\d+)$/.exec(key) ?? [];
  const project = world.projects.find(({ formerKeys }) => formerKeys.includes(projectKey ?? ''));
  return project && world.issues.find((issue) => issue.key === `${project.key}-${number}`);
}
