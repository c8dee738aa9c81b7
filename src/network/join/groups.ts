/**
 * Instances that links hold together. A component too large for one organisation is cut into
 * communities by modularity (Blondel et al. 2008, “Fast unfolding of communities in large
 * networks”), on the graph of instances: the second-order graph of FaSTM (Tariq et al. 2023), one
 * step coarser, since an instance's payments respect time already.
 */
import { UndirectedGraph } from 'graphology';
import louvain from 'graphology-communities-louvain';
import { seededRandom } from '../../base/index.js';
import type { InstanceLink } from './links.js';

/** The package is CommonJS: its declared default is the module itself at run time. */
const findCommunities = louvain as unknown as typeof louvain.default;

/** Larger components are looked into: organisations are smaller, accidental bridges are not. */
const COMPONENT_MAX = 40;

/** Groups of instance numbers, each ascending, by their first. */
export function groupInstances(count: number, links: readonly InstanceLink[]): number[][] {
  const components = componentsOf(count, links);
  const component = new Int32Array(count);
  components.forEach((group, at) => {
    for (const instance of group) component[instance] = at;
  });
  const linksOf = components.map((): InstanceLink[] => []);
  for (const link of links) linksOf[component[link.left] as number]?.push(link);
  return components
    .flatMap((group, at) =>
      group.length > COMPONENT_MAX ? communitiesOf(group, linksOf[at] ?? []) : [group],
    )
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

function componentsOf(count: number, links: readonly InstanceLink[]): number[][] {
  const parent = Array.from({ length: count }, (_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root] as number;
    while (parent[i] !== root) [parent[i], i] = [root, parent[i] as number];
    return root;
  };
  for (const { left, right } of links) {
    const [low, high] = [find(left), find(right)].sort((a, b) => a - b) as [number, number];
    parent[high] = low;
  }
  return collect(parent.map((_, i) => [i, find(i)]));
}

/** The same links give the same communities: ties are broken by a fixed seed. */
function communitiesOf(group: readonly number[], links: readonly InstanceLink[]): number[][] {
  const graph = new UndirectedGraph();
  for (const instance of group) graph.addNode(instance);
  for (const { left, right, nats } of links) graph.addEdge(left, right, { weight: nats });
  const random = seededRandom('network/communities');
  const found = findCommunities(graph, { rng: () => random.unit(), getEdgeWeight: 'weight' });
  return collect(group.map((instance) => [instance, found[instance] ?? -1]));
}

function collect(labels: readonly (readonly number[])[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const [instance = 0, label = 0] of labels) {
    const group = groups.get(label);
    if (group) group.push(instance);
    else groups.set(label, [instance]);
  }
  return [...groups.values()];
}
