import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { openCatalog } from './catalog.ts';
import { EXIT, Refusal } from './errors.ts';
import { addProfileFlags, addQuestionFlags, addStackFlags } from './flags.ts';
import { open, processIo, type Io } from './io.ts';
import { questions, type Given } from './options.ts';
import type { CreateFlags } from './commands/create.ts';
import type { DoctorFlags } from './commands/doctor.ts';
import type { RecommendFlags } from './commands/recommend.ts';
import type { VerifyFlags } from './commands/verify.ts';

const AFTER_HELP = `
With npm:  npm create technokaizen-app@latest my-app -- --yes   (npm takes flags that stand before the --)
Exit codes: 0 done, 1 failed, 2 wrong usage, 70 internal error (please report it), 130 canceled`;

/** Runs one command line and answers the exit code: the only catch, and nothing else ends the process. */
export async function main(words: readonly string[]): Promise<number> {
  const json = words.includes('--json');
  const io = processIo(words, json, version());
  let code: number = EXIT.done;
  try {
    await program(io, (answer) => (code = answer)).parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, io, json);
  }
}

/** What the program reads of its own package.json; `bugs` is filled in where the package is published from. */
interface Package {
  readonly version: string;
  readonly bugs?: { readonly url: string };
}

const ownPackage = (): Package =>
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Package;

/** The program's version. */
export const version = (): string => ownPackage().version;

/** What a command answers where it is neither through nor refused: `verify` has failures to count. */
type Answer = (code: number) => void;

function program(io: Io, answer: Answer): Command {
  const root = addQuestionFlags(new Command('create-technokaizen-app'), openCatalog())
    .description(
      'Writes a full-stack repository that runs: a backend chosen on what the project must do, beside a JavaScript frontend.',
    )
    .usage('[directory] [options]\n       create-technokaizen-app recommend|list|schema|verify|doctor')
    .option('-y, --yes', 'accept the recommended or default answer to every question you have not answered')
    .option('--config <file>', 'answers from a JSON or YAML file; - for standard input')
    .option('--dry-run', 'print what would be written; touch nothing')
    .option('--json', 'one JSON object on stdout, progress on stderr')
    .version(io.version)
    .addHelpText('after', AFTER_HELP)
    .enablePositionalOptions()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: (text) => io.result(text.trimEnd()), writeErr: () => undefined })
    .exitOverride()
    .action(async (directory: string | undefined, flags: Given & CreateFlags) => {
      const { create } = await import('./commands/index.ts');
      await create(answersAmong({ ...flags, ...(directory === undefined ? {} : { directory }) }), flags, io);
    });
  addRecommend(root, io);
  addList(root, io);
  addSchema(root, io);
  addVerify(root, io, answer);
  addDoctor(root, io, answer);
  return root;
}

const KEYS = new Set<string>(questions.map(({ key }) => key));
const answersAmong = (flags: object): Given =>
  Object.fromEntries(Object.entries(flags).filter(([key]) => KEYS.has(key)));

/** A subcommand; its flags are made only where a word of the command line may be its name, as each asks for the choices that there are. */
function subcommand(root: Command, name: string, io: Io, addFlags: typeof addStackFlags): Command {
  const command = root.command(name);
  return io.words.includes(name) ? addFlags(command, openCatalog()) : command;
}

function addRecommend(root: Command, io: Io): void {
  subcommand(root, 'recommend', io, addProfileFlags)
    .description('say which backend fits a project, and why; writes nothing')
    .option(
      '--config <file>',
      'answers from a JSON or YAML file, or a repository’s .technokaizen.json; - for standard input',
    )
    .option('--explain <backend>', 'say why not that one')
    .option('--json', 'as JSON')
    .action(async (own: Given & RecommendFlags) => {
      // What stands before the command's name is parsed as the program's own.
      const flags = { ...root.opts<Given & RecommendFlags>(), ...own };
      const { recommend } = await import('./commands/index.ts');
      await recommend(answersAmong(flags), flags, io);
    });
}

function addList(root: Command, io: Io): void {
  root
    .command('list')
    .description('show every question with its choices')
    .option('--json', 'as JSON')
    .action(async (flags: { json?: boolean }) =>
      (await import('./commands/index.ts')).list({ json: flags.json ?? root.opts()['json'] === true }, io),
    );
}

function addSchema(root: Command, io: Io): void {
  root
    .command('schema')
    .description('print the JSON Schema of a config file')
    .action(async () => (await import('./commands/index.ts')).schema(io));
}

function addVerify(root: Command, io: Io, answer: Answer): void {
  subcommand(root, 'verify', io, addStackFlags)
    .description(
      'prove stacks: render them, check every file, run their own commands; flags of questions fix an answer',
    )
    .option('--all', 'every valid stack')
    .option('--pairs', 'the fewest stacks in which every valid pair of choices occurs')
    .option('--config <file>', 'one stack: answers from a JSON or YAML file, or a repository’s .technokaizen.json')
    .option('--level <level>', 'render, lint, build, test or run; each holds those before it (default: render)')
    .option('--shard <i/n>', 'the i-th of n equal parts')
    .option('--jobs <n>', 'stacks whose commands run at once (default: 1)')
    .option('--since <file>', 'leave out what that report of an earlier --json has proven and has not changed')
    .option('--keep', 'keep the repositories that were written')
    .option('--list', 'print the stacks and do nothing')
    .option('--json', 'one JSON object on stdout, progress on stderr')
    .option('--junit <file>', 'write a JUnit report')
    .action(async (own: Given & VerifyFlags) => {
      const flags = { ...root.opts<Given & VerifyFlags>(), ...own };
      const { verify } = await import('./commands/verify.ts');
      answer(await verify(answersAmong(flags), flags, io));
    });
}

function addDoctor(root: Command, io: Io, answer: Answer): void {
  subcommand(root, 'doctor', io, addStackFlags)
    .description('say what this machine has and lacks for a stack, why, and how to get it')
    .option('--config <file>', 'answers from a JSON or YAML file (default: the .technokaizen.json that is here)')
    .option('--json', 'as JSON')
    .action(async (own: Given & DoctorFlags) => {
      const flags = { ...root.opts<Given & DoctorFlags>(), ...own };
      const { doctor } = await import('./commands/index.ts');
      answer(await doctor(answersAmong(flags), flags, io));
    });
}

function explain(error: unknown, io: Io, json: boolean): number {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
  const { message, hint, exitCode } = asRefusal(error);
  if (json) io.result(JSON.stringify({ error: { message, hint, exitCode } }, null, 2));
  open(process.stderr).write(
    [message, hint]
      .filter(Boolean)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return exitCode;
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof CommanderError)
    return new Refusal(
      error.message.replace(/^error: /, ''),
      '`create-technokaizen-app --help` shows what there is.',
      EXIT.usage,
    );
  const { stack, message } = error instanceof Error ? error : new Error(String(error));
  return new Refusal(
    `This is a bug in create-technokaizen-app: ${message}`,
    `Please report it${placeToReport()}, with the command and this stack trace:\n${stack}`,
    EXIT.bug,
  );
}

// A package that is built from a clone names no place.
function placeToReport(): string {
  const { bugs } = ownPackage();
  return bugs === undefined ? ' to whoever built this package' : ` at ${bugs.url}`;
}
