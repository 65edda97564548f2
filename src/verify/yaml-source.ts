import yaml from 'yaml';
import { perContent } from './check.ts';

export type Data = null | string | number | boolean | undefined | readonly Data[] | DataObject;
export interface DataObject {
  readonly [key: string]: Data;
}

export const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

/** The documents of a YAML file, anchors and merges put in; none where it can't be read, which is another check's to say. */
export const documentsOf = perContent(({ text }): readonly Data[] => {
  try {
    const options = { merge: true, logLevel: 'silent' } as const;
    return yaml.parseAllDocuments(text, options).map((document) => document.toJS() as Data);
  } catch {
    return [];
  }
});

/** A value as an object; an empty one where it is none. */
export const objectOf = (value: Data): DataObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as DataObject) : {};

/** A value as a list; an empty one where it is none. */
export const listOf = (value: Data): readonly Data[] => (Array.isArray(value) ? (value as readonly Data[]) : []);

/** A scalar as a text; empty where it is none. */
export const textOf = (value: Data): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** Every object in a value, itself included. */
export const objectsIn = (value: Data): readonly DataObject[] =>
  Array.isArray(value)
    ? (value as readonly Data[]).flatMap(objectsIn)
    : typeof value === 'object' && value !== null
      ? [value as DataObject, ...Object.values(value).flatMap(objectsIn)]
      : [];
