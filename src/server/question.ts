import { type DocumentNode, execute, type ExecutionArgs, type ExecutionResult, getOperationAST, OperationTypeNode } from 'graphql';
import type { ApolloServerPlugin } from '@apollo/server';
import { type ApiContext, newContext } from '../../schema/index.js';
import { oneMoment, type Viewer } from '../read/index.js';
import type { ServerHub } from './hub.js';

/** The context of a question whose answer may be read from one moment, and never from two between which something was followed. */
export function questionContext(hub: ServerHub, viewer: Viewer): ApiContext {
  const moment = oneMoment(hub.sql);
  return newContext({ ...hub, sql: moment.sql }, viewer, { life: 'QUESTION', moment });
}

/** Runs what was asked over a socket. A mutation tells what is so after it. */
export async function executed(args: ExecutionArgs): Promise<ExecutionResult> {
  const { moment } = args.contextValue as ApiContext;
  if (asks(args.document, args.operationName)) moment?.hold();
  try {
    return await execute(args);
  } finally {
    void moment?.end();
  }
}

/** The same behind HTTP. */
export const fromOneMoment: ApolloServerPlugin<ApiContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ document, operationName, contextValue }) => {
        if (asks(document, operationName)) contextValue.moment?.hold();
        return Promise.resolve();
      },
      willSendResponse: ({ contextValue }) => {
        void contextValue.moment?.end();
        return Promise.resolve();
      },
    }),
};

function asks(document: DocumentNode, name: string | null | undefined): boolean {
  return getOperationAST(document, name)?.operation === OperationTypeNode.QUERY;
}
