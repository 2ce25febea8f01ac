import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  printSchema,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apiSchema } from '../../schema/index.js';

const GOLDEN = new URL('../../schema/schema.graphql', import.meta.url);

describe('the schema', () => {
  it('is the one that was reviewed', () => {
    const printed = `${printSchema(apiSchema())}\n`;
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(GOLDEN, printed);
    expect(printed).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('describes every type, field, argument and value', () => {
    const types = Object.values(apiSchema().getTypeMap()).filter((type) => !type.name.startsWith('__') && !isBuiltIn(type));
    expect(types.length).toBeGreaterThan(60);
    expect(types.flatMap(undescribed)).toEqual([]);
  });

  it('lets every root field but viewer be null, so that one failing panel does not empty a page', () => {
    const schema = apiSchema();
    const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));
    expect(roots.filter((field) => String(field.type).endsWith('!')).map((field) => field.name)).toEqual(['viewer']);
  });
});

function isBuiltIn(type: GraphQLNamedType): boolean {
  return isScalarType(type) && ['String', 'Boolean', 'Int', 'Float', 'ID'].includes(type.name);
}

function bareArguments(type: string, field: GraphQLField<unknown, unknown>): string[] {
  return field.args.filter((argument) => !argument.description).map((argument) => `${type}.${field.name}(${argument.name})`);
}

function undescribed(type: GraphQLNamedType): string[] {
  const own = type.description || ['Query', 'Mutation', 'Subscription'].includes(type.name) ? [] : [type.name];
  if (isUnionType(type) || isScalarType(type)) return own;
  if (isEnumType(type))
    return [
      ...own,
      ...type
        .getValues()
        .filter((value) => !value.description)
        .map((value) => `${type.name}.${value.name}`),
    ];
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return own;
  const fields = Object.values(type.getFields());
  const bare = fields.filter((field) => !field.description).map((field) => `${type.name}.${field.name}`);
  const args = isInputObjectType(type) ? [] : Object.values(type.getFields()).flatMap((field) => bareArguments(type.name, field));
  return [...own, ...bare, ...args];
}
