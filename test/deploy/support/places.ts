// Where a repository keeps its chart, and its overlays by name.
export const CHART = 'deploy/helm/chart';
export const OVERLAYS = ['development', 'staging', 'production'];
