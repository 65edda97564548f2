/** Keys from the top of a file to a value. */
type Path = readonly string[];

/** How the files of a CI provider are read: where its jobs are, and what their keys are called. */
export interface Dialect {
  /** Keys without which an entry does nothing, or too much. */
  readonly keys?: readonly string[];
  /** The mapping or list of jobs; the top of the file, unless it is said. */
  readonly jobs?: Path;
  /** In a list: the key of a job's name, and the one that jobs lie below, at any depth. */
  readonly name?: string;
  readonly item?: string;
  /** Of a mapping: keys that are no jobs, and what begins the name of a piece of jobs. */
  readonly reserved?: readonly string[];
  readonly piece?: string;
  /** The key of the piece that a job is made of. */
  readonly extends?: string;
  /** A list of other files of the pipeline: `list` is its key, `path` that of each file. */
  readonly include?: { readonly list: string; readonly path: string };
  /** Keys that a job has to have, unless it reuses a whole workflow by `reuse`. */
  readonly requires?: readonly string[];
  readonly reuse?: string;
  /** Which jobs come before a job: those that it names, those of earlier stages, or all before it in the file. */
  readonly needs?: string;
  readonly stages?: { readonly list: string; readonly stage: string };
  readonly inOrder?: true;
  /** Minutes that a job may take, and where the whole pipeline's are. */
  readonly minutes: string;
  readonly defaults?: string;
  readonly env?: string;
  /** What decides whether a job runs: a text, or a list of rules with a text or with paths that have to be touched. */
  readonly condition?: string;
  readonly rules?: { readonly list: string; readonly when: string; readonly paths: string };
  /** The lists of steps of a job, one after the other; a step is a text, or has its script or what it uses below one of these keys. */
  readonly steps: readonly string[];
  readonly run: readonly string[];
  readonly uses: readonly string[];
  readonly id?: string;
  /** The condition of a step that only tells more of a failure. */
  readonly onFailure?: string;
  /** A step that stands for those of another file: what its value begins with, what is added to it, and where the steps are. */
  readonly call?: { readonly key: string; readonly begins?: string; readonly file?: string; readonly steps: Path };
  /** What pins a step of somebody else. */
  readonly pin?: string;
}

/** How a pipeline's lines are run on any machine: what the platform would decide or fill in. */
export interface Running {
  /** Options of bash, as the platform starts it. */
  readonly shell: readonly string[];
  /** Conditions by their text: `always`, `unless failed`, or `change` for one on a change alone. Without one a job runs after success. */
  readonly conditions?: Readonly<Record<string, 'always' | 'unless failed' | 'change'>>;
  /** What a job without a condition waits for, where that is not success. */
  readonly otherwise?: 'unless failed';
  /** A condition on a part that was changed; its group is the part. */
  readonly part?: string;
  /** Values of expressions, for a push to the main branch and for a change; `results` are those of all jobs. */
  readonly values?: Readonly<Record<string, { readonly push: string; readonly change: string } | 'results'>>;
  /** What no line or value may hold any more once it is filled in. */
  readonly expressions?: string;
  /** How a step hands on a value: lines of the file that a variable names, or of what it prints; groups are name and value. */
  readonly outputs?: { readonly variable?: string; readonly line: string };
}

/** A text of a file and what to put in its place. */
interface Change {
  readonly file: string;
  readonly text: string;
  readonly by: string;
}

/** A platform's own linter: a program that ends with 0 where a repository is right. */
interface Linter {
  readonly program: string;
  readonly args: readonly string[];
  /** A defect, and a word of what the linter says of it. */
  readonly defect: Change & { readonly says: string };
}

/** Files, or such below a directory that ends in a slash, and their JSON Schema, by the name that check-jsonschema has for it. */
interface SchemaUse {
  readonly name: string;
  readonly files: readonly string[];
  readonly options?: readonly string[];
}

/** The files of a CI provider or a bot, and what tests and checks need to know of them; docs/layers.md describes each field. */
export interface Pipeline {
  /** What the platform reads: files, and directories that end in a slash. */
  readonly files: readonly string[];
  /** The file whose jobs check a change. A bot has none. */
  readonly entry?: string;
  /** The file that releases on a tag. */
  readonly release?: string;
  readonly dialect?: Dialect;
  readonly running?: Running;
  readonly schemas?: readonly SchemaUse[];
  readonly linters?: readonly Linter[];
}

/** Whether a path is one of these files, or lies in one of these directories. */
export const isAmong = (files: readonly string[], path: string): boolean =>
  files.some((file) => (file.endsWith('/') ? path.startsWith(file) : path === file));
