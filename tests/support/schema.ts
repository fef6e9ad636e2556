import { readFileSync } from 'node:fs';

type Schema = { readonly [keyword: string]: unknown };

/** A schema of the product by its file name, such as `verify-1.json`. */
export function productSchema(name: string): Schema {
  const url = new URL(`../../src/report/schema/${name}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Schema;
}

/**
 * Where `value` departs from `schema`, as paths with the keyword that is broken. Knows the keywords that the
 * product's schemas use and throws for any other, so that none is passed over.
 */
export function departures(value: unknown, schema: Schema, root = schema, path = '$'): string[] {
  const found: string[] = [];
  for (const [keyword, wanted] of Object.entries(schema)) {
    const check = CHECKS[keyword];
    if (check === undefined) throw new Error(`schema keyword ${keyword} is not known`);
    found.push(...check(value, wanted as never, { schema, root, path }));
  }
  return found;
}

interface Place {
  readonly schema: Schema;
  readonly root: Schema;
  readonly path: string;
}
type Check = (value: unknown, wanted: never, place: Place) => string[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typeOf(value: unknown): string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (Number.isInteger(value)) return ['integer', 'number'];
  return [typeof value];
}

const when = (broken: boolean, { path }: Place, keyword: string) =>
  broken ? [`${path}: ${keyword}`] : [];

const CHECKS: Readonly<Record<string, Check>> = {
  $schema: () => [],
  $defs: () => [],
  title: () => [],
  description: () => [],
  $ref(value, wanted: string, { root, path }) {
    const name = wanted.replace('#/$defs/', '');
    return departures(value, (root.$defs as Record<string, Schema>)[name]!, root, path);
  },
  const: (value, wanted: unknown, place) => when(value !== wanted, place, 'const'),
  enum: (value, wanted: unknown[], place) => when(!wanted.includes(value), place, 'enum'),
  type: (value, wanted: string | string[], place) =>
    when(!typeOf(value).some((t) => [wanted].flat().includes(t)), place, `type ${wanted}`),
  pattern: (value, wanted: string, place) =>
    when(typeof value === 'string' && !new RegExp(wanted, 'u').test(value), place, 'pattern'),
  minimum: (value, wanted: number, place) =>
    when(typeof value === 'number' && value < wanted, place, 'minimum'),
  anyOf: (value, wanted: Schema[], place) =>
    when(
      wanted.every((s) => departures(value, s, place.root, place.path).length > 0),
      place,
      'anyOf',
    ),
  required: (value, wanted: string[], place) =>
    isObject(value)
      ? wanted.filter((key) => !(key in value)).map((key) => `${place.path}.${key}: required`)
      : [],
  items: (value, wanted: Schema, { root, path }) =>
    Array.isArray(value)
      ? value.flatMap((item, i) => departures(item, wanted, root, `${path}[${i}]`))
      : [],
  properties: (value, wanted: Record<string, Schema>, { root, path }) =>
    isObject(value)
      ? Object.entries(wanted).flatMap(([key, s]) =>
          key in value ? departures(value[key], s, root, `${path}.${key}`) : [],
        )
      : [],
  additionalProperties(value, wanted: false | Schema, { schema, root, path }) {
    if (!isObject(value)) return [];
    const known = Object.keys((schema.properties as object | undefined) ?? {});
    return Object.keys(value)
      .filter((key) => !known.includes(key))
      .flatMap((key) =>
        wanted === false
          ? [`${path}.${key}: not known`]
          : departures(value[key], wanted, root, `${path}.${key}`),
      );
  },
};
