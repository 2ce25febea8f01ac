import { fileURLToPath } from 'node:url';
import servicenow from '../../../connectors/servicenow/index.js';
import { connectorSuite } from '../../contract/suite.js';

connectorSuite(servicenow, {
  folder: fileURLToPath(new URL('../../../connectors/servicenow', import.meta.url)),
  signature: { header: 'webhook-signature', prefix: 'v1,' },
  names: ['CHG0030012', 'CHG0090012', 'CTASK0010003', 'INC0010004', 'ana.ruiz', 'Ana Ruiz', 'ben.okafor', 'Assess', 'pay'],
});
