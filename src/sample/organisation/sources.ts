/** What the hub calls the tools of acme, and those who push what they made: its builds, and its mainframe. */
export const SAMPLE_SOURCES = {
  github: 'sample-github',
  jira: 'sample-jira',
  servicenow: 'sample-servicenow',
  gitlab: 'sample-gitlab',
  jenkins: 'sample-jenkins',
  argocd: 'sample-argocd',
  env0: 'sample-env0',
  pagerduty: 'sample-pagerduty',
  builds: 'sample-builds',
  mainframe: 'sample-mainframe',
} as const;
