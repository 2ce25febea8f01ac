import type { World } from './world.js';

interface Request {
  readonly query: string;
  readonly variables: { readonly path?: string; readonly id?: string };
}

/** The two questions that the connector asks; GitLab answers others with errors, and status 200. */
export function graphqlAnswer(world: World, { query, variables }: Request): object {
  if (query.includes('mergeRequest(id: $id)')) {
    const found = world.projects
      .flatMap(({ mergeRequests }) => mergeRequests)
      .find(({ id }) => `gid://gitlab/MergeRequest/${String(id)}` === variables.id);
    return { data: { mergeRequest: found ? { iid: String(found.iid) } : null } };
  }
  const names = [...query.matchAll(/(c\d+): commit\(ref: "([0-9a-f]+)"\) \{ author \{ id username \} \}/g)];
  if (names.length === 0 || !world.knowsAuthors) return { errors: [{ message: "Field 'commit' doesn't exist on type 'Repository'" }] };
  if (names.length > 45) return { errors: [{ message: 'Query has complexity of 260, which exceeds max complexity of 250' }] };
  const project = world.projects.find(({ path }) => path === variables.path);
  if (!project) return { data: { project: null } };
  const repository = names.map(([, name = '', sha]) => {
    const author = project.commits.find((one) => one.sha === sha)?.author;
    return [name, { author: author ? { id: `gid://gitlab/User/${String(author.id)}`, username: author.username } : null }];
  });
  return { data: { project: { repository: Object.fromEntries(repository) as object } } };
}
