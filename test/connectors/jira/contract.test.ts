import { fileURLToPath } from 'node:url';
import jira from '../../../connectors/jira/index.js';
import { connectorSuite } from '../../contract/suite.js';

connectorSuite(jira, {
  folder: fileURLToPath(new URL('../../../connectors/jira', import.meta.url)),
  signature: { header: 'x-hub-signature', prefix: 'sha256=' },
  names: ['PAY', 'OPS', 'PAY-12', 'PAY-20', 'OPS-3', 'Payments', 'Ana R.', 'Ben', 'Automation', 'Awaiting approval', 'Open'],
});
