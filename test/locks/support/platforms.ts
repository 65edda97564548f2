import type { LockEntry, PackageLock } from '../../../src/render/locks/npm.ts';
import type { PythonPackage } from '../../../src/render/locks/python.ts';
import type { Environment } from './environments.ts';

/** A kind of machine on which a generated repository has to work. */
export interface Platform {
  readonly name: string;
  readonly os: 'linux' | 'darwin' | 'win32';
  readonly cpu: 'x64' | 'arm64';
  readonly libc?: 'glibc' | 'musl';
  /** Matches the last part of the names of wheels that run there. */
  readonly wheels: RegExp;
}

// glibc up to 2.35: Ubuntu 22.04, the oldest that is still kept.
const MANYLINUX = '(manylinux(1|2010|2014)|manylinux_2_([0-9]|[12][0-9]|3[0-5]))';

export const PLATFORMS: readonly Platform[] = [
  { name: 'Linux x64', os: 'linux', cpu: 'x64', libc: 'glibc', wheels: new RegExp(`${MANYLINUX}_x86_64`) },
  { name: 'Linux arm64', os: 'linux', cpu: 'arm64', libc: 'glibc', wheels: new RegExp(`${MANYLINUX}_aarch64`) },
  { name: 'Alpine x64', os: 'linux', cpu: 'x64', libc: 'musl', wheels: /musllinux_1_[12]_x86_64/ },
  { name: 'Alpine arm64', os: 'linux', cpu: 'arm64', libc: 'musl', wheels: /musllinux_1_[12]_aarch64/ },
  { name: 'macOS x64', os: 'darwin', cpu: 'x64', wheels: /macosx_1[0-3]_\d+_(x86_64|universal2)/ },
  { name: 'macOS arm64', os: 'darwin', cpu: 'arm64', wheels: /macosx_1[0-3]_\d+_(arm64|universal2)/ },
  { name: 'Windows x64', os: 'win32', cpu: 'x64', wheels: /win_amd64/ },
  { name: 'Windows arm64', os: 'win32', cpu: 'arm64', wheels: /win_arm64/ },
];

export const PYTHONS = ['3.11', '3.12', '3.13', '3.14'];

export const environmentOn = ({ os }: Platform, python: string): Environment => ({
  python_full_version: `${python}.0`,
  sys_platform: os,
  implementation_name: 'cpython',
  platform_python_implementation: 'CPython',
});

/** Whether a file of the package can be installed there without a compiler. */
export const hasWheel = ({ files }: PythonPackage, platform: Platform, python: string): boolean =>
  Object.keys(files).some((file) => fits(file, platform, Number(python.replace('3.', ''))));

function fits(file: string, platform: Platform, minor: number): boolean {
  const [, interpreters = '', abi = '', systems = ''] = /-([^-]+)-([^-]+)-([^-]+)\.whl$/.exec(file) ?? [];
  const runs = interpreters.split('.').some((tag) => {
    const own = Number(/^cp3(\d+)$/.exec(tag)?.[1] ?? Number.NaN);
    if (tag === 'py3') return abi === 'none';
    return abi.split('.').includes('abi3') ? own <= minor : own === minor && [`cp3${minor}`, 'none'].includes(abi);
  });
  return runs && (systems === 'any' || platform.wheels.test(systems));
}

/** Packages of which each platform gets one build, by the package that lists them all. */
export function binariesOf({ packages }: PackageLock): ReadonlyMap<string, readonly LockEntry[]> {
  const nativeOf = (entry: LockEntry): readonly LockEntry[] =>
    Object.keys(entry['optionalDependencies'] ?? {}).flatMap((name) =>
      Object.entries(packages)
        .filter(([path, { os, cpu }]) => path.endsWith(`node_modules/${name}`) && os !== undefined && cpu !== undefined)
        .map(([, native]) => native),
    );
  const families = Object.entries(packages).map(([path, entry]) => [path, nativeOf(entry)] as const);
  return new Map(families.filter(([, natives]) => natives.length > 0));
}

/** Whether one of a package's builds runs on a platform. */
export const hasBinary = (natives: readonly LockEntry[], { os, cpu, libc }: Platform): boolean =>
  natives.some(
    (native) =>
      allows(native['os'], os) && allows(native['cpu'], cpu) && (libc === undefined || allows(native['libc'], libc)),
  );

const allows = (list: unknown, value: string): boolean =>
  list === undefined || (Array.isArray(list) && list.includes(value));
