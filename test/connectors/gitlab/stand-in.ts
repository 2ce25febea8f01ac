// GitLab, strict and small, on 127.0.0.1: what the tests read.
export { type GitLab, startGitLab } from '../../../src/sample/gitlab/server.js';
export type * from '../../../src/sample/gitlab/world.js';
