/**
 * An esbuild plugin: commander asks for node:child_process, which takes a tenth of our start-up to load, for subcommands that are programs
 * of their own. We have none, so it is loaded only if commander ever uses it.
 */
export const leanCommander = {
  name: 'lean-commander',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'child_process', namespace: 'lean' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lean' }, () => ({
      contents: "exports.spawn = (...args) => require('child_process').spawn(...args);",
    }));
  },
};
