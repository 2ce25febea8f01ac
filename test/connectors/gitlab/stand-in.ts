// GitLab, strict and small, on 127.0.0.1: what the tests read.
export { type GitLab, startGitLab } from './stand-in/server.js';
export type * from './stand-in/world.js';
