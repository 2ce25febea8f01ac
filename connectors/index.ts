// The list of connectors; the only file that names them all. One line each.
// Comes in: nothing. Goes out: every connector that an operator can name in changeline.yaml.
// Never: runs one, or knows what it does.
export { default as argocd } from './argocd/index.js';
export { default as cdevents } from './cdevents/index.js';
export { default as env0 } from './env0/index.js';
export { default as github } from './github/index.js';
export { default as gitlab } from './gitlab/index.js';
export { default as jenkins } from './jenkins/index.js';
export { default as jira } from './jira/index.js';
export { default as pagerduty } from './pagerduty/index.js';
export { default as servicenow } from './servicenow/index.js';
