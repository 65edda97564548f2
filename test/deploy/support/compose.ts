import { parse } from 'yaml';

/** What the tests look at in compose.yaml. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly user?: string;
  readonly container_name?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[]; readonly interval?: string };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

export interface ComposeModel {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes?: Readonly<Record<string, { readonly name?: string } | null>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

/** compose.yaml as it stands, variables unfilled; a key twice is an error. */
export const readCompose = (text: string): ComposeModel =>
  parse(text, { merge: true, strict: true, uniqueKeys: true }) as ComposeModel;

/** A service that ends by itself, as the migrations do. */
export const isJob = ({ restart }: ComposeService): boolean => restart === 'no';
