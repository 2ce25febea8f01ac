/** What the page asks first. No line is longer than 60 characters: the editor is not wider in a window of 1,200 pixels. */
export const FIRST_QUESTION = `# What was deployed, and which controls did not hold?
{
  deployments(first: 5) {
    totalCount
    nodes {
      gitRef
      environment
      outcome
      relation
      carries(first: 1) { totalCount }
      verdicts(first: 5) { nodes { rule answer sentence } }
      gaps(first: 5) { nodes { status severity sentence } }
    }
  }
  # What happened, without the hub's own housekeeping.
  timeline(
    first: 10
    filter: { exceptSources: ["changeline"] }
  ) {
    totalCount
    nodes {
      type
      subject
      occurredAt { from }
      person { name }
    }
  }
}
`;
