/**
 * git refuses to work in a clone of somebody else's, as root's checks do; the steps only read it. One more entry in the variables by which git
 * is configured, for this run alone.
 * @param {string} root
 */
export function trustClone(root) {
  const count = Number(process.env.GIT_CONFIG_COUNT ?? 0);
  process.env[`GIT_CONFIG_KEY_${count}`] = 'safe.directory';
  process.env[`GIT_CONFIG_VALUE_${count}`] = root.replace(/[\\/]$/, '');
  process.env.GIT_CONFIG_COUNT = String(count + 1);
}
