import { z } from 'zod';

const ACTIONS = [
  '_class',
  'causes[_class,userId,userName,upstreamProject,upstreamBuild]',
  'parameters[_class,name,value]',
  'lastBuiltRevision[SHA1,branch[name]]',
  'remoteUrls,failCount,skipCount,totalCount',
].join(',');

/** What is asked for of a build. */
export const TREE = `number,queueId,timestamp,duration,result,building,actions[${ACTIONS}],changeSet[items[commitId]],changeSets[items[commitId]]`;

const parameter = z.looseObject({ _class: z.string().nullish(), name: z.string(), value: z.unknown() });
const action = z.looseObject({ parameters: z.array(parameter).nullish(), remoteUrls: z.array(z.string()).nullish() });

/** As much as it takes to page and to redact; whether the rest makes sense is for `normalise`. */
export const listed = z.looseObject({
  number: z.int().positive(),
  timestamp: z.int().nonnegative(),
  building: z.boolean().nullish(),
  actions: z.array(action.nullable()).nullish(),
});
export type Listed = z.output<typeof listed>;
