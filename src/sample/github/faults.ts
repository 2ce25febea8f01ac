import type { Words } from '../http/faults.js';
import { refusal } from './answer.js';

const UNICORN =
  '<!DOCTYPE html><html><head><title>Unicorn! &middot; GitHub</title></head><body><p>No server is available.</p></body></html>';
const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by personal access token',
  404: 'Not Found',
  429: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  500: 'Server Error',
};

export const gitHubWords: Words = {
  page: UNICORN,
  bodyOf: (status) => refusal(status, MESSAGES[status] ?? 'Server Error').body,
};
