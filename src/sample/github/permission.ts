/** What a token may lack: REST answers 403, GraphQL an error of type FORBIDDEN at the field. */
export type Permission =
  | 'access'
  | 'actions'
  | 'activity'
  | 'alerts'
  | 'attestations'
  | 'bypasses'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'environments'
  | 'hooks'
  | 'metadata'
  | 'protection'
  | 'pulls'
  | 'reviews'
  | 'statuses';
