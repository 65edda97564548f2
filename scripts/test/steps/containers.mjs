// Docker images, Kubernetes manifests and Helm charts: linted for every stack; built, released and used for some.
import { proofOf, proofOfAll } from './proofs.mjs';

/**
 * @typedef {import('../types.ts').Step} Step
 * @typedef {import('./stacks.mjs').Stack} Stack
 */

const suite = (filter) => ({ config: 'test/deploy/vitest.config.ts', filters: [filter] });

/**
 * @param {{ deployed: readonly Stack[], released: readonly Stack[], charts: readonly Stack[] }} plan
 * @returns {readonly Step[]}
 */
export const containerSteps = ({ deployed, released, charts }) => [
  ...LINTS.map(lint),
  ...deployed.map((stack, index) => onDocker(stack, index === 0)),
  ...released.map((stack, index) => onCluster(stack, index === 0)),
  ...charts.map(installed),
];

const LINTS = [
  { title: 'docker, hadolint', filter: 'hadolint', tools: ['hadolint'], layer: 'docker' },
  { title: 'docker, compose config', filter: 'config', tools: ['docker'], layer: 'docker' },
  { title: 'kubernetes, linted', filter: 'kubernetes-lint', tools: ['kubernetesLinters'], layer: 'kubernetes' },
  { title: 'helm, linted', filter: 'helm-lint', tools: ['helm', 'kubernetesLinters'], layer: 'helm' },
];

/** @returns {Step} */
const lint = ({ title, filter, tools, layer }) => ({
  title,
  tier: 'full',
  run: suite(filter),
  tools,
  seconds: 60,
  proof: proofOfAll(`every stack with ${layer}`, 'lint', [`deploy/${layer}`]),
  reads: { files: ['templates'] },
});

/** @returns {Step} */
const inContainers = (stack, layer, more) => ({
  title: `${layer} ${stack.name}`,
  tier: 'full',
  env: { STACK: JSON.stringify(stack) },
  network: 'changes',
  seconds: 150,
  proof: proofOf(stack.answers, 'run', { name: `${stack.name}-${layer}`, also: [`deploy/${layer}`] }),
  // The journey is a suite of its own, which these start.
  reads: { rendered: [{ flags: stack.flags }], files: ['test/journey', 'test/contract/support', 'test/support'] },
  ...more,
});

/**
 * The journey goes through every frontend's server here or on the cluster, which gets the same images; what happens while the service is away
 * is that server's doing, whatever the frontend, and tried once.
 */
const onDocker = (stack, isFirst) =>
  inContainers(stack, 'docker', {
    run: suite('engine'),
    tools: ['docker'],
    optional: ['chromium', 'cluster'],
    around: async ({ CLUSTER }) => {
      const elsewhere = CLUSTER === undefined ? 'journey.test' : '';
      return { env: { JOURNEY: isFirst ? 'journey.test trouble.test' : elsewhere }, stop: async () => {} };
    },
  });

const onCluster = (stack, isTroubled) =>
  inContainers(stack, 'kubernetes', {
    run: suite('kubernetes-cluster'),
    env: { STACK: JSON.stringify(stack), ...(isTroubled && { TROUBLE: '1' }) },
    tools: ['cluster'],
    optional: ['chromium'],
    seconds: 200,
  });

const installed = (stack) =>
  inContainers(stack, 'helm', { run: suite('helm-cluster'), tools: ['cluster', 'helm'], seconds: 200 });
