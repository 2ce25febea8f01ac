/** What the hub calls the tools of acme, and its builds, which push what they made. */
export const SAMPLE_SOURCES = { github: 'sample-github', jira: 'sample-jira', builds: 'sample-builds' } as const;
